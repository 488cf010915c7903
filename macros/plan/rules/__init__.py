"""What must be true of the plan as a whole: a function for each rule, named by what it holds.

A rule yields a problem for each place where it is broken. Those of one entry alone stand in the entry's class. Rules
register as their modules are imported. So every module of this folder is: none is forgotten.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from ..loaded import Loaded
from ..problems import Problem, Way
from ..source import Source

__all__ = ["FACTS", "RULES", "Loaded", "Problems", "rule", "rule_of_facts", "twins"]

Problems = Iterator[Problem]
Rule = Callable[[Loaded], Problems]

# Rules are asked whenever a plan is read. What those of FACTS find keeps no plan from being compared or built: an editor
# is told of a change by what it differs from.
RULES: list[Rule] = []
FACTS: list[Rule] = []


def rule(holds: Rule) -> Rule:
    """Let a function hold a truth. Its docstring says which, in a sentence; (warning) stands before what stops nothing."""
    RULES.append(holds)
    return holds


def rule_of_facts(holds: Rule) -> Rule:
    """The same for facts that the papers have."""
    FACTS.append(holds)
    return holds


def twins(loaded: Loaded, part: str, name: str) -> Iterator[tuple[Any, str, Source, Way]]:
    """The entries whose name in a field another bears already, whatever its case.

    Each comes with the id of the first that bears it, its file, and the way to the field.
    """
    seen: dict[str, str] = {}
    for entry, source, way in loaded.each(part):
        if (first := seen.setdefault(getattr(entry, name).casefold(), entry.id)) != entry.id:
            yield entry, first, source, (*way, name)


for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
