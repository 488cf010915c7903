"""Highlight reports: what each board was told, quarter by quarter, and what follows from it.

A board's report for a quarter is one file, data/highlight-reports/<quarter>/<board>.yml. 2021 report, paragraph 19,
asks for it: every three months, so that the boards can "have oversight of progress, address any risks and issues to
delivery, and provide a forum for requests to change in-year". Once its board has received it, a report never changes.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from .base import Base, difference, typed
from .board import Board
from .chapter import Chapter, ChapterId, Priority
from .entry import Entry
from .problems import Problem, allowed
from .quarters import Quarter
from .values import (
    Address,
    Date,
    Many,
    Number,
    QuarterName,
    Text,
    entry_of,
    kind,
    known,
    numbered,
    one_of,
    refuse,
)
from .values import typed as passes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .about import About
    from .loaded import Loaded
    from .source import Source, Way

FOLDER = "highlight-reports"
LONGEST = 400  # signs: two long sentences
SHORTEST = 3  # words
QUOTED = 40  # signs of a text in a message


# Statuses


@dataclass(frozen=True)
class Status:
    """How a priority stood: the id that an editor writes, the word that readers see, and what it means."""

    id: str
    word: str
    means: str


# In the order in which a board looks at them: what needs it first.
STATUSES = {
    status.id: status
    for status in (
        Status("off-track", "Off track", "It will not be done in time as things stand."),
        Status("at-risk", "At risk", "Something could stop it from being done in time."),
        Status("on-hold", "On hold", "Work has stopped for a while."),
        Status("changed", "Changed", "The board agreed to change what is to be done."),
        Status("not-started", "Not started", "Work has not begun."),
        Status("on-track", "On track", "Work goes on as planned."),
        Status("complete", "Complete", "All of it is done."),
    )
}
NO_REPORT = Status("no-report", "No report", "No report has told how it stands.")


def _status(value: Any) -> Status:
    text = value.strip() if isinstance(value, str) else ""
    if text not in STATUSES:
        found = f"'{text}'" if text else "empty" if isinstance(value, str) else kind(value)
        raise refuse(f"the status is {found}. {allowed(STATUSES, text)}")
    return STATUSES[text]


def _sentence(text: str) -> str:
    if len(text.split()) < SHORTEST or not re.search(r"[.!?][\"'\u2019\u201d)]*$", text):
        shown = text if len(text) <= QUOTED else f"{text[:QUOTED]}..."
        raise refuse(
            f"'{shown}' is not a whole sentence. Write one or two, and end with a full stop."
        )
    if len(text) > LONGEST:
        raise refuse(
            f"this text has {len(text)} signs. One or two sentences are read: keep it to {LONGEST}."
        )
    return text


def _role(text: str, info: ValidationInfo) -> str:
    for person in known(info)["people"].values():
        if (
            (name := getattr(person, "name", ""))
            and (plain := _plain(name))
            and plain in _plain(text)
        ):
            raise refuse(
                f"'{name}' is a person. Name a role, such as 'Chapter lead': reports stay, people move on."
            )
    return text


def _plain(name: str) -> str:
    """A name in small letters without accents, as it may be typed."""
    return re.sub(r"[^a-z0-9 -]", "", unicodedata.normalize("NFKD", name.casefold()))


Sentence = Annotated[Text, AfterValidator(_sentence)]
Role = Annotated[Text, AfterValidator(_role)]
Degree = Annotated[Literal["low", "medium", "high"], one_of("low", "medium", "high")]


# Reports


class PriorityReport(Entry):
    """How one priority stood at the end of the quarter, and what was done."""

    number: Number
    """The priority's number in its chapter."""
    status: Annotated[Status, passes(_status, type="string", enum=[*STATUSES])]
    """not-started, on-track, at-risk, off-track, complete, on-hold or changed."""
    progress: Annotated[Sentence | None, Field(validate_default=True)] = None
    """What was done, or what stands in the way, in one or two sentences."""
    evidence: Address | None = None
    """A web page that shows it."""
    reopened: Sentence | None = None
    """Why a priority that was complete is opened again."""

    @field_validator("progress")
    @classmethod
    def a_status_has_a_sentence(cls, progress: str | None, info: ValidationInfo) -> str | None:
        """A status alone tells nobody what happened."""
        if progress is None and "status" in info.data:
            raise refuse(
                f"the status '{info.data['status'].id}' stands without a sentence. Add a line 'progress:' that says what was done, in one or two sentences.",
                at=("..", "status"),
            )
        return progress


