"""The plan knows nothing of pages, and none of its modules needs another that needs it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pages import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PLAN = ROOT / "macros/plan"


def name_of(file: Path) -> str:
    """A module's name from the folder of the plan, such as `rules.chapters`; that of a package is its folder's."""
    return ".".join(file.relative_to(PLAN).with_suffix("").parts).removesuffix(".__init__")


MODULES = {
    name_of(file): file
    for file in PLAN.rglob("*.py")
    if file.parent != PLAN or file.stem != "__init__"
}


def imported(name: str) -> set[str]:
    """The modules that a module imports from beside it or above, also for types alone; "" is outside of the plan."""
    file = MODULES[name]
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = file.parents[node.level - 1]
            module = folder.joinpath(*(node.module or "").split("."))
            names = [module / alias.name for alias in node.names if not node.module]
            for path in [module, *names]:
                if not path.is_relative_to(PLAN):
                    found.add("")
                elif name_of(path) in MODULES:
                    found.add(name_of(path))
    return found - {name}


IMPORTED = {name: imported(name) for name in MODULES}


def test_the_plan_knows_nothing_but_itself() -> None:
    assert [name for name, others in IMPORTED.items() if "" in others] == []


def test_no_module_of_the_plan_needs_another_that_needs_it() -> None:
    left = dict(IMPORTED)
    while free := [name for name, others in left.items() if not others & set(left)]:
        for name in free:
            del left[name]
    assert not left, "these modules import one another"
