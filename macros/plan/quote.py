"""Passages that pages quote."""

from __future__ import annotations

from .entry import Named
from .references import Origin
from .values import Text


class Quote(Named):
    """A passage of the plan or the report that a page quotes, word for word."""

    words: Text
    """The passage to the letter. Never change it."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""
