"""What people said and what was done about it: data/feedback/, one file a theme."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import ValidationInfo, field_validator

from .chapter import ChapterId
from .entry import Entry, Named
from .references import Own
from .values import Address, Date, Many, Number, past, refuse

SaidOn = Annotated[Date, past("it was said or answered")]


class Subject(Entry):
    """A chapter, or one of its priorities, that a theme is about."""

    chapter: ChapterId
    """The chapter's id: its file's name without .yml."""
    priority: Number | None = None
    """The number of the priority, if it is about one."""


class Answer(Entry):
    """What was answered or changed, when, and by whom: a role or a board, never a person's name.

    `change` says by which change, if something was changed; `address` where it can be read elsewhere.
    """

    date: SaidOn
    """The day of the answer."""
    by: Own
    """Who answered: a role or a board, never a person's name."""
    what: Own
    """What was answered or done, in plain words."""
    change: Own | None = None
    """By which change, if something was changed."""
    address: Address | None = None
    """Where the answer can be read elsewhere."""


class Feedback(Named):
    """What people said on one theme, in summary and without names, and the answers, oldest first.

    A theme that names no chapter is about the plan as a whole. Without an answer it waits, since `heard`.
    """

    title: Own
    """The theme in a few words."""
    about: Annotated[tuple[Subject, ...], Many] = ()
    """The chapters or priorities that it is about. Leave it out if it is about the plan as a whole."""
    heard: SaidOn
    """The day on which it was first said."""
    last_heard: SaidOn | None = None
    """The day on which it was last said."""
    said: Own
    """What people said, in summary and without names."""
    answers: Annotated[tuple[Answer, ...], Many] = ()
    """What was answered or done, oldest first."""

    @field_validator("last_heard")
    @classmethod
    def heard_in_order(cls, last: date | None, info: ValidationInfo) -> date | None:
        """It was last heard after it was first heard."""
        if last and "heard" in info.data and last < info.data["heard"]:
            raise refuse(f"{last} is earlier than the date at 'heard'. Put the two in order.")
        return last

    @field_validator("answers")
    @classmethod
    def answered_in_order(
        cls, answers: tuple[Answer, ...], info: ValidationInfo
    ) -> tuple[Answer, ...]:
        """Nothing is answered before it is said, and the answers stand in order."""
        before = info.data.get("heard", date.min)
        for place, answer in enumerate(answers):
            if answer.date < before:
                raise refuse(
                    f"{answer.date} is earlier than {before}, the date before it. Put the answers in order, oldest first.",
                    at=(place, "date"),
                )
            before = answer.date
        return answers

    @property
    def waits(self) -> bool:
        """Whether nobody has answered yet."""
        return not self.answers

    @property
    def latest(self) -> date:
        """The day of the last thing that happened to it."""
        return self.answers[-1].date if self.answers else self.last_heard or self.heard

    @property
    def turn(self) -> tuple[bool, int]:
        """By which themes are told: what waits first, the longest wait before others; then the latest answer first."""
        return not self.waits, self.heard.toordinal() if self.waits else -self.latest.toordinal()
