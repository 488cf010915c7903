"""The papers that the plan's words come from, and what holds every quotation to them, letter by letter.

A paper is one file in data/papers/. A quotation names its paper and its paragraph by their ids: `2021-report 15`. In a
text of the site's own the same stands in square brackets behind the quotation: "top three priorities" [2021-report 19].
"""

from __future__ import annotations

import difflib
import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import PydanticCustomError

from .entry import Entry, Named
from .problems import allowed
from .references import REFERENCES, SourceName, meant, named
from .style import EMAIL
from .words import flat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .about import About
    from .chapter import Chapter
    from .loaded import Loaded
    from .paper import Paper, PaperPart
    from .problems import Problem
    from .source import Source, Way

# What a paper has of a person and this site does not show, each with what marks its place.
_PRIVATE = {
    "an e-mail address": EMAIL,
    "a telephone number": re.compile(r"(?<![\w.,-])(?:\+44|0)[0-9 ()-]{8,}[0-9]"),
}
# So much of a quotation, from 0 to 1, stands in a paper if it is taken for one that was not copied well.
_ALIKE = 0.5
# So few words may be one word with a slip, and are compared letter by letter.
_FEW = 2
# So many words are told before the place where words part, so many of those that differ, and so many of the nearest.
_BEFORE, _DIFFERENT, _NEAREST = 4, 8, 30
# So many words in a row that a paper has too make a text in quotation marks a quotation.
_A_QUOTATION = 4
_QUOTED = re.compile(r"[\"\u201c]([^\"\u201c\u201d]+)[\"\u201d]")
_BEHIND = re.compile(r"[\"\u201c]([^\"\u201c\u201d]+)[\"\u201d]\s*$")
# What says of the words behind it that they are a paper's.
_SAYS = re.compile(
    r"\b(?:report|preface|plan|letter|article|paper)s? (?:\w+ )?(?:says?|said|calls?|called|names?|named|speaks? of|spoke of|writes?|wrote|asks?|asked|states?|stated|puts?)\b[^.!?]*$"
)
# Lines of data that are names, words to look for, or quotations by themselves, and no running text.
_NO_TEXT = frozenset(
    {"words", "as_written", "also", "also_called", "keywords", "phrases", "named_by", "term"}
)


@cache
def _as_a_whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def holds(text: str, words: str) -> bool:
    """Whether a paper's text holds these words, and does not only hold them inside longer ones."""
    return words in text and bool(_as_a_whole(words).search(text))


# Where words part


def parted(words: str, source: SourceName, papers: Mapping[str, Paper]) -> str | None:
    """What is to be said of words that stand in none of the paragraphs that `source` names; None if they do."""
    words = flat(words)
    named = [(paper, id_, paper.places[id_].text) for paper, id_ in source.paragraphs]
    if any(holds(text, words) for _, _, text in named):
        return None
    names = " and ".join(f"'{paper.id} {id_}'" for paper, id_, _ in named)
    others = [
        (paper, id_, place.text) for paper in papers.values() for id_, place in paper.places.items()
    ]
    if there := next((found for found in others if holds(found[2], words)), None):
        return f"{names} {_does(named)} not hold these words, but '{there[0].id} {there[1]}' does. Name that one."
    near = max(named, key=lambda one: _likeness(words, one[2]))
    if _likeness(words, near[2]) >= _ALIKE:
        return _difference(words, near)
    best = _nearest(words, others)
    passage_ = _near(words, best[2])
    return f"{names} {_does(named)} not hold these words. The nearest passage is in '{best[0].id} {best[1]}': \"{passage_}\". Copy the paper's words, and name the paragraph where they stand."


def _does(named: list[Any]) -> str:
    return "does" if len(named) == 1 else "do"


def _nearest(words: str, others: list[tuple[Paper, str, str]]) -> tuple[Paper, str, str]:
    """The paragraph that has most of the words: one that few paragraphs have counts for more."""
    mine = set(words.lower().split())
    theirs = [set(text.lower().split()) for _, _, text in others]
    rare = {word: 1 / max(sum(word in said for said in theirs), 1) for word in mine}
    scores = [sum(rare[word] for word in mine & said) for said in theirs]
    return others[scores.index(max(scores))]


