"""In text that a reader has enlarged, the search stays whole. That every page fits, the proof shows (decision 029)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.proof.findings import ENLARGED, State, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page as Tab

    from macros.proof.served import Served


@pytest.mark.browser
@pytest.mark.parametrize("state", ENLARGED, ids=str)
def test_in_enlarged_text_the_search_stays_whole_and_in_order(
    served: Served, tabs: Callable[[State], Tab], state: State
) -> None:
    for address in ("/", "/chapters/cancer/", "/search/"):
        seen = visit(served, tabs, address, state)
        size = seen.tab.evaluate("getComputedStyle(document.documentElement).fontSize")
        assert size == f"{state.text}px"
        for form in seen.tab.locator("form.search-form").all():
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
