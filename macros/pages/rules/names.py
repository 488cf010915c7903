"""Names of leads that are not public: no page and no file beside the pages holds them, nor does the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...plan.hidden import seen
from ...plan.names import not_public, withheld
from ...plan.problems import Problem
from ...plan.sentences import place_of
from ...plan.source import read_text, readable
from ..navigation import SETTINGS
from . import Problems, Texts, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Files that are text, and are published as they are.
_TEXT = (".md", ".svg", ".csv", ".txt", ".json", ".ics")


@rule
def names_are_withheld_on_pages(texts: Texts) -> Problems:
    """No page, no name of a file and no line of the menu holds the name of a lead of whom it is not to be published."""
    about, people = texts.source("data/plan.yml"), texts.source("data/people.yml")
    names = withheld(about and about.data, people and people.data)
    for path, shown in _files(texts.site.docs) if names.names else ():
        for _ in names.found(shown):
            message = "the file's name has the name of a lead that is not public, and its address would have it too. Give it another name."
            yield Problem(shown, 1, 1, message)
        text = read_text(path, shown)[0] if path.suffix in _TEXT or shown == SETTINGS else None
        for begin, end in names.found(text or ""):
            yield Problem(shown, *place_of(text or "", begin), not_public((text or "")[begin:end]))


def _files(docs: Path) -> Iterator[tuple[Path, str]]:
    """The menu's file, and the files below docs/, each with what an editor calls it."""
    yield docs.parent / SETTINGS, SETTINGS
    for path in seen(docs):
        if path.is_file() and not path.is_symlink():
            yield path, f"docs/{readable(path.relative_to(docs).as_posix())}"
