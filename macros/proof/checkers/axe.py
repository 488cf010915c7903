"""What axe-core finds on a page, with its rules of best practice.

Three of its rules take longer than all others together: those for contrast, the size of targets, and links that only their
colour tells. sight.py measures the same on every page, stricter: so these look at one page of each kind (`slowly`), and the
others at all (`axe`).
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
}
SLOW = ("color-contrast", "target-size", "link-in-text-block")
QUICK = RULES | {"rules": {rule: {"enabled": False} for rule in SLOW}}
SLOWLY = RULES | {"runOnly": {"type": "rule", "values": SLOW}}


# A page on which the same is shown, or off the screen, or scrolls, as when it was last asked has the same faults: whatever
# its colours, the quick rules go by nothing else.
ONCE = """async rules => {
  const sign = [document.documentElement.outerHTML.length, ...[...document.body.querySelectorAll('*')].map(e => {
    const box = e.getBoundingClientRect();
    return [e.checkVisibility({visibilityProperty: true, opacityProperty: true}), box.right > 0, box.bottom + scrollY > 0, box.width > 1,
      e.scrollWidth > e.clientWidth, e.scrollHeight > e.clientHeight].map(Number).join('');
  })].join(' ');
  const known = window.axed ??= new Map();
  if (!known.has(sign)) known.set(sign, (await axe.run(document, rules)).violations);
  return known.get(sign);
}"""
ANEW = "rules => axe.run(document, rules).then(found => found.violations)"


def axe(visit: Visit) -> Iterator[Finding]:
    """What axe-core finds on a page by its quick rules."""
    yield from _broken(visit, QUICK, ONCE)


def slowly(visit: Visit) -> Iterator[Finding]:
    """What axe-core finds of contrast, of small targets, and of links that only their colour tells."""
    yield from _broken(visit, SLOWLY, ANEW)


def _broken(visit: Visit, rules: dict[str, Any], run: str) -> Iterator[Finding]:
    if visit.tab.evaluate("typeof axe") == "undefined":
        visit.tab.evaluate(AXE_SCRIPT)
    for rule in visit.tab.evaluate(run, rules):
        for node in rule["nodes"]:
            mend = joined(f"{rule['help']}. {node.get('failureSummary') or ''}")[:300]
            yield visit.finding(
                rule["id"],
                f"{joined(node['html'])[:120]} at {' '.join(map(str, node['target']))}",
                f"{mend} {rule['helpUrl'].split('?')[0]}",
            )
