"""Groups, boards and leads: whom a chapter belongs to."""

from __future__ import annotations

from typing import Annotated, Literal

from .entry import Named
from .references import Origin, Own
from .values import Flag, Number, Text, Texts, one_of


class Stage(Named):
    """A group of chapters: a stage of life, or one that cuts across them."""

    number: Number
    """The group's place, from 1 without a gap."""
    name: Text
    """The group's name, as readers see it."""
    life_stage: Flag
    """true for a stage of life, false for a group that cuts across them."""
    summary: Own
    """One short sentence for lists and the home page."""
    intro: Own
    """The opening of the group's page, in plain words."""
    as_written: Texts
    """The forms in which the papers write the name."""


class Board(Named):
    """A Partnership Board or the Executive, with its row in a paper's table of boards."""

    name: Text
    """The board's whole name."""
    kind: Annotated[Literal["partnership-board", "executive"], one_of()]
    """partnership-board or executive."""
    summary: Own
    """One short sentence for lists."""
    intro: Own
    """The opening of the board's page, in plain words."""
    words: Text
    """The board's row in the report's table, to the letter. Never change it."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""


class Person(Named):
    """A chapter lead. `source` says where the name is from, if not from the table of leads that plan.yml names."""

    name: Text
    """The name as the papers give it, to the letter, and nothing more about the person."""
    source: Origin | None = None
    """Where the name is from, if not from the report that plan.yml names: a document or a web address."""