def _matcher(words: str, text: str) -> difflib.SequenceMatcher[str]:
    return difflib.SequenceMatcher(None, words.split(), text.split(), autojunk=False)


def _likeness(words: str, text: str) -> float:
    """How much of the words a text has in their order, from 0 to 1: single letters count where single words are quoted."""
    found = sum(block.size for block in _matcher(words, text).get_matching_blocks())
    if found or len(words.split()) > _FEW:
        return found / len(words.split())
    near = difflib.get_close_matches(words, text.split(), n=1, cutoff=0.75)
    return _ALIKE if near else 0.0


def _difference(words: str, of: tuple[Paper, str, str]) -> str:
    paper, id_, text = of
    mine, theirs = words.split(), text.split()
    for tag, i, j, k, end in _matcher(words, text).get_opcodes():
        # The paper goes on before and behind what is quoted, and a sign may cling to the last word.
        if tag == "equal" or (tag == "insert" and i in (0, len(mine))):
            continue
        here, there = " ".join(mine[i:j][:_DIFFERENT]), theirs[k:end]
        if i == 0:
            there = there[-max(j - i, 1) :]
        elif j == len(mine):
            there = there[: max(j - i, 1)]
        has = f'"{" ".join(there[:_DIFFERENT])}"' if there else "nothing"
        after = f'behind "{" ".join(mine[max(i - _BEFORE, 0) : i])}"' if i else "at the beginning"
        return f"these words part from '{paper.id} {id_}' {after}: here stands {f'{chr(34)}{here}{chr(34)}' if here else 'nothing'}, and the paper has {has}. Copy the paper's words, unless the slip is in data/papers/{paper.id}.yml."
    return f"'{paper.id} {id_}' has these words only inside longer ones. Copy whole words."


def _near(words: str, text: str) -> str:
    """The passage of a text that is most like the words."""
    theirs, many = text.split(), len(words.split())
    longest = max(_matcher(words, text).get_matching_blocks(), key=lambda block: block.size)
    start = max(longest.b - longest.a, 0)
    return " ".join(theirs[start : start + min(many + _BEFORE, _NEAREST)])


# References inside a text


class Reference(NamedTuple):
    """A reference inside a text, and the words in quotation marks before it, if there are any, with their place."""

    at: int
    source: SourceName
    words: str | None


def references(text: str, papers: Mapping[str, Paper]) -> Iterator[Reference | tuple[int, str]]:
    """The references inside a text; of one that names nothing, its place and what is to be said."""
    for match in REFERENCES.finditer(text) if "[" in text else ():
        if not meant(match, papers):
            continue
        try:
            source = named(match, papers)
        except PydanticCustomError as error:
            yield match.start(), str((error.context or {})["said"])
            continue
        quoted = _BEHIND.search(text, 0, match.start())
        yield Reference(quoted.start(1) if quoted else match.start(), source, quoted and quoted[1])


def misquoted(text: str, papers: Mapping[str, Paper], known: str = "") -> Iterator[tuple[int, str]]:
    """Where a text of the site's own quotes a paper wrongly, or without its paragraph, and what is to be said.

    `known` are words that are quoted beside the text, with their paragraph.
    """
    for found in references(text, papers):
        if isinstance(found, Reference):
            if found.words and (said := parted(found.words, found.source, papers)):
                yield found.at, said
        else:
            yield found
    for match in _QUOTED.finditer(text) if papers else ():
        words = flat(match[1])
        behind = REFERENCES.match(text[match.end() :].lstrip())
        if len(words.split()) < _A_QUOTATION or (behind and meant(behind, papers)):
            continue
        if words in known:
            continue
        if of := _quoted_from(words, papers):
            found_ = f"these words are quoted, and no paragraph is named. Write [{of}] behind the closing quotation mark."
            yield match.start(1), found_
        elif _SAYS.search(text, 0, match.start()):
            found_ = f"no paper has these words, and the sentence says that one does. Copy them from the paper, and write its paragraph behind the closing quotation mark: [{_example(papers)}]. Else take the quotation marks away."
            yield match.start(1), found_


