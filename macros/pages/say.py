"""Having a say: the forms, where they lead, and what people said. Everything follows from `feedback` in data/plan.yml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..plan.about import Privacy
from ..plan.problems import allowed
from ..plan.route import Route
from .page import MacroError, Page, brings, kind, macro

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.chapter import Chapter
    from ..plan.plan import Plan
    from .site import Site

# Below it stand the forms of chapters.
FOLDER = "/have-your-say/"
ABOVE = (("Have your say", FOLDER),)
THANKS = "/thank-you/"
STYLES = ("/assets/form.css",)
# Who someone is in relation to what they write about, if they say so.
WHO = (
    "A resident",
    "A patient",
    "A carer",
    "A voluntary or community group",
    "Staff",
    "Someone else",
)


def endpoint(plan: Plan) -> str | None:
    """Where the forms are sent to, if that is configured."""
    return plan.about.feedback.endpoint if plan.about and plan.about.feedback else None


def _form_of(chapter: str) -> str:
    """The address of a chapter's form, by the chapter's id."""
    return f"{FOLDER}{chapter}/"


@kind
def forms(site: Site) -> Iterator[Page]:
    """A form for each chapter, a retired one too, for its address was promised."""
    for subject in site.chapters.values():
        yield Page(
            subject.data,
            _form_of(subject.id),
            f"Have your say: {subject.title}",
            "form",
            of=subject,
            macro="say_chapter",
            arguments=(subject.id,),
            above=ABOVE,
            label="Form",
        )


@kind
def thanks(site: Site) -> Iterator[Page]:
    """Thanks, if words can be sent."""
    if endpoint(site.plan):
        yield Page(
            "data/plan.yml",
            THANKS,
            "Thank you",
            "thanks",
            macro="say_thanks",
            above=ABOVE,
            listed=False,
        )


def _form(site: Site, page: Page, chapter: Chapter | None) -> dict[str, Any]:
    """What the form shows: its route, the things that it can be about, and where it comes back to."""
    about = site.plan.about
    route = about.feedback or Route.model_construct()
    subject = f"{about.name}, {about.place}{f': {chapter.title}' if chapter else ''}"
    return {
        "route": route,
        "chapter": chapter,
        "subject": subject,
        "who": WHO,
        "thanks": site.url + THANKS[1:],
        "here": site.url + page.address[1:],
    }


@macro
@brings(styles=STYLES)
def say_form(site: Site, page: Page) -> dict[str, Any]:
    """The form about the plan as a whole, and the way to each chapter's."""
    stages = [
        (
            stage,
            [(c, _form_of(c.id)) for c in site.plan.chapters_of(stage) if c.status != "retired"],
        )
        for stage in site.plan.stages.values()
    ]
    return _form(site, page, None) | {"stages": stages}


@macro
@brings(styles=STYLES, lists=True)
def say_chapter(site: Site, page: Page, chapter: str) -> dict[str, Any]:
    """The page with the form about one chapter and its priorities."""
    if chapter not in site.plan.chapters:
        raise MacroError(f"a chapter is '{chapter}'. {allowed(site.plan.chapters, chapter)}")
    subject = site.plan.chapters[chapter]
    return _form(site, page, subject) | {"themes": site.plan.themes_of(subject)}


@macro
def say_thanks(site: Site, _page: Page) -> dict[str, Any]:
    """Thanks, after words were sent, and what is known of what happens next."""
    return {"route": site.plan.about.feedback}


@macro
def said_and_done(site: Site, _page: Page) -> dict[str, Any]:
    """What people said, in summary, what was answered or changed, and what still waits."""
    return {"themes": tuple(site.plan.feedback.values())}


@macro
def say_privacy(site: Site, _page: Page) -> dict[str, Any]:
    """What happens to words that readers send: who gets them, how long they are kept, whom to ask."""
    return {"route": site.plan.about.feedback}


@macro
def privacy(site: Site, _page: Page, part: str) -> dict[str, Any]:
    """A part of the privacy page that follows from data: `device`, `asked`, or a line of `privacy` in data/plan.yml."""
    parts = ("device", "asked", *Privacy.model_fields)
    if part not in parts:
        raise MacroError(f"a part of the privacy page is '{part}'. {allowed(parts, part)}")
    return {
        "part": part,
        "told": getattr(site.plan.about.privacy, part, None),
        "route": site.plan.about.feedback,
    }


@macro
def other_websites(site: Site, _page: Page) -> dict[str, Any]:
    """When a reader's browser is sent to another website: by a link, and by Send if the forms have it."""
    return {"sends": bool(endpoint(site.plan))}


@macro
def ways_to_ask(site: Site, _page: Page, purpose: str) -> dict[str, Any]:
    """How to reach the publisher, or whoever takes such words: about `anything`, to ask for `formats`, to report `problems`."""
    purposes = ("anything", "formats", "problems")
    if purpose not in purposes:
        raise MacroError(f"a purpose is '{purpose}'. {allowed(purposes, purpose)}")
    return {"route": site.plan.about.feedback, "purpose": purpose}
