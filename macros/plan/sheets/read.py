"""Reads a highlight report from a spreadsheet, with the cell of every mistake."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from stat import S_ISREG
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from ..drafts import BLANK, reported
from ..problems import Way, allowed
from ..quarters import Quarter
from ..source import MAX_BYTES, suspects
from .layout import (
    COVER,
    COVER_FIXED,
    COVER_ROWS,
    HELP,
    IDS,
    LISTS,
    MAX_TOLD,
    MEND,
    NOTE,
    START,
    TABLES,
    Column,
    SheetError,
    choices,
    in_cell,
    recalled,
)
from .source import SheetSource
from .workbook import Sheet, TooMuchError, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ..board import Board
    from ..plan import Plan


def read_sheet(file: Path, plan: Plan) -> tuple[SheetSource, Board, Quarter]:
    """The report that a spreadsheet holds, as its YAML file would, with the cell of every value.

    Raises SheetError if it is no such spreadsheet, or with every cell that holds anything but words and days.
    """
    try:
        if file.exists() and not file.is_dir() and not S_ISREG(file.stat().st_mode):
            raise SheetError(f"{file} is not an ordinary file.")  # it may never end
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise SheetError(
            f"{file} can't be read ({(error.strerror or 'unknown reason').lower()})."
        ) from None
    return read_content(content, file.name, plan)


def read_content(content: bytes, shown: str, plan: Plan) -> tuple[SheetSource, Board, Quarter]:
    """The same of what a file holds. `shown` is its name, for messages."""
    reader = _Reader(shown, plan, _opened(content, shown))
    board, quarter = reader.cover()
    for name in TABLES:
        reader.table(name)
    reader.beside()
    if reader.mistakes:
        raise SheetError("\n".join([*reader.mistakes[:MAX_TOLD], MEND]))
    data, cells = reader.data, reader.cells
    numbers = {chapter.id: chapter.number for chapter in plan.chapters.values()}
    data["chapters"] = [
        {"chapter": id_, **told}
        for id_, told in sorted(data.pop("chapters").items(), key=lambda item: numbers[item[0]])
    ]
    order = {told["chapter"]: n for n, told in enumerate(data["chapters"])}
    placed = {
        ("chapters", order[way[1]], *way[2:])
        if len(way) > 1 and way[0] == "chapters"
        else way: place
        for way, place in cells.items()
    }
    return SheetSource(shown, data, cells=placed, words=_words(plan)), board, quarter


def _opened(content: bytes, shown: str) -> dict[str, Sheet]:
    if len(content) > MAX_BYTES:
        raise SheetError(f"{shown} has more than {MAX_BYTES:,} bytes, and no report is so long.")
    try:
        return opened(content)
    except TooMuchError as error:
        raise SheetError(f"{shown} {error}") from None
    except (
        BadZipFile,
        zlib.error,
        SyntaxError,
        LookupError,
        ValueError,
        TypeError,
        ArithmeticError,
        RuntimeError,
        StopIteration,
        EOFError,
        OSError,
    ):  # XML's errors are SyntaxErrors
        raise SheetError(
            f"{shown} is not a spreadsheet that can be read. Save it as an Excel workbook, with a name that ends in .xlsx."
        ) from None


def _not_read(stood: str) -> str:
    """What is said of words in a cell that nothing reads, where something else stood or nothing."""
    then = f"put back what stood here: '{stood}'" if stood else "empty it."
    return f"nothing reads this cell. Take its words to the light cells, and {then}"


@dataclass
class _Reader:
    """Puts a report together from the cells of a workbook, and notes where each value stands."""

    shown: str
    plan: Plan
    book: dict[str, Sheet]
    data: dict[str, Any] = field(default_factory=lambda: {"chapters": {}})
    cells: dict[Way, tuple[str, int, int]] = field(
        default_factory=lambda: {
            (): (COVER, 1, 2),
            ("quarter",): (COVER, 2, 2),
            ("chapters",): ("Priorities", 2, 1),
        }
    )
    mistakes: list[str] = field(default_factory=list)

    def refuse(self, sheet: str, row: int, column: int, message: str) -> None:
        self.mistakes.append(in_cell(self.shown, sheet, row, column, message))

    def has(self, name: str) -> None:
        """Raise SheetError if a sheet is missing."""
        if name not in self.book:
            raise SheetError(
                f"{self.shown} has no sheet '{name}'. Begin with the file that was sent to you."
            )

    def cover(self) -> tuple[Board, Quarter]:
        """What the first sheet says of the whole report."""
        self.has(COVER)
        self._stays(
            COVER,
            {(row, NOTE): note for row, (_, _, note) in enumerate(COVER_ROWS, 1)},
            lambda row, column: column >= NOTE or row > len(COVER_ROWS),
        )
        for row, (label, name, _) in enumerate(COVER_ROWS, 1):
            self._head(COVER, row, 1, label)
            value = self.text(COVER, row, 2)
            if name and value:
                self.data[name] = value
            if name:
                self.cells[name,] = (COVER, row, 2)
        boards = {board.name: board for board in self.plan.boards.values()}
        board, quarter = _of(boards, self.text(COVER, 1, 2)), self.text(COVER, 2, 2)
        if board not in boards:
            wrong = f"the board is '{board}'. {allowed(boards, board)}"
            raise SheetError(in_cell(self.shown, COVER, 1, 2, wrong))
        try:
            self.board, self.quarter = boards[board], Quarter.read(quarter)
        except ValueError as error:
            raise SheetError(in_cell(self.shown, COVER, 2, 2, str(error))) from None
        return self.board, self.quarter

    def beside(self) -> None:
        """What stands beside the report, where nothing would read it: on other sheets, in closed cells, in comments."""
        self._stays(START, {(row, 1): text for row, text in enumerate(HELP, 1)})
        lists = choices(self.plan, self.board, self.quarter).values()
        listed: dict[tuple[int, int], str] = {}
        for column, words in enumerate(lists, 1):
            listed |= {(row, column): word for row, word in enumerate(words, 1)}
        self._stays(LISTS, listed)
        for name, sheet in self.book.items():
            if name not in (START, COVER, *TABLES, LISTS):
                self.refuse(
                    name,
                    *min(sheet.cells or [(1, 1)]),
                    "nothing reads this sheet. Take its words to the light cells of the others, and take the sheet away.",
                )
            for place in sorted(sheet.comments):
                wrong = "a comment hangs on this cell, and nothing reads it. Write its words into a light cell, and take the comment away."
                self.refuse(name, *place, wrong)
            for place in sorted(sheet.pictures):
                wrong = "a picture, a chart, a text box or a button lies here, and nothing reads it. Write its words into the light cells, and take it away."
                self.refuse(name, *place, wrong)
            for place, span in sorted(sheet.merged.items()):
                wrong = f"the cells {span} are merged, and only the first of them can be read. Split them, and write into each what belongs there."
                self.refuse(name, *place, wrong)
            for place in sorted(place for place in sheet.cells if _is_open(name, *place)):
                if sheet.hides(*place):
                    wrong = "this cell is hidden, so nobody may have looked at it. Show its sheet, its row and its column, or empty it."
                    self.refuse(name, *place, wrong)

    def _stays(
        self,
        sheet: str,
        expected: dict[tuple[int, int], str],
        concerned: Callable[[int, int], bool] = lambda *_: True,
    ) -> None:
        """Refuse what was written into cells of which nothing is read: each is as it was handed out, or empty."""
        held = self.book[sheet].cells if sheet in self.book else ()
        for row, column in sorted(place for place in held if concerned(*place)):
            text = self.text(sheet, row, column)
            stood = expected.get((row, column), BLANK)
            if text and not _same(text, stood):
                self.refuse(sheet, row, column, _not_read(stood))

    def table(self, name: str) -> None:
        """The rows of one of the other sheets, put to their chapters."""
        self.has(name)
        columns = TABLES[name]
        for n, column in enumerate(columns, 1):
            self._head(name, 1, n, column.head)
        for row in sorted({row for row, _ in self.book[name].cells if row > 1}):
            values = {
                column.name: self._value(name, row, n, column)
                for n, column in enumerate(columns, 1)
            }
            if any(values.values()):
                self._row(name, row, columns, values)
        self._stays(name, {}, lambda _, column: column > len(columns))

    def _row(
        self, table: str, row: int, columns: tuple[Column, ...], values: dict[str, str]
    ) -> None:
        chapters = {chapter.title: chapter for chapter in self.plan.chapters.values()}
        title = _of(chapters, values.pop("chapter"))
        chapter = chapters.get(title)
        if not chapter:
            titles = [chapter.title for chapter in reported(self.plan, self.board, self.quarter)]
            shown = f"'{title}'" if title else "missing"
            self.refuse(table, row, 1, f"the chapter is {shown}. {allowed(titles, title)}")
            return
        beside = {name: values.pop(name) for name in [*values] if name in ("heading", "last")}
        priorities = {str(priority.number): priority for priority in chapter.priorities}
        if priority := priorities.get(values.get("number", BLANK)):
            stood = recalled(self.plan, chapter, priority, self.quarter)
            for n, column in enumerate(columns, 1):
                if beside.get(column.name) and not _same(beside[column.name], stood[column.name]):
                    self.refuse(table, row, n, _not_read(stood[column.name]))
        told = self.data["chapters"].setdefault(chapter.id, {})
        way: Way = ("chapters", chapter.id)
        self.cells.setdefault(way, (table, row, 1))
        self.cells.setdefault((*way, "chapter"), (table, row, 1))
        filled = {name: value for name, value in values.items() if value}
        if table == "Nothing to tell":
            if "nothing" in told:
                twice = f"'{title}' stands here a second time. Keep one of the two."
                self.refuse(table, row, 1, twice)
            told |= filled
        else:
            part = table.lower()
            if priority and set(filled) == {"number"} and self._has_nothing(title):
                return
            told.setdefault(part, []).append(filled)
            way = (*way, part, len(told[part]) - 1)
            self.cells.setdefault(way[:-1], (table, row, 1))
            self.cells[way] = (table, row, 1)
        for n, column in enumerate(columns, 1):
            if column.name in values:
                self.cells[(*way, column.name)] = (table, row, n)

    def _has_nothing(self, title: str) -> bool:
        """Whether a chapter stands on the sheet of those of which there is nothing to tell."""
        self.has("Nothing to tell")
        return any(
            _same(cell.text, title)
            for (row, column), cell in self.book["Nothing to tell"].cells.items()
            if row > 1 and column == 1
        )

    def _head(self, sheet: str, row: int, column: int, expected: str) -> None:
        held = self.book[sheet].cells.get((row, column))
        if not _same(here := held.text if held else BLANK, expected):
            wrong = f"this cell says '{here}', but belongs to '{expected}'. Put it back, with what stands beside or below it."
            self.refuse(sheet, row, column, wrong)

    def _value(self, sheet: str, row: int, n: int, column: Column) -> str:
        """A cell's text, as a report has it: words from a list stand there as ids."""
        text = self.text(sheet, row, n)
        ids = IDS.get(column.choices or "", {})
        return ids.get(_of(ids, text), text)

    def text(self, sheet: str, row: int, column: int) -> str:
        """What a cell holds, as an editor would type it; empty if it holds nothing but blanks."""
        held = self.book[sheet].cells.get((row, column))
        for mistake in (*held.faults, *suspects(held.text)) if held else ():
            self.refuse(sheet, row, column, mistake)
        return held.text if held else BLANK


def _is_open(sheet: str, row: int, column: int) -> bool:
    """Whether a cell is one of those that are to be filled in."""
    if sheet == COVER:
        return column == NOTE - 1 and row > COVER_FIXED
    columns = TABLES.get(sheet, ())
    return row > 1 and column <= len(columns) and not columns[column - 1].fixed


def _same(text: str, other: str) -> bool:
    """Whether two texts differ in nothing but blanks: programs put in some that don't break."""
    return text.split() == other.split()


def _of(names: Iterable[str], text: str) -> str:
    """The name that a text is, whatever its blanks and capitals, or the text."""
    return next((name for name in names if _same(name.casefold(), text.casefold())), text)


def _words(plan: Plan) -> dict[str, str]:
    """Ids, and the words for them that a sheet shows."""
    chosen = {id_: word for words in IDS.values() for word, id_ in words.items()}
    titles = {chapter.id: chapter.title for chapter in plan.chapters.values()}
    return titles | {board.id: board.name for board in plan.boards.values()} | chosen
