"""The order of the pages: the navigation of mkdocs.yml, with the chapters, groups and boards of data/ in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..plan.base import typed
from ..plan.source import read_text
from .site import Page, Site, macro

if TYPE_CHECKING:
    from collections.abc import Iterator


def navigation(nav: list[Any], site: Site) -> list[Any]:
    """The navigation of mkdocs.yml with the chapters, groups and boards in the room that is left for them.

    `chapters/*`, `stages/*` and `boards/*` stand for their pages, in the plan's order and under the plan's names.
    """
    plan = site.plan
    rooms = {
        "chapters/*": [{c.title: f"chapters/{c.id}.md"} for c in plan.chapters.values()],
        "stages/*": [{s.name: f"{s.id}.md"} for s in plan.stages.values()],
        "boards/*": [{b.name: f"boards/{b.id}.md"} for b in plan.boards.values()],
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


def _files(entries: list[Any], heading: str = "") -> Iterator[tuple[str, str]]:
    """Every file of a navigation, in order, with the heading that it stands under."""
    for entry in entries:
        for name, inner in entry.items() if isinstance(entry, dict) else [("", entry)]:
            yield from _files(inner, name) if isinstance(inner, list) else [(heading, inner)]


Line = tuple[
    str, str, list[tuple[str, str]]
]  # a page's name and address, and those of the pages made from data below it


@macro
def site_map(site: Site, _page: Page) -> dict[str, Any]:
    """Every page in the order of the navigation, under its headings; what stands in none of them comes last."""
    text, _ = read_text(site.docs.parent / "mkdocs.yml", "mkdocs.yml")
    settings = typed(text or "")
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

    def line(one: Page) -> Line:
        return (
            site.name_of(one.address),
            one.address,
            [(site.name_of(p.address), p.address) for p in below.pop(one.address, ())],
        )

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
