"""One kind of page: what every page says of itself, whether it is written in docs/, made from data, or leads on.

A kind of page is a function with `@kind` that yields its pages, and a macro one with `@macro` that picks what its fragment
shows. Both are found by standing in a module of this folder. What a macro brings to each page that it stands on is said
beside it, with `@brings`: so no other module knows a page by its address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .front_matter import NONE, FrontMatter

if TYPE_CHECKING:
    from ..plan.chapter import Chapter
    from ..plan.help import Help
    from .languages import Language
    from .site import Site
    from .subjects import Subject

Trail = tuple[tuple[str, str], ...]


class MacroError(Exception):
    """A macro was called in a way that can't be shown; the message is for the editor."""


class NoPageError(MacroError):
    """A macro leads to an address where nothing stands."""

    def __init__(self, address: str) -> None:
        """Say so of the address, which is kept."""
        super().__init__(f"no page stands at '{address}'.")
        self.address = address


class WrongArgumentsError(MacroError):
    """A macro was called with more or fewer texts in its brackets than it takes."""


@dataclass(frozen=True)
class Brings:
    """What a macro, or a subject, brings to each page that it stands on: what the page then is, and what it needs."""

    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    # What machines are told that the page is, in the words of schema.org.
    schema_type: str | None = None
    # The page repeats what stands on others: a search looks at its first lines only.
    lists: bool = False
    # A search finds the parts of the page by their headings, each for itself.
    parts: bool = False
    # The page shows a part of every chapter, so that it changes with each of them.
    every_chapter: bool = False
    # The page holds nothing but its own words: no way about, no word of changes, no way to have a say.
    alone: bool = False
    # The search stands on the page itself, so that the header has none.
    asks: bool = False
    # The page tells what highlight reports told, if there are any.
    reports: bool = False
    # The ways to help that stand on the page because of what it is.
    help: Callable[[Site], Iterable[Help]] = lambda _: ()

    def __or__(self, other: Brings) -> Brings:
        """What two bring together. The first says what the page is."""
        return Brings(
            tuple(dict.fromkeys((*self.styles, *other.styles))),
            tuple(dict.fromkeys((*self.scripts, *other.scripts))),
            self.schema_type or other.schema_type,
            self.lists or other.lists,
            self.parts or other.parts,
            self.every_chapter or other.every_chapter,
            self.alone or other.alone,
            self.asks or other.asks,
            self.reports or other.reports,
            lambda site: (*self.help(site), *other.help(site)),
        )


NOTHING = Brings()


@dataclass(frozen=True)
class Page:
    """One page. Two are the same if they have one address.

    `file` is what it is written in, from docs/, or the file in data/ that it is made from; then `macro` shows all that
    stands on it. `of` is the chapter, group or board that it belongs to. `above` are the names and addresses of the
    pages above it, if it says them itself. What nobody looks for, such as a word of thanks, is not `listed`: it is not in the search.
    """

    file: str
    address: str
    title: str = field(compare=False)
    kind: str = field(default="page", compare=False)
    of: Subject | None = field(default=None, compare=False)
    macro: str = field(default="", compare=False)
    arguments: tuple[str, ...] = field(default=(), compare=False)
    above: Trail = field(default=(), compare=False)
    listed: bool = field(default=True, compare=False)
    # What stands beside its title in the search.
    label: str = field(default="Page", compare=False)
    # The macros that stand in its text.
    calls: tuple[str, ...] = field(default=(), compare=False)
    front: FrontMatter = field(default=NONE, compare=False)

    @property
    def id(self) -> str:
        """The file's name without its ending: the id of the chapter, stage or board that the page shows."""
        return Path(self.file).stem

    @property
    def source(self) -> str:
        """What it is written in or made from, from the project's folder."""
        return self.file if self.macro else f"docs/{self.file}"

    @property
    def look(self) -> str:
        """What the style sheets know it by: a page that is made from data looks like any other."""
        return "page" if self.macro else self.kind

    @property
    def subject(self) -> Subject | None:
        """What the page is about, if it is the page of a chapter, a group or a board."""
        return None if self.macro else self.of

    @property
    def chapter(self) -> Chapter | None:
        """The chapter that the page is about."""
        return self.subject.chapter if self.subject else None

    @property
    def trail(self) -> Trail:
        """The names and addresses of the pages above it."""
        return self.subject.trail if self.subject else self.above

    @property
    def macros(self) -> tuple[str, ...]:
        """The macros that stand on it."""
        return (self.macro,) if self.macro else self.calls

    @property
    def brings(self) -> Brings:
        """What it is and needs, by its subject or front matter, and then by its macros."""
        own = self.subject.brings if self.subject else Brings(schema_type=self.front.schema_type)
        return reduce(or_, (BROUGHT[name] for name in self.macros if name in BROUGHT), own)

    @property
    def language(self) -> Language | None:
        """The language that it is written in, if that is another than the site's own."""
        return self.front.language

    @property
    def keywords(self) -> tuple[str, ...]:
        """What it might be asked for by, beside its title."""
        return self.subject.keywords if self.subject else self.front.keywords


Show = Callable[..., dict[str, Any]]
MACROS: dict[str, Show] = {}
# Those that give a few words of plain text, and may stand within a sentence.
INLINE: set[str] = set()
BROUGHT: dict[str, Brings] = {}
Maker = Callable[["Site"], Iterable[Page]]
KINDS: dict[str, Maker] = {}
Lister = Callable[["Site"], Iterable[str]]
FILES: list[Lister] = []


def macro(show: Show) -> Show:
    """Register a macro: called with (site, page, *arguments), it returns what its fragment shows.

    The fragment is overrides/fragments/<name>.html. Raises MacroError on arguments that name nothing.
    """
    MACROS[show.__name__] = show
    return show


def plain(name: str, what: str, **values: Callable[[Site], Any]) -> None:
    """Register a macro without arguments, whose fragment needs the plan alone, or these values of the site."""

    def show(site: Site, _page: Page) -> dict[str, Any]:
        return {name: value(site) for name, value in values.items()}

    show.__name__, show.__doc__ = name, what
    macro(show)


def inline(show: Show) -> Show:
    """Register a macro without arguments that stands within a sentence: its fragment is a few words of plain text."""
    INLINE.add(show.__name__)
    return macro(show)


def brings(**what: Any) -> Callable[[Show], Show]:
    """Say what a macro brings to each page that it stands on: the names are those of Brings."""

    def say(show: Show) -> Show:
        BROUGHT[show.__name__] = Brings(**what)
        return show

    return say


@cache
def inline_calls() -> re.Pattern[str]:
    """The call of a macro that may stand within a sentence."""
    return re.compile(rf"\{{\{{ *({'|'.join(sorted(INLINE))})\(\) *\}}\}}")


def kind(maker: Maker) -> Maker:
    """Register a kind of page: called with the site, it yields each of its pages."""
    KINDS[maker.__name__] = maker
    return maker


def published(lister: Lister) -> Lister:
    """Register files that are published beside the pages for others to link to, such as feeds: it yields their addresses."""
    FILES.append(lister)
    return lister


# What a host shows wherever no page stands, at any depth: no link can count from it, and nobody is sent to it.
MISSING = Page("404.html", "/404.html", "Page not found", "missing", listed=False)
