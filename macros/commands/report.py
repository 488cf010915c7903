"""`report`: begin a highlight report, hand it out as a spreadsheet and read it back, print it as a board paper."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..pages.board_paper import board_paper
from ..pages.site import Site
from ..plan import drafts, sheets
from ..plan.load import read_plan
from ..plan.problems import Problem, allowed
from ..plan.quarters import Quarter
from ..plan.report import FOLDER
from ..plan.source import read_yaml
from .check import site_url, takes_today
from .terminal import example
from .whole import NotWrittenError, current, write, write_file

if TYPE_CHECKING:
    from datetime import date

    from ..plan.board import Board
    from ..plan.plan import Plan

HELP = {
    "new": "write a report that is ready to be filled in",
    "sheet": "write it as a spreadsheet, for those who report without Git",
    "read": "turn a spreadsheet that was filled in back into data",
    "pack": "write a report as a board paper: a page to print or to send",
}
EXAMPLES = {
    "new": "report new --board acute-care --quarter 2021-Q4",
    "sheet": "report sheet --board acute-care --quarter 2021-Q4",
    "read": "report read 2021-Q4-acute-care.xlsx",
    "pack": "report pack --board acute-care --quarter 2021-Q4",
}

# Does something with the project's folder and what was chosen, and says what came of it.
Action = Callable[[Path, argparse.Namespace], str]


class RefusedError(Exception):
    """Nothing was written; the message says why."""

    def __init__(self, *lines: object) -> None:
        """Say each on a line of its own."""
        super().__init__("\n".join(map(str, lines)))


def add(commands: Any) -> None:
    """Add the command to the command line."""
    report = commands.add_parser(
        "report", help="write, read and print highlight reports", **example(EXAMPLES["new"])
    )
    actions = report.add_subparsers(dest="action", required=True)
    runs: dict[str, Action] = {"new": new, "sheet": sheet, "read": read, "pack": pack}
    for name, run in runs.items():
        action = actions.add_parser(name, help=HELP[name], **example(EXAMPLES[name]))
        takes_today(action)
        if name == "read":
            action.add_argument("file", type=Path, help="the spreadsheet")
            action.add_argument(
                "--replace",
                action="store_true",
                help="write over the report that is there, if no board has received it",
            )
        else:
            action.add_argument("--board", required=True, help="the board's id, such as acute-care")
            action.add_argument("--quarter", required=True, help="the quarter, as 2021-Q4")
        if name in ("sheet", "pack"):
            action.add_argument(
                "--to", type=Path, help="the file to write (default: a name of its own, here)"
            )
        action.set_defaults(run=_telling(run))


def _telling(run: Action) -> Callable[[Path, argparse.Namespace], int]:
    """Run an action, and say what came of it or why nothing was written. Returns the exit status."""

    def told(root: Path, chosen: argparse.Namespace) -> int:
        try:
            print(run(root, chosen))
        except RefusedError as error:
            print(error, file=sys.stderr)
            return 1
        return 0

    return told


def new(root: Path, chosen: argparse.Namespace) -> str:
    """Write a report to be filled in, with what was said last time. Returns what to say; raises RefusedError."""
    plan, _ = _plan(root, chosen.today)
    board, quarter = _chosen(plan, chosen)
    file = _file(root, board, quarter)
    if file.exists():
        raise RefusedError(f"{_shown(root, file)} is there already. Nothing was written.")
    begun = drafts.as_yaml(plan, board, quarter, drafts.begun(plan, board, quarter))
    return _put(root, file, begun)


def sheet(root: Path, chosen: argparse.Namespace) -> str:
    """Write a spreadsheet of the report that is there, or of a new one. Returns what to say; raises RefusedError."""
    plan, problems = _plan(root, chosen.today)
    board, quarter = _chosen(plan, chosen)
    file = _file(root, board, quarter)
    data = drafts.begun(plan, board, quarter)
    if file.exists():
        source, unread = read_yaml(file, _shown(root, file))
        if source is None or (source.data != data and not plan.reports.get(board, quarter)):
            raise RefusedError(*(unread or [p for p in problems if p.path == _shown(root, file)]))
        data = source.data
    to = chosen.to or Path(f"{quarter}-{board.id}.xlsx")
    if to.exists():
        raise RefusedError(f"{to} is there already. Nothing was written.")
    try:
        content = sheets.as_sheet(plan, board, quarter, data)
    except sheets.SheetError as error:
        raise RefusedError(error) from None
    return _write(to, content, over=False)


def read(root: Path, chosen: argparse.Namespace) -> str:
    """Turn a spreadsheet back into a report in data/. Returns what to say; raises RefusedError with every mistake and its cell."""
    plan, before = _plan(root, chosen.today)
    try:
        source, board, quarter = sheets.read_sheet(chosen.file, plan)
    except sheets.SheetError as error:
        raise RefusedError(error) from None
    file = _file(root, board, quarter)
    _, problems = read_plan(root, chosen.today, drafts={f"{FOLDER}/{quarter}/{board.id}": source})
    if errors := [problem for problem in problems if not problem.warning and problem not in before]:
        raise RefusedError(*source.messages(errors), sheets.MEND)
    begun = drafts.as_yaml(plan, board, quarter, drafts.begun(plan, board, quarter))
    if file.exists() and file.read_bytes() != begun.encode():
        there, _ = read_yaml(file, _shown(root, file))
        if (
            there
            and plan.reports.get(board, quarter)
            and sheets.in_order(plan, there.data) == source.data
        ):
            return f"{_shown(root, file)} says the same already."
        if there and isinstance(there.data, dict) and there.data.get("received"):
            raise RefusedError(
                f"The board received {_shown(root, file)} on {there.data['received']}, so it stays as it is. Nothing was written."
            )
        if not chosen.replace:
            raise RefusedError(
                f"{_shown(root, file)} is there already and says something else. Nothing was written. To write over it: --replace."
            )
    return _put(root, file, drafts.as_yaml(plan, board, quarter, source.data), over=True)


def pack(root: Path, chosen: argparse.Namespace) -> str:
    """Write the board paper of a report. Returns what to say; raises RefusedError."""
    plan, problems = _plan(root, chosen.today)
    board, quarter = _chosen(plan, chosen)
    file = _shown(root, _file(root, board, quarter))
    if errors := [problem for problem in problems if problem.path == file]:
        raise RefusedError(*errors, "Nothing was written. Mend these first.")
    report = plan.reports.get(board, quarter)
    if report is None:
        quarters = [str(other.quarter) for other in plan.reports.of_board(board)]
        raise RefusedError(
            f"There is no report to this board for {quarter}. {allowed(quarters, str(quarter))}"
        )
    url, problems = site_url(root)
    if errors := [problem for problem in problems if not problem.warning]:
        raise RefusedError(*errors)
    for warning in problems:
        print(warning, file=sys.stderr)
    to = chosen.to or Path(f"{quarter}-{board.id}.html")
    return _write(to, board_paper(Site(plan, root, url), report))


def _plan(root: Path, today: date) -> tuple[Plan, list[Problem]]:
    """The plan, and the errors in reports. Raises RefusedError with those in its other files."""
    plan, problems = read_plan(root, today)
    errors = [problem for problem in problems if not problem.warning]
    if others := [problem for problem in errors if not problem.path.startswith(f"data/{FOLDER}/")]:
        raise RefusedError(*others, "Nothing was written. Mend these first.")
    return plan, errors


def _chosen(plan: Plan, chosen: argparse.Namespace) -> tuple[Board, Quarter]:
    """The board and the quarter that are named. Raises RefusedError."""
    if chosen.board not in plan.boards:
        raise RefusedError(f"The board is '{chosen.board}'. {allowed(plan.boards, chosen.board)}")
    try:
        quarter = Quarter.read(chosen.quarter)
    except ValueError as error:
        raise RefusedError(f"The quarter: {error}") from None
    if quarter.first > chosen.today:
        raise RefusedError(f"{quarter} ({quarter.name}) has not begun. Nothing was written.")
    board = plan.boards[chosen.board]
    if not drafts.reported(plan, board, quarter):
        raise RefusedError(
            f"No chapter is in the remit of '{board.id}', so there is nothing to report."
        )
    return board, quarter


def _file(root: Path, board: Board, quarter: Quarter) -> Path:
    return root / "data" / FOLDER / str(quarter) / f"{board.id}.yml"


def _shown(root: Path, file: Path) -> str:
    return file.relative_to(root).as_posix()


def _put(root: Path, file: Path, text: str, *, over: bool = False) -> str:
    """Write a report into data/. Returns what to say; raises RefusedError if it can't be written."""
    name = _shown(root, file)
    try:
        write(root, {name: text.encode()}, current(root, [name]) if over else {})
    except NotWrittenError as error:
        raise RefusedError(error, "Nothing was written.") from None
    return f"Written: {file}"


def _write(file: Path, content: str | bytes, *, over: bool = True) -> str:
    """Write a file, with the folders around it. Returns what to say; raises RefusedError if it can't be written."""
    try:
        write_file(file, content.encode() if isinstance(content, str) else content, over=over)
    except NotWrittenError as error:
        raise RefusedError(f"{error} Name another file.") from None
    return f"Written: {file}"
