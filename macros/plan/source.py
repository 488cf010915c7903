"""Text files as editors write them, and where every value of a YAML file stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .problems import Problem

MAX_BYTES = 1_000_000
# Marks that turn the reading direction can make a text look like another: https://www.unicode.org/reports/tr9/
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SUSPECT = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_PLAIN_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"}

# PyYAML's words for what it met, and ours for what an editor did. In this order: the first that fits is told.
_SYNTAX = (
    ("while scanning a quoted scalar", "a quotation mark that is opened here is never closed. Close it, or take it away."),
    (
        "mapping values are not allowed",
        "a colon and a blank stand where no new name can begin. Put the text in quotation marks, or line this line up with its neighbours.",
    ),
    (
        "could not find expected ':'",
        "this line has no colon, or the line before stands too far out. Write 'name: value', or indent the text.",
    ),
    ("<block end>", "this line stands too far in or too far out. Line it up with its neighbours: two blanks a step."),
    ("expected ',' or", "a list or mapping in brackets is not finished. Put a comma between values and close the bracket."),
    ("cannot start any token", "this sign can't begin a text in YAML. Put the text in quotation marks."),
    ("expected a single document", "a line '---' begins a second document. Keep one file to one document."),
    ("undefined alias", "a star at the start of a text means something else in YAML. Put the text in quotation marks."),
)

Path_ = tuple  # the way to a value in a file, such as ("priorities", 0, "words")


@dataclass(frozen=True)
class Source:
    """One YAML file: its values as plain text, lists and mappings, and the place (line, column) of each.

    `places` and `keys` are keyed by the way to a value, such as `("priorities", 0, "words")`: `places` says where
    the value stands, `keys` where its name stands.
    """

    path: str
    data: Any
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path_, tuple[int, int]] = field(default_factory=dict)

    def place(self, way: Path_, *, of_key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value (or the name) at `way`, or of the nearest thing around it."""
        if of_key and way in self.keys:
            return self.keys[way]
        while way and way not in self.places:
            way = way[:-1]
        return self.places.get(way, (1, 1))

    def problem(self, way: Path_, message: str, *, of_key: bool = False, warning: bool = False) -> Problem:
        """A Problem at the value (or the name) at `way`."""
        return Problem(self.path, *self.place(way, of_key=of_key), message, warning)


def read_text(path: Path, shown: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, line ends as `\\n`, or None with the reasons why it can't be used.

    Refused: what can't be read, over a megabyte, bytes that are not UTF-8, control characters (tabs too).
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return None, [Problem(shown, 1, 1, f"this file can't be read ({reason}). Mend its permissions, or put it back.")]
    if len(raw) > MAX_BYTES:
        found = f"this file has {len(raw):,} bytes. At most {MAX_BYTES:,} are allowed. Split it, or shorten it."
        return None, [Problem(shown, 1, 1, found)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        found = f"byte {raw[error.start]:#04x} is not UTF-8. Save the file with the encoding UTF-8."
        return None, [Problem(shown, *place, found)]
    text = text.replace("\r\n", "\n")
    problems = []
    if _SUSPECT.search(text) or "\r" in text:
        for number, line in enumerate(text.split("\n"), 1):
            for match in re.finditer(_SUSPECT.pattern + "|\r", line):
                problems.append(Problem(shown, number, match.start() + 1, _control(match[0])))
    return (None, problems) if problems else (text, [])


def _control(sign: str) -> str:
    if sign == "\t":
        return "a tab stands here. Use blanks: two a step."
    name = "a mark that turns the reading direction" if sign in _TURNING else "a control character"
    return f"{name} ({unicodedata.name(sign, f'U+{ord(sign):04X}')}) stands here. Take it away."


def read_yaml(path: Path, shown: str) -> tuple[Source | None, list[Problem]]:
    """A YAML file with the place of every value, or None with every reason why it can't be used.

    Every scalar stays the text that the editor typed (`No`, `1.10`, `2026-01-02`): only the model gives it meaning.
    """
    text, problems = read_text(path, shown)
    if text is None:
        return None, problems
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError:
        return None, [_syntax_problem(text, shown)]
    if root is None:
        return None, [Problem(shown, 1, 1, "this file is empty. Write its entries, or remove it.")]
    source = Source(shown, None)
    data = _walk(root, (), source, problems, set())
    return (None, problems) if problems else (Source(shown, data, source.places, source.keys), [])


def _syntax_problem(text: str, shown: str) -> Problem:
    """The first mistake in YAML's grammar. Read again without the C library, whose words differ."""
    try:
        yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        said = f"{error.context or ''} {error.problem or ''}"
        mark = error.problem_mark or error.context_mark
        if "quoted scalar" in said and error.context_mark:
            mark = error.context_mark
        message = next((ours for theirs, ours in _SYNTAX if theirs in said), f"this is not YAML: {error.problem}.")
        return Problem(shown, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, message)
    except yaml.YAMLError as error:
        return Problem(shown, 1, 1, f"this is not YAML: {error}.")
    return Problem(shown, 1, 1, "this is not YAML. Look for an unclosed quotation mark or bracket.")


def _walk(node: yaml.Node, way: Path_, source: Source, problems: list[Problem], seen: set[int]) -> Any:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    source.places[way] = line, column
    if id(node) in seen:
        problems.append(Problem(source.path, line, column, "this repeats another value by a star and its name. Write the value out."))
        return None
    seen.add(id(node))
    if node.tag not in _PLAIN_TAGS:
        problems.append(Problem(source.path, line, column, f"'{node.tag}' is not allowed. Write plain text, lists and mappings."))
        return None
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_walk(item, (*way, n), source, problems, seen) for n, item in enumerate(node.value)]
    data: dict[str, Any] = {}
    for key, value in node.value:
        at = key.start_mark.line + 1, key.start_mark.column + 1
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(source.path, *at, "a name must be plain text. Write 'name: value'."))
            continue
        if key.value in data:
            first = source.keys[(*way, key.value)][0]
            found = f"'{key.value}' stands here a second time; the first is in line {first}. Keep one of them."
            problems.append(Problem(source.path, *at, found))
            continue
        source.keys[(*way, key.value)] = at
        data[key.value] = _walk(value, (*way, key.value), source, problems, seen)
    return data