class Risk(Entry):
    """A risk or an issue: what it is, how likely and how bad, what is done about it, and the role that holds it."""

    priority: Number | None = None
    """The number of the priority that it is about. Leave it out if it is about the whole chapter."""
    what: Sentence
    """What could go wrong, or has."""
    likelihood: Degree
    """How likely it is: low, medium or high."""
    impact: Degree
    """How bad it would be: low, medium or high."""
    action: Sentence
    """What is being done about it."""
    held_by: Role
    """The role that holds it. No names: reports stay, people move on."""


class Request(Entry):
    """A request to the board to change something during the year, and what the board decided."""

    priority: Number | None = None
    """The number of the priority that it is about. Leave it out if it is about the whole chapter."""
    what: Sentence
    """What should change."""
    why: Sentence
    """Why it should change."""
    decision: Annotated[
        Literal["waiting", "agreed", "refused"], one_of("waiting", "agreed", "refused")
    ] = "waiting"
    """waiting, agreed or refused."""
    decided: Annotated[Date | None, Field(validate_default=True)] = None
    """The day on which the board decided."""

    @field_validator("decided")
    @classmethod
    def a_decision_has_a_date(cls, decided: date | None, info: ValidationInfo) -> date | None:
        """What was decided says when; what is waiting has no date yet."""
        decision = info.data.get("decision", "waiting")
        if decision != "waiting" and not decided:
            raise refuse(
                f"the board's decision '{decision}' has no date. Add a line 'decided:'.",
                at=("..", "decision"),
            )
        if decision == "waiting" and decided and "decision" in info.data:
            raise refuse(
                "a date stands here, but no decision. Add a line 'decision:' with agreed or refused, or take the date away."
            )
        return decided


class ChapterReport(Entry):
    """What a report tells of one chapter: every priority, or why there is nothing to tell."""

    chapter: ChapterId
    """The chapter's id."""
    priorities: Annotated[tuple[PriorityReport, ...], Many] = ()
    """Every priority of the chapter, with its status."""
    nothing: Sentence | None = None
    """Why there is nothing to tell of the chapter, in place of its priorities."""
    risks: Annotated[tuple[Risk, ...], Many] = ()
    """Risks and issues, if there are any."""
    requests: Annotated[tuple[Request, ...], Many] = ()
    """Requests to the board to change something, if there are any."""

    @field_validator("priorities")
    @classmethod
    def each_priority_once(
        cls, priorities: tuple[PriorityReport, ...]
    ) -> tuple[PriorityReport, ...]:
        """A priority has one status in a report."""
        for place, told in enumerate(priorities):
            if told.number in [other.number for other in priorities[:place]]:
                raise refuse(
                    f"priority {told.number} stands here a second time. Keep one of the two.",
                    at=(place, "number"),
                )
        return priorities

    @field_validator("nothing")
    @classmethod
    def nothing_means_nothing(cls, nothing: str | None, info: ValidationInfo) -> str | None:
        """Either priorities are told of, or why there is nothing to tell."""
        if nothing and info.data.get("priorities"):
            raise refuse(
                "priorities are told of above, so there is something. Take this line away, or the priorities."
            )
        return nothing

    def priority(self, number: int) -> PriorityReport | None:
        """What is told of one priority."""
        return next((told for told in self.priorities if told.number == number), None)


