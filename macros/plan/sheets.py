"""Highlight reports as spreadsheets, for those who report without Git: written, and read back with every mistake's cell.

Nothing in a sheet is ever worked out: what begins like a formula is written as text, and a formula is refused.
"""

from __future__ import annotations

import io
import math
import re
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from .drafts import BLANK, last_time, reported
from .history import to_report
from .problems import Problem, allowed
from .quarters import Quarter
from .report import LONGEST, STATUSES
from .source import MAX_BYTES, Source, Way, suspects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from .board import Board
    from .chapter import Chapter, Priority
    from .plan import Plan

MAX_UNPACKED = 20 * MAX_BYTES
MAX_TOLD = 200  # mistakes that are told of at once
SPARE = 30  # empty rows for risks and requests
DEGREES = ("Low", "Medium", "High")
DECISIONS = ("Waiting", "Agreed", "Refused")
DAY = "yyyy-mm-dd"

START = "Start here"
COVER = "Report"
NOTE = 3  # the column of COVER's notes
LISTS = "Lists"  # hidden: the words to choose from
COVER_ROWS = (
    ("Board", None, "Stays as it is."),
    ("Quarter", None, "Stays as it is."),
    (
        "Reported by",
        "reported_by",
        "A role, such as Head of Commissioning. No names: reports stay, people move on.",
    ),
    ("Written on", "date", "A date: year, month, day."),
    (
        "Received by the board on",
        "received",
        "Leave it empty until the board has received the report.",
    ),
    ("Tells of the time from", "period_from", "Only if that is not the whole quarter."),
    ("to", "period_to", "Only if that is not the whole quarter."),
)


@dataclass(frozen=True)
class Column:
    """A column: its head, the name of its value in a report, how wide it is, and the words to choose from."""

    head: str
    name: str
    width: int
    choices: str | None = None  # the list in LISTS
    fixed: bool = False
    day: bool = False


CHAPTER = Column("Chapter", "chapter", 26, "chapters")
ABOUT_PRIORITY = Column("Priority (its number, or empty)", "priority", 12)
TABLES = {
    "Priorities": (
        Column("Chapter", "chapter", 24, fixed=True),
        Column("Priority", "number", 9, fixed=True),
        Column("What it is", "heading", 32, fixed=True),
        Column("Last time", "last", 40, fixed=True),
        Column("Status", "status", 14, "statuses"),
        Column("Progress, in one or two sentences", "progress", 60),
        Column("Evidence: a web address", "evidence", 30),
        Column("Why it is opened again, if it was complete", "reopened", 36),
    ),
    "Nothing to tell": (
        CHAPTER,
        Column("Why there is nothing to tell of this chapter", "nothing", 70),
    ),
    "Risks": (
        CHAPTER,
        ABOUT_PRIORITY,
        Column("What could go wrong, or has", "what", 48),
        Column("How likely", "likelihood", 12, "degrees"),
        Column("How bad", "impact", 12, "degrees"),
        Column("What is done about it", "action", 48),
        Column("Who holds it: a role", "held_by", 24),
    ),
    "Requests": (
        CHAPTER,
        ABOUT_PRIORITY,
        Column("What should change", "what", 48),
        Column("Why", "why", 48),
        Column("Decision", "decision", 12, "decisions"),
        Column("Decided on", "decided", 14, day=True),
    ),
}
HELP = (
    "This is a highlight report. It goes to the board that the next sheet names.",
    "Fill in the light cells of the other sheets. Grey cells stay as they are.",
    "Priorities: choose a status for each, and say in one or two sentences what was done or what stands in the way.",
    f"A text has {LONGEST} signs at most. It ends with a full stop.",
    "Nothing to tell: if there is nothing to tell of a chapter, name it there and say why. Leave its priorities empty.",
    "Risks: what could go wrong, or has. Requests: what the board is asked to change.",
    "Formulas are not read. Write words.",
    "Then send this file back to whoever sent it to you.",
    "",
    "What each status means:",
    *(f"{status.word}: {status.means}" for status in STATUSES.values()),
)


class SheetError(Exception):
    """A spreadsheet can't be written or read; the message is for the editor."""


