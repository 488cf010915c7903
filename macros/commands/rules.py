"""`rules`: what must be true of the plan, each rule by its name and what it says."""

from __future__ import annotations

from inspect import getdoc, getmodule
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..pages import rules as of_pages
from ..plan.rules import FACTS, RULES
from .terminal import example

if TYPE_CHECKING:
    from pathlib import Path


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "rules",
        help="list what must be true across the files of data/, and of the pages",
        **example("rules"),
    )
    command.set_defaults(run=run)


def run(_root: Path, _chosen: Any) -> int:
    """Print every rule by its module, with what that is about. Returns 0."""
    every = sorted((*RULES, *FACTS, *of_pages.PAGE_RULES, *of_pages.RULES), key=_module)
    for module, rules in groupby(every, key=_module):
        print(module)
        for rule in rules:
            print(f"  {rule.__name__}: {getdoc(rule)}")
    return 0


def _module(rule: Any) -> str:
    return (getdoc(getmodule(rule)) or "").split("\n")[0]
