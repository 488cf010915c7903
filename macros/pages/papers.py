"""The papers that all words of the plan are from: a page that lists them, and one for each paper that is here whole.

Every paragraph has an anchor, and every row of a table. An anchor is made of the id in the paper's file, which never changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .front_matter import FrontMatter
from .page import MacroError, Page, brings, kind, macro, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.paper import Paper, PaperPart
    from ..plan.words import Block
    from .site import Site

FOLDER = "/papers/"
STYLES = ("/assets/papers.css",)
_EDITIONS = ("Editions and sources", "/editions/")


class Group(NamedTuple):
    """Rows of a table that stand together: the words of a row of one cell above them, if there is one, and its anchor."""

    head: tuple[Block, ...] | None
    anchor: str
    # The anchor of each row, the words of its first cell, and its other cells, in as many lines as the paper has.
    rows: list[tuple[str, tuple[Block, ...], list[list[tuple[Block, ...]]]]]


def anchor_of(paper: Paper, id_: str) -> str:
    """The anchor of a paragraph, a part or a row on the page where its words stand."""
    place = paper.places[id_]
    _, part, kind_, *rest = (*place.way, "", "")
    anchor = (
        f"p-{id_}"
        if kind_ == "paragraphs"
        else f"t-{part}-{rest[0]}"
        if kind_ == "rows"
        else f"part-{part}"
    )
    return anchor if paper.whole else f"{paper.id}-{anchor}"


def place_of(paper: Paper, id_: str) -> str:
    """Where readers find a paragraph: on the paper's own page, or beside the other papers."""
    address = f"{FOLDER}{paper.id}/" if paper.whole else FOLDER
    return f"{address}#{anchor_of(paper, id_)}"


@kind
def paper_pages(site: Site) -> Iterator[Page]:
    """The list of papers, and a page for each that is here whole."""
    every = [*site.plan.papers.values()]
    for first in every[:1]:
        file = f"data/papers/{first.id}.yml"
        yield Page(file, FOLDER, "The papers", "papers", macro="all_papers", above=(_EDITIONS,))
    for paper in every:
        if paper.whole:
            yield Page(
                f"data/papers/{paper.id}.yml",
                f"{FOLDER}{paper.id}/",
                paper.title,
                "paper",
                macro="paper",
                arguments=(paper.id,),
                above=(_EDITIONS, ("The papers", FOLDER)),
                label=f"Paper, {paper.short}",
                front=FrontMatter.model_validate(
                    {"keywords": [paper.short], "description": _described(paper)}
                ),
            )


def _described(paper: Paper) -> str:
    return f"Every paragraph of the {paper.short}, to the letter: {paper.about or paper.title}"


@macro
@brings(styles=STYLES, lists=True, schema_type="CollectionPage")
def all_papers(site: Site, _page: Page) -> dict[str, Any]:
    """Every paper: what it is, its date and publisher, where it can be read, and the passages of those that are not whole."""
    return {"papers": [*site.plan.papers.values()], "anchor": anchor_of, "groups": _groups}


plain("papers", "The name of every paper, and the way to where its words stand.")


@macro
@brings(styles=STYLES, parts=True)
def paper(site: Site, _page: Page, id_: str) -> dict[str, Any]:
    """One paper, whole: its words to the letter, each paragraph and each row of a table with an anchor."""
    found = site.plan.papers.get(id_)
    if not found or not found.whole:
        raise MacroError(f"no paper that is here whole is called '{id_}'.")
    left_out = any("left out]" in place.text for place in found.places.values())
    shown = {"anchor": anchor_of, "groups": _groups, "left_out": left_out}
    return {"paper": found, **shown}


def _groups(paper: Paper, name: str, part: PaperPart) -> list[Group]:
    """The rows of a table. A row of one cell heads those below it; one with more cells than the table goes on in more lines."""
    groups = [Group(None, "", [])]
    wide = len(part.columns) - 1
    for id_, (first, *cells) in part.rows.items():
        anchor = anchor_of(paper, f"{name}-{id_}")
        if cells or not wide:
            lines = [cells[n : n + wide] for n in range(0, len(cells), wide)] if wide else [[]]
            groups[-1].rows.append((anchor, first, lines))
        else:
            groups.append(Group(first, anchor, []))
    return [group for group in groups if group.rows or group.head]
