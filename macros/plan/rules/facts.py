"""Facts of the plan, held to the tables of the papers that `sources:` in data/plan.yml names."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..problems import OneOf
from ..quotations import example, is_longer, parted
from ..wordings import Wording
from ..words import flat
from . import Loaded, Problems, rule, rule_of_facts

if TYPE_CHECKING:
    from ..problems import Way
    from ..references import SourceName


@rule
def facts_name_their_places(loaded: Loaded) -> Problems:
    """What data/plan.yml names as the source of facts is a paragraph, or for facts of many a part of a paper."""
    about = loaded.entries["about"]
    for field in type(about.sources).model_fields if about and loaded.papers else ():
        of = getattr(about.sources, field)
        if not of:
            continue
        if len(of.paragraphs) != 1:
            what = f"the facts of '{field}' are in one place of one paper."
            mends = f"write it as {example(loaded.papers)}", Wording.REMOVE
            yield loaded.sources["plan"].problem(("sources", field), what, *mends)
            continue
        ((paper, id_),) = of.paragraphs
        held = "paragraphs" if field == "chapters" else "rows"
        if field in ("title", "owner") or getattr(paper.parts.get(id_), held, None):
            continue
        parts = [f"{paper.id} {name}" for name, part in paper.parts.items() if getattr(part, held)]
        what = f"'{paper.id} {id_}' is no part with {held}."
        mend = OneOf(parts, f"{paper.id} {id_}")
        yield loaded.sources["plan"].problem(("sources", field), what, mend)


@rule
def facts_are_held(loaded: Loaded) -> Problems:
    """(warning) A kind of facts whose place data/plan.yml does not name is held by nobody."""
    about = loaded.entries["about"]
    if not about or not loaded.papers:
        return
    fields = type(about.sources).model_fields
    if missing := [field for field in fields if not getattr(about.sources, field)]:
        message = f"nothing says where the papers have these facts, so nobody holds them to the papers: {', '.join(missing)}. Name the place of each under 'sources:', if a paper has it."
        there = len(missing) < len(fields)
        way: Way = ("sources",) if there else ()
        yield loaded.sources["plan"].problem(way, message, of_key=there, warning=True)


@rule_of_facts
def title_and_owner_are_the_papers(loaded: Loaded) -> Problems:
    """The plan has the title and the owner that its papers give it."""
    about = loaded.entries["about"]
    for field in ("title", "owner") if about and loaded.papers else ():
        of = getattr(about.sources, field)
        if not (of and of.paragraphs):
            continue
        name = flat(getattr(about, field))
        if message := parted(name, of, loaded.papers):
            yield loaded.sources["plan"].problem((field,), message)
        elif all(is_longer(name, paper.places[id_].text) for paper, id_ in of.paragraphs):
            at = " and ".join(f"'{paper.id} {id_}'" for paper, id_ in of.paragraphs)
            message = f"'{name}' is a part of a longer name in {at}. Write the whole name, as the paper does."
            yield loaded.sources["plan"].problem((field,), message)


@rule_of_facts
def lists_are_the_papers(loaded: Loaded) -> Problems:
    """A list of the plan that is quoted from one list of a paper has all that stands there, in its order."""
    lists: list[tuple[str, Way, list[Any]]] = []
    if frameworks := loaded.entries["frameworks"]:
        lists += [
            ("frameworks", (name,), list(getattr(frameworks, name)))
            for name in type(frameworks).model_fields
        ]
    if loaded.whole:
        lists.append(("objectives", (), list(loaded.entries["objectives"].values())))
    for file, way, entries in lists if loaded.papers else ():
        first = {entry.source.paragraphs[:1] for entry in entries}
        places = [paper.places[id_] for one in first for paper, id_ in one]
        bullets = [
            [flat(item) for block in place.blocks if not isinstance(block, str) for item in block]
            for place in places
        ]
        if len(first) != 1 or not bullets or not bullets[0]:
            continue
        (one,) = first
        if [flat(entry.words) for entry in entries] != bullets[0]:
            ((paper, id_),) = one
            message = f"'{paper.id} {id_}' lists: {'; '.join(map(repr, bullets[0]))}. Give all of them, in this order."
            yield loaded.sources[file].problem(way, message, of_key=bool(way))


@rule_of_facts
def numbers_are_the_papers(loaded: Loaded) -> Problems:
    """A figure, and an aim, stand in the paragraph that they are from."""
    for outcome, source, at in loaded.each("outcomes"):
        numbers: list[tuple[Way, Decimal | None, SourceName]] = [
            (("aim", "value"), outcome.aim.value, outcome.aim.source),
            (
                ("aim", "by"),
                outcome.aim.by and Decimal(outcome.aim.by.end.year),
                outcome.aim.source,
            ),
        ]
        numbers += [
            (("figures", n, "values", m, "value"), value.value, release.source)
            for n, release in enumerate(outcome.figures)
            for m, value in enumerate(release.values)
        ]
        for way, number, of in numbers:
            if number is not None and of.paragraphs and number not in _numbers(of):
                message = f"{_ids(of)} has no number {number}. Copy it, or name the paragraph where it stands."
                yield source.problem((*at, *way), message)


def _numbers(of: SourceName) -> set[Decimal]:
    """The numbers that stand in the paragraphs of a source."""
    text = " ".join(paper.places[id_].text for paper, id_ in of.paragraphs)
    text = re.sub(r"\b([0-9]{2})([0-9]{2})[-/]([0-9]{2})\b", r"\1\2 \1\3", text)  # 2020-24
    return {
        Decimal(number.replace(",", ""))
        for number in re.findall(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?", text)
    }


@rule_of_facts
def dates_are_the_papers(loaded: Loaded) -> Problems:
    """The days and years of an event stand in the paragraphs that it is from, unless a word of caution says how they were found."""
    for event, source, way in loaded.each("timeline"):
        if event.context or event.caution or not event.source.paragraphs:
            continue
        there = _numbers(event.source)
        if missing := [n for n in re.findall("[0-9]+", event.date) if Decimal(n) not in there]:
            message = f"{_ids(event.source)} has no {missing[0]}. Put the date right, or say under 'caution:' how it was found."
            yield source.problem((*way, "date"), message)


def _ids(of: SourceName) -> str:
    return " and ".join(f"'{paper.id} {id_}'" for paper, id_ in of.paragraphs)
