"""How pages are written, and what no page may claim or hold: texts in data/ have theirs in macros/plan/rules/style.py."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from ...plan.sentences import Sentence, place_of
from ...plan.style import advice_on, held_in, too_much_claimed, ways_to_people
from ..english import explained, sentences_of, unexplained_acronyms
from . import Problems, Text, Texts, page_rule, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST, LONGEST = 40, 150  # words of a chapter's own text
AVERAGE = 15  # words of its sentences
MOST_COLUMNS = 6


@page_rule
def pages_are_plain(text: Text, _: Texts) -> Problems:
    """(warning) Sentences and headings of pages are short, and speak for nobody."""
    for sentence in () if text.page.language else _sentences(text):
        yield from advice_on(sentence)


@rule
def pages_claim_what_is_borne_out(texts: Texts) -> Problems:
    """No page calls the site accessible that was not found to be so."""
    for text in texts.pages.values():
        for sentence in _sentences(text):
            yield from too_much_claimed(sentence, texts.site.plan.accessibility)


def _sentences(text: Text) -> Iterator[Sentence]:
    yield from text.content.sentences
    for line, _, heading in text.outline:
        yield Sentence(text.content.path, line, 1, heading, heading)


@rule
def ways_to_people_on_pages_are_held(texts: Texts) -> Problems:
    """A number or an e-mail address on a page is in help.yml or plan.yml, where it is checked again."""
    held = held_in(texts.source("data/help.yml"), texts.source("data/plan.yml"))
    if held is None:
        return
    for text in texts.pages.values():
        whole = "\n".join(text.content.lines)
        for at, message in ways_to_people(whole, held):
            yield text.problem(*place_of(whole, at), message)


@page_rule
def tables_are_narrow(text: Text, _: Texts) -> Problems:
    """(warning) A table has no more columns than a reader can follow on a phone, where a wide one scrolls sideways."""
    for line, heads in text.content.tables:
        if len(heads) > MOST_COLUMNS:
            message = f"this table has {len(heads)} columns. At most {MOST_COLUMNS} can be followed on a phone, where a wide table scrolls sideways. Make lists of it, or a table of its own for some of them."
            yield text.problem(line - 1, 1, message, warning=True)


@page_rule
def stories_are_read(text: Text, _: Texts) -> Problems:
    """(warning) A chapter's own text, without boxes, says enough, and no more than is read."""
    sentences = [one for one in text.content.sentences if not one.boxed]
    so_far = [*accumulate(one.length for one in sentences)]
    beyond = [one for one, words in zip(sentences, so_far, strict=True) if words > LONGEST]
    count = so_far[-1] if so_far else 0
    if not text.page.chapter:
        return
    if beyond:
        message = f"the page's own text has {count} words, and from here on more than {LONGEST}. Shorten it, or move background into a box."
    elif count < SHORTEST:
        message = f"the page's own text has {count} words. Say in {SHORTEST} at least what the chapter is about, and for whom."
    elif count > AVERAGE * len(sentences):
        message = f"the sentences of this page have {count / len(sentences):.1f} words on average. {AVERAGE} are easy to read: make two of the longest ones."
    else:
        return
    begin = next(iter(beyond or sentences), None)
    yield text.problem(*((begin.line, begin.column) if begin else (1, 1)), message, warning=True)


@page_rule
def short_forms_are_explained(text: Text, texts: Texts) -> Problems:
    """(warning) Nobody needs to know a short form, since a chapter's page explains it, or writes it out."""
    if text.page.chapter and texts.site.plan.whole:
        known = explained(texts.site, text.page)
        for sentence, acronym in unexplained_acronyms(sentences_of(texts.site, text.page), known):
            message = f"'{acronym}' is not explained on this chapter's page. Write it out where it first stands, or use other words."
            yield sentence.problem(message, warning=True)
