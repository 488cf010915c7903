"""Highlight reports, held to the chapters that they tell of, to one another and to what their boards received."""

from __future__ import annotations

import difflib
from datetime import timedelta
from typing import TYPE_CHECKING

from ..base import Base, as_typed, difference
from ..history import Step, belongs, to_report
from ..problems import Id, Line, OneOf, Problem, Words
from ..report import FOLDER
from ..values import numbered
from ..wordings import Wording
from . import Loaded, Problems, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from ..chapter import Chapter
    from ..problems import Way
    from ..report import ChapterReport, PriorityReport, Report
    from ..source import Source

_LAST_DAY = Words(Wording.WRITE_AS, Line("period_to"), "the last day that it tells of")


def _chapters(
    loaded: Loaded,
) -> Iterator[tuple[Report, Source, Way, ChapterReport, Chapter | None]]:
    """What reports tell of chapters: the report and its file, the way there, and the chapter if it could be read."""
    for report, source, _ in loaded.each("reports"):
        for place, told in enumerate(report.chapters):
            chapter = loaded.entries["chapters"].get(told.chapter)
            yield report, source, ("chapters", place), told, chapter


def _named(told: ChapterReport, entry: PriorityReport) -> Words:
    return Words("priority {} of '{}'", entry.number, Id(told.chapter))


@rule
def boards_report_on_their_chapters(loaded: Loaded) -> Problems:
    """A report tells of chapters that exist and that were its board's in that quarter."""
    chapters, ids = loaded.entries["chapters"], loaded.chapter_ids
    for report, source, way, told, chapter in _chapters(loaded):
        if told.chapter not in ids:
            names = (c for c in ids if c not in chapters or chapters[c].board == report.board)
            what, mend = f"the chapter is '{told.chapter}'.", OneOf(names, told.chapter)
            yield source.problem((*way, "chapter"), what, mend)
        elif (
            chapter
            and chapter.board != report.board
            and not (chapter.reported_from and report.quarter < chapter.reported_from)
        ):
            id_, board = Id(told.chapter), Id(chapter.board.id)
            yield source.problem(
                (*way, "chapter"),
                Words("'{}' is not a chapter of this board: it belongs to '{}'.", id_, board),
                Words(Wording.LEAVE_LINES, id_, board)
                if report.received
                else Words(Wording.MOVE_LINES, report.quarter, board),
            )


@rule
def reported_priorities_exist(loaded: Loaded) -> Problems:
    """A priority that a report names, also beside a risk or a request, is one of the chapter's."""
    for _, source, way, told, chapter in _chapters(loaded):
        named = [
            ((part, n, name), getattr(entry, name))
            for part, name in (
                ("priorities", "number"),
                ("risks", "priority"),
                ("requests", "priority"),
            )
            for n, entry in enumerate(getattr(told, part))
        ]
        for to, number in named:
            if chapter and number and number > len(chapter.priorities):
                what = Words("'{}' has no priority {}.", Id(chapter.id), number)
                yield source.problem((*way, *to), what, *numbered(len(chapter.priorities)))


@rule
def every_chapter_is_told_of(loaded: Loaded) -> Problems:
    """A report tells of every chapter of its board that is not retired, as it was in its quarter."""
    for report, source, _ in loaded.each("reports"):
        misspelt = [
            told.chapter for told in report.chapters if told.chapter not in loaded.chapter_ids
        ]
        for chapter in loaded.entries["chapters"].values():
            if (
                belongs(chapter, report.board, report.quarter)
                and not report.chapter(chapter.id)
                and not difflib.get_close_matches(chapter.id, misspelt)
            ):
                what = Words("the chapter '{}' of this board is missing.", Id(chapter.id))
                mend = Words(Wording.ADD_CHAPTER, Id(chapter.id))
                yield source.problem(("chapters",), what, mend, of_key=True)


@rule
def every_priority_is_told_of(loaded: Loaded) -> Problems:
    """A report tells of each priority of a chapter, as they were in its quarter, or why there is nothing to tell."""
    for report, source, way, told, chapter in _chapters(loaded):
        if not chapter or told.nothing:
            continue
        due = to_report(chapter, report.quarter)
        missing = [str(p.number) for p in due if not told.priority(p.number)]
        if not told.priorities:
            what = Words("no priority of '{}' is told of.", Id(chapter.id))
            yield source.problem((*way, "chapter"), what, Wording.ADD_PRIORITIES)
        elif missing:
            template, wording = (
                ("priority {} of '{}' is missing.", Wording.ADD_PRIORITY)
                if len(missing) == 1
                else ("priorities {} of '{}' are missing.", Wording.ADD_SOME)
            )
            what = Words(template, ", ".join(missing), Id(chapter.id))
            mend = Words(wording, Id(chapter.id))
            yield source.problem((*way, "priorities"), what, mend, of_key=True)


