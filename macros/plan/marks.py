"""Marks of layout that nothing reads where they stand: Markdown's in data, and the bullets of word processors anywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Word's own bullets are letters of its fonts for signs, which have no other place.
OF_WORD = "\uf0a7\uf0b7\uf0d8\uf0fc"
# These begin an entry of a list and are nothing else, wherever they stand; others may begin a line by chance.
_BULLET = rf"[•▪●◦‣\u2043{OF_WORD}]"
BULLET = re.compile(_BULLET)
_ITEM = re.compile(rf"\s*(?P<sign>{_BULLET}|[·–—o](?= )|\d+\)(?= ))")
_ITEM_OF_MARKDOWN = re.compile(r"\s*(?P<sign>[-*+·–—o]|\d+[.)])(?= +\S)")
# Where a list was pasted with its tabs.
TABBED = re.compile(
    rf"^[ \t]*(?P<sign>{_BULLET}|[-*+·–—o]|\d+[.)])(?:[ \t]*\t)|[{OF_WORD}]", re.MULTILINE
)
_HEADING = re.compile(r"\s*(?P<sign>#{1,6})(?= +[A-Za-z])")

_MARKDOWN = re.compile(
    r"(?<![*\w/])(?:\*\*(?=\S).+?(?<=\S)\*\*|__(?=\S).+?(?<=\S)__)(?![*\w/])"
    r"|(?<![*\w])\*(?=[^\W_])[^*]+?(?<=[\w.,;:!?)])\*(?![*\w])"
    r"|`[^`]+`"
    r"|!?\[[^\[\]]*\]\((?=[^()]*[/.#:])[^()]*\)"
    r"|^#{1,6} +(?=[A-Za-z]).*",
    re.DOTALL,
)

NO_HEADING = "this begins as a heading does, and this text shows none: readers would see the sign itself. Take the sign away."


def no_bullet(sign: str, *, page: bool) -> str:
    """What is said of a sign that begins no list where it stands: on a page, or in a text of data/."""
    named = "a bullet of Word" if sign in OF_WORD else f"'{sign}'"
    if not page:
        return f"{named} stands here, and this text shows no list: its entries would run together. Write sentences. Where a list may stand, each entry is one of its own."
    hyphen = "'1. ', '2. ' and so on" if sign[0].isdigit() else "a hyphen and a blank, '- '"
    return f"{named} begins no list on a page. Write each entry on a line of its own that begins with {hyphen}, and leave an empty line above the first."


def items(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines of a passage, from 0, that begin as entries do in a word processor, each with its sign."""
    found = [(n, item) for n, line in enumerate(lines) if (item := _ITEM.match(line))]
    if _is_list(found, lines) or (found and found[0][0] == 0):
        yield from found
    else:
        yield from ((n, item) for n, item in found if BULLET.match(item["sign"]))


def folded(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """The same of the lines of a text in data/, where Markdown makes neither lists nor headings: its first of each."""
    found = [(n, item) for n, line in enumerate(lines) if (item := _ITEM_OF_MARKDOWN.match(line))]
    if _is_list(found, lines):
        yield found[0]
    headings = ((n, heading) for n, line in enumerate(lines) if (heading := _HEADING.match(line)))
    yield from ((n, heading) for n, heading in headings if n)


def _is_list(found: list[tuple[int, re.Match[str]]], lines: Sequence[str]) -> bool:
    """Whether lines begin so on purpose: there are several, or a colon comes before."""
    if not found:
        return False
    first = found[0][0]
    return len(found) > 1 or (first > 0 and lines[first - 1].rstrip().endswith(":"))


def markdown_in(text: str) -> list[str]:
    """The signs of Markdown in a text that shows none, with the words that they stand around."""
    return [match[0] for match in _MARKDOWN.finditer(text)]
