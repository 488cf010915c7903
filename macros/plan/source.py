"""Text files as editors write them, and where every value of a YAML file stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, Any

import yaml

from .marks import NO_HEADING, OF_WORD, TABBED, folded, no_bullet
from .problems import Problem, Way
from .signs import name_of, odd_signs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .problems import Mend, Words

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_SIGNS = 10_000  # of one text
MAX_ENTRIES = 5_000  # of one list, or under one name
_NO_CHANCE = 20  # signs of a line that nobody types twice in a row
MAX_ODD = 200  # odd signs that are told of in one file
A_LINK = "this is a link to another file or folder. Put the file itself here."
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_INDENTED = re.compile(r"^\t+", re.MULTILINE)
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
TWICE = "this line stands here a second time, right below the first. Take one of the two away."
CONFLICT = "this line marks a merge conflict: the same lines were changed twice, and Git kept both. Keep one of the two, and take away the lines that begin with <<<<<<<, ======= and >>>>>>>."
# What Git writes between the two, before and behind them. The first may underline a heading of Markdown.
PARTS = "======="
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)", re.MULTILINE)
_OLD = "this line is left of a merge conflict: below it stands what was there before both changes. Take it away, with that text and what is left of <<<<<<<, ======= and >>>>>>>."
TEMPLATE = re.compile(r"\{\{|\{%|\{##")  # what begins a macro, a command or a comment of Jinja

# PyYAML's words for what it met, and ours for what an editor did. In this order: the first that fits is told.
_SYNTAX = """
while scanning a quoted scalar  a quotation mark that is opened here is never closed. Close it, or take it away.
mapping values are not allowed  a colon and a blank stand where no new name can begin. Put the text in quotation marks, or line this line up with its neighbours.
could not find expected ':'     this line has no colon, or stands too far out. Write 'name: value', or indent the text.
expected ',' or                 the bracket that is opened here is not closed, or a comma is missing. Put commas between values and close the bracket.
<stream end>                    the file ends before a bracket is closed. Close it.
expected the node content       no text can begin with this sign. Write the text that is missing before it, take the sign away, or put the text in quotation marks.
<document start>                this line stands too far out, or the lines before it too far in. Line them up: two blanks a step.
<block end>                     this line stands too far in or too far out. Line it up with its neighbours: two blanks a step.
unknown escape                  a backslash between double quotation marks has a meaning of its own. Write it twice, or use single quotation marks.
directive                       a line can't begin with a percent sign. Take the line away.
behind the end                  the text or list before has ended here already. Put the whole text in quotation marks, of the other kind than those in it.
sequence entries                a dash stands where no list can begin. Begin the list on a line of its own, or put the text in quotation marks.
while scanning a block scalar   a text does not stand in one line with the sign > or |. Put it on the next line, indented, or in quotation marks.
expected alphabetic or numeric  a text can't begin with this sign. Put the text in quotation marks.
cannot start any token          a text can't begin with this sign. Put the text in quotation marks.
"""
# Where what was begun is wrong, and not what follows.
_BEGUN = ("quoted scalar", "expected ',' or", "could not find expected ':'")
_MARGIN = "or put two blanks in front of the line before it, which has none."


@dataclass(frozen=True)
class Source:
    """One YAML file: its values as plain text, lists and mappings, and the place (line, column) of each.

    `places` and `keys` are keyed by the way to a value, such as `("priorities", 0, "words")`: `places` says where
    the value stands, `keys` where its name stands.
    """

    path: str
    data: Any
    places: dict[Way, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Way, tuple[int, int]] = field(default_factory=dict)

    def place(self, way: Way, *, of_key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value (or the name) at `way`, or of the nearest thing around it."""
        if of_key and way in self.keys:
            return self.keys[way]
        while way and way not in self.places:
            way = way[:-1]
        return self.places.get(way, (1, 1))

    def problem(
        self,
        way: Way,
        what: str | Words,
        *mends: Mend,
        of_key: bool = False,
        warning: bool = False,
    ) -> Problem:
        """A Problem at the value (or the name) at `way`."""
        place = self.place(way, of_key=of_key)
        return Problem(self.path, *place, what, warning, mends, way)


