"""What people type into the search when they or others are in danger, and the help that comes first for it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from .entry import Named
from .help import Help
from .references import Own
from .values import Many, Phrases, entry_of, refuse


class Danger(Named):
    """A kind of danger: how people speak of it, and the help that they are shown first."""

    plain: Own
    """What they read above the help, in one or two plain sentences."""
    help: Annotated[
        tuple[Annotated[Help, entry_of("help", "a way to help")], ...], Many, Field(min_length=1)
    ]
    """Ids of ways to help (data/help.yml), the most fitting first."""
    phrases: Annotated[Phrases, Field(min_length=1)]
    """Phrases that mean danger wherever they stand in a question."""
    alone: Phrases = ()
    """Phrases that mean it if nothing else is asked."""
    below: Phrases = ()
    """Bare names, as of an illness: what the plan says of it comes first, and the help below."""
    but: Phrases = ()
    """Everyday phrases that mean no danger, though they have such words."""

    @model_validator(mode="after")
    def a_phrase_means_one_thing(self) -> Danger:
        """A phrase that means danger and none would never be known, and one that stands twice helps nobody."""
        first: dict[str, str] = {}
        for name in ("phrases", "alone", "below", "but"):
            for place, phrase in enumerate(getattr(self, name)):
                if other := first.get(phrase.lower()):
                    raise refuse(
                        f"'{phrase}' stands under '{other}' already. Keep one of the two.",
                        at=(name, place),
                    )
                first[phrase.lower()] = name
        return self
