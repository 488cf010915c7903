"""Ways to help that are not the plan's: whom to call or text, or which page to open."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from .entry import Named
from .references import Origin, Own
from .values import Address, Checked, Dialled, Review, one_of, refuse
from .wordings import Wording


class Help(Named):
    """A way to help that is not the plan's: whom to call or text, or which page to open, and where that was read.

    `read` says what was seen when it was written down; `checked`, whether a person has rung it or seen the live page since.
    """

    name: Own
    """The service's name."""
    group: Annotated[
        Literal["danger", "crisis", "talk", "text", "deaf", "languages", "abuse", "local"],
        one_of(),
    ]
    """Where it stands on the page Get help now: danger, crisis, talk, text, deaf, languages, abuse or local."""
    subject: Annotated[Own | None, Field(validate_default=True)] = None
    """What a local service is about, such as Carers: its heading. Only a local service has one."""
    number: Dialled | None = None
    """Its number, in quotation marks. Leave it out if it was not read on an official page."""
    by: Annotated[Literal["call", "text", "relay"], one_of()] = "call"
    """call, text, or relay for a number that is dialled in the Relay UK app or on a textphone. Left out, it is call."""
    address: Address
    """The web address of its official page."""
    plain: Own
    """What it is for and how to reach it, in plain words."""
    source: Origin
    """Where the facts are from: the page's name, or its web address."""
    read: Own
    """Which copy of which page was read, and of when."""
    checked: Checked
    """The day on which a person rang the number or saw the live page, or: not yet."""
    review: Review
    """The day by which it is to be checked again."""

    @property
    def on_abuse(self) -> bool:
        """Whether it is help with abuse: a quick way off the site stands first where it is shown."""
        return self.group == "abuse"

    @field_validator("subject")
    @classmethod
    def local_services_have_a_subject(cls, subject: str | None, info: ValidationInfo) -> str | None:
        """Local services stand under what they are about; the others under their group alone."""
        if info.data.get("group") == "local" and not subject:
            raise refuse(
                "a local service stands under what it is about. Add a line 'subject:', such as 'subject: Carers'.",
                at=("..", "group"),
            )
        if subject and info.data.get("group") not in ("local", None):
            raise refuse("only a local service has a subject.", Wording.REMOVE_THIS)
        return subject
