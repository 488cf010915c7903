"""The main points of a chapter, or of another page, in short words for people who find reading hard."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from .entry import Entry, Named
from .references import Short
from .values import Date, Many, Text, matching, past

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .problems import Way

# What is no chapter, and has short words too: the address of its long page, and what that is called.
OTHERS = {
    "plan": ("/", "The plan"),
    "help": ("/help/", "Get help now"),
    "have-your-say": ("/have-your-say/", "Have your say"),
}
# The parts of such a page, in their order.
PARTS = ("about", "planned", "now")

FINGERPRINT = 6  # signs
_REST = re.compile(
    rf"(?P<what>[a-z0-9-]+(?: [a-z0-9-]+)?)(?: \((?P<fingerprint>[0-9a-f]{{{FINGERPRINT}}})\))?"
)


def fingerprint_of(words: str) -> str:
    """The first signs of what nothing but these words has, whatever the blanks between them."""
    return sha256(" ".join(words.split()).encode()).hexdigest()[:FINGERPRINT]


def parts_of(rest: str) -> tuple[str, str | None]:
    """What a row rests on, and the fingerprint of its words when the row was written, if there is one."""
    match = _REST.fullmatch(rest)
    return (match["what"], match["fingerprint"]) if match else (rest, None)


_Rest = Annotated[
    str,
    matching(
        _REST.pattern.replace("?P<what>", "").replace("?P<fingerprint>", ""),
        "'{}' names nothing that short words can rest on. Write summary, page, or what it is with its number or id: priority 2, now carers-assessment, help nhs-111, term carer, after website, preface section-8.",
    ),
]


class Row(Entry):
    """One idea, in one or two short sentences."""

    say: Short
    """The idea. A hard word stands between two pairs of stars, **carer**, and is explained on the spot."""
    rests: Annotated[tuple[_Rest, ...], Many, Field(min_length=1)]
    """What of the long page it rests on, such as [priority 2]. The check says what to write behind it."""

    @property
    def rests_on(self) -> tuple[str, ...]:
        """What it rests on, without fingerprints."""
        return tuple(parts_of(rest)[0] for rest in self.rests)


class LookedAt(Entry):
    """Who has looked at short words with the people whom they are for."""

    by: Text
    """The name of the group, if it agreed to be named."""
    date: Annotated[Date, past("they looked")]
    """The day on which they looked last."""
    changed: Text
    """What was changed because of what they said."""
    fingerprint: Annotated[
        str,
        matching(
            f"[0-9a-f]{{{FINGERPRINT}}}",
            "'{}' is no fingerprint. The check says which one to write.",
        ),
    ]
    """What the check says for the words that they saw. Any later change of the words takes the label away."""


class InShort(Named):
    """The short words of a page: what it is about, what was planned, and what you can do now."""

    about: Annotated[tuple[Row, ...], Many, Field(min_length=1)]
    """What it is about."""
    planned: Annotated[tuple[Row, ...], Many] = ()
    """What was planned. That its time has passed is told by the page."""
    now: Annotated[tuple[Row, ...], Many, Field(min_length=1)]
    """What a reader can do now, and who helps. Numbers and addresses come with the way to help that a row rests on."""
    checked: LookedAt | None = None
    """Who has looked at these words. Without it, and after any change of the words, the page says that nobody has."""

    @property
    def long(self) -> str:
        """The address of its long page."""
        return OTHERS[self.id][0] if self.id in OTHERS else f"/chapters/{self.id}/"

    @property
    def address(self) -> str:
        """Its own address, below that of its long page."""
        return f"{self.long}in-short/"

    def rows(self) -> Iterator[tuple[Way, Row]]:
        """Its rows, each with the way to it in the file."""
        for part in PARTS:
            for place, row in enumerate(getattr(self, part)):
                yield (part, place), row

    @property
    def fingerprint(self) -> str:
        """That of all its words."""
        return fingerprint_of("\n".join(row.say for _, row in self.rows()))

    @property
    def looked_at(self) -> LookedAt | None:
        """Who has looked at the words as they are now."""
        seen = self.checked
        return seen if seen and seen.fingerprint == self.fingerprint else None
