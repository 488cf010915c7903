"""The papers that a page's text names in square brackets, told in words: [2021-report 13] is (2021 report, paragraph 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from ..plan.references import REFERENCES, meant, named

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from markdown import Markdown

    from ..plan.paper import Paper

# After Markdown has set code aside, and before it looks for links in square brackets.
_PRIORITY = 172


class Cited(Extension):
    """A Markdown extension that tells readers of the papers that a page names."""

    def __init__(self, papers: Mapping[str, Paper]) -> None:
        """Know the plan's papers by id."""
        super().__init__()
        self._papers = papers

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Markdown for each page."""
        md.inlinePatterns.register(_Cited(self._papers, md), "cited", _PRIORITY)


class _Cited(InlineProcessor):
    def __init__(self, papers: Mapping[str, Paper], md: Markdown) -> None:
        super().__init__(REFERENCES.pattern, md)
        self._papers = papers

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int] | tuple[None, None, None]:
        del data
        if not meant(m, self._papers):
            return None, None, None
        return f"({named(m, self._papers)})", m.start(), m.end()
