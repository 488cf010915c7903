"""No address that was ever published comes to nothing: what stands where, what has moved, and what would be lost.

moves_lead_on       a line under 'moved:' leads from what is gone to what is there
promises_are_kept   every address and anchor that was published leads somewhere still; before the first publication a warning
"""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..plan.problems import Problem, allowed, near
from ..plan.source import Source, read_yaml
from .page import published

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .site import Site

FILE = "data/addresses.yml"
# What a link ends at: a heading, or a part of the content that is one thing. Fields, hints and lists that scripts fill are none.
_KINDS = {
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "aside",
    "figure",
    "details",
    "div",
    "li",
    "dt",
    "tr",
}
_TAG = re.compile(r"<(\w+)((?:\s[^<>]*)?\s(?:id|aria-labelledby)=[^<>]*)>")
_ID = re.compile(r"\sid=\"([^\"]+)\"")
_NAMED_BY = re.compile(r"\saria-labelledby=\"([^\"]+)\"")
_HIDDEN = re.compile(r"\shidden(?=[\s=]|$)")
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
# Ids of the page shell, which every page has.
_SHELL = {"content", "say", "top"}


@published
def sitemap(_site: Site) -> Iterable[str]:
    """The list of pages that search engines fetch."""
    yield "/sitemap.xml"


def lasting(html: str) -> list[str]:
    """The ids in a page's HTML that others may link to, in order.

    None of an h1, which is the page, of what is hidden or in a form, or of what only names such a part, a menu, or an element
    with an id of its own.
    """
    found, names = [], set()
    for tag, attributes in _TAG.findall(_FORM.sub("", html)):
        id_, label, hidden = (pattern.search(attributes) for pattern in (_ID, _NAMED_BY, _HIDDEN))
        if label and (id_ or hidden or tag == "nav"):
            names |= set(label[1].split())
        if id_ and tag in _KINDS and not hidden:
            found.append(id_[1])
    return [id_ for id_ in found if id_ not in names]


class Standing:
    """What stands on a site, and where its addresses lead.

    `ids` are all anchors of a page, by its address, and `lasting` those that others may link to. Where a page is left out,
    its anchors are not known, and any counts as there.
    """

    def __init__(
        self,
        site: Site,
        ids: dict[str, set[str]] | None = None,
        lasting: dict[str, list[str]] | None = None,
    ) -> None:
        """Take what is known of the anchors of `site`."""
        self.site = site
        self.pages = site.addresses
        self.ids = ids or {}
        self.lasting = lasting or {}
        self.moved = site.plan.addresses.moved
        self.promised = {address for address, _ in site.plan.addresses.published}
        self.binding = site.plan.addresses.first_published is not None

    def has(self, address: str, anchor: str) -> bool:
        """Whether a page has an anchor, or is a page whose anchors are not known."""
        return address not in self.ids or anchor in self.ids[address] or anchor in _SHELL

    def stands(self, address: str) -> bool:
        """Whether there is a page or a file at an address, with its anchor if it has one."""
        path, _, anchor = address.partition("#")
        there = path in self.pages or path in self.site.files
        return there and (not anchor or (address not in self.moved and self.has(path, anchor)))

    def way(self, address: str) -> list[str | None]:
        """An address and those that it leads on to, one after the other. The last one stands, or is None, or was there before."""
        way: list[str | None] = [address]
        while way[-1] is not None and way.count(way[-1]) == 1 and not self.stands(way[-1]):
            way.append(self._next(way[-1]))
        return way

    def _next(self, address: str) -> str | None:
        path, _, anchor = address.partition("#")
        if address in self.moved and address not in self.site.short:
            return self.moved[address]
        if path in self.pages or path in self.site.files:
            return None  # the page is there, the anchor is not
        to = self.site.short.get(path) or self.moved.get(path)
        return f"{to}#{anchor}" if to and anchor and "#" not in to else to

    def end(self, address: str) -> str | None:
        """The page or file, with its anchor, that an address leads to in the end; None if it leads nowhere."""
        way = self.way(address)
        return way[-1] if way.count(way[-1]) == 1 else None

    def addresses(self) -> list[str]:
        """Every address and anchor that is a promise once it is published. A page that nobody looks for is none."""
        found = [
            address + anchor
            for address in sorted(self.pages - self.site.unlisted)
            for anchor in ("", *(f"#{id_}" for id_ in self.lasting.get(address, ())))
        ]
        return [*found, *sorted(self.site.files), *self.site.short, *self.moved]

    @cached_property
    def left(self) -> dict[str, dict[str, str]]:
        """By page: anchors that are gone from it, or from a page that led on to it, and where they lead now."""
        found: dict[str, dict[str, str]] = {}
        for address in self.moved:
            path, _, anchor = address.partition("#")
            stands, to = self.end(path), self.end(address)
            if anchor and stands and to and to != f"{stands}#{anchor}":
                found.setdefault(stands, {}).setdefault(anchor, to)
        return found


