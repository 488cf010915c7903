"""What a page can be about: a chapter, a group or a board. Each answers the same questions, so that nobody asks for its type.

While the data has a mistake, not every answer is there: nothing is asked before it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..plan.model import Board, Chapter, Help, Stage
    from ..plan.plan import Plan

CHAPTERS, BOARDS = ("Chapters", "/chapters/"), ("Boards", "/boards/")


class Subject:
    """What is asked of every chapter, group and board, and what those answer that have nothing to say."""

    kind: str
    # Where its page stands in docs/, and the file that holds its facts.
    folder = ""
    data: str
    title: str
    # The word for it, and a sentence for lists.
    word: str
    summary: str
    # What a tab says, what stands beside the title in the search, and what search engines show below it.
    heading: str
    label: str
    description: str
    chapters: tuple[Chapter, ...]
    # The pages above its own.
    trail: tuple[tuple[str, str], ...]
    # What it might be asked for by, and the leads and words that its page names.
    names: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    # The number of the group whose colour it bears.
    group: int | None = None
    # The chapter, if it is one, and its number as an address.
    chapter: Chapter | None = None
    short: str | None = None
    help: tuple[Help, ...] = ()
    # Whether a highlight report tells of it.
    reported = False
    # What machines are told of its page, in the words of schema.org.
    schema_type = "CollectionPage"

    def __init__(self, plan: Plan, id_: str) -> None:
        """Be the subject of a plan with this id."""
        self.plan, self.id = plan, id_

    @property
    def file(self) -> str:
        """Its page's file, from docs/."""
        return f"{self.folder}{self.id}.md"

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"/{self.folder}{self.id}/"

    @property
    def key(self) -> str:
        """What names it for good, for feed readers."""
        return self.address

    @property
    def facts(self) -> dict[str, Any]:
        """More for machines, in the words of schema.org."""
        return {}


class OfChapter(Subject):
    """A chapter."""

    kind = word = "chapter"
    folder, data = "chapters/", "data/chapters/{}.yml"
    schema_type = "WebPage"

    def __init__(self, plan: Plan, chapter: Chapter) -> None:
        """Ask the chapter."""
        super().__init__(plan, chapter.id)
        self.chapter: Chapter = chapter
        self.title, self.summary = chapter.title, chapter.summary
        self.description = chapter.summary
        self.heading = f"{chapter.title}, chapter {chapter.number}"
        self.names = (*chapter.keywords, *chapter.also_called)
        self.chapters, self.help = (chapter,), chapter.help
        self.data, self.short = self.data.format(chapter.id), f"/{chapter.number}/"

    @property
    def label(self) -> str:  # type: ignore[override]
        """Its number and group."""
        return f"Chapter {self.chapter.number}, {self.chapter.stage.name}"

    @property
    def group(self) -> int:  # type: ignore[override]
        """Its group's."""
        return self.chapter.stage.number

    @property
    def trail(self) -> tuple[tuple[str, str], ...]:  # type: ignore[override]
        """All chapters, then those of its group."""
        return CHAPTERS, (self.chapter.stage.name, f"/{self.chapter.stage.id}/")

    @property
    def mentions(self) -> tuple[str, ...]:  # type: ignore[override]
        """Its leads, and every form of the words explained."""
        forms = [
            form for t in self.chapter.terms for form in (t.term, t.expansion, *t.also) if form
        ]
        return (*(lead.name for lead in self.chapter.leads), *forms)

    @property
    def reported(self) -> bool:  # type: ignore[override]
        """Whether any report tells of one of its priorities."""
        return bool(self.plan.reports.of_chapter(self.chapter))

    @property
    def key(self) -> str:
        """Its number is never given twice, and its address may change."""
        return f"chapter-{self.chapter.number}"

    @property
    def facts(self) -> dict[str, Any]:
        """What it is also called."""
        return {"keywords": [self.title, *self.chapter.also_called]}


class OfStage(Subject):
    """A group of chapters."""

    kind, word, label = "stage", "group", "Group of chapters"
    data, trail = "data/stages.yml", (CHAPTERS,)

    def __init__(self, plan: Plan, stage: Stage) -> None:
        """Ask the group."""
        super().__init__(plan, stage.id)
        self.title, self.description, self.names = stage.name, stage.intro, stage.as_written
        self.heading, self.group = f"{stage.name}: the chapters", stage.number
        self.summary = stage.summary
        self.chapters = plan.chapters_of(stage)


class OfBoard(Subject):
    """A board."""

    kind = word = "board"
    folder, label, data, trail = "boards/", "Board", "data/boards.yml", (BOARDS,)

    def __init__(self, plan: Plan, board: Board) -> None:
        """Ask the board."""
        super().__init__(plan, board.id)
        self.board = board
        self.title = self.heading = board.name
        self.description = self.summary = board.summary
        self.chapters = plan.chapters_of(board)
        self.names = tuple(f"{chapter.title} board" for chapter in self.chapters)  # "stroke board"

    @property
    def reported(self) -> bool:  # type: ignore[override]
        """Whether it has made a report."""
        return bool(self.plan.reports.of_board(self.board))

    @property
    def facts(self) -> dict[str, Any]:
        """That it is an organisation."""
        return {"about": {"@type": "Organization", "name": self.title}}


def subjects(plan: Plan) -> list[Subject]:
    """Every chapter, board and group of a plan, in this order."""
    return [
        *(OfStage(plan, stage) for stage in plan.stages.values()),
        *(OfBoard(plan, board) for board in plan.boards.values()),
        *(OfChapter(plan, chapter) for chapter in plan.chapters.values()),
    ]
