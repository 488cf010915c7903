"""Words that are explained."""

from __future__ import annotations

import re

from pydantic import ValidationInfo, field_validator

from .entry import Named
from .references import Origins, Own
from .values import Text, Texts, refuse, with_marks_of_print


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
    source: Origins
    """Where the meaning comes from: documents or web addresses, at least one."""

    @field_validator("plain")
    @classmethod
    def explained_by_other_words(cls, plain: str, info: ValidationInfo) -> str:
        """An explanation does not use the word that it explains."""
        term = with_marks_of_print(info.data["term"]) if "term" in info.data else ""
        if (
            match := re.search(rf"(?<!\w){re.escape(term)}(?!\w)", plain, re.IGNORECASE)
            if term
            else None
        ):
            raise refuse(
                f"the explanation of '{term}' uses '{match[0]}' itself. Say it with other words."
            )
        return plain
