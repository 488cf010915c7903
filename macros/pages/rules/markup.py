"""What the Markdown of a page is made of: headings, boxes, tables, code, and no HTML."""

from __future__ import annotations

import re
from html import unescape

from markdown import Markdown

from ...plan.source import TEMPLATE
from ..content import EXTENSIONS, HEADING
from ..harmless import Harmless
from . import Problems, Text, Texts, last_rule, page_rule

# https://www.mkdocs.org/user-guide/writing-your-docs/#meta-data, in the older style: ours is read by front_matter.py.
_SETTING = re.compile(r" {0,3}[\w-]+:(?!//)")
# A tag, a comment, or a list of attributes such as {: style="..."}: all end as HTML.
_HTML = re.compile(
    r"<(?!https?:[^<>\s]*>)(?:/?[A-Za-z][^\s<>@]*(?=[\s<>]|$)(?:[^<>]*>)?|[!?])|\{[^{}=]*=(?:[^{}]*\}|.*\})"
)
# Of a cell: pictures, and signs of emphasis, which are no words to a heading of a column.
_NO_WORDS = re.compile(r"!\[[^\]]*\]\([^)]*\)|[\s*_]")
_LISTS = {"class": re.compile(r"\{:?[^{}]*\.[^{}]*\}"), "id": re.compile(r"\{:?[^{}]*#[^{}]*\}")}


@page_rule
def pages_begin_with_no_settings(text: Text, _: Texts) -> Problems:
    """A page's first line is none that MkDocs would take for a setting and not show."""
    if _SETTING.match(text.content.lines[0]):
        message = "MkDocs takes this line for a setting and does not show it. Begin the page with '# ' and a title."
        yield text.problem(1, 1, message)


@page_rule
def code_is_closed(text: Text, _: Texts) -> Problems:
    """A block of code ends."""
    for line, fence in text.content.unclosed:
        message = f"this block of code is never closed. Add a line '{fence}' after it, or take this line away."
        yield text.problem(line, 1, message)


@page_rule
def boxes_have_text(text: Text, _: Texts) -> Problems:
    """A box holds a text."""
    lines = text.content.lines
    for number, line, _bare in text.content.prose:
        inside = "".join(lines[number : number + 1])
        if line.startswith("!!!") and not re.match(r" {4}\s*\S", inside):
            message = "this box has no text. Write it in the lines that follow, each with four blanks in front."
            yield text.problem(number, 1, message)


@page_rule
def pages_hold_no_html(text: Text, _: Texts) -> Problems:
    """Pages are Markdown, without tags and attributes."""
    for number, _line, bare in text.content.prose:
        for match in _HTML.finditer(bare):
            message = f"'{match[0]}' is HTML. Write Markdown, or ask a developer for a macro."
            yield text.problem(number, match.start() + 1, message)


@page_rule
def headings_begin_their_lines(text: Text, _: Texts) -> Problems:
    """A heading has no blanks in front, which would make it a text or code."""
    for number, _line, bare in text.content.prose:
        if re.match(r"\s+#{1,6}\s", bare):
            message = (
                "a heading begins at the start of its line. Take the blanks in front of it away."
            )
            yield text.problem(number, len(bare) - len(bare.lstrip()) + 1, message)


@page_rule
def headings_have_text(text: Text, _: Texts) -> Problems:
    """A heading has words."""
    for heading in text.content.headings:
        if not heading.words:
            message = "this heading has no text. Write it, or take the line away."
            yield text.problem(heading.line, 1, message)


@page_rule
def headings_are_in_order(text: Text, _: Texts) -> Problems:
    """A page has one main heading, which comes first, and no level is left out."""
    before, first = 0, 0
    for line, level, heading in text.outline if text.whole else ():
        what = f"the heading '{heading}'" if heading else "a heading of this macro"
        if level == 1 and first:
            message = f"{what} is a second main heading; the first is in line {first}. Use ## here."
            yield text.problem(line, 1, message)
        elif level > before + 1:
            of = f"but the one before is level {before}" if before else "but it is the page's first"
            message = f"{what} is of level {level}, {of}. Use {'#' * (before + 1)} here."
            yield text.problem(line, 1, message)
        first = first or (line if level == 1 else 0)
        before = level
    if text.whole and not text.outline:
        yield text.problem(1, 1, "this page has no heading. Begin it with '# ' and a title.")


@page_rule
def anchors_differ(text: Text, _: Texts) -> Problems:
    """One anchor is the name of one place on its page."""
    before: set[str] = set()
    for part in text.parts:
        for anchor in sorted(part.anchors & before):
            message = f"the anchor '{anchor}' stands on this page already. Give the heading another one: {{#another-name}} behind its text."
            yield text.problem(part.line, 1, message)
        before |= part.anchors


@page_rule
def columns_have_heads(text: Text, _: Texts) -> Problems:
    """What heads a column of a table says in words what the column holds."""
    for table in text.content.tables:
        for number, (column, head) in enumerate(table.heads, 1):
            if not _NO_WORDS.sub("", unescape(head)):
                message = f"column {number} of this table has no words at its head. Write there what the column holds, such as 'Day'."
                yield text.problem(table.line - 1, column, message)


@page_rule
def columns_stand_as_the_site_has_them(text: Text, _: Texts) -> Problems:
    """No table moves what stands in its columns, since the style sheet does that."""
    for table in text.content.tables:
        if column := text.content.lines[table.line - 1].find(":") + 1:
            message = "a colon here would move what stands in the column, and the site does that itself. Write hyphens alone: | --- | --- |"
            yield text.problem(table.line, column, message)


@last_rule
def pages_are_harmless(text: Text, _: Texts) -> Problems:
    """Markdown itself reads nothing in a page that would change more than the text, whatever the other rules have seen."""
    harmless = Harmless()
    lines = ["" if TEMPLATE.search(line) else line for line in text.content.lines]
    try:
        Markdown(extensions=[*EXTENSIONS, harmless]).convert("\n".join(lines))
    except RecursionError:
        message = "lists or quotations are nested too deep on this page. Take a step out."
        yield text.problem(1, 1, message)
    for taken in dict.fromkeys(harmless.found):
        typed = _as_typed(taken, lines)
        numbered = enumerate(lines, 1)
        number = next((n for n, line in numbered if typed in line or unescape(typed) in line), 1)
        column = max(lines[number - 1].find(typed), 0) + 1
        message = f"'{typed}' would change more than the text. A link leads to a page or a whole address, and has no attributes. Take it away."
        yield text.problem(number, column, message)


def _as_typed(taken: str, lines: list[str]) -> str:
    """What was taken away, as an editor typed it: a class or an id is a short sign in a list, and a heading may have an id."""
    for line in lines if taken in _LISTS else ():
        match = _LISTS[taken].search(line)
        if match and not (taken == "id" and HEADING.match(line)):
            return match[0]
    return taken
