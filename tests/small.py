"""The small plan as on its own day: what the tests read, spoil and read again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from macros.plan.load import read_plan

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2030, 6, 1)


Check = Callable[..., tuple[int, list[str]]]


def said(root: Path) -> list[str]:
    """The errors in the data under `root`, as they are printed."""
    return [str(p) for p in read_plan(root, TODAY)[1] if not p.warning]
