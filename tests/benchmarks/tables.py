"""A table in Markdown, for both kinds of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def table(names: list[str], rows: Iterable[list[object]], texts: int = 1) -> list[str]:
    """The lines of a table. The first `texts` columns are words; figures stand at the right."""
    lines = [names, ["---"] * texts + ["---:"] * (len(names) - texts), *rows]
    return ["", *("| " + " | ".join(map(str, line)) + " |" for line in lines), ""]
