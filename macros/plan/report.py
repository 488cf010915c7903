"""Highlight reports: what each board was told, quarter by quarter.

A board's report for a quarter is one file, data/highlight-reports/<quarter>/<board>.yml. 2021 report, paragraph 19,
asks for it: every three months, so that the boards can "have oversight of progress, address any risks and issues to
delivery, and provide a forum for requests to change in-year". Once its board has received it, a report never changes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from .board import Board
from .chapter import ChapterId
from .entry import Entry
from .problems import Id, Line, OneOf, Words
from .quarters import Quarter
from .values import (
    Address,
    Date,
    Many,
    Number,
    QuarterName,
    Text,
    each_once,
    entry_of,
    kind,
    known,
    one_of,
    refuse,
    typed,
)
from .wordings import Wording

FOLDER = "highlight-reports"
LONGEST = 400  # signs: two long sentences
SHORTEST = 3  # words
QUOTED = 40  # signs of a text in a message


# Statuses


@dataclass(frozen=True)
class Status:
    """How a priority stood: the id that an editor writes, the word that readers see, and what it means."""

    id: str
    word: str
    means: str


# In the order in which a board looks at them: what needs it first.
STATUSES = {
    status.id: status
    for status in (
        Status("off-track", "Off track", "It will not be done in time as things stand."),
        Status("at-risk", "At risk", "Something could stop it from being done in time."),
        Status("on-hold", "On hold", "Work has stopped for a while."),
        Status("changed", "Changed", "The board agreed to change what is to be done."),
        Status("not-started", "Not started", "Work has not begun."),
        Status("on-track", "On track", "Work goes on as planned."),
        Status("complete", "Complete", "All of it is done."),
    )
}
NO_REPORT = Status("no-report", "No report", "No report has told how it stands.")


def _status(value: Any) -> Status:
    text = value.strip() if isinstance(value, str) else ""
    if text not in STATUSES:
        shown = f"'{text}'" if text else "empty" if isinstance(value, str) else kind(value)
        raise refuse(f"the status is {shown}.", OneOf(STATUSES, text))
    return STATUSES[text]


def _sentence(text: str) -> str:
    if len(text.split()) < SHORTEST or not re.search(r"[.!?][\"'\u2019\u201d)]*$", text):
        shown = text if len(text) <= QUOTED else f"{text[:QUOTED]}..."
        raise refuse(
            f"'{shown}' is not a whole sentence. Write one or two, and end with a full stop."
        )
    if len(text) > LONGEST:
        raise refuse(
            f"this text has {len(text)} signs. One or two sentences are read: keep it to {LONGEST}."
        )
    return text


def _role(text: str, info: ValidationInfo) -> str:
    for person in known(info)["people"].values():
        if (
            (name := getattr(person, "name", ""))
            and person.named  # of others no text holds the name
            and (plain := _plain(name))
            and plain in _plain(text)
        ):
            raise refuse(
                f"'{name}' is a person. Name a role, such as 'Chapter lead': reports stay, people move on."
            )
    return text


def _plain(name: str) -> str:
    """A name in small letters without accents, as it may be typed."""
    return re.sub(r"[^a-z0-9 -]", "", unicodedata.normalize("NFKD", name.casefold()))


Sentence = Annotated[Text, AfterValidator(_sentence)]
Role = Annotated[Text, AfterValidator(_role)]
Degree = Annotated[Literal["low", "medium", "high"], one_of()]


# Reports


class PriorityReport(Entry):
    """How one priority stood at the end of the quarter, and what was done."""

    number: Number
    """The priority's number in its chapter."""
    status: Annotated[Status, typed(_status, type="string", enum=[*STATUSES])]
    """not-started, on-track, at-risk, off-track, complete, on-hold or changed."""
    progress: Annotated[Sentence | None, Field(validate_default=True)] = None
    """What was done, or what stands in the way, in one or two sentences."""
    evidence: Address | None = None
    """A web page that shows it."""
    reopened: Sentence | None = None
    """Why a priority that was complete is opened again."""

    @field_validator("progress")
    @classmethod
    def a_status_has_a_sentence(cls, progress: str | None, info: ValidationInfo) -> str | None:
        """A status alone tells nobody what happened."""
        if progress is None and "status" in info.data:
            raise refuse(
                Words("the status '{}' stands without a sentence.", Id(info.data["status"].id)),
                Words(Wording.ADD_THAT, Line("progress"), "what was done, in one or two sentences"),
                at=("..", "status"),
            )
        return progress


class Risk(Entry):
    """A risk or an issue: what it is, how likely and how bad, what is done about it, and the role that holds it."""

    priority: Number | None = None
    """The number of the priority that it is about. Leave it out if it is about the whole chapter."""
    what: Sentence
    """What could go wrong, or has."""
    likelihood: Degree
    """How likely it is: low, medium or high."""
    impact: Degree
    """How bad it would be: low, medium or high."""
    action: Sentence
    """What is being done about it."""
    held_by: Role
    """The role that holds it. No names: reports stay, people move on."""


