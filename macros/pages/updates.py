"""What changed on which page, newest first; and the feeds that tell of it."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from ..plan.update import ALL, Update
from .page import published

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..plan.chapter import Chapter
    from ..plan.update import SiteUpdate
    from .page import Page
    from .site import Site
    from .subjects import Subject

_Update = TypeVar("_Update", bound=Update)

# Where the feed of the whole site stands, for good.
FOLDER = "/updates/"
# All ids of feeds and updates are made from this one: they are those of this site, wherever it stands (decision 013).
NAMESPACE = uuid.UUID("5a59dda8-0d39-4112-85cc-bb4cf99966c1")


def permanent(name: str) -> str:
    """The id of a feed or an update for feed readers: the same from build to build, at any address of the site."""
    return uuid.uuid5(NAMESPACE, name).urn


@dataclass(frozen=True)
class News:
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
    updates: tuple[News, ...]

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


def _of_chapter(subject: Subject, chapter: Chapter) -> Iterator[News]:
    """The updates of a chapter's file, in the order of time."""
    for day, update in _by_day(chapter.updates):
        id_, key = f"{subject.id}-{day}", f"{subject.key}-{day}"
        yield News(id_, key, update.date, update.what, update.why, (subject.address,))


def _of_the_rest(updates: Sequence[SiteUpdate]) -> Iterator[News]:
    """The updates of data/updates.yml, in the order of time."""
    for day, update in _by_day(updates):
        about = () if ALL in update.about else update.about
        yield News(day, day, update.date, update.what, update.why, about)


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
        for id_, chapter in site.plan.chapters.items():
            told += _of_chapter(site.chapters[id_], chapter)
        self.all = tuple(sorted(told, key=lambda one: one.date)[::-1])

    def of(self, page: Page) -> tuple[News, ...]:
        """The updates of a page: its own, those of what it shows, and those of every page since it came."""
        if "all_updates" in page.macros:
            return self.all
        every = tuple(self.site.plan.chapters.values()) if page.brings.every_chapter else ()
        came = self._came(page)
        told = self._about(page.address, page.of.chapters if page.of else every)
        return tuple(one for one in told if one.about or not came or one.date >= came)

    def began(self, page: Page) -> date | None:
        """The day since which a page is published; None if it never was."""
        days = [told.date for told in self.of(page)[-1:]]
        came = self._came(page)
        return min([came, *days]) if came and came != date.max else min(days, default=None)

    def changed(self, page: Page) -> date | None:
        """The day of a page's last change, or since which it is published; None if it never was."""
        return next((told.date for told in self.of(page)), self.began(page))

    def _came(self, page: Page) -> date | None:
        return self.site.plan.addresses.came(page.address)

    def since_confirmed(self, page: Page, chapter: Chapter) -> News | None:
        """The last update of a chapter's own that came after somebody had found it still right, if there is one."""
        looked = chapter.confirmed
        own = (told for told in self.of(page) if told.about and looked and told.date > looked.date)
        return next(own, None)

    def _about(self, address: str, chapters: Iterable[Chapter]) -> tuple[News, ...]:
        addresses = {address, *(self.site.chapters[chapter.id].address for chapter in chapters)}
        return tuple(told for told in self.all if not told.about or addresses & set(told.about))

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """The feed of the whole site, then one for each group, board and chapter."""
        return (
            Feed("The whole site", "/", FOLDER, FOLDER, self.all),
            *(
                Feed(of.title, of.address, of.address, of.key, self._about(of.address, of.chapters))
                for of in self.site.subjects.values()
            ),
        )

    def feeds_of(self, page: Page) -> tuple[Feed, ...]:
        """The site's feed, and the page's own if it has one."""
        return tuple(
            feed for feed in self.feeds if feed.folder == FOLDER or feed.page == page.address
        )

    def names(self, told: News) -> tuple[tuple[str, str], ...]:
        """The names and addresses of the pages that an update is about."""
        return tuple((self.site.name_of(address), address) for address in told.about)


@published
def feed_files(site: Site) -> Iterator[str]:
    """Both forms of every feed."""
    for feed in site.updates.feeds:
        yield from (feed.atom, feed.json)
