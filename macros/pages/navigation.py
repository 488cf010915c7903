"""The order of the pages: the navigation of mkdocs.yml, with the chapters, groups and boards of data/ in it."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

import yaml

from ..plan.base import as_typed
from ..plan.problems import Problem, near
from ..plan.source import read_text, readable, syntax_problem
from ..plan.values import is_address
from .docs import address_of
from .page import Page, brings, macro
from .rules import Problems, Texts, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .site import Site

SETTINGS = "mkdocs.yml"


def navigation(nav: list[Any], site: Site) -> list[Any]:
    """The menu: the navigation of mkdocs.yml with the chapters, groups and boards in the room that is left for them.

    `chapters/*`, `stages/*` and `boards/*` stand for their pages, in the plan's order and under the plan's names.
    """
    rooms = {
        room: [{name: file} for file, name in pages.items()] for room, pages in _rooms(site).items()
    }
    filled: list[Any] = []
    for entry in nav:
        if isinstance(entry, dict):
            filled.append(
                {k: navigation(v, site) if isinstance(v, list) else v for k, v in entry.items()}
            )
        else:
            filled += rooms.get(entry, [entry])
    return filled


def _rooms(site: Site) -> dict[str, dict[str, str]]:
    """The names of the pages that each room stands for, by their files."""
    rooms: dict[str, dict[str, str]] = {"chapters/*": {}, "stages/*": {}, "boards/*": {}}
    for subject in site.subjects.values():
        rooms[f"{subject.kind}s/*"][subject.file] = subject.title
    return rooms


def _files(entries: list[Any], heading: str = "") -> Iterator[tuple[str, str]]:
    """Every file of a navigation, in order, with the heading that it stands under."""
    for entry in entries:
        for name, inner in entry.items() if isinstance(entry, dict) else [("", entry)]:
            yield from _files(inner, name) if isinstance(inner, list) else [(heading, inner)]


@rule
def menus_lead_to_every_page(texts: Texts) -> Problems:
    """The menu in mkdocs.yml leads to pages that are there, and to each of them once."""
    site = texts.site
    text, _ = read_text(site.docs.parent / "mkdocs.yml", SETTINGS)
    if text is None:
        return  # told where the site's address is looked for
    try:
        settings = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        yield syntax_problem(text, SETTINGS, error)
        return
    nav = _value(settings, "nav")
    if not isinstance(nav, yaml.SequenceNode):
        at: tuple[int, int] = (
            (nav.start_mark.line + 1, nav.start_mark.column + 1) if nav else (1, 1)
        )
        message = "the menu is no list of pages. Write 'nav:', and below it a line with a dash for each, such as '- words.md'."
        yield Problem(SETTINGS, *at, message)
        return
    first: dict[str, int] = {}
    for place, entry in _entries(nav):
        if entry and address_of(entry) in texts.linked and entry not in site.pages:
            continue  # told already
        if wrong := _wrong(site, entry, first):
            yield Problem(SETTINGS, *place, wrong)
        elif entry is not None:
            first[posixpath.normpath(entry)] = place[0]
    asked = _value(_value(settings, "validation"), "omitted_files")
    if asked is None or asked.value != "warn" or not site.plan.whole:
        return
    room_of = {file: room for room, pages in _rooms(site).items() for file in pages}
    for file in sorted(site.pages):
        line = room_of.get(file, file)
        if not {line, file} & set(first):
            message = f"this page is in no menu. Add this line to {SETTINGS}, under 'nav:' and the heading where it belongs: - {readable(line)}"
            yield Problem(f"docs/{readable(file)}", 1, 1, message)


def _value(node: Any, name: str) -> Any:
    """The node that stands beside a name, or None."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


def _entries(node: yaml.Node) -> Iterator[tuple[tuple[int, int], str | None]]:
    """Every file or address of a navigation, with its line and column; None for what is neither, nor a list under a heading."""
    place = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        yield place, node.value or None
    elif isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from _entries(inner)
    elif len(node.value) == 1 and not isinstance(node.value[0][1], yaml.MappingNode):
        yield from _entries(node.value[0][1])
    else:
        yield place, None


def _wrong(site: Site, entry: str | None, first: dict[str, int]) -> str | None:
    """What is wrong with an entry of the navigation. `first` are the lines of those before it."""
    if entry is None:
        return "this is neither a page nor a heading with pages under it. Write '- words.md', or '- Heading:' and the pages below."
    file = posixpath.normpath(entry)
    if file in first:
        return f"'{entry}' is in the menu already, in line {first[file]}. Keep one of the two."
    if file in (*_rooms(site), *site.pages) or is_address(entry):
        return None
    hint = near([*_rooms(site), *site.pages], entry)
    return f"no page of docs/ is '{entry}'. Write the way from docs/ to a Markdown file that is there, or take the line away.{hint}"


Line = tuple[
    str, str, list[tuple[str, str]]
]  # a page's name and address, and those of the pages made from data below it


@macro
@brings(lists=True, schema_type="CollectionPage")
def site_map(site: Site, _page: Page) -> dict[str, Any]:
    """Every page in the order of the navigation, under its headings; what stands in none of them comes last."""
    text, _ = read_text(site.docs.parent / "mkdocs.yml", "mkdocs.yml")
    settings = as_typed(text or "")
    nav = settings.get("nav") if isinstance(settings, dict) else None
    headings = {
        file: heading
        for heading, file in _files(navigation(nav if isinstance(nav, list) else [], site))
    }
    below: dict[str, list[Page]] = {}
    for one in site.made.values():
        if one.listed:
            below.setdefault(one.trail[-1][1] if one.trail else "", []).append(one)
    groups: dict[str, list[Line]] = {}

    def under(address: str) -> Iterator[tuple[str, str]]:
        for one in below.pop(address, ()):
            yield one.title, one.address
            yield from under(one.address)

    def line(one: Page) -> Line:
        return one.title, one.address, [*under(one.address)]

    for file in [file for file in headings if file in site.pages] + [
        file for file in site.pages if file not in headings
    ]:
        groups.setdefault(headings.get(file, "More pages"), []).append(line(site.pages[file]))
    for rest in [one for left in below.values() for one in left]:
        groups.setdefault("More pages", []).append(line(rest))
    return {
        "groups": [
            (heading, re.sub(r"\W+", "-", heading.lower()), lines)
            for heading, lines in groups.items()
        ]
    }
