"""One function a macro: it picks what its fragment in overrides/fragments/ shows."""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import mode
from typing import TYPE_CHECKING, Any

from ..plan.chapter import MOST_HELP, MOST_TERMS
from ..plan.files import FILES
from ..plan.problems import allowed
from ..plan.references import SourceName
from .page import MacroError, Page, brings, inline, macro, plain
from .progress import board_paper_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..plan.chapter import Chapter
    from ..plan.help import Help
    from .site import Site

# Where every word is explained, and what machines are told of pages that list what stands on others.
WORDS, LIST = FILES["terms"].shown, "CollectionPage"


def _entry(table: dict[str, Any], id_: str, what: str) -> Any:
    if id_ not in table:
        raise MacroError(f"{what} is '{id_}'. {allowed(table, id_)}")
    return table[id_]


def own(table: dict[str, Any], page: Page, folder: str) -> Any:
    """The entry that a page is about, by the page's file name."""
    if page.file != f"{folder}{page.id}.md" or page.id not in table:
        raise MacroError(f"this macro belongs on the page of one of: {', '.join(table)}.")
    return table[page.id]


# Lists of the whole plan


def _live(chapters: Iterable[Chapter]) -> list[Chapter]:
    """The chapters that are not retired."""
    return [chapter for chapter in chapters if chapter.status != "retired"]


def _stages(site: Site) -> list[tuple[Any, list[Chapter]]]:
    return [(stage, _live(site.plan.chapters_of(stage))) for stage in site.plan.stages.values()]


@macro
@brings(lists=True, every_chapter=True, asks=True)
def home(site: Site, _page: Page) -> dict[str, Any]:
    """The home page: what the plan is, and every chapter in its group."""
    lit = tuple((c.number - 1, c.stage.number) for c in site.plan.chapters.values())
    return {"stages": _stages(site), "lit": lit}


@macro
@brings(lists=True, every_chapter=True, schema_type=LIST)
def all_chapters(site: Site, _page: Page) -> dict[str, Any]:
    """Every chapter by group, and an A to Z of titles and everyday words."""
    retired = [c for c in site.plan.chapters.values() if c.status == "retired"]
    return {"stages": _stages(site), "letters": _index(_everyday_words(site)), "retired": retired}


def _in_danger(site: Site) -> list[Help]:
    """The ways to help in danger: the search shows them to those who ask of it, or without scripts to everyone."""
    return [line for kind in site.plan.danger.values() for line in kind.help]


@macro
@brings(
    # All three, so that a browser asks for them at once: each needs the one before it.
    scripts=("/assets/words.js", "/assets/danger.js", "/assets/search.js"),
    schema_type="SearchResultsPage",
    lists=True,
    every_chapter=True,
    asks=True,
    help=_in_danger,
)
def search(site: Site, page: Page) -> dict[str, Any]:
    """The search, with what comes first in danger, and an A to Z of chapters with everyday words, pages, and words explained.

    `known` is what the script needs to know before it has the index (overrides/assets/search.js).
    """
    rest = [one for one in site.pages.values() if not one.subject and one != page]
    rest += [one for one in site.pages.values() if one.subject and not one.chapter]
    rest += filter(None, [site.showing("all_papers")])
    entries = [*_everyday_words(site), *((one.title, one.title, one.address) for one in rest)]
    entries += [
        (one.term, "what it means", f"{WORDS}#{one.id}") for one in site.plan.terms.values()
    ]
    plan = site.plan
    helped = [chapter for chapter in plan.chapters.values() if chapter.help]
    brought = [chapter.help for chapter in helped] + [kind.help for kind in plan.danger.values()]
    needed = {line.id: line for lines in brought for line in lines}
    helps = {site.chapters[one.id].address[1:]: [line.id for line in one.help] for one in helped}
    dangers = [
        kind.model_dump(exclude={"id", "help"})
        | {
            "help": [line.id for line in kind.help],
            "exit": any(line.on_abuse for line in kind.help),
        }
        for kind in plan.danger.values()
    ]
    known = {
        "places": sorted(plan.about.places, key=len, reverse=True),
        "dangers": dangers,
        "helps": helps,
        "lines": list(needed),
    }
    return {"letters": _index(entries), "lines": list(needed.values()), "known": known}


Entry = tuple[
    str, str, str
]  # the word that is looked up, the name of what it leads to, and the address


