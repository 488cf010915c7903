"""Kinds of value: what an editor may type for each, what is said of anything else, and what editors' programs are told."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from .marks import BULLET, NO_HEADING, folded, markdown_in, no_bullet
from .problems import OneOf, message
from .quarters import Quarter
from .wordings import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import GetCoreSchemaHandler

    from .problems import Mend, Way, Words

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What stands where a date belongs, while no person has checked a fact.
NOT_YET = "not yet"


def refuse(what: str | Words, *mends: Mend, at: Way = ()) -> PydanticCustomError:
    """An error that says what is wrong and what mends it. `at` leads on from the value to the part that is wrong."""
    context = {"message": message(what, mends), "what": what, "mends": mends, "at": at}
    return PydanticCustomError("refused", "{message}", context)


def text_of(value: Any) -> str:
    """A text without the blanks around it. Raises PydanticCustomError for anything else, and for an empty one."""
    if isinstance(value, BaseModel):
        raise refuse("a text belongs here.")
    if not isinstance(value, str):
        mend = (
            "Write one text. Does a colon belong to it? Then put it in quotation marks."
            if isinstance(value, dict)
            else "Write one text, without a dash or brackets."
        )
        raise refuse(f"{kind(value)} stands here where a text belongs. {mend}")
    if not value:
        raise refuse("this is empty.", "write a text", Wording.REMOVE)
    if not value.strip():
        raise refuse("this text is all blanks.", "write a text", Wording.REMOVE)
    return value.strip()


def plain_of(value: Any) -> str:
    """A text that readers see as it was typed: it holds no signs of Markdown, and no bullets. Raises PydanticCustomError."""
    text = text_of(value)
    bullet = BULLET.search(text)
    pasted = next((sign for _, _, sign in folded(text.split("\n"))), None)
    if sign := bullet[0] if bullet else pasted:
        raise refuse(NO_HEADING if sign[0] == "#" else no_bullet(sign, page=False))
    if found := markdown_in(text):
        signs = ", ".join(f"'{one}'" for one in dict.fromkeys(found))
        raise refuse(
            f"{signs} {'is' if len(found) == 1 else 'are'} Markdown, and this text shows none: readers would see the signs.",
            "write the words alone",
        )
    return text


def kind(value: Any) -> str:
    """What an editor would call a value: a text, a list, a line of its own, or nothing."""
    if isinstance(value, dict):
        return "a line 'name: value'"
    if isinstance(value, list):
        return "a list"
    return "a text" if value else "nothing"


def typed(check: Any, **schema: Any) -> BeforeValidator:
    """What a value has to pass, and how JSON Schema describes what an editor types for it."""
    return BeforeValidator(check, json_schema_input_type=Annotated[Any, WithJsonSchema(schema)])


def matching(
    pattern: str,
    says: str,
    into: Callable[[str], Any] = str,
    /,
    *,
    read: Callable[[Any], str] = text_of,
    **schema: Any,
) -> BeforeValidator:
    """What is written in one way. `says` is told of anything else, with {} for it; `into` makes the value of the text."""

    def check(value: Any) -> Any:
        text = read(value)
        if not re.fullmatch(pattern, text):
            raise refuse(says.format(text))
        return into(text)

    return typed(
        check, **{"type": "string", **schema, "pattern": schema.get("pattern", f"^{pattern}$")}
    )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise refuse(f"'{text}' is a date that does not exist. Look at the calendar.") from None
    if day.year not in _YEARS:
        raise refuse(
            f"'{text}' is in another century than all that this site tells of. Look at the year."
        )
    return day


# Whoever writes another year has slipped.
_YEARS = range(1900, 2100)


def some_day(text: str) -> str:
    """A day, a month or a year that exists, as it was typed: 2018-05-25, 2018-05, 2018. A text in its place stays."""
    if text[0].isdigit():
        _day("-".join([*text.split("-"), "01", "01"][:3]))
    return text


def _quarter(value: Any) -> Quarter:
    try:
        return Quarter.read(text_of(value))
    except ValueError as error:
        raise refuse(str(error)) from None


def _flag(value: Any) -> bool:
    text = text_of(value)
    if text not in ("true", "false"):
        raise refuse(f"this is '{text}'.", OneOf(("true", "false"), text))
    return text == "true"


def is_address(text: str) -> bool:
    """Whether a text is a whole web address that a reader can be sent to (http or https, a host, no blanks).

    A name before the host, or a host of other letters than ours, can make one site look like another.
    """
    try:
        parts = urlsplit(text)
        _ = parts.port  # it is parsed only when asked for
    except ValueError:
        return False
    host = re.fullmatch(r"[\w-]+(\.[\w-]+)+", parts.hostname or "", re.ASCII)
    return (
        parts.scheme in ("http", "https")
        and host is not None
        and "@" not in parts.netloc
        and not re.search(r"\s|[<>\"\\]", text)
    )


def with_marks_of_print(value: Any) -> str:
    """A text in the site's own words, with the quotation marks of print. The plan's words never pass here."""
    text = re.sub(r"(?<![^\s(])\"", "\u201c", plain_of(value)).replace('"', "\u201d")
    return re.sub(r"(?<![^\s(\u201c])'(?=\w)", "\u2018", text).replace("'", "\u2019")


def web_address(value: Any) -> str:
    """A whole web address. Raises PydanticCustomError for anything else."""
    text = text_of(value)
    if not is_address(text):
        raise refuse(f"'{text}' is not a web address. Write all of it, with https:// in front.")
    return text


def page_address(value: Any) -> str:
    """The https address of one page. Raises PydanticCustomError for anything else, a whole website too."""
    text = web_address(value)
    parts = urlsplit(text)
    if parts.scheme != "https":
        raise refuse(f"'{text}' does not begin with https://.", "write it with https:// in front")
    if not parts.path.strip("/") and not parts.query:
        raise refuse(
            f"'{text}' is a whole website, where nobody finds what is said here.",
            "write the address of the one page that was read, with what stands behind the slash",
        )
    return text


# A text that is one entry of a list, or several ids.
_ONE_OR_IDS = re.compile(r"[\w/.][\w/. -]{0,60}|[a-z0-9-]+(?:, ?[a-z0-9-]+)+")


def _alone(value: Any) -> str:
    """A short text, or ids with commas, as a list in brackets has them; an example of such a list for anything else."""
    plain = isinstance(value, str) and _ONE_OR_IDS.fullmatch(value)
    return value if plain else "one, two"


def many(value: Any) -> Any:
    """A list. Raises PydanticCustomError for anything else."""
    if not isinstance(value, list):
        raise refuse(
            f"{kind(value)} stands here where a list belongs. Begin each entry with a dash, or write [{_alone(value)}]."
        )
    return value


def without_accents(name: str) -> str:
    """A name without accents."""
    return re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", name))


def id_of(name: str) -> str:
    """A name in small letters, with hyphens and without accents."""
    return re.sub(r"[^a-z0-9]+", "-", without_accents(name).lower()).strip("-")


@dataclass(frozen=True)
class _OneOf:
    names: tuple[str, ...]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Called by pydantic with the type beside which it stands."""
        parts = (*get_args(source), *(name for part in get_args(source) for name in get_args(part)))
        names = self.names or [part for part in parts if isinstance(part, str)]

        def check(value: Any) -> str:
            text = text_of(value)
            if text not in names:
                raise refuse(f"this is '{text}'.", OneOf(names, text))
            return text

        return core_schema.no_info_before_validator_function(check, handler(source))