def _quoted_from(words: str, papers: Mapping[str, Paper]) -> str | None:
    """The paragraph that a text in quotation marks is from, if it is a quotation."""
    said = words.split()
    runs = [" ".join(said[n : n + _A_QUOTATION]) for n in range(len(said) - _A_QUOTATION + 1)]
    return next(
        (
            f"{paper.id} {id_}"
            for run in runs
            for paper in papers.values()
            for id_, place in paper.places.items()
            if holds(place.text, run)
        ),
        None,
    )


def names_of(entries: Mapping[str, Any]) -> str:
    """The names of chapters, groups and boards: in quotation marks they are names, and no quotations."""
    chapters = (name for chapter in entries["chapters"].values() for name in _names(chapter))
    others = (entry.name for table in ("stages", "boards") for entry in entries[table].values())
    return "\n".join((*chapters, *others))


# Rules across files: see checks.py


def words_are_the_papers(loaded: Loaded) -> Iterator[Problem]:
    """Every quotation names the paragraph of a paper where it stands, letter by letter."""
    papers = loaded.papers
    for source, way, entry in _entries(loaded) if papers else ():
        words, of = getattr(entry, "words", ()), getattr(entry, "source", None)
        if not words:
            continue
        if not isinstance(of, SourceName) or not of.paragraphs:
            found = f"these words are quoted, and their source names no paragraph of a paper. {_where(words, papers)}"
            yield source.problem((*way, "source") if of else (*way, "words"), found)
            continue
        for inner, said in _passages(words):
            if parting := parted(said, of, papers):
                yield source.problem((*way, "words", *inner), parting)


def texts_quote_the_papers(loaded: Loaded) -> Iterator[Problem]:
    """So does every quotation inside a text of the site's own."""
    names = names_of(loaded.entries)
    for name, source in loaded.sources.items() if loaded.papers else ():
        if not name.startswith("papers/"):
            for way, text, known in _texts(source.data):
                for _, said in misquoted(text, loaded.papers, f"{known}\n{names}"):
                    yield source.problem(way, said)


def papers_name_no_way_to_a_person(loaded: Loaded) -> Iterator[Problem]:
    """A person's e-mail address or telephone number is left out, and the place is marked."""
    for paper in loaded.entries["papers"].values():
        for place in paper.places.values():
            for what, pattern in _PRIVATE.items():
                if match := pattern.search(place.text):
                    found = f"'{match[0].strip()}' is {what}, and a person's is left out. Write in its place: [{what.partition(' ')[2]} left out]."
                    yield loaded.sources[f"papers/{paper.id}"].problem(place.way, found)


def papers_are_told_apart(loaded: Loaded) -> Iterator[Problem]:
    """Readers tell papers apart by their short names."""
    first: dict[str, str] = {}
    for id_, paper in loaded.entries["papers"].items():
        if (other := first.setdefault(paper.short.casefold(), id_)) != id_:
            found = f"'{paper.short}' is the short name of '{other}' already. Tell the two papers apart."
            yield loaded.sources[f"papers/{id_}"].problem(("short",), found)


def facts_name_their_places(loaded: Loaded) -> Iterator[Problem]:
    """What data/plan.yml names as the source of facts is a paragraph, or for facts of many a part of a paper."""
    about = loaded.entries["about"]
    for field in type(about.sources).model_fields if about and loaded.papers else ():
        of = getattr(about.sources, field)
        if not of:
            continue
        if len(of.paragraphs) != 1:
            found = f"the facts of '{field}' are in one place of one paper. Write it as {_example(loaded.papers)}, or take the line away."
            yield loaded.sources["plan"].problem(("sources", field), found)
            continue
        ((paper, id_),) = of.paragraphs
        held = "paragraphs" if field == "chapters" else "rows"
        if field in ("title", "owner") or getattr(paper.parts.get(id_), held, None):
            continue
        parts = [f"{paper.id} {name}" for name, part in paper.parts.items() if getattr(part, held)]
        found = f"'{paper.id} {id_}' is no part with {held}. {allowed(parts, f'{paper.id} {id_}')}"
        yield loaded.sources["plan"].problem(("sources", field), found)


