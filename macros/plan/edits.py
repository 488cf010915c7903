"""YAML files, changed as an editor would: by whole lines, so that all else in them stays byte for byte."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any

from .drafts import pair
from .source import Source, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from .problems import Way

_SIMPLE = re.compile(r"[/\w][\w/-]*( [\w/-]+)*")


class NotEditedError(Exception):
    """The file is laid out in a way that can't be changed line by line; the message says how to mend that."""


def written(data: dict[str, Any], *, inline: tuple[str, ...] = ()) -> list[str]:
    """The lines of YAML for texts, lists and mappings, in the style of the files that are written by hand.

    `inline` are the names of lists that stand in brackets, where their texts are plain enough for that. What is empty
    is left out, but for a list without entries, which stands as `[]`.
    """
    lines: list[str] = []
    for name, value in data.items():
        if isinstance(value, str):
            lines += pair(name, value)
        elif isinstance(value, dict):
            lines += [f"{name}:", *(f"  {line}" for line in written(value, inline=inline))]
        elif value is not None and (
            value == [] or (name in inline and all(_SIMPLE.fullmatch(item) for item in value))
        ):
            lines.append(f"{name}: [{', '.join(value)}]")
        elif value is not None:
            lines += [
                f"{name}:",
                *(f"  {line}" for item in value for line in listed(item, inline=inline)),
            ]
    return lines


def listed(item: Any, *, inline: tuple[str, ...] = ()) -> list[str]:
    """The lines of one entry of a list, behind its dash."""
    if isinstance(item, str):
        first, *others = pair("entry", item)
        return [first.replace("entry:", "-", 1), *others]
    if isinstance(item, list):
        first, *others = [line for entry in item for line in listed(entry, inline=inline)]
    else:
        first, *others = written(item, inline=inline)
    return [f"- {first}", *(f"  {line}" if line else "" for line in others)]


