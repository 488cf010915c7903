"""A highlight report as a spreadsheet holds it, with the cell of each value, and what is said of these."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from ..problems import Problem
from ..source import Source, Way
from .layout import COVER, COVER_ROWS, TABLES

# What an editor of YAML is told, and what one of a sheet is told in its place.
_ROWS = "Fill in its rows on the sheet 'Priorities', or name it on the sheet 'Nothing to tell' and say why."
_IN_A_SHEET = (
    (r" ?If [^.]* later, add 'reported_from:'.*", ""),
    (
        r"Add ('- chapter: \S+' with its priorities|'priorities:'), or (with )?a line 'nothing:' that says why there is nothing to tell\.",
        _ROWS,
    ),
    (
        r"Add the request under 'requests:' with 'decision: agreed'",
        "Add the request on the sheet 'Requests', with the decision 'Agreed'",
    ),
    (
        r"Move these lines to \S+\.yml\.|The board received this report, so .*'reported_from:'.*",
        "Empty its rows: they belong in the report of that board.",
    ),
    (r"Move the file to (\S+), or mend the date\.", r"Mend the date, or ask for the sheet of \1."),
    (
        r"Take the file away until then, or mend its folder's name\.",
        "Wait until then, or put the right quarter back.",
    ),
    (r"Write 'period_from: (\S+)'\.", r"Write \1 into this cell."),
    (r"as 'period_to:'", f"beside 'to' on the sheet '{COVER}'"),
    (r"a date stands here, but", "a date stands beside this cell, but"),
    (r"are told of above", "are told of on the sheet 'Priorities'"),
    (
        r"this list is empty\. Write at least one entry\.",
        "no chapter is told of. Fill in this sheet.",
    ),
    (r"the status to complete", "the status to 'Complete'"),
    (r"Add a line '\w+:' (that says|with)", "Write into this cell"),
    (r"Add a line '\w+:'", "Fill in this cell"),
    (
        r"(Take|take) (this|the) line away",
        lambda found: f"{'E' if found[1] == 'Take' else 'e'}mpty this cell",
    ),
)


def in_a_sheet(message: str) -> str:
    """What is said of a report's file, said of its sheet: cells in place of lines, and no sign of YAML."""
    for theirs, ours in _IN_A_SHEET:
        message = re.sub(theirs, ours, message)
    return message


@dataclass(frozen=True)
class SheetSource(Source):
    """A report as a spreadsheet holds it: `cells` says in which sheet and cell each value stands, `words` how it shows ids."""

    cells: dict[Way, tuple[str, int, int]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def problem(self, way: Way, message: str, *, warning: bool = False, **_: bool) -> Problem:
        """A Problem whose path names the file and the sheet, and whose line and column are those of the cell.

        Where a line is missing in YAML, a cell is empty in the sheet: the message leads there. A name has no cell of its
        own, so that `of_key` changes nothing.
        """
        if missing := re.search(r"Add a line '(\w+):'", message):
            way = next(
                (
                    found
                    for found in ((*way, missing[1]), (*way[:-1], missing[1]))
                    if found in self.cells
                ),
                way,
            )
        while way not in self.cells:
            way = way[:-1]
        sheet, row, column = self.cells[way]
        return Problem(
            f"{self.path}, sheet '{sheet}'",
            row,
            column,
            self._shown(in_a_sheet(message), sheet),
            warning,
        )

    def _shown(self, message: str, sheet: str) -> str:
        """A message with the words that the sheet shows in the place of names and ids."""
        heads = (
            {name: label for label, name, _ in COVER_ROWS}
            if sheet == COVER
            else {column.name: column.head for column in TABLES[sheet]}
        )
        message = re.sub(
            r"'(\w+)'(?= is missing)", lambda found: f"'{heads.get(found[1], found[1])}'", message
        )
        message = re.sub(
            r"'([a-z0-9-]+)'", lambda found: f"'{self.words.get(found[1], found[1])}'", message
        )
        return re.sub(
            r"(?<=Use one of: )[^.]+",
            lambda found: ", ".join(self.words.get(name, name) for name in found[0].split(", ")),
            message,
        )

    def said(self, problem: Problem) -> str:
        """A problem as an editor of the sheet is told it. Those of other files stay as they are."""
        if not problem.path.startswith(self.path):
            return str(problem)
        return f"{problem.path}, cell {get_column_letter(problem.column)}{problem.line}: {problem.message}"
