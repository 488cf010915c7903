"""What readers get is smaller than what people write: style sheets, scripts and pages without comments and needless white space.

The rules, the scripts' steps, and the text and elements of pages stay the same.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from rcssmin import cssmin
from rjsmin import jsmin

from ..pages.templates import style_sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# An element that shows all its white space, a tag, or the end of a line with the next one's indentation.
_PARTS = re.compile(
    r"(?P<exact><(pre|textarea|script|style)\b.*?</\2>)|(?P<tag><[a-z][^\">]*(?:\"[^\"]*\"[^\">]*)*>)|\s*\n\s*",
    re.DOTALL,
)
_IN_TAG = re.compile(r"(\"[^\"]*\")|\s+")
# White space that a tag may have less of.
_BROAD = re.compile(r"\s\s|[^\S ]")
# Markdown closes them as XML asks. HTML does not, and an SVG keeps the sign, for there it matters.
_CLOSED = re.compile(
    r"(<(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b.*?) ?/>\Z", re.DOTALL
)


def style(text: str) -> str:
    """A style sheet in as few letters as it can be. A licence (`/*!`) stays."""
    return str(cssmin(text, keep_bang_comments=True))


def script(text: str) -> str:
    """A script in as few letters as it can be, but for its names. A licence (`/*!`) stays."""
    return str(jsmin(text, keep_bang_comments=True))


def page(text: str) -> str:
    """A page without the indentation of its templates and without empty lines. Where all white space shows, it stays."""
    return _PARTS.sub(_smaller, text).strip()


def _smaller(match: re.Match[str]) -> str:
    tag: str
    if tag := match["tag"]:
        if _BROAD.search(tag):
            tag = _IN_TAG.sub(lambda part: part[1] or " ", tag)
        return _CLOSED.sub(r"\1>", tag) if tag.endswith("/>") else tag
    return match["exact"] or "\n"


MINIFIERS: dict[str, Callable[[str], str]] = {".css": style, ".js": script, ".html": page}


def join_styles(built: Path) -> None:
    """Put the parts of each style sheet of a built site into it, and take away their folders."""
    for sheet in (built / "assets").glob("*.css"):
        sheet.write_text(style_sheet(sheet), encoding="utf-8")
        shutil.rmtree(sheet.with_suffix(""), ignore_errors=True)


def minify(built: Path) -> None:
    """Make the pages of a built site smaller, and our own style sheets and scripts; others' files stay as they came."""
    for path in (*(built / "assets").glob("*"), *built.rglob("*.html")):
        if small := MINIFIERS.get(path.suffix):
            path.write_text(small(path.read_text(encoding="utf-8")) + "\n", encoding="utf-8")
