"""Boxes of background: what is not the plan's, on a page in docs/, with the pages that it was read on and the days of that."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ..plan.due import Due, months_later
from ..plan.values import Task
from .content import BOX, BOX_LINE, BOXES, links, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .content import Content, Link
    from .site import Site

# How a box ends, as an editor writes it and a reader sees it.
FORM = "Source: [name of the page](https://www.example.org/page). Read on {day}. Not checked yet."
# So many months after the last look, somebody is to look again.
GOOD_FOR = 12
LOOK = Task(
    "Check again",
    "Open the pages that the box of background names. Is it still so? Write the day at its end: Checked on.",
)
_LINK = r"\[[^\[\]]+\]\([^()\s]+\)"
_DAY = r"\d{1,2}\s+[A-Z][a-z]+\s+\d{4}"
_END = re.compile(
    rf"(?:\A|(?<=[.?!\"”’)]))\s+Sources?:\s+(?P<links>{_LINK}(?:(?:,|\s+and)\s+{_LINK})*)\.\s+"
    rf"Read\s+on\s+(?P<read>{_DAY})\.\s+(?:Not\s+checked\s+yet|Checked\s+on\s+(?P<checked>{_DAY}))\.\s*\Z"
)
_MONTHS = {name: number for number, name in enumerate(month_name) if name}


def day_of(text: str) -> date | None:
    """A day as readers see it, such as 27 November 2026; None if there is no such day."""
    day, month, year = text.split()
    try:
        return date(int(year), _MONTHS.get(month, 0), int(day))
    except ValueError:
        return None


@dataclass(frozen=True)
class Box:
    """A box of background: its text, and where on the page that begins."""

    text: str
    at: int

    @cached_property
    def _end(self) -> re.Match[str] | None:
        return _END.search(self.text)

    @property
    def last(self) -> int:
        """Where its last line begins."""
        return self.at + self.text.rfind("\n") + 1

    @property
    def sources(self) -> list[tuple[int, Link]]:
        """The pages that it was read on, each with the place of its address. There are none if it does not end in the one form."""
        if not self._end:
            return []
        begin = self.at + self._end.start("links")
        return [(begin + link.target_at, link) for link in links(self._end["links"])]

    @property
    def days(self) -> list[tuple[int, str]]:
        """The days on which it was read, and checked if it was, as they are typed, each with its place."""
        named = ("read", "checked") if self._end and self._end["checked"] else ("read",)
        return (
            [(self.at + self._end.start(name), self._end[name]) for name in named]
            if self._end
            else []
        )

    @property
    def due(self) -> date | None:
        """The day by which somebody is to look again, if its days are known."""
        days = [day for _, typed in self.days if (day := day_of(typed))]
        return months_later(max(days), GOOD_FOR) if days else None


def boxes(content: Content) -> Iterator[Box]:
    """The boxes of background on a page that have a text."""
    starts = [0]
    for line in content.lines:
        starts.append(starts[-1] + len(line) + 1)
    for number, first, _ in content.prose:
        begins = (box := BOX.match(first)) and BOX_LINE.fullmatch(box["rest"])
        if not box or not begins or begins["name"].lower() not in BOXES:
            continue
        inside = f"{re.sub('[^>]', ' ', box['before'])}    "
        end = number
        for after in range(number, len(content.lines)):
            line = content.lines[after]
            if line.strip() and not line.startswith(inside):
                break
            end = after + 1 if line.strip() else end
        if text := "\n".join(content.lines[number:end]):
            yield Box(text, starts[number])


def to_check(site: Site) -> Iterator[Due]:
    """The day by which each box is to be looked at again, of those that say when that was done last."""
    for page in site.pages.values():
        text = site.written(page.file).text or ""
        for nth, box in enumerate(boxes(read(page.source, text)) if "!!!" in text else (), 1):
            if box.due:
                title = f"Background on the page {page.title}"
                yield Due(
                    box.due, LOOK, title, f"background-{page.file}-{nth}", page.source, page.address
                )
