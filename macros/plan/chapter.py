"""Chapters and their priorities: one file each in data/chapters/."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from .board import Board, Person, Stage
from .document import Document
from .entry import Entry, Named
from .help import Help
from .note import ChapterNote
from .references import Origin, Own, OwnPassage, Owns
from .term import Term
from .update import Update
from .values import (
    Date,
    Many,
    Number,
    QuarterName,
    Text,
    Texts,
    at_most,
    each_once,
    entry_of,
    numbered,
    one_of,
    past,
    refuse,
    text_of,
    typed,
)
from .wordings import Wording
from .words import Passage, flat

# Who confirms a chapter, if it is not an editor.
LEAD = "Chapter lead"
# So many words explained on a page, words explained beside a priority, and ways to help on a page, are read.
MOST_TERMS, MOST_BESIDE, MOST_HELP = 8, 3, 3
_NAMED_ONCE = each_once("'{0.id}' is named twice. Take one of them away.")

ChapterId = Annotated[str, typed(text_of, type="string", ids_of="chapters")]


class Confirmed(Entry):
    """That somebody looked at a chapter and found it still right. Only a person writes it: no command and no build does."""

    date: Annotated[Date, past("somebody looked at the chapter")]
    """The day on which they looked."""
    role: Annotated[Literal["Chapter lead", "Editor"], one_of()]
    """Who looked: Chapter lead or Editor. Never a person's name."""


class Related(Entry):
    """Another chapter that the sources tie to this one, and where they say so."""

    chapter: ChapterId
    """The other chapter's id: its file's name without .yml."""
    priority: Number | None = None
    """The number of a priority of that chapter."""
    why: Own
    """How the two belong together, in a plain sentence."""
    source: Origin
    """Where the papers say so."""


class Reason(Entry):
    """Why a chapter is on hold or retired: plainly, and in the source's words where there are any."""

    plain: Own
    """Why, in plain words."""
    words: Texts = ()
    """Why, in the paper's words, to the letter."""
    source: Annotated[Origin | None, Field(validate_default=True)] = None
    """The document and the place in it. Needed where there are words."""
    date: Annotated[Date | None, past("it was decided")] = None
    """Since when. Needed for a retired chapter."""

    @field_validator("source")
    @classmethod
    def words_have_a_source(cls, source: str | None, info: ValidationInfo) -> str | None:
        """Quoted words say where they are from."""
        if info.data.get("words") and source is None:
            raise refuse(
                "these words have no source. Add a line 'source:' that names the document.",
                at=("..", "words"),
            )
        return source


class Priority(Entry):
    """One priority: the plan's exact words as paragraphs, and the site's plain heading and explanation."""

    number: Number
    """Its place: 1, 2, 3 without a gap."""
    heading: Own
    """A short plain heading, without a full stop."""
    plain: OwnPassage
    """What was planned, in plain words that say no more than the plan's: a text, or one entry a paragraph, and a list for bullets."""
    words: Passage
    """The plan's words to the letter, one entry a paragraph, and a list where the paper has bullets. Never change them."""
    source: Origin
    """The paper and the paragraph that they stand in: 2021-report appendix-3-carers-1."""
    terms: Annotated[
        tuple[Annotated[Term, entry_of("terms", "a word explained here")], ...],
        Many,
        at_most(
            MOST_TERMS,
            f"{{}} words are explained here. At most {MOST_TERMS} are read: keep those that are needed most.",
        ),
    ] = ()
    """Ids of the words that its quotation needs, the hardest first: three are explained beside it, the others lead to Words."""
    stage: Annotated[Stage, entry_of("stages", "the stage")] | None = None
    """The group that it names, if that is not the chapter's own."""
    reported_from: QuarterName | None = None
    """The first quarter that the board is told of it, such as 2022-Q2, if it was agreed later than the chapter's others."""


