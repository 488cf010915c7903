"""Where words and facts come from: references to the paragraphs of papers, alone or inside a text of the site's own."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Annotated, Any

from pydantic_core import PydanticCustomError, core_schema

from .problems import OneOf
from .values import (
    ANY_TEXT,
    ID,
    Many,
    known,
    plain_of,
    refuse,
    text_of,
    typed,
    web_address,
    with_marks_of_print,
)
from .words import WORDS, passage_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import ValidationInfo

    from .paper import Paper
    from .words import Block


class _Text(str):
    """A text that knows more than its words."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: Any) -> core_schema.CoreSchema:
        """Called by pydantic: what stands in a model is one of these."""
        return core_schema.is_instance_schema(cls)


class SourceName(_Text):
    """Where something comes from, as readers are told it. `paragraphs` are those of papers that it names, in order."""

    __slots__ = ("paragraphs",)
    paragraphs: tuple[tuple[Paper, str], ...]

    @property
    def papers(self) -> list[tuple[str, Paper, str]]:
        """The papers that it names: what readers are told of each, and the first paragraph of it that is named."""
        ids: dict[Paper, list[str]] = {}
        for paper, id_ in self.paragraphs:
            ids.setdefault(paper, []).append(id_)
        alone = len(ids) == 1
        return [(str(self) if alone else paper.told(of), paper, of[0]) for paper, of in ids.items()]

    @classmethod
    def of(cls, told: str, paragraphs: Iterable[tuple[Paper, str]] = ()) -> SourceName:
        """A source by what readers are told, and by the paragraphs that it is."""
        made = cls(told)
        made.paragraphs = tuple(paragraphs)
        return made


class Told(_Text):
    """A text of the site's own in which papers may be named. `pieces` are its parts: words, and what it names."""

    __slots__ = ("pieces",)
    pieces: tuple[str, ...]

    @classmethod
    def of(cls, pieces: Iterable[str]) -> Told:
        """A text by its parts."""
        parts = tuple(pieces)
        made = cls("".join(parts))
        made.pieces = parts
        return made


_ID = ID.pattern.replace("(", "(?:")
_REFERENCE = re.compile(f"({_ID}) ({_ID})")
# Inside a text, a reference stands in square brackets, several with commas between them. A link has brackets behind it.
REFERENCES = re.compile(rf"\[({_ID}\s+{_ID}(?:,\s+{_ID}\s+{_ID})*)\](?![(\[:])")

# Where a text names papers, while its quotation marks are changed.
_NAMED = "\0"

# So much, from 0 to 1, has a word of a paper's id that is taken for one with a slip.
_NEARLY = 0.8


def _paragraphs(text: str, papers: Mapping[str, Any]) -> list[tuple[Paper, str]]:
    """The paragraph that a reference such as `2021-report 15` names: none if the paper's file can't be read."""
    if not (match := _REFERENCE.fullmatch(text)):
        raise refuse(
            f"'{text}' names no paragraph. Where several are named, write the ids of a paper and of a paragraph for each: [2021-report 6, preface section-4-1]."
        )
    if match[1] not in papers:
        raise refuse(f"the paper is '{match[1]}'.", OneOf(papers, match[1]))
    paper = papers[match[1]]
    if not hasattr(paper, "parts"):
        return []
    if match[2] not in paper.places:
        what = f"'{match[1]}' has no paragraph '{match[2]}'."
        raise refuse(what, OneOf(paper.places, match[2]))
    return [(paper, match[2])]


def _one_source(paragraphs: list[tuple[Paper, str]]) -> SourceName:
    """Paragraphs as readers are told of them."""
    of = dict.fromkeys(paper for paper, _ in paragraphs)
    told = [paper.told(id_ for other, id_ in paragraphs if other is paper) for paper in of]
    return SourceName.of(", and ".join(told), paragraphs)


def meant(match: re.Match[str], papers: Mapping[str, Any]) -> bool:
    """Whether words in square brackets are meant to name a paper, rightly or nearly, or a number: [name removed] is text."""
    return bool(re.search(r"\d", match[1])) or any(
        difflib.get_close_matches(one.split()[0], papers, n=1, cutoff=_NEARLY)
        for one in match[1].split(",")
    )


