"""What all entries of data/ have in common."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict

from .values import Id


class Entry(BaseModel):
    """Anything that stands in data/: fixed once read. An unknown line is refused.

    The text under a field tells an editor what belongs there, while typing (`told_of`).
    """

    # Each model is made when it is first needed: an inner one would be made by itself, and again within each that holds it.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Named(Entry):
    """An entry with an id: its key in the file, or its file's name. The id is its address and never changes."""

    id: Id

    def __hash__(self) -> int:
        """Entries of one kind differ by their ids."""
        return hash((type(self), self.id))


def told_of(model: type[BaseModel]) -> dict[str, str]:
    """What stands under each field of a model. It is looked up for those who ask: pydantic would read it for every run."""
    told: dict[str, str] = {}
    for part in reversed(model.__mro__):
        if issubclass(part, Entry):
            told |= _told_in(part.__module__).get(part.__name__, {})
    return told


@cache
def _told_in(module: str) -> dict[str, dict[str, str]]:
    """By class, what stands under each field of those in a module."""
    text = Path(str(sys.modules[module].__file__)).read_text(encoding="utf-8")
    return {
        part.name: {
            field.target.id: inspect.cleandoc(below.value.value)
            for field, below in pairwise(part.body)
            if isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        }
        for part in ast.parse(text).body
        if isinstance(part, ast.ClassDef)
    }


def entry_in(annotation: Any) -> type[Entry] | None:
    """The model of the entries that stand in a field with such an annotation, if any do."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    return next((entry for part in get_args(annotation) if (entry := entry_in(part))), None)