def address_problems(standing: Standing) -> Iterator[Problem]:
    """Every broken promise, and every line under 'moved:' that leads nowhere."""
    source, problems = read_yaml(standing.site.docs.parent / FILE, FILE)
    yield from problems
    yield from short_addresses_are_free(standing)
    if source is None:
        return
    yield from moves_lead_on(standing, source)
    yield from promises_are_kept(standing, source)


def short_addresses_are_free(standing: Standing) -> Iterator[Problem]:
    """/13/ leads to chapter 13, so no page stands there."""
    for page in standing.site.pages.values():
        if page.address in standing.site.short:
            found = f"'{page.address}' is the short address of chapter {page.address.strip('/')}, so no page can stand there. Rename this file."
            yield Problem(f"docs/{page.file}", 1, 1, found)


def moves_lead_on(standing: Standing, source: Source) -> Iterator[Problem]:
    """A line leads from an address where nothing stands to one where something does."""
    for old, new in standing.moved.items():
        if said := next(_can_not_begin(standing, old), None):
            yield source.problem(("moved", old), said, of_key=True)
        elif said := _can_not_end(standing, old, new):
            yield source.problem(("moved", old), said)


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
    told = any(step in standing.moved for step in way[1:-1])  # at the other line
    return _missing(standing, new) if way[-1] is None and not told else None


def _missing(standing: Standing, address: str) -> str:
    """That nothing stands at an address, or that its page lacks the anchor, and what there is instead."""
    path, _, anchor = address.partition("#")
    if stands := standing.end(path):
        return f"'{stands}' has no anchor '{anchor}'. {allowed(standing.lasting.get(stands, ()), anchor)}"
    hint = near([*standing.pages, *standing.site.files], path)
    return f"nothing stands at '{path}'.{hint or ' Write an address that is there, such as /chapters/.'}"


def promises_are_kept(standing: Standing, source: Source) -> Iterator[Problem]:
    """What was published still leads somewhere, and a short address still to its chapter."""
    fresh = [address for address in standing.addresses() if address not in standing.promised]
    for place, (address, led_to) in enumerate(standing.site.plan.addresses.published):
        path, _, anchor = address.partition("#")
        end = standing.end(address)
        if not end and (
            address in standing.moved
            or (
                (path in standing.moved or (anchor and path in standing.promised))
                and not standing.end(path)
            )
        ):
            continue  # what is wrong is told at the line that moves it, or of the page before its anchors
        if not end:
            found = _lost(standing, source, address, fresh)
        elif led_to and standing.end(led_to) not in (end, None):
            found = f"'{address}' {_was(standing)} for '{led_to}', and would lead to '{end}' now.{_stops(standing)} Give the chapters their old numbers back."
        else:
            continue
        problem = source.problem(("published", place), found)
        yield problem if standing.binding else replace(problem, warning=True)


