"""What a reader will notice when one plan takes another's place. It compares plans, not lines.

Everything is found by walking the models: a table, an entry or a field that is new to the plan is compared from the
day that it exists.
"""

from __future__ import annotations

import dataclasses
import difflib
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from .change import (
    PAST,
    Change,
    Clause,
    are_entries,
    as_names,
    counted,
    in_words,
    is_running_text,
    joined,
    label_of,
    names_changed,
    quoted,
    singular,
    spaced,
    title_of,
    value_changed,
)
from .chapter import Chapter, Priority
from .entry import Entry, Named
from .files import FILES
from .history import Reports
from .plan import Plan
from .values import Month

if TYPE_CHECKING:
    from collections.abc import Iterator

# So many entries that came or went are named, and from here on two entries are alike: 1 is the same.
MOST_NAMED, ALIKE = 3, 0.5
_, _MONTH = get_args(Month)


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
                said = Clause(
                    "",
                    "is",
                    "gone" if after is None else "new",
                    in_words(before) or None,
                    in_words(after) or None,
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
            who, of = FILES[name].called.format(title_of(old or new)), (name, id_)
            if id_ in moved:
                yield Clause(
                    "the address", "changes", f"from {quoted(moved[id_])} to {quoted(id_)}"
                ).change(who, of, "id")
            if old is None:
                yield Clause("", "is", "new", after=in_words(new)).change(who, of, "")
            elif new is None:
                yield Clause("", "is", "gone", before=in_words(old)).change(who, of, "")
            elif old is new:
                continue
            elif isinstance(new, Chapter):
                yield from self._chapter(who, of, old, new)
            elif isinstance(new, Entry):
                yield from (said.change(who, of, field) for field, said in self._entry(old, new))
            elif not self.same(old, new):
                yield from (
                    said.change(who, of, field)
                    for field, said in self._value(singular(name), "", old, new)
                )
        ids = [id_ for id_ in before if id_ in after], [id_ for id_ in after if id_ in before]
        if (
            FILES[name].shape == "table" and ids[0] != ids[1]
        ):  # the others stand in an order that their own values make
            order = ", ".join(title_of(entry) for entry in after.values())
            yield Clause("", "are", "put in another order", after=order).change(
                f"The {spaced(name)}", (name, ""), ""
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
            said = Clause(*told)
            change = said.change(who, of, "status")
            yield dataclasses.replace(
                change,
                says=change.says + extra,
                said=change.said + past,
                before=joined(n.before for n in news),
                after=joined(n.after for n in news),
            )
            found = left
        for field, said in found:
            yield said.change(who, of, field)

    def _entry(self, before: Entry, after: Entry, of: str = "") -> Iterator[tuple[str, Clause]]:
        """The fields of an entry that differ, each with its sentence. `of` names the entry inside another one."""
        for name in type(after).model_fields:
            one, other = getattr(before, name, None), getattr(after, name)
            if name != "id" and not self.same(one, other):
                if isinstance(other, date) and _MONTH in type(after).model_fields[name].metadata:
                    one, other = (value and f"{value:%B %Y}" for value in (one, other))
                yield from self._value(name, of, one, other, owner=after)

    def _value(
        self, name: str, of: str, before: Any, after: Any, owner: Any = None
    ) -> Iterator[tuple[str, Clause]]:
        if isinstance(before, dict) and isinstance(after, dict):
            if any(
                isinstance(held, (Entry, tuple)) for held in (*before.values(), *after.values())
            ):
                yield from self._mapping(name, of, before, after)
                return
            before, after = (tuple(held.items()) for held in (before, after))
        before, after = (as_names(value) for value in (before, after))
        field = f"{of}/{name}" if of else name
        if isinstance(before, Entry) and isinstance(after, Entry) and not self._refers(after):
            part = f"the {spaced(name)}" + (f" of {of}" if of else "")
            for inner, said in self._entry(before, after, part):
                yield f"{name}/{inner}", said
        elif are_entries(before) and are_entries(after) and not self._refers(*before, *after):
            yield from ((field, said) for said in self._list(name, of, before, after))
        elif isinstance(owner, Priority) and name == "words":
            yield field, Clause(of or "it", "is", "reworded", in_words(before), in_words(after))
        elif (
            isinstance(after, tuple)
            and isinstance(before, tuple)
            and not is_running_text(name, before, after)
        ):
            yield from ((field, said) for said in names_changed(name, of, before, after))
        else:
            yield field, value_changed(name, of, before, after)

    def _mapping(
        self, name: str, of: str, before: dict[str, Any], after: dict[str, Any]
    ) -> Iterator[tuple[str, Clause]]:
        """What stands under names of its own, such as the paragraphs of a paper."""
        within = f" of {of}" if of else ""
        for key in [*after, *(gone for gone in before if gone not in after)]:
            one, other = before.get(key), after.get(key)
            label = f"{singular(name)} “{key}”"
            if isinstance(one, Entry) and isinstance(other, Entry):
                for inner, said in self._entry(one, other, f"the {label}{within}"):
                    yield f"{name}/{inner}", said
            elif not self.same(one, other):
                was, now = (value and in_words(value) for value in (one, other))
                yield name, value_changed(label, of, was, now)
        if [*before] != [*after] and sorted(before) == sorted(after):
            yield (
                name,
                Clause(f"the {spaced(name)}{within}", "are", "put in another order"),
            )

    def _refers(self, *values: Any) -> bool:
        return any(isinstance(value, self.tables) for value in values)

    def _list(
        self, name: str, of: str, before: tuple[Entry, ...], after: tuple[Entry, ...]
    ) -> Iterator[Clause]:
        """Entries that came, went, moved or differ. An entry is known again by what it says, not by its place."""
        pairs, old, new = self._pair(before, after)
        within = f" of {of}" if of else ""
        for entries, verb in ((old, "loses"), (new, "gains")):
            if entries:
                texts = joined(in_words(entry) for entry in entries)
                told = f"{counted(len(entries), name)}" + (
                    ""
                    if len(entries) > MOST_NAMED
                    else ": " + "; ".join(title_of(entry) for entry in entries)
                )
                yield Clause(
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
            yield Clause(
                f"the {spaced(name)}{within}",
                "are",
                "put in another order",
                joined(map(title_of, before), ", "),
                joined(map(title_of, after), ", "),
            )
        for one, other in pairs:
            if not self.same(one, other):
                yield from (
                    said for _, said in self._entry(one, other, label_of(name, one) + within)
                )

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
            " ".join(in_words(getattr(entry, name, None), True) for name in names).split()
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
