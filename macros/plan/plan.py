"""The plan, as typed values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from .after import bears_on
from .chapter import Chapter
from .files import Files
from .names import Withheld
from .update import ALL

if TYPE_CHECKING:
    from .after import After, DoNow
    from .board import Board, Person, Stage
    from .chapter import Priority
    from .entry import Named
    from .feedback import Feedback


@dataclass(frozen=True)
class Plan(Files):
    """Everything that data/ holds, in order. Tables are keyed by id; chapters stand in the order of their numbers.

    Only a plan that is `whole`, without an error in its data, can be published.
    """

    whole: bool

    @cached_property
    def _of(self) -> dict[Named, tuple[Chapter, ...]]:
        groups: dict[Named, list[Chapter]] = {}
        for chapter in self.chapters.values():
            for owner in (chapter.stage, chapter.board, *chapter.leads):
                groups.setdefault(owner, []).append(chapter)
        return {owner: tuple(chapters) for owner, chapters in groups.items()}

    def chapters_of(self, owner: Stage | Board | Person) -> tuple[Chapter, ...]:
        """The chapters of a stage, a board or a lead, retired ones too, in the order of their numbers."""
        return self._of.get(owner, ())

    @property
    def withheld(self) -> Withheld:
        """The names that are not public."""
        return Withheld({id_: one.name for id_, one in self.people.items() if not one.named})

    @cached_property
    def for_readers(self) -> Plan:
        """The plan that pages are made from: no name is in it that is not public, nor an id or an anchor made of one."""
        if not (hidden := self.withheld.names):
            return self
        people = {id_: one.for_readers(n) for n, (id_, one) in enumerate(self.people.items(), 1)}
        chapters = {
            id_: chapter.model_copy(
                update={"leads": tuple(people.get(p.id, p) for p in chapter.leads)}
            )
            for id_, chapter in self.chapters.items()
        }
        return replace(
            self,
            people={person.id: person for person in people.values()},
            chapters=chapters,
            addresses=self.addresses.without(hidden),
        )

    @cached_property
    def priorities(self) -> tuple[tuple[Chapter, Priority], ...]:
        """Every priority with its chapter; those of retired chapters stand apart on their own pages."""
        return tuple(
            (c, p) for c in self.chapters.values() if c.status != "retired" for p in c.priorities
        )

    def themes_of(self, owner: Chapter | Board) -> tuple[Feedback, ...]:
        """What people said about a chapter, or about the chapters of a board, in the order of `feedback`."""
        own = (
            {owner.id}
            if isinstance(owner, Chapter)
            else {chapter.id for chapter in self.chapters_of(owner)}
        )
        return tuple(
            theme
            for theme in self.feedback.values()
            if own & {subject.chapter for subject in theme.about}
        )

    def after_of(self, chapter: Chapter) -> tuple[After, ...]:
        """What there is now in place of what a chapter names, or was not found: what is of its subject first."""
        rows = (row for row in self.after.values() if bears_on(row, chapter.id) and not row.of_plan)
        return tuple(sorted(rows, key=lambda row: ALL in row.chapters))

    def more_of(self, chapter: Chapter) -> tuple[After, ...]:
        """What the partnership's own web pages say more of what a chapter planned, as the file has it."""
        return tuple(
            row for row in self.after.values() if bears_on(row, chapter.id) and row.of_plan
        )

    def doing_of(self, chapter: Chapter) -> tuple[DoNow, ...]:
        """What a reader of a chapter can do now, as the file has it."""
        return tuple(line for line in self.doing.values() if bears_on(line, chapter.id))

    @cached_property
    def neighbours(self) -> dict[str, tuple[Chapter | None, Chapter | None]]:
        """For each chapter's id, the chapter before and the chapter after."""
        order = [*self.chapters.values()]
        return {
            chapter.id: (before, after)
            for before, chapter, after in zip(
                [None, *order], order, [*order[1:], None], strict=False
            )
        }
