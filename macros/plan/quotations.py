"""Quotations, and where they part from the papers that they are from.

A quotation names its paper and its paragraph by their ids: `2021-report 15`. In a
text of the site's own the same stands in square brackets behind the quotation: "top three priorities" [2021-report 19].
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import PydanticCustomError

from .references import REFERENCES, SourceName, meant, named
from .words import flat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .paper import Paper
    from .problems import Way

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


_LETTER = re.compile(r"\w")


@cache
def _as_a_whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def holds(text: str, words: str) -> bool:
    """Whether a paper's text holds these words, and does not only hold them inside longer ones."""
    at = text.find(words)
    while at >= 0 and _LETTER.search(text[at - 1 : at] + text[at + len(words) :][:1]):
        at = text.find(words, at + 1)
    return at >= 0


def is_longer(name: str, text: str) -> bool:
    """Whether a text holds a name only within longer ones: a word with a capital before it, or such a word, a number or a bracket behind."""
    return not any(
        not re.search(r"(?<!^)(?<![.:] )\b(?!The |This |A )[A-Z]\w* $", text[: match.start()])
        and not re.match(r" (?:[A-Z0-9]|\([a-z])", text[match.end() :])
        for match in _as_a_whole(name).finditer(text)
    )


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
    if there := next((other for other in others if holds(other[2], words)), None):
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
    shared = sum(block.size for block in _matcher(words, text).get_matching_blocks())
    if shared or len(words.split()) > _FEW:
        return shared / len(words.split())
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
            yield match.start(), str((error.context or {})["message"])
            continue
        quoted = _BEHIND.search(text, 0, match.start())
        yield Reference(quoted.start(1) if quoted else match.start(), source, quoted and quoted[1])


def misquoted(text: str, papers: Mapping[str, Paper], known: str = "") -> Iterator[tuple[int, str]]:
    """Where a text of the site's own quotes a paper wrongly, or without its paragraph, and what is to be said.

    `known` are words that are quoted beside the text, with their paragraph.
    """
    for reference in references(text, papers):
        if isinstance(reference, Reference):
            if reference.words and (said := parted(reference.words, reference.source, papers)):
                yield reference.at, said
        else:
            yield reference
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
            found_ = f"no paper has these words, and the sentence says that one does. Copy them from the paper, and write its paragraph behind the closing quotation mark: [{example(papers)}]. Else take the quotation marks away."
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
    chapters = (name for c in entries["chapters"].values() for name in (c.title, *c.also_called))
    others = (entry.name for table in ("stages", "boards") for entry in entries[table].values())
    return "\n".join((*chapters, *others))


def where(words: Any, papers: Mapping[str, Paper]) -> str:
    """Where to look for the paragraphs of a quotation: only those that have its words, or most of them, are named."""
    others = [
        (paper, id_, place.text) for paper in papers.values() for id_, place in paper.places.items()
    ]
    paragraphs: list[str] = []
    verb = "stand"
    for said in (flat(passage) for _, passage in passages(words)):
        there = [other for other in others if holds(other[2], said)]
        best = (
            min(there, key=lambda other: len(other[2])) if there else _nearest(said, others)
        )  # the words are most of the shortest
        if not there:
            verb = "may be from"
            if _likeness(said, best[2]) < _ALIKE:
                return "Write the ids of the paper and of its paragraph, with a blank between them. A paper that is not there yet is one more file in data/papers/."
        paragraphs.append(f"{best[0].id} {best[1]}")
    places = ", ".join(dict.fromkeys(paragraphs))
    return f"They {verb} here: {f'[{places}]' if ',' in places else places}. Write that under 'source:'."


def passages(words: Any) -> Iterator[tuple[Way, str]]:
    """The pieces of a quotation, each with the way to it."""
    for nth, block in enumerate((words,) if isinstance(words, str) else words):
        way: Way = () if isinstance(words, str) else (nth,)
        if isinstance(block, str):
            yield way, block
        else:
            yield from (((*way, n), item) for n, item in enumerate(block))


def example(papers: Mapping[str, Paper]) -> str:
    """A reference as an editor writes it."""
    paper = next(iter(papers.values()))
    return f"{paper.id} {paper.first}"
