"""How pages are written: style is a warning. What no page may claim or hold is an error.

words_are_plain            (warning) sentences and headings are short, and speak for nobody
a_story_is_read            (warning) a chapter's own text is neither too short nor too long
short_forms_are_explained  (warning) so that readers of a chapter need to know none
tables_are_narrow          (warning) a table fits a phone
links_say_where            (warning) a link's words say where it leads
claims and ways to people  as in data/ (plan/style.py)
titles_differ              no two pages have one title
files_are_shown            (warning) a file beside the pages is shown by one of them, or led to
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..plan.problems import Problem
from ..plan.sentences import Sentence, own_sentences
from ..plan.source import readable
from ..plan.style import advice_on, too_much_claimed, ways_to_people
from .english import explained, sentences_of, unexplained_acronyms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..plan.style import Held
    from .markdown import Text
    from .site import Site

SHORTEST, LONGEST = 60, 300  # words of a chapter's own text
AVERAGE = 15  # words of its sentences
MOST_COLUMNS = 3
_ROW = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
# What stands before a table's first cell: a quotation's sign, a list's, and the one that is the table's own.
_BEFORE = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?\|?")
# What is no sign of a column: one that is escaped, and code.
_NO_SIGN = re.compile(r"\\.|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_EMPTY_WORDS = re.compile(
    r"(?:click |see |read |find out |learn )?(?:here|more|this|link|page|website|details|this link|this page|read|see)[.:]?",
    re.IGNORECASE,
)


def page_style(site: Site, text: Text, held: Held | None) -> Iterator[Problem]:
    """Everything that is to be said of how a page is written, at its place. `held` are the ways to people in data/, if they are known."""
    sentences = list(own_sentences(text.path, "\n".join(text.lines)))
    headings = [
        Sentence(text.path, line, 1, heading, heading)
        for line, _, heading in text.outline
        if heading
    ]
    for sentence in (*headings, *sentences):
        yield from advice_on(sentence)
        yield from too_much_claimed(sentence, site.plan.accessibility)
    whole = "\n".join(text.lines)
    for at, said in () if held is None else ways_to_people(whole, held):
        place = whole.count("\n", 0, at) + 1, at - whole.rfind("\n", 0, at)
        yield Problem(text.path, *place, said)
    yield from tables_are_narrow(text)
    if text.page.chapter:
        yield from a_story_is_read(text, [one for one in sentences if not one.boxed])
        if site.plan.whole:
            yield from short_forms_are_explained(site, text)


def tables_are_narrow(text: Text) -> Iterator[Problem]:
    """A table with more columns breaks words on a phone, or pushes the page sideways."""
    for number in range(1, len(text.lines) + 1):
        columns = len(heads(text, number))
        if columns > MOST_COLUMNS:
            found = f"this table has {columns} columns. At most {MOST_COLUMNS} fit a phone. Make lists of it, or a table of its own for some of them."
            yield Problem(text.path, number - 1, 1, found, warning=True)


def heads(text: Text, number: int) -> list[tuple[int, str]]:
    """What heads the columns of a table, each with where it begins, if this line parts it from the rows. Else nothing."""
    parted = text.bare[number - 1].strip("> ")
    signs = number > 1 and "|" in parted and "|" in text.bare[number - 2]
    if not signs or not _ROW.match(parted):
        return []
    line = _NO_SIGN.sub(lambda found: "x" * len(found[0]), text.lines[number - 2]).rstrip()
    before = _BEFORE.match(line)
    at, cells = (before.end() if before else 0), []
    for cell in line[at:].removesuffix("|").split("|"):
        cells.append((at + 1, cell))
        at += len(cell) + 1
    columns = parted.removeprefix("|").removesuffix("|").split("|")
    return cells if len(cells) == len(columns) else []


def a_story_is_read(text: Text, sentences: list[Sentence]) -> Iterator[Problem]:
    """A chapter's own text says enough, and no more than is read. Boxes, headings and what macros bring don't count."""
    told, place = 0, (sentences[0].line, sentences[0].column) if sentences else (1, 1)
    for sentence in sentences:
        told += sentence.length
        if told > LONGEST:
            count = sum(one.length for one in sentences)
            found = f"the page's own text has {count} words, and from here on more than {LONGEST}. Shorten it, or move background into a box."
            yield Problem(text.path, sentence.line, sentence.column, found, warning=True)
            return
    if told < SHORTEST:
        found = f"the page's own text has {told} words. Say in {SHORTEST} at least what the chapter is about, and for whom."
        yield Problem(text.path, *place, found, warning=True)
    elif told > AVERAGE * len(sentences):
        found = f"the sentences of this page have {told / len(sentences):.1f} words on average. {AVERAGE} are easy to read: make two of the longest ones."
        yield Problem(text.path, *place, found, warning=True)


def short_forms_are_explained(site: Site, text: Text) -> Iterator[Problem]:
    """Nobody needs to know a short form: the page explains it, or writes it out."""
    known = explained(site, text.page)
    for sentence, acronym in unexplained_acronyms(sentences_of(site, text.page), known):
        found = f"'{acronym}' is not explained on this chapter's page. Write it out where it first stands, or use other words."
        yield Problem(sentence.path, sentence.line, sentence.column, found, warning=True)


def links_say_where(words: str) -> str | None:
    """What is to be said of a link whose words say nothing, or None."""
    said = " ".join(words.split())
    if not _EMPTY_WORDS.fullmatch(said):
        return None
    return f"this link says '{said}', which says nothing to those who hear links alone. Write what stands there, such as the page's title."


def titles_differ(site: Site, texts: Iterable[Text]) -> Iterator[Problem]:
    """Readers tell pages apart by their titles."""
    first = {page.title.casefold(): page.address for page in site.made.values()}
    for text in texts:
        for line, level, heading in text.outline:
            if level == 1 and heading and text.page.address != "/":
                other = first.setdefault(heading.casefold(), text.page.address)
                if other != text.page.address:
                    found = f"'{heading}' is the title of the page '{other}' already. Give this page another main heading."
                    yield Problem(text.path, line, 1, found)


def files_are_shown(site: Site, led_to: set[str]) -> Iterator[Problem]:
    """A file in docs/ that no page shows or leads to is published all the same. `led_to` are those that are."""
    for address in sorted(site.documents - led_to):
        found = "no page shows this file or leads to it, and it is published all the same. Lead to it, or take it away."
        yield Problem(f"docs{readable(address)}", 1, 1, found, warning=True)