class Report(Entry):
    """One board's highlight report for one quarter. Quarter and board are the names of its folder and file."""

    quarter: QuarterName
    """The quarter that it is filed under: its folder's name."""
    board: Annotated[Board, entry_of("boards", "the board")]
    """The board that it goes to: its file's name."""
    reported_by: Role
    """Who reports: a role, not a name."""
    date: Date
    """The day on which it was written."""
    received: Date | None = None
    """The day on which the board received it. From then on it stays as it is."""
    period_from: Date | None = None
    """The first day that it tells of, if that is not the first of the quarter."""
    period_to: Date | None = None
    """The last day that it tells of, if that is not the last of the quarter."""
    chapters: Annotated[tuple[ChapterReport, ...], Many, Field(min_length=1)]
    """Every chapter of the board."""

    @field_validator("received")
    @classmethod
    def received_after_it_was_written(
        cls, received: Date | None, info: ValidationInfo
    ) -> Date | None:
        """A board receives what has been written."""
        if received and "date" in info.data and received < info.data["date"]:
            raise refuse(
                f"the board received this report on {received}, before it was written on {info.data['date']}. Put the two in order."
            )
        return received

    @field_validator("period_to")
    @classmethod
    def the_period_ends_in_its_quarter(cls, end: Date | None, info: ValidationInfo) -> Date | None:
        """A report is filed under the quarter in which its period ends."""
        quarter, start = info.data.get("quarter"), info.data.get("period_from")
        if end and quarter and Quarter.of(end) != quarter:
            raise refuse(
                f"{end} is not in the quarter {quarter.name}. Move the file to {Quarter.of(end)}, or mend the date."
            )
        if end and start and end < start:
            raise refuse(
                f"the period ends on {end}, before it begins on {start}. Put the two in order."
            )
        return end

    @field_validator("chapters")
    @classmethod
    def each_chapter_once(cls, chapters: tuple[ChapterReport, ...]) -> tuple[ChapterReport, ...]:
        """A chapter has one entry in a report."""
        for place, told in enumerate(chapters):
            if told.chapter in [other.chapter for other in chapters[:place]]:
                raise refuse(
                    f"the chapter '{told.chapter}' stands here a second time. Put the two together.",
                    at=(place, "chapter"),
                )
        return chapters

    @property
    def way(self) -> str:
        """Its file's way from data/, without the ending: highlight-reports/2021-Q4/acute-care."""
        return f"{FOLDER}/{self.quarter}/{self.board.id}"

    @property
    def address(self) -> str:
        """Its page: /boards/acute-care/2021-q4/."""
        return f"/boards/{self.board.id}/{self.quarter.slug}/"

    @property
    def begins(self) -> Date:
        """The first day that it tells of."""
        return self.period_from or self.quarter.first

    @property
    def ends(self) -> Date:
        """The last day that it tells of."""
        return self.period_to or self.quarter.last

    @property
    def whole_quarter(self) -> bool:
        """Whether it tells of its calendar quarter, no more and no less."""
        return (self.begins, self.ends) == (self.quarter.first, self.quarter.last)

    def chapter(self, id_: str) -> ChapterReport | None:
        """What it tells of one chapter."""
        return next((told for told in self.chapters if told.chapter == id_), None)