def _everyday_words(site: Site) -> Iterator[Entry]:
    """Every chapter under its names and its everyday words."""
    for chapter in site.plan.chapters.values():
        for word in (chapter.title, *chapter.also_called, *chapter.keywords):
            yield word, chapter.title, site.chapters[chapter.id].address


def _index(entries: Iterable[Entry]) -> list[tuple[str, str, list[Any]]]:
    """An A to Z: under each letter (word, address of its own, the other (name, address) pairs).

    Words that differ only in case are one, written as the first of them. What bears the word as its name is the word's own.
    """
    index: defaultdict[str, dict[str, str]] = defaultdict(dict)
    written: dict[str, str] = {}
    for word, name, address in entries:
        written.setdefault(word.lower(), word[0].upper() + word[1:])
        index[word.lower()][address] = name
    words = []
    for key, word in sorted(written.items()):
        pages = [(name, address) for address, name in index[key].items()]
        own = next(((name, address) for name, address in pages if name.lower() == key), None)
        words.append((word, own and own[1], [other for other in pages if other != own]))
    return _by_letter(words, lambda entry: entry[0])


@macro
@brings(lists=True, every_chapter=True, schema_type=LIST)
def all_priorities(site: Site, _page: Page) -> dict[str, Any]:
    """Every priority with its plain heading and the plan's words, by chapter."""
    return {"chapters": _live(site.plan.chapters.values())}


@macro
def priorities_with_words(site: Site, _page: Page, *words: str) -> dict[str, Any]:
    """The priorities under whose quotation one of these words is explained."""
    terms = {_entry(site.plan.terms, word, "a word explained here") for word in words}
    return {"priorities": [(c, p) for c, p in site.plan.priorities if terms & set(p.terms)]}


@inline
def priorities_period(_site: Site, _page: Page) -> dict[str, Any]:
    """The months that the priorities are for, within a sentence: September 2021 to March 2022."""
    return {}


@macro
@brings(lists=True, every_chapter=True, schema_type=LIST)
def all_leads(site: Site, _page: Page) -> dict[str, Any]:
    """Who leads what, by chapter and by name, and how many names are not public."""
    every = site.plan.people.values()
    named = [person for person in every if person.named]
    people = sorted(named, key=lambda person: person.name.split()[::-1])
    return {
        "people": [(person, site.plan.chapters_of(person)) for person in people],
        "withheld": sum(not one.named and bool(site.plan.chapters_of(one)) for one in every),
    }


@macro
@brings(every_chapter=True, schema_type=LIST)
def all_boards(site: Site, _page: Page) -> dict[str, Any]:
    """The boards and their chapters."""
    return {
        "boards": [
            (board, _live(site.plan.chapters_of(board))) for board in site.plan.boards.values()
        ]
    }


@macro
def board(site: Site, page: Page) -> dict[str, Any]:
    """The page of one board: its chapters and their priorities, its last highlight report, and the ways to those before."""
    board = own(site.plan.boards, page, "boards/")
    *earlier, latest = (*site.plan.reports.of_board(board),) or (None,)
    paper = latest and board_paper_of(site.plan, latest)
    return {
        "board": board,
        "chapters": _live(site.plan.chapters_of(board)),
        "paper": paper,
        "earlier": earlier[::-1],
        "themes": site.plan.themes_of(board),
    }


@macro
def stage(site: Site, page: Page) -> dict[str, Any]:
    """The page of one group: its introduction, its chapters, and priorities elsewhere that name it."""
    stage = own(site.plan.stages, page, "")
    elsewhere = [(c, p) for c, p in site.plan.priorities if p.stage == stage and c.stage != stage]
    return {"stage": stage, "chapters": _live(site.plan.chapters_of(stage)), "elsewhere": elsewhere}


@macro
@brings(lists=True, schema_type=LIST)
def all_words(site: Site, _page: Page) -> dict[str, Any]:
    """Every word explained, A to Z."""
    terms = sorted(site.plan.terms.values(), key=lambda term: term.term.lower())
    return {"letters": _by_letter(terms, lambda term: term.term)}


@macro
@brings(lists=True, schema_type=LIST)
def all_questions(site: Site, _page: Page) -> dict[str, Any]:
    """Every note on doubtful wording: those on the plan as a whole, then by chapter. The day of most of them is said once."""
    chapters = [c for c in site.plan.chapters.values() if c.notes]
    notes = (*site.plan.notes.values(), *(note for c in chapters for note in c.notes))
    day = mode(note.date for note in notes) if notes else None
    return {"chapters": chapters, "day": day}


