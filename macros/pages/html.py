"""The one reader of HTML: what the site's own templates and Markdown have written, as a tree."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
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


# A tag, from "<" to ">"; all of an element that holds no tags; or what readers never get.
_ATTRIBUTES = r"[^\"'<>]*(?:\"[^\"]*\"[^\"'<>]*|'[^']*'[^\"'<>]*)*"
_TAG = re.compile(
    rf"<(?:(?P<raw>script|style)\b(?P<how>{_ATTRIBUTES})>(?P<within>.*?)</(?P=raw)\s*>"
    rf"|(?P<end>/?)(?P<tag>[a-z][^\s/>]*)(?P<attributes>{_ATTRIBUTES})>|!--.*?-->|[!?][^>]*>)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"([^\s=/\"'<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?",
)

_WITH_ID = re.compile(r"<[a-z][^\"<>]*(?:\"[^\"]*\"[^\"<>]*)*?\sid=\"([^\"]+)\"")


class _Reader:
    """Builds the tree, and notes at which sign the outermost element begins that holds the id that is sought."""

    def __init__(self, sought: str = "") -> None:
        self._tree, self._open = TreeBuilder(), [_ROOT]
        self._tree.start(_ROOT, {})
        self._sought, self._begins, self.found = sought, 0, 0

    def read(self, html: str) -> Element:
        done, data = 0, self._tree.data
        for tag in _TAG.finditer(html):
            begins, ends = tag.span()
            if done < begins:
                data(unescape(html[done:begins]))
            done = ends
            raw, how, within, end, name, attributes = tag.groups()
            if end:
                self._end(name.lower())
            elif name:
                self._start(name.lower(), attributes, begins)
            elif raw:
                self._start(raw.lower(), how, begins)
                data(within)
                self._end(raw.lower())
        data(unescape(html[done:]))
        self._end(_ROOT)
        return self._tree.close()

    def _start(self, tag: str, attributes: str, begins: int) -> None:
        if len(self._open) == 1:
            self._begins = begins
        held = _attributes(attributes)
        if self._sought and held.get("id") == self._sought:
            self.found = self._begins
        self._tree.start(tag, held)
        self._open.append(tag)
        if tag in HTML_EMPTY or attributes[-2:] in ("/", " /", '"/'):
            self._end(tag)

    def _end(self, tag: str) -> None:
        while tag in self._open:
            self._tree.end(last := self._open.pop())
            if last == tag:
                return


@lru_cache(maxsize=4096)
def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag. Most stand in many tags, so one that was read is known; nobody changes it."""
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text)
    }


@lru_cache(maxsize=1024)
def read(html: str) -> Element:
    """The elements of a page, or of a part of one. An attribute without a value has an empty one.

    Nobody changes them, so what is shown again, in this plan or in another, is known.
    """
    return _Reader().read(html)


def outermost(html: str, id_: str) -> int:
    """Where in a page's content the outermost element begins that holds an id."""
    reader = _Reader(id_)
    reader.read(html)
    return reader.found


def ids(html: Element) -> list[str]:
    """Every id, in order."""
    return [element.attrib["id"] for element in html.iter() if "id" in element.attrib]


def ids_in(html: str) -> list[str]:
    """Every id of HTML that a template has written, in order, without reading all of it."""
    return [unescape(id_) for id_ in _WITH_ID.findall(html)]


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