# What follows from the reports


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
    def _of_board(self) -> dict[str, tuple[Report, ...]]:
        found: dict[str, list[Report]] = {}
        for report in self.all:
            found.setdefault(report.board.id, []).append(report)
        return {board: tuple(reports) for board, reports in found.items()}

    @cached_property
    def _steps(self) -> dict[tuple[str, int], tuple[Step, ...]]:
        found: dict[tuple[str, int], list[Step]] = {}
        for report in self.all:
            for chapter in report.chapters:
                for told in chapter.priorities:
                    found.setdefault((chapter.chapter, told.number), []).append(Step(report, told))
        return {key: tuple(steps) for key, steps in found.items()}

    def of_board(self, board: Board) -> tuple[Report, ...]:
        """The reports to a board, oldest first."""
        return self._of_board.get(board.id, ())

    def get(self, board: Board, quarter: Quarter) -> Report | None:
        """The report to a board for a quarter."""
        return next((report for report in self.of_board(board) if report.quarter == quarter), None)

    def latest(self, board: Board) -> Report | None:
        """The last report to a board."""
        return (self.of_board(board) or (None,))[-1]

    def before(self, report: Report) -> Report | None:
        """The report to the same board before this one."""
        return next(
            (
                other
                for other in reversed(self.of_board(report.board))
                if other.quarter < report.quarter
            ),
            None,
        )

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
        return next(
            (step for step in reversed(steps) if until is None or step.report.quarter <= until),
            None,
        )

    def status(self, chapter: Chapter, priority: Priority) -> Status:
        """How a priority stands, by the last report that told of it."""
        step = self.step(chapter, priority.number)
        return step.status if step else NO_REPORT

    @cached_property
    def quarter(self) -> Quarter | None:
        """The last quarter that any report is about."""
        return max((report.quarter for report in self.all), default=None)

    # Due and missed reports: our reading of "the relevant Partnership Board on a three-month basis" (decisions/014).
    # A quarter counts if it begins in the months of the priorities. Nothing is due to the Executive.

    @property
    def ended(self) -> bool:
        """Whether the last month of the priorities is over."""
        return self.today.replace(day=1) > self.about.priorities_to

    @property
    def in_force(self) -> bool:
        """Whether today lies in the months of the priorities."""
        return self.about.priorities_from <= self.today and not self.ended

    def _without(self, board: Board) -> list[Quarter]:
        if board.kind != "partnership-board":
            return []
        told, begin = (
            {report.quarter for report in self.of_board(board)},
            self.about.priorities_from,
        )
        found, quarter = (
            [],
            Quarter.of(begin) if Quarter.of(begin).first >= begin else Quarter.of(begin).next,
        )
        while self.in_force and quarter.last < self.today:
            if quarter not in told:
                found.append(quarter)
            quarter = quarter.next
        return found

    def missed(self, board: Board) -> list[Quarter]:
        """Quarters in force without a report, where the quarter after has ended too."""
        return [quarter for quarter in self._without(board) if quarter.next.last < self.today]

    def due(self, board: Board) -> list[Quarter]:
        """Quarters in force that have ended, without a report so far."""
        return [quarter for quarter in self._without(board) if quarter.next.last >= self.today]


# Rules across files, in the order of RULES


def _each(loaded: Loaded) -> Iterator[tuple[Report, Source]]:
    for name, report in loaded.entries["reports"].items():
        yield report, loaded.sources[name]


def _chapters(loaded: Loaded) -> tuple[Mapping[str, Chapter], list[str]]:
    """The chapters that could be read, and the ids of all that have a file."""
    return loaded.entries["chapters"], loaded.chapter_ids


def _by_then(entry: Chapter | Priority, quarter: Quarter) -> bool:
    """Whether a board was to be told of a chapter or a priority in that quarter already."""
    return entry.reported_from is None or entry.reported_from <= quarter


def belongs(chapter: Chapter, board: Board, quarter: Quarter) -> bool:
    """Whether a board's report for a quarter has to tell of a chapter: it is the board's, was so then, and is not retired."""
    return chapter.board == board and chapter.status != "retired" and _by_then(chapter, quarter)


def to_report(chapter: Chapter, quarter: Quarter) -> tuple[Priority, ...]:
    """The priorities of a chapter that a report for a quarter has to tell of: those that were agreed by then."""
    return tuple(p for p in chapter.priorities if _by_then(p, quarter))


def boards_report_on_their_chapters(loaded: Loaded) -> Iterator[Problem]:
    """A report tells of chapters that exist and that were its board's in that quarter."""
    chapters, ids = _chapters(loaded)
    for report, source in _each(loaded):
        for place, told in enumerate(report.chapters):
            way = ("chapters", place, "chapter")
            chapter = chapters.get(told.chapter)
            if told.chapter not in ids:
                yield source.problem(
                    way,
                    f"the chapter is '{told.chapter}'. {allowed([c for c in ids if c not in chapters or chapters[c].board == report.board], told.chapter)}",
                )
            elif (
                chapter
                and chapter.board != report.board
                and not (chapter.reported_from and report.quarter < chapter.reported_from)
            ):
                found = f"'{told.chapter}' is not a chapter of this board: it belongs to '{chapter.board.id}'. "
                found += (
                    f"The board received this report, so it stays as it is: add 'reported_from:' to data/chapters/{told.chapter}.yml, with the first quarter that '{chapter.board.id}' reports on."
                    if report.received
                    else f"Move these lines to data/{FOLDER}/{report.quarter}/{chapter.board.id}.yml."
                )
                yield source.problem(way, found)


