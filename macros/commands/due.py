"""`due`: what has passed or is near, as a list, as Markdown for an issue, or as a text for each person to remind."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..pages.background import to_check
from ..pages.site import Site
from ..plan.due import DAYS, agenda
from ..plan.load import read_plan
from .changes import escaped
from .check import counted, site_url, takes_today
from .reminders import reminders
from .terminal import example, shown
from .whole import NotWrittenError, write_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..plan.due import Agenda, Due

HEADING = "## What is due"
NOTHING = "Nothing."
# Below the list in an issue.
CLOSING = "A tick here changes nothing. What is done is what the files in `data/` say, and this list is written anew from them."


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "due",
        help="list what is to be checked, reported, confirmed or answered",
        **example("due", "due --days 90", "due --reminders"),
    )
    takes_today(command)
    command.add_argument(
        "--days", type=_days, default=DAYS, help=f"look so many days ahead (default: {DAYS})"
    )
    command.add_argument(
        "--format", choices=sorted(FORMATS), default="text", help="how to write it (default: text)"
    )
    command.add_argument(
        "--reminders", action="store_true", help="write a text for each person to remind, to send"
    )
    command.add_argument("--to", type=Path, help="the file to write (default: it is printed)")
    command.set_defaults(run=run)


def _days(text: str) -> int:
    """A number of days as it is typed. Raises ArgumentTypeError, which argparse tells."""
    if not re.fullmatch("[0-9]{1,4}", text):
        raise argparse.ArgumentTypeError(f"'{text}' is no number of days. Write 0 to 9999.")
    return int(text)


def run(root: Path, chosen: Any) -> int:
    """Print what is due, or write it. Returns 1 if the plan has a problem, for then not all of it is known."""
    plan, problems = read_plan(root, chosen.today)
    url, _ = site_url(root)
    if errors := [problem for problem in problems if not problem.warning]:
        for problem in errors:
            print(shown(problem, sys.stderr), file=sys.stderr)
        print("Mend this first: make check.", file=sys.stderr)
        return 1
    found = agenda(plan, chosen.days, to_check(Site(plan, root, url)))
    text = reminders(plan, found, url) if chosen.reminders else FORMATS[chosen.format](found)
    if not chosen.reminders and not plan.about.confirmed_for:
        text += "\n\nChapters: no day is set (`confirmed_for:` in data/plan.yml)."
    if not chosen.to:
        print(text)
        return 0
    try:
        write_file(chosen.to, f"{text}\n".encode())
    except NotWrittenError as error:
        print(f"{error} Name another file.", file=sys.stderr)
        return 1
    return 0


def day_of(day: date, today: date) -> str:
    """A day, and how far from today it lies."""
    away = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(away)
    far = f"in {away} days" if away > 0 else f"{-away} days ago"
    return f"{day:%-d %B %Y}, {near or far}"


def _parts(found: Agenda) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """The list in parts: a heading, and for each entry the day, what is to be done, and the file that is to say so."""

    def told(dates: tuple[Due, ...]) -> list[tuple[str, str, str]]:
        return [(day_of(due.day, found.today), str(due), due.path) for due in dates]

    yield "Passed", told(found.passed)
    yield f"In the next {counted(found.days, 'day')}", told(found.soon)
    waiting = []
    for theme in found.waiting:
        said = f"since {day_of(theme.heard, found.today)}"
        waiting.append((said, f"Answer: {theme.title}", f"data/feedback/{theme.id}.yml"))
    yield "Waiting for an answer", waiting


def as_text(found: Agenda) -> str:
    """Lines for a terminal."""
    lines = [f"As of {found.today:%-d %B %Y}."]
    for heading, entries in _parts(found):
        lines += ["", heading]
        for day, what, path in entries:
            lines += [f"  {what}", f"    {day}, {path}"]
        lines += [] if entries else [f"  {NOTHING}"]
    return "\n".join(lines)


def as_markdown(found: Agenda) -> str:
    """A list for an issue on GitHub, in which no text of the plan can become a link, a mention or HTML."""
    lines = [HEADING, "", f"As of {found.today:%-d %B %Y}."]
    for heading, entries in _parts(found):
        lines += ["", f"### {heading}", ""]
        lines += [f"- [ ] {escaped(what)} ({day}), in `{path}`" for day, what, path in entries]
        lines += [] if entries else [NOTHING]
    return "\n".join([*lines, "", CLOSING])


FORMATS = {"text": as_text, "markdown": as_markdown}