def _by_letter(entries: list[Any], name: Any) -> list[tuple[str, str, list[Any]]]:
    """Entries under their first letter, as (letter, id of its heading, entries). Figures come first, under 0-9."""
    letters: defaultdict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        first = next((sign for sign in name(entry).upper() if sign.isalnum()), "0")
        letters["0-9" if first.isdigit() else first].append(entry)
    return [(letter, "letter-" + letter.lower(), under) for letter, under in letters.items()]


# Parts of other pages


@macro
def preface(site: Site, _page: Page, section: str) -> dict[str, Any]:
    """The plan's words of one section of its preface: a part of the paper that plan.yml names as the preface."""
    paper = site.plan.about.preface
    if not paper:
        raise MacroError("no paper is the preface. Add a line 'preface:' to data/plan.yml.")
    part = _entry(
        {id_: part for id_, part in paper.parts.items() if part.heading and part.paragraphs},
        section,
        "a section of the preface",
    )
    words = [block for blocks in part.paragraphs.values() for block in blocks]
    title = re.sub(r"^[0-9]+\. ", "", part.heading)
    told = f"{paper.told([section])}: {title}"
    return {"words": words, "source": SourceName.of(told, [(paper, section)])}


@macro
def quote(site: Site, _page: Page, passage: str) -> dict[str, Any]:
    """One passage of the plan or the report, word for word."""
    return {"quote": _entry(site.plan.quotes, passage, "a quotation")}


@macro
def note(site: Site, _page: Page, name: str) -> dict[str, Any]:
    """A note on doubtful wording."""
    return {"note": _entry(site.plan.notes, name, "a note")}


@macro
def words(site: Site, _page: Page, *words: str) -> dict[str, Any]:
    """A short list of words explained, at most eight."""
    if not 0 < len(words) <= MOST_TERMS:
        raise MacroError(
            f"{len(words)} words are named. Name 1 to {MOST_TERMS}: those that are needed most."
        )
    return {"terms": [_entry(site.plan.terms, word, "a word explained here") for word in words]}


def _parts(name: str, title: str) -> None:
    """Register a macro that lists one part of data/frameworks.yml."""
    what = f"{title}, in the plan's words and in plain words."
    plain(name, what, items=lambda site: getattr(site.plan.frameworks, name))


_parts("ambitions", "The ambitions of the County Durham Vision 2035")
_parts("triple_aim", "The three aims of the Outcomes Framework")
_parts("pillars", "The four pillars of population health")
_parts("components", "The six components of personalised care")
_parts("ogim", "The parts of a chapter's full document")
plain(
    "all_feeds",
    "The feeds of the whole site, and of each group, board and chapter.",
    feeds=lambda site: site.updates.feeds,
)
plain("objectives", "The strategic objectives that the plan serves.")
plain("edition", "The facts of this edition.")
plain("ended", "That the time of the plan's priorities has passed, once it has.")
plain("timeline", "Dated events, those from outside the plan marked.")
plain(
    "translate",
    "Which pages are in another language, and in four that a browser can translate a page.",
    others=lambda site: [page for page in site.listed if page.language],
)
plain("publisher", "Who publishes the site, or that this is not yet known.")


@macro
def get_help(site: Site, _page: Page, *lines: str) -> dict[str, Any]:
    """Up to three ways to help that are not the plan's, and the way to all of them."""
    if not 0 < len(lines) <= MOST_HELP:
        raise MacroError(
            f"{len(lines)} ways to help are named. Name 1 to {MOST_HELP}: those that are needed first."
        )
    return {"lines": [_entry(site.plan.help, line, "a way to help") for line in lines]}


@macro
@brings(lists=True, help=lambda site: site.plan.help.values())
def all_help(site: Site, _page: Page) -> dict[str, Any]:
    """Every way to help, by group, with where each was read and whether a person has checked it."""
    lines = list(site.plan.help.values())
    return {"lines": lines, "unchecked": sum(not line.checked for line in lines)}


# What changed


@macro
@brings(lists=True, schema_type=LIST)
def all_updates(site: Site, _page: Page) -> dict[str, Any]:
    """Every update, newest first, with the pages that it is about."""
    return {"updates": [(told, site.updates.names(told)) for told in site.updates.all]}
