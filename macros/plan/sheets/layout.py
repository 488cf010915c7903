"""What stands where in a spreadsheet of a highlight report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from ..drafts import last_time, reported
from ..report import LONGEST, STATUSES

if TYPE_CHECKING:
    from ..board import Board
    from ..chapter import Chapter, Priority
    from ..plan import Plan
    from ..quarters import Quarter

MEND = "Nothing was written. Mend these cells and read the sheet again."
MAX_TOLD = 200  # mistakes that are told of at once
SPARE = 30  # empty rows for risks and requests
# The words to choose from, and the ids that stand for them in a report.
IDS = {
    "statuses": {status.word: status.id for status in STATUSES.values()},
    "degrees": {word: word.lower() for word in ("Low", "Medium", "High")},
    "decisions": {word: word.lower() for word in ("Waiting", "Agreed", "Refused")},
}
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


COVER_FIXED = sum(name is None for _, name, _ in COVER_ROWS)  # rows that stay as they are


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


def choices(plan: Plan, board: Board, quarter: Quarter) -> dict[str, list[str]]:
    """The words to choose from, by the names of their lists."""
    titles = [chapter.title for chapter in reported(plan, board, quarter)]
    return {"chapters": titles} | {name: [*words] for name, words in IDS.items()}


def in_cell(file: str, sheet: str, row: int, column: int, message: str) -> str:
    """What is said of a cell, with the way to it."""
    return f"{file}, sheet '{sheet}', cell {get_column_letter(column)}{row}: {message}"


def recalled(plan: Plan, chapter: Chapter, priority: Priority, quarter: Quarter) -> dict[str, str]:
    """What stands beside a priority: its heading, and what was said of it last time."""
    step = last_time(plan, chapter.id, priority.number, quarter)
    last = (
        f"{step.status.word} ({step.report.quarter.name}). {step.told.progress}"
        if step
        else "Nothing was reported."
    )
    return {"heading": priority.heading, "last": last}
