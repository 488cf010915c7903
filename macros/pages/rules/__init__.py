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

__all__ = ["PAGE_RULES", "RULES", "Problems", "Text", "Texts", "page_problems", "page_rule", "rule"]

Problems = Iterator[Problem]
Rule = Callable[[Texts], Problems]
PageRule = Callable[[Text, Texts], Problems]

# Of each page, and of all of them together.
PAGE_RULES: list[PageRule] = []
RULES: list[Rule] = []


def page_rule(holds: PageRule) -> PageRule:
    """Let a function hold a truth of each page. Its docstring says which, in a sentence; (warning) stands before what stops nothing."""
    PAGE_RULES.append(holds)
    return holds


def rule(holds: Rule) -> Rule:
    """The same of all pages together. It is asked when each page has been."""
    RULES.append(holds)
    return holds


def page_problems(site: Site) -> Problems:
    """Every problem of the pages in docs/, each at its line and column."""
    texts = Texts(site)
    for text in texts.pages.values():
        text.problems += [problem for holds in PAGE_RULES for problem in holds(text, texts)]
        yield from text.problems
    for holds_of_all in RULES:
        yield from holds_of_all(texts)


for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
