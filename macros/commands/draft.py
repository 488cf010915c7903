"""Changes of the plan that a command makes: tried on a copy, checked there, and put in place as a whole or not at all."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..pages.addresses import FILE, Standing, heir
from ..pages.site import Site
from ..pages.texts import Texts
from ..plan.edits import Edited, NotEditedError
from ..plan.load import load_plan, read_plan
from ..plan.plan import Plan
from ..plan.problems import PlanError, Problem
from ..plan.schemas import FOLDER, changed, stale
from .check import problems_of, site_url
from .terminal import hint, shown
from .whole import NotWrittenError, write

# What a command may change, and what else a check reads.
CHANGED, READ = ("data", "docs"), ("mkdocs.yml",)

# Puts files in their places in `root`: what each held before, and what it is to hold.
Place = Callable[[Path, dict[str, bytes], dict[str, bytes]], None]
# Says what is wrong with the copy at a path, of the project in another.
Told = Callable[[Path, Path, Problem], str]
# Changes the copy at a path, as on a day; returns what a person has still to do, line by line.
Change = Callable[[Path, Plan, date], list[str]]


class RefusedError(Exception):
    """Nothing was written; the message says why."""


class WrongUseError(RefusedError):
    """What was asked for can't be meant: an argument is wrong or missing."""


def carry_out(
    root: Path,
    today: date,
    change: Change,
    place: Place | None = None,
    told: Told | None = None,
) -> int:
    """Make a change of the project in `root`. Returns the exit status: 1 if it was refused, 2 if it can't be meant.

    It is made on a copy. Only if the check finds nothing wrong there are the files put in their places, and listed.
    `place` does that in another way than by writing them, and `told` says in another way what is wrong with the copy:
    who can't see the files is told the warnings of new lines too.
    """
    try:
        plan = _plan(root, today)
        with tempfile.TemporaryDirectory() as folder:
            copy = _copied(root, Path(folder))
            todo, problems = _tried(copy, plan, today, change)
            if errors := [problem for problem in problems if not problem.warning]:
                _refuse(_errors(root, today))
                raise RefusedError(
                    "\n".join((told or said)(copy, root, problem) for problem in errors)
                )
            advice = [str(one) for one in problems if told and _is_new(copy, root, one)]
            before, after = _contents(root), _contents(copy)
            if (root / FOLDER).is_dir():
                schemas = stale(load_plan(copy, today), copy)
                after = {
                    name: held for name, held in {**after, **schemas}.items() if held is not None
                }
            (place or put_in_place)(root, before, after)
    except (RefusedError, NotEditedError, NotWrittenError) as error:
        print(error, "Nothing was written.", sep="\n", file=sys.stderr)
        return 2 if isinstance(error, WrongUseError) else 1
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            print(
                f"{'Written' if name not in before else 'Taken away' if name not in after else 'Changed'}: {name}"
            )
    print(*advice, *todo, "Now run: make check", sep="\n")
    return 0


def _tried(copy: Path, plan: Plan, today: date, change: Change) -> tuple[list[str], list[Problem]]:
    """Make the change of the copy. Returns what has still to be done, and what is wrong now, with every warning."""
    try:
        todo = change(copy, plan, today)
        hint("Checking it on a copy ...")
        return todo, problems_of(copy, today)
    except PlanError as error:  # it went wrong before the change was whole
        return [], error.problems


def _plan(root: Path, today: date) -> Plan:
    """The plan. Raises RefusedError if it has a problem."""
    plan, problems = read_plan(root, today)
    _refuse([problem for problem in problems if not problem.warning])
    return plan


def _refuse(errors: list[Problem]) -> None:
    """Raise RefusedError if something was wrong before anything was changed."""
    if errors:
        raise RefusedError(
            "\n".join(
                [
                    *(shown(problem, sys.stderr) for problem in errors),
                    "Mend this first: make check.",
                ]
            )
        )


def _is_new(copy: Path, root: Path, problem: Problem) -> bool:
    """Whether a problem of the copy stands in a line that the project does not have."""
    return line_of(copy, problem) not in _lines(root / problem.path)


def _errors(root: Path, today: date) -> list[Problem]:
    return [problem for problem in problems_of(root, today) if not problem.warning]


def _copied(root: Path, to: Path) -> Path:
    for name in CHANGED:
        if (root / name).is_dir():
            shutil.copytree(root / name, to / name, symlinks=True)
    for name in READ:
        (to / name).symlink_to(root / name)
    return to


def _contents(root: Path) -> dict[str, bytes]:
    files = (path for name in CHANGED for path in (root / name).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def said(copy: Path, root: Path, problem: Problem) -> str:
    """A problem, with the line itself where the file does not say so yet."""
    drafted, there = copy / problem.path, root / problem.path
    if drafted.is_file() and (not there.is_file() or there.read_bytes() != drafted.read_bytes()):
        return f"{problem.path}, in the new line “{line_of(copy, problem)}”: {problem.message}"
    return str(problem)


def line_of(copy: Path, problem: Problem) -> str:
    """The line in which a problem of the copy stands, without the blanks around it."""
    lines = _lines(copy / problem.path)
    return lines[problem.line - 1] if problem.line <= len(lines) else ""


def _lines(path: Path) -> list[str]:
    """The lines of a file, without the blanks around them: none where no file is."""
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return [line.strip() for line in text.splitlines()]


def put_in_place(root: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Write what differs, whole or not at all. Raises NotWrittenError."""
    write(root, changed(before, after), before)


# Addresses


def keep_addresses(copy: Path, before: Plan, today: date, old: str = "", new: str = "") -> None:
    """Let every address that comes to nothing in the copy lead on: to the same with `new` for `old` if that stands, else to its heir.

    Lines under 'moved:' that lead on from where something stands again are taken away. An address with a name that is not
    public gets none: the line would tell it.
    """
    published = {address for address, _ in before.for_readers.addresses.published}
    file = Edited(copy / FILE, FILE)
    for _ in range(4):  # what stands behind an address can depend on where another leads
        stands = _standing(copy, today)
        if back := [address for address in stands.moved if _is_back(stands, address)]:
            for address in back:
                file.take(("moved", address))
            continue
        promised = {*published, *stands.moved.values()}
        gone = [
            address
            for address in sorted(promised)
            if not stands.end(address) and address not in stands.moved
        ]
        pages = [address for address in gone if "#" not in address]
        if not gone:
            return
        fresh = [address for address in stands.addresses() if address not in promised]
        file.add(
            "moved",
            [f"{address}: {_led(stands, address, fresh, old, new)}" for address in pages or gone],
        )


def _is_back(stands: Standing, address: str) -> bool:
    """Whether something stands again at an address that leads on."""
    path, _, anchor = address.partition("#")
    if anchor:
        end = stands.end(path)
        return end is not None and anchor in stands.ids.get(end, ())
    return path in stands.pages or path in stands.site.files


def _led(stands: Standing, address: str, fresh: list[str], old: str, new: str) -> str:
    same = renamed(address, old, new)
    return same if same != address and stands.stands(same) else heir(stands, address, fresh) or "/"


def renamed(address: str, old: str, new: str) -> str:
    """An address in which one id has taken another's place."""
    parts = re.split(r"(?<=[/#])|(?=[/.#])", address)
    return "".join(new if part == old else part for part in parts) if old else address


def _standing(root: Path, today: date) -> Standing:
    return Texts(Site(load_plan(root, today), root, site_url(root)[0])).standing
