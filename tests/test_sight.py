"""What is seen and touched: contrast, sizes, motion, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.proof.checkers.sight import contrast, motion, targets, unprinted
from macros.proof.findings import KINDS, SCREENS, SEARCHES, Finding, State, nothing, visit
from macros.proof.pages import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page as Tab

    from macros.proof.served import Served

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("state", SCREENS, ids=str)
def test_text_and_controls_stand_out_and_can_be_touched(
    served: Served, tabs: Callable[[State], Tab], state: State
) -> None:
    found: list[Finding] = []
    for address in [*(page.address for page in served.pages), *SEARCHES]:
        seen = visit(served, tabs, address, state)
        found += [*contrast(seen), *targets(seen)]
    nothing(found)


# Motion


@pytest.mark.parametrize("still", [True, False], ids=["less motion wanted", "no wish"])
def test_nothing_moves_whether_or_not_a_reader_wants_less_motion(
    served: Served, tabs: Callable[[State], Tab], still: bool
) -> None:
    nothing(
        finding
        for address in KINDS
        for finding in motion(visit(served, tabs, address, State(still=still)))
    )


# On paper

# A partners' kit prints its poster alone: test_partners.py.
ON_PAPER = [
    address for address in KINDS if not address.startswith("/partners/") or address == "/partners/"
]


@pytest.mark.parametrize("address", ON_PAPER)
def test_paper_holds_every_line_of_the_content(
    served: Served, tabs: Callable[[State], Tab], address: str
) -> None:
    nothing(unprinted(visit(served, tabs, address)))


@pytest.mark.parametrize("address", ON_PAPER)
def test_paper_shows_the_content_and_the_address_but_no_menus(
    served: Served, tabs: Callable[[State], Tab], address: str
) -> None:
    seen = visit(served, tabs, address).tab
    assert seen.locator("body > header nav").is_visible()
    tab = visit(served, tabs, address, State(media="print")).tab
    for aside in ("body > header nav", "body > header form", ".band", "footer nav"):
        assert not tab.locator(aside).count() or not tab.locator(aside).first.is_visible(), aside
    assert tab.locator("h1").is_visible()
    printed = tab.locator(".printed")
    if address == MISSING:
        assert printed.count() == 0
    else:
        assert printed.is_visible()
        assert printed.inner_text().endswith(served.pages.at(address.partition("?")[0]))
