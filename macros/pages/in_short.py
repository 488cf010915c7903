"""The short words of the plan, of its chapters and of two other pages, each on a page of its own beside the long one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..plan.after import DoNow, bears_on
from ..plan.files import FILES
from ..plan.in_short import OTHERS, PARTS
from ..plan.problems import allowed
from .page import MacroError, Page, brings, kind, macro

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.help import Help
    from ..plan.in_short import InShort, Row
    from .site import Site

PLAN = "plan"  # Its page is written in docs/, and leads to all others.


def named(site: Site) -> list[InShort]:
    """The short words whose files are named by a page."""
    names = (*OTHERS, *site.plan.chapters)
    return [short for short in site.plan.points.values() if short.id in names]


def title_of(site: Site, short: InShort) -> str:
    """What its long page is called."""
    return OTHERS[short.id][1] if short.id in OTHERS else site.plan.chapters[short.id].title


@kind
def pages_of_short_words(site: Site) -> Iterator[Page]:
    """A page for each file of short words but the plan's."""
    for short in named(site):
        if short.id != PLAN:
            yield Page(
                FILES["points"].path_of(short.id),
                short.address,
                f"{title_of(site, short)} in short",
                "in-short",
                of=site.chapters.get(short.id),
                macro="in_short",
                arguments=(short.id,),
                above=((title_of(site, short), short.long),),
                label="In short",
            )


@macro
@brings(lists=True, alone=True)
def in_short(site: Site, page: Page, id_: str) -> dict[str, Any]:
    """The short words of a chapter, by its id, of the `plan`, of `help`, or of `have-your-say`."""
    every = site.plan.points
    if id_ not in every:
        raise MacroError(f"short words are of '{id_}'. {allowed(every, id_)}")
    short = every[id_]
    chapter = site.plan.chapters.get(id_)
    others = [one for one in named(site) if one.id != PLAN] if id_ == PLAN else []
    return {
        "short": short,
        "title": title_of(site, short),
        "heading": page.title if page.macro else "",
        "help": chapter.help if chapter else (),
        # What has no priorities of its own is told how long the whole plan was for.
        "dated": chapter.priorities if chapter else id_ == PLAN,
        "parts_of": {
            part: [(row, reached(site, row)) for row in getattr(short, part)] for part in PARTS
        },
        "others": [(title_of(site, one), one.address) for one in others],
    }


@macro
def in_short_pages(site: Site, _page: Page) -> dict[str, Any]:
    """How many pages of short words there are, and who has looked at which."""
    every = named(site)
    seen = [(title_of(site, one), one.address, one.looked_at) for one in every if one.looked_at]
    return {"every": every, "seen": seen}


def reached(site: Site, row: Row) -> list[Help | DoNow]:
    """What a row rests on that readers can go to, whose number or address stands behind its words."""
    found: list[Help | DoNow] = []
    for rest in row.rests_on:
        what, _, id_ = rest.partition(" ")
        if what == "help":
            found += [way for way in [site.plan.help.get(id_)] if way]
        elif what == "now" and (line := site.plan.doing.get(id_)):
            found += [line.help or line] if line.help or line.address else []
    return list(dict.fromkeys(found))


def words_of(site: Site, short: InShort, rest: str) -> str | None:
    """The words that short words rest on, as they are now, or None if nothing is there."""
    what, _, id_ = rest.partition(" ")
    if what in _TABLES:
        return _entry_words(site, short, what, id_)
    if what in site.plan.papers:
        place = site.plan.papers[what].places.get(id_)
        return place and place.text
    chapter, long = site.plan.chapters.get(short.id), site.every.get(short.long)
    if what == "page" and long and not id_:
        return site.written(long.file).text
    if what == "summary" and chapter and not id_:
        return chapter.summary
    priorities = chapter.priorities if chapter and what == "priority" else ()
    return next((f"{p.heading} {p.plain}" for p in priorities if str(p.number) == id_), None)


# The part of the plan that holds what rows rest on by an id, and where its words stand.
_TABLES = {
    "now": ("doing", "do"),
    "help": ("help", "plain"),
    "term": ("terms", "plain"),
    "after": ("after", "now"),
}


def _entry_words(site: Site, short: InShort, what: str, id_: str) -> str | None:
    part, field = _TABLES[what]
    entry = getattr(site.plan, part).get(id_)
    if isinstance(entry, DoNow) and short.id not in OTHERS and not bears_on(entry, short.id):
        return None
    return (getattr(entry, field) or str(entry.sought)) if entry else None