def facts_are_held(loaded: Loaded) -> Iterator[Problem]:
    """(warning) A kind of facts whose place data/plan.yml does not name is held by nobody."""
    about = loaded.entries["about"]
    if not about or not loaded.papers:
        return
    fields = type(about.sources).model_fields
    if missing := [field for field in fields if not getattr(about.sources, field)]:
        found = f"nothing says where the papers have these facts, so nobody holds them to the papers: {', '.join(missing)}. Name the place of each under 'sources:', if a paper has it."
        there = len(missing) < len(fields)
        way: Way = ("sources",) if there else ()
        yield loaded.sources["plan"].problem(way, found, of_key=there, warning=True)


def title_and_owner_are_the_papers(loaded: Loaded) -> Iterator[Problem]:
    """The plan has the title and the owner that its papers give it."""
    about = loaded.entries["about"]
    for field in ("title", "owner") if about and loaded.papers else ():
        of = getattr(about.sources, field)
        if not (of and of.paragraphs):
            continue
        name = flat(getattr(about, field))
        if found := parted(name, of, loaded.papers):
            yield loaded.sources["plan"].problem((field,), found)
        elif all(_longer(name, paper.places[id_].text) for paper, id_ in of.paragraphs):
            at = " and ".join(f"'{paper.id} {id_}'" for paper, id_ in of.paragraphs)
            found = f"'{name}' is a part of a longer name in {at}. Write the whole name, as the paper does."
            yield loaded.sources["plan"].problem((field,), found)


def _longer(name: str, text: str) -> bool:
    """Whether a text holds a name only within longer ones: a word with a capital before it, or such a word, a number or a bracket behind."""
    return not any(
        not re.search(r"(?<!^)(?<![.:] )\b(?!The |This |A )[A-Z]\w* $", text[: match.start()])
        and not re.match(r" (?:[A-Z0-9]|\([a-z])", text[match.end() :])
        for match in _as_a_whole(name).finditer(text)
    )


def chapters_are_the_papers(loaded: Loaded) -> Iterator[Problem]:
    """A chapter has the number, the name and the group that the papers' list of chapters gives it."""
    for chapter, name, group, at in _in_the_list(loaded):
        source = loaded.sources[f"chapters/{chapter.id}"]
        if name not in _names(chapter):
            yield source.problem(("title",), _not_named(chapter, name, at))
        if group not in chapter.stage.as_written:
            found = f"'{at}' has this chapter under '{group}', and that is no name of '{chapter.stage.id}'. {_MOVED}"
            yield source.problem(("stage",), found)
    if not _gap(loaded):  # which is told by itself
        for number, name, at in _gone(loaded):
            found = f"'{at}' lists chapter {number}, '{name}', and no chapter has that number. Put its files back, and if its work has ended, retire it: 'status: retired', with a reason."
            yield loaded.sources["plan"].problem(("sources", "chapters"), found)


def leads_are_the_papers(loaded: Loaded) -> Iterator[Problem]:
    """A chapter has the leads that the papers' table gives it, to the letter; a lead with a source of its own is newer."""
    for chapter, cells, at in _rows(loaded, "leads"):
        if any(lead.source for lead in chapter.leads):
            continue
        leads = [name.strip() for name in flat(cells[1]).split("/")]
        if leads != [lead.name for lead in chapter.leads]:
            found = f"'{at}' has {' and '.join(leads)}, and here stands {' and '.join(lead.name for lead in chapter.leads) or 'nobody'}. {_MOVED} A new lead has a line 'source:' in data/people.yml."
            yield loaded.sources[f"chapters/{chapter.id}"].problem(("leads",), found)


