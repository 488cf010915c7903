"""One text for each person to remind, which a person sends: nothing is sent from here, and no address of a person is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..pages.site import PLACEHOLDER
from ..plan.due import CONFIRM, REPORT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.board import Board, Person
    from ..plan.due import Agenda, Due
    from ..plan.plan import Plan

# Whom a text is for: what tells them apart, and how they are called.
EDITORS = "", "Editors"
HEAD = "Nothing was sent. Each text is for one person: copy it, look at it, and send it yourself."
NOBODY = "Nobody has to be reminded of anything."
BETWEEN = "-" * 60


def reminders(plan: Plan, found: Agenda, url: str) -> str:
    """The texts, one below the other. `url` is the site's address: while it is a placeholder, none stands in them."""
    texts: dict[tuple[str, str], list[str]] = {}
    for due in (*found.passed, *found.soon):
        verb = "was due on" if due.day < found.today else "is due on"
        line = f"- {due}, {verb} {due.day:%-d %B %Y}."
        where = f" {url}{due.address[1:]}" if due.address and url != PLACEHOLDER else ""
        for who in _whose(plan, due):
            texts.setdefault(who, []).append(f"{line}{where}\n  {due.task.says}")
    for theme in found.waiting:
        leads = [lead for one in theme.about for lead in plan.chapters[one.chapter].leads]
        said = f"- Answer: {theme.title}, which people have said since {theme.heard:%-d %B %Y}.\n  They said: {theme.said}"
        for who in dict.fromkeys(map(_lead, leads)) or (EDITORS,):
            texts.setdefault(who, []).append(said)
    if not texts:
        return NOBODY
    about = plan.about
    name = f"{about.name}, {about.place}"
    return "\n".join([HEAD, *(_text(who, lines, name) for (_, who), lines in texts.items())])


def _lead(person: Person) -> tuple[str, str]:
    """Whom a text is for, if it is a chapter lead: two whose names are not published get two texts."""
    return person.id, f"{person.shown}, chapter lead"


def _whose(plan: Plan, due: Due) -> Iterator[tuple[str, str]]:
    """Who is to be reminded: the leads of a chapter, whoever reports to a board, or else the editors."""
    if due.task is CONFIRM and due.chapter and due.chapter.leads:
        yield from map(_lead, due.chapter.leads)
    elif due.task is REPORT and due.board:
        yield _reporter(plan, due.board)
    else:
        yield EDITORS


def _reporter(plan: Plan, board: Board) -> tuple[str, str]:
    """The role that reported to a board last, or that nobody knows yet."""
    last = plan.reports.latest(board)
    role = last.reported_by if last else "Whoever reports"
    return board.id, f"{role}, for the report to the {board.name}"


def _text(who: str, lines: list[str], name: str) -> str:
    return "\n".join(
        [
            BETWEEN,
            f"For: {who}",
            f"Subject: {name}: what is due",
            "",
            "This is due:",
            "",
            *lines,
            "",
            "Please tell the editors what you did, and on which day. They write it down.",
        ]
    )
