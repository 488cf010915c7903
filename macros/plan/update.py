"""Changes that readers are told of."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from .entry import Entry
from .references import Own, Told
from .values import Date, Many, matching, refuse

# What an update is about, if it is about every page.
ALL = "all"
_ABOUT = matching(
    rf"({ALL}|/([a-z0-9]+(-[a-z0-9]+)*/)*)",
    "the update is about '{}'. Write 'all', or the address of a page from the site's root: /leads/.",
)
# What the check gives to be filled in (pages/told.py).
WHAT, WHY = "What changed.", "Why it changed."


def _filled_in(told: Told) -> Told:
    """What is told. Raises PydanticCustomError for the words that stand there to be replaced."""
    if str(told) in (WHAT, WHY):
        said = "what changed" if str(told) == WHAT else "why it changed"
        raise refuse(f"'{told}' stands here to be replaced.", f"write {said}, in a sentence")
    return told


Reason = Annotated[Own, AfterValidator(_filled_in)]


class Update(Entry):
    """A change that readers are told of: what changed, and why. In a chapter's file it is about the chapter."""

    date: Date
    """The day of the change."""
    what: Reason
    """What changed, in a plain sentence in the past tense."""
    why: Reason
    """Why, in a plain sentence that names the paper if there is one."""


class SiteUpdate(Update):
    """An update in data/updates.yml: `about` are the addresses of the pages that it is about, or `all`."""

    about: Annotated[
        tuple[Annotated[str, _ABOUT], ...],
        Many,
        Field(min_length=1),
    ]
    """The addresses of the pages that it is about, such as /leads/, or all."""
