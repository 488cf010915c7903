"""Numbers, ids and names of chapters, groups, leads and words, and what they name of one another."""

from __future__ import annotations

import re

from ..problems import OneOf, Problem
from ..themes import sentences_on
from ..values import id_of, without_accents
from . import Loaded, Problems, rule, twins


@rule
def chapter_numbers_run(loaded: Loaded) -> Problems:
    """Numbers run 1, 2, 3 without a gap and are never used twice: a retired chapter keeps its own."""
    chapters = loaded.entries["chapters"]
    addresses = loaded.entries["addresses"]
    published = dict(addresses.published if addresses else ())
    # A number that was published belongs to the chapter that it was published for.
    owners = [
        id_ for id_, c in chapters.items() if published.get(f"/{c.number}/") == f"/chapters/{id_}/"
    ]
    first: dict[int, str] = {}
    for id_ in dict.fromkeys((*owners, *chapters)):
        chapter = chapters[id_]
        if chapter.number in first:
            message = f"number {chapter.number} belongs to data/chapters/{first[chapter.number]}.yml already. Use {max(c.number for c in chapters.values()) + 1}, the next one that is free."
            yield loaded.sources[f"chapters/{id_}"].problem(("number",), message)
        else:
            first[chapter.number] = id_
    if not loaded.whole or len(first) < len(chapters):
        return
    numbers = set(range(1, len(chapters) + 1))
    if not (missing := numbers - set(first)):
        return
    gap = min(missing)
    led_to = published.get(f"/{gap}/")
    if led_to or max(numbers & set(first), default=0) > gap:  # a chapter was there
        was = f", which was published at '{led_to}'" if led_to else ""
        mend = f"{was}. Numbers are on paper, so give no chapter another one. Put the files of chapter {gap} back, and if its work has ended, retire it: 'status: retired', with a reason."
    else:
        mend = f". Use {gap}, or put the missing chapter back (a retired chapter keeps its file and its number)."
    for number in sorted(set(first) - numbers):
        message = f"number {number} leaves a gap: no chapter has number {gap}{mend}"
        yield loaded.sources[f"chapters/{first[number]}"].problem(("number",), message)


@rule
def stage_numbers_run(loaded: Loaded) -> Problems:
    """The groups are numbered 1, 2, 3 in the order in which they stand."""
    for place, (stage, source, way) in enumerate(loaded.each("stages"), 1):
        if stage.number != place and loaded.whole:
            message = f"number {stage.number} stands where {place} belongs. Number the groups in their order."
            yield source.problem((*way, "number"), message)


@rule
def ids_differ(loaded: Loaded) -> Problems:
    """Addresses such as /partners/carers/ name a chapter, a group or the plan by its id alone."""
    groups = loaded.entries["stages"]
    if "plan" in groups:
        yield loaded.sources["stages"].problem(
            ("plan",), "'plan' means the whole plan. Give the group another id.", of_key=True
        )
    for id_ in loaded.entries["chapters"]:
        if id_ == "plan" or id_ in groups:
            message = f"'{id_}' {'means the whole plan' if id_ == 'plan' else 'is the id of a group'}. Give this file and its page another name, and let them agree."
            yield Problem(f"data/chapters/{id_}.yml", 1, 1, message)


@rule
def ids_are_names(loaded: Loaded) -> Problems:
    """A lead's id is the name in small letters, so that editors can guess it."""
    for person, source, way in loaded.each("people"):
        plain, slug = without_accents(person.name), id_of(person.name)
        # A letter such as ø has no fixed plain form.
        if person.id != slug and not re.search(r"[^\W\d_a-zA-Z]", plain):
            message = f"the id of {person.name} is '{person.id}'. Use '{slug}'."
            yield source.problem(way, message, of_key=True)


@rule
def titles_differ(loaded: Loaded) -> Problems:
    """Readers tell chapters apart by their titles."""
    for chapter, first, source, way in twins(loaded, "chapters", "title"):
        message = (
            f"'{chapter.title}' is the title of '{first}' already. Tell the two chapters apart."
        )
        yield source.problem(way, message)


@rule
def terms_are_told_apart(loaded: Loaded) -> Problems:
    """No word is explained twice under two ids."""
    for term, first, source, way in twins(loaded, "terms", "term"):
        message = f"'{term.term}' is explained under '{first}' already. Keep one entry, or tell the two apart."
        yield source.problem(way, message)


@rule
def related_chapters_exist(loaded: Loaded) -> Problems:
    """A related chapter is another chapter, and has the priority that is named."""
    for chapter, source, _ in loaded.each("chapters"):
        for place, related in enumerate(chapter.related):
            way = ("related", place)
            if related.chapter == chapter.id:
                message = "a chapter is not related to itself. Name another one."
                yield source.problem((*way, "chapter"), message)
            else:
                yield from loaded.not_there(source, way, related, "the related chapter")


@rule
def ties_are_to_what_is_there(loaded: Loaded) -> Problems:
    """A tie names a chapter and a priority that exist; what is left out would be tied."""
    chapters = loaded.entries["chapters"]
    for theme, source, (id_,) in loaded.each("themes") if loaded.chapter_ids else ():
        for kind, entries in (("ties", theme.ties), ("left_out", theme.left_out)):
            for place, entry in enumerate(entries):
                way = (id_, kind, place)
                chapter = chapters.get(entry.chapter)
                wrong = list(loaded.not_there(source, way, entry, "a chapter of this theme"))
                yield from wrong
                if (
                    not wrong
                    and chapter
                    and kind == "left_out"
                    and not sentences_on(theme, chapter.priorities[entry.priority - 1])
                ):
                    message = f"priority {entry.priority} of '{entry.chapter}' does not name this theme, so it need not be left out. Take these lines away."
                    yield source.problem(way, message)


@rule
def aims_are_of_the_triple_aim(loaded: Loaded) -> Problems:
    """A measure belongs to one of the three aims that the plan names."""
    if not (frameworks := loaded.entries["frameworks"]):
        return
    names = [part.words for part in frameworks.triple_aim]
    for outcome, source, way in loaded.each("outcomes"):
        if outcome.triple_aim and outcome.triple_aim not in names:
            what = f"the part of the Triple Aim is '{outcome.triple_aim}'."
            yield source.problem((*way, "triple_aim"), what, OneOf(names, outcome.triple_aim))
