"""Themes that cut across the chapters, and what ties a chapter to one: its own words, or the plan's words about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, ValidationInfo, field_validator

from .chapter import Chapter, ChapterId, Priority
from .entry import Entry, Named
from .references import Origin, Own
from .values import Many, Number, Text, Texts, each_once, refuse
from .words import Passage, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable


# Where a sentence of the plan's words ends: before a capital letter, so that "i.e. discharge" stays whole.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


class Said(Entry):
    """What a paper says of a theme: paragraphs, and lists where it has bullets."""

    words: Passage
    """Paragraphs to the letter; a list inside the list for bullet points. Never change them."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""


class Tie(Entry):
    """A passage, outside the priorities, that ties a chapter to a theme; `why` says how."""

    chapter: ChapterId
    """The chapter's id: its file's name without .yml."""
    priority: Number | None = None
    """The number of the priority, if it is about one."""
    words: Text
    """The passage that ties the two, to the letter."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""
    why: Own
    """How the two belong together, in a plain sentence."""


class LeftOut(Entry):
    """A priority that uses a word of a theme for something else; `why` says for what."""

    chapter: ChapterId
    """The chapter's id: its file's name without .yml."""
    priority: Number
    """The number of the priority."""
    why: Own
    """What the word is used for there, in a plain sentence."""


class Theme(Named):
    """A theme of the plan, the beginnings of the words that name it, and what else ties a chapter to it."""

    name: Text
    """The theme's name."""
    plain: Own
    """What it is, in plain words."""
    said: Annotated[tuple[Said, ...], Many, Field(min_length=1)]
    """What the papers say of it."""
    named_by: Annotated[Texts, Field(min_length=1)]
    """The beginnings of the words that name it in the papers."""
    ties: Annotated[
        tuple[Tie, ...],
        Many,
        each_once(
            "'{0.chapter}' is tied here already. Keep the passage that says it best.",
            "chapter",
            "priority",
        ),
    ] = ()
    """Passages that tie a chapter to it, where no priority names it."""
    left_out: Annotated[tuple[LeftOut, ...], Many] = ()
    """Priorities that use one of its words for something else."""

    @field_validator("named_by")
    @classmethod
    def named_as_the_plan_names_it(
        cls, names: tuple[str, ...], info: ValidationInfo
    ) -> tuple[str, ...]:
        """A word names a theme only if the papers use it for the theme."""
        if "said" not in info.data or "name" not in info.data:
            return names
        known = " ".join(
            [
                info.data["name"],
                *(text for said in info.data["said"] for text in pieces(said.words)),
            ]
        )
        for place, name in enumerate(names):
            if not _naming([name]).search(known):
                raise refuse(
                    f"no word under 'said:' begins with '{name}'. Quote there how the plan uses it for the theme, or take it away.",
                    at=(place,),
                )
        return names

    def named_in(self, text: str) -> bool:
        """Whether a word of a text begins as one of the words that name the theme."""
        return bool(_naming(self.named_by).search(text))


def _naming(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})", re.IGNORECASE)


@dataclass(frozen=True)
class ShownTie:
    """One tie as it is shown: the chapter, the priority if it is one, the words that tie it, and where they stand.

    Where the words name the theme themselves, there is no `why`; where the chapter's title does, there are no words.
    """

    chapter: Chapter
    priority: Priority | None = None
    words: tuple[str, ...] = ()
    source: str = ""
    why: str = ""


def ties(theme: Theme, chapters: Iterable[Chapter]) -> list[ShownTie]:
    """What ties chapters to a theme, in the order of the chapters."""
    passages = []
    for chapter in chapters:
        if theme.named_in(chapter.title):
            passages.append(ShownTie(chapter))
        typed = {tie.priority: tie for tie in theme.ties if tie.chapter == chapter.id}
        for priority in (None, *chapter.priorities):
            if (
                priority
                and not _is_left_out(theme, chapter, priority)
                and (words := sentences_on(theme, priority))
            ):
                passages.append(ShownTie(chapter, priority, words, priority.source))
            if tie := typed.get(priority.number if priority else None):
                passages.append(ShownTie(chapter, priority, (tie.words,), tie.source, tie.why))
    return passages


def sentences_on(theme: Theme, priority: Priority) -> tuple[str, ...]:
    """The sentences of a priority that name a theme."""
    return tuple(
        sentence
        for paragraph in pieces(priority.words)
        for sentence in _SENTENCE.split(paragraph)
        if theme.named_in(sentence)
    )


def _is_left_out(theme: Theme, chapter: Chapter, priority: Priority) -> bool:
    return any(
        (entry.chapter, entry.priority) == (chapter.id, priority.number) for entry in theme.left_out
    )
