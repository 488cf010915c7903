"""`schemas`: the JSON Schemas by which editors' programs help while typing, and the forms of GitHub's issues."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ..plan.load import load_plan
from ..plan.problems import PlanError
from ..plan.schemas import FOLDER, stale
from .terminal import example
from .whole import NotWrittenError, current, write
from .wishes import stale as stale_forms

if TYPE_CHECKING:
    from pathlib import Path


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "schemas",
        help="write data/schemas/ anew, by which editors' programs help while typing, and the forms for issues",
        **example("schemas"),
    )
    command.set_defaults(run=run)


def run(root: Path, _: Any) -> int:
    """Write the schemas. Returns 1 if the data has a problem, for the ids that may be named come from there."""
    try:
        plan = load_plan(root)
    except PlanError as error:
        print(error, "Mend the data first: make check.", sep="\n", file=sys.stderr)
        return 1
    changed = {**stale(plan, root), **stale_forms(plan, root)}
    try:
        write(root, changed, current(root, changed))
    except NotWrittenError as error:
        print(error, "Nothing was written.", sep="\n", file=sys.stderr)
        return 1
    print(f"Wrote {', '.join(changed)}." if changed else f"{FOLDER}/ was current already.")
    return 0
