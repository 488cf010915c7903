"""What a page can be about: a chapter, a group or a board. Each answers the same questions, so that nobody asks for its type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..plan.files import FILES
from .page import NOTHING, Brings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.board import Board, Stage
    from ..plan.chapter import Chapter
    from ..plan.plan import Plan
    from .page import Trail

CHAPTERS, BOARDS = ("Chapters", "/chapters/"), ("Boards", "/boards/")


@dataclass(frozen=True, eq=False)
class Subject:
    """A chapter, a group or a board."""

    kind: str
    id: str
    title: str
    # A sentence for lists, and what search engines show below the title.
    summary: str
    description: str
    # What a tab says, and what stands beside the title in the search.
    heading: str
    label: str
    # The chapters that it holds, and the pages above its own.
    chapters: tuple[Chapter, ...]
    trail: Trail
    # What its page is asked for by, and the leads and words that the page names.
    keywords: tuple[str, ...]
    mentions: tuple[str, ...] = ()
    # The number of the group whose colour it bears.
    group: int | None = None
    # The chapter, if it is one, its number as an address, and what feed readers know it by: its number is never given twice.
    chapter: Chapter | None = None
    short: str | None = None
    number: str | None = None
    # What it brings to its page, and more for machines, in the words of schema.org.
    brings: Brings = NOTHING
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The address of its page."""
        return FILES[f"{self.kind}s"].shown.format(self.id)

    @property
    def file(self) -> str:
        """Its page's file, from docs/."""
        return f"{self.address.strip('/')}.md"

    @property
    def data(self) -> str:
        """The file that holds its facts."""
        return FILES[f"{self.kind}s"].path_of(self.id)

    @property
    def key(self) -> str:
        """What names it for good, for feed readers."""
        return self.number or self.address


def subjects(plan: Plan) -> Iterator[Subject]:
    """Every group, board and chapter of a plan. While its data has a mistake, a chapter's group and leads may lack their names."""
    yield from (_stage(plan, stage) for stage in plan.stages.values())
    yield from (_board(plan, board) for board in plan.boards.values())
    yield from (_chapter(plan, chapter) for chapter in plan.chapters.values())


def _stage(plan: Plan, stage: Stage) -> Subject:
    return Subject(
        kind="stage",
        id=stage.id,
        title=stage.name,
        summary=stage.summary,
        description=stage.intro,
        heading=f"{stage.name}: the chapters",
        label="Group of chapters",
        chapters=plan.chapters_of(stage),
        trail=(CHAPTERS,),
        keywords=stage.as_written,
        group=stage.number,
        brings=Brings(schema_type="CollectionPage"),
    )


def _board(plan: Plan, board: Board) -> Subject:
    chapters = plan.chapters_of(board)
    return Subject(
        kind="board",
        id=board.id,
        title=board.name,
        summary=board.summary,
        description=board.summary,
        heading=board.name,
        label="Board",
        chapters=chapters,
        trail=(BOARDS,),
        keywords=tuple(f"{chapter.title} board" for chapter in chapters),  # "stroke board"
        brings=Brings(schema_type="CollectionPage", reports=any(plan.reports.of_board(board))),
        facts={"about": {"@type": "Organization", "name": board.name}},
    )


def _chapter(plan: Plan, chapter: Chapter) -> Subject:
    stage = plan.stages.get(chapter.stage.id)
    return Subject(
        kind="chapter",
        id=chapter.id,
        title=chapter.title,
        summary=chapter.summary,
        description=chapter.summary,
        heading=f"{chapter.title}, chapter {chapter.number}",
        label=f"Chapter {chapter.number}" + (f", {stage.name}" if stage else ""),
        chapters=(chapter,),
        trail=(CHAPTERS, (stage.name, f"/{stage.id}/")) if stage else (CHAPTERS,),
        keywords=(*chapter.keywords, *chapter.also_called),
        mentions=tuple(_mentions(chapter)) if plan.whole else (),
        group=stage.number if stage else None,
        chapter=chapter,
        short=f"/{chapter.number}/",
        number=f"chapter-{chapter.number}",
        brings=Brings(
            schema_type="WebPage",
            reports=any(plan.reports.of_chapter(chapter)),
            help=lambda _: (
                *chapter.help,
                *(now.help for now in plan.doing_of(chapter) if now.help),
            ),
        ),
        facts={"keywords": [chapter.title, *chapter.also_called]},
    )


def _mentions(chapter: Chapter) -> Iterator[str]:
    yield from (lead.name for lead in chapter.leads if lead.named)
    for term in chapter.terms:
        yield from (form for form in (term.term, term.expansion, *term.also) if form)
