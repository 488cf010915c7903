"""Chapters, leads, boards and priorities, held to the tables of the papers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..quotations import holds
from ..wordings import Wording
from ..words import flat
from . import Loaded, Problems, rule_of_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..about import About
    from ..chapter import Chapter
    from ..paper import Paper, PaperPart
    from ..problems import Way


_MOVED = "Write it as there. Or has it changed since? Then tell under 'updates:' of this chapter what changed, and why."

_VACANT = "Has the lead left? Then tell so under 'updates:' of this chapter, and why. Else name the lead again."


@rule_of_facts
def chapters_are_the_papers(loaded: Loaded) -> Problems:
    """A chapter has the number, the name and the group that the papers' list of chapters gives it."""
    for chapter, name, group, at in _in_the_list(loaded):
        source = loaded.sources[f"chapters/{chapter.id}"]
        if name not in _names(chapter):
            yield source.problem(("title",), _not_named(chapter, name, at))
        if group not in chapter.stage.as_written:
            message = f"'{at}' has this chapter under '{group}', and that is no name of '{chapter.stage.id}'. {_MOVED}"
            yield source.problem(("stage",), message)
    if not _gap(loaded):  # which is told by itself
        for number, name, at in _gone(loaded):
            message = f"'{at}' lists chapter {number}, '{name}', and no chapter has that number. Put its files back, and if its work has ended, retire it: 'status: retired', with a reason."
            yield loaded.sources["plan"].problem(("sources", "chapters"), message)


@rule_of_facts
def leads_are_the_papers(loaded: Loaded) -> Problems:
    """A chapter has the leads that the papers' table gives it, to the letter; any other lead is newer, and has a source."""
    for chapter, cells, at in _rows(loaded, "leads"):
        if any(lead.source for lead in chapter.leads):
            continue
        leads = [name.strip() for name in flat(cells[1]).split("/")]
        here = [lead.quoted for lead in chapter.leads]
        if leads != here:
            message = f"'{at}' has {' and '.join(leads)}, and here stands {' and '.join(here) or 'nobody'}. {_MOVED if here else _VACANT}"
            if here:
                message += " A new lead has a line 'source:' in data/people.yml."
            yield loaded.sources[f"chapters/{chapter.id}"].problem(("leads",), message)
    yield from _strangers(loaded)


def _strangers(loaded: Loaded) -> Problems:
    """Leads of chapters that have changed since, who are neither in the table nor from elsewhere: most likely a slip in a name."""
    parts = list(_part(loaded, "leads"))
    cells = [flat(cells[1]) for _, part, _ in parts for cells in part.rows.values() if cells[1:]]
    named = {name.strip() for cell in cells for name in cell.split("/")}
    for chapter, source, _ in loaded.each("chapters") if named else ():
        for place, lead in enumerate(chapter.leads if chapter.updates else ()):
            if not lead.source and lead.quoted not in named:
                message = f"no row of '{parts[0][0].id} {parts[0][2]}' has {lead.quoted}."
                mends = (
                    "write the name as there",
                    "say in data/people.yml where it is from: 'source:'",
                )
                yield source.problem(("leads", place), message, *mends)


@rule_of_facts
def boards_are_the_papers(loaded: Loaded) -> Problems:
    """A board has the name and the chapters that the papers' table gives it; one with another source is newer."""
    unmoved = list(_unmoved(loaded).values())
    gone = any(_gone(loaded)) or _gap(loaded)
    for paper, part, id_ in _part(loaded, "boards"):
        # Chapters that have changed or came later can account for names that no chapter bears.
        later = len(loaded.entries["chapters"]) - sum(
            name in _names(chapter) for chapter, name, *_ in _in_the_list(loaded)
        )
        strange: list[str] = []
        for name, cells in part.rows.items():
            listed, left = _listed(flat(cells[1]), unmoved)
            strange += left
            board = next(
                (
                    board
                    for board in loaded.entries["boards"].values()
                    if any(
                        other is paper and re.fullmatch(rf"{id_}-{name}(-[0-9]+)?", of)
                        for other, of in board.source.paragraphs
                    )
                ),
                None,
            )
            if not board:
                continue
            if flat(cells[0]) != board.name:
                message = f"'{paper.id} {id_}-{name}' is '{flat(cells[0])}'. Copy it to the letter, or name the paper that has the new name under 'source:'."
                yield loaded.sources["boards"].problem((board.id, "name"), message)
            for chapter in listed:
                if chapter.board is not board:
                    message = (
                        f"'{paper.id} {id_}-{name}-1' lists this chapter for '{board.id}'. {_MOVED}"
                    )
                    yield loaded.sources[f"chapters/{chapter.id}"].problem(("board",), message)
        # What is wrong is that a chapter is gone, and that is told by itself.
        if len(strange) > later and not gone:
            message = f"'{paper.id} {id_}' names '{strange[0]}', and no chapter is called that. Write it under 'also_called:' in the chapter that it means."
            yield loaded.sources["boards"].problem((), message)


@rule_of_facts
def priorities_are_the_papers(loaded: Loaded) -> Problems:
    """A current chapter has the priorities that the papers' table gives it, each whole; one from another paper is newer."""
    for chapter, cells, at in _rows(loaded, "priorities"):
        source = loaded.sources[f"chapters/{chapter.id}"]
        paper = at.split()[0]
        if chapter.status != "current" or any(
            other.id != paper for p in chapter.priorities for other, _ in p.source.paragraphs
        ):
            continue
        if len(chapter.priorities) != len(cells) - 1:
            message = f"'{at}' has {len(cells) - 1} priorities, and this chapter {len(chapter.priorities)}. {_MOVED}"
            yield source.problem(("priorities",), message)
            continue
        for nth, (priority, cell) in enumerate(zip(chapter.priorities, cells[1:], strict=True)):
            if flat(priority.words) != flat(cell) and holds(flat(cell), flat(priority.words)):
                message = f"'{at}-{nth + 1}' says more: \"{flat(cell)}\". Copy all of it."
                yield source.problem(("priorities", nth, "words"), message)


