"""Links of a page's own Markdown that lead away: to another website, with the icon that says so, or to a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from ..plan.style import dialled

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

TELEPHONE = "tel:"
# After what an editor may not write was taken away (harmless.py).
_PRIORITY = -2


class Elsewhere(Extension):
    """A Markdown extension: a link with a whole address ends with this icon, and names its website for paper; a number is dialled from anywhere."""

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
                link.set("data-site", urlsplit(link.get("href", "")).netloc.removeprefix("www."))
                kept = self.md.htmlStash.store(self._icon)
                if len(link):
                    link[-1].tail = (link[-1].tail or "") + kept
                else:
                    link.text = (link.text or "") + kept
            elif link.get("href", "").lower().startswith(TELEPHONE):
                link.set("href", TELEPHONE + dialled(link.get("href", "")[len(TELEPHONE) :]))
