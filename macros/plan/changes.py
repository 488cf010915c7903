"""What differs between two plans, each thing told once, where it stands. It compares plans, not lines.

Everything is differences by walking the models: a table, an entry or a field that is new to the plan is compared from the
day that it exists.
"""

from __future__ import annotations

import difflib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from .board import Person
from .change import SHORT, Change, called, counted, in_words, quoted, singular, title_of, whole
from .entry import Entry, Named
from .files import FILES
from .history import Reports
from .names import Withheld
from .values import Month

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .files import DataFile
    from .plan import Plan

# So many entries that came or went are named.
MOST_NAMED = 3
STATUS = {"current": "", "on-hold": "put on hold", "retired": "retired"}
_, _MONTH = get_args(Month)


def changes(before: Plan, after: Plan) -> list[Change]:
    """Everything that differs between two plans, in the order in which the plan holds it, chapters first."""
    differences: list[Change] = []
    names = Withheld(before.withheld.names | after.withheld.names)
    for file in sorted(FILES.values(), key=lambda file: file.part != "chapters"):
        old, new = _held(before, file), _held(after, file)
        if file.part == "papers":  # their words stay, whatever is public of the names in them
            old, new = (
                {id_: one.without(names) for id_, one in held.items()} for held in (old, new)
            )
        if isinstance(new, dict):
            differences += _table(file, old, new)
            continue
        if old is None or new is None:
            differ = whole(in_words(old or new), old is None) if old is not new else ()
        elif isinstance(new, Entry):
            differ = field_changes(old, new)
        else:
            differ = _value(file.part, "", old, new) if _bare(old) != _bare(new) else ()
        differences += (replace(change, who=file.called, of=(file.part, "")) for change in differ)
    return differences


def _held(plan: Plan, file: DataFile) -> Any:
    """A part of the plan; highlight reports go by their files."""
    part = getattr(plan, file.part)
    return {report.way: report for report in part.all} if isinstance(part, Reports) else part


def _bare(value: Any) -> Any:
    """A value without what it refers to but for the name, so that the change of an entry is told once, at its own place."""
    match value:
        case Named():
            return type(value), value.id
        case BaseModel():
            return [(name, _bare(getattr(value, name, None))) for name in type(value).model_fields]
        case dict():
            return [(key, _bare(held)) for key, held in value.items()]
        case tuple():
            return [_bare(held) for held in value]
        case _:
            return value


