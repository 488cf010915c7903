"""`schemas`: the JSON Schemas by which editors' programs help while typing, and the forms of GitHub's issues."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ..plan.load import load_plan
from ..plan.problems import PlanError
from ..plan.schemas import FOLDER, write_schemas
from .terminal import example
from .wishes import FOLDER as FORMS
from .wishes import write_forms

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
    changed = [f"{FOLDER}/{name}" for name in write_schemas(plan, root)]
    changed += [f"{FORMS}/{name}" for name in write_forms(plan, root)]
    print(f"Wrote {', '.join(changed)}." if changed else f"{FOLDER}/ was current already.")
    return 0
