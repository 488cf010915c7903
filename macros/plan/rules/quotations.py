"""Quotations, held to the papers letter by letter, and the papers themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..entry import Entry, Named
from ..quotations import misquoted, names_of, parted, passages, where
from ..references import SourceName
from ..style import EMAIL
from ..words import flat
from . import Loaded, Problems, rule, twins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..problems import Way
    from ..source import Source


# What a paper has of a person and this site does not show, each with what marks its place.
_PRIVATE = {
    "an e-mail address": EMAIL,
    "a telephone number": re.compile(r"(?<![\w.,-])(?:\+44|0)[0-9 ()-]{8,}[0-9]"),
}

# Lines of data that are names, words to look for, or quotations by themselves, and no running text.
_NO_TEXT = frozenset(
    {"words", "as_written", "also", "also_called", "keywords", "phrases", "named_by", "term"}
)


@rule
def words_are_the_papers(loaded: Loaded) -> Problems:
    """Every quotation names the paragraph of a paper where it stands, letter by letter."""
    papers = loaded.papers
    for source, way, entry in _entries(loaded) if papers else ():
        words, of = getattr(entry, "words", ()), getattr(entry, "source", None)
        if not words:
            continue
        if not isinstance(of, SourceName) or not of.paragraphs:
            message = f"these words are quoted, and their source names no paragraph of a paper. {where(words, papers)}"
            yield source.problem((*way, "source") if of else (*way, "words"), message)
            continue
        for inner, said in passages(words):
            if parting := parted(said, of, papers):
                yield source.problem((*way, "words", *inner), parting)


def _entries(loaded: Loaded) -> Iterator[tuple[Source, Way, Entry]]:
    """Every entry that data/ holds, with its file and the way to it."""
    for part in loaded.entries:
        for entry, source, way in loaded.each(part):
            yield from _within(source, way, entry)


def _within(source: Source, way: Way, entry: Entry) -> Iterator[tuple[Source, Way, Entry]]:
    yield source, way, entry
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        inner = (
            [((), value)]
            if not isinstance(value, tuple)
            else [((n,), v) for n, v in enumerate(value)]
        )
        for step, part in inner:
            if isinstance(part, Entry) and not isinstance(part, Named):
                yield from _within(source, (*way, field, *step), part)


@rule
def texts_quote_the_papers(loaded: Loaded) -> Problems:
    """So does every quotation inside a text of the site's own."""
    names = names_of(loaded.entries)
    for name, source in loaded.sources.items() if loaded.papers else ():
        if not name.startswith("papers/"):
            for way, text, known in _texts(source.data):
                for _, said in misquoted(text, loaded.papers, f"{known}\n{names}"):
                    yield source.problem(way, said)


def _texts(data: Any, way: Way = (), known: str = "") -> Iterator[tuple[Way, str, str]]:
    """The running texts of a file as they were typed, with what is quoted beside each."""
    if isinstance(data, dict):
        beside = data.get("words", ())
        known = flat([beside] if isinstance(beside, str) else beside) if beside else known
        for key, held in data.items():
            if key not in _NO_TEXT:
                yield from _texts(held, (*way, key), known)
    elif isinstance(data, list):
        for nth, held in enumerate(data):
            yield from _texts(held, (*way, nth), known)
    elif isinstance(data, str) and ('"' in data or "[" in data or "\u201c" in data):
        yield way, data, known


@rule
def papers_name_no_way_to_a_person(loaded: Loaded) -> Problems:
    """A person's e-mail address or telephone number is left out, and the place is marked."""
    for paper, source, _ in loaded.each("papers"):
        for place in paper.places.values():
            for what, pattern in _PRIVATE.items():
                if match := pattern.search(place.text):
                    message = f"'{match[0].strip()}' is {what}, and a person's is left out. Write in its place: [{what.partition(' ')[2]} left out]."
                    yield source.problem(place.way, message)


@rule
def papers_are_told_apart(loaded: Loaded) -> Problems:
    """Readers tell papers apart by their short names."""
    for paper, first, source, way in twins(loaded, "papers", "short"):
        message = (
            f"'{paper.short}' is the short name of '{first}' already. Tell the two papers apart."
        )
        yield source.problem(way, message)