def one_of(*names: str) -> _OneOf:
    """One of a few fixed words: these, or without any those of the Literal that it stands beside."""
    return _OneOf(names)


def at_most(most: int, says: str) -> AfterValidator:
    """A list that is short enough to be read. `says` is told of a longer one, with {} for its length."""

    def check(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(entries) > most:
            raise refuse(says.format(len(entries)))
        return entries

    return AfterValidator(check)


def each_once(says: str, *by: str) -> AfterValidator:
    """A list whose entries differ, in these fields if any are named. `says` is told of one that doesn't, with {} for it."""

    def check(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        keys = [attrgetter(*by)(entry) if by else entry for entry in entries]
        for place, entry in enumerate(entries):
            if keys[place] in keys[:place]:
                raise refuse(says.format(entry), at=(place, *by[:1]))
        return entries

    return AfterValidator(check)


def known(info: ValidationInfo) -> Mapping[str, Mapping[str, Any]]:
    """What a value may refer to: entries by id, by the names of their tables. It is the validation's context."""
    return info.context or {}


def entry_of(table: str, what: str) -> BeforeValidator:
    """The entry of `table` (among those that are known) whose id an editor typed."""

    def look_up(value: Any, info: ValidationInfo) -> Any:
        text = text_of(value)
        entries = known(info)[table]
        if text not in entries:
            raise refuse(f"{what} is '{text}'.", OneOf(entries, text))
        return entries[text]

    return typed(look_up, type="string", ids_of=table)


def numbered(count: int) -> tuple[Mend, ...]:
    """What mends the number of a priority, where there are `count` of them."""
    numbers = [f"use {'1' if count == 1 else f'1 to {count}'}"] if count else []
    return (*numbers, Wording.REMOVE)


# YAML takes 2014 and true for more than text, unless they stand in quotation marks. The model takes what was typed.
ANY_TEXT = {"type": ["string", "number", "boolean"]}
_DIGITS: dict[str, Any] = {"type": ["integer", "string"]}

Text = Annotated[str, typed(plain_of, **ANY_TEXT)]
Many = BeforeValidator(many)
Texts = Annotated[tuple[Text, ...], Many]
Flag = Annotated[bool, typed(_flag, type="boolean")]
# What is written in one way: its name, its pattern, and what is said of anything else.
_ROWS = r"""
id          [a-z0-9]+(-[a-z0-9]+)*                        '{}' does not fit an address. Use small letters, digits and single hyphens: shorter-waits.
number      [1-9][0-9]{0,3}                               '{}' is not a whole number. Write one from 1 to 9999, in digits.
count       [0-9]{1,9}                                    '{}' does not count anything. Write 0 or a whole number, in digits.
figure      [0-9]{1,12}(\.[0-9]{1,6})?                    '{}' is not a figure. Write digits, with a point for the decimals: 14.2.
date        [0-9]{4}-[0-9]{2}-[0-9]{2}                    '{}' is not a date. Write year, month and day: 2026-11-21.
checked     ([0-9]{4}-[0-9]{2}-[0-9]{2}|not yet)          this is '{}'. Write the day on which a person rang the number or saw the live page (2026-11-21), or: not yet.
month       [1-9][0-9]{3}-(0[1-9]|1[0-2])                 '{}' is not a month. Write year and month: 2022-03.
sort        [0-9]{4}(-[0-9]{2}){0,2}                      '{}' does not sort by time. Write a year, a month or a day: 2022, 2022-03 or 2022-03-31.
repository  (?a)https://[^/?#]+/[\w.-]+/[\w.-]+(?<!\.git)  '{}' is not the address of a project on GitHub. Write it without anything behind its name: https://github.com/example/plan.
email       (?a)[\w.+-]+@[\w-]+(\.[\w-]+)+                '{}' is not an e-mail address. Write it like plan@example.org.
telephone   \+?[0-9][0-9 ]{2,18}[0-9]                     '{}' is not a telephone number. Write digits and blanks: 0191 496 0000.
dialled     [0-9][0-9 ]{1,18}[0-9]                        '{}' is not a number to call or text. Write digits and blanks, in quotation marks: "116 123".
phrase      [A-Za-z0-9'’]+([ /][A-Za-z0-9'’]+)*           '{}' is not a phrase that the search can look for. Write words with single blanks between them, and a slash where one word of several is enough: hang/drown myself.
commit      null|[0-9a-f]{40}                             '{}' is not a commit. Let the audit write this file: make audit.
"""
_OF = {
    name: (pattern, says)
    for name, pattern, says in (re.split(" {2,}", row) for row in _ROWS.strip().splitlines())
}

Id = Annotated[str, matching(*_OF["id"])]
Number = Annotated[int, matching(*_OF["number"], int, **_DIGITS, minimum=1, maximum=9999)]
Count = Annotated[int, matching(*_OF["count"], int, **_DIGITS, minimum=0)]
Figure = Annotated[Decimal, matching(*_OF["figure"], Decimal, type=["number", "string"], minimum=0)]
Date = Annotated[date, matching(*_OF["date"], _day)]


@dataclass(frozen=True)
class Task:
    """What is to be done by the day that a field holds, in a few words and in a sentence: such a field stands in what is due."""

    name: str
    says: str


# The day by which an entry is to be looked at again.
Review = Annotated[
    date,
    matching(*_OF["date"], _day),
    Task("Check again", "Look whether it is still true, and set the day of the next check."),
]
# Whoever writes a day before this one has slipped.
OLDEST = date(2000, 1, 1)


def past(happened: str) -> AfterValidator:
    """A day that has come, and whose year is no slip. `happened` says what did on it."""

    def check(day: date | None, info: ValidationInfo) -> date | None:
        today = known(info).get("today", {}).get("today", date.max)
        if day and not OLDEST <= day <= today:
            wrong = "is still to come" if day > today else f"is before {OLDEST.year}"
            raise refuse(f"{day} {wrong}. Write the day on which {happened}.")
        return day

    return AfterValidator(check)


# The day on which a person saw or rang something.
Checked = Annotated[
    date | None, matching(*_OF["checked"], lambda text: None if text == NOT_YET else _day(text))
]
Month = Annotated[date, matching(*_OF["month"], lambda text: _day(f"{text}-01"))]
QuarterName = Annotated[Quarter, typed(_quarter, type="string", pattern="^[1-9][0-9]{3}-Q[1-4]$")]
Sort = Annotated[str, matching(*_OF["sort"], some_day, **_DIGITS)]
# One page, so that whoever follows it finds what is said: no website as a whole.
PageAddress = Annotated[
    str, typed(page_address, type="string", pattern="^[Hh][Tt][Tt][Pp][Ss]://[^/?#]+/[^/?#]*.+$")
]
Address = Annotated[str, typed(web_address, type="string", pattern="^[Hh][Tt][Tt][Pp][Ss]?://")]
# A project as GitHub knows it: its host, its owner and its name.
_PROJECT = "^[Hh][Tt][Tt][Pp][Ss]://[^/?#]+/[^/?#]+/[^/?#]+$"
Repository = Annotated[str, matching(*_OF["repository"], read=web_address, pattern=_PROJECT)]
Email = Annotated[str, matching(*_OF["email"], pattern="^[^@ ]+@[^@ ]+$")]
Telephone = Annotated[str, matching(*_OF["telephone"], **_DIGITS)]
# What someone dials or texts: a telephone number, or a short one such as 999.
Dialled = Annotated[str, matching(*_OF["dialled"], **_DIGITS)]
# What the search looks for in a question.
Phrase = Annotated[str, matching(*_OF["phrase"], type=["string", "integer"])]
Phrases = Annotated[tuple[Phrase, ...], Many]
# A commit in Git, or None where `null` says that what was measured has none.
Commit = Annotated[
    str | None,
    matching(
        *_OF["commit"],
        lambda text: None if text == "null" else text,
        type=["string", "null"],
        pattern="^[0-9a-f]{40}$",
    ),
]
