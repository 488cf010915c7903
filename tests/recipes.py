"""The recipes of the handbook as an editor follows them: what they say to change, read from its pages themselves.

A recipe is a heading in `handbook/`, of a page or within one, with the steps below it.

A step is a fenced block below words that name a file. A `diff` changes the file, other blocks make "a new file" or go "at
the end of" one. "Add an update line to the chapter" is a step too: it takes the block of that recipe.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HANDBOOK = ROOT / "handbook"
# All pages but the decisions, which tell why and not how.
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(HANDBOOK.rglob("*.md"))
    if path.parent != HANDBOOK / "decisions"
}
UPDATE, PAPER = "Add an update line", "Add a paper"
_FILE = re.compile(r"`((?:data|docs)/[\w/.-]+\.(?:yml|md))`")
_CHAPTER = re.compile(r"data/chapters/[\w-]+\.yml")


class OutdatedError(AssertionError):
    """A recipe no longer fits the plan; the message tells whoever changed the plan what to write there.

    `file` is the one that is not as the recipe shows it.
    """

    def __init__(self, message: str, file: str = "") -> None:
        """`file` is the one that is not as it was."""
        super().__init__(message)
        self.file = file


@dataclass(frozen=True)
class Step:
    """One change of one file: `kind` is "diff", "new", "end" or "update", and `at` the page and line that say so."""

    kind: str
    file: str
    lines: tuple[str, ...]
    at: str

    def do(self, root: Path) -> None:
        """Do as the recipe says. Raises OutdatedError if the file is not as the recipe shows it."""
        path = root / self.file
        if self.kind == "new":
            whole = "\n".join(self.lines) + "\n"
            self._sure(
                not path.exists() or path.read_text(encoding="utf-8") == whole,
                f"makes {self.file}, which is there already. Take another name for the example",
            )
            if number := re.match(r"number: (\d+)$", self.lines[0]):
                free = len(list(path.parent.glob("*.yml"))) + 1
                self._sure(
                    int(number[1]) == free,
                    f"has number {number[1]}, and the next that is free is {free}. Write that",
                )
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(whole, encoding="utf-8")
            return
        self._sure(path.is_file(), f"names {self.file}, which is not there. Name another file")
        text = path.read_text(encoding="utf-8")
        if self.kind == "diff":
            lines = self._changed(text.split("\n"))
        else:
            more = (
                self.lines[1:] if self.kind == "update" and "\nupdates:\n" in text else self.lines
            )
            lines = [*text.rstrip("\n").split("\n"), *more, ""]
        path.write_text("\n".join(lines), encoding="utf-8")

    def said(self, word: Callable[[str], str]) -> Step:
        """The step as on another plan: `word` gives what stands there for the example's file and lines."""
        lines = word("\n".join(self.lines)).split("\n")
        return Step(self.kind, word(self.file), tuple(lines), self.at)

    def _sure(self, fits: bool, said: str) -> None:
        if not fits:
            raise OutdatedError(f"{self.at}: the example {said}.", self.file)

    def _changed(self, text: list[str]) -> list[str]:
        """The lines of a file with those of `-` taken away and those of `+` put in, one part after another."""
        start = 0
        for part in self._parts():
            found = [line for line in part if line[:1] != "+"]
            places = [
                n
                for n in range(start, len(text) - len(found) + 1)
                if all(line[1:] == text[n + k] for k, line in enumerate(found))
            ]
            shown = next((line[1:] for line in part if line[:1] == "-"), found[0][1:]).strip()
            self._sure(
                bool(places),
                f"shows a line that {self.file} does not have, or has elsewhere: '{shown}'. Show what stands there now",
            )
            at, new = places[0], []
            for line in part:
                if line[:1] == "+":
                    new.append(line[1:])
                else:
                    new += [text[at]] if line[:1] != "-" else []
                    at += 1
            text = [*text[: places[0]], *new, *text[at:]]
            start = places[0] + len(new)
        return text

    def _parts(self) -> list[list[str]]:
        parts: list[list[str]] = [[]]
        for line in self.lines:
            if line.strip() == "...":
                parts.append([])
            else:
                parts[-1].append(line)
        return parts


