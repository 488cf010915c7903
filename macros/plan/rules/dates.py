"""Days that are past or still to come, and the updates that tell of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..due import marked
from ..files import FILES
from ..update import ALL
from ..values import NOT_YET
from . import Loaded, Problems, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..problems import Way
    from ..source import Source
    from ..update import Update


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
    for part in FILES:
        for entry, source, way in loaded.each(part):
            for to, day, _ in marked(entry):
                if day < loaded.today:
                    message = f"the review was due on {day:%-d %B %Y}. Check the facts and set a new date."
                    yield source.problem((*way, *to), message, warning=True)


@rule
def checks_have_been_made(loaded: Loaded) -> Problems:
    """(warning) The day on which a person rang a number or saw a page has come."""
    parts = [part for part, file in FILES.items() if "checked" in file.model.model_fields]
    for part in parts:
        for entry, source, way in loaded.each(part):
            if isinstance(entry.checked, date) and entry.checked > loaded.today:
                message = f"{entry.checked} is still to come. Write the day on which a person rang the number or saw the live page, or: {NOT_YET}."
                yield source.problem((*way, "checked"), message, warning=True)


@rule
def figures_are_results(loaded: Loaded) -> Problems:
    """What is yet to come is an aim or a forecast, so no bar or line is drawn to it."""
    for outcome, source, way in loaded.each("outcomes"):
        for place, release in enumerate(outcome.figures):
            if release.period and release.period.end > loaded.today:
                message = f"{release.when} is not over on {loaded.today:%-d %B %Y}, so this is no result. Write an aim under 'aim:', and a figure once its time is over."
                yield source.problem((*way, "figures", place, "period"), message)
