"""What partners need to tell people about the plan: for the whole plan, each group and each chapter, a kit on a page of its own.

A kit holds the short address, words in three lengths, HTML, a QR code and a poster. The words stand in the template
partials/wording.html; macros/publish/partners.py writes the codes and the files for web editors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .page import MacroError, Page, brings, kind, macro, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .site import Site
    from .subjects import Subject

PLAN = "plan"
# Below it stand the kits and their files.
FOLDER = "/partners/"
STYLES = ("/assets/partners.css",)
TABLES = (f"{FOLDER}partners.csv", f"{FOLDER}partners.json")


@dataclass(frozen=True)
class Kit:
    """All that a partner needs to share one subject: a chapter, a group, or (None) the whole plan.

    `address` is the subject's page on the site, `link` the short address in full, `words` the text of a link. `also` is what
    readers get there besides what was planned.
    """

    id: str
    kind: str
    subject: Subject | None
    title: str
    address: str
    link: str
    words: str
    post: str
    newsletter: str
    email_subject: str
    email: str
    html: str
    also: tuple[str, ...]

    @property
    def page(self) -> str:
        """The address of the kit's own page."""
        return f"{FOLDER}{self.id}/"

    @property
    def retired(self) -> bool:
        """Whether the subject is a retired chapter: its address and code still lead there, but it is not for sharing."""
        chapter = self.subject.chapter if self.subject else None
        return chapter is not None and chapter.status == "retired"

    @property
    def codes(self) -> tuple[str, str]:
        """The addresses of the QR code: as SVG, for print, and as PNG, for documents."""
        return _codes_of(self.id)


def _codes_of(id_: str) -> tuple[str, str]:
    """The addresses of a kit's QR code as SVG and as PNG."""
    return f"{FOLDER}qr/{id_}.svg", f"{FOLDER}qr/{id_}.png"


def _subjects(site: Site) -> Iterator[tuple[str, Subject | None]]:
    """What there is to share, by id: the plan, then each group with its chapters."""
    yield PLAN, None
    for group in site.stages.values():
        yield group.id, group
        yield from ((chapter.id, site.chapters[chapter.id]) for chapter in group.chapters)


@lru_cache(maxsize=1)
def kits(site: Site) -> dict[str, Kit]:
    """The kit of the plan, of each group and of each chapter, by id."""
    return {id_: _kit(site, id_, subject) for id_, subject in _subjects(site)}


def _kit(site: Site, id_: str, subject: Subject | None) -> Kit:
    word = {"stage": "group"}.get(subject.kind, subject.kind) if subject else "plan"
    title, address = (subject.title, subject.address) if subject else ("The whole plan", "/")
    link = site.url + ((subject and subject.short) or address)[1:]
    plan = site.plan
    every = subject.chapters if subject else plan.chapters.values()
    shown = {
        "kind": word,
        "title": title,
        "subject": subject,
        "link": link,
        "chapters": [c for c in subject.chapters if c.status != "retired"] if subject else [],
        "now": any(plan.after_of(chapter) for chapter in every),
        "doing": any(plan.doing_of(chapter) for chapter in every),
    }
    said: Any = site.template("partials/wording.html").make_module(shown)
    words, post, newsletter, line = (
        " ".join(text.unescape().split())
        for text in (said.words, said.post, said.newsletter, said.subject_line)
    )
    email = _paragraphs(said.email.unescape())
    html, also = str(said.html), (*said.also,)
    return Kit(
        id_, word, subject, title, address, link, words, post, newsletter, line, email, html, also
    )


def _paragraphs(text: str) -> str:
    """A text of paragraphs as an e-mail has it: each in one line, with an empty one between them."""
    found = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(part for part in found if part)


@kind
def kit_pages(site: Site) -> Iterator[Page]:
    """A page for each kit, below the page for partners."""
    for id_, subject in _subjects(site):
        yield Page(
            subject.data if subject else "data/plan.yml",
            f"{FOLDER}{id_}/",
            f"For partners: {subject.title if subject else 'the whole plan'}",
            "kit",
            of=subject,
            macro="partner_kit",
            arguments=(id_,),
            above=(("For partners", FOLDER),),
            label="For partners",
        )


@published
def kit_files(site: Site) -> Iterator[str]:
    """The files for web editors, and every QR code."""
    yield from TABLES
    for id_, _ in _subjects(site):
        yield from _codes_of(id_)


@macro
@brings(styles=STYLES, lists=True)
def partner_kit(site: Site, _page: Page, id_: str) -> dict[str, Any]:
    """All that a partner needs to share one chapter, one group or the plan."""
    if id_ not in kits(site):
        raise MacroError(f"there is nothing to share that is called '{id_}'.")
    kit = kits(site)[id_]
    chapters = kit.subject.chapters if kit.subject else site.plan.chapters.values()
    return {"kit": kit, "lit": tuple((c.number - 1, c.stage.number) for c in chapters)}


@macro
@brings(styles=STYLES)
def partners(site: Site, _page: Page) -> dict[str, Any]:
    """Every kit by group, with its short address, and the files that hold them all."""
    all_kits = kits(site)
    groups = [
        (stage, [all_kits[stage.id], *(all_kits[c.id] for c in site.plan.chapters_of(stage))])
        for stage in site.plan.stages.values()
    ]
    return {"whole": all_kits[PLAN], "groups": groups, "tables": TABLES}
