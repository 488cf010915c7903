"""Breaks that nobody chose: one slip in one file of a plan, by line or by value, as an editor or a merge would make it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from macros.commands.check import problems_of, touched_first
from macros.plan import load
from macros.plan.base import Base
from macros.plan.source import read_yaml

if TYPE_CHECKING:
    from datetime import date

    from macros.plan.problems import Problem

# What a value line of YAML is: blanks and a dash, a name, what stands behind.
_VALUE = re.compile(r"^(?P<before>\s*(?:- )?(?:[\w-]+: +|- ))(?P<value>[^\s>|].*)$")
_NAMED = re.compile(r"\s*(?:- )?[\w\"-]+:")
_FILES = ("data/**/*.yml", "data/*.json", "docs/**/*.md", "mkdocs.yml")


@dataclass(frozen=True)
class Broken:
    """A file of a plan, broken: what was done to it, its texts before and now, and the first and the last line that were changed."""

    file: str
    kind: str
    before: str
    text: str
    first: int
    last: int

    @property
    def shown(self) -> str:
        """The lines that were changed, before and now."""
        pairs = (("-", self.before), ("+", self.text))
        return "\n".join(
            f"    {sign} {line[:150]}"
            for sign, text in pairs
            for line in text.split("\n")[self.first - 1 : self.last]
        )


Lines = list[str]
# Breaks lines at one place. Returns the lines, and the first and the last that were changed; None if nothing fits there.
Made = tuple[Lines, int, int] | None
Break = Callable[[Lines, int, random.Random], Made]
BREAKS: dict[str, Break] = {}
WORD = re.compile(r"[A-Za-z]{4,}")


def breaks(function: Break) -> Break:
    """Let a function break files. Its name says how."""
    BREAKS[function.__name__] = function
    return function


def broken(root: Path, seed: int) -> Iterator[Broken]:
    """One break after another, without an end: in every file of a plan in turn, in every way in turn."""
    chance = random.Random(seed)  # noqa: S311  (no secret)
    files = sorted({path for pattern in _FILES for path in root.glob(pattern)})
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    while True:
        turns = [(path, kind) for path in files for kind in BREAKS]
        chance.shuffle(turns)
        for path, kind in turns:
            if made := _made(texts[path], kind, chance):
                yield Broken(path.relative_to(root).as_posix(), kind, texts[path], *made)


def _made(text: str, kind: str, chance: random.Random) -> tuple[str, int, int] | None:
    for _ in range(20):
        lines = text.split("\n")[:-1]
        at = chance.randrange(len(lines))
        found = BREAKS[kind](lines, at, chance)
        if found and (after := "\n".join(found[0]) + "\n") != text:
            return after, found[1] + 1, found[2] + 1
    return None


def _with(lines: Lines, at: int, *instead: str) -> tuple[Lines, int, int]:
    return [*lines[:at], *instead, *lines[at + 1 :]], at, at + max(len(instead) - 1, 0)


def _word(lines: Lines, at: int, change: Callable[[str], str]) -> tuple[Lines, int, int] | None:
    """Change one word of a line: the middle one of those with four letters or more."""
    words = list(WORD.finditer(lines[at]))
    if not words:
        return None
    word = words[len(words) // 2]
    return _with(lines, at, lines[at][: word.start()] + change(word[0]) + lines[at][word.end() :])


def _value(lines: Lines, at: int, change: Callable[[str], str]) -> tuple[Lines, int, int] | None:
    """Change the value on a line of data."""
    found = _VALUE.match(lines[at])
    return _with(lines, at, found["before"] + change(found["value"])) if found else None


# By line


@breaks
def a_line_lost(lines: Lines, at: int, _: random.Random) -> Made:
    return _with(lines, at) if lines[at].strip() else None


@breaks
def a_line_twice(lines: Lines, at: int, _: random.Random) -> Made:
    return _with(lines, at, lines[at], lines[at]) if lines[at].strip() else None


@breaks
def two_lines_changed_about(lines: Lines, at: int, _: random.Random) -> Made:
    if at + 1 == len(lines):
        return None
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]], at, at + 1


@breaks
def a_line_split(lines: Lines, at: int, chance: random.Random) -> Made:
    blanks = [m.start() for m in re.finditer(r"(?<=\S) (?=\S)", lines[at])]
    if not blanks:
        return None
    where = chance.choice(blanks)
    return _with(lines, at, lines[at][:where], lines[at][where + 1 :])


@breaks
def two_lines_joined(lines: Lines, at: int, _: random.Random) -> Made:
    if at + 1 == len(lines) or not lines[at + 1].strip():
        return None
    return [*lines[:at], f"{lines[at]} {lines[at + 1].strip()}", *lines[at + 2 :]], at, at


@breaks
def a_line_cut_off(lines: Lines, at: int, chance: random.Random) -> Made:
    return (
        _with(lines, at, lines[at][: chance.randrange(1, len(lines[at]))])
        if len(lines[at]) > 1
        else None
    )


@breaks
def a_file_cut_off(lines: Lines, at: int, chance: random.Random) -> Made:
    cut = lines[at][: chance.randrange(len(lines[at]))] if lines[at] else ""
    return [*lines[:at], cut], at, at


@breaks
def a_line_further_in(lines: Lines, at: int, chance: random.Random) -> Made:
    return (
        _with(lines, at, " " * chance.choice([1, 2, 4]) + lines[at]) if lines[at].strip() else None
    )


@breaks
def a_line_further_out(lines: Lines, at: int, _: random.Random) -> Made:
    return _with(lines, at, lines[at][2:]) if lines[at][:2] == "  " else None


@breaks
def a_mark_of_a_merge(lines: Lines, at: int, chance: random.Random) -> Made:
    mark = chance.choice(["<<<<<<< HEAD", "=======", ">>>>>>> wording"])
    return _with(lines, at, mark, lines[at])


@breaks
def a_merge_unfinished(lines: Lines, at: int, _: random.Random) -> Made:
    return _with(
        lines,
        at,
        "<<<<<<< HEAD",
        lines[at],
        "=======",
        lines[at].replace("e", "a"),
        ">>>>>>> wording",
    )


@breaks
def a_tab(lines: Lines, at: int, chance: random.Random) -> Made:
    where = chance.randint(0, len(lines[at]))
    return _with(lines, at, lines[at][:where] + "\t" + lines[at][where:])


@breaks
def a_lone_return(lines: Lines, at: int, chance: random.Random) -> Made:
    where = chance.randint(0, len(lines[at]))
    return _with(lines, at, lines[at][:where] + "\r" + lines[at][where:])


@breaks
def a_sign_lost(lines: Lines, at: int, chance: random.Random) -> Made:
    signs = [m.start() for m in re.finditer(r"[^\w\s]", lines[at])]
    if not signs:
        return None
    where = chance.choice(signs)
    return _with(lines, at, lines[at][:where] + lines[at][where + 1 :])


@breaks
def a_sign_too_many(lines: Lines, at: int, chance: random.Random) -> Made:
    where = chance.randint(0, len(lines[at]))
    return _with(
        lines, at, lines[at][:where] + chance.choice("\"'{}[]()#:*`|>&%@!-\\<") + lines[at][where:]
    )


def _braces_lost(lines: Lines, chance: random.Random, braces: str) -> Made:
    calls = [n for n, line in enumerate(lines) if braces in line]
    if not calls:
        return None
    at = chance.choice(calls)
    return _with(lines, at, lines[at].replace(braces, chance.choice(["", braces[0]]), 1))


@breaks
def opening_braces_lost(lines: Lines, _: int, chance: random.Random) -> Made:
    return _braces_lost(lines, chance, "{{")


@breaks
def closing_braces_lost(lines: Lines, _: int, chance: random.Random) -> Made:
    return _braces_lost(lines, chance, "}}")


# By word and by value


@breaks
def a_letter_lost(lines: Lines, at: int, _: random.Random) -> Made:
    return _word(lines, at, lambda word: word[:2] + word[3:])


@breaks
def a_digit_in_a_word(lines: Lines, at: int, chance: random.Random) -> Made:
    return _word(lines, at, lambda word: word[:2] + chance.choice("²٣௧９") + word[2:])


@breaks
def an_emoji_in_a_word(lines: Lines, at: int, chance: random.Random) -> Made:
    return _word(lines, at, lambda word: word[:2] + chance.choice("👍😀❤✅") + word[2:])


@breaks
def a_letter_of_another_script(lines: Lines, at: int, _: random.Random) -> Made:
    return _word(
        lines,
        at,
        lambda word: word.translate({ord("a"): 0x430, ord("e"): 0x435, ord("o"): 0x43E}),
    )


@breaks
def a_sign_that_nobody_sees(lines: Lines, at: int, chance: random.Random) -> Made:
    return _word(
        lines,
        at,
        lambda word: word[:2] + chance.choice("\u200b\u202e\u00ad\u2060") + word[2:],
    )


@breaks
def no_value(lines: Lines, at: int, chance: random.Random) -> Made:
    return _value(lines, at, lambda _: chance.choice(["", '""', "~"]))


@breaks
def another_value(lines: Lines, at: int, chance: random.Random) -> Made:
    others = [found["value"] for line in lines if (found := _VALUE.match(line))]
    return _value(lines, at, lambda _: chance.choice(others)) if others else None


@breaks
def nonsense_for_a_value(lines: Lines, at: int, chance: random.Random) -> Made:
    return _value(
        lines,
        at,
        lambda _: chance.choice(
            [
                "x",
                "0",
                "-1",
                "1e9",
                "true",
                "2030-13-45",
                "0001-01-01",
                "9999-12-31",
                "../x",
                "javascript:alert(1)",
                "No Such Thing",
                "[]",
                "{}",
                "[a, b]",
            ]
        ),
    )


@breaks
def a_day_to_come(lines: Lines, at: int, chance: random.Random) -> Made:
    days = [n for n, line in enumerate(lines) if re.search(r"\b20\d\d-\d\d-\d\d\b", line)]
    if not days:
        return None
    at = chance.choice(days)
    return _with(
        lines,
        at,
        re.sub(
            r"\b20\d\d-\d\d-\d\d\b",
            lambda _: chance.choice(["2190-02-03", "0001-01-01", "2031-02-30"]),
            lines[at],
            count=1,
        ),
    )


@breaks
def a_number_more(lines: Lines, at: int, _: random.Random) -> Made:
    numbers = re.search(r"(?<![\w.-])\d+(?![\w.-])", lines[at])
    return numbers and _with(
        lines,
        at,
        lines[at][: numbers.start()] + str(int(numbers[0]) + 1) + lines[at][numbers.end() :],
    )


@breaks
def a_value_in_capitals(lines: Lines, at: int, _: random.Random) -> Made:
    return _value(lines, at, str.upper)


@breaks
def a_name_misspelt(lines: Lines, at: int, _: random.Random) -> Made:
    named = re.match(r"^(\s*(?:- )?)([\w-]+):(.*)$", lines[at])
    return named and _with(lines, at, f"{named[1]}{named[2][:1]}{named[2][2:]}x:{named[3]}")


# Judging

# Breaks that leave nothing that anybody could mean: none of them is accepted in a page or in data.
NEVER = {
    "a_mark_of_a_merge",
    "a_merge_unfinished",
    "opening_braces_lost",
    "closing_braces_lost",
    "a_digit_in_a_word",
    "an_emoji_in_a_word",
    "a_letter_of_another_script",
    "a_sign_that_nobody_sees",
}


class Project:
    """A plan in a folder, to be broken and put back. What its files say is read once, as long as their bytes stay."""

    def __init__(self, root: Path, today: date) -> None:
        """Take a project in which nothing is wrong."""
        self.root, self.today = root, today
        self._known: dict[tuple[str, bytes], Any] = {}
        assert [str(problem) for problem in self.errors()] == []

    def errors(self) -> list[Problem]:
        """What is wrong now."""
        with patch.object(load, "read_yaml", self._once):
            return [one for one in problems_of(self.root, self.today) if not one.warning]

    def _once(self, path: Path, shown: str) -> Any:
        if not path.is_file():
            return read_yaml(path, shown)
        key = shown, path.read_bytes()
        return self._known.get(key) or self._known.setdefault(key, read_yaml(path, shown))

    def tried(self, one: Broken) -> list[Problem]:
        """What a check says of a break, as an editor reads it who broke it since the last commit."""
        path = self.root / one.file
        before = path.read_bytes()
        path.write_text(one.text, encoding="utf-8", newline="")
        try:
            return touched_first(self.errors(), _Touched(one))
        finally:
            path.write_bytes(before)


class _Touched(Base):
    """The version before a break."""

    def __init__(self, one: Broken) -> None:
        super().__init__(Path(), "HEAD")
        object.__setattr__(self, "one", one)

    def fork(self) -> Base:
        return self

    def changed(self, *_paths: str) -> tuple[str, ...]:
        return (self.one.file,)

    def line(self, _path: str) -> int:
        return self.one.first


def faults(one: Broken, problems: list[Problem]) -> Iterator[str]:
    """What is wrong with what was said of a break."""
    if not problems:
        if one.kind in NEVER and one.file != "mkdocs.yml":
            yield "it was accepted"
        return
    if problems[0].path != one.file:
        yield "the list begins in a file that nobody touched"
    for problem in problems:
        if "\n" in problem.message or problem.message[-1] not in ".?)'" or problem.column < 1:
            yield f"this is no sentence at a place: {problem}"
    here = [problem for problem in problems if problem.path == one.file]
    near = places(one)
    names = set(re.findall(r"[\w-]{3,}", "\n".join(one.text.split("\n")[one.first - 1 : one.last])))
    if here and not any(
        problem.line in near or names & set(re.findall(r"[\w-]{3,}", problem.message))
        for problem in here
    ):
        yield f"it is told far from line {one.first}: {here[0]}"


def places(one: Broken) -> set[int]:
    """The lines where a break may be told: at it or beside it, where that begins in which it stands, and where that ends."""
    lines = one.text.split("\n")
    begins = next((n for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"), 1)
    found = {1, begins, *range(one.first - 1, one.last + 2)}
    if one.kind == "a_file_cut_off":
        return {*range(1, len(lines) + 1)}  # what is lost was named anywhere
    if one.file.endswith(".md"):
        return found | _in_a_page(one, lines)
    around = range(max(one.first - 1, 1), min(one.last + 1, len(lines)) + 1)
    for begin in (one.first, one.first - 1):  # what is lost stood in what stands before
        found |= _steps(lines, range(begin, 0, -1), _deepest(lines[n - 1] for n in around))
    found |= {number + 1 for number in found}
    changed = [*lines[one.first - 1 : one.last], *one.before.split("\n")[one.first - 1 : one.last]]
    found |= _steps(lines, range(one.last + 1, len(lines) + 1), _deepest(changed))
    # What is no name any more goes on as a text until a name comes.
    after = range(one.last, len(lines) + 1)
    name = next((n for n in after if n > one.last and _NAMED.match(lines[n - 1])), len(lines))
    return found | {*range(one.last, name + 1)}


def _in_a_page(one: Broken, lines: Lines) -> set[int]:
    """The nearest lines around a break, and the nearest headings, macros and boxes."""
    found = set()
    for signs in ("#", "{{", "!!!", ""):
        heads = [
            number
            for number, line in enumerate(lines, 1)
            if line.strip() and line.startswith(signs)
        ]
        found |= {
            *[n for n in heads if n < one.first][-1:],
            *[n for n in heads if n > one.last][:1],
        }
    return found


def _steps(lines: Lines, numbers: range, depth: int) -> set[int]:
    """The lines, one after the other, that stand further out than all before; comments stand nowhere."""
    found = set()
    for number in numbers:
        line = lines[number - 1] if number <= len(lines) else ""
        if line.strip() and line.lstrip()[0] != "#" and _depth(line) < depth:
            depth = _depth(line)
            found.add(number)
    return found


def _deepest(lines: Iterable[str]) -> int:
    return max((_depth(line) for line in lines if line.strip()), default=0) + 1


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
