"""The one reader of a page's Markdown: what stands on it, each thing with its line and column, both from 1.

Python-Markdown knows no places, and a problem needs one. So this reads what pages are made of line by line. The rule
`pages_are_harmless` asks Python-Markdown itself for whatever is not seen here, and a test holds the two against each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING

from markdown.extensions.toc import slugify, unique

from ..plan.sentences import CODE, LINK, Sentence, place_of, split
from ..plan.source import PARTS, TEMPLATE
from .page import inline_calls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# As in mkdocs.yml, with those that MkDocs always takes.
EXTENSIONS = ("admonition", "attr_list", "fenced_code", "smarty", "tables", "toc")

# What a box may be called: another name would give it a class of the site's own, which may hide it or dress it up.
BOXES = ("background",)
# Signs of quotations and of a list.
_OPENS = r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?"
# Where a box begins, also in a list or a quotation, and the line as Python-Markdown reads it: its name and its title.
BOX = re.compile(rf"(?P<before>{_OPENS})!!!(?P<rest>.*)")
BOX_LINE = re.compile(r" ?(?P<name>[\w-]+(?: +[\w-]+)*)(?: +\"(?P<title>.*?)\")? *")

# Boxes as other sites write them.
FOREIGN_BOX = re.compile(rf"(?P<before>{_OPENS})(?:\?\?\?|\[!\w+\](?!\())")

HEADING = re.compile(r"(#{1,6})(.*)")  # Python-Markdown needs no blank behind the signs
_ANCHOR = re.compile(r"\{:?\s*#([\w-]+)[^}]*\}\s*$")
_UNDERLINE = re.compile(r"(?:=+|-+) *$")
# What Markdown draws a line for.
_RULE = re.compile(r" {0,3}(?:(?:- {0,2}){3,}|(?:_ {0,2}){3,}|(?:\* {0,2}){3,}) *$")
_FENCE = re.compile(r"(```+|~~~+) *[\w#.+-]* *$")
_TITLE = re.compile(r"\s+(?:\"[^\"]*\"|'[^']*')\s*$")
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<name>[^\[\]]*)\]:[ ]*\n?[ ]*<?(?P<target>\S+?)>?(?=\s|$)", re.MULTILINE
)
# A picture that is defined apart: its words, and the name of its definition if that is another.
_PICTURE = re.compile(r"!\[((?:[^\[\]]|\[[^\[\]]{0,300}\]){0,600})\](?:\s?\[([^\[\]]*)\])?(?!\()")
# A definition counts in a list, a quotation or a box too.
_DEFINED = re.compile(rf"^{_OPENS}\[([^\[\]]*)\]:", re.MULTILINE)
# What leads to a definition by its name, or by its words if the second brackets are empty.
_BY_NAME = re.compile(
    r"(?<!\\)!?\[((?:[^\[\]]|\[[^\[\]]{0,300}\]){1,600})\]\[([^\[\]]*)\](?![(\[:])"
)
_AUTOLINK = re.compile(r"<(?P<target>https?:[^<>\s]*)>")
# After each of these lines Markdown begins a block anew, without an empty line: a line that is drawn, and a box.
_ALONE = re.compile(rf"{_RULE.pattern}|{BOX.pattern}")
# What parts the head of a table from its rows.
_ROW = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
# A line that looks like the row of a table.
_PIPED = re.compile(rf"{_OPENS}\|.*\|\s*$")
# What stands before a table's first cell: the sign that is the table's own too.
_BEFORE = re.compile(rf"{_OPENS}\|?")
# What is no sign of a column: one that is escaped, and code.
_NO_SIGN = re.compile(r"\\.|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
# What is no prose: headings, macros, titles of boxes, tables, underlines.
_ASIDE = re.compile(r"#|\{\{|!!!|\||<|={3,}$|-{3,}$")
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.)\s+")
# Where an entry of a list begins, also in a quotation. A year may begin a line too, and a list begins with 1.
_LISTED = re.compile(r"[\s>]*(?=(?:[-*+]|1\.) +\S)")
# What a macro's call begins with, and the rest of its line.
_CALLED = re.compile(r"^\{\{ *(\w+)\((.*)", re.MULTILINE)
_MAIN = re.compile(r"^# (.*)", re.MULTILINE)


@dataclass(frozen=True)
class Heading:
    """A heading: its words without their marks, and the anchor that a link to it names."""

    line: int
    level: int
    words: str
    anchor: str
    underlined: bool = False


@dataclass(frozen=True)
class Link:
    """A link or a picture, what it leads to, and where in the text both begin. One that is defined apart has no words."""

    at: int
    words: str | None
    target: str
    target_at: int
    picture: bool = False


@dataclass(frozen=True)
class Content:
    """A page's Markdown, read: `lines` have words in place of the macros that stand within a sentence.

    `bare` are the lines again, code and other macros left blank. `inline` are the first of the macros within sentences on
    a line, each with the number of its line. `commands` are what begins other macros, or what looks so: the number of the
    line, the sign, and whether it stands in code. `fenced` are the lines of blocks of code, `unclosed` begin one that never ends.
    """

    path: str
    lines: list[str]
    bare: list[str] = field(default_factory=list)
    inline: list[tuple[int, re.Match[str]]] = field(default_factory=list)
    commands: list[tuple[int, re.Match[str], bool]] = field(default_factory=list)
    fenced: set[int] = field(default_factory=set)
    unclosed: list[tuple[int, str]] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """The lines of `bare` as one text: what stands in it stands in its line and column."""
        return "\n".join(self.bare)

    def place(self, at: int) -> tuple[int, int]:
        """The line and column of a sign of the text."""
        return place_of(self.text, at)

    @cached_property
    def prose(self) -> list[tuple[int, str, str]]:
        """The number of each line that is neither code nor a command nor empty, with the line as it is and bare."""
        lines = enumerate(zip(self.lines, self.bare, strict=True), 1)
        return [(number, line, bare) for number, (line, bare) in lines if bare]

    @cached_property
    def begins(self) -> dict[int, int]:
        """Of each line that is prose, the line with which its block begins, as Python-Markdown parts a page into blocks."""
        begins: dict[int, int] = {}
        first = 1
        for number, (line, bare) in enumerate(zip(self.lines, self.bare, strict=True), 1):
            if not bare.strip():
                first = number + 1
                continue
            begins[number] = first
            if HEADING.match(line) or self._underlines(number, first) or _ALONE.match(bare):
                first = number + 1
        return begins

    def _underlines(self, number: int, first: int) -> bool:
        """Whether a line makes a heading of the one above it, with which its block begins."""
        return number == first + 1 and bool(_UNDERLINE.match(self.bare[number - 1]))

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings, in order, each with the anchor that Python-Markdown gives it.

        What Git writes between two versions of a line is none, but under the page's first words.
        """
        headings: list[Heading] = []
        used: set[str] = set()
        for number, line, bare in self.prose:
            underlined = False
            if match := HEADING.match(line):
                at, level, words = number, len(match[1]), match[2].rstrip().rstrip("#").strip()
            elif self._underlines(number, self.begins.get(number, 0)) and not (
                headings and bare.rstrip() == PARTS
            ):
                at, level, words = number - 1, 1 if bare[0] == "=" else 2, self.lines[number - 2]
                underlined = True
            else:
                continue
            own = _ANCHOR.search(words)
            plain = re.sub(r"[*_`]", "", LINK.sub(r"\2", _ANCHOR.sub("", words))).strip()
            anchor = own[1] if own else unique(slugify(unescape(plain), "-"), used)
            headings.append(Heading(at, level, plain, anchor, underlined))
        return headings

    @cached_property
    def links(self) -> list[Link]:
        """Every link and picture."""
        return list(links(self.text))

    @property
    def undefined(self) -> Iterator[tuple[re.Match[str], str]]:
        """The links and pictures whose definition is nowhere on the page, each with the definition's name."""
        defined = {_name(name) for name in _DEFINED.findall(self.text)}
        for match in _BY_NAME.finditer(self.text):
            if _name(name := match[2] or match[1]) not in defined:
                yield match, name

    @cached_property
    def tables(self) -> list[tuple[int, list[tuple[int, str]]]]:
        """The line that parts the head of each table from its rows, and what heads its columns, each with its column in the line above."""
        return [(n, heads) for n, heads in self._tables if self.begins[n - 1] == n - 1]

    @cached_property
    def _tables(self) -> list[tuple[int, list[tuple[int, str]]]]:
        """The same, also of what is none because a text stands right above it."""
        tables = []
        for number, _, bare in self.prose:
            parted = bare.strip("> ")
            if number == 1 or "|" not in parted or "|" not in self.bare[number - 2]:
                continue
            heads = _cells(self.lines[number - 2])
            columns = parted.removeprefix("|").removesuffix("|").split("|")
            if _ROW.match(parted) and len(heads) == len(columns):
                tables.append((number, heads))
        return tables

    @property
    def rows(self) -> Iterator[tuple[int, int, list[tuple[int, str]]]]:
        """The rows of each table: the line of its heads, their number, and for each row its line and its cells."""
        for parts, heads in self.tables:
            for number in self._below(parts):
                yield number, len(heads), _cells(self.lines[number - 1])

    def _below(self, number: int) -> Iterator[int]:
        """The lines that follow one in its block."""
        first = self.begins[number]
        while self.begins.get(number := number + 1) == first:
            yield number

    @property
    def no_tables(self) -> Iterator[tuple[int, int]]:
        """Lines that look like a table's and are none: the first of them, and how many cells it has."""
        tabled = {
            line for parts, _ in self._tables for line in (parts - 1, parts, *self._below(parts))
        }
        before = 0
        for number in self.begins:
            if number in tabled or not _PIPED.match(self.bare[number - 1]):
                continue
            if (
                number != before + 1
                and number + 1 in self.begins
                and number + 1 not in tabled
                and _PIPED.match(self.bare[number])
            ):
                yield number, len(_cells(self.lines[number - 1]))
            before = number

    @cached_property
    def glued(self) -> list[tuple[int, int, str]]:
        """Where a list or a table begins right below a text, so that Markdown reads on: line, column, and which it is."""
        apart = {number for number, _ in self.tables}
        glued = [(number - 1, 1, "table") for number, _ in self._tables if number not in apart]
        told: set[int] = set()
        for number, first in self.begins.items():
            begins = _LISTED.match(self.bare[number - 1])
            if begins and first not in told and not _LISTED.match(self.bare[first - 1]):
                told.add(first)
                glued.append((number, begins.end() + 1, "list"))
        return glued

    @property
    def blocks(self) -> list[tuple[int, list[str]]]:
        """The lines of each block of prose, without code, and the number of its first."""
        of: dict[int, list[str]] = {}
        for number, first in self.begins.items():
            of.setdefault(first, []).append(self.bare[number - 1])
        return [*of.items()]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of the page's prose: no headings, macros, tables, code, web addresses or lists of sources."""
        sentences: list[Sentence] = []
        block: list[str] = []
        boxed = False
        for number, line in enumerate([*self.lines, ""], 1):
            item = _ITEM.match(line)
            ends = number in self.fenced or not line.strip() or _ASIDE.match(line)
            if ends or item:
                sentences += split(self.path, number - len(block), "\n".join(block), boxed=boxed)
                block = []
            boxed = line.startswith("!!!") or (boxed and (line[:4] == "    " or not line.strip()))
            if not ends:
                block.append(" " * item.end() + line[item.end() :] if item else line)
        return sentences


