"""The papers that a page's text names in square brackets: [2021-report 13] is a link, (2021 report, paragraph 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from ..plan.references import REFERENCES, meant, named

if TYPE_CHECKING:
    import re

    from markdown import Markdown

    from .kept import Kept
    from .site import Site

# After Markdown has set code aside, and before it looks for links in square brackets.
_PRIORITY = 172


class Cited(Extension):
    """A Markdown extension that tells readers of the papers that a page names."""

    def __init__(self, site: Site, kept: Kept) -> None:
        """Know the plan's papers, and what knows which page is read."""
        super().__init__()
        self._site, self._kept = site, kept

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Markdown for each page."""
        md.inlinePatterns.register(_Cited(self._site, self._kept, md), "cited", _PRIORITY)


class _Cited(InlineProcessor):
    def __init__(self, site: Site, kept: Kept, md: Markdown) -> None:
        super().__init__(REFERENCES.pattern, md)
        self._site, self._kept = site, kept

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int] | tuple[None, None, None]:
        del data
        papers = self._site.plan.papers
        if not meant(m, papers):
            return None, None, None
        source = named(m, papers)
        html = self._site.fill("partials/source.html", page=self._kept.page, source=source)
        return f"({self.md.htmlStash.store(html.strip())})", m.start(), m.end()