# What an editor of YAML is told, and what one of a sheet is told in its place.
_ROWS = "Fill in its rows on the sheet 'Priorities', or name it on the sheet 'Nothing to tell' and say why."
_IN_A_SHEET = (
    (r" ?If [^.]* later, add 'reported_from:'.*", ""),
    (
        r"Add ('- chapter: \S+' with its priorities|'priorities:'), or (with )?a line 'nothing:' that says why there is nothing to tell\.",
        _ROWS,
    ),
    (
        r"Add the request under 'requests:' with 'decision: agreed'",
        "Add the request on the sheet 'Requests', with the decision 'Agreed'",
    ),
    (
        r"Move these lines to \S+\.yml\.|The board received this report, so .*'reported_from:'.*",
        "Empty its rows: they belong in the report of that board.",
    ),
    (r"Move the file to (\S+), or mend the date\.", r"Mend the date, or ask for the sheet of \1."),
    (
        r"Take the file away until then, or mend its folder's name\.",
        "Wait until then, or put the right quarter back.",
    ),
    (r"Write 'period_from: (\S+)'\.", r"Write \1 into this cell."),
    (r"as 'period_to:'", f"beside 'to' on the sheet '{COVER}'"),
    (r"a date stands here, but", "a date stands beside this cell, but"),
    (r"are told of above", "are told of on the sheet 'Priorities'"),
    (
        r"this list is empty\. Write at least one entry\.",
        "no chapter is told of. Fill in this sheet.",
    ),
    (r"the status to complete", "the status to 'Complete'"),
    (r"Add a line '\w+:' (that says|with)", "Write into this cell"),
    (r"Add a line '\w+:'", "Fill in this cell"),
    (
        r"(Take|take) (this|the) line away",
        lambda found: f"{'E' if found[1] == 'Take' else 'e'}mpty this cell",
    ),
)


def in_a_sheet(message: str) -> str:
    """What is said of a report's file, said of its sheet: cells in place of lines, and no sign of YAML."""
    for theirs, ours in _IN_A_SHEET:
        message = re.sub(theirs, ours, message)
    return message


def _words(plan: Plan) -> dict[str, str]:
    """Ids, and the words for them that a sheet shows."""
    chosen = {word.lower(): word for word in (*DEGREES, *DECISIONS)} | {
        status.id: status.word for status in STATUSES.values()
    }
    return (
        {chapter.id: chapter.title for chapter in plan.chapters.values()}
        | {board.id: board.name for board in plan.boards.values()}
        | chosen
    )


