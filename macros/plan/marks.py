"""Marks of layout that nothing reads where they stand: Markdown's in data, and the bullets of word processors anywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Word's own bullets are letters of its fonts for signs, which have no other place.
OF_WORD = "\uf0a7\uf0b7\uf0d8\uf0fc"
# These begin an entry of a list and are nothing else, wherever they stand; others may begin a line by chance.
_BULLET = rf"[•▪●◦‣➢➣➤❖►▸\u2043{OF_WORD}]"
BULLET = re.compile(_BULLET)
# These too, where they begin a line: elsewhere they may be signs of their own, such as a tick in a table.
_TICK = r"[✓✔☑■□◆◇❑❒⮚](?=\s)"
# A blank that does not break is none to Markdown: what it would take for a list is none then.
_UNBROKEN = r"(?:[-*+]|\d+\.)\xa0"
# These begin entries where the next line has one too, or the line before.
_IN_RUNS = r"-(?=[^\W\d_])|\(?(?:[a-z]|[ivx]{2,4})\)(?=\s)"
_ITEM = re.compile(
    rf"\s*(?:(?P<sign>{_BULLET}|{_TICK}|{_UNBROKEN}|[·–—o](?=[ \xa0])|\d+\)(?=[ \xa0]))|(?P<run>{_IN_RUNS}))"
)
_ITEM_OF_MARKDOWN = re.compile(
    rf"\s*(?:(?P<sign>{_TICK}|{_UNBROKEN}|(?:[-*+·–—o]|\d+[.)])(?=[ \xa0]+\S))|(?P<run>{_IN_RUNS}))"
)
# Where a list was pasted with its tabs.
TABBED = re.compile(
    rf"^[ \t]*(?P<sign>{_BULLET}|{_TICK}|[-*+·–—o]|\d+[.)])(?:[ \t]*\t)|[{OF_WORD}]", re.MULTILINE
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

# A line of a passage, from 0, that begins as an entry, where its sign stands in it, and the sign.
Item = tuple[int, int, str]

NO_HEADING = "this begins as a heading does, and this text shows none: readers would see the sign itself. Take the sign away."


def no_bullet(sign: str, *, page: bool) -> str:
    """What is said of a sign that begins no list where it stands: on a page, or in a text of data/."""
    named = "a bullet of Word" if sign in OF_WORD else f"'{sign}'"
    if sign[-1] == "\xa0":
        named = f"'{sign[:-1]}' with a blank that does not break"
    if not page:
        return f"{named} stands here, and this text shows no list: its entries would run together. Write sentences. Where a list may stand, each entry is one of its own."
    hyphen = (
        "'1. ', '2. ' and so on"
        if sign[0].isdigit() or sign[-1] == ")"
        else "a hyphen and a blank, '- '"
    )
    return f"{named} begins no list on a page. Write each entry on a line of its own that begins with {hyphen}, and leave an empty line above the first."


def items(lines: Sequence[str]) -> Iterator[Item]:
    """The lines of a passage, from 0, that begin as entries do in a word processor: where the sign stands, and which."""
    found, runs = _found(_ITEM, lines)
    if not (_is_list(found, lines) or (found and found[0][0] == 0)):
        found = [item for item in found if BULLET.match(item[2])]
    yield from sorted([*found, *runs])


def folded(lines: Sequence[str]) -> Iterator[Item]:
    """The same of the lines of a text in data/, where Markdown makes neither lists nor headings: its first of each."""
    found, runs = _found(_ITEM_OF_MARKDOWN, lines)
    yield from sorted([*(found if _is_list(found, lines) else ()), *runs])[:1]
    headings = ((n, heading) for n, line in enumerate(lines) if (heading := _HEADING.match(line)))
    yield from ((n, heading.start("sign"), heading["sign"]) for n, heading in headings if n)


def _found(pattern: re.Pattern[str], lines: Sequence[str]) -> tuple[list[Item], list[Item]]:
    """The lines that begin as entries, and of those that do only in runs the ones that follow each other."""
    matches = {n: item for n, line in enumerate(lines) if (item := pattern.match(line))}
    of = {
        group: {
            n: (n, item.start(group), item[group]) for n, item in matches.items() if item[group]
        }
        for group in ("sign", "run")
    }
    kinds = {n: sign == "-" for n, (_, _, sign) in of["run"].items()}
    runs = [
        item for n, item in of["run"].items() if kinds[n] in (kinds.get(n - 1), kinds.get(n + 1))
    ]
    return [*of["sign"].values()], runs


def _is_list(found: list[Item], lines: Sequence[str]) -> bool:
    """Whether lines begin so on purpose: there are several, or a colon comes before."""
    if not found:
        return False
    first = found[0][0]
    return len(found) > 1 or (first > 0 and lines[first - 1].rstrip().endswith(":"))


def markdown_in(text: str) -> list[str]:
    """The signs of Markdown in a text that shows none, with the words that they stand around."""
    return [match[0] for match in _MARKDOWN.finditer(text)]
