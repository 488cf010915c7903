"""Papers that words are quoted from, with every paragraph by its id: one file each in data/papers/."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from pydantic import Field, field_validator

from .entry import Entry, Named
from .values import (
    ANY_TEXT,
    Address,
    Flag,
    Id,
    Text,
    Texts,
    matching,
    one_of,
    refuse,
    some_day,
    typed,
    with_marks_of_print,
)
from .words import Block, Row, Words, flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .names import Withheld
    from .problems import Way

# What stands where a date belongs, in a paper that has none.
NO_DATE = "no date"
# So many numbers that follow on one another are told as the first to the last.
_A_RUN = 3


class PaperPart(Entry):
    """A part of a paper: what stands under one heading, or one table."""

    called: Text | None = None
    """What readers are told of it where its paragraphs have no numbers of their own: Appendix 3, section 1."""
    heading: Text | None = None
    """Its heading, to the letter."""
    paragraphs: dict[Id, Words] = Field(default_factory=dict)
    """Its paragraphs, each under its id: the paper's own number, or small letters and hyphens."""
    columns: Texts = ()
    """The heads of a table's columns."""
    rows: dict[Id, Row] = Field(default_factory=dict)
    """The rows of a table, each under its id, as a list of cells. The first cell says what the row is about."""


class Place(NamedTuple):
    """A paragraph of a paper: what stands there, the part that it is in, and the way to it from the file's top."""

    blocks: tuple[Block, ...]
    part: PaperPart
    way: Way
    row: str = ""

    @property
    def text(self) -> str:
        """Its words in one line."""
        return flat(self.blocks)


def _places(parts: dict[str, PaperPart]) -> Iterator[tuple[str, Place]]:
    """The paragraphs of a paper's parts by their ids, in order."""
    for name, part in parts.items():
        heading = (part.heading,) if part.heading else ()
        yield name, Place(heading, part, ("parts", name, *(["heading"] if heading else [])))
        for id_, words in part.paragraphs.items():
            yield id_, Place(words, part, ("parts", name, "paragraphs", id_))
        for id_, cells in part.rows.items():
            number = re.match(r"[0-9]+(?=\.)", flat(cells[0]))
            for nth, words in enumerate(cells):
                way: Way = ("parts", name, "rows", id_, nth)
                place = Place(words, part, way, number[0] if number else "")
                yield f"{name}-{id_}{f'-{nth}' if nth else ''}", place


class Paper(Named):
    """A paper that words are quoted from: one file in data/papers/. Its id and the ids of its paragraphs never change."""

    title: Text
    """The paper's title."""
    short: Text
    """The one short name by which readers are told of it, such as 2021 report."""
    kind: Annotated[
        Literal["plan", "report", "letter", "article"],
        one_of(),
    ]
    """plan for a part of the plan itself; else report, letter or article. Readers are told of "the report’s own words"."""
    publisher: Text
    """Who published it."""
    date: Annotated[
        str,
        matching(
            f"([1-9][0-9]{{3}}(-[0-9]{{2}}){{0,2}}|{NO_DATE})",
            f"this is '{{}}'. Write the day, the month or the year of the paper (2018-05-25, 2018-05, 2018), or: {NO_DATE}.",
            some_day,
            type=["string", "integer"],
        ),
    ]
    """Its day, month or year (2018-05-25, 2018-05, 2018), or: no date."""
    address: Address | None = None
    """The web address where it can be read, if it is known."""
    about: Annotated[str, typed(with_marks_of_print, **ANY_TEXT)] | None = None
    """What it is, in plain words, and in what it differs here from the paper as it was published."""
    whole: Flag = False
    """true if all its words stand here: then it has a page of its own. Else only passages of it stand here."""
    parts: dict[Id, PaperPart]
    """Its parts in order, each under its id, to the letter. Never change them."""

    @field_validator("parts")
    @classmethod
    def each_id_is_one_place(cls, parts: dict[str, PaperPart]) -> dict[str, PaperPart]:
        """An id leads to one paragraph, and there are some."""
        if not parts:
            raise refuse("no words stand here. Write at least one part, under its id.")
        seen: set[str] = set()
        for id_, place in _places(parts):
            if id_ in seen:
                raise refuse(
                    f"'{id_}' is the id of another paragraph of this paper already. Give this one another.",
                    at=place.way[1:],
                )
            seen.add(id_)
        return parts

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every paragraph by its id, in order. A part's id is its heading; a cell's is part, row and its number."""
        return dict(_places(self.parts))

    def without(self, withheld: Withheld) -> Paper:
        """The paper with a mark in the place of each name that is not public."""
        if not withheld.names:
            return self
        parts = {
            id_: part.model_copy(update=withheld.left_out(dict(part)))
            for id_, part in self.parts.items()
        }
        return self.model_copy(update={"parts": parts})

    @property
    def when(self) -> str:
        """Its date as readers see it: 25 May 2018, May 2018, 2018, or nothing."""
        if self.date == NO_DATE:
            return ""
        year, *rest = map(int, self.date.split("-"))
        month = [f"{date(year, rest[0], 1):%B}"] if rest else []
        return " ".join([*map(str, rest[1:]), *month, str(year)])

    @property
    def first(self) -> str:
        """The id of its first paragraph, as an example."""
        return next((id_ for id_ in self.places if id_ not in self.parts), "1")

    def told(self, ids: Iterable[str]) -> str:
        """What readers are told of these paragraphs: '2021 report, paragraphs 6 and 8'."""
        named = list(dict.fromkeys(filter(None, map(self._told, ids))))
        numbers = [
            name.removeprefix("paragraph ") for name in named if name.startswith("paragraph ")
        ]
        if len(numbers) > 1:
            first = named.index(f"paragraph {numbers[0]}")
            named = [name for name in named if not name.startswith("paragraph ")]
            named.insert(first, f"paragraphs {_and(_runs(numbers))}")
        return f"{self.short}, {_and(named)}" if named else self.short

    def _told(self, id_: str) -> str:
        place = self.places[id_]
        if place.row and place.part.called:
            return f"row {place.row} of {place.part.called}"
        if place.part.called:
            return place.part.called
        number = re.fullmatch(r"([0-9]+)(?:-([a-z]))?", id_)
        if not number:
            return ""
        return f"paragraph {number[1]}" + (f" ({number[2]})" if number[2] else "")


def _runs(numbers: list[str]) -> list[str]:
    """Numbers as readers are told them: three or more that follow on one another are '48 to 52'."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and number.isdigit() and runs[-1][-1] == str(int(number) - 1):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        told for run in runs for told in ([f"{run[0]} to {run[-1]}"] if len(run) >= _A_RUN else run)
    ]


def _and(names: list[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
