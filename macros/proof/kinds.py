"""One page of each kind: so few pages that show all that any page shows.

What makes a kind is read from the plan and the built pages: a page's template, its macros, what it belongs to, and each
class of an element on it. So a plan of any size has its own kinds, and a new one is never left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from .pages import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..pages.site import Site
    from .pages import Page, Pages

# The colour of its group, and which of the viaduct's arches is lit, are on many kinds of pages.
SAME = re.compile(r"\b(group|arch|stage)-\d+\b")
# Nobody's word: letters that no language has together.
NOBODYS = "qx"


def parts(site: Site, page: Page) -> Iterator[str]:
    """What a page is made of."""
    for element in page.tree.iter():
        if name := element.get("class"):
            yield from (f"{element.tag}.{part}" for part in SAME.sub("", name).split())
        elif isinstance(element.tag, str):
            yield element.tag
    if page.address == MISSING or page.address not in site.every:
        yield "nothing of the plan"
        return
    made = site.page_at(page.address)
    if made.chapter:
        yield f"a chapter that is {made.chapter.status}"
    if made.macro:
        yield f"{made.macro} of {made.of.kind if made.of else None}"
    else:
        yield from (f"{name}()" for name in made.calls)


def kinds(site: Site, pages: Iterable[Page]) -> list[str]:
    """The addresses of one page of each kind, as they stand in the site: of those that show most that is new, the first.

    A page that shows nothing that others do not show is left out.
    """
    left = {page.address: set(parts(site, page)) for page in pages}
    chosen = []
    while left:
        best = max(left, key=lambda address: (len(left[address]), [-ord(sign) for sign in address]))
        if not (new := left.pop(best)):
            break
        chosen.append(best)
        for other in left.values():
            other.difference_update(new)
    return sorted(chosen)


def questions(site: Site, pages: Pages) -> list[str]:
    """The search page with results, with none, and with help for those who are in danger: where the plan has each."""
    if "/search/" not in pages:
        return []
    asked = [next(iter(c.title for c in site.plan.chapters.values()), "")]
    words = "".join(page.source for page in pages)
    nobodys = NOBODYS * 4
    while nobodys in words:
        nobodys += NOBODYS
    asked.append(nobodys)
    danger = next(iter(site.plan.danger.values()), None)
    if danger:
        asked.append(re.sub(r"/\S*", "", danger.phrases[0]))
    return [f"/search/?q={quote_plus(question)}" for question in asked if question]