def read_text(path: Path, shown: str) -> tuple[str | None, list[Problem]]:
    r"""The text of a file, line ends as `\n`, or None with the reasons why it can't be used.

    Refused: what is no ordinary file, can't be read, is over a megabyte, bytes that are not UTF-8, control characters
    (tabs too), and signs that are not what they look like. A merge conflict is told alone. A page in which nothing but
    tabs is wrong is read with blanks in their place, so that all else is told at once.
    """
    try:
        there = path.stat()
        if not S_ISREG(there.st_mode) and not S_ISDIR(there.st_mode):  # it may never end
            said = "this is not an ordinary file. Put one here, or take it away."
            return None, [Problem(shown, 1, 1, said)]
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        said = f"this file can't be read ({reason}). Mend its permissions, or put it back."
        return None, [Problem(shown, 1, 1, said)]
    if len(raw) > MAX_BYTES:
        said = f"this file has {there.st_size:,} bytes. At most {MAX_BYTES:,} are allowed. Split it, or shorten it."
        return None, [Problem(shown, 1, 1, said)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        said = f"byte {raw[error.start]:#04x} is not UTF-8. Save the file with the encoding UTF-8."
        return None, [Problem(shown, *place, said)]
    text = text.replace("\r\n", "\n")
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        return None, [Problem(shown, line, 1, _OLD if conflict[0][0] == "|" else CONFLICT)]
    page = shown.endswith(".md")
    odd = [(match.start(), _control(match[0], page)) for match in _CONTROL.finditer(text)]
    odd += odd_signs(text)
    readable_still = page and all(text[at] in f"\t{OF_WORD}" for at, _ in odd)
    for bullet in TABBED.finditer(text):  # with its tab it is one thing
        sign = bullet["sign"] or bullet[0]
        if sign not in "-*+" and sign[-1] != ".":
            odd = [(at, said) for at, said in odd if not bullet.start() <= at < bullet.end()]
            odd.append((bullet.end() - len(bullet[0].lstrip()), no_bullet(sign, page=page)))
    problems = [
        Problem(shown, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), said)
        for at, said in sorted(odd)[:MAX_ODD]
    ]
    if problems and readable_still:
        text = _INDENTED.sub(lambda tabs: " " * 4 * len(tabs[0]), text).replace("\t", " ")
    return (None if problems and not readable_still else text), problems


def suspects(text: str) -> Iterator[str]:
    """What no text may hold: signs that can't be seen or are not what they look like, and the pages' own commands."""
    yield from (_control(match[0]) for match in _CONTROL.finditer(text))
    yield from (said for _, said in odd_signs(text))
    yield from (_command(match[0]) for match in TEMPLATE.finditer(text))


def _command(sign: str) -> str:
    return f"'{sign}' begins a command for the pages' macros, and data holds none. Take it away."


def _odd(text: str) -> str | None:
    """What is odd about the first sign of a text that is."""
    return next(suspects(text), None)


def _control(sign: str, page: bool = False) -> str:
    if sign == "\t":
        mend = (
            "one between words, four in front of what belongs to a list or a box"
            if page
            else "two a step"
        )
        return f"a tab stands here. Use blanks: {mend}."
    return f"a control character ({name_of(sign)}) stands here. Take it away."


def readable(name: str) -> str:
    """A file's name fit to be printed: signs that can't be shown, or would break the line, become question marks."""
    return _UNPRINTED.sub("?", name.encode("utf-8", "replace").decode())


def read_yaml(path: Path, shown: str) -> tuple[Source | None, list[Problem]]:
    """A YAML file with the place of every value, or None with every reason why it can't be used.

    Every scalar stays the text that the editor typed (`No`, `1.10`, `2026-01-02`): only the model gives it meaning.
    """
    text, problems = read_text(path, shown)
    return (None, problems) if text is None else parsed(text, shown)


