"""How the site's own words are written, and what no text may claim or hold: pages have theirs in macros/pages/rules/style.py."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..sentences import Sentence, split
from ..style import (
    LONGEST_SUMMARY,
    advice_on,
    held_in,
    may_claim,
    may_need_advice,
    too_much_claimed,
    ways_to_people,
)
from . import Loaded, Problems, rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..problems import Problem, Way
    from ..source import Source


@rule
def own_words_are_plain(loaded: Loaded) -> Problems:
    """(warning) The site's own words are short sentences that everybody understands, and speak for nobody."""
    for source, way, text in loaded.own_texts:
        if may_need_advice(text):
            yield from _told(source, way, text, advice_on)


@rule
def summaries_are_short(loaded: Loaded) -> Problems:
    """(warning) The summary of a chapter, group or board stands in lists of them."""
    for source, way, text in loaded.own_texts:
        count = len(text.split())
        if way[-1] == "summary" and count > LONGEST_SUMMARY:
            message = f"the summary has {count} words. At most {LONGEST_SUMMARY} are read in a list. Shorten it, and tell the rest on the page."
            yield source.problem(way, message, warning=True)


@rule
def claims_are_borne_out(loaded: Loaded) -> Problems:
    """No text calls the site accessible that was not found to be so."""
    statement = loaded.entries["accessibility"]
    for source, way, text in loaded.own_texts:
        if may_claim(text):
            yield from _told(source, way, text, lambda said: too_much_claimed(said, statement))


def _told(
    source: Source, way: Way, text: str, rule: Callable[[Sentence], Iterator[Problem]]
) -> Iterator[Problem]:
    """What a rule says of the sentences of a text, at its place."""
    line, column = source.place(way)
    for sentence in split(source.path, 1, text):
        yield from rule(replace(sentence, line=line, column=column))


@rule
def ways_to_people_are_held(loaded: Loaded) -> Problems:
    """A wrong number does harm, so each that readers see is in help.yml or plan.yml, where it is checked again."""
    held = held_in(loaded.sources.get("help"), loaded.sources.get("plan"))
    if held is None:
        return
    for source, way, text in (*loaded.own_texts, *loaded.other_texts):
        if source.path != "data/plan.yml" and re.search(r"\d{3}|@", text):
            for _, said in ways_to_people(text, held):
                yield source.problem(way, said)