@dataclass(frozen=True)
class Recipe:
    """A heading of the handbook with its steps, and the messages of the check that it explains."""

    title: str
    steps: tuple[Step, ...]
    messages: tuple[str, ...]


def recipes() -> dict[str, Recipe]:
    """All recipes with an example to follow, by their headings."""
    found = [recipe for section in _sections() if (recipe := _recipe(section)).steps]
    twice = [
        title for title, times in Counter(recipe.title for recipe in found).items() if times > 1
    ]
    assert not twice, f"two recipes of the handbook have one heading. Give one another: {twice}"
    return {recipe.title: recipe for recipe in found}


class _Section(NamedTuple):
    """A heading, the page and line on which it stands, and the lines below it up to the next one."""

    title: str
    page: str
    line: int
    lines: list[str]


def _sections() -> list[_Section]:
    found: list[_Section] = []
    for page, text in PAGES.items():
        fence = ""
        for number, line in enumerate(text.split("\n"), 1):
            if mark := re.match(r"\s*(`{3,})", line):
                fence = "" if fence == mark[1] else fence or mark[1]
            if not fence and (heading := re.match(r"#{1,4} (.+)", line)):
                found.append(_Section(heading[1], page, number, []))
            elif found and found[-1].page == page:
                found[-1].lines.append(line)
    return found


def _recipe(section: _Section) -> Recipe:
    title, page, at, lines = section
    steps: list[Step] = []
    update: tuple[str, ...] = ()
    told: list[str] = []  # the words above a block, back to the last empty line, step or block
    n = 0
    while n < len(lines):
        line = lines[n]
        if opening := re.match(r"(\s*)(`{3,})(\w*)$", line):
            end = next(k for k in range(n + 1, len(lines)) if lines[k].strip() == opening[2])
            block = tuple(inner.removeprefix(opening[1]) for inner in lines[n + 1 : end])
            words = " ".join(told)
            files = _FILE.findall(words)
            kind = (
                "diff"
                if opening[3] == "diff"
                else "new"
                if "new file" in words
                else "end"
                if re.search(r"t the end of \[?`", words)
                else ""
            )
            if files and kind and opening[3]:
                steps.append(Step(kind, files[-1], block, f"{page}:{at + n + 1}"))
            elif title == UPDATE and block[0] == "updates:":
                update = block
            told, n = [], end
        elif re.match(r"\d+\. |- |\*\*", line):
            told = [line]
            if "Add [the paper](" in line:
                steps.append(_paper())
            if "Add [an update line](" in line:
                chapters = dict.fromkeys(s.file for s in steps if _CHAPTER.fullmatch(s.file))
                count = 2 if "to both chapters" in line else 1
                steps += [
                    Step("update", file, _update(), f"{page}:{at + n + 1}")
                    for file in [*chapters][:count]
                ]
        elif line.strip():
            told.append(line)
        elif not (told and n + 1 < len(lines) and re.match(r"\s*```", lines[n + 1])):
            told = []
        n += 1
    messages = tuple(
        message for line in lines for message in re.findall(r"^- `([^`]+(?:`[^`]+`)?)`", line)
    )
    if title == UPDATE:
        return Recipe(title, (*steps, Step("block", "", update, f"{page}:{at}")), messages)
    return Recipe(title, tuple(steps), messages)


def _update() -> tuple[str, ...]:
    """The lines that tell readers of a chapter's change, from their own recipe."""
    section = next(section for section in _sections() if section.title == UPDATE)
    return next(step.lines for step in _recipe(section).steps if step.kind == "block")


def _paper() -> Step:
    """The paper that the examples quote, from its own recipe."""
    section = next(section for section in _sections() if section.title == PAPER)
    return next(step for step in _recipe(section).steps if step.kind == "new")