def boards_are_the_papers(loaded: Loaded) -> Iterator[Problem]:
    """A board has the name and the chapters that the papers' table gives it; one with another source is newer."""
    unmoved = list(_unmoved(loaded).values())
    gone = any(_gone(loaded)) or _gap(loaded)
    for paper, part, id_ in _part(loaded, "boards"):
        # Chapters that have changed or came later can account for names that no chapter bears.
        later = len(loaded.entries["chapters"]) - sum(
            name in _names(chapter) for chapter, name, *_ in _in_the_list(loaded)
        )
        strange: list[str] = []
        for name, cells in part.rows.items():
            listed, left = _listed(flat(cells[1]), unmoved)
            strange += left
            board = next(
                (
                    board
                    for board in loaded.entries["boards"].values()
                    if any(
                        other is paper and re.fullmatch(rf"{id_}-{name}(-[0-9]+)?", of)
                        for other, of in board.source.paragraphs
                    )
                ),
                None,
            )
            if not board:
                continue
            if flat(cells[0]) != board.name:
                found = f"'{paper.id} {id_}-{name}' is '{flat(cells[0])}'. Copy it to the letter, or name the paper that has the new name under 'source:'."
                yield loaded.sources["boards"].problem((board.id, "name"), found)
            for chapter in listed:
                if chapter.board is not board:
                    found = (
                        f"'{paper.id} {id_}-{name}-1' lists this chapter for '{board.id}'. {_MOVED}"
                    )
                    yield loaded.sources[f"chapters/{chapter.id}"].problem(("board",), found)
        # What is wrong is that a chapter is gone, and that is told by itself.
        if len(strange) > later and not gone:
            found = f"'{paper.id} {id_}' names '{strange[0]}', and no chapter is called that. Write it under 'also_called:' in the chapter that it means."
            yield loaded.sources["boards"].problem((), found)


def priorities_are_the_papers(loaded: Loaded) -> Iterator[Problem]:
    """A current chapter has the priorities that the papers' table gives it, each whole; one from another paper is newer."""
    for chapter, cells, at in _rows(loaded, "priorities"):
        source = loaded.sources[f"chapters/{chapter.id}"]
        paper = at.split()[0]
        if chapter.status != "current" or any(
            other.id != paper for p in chapter.priorities for other, _ in p.source.paragraphs
        ):
            continue
        if len(chapter.priorities) != len(cells) - 1:
            found = f"'{at}' has {len(cells) - 1} priorities, and this chapter {len(chapter.priorities)}. {_MOVED}"
            yield source.problem(("priorities",), found)
            continue
        for nth, (priority, cell) in enumerate(zip(chapter.priorities, cells[1:], strict=True)):
            if flat(priority.words) != flat(cell) and holds(flat(cell), flat(priority.words)):
                found = f"'{at}-{nth + 1}' says more: \"{flat(cell)}\". Copy all of it."
                yield source.problem(("priorities", nth, "words"), found)


def lists_are_the_papers(loaded: Loaded) -> Iterator[Problem]:
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
            found = f"'{paper.id} {id_}' lists: {'; '.join(map(repr, bullets[0]))}. Give all of them, in this order."
            yield loaded.sources[file].problem(way, found, of_key=bool(way))


def numbers_are_the_papers(loaded: Loaded) -> Iterator[Problem]:
    """A figure, and an aim, stand in the paragraph that they are from."""
    for id_, outcome in loaded.entries["outcomes"].items():
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
                found = f"{_ids(of)} has no number {number}. Copy it, or name the paragraph where it stands."
                yield loaded.sources["outcomes"].problem((id_, *way), found)


def dates_are_the_papers(loaded: Loaded) -> Iterator[Problem]:
    """The days and years of an event stand in the paragraphs that it is from, unless a word of caution says how they were found."""
    for nth, event in enumerate(loaded.entries["timeline"]) if loaded.whole else ():
        if event.context or event.caution or not event.source.paragraphs:
            continue
        there = _numbers(event.source)
        if missing := [n for n in re.findall("[0-9]+", event.date) if Decimal(n) not in there]:
            found = f"{_ids(event.source)} has no {missing[0]}. Put the date right, or say under 'caution:' how it was found."
            yield loaded.sources["timeline"].problem((nth, "date"), found)


def names_are_the_papers(loaded: Loaded) -> Iterator[Problem]:
    """What is called a name in the papers, or an address that they give, stands there."""
    named_: list[tuple[str, Way, str]] = [
        ("stages", (id_, "as_written", n), name)
        for id_, stage in loaded.entries["stages"].items()
        for n, name in enumerate(stage.as_written)
    ]
    named_ += [
        (f"chapters/{chapter.id}", ("also_called", n), name)
        for chapter in _unmoved(loaded).values()
        for n, name in enumerate(chapter.also_called)
    ]
    if frameworks := loaded.entries["frameworks"]:
        named_ += [
            ("frameworks", (field, n, "address"), part.address)
            for field in type(frameworks).model_fields
            for n, part in enumerate(getattr(frameworks, field))
            if part.address
        ]
    for file, way, name in named_ if loaded.papers else ():
        if not any(
            holds(place.text, name)
            for paper in loaded.papers.values()
            for place in paper.places.values()
        ):
            found = (
                f"no paper has '{name}'. Copy it from a paper to the letter, or take the line away."
            )
            yield loaded.sources[file].problem(way, found)