def parsed(text: str, shown: str) -> tuple[Source | None, list[Problem]]:
    """A text of YAML with the place of every value, or None with every reason why it can't be used."""
    problems: list[Problem] = []
    reader = _Reader(Source(shown, None), problems, text.split("\n"))
    try:
        # Event by event: composing whole nodes, as PyYAML does, overflows the stack when brackets nest deeply.
        data = reader.document(
            yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        )
    except yaml.MarkedYAMLError as error:
        return None, [syntax_problem(text, shown, error)]
    except _TooMuchError as error:
        return None, [*problems, Problem(shown, *error.args)]
    if not problems and data is None:
        said = "this file is empty, or holds nothing but comments. Write its entries."
        problems.append(Problem(shown, 1, 1, said))
    problems += _twice(text, shown) if not problems else ()
    source = reader.source
    return (None, problems) if problems else (Source(shown, data, source.places, source.keys), [])


def _twice(text: str, shown: str) -> Iterator[Problem]:
    """Lines that stand there twice in a row: a slip of the hand, or of a merge. Short ones may be meant so."""
    before = ""
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare == before and len(bare) >= _NO_CHANCE and bare[0] != "#":
            yield Problem(shown, number, len(line) - len(line.lstrip()) + 1, TWICE)
        before = bare


def syntax_problem(text: str, shown: str, error: yaml.MarkedYAMLError) -> Problem:
    """The first mistake in YAML's grammar. Read again without the C library, whose words differ."""
    lines = text.split("\n")
    if PARTS in lines:
        return Problem(shown, lines.index(PARTS) + 1, 1, CONFLICT)
    try:
        for _ in yaml.parse(text, Loader=yaml.BaseLoader):
            pass
    except yaml.MarkedYAMLError as clearer:
        error = clearer
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    if any(words in said for words in _BEGUN) and error.context_mark:
        mark = error.context_mark
    if "<block end>" in said and mark and text.split("\n")[mark.line][: mark.column].strip(" -"):
        said = "behind the end"
    rows = (re.split(" {2,}", row) for row in _SYNTAX.strip().splitlines())
    message = next(
        (ours for theirs, ours in rows if theirs in said),
        "this can't be read as 'name: value'. Put the text in quotation marks.",
    )
    if "mapping values" in said and mark and _at_the_margin(lines, mark.line):
        message = f"{message.removesuffix('.')}, {_MARGIN}"
    return Problem(shown, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, message)


def _at_the_margin(lines: list[str], place: int) -> bool:
    """Whether the line before an indented one is a whole 'name: value' without blanks in front, so that nothing goes under it."""
    before = next((line for line in reversed(lines[:place]) if line.strip()), "")
    return lines[place][:1] == " " and bool(re.match(r"[^\s#].*: *[^\s>|]", before))


class _TooMuchError(Exception):
    """Raised with the line and column where reading is given up, and the message."""


_HOLDS = (yaml.ScalarEvent, yaml.CollectionStartEvent)


