"""What changed on which page, newest first; and the feeds that tell of it."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from ..plan.model import ALL, Board, Chapter, Stage, Update

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ..plan.model import SiteUpdate
    from .site import Page, Site

_Update = TypeVar("_Update", bound=Update)

# Pages that show a part of every chapter, so that they change with each of them.
OF_EVERY_CHAPTER = ("/", "/chapters/", "/priorities/", "/leads/", "/boards/", "/search/")
# All ids of feeds and updates are made from this one: they are those of this site, wherever it stands (decisions/013).
NAMESPACE = uuid.UUID("5a59dda8-0d39-4112-85cc-bb4cf99966c1")


def permanent(name: str) -> str:
    """The id of a feed or an update for feed readers: the same from build to build, at any address of the site."""
    return uuid.uuid5(NAMESPACE, name).urn


@dataclass(frozen=True)
class Told:
    """An update as readers find it. `id` is its anchor on /updates/; `about` the addresses of its pages, none for all.

    `key` names it for good: a chapter may get another id, and so its updates another anchor, but never another number.
    """

    id: str
    key: str
    date: date
    what: str
    why: str
    about: tuple[str, ...] = ()

    @property
    def urn(self) -> str:
        """Its id for feed readers."""
        return permanent(self.key)


@dataclass(frozen=True)
class Feed:
    """What changed on the site, or in one group, board or chapter. `folder` is the address below which its files stand.

    `key` names it for good.
    """

    name: str
    page: str
    folder: str
    key: str
    updates: tuple[Told, ...]

    @property
    def atom(self) -> str:
        """The address of the feed as Atom (https://www.rfc-editor.org/rfc/rfc4287)."""
        return f"{self.folder}feed.xml"

    @property
    def json(self) -> str:
        """The address of the feed as JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
        return f"{self.folder}feed.json"

    @property
    def urn(self) -> str:
        """Its id for feed readers."""
        return permanent(self.key)


def _key(chapter: Chapter) -> str:
    """What names a chapter for good: its number is never given twice."""
    return f"chapter-{chapter.number}"


def _of_chapter(chapter: Chapter) -> Iterator[Told]:
    """The updates of a chapter's file, in the order of time."""
    about = (f"/chapters/{chapter.id}/",)
    for day, update in _by_day(chapter.updates):
        id_, key = f"{chapter.id}-{day}", f"{_key(chapter)}-{day}"
        yield Told(id_, key, update.date, update.what, update.why, about)


def _of_the_rest(updates: Sequence[SiteUpdate]) -> Iterator[Told]:
    """The updates of data/updates.yml, in the order of time."""
    for day, update in _by_day(updates):
        about = () if ALL in update.about else update.about
        yield Told(day, day, update.date, update.what, update.why, about)


def _by_day(updates: Sequence[_Update]) -> Iterator[tuple[str, _Update]]:
    """Updates in the order of time, each with what names it in its file: its date, and its place on that day."""
    days: Counter[date] = Counter()
    for update in sorted(updates, key=lambda update: update.date):
        days[update.date] += 1
        yield f"{update.date}" + (f"-{days[update.date]}" if days[update.date] > 1 else ""), update


class Updates:
    """All updates of a site, newest first. On one day, those of chapters come before those of the rest."""

    def __init__(self, site: Site) -> None:
        """Put the updates of all files in `site` into the order of time."""
        self.site = site
        told = list(_of_the_rest(site.plan.updates))
        for chapter in site.plan.chapters.values():
            told += _of_chapter(chapter)
        self.all = tuple(sorted(told, key=lambda one: one.date)[::-1])

    def of(self, page: Page) -> tuple[Told, ...]:
        """The updates of a page: its own, and those of what it shows. At least the site's first one."""
        if page.address == "/updates/":
            return self.all
        return self._about(page.address, self.site.owner(page))

    def _about(self, address: str, subject: Chapter | Board | Stage | None) -> tuple[Told, ...]:
        chapters = self.site.plan.chapters.values()
        if isinstance(subject, Chapter):
            shown = {subject.id}
        elif subject:
            shown = {chapter.id for chapter in self.site.plan.chapters_of(subject)}
        else:
            shown = {chapter.id for chapter in chapters if address in OF_EVERY_CHAPTER}
        addresses = {address, *(f"/chapters/{id_}/" for id_ in shown)}
        return tuple(told for told in self.all if not told.about or addresses & set(told.about))

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """The feed of the whole site, then one for each group, board and chapter."""
        plan = self.site.plan
        parts: list[tuple[str, str, Chapter | Board | Stage]] = [
            (stage.name, f"/{stage.id}/", stage) for stage in plan.stages.values()
        ]
        parts += [(board.name, f"/boards/{board.id}/", board) for board in plan.boards.values()]
        parts += [
            (chapter.title, f"/chapters/{chapter.id}/", chapter)
            for chapter in plan.chapters.values()
        ]
        whole = Feed("The whole site", "/", "/updates/", "/updates/", self.all)
        return (
            whole,
            *(
                Feed(name, at, at, _key(of) if isinstance(of, Chapter) else at, self._about(at, of))
                for name, at, of in parts
            ),
        )

    def feeds_of(self, page: Page) -> tuple[Feed, ...]:
        """The site's feed, and the page's own if it has one."""
        return tuple(
            feed for feed in self.feeds if feed.folder == "/updates/" or feed.page == page.address
        )

    def names(self, told: Told) -> tuple[tuple[str, str], ...]:
        """The names and addresses of the pages that an update is about."""
        return tuple((self.site.name_of(address), address) for address in told.about)
