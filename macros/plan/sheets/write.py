"""Writes a highlight report as a spreadsheet."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from ..drafts import BLANK
from ..history import to_report
from .layout import (
    COVER,
    COVER_ROWS,
    DAY,
    HELP,
    IDS,
    LISTS,
    NOTE,
    SPARE,
    START,
    TABLES,
    Column,
    SheetError,
    choices,
    recalled,
)
from .read import read_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from ..board import Board
    from ..plan import Plan
    from ..quarters import Quarter


def as_sheet(plan: Plan, board: Board, quarter: Quarter, data: dict[str, Any]) -> bytes:
    """A report as an xlsx file. `data` is what stands in its YAML file, or what a new one begins with.

    Raises SheetError if the file, read again, would not say the same.
    """
    book = Workbook()
    _styles(book)
    start = book.worksheets[0]
    start.title = START
    start.column_dimensions["A"].width = 110
    for row, text in enumerate(HELP, 1):
        _put(start.cell(row, 1), text, "head" if row == 1 else "closed")
    lists = _lists(book, plan, board, quarter)
    _cover(book.create_sheet(COVER), board, quarter, data)
    for name, columns in TABLES.items():
        rows = list(_rows(plan, quarter, data, name))
        _table(book.create_sheet(name), columns, rows, lists)
    book.move_sheet(LISTS, len(book.sheetnames))
    for name in (START, *TABLES):
        book[name].protection.sheet = True
    stream = io.BytesIO()
    book.save(stream)
    read, _, _ = read_content(stream.getvalue(), "the sheet", plan)
    if in_order(plan, read.data) != in_order(plan, _without_blanks(data)):
        raise SheetError("This report can't be put into a sheet without a loss. Use its YAML file.")
    return stream.getvalue()


def in_order(plan: Plan, data: dict[str, Any]) -> dict[str, Any]:
    """A report with its chapters and priorities in the order of the plan: in which order they were typed tells nothing."""
    numbers = {chapter.id: chapter.number for chapter in plan.chapters.values()}
    chapters = sorted(data["chapters"], key=lambda told: numbers.get(told["chapter"], 0))
    inner = [
        told | {"priorities": sorted(told["priorities"], key=lambda entry: int(entry["number"]))}
        if "priorities" in told
        else told
        for told in chapters
    ]
    return data | {"chapters": inner}


def _without_blanks(data: Any) -> Any:
    if isinstance(data, dict):
        return {
            name: _without_blanks(value)
            for name, value in data.items()
            if value not in (BLANK, [], None)
        }
    return [_without_blanks(value) for value in data] if isinstance(data, list) else data.strip()


def _lists(book: Workbook, plan: Plan, board: Board, quarter: Quarter) -> dict[str, str]:
    """A hidden sheet with the words to choose from, and where each list stands in it."""
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    ranges = {}
    for column, (name, words) in enumerate(choices(plan, board, quarter).items(), 1):
        for row, word in enumerate(words, 1):
            _put(sheet.cell(row, column), word)
        letter = get_column_letter(column)
        ranges[name] = f"{LISTS}!${letter}$1:${letter}${len(words)}"
    return ranges


def _cover(sheet: Worksheet, board: Board, quarter: Quarter, data: dict[str, Any]) -> None:
    fixed = {"Board": board.name, "Quarter": str(quarter)}
    for column, width in (("A", 26), ("B", 56), ("C", 70)):
        sheet.column_dimensions[column].width = width
    for row, (label, name, note) in enumerate(COVER_ROWS, 1):
        _put(sheet.cell(row, 1), label, "head")
        _put(
            sheet.cell(row, 2),
            fixed.get(label) or data.get(name or "", BLANK),
            "closed" if name is None else "open" if name == "reported_by" else "open day",
        )
        _put(sheet.cell(row, NOTE), note)
    sheet.protection.sheet = True


def _rows(
    plan: Plan, quarter: Quarter, data: dict[str, Any], table: str
) -> Iterator[dict[str, str]]:
    """The rows of a sheet, as values by the names of their columns."""
    for told in data["chapters"]:
        chapter = plan.chapters.get(told["chapter"])
        if chapter is None:
            raise SheetError(
                f"There is no chapter '{told['chapter']}'. Mend the report first: make check"
            )
        named = {"chapter": chapter.title}
        if table == "Priorities":
            entries = {int(entry["number"]): entry for entry in told.get("priorities", [])}
            due = {priority.number for priority in to_report(chapter, quarter)}
            for priority in chapter.priorities:
                if priority.number in due | entries.keys():
                    beside = recalled(plan, chapter, priority, quarter)
                    entry = {"number": str(priority.number)} | entries.get(priority.number, {})
                    yield named | beside | entry
        elif table == "Nothing to tell":
            if "nothing" in told:
                yield named | {"nothing": told["nothing"]}
        else:
            for entry in told.get(table.lower(), []):
                yield named | entry


def _table(
    sheet: Worksheet, columns: tuple[Column, ...], rows: list[dict[str, str]], lists: dict[str, str]
) -> None:
    grows = not any(column.fixed for column in columns)
    last = len(rows) + 1 + (SPARE if grows else 0)
    for n, column in enumerate(columns, 1):
        letter = get_column_letter(n)
        sheet.column_dimensions[letter].width = column.width
        _put(sheet.cell(1, n), column.head, "head")
        for row in range(2, last + 1):
            value = rows[row - 2].get(column.name, BLANK) if row - 2 < len(rows) else BLANK
            _put(
                sheet.cell(row, n),
                _word(column, value),
                "closed" if column.fixed else "open day" if column.day else "open",
            )
        if column.choices and last > 1:
            choice = DataValidation(
                type="list", formula1=lists[column.choices], allow_blank=True, showErrorMessage=True
            )
            choice.errorTitle, choice.error = column.head, "Choose a word from the list."
            choice.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _word(column: Column, value: str) -> str:
    """A value as the sheet shows it: words to choose from stand there as readers see them."""
    words = {id_: word for word, id_ in IDS.get(column.choices or "", {}).items()}
    return words.get(value, value)


def _styles(book: Workbook) -> None:
    """How cells look: those to be filled in are light and open, all others grey and closed."""
    line = Side(style="thin", color="6B6D63")
    for name, fill, bold, day in (
        ("open", "FFFDF8", False, False),
        ("open day", "FFFDF8", False, True),
        ("closed", "EAE4D8", False, False),
        ("head", "EAE4D8", True, False),
    ):
        style = NamedStyle(
            name,
            font=Font(name="Arial", size=12, bold=bold),
            fill=PatternFill("solid", start_color=fill),
            number_format=DAY if day else "@",
        )
        style.alignment = Alignment(wrap_text=True, vertical="top")
        style.border = Border(line, line, line, line)
        style.protection = Protection(locked=not name.startswith("open"))
        book.add_named_style(style)


def _put(cell: Cell | MergedCell, value: str, style: str = "closed") -> None:
    """Write a text into a cell as a text, whatever it begins with; a day as a day."""
    cell.style = style
    if style == "open day" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        cell.value = date.fromisoformat(value)
        cell.number_format = DAY  # the library has one of its own for days
    elif value:
        # Else it would be read as a sign's code.
        cell.value = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value)
        cell.data_type = "s"
        cell.quotePrefix = True
