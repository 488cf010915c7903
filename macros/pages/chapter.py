"""The page of a chapter: what its three macros show, and the parts that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .content import read
from .documents import offers
from .fragments import own
from .page import Page, macro
from .progress import progress_of

if TYPE_CHECKING:
    from .site import Site


@macro
def chapter_opening(site: Site, page: Page) -> dict[str, Any]:
    """Title, summary, help, and what there is now."""
    return {"chapter": own(site.plan.chapters, page, "chapters/")}


@macro
def chapter_priorities(site: Site, page: Page) -> dict[str, Any]:
    """What was planned: each priority with the plan's words, or why there are none.

    A word is explained under the first quotation that needs it, not again under the next. At wide windows, who led the
    chapter and the parts of the page stand beside it.
    """
    chapter = own(site.plan.chapters, page, "chapters/")
    beside = zip(chapter.priorities, chapter.explained, strict=True)
    return {
        "chapter": chapter,
        "priorities": list(beside),
        "headings": read(page.file, site.written(page.file).text or "").headings,
        "told": progress_of(site.plan, chapter),
        "themes": site.plan.themes_of(chapter),
    }


@macro
def chapter_closing(site: Site, page: Page) -> dict[str, Any]:
    """What stands after a chapter's text: related chapters, progress, the folded part about the chapter, neighbours."""
    chapter = own(site.plan.chapters, page, "chapters/")
    before, after = site.plan.neighbours[chapter.id]
    related = [
        (other := site.plan.chapters[r.chapter], r.priority and other.priorities[r.priority - 1], r)
        for r in chapter.related
    ]
    parts = {
        "related": related,
        "told": progress_of(site.plan, chapter),
        "updates": site.updates.of(page),
        "themes": site.plan.themes_of(chapter),
        "documents": list(offers(site, chapter)),
    }
    return {"chapter": chapter, "before": before, "after": after, **parts}