@rule
def quarters_do_not_overlap(loaded: Loaded) -> Problems:
    """No day is told of twice to the same board."""
    before: dict[str, Report] = {}
    for report, source, _ in loaded.each("reports"):
        earlier = before.get(report.board.id)
        if earlier and report.begins <= earlier.ends:
            message = f"this report begins on {report.begins}, but the one for {earlier.quarter} goes to {earlier.ends}, so the two overlap."
            next_day = earlier.ends + timedelta(days=1)
            mend = Words(Wording.WRITE, Line("period_from"), next_day)
            yield source.problem(("period_from",), message, mend)
        elif report.begins > report.ends:
            yield source.problem(
                ("period_from",),
                f"the period begins on {report.begins}, after it ends on {report.ends}. Put the two in order.",
            )
        before[report.board.id] = report


@rule
def reports_are_not_of_the_future(loaded: Loaded) -> Problems:
    """A report tells of what was: of a period that is over, and on days that have been."""
    for report, source, _ in loaded.each("reports"):
        if report.begins > loaded.today:
            yield source.problem(
                ("quarter",),
                f"the quarter {report.quarter} ({report.quarter.name}) has not begun.",
                Wording.WAIT,
            )
            continue
        if report.ends > loaded.today:
            yield source.problem(
                ("period_to",) if report.period_to else ("date",),
                f"this report goes to {report.ends}, which is still to come.",
                "wait until then",
                _LAST_DAY,
            )
        elif report.date < report.ends:
            yield source.problem(
                ("date",),
                f"this report was written on {report.date}, before its period ended on {report.ends}.",
                "mend the date",
                _LAST_DAY,
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
                    f"{day} is still to come.",
                    "write a day that has been",
                    Wording.REMOVE,
                )


@rule
def complete_priorities_stay_complete(loaded: Loaded) -> Problems:
    """What was complete comes back to life only with a reason, and a reason is only given for that."""
    last: dict[tuple[str, int], Step] = {}
    for report, source, way, told, _ in _chapters(loaded):
        for p, entry in enumerate(told.priorities):
            before = last.get((told.chapter, entry.number))
            completed = before if before and before.status.id == "complete" else None
            if completed and entry.status.id != "complete" and not entry.reopened:
                yield source.problem(
                    (*way, "priorities", p, "status"),
                    Words(
                        "{} was complete in {} and is '{}' now, without a reason.",
                        _named(told, entry),
                        completed.report.quarter,
                        Id(entry.status.id),
                    ),
                    Words(Wording.ADD_THAT, Line("reopened"), "why"),
                    Words(Wording.SET_STATUS, Id("complete")),
                )
            elif entry.reopened and (not completed or entry.status.id == "complete"):
                why = "it stays complete" if completed else "it was not complete before"
                what = Words("{} was not opened again: {}.", _named(told, entry), why)
                to = (*way, "priorities", p, "reopened")
                yield source.problem(to, what, Wording.REMOVE_THIS)
            last[told.chapter, entry.number] = Step(report, entry)


@rule
def changed_priorities_were_agreed(loaded: Loaded) -> Problems:
    """A priority is changed only if the board agreed to a request about it, in this report or one before."""
    agreed: set[tuple[str, int | None]] = set()
    for _, source, way, told, _ in _chapters(loaded):
        agreed |= {
            (told.chapter, asked.priority) for asked in told.requests if asked.decision == "agreed"
        }
        for p, entry in enumerate(told.priorities):
            if entry.status.id == "changed" and (told.chapter, entry.number) not in agreed:
                yield source.problem(
                    (*way, "priorities", p, "status"),
                    Words(
                        "{} is changed, but no request to change it was agreed.",
                        _named(told, entry),
                    ),
                    Wording.ADD_REQUEST,
                    "use another status",
                )


def received_reports_stay(sources: Mapping[str, Source], base: Base) -> Iterator[Problem]:
    """A report that its board had received in `base` says today what it said then.

    Comments and line breaks may change, words may not. Raises BaseError if the version can't be read.
    """
    for path in base.files(f"data/{FOLDER}"):
        was = as_typed(base.text(path))
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
