"""Breaks that nobody chose: one slip in one file of a plan, by line or by value, as an editor or a merge would make it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# What a value line of YAML is: blanks and a dash, a name, what stands behind.
_VALUE = re.compile(r"^(?P<before>\s*(?:- )?(?:[\w-]+: +|- ))(?P<value>[^\s>|].*)$")
_FILES = ("data/**/*.yml", "data/*.json", "docs/**/*.md", "mkdocs.yml")


@dataclass(frozen=True)
class Broken:
    """A file of a plan, broken: what was done to it, its new text, and the first and the last line that were changed."""

    file: str
    kind: str
    text: str
    first: int
    last: int


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
                yield Broken(path.relative_to(root).as_posix(), kind, *made)


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


@breaks
def opening_braces_lost(lines: Lines, at: int, chance: random.Random) -> Made:
    calls = [n for n, line in enumerate(lines) if "{{" in line]
    if not calls:
        return None
    at = chance.choice(calls)
    return _with(lines, at, lines[at].replace("{{", chance.choice(["", "{"]), 1))


@breaks
def closing_braces_lost(lines: Lines, at: int, chance: random.Random) -> Made:
    calls = [n for n, line in enumerate(lines) if "}}" in line]
    if not calls:
        return None
    at = chance.choice(calls)
    return _with(lines, at, lines[at].replace("}}", chance.choice(["", "}"]), 1))


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
        lambda word: re.sub("[aeo]", lambda m: {"a": "а", "e": "е", "o": "о"}[m[0]], word, count=1),
    )


@breaks
def a_sign_that_nobody_sees(lines: Lines, at: int, chance: random.Random) -> Made:
    return _word(
        lines,
        at,
        lambda word: word[:2] + chance.choice("\u200b\u202e\u00ad\u2060\u00a0") + word[2:],
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