def named(match: re.Match[str], papers: Mapping[str, Any]) -> SourceName:
    """What a reference inside a text names. Raises PydanticCustomError if it names nothing."""
    texts = (" ".join(one.split()) for one in match[1].split(","))
    return _one_source([paragraph for text in texts for paragraph in _paragraphs(text, papers)])


def _source(value: Any, info: ValidationInfo) -> SourceName:
    """Where a fact comes from: paragraphs of papers, the name of another document, or a web address."""
    papers = known(info).get("papers", {})
    if isinstance(value, list) and value:
        paragraphs: list[tuple[Paper, str]] = []
        for nth, one in enumerate(value):
            try:
                paragraphs += _paragraphs(text_of(one), papers)
            except PydanticCustomError as error:
                context = error.context or {}
                raise refuse(context["what"], *context["mends"], at=(nth,)) from None
        return _one_source(paragraphs)
    text = text_of(value)
    if papers and _REFERENCE.fullmatch(text):
        return _one_source(_paragraphs(text, papers))
    if re.match(r"[A-Za-z]*:/|www\.", text):
        return SourceName.of(web_address(text))
    for id_, paper in papers.items():
        short = getattr(paper, "short", None)
        if short and re.match(rf"{re.escape(short)}(?!\w)", text, re.IGNORECASE):
            raise refuse(
                f"'{text}' is told in words. Write the ids of the paper and of the paragraph: {id_} {paper.first}."
            )
    return SourceName.of(plain_of(text))


def paper_by_paper(sources: tuple[SourceName, ...]) -> tuple[SourceName, ...]:
    """Sources with each paper once, where it is first named, and all its paragraphs there."""
    of: dict[Paper | str, list[tuple[Paper, str]]] = {}
    for source in sources:
        papers = dict.fromkeys(paper for paper, _ in source.paragraphs)
        of.setdefault(next(iter(papers)) if len(papers) == 1 else source, []).extend(
            source.paragraphs
        )
    return tuple(one if isinstance(one, SourceName) else _one_source(of[one]) for one in of)


def _own_told(value: Any, info: ValidationInfo) -> Told:
    """The same, with the papers told in words that it names: [2021-report 15] is (2021 report, paragraph 15)."""
    papers, sources = known(info).get("papers", {}), []

    def told(match: re.Match[str]) -> str:
        if not meant(match, papers):
            return match[0]
        sources.append(named(match, papers))
        return f"({_NAMED})"

    text = with_marks_of_print(REFERENCES.sub(told, text_of(value)) if papers else value)
    words = text.split(_NAMED)
    return Told.of(piece for pair in zip(words, (*sources, ""), strict=True) for piece in pair)


def _own_short(value: Any) -> Told:
    """A text of the site's own in which hard words stand between two pairs of stars: every second piece is such a word."""
    pieces = with_marks_of_print(text_of(value).replace("**", _NAMED)).split(_NAMED)
    if len(pieces) % 2 == 0:
        raise refuse(
            "a pair of stars stands here alone. Write two on each side of a hard word: **carer**."
        )
    return Told.of(pieces)


def _own_passage(value: Any, info: ValidationInfo) -> str | tuple[Block, ...]:
    """A text of the site's own, or paragraphs of it, and lists where there are bullets."""
    if isinstance(value, list):
        return passage_of(value, lambda text: _own_told(text, info))
    return _own_told(value, info)


_REFERENCES = {"type": "array", "minItems": 1, "items": {"type": "string"}}
Origin = Annotated[SourceName, typed(_source, anyOf=[ANY_TEXT, _REFERENCES])]
Own = Annotated[Told, typed(_own_told, **ANY_TEXT)]
Short = Annotated[Told, typed(_own_short, **ANY_TEXT)]
OwnPassage = Annotated[Any, typed(_own_passage, **WORDS)]
Owns = Annotated[tuple[Own, ...], Many]
