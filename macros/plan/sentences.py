"""The sentences of a passage, each with its place: of Markdown pages and of data, which are read alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
# A link or a picture: its exclamation mark, its words, and what it leads to.
LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]{0,300}\]){0,600})\]\(((?:[^()]|\([^()]{0,300}\)){0,600})\)"
)
_REFERENCE = re.compile(r"\[[a-z0-9-]+\s+[a-z0-9-]+(?:,\s+[a-z0-9-]+\s+[a-z0-9-]+)*\](?![(\[:])")
_ADDRESS = re.compile(r"<https?:[^<>\s]*>|\bhttps?:\S+")
_MARK = re.compile(r"[*_]")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)])|(?<=[.!?][\"”’)]{2}))\s+")
_SOURCE = re.compile(r"Sources?:\s")
_HIDDEN = "\0"  # no file holds this sign


@dataclass(frozen=True)
class Sentence:
    """One sentence of the site's own, with its place.

    `said` is what nobody else is quoted with in it. `boxed` says whether it stands in a box, such as one of background.
    """

    path: str
    line: int
    column: int
    text: str
    said: str
    boxed: bool = False

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(words(self.text))

    def problem(self, message: str, *, warning: bool = False) -> Problem:
        """A problem at its place."""
        return Problem(self.path, self.line, self.column, message, warning)


def place_of(text: str, at: int) -> tuple[int, int]:
    """The line and column, both from 1, of a sign of a text."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def words(text: str) -> list[str]:
    """The words of a text: all that stands between blanks and holds a letter or a digit."""
    return [word for word in text.split() if any(sign.isalnum() for sign in word)]


def without_addresses(text: str) -> str:
    """A text with blanks in place of web addresses and of what links lead to, each sign at its place."""
    return _hide(text, code=False).replace(_HIDDEN, " ")


def _hide(text: str, *, code: bool = True) -> str:
    """A text with a sign that nobody sees in place of each that readers don't: all others keep their places."""

    def hidden(match: re.Match[str]) -> str:
        return _HIDDEN * len(match[0])

    def words_alone(match: re.Match[str]) -> str:
        if re.search(r"\s", match[3]):
            return match[0]  # it has a title, which is shown
        return f"{_HIDDEN * (match.start(2) - match.start())}{match[2]}{_HIDDEN * (match.end() - match.end(2))}"

    text = LINK.sub(words_alone, CODE.sub(hidden, text) if code else text)
    return _MARK.sub(hidden, _ADDRESS.sub(hidden, _REFERENCE.sub(hidden, text)))


def split(path: str, line: int, text: str, *, boxed: bool = False) -> Iterator[Sentence]:
    """The sentences of a paragraph that begins at a line, up to its sources."""
    shown = _hide(text)
    bare = shown.replace(_HIDDEN, "")
    places: Sequence[int] = range(len(bare))
    if bare != shown:
        places = [place for place, sign in enumerate(shown) if sign != _HIDDEN]
    unquoted = _QUOTED.sub(lambda match: " " * len(match[0]), bare)
    at = 0
    for end in [*(match.end() for match in _END.finditer(bare)), len(bare)]:
        said = bare[at:end]
        if _SOURCE.match(said.lstrip()):
            return
        if words(said):
            below, column = place_of(text, places[at + len(said) - len(said.lstrip())])
            whole, own = (" ".join(part.split()) for part in (said, unquoted[at:end]))
            yield Sentence(path, line + below - 1, column, whole, own, boxed)
        at = end