RULES = (
    words_are_the_papers,
    texts_quote_the_papers,
    papers_name_no_way_to_a_person,
    papers_are_told_apart,
    facts_name_their_places,
    facts_are_held,
)
# What these find keeps no plan from being compared or built: an editor is told of a change by what it differs from.
FACTS = (
    title_and_owner_are_the_papers,
    chapters_are_the_papers,
    leads_are_the_papers,
    boards_are_the_papers,
    priorities_are_the_papers,
    lists_are_the_papers,
    numbers_are_the_papers,
    dates_are_the_papers,
    names_are_the_papers,
)
_MOVED = "Copy it, or tell under 'updates:' of this chapter what changed since, and why."


def _entries(loaded: Loaded) -> Iterator[tuple[Source, Way, Entry]]:
    """Every entry that data/ holds, with its file and the way to it."""
    for name, held in loaded.entries.items():
        if name in ("papers", "reports", "audit"):  # nothing is quoted there
            continue
        if isinstance(held, dict):
            for id_, entry in held.items():
                file, way = (
                    (f"{name}/{id_}", ()) if f"{name}/{id_}" in loaded.sources else (name, (id_,))
                )
                yield from _within(loaded.sources[file], way, entry)
        elif isinstance(held, tuple):
            for nth, entry in enumerate(held) if loaded.whole else ():
                yield from _within(loaded.sources[name], (nth,), entry)
        elif isinstance(held, Entry):
            yield from _within(loaded.sources["plan" if name == "about" else name], (), held)


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


def _where(words: Any, papers: Mapping[str, Paper]) -> str:
    """Where to look for the paragraphs of a quotation: only those that have its words, or most of them, are named."""
    others = [
        (paper, id_, place.text) for paper in papers.values() for id_, place in paper.places.items()
    ]
    found: list[str] = []
    verb = "stand"
    for said in (flat(passage) for _, passage in _passages(words)):
        there = [other for other in others if holds(other[2], said)]
        best = (
            min(there, key=lambda other: len(other[2])) if there else _nearest(said, others)
        )  # the words are most of the shortest
        if not there:
            verb = "may be from"
            if _likeness(said, best[2]) < _ALIKE:
                return "Write the ids of the paper and of its paragraph, with a blank between them. A paper that is not there yet is one more file in data/papers/."
        found.append(f"{best[0].id} {best[1]}")
    places = ", ".join(dict.fromkeys(found))
    return f"They {verb} here: {f'[{places}]' if ',' in places else places}. Write that under 'source:'."


def _passages(words: Any) -> Iterator[tuple[Way, str]]:
    """The pieces of a quotation, each with the way to it."""
    for nth, block in enumerate((words,) if isinstance(words, str) else words):
        way: Way = () if isinstance(words, str) else (nth,)
        if isinstance(block, str):
            yield way, block
        else:
            yield from (((*way, n), item) for n, item in enumerate(block))


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


def _example(papers: Mapping[str, Paper]) -> str:
    paper = next(iter(papers.values()))
    return f"{paper.id} {paper.first}"


def _unmoved(loaded: Loaded) -> dict[int, Chapter]:
    """The chapters that are as the papers have them, by number: those that have changed since say so under `updates`."""
    chapters = list(loaded.entries["chapters"].values())
    numbers = [chapter.number for chapter in chapters]  # one that stands twice is told by itself
    return {c.number: c for c in chapters if not c.updates and numbers.count(c.number) == 1}


def _part(loaded: Loaded, field: str) -> Iterator[tuple[Paper, PaperPart, str]]:
    """The part of a paper that plan.yml names as the source of a kind of facts, if it names one."""
    about: About | None = loaded.entries["about"]
    of = getattr(about.sources, field) if about else None
    for paper, id_ in of.paragraphs if of and loaded.papers and loaded.whole else ():
        if id_ in paper.parts:
            yield paper, paper.parts[id_], id_