class Edited:
    """One YAML file that is changed. Every change is written at once, and the file read again.

    Raises NotEditedError if the file can't be read.
    """

    def __init__(self, path: Path, shown: str) -> None:
        """Read the file at `path`, which messages call `shown`."""
        self.path, self.shown = path, shown
        self._read()

    def _read(self) -> None:
        raw = self.path.read_bytes()
        source, problems = read_yaml(self.path, self.shown)
        if source is None:
            raise NotEditedError("\n".join(map(str, problems)))
        self.source: Source = source
        self.data: Any = source.data
        self._mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
        self.lines = raw.decode("utf-8-sig").split("\n")
        self._end = "\r" if "\r\n" in raw.decode("utf-8-sig") else ""

    def _write(self) -> None:
        self.path.write_bytes(self._mark + "\n".join(self.lines).encode("utf-8"))
        self._read()

    def change(self, start: int, stop: int, lines: list[str]) -> None:
        """Put these lines in the place of those from `start` up to, not including, `stop` (from 0)."""
        if start >= len(self.lines):  # the last line has no end
            self.lines.append("")
        if (
            start
            and self.lines[start - 1 : start]
            and self._end
            and not self.lines[start - 1].endswith("\r")
        ):
            self.lines[start - 1] += "\r"
        self.lines[start:stop] = [line + self._end for line in lines]
        self._write()

    def append(self, lines: list[str]) -> None:
        """Add lines at the file's end."""
        at = len(self.lines) - (self.lines[-1] == "")
        self.change(at, at, lines)

    def replace(self, way: Way, new: str) -> None:
        """Put another word in the place of the one that stands at `way`."""
        line, column = self.source.place(way)
        old = self._at(way)
        said = self.lines[line - 1]
        match = re.compile(rf"([\"']?){re.escape(old)}\1(?![\w-])").match(said, column - 1)
        if not match:
            raise NotEditedError(
                f"{self.shown}:{line}:{column}: '{old}' does not stand in one line here. Write it so first."
            )
        self.lines[line - 1] = (
            f"{said[: match.start()]}{match[1]}{new}{match[1]}{said[match.end() :]}"
        )
        self._write()

    def _at(self, way: Way) -> Any:
        value = self.data
        for step in way:
            value = value[step]
        return value

    def block(self, key: str) -> tuple[int, int]:
        """The first line (from 0) of what stands behind a name at the file's margin, and the line after its last."""
        start = self.source.keys[(key,)][0] - 1
        others = [
            line - 1
            for way, (line, _) in self.source.keys.items()
            if len(way) == 1 and line - 1 > start
        ]
        stop = min(others, default=len(self.lines))
        while stop > start + 1 and (
            not self.lines[stop - 1].strip() or self.lines[stop - 1].startswith("#")
        ):
            stop -= 1
        return start, stop

    def span(self, way: Way) -> tuple[int, int]:
        """The first line (from 0) of what stands behind a name, however deep, and the line after its last.

        Raises NotEditedError if something else stands in that line.
        """
        line, column = self.source.keys[way]
        beside = [other for other, place in self.source.keys.items() if place[0] == line]
        if beside != [way]:
            raise NotEditedError(
                f"{self.shown}:{line}:{column}: '{way[-1]}' shares its line with something else. Put it on a line of its own first."
            )
        listed = isinstance(self._at(way), list)
        stop = line
        while stop < len(self.lines) and self._belongs(self.lines[stop], column - 1, listed=listed):
            stop += 1
        while stop > line and not self.lines[stop - 1].strip():
            stop -= 1
        return line - 1, stop

    @staticmethod
    def _belongs(said: str, indent: int, *, listed: bool) -> bool:
        """Whether a line goes on with what stands behind a name with that indent."""
        bare = said.lstrip(" ")
        own = len(said) - len(bare)
        return not bare.strip() or own > indent or (listed and own == indent and bare[:2] == "- ")

    def write(self, way: Way, new: dict[str, Any]) -> None:
        """Put lines in the place of what stands behind a name, however deep. Raises NotEditedError as `span` does."""
        start, stop = self.span(way)
        indent = self.source.keys[way][1] - 1
        first, *others = written(new, inline=("leads",))
        lines = [self.lines[start][:indent] + first, *(f"{' ' * indent}{line}" for line in others)]
        self.change(start, stop, lines)

    def enter(self, way: Way, entry: dict[str, Any]) -> None:
        """Add an entry at the end of the list behind a name, however deep. Raises NotEditedError if it stands in brackets."""
        _, stop = self.span(way)
        first, indent = self.source.place((*way, 0))
        if first == self.source.keys[way][0]:
            raise NotEditedError(
                f"{self.shown}:{first}:{indent}: '{way[-1]}' stands in brackets, or in one line. Write a line for each entry first."
            )
        said = self.lines[first - 1]
        self.change(
            stop, stop, [said[: len(said) - len(said.lstrip())] + line for line in listed(entry)]
        )

    def put(self, key: str, lines: list[str], *, after: str) -> None:
        """Write what stands behind a name anew, or add it behind that of another."""
        if key in self.data:
            self.change(*self.block(key), lines)
        else:
            _, stop = self.block(after)
            self.change(stop, stop, lines)

    def add(self, key: str, lines: list[str]) -> None:
        """Add lines, an entry, to the list or mapping behind a name, at its end; or begin it at the file's end."""
        if key not in self.data:
            self.append([f"{key}:", *(f"  {line}" for line in lines)])
            return
        start, stop = self.block(key)
        held = self.data[key]
        first = next(iter(held)) if isinstance(held, dict) and held else 0
        indent = 2
        if held:
            line = self.source.place((key, first))[0] - 1
            if line == start:
                raise NotEditedError(
                    f"{self.shown}:{start + 1}:1: '{key}' stands in brackets, or in one line. Write a line for each entry first."
                )
            indent = len(self.lines[line]) - len(self.lines[line].lstrip())
        elif self.lines[start].split("#")[0].strip() != f"{key}:":
            self.change(start, stop, [f"{key}:"])
            start, stop = self.block(key)
        self.change(stop, stop, [" " * indent + line for line in lines])

    def take(self, way: Way) -> None:
        """Take away the one line whose name stands at `way`."""
        line = self.source.keys[way][0] - 1
        self.change(line, line + 1, [])
