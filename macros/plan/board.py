"""Groups, boards and leads: whom a chapter belongs to."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import PrivateAttr, ValidationInfo, model_validator

from .entry import Named
from .names import ALL, LEFT_OUT, NAMELESS, ROLE, HowPublic, Public, narrower
from .references import Origin, Own
from .values import Flag, Number, Text, Texts, known, one_of, refuse


class Stage(Named):
    """A group of chapters: a stage of life, or one that cuts across them."""

    number: Number
    """The group's place, from 1 without a gap."""
    name: Text
    """The group's name, as readers see it."""
    life_stage: Flag
    """true for a stage of life, false for a group that cuts across them."""
    summary: Own
    """One short sentence for lists and the home page."""
    intro: Own
    """The opening of the group's page, in plain words."""
    as_written: Texts
    """The forms in which the papers write the name."""


class Board(Named):
    """A Partnership Board or the Executive, with its row in a paper's table of boards."""

    name: Text
    """The board's whole name."""
    kind: Annotated[Literal["partnership-board", "executive"], one_of()]
    """partnership-board or executive."""
    summary: Own
    """One short sentence for lists."""
    intro: Own
    """The opening of the board's page, in plain words."""
    words: Text
    """The board's row in the report's table, to the letter. Never change it."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""


class Person(Named):
    """A chapter lead. `source` says where the name is from, if not from the table of leads that plan.yml names.

    What readers are told of a person is `shown`, never the name itself: it may not be public (`for_readers`).
    """

    name: Text
    """The name as the papers give it, to the letter, and nothing more about the person."""
    source: Origin | None = None
    """Where the name is from, if not from the report that plan.yml names: a document or a web address."""
    role: Text | None = None
    """What the person is in, and for whom: Commissioning Manager at the council. It needs a line role_source."""
    role_source: Origin | None = None
    """Where the role is from: a paragraph of a paper, a document or a web address."""
    public: HowPublic | None = None
    """How much of the name is public, if less than plan.yml says: role alone, or nothing."""
    _public: Public = PrivateAttr(default=ALL)

    @model_validator(mode="after")
    def a_role_has_its_source(self, info: ValidationInfo) -> Self:
        """A role is told with where it is from. What plan.yml says of all leads holds for each."""
        if self.role and not self.role_source:
            raise refuse(
                "nothing says where this role is from. Add a line 'role_source:' with a paragraph, a document or a web address.",
                at=("role",),
            )
        about = known(info).get("about", {}).get("about")
        self._public = narrower(self.public, getattr(about, "public_of_leads", None))
        return self

    @property
    def named(self) -> bool:
        """Whether the name is public."""
        return self._public == ALL

    @property
    def shown(self) -> str:
        """What readers are told, within a sentence: the name and the role, the role, or that the name is not published."""
        if self.named:
            return f"{self.name}, {self.role}" if self.role else self.name
        return self.role if self.role and self._public == ROLE else NAMELESS

    @property
    def quoted(self) -> str:
        """The name as a quotation has it."""
        return self.name if self.named else LEFT_OUT

    def for_readers(self, number: int) -> Person:
        """The person with what is public alone. A name that is not is in the id too, so `number` stands there instead."""
        if self.named:
            return self
        told = {"id": f"lead-{number}", "name": NAMELESS, "source": None}
        roleless = {} if self._public == ROLE else {"role": None, "role_source": None}
        return self.model_copy(update=told | roleless)
