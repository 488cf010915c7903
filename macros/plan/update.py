"""Changes that readers are told of."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import Field

from .entry import Entry
from .references import Own
from .values import Date, Many, refuse, text_of, typed

# What an update is about, if it is about every page.
ALL = "all"


class Update(Entry):
    """A change that readers are told of: what changed, and why. In a chapter's file it is about the chapter."""

    date: Date
    """The day of the change."""
    what: Own
    """What changed, in a plain sentence in the past tense."""
    why: Own
    """Why, in a plain sentence that names the paper if there is one."""


def _about(value: Any) -> str:
    text = text_of(value)
    if text != ALL and not re.fullmatch(r"/([a-z0-9]+(-[a-z0-9]+)*/)*", text):
        raise refuse(
            f"the update is about '{text}'. Write '{ALL}', or the address of a page from the site's root: /leads/."
        )
    return text


class SiteUpdate(Update):
    """An update in data/updates.yml: `about` are the addresses of the pages that it is about, or `all`."""

    about: Annotated[
        tuple[Annotated[str, typed(_about, type="string")], ...],
        Many,
        Field(min_length=1),
    ]
    """The addresses of the pages that it is about, such as /leads/, or all."""
