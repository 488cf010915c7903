"""Tables of a page's own Markdown, which has no words for what readers who hear a table need, and no room for wide ones.

The first row heads the columns, and a table is named by the heading before it. `check` sees to it that there are words
in both. A table that is wider than a phone stands in a part of its own, which scrolls sideways (decision 038).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from .html import headings, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from markdown import Markdown

# After what an editor may not write was taken away (harmless.py).
_PRIORITY = -2
# In letters of a table: the room that a phone of 320 px has, of 288 px, and what stands between two columns.
_ROOM, _BETWEEN = 30, 2
MOST = 3  # columns that fit a phone, if their words are short
_CLASS = "wide-table"


class Tables(Extension):
    """A Markdown extension: heads of columns say that they are, each table has a name, and a wide one has room."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Markdown for each page."""
        md.treeprocessors.register(_NamedTables(md), "named_tables", _PRIORITY)


class _NamedTables(Treeprocessor):
    def run(self, root: Element) -> None:
        if root.find(".//table") is None:
            return  # most pages: nothing has to be read
        named, wide = "", []
        for element in root.iter():
            if element.tag == "th":
                element.set("scope", "col")
            elif element.tag == "table":
                if named:
                    element.set("aria-labelledby", named)
                if is_wide(element):
                    wide.append(element)
            elif re.fullmatch("h[1-6]", element.tag):
                named = element.get("id") or named
            elif kept := HTML_PLACEHOLDER_RE.search(element.text or ""):
                html = str(self.md.htmlStash.rawHtmlBlocks[int(kept[1])])
                named = next((id_ for _, id_ in reversed(headings(read(html))) if id_), named)
        for table in wide:
            _give_room(table)


def is_wide(table: Element) -> bool:
    """Whether a table would break words on a phone: it has many columns, or their longest words need more room."""
    columns = [*zip(*(_longest_words(row) for row in table.iter("tr")), strict=False)]
    return len(columns) > MOST or sum(max(words) + _BETWEEN for words in columns) > _ROOM


def _longest_words(row: Element) -> Iterator[int]:
    for cell in row:
        yield max((len(word) for word in "".join(cell.itertext()).split()), default=0)


def _give_room(table: Element) -> None:
    """Put a table into a part that scrolls sideways where it has to, by the keyboard too. It keeps its own name and rows."""
    inner = table.makeelement("table", dict(table.attrib))
    inner.extend(list(table))
    name = table.get("aria-labelledby")
    table.clear()
    table.tag = "div"
    table.attrib |= {"class": _CLASS, "role": "group", "tabindex": "0"}
    if name:
        table.set("aria-labelledby", name)
    table.append(inner)
