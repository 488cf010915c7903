"""How plain the site's own words are: advice for editors, never a problem. Decision 009 says what it rests on."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, reduce
from importlib import import_module
from operator import getitem
from typing import TYPE_CHECKING

from ..plan.problems import PlanError, allowed
from ..plan.sentences import Sentence, split, words
from ..plan.source import Source, readable, texts_in
from ..plan.style import LONGEST
from ..plan.words import pieces
from .content import called, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..plan.chapter import Chapter, Priority
    from ..plan.problems import Way
    from ..plan.term import Term
    from .page import Page
    from .site import Site

MOST_SHOWN = 3  # of the longest sentences of a page that was asked for
# Better known by their letters than by their words, so that nobody needs them explained.
WELL_KNOWN = frozenset({"A&E", "GP", "NHS", "PDF", "UK"})

_VOWELS = re.compile(r"[aeiouy]+")
# A final e is not heard, nor is that of -es and -ed, but for: table, places, wanted.
_SILENT = re.compile(r"(?<![sxzcg])(?<!ch)(?<!sh)es$|(?<![td])ed$|(?<![^aeiouy]l)e$")
_ACRONYM = re.compile(r"(?<![\w&-])[A-Z](?:&?[A-Z])+(?=s?(?![\w&-]))")
_SMALL = re.compile(r"a|and|called|for|in|is|means|of|often|on|or|stands|the|to|with")


# Counting


@cache
def _hyphens() -> Callable[[str], str]:
    """What puts hyphens into a word. It takes a third of a second, which only those who ask for advice should wait."""
    inserted: Callable[[str], str] = import_module("pyphen").Pyphen(lang="en_US").inserted
    return inserted


@cache
def syllables(word: str) -> int:
    """How many syllables a word has.

    pyphen parts it. As printers never part off a single letter, the vowels that sound are then counted in each part:
    'about' stays whole and has two, 'someone' is parted and has two.
    """
    parts = [
        part for said in re.findall(r"[a-z]+", word.lower()) for part in _hyphens()(said).split("-")
    ]
    return sum(max(1, len(_VOWELS.findall(_SILENT.sub("", part)))) for part in parts) or 1


def grade(sentences: Iterable[str]) -> float:
    """The Flesch-Kincaid grade: the years at an American school that reading these sentences takes.

    Kincaid, Fishburne, Rogers and Chissom, Derivation of new readability formulas for Navy enlisted personnel, 1975.
    """
    sentences = list(sentences)
    said = [word for sentence in sentences for word in words(sentence)]
    return 0.39 * len(said) / len(sentences) + 11.8 * sum(map(syllables, said)) / len(said) - 15.59


# The site's own words


def sentences_of(site: Site, page: Page) -> list[Sentence]:
    """A page's sentences; for a chapter also those of its summary and plain texts in data/."""
    own: list[Sentence] = []
    if chapter := page.chapter:
        source = _source(site, chapter)
        plain: list[Way] = [("priorities", n, "plain") for n in range(len(chapter.priorities))]
        for at in [("summary",), *([("reason", "plain")] if chapter.reason else []), *plain]:
            for way, text in texts_in(reduce(getitem, at, source.data), at):
                line, column = source.place(way)
                every = split(source.path, 1, text)
                own += (replace(sentence, line=line, column=column) for sentence in every)
    markdown = site.in_words(page, site.written(page.file).text or "")
    return [*own, *read(f"docs/{readable(page.file)}", markdown).sentences]


def _source(site: Site, chapter: Chapter) -> Source:
    source, problems = site.source(f"data/chapters/{chapter.id}.yml")
    if source is None:
        raise PlanError(problems)
    return source


# Words that need explaining


def explained(site: Site, page: Page) -> set[Term]:
    """The words that are explained on a page: a chapter's, those of the macro `words`, all on the page of words."""
    terms = site.plan.terms
    if "all_words" in page.calls:
        return set(terms.values())
    calls = [rest for name, rest in called(site.written(page.file).text or "") if name == "words"]
    ids = [id_ for rest in calls for id_ in re.findall(r"[\"']([^\"']+)[\"']", rest)]
    found = {terms[id_] for id_ in ids if id_ in terms}
    return found.union(*page.chapter.explained) if page.chapter else found


def _forms(term: Term) -> set[str]:
    """The ways in which the papers write a word."""
    return {term.term, *term.also, *([term.expansion] if term.expansion else [])}


def unexplained_acronyms(
    sentences: Iterable[Sentence], known: Iterable[Term]
) -> Iterator[tuple[Sentence, str]]:
    """Acronyms that are neither among the words explained nor written out where they first stand, with that sentence."""
    met = set(WELL_KNOWN) | {form for term in known for form in _forms(term)}
    for sentence in sentences:
        for match in _ACRONYM.finditer(sentence.text):
            if match[0] not in met and f"{match[0]}s" not in met:
                met.add(match[0])
                before, after = sentence.text[: match.start()], sentence.text[match.end() :]
                if not _written_out(match[0], before, after):
                    yield sentence, match[0]


