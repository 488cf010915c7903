"""Every macro has its fragment, every fragment its macro, and every page that is made from data its macro.

Whoever adds a kind of page and forgets a half of it is told so, at the place where it is missing.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from ..plan.hidden import seen
from ..plan.problems import Problem, allowed
from .page import BROUGHT, KINDS, MACROS
from .rules import Problems, Texts, rule
from .templates import OVERRIDES

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


@rule
def kinds_of_page_are_whole(texts: Texts) -> Problems:
    """No kind of page lacks what shows it, and nothing that would show one stands there for none."""
    fragments = {path.stem for path in seen(OVERRIDES / "fragments", "*.html")}
    for name, show in MACROS.items():
        if name not in fragments:
            said = f"the macro '{name}' has nothing that shows it. Write overrides/fragments/{name}.html, or take the macro away."
            yield _at(show, said)
        brought = BROUGHT.get(name)
        for file in (*brought.styles, *brought.scripts) if brought else ():
            if not (OVERRIDES / file[1:]).is_file():
                said = f"the macro '{name}' brings {file}, and overrides{file} is not there. Write it, or mend the name."
                yield _at(show, said)
    for name in sorted(fragments - set(MACROS)):
        said = f"no macro is called '{name}', so no page shows this. Write the macro, or take this file away."
        yield Problem(f"overrides/fragments/{name}.html", 1, 1, said)
    for maker in KINDS.values():
        for missing in sorted({page.macro for page in maker(texts.site)} - {"", *MACROS}):
            said = f"the macro of these pages is '{missing}'. {allowed(sorted(MACROS), missing)}"
            yield _at(maker, said)


def _at(function: Callable[..., Any], message: str) -> Problem:
    """A problem where a function of this folder stands."""
    code = inspect.unwrap(function).__code__
    file = code.co_filename.rpartition("/macros/")[2]
    return Problem(f"macros/{file}", code.co_firstlineno, 1, message)
