"""The calls of macros in pages: the only commands that a page may hold."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

from ..plan.problems import Problem, allowed
from ..plan.source import readable
from .content import called, read
from .page import INLINE, MACROS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .content import Content
    from .page import Page
    from .site import Site

# A plain call of a macro: its name, and texts without escapes.
_TEXT = r"(?:\"[^\"\\\n]*\"|'[^'\\\n]*')"
_BLANK = r"[^\S\n]*"
CALL = re.compile(
    rf"\{{\{{{_BLANK}(\w+)\({_BLANK}({_TEXT}(?:{_BLANK},{_BLANK}{_TEXT})*)?{_BLANK}\){_BLANK}\}}\}}"
)

# What is left of a call when braces are lost: its name and what stands in its brackets, or one pair of braces around its name.
_LEFT = re.compile(
    r"(?:\{ *)*\b(?P<called>\w+)\((?P<given> *(?:[\"'“‘][^()]*)?)\)(?: *\})*|\{ *(?P<braced>\w+) *\}|\b(?P<closed>\w+) *\}\}"
)
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")

Call = tuple[str, tuple[str, ...]]  # a macro's name and the texts in its brackets


class NoCallError(Exception):
    """Raised with the column, from 1, where a line has what is no call of a macro, and the message for the editor."""


def call_on(lines: list[str], number: int, begin: re.Match[str]) -> Call:
    """The call of a macro on a line, which stands alone, exists, and takes plain texts. Raises NoCallError.

    `begin` is what begins a command there.
    """
    line, column = begin.string, begin.start() + 1
    if begin[0] != "{{":
        message = f"'{begin[0]}' begins a template's command, and pages hold none. Take it away."
        raise NoCallError(column, message)
    if line.count("{{") == 1 and "}}" not in line:
        message = "'{{' begins a macro that does not end on this line. Close it with }}."
        raise NoCallError(column, message)
    alone = line.startswith("{{") and line.rstrip().endswith("}}") and line.count("{{") == 1
    around = [lines[n] for n in (number - 2, number) if 0 <= n < len(lines)]
    if not alone or any(other.strip() for other in around):
        message = "a macro stands alone: at the start of a line, with an empty line before and after. Move it to a line of its own."
        if (within := re.match(r"\{\{\s*(\w+)", line[column - 1 :])) and within[1] in INLINE:
            message = f"'{within[1]}' takes nothing in its brackets. Write {usage(within[1])}."
        raise NoCallError(column, message)
    call = CALL.fullmatch(line.rstrip())
    if not call:
        message = f"'{line.rstrip()}' is not a call of a macro. Write {{{{ name() }}}} or {{{{ name(\"text\") }}}}."
        raise NoCallError(column, message)
    name = call[1]
    if name not in MACROS:
        message = f"the macro is '{name}'. {allowed(sorted(MACROS), name)}"
        raise NoCallError(line.index(name) + 1, message)
    return name, texts_of(call)


def texts_of(call: re.Match[str]) -> tuple[str, ...]:
    """The texts in the brackets of a call (`CALL`)."""
    return tuple(text[1:-1] for text in re.findall(_TEXT, call[2] or ""))


def without_braces(content: Content) -> Iterator[tuple[int, int, str, str]]:
    """The calls on a page that have lost their braces, so that readers would see them: line, column, name and message."""
    unclosed = {number for number, begin, _ in content.commands if "}}" not in begin.string}
    for number, _, bare in content.prose:
        for left in _LEFT.finditer(bare) if number - 1 not in unclosed else ():
            name = left["called"] or left["braced"] or left["closed"]
            if name in MACROS:
                call = usage(name)
                if left["given"]:
                    call = f"{{{{ {name}({left['given'].translate(_STRAIGHT)}) }}}}"
                mend = f"Write {call}{'' if name in INLINE else ' on a line of its own'}."
            elif left["called"] and left[0][-1] == "}":
                mend = f"There is none of that name. {allowed(sorted(MACROS), name)}"
            else:
                continue
            message = f"'{left[0]}' is a macro that has lost braces, so readers would see it as it stands. {mend}"
            yield number, left.start() + 1, name, message


def missing(content: Content, page: Page) -> Iterator[tuple[int, str]]:
    """The macros that the page of a chapter, a group or a board lacks, which are called after its kind: line and message."""
    kind = page.subject.kind if page.subject else None
    needed = [name for name in MACROS if kind and f"{name}_".startswith(f"{kind}_")]
    lines = {name: n for n, begin, _ in content.commands for name, _ in called(begin.string)}
    at, where = 1, "at the top of the page"
    for name in needed:
        if name not in lines:
            if name != needed[0] and name == needed[-1]:
                where = "at the end of the page"
                at = max(n for n, line in enumerate(content.lines, 1) if line.strip())
            yield (
                at,
                f"this page lacks '{name}', so readers would miss what it shows. Write {usage(name)} {where}, with an empty line before and after.",
            )
        at, where = lines.get(name, at), f"below {usage(name)}"


def usage(name: str) -> str:
    """How a macro is called."""
    taken = list(inspect.signature(MACROS[name]).parameters)[2:]
    arguments = ", ".join(f'"{argument.removesuffix("_")}"' for argument in taken)
    return f"{{{{ {name}({arguments}) }}}}"


def macros_are_calls(site: Site) -> Iterator[Problem]:
    """What is no plain call of a macro that is there among the commands in a site's pages. Nothing is run.

    A build asks this first, for a page could hold any command of Jinja.
    """
    for file in site.pages:
        yield from site.written(file).problems
        content = read(f"docs/{readable(file)}", site.written(file).text or "")
        for line, begin, _ in content.commands:
            try:
                call_on(content.lines, line, begin)
            except NoCallError as error:
                yield Problem(content.path, line, *error.args)