def _was(standing: Standing) -> str:
    return "was published" if standing.binding else "is to be published"


def _stops(standing: Standing) -> str:
    """What to know of a promise that is lost before anyone could rely on it."""
    return "" if standing.binding else " Nothing is published yet, so this stops nothing."


def _lost(standing: Standing, source: Source, address: str, fresh: list[str]) -> str:
    """What was lost, and how to mend it: put it back, or let it lead on."""
    path, _, anchor = address.partition("#")
    line = f"add this line under 'moved:' in line {source.keys[('moved',)][0]}: {address}: {heir(standing, address, fresh)}"
    if not anchor or not (stands := standing.end(path)):
        return f"'{path}' {_was(standing)}, and nothing stands there now.{_stops(standing)} Put it back, or {line}"
    stands = stands.partition("#")[0]
    where = f"'{stands}', where that page is now," if stands != path else "that page"
    keep = f"Put it back (a heading keeps it with {{#{anchor}}} behind its text)"
    return f"'{address}' {_was(standing)}, and {where} has no such anchor.{_stops(standing)} {keep}, or {line}"


def heir(standing: Standing, address: str, fresh: list[str]) -> str:
    """Where an address had best lead that comes to nothing: `fresh` are those that stand and were never published."""
    path, _, anchor = address.partition("#")
    if not anchor or not (stands := standing.end(path)):
        return _heir(standing, path, fresh)
    stands = stands.partition("#")[0]
    if found := _in_its_list(standing, stands, anchor):
        return found
    anchors = [other.partition("#")[2] for other in fresh if other.startswith(f"{stands}#")]
    near = difflib.get_close_matches(anchor, anchors, n=1)
    there = near or [
        page for page in sorted(standing.pages) if page.endswith(f"/{anchor}/")
    ]  # a chapter that has left a list
    return f"{stands}#{near[0]}" if near else there[0] if there else stands


def _in_its_list(standing: Standing, page: str, anchor: str) -> str | None:
    """Where a chapter stands that has left a group's page or a board's: on that of its group or board now, if it is listed there."""
    if not (chapter := standing.site.plan.chapters.get(anchor)):
        return None
    kinds = {subject.address: subject.kind for subject in standing.site.subjects.values()}
    for subject in standing.site.subjects.values():
        there = subject.address
        if (
            kinds.get(page) == subject.kind
            and page != there
            and chapter in subject.chapters
            and anchor in standing.lasting.get(there, ())
        ):
            return f"{there}#{anchor}"
    return None


def _heir(standing: Standing, path: str, fresh: list[str]) -> str:
    """The address that has most likely taken the place of one that is gone: a new one beside it, else the page above it."""
    above = _above(path)
    if (
        above != "/"
        and (there := standing.end(above) or _heir(standing, above, fresh)) + path[len(above) :]
        in standing.pages | standing.site.files
    ):
        return there + path[len(above) :]  # it has moved with its folder
    stand = [other for other in fresh if other in standing.pages or other in standing.site.files]
    beside = [
        other
        for other in stand
        if _above(other) == _above(path)
        and PurePosixPath(other).suffix == PurePosixPath(path).suffix
    ]
    near = (
        beside
        if len(beside) == 1
        else difflib.get_close_matches(
            path, [other for other in beside if _alike(path, other)], n=1
        )
    )
    if near:
        return near[0]
    while above not in standing.pages and above != "/":
        above = _above(above)
    return above


def _alike(path: str, other: str) -> bool:
    """Whether two addresses end with names that are alike, whatever stands before them."""
    return bool(difflib.get_close_matches(path[len(_above(path)) :], [other[len(_above(other)) :]]))


def _above(path: str) -> str:
    """The folder that a page or a file stands in: /chapters/ of /chapters/carers/."""
    return path.rstrip("/").rpartition("/")[0] + "/"
