"""Names of leads that are not public: no text holds them, and readers are told what they may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..names import DEGREES, NAMELESS, ROLE, narrower, not_public
from ..problems import OneOf
from ..source import texts_in
from ..wordings import Wording
from . import Loaded, Problems, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..problems import Way

# Files that hold names or ids and are never shown as they stand: what is shown of them has no name. Papers are read without.
_NOT_SHOWN = ("people", "addresses", "papers")


@rule
def names_are_withheld(loaded: Loaded) -> Problems:
    """No text holds the name of a lead of whom it is not to be published."""
    for name, source in loaded.sources.items() if loaded.withheld.names else ():
        for way, text, of_key in (
            _texts(source.data) if name.partition("/")[0] not in _NOT_SHOWN else ()
        ):
            if name.startswith("chapters/") and way[0] == "leads":
                continue
            for begin, end in loaded.withheld.found(text):
                message = not_public(text[begin:end])
                yield source.problem(way, message, of_key=of_key)
    for person, source, way in loaded.each("people"):
        for field in ("role", "role_source", "source"):
            if text := getattr(person, field) or "":
                for begin, end in loaded.withheld.found(text):
                    yield source.problem((*way, field), not_public(text[begin:end]))


@rule
def people_may_show_less(loaded: Loaded) -> Problems:
    """A person's own line narrows what plan.yml says of all leads: it can't tell more."""
    about = loaded.entries["about"]
    for person, source, way in loaded.each("people") if about else ():
        fewer = DEGREES[DEGREES.index(about.public_of_leads) :]
        if person.public and person.public not in fewer:
            what = f"of all leads data/plan.yml shows '{about.public_of_leads}', and this would show more."
            yield source.problem(
                (*way, "public"), what, OneOf(fewer, person.public), Wording.REMOVE
            )


@rule
def roles_are_known(loaded: Loaded) -> Problems:
    """(warning) Of a lead of whom the role alone is public, the role is known."""
    about, by_default = loaded.entries["about"], 0
    for person, source, way in loaded.each("people") if about else ():
        if person.role or narrower(about.public_of_leads, person.public) != ROLE:
            continue
        by_default += not person.public
        if person.public:
            yield source.problem(way, _roleless(f"'{person.id}'"), of_key=True, warning=True)
    if by_default:
        message = _roleless(f"{by_default} leads in data/people.yml")
        yield loaded.sources["plan"].problem(("public_of_leads",), message, warning=True)


def _roleless(who: str) -> str:
    return f"the role alone is public of {who}, and no role is known. Add 'role:' and 'role_source:' in data/people.yml. Until then pages say '{NAMELESS}'."


def _texts(data: Any) -> Iterator[tuple[Way, str, bool]]:
    """Every text of a file, and the name of every line, which may become an anchor: whether it is such a name comes last."""
    seen: set[Way] = set()
    for way, text in texts_in(data):
        yield way, text, False
        for depth, step in enumerate(way, 1):
            if isinstance(step, str) and way[:depth] not in seen:
                seen.add(way[:depth])
                yield way[:depth], step, True
