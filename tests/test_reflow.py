"""On a screen of 320 px, enlarged to 400 % and with a reader's own spacing, every page can be read to its end.

Nobody has to scroll sideways, and no word is cut off, lost, or runs out of its box.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from conftest import Served
from findings import (
    HELPERS,
    KINDS,
    LIGHT,
    LIGHT_NARROW,
    SEARCHES,
    ZOOMED,
    Finding,
    State,
    Visit,
    nothing,
    visit,
)
from pages import joined

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

# https://www.w3.org/TR/WCAG22/#text-spacing
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""

MENDS = {
    "scrolls sideways": "Let it shrink or wrap: no fixed width, min-width:0 in a grid or flex, overflow-wrap for long words.",
    "scrolls inside": "Let it wrap, or turn it into a list: a box that scrolls sideways hides what it holds.",
    "cut off": "Give the box a min-height instead of a height and no fixed width, or let nothing around it, html and body included, have overflow:hidden or clip.",
    "runs out": "Give the box a min-height and a min-width instead of a height and a width.",
    "lost": "Don't hide on a narrow screen what stands on a wide one.",
}

REFLOW = r"""
const found = [];
const scrolls = e => e !== document.body && (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
window.scrollTo(9999, scrollY);
const moved = window.scrollX;
window.scrollTo(0, scrollY);
if (moved) {
  const wide = everything().filter(e => e.getBoundingClientRect().right > innerWidth + 1);
  found.push(['scrolls sideways', moved + ' px: ' + wide.slice(-3).map(named).join(', ')]);
}
for (const e of everything()) {
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  if (!e.textContent.trim() || r.width <= 2 || !shown(e)) continue;
  // A page that cuts off its side can't be scrolled there, and has no box that tells.
  const beside = t => t.width && (t.left < -2 || t.right > document.documentElement.clientWidth + 2);
  if (!moved && !e.closest('.skip') && own_text(e).map(box_of).some(beside) && !scrolls(e)) found.push(['cut off', named(e)]);
  if (s.display === 'inline') continue;
  const over = e.scrollWidth > e.clientWidth + 1, under = e.scrollHeight > e.clientHeight + 1;
  if ((['hidden', 'clip'].includes(s.overflowX) && over) || (['hidden', 'clip'].includes(s.overflowY) && under)) found.push(['cut off', named(e)]);
  else if (['auto', 'scroll'].includes(s.overflowX) && over) found.push(['scrolls inside', named(e)]);
  if (s.display === 'contents') continue;
  const size = parseFloat(s.fontSize);
  for (const node of own_text(e)) {
    const t = box_of(node);
    if (t.width && (t.bottom > r.bottom + size / 2 || t.top < r.top - size / 2 || t.right > r.right + 2 || t.left < r.left - 2)) {
      found.push(['runs out', named(e)]); break;
    }
  }
}
return found;
"""

SHOWN = "() => document.body.innerText"


def reflow(visit: Visit) -> Iterator[Finding]:
    """What does not fit into the window."""
    yield from visit.ask(REFLOW, MENDS)


def spaced(visit: Visit) -> Iterator[Finding]:
    """What does not fit when a reader widens the spaces. The page has to be opened again afterwards."""
    visit.tab.evaluate(f"css => {{ {HELPERS} adopt(css) }}", SPACING)
    assert visit.tab.evaluate(TAKEN), "the page keeps its own spacing"
    yield from reflow(Visit(visit.tab, visit.page, f"{visit.state} wider spacing"))


TAKEN = """() => { const s = getComputedStyle(document.querySelector('main p'));
return Math.abs(parseFloat(s.letterSpacing) / parseFloat(s.fontSize) - 0.12) < 0.001; }"""


def lost(visit: Visit, wide: str) -> Iterator[Finding]:
    """Lines of text that a page shows on a wide screen, `wide`, and not here."""
    here = joined(visit.tab.evaluate(SHOWN))
    for line in filter(None, map(joined, wide.splitlines())):
        if line not in here:
            yield visit.finding("lost", f'"{line[:60]}"', MENDS["lost"])


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


# A window's width, and the size of text that its reader has set in the browser in place of 16 px.
ENLARGED = {"200 % at 375 px": (375, 32), "150 % at 320 px": (320, 24)}


def enlarge(tab: Tab, size: int) -> None:
    """Set the browser's own size of text, as a reader does in its settings."""
    tab.context.new_cdp_session(tab).send(
        "Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}}
    )


@pytest.fixture(params=ENLARGED.values(), ids=ENLARGED.keys())
def large(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Callable[[State], Tab]]:
    """A tab of a browser whose reader has enlarged the text."""
    width, size = request.param
    tab = State(width=width, height=667).open(browser)
    enlarge(tab, size)
    yield lambda _: tab
    tab.context.close()


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
                assert (
                    box["x"] >= 0 and box["x"] + box["width"] <= seen.tab.viewport_size["width"]
                ), address
            for before, after in ((label, field), (field, button)):
                assert (
                    after["y"] >= before["y"] + before["height"]
                    or after["x"] >= before["x"] + before["width"]
                ), address
            assert field["width"] >= 140, f"{address}: a word can be seen while it is typed"
