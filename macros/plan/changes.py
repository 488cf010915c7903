"""What a reader will notice when one plan takes another's place. It compares plans, not lines.

Everything is found by walking the models: a table, an entry or a field that is new to the plan is compared from the
day that it exists. Only the words for a few of them are written down here.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from pydantic import BaseModel

from .chapter import Chapter, Priority
from .entry import Entry, Named
from .files import FILES
from .plan import Plan
from .reports import Report, Reports
from .values import Month

if TYPE_CHECKING:
    from collections.abc import Iterator

# A text of at most so many signs stands inside its sentence; a longer one stands below it, before and after.
SHORT = 80
# So many entries that came or went are named, and from here on two entries are alike: 1 is the same.
MOST_NAMED, ALIKE = 3, 0.5
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
_, _MONTH = get_args(Month)
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


class _Said(NamedTuple):
    """A sentence in two tenses, and what is too long for it."""

    what: str
    verb: str
    rest: str
    before: str | None = None
    after: str | None = None

    def change(self, who: str, of: tuple[str, str], field: str) -> Change:
        past = self.verb if self.rest.startswith("no longer") else PAST[self.verb]
        says, said = (
            " ".join(part for part in (self.what, verb, self.rest) if part)
            for verb in (self.verb, past)
        )
        return Change(who, says, said, self.before, self.after, of, field)


def changes(before: Plan, after: Plan) -> list[Change]:
    """Everything that differs between two plans, in the order in which the plan holds it, chapters first."""
    names = [field.name for field in dataclasses.fields(Plan) if field.name != "whole"]
    compare = _Comparison.of(before, after)
    found: list[Change] = []
    for name in sorted(names, key=lambda name: name != "chapters"):
        found += compare.part(name, _held(before, name), _held(after, name))
    return found


def _held(plan: Plan, name: str) -> Any:
    """A part of the plan as entries by id; highlight reports go by their files."""
    part = getattr(plan, name)
    return {report.way: report for report in part.all} if isinstance(part, Reports) else part


@dataclasses.dataclass(frozen=True)
class _Comparison:
    """Two plans side by side. `tables` are the kinds of entry that others only refer to."""

    tables: tuple[type[Named], ...]

    @classmethod
    def of(cls, *plans: Plan) -> _Comparison:
        held = (getattr(plan, field.name) for plan in plans for field in dataclasses.fields(plan))
        return cls(
            tuple(
                {
                    type(entry)
                    for table in held
                    if isinstance(table, dict)
                    for entry in table.values()
                }
            )
        )

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values say the same. An entry of a table counts as its id, so that its own change is told once."""
        return one is other or self._bare(one) == self._bare(other)

    def _bare(self, value: Any) -> Any:
        if isinstance(value, self.tables):
            return type(value), value.id
        if isinstance(value, BaseModel):
            return type(value), [
                (name, self._bare(getattr(value, name, None))) for name in type(value).model_fields
            ]
        if isinstance(value, dict):
            return [(key, self._bare(held)) for key, held in value.items()]
        return (
            [self._bare(held) for held in value]
            if isinstance(value, (tuple, list))
            else (type(value), value)
        )

    def part(self, name: str, before: Any, after: Any) -> Iterator[Change]:
        """One part of the plan: a table by id, an entry of its own, or a list."""
        if isinstance(before, dict) and isinstance(after, dict):
            yield from self._table(name, before, after)
        elif isinstance(before, Entry) and isinstance(after, Entry):
            for field, said in self._entry(before, after):
                yield said.change(FILES[name].called, (name, ""), field)
        elif before is None or after is None:
            if before is not after:
                said = _Said(
                    "",
                    "is",
                    "gone" if after is None else "new",
                    _text(before) or None,
                    _text(after) or None,
                )
                yield said.change(FILES[name].called, (name, ""), "")
        elif not self.same(before, after):
            for field, said in self._value(name, "", before, after):
                yield said.change(FILES[name].called, (name, ""), field)

    def _table(self, name: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
        moved = self._moved(before, after)
        for id_ in [
            *after,
            *(gone for gone in before if gone not in after and gone not in moved.values()),
        ]:
            old, new = before.get(moved.get(id_, id_)), after.get(id_)
            # Who knows an entry knows it by its old name.
            who, of = FILES[name].called.format(_titled(old or new)), (name, id_)
            if id_ in moved:
                yield _Said(
                    "the address", "changes", f"from {_quoted(moved[id_])} to {_quoted(id_)}"
                ).change(who, of, "id")
            if old is None:
                yield _Said("", "is", "new", after=_text(new)).change(who, of, "")
            elif new is None:
                yield _Said("", "is", "gone", before=_text(old)).change(who, of, "")
            elif old is new:
                continue
            elif isinstance(new, Chapter):
                yield from self._chapter(who, of, old, new)
            elif isinstance(new, Entry):
                yield from (said.change(who, of, field) for field, said in self._entry(old, new))
            elif not self.same(old, new):
                yield from (
                    said.change(who, of, field)
                    for field, said in self._value(_one(name), "", old, new)
                )
        ids = [id_ for id_ in before if id_ in after], [id_ for id_ in after if id_ in before]
        if (
            FILES[name].shape == "table" and ids[0] != ids[1]
        ):  # the others stand in an order that their own values make
            order = ", ".join(_titled(entry) for entry in after.values())
            yield _Said("", "are", "put in another order", after=order).change(
                f"The {_spaced(name)}", (name, ""), ""
            )

    def _moved(self, before: dict[str, Any], after: dict[str, Any]) -> dict[str, str]:
        """Entries that say the same, or nearly, under another id: the new ids, each with the old one."""
        moved: dict[str, str] = {}
        for new in (id_ for id_ in after if id_ not in before):
            gone = [
                id_
                for id_ in before
                if id_ not in after and id_ not in moved.values() and isinstance(after[new], Entry)
            ]
            likeness, old = max(
                ((self._likeness(before[id_], after[new]), id_) for id_ in gone), default=(0.0, "")
            )
            if likeness >= ALIKE:
                moved[new] = old
        return moved

    def _chapter(
        self, who: str, of: tuple[str, str], before: Chapter, after: Chapter
    ) -> Iterator[Change]:
        """A chapter's status and the priorities that come or go with it are one piece of news."""
        found = list(self._entry(before, after))
        if before.status != after.status:
            news = [
                said
                for field, said in found
                if field == "priorities" and said.what == "" and said.verb in ("gains", "loses")
            ]
            left = [
                (field, said) for field, said in found if field != "status" and said not in news
            ]
            told = _STATUS.get(
                (before.status, after.status), ("", "is", f"set to “{after.status}”")
            )
            extra = "".join(f", and {said.verb} {said.rest}" for said in news)
            past = "".join(f", and {PAST[said.verb]} {said.rest}" for said in news)
            said = _Said(*told)
            change = said.change(who, of, "status")
            yield dataclasses.replace(
                change,
                says=change.says + extra,
                said=change.said + past,
                before=_joined(n.before for n in news),
                after=_joined(n.after for n in news),
            )
            found = left
        for field, said in found:
            yield said.change(who, of, field)

    def _entry(self, before: Entry, after: Entry, of: str = "") -> Iterator[tuple[str, _Said]]:
        """The fields of an entry that differ, each with its sentence. `of` names the entry inside another one."""
        for name in type(after).model_fields:
            one, other = getattr(before, name, None), getattr(after, name)
            if name != "id" and not self.same(one, other):
                if isinstance(other, date) and _MONTH in type(after).model_fields[name].metadata:
                    one, other = (value and f"{value:%B %Y}" for value in (one, other))
                yield from self._value(name, of, one, other, owner=after)

    def _value(
        self, name: str, of: str, before: Any, after: Any, owner: Any = None
    ) -> Iterator[tuple[str, _Said]]:
        if isinstance(before, dict) and isinstance(after, dict):
            if any(
                isinstance(held, (Entry, tuple)) for held in (*before.values(), *after.values())
            ):
                yield from self._mapping(name, of, before, after)
                return
            before, after = (tuple(held.items()) for held in (before, after))
        before, after = (_leading(value) for value in (before, after))
        field = f"{of}/{name}" if of else name
        if isinstance(before, Entry) and isinstance(after, Entry) and not self._refers(after):
            part = f"the {_spaced(name)}" + (f" of {of}" if of else "")
            for inner, said in self._entry(before, after, part):
                yield f"{name}/{inner}", said
        elif _entries(before) and _entries(after) and not self._refers(*before, *after):
            yield from ((field, said) for said in self._list(name, of, before, after))
        elif isinstance(owner, Priority) and name == "words":
            yield field, _Said(of or "it", "is", "reworded", _text(before), _text(after))
        elif (
            isinstance(after, tuple)
            and isinstance(before, tuple)
            and not _passages(name, before, after)
        ):
            yield from ((field, said) for said in _names(name, of, before, after))
        else:
            yield field, _scalar(name, of, before, after)

    def _mapping(
        self, name: str, of: str, before: dict[str, Any], after: dict[str, Any]
    ) -> Iterator[tuple[str, _Said]]:
        """What stands under names of its own, such as the paragraphs of a paper."""
        within = f" of {of}" if of else ""
        for key in [*after, *(gone for gone in before if gone not in after)]:
            one, other = before.get(key), after.get(key)
            label = f"{_one(name)} “{key}”"
            if isinstance(one, Entry) and isinstance(other, Entry):
                for inner, said in self._entry(one, other, f"the {label}{within}"):
                    yield f"{name}/{inner}", said
            elif not self.same(one, other):
                was, now = (value and _text(value) for value in (one, other))
                yield name, _scalar(label, of, was, now)
        if [*before] != [*after] and sorted(before) == sorted(after):
            yield (
                name,
                _Said(f"the {_spaced(name)}{within}", "are", "put in another order"),
            )

    def _refers(self, *values: Any) -> bool:
        return any(isinstance(value, self.tables) for value in values)

    def _list(
        self, name: str, of: str, before: tuple[Entry, ...], after: tuple[Entry, ...]
    ) -> Iterator[_Said]:
        """Entries that came, went, moved or differ. An entry is known again by what it says, not by its place."""
        pairs, old, new = self._pair(before, after)
        within = f" of {of}" if of else ""
        for entries, verb in ((old, "loses"), (new, "gains")):
            if entries:
                texts = _joined(_text(entry) for entry in entries)
                told = f"{_count(len(entries), name)}" + (
                    ""
                    if len(entries) > MOST_NAMED
                    else ": " + "; ".join(_titled(entry) for entry in entries)
                )
                yield _Said(
                    of,
                    verb,
                    told,
                    texts if verb == "loses" else None,
                    texts if verb == "gains" else None,
                )
        places = [after.index(other) for _, other in pairs]
        if places != sorted(places) and all(
            getattr(one, "number", 0) == getattr(other, "number", 0) for one, other in pairs
        ):
            yield _Said(
                f"the {_spaced(name)}{within}",
                "are",
                "put in another order",
                _joined(map(_titled, before), ", "),
                _joined(map(_titled, after), ", "),
            )
        for one, other in pairs:
            if not self.same(one, other):
                yield from (said for _, said in self._entry(one, other, _label(name, one) + within))

    def _pair(
        self, before: tuple[Entry, ...], after: tuple[Entry, ...]
    ) -> tuple[list[tuple[Entry, Entry]], list[Entry], list[Entry]]:
        """Which entry became which: those that say the same, then those most alike. The rest went, and came."""
        old, new, pairs = list(before), list(after), []
        for alike in (1.0, ALIKE):
            scored = [
                (self._likeness(one, other), n, m)
                for n, one in enumerate(old)
                for m, other in enumerate(new)
            ]
            taken: tuple[set[int], set[int]] = set(), set()
            for score, n, m in sorted(scored, key=lambda score: (-score[0], score[1], score[2])):
                if score >= alike and n not in taken[0] and m not in taken[1]:
                    pairs.append((old[n], new[m]))
                    taken[0].add(n)
                    taken[1].add(m)
            old, new = (
                [entry for n, entry in enumerate(left) if n not in gone]
                for left, gone in zip((old, new), taken, strict=True)
            )
        if len(old) == len(new) == 1:  # the only one left of each: rewritten
            pairs, old, new = [*pairs, (old[0], new[0])], [], []
        return sorted(pairs, key=lambda pair: before.index(pair[0])), old, new

    def _likeness(self, one: Entry, other: Entry) -> float:
        """From 0 to 1. The number is a place, not a part of what an entry says."""
        names = [name for name in type(other).model_fields if name not in ("number", "id")]
        if all(self.same(getattr(one, name, None), getattr(other, name)) for name in names):
            return 1.0
        words, others = (
            " ".join(_text(getattr(entry, name, None), True) for name in names).split()
            for entry in (one, other)
        )
        return min(0.99, difflib.SequenceMatcher(None, words, others, autojunk=False).ratio())


_STATUS: dict[tuple[str, str], tuple[str, str, str]] = {
    ("current", "on-hold"): ("", "is", "put on hold"),
    ("current", "retired"): ("", "is", "retired"),
    ("on-hold", "retired"): ("", "is", "retired"),
    ("on-hold", "current"): ("", "is", "no longer on hold"),
    ("retired", "current"): ("", "is", "no longer retired"),
    ("retired", "on-hold"): ("", "is", "no longer retired, but on hold"),
}


def _scalar(name: str, of: str, before: Any, after: Any) -> _Said:
    """One value that became another, or came, or went."""
    what = f"the {_spaced(FIELDS.get(name, name))}" + (f" of {of}" if of else "")
    plural = name in ("plain", "words") or isinstance(after or before, tuple)
    if name == "number" and of:
        return _Said(of, "becomes", f"number {after}")
    if before is None:
        return _Said(what, "are" if plural else "is", *_ending("added", _text(after, True), None))
    if after is None:
        return _Said(
            what, "are" if plural else "is", *_ending("taken away", _text(before, True), True)
        )
    one, other = _text(before, True), _text(after, True)
    if one == other and isinstance(after, Named):
        one, other = before.id, after.id
    verb = "change" if plural else "changes"
    if max(len(one), len(other)) <= SHORT and "\n" not in one + other:
        return _Said(what, verb, f"from {_quoted(one)} to {_quoted(other)}")
    return _Said(what, "are" if plural else "is", "reworded", one, other)


def _ending(verb: str, text: str, before: bool | None) -> tuple[str, str | None, str | None]:
    if len(text) <= SHORT and "\n" not in text:
        return f"{verb}: {_quoted(text)}", None, None
    return verb, text if before else None, None if before else text


def _names(name: str, of: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[_Said]:
    """A list of names, or of entries that are only referred to: what it gains and loses."""
    old, new = ([_text(value, True) for value in values] for values in (before, after))
    if old == new:  # other entries of the same name
        old, new = (
            [getattr(value, "id", str(value)) for value in values] for values in (before, after)
        )
    gone, come = _without(old, new), _without(new, old)
    one = len(before) == len(after) == 1
    within = f" of {of}" if of else ""
    if (one or name == "leads") and gone and come:
        what = f"the {_one(name) if one else _spaced(FIELDS.get(name, name))}{within}"
        yield _Said(what, "changes" if one else "change", f"from {_and(old)} to {_and(new)}")
        return
    for said, verb in ((gone, "lose"), (come, "gain")):
        if said:
            text = _and([_quoted(value) if name != "leads" else value for value in said])
            long = len(text) > SHORT * 2
            told = f"{len(said)} entries" if long else text
            yield _Said(
                f"the {_spaced(FIELDS.get(name, name))}{within}",
                verb,
                told,
                "\n".join(said) if long and verb == "lose" else None,
                "\n".join(said) if long and verb == "gain" else None,
            )
    if not gone and not come:
        yield _Said(
            f"the {_spaced(FIELDS.get(name, name))}{within}",
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


def _leading(value: Any) -> Any:
    """Pairs of a name and what it leads to, or of a name alone, as names."""
    found = []
    for pair in value if isinstance(value, tuple) else ():
        match pair:
            case (str() as name, (str() | None) as to):
                found.append(f"{name} leads to {to}" if to else name)
            case _:
                return value
    return tuple(found) or value


def _passages(name: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
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


def _entries(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(entry, Entry) for entry in value)


def _text(value: Any, inside: bool = False) -> str:
    """A value as readers see it; of an entry all that it says, line by line, and of one that it refers to the name."""
    if isinstance(value, Entry):
        return _titled(value) if isinstance(value, Named) and inside else _whole(value)
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
        return separator.join(_text(held, True) for held in value)
    return "" if value is None else str(value)


def _under(key: str, value: Any) -> str:
    """What stands under a name of its own: a text in full, and of an entry what it is called and how much it holds."""
    if not isinstance(value, Entry):
        return f"{key}: {_text(value, True)}"
    called = any(getattr(value, name, None) for name in LABELS)
    held = [
        _count(len(inner), name)
        for name in type(value).model_fields
        if isinstance(inner := getattr(value, name, None), dict) and inner
    ]
    return f"{key}: {', '.join(([_titled(value)] if called else []) + held)}"


def _whole(entry: Entry) -> str:
    """All that an entry says, line by line."""
    lines = (
        (name, getattr(entry, name, None)) for name in type(entry).model_fields if name != "id"
    )
    return "\n".join(
        f"{_spaced(FIELDS.get(name, name))}: {_text(held, True)}"
        for name, held in lines
        if held not in (None, (), {})
    )


def _titled(entry: Any) -> str:
    """What an entry is called, in a few words; its id where it has no name."""
    if isinstance(entry, Report):
        return f"{entry.board.name} for {entry.quarter.name}"
    fields = type(entry).model_fields if isinstance(entry, BaseModel) else {}
    number = f"{entry.number} “" if isinstance(entry, Priority) else ""
    names = [name for name in LABELS if name in fields and not (name == "words" and "id" in fields)]
    text = next(
        (_text(getattr(entry, name)) for name in names if getattr(entry, name)),
        getattr(entry, "id", None) or _text(entry),
    )
    return number + _cut(text.split("\n")[0]) + ("”" if number else "")


def _label(name: str, entry: Entry) -> str:
    """An entry of a list inside another entry: 'priority 2', 'the note “Which lights”'."""
    if "number" in type(entry).model_fields:
        return f"{_one(name)} {getattr(entry, 'number', None)}"
    shown = _titled(entry) if not hasattr(entry, "chapter") else str(entry.chapter)
    return f"the {_one(name)} “{shown}”"


def _count(number: int, name: str) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return f"{words[number] if number < len(words) else number} {_one(name) if number == 1 else _spaced(FIELDS.get(name, name))}"


def _one(name: str) -> str:
    """The singular: 'notes' is 'note'."""
    spaced = _spaced(name)
    return ONE_OF.get(name) or (
        spaced[:-3] + "y" if spaced.endswith("ies") else spaced.removesuffix("s")
    )


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _quoted(text: str) -> str:
    return f"“{text}”"


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else text[: text.rfind(" ", 0, SHORT)] + " ..."


def _and(names: list[str]) -> str:
    return " and ".join(
        part for part in (", ".join(names[:-1]), names[-1] if names else "nobody") if part
    )


def _joined(texts: Any, sign: str = "\n\n") -> str | None:
    return sign.join(text for text in texts if text) or None