def read(path: str, text: str, words: Callable[[str], str] = str) -> Content:
    """Read a page's Markdown; `path` is its file.

    A macro that stands within a sentence gives way to its `words`, cut to its length, so that columns stay. One in code stays.
    """
    content = Content(path, text.split("\n"))
    fence = ""
    for number, typed in enumerate(content.lines, 1):
        line = content.lines[number - 1] = typed if fence else _in_words(content, number, words)
        content.bare.append("")
        if begin := TEMPLATE.search(line):  # in code too: macros run before Markdown is read
            coded = bool(fence) or not TEMPLATE.search(CODE.sub("", line))
            content.commands.append((number, begin, coded))
        if fence:
            content.fenced.add(number)
            fence = "" if line.rstrip(" ") == fence else fence
        elif opens := _FENCE.match(line):
            content.fenced.add(number)
            if opens[1] in (later.rstrip(" ") for later in content.lines[number:]):
                fence = opens[1]
            else:
                content.unclosed.append((number, opens[1]))
        elif not begin:
            content.bare[-1] = CODE.sub(lambda code: " " * len(code[0]), line)
    return content


def _in_words(content: Content, number: int, words: Callable[[str], str]) -> str:
    line, inline = content.lines[number - 1], inline_calls()
    calls = list(inline.finditer(line))
    if not calls or len(calls) != len(inline.findall(CODE.sub("", line))):
        return line
    content.inline.append((number, calls[0]))
    return inline.sub(lambda call: words(call[1]).ljust(len(call[0]), "n")[: len(call[0])], line)


