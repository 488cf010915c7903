"""What could be read of data/, for the rules: the entries that are right, and every text as it was typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, get_args

from .entry import entry_in
from .files import FILES, file_of
from .problems import OneOf
from .references import Own, OwnPassage, Short
from .values import Text, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .entry import Entry
    from .names import Withheld
    from .paper import Paper
    from .problems import Problem, Way
    from .source import Source


@dataclass(frozen=True)
class Loaded:
    """What could be read of data/: the entries that are right, the files behind them, and whether all are right.

    `withheld` are the names that are not public.
    """

    entries: dict[str, Any]
    sources: dict[str, Source]
    whole: bool
    today: date
    withheld: Withheld

    def each(self, part: str) -> Iterator[tuple[Any, Source, Way]]:
        """The entries of a part of the plan, each with its file and the way to it.

        Of a list there is none while an entry is wrong: which place it stands at is not known then.
        """
        held, file = self.entries[part], FILES[part]
        if isinstance(held, dict):
            for id_, entry in held.items():
                name, way = file.stands(id_)
                yield entry, self.sources[name], way
        elif isinstance(held, tuple):
            for place, entry in enumerate(held) if self.whole else ():
                yield entry, self.sources[file.name], (place,)
        elif held and file.by_hand:
            yield held, self.sources[file.name], ()

    @cached_property
    def chapter_ids(self) -> list[str]:
        """The ids of all chapters that have a file, whether it could be read or not."""
        return sorted(
            name.removeprefix("chapters/") for name in self.sources if name.startswith("chapters/")
        )

    @cached_property
    def papers(self) -> dict[str, Paper]:
        """The papers that quotations are held to: none while one of them can't be read, so that it alone is told."""
        held: dict[str, Paper] = self.entries["papers"]
        files = [name for name in self.sources if name.startswith("papers/")]
        return held if len(held) == len(files) else {}

    @cached_property
    def own_texts(self) -> list[tuple[Source, Way, str]]:
        """Every text in the site's own words, as it was typed, with its file and the way to it."""
        return [(source, way, text) for source, way, text, own in self._texts if own]

    @cached_property
    def other_texts(self) -> list[tuple[Source, Way, str]]:
        """Every other text that readers see, such as names, the plan's words and what boards report."""
        return [(source, way, text) for source, way, text, own in self._texts if not own]

    @cached_property
    def _texts(self) -> list[tuple[Source, Way, str, bool]]:
        return [*self._read_texts()]

    def _read_texts(self) -> Iterator[tuple[Source, Way, str, bool]]:
        for name, source in self.sources.items():
            file = file_of(name)
            for way, entry in file.entries(source.data):
                yield from _texts(source, way, entry, file.model)

    def not_there(self, source: Source, way: Way, named: Any, what: str) -> Iterator[Problem]:
        """A `chapter`, or its `priority`, that the entry at `way` names and that is not there. `what` says what the chapter is."""
        chapter = self.entries["chapters"].get(named.chapter)
        if self.chapter_ids and named.chapter not in self.chapter_ids:
            yield source.problem(
                (*way, "chapter"),
                f"{what} is '{named.chapter}'.",
                OneOf(self.chapter_ids, named.chapter),
            )
        elif chapter and named.priority and named.priority > len(chapter.priorities):
            what = f"'{named.chapter}' has no priority {named.priority}."
            yield source.problem((*way, "priority"), what, *numbered(len(chapter.priorities)))


def _texts(
    source: Source, way: Way, data: Any, model: type[Entry]
) -> Iterator[tuple[Source, Way, str, bool]]:
    """The texts of an entry, with whether they are the site's own words; what is wrong with it does not matter here."""
    for name, (own, inner) in _readable(model).items() if isinstance(data, dict) else ():
        for to, part in _parts((*way, name), data.get(name)):
            if inner and isinstance(part, dict):
                yield from _texts(source, to, part, inner)
            elif not inner and isinstance(part, str):
                yield source, to, part, own


def _parts(way: Way, held: Any) -> Iterator[tuple[Way, Any]]:
    """A value, or the entries of a list, and of lists in it, each with the way to it."""
    if isinstance(held, list):
        for place, part in enumerate(held):
            yield from _parts((*way, place), part)
    else:
        yield way, held


@cache
def _readable(model: type[Entry]) -> dict[str, tuple[bool, type[Entry] | None]]:
    """The fields of a model that hold what readers see: whether as the site's own words, and in which entries."""
    kinds_of: dict[str, tuple[bool, type[Entry] | None]] = {}
    for name, held in model.model_fields.items():
        kinds = {
            *_validators(held.annotation),
            *(getattr(one, "func", None) for one in held.metadata),
        }
        inner = entry_in(held.annotation)
        own = bool(kinds & {_validator(Own), _validator(OwnPassage), _validator(Short)})
        if inner or own or _validator(Text) in kinds:
            kinds_of[name] = own, inner
    return kinds_of


def _validators(annotation: Any) -> Iterator[Any]:
    """What the values of a field have to pass, however deep they stand in it."""
    for part in get_args(annotation):
        yield getattr(part, "func", None)
        yield from _validators(part)


def _validator(kind: Any) -> Any:
    return get_args(kind)[1].func