@rule_of_facts
def names_are_the_papers(loaded: Loaded) -> Problems:
    """What is called a name in the papers, or an address that they give, stands there."""
    named_: list[tuple[str, Way, str]] = [
        ("stages", (stage.id, "as_written", n), name)
        for stage in loaded.entries["stages"].values()
        for n, name in enumerate(stage.as_written)
    ]
    named_ += [
        (f"chapters/{chapter.id}", ("also_called", n), name)
        for chapter in _unmoved(loaded).values()
        for n, name in enumerate(chapter.also_called)
    ]
    if frameworks := loaded.entries["frameworks"]:
        named_ += [
            ("frameworks", (field, n, "address"), part.address)
            for field in type(frameworks).model_fields
            for n, part in enumerate(getattr(frameworks, field))
            if part.address
        ]
    for file, way, name in named_ if loaded.papers else ():
        if not any(
            holds(place.text, name)
            for paper in loaded.papers.values()
            for place in paper.places.values()
        ):
            mends = "copy it from a paper to the letter", Wording.REMOVE
            yield loaded.sources[file].problem(way, f"no paper has '{name}'.", *mends)


def _unmoved(loaded: Loaded) -> dict[int, Chapter]:
    """The chapters that are as the papers have them, by number: those that have changed since say so under `updates`."""
    chapters = list(loaded.entries["chapters"].values())
    numbers = [chapter.number for chapter in chapters]  # one that stands twice is told by itself
    return {c.number: c for c in chapters if not c.updates and numbers.count(c.number) == 1}


def _part(loaded: Loaded, field: str) -> Iterator[tuple[Paper, PaperPart, str]]:
    """The part of a paper that plan.yml names as the source of a kind of facts, if it names one."""
    about: About | None = loaded.entries["about"]
    of = getattr(about.sources, field) if about else None
    for paper, id_ in of.paragraphs if of and loaded.papers and loaded.whole else ():
        if id_ in paper.parts:
            yield paper, paper.parts[id_], id_


def _listed_chapters(loaded: Loaded) -> Iterator[tuple[int, str, str, str]]:
    """The chapters that a paper lists: number, name, group, and the ids of the list."""
    for paper, part, id_ in _part(loaded, "chapters"):
        for group, *lists in part.paragraphs.values():
            for numbered in filter(None, (_numbered(item) for one in lists for item in one)):
                yield *numbered, flat(group), f"{paper.id} {id_}"


def _gap(loaded: Loaded) -> bool:
    """Whether the numbers of the chapters do not run 1, 2, 3."""
    numbers = sorted(chapter.number for chapter in loaded.entries["chapters"].values())
    return numbers != list(range(1, len(numbers) + 1))


def _gone(loaded: Loaded) -> Iterator[tuple[int, str, str]]:
    """The chapters that a paper lists and that are not there, whatever their name: number, name, and the list's ids."""
    numbers = {chapter.number for chapter in loaded.entries["chapters"].values()}
    for number, name, _, at in _listed_chapters(loaded):
        if number not in numbers:
            yield number, name, at


def _in_the_list(loaded: Loaded) -> Iterator[tuple[Chapter, str, str, str]]:
    """The chapters that a paper lists and that have not moved on, each with its name and group there, and the list's ids."""
    by_number = _unmoved(loaded)
    for number, name, group, at in _listed_chapters(loaded):
        if chapter := by_number.get(number):
            yield chapter, name, group, at


def _rows(loaded: Loaded, field: str) -> Iterator[tuple[Chapter, Any, str]]:
    """The rows of a table of chapters that have not moved on, as chapter, cells and the id of the first cell."""
    by_number = _unmoved(loaded)
    for paper, part, id_ in _part(loaded, field):
        for name, cells in part.rows.items():
            numbered = _numbered(flat(cells[0]))
            chapter = by_number.get(numbered[0]) if numbered else None
            if chapter and numbered and numbered[1] in _names(chapter) and len(cells) > 1:
                yield chapter, cells, f"{paper.id} {id_}-{name}"


def _numbered(text: str) -> tuple[int, str] | None:
    """The number and the name of '13. Carers'."""
    match = re.fullmatch(r"([0-9]{1,4})\. (.+)", flat(text))
    return (int(match[1]), match[2]) if match else None


def _names(chapter: Chapter) -> tuple[str, ...]:
    return (chapter.title, *chapter.also_called)


def _not_named(chapter: Chapter, name: str, at: str) -> str:
    return f"'{at}' calls chapter {chapter.number} '{name}'. Write that name here or under 'also_called:', or tell under 'updates:' of this chapter what changed since, and why."


def _listed(cell: str, chapters: Any) -> tuple[list[Chapter], list[str]]:
    """The chapters that a cell names between commas, and the names in it that are no chapter's."""
    left, listed = cell, []
    names = [(name, chapter) for chapter in chapters for name in _names(chapter)]
    for name, named_ in sorted(names, key=lambda pair: -len(pair[0])):
        rest = re.sub(
            rf"(^|[,;)])\s*{re.escape(name)}(?=\s*[,;.]|\s*$)", r"\1", left, flags=re.IGNORECASE
        )
        if rest != left:
            left = rest
            listed.append(named_)
    return listed, [
        name for one in re.split("[,;]", left) if (name := re.sub(r"\(.*?\)", "", one).strip(" ."))
    ]
