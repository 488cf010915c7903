"""`retire`: mark a chapter as retired. It keeps its page and its number, and old links to its place in lists lead to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..plan.edits import Edited, written
from .begin import add_update, update_of
from .check import takes_today
from .draft import WrongUseError, carry_out, keep_addresses
from .rename import existing
from .terminal import day, example

if TYPE_CHECKING:
    import argparse
    from datetime import date
    from pathlib import Path

    from ..plan.plan import Plan


def add(commands: Any) -> None:
    """Add the command to the command line."""
    line = 'retire chapter carers --reason "The partners moved this work into another chapter." --date 2026-11-20'
    command = commands.add_parser(
        "retire", help="retire a chapter, which keeps its page and its number", **example(line)
    )
    kinds = command.add_subparsers(dest="kind", required=True)
    part = kinds.add_parser("chapter", help="retire a chapter", **example(line))
    takes_today(part)
    part.add_argument("id", help="the chapter's id")
    part.add_argument("--reason", required=True, help="why, in a plain sentence")
    part.add_argument("--date", required=True, type=day, help="since when, as 2026-11-21")
    part.set_defaults(
        run=lambda root, chosen: carry_out(
            root, chosen.today, lambda copy, plan, today: retire(copy, plan, today, chosen)
        )
    )


def retire(copy: Path, plan: Plan, today: date, chosen: argparse.Namespace) -> list[str]:
    """Retire a chapter in the copy. Returns what has still to be done; raises RefusedError."""
    chapter = existing(plan, chosen.id)
    if chapter.status == "retired" and chapter.reason:
        raise WrongUseError(f"'{chosen.id}' is retired already, since {chapter.reason.date}.")
    file = Edited(copy / "data/chapters" / f"{chosen.id}.yml", f"data/chapters/{chosen.id}.yml")
    file.put("status", ["status: retired"], after="board")
    file.put(
        "reason",
        written({"reason": {"plain": chosen.reason, "date": chosen.date.isoformat()}}),
        after="status",
    )
    add_update(copy, chosen.id, update_of(today, "The chapter was retired.", chosen.reason))
    keep_addresses(copy, plan, today)
    todo = ["If a paper says why, add 'words:' and 'source:' under 'reason:'."]
    return (
        [
            *todo,
            "The reason for which it was on hold gave way to this one. What the page and its notes say of that is left for you to mend.",
        ]
        if chapter.reason
        else todo
    )
