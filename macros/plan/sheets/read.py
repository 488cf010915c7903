"""Reads a highlight report from a spreadsheet, with the cell of every mistake."""

from __future__ import annotations

import io
import math
import re
import zlib
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ..drafts import BLANK, reported
from ..problems import Way, allowed
from ..quarters import Quarter
from ..source import MAX_BYTES, suspects
from .layout import (
    COVER,
    COVER_ROWS,
    HELP,
    IDS,
    LISTS,
    MAX_TOLD,
    MAX_UNPACKED,
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

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from ..board import Board
    from ..plan import Plan


def read_sheet(file: Path, plan: Plan) -> tuple[SheetSource, Board, Quarter]:
    """The report that a spreadsheet holds, as its YAML file would, with the cell of every value.

    Raises SheetError if it is no such spreadsheet, or with every cell that holds anything but words and days.
    """
    try:
        content = file.read_bytes()
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


def _opened(content: bytes, shown: str) -> Workbook:
    if len(content) > MAX_BYTES:
        raise SheetError(f"{shown} has {len(content):,} bytes. At most {MAX_BYTES:,} are allowed.")
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if (size := sum(part.file_size for part in packed.infolist())) > MAX_UNPACKED:
                raise SheetError(
                    f"{shown} unpacks to {size:,} bytes. At most {MAX_UNPACKED:,} are allowed."
                )
            if any(name.startswith("xl/drawings/drawing") for name in packed.namelist()):
                raise SheetError(
                    f"{shown} holds a picture, a chart or a text box, and nothing reads it. Write its words into the light cells, and take it away."
                )
        return load_workbook(io.BytesIO(content), keep_links=False)
    except (
        BadZipFile,
        zlib.error,
        InvalidFileException,
        SyntaxError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RuntimeError,
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
    book: Workbook
    data: dict[str, Any] = field(default_factory=lambda: {"chapters": {}})
    cells: dict[Way, tuple[str, int, int]] = field(
        default_factory=lambda: {
            (): (COVER, 1, 2),
            ("quarter",): (COVER, 2, 2),
            ("chapters",): ("Priorities", 2, 1),
        }
    )
    mistakes: list[str] = field(default_factory=list)
    held: dict[str, dict[tuple[int, int], Cell | MergedCell]] = field(init=False)

    def __post_init__(self) -> None:
        # Not iter_rows: it makes every cell up to the last, and a blank may stand in row 1,048,576.
        self.held = {
            sheet.title: {
                place: cell
                for place, cell in sheet._cells.items()  # noqa: SLF001  (the library has no other way to what there is)
                if cell.value is not None or cell.comment
            }
            for sheet in self.book.worksheets
        }

    def refuse(self, sheet: str, row: int, column: int, message: str) -> None:
        self.mistakes.append(in_cell(self.shown, sheet, row, column, message))

    def sheet(self, name: str) -> Worksheet:
        if name not in self.held:
            raise SheetError(
                f"{self.shown} has no sheet '{name}'. Begin with the file that was sent to you."
            )
        return self.book[name]

    def cover(self) -> tuple[Board, Quarter]:
        """What the first sheet says of the whole report."""
        sheet = self.sheet(COVER)
        self._stays(
            COVER,
            {(row, NOTE): note for row, (_, _, note) in enumerate(COVER_ROWS, 1)},
            lambda row, column: column >= NOTE or row > len(COVER_ROWS),
        )
        for row, (label, name, _) in enumerate(COVER_ROWS, 1):
            self._head(sheet, row, 1, label)
            value = self.text(sheet, row, 2)
            if name and value:
                self.data[name] = value
            if name:
                self.cells[name,] = (COVER, row, 2)
        boards = {board.name: board for board in self.plan.boards.values()}
        board, quarter = self.text(sheet, 1, 2), self.text(sheet, 2, 2)
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
        for name in self.book.sheetnames:
            if name not in (START, COVER, *TABLES, LISTS):
                self.refuse(
                    name,
                    *min(self.held.get(name) or [(1, 1)]),
                    "nothing reads this sheet. Take its words to the light cells of the others, and take the sheet away.",
                )
        for name, cells in self.held.items():
            for place in sorted(place for place, cell in cells.items() if cell.comment):
                wrong = "a comment hangs on this cell, and nothing reads it. Write its words into a light cell, and take the comment away."
                self.refuse(name, *place, wrong)

    def _stays(
        self,
        sheet: str,
        expected: dict[tuple[int, int], str],
        concerned: Callable[[int, int], bool] = lambda *_: True,
    ) -> None:
        """Refuse what was written into cells of which nothing is read: each is as it was handed out, or empty."""
        for row, column in sorted(place for place in self.held.get(sheet, ()) if concerned(*place)):
            text = self.text(self.book[sheet], row, column)
            stood = expected.get((row, column), BLANK)
            if text and text != stood.strip():
                self.refuse(sheet, row, column, _not_read(stood))

    def table(self, name: str) -> None:
        """The rows of one of the other sheets, put to their chapters."""
        sheet, columns = self.sheet(name), TABLES[name]
        for n, column in enumerate(columns, 1):
            self._head(sheet, 1, n, column.head)
        for row in sorted({row for row, _ in self.held[name] if row > 1}):
            values = {
                column.name: self._value(sheet, row, n, column)
                for n, column in enumerate(columns, 1)
            }
            if any(values.values()):
                self._row(name, row, columns, values)
        self._stays(name, {}, lambda _, column: column > len(columns))

    def _row(
        self, table: str, row: int, columns: tuple[Column, ...], values: dict[str, str]
    ) -> None:
        title = values.pop("chapter")
        chapter = {chapter.title: chapter for chapter in self.plan.chapters.values()}.get(title)
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
                if beside.get(column.name) and beside[column.name] != stood[column.name].strip():
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
        self.sheet("Nothing to tell")
        return any(
            str(cell.value).strip() == title
            for (row, column), cell in self.held["Nothing to tell"].items()
            if row > 1 and column == 1
        )

    def _head(self, sheet: Worksheet, row: int, column: int, expected: str) -> None:
        if (here := str(sheet.cell(row, column).value or "")) != expected:
            wrong = f"this cell says '{here}', but belongs to '{expected}'. Put it back, with what stands beside or below it."
            self.refuse(sheet.title, row, column, wrong)

    def _value(self, sheet: Worksheet, row: int, n: int, column: Column) -> str:
        """A cell's text, as a report has it: words from a list stand there as ids."""
        text = self.text(sheet, row, n)
        ids = IDS.get(column.choices or "", {})
        return next((ids[word] for word in ids if word.casefold() == text.casefold()), text)

    def text(self, sheet: Worksheet, row: int, column: int) -> str:
        """What a cell holds, as an editor would type it; empty if it holds nothing but blanks."""
        text, mistakes = _text_of(sheet.cell(row, column))
        for mistake in mistakes:
            self.refuse(sheet.title, row, column, mistake)
        return text


def _text_of(cell: Cell | MergedCell) -> tuple[str, list[str]]:
    """What a cell holds as a text, and what is wrong with it."""
    text, mistakes = BLANK, []
    match cell.data_type, cell.value:
        case "f", _:
            mistakes = ["a formula stands here. Write its words or figures."]
        case "e" | "b", value:
            mistakes = [f"'{value}' stands here. Write words."]
        case _, date() as day:
            text = day.strftime("%Y-%m-%d")
        case _, float() as number if not math.isfinite(number):
            mistakes = ["this number is too great to be read. Write words or figures."]
        case _, int() | float() as number:
            text = str(int(number) if number == int(number) else number)
        case _, str() as words:
            text = re.sub(r"_x000D_\n|\r\n?", "\n", words).replace("_x005F_", "_").strip()
            mistakes = [*suspects(text)]
        case _, value if value is not None:
            mistakes = ["something other than words stands here. Write words."]
    return text, mistakes


def _words(plan: Plan) -> dict[str, str]:
    """Ids, and the words for them that a sheet shows."""
    chosen = {id_: word for words in IDS.values() for word, id_ in words.items()}
    titles = {chapter.id: chapter.title for chapter in plan.chapters.values()}
    return titles | {board.id: board.name for board in plan.boards.values()} | chosen
