"""What is due: each day by which something is to be checked, reported or confirmed, and what people said that waits.

The days follow from data alone. Only what has passed, and what is near, depends on the day that counts as today.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from .change import title_of
from .entry import Entry, Named, entry_in
from .files import FILES
from .report import FOLDER
from .values import Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .board import Board
    from .chapter import Chapter
    from .feedback import Feedback
    from .plan import Plan
    from .problems import Way

DAYS = 30  # so many days ahead are near
REPORT = Task(
    "Highlight report",
    "The quarter has ended. The report is missed when the next one has ended too.",
)
CONFIRM = Task(
    "Confirm or change", "Look at the page: confirm that it is still right, or change it."
)


@dataclass(frozen=True)
class Due:
    """One day by which something is to be done. `key` names it for good, and `path` the file that is to say that it was done.

    `address` is that of the page that shows it, if one does. A report is a board's; what is to be confirmed is a chapter.
    """

    day: date
    task: Task
    title: str
    key: str
    path: str
    address: str = ""
    board: Board | None = None
    chapter: Chapter | None = None

    def __str__(self) -> str:
        """What is to be done, without the day."""
        return f"{self.task.name}: {self.title}"

    def concerns(self, board: Board) -> bool:
        """Whether a board looks after it: its own reports and chapters, and what the whole plan is to be held against."""
        owner = self.chapter.board if self.chapter else self.board
        return owner == board or self.path == FILES["about"].path_of("")


# Days in fields


def marked(entry: Entry, way: Way = ()) -> Iterator[tuple[Way, date, Task]]:
    """Each day in an entry by which something is due, by the kind of its field, with the way to it."""
    for name, task in _marked(type(entry)).items():
        held = getattr(entry, name, None)
        if task and held:
            yield (*way, name), held, task
        elif isinstance(held, Entry):
            yield from marked(held, (*way, name))
        elif isinstance(held, tuple):
            for place, part in enumerate(held):
                yield from marked(part, (*way, name, place))


@cache
def _marked(model: type[Entry]) -> dict[str, Task | None]:
    """The fields of a model that hold such a day, with what is due then, or entries of its own that do."""
    found: dict[str, Task | None] = {}
    for name, field in model.model_fields.items():
        kinds = (*field.metadata, *_inside(field.annotation))
        task = next((kind for kind in kinds if isinstance(kind, Task)), None)
        inner = entry_in(field.annotation)
        if task or (inner and not issubclass(inner, Named) and _marked(inner)):
            found[name] = task
    return found


def _inside(annotation: Any) -> Iterator[Any]:
    for part in get_args(annotation):
        yield part
        yield from _inside(part)


# What follows from the plan


def dates(plan: Plan, more: Iterable[Due] = ()) -> list[Due]:
    """All that is due, whatever day it is, in the order of time, with what pages add."""
    every = (*_checks(plan), *_reports(plan), *_confirmations(plan), *more)
    return sorted(every, key=lambda due: (due.day, str(due)))


def _checks(plan: Plan) -> Iterator[Due]:
    for part, file in FILES.items():
        held = getattr(plan, part)
        entries = (
            held.items()
            if isinstance(held, dict)
            else enumerate(held)
            if isinstance(held, tuple)
            else [("", held)]
        )
        for id_, entry in entries if _marked(file.model) else ():
            for way, day, task in marked(entry):
                key = "-".join(map(str, (file.name, id_, *way)))
                called = file.called.format(title_of(entry))
                shown = file.shown.format(id_)
                yield Due(day, task, called, key, file.path_of(str(id_)), shown)


def _reports(plan: Plan) -> Iterator[Due]:
    for board in plan.boards.values():
        for quarter in plan.reports.awaited(board):
            yield Due(
                quarter.next.first,
                REPORT,
                f"{board.name}, {quarter.name}",
                f"report-{board.id}-{quarter.slug}",
                FILES["reports"].path_of(f"{FOLDER}/{quarter}/{board.id}"),
                FILES["boards"].shown.format(board.id),
                board=board,
            )


def _confirmations(plan: Plan) -> Iterator[Due]:
    months, first = plan.about.confirmed_for, next(iter(plan.updates), None)
    if not months or not first:
        return
    for chapter in plan.chapters.values():
        if chapter.status != "retired":
            since = chapter.confirmed.date if chapter.confirmed else first.date
            yield Due(
                months_later(since, months),
                CONFIRM,
                chapter.title,
                f"chapter-{chapter.number}-confirm",
                FILES["chapters"].path_of(chapter.id),
                FILES["chapters"].shown.format(chapter.id),
                chapter=chapter,
            )


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month if it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# As of a day


@dataclass(frozen=True)
class Agenda:
    """What is due as of a day: what has passed, what is due within some days, what is later; and what waits for an answer."""

    today: date
    days: int
    passed: tuple[Due, ...]
    soon: tuple[Due, ...]
    later: tuple[Due, ...]
    waiting: tuple[Feedback, ...]

    def __bool__(self) -> bool:
        """Whether anybody has anything to do now."""
        return bool(self.passed or self.soon or self.waiting)


def agenda(plan: Plan, days: int = DAYS, more: Iterable[Due] = ()) -> Agenda:
    """What is due as of the day that the plan was read on, with what pages add. Reports are awaited only while the priorities are in force."""
    today = plan.reports.today
    end = today + min(timedelta(days=days), date.max - today)
    every = [due for due in dates(plan, more) if due.task is not REPORT or plan.reports.in_force]
    return Agenda(
        today,
        days,
        tuple(due for due in every if due.day < today),
        tuple(due for due in every if today <= due.day <= end),
        tuple(due for due in every if due.day > end),
        tuple(theme for theme in plan.feedback.values() if theme.waits),
    )
