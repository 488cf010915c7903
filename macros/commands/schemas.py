"""`schemas`: the JSON Schemas by which editors' programs help while typing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ..plan.load import load_plan
from ..plan.problems import PlanError
from ..plan.schemas import FOLDER, write_schemas
from .terminal import example

if TYPE_CHECKING:
    from pathlib import Path


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "schemas",
        help="write data/schemas/ anew, by which editors' programs help while typing",
        **example("schemas"),
    )
    command.set_defaults(run=run)


def run(root: Path, _: Any) -> int:
    """Write the schemas. Returns 1 if the data has a problem, for the ids that may be named come from there."""
    try:
        changed = write_schemas(load_plan(root), root)
    except PlanError as error:
        print(error, "Mend the data first: make check.", sep="\n", file=sys.stderr)
        return 1
    print(
        f"{FOLDER}/ was current already."
        if not changed
        else f"Wrote {', '.join(f'{FOLDER}/{name}' for name in changed)}."
    )
    return 0
