"""What the commands say to a person at a terminal: in colour, with the next step, and in questions."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..plan.problems import Problem

BOLD, RED, YELLOW = "1", "31", "33"


def in_colour(stream: TextIO) -> bool:
    """Whether a stream shows colours: a terminal, unless NO_COLOR says otherwise (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def shown(problem: Problem, stream: TextIO) -> str:
    """A problem, on a terminal with its place in bold and what it is in colour."""
    if not in_colour(stream):
        return str(problem)
    place, kind = (
        f"{problem.path}:{problem.line}:{problem.column}:",
        "warning:" if problem.warning else "problem:",
    )
    return f"{_painted(place, BOLD)} {_painted(kind, YELLOW if problem.warning else RED)} {problem.message}"


def _painted(text: str, colour: str) -> str:
    return f"\033[{colour}m{text}\033[0m"


def hint(text: str) -> None:
    """Say how far a command is, or what comes next: to a person. What runs in a script is not told."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)


def can_ask() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, wrong: Callable[[str], str | None], *, needed: bool = True) -> str:
    """What a person answers, asked again while `wrong` finds something to say. "" is no answer, where none is needed."""
    while True:
        answer = input(f"{question}{'' if needed else ' (or press Enter)'}: ").strip()
        if not answer and not needed:
            return ""
        said = wrong(answer) if answer else "An answer is needed."
        if said is None:
            return answer
        print(f"  {said}")


def day(text: str) -> date:
    """A date as it is typed behind an option, such as 2026-11-21. Raises ArgumentTypeError, which argparse tells."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a date. Write year, month and day: 2026-11-21."
        ) from None


def example(*lines: str) -> dict[str, Any]:
    """What argparse needs to end a command's help with examples of its use."""
    said = "".join(f"\n  python -m macros {line}" for line in lines)
    return {
        "epilog": f"{'Example' if len(lines) == 1 else 'Examples'}:{said}",
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }
