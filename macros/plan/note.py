"""Notes on doubtful wording."""

from __future__ import annotations

from typing import Annotated

from .entry import Entry, Named
from .references import Origin, Own
from .values import Date, Flag, Number, Texts, past


class Note(Entry):
    """A dated note on doubtful wording: the words stay, the doubt stands beside them, with a question for the lead."""

    title: Own
    """A short name for the doubt."""
    date: Annotated[Date, past("the note was written")]
    """The day of the note."""
    words: Texts = ()
    """The words in doubt, copied from the paper to the letter."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""
    doubt: Own
    """What is not clear, in plain words."""
    question: Own | None = None
    """A question for the lead."""
    refs: Texts = ()
    """Numbers in decision 003, such as D10."""


class PlanNote(Note, Named):
    """A note that belongs to the plan as a whole."""


class ChapterNote(Note):
    """A note that belongs to a chapter. `/questions/` has it, and the chapter's page too if it changes what is meant."""

    priority: Number | None = None
    """The number of the priority that it is about. Leave it out if it is about the whole chapter."""
    meaning: Flag = False
    """true if the doubt changes what is meant: it then stands on the chapter's page too, beside its priority if it has one."""
