"""What axe-core finds on a page, with its rules of best practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT
from pages import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from findings import Finding, Visit


# Its rule for a contrast of 7:1 takes a minute on long pages: sight.py measures that, on every page.
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
