"""What people type into the search when they or others are in danger, and the help that comes first for it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .model import Help, Many, Named, Own, Phrases, entry_of


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
