"""What is wrong on a page when everything on it that opens is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .axe import axe
from .markup import bare, torn
from .reflow import reflow
from .sight import contrast, targets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..findings import Finding, Visit


OPEN = """() => { const all = [...document.querySelectorAll('details:not([open])')];
all.forEach(e => { e.open = true; e.dataset.proof = ''; }); return all.length; }"""
CLOSE = "() => document.querySelectorAll('details[data-proof]').forEach(e => { e.open = false; delete e.dataset.proof; })"


def opened(visit: Visit) -> Iterator[Finding]:
    """What is wrong on a page when everything on it is open. Afterwards it is closed again.

    A page on which nothing opens has no such state.
    """
    if visit.tab.evaluate(OPEN):
        seen = visit.but(state=f"{visit.state} all open")
        for check in (contrast, targets, reflow, torn, bare, axe):
            yield from check(seen)
        visit.tab.evaluate(CLOSE)
