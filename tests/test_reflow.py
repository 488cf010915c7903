"""In text that a reader has enlarged, the search stays whole; in a short window, a page's name is on the first screen.

That every page fits, and that its name is on the first screen at 400 %, the proof shows (decision 029).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.proof.findings import ENLARGED, LIGHT, State, visit

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


# A window of 1280 x 900 px at 400 %, and a telephone held sideways. Then windows with room for the arches.
SHORT, ROOMY = [(320, 225), (740, 340)], [(1280, 720), (1280, 800), (375, 667), (320, 568)]
# Where the first line of the page's name ends, and the arches that are seen: how high they are.
FIRST_SCREEN = """() => {
  const h1 = document.querySelector('h1'), range = document.createRange();
  range.selectNodeContents(h1);
  const seen = [...document.querySelectorAll('.low svg, .tall svg')].filter(svg => svg.getClientRects().length);
  return [range.getClientRects()[0].bottom, ...seen.map(svg => svg.parentNode.offsetHeight)];
}"""


@pytest.mark.browser
def test_the_name_of_a_page_is_on_the_first_screen_and_the_arches_take_a_tenth_of_it_at_most(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    for address in (
        "/",
        "/living-well/",
        "/chapters/learning-disability-and-autism/",
        "/have-your-say/cancer/",
        "/boards/mental-health-and-learning-disabilities/",
        "/search/",
        "/help/",
        "/words/",
    ):
        tab = visit(served, tabs, address).tab
        for width, height in SHORT:
            tab.set_viewport_size({"width": width, "height": height})
            bottom, *arches = tab.evaluate(FIRST_SCREEN)
            assert bottom <= height, f"{address} at {width} x {height}"
            assert not arches, f"{address} at {width} x {height}"
        for width, height in ROOMY:
            tab.set_viewport_size({"width": width, "height": height})
            _, *arches = tab.evaluate(FIRST_SCREEN)
            assert len(arches) == (width > 480 or address == "/"), (
                f"{address} at {width} x {height}"
            )
            assert sum(arches) <= height / 10, f"{address} at {width} x {height}"
        tab.set_viewport_size({"width": LIGHT.width, "height": LIGHT.height})
