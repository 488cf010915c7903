"""What the highlight reports come to, as chapters, boards and the page on progress show it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..plan.history import Step
from ..plan.report import NO_REPORT, STATUSES, ChapterReport, Report, Request, Risk, Status
from .page import MacroError, Page, brings, kind, macro

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..plan.chapter import Chapter, Priority
    from ..plan.history import Step
    from ..plan.plan import Plan
    from ..plan.quarters import Quarter
    from .site import Site
    from .subjects import Subject


@dataclass(frozen=True)
class PriorityProgress:
    """A priority, its last step, and the step before the quarter that is looked at."""

    chapter: Chapter
    priority: Priority
    step: Step | None
    before: Step | None

    @property
    def status(self) -> Status:
        """How it stands."""
        return self.step.status if self.step else NO_REPORT

    @property
    def was(self) -> Status:
        """How it stood before."""
        return self.before.status if self.before else NO_REPORT

    @property
    def moved(self) -> bool:
        """Whether its status is not what it was. What is told of for the first time has not moved."""
        return self.step is not None and self.before is not None and self.status != self.was


def line(plan: Plan, chapter: Chapter, priority: Priority, quarter: Quarter) -> PriorityProgress:
    """How a priority stood at the end of a quarter, and before it."""
    steps = plan.reports
    return PriorityProgress(
        chapter,
        priority,
        steps.step(chapter, priority.number, until=quarter),
        steps.step(chapter, priority.number, until=quarter.before),
    )


def counted(lines: Iterable[PriorityProgress]) -> list[tuple[Status, int]]:
    """How many priorities have each status, in the order of the statuses; none is named that none has."""
    numbers = Counter(line.status for line in lines)
    return [
        (status, numbers[status]) for status in (*STATUSES.values(), NO_REPORT) if numbers[status]
    ]


# Chapters


@dataclass(frozen=True)
class ChapterProgress:
    """What the reports told of a chapter: its lines, each with all steps, newest first; the last report; what stands beside."""

    lines: tuple[tuple[PriorityProgress, tuple[Step, ...]], ...]
    report: Report
    last: ChapterReport
    requests: tuple[tuple[Report, Request], ...]


def progress_of(plan: Plan, chapter: Chapter) -> ChapterProgress | None:
    """What the reports told of a chapter, or None where none did."""
    reports = plan.reports.of_chapter(chapter)
    if not reports:
        return None
    report, last = reports[-1]
    lines = tuple(
        (line(plan, chapter, p, report.quarter), plan.reports.steps(chapter, p.number)[::-1])
        for p in chapter.priorities
    )
    return ChapterProgress(
        lines,
        report,
        last,
        tuple((report, request) for report, told in reversed(reports) for request in told.requests),
    )


# Reports


@dataclass(frozen=True)
class Paper:
    """A highlight report as a board reads it: what moved, what is at risk, what is asked, then every priority.

    `latest` says whether no later report to the board is known: only then do its requests still wait.
    """

    report: Report
    latest: bool
    before: Report | None
    chapters: tuple[tuple[Chapter, ChapterReport, tuple[PriorityProgress, ...]], ...]

    @property
    def lines(self) -> list[PriorityProgress]:
        """Every priority that the report tells of."""
        return [line for _, _, lines in self.chapters for line in lines]

    @property
    def counts(self) -> list[tuple[Status, int]]:
        """How many priorities have each status."""
        return counted(self.lines)

    @property
    def moved(self) -> list[PriorityProgress]:
        """The priorities whose status has changed since the last report on them."""
        return [line for line in self.lines if line.moved]

    @property
    def in_danger(self) -> list[PriorityProgress]:
        """The priorities that are off track or at risk, the worst first."""
        return sorted(
            (line for line in self.lines if line.status.id in ("off-track", "at-risk")),
            key=lambda line: [*STATUSES].index(line.status.id),
        )

    @property
    def risks(self) -> list[tuple[Chapter, Risk]]:
        """Every risk and issue, the gravest first."""
        degrees = ("high", "medium", "low")
        found = [(chapter, risk) for chapter, told, _ in self.chapters for risk in told.risks]
        return sorted(
            found,
            key=lambda entry: (degrees.index(entry[1].impact), degrees.index(entry[1].likelihood)),
        )

    @property
    def asked(self) -> list[tuple[Chapter, Request]]:
        """Every request that the board had not decided."""
        return [entry for entry in self._requests if entry[1].decision == "waiting"]

    @property
    def decided(self) -> list[tuple[Chapter, Request]]:
        """Every request that the board had decided."""
        return [entry for entry in self._requests if entry[1].decision != "waiting"]

    @property
    def _requests(self) -> list[tuple[Chapter, Request]]:
        return [
            (chapter, request) for chapter, told, _ in self.chapters for request in told.requests
        ]

    @property
    def statuses(self) -> list[Status]:
        """Every status that the report shows, in the order of the statuses."""
        shown = {line.status for line in self.lines} | {line.was for line in self.moved}
        return [status for status in STATUSES.values() if status in shown]

    @property
    def untold(self) -> list[tuple[Chapter, str]]:
        """The chapters of which there was nothing to tell, and why."""
        return [(chapter, told.nothing) for chapter, told, _ in self.chapters if told.nothing]


def board_paper_of(plan: Plan, report: Report) -> Paper:
    """A report with what it says put beside the plan and the reports before it."""
    chapters = []
    for told in report.chapters:
        chapter = plan.chapters[told.chapter]
        lines = tuple(
            line(plan, chapter, chapter.priorities[entry.number - 1], report.quarter)
            for entry in told.priorities
        )
        chapters.append((chapter, told, lines))
    chapters.sort(key=lambda entry: entry[0].number)
    return Paper(
        report,
        plan.reports.latest(report.board) is report,
        plan.reports.before(report),
        tuple(chapters),
    )


@kind
def highlight_reports(site: Site) -> Iterator[Page]:
    """A page for each highlight report, at an address that stays. None while the data has a mistake: a board may lack its name."""
    for report in site.plan.reports.all if site.plan.whole else ():
        board = site.boards[report.board.id]
        yield Page(
            f"data/{report.way}.yml",
            report.address,
            f"{board.title}: highlight report, {report.quarter.name}",
            "report",
            of=board,
            macro="highlight_report",
            arguments=(board.id, str(report.quarter)),
            above=(*board.trail, (board.title, board.address)),
            label="Highlight report",
        )


@macro
@brings(reports=True)
def highlight_report(site: Site, _page: Page, board: str, quarter: str) -> dict[str, Any]:
    """The page of one highlight report, and the ways to those before and after it."""
    reports = site.plan.reports.of_board(site.plan.boards[board])
    place = next((n for n, report in enumerate(reports) if str(report.quarter) == quarter), None)
    if place is None:
        raise MacroError(f"there is no report of '{board}' for '{quarter}'.")
    before, after = (
        reports[place - 1] if place else None,
        reports[place + 1] if place + 1 < len(reports) else None,
    )
    return {"paper": board_paper_of(site.plan, reports[place]), "before": before, "after": after}


# The whole plan


def _row(plan: Plan, quarter: Quarter, subject: Subject) -> tuple[Subject, list[PriorityProgress]]:
    """A board or a group, with every priority of its chapters."""
    return subject, [line(plan, c, p, quarter) for c, p in plan.priorities if c in subject.chapters]


def _older(lines: Iterable[PriorityProgress], quarter: Quarter) -> list[tuple[Quarter, int]]:
    """How many priorities were last told of in each quarter before this one, the latest first."""
    numbers = Counter(
        line.step.report.quarter
        for line in lines
        if line.step and line.step.report.quarter < quarter
    )
    return sorted(numbers.items(), reverse=True)


@macro
@brings(reports=True, lists=True)
def progress(site: Site, _page: Page) -> dict[str, Any]:
    """How the whole plan stands by the last reports: by board, group and status, and what has changed."""
    plan, quarter = site.plan, site.plan.reports.quarter
    boards = [board for board in plan.boards.values() if plan.chapters_of(board)]
    shown: dict[str, Any] = {"quarter": quarter, "boards": boards}
    if quarter is None:
        return shown
    lines = [line(plan, chapter, priority, quarter) for chapter, priority in plan.priorities]
    return shown | {
        "lines": lines,
        "counts": counted(lines),
        "counted": counted,
        "older": lambda lines: _older(lines, quarter),
        "moved": [line for line in lines if line.moved],
        "tables": [
            (
                "Board",
                "by-board",
                [_row(plan, quarter, site.boards[board.id]) for board in boards],
            ),
            (
                "Group",
                "by-group",
                [_row(plan, quarter, stage) for stage in site.stages.values()],
            ),
        ],
        "by_status": [
            (status, [line for line in lines if line.status == status])
            for status, _ in counted(lines)
        ],
        "statuses": [*STATUSES.values(), NO_REPORT],
    }