def _listed_chapters(loaded: Loaded) -> Iterator[tuple[int, str, str, str]]:
    """The chapters that a paper lists: number, name, group, and the ids of the list."""
    for paper, part, id_ in _part(loaded, "chapters"):
        for group, *lists in part.paragraphs.values():
            for numbered in filter(None, (_numbered(item) for one in lists for item in one)):
                yield *numbered, flat(group), f"{paper.id} {id_}"


def _gap(loaded: Loaded) -> bool:
    """Whether the numbers of the chapters do not run 1, 2, 3."""
    numbers = sorted(chapter.number for chapter in loaded.entries["chapters"].values())
    return numbers != list(range(1, len(numbers) + 1))


def _gone(loaded: Loaded) -> Iterator[tuple[int, str, str]]:
    """The chapters that a paper lists and that are not there, whatever their name: number, name, and the list's ids."""
    numbers = {chapter.number for chapter in loaded.entries["chapters"].values()}
    for number, name, _, at in _listed_chapters(loaded):
        if number not in numbers:
            yield number, name, at


def _in_the_list(loaded: Loaded) -> Iterator[tuple[Chapter, str, str, str]]:
    """The chapters that a paper lists and that have not moved on, each with its name and group there, and the list's ids."""
    by_number = _unmoved(loaded)
    for number, name, group, at in _listed_chapters(loaded):
        if chapter := by_number.get(number):
            yield chapter, name, group, at


def _rows(loaded: Loaded, field: str) -> Iterator[tuple[Chapter, Any, str]]:
    """The rows of a table of chapters that have not moved on, as chapter, cells and the id of the first cell."""
    by_number = _unmoved(loaded)
    for paper, part, id_ in _part(loaded, field):
        for name, cells in part.rows.items():
            numbered = _numbered(flat(cells[0]))
            chapter = by_number.get(numbered[0]) if numbered else None
            if chapter and numbered and numbered[1] in _names(chapter) and len(cells) > 1:
                yield chapter, cells, f"{paper.id} {id_}-{name}"


def _numbered(text: str) -> tuple[int, str] | None:
    """The number and the name of '13. Carers'."""
    match = re.fullmatch(r"([0-9]{1,4})\. (.+)", flat(text))
    return (int(match[1]), match[2]) if match else None


def _names(chapter: Chapter) -> tuple[str, ...]:
    return (chapter.title, *chapter.also_called)


def _not_named(chapter: Chapter, name: str, at: str) -> str:
    return f"'{at}' calls chapter {chapter.number} '{name}'. Write that name here or under 'also_called:', or tell under 'updates:' of this chapter what changed since, and why."


def _listed(cell: str, chapters: Any) -> tuple[list[Chapter], list[str]]:
    """The chapters that a cell names between commas, and the names in it that are no chapter's."""
    left, found = cell, []
    names = [(name, chapter) for chapter in chapters for name in _names(chapter)]
    for name, named_ in sorted(names, key=lambda pair: -len(pair[0])):
        rest = re.sub(
            rf"(^|[,;)])\s*{re.escape(name)}(?=\s*[,;.]|\s*$)", r"\1", left, flags=re.IGNORECASE
        )
        if rest != left:
            left = rest
            found.append(named_)
    return found, [
        name for one in re.split("[,;]", left) if (name := re.sub(r"\(.*?\)", "", one).strip(" ."))
    ]


def _numbers(of: SourceName) -> set[Decimal]:
    """The numbers that stand in the paragraphs of a source."""
    text = " ".join(paper.places[id_].text for paper, id_ in of.paragraphs)
    text = re.sub(r"\b([0-9]{2})([0-9]{2})[-/]([0-9]{2})\b", r"\1\2 \1\3", text)  # 2020-24
    return {
        Decimal(found.replace(",", ""))
        for found in re.findall(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?", text)
    }


def _ids(of: SourceName) -> str:
    return " and ".join(f"'{paper.id} {id_}'" for paper, id_ in of.paragraphs)