def _written_out(acronym: str, before: str, after: str) -> bool:
    """Whether the words just before or just after an acronym begin with its letters."""
    letters = acronym.replace("&", "").lower()

    def initials(text: str, *, small: bool) -> str:
        every = re.findall(r"[a-z]+", text.lower())
        return "".join(word[0] for word in every if small or not _SMALL.fullmatch(word))

    near = len(letters) + 1  # one more, for a word that the letters leave out
    return any(
        letters in initials(re.sub(r"(?:or |the )+$", "", before), small=small)[-near:]
        or letters in initials(re.sub(r"^s\b|^[\s,(]*(?:or |the )+", "", after), small=small)[:near]
        for small in (True, False)
    )


def unexplained_words(
    site: Site, chapter: Chapter, known: set[Term]
) -> Iterator[tuple[Priority, str, Term]]:
    """Words with an entry that a chapter's quotations use and its page does not explain, each where it stands first.

    Where a longer entry holds a shorter one, as 'Primary Care Network' holds 'primary care', the longer counts.
    """
    met = set(known)
    for priority in chapter.priorities:
        text = "\n".join(pieces(priority.words))
        for form, pattern, terms in _entries(tuple(site.plan.terms.values())):
            if found := pattern.search(text):
                text = pattern.sub(lambda match: "\0" * len(match[0]), text)
                if not met & terms:
                    met |= terms
                    exact = {term for term in terms if term.term.lower() == form.lower()}
                    yield priority, found[0], min(exact or terms, key=lambda term: term.id)


@cache
def _entries(terms: tuple[Term, ...]) -> list[tuple[str, re.Pattern[str], set[Term]]]:
    """Every form of these words, the longest first, and how to find it. Acronyms keep their capitals."""
    of: dict[str, set[Term]] = {}
    for term in terms:
        for form in _forms(term):
            of.setdefault(form if _ACRONYM.match(form) else form.lower(), set()).add(term)
    entries = []
    for form in sorted(of, key=lambda form: (-len(form), form)):
        flags = 0 if _ACRONYM.match(form) else re.IGNORECASE
        pattern = re.compile(rf"(?<![\w-]){re.escape(form)}(?![\w-])", flags)
        entries.append((form, pattern, of[form]))
    return entries


# The report


def advice(site: Site, names: Sequence[str] = ()) -> Iterator[str]:
    """The report, line by line: a line a page, then what to look at. `names` are the pages asked for, or none for all.

    Of a page that was asked for, its longest sentences are told as well, however short they are.
    """
    files = {name: _file(site, name) for name in names}
    pages = [
        page
        for page in site.pages.values()
        if not page.language and (not names or page.file in files.values())
    ]
    own_words = {page: sentences_of(site, page) for page in pages}
    if any(own_words.values()):
        yield "How plain the site's own words are. A guide, no more: names and clinical terms push the grade up."
        yield "  grade   words a sentence   longest   page"
    for page, sentences in own_words.items():
        if sentences:
            hard, lengths = grade(one.text for one in sentences), [one.length for one in sentences]
            figures = f"{hard:7.1f}   {sum(lengths) / len(lengths):16.1f}   {max(lengths):7}"
            yield f"{figures}   docs/{readable(page.file)}"
    for page, sentences in own_words.items():
        if names and sentences:
            yield f"The longest sentences of docs/{readable(page.file)}:"
            for sentence in sorted(sentences, key=lambda sentence: -sentence.length)[:MOST_SHOWN]:
                yield f"{sentence.path}:{sentence.line}: {sentence.length} words: {sentence.text}"
    lines = [line for page, own in own_words.items() for line in _to_look_at(site, page, own)]
    yield from ("To look at:", *lines) if lines else ()


def not_there(site: Site, names: Sequence[str]) -> list[str]:
    """What is to be said of each name that is no page's: which pages there are."""
    pages = [f"docs/{file}" for file in site.pages]
    missing = (name for name in names if not _file(site, name))
    return [f"no page is '{name}'. {allowed(pages, name)}" for name in missing]


def _file(site: Site, name: str) -> str | None:
    """The page that an editor means by docs/chapters/carers.md, chapters/carers or carers."""
    name = name.removeprefix("./").removeprefix("docs/").removesuffix("/").removesuffix(".md")
    files = (f"{name}.md", f"{name}/index.md", f"chapters/{name}.md")
    return next((file for file in files if file in site.pages), None)


def _to_look_at(site: Site, page: Page, sentences: list[Sentence]) -> Iterator[str]:
    for sentence in sentences:
        if sentence.length > LONGEST:
            yield f"{sentence.path}:{sentence.line}: {sentence.length} words in a sentence. Make two of it: {sentence.text}"
    known = explained(site, page)
    for sentence, acronym in unexplained_acronyms(sentences, known):
        yield f"{sentence.path}:{sentence.line}: '{acronym}' is not explained on this page. Write it out, or use other words."
    if chapter := page.chapter:
        source = _source(site, chapter)
        for priority, said, term in unexplained_words(site, chapter, known):
            line, _ = source.place(("priorities", priority.number - 1, "words"))
            yield f"{source.path}:{line}: the plan's words have '{said}', which this page does not explain. Add {term.id} to 'terms' if readers may not know it."
