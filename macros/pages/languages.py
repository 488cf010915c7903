"""Languages other than the site's own, in which a page may be written: their codes, names and directions.

https://www.rfc-editor.org/rfc/rfc5646; what is known of each is from the Unicode CLDR.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from babel import Locale
from babel.core import UnknownLocaleError

from ..plan.values import refuse, text_of, typed

if TYPE_CHECKING:
    from collections.abc import Mapping

# The language of everything that the site itself says.
OURS = "en-GB"


@dataclass(frozen=True)
class Language:
    """A language: its code, its name in English, and which way it is written, ltr or rtl."""

    code: str
    name: str
    direction: str


def language_of(code: str, direction: str | None = None) -> Language:
    """The language with a code that is known, written in this direction, or else in its usual one."""
    locale = Locale.parse(code, sep="-")
    return Language(code, locale.get_display_name("en") or code, direction or locale.text_direction)


def _code(value: Any) -> str:
    text = text_of(value)
    try:
        known = re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", text)
        locale = Locale.parse(text, sep="-") if known else None
    except (UnknownLocaleError, ValueError):
        locale = None
    if locale is None:
        raise refuse(
            f"'{text}' is not the code of a language that is known here. Write it in small letters, such as pl for Polish or ar for Arabic.{_meant(text)}"
        )
    if locale.language == "en":
        raise refuse("every page is in English unless it says otherwise. Take this line away.")
    return text


def _meant(typed_: str) -> str:
    """The code that was meant by a language's name, or by a code in other letters."""
    code = _codes().get(typed_.lower()) or re.split("[-_]", typed_.lower())[0]
    if code in _codes().values():
        return f" Did you mean '{code}'?"
    return ""


@cache
def _codes() -> Mapping[str, str]:
    """The codes of languages by their English names, in small letters."""
    names: Mapping[str, str] = Locale("en").languages
    return {name.lower(): code for code, name in names.items() if "_" not in code}


Code = Annotated[
    str, typed(_code, type="string", pattern="^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")
]
