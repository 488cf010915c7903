"""What follows from the highlight reports: how each priority got where it is, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .quarters import Quarter
from .report import NO_REPORT

if TYPE_CHECKING:
    from datetime import date

    from .about import About
    from .board import Board
    from .chapter import Chapter, Priority
    from .report import ChapterReport, PriorityReport, Report, Status


@dataclass(frozen=True)
class Step:
    """One step in the history of a priority: what a report told of it."""

    report: Report
    told: PriorityReport

    @property
    def status(self) -> Status:
        """How the priority stood."""
        return self.told.status


@dataclass(frozen=True)
class Reports:
    """All highlight reports, oldest first, and the plan's parts that they are about. Every status is found here.

    `about` says when the priorities are in force, and `today` is the day of the build.
    """

    all: tuple[Report, ...]
    about: About
    today: date

    def __bool__(self) -> bool:
        """Whether there is any report."""
        return bool(self.all)

    @cached_property
    def _steps(self) -> dict[tuple[str, int], tuple[Step, ...]]:
        steps: dict[tuple[str, int], tuple[Step, ...]] = {}
        for report in self.all:
            for chapter in report.chapters:
                for told in chapter.priorities:
                    key = chapter.chapter, told.number
                    steps[key] = (*steps.get(key, ()), Step(report, told))
        return steps

    def of_board(self, board: Board) -> tuple[Report, ...]:
        """The reports to a board, oldest first."""
        return tuple(report for report in self.all if report.board.id == board.id)

    def get(self, board: Board, quarter: Quarter) -> Report | None:
        """The report to a board for a quarter."""
        return next((report for report in self.of_board(board) if report.quarter == quarter), None)

    def latest(self, board: Board) -> Report | None:
        """The last report to a board."""
        return (self.of_board(board) or (None,))[-1]

    def before(self, report: Report) -> Report | None:
        """The report to the same board before this one."""
        reports = [r for r in self.of_board(report.board) if r.quarter < report.quarter]
        return reports[-1] if reports else None

    def of_chapter(self, chapter: Chapter) -> tuple[tuple[Report, ChapterReport], ...]:
        """What the reports told of a chapter, oldest first."""
        return tuple((report, told) for report in self.all if (told := report.chapter(chapter.id)))

    def steps(self, chapter: Chapter | str, number: int) -> tuple[Step, ...]:
        """How a priority got where it is, oldest first."""
        return self._steps.get((chapter if isinstance(chapter, str) else chapter.id, number), ())

    def step(
        self, chapter: Chapter | str, number: int, *, until: Quarter | None = None
    ) -> Step | None:
        """The last step of a priority, or the last one up to the end of a quarter."""
        steps = self.steps(chapter, number)
        by_then = [step for step in steps if until is None or step.report.quarter <= until]
        return by_then[-1] if by_then else None

    def status(self, chapter: Chapter, priority: Priority) -> Status:
        """How a priority stands, by the last report that told of it."""
        step = self.step(chapter, priority.number)
        return step.status if step else NO_REPORT

    @cached_property
    def quarter(self) -> Quarter | None:
        """The last quarter that any report is about."""
        return max((report.quarter for report in self.all), default=None)

    # Due and missed reports: our reading of "the relevant Partnership Board on a three-month basis" (decision 014).
    # A quarter counts if it begins in the months of the priorities. Nothing is due to the Executive.

    @property
    def ended(self) -> bool:
        """Whether the last month of the priorities is over."""
        return self.today.replace(day=1) > self.about.priorities_to

    @property
    def in_force(self) -> bool:
        """Whether today lies in the months of the priorities."""
        return self.about.priorities_from <= self.today and not self.ended

    def awaited(self, board: Board) -> list[Quarter]:
        """Quarters without a report that end while the priorities are in force, whatever day it is."""
        quarter, end = map(Quarter.of, (self.about.priorities_from, self.about.priorities_to))
        quarters = []
        while board.kind == "partnership-board" and quarter < end:
            if quarter.first >= self.about.priorities_from and not self.get(board, quarter):
                quarters.append(quarter)
            quarter = quarter.next
        return quarters

    def _without(self, board: Board) -> list[Quarter]:
        awaited = self.awaited(board) if self.in_force else ()
        return [quarter for quarter in awaited if quarter.last < self.today]

    def missed(self, board: Board) -> list[Quarter]:
        """Quarters in force without a report, where the quarter after has ended too."""
        return [quarter for quarter in self._without(board) if quarter.next.last < self.today]

    def due(self, board: Board) -> list[Quarter]:
        """Quarters in force that have ended, without a report so far."""
        return [quarter for quarter in self._without(board) if quarter.next.last >= self.today]


def _by_then(entry: Chapter | Priority, quarter: Quarter) -> bool:
    """Whether a board was to be told of a chapter or a priority in that quarter already."""
    return entry.reported_from is None or entry.reported_from <= quarter


def belongs(chapter: Chapter, board: Board, quarter: Quarter) -> bool:
    """Whether a board's report for a quarter has to tell of a chapter: it is the board's, was so then, and is not retired."""
    return chapter.board == board and chapter.status != "retired" and _by_then(chapter, quarter)


def to_report(chapter: Chapter, quarter: Quarter) -> tuple[Priority, ...]:
    """The priorities of a chapter that a report for a quarter has to tell of: those that were agreed by then."""
    return tuple(p for p in chapter.priorities if _by_then(p, quarter))
