"""The pages that differ from those of an earlier version, when this tree's machine builds the content of both."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import html

from ..pages.site import INDEX
from ..publish.assets import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ..plan.base import Base
    from .pages import Page, Pages

CONTENT = ("data", "docs", "mkdocs.yml")
MACHINE = ("macros", "overrides")


def content_of(base: Base, root: Path, to: Path) -> None:
    """A project in `to` with that version's content, and the machine of `root`. Raises BaseError if there is no content."""
    to.mkdir()
    base.unpack(CONTENT, to)
    for name in MACHINE:
        (to / name).symlink_to(root / name)


@dataclass(frozen=True)
class Different:
    """What differs: pages in their main part, the shell of any page, the search's index, and which pages there are."""

    main: tuple[str, ...]
    shell: bool
    search: bool
    pages: bool


def different(now: Pages, before: Pages) -> Different:
    """How a site differs from the one before. A page that is new differs in its main part."""
    both = [page.address for page in now if page.address in before]
    return Different(
        tuple(
            page.address
            for page in now
            if page.address not in before or _differ(now, before, page.address, _main)
        ),
        any(_differ(now, before, address, _shell) for address in both),
        _bytes(now, now.asset(INDEX)) != _bytes(before, before.asset(INDEX)),
        {page.address for page in now} != {page.address for page in before},
    )


def _differ(
    now: Pages, before: Pages, address: str, part: Callable[[Pages, Page], Iterator[bytes]]
) -> bool:
    return [*part(now, now[address])] != [*part(before, before[address])]


def _main(pages: Pages, page: Page) -> Iterator[bytes]:
    """The main part of a page, with the pictures in it. Where the search's index stands changes with every page."""
    for main in page.all("main"):
        yield plain(html.tostring(main, with_tail=False, encoding="unicode")).encode()
        for picture in main.iter("img"):
            yield _bytes(pages, page.target(picture, "src").removeprefix(pages.url))


def _shell(_: Pages, page: Page) -> Iterator[bytes]:
    """All that is seen or run around the main part of a page."""
    for part in page.all("body > :not(main), head > link[rel=stylesheet], head > script[src]"):
        yield html.tostring(part, with_tail=False)


def _bytes(pages: Pages, path: str) -> bytes:
    file = pages.root / path
    return hashlib.sha256(file.read_bytes()).digest() if file.is_file() else b""