@dataclass(frozen=True)
class SheetSource(Source):
    """A report as a spreadsheet holds it: `cells` says in which sheet and cell each value stands, `words` how it shows ids."""

    cells: dict[Way, tuple[str, int, int]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def problem(self, way: Way, message: str, *, warning: bool = False, **_: bool) -> Problem:
        """A Problem whose path names the file and the sheet, and whose line and column are those of the cell.

        Where a line is missing in YAML, a cell is empty in the sheet: the message leads there. A name has no cell of its
        own, so that `of_key` changes nothing.
        """
        if missing := re.search(r"Add a line '(\w+):'", message):
            way = next(
                (
                    found
                    for found in ((*way, missing[1]), (*way[:-1], missing[1]))
                    if found in self.cells
                ),
                way,
            )
        while way not in self.cells:
            way = way[:-1]
        sheet, row, column = self.cells[way]
        return Problem(
            f"{self.path}, sheet '{sheet}'",
            row,
            column,
            self._shown(in_a_sheet(message), sheet),
            warning,
        )

    def _shown(self, message: str, sheet: str) -> str:
        """A message with the words that the sheet shows in the place of names and ids."""
        heads = (
            {name: label for label, name, _ in COVER_ROWS}
            if sheet == COVER
            else {column.name: column.head for column in TABLES[sheet]}
        )
        message = re.sub(
            r"'(\w+)'(?= is missing)", lambda found: f"'{heads.get(found[1], found[1])}'", message
        )
        message = re.sub(
            r"'([a-z0-9-]+)'", lambda found: f"'{self.words.get(found[1], found[1])}'", message
        )
        return re.sub(
            r"(?<=Use one of: )[^.]+",
            lambda found: ", ".join(self.words.get(name, name) for name in found[0].split(", ")),
            message,
        )

    def said(self, problem: Problem) -> str:
        """A problem as an editor of the sheet is told it. Those of other files stay as they are."""
        if not problem.path.startswith(self.path):
            return str(problem)
        return f"{problem.path}, cell {get_column_letter(problem.column)}{problem.line}: {problem.message}"


# Writing


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
    read, _, _ = _read(stream.getvalue(), "the sheet", plan)
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
    found = {}
    for column, (name, words) in enumerate(_choices(plan, board, quarter).items(), 1):
        for row, word in enumerate(words, 1):
            _put(sheet.cell(row, column), word)
        letter = get_column_letter(column)
        found[name] = f"{LISTS}!${letter}$1:${letter}${len(words)}"
    return found


def _choices(plan: Plan, board: Board, quarter: Quarter) -> dict[str, list[str]]:
    """The words to choose from, by the names of their lists."""
    return {
        "chapters": [chapter.title for chapter in reported(plan, board, quarter)],
        "statuses": [status.word for status in STATUSES.values()],
        "degrees": [*DEGREES],
        "decisions": [*DECISIONS],
    }


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
                if priority.number not in due | entries.keys():
                    continue
                entry = entries.get(priority.number, {})
                yield (
                    named
                    | {
                        "number": str(priority.number),
                        **_recalled(plan, chapter, priority, quarter),
                    }
                    | entry
                )
        elif table == "Nothing to tell":
            if "nothing" in told:
                yield named | {"nothing": told["nothing"]}
        else:
            for entry in told.get(table.lower(), []):
                yield named | entry


def _recalled(plan: Plan, chapter: Chapter, priority: Priority, quarter: Quarter) -> dict[str, str]:
    """What stands beside a priority: its heading, and what was said of it last time."""
    step = last_time(plan, chapter.id, priority.number, quarter)
    last = (
        f"{step.status.word} ({step.report.quarter.name}). {step.told.progress}"
        if step
        else "Nothing was reported."
    )
    return {"heading": priority.heading, "last": last}


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
    if column.choices == "statuses" and value in STATUSES:
        return STATUSES[value].word
    return value.capitalize() if column.choices in ("degrees", "decisions") else value


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
        style.alignment, style.border = (
            Alignment(wrap_text=True, vertical="top"),
            Border(line, line, line, line),
        )
        style.protection = Protection(locked=not name.startswith("open"))
        book.add_named_style(style)


def _put(cell: Cell | MergedCell, value: str, style: str = "closed") -> None:
    """Write a text into a cell as a text, whatever it begins with; a day as a day."""
    cell.style = style
    if style == "open day" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        cell.value = date.fromisoformat(value)
        cell.number_format = DAY  # the library has one of its own for days
    elif value:
        cell.value = re.sub(
            r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value
        )  # else it would be read as a sign's code
        cell.data_type = "s"
        cell.quotePrefix = True


# Reading


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
    return _read(content, file.name, plan)


def _read(content: bytes, shown: str, plan: Plan) -> tuple[SheetSource, Board, Quarter]:
    reader = _Reader(shown, plan, _opened(content, shown))
    board, quarter = reader.cover()
    for name in TABLES:
        reader.table(name)
    reader.beside()
    if reader.mistakes:
        raise SheetError(
            "\n".join(
                [
                    *reader.mistakes[:MAX_TOLD],
                    "Nothing was written. Mend these cells and read the sheet again.",
                ]
            )
        )
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
        self.mistakes.append(
            f"{self.shown}, sheet '{sheet}', cell {get_column_letter(column)}{row}: {message}"
        )

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
            raise SheetError(
                f"{self.shown}, sheet '{COVER}', cell B1: the board is '{board}'. {allowed(boards, board)}"
            )
        try:
            self.board, self.quarter = boards[board], Quarter.read(quarter)
        except ValueError as error:
            raise SheetError(f"{self.shown}, sheet '{COVER}', cell B2: {error}") from None
        return self.board, self.quarter

    def beside(self) -> None:
        """What stands beside the report, where nothing would read it: on other sheets, in closed cells, in comments."""
        self._stays(START, {(row, 1): text for row, text in enumerate(HELP, 1)})
        lists = _choices(self.plan, self.board, self.quarter).values()
        self._stays(
            LISTS,
            {
                (row, column): word
                for column, words in enumerate(lists, 1)
                for row, word in enumerate(words, 1)
            },
        )
        for name in self.book.sheetnames:
            if name not in (START, COVER, *TABLES, LISTS):
                self.refuse(
                    name,
                    *min(self.held.get(name) or [(1, 1)]),
                    "nothing reads this sheet. Take its words to the light cells of the others, and take the sheet away.",
                )
        for name, cells in self.held.items():
            for row, column in sorted(place for place, cell in cells.items() if cell.comment):
                self.refuse(
                    name,
                    row,
                    column,
                    "a comment hangs on this cell, and nothing reads it. Write its words into a light cell, and take the comment away.",
                )

    def _stays(
        self,
        sheet: str,
        expected: dict[tuple[int, int], str],
        concerned: Callable[[int, int], bool] = lambda *_: True,
    ) -> None:
        """Refuse what was written into cells of which nothing is read: each is as it was handed out, or empty."""
        for row, column in sorted(place for place in self.held.get(sheet, ()) if concerned(*place)):
            text, stood = (
                self.text(self.book[sheet], row, column),
                expected.get((row, column), BLANK),
            )
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
        chapters = {chapter.title: chapter.id for chapter in self.plan.chapters.values()}
        title = values.pop("chapter")
        if title not in chapters:
            titles = [chapter.title for chapter in reported(self.plan, self.board, self.quarter)]
            found = f"'{title}'" if title else "missing"
            self.refuse(table, row, 1, f"the chapter is {found}. {allowed(titles, title)}")
            return
        priorities = {
            str(priority.number): priority
            for priority in self.plan.chapters[chapters[title]].priorities
        }
        beside: dict[str, str] = {
            name: values.pop(name) for name in ("heading", "last") if name in values
        }
        if priority := priorities.get(values.get("number", BLANK)):
            stood = _recalled(
                self.plan, self.plan.chapters[chapters[title]], priority, self.quarter
            )
            for n, column in enumerate(columns, 1):
                if beside.get(column.name) and beside[column.name] != stood[column.name].strip():
                    self.refuse(table, row, n, _not_read(stood[column.name]))
        told = self.data["chapters"].setdefault(chapters[title], {})
        way: Way = ("chapters", chapters[title])
        self.cells.setdefault(way, (table, row, 1))
        self.cells.setdefault((*way, "chapter"), (table, row, 1))
        filled = {name: value for name, value in values.items() if value}
        if table == "Nothing to tell":
            if "nothing" in told:
                self.refuse(
                    table, row, 1, f"'{title}' stands here a second time. Keep one of the two."
                )
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
        if (found := str(sheet.cell(row, column).value or "")) != expected:
            self.refuse(
                sheet.title,
                row,
                column,
                f"this cell says '{found}', but belongs to '{expected}'. Put it back, with what stands beside or below it.",
            )

    def _value(self, sheet: Worksheet, row: int, n: int, column: Column) -> str:
        """A cell's text, as a report has it: words from a list stand there as ids."""
        text = self.text(sheet, row, n)
        if column.choices == "statuses":
            return next(
                (
                    status.id
                    for status in STATUSES.values()
                    if text.casefold() == status.word.casefold()
                ),
                text,
            )
        words = {"degrees": DEGREES, "decisions": DECISIONS}.get(column.choices or "", ())
        return text.lower() if text.capitalize() in words else text

    def text(self, sheet: Worksheet, row: int, column: int) -> str:
        """What a cell holds, as an editor would type it; empty if it holds nothing but blanks."""
        cell = sheet.cell(row, column)
        value = cell.value
        if cell.data_type == "f":
            self.refuse(
                sheet.title, row, column, "a formula stands here. Write its words or figures."
            )
        elif cell.data_type in ("e", "b"):
            self.refuse(sheet.title, row, column, f"'{value}' stands here. Write words.")
        elif isinstance(value, datetime | date):
            return value.strftime("%Y-%m-%d")
        elif isinstance(value, float) and not math.isfinite(value):
            self.refuse(
                sheet.title,
                row,
                column,
                "this number is too great to be read. Write words or figures.",
            )
        elif isinstance(value, int | float):
            return str(int(value)) if value == int(value) else str(value)
        elif isinstance(value, str):
            text = (
                value.replace("_x000D_\n", "\n")
                .replace("_x005F_", "_")
                .replace("\r\n", "\n")
                .replace("\r", "\n")
                .strip()
            )
            for found in suspects(text):
                self.refuse(sheet.title, row, column, found)
            return text
        elif value is not None:
            self.refuse(
                sheet.title, row, column, "something other than words stands here. Write words."
            )
        return BLANK
