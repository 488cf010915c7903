"""What is wrong on a page when everything on it that opens is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from findings import Finding, Visit

from checkers.axe import axe
from checkers.markup import bare, torn
from checkers.reflow import reflow
from checkers.sight import contrast, targets

if TYPE_CHECKING:
    from collections.abc import Iterator


OPEN = "() => [...document.querySelectorAll('details')].map(e => e.open = true).length"


def opened(visit: Visit) -> Iterator[Finding]:
    """What is wrong on a page when everything on it is open. A page on which nothing opens has no such state."""
    if visit.tab.evaluate(OPEN):
        seen = Visit(visit.tab, visit.page, f"{visit.state} all open")
        for check in (contrast, targets, reflow, torn, bare, axe):
            yield from check(seen)
