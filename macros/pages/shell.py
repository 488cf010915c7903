"""What the page shell (overrides/page.html) shows around a page's content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Any

from .addresses import Standing
from .contents import contents
from .html import first_paragraph, read
from .linked_data import linked_data
from .menu import foreign
from .page import MISSING
from .printed import addressed
from .say import FOLDER
from .share import Picture, pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .page import Page
    from .site import Site

# The script of a form, and what tells that a page has one.
SAY, FORM = "/assets/say.js", 'class="say-form"'
# The style sheet of what highlight reports told.
PROGRESS = "/assets/progress.css"
# The style sheet of what a draft says on every page.
DRAFT = "/assets/draft.css"
# What a quick way off the site needs (overrides/partials/exit.html).
EXIT = ("/assets/exit.css", "/assets/exit.js")


def unused(site: Site) -> set[str]:
    """The style sheets and scripts that no page of a site loads, so that they are not published."""
    left = {
        *(() if site.plan.reports else (PROGRESS,)),
        *(() if site.draft else (DRAFT,)),
    }
    return left if any(exits(site, page) for page in site.pages.values()) else left | {*EXIT}


def exits(site: Site, page: Page) -> bool:
    """Whether a page shows help with abuse, so that a quick way off the site stands first on it."""
    return any(line.on_abuse for line in page.brings.help(site))


@dataclass(frozen=True)
class View:
    """One page as the shell shows it, with its title and the HTML of its content.

    `moved` are anchors that are gone from the page, each with the name and address of what they lead to now. `foreign`
    are the pages in other languages.
    """

    page: Page
    site: Site
    heading: str
    content: str
    moved: tuple[tuple[str, str, str], ...]
    foreign: Sequence[Page]

    @property
    def title(self) -> str:
        """What a tab and a search result say."""
        about, subject = self.site.plan.about, self.page.subject
        shown = subject.heading if subject else self.heading
        if self.page.look == "home":
            shown = f"What {about.place} planned for health and care"
        return f"{shown} – {about.place} plan {about.period}"

    @cached_property
    def description(self) -> str:
        """What a search result says below the title."""
        if self.page == MISSING:
            return "There is no page at this address."
        subject = self.page.subject
        own = subject.description if subject else self.page.front.description
        return _cut(own or first_paragraph(read(self.content)) or self.heading)

    @property
    def group(self) -> int | None:
        """The number of the group whose colour the page bears."""
        return self.page.of.group if self.page.of else None

    @property
    def lit(self) -> tuple[tuple[int, int], ...]:
        """The places (from 0) of the lit arches, each with its group's number."""
        every = self.site.plan.chapters.values() if self.page.look == "home" else ()
        chapters = self.page.of.chapters if self.page.of else every
        return tuple((chapter.number - 1, chapter.stage.number) for chapter in chapters)

    @property
    def styles(self) -> tuple[str, ...]:
        """The style sheets that the page needs: a chapter's fit with it into the first answer of a server."""
        more = () if self.page.look == "chapter" else ("/assets/pages.css",)
        told = (PROGRESS,) if self.site.plan.reports and self.page.brings.reports else ()
        draft = (DRAFT,) if self.site.draft else ()
        return ("/assets/plan.css", *more, *told, *draft, *self.page.brings.styles, *self._exit[:1])

    @property
    def scripts(self) -> tuple[str, ...]:
        """The scripts that the page needs: none on most."""
        return (
            *((SAY,) if FORM in self.content else ()),
            *self.page.brings.scripts,
            *self._exit[1:],
        )

    @property
    def _exit(self) -> tuple[str, ...]:
        """What a quick way off the site needs. The search's script asks for it when it is needed."""
        return EXIT if self.exit and "search" not in self.page.macros else ()

    @property
    def exit(self) -> bool:
        """Whether a quick way off the site stands first on the page."""
        return exits(self.site, self.page)

    @property
    def say(self) -> str:
        """Where readers of this page have their say: a chapter's own form, or the one about the whole plan."""
        own = self.page.of and self.site.showing("say_chapter", self.page.of)
        return own.address if own else FOLDER

    @property
    def say_here(self) -> bool:
        """Whether this page is one of the forms, or the thanks for using one."""
        return self.page.address.startswith(FOLDER) or self.page.kind == "thanks"

    @property
    def canonical(self) -> str | None:
        """The page's whole address, or None for the 404 page, to which nobody is sent."""
        return None if self.page == MISSING else self.site.url + self.page.address[1:]

    @property
    def improve(self) -> tuple[tuple[str, str], ...]:
        """Where readers can improve what stands on the page: a name and a whole address for each file that it comes from."""
        if not self.site.editing or self.page == MISSING:
            return ()
        files = [("Improve this page", self.page.source)]
        if subject := self.page.subject:
            files = [
                ("Improve this page’s text", self.page.source),
                ("Improve this page’s facts", subject.data),
            ]
        return tuple((name, f"{self.site.editing}/{file}") for name, file in files)

    @property
    def short(self) -> str | None:
        """The whole short address of a chapter's page, for print and speech."""
        short = self.page.subject and self.page.subject.short
        return self.site.url + short[1:] if short else None

    @property
    def picture(self) -> Picture:
        """What stands beside a shared link to the page: its group's picture, or the plan's."""
        return pictures(self.site)[self.group]

    @property
    def linked_data(self) -> dict[str, Any]:
        """The page for machines, as JSON-LD (https://schema.org/WebPage)."""
        return linked_data(self)


class Shell:
    """Puts the shell around each page. It stands in `config.extra.shell`, for overrides/main.html."""

    def __init__(self, site: Site, policy: str = "") -> None:
        """Look up where anchors lead that are gone from the pages of `site`. Each page bears the `policy`."""
        self.site = site
        self.policy = policy
        self.left = Standing(site).left
        self.foreign = foreign(site)
        self._shown: dict[str, View] = {}

    def html(self, page: Any) -> str:
        """A page of MkDocs with its shell; for None, the 404 page, which has no content but its template's."""
        if not page:
            return self.whole(MISSING, MISSING.title, "")
        return self.whole(self.site.page_at(page.url), unescape(page.title), page.content)

    def whole(self, page: Page, title: str, content: str) -> str:
        """The whole HTML of a page, from its title and the HTML of its content."""
        told = addressed(self.site, page, content)
        return self.site.fill(
            "missing.html" if page == MISSING else "page.html",
            page=page,
            view=self.view(page, title, content),
            policy=self.policy,
            content=told,
            long=contents(page, told),
        )

    def view(self, page: Page, heading: str, content: str) -> View:
        """What the shell shows of a page, from its title and the HTML of its content."""
        view = View(page, self.site, heading, content, self._moved(page), self.foreign)
        self._shown[page.address] = view
        return view

    def shown(self, address: str) -> View | None:
        """The view of a page that was written in this build, for pages that lead on to it; None for a file."""
        return self._shown.get(address)

    def _moved(self, page: Page) -> tuple[tuple[str, str, str], ...]:
        """The anchors that are gone from a page, as (anchor, name of what it leads to, its address)."""
        moved = []
        for anchor, target in self.left.get(page.address, {}).items():
            address, _, there = target.partition("#")
            name = self.site.title_at(address) + (f", “{there.replace('-', ' ')}”" if there else "")
            moved.append((anchor, name, target))
        return tuple(moved)


def _cut(text: str, most: int = 200) -> str:
    """A description of at most `most` signs, cut after a whole sentence or word."""
    if len(text) <= most:
        return text
    head = text[:most]
    end = head.rfind(". ")
    return head[: end + 1] if end > most // 3 else head[: head.rfind(" ")] + " ..."
