"""What partners need to tell people about the plan: for the whole plan, each group and each chapter, a kit on a page of its own.

A kit holds the short address, words in three lengths, HTML, a QR code and a poster. The words stand in the template
partials/wording.html; macros/publish/partners.py writes the codes and the files for web editors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..plan.model import Chapter, Stage
from .site import MacroError, Made, Page, Site, macro, made, published

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAN = "plan"
TABLES = ("/partners/partners.csv", "/partners/partners.json")


@dataclass(frozen=True)
class Kit:
    """All that a partner needs to share one subject: a chapter, a group, or (None) the whole plan.

    `address` is the subject's page on the site, `link` the short address in full, `words` the text of a link.
    """

    id: str
    kind: str
    subject: Chapter | Stage | None
    title: str
    address: str
    link: str
    words: str
    post: str
    newsletter: str
    html: str

    @property
    def page(self) -> str:
        """The address of the kit's own page."""
        return f"/partners/{self.id}/"

    @property
    def retired(self) -> bool:
        """Whether the subject is a retired chapter: its address and code still lead there, but it is not for sharing."""
        return isinstance(self.subject, Chapter) and self.subject.status == "retired"

    @property
    def codes(self) -> tuple[str, str]:
        """The addresses of the QR code: as SVG, for print, and as PNG, for documents."""
        return f"/partners/qr/{self.id}.svg", f"/partners/qr/{self.id}.png"


def _subjects(site: Site) -> Iterator[tuple[str, Chapter | Stage | None]]:
    """What there is to share, by id: the plan, then each group with its chapters."""
    yield PLAN, None
    for stage in site.plan.stages.values():
        yield stage.id, stage
        yield from ((chapter.id, chapter) for chapter in site.plan.chapters_of(stage))


@lru_cache(maxsize=1)
def kits(site: Site) -> dict[str, Kit]:
    """The kit of the plan, of each group and of each chapter, by id."""
    return {id_: _kit(site, id_, subject) for id_, subject in _subjects(site)}


def _kit(site: Site, id_: str, subject: Chapter | Stage | None) -> Kit:
    match subject:
        case Chapter():
            kind, title, address, short = (
                "chapter",
                subject.title,
                f"/chapters/{id_}/",
                f"{subject.number}/",
            )
        case Stage():
            kind, title, address, short = "group", subject.name, f"/{id_}/", f"{id_}/"
        case _:
            kind, title, address, short = "plan", "The whole plan", "/", ""
    chapters = (
        [c for c in site.plan.chapters_of(subject) if c.status != "retired"]
        if isinstance(subject, Stage)
        else []
    )
    shown = {
        "kind": kind,
        "title": title,
        "subject": subject,
        "link": site.url + short,
        "chapters": chapters,
    }
    said = site.template("partials/wording.html").make_module(shown)
    words, post, newsletter, html = (
        getattr(said, name) for name in ("words", "post", "newsletter", "html")
    )
    words, post, newsletter = (
        " ".join(text.unescape().split()) for text in (words, post, newsletter)
    )
    return Kit(
        id_, kind, subject, title, address, site.url + short, words, post, newsletter, str(html)
    )


@made
def kit_pages(site: Site) -> Iterator[Made]:
    """A page for each kit, below /partners/."""
    trail = (("For partners", "/partners/"),)
    for id_, subject in _subjects(site):
        file = (
            f"data/chapters/{id_}.yml"
            if isinstance(subject, Chapter)
            else "data/stages.yml"
            if subject
            else "data/plan.yml"
        )
        title = (
            subject.title
            if isinstance(subject, Chapter)
            else subject.name
            if subject
            else "the whole plan"
        )
        yield Made(
            file,
            f"/partners/{id_}/",
            f"For partners: {title}",
            "partner_kit",
            (id_,),
            subject,
            trail,
        )


@published
def kit_files(site: Site) -> Iterator[str]:
    """The files for web editors, and every QR code."""
    yield from TABLES
    for id_, _ in _subjects(site):
        yield from (f"/partners/qr/{id_}.svg", f"/partners/qr/{id_}.png")


@macro
def partner_kit(site: Site, _page: Page, id_: str) -> dict[str, Any]:
    """All that a partner needs to share one chapter, one group or the plan."""
    if id_ not in kits(site):
        raise MacroError(f"there is nothing to share that is called '{id_}'.")
    kit = kits(site)[id_]
    return {
        "kit": kit,
        "lit": tuple((c.number - 1, c.stage.number) for c in _chapters(site, kit.subject)),
    }


def _chapters(site: Site, subject: Chapter | Stage | None) -> tuple[Chapter, ...]:
    if isinstance(subject, Chapter):
        return (subject,)
    return site.plan.chapters_of(subject) if subject else tuple(site.plan.chapters.values())


@macro
def partners(site: Site, _page: Page) -> dict[str, Any]:
    """Every kit by group, with its short address, and the files that hold them all."""
    found = kits(site)
    groups = [
        (stage, [found[stage.id], *(found[c.id] for c in site.plan.chapters_of(stage))])
        for stage in site.plan.stages.values()
    ]
    return {"whole": found[PLAN], "groups": groups, "tables": TABLES}
