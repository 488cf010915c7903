"""The one reader of HTML: what the site's own templates and Markdown have written, as a tree."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree.ElementTree import HTML_EMPTY, TreeBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

# What a link ends at: a heading, or a part of the content that is one thing. Fields, hints and lists that scripts fill are none.
_KINDS = re.compile(r"h[2-6]|section|article|aside|figure|details|div|li|dt|tr")
_ROOT = "html"
# Elements that stand within a passage, and those that hold no words.
_WITHIN = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|data|dfn|em|i|kbd|label|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr"
)
_UNREAD = {"script", "style"}
# Attributes that are read out, or shown in a field.
_READ = ("alt", "aria-label", "placeholder")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tree, self.open = TreeBuilder(), [_ROOT]
        self.tree.start(_ROOT, {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        self.open.append(tag)
        if tag in HTML_EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open:
            self.tree.end(last := self.open.pop())
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        self.tree.data(data)


@lru_cache(maxsize=1024)
def read(html: str) -> Element:
    """The elements of a page, or of a part of one. An attribute without a value has an empty one.

    Nobody changes them: to read takes two fifths of a check, so what is shown again, in this plan or in another, is known.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.handle_endtag(_ROOT)
    return reader.tree.close()


class _Outermost(HTMLParser):
    """Finds the line and column at which the outermost element begins that holds an id."""

    def __init__(self, sought: str) -> None:
        super().__init__()
        self.sought, self.open = ("id", sought), list[str]()
        self.begins = self.found = (1, 0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.open:
            self.begins = self.getpos()
        if self.sought in attrs:
            self.found = self.begins
        if tag not in HTML_EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open and self.open.pop() != tag:
            pass


def outermost(html: str, id_: str) -> int:
    """Where in a page's content the outermost element begins that holds an id."""
    finder = _Outermost(id_)
    finder.feed(html)
    finder.close()
    line, column = finder.found
    return sum(len(before) for before in html.splitlines(keepends=True)[: line - 1]) + column


def ids(html: Element) -> list[str]:
    """Every id, in order."""
    return [element.attrib["id"] for element in html.iter() if "id" in element.attrib]


def lasting(html: Element) -> list[str]:
    """The ids that others may link to, in order.

    None of an h1, which is the page, of what is hidden or in a form, or of what only names such a part, a menu, or an element
    with an id of its own.
    """
    in_forms = {element for form in html.iter("form") for element in form.iter()}
    last, names = [], set()
    for element in html.iter():
        id_, label, hidden = (element.get(name) for name in ("id", "aria-labelledby", "hidden"))
        if element in in_forms:
            continue
        if label and (id_ or hidden is not None or element.tag == "nav"):
            names |= set(label.split())
        if id_ and _KINDS.fullmatch(element.tag) and hidden is None:
            last.append(id_)
    return [id_ for id_ in last if id_ not in names]


def first_paragraph(html: Element) -> str:
    """The words of the first paragraph that has any, but for those that many pages have: on the plan's period, and how to search."""
    forms = (form for form in html.iter("form") if form.get("role") == "search")
    passed_over = {one for form in forms for one in form.iter("p")}
    own = (one for one in html.iter("p") if one.get("class") != "period" and one not in passed_over)
    return next(filter(None, (" ".join("".join(one.itertext()).split()) for one in own)), "")


def headings(html: Element) -> list[tuple[int, str]]:
    """The level of each heading, and its id if it has one, in order."""
    every = (element for element in html.iter() if re.fullmatch("h[1-6]", element.tag))
    return [(int(element.tag[1]), element.get("id", "")) for element in every]


def passages_of(html: str) -> list[str]:
    """The passages of a page, and what is read out of it: its paragraphs, headings, cells and the like."""
    passages = (" ".join(passage.split()) for passage in "".join(_read_out(read(html))).split("\0"))
    return list(filter(None, passages))


def _read_out(element: Element) -> Iterator[str]:
    """What is read of an element, with a sign of no text where a passage begins or ends."""
    parted = "" if _WITHIN.fullmatch(element.tag) else "\0"
    yield parted
    yield from (f" {element.attrib[name]} " for name in element.attrib if name in _READ)
    yield element.text or "" if element.tag not in _UNREAD else ""
    for inner in element:
        yield from _read_out(inner)
        yield inner.tail or ""
    if element.tag not in HTML_EMPTY:
        yield parted
