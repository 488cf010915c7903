"""Which page stands where: in the site map, and at the foot of every page. The pages themselves say so.

A page's front matter names its heading (`group`) and its place there (`order`). Chapters, groups and boards stand under
headings of their own, in the plan's order. So a page needs no line in any other file.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, get_args

from .front_matter import MORE, Group

if TYPE_CHECKING:
    from .page import Page
    from .site import Site

# What the pages of chapters, groups and boards stand under, by kind.
_OF_THE_PLAN = {"stage": "Groups of chapters", "chapter": "Chapters", "board": "Boards"}
# The headings in order. The home page comes first, under none.
_FIRST, *_REST = get_args(Group)
HEADINGS = ("", _FIRST, "Groups of chapters", "Chapters", *_REST)


def menu(site: Site) -> dict[str, list[Page]]:
    """Every page that is written in docs/, in order, by the heading that it stands under."""
    of_the_plan = {file: nth for nth, file in enumerate(site.subjects)}

    def order(page: Page) -> tuple[int, int, str]:
        if page.front.order:
            return 0, page.front.order, page.title.casefold()
        nth = of_the_plan.get(page.file)
        return (1, nth, "") if nth is not None else (2, 0, page.title.casefold())

    pages: dict[str, list[Page]] = {heading: [] for heading in HEADINGS}
    for page in sorted(site.pages.values(), key=order):
        pages[heading_of(site, page)].append(page)
    return {heading: found for heading, found in pages.items() if found}


def heading_of(site: Site, page: Page) -> str:
    """The heading that a page stands under: its own, that of its folder's page, or else the last."""
    if page.look == "home":
        return ""
    if page.subject:
        return _OF_THE_PLAN[page.subject.kind]
    folder = PurePosixPath(page.file).parent
    above = site.pages.get(f"{folder}/index.md")
    if page.front.group or above in (page, None):
        return page.front.group or MORE
    return heading_of(site, above)


def linked(site: Site) -> set[str]:
    """The addresses that the header, the footer and what pages show link to, whatever pages there are."""
    links: Any = site.template("partials/links.html").module
    return {"/", *links.within} | {address for _, address in (*links.header, *links.footer)}


def foreign(site: Site) -> list[Page]:
    """The pages in another language, which stand at the foot of every page: who needs one may come to any."""
    return [page for pages in menu(site).values() for page in pages if page.language]