class Chapter(Named):
    """A chapter: one file in data/chapters/ and one page in docs/chapters/.

    `reported_from` is the first quarter that its board reports on, if the chapter came to the board later than others.
    """

    number: Number
    """The chapter's number. It never changes, and no number is left out."""
    title: Text
    """The chapter's title, as readers see it."""
    stage: Annotated[Stage, entry_of("stages", "the stage")]
    """The id of its group."""
    leads: Annotated[
        tuple[Annotated[Person, entry_of("people", "a lead")], ...],
        Many,
        _NAMED_ONCE,
    ]
    """The ids of its leads, in square brackets. [] while it has none, with vacant_since."""
    vacant_since: Annotated[
        Date | None, past("the lead left, once it has come"), Field(validate_default=True)
    ] = None
    """The day since which nobody leads the chapter. Leave it out while somebody does."""
    board: Annotated[Board, entry_of("boards", "the board")]
    """The id of the board that considers it."""
    status: Annotated[Literal["current", "on-hold", "retired"], one_of()]
    """current, on-hold or retired. The last two need a reason."""
    reason: Annotated[Reason | None, Field(validate_default=True)] = None
    """Why the chapter is on hold or retired. A current chapter has none."""
    reported_from: QuarterName | None = None
    """The first quarter that its board reports on, such as 2022-Q2, if the chapter came to the board later."""
    summary: Own
    """The opening of the page, in one or two plain sentences."""
    priorities: Annotated[tuple[Priority, ...], Many]
    """The priorities in their order. [] for none, which only a chapter on hold or retired may have."""
    keywords: Owns = ()
    """What people would look for in the A to Z and the search, one a line."""
    also_called: Texts = ()
    """Other names that the papers use."""
    related: Annotated[tuple[Related, ...], Many] = ()
    """Chapters that the papers tie to this one."""
    notes: Annotated[tuple[ChapterNote, ...], Many] = ()
    """Notes on doubtful wording in this chapter."""
    help: Annotated[
        tuple[Annotated[Help, entry_of("help", "a way to help")], ...],
        Many,
        at_most(
            MOST_HELP,
            f"{{}} ways to help are named here. Keep the {MOST_HELP} that are needed first: the page 'Get help now' has them all.",
        ),
        _NAMED_ONCE,
    ] = ()
    """Ids of up to three ways to help (data/help.yml) that stand near the top of the page, where its subject can mean danger."""
    documents: Annotated[tuple[Document, ...], Many] = ()
    """Documents about the chapter: files in docs/, or others elsewhere."""
    confirmed: Confirmed | None = None
    """When somebody last looked at the chapter and found it still right, and in what role. Write it only then."""
    updates: Annotated[tuple[Update, ...], Many] = ()
    """What changed since the chapter was first published here, newest last."""

    @field_validator("vacant_since")
    @classmethod
    def a_vacancy_has_a_day(cls, since: Date | None, info: ValidationInfo) -> Date | None:
        """Nobody leads the chapter since a day; while somebody does, there is no such day."""
        leads = info.data.get("leads")
        if leads == () and since is None:
            raise refuse(
                "nobody leads this chapter. Name a lead, or add a line 'vacant_since:' with the day since which there is none, such as 'vacant_since: 2026-11-21'.",
                at=("..", "leads"),
            )
        if leads and since:
            raise refuse("somebody leads this chapter.", Wording.REMOVE_THIS, "write 'leads: []'")
        return since

    @field_validator("reason")
    @classmethod
    def unusual_status_has_a_reason(
        cls, reason: Reason | None, info: ValidationInfo
    ) -> Reason | None:
        """A chapter on hold or retired says why; a retired one also since when; a current one needs no reason."""
        status = info.data.get("status")
        if status in ("on-hold", "retired") and reason is None:
            raise refuse(
                f"the chapter is {status} without a reason. Add 'reason:' with a line 'plain:' under it.",
                at=("..", "status"),
            )
        if status == "retired" and reason and not reason.date:
            raise refuse("a retired chapter says since when. Add a line 'date:' here.")
        if status == "current" and reason:
            raise refuse(
                "a current chapter needs no reason. Take these lines away, or set the status to on-hold or retired."
            )
        return reason

    @field_validator("priorities")
    @classmethod
    def priorities_run_from_one(
        cls, priorities: tuple[Priority, ...], info: ValidationInfo
    ) -> tuple[Priority, ...]:
        """A current chapter has priorities, and their numbers run 1, 2, 3, for links and reports name them."""
        if not priorities and info.data.get("status") == "current":
            raise refuse(
                "a current chapter has no priorities. Add them, or set the status to on-hold or retired with a reason."
            )
        for place, priority in enumerate(priorities):
            if priority.number != place + 1:
                raise refuse(
                    f"priority {priority.number} stands where {place + 1} belongs. Number them 1, 2, 3 in order.",
                    at=(place, "number"),
                )
        return priorities

    @field_validator("notes")
    @classmethod
    def notes_are_about_what_is_there(
        cls, notes: tuple[ChapterNote, ...], info: ValidationInfo
    ) -> tuple[ChapterNote, ...]:
        """A note stands beside a priority of this chapter, and quotes its words as they are."""
        priorities = {priority.number: priority for priority in info.data.get("priorities", ())}
        for place, note in enumerate(notes):
            if note.priority is None or "priorities" not in info.data:
                continue
            if note.priority not in priorities:
                raise refuse(
                    f"there is no priority {note.priority} in this chapter.",
                    *numbered(len(priorities)),
                    at=(place, "priority"),
                )
            said = flat(priorities[note.priority].words)
            for nth, words in enumerate(note.words):
                if words not in said:
                    raise refuse(
                        f"'{words}' does not stand in priority {note.priority}. Copy the plan's words.",
                        at=(place, "words", nth),
                    )
        return notes

    @field_validator("confirmed")
    @classmethod
    def a_lead_confirms_while_there_is_one(
        cls, confirmed: Confirmed | None, info: ValidationInfo
    ) -> Confirmed | None:
        """No lead looks at a chapter from the day on since which nobody leads it."""
        since = info.data.get("vacant_since")
        if confirmed and since and confirmed.role == LEAD and confirmed.date >= since:
            raise refuse(
                f"nobody has led this chapter since {since}, so no lead looked at it on {confirmed.date}.",
                "write 'role: Editor', if an editor looked",
                "take 'confirmed:' away",
                at=("role",),
            )
        return confirmed

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every word that is explained on the chapter's page, A to Z."""
        return tuple(
            sorted({t for p in self.priorities for t in p.terms}, key=lambda t: t.term.lower())
        )

    @property
    def explained(self) -> tuple[tuple[Term, ...], ...]:
        """The words explained beside each priority: the first three that none before it explains."""
        told: dict[Term, None] = {}
        beside = []
        for priority in self.priorities:
            fresh = tuple(term for term in priority.terms if term not in told)[:MOST_BESIDE]
            told |= dict.fromkeys(fresh)
            beside.append(fresh)
        return tuple(beside)

    def notes_on(self, priority: Priority | None) -> tuple[ChapterNote, ...]:
        """The notes that change what one priority means, or (None) what the chapter as a whole does."""
        number = priority and priority.number
        return tuple(n for n in self.notes if n.meaning and n.priority == number)
