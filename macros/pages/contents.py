"""The way about a long page: its parts, as its own headings name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .html import lasting, outermost, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from .page import Page

# A page is long with so many parts, and so many words in all: from there on, a phone needs about three screens for it.
PARTS, WORDS = 2, 250
# A page that belongs to a chapter, a group or a board, or holds a poster, has a build of its own.
_POSTER = 'class="poster'


@dataclass(frozen=True)
class Contents:
    """The parts of a long page, as (anchor, words), and its HTML: what stands before the first part, and the rest."""

    parts: tuple[tuple[str, str], ...]
    intro: str
    rest: str

    @property
    def letters(self) -> bool:
        """Whether the parts are those of an A to Z, so that many of them fit on a line."""
        return max(len(words) for _, words in self.parts) <= len("0-9")


def contents(page: Page, html: str) -> Contents | None:
    """The way about a page, from the HTML of its content; None for a short one, and for one that has a build of its own."""
    if page.of or page.look == "home" or _POSTER in html or page.brings.alone:
        return None
    tree = read(html)
    parts = tuple(_parts(tree))
    if len(parts) < PARTS or len("".join(tree.itertext()).split()) < WORDS:
        return None
    at = outermost(html, parts[0][0])
    return Contents(parts, html[:at], html[at:])


def _parts(tree: Element) -> Iterator[tuple[str, str]]:
    """The headings of the second level that others may link to."""
    last = {*lasting(tree)}
    for heading in tree.iter("h2"):
        if (anchor := heading.get("id")) in last:
            yield anchor, re.sub(r"\s+", " ", _seen(heading)).strip()


def _seen(element: Element) -> str:
    """The words of an element, but for decoration, and what marks a state."""
    if element.get("aria-hidden") or element.get("class") == "tag":
        return ""
    inner = (f"{_seen(one)}{one.tail or ''}" for one in element)
    return f"{element.text or ''}{''.join(inner)}"
