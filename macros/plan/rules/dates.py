"""Days that are past or still to come, and the updates that tell of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..files import FILES
from ..update import ALL
from ..values import NOT_YET
from . import Loaded, Problems, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..problems import Way
    from ..source import Source
    from ..update import Update

# Whoever writes a day before this one has slipped.
OLDEST = date(2000, 1, 1)


@rule
def notes_and_feedback_have_their_day(loaded: Loaded) -> Problems:
    """The day of a note, or of what was said or answered, has come, and its year is no slip."""
    for source, way, day, happened in _days(loaded):
        if not OLDEST <= day <= loaded.today:
            message = f"{day} is {_wrong(day, loaded)}. Write the day on which {happened}."
            yield source.problem(way, message)


def _wrong(day: date, loaded: Loaded) -> str:
    return "still to come" if day > loaded.today else f"before {OLDEST.year}"


def _with(field: str) -> Iterator[str]:
    """The parts of the plan whose entries have a field, which editors type."""
    return (
        part for part, file in FILES.items() if file.by_hand and field in file.model.model_fields
    )


def _days(loaded: Loaded) -> Iterator[tuple[Source, Way, date, str]]:
    """The days of notes and feedback, each with its file, the way to it, and what happened on it."""
    for note, source, way in loaded.each("notes"):
        yield source, (*way, "date"), note.date, "the note was written"
    for chapter, source, way in loaded.each("chapters"):
        for place, note in enumerate(chapter.notes):
            yield source, (*way, "notes", place, "date"), note.date, "the note was written"
    for theme, source, way in loaded.each("feedback"):
        days: list[tuple[Way, date | None]] = [
            (("heard",), theme.heard),
            (("last_heard",), theme.last_heard),
            *((("answers", n, "date"), answer.date) for n, answer in enumerate(theme.answers)),
        ]
        for to, day in days:
            if day:
                yield source, (*way, *to), day, "it was said or answered"


@rule
def reasons_are_not_ahead(loaded: Loaded) -> Problems:
    """A chapter is on hold, retired or without a lead since a day that has come."""
    for chapter, source, _ in loaded.each("chapters"):
        day = chapter.reason and chapter.reason.date
        if day and day > loaded.today:
            message = f"{day} is still to come. Write the day on which it was decided."
            yield source.problem(("reason", "date"), message)
        if chapter.vacant_since and chapter.vacant_since > loaded.today:
            message = f"{chapter.vacant_since} is still to come. Write the day on which the lead left, once it has come."
            yield source.problem(("vacant_since",), message)


def _updates(loaded: Loaded) -> Iterator[tuple[Source, Way, Update]]:
    """Every update, with its file and the way to it: none while an entry is wrong, for its place is not known then."""
    for update, source, way in loaded.each("updates"):
        yield source, way, update
    for chapter, source, way in loaded.each("chapters") if loaded.whole else ():
        for place, update in enumerate(chapter.updates):
            yield source, (*way, "updates", place), update


@rule
def the_first_update_is_of_all(loaded: Loaded) -> Problems:
    """The first update tells of the site's first publication: it is about every page, and none is older."""
    if not loaded.whole:
        return
    first = next(iter(loaded.entries["updates"]), None)
    if first is None or ALL not in first.about:
        message = f"the first update tells when the site was first published. Let it say 'about: [{ALL}]'."
        yield loaded.sources["updates"].problem((0, "about") if first else (), message)
        return
    for source, way, update in _updates(loaded):
        if update.date < first.date:
            message = f"{update.date} is earlier than the first publication, {first.date} in data/updates.yml. Put the date right, here or there."
            yield source.problem((*way, "date"), message)


@rule
def updates_are_not_ahead(loaded: Loaded) -> Problems:
    """(warning) What readers are told to have changed has changed."""
    for source, way, update in _updates(loaded):
        if update.date > loaded.today:
            message = f"{update.date} is still to come. Put in the day on which this is published."
            yield source.problem((*way, "date"), message, warning=True)


@rule
def reviews_are_not_overdue(loaded: Loaded) -> Problems:
    """(warning) What is to be looked at again by a date has been looked at."""
    for part in _with("review"):
        for entry, source, way in loaded.each(part):
            if entry.review and entry.review < loaded.today:
                message = f"the review was due on {entry.review:%-d %B %Y}. Check the facts and set a new date."
                yield source.problem((*way, "review"), message, warning=True)


@rule
def checks_have_been_made(loaded: Loaded) -> Problems:
    """(warning) The day on which a person rang a number or saw a page has come."""
    for part in _with("checked"):
        for entry, source, way in loaded.each(part):
            if entry.checked and entry.checked > loaded.today:
                message = f"{entry.checked} is still to come. Write the day on which a person rang the number or saw the live page, or: {NOT_YET}."
                yield source.problem((*way, "checked"), message, warning=True)


@rule
def what_came_after_has_come(loaded: Loaded) -> Problems:
    """A page was read on a day that has come, and what there is now is so since a day that has come."""
    for part in ("after", "doing"):
        for entry, source, way in loaded.each(part):
            if entry.read and not OLDEST <= entry.read <= loaded.today:
                message = f"{entry.read} is {_wrong(entry.read, loaded)}. Write the day on which the page was read."
                yield source.problem((*way, "read"), message)
            if part == "after" and entry.since and entry.since.start > loaded.today:
                message = f"{entry.since.shown} is still to come. Write under 'now:' what is planned, and 'since:' once it has come."
                yield source.problem((*way, "since"), message)


@rule
def figures_are_results(loaded: Loaded) -> Problems:
    """What is yet to come is an aim or a forecast, so no bar or line is drawn to it."""
    for outcome, source, way in loaded.each("outcomes"):
        for place, release in enumerate(outcome.figures):
            if release.period and release.period.end > loaded.today:
                message = f"{release.when} is not over on {loaded.today:%-d %B %Y}, so this is no result. Write an aim under 'aim:', and a figure once its time is over."
                yield source.problem((*way, "figures", place, "period"), message)
