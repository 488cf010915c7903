"""On a screen of 320 px, enlarged to 400 % and with a reader's own spacing, every page can be read to its end.

Nobody has to scroll sideways, and no word is cut off, lost, or runs out of its box.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.proof.checkers.reflow import SHOWN, lost, reflow, spaced
from macros.proof.findings import (
    KINDS,
    LIGHT,
    LIGHT_NARROW,
    SEARCHES,
    ZOOMED,
    Finding,
    State,
    nothing,
    visit,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page as Tab

    from macros.proof.served import Served

pytestmark = pytest.mark.browser


def test_every_page_fits_into_every_window_and_loses_nothing_in_a_narrow_one(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    found: list[Finding] = []
    for address in [*(page.address for page in served.pages), *SEARCHES]:
        wide = visit(served, tabs, address, LIGHT)
        text = wide.tab.evaluate(SHOWN)
        found += [*reflow(wide), *spaced(wide)]
        for state in (LIGHT_NARROW, ZOOMED):
            narrow = visit(served, tabs, address, state)
            found += [*lost(narrow, text), *reflow(narrow), *spaced(narrow)]
    nothing(found)


def test_enlarged_text_pushes_no_page_sideways(
    served: Served, large: Callable[[State], Tab]
) -> None:
    found: list[Finding] = []
    for address in KINDS:
        seen = visit(served, large, address)
        assert seen.tab.evaluate(
            "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        ) in (24, 32)
        found += reflow(seen)
    nothing(found)


def test_in_enlarged_text_the_search_stays_whole_and_in_order(
    served: Served, large: Callable[[State], Tab]
) -> None:
    for address in ("/", "/chapters/cancer/", "/search/"):
        seen = visit(served, large, address)
        for form in seen.tab.locator("form[role=search]").all():
            label, field, button = (
                form.locator(name).first.bounding_box() for name in ("label", "input", "button")
            )
            for box in (label, field, button):
                assert box["x"] >= 0, address
                assert box["x"] + box["width"] <= seen.tab.viewport_size["width"], address
            for before, after in ((label, field), (field, button)):
                assert (
                    after["y"] >= before["y"] + before["height"]
                    or after["x"] >= before["x"] + before["width"]
                ), address
            assert field["width"] >= 140, f"{address}: a word can be seen while it is typed"
