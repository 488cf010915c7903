"""The small plan as on its own day: what the tests read, spoil and read again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from macros.plan.load import read_plan

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2030, 6, 1)
# A picture of one pixel, as .png.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a4944415478da6360000000020001e527defc0000000049454e44ae426082"
)


Check = Callable[..., tuple[int, list[str]]]


def said(root: Path) -> list[str]:
    """The errors in the data under `root`, as they are printed."""
    return [str(p) for p in read_plan(root, TODAY)[1] if not p.warning]


def reword(root: Path, old: str, new: str) -> None:
    """Give a paper other words, and all that quotes them, as YAML has them: the plan stays true."""
    found = [path for path in (root / "data").rglob("*.yml") if old in path.read_text("utf-8")]
    assert any(path.parent.name == "papers" for path in found)
    for path in found:
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def unbound(root: Path) -> None:
    """Let no paper tell the plan's facts, so that a test may change a name or a title alone."""
    path = root / "data/plan.yml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^sources:\n(?:  .*\n)+", "", text, flags=re.MULTILINE), "utf-8")
