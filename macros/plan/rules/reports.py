"""Highlight reports, held to the chapters that they tell of, to one another and to what their boards received."""

from __future__ import annotations

import difflib
from datetime import timedelta
from typing import TYPE_CHECKING

from ..base import Base, difference, typed
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
    from ..report import ChapterReport, PriorityReport, Report
    from ..source import Source, Way

_LAST_DAY = Words(Wording.WRITE_AS, Line("period_to"), "the last day that it tells of")


def _chapters(loaded: Loaded) -> tuple[Mapping[str, Chapter], list[str]]:
    """The chapters that could be read, and the ids of all that have a file."""
    return loaded.entries["chapters"], loaded.chapter_ids


def _named(told: ChapterReport, entry: PriorityReport) -> Words:
    return Words("priority {} of '{}'", entry.number, Id(told.chapter))


@rule
def boards_report_on_their_chapters(loaded: Loaded) -> Problems:
    """A report tells of chapters that exist and that were its board's in that quarter."""
    chapters, ids = _chapters(loaded)
    for report, source, _ in loaded.each("reports"):
        for place, told in enumerate(report.chapters):
            way = ("chapters", place, "chapter")
            chapter = chapters.get(told.chapter)
            if told.chapter not in ids:
                yield source.problem(
                    way,
                    f"the chapter is '{told.chapter}'.",
                    OneOf(
                        (c for c in ids if c not in chapters or chapters[c].board == report.board),
                        told.chapter,
                    ),
                )
            elif (
                chapter
                and chapter.board != report.board
                and not (chapter.reported_from and report.quarter < chapter.reported_from)
            ):
                both = Id(told.chapter), Id(chapter.board.id)
                yield source.problem(
                    way,
                    Words("'{}' is not a chapter of this board: it belongs to '{}'.", *both),
                    Words(Wording.LEAVE_LINES, *both)
                    if report.received
                    else Words(Wording.MOVE_LINES, report.quarter, both[1]),
                )


@rule
def reported_priorities_exist(loaded: Loaded) -> Problems:
    """A priority that a report names, also beside a risk or a request, is one of the chapter's."""
    chapters, _ = _chapters(loaded)
    for report, source, _ in loaded.each("reports"):
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
                        Words("'{}' has no priority {}.", Id(chapter.id), number),
                        *numbered(len(chapter.priorities)),
                    )


@rule
def nothing_is_left_out(loaded: Loaded) -> Problems:
    """A report tells of every chapter of its board that is not retired, and of each of its priorities, as they were in its quarter."""
    chapters, ids = _chapters(loaded)
    for report, source, _ in loaded.each("reports"):
        misspelt = [told.chapter for told in report.chapters if told.chapter not in ids]
        for chapter in chapters.values():
            if (
                not belongs(chapter, report.board, report.quarter)
                or report.chapter(chapter.id)
                or difflib.get_close_matches(chapter.id, misspelt)
            ):
                continue
            id_ = Id(chapter.id)
            yield source.problem(
                ("chapters",),
                Words("the chapter '{}' of this board is missing.", id_),
                Words(Wording.ADD_CHAPTER, id_),
                of_key=True,
            )
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
                    Words("no priority of '{}' is told of.", Id(told_of.id)),
                    Wording.ADD_PRIORITIES,
                )
            elif missing:
                what, mend = (
                    ("priority {} of '{}' is missing.", Wording.ADD_PRIORITY)
                    if len(missing) == 1
                    else ("priorities {} of '{}' are missing.", Wording.ADD_SOME)
                )
                yield source.problem(
                    ("chapters", place, "priorities"),
                    Words(what, ", ".join(missing), Id(told_of.id)),
                    Words(mend, Id(told_of.id)),
                    of_key=True,
                )


@rule
def quarters_do_not_overlap(loaded: Loaded) -> Problems:
    """No day is told of twice to the same board."""
    before: dict[str, Report] = {}
    for report, source, _ in loaded.each("reports"):
        earlier = before.get(report.board.id)
        if earlier and report.begins <= earlier.ends:
            found = f"this report begins on {report.begins}, but the one for {earlier.quarter} goes to {earlier.ends}, so the two overlap."
            next_day = earlier.ends + timedelta(days=1)
            mend = Words(Wording.WRITE, Line("period_from"), next_day)
            yield source.problem(("period_from",), found, mend)
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
    for report, source, _ in loaded.each("reports"):
        for c, told in enumerate(report.chapters):
            for p, entry in enumerate(told.priorities):
                before = last.get((told.chapter, entry.number))
                completed = before if before and before.status.id == "complete" else None
                way = ("chapters", c, "priorities", p)
                if completed and entry.status.id != "complete" and not entry.reopened:
                    yield source.problem(
                        (*way, "status"),
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
                    yield source.problem((*way, "reopened"), what, Wording.REMOVE_THIS)
                last[told.chapter, entry.number] = Step(report, entry)


@rule
def changed_priorities_were_agreed(loaded: Loaded) -> Problems:
    """A priority is changed only if the board agreed to a request about it, in this report or one before."""
    agreed: set[tuple[str, int]] = set()
    for report, source, _ in loaded.each("reports"):
        for c, told in enumerate(report.chapters):
            agreed |= {
                (told.chapter, request.priority)
                for request in told.requests
                if request.priority and request.decision == "agreed"
            }
            for p, entry in enumerate(told.priorities):
                if entry.status.id == "changed" and (told.chapter, entry.number) not in agreed:
                    yield source.problem(
                        ("chapters", c, "priorities", p, "status"),
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
