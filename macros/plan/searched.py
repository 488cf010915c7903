"""Questions that people type into the search, and the pages that answer them: the proof asks them all."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .entry import Entry
from .values import Many, Texts, matching

_ADDRESS = matching(
    r"/([a-z0-9]+(-[a-z0-9]+)*/)*",
    "the page is '{}'. Write the address of a page from the site's root: /leads/.",
)


class Searched(Entry):
    """Questions that the same pages answer, as people type them, slips included."""

    pages: Annotated[tuple[Annotated[str, _ADDRESS], ...], Many, Field(min_length=1)]
    """The addresses of the pages that answer them, such as /leads/. One of them is to be among the first three results."""
    asked: Texts = ()
    """Questions, as they are typed into the search, one a line."""
    unseen: Texts = ()
    """Questions by people who had not seen what the search knows. They are counted apart."""
