"""What must be true of the pages: a function for each rule, named by what it holds.

Rules register as their modules are imported. So every module of this folder is: none is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from ...plan.problems import Problem
from ..texts import Text, Texts

if TYPE_CHECKING:
    from ..site import Site

__all__ = ["LAST_RULES", "PAGE_RULES", "RULES", "Problems", "Text", "Texts", "page_problems"]

Problems = Iterator[Problem]
Rule = Callable[[Texts], Problems]
PageRule = Callable[[Text, Texts], Problems]

# Of the site as a whole, of each page, and of each page that no other rule of pages refuses.
RULES: list[Rule] = []
PAGE_RULES: list[PageRule] = []
LAST_RULES: list[PageRule] = []


def rule(holds: Rule) -> Rule:
    """Let a function hold a truth of all pages. Its docstring says which, in a sentence; (warning) stands before what stops nothing."""
    RULES.append(holds)
    return holds


def page_rule(holds: PageRule) -> PageRule:
    """The same for a function that is asked of each page."""
    PAGE_RULES.append(holds)
    return holds


def last_rule(holds: PageRule) -> PageRule:
    """The same for one that would tell again what another has told."""
    LAST_RULES.append(holds)
    return holds


def page_problems(site: Site) -> Problems:
    """Every problem of the pages in docs/, each at its line and column."""
    texts = Texts(site)
    for holds in RULES:
        yield from holds(texts)
    for text in texts.pages.values():
        problems = [problem for holds in PAGE_RULES for problem in holds(text, texts)]
        yield from problems
        for last in LAST_RULES if all(problem.warning for problem in problems) else ():
            yield from last(text, texts)


for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
