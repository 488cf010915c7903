"""By keyboard alone: every stop is reached, in the order in which one reads, and is seen.

Nothing on this site opens over something else (no menu, no dialog), so there is nothing for Escape to close and nowhere
for the focus to return to. A checker holds that true. A browser's own details open in their place, below what opens
them: they are tried here by key, and looked at when they are open in test_opened.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.proof.checkers.keyboard import Lens, by_look, by_tab, single_keys, skips, walk
from macros.proof.findings import (
    DARK,
    DARK_NARROW,
    KINDS,
    LIGHT,
    LIGHT_NARROW,
    State,
    nothing,
    visit,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

    from macros.proof.served import Served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lens(browser: Browser) -> Lens:
    return Lens(browser)


FORCED = [State("light", forced=True), State("dark", forced=True)]


@pytest.mark.parametrize("state", [LIGHT, LIGHT_NARROW], ids=str)
def test_a_walk_by_the_tab_key_sees_every_stop_in_order(
    served: Served, tabs: Callable[[State], Tab], lens: Lens, state: State
) -> None:
    """Long lists are met in full once, on a wide screen; on a narrow one their middle is passed over."""
    before = lens.taken
    cut = None if state == LIGHT else 100
    nothing(
        finding
        for address in KINDS
        for finding in by_tab(
            visit(served, tabs, address, state), lens, 100 if "?" in address else cut
        )
    )
    assert lens.taken - before > 20, "too few kinds of stops were looked at"


@pytest.mark.parametrize("state", [DARK, DARK_NARROW, *FORCED], ids=str)
def test_every_kind_of_stop_is_seen_in_the_dark_and_in_forced_colours(
    served: Served, tabs: Callable[[State], Tab], lens: Lens, state: State
) -> None:
    before = lens.taken
    nothing(
        finding
        for address in KINDS
        for finding in by_look(visit(served, tabs, address, state), lens)
    )
    assert lens.taken - before > 20, "too few kinds of stops were looked at"


def test_a_walk_back_meets_the_same_stops(served: Served, tabs: Callable[[State], Tab]) -> None:
    for address in ("/", "/chapters/mental-health/", "/questions/"):
        forth = [s["n"] for s in walk(visit(served, tabs, address).tab)]
        back = [s["n"] for s in walk(visit(served, tabs, address).tab, key="Shift+Tab")]
        assert back[::-1] == forth, address


@pytest.mark.parametrize("state", [LIGHT, LIGHT_NARROW], ids=str)
def test_the_skip_link_leads_to_the_content(
    served: Served, tabs: Callable[[State], Tab], state: State
) -> None:
    nothing(finding for address in KINDS for finding in skips(visit(served, tabs, address, state)))


def test_what_opens_by_key_keeps_the_focus_and_shows_what_it_holds_below(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    for address in ("/", "/boards/acute-care/", "/have-your-say/carers/"):
        tab = visit(served, tabs, address).tab
        summary = tab.locator("details > summary")
        summary.focus()
        for key, opened in (("Enter", True), ("Space", False), ("Space", True), ("Enter", False)):
            tab.keyboard.press(key)
            assert tab.evaluate("document.activeElement.tagName") == "SUMMARY", f"{address}: {key}"
            assert tab.locator("details.changed ul").is_visible() is opened, f"{address}: {key}"


# Single keys


def test_no_single_key_does_anything(served: Served, tabs: Callable[[State], Tab]) -> None:
    nothing(finding for address in KINDS for finding in single_keys(visit(served, tabs, address)))
