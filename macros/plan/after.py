"""What came after the plan, and what a reader can do now: facts that are not the plan's, each with one page and its dates."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from .entry import Named
from .help import Help
from .period import Since
from .references import Own
from .update import ALL
from .values import (
    Address,
    Checked,
    Date,
    Many,
    PageAddress,
    Review,
    Text,
    each_once,
    entry_of,
    one_of,
    past,
    refuse,
    text_of,
    typed,
)

# A chapter's box is read only if it is short: so many lines of each kind, and so many words of both.
DO_NOW, MOST_NOW, MOST_WORDS = (2, 5), 3, 90

# A chapter's id, or `all`.
_CHAPTER = typed(
    text_of, anyOf=[{"type": "string", "ids_of": "chapters"}, {"type": "string", "const": ALL}]
)
_Chapters = Annotated[
    tuple[Annotated[str, _CHAPTER], ...],
    Many,
    each_once("'{0}' is named twice. Take one of them away."),
]


class After(Named):
    """What there is now in place of what the plan names, or what was looked for and not found."""

    subject: Annotated[
        Literal["plan", "partnership", "who", "strategies", "subjects", "england"], one_of()
    ]
    """Where it stands on the page: plan, partnership (its own web pages), who, strategies, subjects or england."""
    was: Own | None = None
    """What there was, in a few plain words."""
    now: Own | None = None
    """What there is, or was since, in one plain sentence. It also stands on the pages of its chapters."""
    since: Since | None = None
    """Since when: a year, a month or a day, such as 2022-07-01."""
    sought: Annotated[Own | None, Field(validate_default=True)] = None
    """What was looked for on the day under `read` and not found. Such an entry has no `now` and no `source`."""
    more: Own | None = None
    """What else a reader should know, in plain sentences. It stands on the page What came after alone."""
    source: Annotated[PageAddress | None, Field(validate_default=True)] = None
    """The https address of the one page that it was read on."""
    dated: Text | None = None
    """The date that the page bears, or what is known of its age, such as: 18 May 2026."""
    read: Annotated[Date, past("the page was read, or looked for")]
    """The day on which it was read, or looked for."""
    checked: Checked
    """The day on which a person saw the live page, or: not yet."""
    review: Review
    """The day by which it is to be looked at again."""
    chapters: _Chapters = ()
    """The ids of the chapters that it bears on, or all. Left out, it stands on the page What came after alone."""

    @property
    def of_plan(self) -> bool:
        """Whether it says more of the plan itself, from the partnership's own web pages, and not what there is now."""
        return self.subject == "partnership"

    @field_validator("sought")
    @classmethod
    def found_or_not(cls, sought: str | None, info: ValidationInfo) -> str | None:
        """An entry says what there is, or what was not found: one of the two."""
        if "now" in info.data and (sought is None) == (info.data["now"] is None):
            raise refuse(
                "this says both what there is and what was not found."
                if sought
                else "this says neither what there is nor what was not found.",
                "write 'now:' for what there is, or 'sought:' for what was looked for and not found",
                at=() if sought else ("..",),
            )
        return sought

    @field_validator("source")
    @classmethod
    def what_was_found_has_a_page(cls, source: str | None, info: ValidationInfo) -> str | None:
        """A reader can look up what is said; what was not found has no page to look it up on."""
        if source is None and info.data.get("now"):
            raise refuse(
                "'source' is missing.",
                "add a line 'source:' with the address of the page that says so",
                at=("..",),
            )
        if source and info.data.get("sought"):
            raise refuse("what was not found has no page.", "take this line away")
        return source


class DoNow(Named):
    """What a reader can do now, in one line: by a way to help from help.yml, by a page that was read, or both."""

    do: Own
    """What to do, in one plain sentence that begins with a verb."""
    help: Annotated[Help, entry_of("help", "a way to help")] | None = None
    """The id of a way to help (data/help.yml), which brings its name, its number, its page, its source and its dates."""
    address: Address | None = None
    """The page to go to, if that is not the source."""
    source: Annotated[PageAddress | None, Field(validate_default=True)] = None
    """The https address of the one page that it was read on. Needed without `help`; where it stands, so do `read` and `review`."""
    dated: Text | None = None
    """The date that the page bears, or what is known of its age, such as: 20 July 2023."""
    read: Annotated[Date | None, past("the page was read"), Field(validate_default=True)] = None
    """The day on which it was read."""
    checked: Checked | None = None
    """The day on which a person saw the live page, or: not yet."""
    review: Annotated[Review | None, Field(validate_default=True)] = None
    """The day by which it is to be looked at again."""
    chapters: Annotated[_Chapters, Field(min_length=1)]
    """The ids of the chapters whose pages show it, or all."""

    @field_validator("source", "read", "review")
    @classmethod
    def known_from_somewhere(cls, value: Any, info: ValidationInfo) -> Any:
        """Where it is known from: a way to help, or a page that was read on a day, and is to be looked at again."""
        if value is not None:
            return value
        if info.field_name != "source" and info.data.get("source"):
            raise refuse(
                f"'{info.field_name}' is missing.", f"add a line '{info.field_name}:'", at=("..",)
            )
        if info.field_name == "source" and info.data.get("help", "") is None:
            raise refuse(
                "nothing says where this is known from.",
                "name a way to help from data/help.yml under 'help:', or the page that was read under 'source:'",
                at=("..",),
            )
        return value


def bears_on(entry: After | DoNow, chapter: str) -> bool:
    """Whether an entry stands on the page of the chapter with this id."""
    return ALL in entry.chapters or chapter in entry.chapters
