"""One change, in words. Only the words for a few fields are written down here; others go by their own names."""

from __future__ import annotations

import re
from dataclasses import dataclass, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from .entry import Entry, Named
from .files import FILES
from .report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

# A text of at most so many signs stands inside its sentence; a longer one stands below it, before and after.
SHORT = 80
PAST = {
    "changes": "changed",
    "change": "changed",
    "is": "was",
    "are": "were",
    "gains": "gained",
    "loses": "lost",
    "becomes": "became",
    "moves": "moved",
}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# What readers call a field. Others go by their own name, with blanks for underscores.
FIELDS = {
    "plain": "plain words",
    "words": "words of the plan",
    "what": "text",
    "also": "other forms",
    "term": "word",
    "stage": "group",
    "about": "subjects",
    "sort": "place in time",
    "refs": "references",
    "context": "mark for what is from outside the plan",
    "life_stage": "mark for a stage of life",
    "also_called": "other names",
    "as_written": "forms as written",
    "related": "related chapters",
    "address": "web address",
    "reported_from": "first quarter of reports",
    "priorities_from": "first month of the priorities",
    "priorities_to": "last month of the priorities",
    "instead": "what can be done instead",
    "breaks": "rule that it breaks",
    "moved": "redirects",
    "left_out": "priorities that are left out",
    "named_by": "words that name it",
    "checked": "day of a person’s check",
    "help": "ways to help",
    "do": "action",
    "now": "what there is now",
    "was": "what there was",
    "sought": "what was not found",
    "dated": "date of the page read",
    "read": "note of what was read",
    "review": "date of the next review",
    "vacant_since": "day since which there is no lead",
    "reviewed": "date of the last review",
    "confirmed": "confirmation",
    "confirmed_for": "months for which a confirmation holds",
    "public": "public part of the name",
    "public_of_leads": "public part of leads’ names",
    "role_source": "source of the role",
}
# The fields that name an entry: the first one that it has.
LABELS = (
    *("title", "name", "term", "heading", "called", "indicator", "area", "place", "rule"),
    *("what", "now", "sought", "do", "date", "words", "chapter"),
)


@dataclass(frozen=True)
class Change:
    """One thing that a reader will notice.

    `who` is what changed, such as a chapter's title; `what` the part of it, if it is not the whole; `verb` and `rest` say what
    happened. `before` and `after` hold texts that are too long for a sentence. `of` names the table and id of the entry,
    such as ("chapters", "carers"), and `field` what changed in it, for programs.
    """

    who: str
    what: str
    verb: str
    rest: str
    before: str | None = None
    after: str | None = None
    of: tuple[str, str] = ("", "")
    field: str = ""

    @property
    def says(self) -> str:
        """What happens, with its verb in the present."""
        return f"{self.what} {self.verb} {self.rest}".strip()

    @property
    def said(self) -> str:
        """What happened, with its verb in the past."""
        past = self.verb if self.rest.startswith("no longer") else PAST[self.verb]
        return f"{self.what} {past} {self.rest}".strip()

    def __str__(self) -> str:
        """The change on one line."""
        return f"{self.who}: {self.says.removesuffix('.')}."


def whole(text: str, new: bool) -> Iterator[Change]:
    """That something came or went, with all that it says."""
    if new:
        yield Change("", "", "is", "new", after=text or None)
    else:
        yield Change("", "", "is", "gone", before=text or None)


def in_words(value: Any, inside: bool = False) -> str:
    """A value as readers see it; of an entry all that it says, line by line, and of one that it refers to the name."""
    if inside and isinstance(value, Named):
        return title_of(value)
    if isinstance(value, Entry):
        fields = [name for name in type(value).model_fields if name != "id"]
        value = {called(name): getattr(value, name, None) for name in fields}
        value = {name: held for name, held in value.items() if held not in (None, (), {})}
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_summed_up(held)}" for name, held in value.items())
    if isinstance(value, tuple):
        sign = ", " if all(isinstance(held, Named) for held in value) else "\n"
        return sign.join(in_words(held, True) for held in value)
    return _alone(value)


def _alone(value: Any) -> str:
    """A value that holds no others."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if is_dataclass(value):  # a period, a quarter, a status
        names = (name for name in ("shown", "word", "name") if hasattr(value, name))
        return str(getattr(value, next(names)))
    return "" if value is None else str(value)


def _summed_up(value: Any) -> str:
    """What stands under a name: a text in full, and of what holds much, such as a part of a paper, its title and how much."""
    names = type(value).model_fields if isinstance(value, Entry) else ()
    parts = [(name, getattr(value, name, None)) for name in names]
    holds = [counted(len(held), name) for name, held in parts if held and isinstance(held, dict)]
    return ", ".join(filter(None, (_label(value), *holds))) if holds else in_words(value, True)


def title_of(entry: Any) -> str:
    """What an entry, or a text, is called in a few words; its id, or the first line of what it says, where it has no name."""
    if isinstance(entry, Report):
        return f"{entry.board.name} for {entry.quarter.name}"
    text = _label(entry) or getattr(entry, "id", None) or in_words(entry)
    text = text.split("\n")[0]
    return text if len(text) <= SHORT else text[: text.rfind(" ", 0, SHORT)] + " ..."


def _label(entry: Any) -> str:
    """What the first of an entry's fields says that can name it."""
    fields = type(entry).model_fields if isinstance(entry, Entry) else ()
    held = {name: getattr(entry, name, None) for name in LABELS if name in fields}
    if "id" in fields:  # which says more than all that the entry holds
        held = {
            name: it for name, it in held.items() if name != "words" and not isinstance(it, tuple)
        }
    return next(filter(None, map(in_words, held.values())), "")


def called(name: str) -> str:
    """A field's name as readers see it."""
    return FIELDS.get(name, name).replace("_", " ")


def singular(name: str) -> str:
    """What one of a field's values is called: one of the 'notes' is a 'note'."""
    if (file := FILES.get(name)) and file.shape == "list":
        return file.entry
    return re.sub(r"(ie)?s\b", lambda end: "y" if end[1] else "", called(name), count=1)


def counted(number: int, name: str) -> str:
    """So many of what stands in a field: 'two notes'."""
    shown = NUMBERS[number] if number < len(NUMBERS) else number
    return f"{shown} {singular(name) if number == 1 else called(name)}"


def quoted(text: str) -> str:
    """A text in quotation marks."""
    return f"“{text}”"