def reported_priorities_exist(loaded: Loaded) -> Iterator[Problem]:
    """A priority that a report names, also beside a risk or a request, is one of the chapter's."""
    chapters, _ = _chapters(loaded)
    for report, source in _each(loaded):
        for place, told in enumerate(report.chapters):
            if not (chapter := chapters.get(told.chapter)):
                continue
            named = [
                (("priorities", n, "number"), entry.number)
                for n, entry in enumerate(told.priorities)
            ]
            named += [
                ((part, n, "priority"), entry.priority)
                for part in ("risks", "requests")
                for n, entry in enumerate(getattr(told, part))
                if entry.priority
            ]
            for way, number in named:
                if number > len(chapter.priorities):
                    yield source.problem(
                        ("chapters", place, *way),
                        f"'{chapter.id}' has no priority {number}. {numbered(len(chapter.priorities))}",
                    )


def nothing_is_left_out(loaded: Loaded) -> Iterator[Problem]:
    """A report tells of every chapter of its board that is not retired, and of each of its priorities, as they were in its quarter."""
    chapters, ids = _chapters(loaded)
    for report, source in _each(loaded):
        misspelt = [told.chapter for told in report.chapters if told.chapter not in ids]
        for chapter in chapters.values():
            if (
                not belongs(chapter, report.board, report.quarter)
                or report.chapter(chapter.id)
                or difflib.get_close_matches(chapter.id, misspelt)
            ):
                continue
            found = f"the chapter '{chapter.id}' of this board is missing. Add '- chapter: {chapter.id}' with its priorities, or with a line 'nothing:' that says why there is nothing to tell. If the chapter came to this board later, add 'reported_from:' to data/chapters/{chapter.id}.yml."
            yield source.problem(("chapters",), found, of_key=True)
        for place, told in enumerate(report.chapters):
            told_of = chapters.get(told.chapter)
            if not told_of or told.nothing:
                continue
            missing = [
                str(p.number)
                for p in to_report(told_of, report.quarter)
                if not told.priority(p.number)
            ]
            if not told.priorities:
                yield source.problem(
                    ("chapters", place, "chapter"),
                    f"no priority of '{told_of.id}' is told of. Add 'priorities:', or a line 'nothing:' that says why there is nothing to tell.",
                )
            elif missing:
                found, them = (
                    (f"priority {missing[0]} of '{told_of.id}' is missing", "it")
                    if len(missing) == 1
                    else (f"priorities {', '.join(missing)} of '{told_of.id}' are missing", "them")
                )
                later = f"If {'it was' if them == 'it' else 'they were'} agreed later, add 'reported_from:' to {them} in data/chapters/{told_of.id}.yml."
                yield source.problem(
                    ("chapters", place, "priorities"),
                    f"{found}. Add {them}, with a status and a sentence. {later}",
                    of_key=True,
                )


def quarters_do_not_overlap(loaded: Loaded) -> Iterator[Problem]:
    """No day is told of twice to the same board."""
    before: dict[str, Report] = {}
    for report, source in _each(loaded):
        earlier = before.get(report.board.id)
        if earlier and report.begins <= earlier.ends:
            found = f"this report begins on {report.begins}, but the one for {earlier.quarter} goes to {earlier.ends}, so the two overlap. Write 'period_from: {earlier.ends + timedelta(days=1)}'."
            yield source.problem(("period_from",), found)
        elif report.begins > report.ends:
            yield source.problem(
                ("period_from",),
                f"the period begins on {report.begins}, after it ends on {report.ends}. Put the two in order.",
            )
        before[report.board.id] = report


