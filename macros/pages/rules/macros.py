"""What macros a page may hold, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...plan.problems import Problem
from ...plan.source import TEMPLATE, read_text, readable
from ..calls import NoCallError, call_on
from ..content import HEADING
from ..docs import markdown_files
from ..front_matter import written
from ..page import inline_calls
from . import Problems, Text, Texts, page_rule
from .files import files_are_plain

if TYPE_CHECKING:
    from pathlib import Path


@page_rule
def macros_can_be_shown(text: Text, _: Texts) -> Problems:
    """What looks like a command is the call of a macro that stands alone, is there, and can be shown with what it is given."""
    yield from text.unshown


@page_rule
def headings_hold_no_macro(text: Text, _: Texts) -> Problems:
    """A heading has its own words, which make its address."""
    for line, call in text.content.inline:
        if HEADING.match(text.content.lines[line - 1]):
            message = f"'{call[0]}' stands in a heading, whose words make its address. Write the words themselves."
            yield text.problem(line, call.start() + 1, message)


def macros_are_calls(docs: Path) -> Problems:
    """Every command for the macros in the pages of docs/ is a plain call of a macro that is there. Nothing is run.

    A build asks this first, for a page could hold any command of Jinja.
    """
    yield from files_are_plain(docs)
    for path in markdown_files(docs):
        shown = f"docs/{readable(path.relative_to(docs).as_posix())}"
        text, problems = read_text(path, shown)
        page = written(text or "", shown)
        yield from (*problems, *page.problems)
        lines = (page.text or "").split("\n")
        for number, line in enumerate(lines, 1):
            if begin := TEMPLATE.search(inline_calls().sub("", line)):
                try:
                    call_on(lines, number, begin)
                except NoCallError as error:
                    yield Problem(shown, number, error.column, error.message)
