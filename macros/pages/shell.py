"""What the page shell (overrides/page.html) shows around a page's content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from ..plan.model import Board, Chapter, Stage
from .addresses import Standing
from .linked_data import linked_data
from .say import PLACE, THANKS, form_of
from .share import Picture, pictures
from .site import Made, Missing, Page, Site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .updates import Feed, Told

# First in the footer, where the plan has such a page.
HELP = "/help/"

# Style sheets and scripts that only some pages load, by the beginning of their addresses.
ASSETS = {
    "/have-your-say/": ("/assets/form.css",),
    "/outcomes/": ("/assets/figures.css",),
    "/partners/": ("/assets/partners.css",),
    # All three, so that a browser asks for them at once: each needs the one before it.
    "/search/": ("/assets/words.js", "/assets/danger.js", "/assets/search.js"),
}
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
    """Whether a page shows help with abuse, so that a quick way off the site stands first on it.

    The search shows it to those who ask about abuse, or without scripts to everyone.
    """
    subject, every = site.subject(page), site.plan.help.values()
    in_danger = (line for kind in site.plan.danger.values() for line in kind.help)
    lines = (
        subject.help
        if isinstance(subject, Chapter)
        else {HELP: every, "/search/": in_danger}.get(page.address, ())
    )
    return any(line.on_abuse for line in lines)


@dataclass(frozen=True)
class View:
    """One page as the shell shows it. `lit` are the places (from 0) of the lit arches, with their group's number.

    `moved` are anchors that are gone from the page, each with the name and address of what they lead to now.
    """

    page: Page
    site: Site
    kind: str
    title: str
    heading: str
    description: str
    group: int | None
    lit: tuple[tuple[int, int], ...]
    arches: int
    trail: tuple[tuple[str, str], ...]
    current: str
    moved: tuple[tuple[str, str, str], ...]
    form: bool

    @property
    def styles(self) -> tuple[str, ...]:
        """The style sheets that the page needs: a chapter's fit with it into the first answer of a server."""
        more = () if self.kind == "chapter" else ("/assets/pages.css",)
        told = (PROGRESS,) if self._tells_of_progress else ()
        draft = (DRAFT,) if self.site.draft else ()
        return ("/assets/plan.css", *more, *told, *draft, *self._assets(".css"))

    @property
    def _tells_of_progress(self) -> bool:
        """Whether the page shows what highlight reports told. Where there are none, nothing needs their style sheet."""
        reports, subject = self.site.plan.reports, self.site.subject(self.page)
        match subject:
            case Chapter():
                return bool(reports.of_chapter(subject))
            case Board():
                return bool(reports.of_board(subject))
        return bool(reports) and (
            self.page.address == "/progress/"
            or getattr(self.page, "macro", None) == "highlight_report"
        )

    @property
    def scripts(self) -> tuple[str, ...]:
        """The scripts that the page needs: none on most."""
        return (*((SAY,) if self.form else ()), *self._assets(".js"))

    def _assets(self, ending: str) -> tuple[str, ...]:
        files = [
            f
            for start, files in ASSETS.items()
            if self.page.address.startswith(start)
            for f in files
        ]
        exits = (
            self.exit and self.page.address != "/search/"
        )  # whose script asks for them when they are needed
        return tuple(f for f in (*files, *(EXIT if exits else ())) if f.endswith(ending))

    @property
    def help(self) -> str | None:
        """The address of the page that says whom to call, or None if there is none."""
        return HELP if self.site.has_page(HELP) else None

    @property
    def exit(self) -> bool:
        """Whether a quick way off the site stands first on the page."""
        return exits(self.site, self.page)

    @property
    def say(self) -> str:
        """Where readers of this page have their say: a chapter's own form, or the one about the whole plan."""
        subject = self.site.owner(self.page)
        return form_of(subject) if isinstance(subject, Chapter) else PLACE

    @property
    def say_here(self) -> bool:
        """Whether this page is one of the forms, or the thanks for using one."""
        return self.page.address.startswith((PLACE, THANKS))

    @property
    def canonical(self) -> str | None:
        """The page's whole address, or None for the 404 page, to which nobody is sent."""
        if isinstance(self.page, Missing):
            return None
        return self.site.url + self.page.address[1:]

    @property
    def improve(self) -> tuple[tuple[str, str], ...]:
        """Where readers can improve what stands on the page: a name and a whole address for each file that it comes from."""
        page = self.page
        if not self.site.editing or isinstance(page, Missing):
            return ()
        if isinstance(page, Made):
            files: tuple[tuple[str, str], ...] = (("Improve this page", page.file),)
        elif subject := self.site.subject(page):
            files = (
                ("Improve this page’s text", f"docs/{page.file}"),
                ("Improve this page’s facts", _data_of(subject)),
            )
        else:
            files = (("Improve this page", f"docs/{page.file}"),)
        return tuple((name, f"{self.site.editing}/{file}") for name, file in files)

    @property
    def updates(self) -> tuple[Told, ...]:
        """What changed on the page, newest first."""
        return self.site.updates.of(self.page)

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """The feeds that a feed reader finds by the page."""
        return self.site.updates.feeds_of(self.page)

    @property
    def short(self) -> str | None:
        """The whole short address of a chapter's page, for print and speech."""
        subject = self.site.subject(self.page)
        return f"{self.site.url}{subject.number}/" if isinstance(subject, Chapter) else None

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
        self.plan = site.plan
        self.policy = policy
        self.left = Standing(site).left
        self._shown: dict[str, View] = {}

    def html(self, page: Any) -> str:
        """A page of MkDocs with its shell; for None, the 404 page, which has no content but its template's."""
        if not page:
            return self.whole(self.site.page_at(None), "Page not found", "")
        return self.whole(self.site.page_at(page.url), unescape(page.title), page.content)

    def whole(self, page: Page, title: str, content: str) -> str:
        """The whole HTML of a page, from its title and the HTML of its content."""
        return self.site.fill(
            "missing.html" if isinstance(page, Missing) else "page.html",
            page=page,
            view=self.view(page, title, content),
            policy=self.policy,
            content=content,
        )

    def view(self, page: Page, heading: str, content: str) -> View:
        """What the shell shows of a page, from its title and the HTML of its content."""
        plan, about = self.plan, self.plan.about
        subject = self.site.subject(page)
        chapters = list(plan.chapters.values())
        trail: tuple[tuple[str, str], ...] = ()
        group: int | None = None
        lit: Sequence[Chapter] = ()
        match subject:
            case Chapter():
                kind, shown, group = (
                    "chapter",
                    f"{subject.title}, chapter {subject.number}",
                    subject.stage.number,
                )
                description, lit = subject.summary, (subject,)
                trail = (("Chapters", "/chapters/"), (subject.stage.name, f"/{subject.stage.id}/"))
            case Stage():
                kind, shown, group = "stage", f"{subject.name}: the chapters", subject.number
                description, lit, trail = (
                    subject.intro,
                    plan.chapters_of(subject),
                    (("Chapters", "/chapters/"),),
                )
            case Board():
                kind, shown = "board", subject.name
                description, lit, trail = (
                    subject.summary,
                    plan.chapters_of(subject),
                    (("Boards", "/boards/"),),
                )
            case _:
                kind, shown = "page", heading
                description = _first_paragraph(content) or heading
                if page.address.startswith("/about/") and page.address != "/about/":
                    trail = (("About the plan", "/about/"),)
        if isinstance(page, Made):
            trail, of = page.trail, page.of
            if isinstance(of, Chapter):
                group, lit = of.stage.number, (of,)
            elif of:
                group = of.number if isinstance(of, Stage) else None
                lit = plan.chapters_of(of)
        if page.address == "/":
            kind, shown, lit = "home", f"What {about.place} planned for health and care", chapters
        if isinstance(page, Missing):
            kind, description = "missing", "There is no page at this address."
        suffix = f"{about.place} plan {about.period}"
        current = trail[0][1] if trail else page.address
        view = View(
            page=page,
            site=self.site,
            kind=kind,
            title=f"{shown} – {suffix}",
            heading=heading,
            description=_cut(description),
            group=group,
            lit=tuple((c.number - 1, c.stage.number) for c in lit),
            arches=len(chapters),
            trail=trail,
            current=current,
            moved=self._moved(page),
            form=FORM in content,
        )
        self._shown[page.address] = view
        return view

    def shown(self, address: str) -> View | None:
        """The view of a page that was written in this build, for pages that lead on to it; None for a file."""
        return self._shown.get(address)

    def _moved(self, page: Page) -> tuple[tuple[str, str, str], ...]:
        """The anchors that are gone from a page, as (anchor, name of what it leads to, its address)."""
        found = []
        for anchor, target in self.left.get(page.address, {}).items():
            address, _, there = target.partition("#")
            name = self.site.title_at(address) + (f", “{there.replace('-', ' ')}”" if there else "")
            found.append((anchor, name, target))
        return tuple(found)


def _data_of(subject: Chapter | Board | Stage) -> str:
    """The file that holds the facts of a chapter, a board or a group."""
    return (
        f"data/chapters/{subject.id}.yml"
        if isinstance(subject, Chapter)
        else "data/boards.yml"
        if isinstance(subject, Board)
        else "data/stages.yml"
    )


def _first_paragraph(html: str) -> str:
    """The text of the first paragraph of a page's HTML that has any, for its description."""
    for inner in re.findall(r"<p(?:\s[^>]*)?>(.*?)</p>", html, re.DOTALL):
        if text := " ".join(unescape(re.sub(r"<[^>]+>", "", inner)).split()):
            return text
    return ""


def _cut(text: str, most: int = 200) -> str:
    """A description of at most `most` signs, cut after a whole sentence or word."""
    if len(text) <= most:
        return text
    head = text[:most]
    end = head.rfind(". ")
    return head[: end + 1] if end > most // 3 else head[: head.rfind(" ")] + " ..."
