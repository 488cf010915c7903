"""A plan whose time has passed says so where readers arrive, on the first screen of a phone. One that still runs does not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pages import build, by_day, load
from sample import put_together, small_plan

from macros.plan.today import epoch_of
from macros.proof.findings import State
from macros.proof.pages import Page, Pages, text
from macros.proof.served import Served, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page as Tab

PHONE = State("light", 390, 844)
TOLD = "The plan’s time has passed: its priorities ran from {}."
# Each invented plan, the time of its priorities, and a day after it. The first also on a day within.
SMALL, SAMPLE = "April 2030 to March 2031", "January 2030 to March 2032"
PLANS = {
    "small": (small_plan, SMALL, date(2031, 4, 1)),
    "sample": (put_together, SAMPLE, date(2032, 4, 1)),
    "running": (small_plan, SMALL, date(2031, 3, 31)),
}


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Pages]:
    """The site of an invented plan as on its day, built once."""
    known: dict[str, Pages] = {}

    def at(name: str) -> Pages:
        if name not in known:
            make, _, day = PLANS[name]
            folder = tmp_path_factory.mktemp(name)
            project: Path = make(folder / "project")
            known[name] = build(project, folder / "site", SOURCE_DATE_EPOCH=epoch_of(day))
        return known[name]

    return at


def arrivals(pages: Pages) -> Iterator[Page]:
    """Where readers arrive: home, each group, each board and each chapter."""
    yield from (
        page for page in pages if page.all("main.home, main.stage, main.board, main.chapter")
    )


def late(served: Served, tab: Tab, told: str) -> list[str]:
    """The pages of arrival whose first screen on a phone doesn't show the whole line and its way to the editions."""
    found = []
    for page in arrivals(served.pages):
        tab.goto(served.at(page.address))
        line = tab.locator(
            "main p", has=tab.get_by_role("link", name="The plan’s time has passed", exact=True)
        )
        box = line.bounding_box()
        if (
            line.inner_text() != told
            or box["y"] < 0
            or box["x"] < 0
            or box["y"] + box["height"] > PHONE.height
            or box["x"] + box["width"] > PHONE.width
        ):
            found.append(f"{page.address}: {line.inner_text()} {box}")
        assert line.locator("a").evaluate("a => a.href") == served.at("/editions/")
    return found


@pytest.mark.browser
@pytest.mark.parametrize("name", by_day(("small", "sample"), "small"))
def test_the_first_screen_of_a_phone_says_that_the_plan_has_ended(
    plans: Callable[[str], Pages], tabs: Callable[[State], Tab], name: str
) -> None:
    with serve(plans(name)) as served:
        assert late(served, tabs(PHONE), TOLD.format(PLANS[name][1])) == []


@pytest.mark.browser
@pytest.mark.night
def test_so_does_the_first_screen_of_the_third_edition(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    first, last = (
        date.fromisoformat(load("plan")[f"priorities_{end}"] + "-01") for end in ("from", "to")
    )
    assert late(served, tabs(PHONE), TOLD.format(f"{first:%B %Y} to {last:%B %Y}")) == []


@pytest.mark.parametrize("name", ["small", "sample"])
def test_it_is_said_once_on_a_page(plans: Callable[[str], Pages], name: str) -> None:
    pages = list(arrivals(plans(name)))
    assert {page.one("main").get("class").split()[0] for page in pages} == {
        "home",
        "stage",
        "board",
        "chapter",
    }
    for page in pages:
        seen = text(page.one("body"))
        assert seen.count("time has passed") == seen.count(PLANS[name][1]) == 1, page.address
        assert "priorities ran to" not in seen, page.address


def test_a_plan_that_still_runs_says_nothing_of_the_kind(plans: Callable[[str], Pages]) -> None:
    for page in plans("running"):
        seen = text(page.one("body"))
        for words in ("time has passed", "priorities ran", "ended in"):
            assert words not in seen, page.address
        assert f"its priorities run from {SMALL}." in text(page.one("footer")), page.address
    assert f"Priorities for {SMALL}." in text(plans("running")["/chapters/play/"].one("main"))


def test_every_other_page_says_in_its_footer_when_the_priorities_ended(
    plans: Callable[[str], Pages],
) -> None:
    for page in plans("small"):
        assert "its priorities ended in March 2031." in text(page.one("footer")), page.address
