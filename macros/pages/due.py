"""What is due, on a page of its own for those who look after the plan, and the calendars that tell them of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..plan.due import REPORT, agenda, dates
from .background import to_check
from .page import Page, kind, macro, published
from .updates import permanent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..plan.due import Due
    from .site import Site

FOLDER = "/due/"
NAME = "dates.ics"


@dataclass(frozen=True)
class Calendar:
    """The dates of one board, or of everybody, for a calendar program: its name, the page that leads to it, and its address."""

    name: str
    page: str
    dates: tuple[Due, ...]

    @property
    def address(self) -> str:
        """The address of the file, beside the page."""
        return f"{self.page}{NAME}"


def uid(due: Due) -> str:
    """What calendar programs know a date by, for good: when its day moves, they move it."""
    return permanent(f"due-{due.key}").removeprefix("urn:uuid:")


def calendars(site: Site) -> Iterator[Calendar]:
    """The calendar for editors, with every date, and that of each board.

    They depend on data alone, not on today: a date that has passed stays until it was done. Reports that fell due before
    the site was first published were never asked for here.
    """
    plan, first = site.plan, stamp(site)[0]
    every = [
        due for due in dates(plan, to_check(site)) if due.task is not REPORT or due.day >= first
    ]
    yield Calendar("All dates", FOLDER, tuple(every))
    for board in plan.boards.values():
        own = tuple(due for due in every if due.concerns(board))
        yield Calendar(board.name, site.boards[board.id].address, own)


def stamp(site: Site) -> tuple[date, date]:
    """The days of the first and of the last update of the site's data that its pages tell of."""
    days = sorted(told.date for told in site.updates.all) or [site.plan.about.reviewed]
    return days[0], days[-1]


@kind
def due_page(site: Site) -> Iterator[Page]:
    """One page, which no resident looks for: boards' pages lead to it."""
    if site.plan.whole:
        yield Page("data/plan.yml", FOLDER, "What is due", "due", macro="due", listed=False)


@published
def calendar_files(site: Site) -> Iterator[str]:
    """Each calendar. They stand for good, whatever is due: each has at least the day by which the plan is to be checked again."""
    yield from (f"{page}{NAME}" for page in (FOLDER, *(of.address for of in site.boards.values())))


@macro
def due(site: Site, _page: Page) -> dict[str, Any]:
    """What has passed, what is near and what is later, as on the day of the build; what waits for an answer; the calendars."""
    return {"agenda": agenda(site.plan, more=to_check(site)), "calendars": list(calendars(site))}
