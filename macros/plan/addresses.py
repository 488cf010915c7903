"""data/addresses.yml: every address that was ever published, and where those lead on that have moved."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field

from .entry import Entry
from .values import Date, kind, refuse, typed

if TYPE_CHECKING:
    from collections.abc import Container

# A page ends with a slash, a file with its ending; an anchor may follow. Nothing that a host's own files would take for a command.
ADDRESS = re.compile(
    r"/(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*(?:[\w-]+(?:\.[\w-]+)+)?(?:#[\w.-]+)?", re.ASCII
)

# What stands in the list wherever a program has recorded a whole site.
_RECORDED = "/updates/feed.xml"


def _place(value: Any) -> str:
    if not isinstance(value, str) or not ADDRESS.fullmatch(value):
        value_shown = f"'{value}'" if isinstance(value, str) else kind(value)
        raise refuse(
            f"{value_shown} is not an address of this site. Write it from the first slash to the last: /chapters/carers/ or /words/#carer."
        )
    return value


def _promise(value: Any) -> tuple[str, str | None]:
    """An address and None; of a short address, such as `/13/: /chapters/carers/`, also where it led."""
    if isinstance(value, dict) and len(value) == 1:
        short, chapter = next(iter(value.items()))
        return _place(short), _place(chapter)
    return _place(value), None


def _lines(value: Any) -> Any:
    if value and not isinstance(value, dict):
        raise refuse(
            f"{kind(value)} stands here where lines of 'old address: new address' belong. Write /chapters/old/: /chapters/new/."
        )
    return value or {}


def _list(value: Any) -> Any:
    if value and not isinstance(value, list):
        raise refuse(
            f"{kind(value)} stands here where a list belongs. Begin each address with a dash."
        )
    return value or []


_PLACE = {"type": "string", "pattern": f"^{ADDRESS.pattern}$"}
Place = Annotated[str, typed(_place, **_PLACE)]
Promise = Annotated[
    Any,
    typed(
        _promise,
        anyOf=[
            _PLACE,
            {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": _PLACE,
            },
        ],
    ),
]


class Addresses(Entry):
    """data/addresses.yml. `moved` leads from each old address to its new one; `published` are (address, where a short one led).

    Until the day of the first publication stands there, nobody can have a link, and what is lost of the list is only warned of.
    """

    moved: Annotated[
        dict[Place, Place], typed(_lines, type=["object", "null"], additionalProperties=_PLACE)
    ]
    """What has moved: the old address, then the new one, both from the first slash."""
    published: Annotated[tuple[Promise, ...], BeforeValidator(_list)]
    """Every address that was published. Only a program adds to it, and nothing is ever taken away."""
    first_published: Date | None = None
    """The day of the first publication, from which on the promise holds. Only a program writes it."""

    since: dict[Place, Date] = Field(default_factory=dict)
    """The pages that came after that, each with the day of its first publication. Only a program writes it."""

    def came(self, address: str) -> date | None:
        """The day on which a page came that was not there at the first publication; None for one that was.

        The last of all days for one that nobody has published yet. What a page was called before is the page too.
        """
        if not self.first_published:  # what was there is not known
            return None
        promised = {address for address, _ in self.published}
        if _RECORDED not in promised:  # nor here
            return None
        names = {address, *(old for old, new in self.moved.items() if new == address)}
        days = [self.since[name] for name in names if name in self.since]
        return min(days, default=None if names & promised else date.max)

    def without(self, anchors: Container[str]) -> Addresses:
        """The same without these anchors: their promise is that of the page, where a browser goes that finds none."""
        moved = {old: new for old, new in self.moved.items() if _anchor(old) not in anchors}
        published = tuple(
            (address.partition("#")[0] if _anchor(address) in anchors else address, led_to)
            for address, led_to in self.published
        )
        return self.model_copy(update={"moved": moved, "published": published})


def _anchor(address: str) -> str:
    return address.partition("#")[2]
