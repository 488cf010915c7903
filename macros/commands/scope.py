"""`scope`: whether a change is one of content alone, or of the machine too, which decides how much has to be proved.

content   data in data/, pages in docs/, and pictures and documents beside them: what editors write
machine   all else: then every test runs

When in doubt, it is the machine.
"""

from __future__ import annotations

import sys
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from ..pages.rules.files import FILES
from ..plan.base import Base, BaseError, Changed
from .terminal import example

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CONTENT, MACHINE = "content", "machine"
# What a program writes into data/, beside the files that editors write.
AUDIT = "data/audit.json"
# How Git notes a plain file, and one that is not there. All else is a program, a link, or a project of its own.
PLAIN = {"100644", "000000"}


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "scope",
        help="say whether only content differs from an earlier version, or the machine too",
        **example("scope --base main"),
    )
    command.add_argument(
        "--base",
        default="",
        metavar="VERSION",
        help="the earlier version, which this one follows; without one, all counts as changed",
    )
    command.set_defaults(run=lambda root, chosen: run(root, chosen.base))


def run(root: Path, base: str) -> int:
    """Print `scope=content` or `scope=machine`, as a workflow hands it on, and why. Returns 0.

    Only commits are compared: what is not committed is told as well: it is left out.
    """
    scope, why = scope_of(root, base)
    print(f"scope={scope}")
    print(why, file=sys.stderr)
    try:
        left = Base(root, "HEAD").uncommitted()
    except BaseError:  # told already
        left = ()
    if left:
        print(
            f"Only commits are compared, and these files are not committed: {_listed(left)}. Commit them, and run this again.",
            file=sys.stderr,
        )
    return 0


def scope_of(root: Path, base: str) -> tuple[str, str]:
    """What differs between `base` and the last commit: content, or the machine; and a sentence that says why."""
    if not base:
        return MACHINE, "There is no earlier version to compare with: all has to be proved."
    try:
        changed = Base.at(root, base).until_now()
    except BaseError as error:
        return MACHINE, f"{error}\nSo all has to be proved."
    machine = [file.path for file in changed if not is_content(file)]
    if machine:
        return MACHINE, f"The machine differs from '{base}': {_listed(machine)}."
    return CONTENT, f"Only content differs from '{base}': {_listed(f.path for f in changed)}."


def is_content(file: Changed) -> bool:
    """Whether a file that came, went or changed is what an editor writes, and was so before."""
    path = PurePosixPath(file.path)
    folder, *inner = path.parts
    if not {file.mode_before, file.mode} <= PLAIN or any(p.startswith(".") for p in path.parts):
        return False
    if folder == "data":
        return path.suffix == ".yml" or file.path == AUDIT
    if folder != "docs" or not inner:
        return False
    return path.suffix == ".md" or path.suffix.lower() in FILES


def _listed(paths: Iterable[str], most: int = 5) -> str:
    names = [ascii(path)[1:-1] for path in paths]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most]) or 'nothing'}{more}"