def reports_are_not_of_the_future(loaded: Loaded) -> Iterator[Problem]:
    """A report tells of what was: of a period that is over, and on days that have been."""
    for report, source in _each(loaded):
        if report.begins > loaded.today:
            yield source.problem(
                ("quarter",),
                f"the quarter {report.quarter} ({report.quarter.name}) has not begun. Take the file away until then, or mend its folder's name.",
            )
            continue
        if report.ends > loaded.today:
            yield source.problem(
                ("period_to",) if report.period_to else ("date",),
                f"this report goes to {report.ends}, which is still to come. Wait until then, or write the last day that it tells of as 'period_to:'.",
            )
        elif report.date < report.ends:
            yield source.problem(
                ("date",),
                f"this report was written on {report.date}, before its period ended on {report.ends}. Mend the date, or write the last day that it tells of as 'period_to:'.",
            )
        dated: list[tuple[Way, date | None]] = [
            (("date",), report.date),
            (("received",), report.received),
        ]
        dated += [
            (("chapters", c, "requests", n, "decided"), request.decided)
            for c, told in enumerate(report.chapters)
            for n, request in enumerate(told.requests)
        ]
        for way, day in dated:
            if day and day > loaded.today:
                yield source.problem(
                    way,
                    f"{day} is still to come. Write a day that has been, or take the line away.",
                )


def complete_priorities_stay_complete(loaded: Loaded) -> Iterator[Problem]:
    """What was complete comes back to life only with a reason, and a reason is only given for that."""
    last: dict[tuple[str, int], Step] = {}
    for report, source in _each(loaded):
        for c, told in enumerate(report.chapters):
            for p, entry in enumerate(told.priorities):
                before = last.get((told.chapter, entry.number))
                completed = before if before and before.status.id == "complete" else None
                way = ("chapters", c, "priorities", p)
                if completed and entry.status.id != "complete" and not entry.reopened:
                    found = f"priority {entry.number} of '{told.chapter}' was complete in {completed.report.quarter} and is '{entry.status.id}' now, without a reason. Add a line 'reopened:' that says why, or set the status to complete."
                    yield source.problem((*way, "status"), found)
                elif entry.reopened and (not completed or entry.status.id == "complete"):
                    found = "it stays complete" if completed else "it was not complete before"
                    yield source.problem(
                        (*way, "reopened"),
                        f"priority {entry.number} of '{told.chapter}' was not opened again: {found}. Take this line away.",
                    )
                last[told.chapter, entry.number] = Step(report, entry)


def changed_priorities_were_agreed(loaded: Loaded) -> Iterator[Problem]:
    """A priority is changed only if the board agreed to a request about it, in this report or one before."""
    agreed: set[tuple[str, int]] = set()
    for report, source in _each(loaded):
        for c, told in enumerate(report.chapters):
            agreed |= {
                (told.chapter, request.priority)
                for request in told.requests
                if request.priority and request.decision == "agreed"
            }
            for p, entry in enumerate(told.priorities):
                if entry.status.id == "changed" and (told.chapter, entry.number) not in agreed:
                    found = f"priority {entry.number} of '{told.chapter}' is changed, but no request to change it was agreed. Add the request under 'requests:' with 'decision: agreed', or use another status."
                    yield source.problem(("chapters", c, "priorities", p, "status"), found)


RULES = (
    boards_report_on_their_chapters,
    reported_priorities_exist,
    nothing_is_left_out,
    quarters_do_not_overlap,
    reports_are_not_of_the_future,
    complete_priorities_stay_complete,
    changed_priorities_were_agreed,
)


# Against an earlier version of the files


def received_reports_stay(sources: Mapping[str, Source], base: Base) -> Iterator[Problem]:
    """A report that its board had received in `base` says today what it said then.

    Comments and line breaks may change, words may not. Raises BaseError if the version can't be read.
    """
    for path in base.files(f"data/{FOLDER}"):
        was = typed(base.text(path))
        if not isinstance(was, dict) or not was.get("received"):
            continue
        source = sources.get(path.removeprefix("data/").removesuffix(".yml"))
        said = f"the board received this report on {was['received']}, so it stays as it was in '{base.revision}'."
        if source is None or source.data is None:
            yield Problem(path, 1, 1, f"{said} Put the file back.")
        elif (way := difference(was, source.data)) is not None:
            name = next((step for step in reversed(way) if isinstance(step, str)), "the file")
            yield source.problem(
                way, f"{said} Put '{name}' back, and write what is different into the next report."
            )
