"""Short words are short, rest on the long page, and say when they have to be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...plan.files import FILES
from ...plan.in_short import OTHERS, fingerprint_of, parts_of
from ...plan.problems import OneOf
from ...plan.sentences import split, words
from ..in_short import named, words_of
from . import Problems, Texts, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...plan.in_short import InShort
    from ...plan.source import Source

# What people who find reading hard can follow: findings of UK guides (decision 061).
FEWEST_ROWS, MOST_ROWS = 8, 24
MOST_SENTENCES = 2  # in a row
LONGEST, AVERAGE = 15, 9  # words of a sentence
MOST_PAGES = 3  # on which one sentence stands
SIGNS = "()[]%;–—“”:"


def _each(texts: Texts) -> Iterator[tuple[InShort, Source]]:
    """The short words of pages, with their files."""
    for short in named(texts.site) if texts.site.plan.whole else ():
        if source := texts.source(FILES["points"].path_of(short.id)):
            yield short, source


@rule
def short_words_are_of_a_page(texts: Texts) -> Problems:
    """A file of short words is named by its chapter, or by one of the pages that have some."""
    plan, known = texts.site.plan, {short.id for short in named(texts.site)}
    for id_ in [id_ for id_ in plan.points if id_ not in known] if plan.whole else ():
        if source := texts.source(FILES["points"].path_of(id_)):
            what = f"short words of '{id_}' stand here, and nothing is called so."
            yield source.problem((), what, OneOf((*OTHERS, *plan.chapters), id_))


@rule
def short_words_rest_on_what_is_there(texts: Texts) -> Problems:
    """What a row of short words rests on is there; (warning) and is worded as it was when the row was written."""
    site = texts.site
    for short, source in _each(texts):
        for way, row in short.rows():
            for nth, rest in enumerate(row.rests):
                what, then = parts_of(rest)
                there = words_of(site, short, what)
                at = (*way, "rests", nth)
                if there is None:
                    said = (
                        f"this row rests on '{what}', which is not there, or is not of this page."
                    )
                    yield source.problem(at, said, "name what it rests on", "take the row away")
                elif then != (now := fingerprint_of(there)):
                    said = (
                        f"'{what}' is worded otherwise now than when this row was written. Read both. When the row is right, write here: {what} ({now})."
                        if then
                        else f"nothing here says how '{what}' was worded when this row was written. Write: {what} ({now})."
                    )
                    yield source.problem(at, said, warning=True)


@rule
def short_words_are_checked_as_they_are(texts: Texts) -> Problems:
    """(warning) Who has looked at short words has seen them as they are now: else the page bears no label."""
    for short, source in _each(texts):
        if short.checked and not short.looked_at:
            said = f"the words have changed since they were looked at, so the page says that nobody has. Let people look again. Then write: {short.fingerprint}."
            yield source.problem(("checked", "fingerprint"), said, warning=True)


@rule
def short_words_are_short(texts: Texts) -> Problems:
    """(warning) Short words are few, in sentences of 9 words on average and of 15 at most, without brackets and the like."""
    seen: dict[str, set[str]] = {}
    for short, source in _each(texts):
        lengths: list[int] = []
        for way, row in short.rows():
            sentences = [one.text for one in split(source.path, 1, row.say)]
            lengths += [len(words(one)) for one in sentences]
            for one in sentences:
                seen.setdefault(one.casefold(), set()).add(short.id)
                for said in _advice(one, sentences, len(seen[one.casefold()])):
                    yield source.problem((*way, "say"), said, warning=True)
        yield from _whole(short, source, lengths)


def _advice(sentence: str, sentences: list[str], pages: int) -> Iterator[str]:
    """What is hard in a sentence of a row."""
    if (count := len(words(sentence))) > LONGEST:
        yield f"a sentence has {count} words. In short words, {LONGEST} are the most: make two rows of it."
    if sentence is sentences[0] and len(sentences) > MOST_SENTENCES:
        yield f"this row has {len(sentences)} sentences. One idea has {MOST_SENTENCES} at most: make two rows of it."
    if signs := [sign for sign in SIGNS if sign in sentence]:
        yield f"'{signs[0]}' stands here. Short words have no brackets, dashes, colons or marks of quotation: say it in a sentence of its own."
    if pages > MOST_PAGES:
        yield f"this sentence stands on {pages} pages of short words. Say it in the words of this page."


def _whole(short: InShort, source: Source, lengths: list[int]) -> Problems:
    """What is wrong with a page of short words as a whole."""
    rows = sum(1 for _ in short.rows())
    if not FEWEST_ROWS <= rows <= MOST_ROWS:
        said = f"there are {rows} rows. Between {FEWEST_ROWS} and {MOST_ROWS} tell the main points, on four sheets."
        yield source.problem((), said, warning=True)
    if sum(lengths) > AVERAGE * len(lengths):
        said = f"the sentences have {sum(lengths) / len(lengths):.1f} words on average. {AVERAGE} are easy to read: shorten the longest."
        yield source.problem((), said, warning=True)
