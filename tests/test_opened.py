"""What a reader opens is as good as what stands there at first: the notes that tell what has changed on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from conftest import Served
from findings import DARK_NARROW, KINDS, LIGHT, Finding, State, Visit, nothing, visit
from test_axe import axe
from test_markup import bare, torn
from test_reflow import reflow
from test_sight import contrast, targets

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

OPEN = "() => [...document.querySelectorAll('details')].map(e => e.open = true).length"


def opened(visit: Visit) -> Iterator[Finding]:
    """What is wrong on a page when everything on it is open. A page on which nothing opens has no such state."""
    if visit.tab.evaluate(OPEN):
        seen = Visit(visit.tab, visit.page, f"{visit.state} all open")
        for check in (contrast, targets, reflow, torn, bare, axe):
            yield from check(seen)


@pytest.mark.parametrize("state", [LIGHT, DARK_NARROW], ids=str)
def test_what_is_opened_on_a_page_is_sound(
    served: Served, tabs: Callable[[State], Tab], state: State
) -> None:
    with_details = [
        address
        for address in KINDS
        if address.partition("?")[0] in served.pages
        and served.pages[address.partition("?")[0]].all("details")
    ]
    assert len(with_details) > 10, "hardly any page has something to open"
    nothing(
        finding
        for address in with_details
        for finding in opened(visit(served, tabs, address, state))
    )
