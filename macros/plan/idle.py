"""What of data/ nothing leads readers to: entries that no other names, and that no text calls by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from .entry import Named
from .files import FILES
from .history import Reports
from .references import SourceName

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from .files import DataFile
    from .plan import Plan


def idle(
    plan: Plan, named: Collection[str], texts: Iterable[str]
) -> Iterator[tuple[DataFile, Named]]:
    """The entries that nothing names: `named` are the ids that pages name, and `texts` all that may speak of one."""
    used = {*_named_in([getattr(plan, part) for part in FILES], inner=False)}
    said = ""
    for file in FILES.values():
        for entry in getattr(plan, file.part).values() if file.idle else ():
            # Of somebody whose name is not public, the lines keep the name out of texts and papers.
            if entry in used or entry.id in named or not getattr(entry, "named", True):
                continue
            said = said or " ".join(" ".join(texts).casefold().split())
            names = (_texts(getattr(entry, field)) for field in file.spoken)
            if not any(name.casefold() in said for of_field in names for name in of_field):
                yield file, entry


def _texts(held: str | tuple[str, ...] | None) -> Iterable[str]:
    return (held,) if isinstance(held, str) else held or ()


def _named_in(value: Any, *, inner: bool = True) -> Iterator[Named]:
    """The entries that a value names, however deep they stand in it, and the papers that it is from."""
    if isinstance(value, Named) and inner:
        yield value
    elif isinstance(value, SourceName):
        yield from (paper for paper, _ in value.paragraphs)
    elif isinstance(value, BaseModel):
        for _, held in value:
            yield from _named_in(held)
    else:
        held = value.all if isinstance(value, Reports) else value
        held = held.values() if isinstance(held, dict) else held
        for one in held if not isinstance(held, str) and hasattr(held, "__iter__") else ():
            yield from _named_in(one, inner=inner)