def _table(file: DataFile, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    """Entries by id: which came and went, what differs in the others, and their order, if that is not made by their values."""
    gone = [id_ for id_ in before if id_ not in after]
    titles = {title_of(before[id_]): id_ for id_ in gone}
    moved = {
        id_: titles[title_of(entry)]
        for id_, entry in after.items()
        if id_ not in before and title_of(entry) in titles
    }
    for id_ in [*after, *(id_ for id_ in gone if id_ not in moved.values())]:
        old, new = before.get(moved.get(id_, id_)), after.get(id_)
        # Who knows an entry knows it by its old name.
        who, of = file.called.format(title_of(old or new)), (file.part, id_)
        if id_ in moved:
            way = f"from {quoted(moved[id_])} to {quoted(id_)}"
            yield Change(who, "the address", "changes", way, of=of, field="id")
        differ = (
            field_changes(old, new) if old and new else whole(in_words(old or new), old is None)
        )
        if old and not new and file.part == "people":
            differ = iter([Change("", "", "is", "no longer among the people")])
        yield from (replace(change, who=who, of=of) for change in differ)
    stayed = [id_ for id_ in before if id_ in after]
    if file.shape == "table" and stayed != [id_ for id_ in after if id_ in before]:
        order = _order("", None, ", ".join(map(title_of, after.values())))
        yield replace(order, who=f"The {called(file.part)}", of=(file.part, ""))


def _order(what: str, before: str | None, after: str | None) -> Change:
    return Change("", what, "are", "put in another order", before or None, after)


def field_changes(before: Entry, after: Entry, of: str = "") -> Iterator[Change]:
    """The fields of an entry that differ. `of` names it, if it stands inside another one."""
    for name, field in type(after).model_fields.items():
        old, new = getattr(before, name, None), getattr(after, name)
        if name == "id" or _bare(old) == _bare(new):
            continue
        if _MONTH in field.metadata:
            old, new = (f"{day:%B %Y}" if isinstance(day, date) else day for day in (old, new))
        yield from (replace(change, field=name) for change in _value(name, of, old, new))


def _value(name: str, of: str, before: Any, after: Any) -> Iterator[Change]:
    """What differs in a value: an entry, a list or a mapping, or one text."""
    within = f" of {of}" if of else ""
    if _is_own(before) and _is_own(after):
        yield from field_changes(before, after, f"the {called(name)}{within}")
    elif _has_parts(name, before) and _has_parts(name, after):
        yield from _parts(name, of, before, after)
    elif name == "status" and before in STATUS and after in STATUS:
        yield Change("", of, "is", STATUS[after] or f"no longer {before.replace('-', ' ')}")
    elif name == "number" and of:
        yield Change("", of, "becomes", f"number {after}")
    elif name == "words" and of:
        yield Change("", of, "is", "reworded", in_words(before), in_words(after))
    else:
        plural = name in ("plain", "words") or isinstance(after or before, tuple)
        yield _text(f"the {called(name)}{within}", plural, before, after)


def _text(what: str, plural: bool, before: Any, after: Any) -> Change:
    """One value that became another, or came, or went."""
    old, new = in_words(before, True), in_words(after, True)
    short = max(len(old), len(new)) <= SHORT and "\n" not in old + new
    be = "are" if plural else "is"
    if before is None or after is None:
        verb, text = ("added", new) if before is None else ("taken away", old)
        if short:
            return Change("", what, be, f"{verb}: {quoted(text)}")
        return Change("", what, be, verb, old or None, new or None)
    if short:
        if not isinstance(after, Person):
            old, new = quoted(old), quoted(new)
        return Change("", what, "change" if plural else "changes", f"from {old} to {new}")
    return Change("", what, be, "reworded", old, new)


# Lists and mappings


def _is_own(value: Any) -> bool:
    """Whether a value is an entry that stands where it is, and is not only referred to."""
    return isinstance(value, Entry) and not isinstance(value, Named)


def _has_parts(name: str, value: Any) -> bool:
    """Whether a value is made of parts that can come and go. Of running text, the paragraphs mean nothing one by one."""
    if not isinstance(value, tuple) or all(isinstance(part, Entry) for part in value):
        return isinstance(value, (tuple, dict))
    return name not in ("plain", "words") and all(isinstance(part, str) for part in value)


# Parts go by their titles or names, with how many of that title stood before them.
Key = tuple[str, int]
Parts = dict[Key, Any]


def _keyed(value: Any) -> Parts:
    if isinstance(value, dict):
        return {(name, 0): part for name, part in value.items()}
    titles = [title_of(part) for part in value]
    return {(title, titles[:n].count(title)): value[n] for n, title in enumerate(titles)}


def _parts(name: str, of: str, was: Any, now: Any) -> Iterator[Change]:
    """What came, went, moved or differs of the parts of a list or a mapping."""
    before, after = _keyed(was), _keyed(now)
    pairs = {key: key for key in before if key in after}
    if isinstance(was, tuple) and all(map(_is_own, (*was, *now))):
        pairs |= _alike(before, after)
    within = f" of {of}" if of else ""
    gone = {key: part for key, part in before.items() if key not in pairs}
    come = {key: part for key, part in after.items() if key not in pairs.values()}
    if len(before) == len(after) == len(gone) == len(come) == 1:
        yield _text(f"the {singular(name)}{within}", False, *gone.values(), *come.values())
        return
    if gone:
        yield Change("", of, "loses", _named(name, gone), _in_full(gone, isinstance(was, dict)))
    if come:
        yield Change(
            "", of, "gains", _named(name, come), after=_in_full(come, isinstance(now, dict))
        )
    order = [pairs[key] for key in before if key in pairs]
    numbered = any(_number(before[old]) != _number(after[new]) for old, new in pairs.items())
    if order != [key for key in after if key in order] and not numbered:
        titles = (", ".join(title for title, _ in parts) for parts in (before, after))
        yield _order(f"the {called(name)}{within}", *titles)
    for key in (key for key in before if key in pairs):
        old, new, number = before[key], after[pairs[key]], _number(before[key])
        what = f"{singular(name)} {number}" if number else f"the {singular(name)} {quoted(key[0])}"
        if _is_own(old) and _is_own(new):
            yield from field_changes(old, new, what + within)
        elif _bare(old) != _bare(new):
            yield _text(what + within, False, old, new)


def _alike(before: Parts, after: Parts) -> dict[Key, Key]:
    """What became what of entries with another title: of one much like it, of the same number, or the only one left."""
    pairs = {}
    old, new = (
        [key for key in before if key not in after],
        [key for key in after if key not in before],
    )
    only = len(old) == len(new) == 1
    for key in old:
        near = difflib.get_close_matches(key[0], [title for title, _ in new], n=1)
        number = _number(before[key])
        fits = [other for other in new if other[0] in near]
        fits += [other for other in new if only or (number and _number(after[other]) == number)]
        if fits:
            pairs[key] = fits[0]
            new.remove(fits[0])
    return pairs


def _number(value: Any) -> int | None:
    """The number by which readers know an entry, if it has one."""
    return getattr(value, "number", None) if _is_own(value) else None


def _named(name: str, parts: Parts) -> str:
    """How many there are, and which, if they are few."""
    if len(parts) > MOST_NAMED:
        return counted(len(parts), name)
    numbers = [(_number(part), title) for (title, _), part in parts.items()]
    titles = [f"{number} {quoted(title)}" if number else title for number, title in numbers]
    return f"{counted(len(parts), name)}: {'; '.join(titles)}"


def _in_full(parts: Parts, named: bool) -> str | None:
    """All that they say, if that is more than their titles. In a mapping, texts are `named`."""
    if len(parts) <= MOST_NAMED and all(in_words(p, True) == key[0] for key, p in parts.items()):
        return None
    texts = (
        in_words({title: part} if named and not isinstance(part, Entry) else part)
        for (title, _), part in parts.items()
    )
    return "\n\n".join(filter(None, texts)) or None