@dataclass
class _Reader:
    """Puts YAML's events together to plain values, and notes the place of each."""

    source: Source
    problems: list[Problem]
    lines: list[str]

    def refuse(self, event: yaml.Event, what: str, *mends: Mend) -> None:
        self.problems.append(Problem(self.source.path, *_at(event), what, mends=mends))

    def document(self, events: Iterator[yaml.Event]) -> Any:
        """The file's one value, or None if it holds none."""
        data, documents = None, 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    twice = "a line '---' begins a second document. Keep one file to one document."
                    self.refuse(event, twice)
                    return None
                data = self.value(next(events), events, ())
        return data

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], way: Way) -> Any:
        """The value that begins with `event`, as text, list or mapping."""
        self.source.places[way] = _at(event)
        if len(way) > MAX_DEPTH:
            deep = f"this stands in more than {MAX_DEPTH} others, one within the other. Take it a step out."
            raise _TooMuchError(*_at(event), deep)
        self._plain(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.value(event, events, (*way, len(items))))
                self._count(items, event)
            return items
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, way)
        return getattr(event, "value", None)

    def _mapping(self, events: Iterator[yaml.Event], way: Way) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.value(event, events, (*way, None))
            inner = (*way, key if isinstance(key, str) else None)
            if isinstance(event, yaml.CollectionStartEvent):
                wrong = "a name must be plain text. Write 'name: value', and put a text that begins with a bracket in quotation marks."
                self.refuse(event, wrong)
            elif key in data:
                what = f"'{key}' stands here a second time; the first is in line {self.source.keys[inner][0]}."
                in_list = any(isinstance(step, int) for step in way)
                mends = "keep one of them", "begin a new entry with a dash"
                self.refuse(event, what, *(mends if in_list else mends[:1]))
            else:
                self.source.keys[inner] = _at(event)
            value = self.value(next(events), events, inner)
            if isinstance(key, str):
                data.setdefault(key, value)
            self._count(data, event)
        return data

    def _count(self, held: Any, event: yaml.Event) -> None:
        if len(held) > MAX_ENTRIES:
            long = f"this is entry {len(held):,} of one list. At most {MAX_ENTRIES:,} are allowed. Shorten it."
            raise _TooMuchError(*_at(event), long)

    def _plain(self, event: yaml.Event) -> None:
        """Refuse YAML's signs for things that no file here needs: a text that begins with one loses its first word."""
        wrong = None
        if isinstance(event, yaml.AliasEvent):
            wrong = f"'*{event.anchor}' stands for another value, and no file here needs that. Write the value out, or put a text that begins with a star in quotation marks."
        elif not isinstance(event, _HOLDS):
            return
        elif event.anchor:
            wrong = f"'&{event.anchor}' gives the value another name, and no file here needs that. Take it away, or put a text that begins with it in quotation marks."
        elif event.tag:
            wrong = f"'{event.tag}' says of what kind the value is, and no file here needs that. Take it away, or put a text that begins with it in quotation marks."
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        if wrong:
            self.refuse(event, wrong)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        """Refuse a text that is too long, hides a sign or a command, holds a list, or is cut off by a comment."""
        if len(event.value) > MAX_SIGNS:
            long = f"this text has {len(event.value):,} signs. At most {MAX_SIGNS:,} are allowed. Shorten it, or split it."
            self.refuse(event, long)
        elif event.style == '"' and (odd := _odd(event.value)):
            self.refuse(event, odd)  # written as an escape, such as "\u200b"
        elif command := TEMPLATE.search(event.value):
            self.refuse(event, _command(command[0]))
        else:
            self._layout(event)
            self._cut_off(event)

    def _cut_off(self, event: yaml.ScalarEvent) -> None:
        """Refuse a text that goes on behind the sign of a comment."""
        if not event.style and event.value and event.end_mark:
            line, column = event.end_mark.line, event.end_mark.column
            rest = self.lines[line][column:] if line < len(self.lines) else ""
            if rest.lstrip().startswith("#"):
                message = "what stands behind ' #' is left out, as a comment. Put the whole text in quotation marks, or the comment on a line of its own."
                self.problems.append(
                    Problem(self.source.path, line + 1, column + 1 + rest.index("#"), message)
                )

    def _layout(self, event: yaml.ScalarEvent) -> None:
        """Refuse lists and headings within a text: YAML makes one line of all, and nothing makes lists of it."""
        if (
            not (event.start_mark and event.end_mark)
            or event.start_mark.line == event.end_mark.line
        ):
            return
        first, begin, end = event.start_mark.line, event.start_mark.column, event.end_mark.line
        lines = ["" if event.style in ("|", ">") else " " * begin + self.lines[first][begin:]]
        lines += self.lines[first + 1 : end + (event.style not in ("|", ">"))]
        if lines[0].lstrip()[:1] in ('"', "'"):
            lines[0] = lines[0].replace(event.style or "", " ", 1)
        if not lines[0]:
            first, lines = first + 1, lines[1:]
        for n, at, sign in folded(lines):
            said = NO_HEADING if sign[0] == "#" else no_bullet(sign, page=False)
            self.problems.append(Problem(self.source.path, first + n + 1, at + 1, said))


def _at(event: yaml.Event) -> tuple[int, int]:
    """Line and column, from 1, where an event begins."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def texts_in(data: Any, way: Way = ()) -> Iterator[tuple[Way, str]]:
    """Every text in what a file holds, however deep, with the way to it."""
    if isinstance(data, str):
        yield way, data
    if isinstance(data, list):
        data = dict(enumerate(data))
    for step, value in data.items() if isinstance(data, dict) else ():
        yield from texts_in(value, (*way, step))
