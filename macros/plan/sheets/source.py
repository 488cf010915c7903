"""A highlight report as a spreadsheet holds it, with the cell of each value, and what is said of these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..problems import Id, Line, OneOf, Way, Words
from ..source import Source
from ..wordings import Wording
from .layout import COVER, COVER_ROWS, TABLES, in_cell

if TYPE_CHECKING:
    from ..problems import Problem

_ROWS = "fill in its rows on the sheet 'Priorities', or name it on the sheet 'Nothing to tell' and say why"
_ELSEWHERE = "empty its rows: they belong in the report of that board"
# Cells in place of lines, and no sign of YAML.
WORDINGS = {
    Wording.ADD: "fill in this cell",
    Wording.ADD_THAT: "write into this cell {1}",
    Wording.ADD_WITH: "write into this cell {1}",
    Wording.REMOVE: "empty this cell",
    Wording.REMOVE_THIS: "empty this cell",
    Wording.WRITE: "write {1} into this cell",
    Wording.WRITE_AS: "write {1} beside '{0}' on the sheet 'Report'",
    Wording.EMPTY_LIST: "no chapter is told of.",
    Wording.FILL_LIST: "fill in this sheet",
    Wording.DATE_ALONE: "a date stands beside this cell, but no decision.",
    Wording.TOLD_ABOVE: "priorities are told of on the sheet 'Priorities', so there is something.",
    Wording.ADD_CHAPTER: _ROWS,
    Wording.ADD_PRIORITIES: _ROWS,
    Wording.ADD_PRIORITY: "add it, with a status and a sentence",
    Wording.ADD_SOME: "add them, with a status and a sentence",
    Wording.ADD_REQUEST: "add the request on the sheet 'Requests', with the decision 'Agreed'",
    Wording.SET_STATUS: "set the status to '{}'",
    Wording.MOVE_LINES: _ELSEWHERE,
    Wording.LEAVE_LINES: _ELSEWHERE,
    Wording.MOVE_FILE: "mend the date, or ask for the sheet of {}",
    Wording.WAIT: "wait until then, or put the right quarter back",
}
# Where a line is missing in a file, a cell is empty in the sheet.
_MISSING = (Wording.ADD, Wording.ADD_THAT, Wording.ADD_WITH)


@dataclass(frozen=True)
class SheetSource(Source):
    """A report as a spreadsheet holds it: `cells` says in which sheet and cell each value stands, `words` how it shows ids."""

    cells: dict[Way, tuple[str, int, int]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def cell(self, problem: Problem) -> tuple[str, int, int]:
        """Sheet, row and column of the cell to be mended: the empty one, if something is missing."""
        way = problem.way
        for mend in problem.mends:
            if isinstance(mend, Words) and mend.template in _MISSING:
                line = str(mend.values[0])
                beside = ((*way, line), (*way[:-1], line))
                way = next((other for other in beside if other in self.cells), way)
        while way not in self.cells:
            way = way[:-1]
        return self.cells[way]

    def messages(self, problems: list[Problem]) -> list[str]:
        """The problems as an editor of the sheet is told them, sorted. Those of other files stay as they are."""
        others = [str(problem) for problem in problems if problem.path != self.path]
        own = [(self.cell(problem), problem) for problem in problems if problem.path == self.path]
        return others + [
            in_cell(self.path, *cell, self._text(problem, cell[0])) for cell, problem in sorted(own)
        ]

    def _text(self, problem: Problem, sheet: str) -> str:
        """A problem in the words of a sheet: with its wordings, the heads of its cells, and names in the place of ids."""
        heads = (
            {name: label for label, name, _ in COVER_ROWS}
            if sheet == COVER
            else {column.name: column.head for column in TABLES[sheet]}
        )

        def show(part: object) -> str:
            match part:
                case Words() | OneOf():
                    return part.text(show)
                case Wording():
                    return WORDINGS[part]
                case Line():
                    return heads.get(part, part)
                case Id():
                    return self.words.get(part, part)
            return str(part)

        return problem.text(show)
