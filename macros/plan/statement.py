"""The accessibility statement: what is wrong, what was tested, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import ValidationInfo, field_validator

from .entry import Entry
from .references import Own, Owns
from .values import Date, Flag, Many, Review, one_of, refuse

if TYPE_CHECKING:
    from datetime import date


class KnownProblem(Entry):
    """What is missing or hard on the site: whom it affects, why, what to do instead, since when.

    `breaks` names the rule that is broken, if one is: without it the site is hard to use, but complies. What is there
    only `until` an endpoint is named, the publisher has committed itself, or a page is in another language, is told no longer.
    """

    what: Own
    """What is missing or hard."""
    who: Own
    """Whom it affects."""
    why: Own
    """Why it is so."""
    instead: Own
    """What to do instead."""
    since: Date
    """Since when."""
    breaks: Own | None = None
    """The rule that it breaks. Leave it out if it breaks none."""
    until: Annotated[Literal["endpoint", "commitment", "language"], one_of()] | None = None
    """What ends it: an endpoint for the forms, the publisher's commitment, a page in another language. Else leave it out."""


class Tested(Entry):
    """One test of the site: what was tested and how, by a machine or by people, when, and what came of it."""

    what: Own
    """What was tested."""
    how: Own
    """How it was tested."""
    by: Annotated[Literal["machine", "people"], one_of()]
    """machine or people."""
    date: Date
    """The day of the test."""
    result: Own
    """What came of it."""


class Accessibility(Entry):
    """data/accessibility.yml: what the accessibility statement lists, and its dates."""

    prepared: Date
    """The day on which the statement was prepared."""
    reviewed: Date
    """The day on which it was last reviewed."""
    review: Review
    """The day by which it is to be reviewed again."""
    problems: Annotated[tuple[KnownProblem, ...], Many]
    """What is missing or hard on the site."""
    tests: Annotated[tuple[Tested, ...], Many]
    """How the site was tested."""
    untested: Owns
    """What no person has tested yet."""
    committed: Flag = False
    """true once the publisher commits itself to making the site accessible, in the law's words. Only the publisher can."""

    @property
    def by_people(self) -> list[Tested]:
        """The tests that people made."""
        return [test for test in self.tests if test.by == "people"]

    @field_validator("reviewed", "review")
    @classmethod
    def dates_follow_one_another(cls, day: date, info: ValidationInfo) -> date:
        """Prepared, then reviewed, then to be reviewed again."""
        before = "prepared" if info.field_name == "reviewed" else "reviewed"
        if before in info.data and day < info.data[before]:
            raise refuse(f"{day} is earlier than the date at '{before}'. Put the two in order.")
        return day
