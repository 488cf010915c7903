"""What stands where on a site, what has moved, and what would take the place of an address that is lost."""

from __future__ import annotations

import difflib
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from .page import published

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .site import Site

FILE = "data/addresses.yml"
# Ids of the page shell, which every page has.
_SHELL = {"content", "say", "top"}


@published
def sitemap(_site: Site) -> Iterable[str]:
    """The list of pages that search engines fetch."""
    yield "/sitemap.xml"


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


def heir(standing: Standing, address: str, fresh: list[str]) -> str:
    """Where an address had best lead that comes to nothing: `fresh` are those that stand and were never published.

    Nothing for a file that only a person can find another for.
    """
    path, _, anchor = address.partition("#")
    if not anchor or not (stands := standing.end(path)):
        return _heir(standing, path, fresh)
    stands = stands.partition("#")[0]
    if found := _in_its_list(standing, stands, anchor):
        return found
    anchors = [other.partition("#")[2] for other in fresh if other.startswith(f"{stands}#")]
    if near := difflib.get_close_matches(anchor, anchors, n=1):
        return f"{stands}#{near[0]}"
    own = (page for page in sorted(standing.pages) if page.endswith(f"/{anchor}/"))
    return next(own, stands)  # a chapter that has left a list has a page of its own


def _in_its_list(standing: Standing, page: str, anchor: str) -> str | None:
    """Where a chapter stands that has left a group's page or a board's: on that of its group or board now, if it is listed there."""
    subjects = {subject.address: subject for subject in standing.site.subjects.values()}
    chapter, before = standing.site.plan.chapters.get(anchor), subjects.get(page)
    for there, subject in subjects.items():
        alike = before and before.kind == subject.kind and before != subject
        if alike and chapter in subject.chapters and anchor in standing.lasting.get(there, ()):
            return f"{there}#{anchor}"
    return None


def _heir(standing: Standing, path: str, fresh: list[str]) -> str:
    """The address that has most likely taken the place of one that is gone: a new one beside it, else the page above it."""
    above, kind, stand = (
        _above(path),
        PurePosixPath(path).suffix,
        standing.pages | standing.site.files,
    )
    if above != "/":
        there = (standing.end(above) or _heir(standing, above, fresh)) + path[len(above) :]
        if there in stand:
            return there  # it has moved with its folder
    beside = [other for other in fresh if other in stand and _above(other) == above]
    beside = [other for other in beside if PurePosixPath(other).suffix == kind]
    alike = [other for other in beside if _alike(path, other)]
    near = beside if len(beside) == 1 else difflib.get_close_matches(path, alike, n=1)
    if near:
        return near[0]
    if kind:
        return ""
    while above not in standing.pages and above != "/":
        above = _above(above)
    return above


def _alike(path: str, other: str) -> bool:
    """Whether two addresses end with names that are alike, whatever stands before them."""
    return bool(difflib.get_close_matches(path[len(_above(path)) :], [other[len(_above(other)) :]]))


def _above(path: str) -> str:
    """The folder that a page or a file stands in: /chapters/ of /chapters/carers/."""
    return path.rstrip("/").rpartition("/")[0] + "/"
