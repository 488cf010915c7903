"""Tables of a page's own Markdown, which has no words for what readers who hear a table need.

The first row heads the columns, and a table is named by the heading before it. `check` sees to it that there are words
in both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from .html import headings, read

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

# After what an editor may not write was taken away (harmless.py).
_PRIORITY = -2


class Tables(Extension):
    """A Markdown extension: heads of columns say that they are, and each table has a name."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Markdown for each page."""
        md.treeprocessors.register(_NamedTables(md), "named_tables", _PRIORITY)


class _NamedTables(Treeprocessor):
    def run(self, root: Element) -> None:
        named = ""
        for element in root.iter():
            if element.tag == "th":
                element.set("scope", "col")
            elif element.tag == "table" and named:
                element.set("aria-labelledby", named)
            elif re.fullmatch("h[1-6]", element.tag):
                named = element.get("id") or named
            elif kept := HTML_PLACEHOLDER_RE.search(element.text or ""):
                html = str(self.md.htmlStash.rawHtmlBlocks[int(kept[1])])
                named = next((id_ for _, id_ in reversed(headings(read(html))) if id_), named)
