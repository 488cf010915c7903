"""axe-core, with its rules of best practice, finds nothing on any page: in light and dark, wide and narrow, on paper.

There is no menu to open: the header's links always stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from conftest import Served
from findings import SCREENS, SEARCHES, Finding, State, Visit, nothing, visit
from pages import joined

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

# Its rule for a contrast of 7:1 takes a minute on long pages: test_sight.py measures that, on every page.
RULES = {
    "resultTypes": ["violations"],
    "iframes": False,
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


def axe(visit: Visit) -> Iterator[Finding]:
    """What axe-core finds on a page."""
    visit.tab.evaluate(AXE_SCRIPT)
    for rule in visit.tab.evaluate(
        "rules => axe.run(document, rules).then(found => found.violations)", RULES
    ):
        for node in rule["nodes"]:
            mend = joined(f"{rule['help']}. {node.get('failureSummary') or ''}")[:300]
            yield visit.finding(
                rule["id"],
                f"{' '.join(map(str, node['target']))} {joined(node['html'])[:80]}",
                f"{mend} {rule['helpUrl'].split('?')[0]}",
            )


@pytest.mark.parametrize("state", [*SCREENS, State(media="print")], ids=str)
def test_axe_finds_nothing_on_any_page(
    served: Served, tabs: Callable[[State], Tab], state: State
) -> None:
    addresses = [*(page.address for page in served.pages), *SEARCHES]
    nothing(
        finding for address in addresses for finding in axe(visit(served, tabs, address, state))
    )
