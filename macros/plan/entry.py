"""What all entries of data/ have in common."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, ConfigDict

from .values import Id


class Entry(BaseModel):
    """Anything that stands in data/: fixed once read. An unknown line is refused.

    The text under a field tells an editor what belongs there, while typing (macros/plan/schemas.py).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Named(Entry):
    """An entry with an id: its key in the file, or its file's name. The id is its address and never changes."""

    id: Id

    def __hash__(self) -> int:
        """Entries of one kind differ by their ids."""
        return hash((type(self), self.id))


def entry_in(annotation: Any) -> type[Entry] | None:
    """The model of the entries that stand in a field with such an annotation, if any do."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    return next((entry for part in get_args(annotation) if (entry := entry_in(part))), None)
