"""Words that are explained."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from .entry import Named
from .references import Origin, Own, SourceName, paper_by_paper
from .values import (
    NOT_YET,
    Checked,
    Date,
    Many,
    Text,
    Texts,
    is_address,
    known,
    page_address,
    past,
    refuse,
    with_marks_of_print,
)
from .wordings import Wording

# What stands for a source that nobody has found yet. Readers are told that there is none.
NO_SOURCE = "General knowledge"


def _can_be_looked_up(source: SourceName, info: ValidationInfo) -> SourceName:
    """A paragraph of a paper, the address of one page, or what says that there is neither yet."""
    if is_address(source):
        page_address(source)
    elif known(info).get("papers") and source and not source.paragraphs and source != NO_SOURCE:
        raise refuse(
            f"'{source}' is nothing that a reader can look up.",
            "write the https address of the one page that says what the word means",
            "name the paragraph of a paper, such as 2021-report 15",
            f"write '{NO_SOURCE}' until somebody has found such a page",
        )
    return source


class Term(Named):
    """A word explained in plain sentences of the site's own, with where the meaning comes from."""

    term: Text
    """The word as readers meet it."""
    expansion: Text | None = None
    """The long form of a short one."""
    also: Texts = ()
    """Other forms of the word in the papers."""
    plain: Own
    """What it means, in one or two plain sentences that don't use the word itself."""
    note: Own | None = None
    """What else a reader should know of it."""
    source: Annotated[
        tuple[Annotated[Origin, AfterValidator(_can_be_looked_up)], ...],
        Many,
        Field(min_length=1),
        AfterValidator(paper_by_paper),
    ]
    """Where the meaning comes from: paragraphs of papers, or https addresses of one page each; General knowledge while none is found."""
    read: Annotated[Date | None, past("the page was read")] = None
    """The day on which the pages were read. Needed where a source is an address."""
    checked: Checked | None = None
    """The day on which a person saw the live pages, or: not yet. Needed where a source is an address."""

    @field_validator("plain")
    @classmethod
    def explained_by_other_words(cls, plain: str, info: ValidationInfo) -> str:
        """An explanation does not use the word that it explains."""
        term = with_marks_of_print(info.data["term"]) if "term" in info.data else ""
        if (
            match := re.search(rf"(?<!\w){re.escape(term)}(?!\w)", plain, re.IGNORECASE)
            if term and term.casefold() in plain.casefold()
            else None
        ):
            raise refuse(
                f"the explanation of '{term}' uses '{match[0]}' itself. Say it with other words."
            )
        return plain

    @model_validator(mode="after")
    def pages_were_read_on_a_day(self) -> Term:
        """Pages change, so a reader is told when they were read, and whether somebody has looked since."""
        # What stands for an entry that is wrong has nothing but its id.
        pages = any(is_address(source) for source in getattr(self, "source", ()))
        for name, such_as in (("read", "2026-11-21"), ("checked", NOT_YET)):
            if pages and name not in self.model_fields_set:
                raise refuse(
                    f"a source is a page, and '{name}' is missing.",
                    f"add a line '{name}:', such as '{name}: {such_as}'",
                    at=("source",),
                )
            if not pages and name in self.model_fields_set:
                raise refuse("no source is a page.", Wording.REMOVE_THIS, at=(name,))
        return self

    @property
    def found(self) -> tuple[SourceName, ...]:
        """The sources that a reader can look up."""
        return tuple(source for source in self.source if source != NO_SOURCE)
