"""What a reader opens is as good as what stands there at first: the notes that tell what has changed on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.proof.checkers.opened import opened
from macros.proof.findings import DARK_NARROW, KINDS, LIGHT, State, nothing, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page as Tab

    from macros.proof.served import Served

pytestmark = pytest.mark.browser


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
