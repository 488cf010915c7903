"""Calendar quarters: highlight reports come "on a three-month basis" (2021 report, paragraph 19)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering


@total_ordering
@dataclass(frozen=True)
class Quarter:
    """Three months of a calendar year: `2021-Q4` is October to December 2021."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> Quarter:
        """The quarter that an editor writes as 2021-Q4. Raises ValueError on anything else."""
        if not re.fullmatch(r"[1-9][0-9]{3}-Q[1-4]", text):
            raise ValueError(
                f"'{text}' is not a quarter. Write the year and the quarter: 2021-Q4 is October to December 2021."
            )
        return cls(int(text[:4]), int(text[-1]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    def __lt__(self, other: Quarter) -> bool:
        """Whether it comes before another."""
        return (self.year, self.number) < (other.year, other.number)

    def __str__(self) -> str:
        """The quarter as editors write it: 2021-Q4."""
        return f"{self.year}-Q{self.number}"

    @property
    def slug(self) -> str:
        """The quarter in an address: 2021-q4."""
        return str(self).lower()

    @property
    def name(self) -> str:
        """The quarter as readers see it: October to December 2021."""
        return f"{self.first:%B} to {self.last:%B %Y}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """The quarter after this one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> Quarter:
        """The quarter before this one."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)
