"""Highlight reports to be filled in: what a new one begins with, and how one is written as YAML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from .base import as_typed
from .history import Step, belongs, to_report
from .report import LONGEST, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .board import Board
    from .chapter import Chapter
    from .plan import Plan
    from .quarters import Quarter

WIDTH = 100
SHORT = 70  # signs of a text that stands on the line of its name
# What a new report holds in the place of what is to be filled in.
BLANK = ""

HEAD = """\
# Highlight report to the {board}
# for {quarter}.
#
# Fill in the lines that end with a colon. Then look for mistakes: make check
# Lines that begin with # are notes for you. Nothing reads them.
"""
EXPLAINED = {
    "reported_by": 'Who reports: a role, such as "Head of Commissioning". No names: reports stay, people move on.',
    "date": "The day on which the report was written, such as {date}.",
    "received": "The day on which the board received it. Add it then. From that day on the report stays as it is.",
    "period_from": "The first and the last day that it tells of. Leave them out for the whole quarter, {first} to {last}.",
}
EXAMPLES = {"received": "{date}", "period_from": "{from_}", "period_to": "{to}"}
STATUS_NOTE = """\
  # The status of each priority is one of these words:
{statuses}
  # 'progress' says in one or two sentences what was done, or what stands in the way: {longest} signs at most.
  # A priority may have two more lines, under 'progress':
  #   evidence: https://...    a web page that shows it
  #   reopened: ...            why a priority that was complete is opened again
  # If there is nothing to tell of a chapter, write this line in place of its priorities, and say why:
  #   nothing: The chapter is on hold.
  #
  # Each chapter may have risks, and requests to the board. Copy these lines, without the #:
  #   risks:
  #     - priority: 1                (leave it out if it is about the whole chapter)
  #       what: What could go wrong, or has.
  #       likelihood: medium         (low, medium or high)
  #       impact: high               (low, medium or high)
  #       action: What is being done about it.
  #       held_by: Chapter lead      (a role, not a name)
  #   requests:
  #     - priority: 1
  #       what: What should change.
  #       why: Why it should change.
  #       decision: agreed           (agreed or refused; leave it and the date out while it waits)
  #       decided: {date}
"""


def begun(plan: Plan, board: Board, quarter: Quarter) -> dict[str, Any]:
    """What a new report holds, as an editor would type it: every chapter and priority of the board, without a word."""
    chapters: list[dict[str, Any]] = []
    for chapter in reported(plan, board, quarter):
        if priorities := to_report(chapter, quarter):
            blank = [
                {"number": str(p.number), "status": BLANK, "progress": BLANK} for p in priorities
            ]
            chapters.append({"chapter": chapter.id, "priorities": blank})
        else:
            chapters.append({"chapter": chapter.id, "nothing": BLANK})
    return {"reported_by": BLANK, "date": BLANK, "chapters": chapters}


def reported(plan: Plan, board: Board, quarter: Quarter) -> list[Chapter]:
    """The chapters that a board's report for a quarter tells of."""
    return [chapter for chapter in plan.chapters_of(board) if belongs(chapter, board, quarter)]


def last_time(plan: Plan, chapter: str, number: int, quarter: Quarter) -> Step | None:
    """What the last report before a quarter told of a priority."""
    return plan.reports.step(chapter, number, until=quarter.before)


def as_yaml(plan: Plan, board: Board, quarter: Quarter, data: dict[str, Any]) -> str:
    """A report as a file for data/, with notes that explain each line and recall what was said last time.

    `data` is what an editor would type, as texts, lists and mappings. It is the same when the file is read again.
    """
    said = {
        "board": board.name,
        "quarter": quarter.name,
        "first": _day(quarter.first),
        "last": _day(quarter.last),
        "from_": quarter.first,
        "to": quarter.last,
        "date": quarter.next.first.replace(day=10),
        "longest": LONGEST,
        "statuses": "\n".join(
            f"  #   {status.id:<12} {status.means}" for status in STATUSES.values()
        ),
    }
    lines = [*HEAD.format(**said).splitlines()]
    for name in ("reported_by", "date", "received", "period_from", "period_to"):
        if name in EXPLAINED:
            lines += ["", f"# {EXPLAINED[name].format(**said)}"]
        lines += (
            pair(name, data[name])
            if name in data
            else [f"# {name}: {EXAMPLES[name].format(**said)}"]
        )
    lines += ["", "chapters:", *STATUS_NOTE.format(**said).splitlines()]
    for told in data["chapters"]:
        chapter = plan.chapters.get(told["chapter"])
        lines += [
            "",
            *(
                f"  # {line}"
                for line in _wrapped(f"{chapter.number}. {chapter.title}" if chapter else "")
            ),
        ]
        lines += _entry(pair("chapter", told["chapter"]), 2)
        if chapter and not to_report(chapter, quarter):
            lines.append(
                "    # This chapter has no priorities in this quarter. Say why there is nothing to tell of it."
            )
        lines += _indented(pair("nothing", told["nothing"]), 4) if "nothing" in told else []
        lines += ["    priorities:"] if "priorities" in told else []
        for entry in told.get("priorities", ()):
            lines += [
                "",
                *(f"      # {line}" for line in _recalled(plan, chapter, entry["number"], quarter)),
            ]
            lines += _mapping(entry, 6)
        for part in ("risks", "requests"):
            lines += [f"    {part}:"] if told.get(part) else []
            for entry in told.get(part, ()):
                lines += _mapping(entry, 6)
        lines += [f"    # {line}".rstrip() for line in _waiting(plan, chapter, told, quarter)]
    return "\n".join(lines) + "\n"


