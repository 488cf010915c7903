"""How much of a lead's name is public, and where a text holds a name that is not.

Names stand in data/people.yml alone. What is not public of them comes to no page: readers' plan does not have it
(`Plan.for_readers`), a paper is read without it, and the check refuses it in every other text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from .values import one_of, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterator

Public = Literal["name and role", "role alone", "nothing"]
# From most to least.
DEGREES: tuple[Public, ...] = get_args(Public)
ALL, ROLE, _ = DEGREES
HowPublic = Annotated[Public, one_of()]
NAMELESS = "someone whose name is not published here"
# What stands in a quotation in the place of a name.
LEFT_OUT = "[name left out]"

_TITLES = "(?:Mrs?|Ms|Miss|Mx|Dr|Prof(?:essor)?|Cllr|Councillor|Sir|Dame|Lord|Lady)"
# What can stand between the parts of a name: blanks, hyphens, marks of Markdown, a blank of HTML, or nothing, as in a file's name.
_BETWEEN = r"(?:&\w+;|[\W_])*"


def narrower(*degrees: Public | None) -> Public:
    """The least of what is public by several lines; all of it by none."""
    return max((one for one in degrees if one), key=DEGREES.index, default=ALL)


@dataclass(frozen=True)
class Withheld:
    """The names that are not public, by the ids of their people."""

    names: dict[str, str]

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        ways = [way for id_, name in self.names.items() for way in _ways(id_, name)]
        letters = r"[^\W\d_]"  # a name does not stand inside a longer word
        whole = f"(?<!{letters})(?:{'|'.join(ways)})(?!{letters})"
        return re.compile(whole) if ways else None

    def found(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a text holds one of the names, whatever its case and accents, or an id: where each begins and ends."""
        for match in self._pattern.finditer(_plain(text)) if self._pattern else ():
            yield match.span()

    def left_out(self, held: Any, mark: str = LEFT_OUT) -> Any:
        """A text, or all texts in what is made of them, with a mark in the place of each name."""
        if isinstance(held, str):
            for begin, end in reversed([*self.found(held)]):
                held = held[:begin] + mark + held[end:]
            return held
        if isinstance(held, tuple):
            return tuple(self.left_out(part, mark) for part in held)
        if isinstance(held, dict):
            return {key: self.left_out(part, mark) for key, part in held.items()}
        return held


def withheld(plan: Any, people: Any) -> Withheld:
    """The names that are not public, by what data/plan.yml and data/people.yml hold as they were typed."""
    default = _degree(plan.get("public_of_leads")) if isinstance(plan, dict) else None
    typed = people.items() if isinstance(people, dict) else ()
    return Withheld(
        {
            id_: person["name"]
            for id_, person in typed
            if isinstance(person, dict)
            and isinstance(person.get("name"), str)
            and person["name"].strip()
            and narrower(default, _degree(person.get("public"))) != ALL
        }
    )


def not_public(name: str) -> str:
    """What is to be said of a name in a text."""
    return f"'{' '.join(name.split())}' names a lead whose name is not public (data/people.yml, data/plan.yml). Write a role, such as 'the chapter lead'; in a quotation: {LEFT_OUT}."


def _degree(typed: Any) -> Public | None:
    return typed if typed in DEGREES else None


def _plain(text: str) -> str:
    """A text without accents, each sign in its place."""
    if text.isascii():
        return text
    return "".join(
        sign if sign.isascii() else unicodedata.normalize("NFKD", sign)[0] for sign in text
    )


def _ways(id_: str, name: str) -> Iterator[str]:
    """The ways in which a person may be named: whole, with the family name first or an initial, or by it with a title."""
    words = re.findall(r"\w+", without_accents(name))
    first, *_, last = parts = [_spelled(word) for word in words]
    yield f"(?i:{_BETWEEN.join(parts)})"
    yield f"(?i:{_BETWEEN.join(map(_spelled, id_.split('-')))})"
    if len(parts) > 1:
        initial = _spelled(words[0][0])
        yield rf"(?i:{first}[\W_]+[a-z]\.?[\W_]+{last})"
        yield f"(?i:{last},{_BETWEEN}{first})"
        yield rf"{initial}\.{_BETWEEN}{last}"
        yield rf"{_TITLES}\.?\s+(?:\w+\.?\s+){{0,2}}{last}"


def _spelled(word: str) -> str:
    """A word's letters, after each of which an accent may stand."""
    return "".join(f"{re.escape(sign)}[\u0300-\u036f]*" for sign in word)