class Request(Entry):
    """A request to the board to change something during the year, and what the board decided."""

    priority: Number | None = None
    """The number of the priority that it is about. Leave it out if it is about the whole chapter."""
    what: Sentence
    """What should change."""
    why: Sentence
    """Why it should change."""
    decision: Annotated[Literal["waiting", "agreed", "refused"], one_of()] = "waiting"
    """waiting, agreed or refused."""
    decided: Annotated[Date | None, Field(validate_default=True)] = None
    """The day on which the board decided."""

    @field_validator("decided")
    @classmethod
    def a_decision_has_a_date(cls, decided: Date | None, info: ValidationInfo) -> Date | None:
        """What was decided says when; what is waiting has no date yet."""
        decision = info.data.get("decision", "waiting")
        if decision != "waiting" and not decided:
            raise refuse(
                Words("the board's decision '{}' has no date.", Id(decision)),
                Words(Wording.ADD, Line("decided")),
                at=("..", "decision"),
            )
        if decision == "waiting" and decided and "decision" in info.data:
            raise refuse(
                Wording.DATE_ALONE,
                Words(Wording.ADD_WITH, Line("decision"), "agreed or refused"),
                "take the date away",
            )
        return decided


class ChapterReport(Entry):
    """What a report tells of one chapter: every priority, or why there is nothing to tell."""

    chapter: ChapterId
    """The chapter's id."""
    priorities: Annotated[
        tuple[PriorityReport, ...],
        Many,
        each_once("priority {0.number} stands here a second time. Keep one of the two.", "number"),
    ] = ()
    """Every priority of the chapter, with its status."""
    nothing: Sentence | None = None
    """Why there is nothing to tell of the chapter, in place of its priorities."""
    risks: Annotated[tuple[Risk, ...], Many] = ()
    """Risks and issues, if there are any."""
    requests: Annotated[tuple[Request, ...], Many] = ()
    """Requests to the board to change something, if there are any."""

    @field_validator("nothing")
    @classmethod
    def nothing_means_nothing(cls, nothing: str | None, info: ValidationInfo) -> str | None:
        """Either priorities are told of, or why there is nothing to tell."""
        if nothing and info.data.get("priorities"):
            raise refuse(Wording.TOLD_ABOVE, Wording.REMOVE_THIS, "the priorities")
        return nothing

    def priority(self, number: int) -> PriorityReport | None:
        """What is told of one priority."""
        return next((told for told in self.priorities if told.number == number), None)


class Report(Entry):
    """One board's highlight report for one quarter. Quarter and board are the names of its folder and file."""

    quarter: QuarterName
    """The quarter that it is filed under: its folder's name."""
    board: Annotated[Board, entry_of("boards", "the board")]
    """The board that it goes to: its file's name."""
    reported_by: Role
    """Who reports: a role, not a name."""
    date: Date
    """The day on which it was written."""
    received: Date | None = None
    """The day on which the board received it. From then on it stays as it is."""
    period_from: Date | None = None
    """The first day that it tells of, if that is not the first of the quarter."""
    period_to: Date | None = None
    """The last day that it tells of, if that is not the last of the quarter."""
    chapters: Annotated[
        tuple[ChapterReport, ...],
        Many,
        Field(min_length=1),
        each_once(
            "the chapter '{0.chapter}' stands here a second time. Put the two together.", "chapter"
        ),
    ]
    """Every chapter of the board."""

    @field_validator("received")
    @classmethod
    def received_after_it_was_written(
        cls, received: Date | None, info: ValidationInfo
    ) -> Date | None:
        """A board receives what has been written."""
        if received and "date" in info.data and received < info.data["date"]:
            raise refuse(
                f"the board received this report on {received}, before it was written on {info.data['date']}. Put the two in order."
            )
        return received

    @field_validator("period_to")
    @classmethod
    def the_period_ends_in_its_quarter(cls, end: Date | None, info: ValidationInfo) -> Date | None:
        """A report is filed under the quarter in which its period ends."""
        quarter, start = info.data.get("quarter"), info.data.get("period_from")
        if end and quarter and Quarter.of(end) != quarter:
            raise refuse(
                f"{end} is not in the quarter {quarter.name}.",
                Words(Wording.MOVE_FILE, Quarter.of(end)),
            )
        if end and start and end < start:
            raise refuse(
                f"the period ends on {end}, before it begins on {start}. Put the two in order."
            )
        return end

    @property
    def way(self) -> str:
        """Its file's way from data/, without the ending: highlight-reports/2021-Q4/acute-care."""
        return f"{FOLDER}/{self.quarter}/{self.board.id}"

    @property
    def address(self) -> str:
        """Its page: /boards/acute-care/2021-q4/."""
        return f"/boards/{self.board.id}/{self.quarter.slug}/"

    @property
    def begins(self) -> Date:
        """The first day that it tells of."""
        return self.period_from or self.quarter.first

    @property
    def ends(self) -> Date:
        """The last day that it tells of."""
        return self.period_to or self.quarter.last

    @property
    def whole_quarter(self) -> bool:
        """Whether it tells of its calendar quarter, no more and no less."""
        return (self.begins, self.ends) == (self.quarter.first, self.quarter.last)

    def chapter(self, id_: str) -> ChapterReport | None:
        """What it tells of one chapter."""
        return next((told for told in self.chapters if told.chapter == id_), None)