def _waiting(
    plan: Plan, chapter: Chapter | None, told: dict[str, Any], quarter: Quarter
) -> Iterator[str]:
    """Notes on the requests that the last report on a chapter left waiting and this one does not name, ready to copy."""
    before = (
        [reported for reported in plan.reports.of_chapter(chapter) if reported[0].quarter < quarter]
        if chapter
        else []
    )
    if not before:
        return
    report, last = before[-1]
    named = {request.get("what") for request in told.get("requests", ())}
    requests = [
        request
        for request in last.requests
        if request.decision == "waiting" and request.what not in named
    ]
    if requests:
        yield from _wrapped(
            f"In {report.quarter} the board had not decided on what was asked. Copy these lines, without the #. Say what it decided, or leave out the last two while it waits."
        )
        yield from [] if told.get("requests") else ["requests:"]
    for request in requests:
        entry = {"priority": str(request.priority)} if request.priority else {}
        yield from _mapping(
            entry | {"what": request.what, "why": request.why, "decision": BLANK, "decided": BLANK},
            2,
        )


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _recalled(plan: Plan, chapter: Chapter | None, number: str, quarter: Quarter) -> Iterator[str]:
    """Notes on a priority: its heading, and what was said of it last time."""
    if chapter is None or not number.isdigit() or int(number) > len(chapter.priorities):
        return
    yield from _wrapped(f"{chapter.number}.{number} {chapter.priorities[int(number) - 1].heading}")
    if step := last_time(plan, chapter.id, int(number), quarter):
        yield from _wrapped(f"{step.report.quarter}: {step.status.id}. {step.told.progress}")


def _wrapped(text: str) -> list[str]:
    """A text for a comment, in lines of a readable length."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= WIDTH - 10:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line] if line else lines


def _mapping(entry: dict[str, str], indent: int) -> list[str]:
    """An entry of a list."""
    return _entry([line for name, value in entry.items() for line in pair(name, value)], indent)


def _entry(lines: list[str], indent: int) -> list[str]:
    return [f"{' ' * indent}- {lines[0]}", *_indented(lines[1:], indent + 2)]


def _indented(lines: list[str], indent: int) -> list[str]:
    return [f"{' ' * indent}{line}" if line else "" for line in lines]


# Scalars


@dataclass(frozen=True)
class _Styled:
    """A text with the style in which YAML writes it: `>` in folded lines, `"` in quotation marks, None as it comes."""

    text: str
    style: str | None


class _Dumper(yaml.SafeDumper):
    """Writes every value as the text that it is: a date or a number needs no quotation marks here."""


_Dumper.yaml_implicit_resolvers = {}
_Dumper.add_representer(
    _Styled,
    lambda dumper, styled: dumper.represent_scalar(
        "tag:yaml.org,2002:str", styled.text, style=styled.style
    ),
)


def pair(name: str, value: str) -> list[str]:
    """A line 'name: value', or several: as an editor would write it where it stays the same text so, else in quotation marks."""
    if value == BLANK:
        return [f"{name}:"]
    for style in (None if len(value) < SHORT else ">", '"'):
        lines = yaml.dump(
            {name: _Styled(value, style)},
            Dumper=_Dumper,
            allow_unicode=True,
            width=WIDTH - 12 if style == ">" else 10**6,
        ).splitlines()
        if as_typed("\n".join(_entry(lines, 6))) == [{name: value}]:
            return lines
    raise ValueError(f"{value!r} cannot be written as YAML")