def _cells(line: str) -> list[tuple[int, str]]:
    """The cells of a table's row, each with the column where it begins."""
    line = _NO_SIGN.sub(lambda sign: "x" * len(sign[0]), line).rstrip()
    before = _BEFORE.match(line)
    at, cells = (before.end() if before else 0), []
    for cell in line[at:].removesuffix("|").split("|"):
        cells.append((at + 1, cell))
        at += len(cell) + 1
    return cells


def links(text: str) -> Iterator[Link]:
    """Every link and picture in a text of Markdown, also those within the words of another, and those that are defined apart."""
    at = 0
    while match := LINK.search(text, at):
        at = match.start(2)
        target = _TITLE.sub("", match[3].replace("\n", " "))
        target_at = match.start(3) + len(target) - len(target.lstrip())
        target = target.strip().removeprefix("<").removesuffix(">")
        yield Link(match.start(), match[2], target, target_at, bool(match[1]))
    pictures = {_name(match[2] or match[1]) for match in _PICTURE.finditer(text)}
    for pattern in (_DEFINITION, _AUTOLINK):
        for match in pattern.finditer(text):
            picture = pattern is _DEFINITION and _name(match["name"]) in pictures
            yield Link(match.start(), None, match["target"], match.start("target"), picture)


def _name(typed: str) -> str:
    """The name of a definition, as Python-Markdown compares them."""
    return " ".join(typed.lower().split())


def called(text: str) -> list[tuple[str, str]]:
    """The macros that are called on lines of a text, each with what follows its opening bracket."""
    return _CALLED.findall(text)


def main_heading(text: str) -> str | None:
    """The words of a page's main heading."""
    heading = _MAIN.search(text)
    return heading and heading[1].strip()


def passages(text: str) -> list[tuple[int, str]]:
    """What stands between empty lines, with single blanks, and the number of its first line."""
    blocks = re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|$))+", text)
    return [(place_of(text, one.start())[0], " ".join(one[0].split())) for one in blocks]
