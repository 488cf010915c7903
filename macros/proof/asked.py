"""What the search is asked, and whether the pages that answer are among its first results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.plan import Plan

FIRST = 3  # results, among which the page is to be
MOST_MISSED = 5  # of a hundred questions of one kind: words that nobody foresaw remain
TITLES, ASKED, UNSEEN = "titles", "questions in data/searches.yml", "unseen questions there"
_MEND = "Give the page that answers the words of the question as keywords. If it still is not found, tell a developer."


@dataclass(frozen=True)
class Asked:
    """A question, the pages of which one answers it, and the kind of questions among which it is counted."""

    question: str
    pages: tuple[str, ...]
    kind: str


def asked_of(plan: Plan) -> list[Asked]:
    """Each chapter's title, and the questions of the plan's editors."""
    titles = [Asked(c.title, (f"/chapters/{c.id}/",), TITLES) for c in plan.chapters.values()]
    return titles + [
        Asked(question, group.pages, kind)
        for group in plan.searches
        for kind, questions in ((ASKED, group.asked), (UNSEEN, group.unseen))
        for question in questions
    ]


def not_found(asked: list[Asked], answers: list[tuple[str, list[str]]]) -> Iterator[Finding]:
    """The questions that do not lead to their pages: every title, and of each other kind all if they are too many.

    An answer is what the search says, and where its results lead, from the site's root.
    """
    missed = [
        (one, said, links[:FIRST])
        for one, (said, links) in zip(asked, answers, strict=True)
        if not {link.partition("#")[0] for link in links[:FIRST]}.intersection(one.pages)
    ]
    for kind in (TITLES, ASKED, UNSEEN):
        number = sum(one.kind == kind for one in asked)
        of_kind = [one for one in missed if one[0].kind == kind]
        if kind == TITLES or len(of_kind) * 100 > number * MOST_MISSED:
            told = "" if kind == TITLES else f" ({number - len(of_kind)} of {number} {kind} are)"
            for one, said, links in of_kind:
                element = f'"{one.question}" finds {links or said}{told}'
                yield Finding(one.pages[0], "search", "not found", element, _MEND)
