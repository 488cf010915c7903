"""What axe-core finds on a page, with its rules of best practice.

Its rule for contrast takes longer than all others together, and sight.py measures the same on every page, stricter: so it
looks at one page of each kind (`faint`), and the others at all (`axe`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

from ..pages import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..findings import Finding, Visit


# Its rule for a contrast of 7:1 takes a minute on long pages: sight.py measures that, on every page.
RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "iframes": False,
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
BUT_CONTRAST = RULES | {"rules": RULES["rules"] | {"color-contrast": {"enabled": False}}}
CONTRAST = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "rules": {}}


def axe(visit: Visit) -> Iterator[Finding]:
    """What axe-core finds on a page, but for contrast."""
    yield from _broken(visit, BUT_CONTRAST)


def faint(visit: Visit) -> Iterator[Finding]:
    """What axe-core finds of contrast."""
    yield from _broken(visit, CONTRAST)


def _broken(visit: Visit, rules: dict[str, Any]) -> Iterator[Finding]:
    if visit.tab.evaluate("typeof axe") == "undefined":
        visit.tab.evaluate(AXE_SCRIPT)
    for rule in visit.tab.evaluate(
        "rules => axe.run(document, rules).then(found => found.violations)", rules
    ):
        for node in rule["nodes"]:
            mend = joined(f"{rule['help']}. {node.get('failureSummary') or ''}")[:300]
            yield visit.finding(
                rule["id"],
                f"{joined(node['html'])[:120]} at {' '.join(map(str, node['target']))}",
                f"{mend} {rule['helpUrl'].split('?')[0]}",
            )
