"""What a command or a form asks for: a value of a kind that the model knows, or one of several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from ..plan.problems import allowed
from ..plan.values import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..plan.plan import Plan

Answers = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """What is asked for one field: as --name, or as a question on a terminal.

    `kind` is the field's own kind of value in the model, `among` what may be chosen, `parts` what stands between bars.
    """

    name: str
    asks: str
    kind: Any = Text
    needed: bool = True
    many: bool = False
    parts: tuple[str, ...] = ()
    among: Callable[[Plan], Iterable[str]] | None = None

    def wrong(self, plan: Plan, answer: Any) -> str | None:
        """What is wrong with an answer, or None."""
        if self.among and answer not in (names := list(self.among(plan))):
            return f"'{answer}' is not there. {allowed(names, answer)}"
        pieces = [piece.strip() for piece in answer.split("|")] if self.parts else [answer]
        if len(pieces) < len(self.parts):
            return f"'{answer}' has {len(pieces)} of {len(self.parts)} parts. Write them with | between: {' | '.join(self.parts)}."
        try:
            for piece in pieces:
                TypeAdapter(self.kind).validate_python(piece, context={"papers": plan.papers})
        except ValidationError as error:
            return str(error.errors()[0]["ctx"]["message"])
        return None
