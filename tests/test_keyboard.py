"""By keyboard alone: what the proof does not ask of every kind of page (decision 029).

Nothing on this site opens over something else (no menu, no dialog), so there is nothing for Escape to close and nowhere
for the focus to return to: a checker of the proof holds that true. A browser's own details open in their place, below
what opens them: they are tried here by key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.proof.checkers.keyboard import walk
from macros.proof.findings import State, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page as Tab

    from macros.proof.served import Served

pytestmark = pytest.mark.browser


@pytest.mark.night
def test_a_walk_back_meets_the_same_stops(served: Served, tabs: Callable[[State], Tab]) -> None:
    for address in ("/", "/chapters/mental-health/", "/questions/"):
        forth = [s["n"] for s in walk(visit(served, tabs, address).tab)]
        back = [s["n"] for s in walk(visit(served, tabs, address).tab, key="Shift+Tab")]
        assert back[::-1] == forth, address


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
