"""Dated events."""

from __future__ import annotations

from .entry import Entry
from .references import Origin, Own
from .values import Flag, Sort, Text


class Event(Entry):
    """A dated event. `context` marks what came from outside the plan's sources."""

    date: Text
    """The date as readers see it, in words."""
    sort: Sort
    """Its place in time, in quotation marks: a year, a month or a day."""
    what: Own
    """What happened, in plain words."""
    words: Text | None = None
    """A source's words, to the letter. Never change them."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""
    context: Flag = False
    """true for what is not from the plan's own papers."""
    caution: Own | None = None
    """What a reader must know of it."""
