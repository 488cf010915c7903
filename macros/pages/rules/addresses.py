"""No address that was ever published comes to nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ...plan.problems import Problem, allowed, near
from ...plan.update import ALL
from ..addresses import FILE, Standing, heir
from . import Problems, Texts, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...plan.source import Source

UPDATES, SEARCHES = "data/updates.yml", "data/searches.yml"


@rule
def updates_and_searches_lead_to_pages(texts: Texts) -> Problems:
    """Updates are about pages that are there, and such pages answer the questions to the search."""
    site = texts.site
    named = [(UPDATES, "about", [update.about for update in site.plan.updates])]
    named.append((SEARCHES, "pages", [group.pages for group in site.plan.searches]))
    for file, field, entries in named if site.plan.whole else ():
        for place, addresses in enumerate(entries):
            for nth, address in enumerate(addresses):
                if address != ALL and address not in site.every and (source := texts.source(file)):
                    listed = [page.address for page in site.listed]
                    message = f"no page stands at '{address}'. Write the part of a page's address that follows the site's own.{near(listed, address)}"
                    yield source.problem((place, field, nth), message)


@rule
def short_addresses_are_free(texts: Texts) -> Problems:
    """No page stands where a chapter's number leads to the chapter, such as /13/."""
    site = texts.site
    for page in site.pages.values() if site.plan.whole else ():
        if page.address in site.short:
            message = f"'{page.address}' is the short address of chapter {page.address.strip('/')}, so no page can stand there. Rename this file."
            yield Problem(f"docs/{page.file}", 1, 1, message)


@rule
def moves_lead_on(texts: Texts) -> Problems:
    """A line under 'moved:' leads from an address where nothing stands to one where something does."""
    source = texts.source(FILE)
    if source is None or not texts.site.plan.whole:
        return
    standing = texts.standing
    for old, new in standing.moved.items():
        if message := next(_can_not_begin(standing, old), None):
            yield source.problem(("moved", old), message, of_key=True)
        elif message := _can_not_end(standing, old, new):
            yield source.problem(("moved", old), message)


def _can_not_begin(standing: Standing, old: str) -> Iterator[str]:
    """Why nothing can lead on from an address. The first reason counts."""
    path, _, anchor = old.partition("#")
    stands = standing.end(path)
    if old in standing.pages or old in standing.site.files:
        yield f"something stands at '{old}', so nothing can lead on from there. Take this line away, or take away what stands there."
    if old in standing.site.short:
        yield f"'{old}' is the short address of chapter {old.strip('/')}. Take this line away."
    if anchor and not stands:
        yield f"no page stands at '{path}' that could lead on from its anchor. Add a line for the page: {path}: /"
    elif anchor and stands and "#" in stands:
        yield f"'{path}' leads to '{stands}' already, whatever anchor follows. Take this line away."
    elif anchor and stands and anchor in standing.ids.get(stands, ()):
        yield f"'{stands}' has an anchor '{anchor}', and browsers go there. Take this line away."
    elif anchor and old not in standing.promised:
        yield f"'{old}' was never published, so nobody can have a link to it. Take this line away."


def _can_not_end(standing: Standing, old: str, new: str) -> str | None:
    """Why an address can't lead on to another."""
    way, kind = standing.way(old), PurePosixPath(old.partition("#")[0]).suffix
    if way[-1] in way[:-1]:
        circle = ", ".join(f"'{step}'" for step in way[way.index(way[-1]) :])
        return f"this leads in a circle: {circle}. Let one of these lines lead to a page."
    if kind and kind != PurePosixPath(new.partition("#")[0]).suffix:
        return f"a file can only give way to one of its kind, and '{new}' does not end with {kind}. Name a file that does."
    at_the_other = any(step in standing.moved for step in way[1:-1])  # at the other line
    return _missing(standing, new) if way[-1] is None and not at_the_other else None


def _missing(standing: Standing, address: str) -> str:
    """That nothing stands at an address, or that its page lacks the anchor, and what there is instead."""
    path, _, anchor = address.partition("#")
    if stands := standing.end(path):
        return f"'{stands}' has no anchor '{anchor}'. {allowed(standing.lasting.get(stands, ()), anchor)}"
    hint = near([*standing.pages, *standing.site.files], path)
    return f"nothing stands at '{path}'.{hint or ' Write an address that is there, such as /chapters/.'}"


@rule
def promises_are_kept(texts: Texts) -> Problems:
    """What was published still leads somewhere, and a short address still to its chapter; (warning) before it is published."""
    source = texts.source(FILE)
    if source is None or not texts.site.plan.whole:
        return
    standing = texts.standing
    if texts.unread:
        return  # what they bring to other pages, such as the site map, is not known
    wrong = {text.page.address for text in texts.pages.values() if text.is_wrong}
    fresh = [address for address in standing.addresses() if address not in standing.promised]
    for place, (address, led_to) in enumerate(standing.site.plan.addresses.published):
        path, _, anchor = address.partition("#")
        end = standing.end(address)
        if not end and (
            (anchor and path in wrong)
            or address in standing.moved
            or (
                (path in standing.moved or (anchor and path in standing.promised))
                and not standing.end(path)
            )
        ):
            continue  # what is wrong is told on the page, at the line that moves it, or of the page before its anchors
        if not end:
            message = _lost(standing, source, address, fresh)
        elif led_to and standing.end(led_to) not in (end, None):
            message = f"'{address}' {_was(standing)} for '{led_to}', and would lead to '{end}' now.{_stops(standing)} Give the chapters their old numbers back."
        else:
            continue
        problem = source.problem(("published", place), message)
        yield problem if standing.binding else replace(problem, warning=True)


def _was(standing: Standing) -> str:
    return "was published" if standing.binding else "is to be published"


def _stops(standing: Standing) -> str:
    """What to know of a promise that is lost before anyone could rely on it."""
    return "" if standing.binding else " Nothing is published yet, so this stops nothing."


def _lost(standing: Standing, source: Source, address: str, fresh: list[str]) -> str:
    """What was lost, and how to mend it: put it back, or let it lead on."""
    path, _, anchor = address.partition("#")
    under = f"under 'moved:' in line {source.keys[('moved',)][0]}, with two blanks in front"
    line = (
        f"add this line {under}: '  {address}: {guess}'"
        if (guess := heir(standing, address, fresh))
        else f"add a line {under}, that begins '  {address}: ' and names a file of its kind."
    )
    if not anchor or not (stands := standing.end(path)):
        return f"'{path}' {_was(standing)}, and nothing stands there now.{_stops(standing)} Put it back, or {line}"
    stands = stands.partition("#")[0]
    where = f"'{stands}', where that page is now," if stands != path else "that page"
    keep = f"Put it back (a heading keeps it with {{#{anchor}}} behind its text)"
    return f"'{address}' {_was(standing)}, and {where} has no such anchor.{_stops(standing)} {keep}, or {line}"
