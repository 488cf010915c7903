"""What is wrong with a file, said so that an editor can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Way = tuple[str | int | None, ...]  # to a value in a file, such as ("priorities", 0, "words")

MOST_SIGNS = 1200
MOST_NAMES = 20  # for a message is to be read
_ESCAPED = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_A_PATH = _ESCAPED | str.maketrans({",": "%2C", ":": "%3A"})

# Puts a part of a message into words. `str` does it for a file, so for terminals and annotations too.
Show = Callable[[object], str]


class Id(str):
    """An id in a message: who does not see files is shown what it stands for."""

    __slots__ = ()


class Line(str):
    """The name of a line in a message: who does not see files is shown the head of its cell."""

    __slots__ = ()


class Words:
    """A text, and apart from it the values that stand in it. A `Wording` in its place has other words elsewhere."""

    def __init__(self, template: str, *values: object) -> None:
        """Take the text, with braces where the values stand."""
        self.template, self.values = template, values

    def text(self, show: Show) -> str:
        """All of it in words."""
        return show(self.template).format(*map(show, self.values))

    def __str__(self) -> str:
        """In the words for a file."""
        return self.text(str)


class OneOf:
    """Another name of these mends it. A long list is cut, and the one that was meant is told if `typed` is nearly right."""

    def __init__(self, names: Iterable[str], typed: str) -> None:
        """Take the names that are allowed, and what stands there."""
        self.names, self.typed = [*names], typed

    def text(self, show: Show) -> str:
        """All of it in words."""
        if not self.names:
            return "there is nothing to choose from yet"
        more = len(self.names) - MOST_NAMES
        listed = ", ".join(show(Id(name)) for name in self.names[:MOST_NAMES])
        hint = near(self.names, self.typed, show)
        return f"use one of: {listed}{f' and {more} more' if more > 0 else ''}{hint and f'.{hint}'}"

    def __str__(self) -> str:
        """In the words for a file."""
        return self.text(str)


# What mends a problem: a text that begins small and has no full stop, or a value that each reader's medium puts into words.
Mend = str | Words | OneOf


def message(what: str | Words, mends: Iterable[Mend], show: Show = str) -> str:
    """What is wrong and what mends it, in one text. One mend of several is enough."""
    return f"{show(what)} {_sentence(mends, show)}" if mends else show(what)


def _sentence(mends: Iterable[Mend], show: Show = str) -> str:
    text = ", or ".join(map(show, mends))
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"


def allowed(names: Iterable[str], typed: str) -> str:
    """'Use one of: a, b, c. Did you mean 'b'?', the second sentence only where `typed` is nearly right.

    A long list is cut.
    """
    return _sentence([OneOf(names, typed)])


def near(names: Iterable[str], typed: str, show: Show = str) -> str:
    """' Did you mean 'b'?', or nothing where `typed` is not nearly right."""
    matches = difflib.get_close_matches(typed, names, n=1)
    return f" Did you mean '{show(Id(matches[0]))}'?" if matches else ""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it stands, what was found, and what mends it.

    `path` is relative to the project's root; `line` and `column` count from 1, as editors show them. `way` leads to the
    value within the file. `message` is all of it in the words for a file. A warning does not stop the build.
    """

    path: str
    line: int
    column: int
    message: str = field(init=False)
    what: str | Words = field(compare=False)
    warning: bool = False
    mends: tuple[Mend, ...] = field(default=(), compare=False)
    way: Way = field(default=(), compare=False)

    def __post_init__(self) -> None:
        """Put it into the words for a file."""
        object.__setattr__(self, "message", self.text(str))

    def text(self, show: Show) -> str:
        """What is wrong and what mends it, in the words of `show`; cut, if nobody would read it to its end."""
        text = message(self.what, self.mends, show)
        if len(text) > MOST_SIGNS:  # what was found is quoted, and can be of any length
            return f"{text[: MOST_SIGNS // 2]} [...] {text[-MOST_SIGNS // 2 :]}"
        return text

    def __str__(self) -> str:
        """The problem on one line, as editors' programs find it."""
        return f"{self.path}:{self.line}:{self.column}: {'warning: ' if self.warning else ''}{self.message}"

    def annotation(self) -> str:
        """The same as a GitHub Actions command, so that it stands on the changed line of a pull request.

        Escapes follow GitHub's workflow commands: percent and line ends, and in properties comma and colon too.
        """
        path, text = self.path.translate(_IN_A_PATH), self.message.translate(_ESCAPED)
        kind = "warning" if self.warning else "error"
        return f"::{kind} file={path},line={self.line},col={self.column}::{text}"


class PlanError(Exception):
    """The plan can't be published: `problems` holds every reason, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Sort the problems; the message is all of them, a line each."""
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))
