"""One change, in words: a sentence of what came, went or became another, and what is too long for it.

Only the words for a few fields are written down here; others go by their own names.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from .chapter import Priority
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
    "gain": "gained",
    "loses": "lost",
    "lose": "lost",
    "becomes": "became",
    "moves": "moved",
    "leaves": "left",
}
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
    "read": "note of what was read",
    "review": "date of the next review",
    "vacant_since": "day since which there is no lead",
    "reviewed": "date of the last review",
}
ONE_OF = {
    "about": "subject",
    "help": "way to help",
    "answers": "answer",
    "priorities": "priority",
    "leads": "lead",
    "also_called": "other name",
    "refs": "reference",
    "related": "related chapter",
    "words": "passage of the plan’s words",
    "phrases": "phrase",
    "places": "place",
    "also": "other form",
    "as_written": "form as written",
    "differences": "difference",
    "ties": "tie",
    "left_out": "priority that is left out",
    "moved": "redirect",
    "values": "value",
}
LABELS = (
    "title",
    "name",
    "term",
    "heading",
    "called",
    "indicator",
    "area",
    "place",
    "rule",
    "what",
    "date",
    "words",
)


@dataclasses.dataclass(frozen=True)
class Change:
    """One thing that a reader will notice.

    `who` is what changed, such as a chapter's title, and `says` what happened to it, with its verb in the present;
    `said` is the same in the past. `before` and `after` hold texts that are too long for a sentence. `of` names the
    table and id of the entry, such as ("chapters", "carers"), and `field` what changed in it, for programs.
    """

    who: str
    says: str
    said: str
    before: str | None = None
    after: str | None = None
    of: tuple[str, str] = ("", "")
    field: str = ""

    def __str__(self) -> str:
        """The change on one line."""
        return f"{self.who}: {self.says.removesuffix('.')}."


class Clause(NamedTuple):
    """A sentence in two tenses, and what is too long for it."""

    what: str
    verb: str
    rest: str
    before: str | None = None
    after: str | None = None

    def change(self, who: str, of: tuple[str, str], field: str) -> Change:
        """The change of `who` that it tells."""
        past = self.verb if self.rest.startswith("no longer") else PAST[self.verb]
        says, said = (
            " ".join(part for part in (self.what, verb, self.rest) if part)
            for verb in (self.verb, past)
        )
        return Change(who, says, said, self.before, self.after, of, field)


def value_changed(name: str, of: str, before: Any, after: Any) -> Clause:
    """One value that became another, or came, or went."""
    what = f"the {spaced(FIELDS.get(name, name))}" + (f" of {of}" if of else "")
    plural = name in ("plain", "words") or isinstance(after or before, tuple)
    if name == "number" and of:
        return Clause(of, "becomes", f"number {after}")
    if before is None:
        return Clause(
            what, "are" if plural else "is", *_ending("added", in_words(after, True), None)
        )
    if after is None:
        return Clause(
            what, "are" if plural else "is", *_ending("taken away", in_words(before, True), True)
        )
    one, other = in_words(before, True), in_words(after, True)
    if one == other and isinstance(after, Named):
        one, other = before.id, after.id
    verb = "change" if plural else "changes"
    if max(len(one), len(other)) <= SHORT and "\n" not in one + other:
        return Clause(what, verb, f"from {quoted(one)} to {quoted(other)}")
    return Clause(what, "are" if plural else "is", "reworded", one, other)


def _ending(verb: str, text: str, before: bool | None) -> tuple[str, str | None, str | None]:
    if len(text) <= SHORT and "\n" not in text:
        return f"{verb}: {quoted(text)}", None, None
    return verb, text if before else None, None if before else text


def names_changed(
    name: str, of: str, before: tuple[Any, ...], after: tuple[Any, ...]
) -> Iterator[Clause]:
    """A list of names, or of entries that are only referred to: what it gains and loses."""
    old, new = ([in_words(value, True) for value in values] for values in (before, after))
    if old == new:  # other entries of the same name
        old, new = (
            [getattr(value, "id", str(value)) for value in values] for values in (before, after)
        )
    gone, come = _without(old, new), _without(new, old)
    one = len(before) == len(after) == 1
    within = f" of {of}" if of else ""
    if (one or name == "leads") and gone and come:
        what = f"the {singular(name) if one else spaced(FIELDS.get(name, name))}{within}"
        yield Clause(what, "changes" if one else "change", f"from {_and(old)} to {_and(new)}")
        return
    for said, verb in ((gone, "lose"), (come, "gain")):
        if said:
            text = _and([quoted(value) if name != "leads" else value for value in said])
            long = len(text) > SHORT * 2
            told = f"{len(said)} entries" if long else text
            yield Clause(
                f"the {spaced(FIELDS.get(name, name))}{within}",
                verb,
                told,
                "\n".join(said) if long and verb == "lose" else None,
                "\n".join(said) if long and verb == "gain" else None,
            )
    if not gone and not come:
        yield Clause(
            f"the {spaced(FIELDS.get(name, name))}{within}",
            "are",
            "put in another order",
            ", ".join(old),
            ", ".join(new),
        )


def _without(some: list[str], others: list[str]) -> list[str]:
    """What is in one list and not in the other; an entry that stands there twice counts twice."""
    left, found = Counter(others), []
    for value in some:
        if left[value]:
            left[value] -= 1
        else:
            found.append(value)
    return found


def as_names(value: Any) -> Any:
    """Pairs of a name and what it leads to, or of a name alone, as names."""
    found = []
    for pair in value if isinstance(value, tuple) else ():
        match pair:
            case (str() as name, (str() | None) as to):
                found.append(f"{name} leads to {to}" if to else name)
            case _:
                return value
    return tuple(found) or value


def is_running_text(name: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    """Whether a list is running text, whose paragraphs mean nothing one by one."""
    if name in (
        "phrases",
        "alone",
        "below",
        "but",
    ):  # what people type, each by itself, however long
        return False
    return name == "words" or any(
        isinstance(value, tuple) or len(str(value)) > SHORT
        for value in (*before, *after)
        if not isinstance(value, Entry)
    )


def are_entries(value: Any) -> bool:
    """Whether a value is a list of entries."""
    return isinstance(value, tuple) and all(isinstance(entry, Entry) for entry in value)


def in_words(value: Any, inside: bool = False) -> str:
    """A value as readers see it; of an entry all that it says, line by line, and of one that it refers to the name."""
    if isinstance(value, Entry):
        return title_of(value) if isinstance(value, Named) and inside else _whole(value)
    if dataclasses.is_dataclass(value):  # a period, a quarter, a status
        return next(
            str(getattr(value, name)) for name in ("shown", "word", "name") if hasattr(value, name)
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, dict):
        value = tuple(_under(key, held) for key, held in value.items())
    if isinstance(value, tuple):
        separator = ", " if all(isinstance(held, Named) for held in value) else "\n"
        return separator.join(in_words(held, True) for held in value)
    return "" if value is None else str(value)


def _under(key: str, value: Any) -> str:
    """What stands under a name of its own: a text in full, and of an entry what it is called and how much it holds."""
    if not isinstance(value, Entry):
        return f"{key}: {in_words(value, True)}"
    called = any(getattr(value, name, None) for name in LABELS)
    held = [
        counted(len(inner), name)
        for name in type(value).model_fields
        if isinstance(inner := getattr(value, name, None), dict) and inner
    ]
    return f"{key}: {', '.join(([title_of(value)] if called else []) + held)}"


def _whole(entry: Entry) -> str:
    """All that an entry says, line by line."""
    lines = (
        (name, getattr(entry, name, None)) for name in type(entry).model_fields if name != "id"
    )
    return "\n".join(
        f"{spaced(FIELDS.get(name, name))}: {in_words(held, True)}"
        for name, held in lines
        if held not in (None, (), {})
    )


def title_of(entry: Any) -> str:
    """What an entry is called, in a few words; its id where it has no name."""
    if isinstance(entry, Report):
        return f"{entry.board.name} for {entry.quarter.name}"
    fields = type(entry).model_fields if isinstance(entry, BaseModel) else {}
    number = f"{entry.number} “" if isinstance(entry, Priority) else ""
    names = [name for name in LABELS if name in fields and not (name == "words" and "id" in fields)]
    text = next(
        (in_words(getattr(entry, name)) for name in names if getattr(entry, name)),
        getattr(entry, "id", None) or in_words(entry),
    )
    return number + _cut(text.split("\n")[0]) + ("”" if number else "")


def label_of(name: str, entry: Entry) -> str:
    """An entry of a list inside another entry: 'priority 2', 'the note “Which lights”'."""
    if "number" in type(entry).model_fields:
        return f"{singular(name)} {getattr(entry, 'number', None)}"
    shown = title_of(entry) if not hasattr(entry, "chapter") else str(entry.chapter)
    return f"the {singular(name)} “{shown}”"


def counted(number: int, name: str) -> str:
    """So many of what stands in a field: 'two notes'."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return f"{words[number] if number < len(words) else number} {singular(name) if number == 1 else spaced(FIELDS.get(name, name))}"


def singular(name: str) -> str:
    """The singular: 'notes' is 'note'."""
    if (file := FILES.get(name)) and file.shape == "list":
        return file.entry
    if name in ONE_OF:
        return ONE_OF[name]
    plural = spaced(name)
    return plural[:-3] + "y" if plural.endswith("ies") else plural.removesuffix("s")


def spaced(name: str) -> str:
    """A field's name as readers see it."""
    return name.replace("_", " ")


def quoted(text: str) -> str:
    """A text in quotation marks."""
    return f"“{text}”"


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else text[: text.rfind(" ", 0, SHORT)] + " ..."


def _and(names: list[str]) -> str:
    return " and ".join(
        part for part in (", ".join(names[:-1]), names[-1] if names else "nobody") if part
    )


def joined(texts: Any, sign: str = "\n\n") -> str | None:
    """The texts that say anything, one after another: None if none does."""
    return sign.join(text for text in texts if text) or None
