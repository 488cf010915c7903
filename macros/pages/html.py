"""The one reader of HTML: what the site's own templates and Markdown have written, as a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Elements that hold nothing and have no end (https://html.spec.whatwg.org/#void-elements).
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
# What a link ends at: a heading, or a part of the content that is one thing. Fields, hints and lists that scripts fill are none.
_ENDS = frozenset(
    [
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
    ]
)


@dataclass
class Element:
    """An element: its name, its attributes, and what stands in it. An attribute without a value has an empty one."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def each(self, *, but: str | None = None) -> Iterator[Element]:
        """This element and all in it, in order, without the elements of one name."""
        if self.tag == but:
            return
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.each(but=but)

    @property
    def text(self) -> str:
        """The text in it, with its white space."""
        return "".join(one if isinstance(one, str) else one.text for one in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    """The elements of a page, or of a part of one, in an element without a name."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


def ids(html: Element) -> list[str]:
    """Every id, in order."""
    return [element.attributes["id"] for element in html.each() if "id" in element.attributes]


def lasting(html: Element) -> list[str]:
    """The ids that others may link to, in order.

    None of an h1, which is the page, of what is hidden or in a form, or of what only names such a part, a menu, or an element
    with an id of its own.
    """
    found, names = [], set()
    for element in html.each(but="form"):
        has = element.attributes
        if "aria-labelledby" in has and ("id" in has or "hidden" in has or element.tag == "nav"):
            names |= set(has["aria-labelledby"].split())
        if "id" in has and element.tag in _ENDS and "hidden" not in has:
            found.append(has["id"])
    return [id_ for id_ in found if id_ not in names]


def first_paragraph(html: Element) -> str:
    """The words of the first paragraph that has any."""
    paragraphs = (" ".join(one.text.split()) for one in html.each() if one.tag == "p")
    return next(filter(None, paragraphs), "")


def levels(html: Element) -> list[int]:
    """The levels of its headings, in order."""
    return [int(one.tag[1]) for one in html.each() if one.tag[:1] == "h" and one.tag[1:].isdigit()]
