"""Links of a page's own Markdown that lead to another website, with the icon that says so on all pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

# After what an editor may not write was taken away (harmless.py).
_PRIORITY = -2


class Elsewhere(Extension):
    """A Markdown extension: a link with a whole address ends with this icon."""

    def __init__(self, icon: str) -> None:
        """Know the icon's HTML."""
        super().__init__()
        self._icon = icon

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Markdown for each page."""
        md.treeprocessors.register(_AddIcon(md, self._icon), "elsewhere", _PRIORITY)


class _AddIcon(Treeprocessor):
    def __init__(self, md: Markdown, icon: str) -> None:
        super().__init__(md)
        self._icon = icon

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if link.get("href", "").startswith(("https://", "http://")):
                kept = self.md.htmlStash.store(self._icon)
                if len(link):
                    link[-1].tail = (link[-1].tail or "") + kept
                else:
                    link.text = (link.text or "") + kept
