"""What passes between a page, the macros plugin and Markdown, in marks that no page can write.

The plugin is given a page in which plain calls of macros stand between its marks. All else that looks like a command of
Jinja's is text to it, in a title too.

A macro leaves a mark in the page's Markdown; once Markdown has set raw HTML aside, the mark gives way to the
macro's HTML, set aside in the same store, for Markdown would spend half of a build on reading it again. The mark carries
the ids of the HTML, so that MkDocs, which looks for anchors in raw HTML before that, still finds them.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from .calls import CALL
from .html import ids_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from markdown import Markdown

    from .page import Page

# After MkDocs's search for anchors (21) and before Markdown's own reading of HTML (20).
_PRIORITY = 20.5


class Kept(Extension):
    """A Markdown extension for one build: `keep` puts HTML aside, and Markdown puts it back.

    `macros` are the names of the macros. `marks` are the settings by which the macros plugin knows the calls that `calls`
    leaves in a page.
    """

    def __init__(self, macros: Collection[str] = ()) -> None:
        """Begin a build, with nothing put aside."""
        super().__init__()
        self._macros = macros
        # The page that is being read: what Markdown is told nothing of.
        self.page: Page | None = None
        self._html: list[str] = []
        self._secret = secrets.token_hex(8)  # no page can write a mark of its own
        self.marks = {
            f"j2_{kind}_{end}_string": f"{end}-{kind}-{self._secret}"
            for kind in ("variable", "block", "comment")
            for end in ("start", "end")
        }

    def calls(self, markdown: str) -> str:
        """A page's Markdown for the macros plugin, in which it finds the calls of macros that are there, and nothing else."""
        between = "{j2_variable_start_string} %s {j2_variable_end_string}".format(**self.marks)
        return CALL.sub(
            lambda call: between % call[0][2:-2] if call[1] in self._macros else call[0], markdown
        )

    def keep(self, html: str) -> str:
        """The mark that stands in a page's Markdown for this HTML. It must stand alone on its line."""
        self._html.append(html)
        named = "".join(f' id="{id_}"' for id_ in ids_in(html))
        return f'<hr data-kept="{self._secret}-{len(self._html) - 1}"{named}>'

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Markdown for each page."""
        md.preprocessors.register(_PutBack(md, self._html, self._secret), "kept", _PRIORITY)


class _PutBack(Preprocessor):
    def __init__(self, md: Markdown, html: list[str], secret: str) -> None:
        super().__init__(md)
        self._html = html
        self._mark = re.compile(rf'<hr data-kept="{secret}-(\d+)"[^>]*>')

    def run(self, lines: list[str]) -> list[str]:
        return [
            self._mark.sub(lambda mark: self.md.htmlStash.store(self._html[int(mark[1])]), line)
            for line in lines
        ]
