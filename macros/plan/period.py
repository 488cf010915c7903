"""The time that a figure is of, in years or months."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from .values import matching, refuse, text_of, typed

_YEAR, _MONTH = r"[12][0-9]{3}", r"[12][0-9]{3}-(?:0[1-9]|1[0-2])"


@dataclass(frozen=True, order=True)
class Period:
    """The first and the last day of what a figure counts."""

    start: date
    end: date

    @property
    def shown(self) -> str:
        """'2019', '2016 to 2018', 'October 2019', 'April 2018 to March 2019', '1 April 2018'."""
        if self.start == self.end:
            return f"{self.start:%-d %B %Y}"
        whole_years = (self.start.month, self.end.month) == (1, 12)
        first, last = (
            f"{day:%Y}" if whole_years else f"{day:%B %Y}" for day in (self.start, self.end)
        )
        return first if first == last else f"{first} to {last}"

    @property
    def said(self) -> str:
        """The same in a sentence: 'in 2019', 'from 2016 to 2018'."""
        return f"{'from' if ' to ' in self.shown else 'in'} {self.shown}"

    @property
    def months(self) -> int:
        """How many months it takes."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def middle(self) -> float:
        """Where the period stands in time: the day in its middle, counted in days."""
        return (self.start.toordinal() + self.end.toordinal()) / 2


def _span(first: str, last: str) -> Period:
    """The period from the first day of one year or month to the last day of another."""
    start = date.fromisoformat(f"{first}-01" if "-" in first else f"{first}-01-01")
    year, month = (int(part) for part in (last if "-" in last else f"{last}-12").split("-"))
    end = date(year, month, calendar.monthrange(year, month)[1])
    return Period(start, end)


def _period(value: Any) -> Period | None:
    """What was typed as a period; None stands for `undated`."""
    text = text_of(value)
    if text == "undated":
        return None
    if not (
        match := re.fullmatch(rf"({_YEAR})(?: to ({_YEAR}))?|({_MONTH})(?: to ({_MONTH}))?", text)
    ):
        raise refuse(
            f"'{text}' is not a period. Write a year (2019), years (2016 to 2018), months (2018-04 to 2019-03), or undated."
        )
    first, last = match[1] or match[3], match[2] or match[4]
    period = _span(first, last or first)
    if period.end < period.start:
        raise refuse(f"'{text}' ends before it begins. Put the earlier one first.")
    return period


def _since(text: str) -> Period:
    """The year, the month or the day since when something is so."""
    if len(text) < len("2022-03-31"):
        return _span(text, text)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise refuse(f"'{text}' is a date that does not exist. Look at the calendar.") from None
    return Period(day, day)


# A period, or None for `undated`; and the year or month by which something is to be.
PeriodName = Annotated[Period | None, typed(_period, type=["integer", "string"])]
YearOrMonth = Annotated[
    Period | None,
    matching(
        f"{_YEAR}|{_MONTH}",
        "'{}' is not a year or a month. Write 2025, or 2022-03.",
        lambda text: _span(text, text),
        type=["integer", "string"],
        pattern=f"^({_YEAR}|{_MONTH})$",
    ),
]
Since = Annotated[
    Period,
    matching(
        rf"{_YEAR}|{_MONTH}|[12][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}",
        "'{}' is not a time. Write a year, a month or a day: 2022, 2022-07 or 2022-07-01.",
        _since,
        type=["integer", "string"],
        pattern=f"^({_YEAR}|{_MONTH}(-[0-9]{{2}})?)$",
    ),
]
