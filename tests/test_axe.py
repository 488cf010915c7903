"""axe-core, with its rules of best practice, finds nothing on any page: in light and dark, wide and narrow, on paper.

There is no menu to open: the header's links always stand there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.proof.checkers.axe import axe
from macros.proof.findings import SCREENS, SEARCHES, State, nothing, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page as Tab

    from macros.proof.served import Served

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("state", [*SCREENS, State(media="print")], ids=str)
def test_axe_finds_nothing_on_any_page(
    served: Served, tabs: Callable[[State], Tab], state: State
) -> None:
    addresses = [*(page.address for page in served.pages), *SEARCHES]
    nothing(
        finding for address in addresses for finding in axe(visit(served, tabs, address, state))
    )
