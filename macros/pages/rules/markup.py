"""What the Markdown of a page is made of: macros, headings, boxes, tables, code, and no HTML."""

from __future__ import annotations

import re
from html import unescape

from markdown import Markdown

from ...plan.marks import BULLET, items, no_bullet
from ...plan.problems import allowed
from ...plan.source import CONFLICT, PARTS, TEMPLATE, TWICE
from ..content import BOX, BOX_LINE, BOXES, EXTENSIONS, FOREIGN_BOX, HEADING
from ..harmless import Harmless
from ..templates import ids_written_by
from . import Problems, Text, Texts, page_rule, rule

# https://www.mkdocs.org/user-guide/writing-your-docs/#meta-data, in the older style: ours is read by front_matter.py.
_SETTING = re.compile(r" {0,3}[\w-]+:(?!//)")
# Within a list, a quotation or a box, Markdown makes headings too, with anchors that nobody looks after.
_INNER_HEADING = re.compile(r"(?:\s|[-*+>]\s|\d+[.)]\s|>)+(?=#{1,6}\s*[^\s#])")
# What a heading's address is written in.
_APART = re.compile(r"\{#[\w-]+\}")
# A tag, a comment, or a list of attributes such as {: style="..."}: all end as HTML.
_HTML = re.compile(
    r"<(?!https?:[^<>\s]*>)(?:/?[A-Za-z][^\s<>@]*(?=[\s<>]|$)(?:[^<>]*>)?|[!?])|\{[^{}=]*=(?:[^{}]*\}|.*\})"
)
# Of these, what would show another site, or play something.
_PLAYED = re.compile(r"</?(?:iframe|video|audio|embed|object)\b", re.IGNORECASE)
# What a link leads to, between angle brackets: a name with blanks is typed so.
_IN_BRACKETS = re.compile(r"(?<=\]\()<[^<>]*>")
# Of a cell: pictures, and signs of emphasis, which are no words to a heading of a column.
_NO_WORDS = re.compile(r"!\[[^\]]*\]\([^)]*\)|[\s*_]")
# What else a line that looks like an entry of a list may be.
DASH = " A dash within a sentence stands at the end of the line before."
# The blanks in front of what belongs to a list or to a box.
_STEP = 4
# What a macro is to Markdown: a passage of its own.
_A_MACRO = "macro"
_LISTS = {"class": re.compile(r"\{:?[^{}]*\.[^{}]*\}"), "id": re.compile(r"\{:?[^{}]*#[^{}]*\}")}


@page_rule
def macros_can_be_shown(text: Text, _: Texts) -> Problems:
    """What looks like a command is the call of a macro that stands alone, is there, and can be shown with what it is given."""
    yield from text.unshown
    headed = {heading.line for heading in text.content.headings}
    for line, call in text.content.inline:
        if line in headed:
            message = f"'{call[0]}' stands in a heading, whose words make its address. Write the words themselves."
            yield text.problem(line, call.start() + 1, message)
        if language := text.page.language:
            message = f"'{call[0]}' gives words in English, and this page is in {language.name}. Write the words themselves."
            yield text.problem(line, call.start() + 1, message)


@page_rule
def lines_are_markdown(text: Text, _: Texts) -> Problems:
    """Nothing in a page is HTML, and nothing looks like a setting or a heading and is none."""
    if _SETTING.match(text.content.lines[0]):
        message = "MkDocs takes this line for a setting and does not show it. Begin the page with '# ' and a title."
        yield text.problem(1, 1, message)
    headed = {one.line for one in text.content.headings}
    underlines = {one.line + 1 for one in text.content.headings if one.underlined}
    for number, _line, bare in text.content.prose:
        if bare.rstrip() == PARTS and number not in underlines:
            yield text.problem(number, 1, CONFLICT)
        for match in _HTML.finditer(_IN_BRACKETS.sub(lambda link: " " * len(link[0]), bare)):
            message = f"'{match[0]}' is HTML. Write Markdown, or ask a developer for a macro."
            if _PLAYED.match(match[0]):
                message += " A link to it is the way."
            yield text.problem(number, match.start() + 1, message)
        if number not in headed and (apart := _APART.search(bare)):
            message = f"'{apart[0]}' gives a heading its address, and stands in none, so readers would see it. Put it behind the heading's words, on their line."
            yield text.problem(number, apart.start() + 1, message)
        if inner := _INNER_HEADING.match(bare):
            before = "signs" if inner[0].strip() else "blanks"
            message = (
                f"a heading begins at the start of its line. Take the {before} in front of it away."
            )
            yield text.problem(number, inner.end() + 1, message)


@page_rule
def blocks_are_whole(text: Text, _: Texts) -> Problems:
    """A block of code ends, and a box holds a text."""
    for number, fence in text.content.unclosed:
        message = f"this block of code is never closed. Add a line '{fence}' after it, or take this line away."
        yield text.problem(number, 1, message)
    for number, line, _bare in text.content.prose:
        inside = next(filter(str.strip, text.content.lines[number:]), "")
        if line.startswith("!!!") and not re.match(r" {4}\s*\S", inside):
            message = "this box has no text. Write it in the lines that follow, each with four blanks in front."
            yield text.problem(number, 1, message)


@page_rule
def lists_are_lists(text: Text, _: Texts) -> Problems:
    """Whatever looks like a list or a table to an editor is one: it has an empty line above, and Markdown's own signs."""
    for line, column, what in text.content.glued:
        message = f"this {what} stands right below a text, so readers would see its lines as a part of that. Put an empty line above it.{DASH * (what == 'list')}"
        yield text.problem(line, column, message)
    for first, lines in text.content.blocks:
        listed = {n: (at, sign) for n, at, sign in items(lines)}
        for n, typed in enumerate(lines):
            if n not in listed and (bullet := BULLET.search(typed)):
                listed[n] = bullet.start(), bullet[0]
            if n in listed:
                at, sign = listed[n]
                message = no_bullet(sign, page=typed.lstrip()[0] != "|")
                yield text.problem(first + n, at + 1, message)


@page_rule
def boxes_are_known(text: Text, _: Texts) -> Problems:
    """A box has a name that is there, for its name is a class in the style sheets, and a title in straight quotation marks."""
    for number, line, _bare in text.content.prose:
        if foreign := FOREIGN_BOX.match(line):
            message = f'this line begins no box here, so readers would see it as it stands. Write: !!! {BOXES[0]} "Its title", and the text in the lines that follow, each with four blanks in front.'
            yield text.problem(number, foreign.end("before") + 1, message)
        if not (box := BOX.match(line)):
            continue
        begins = BOX_LINE.fullmatch(box["rest"])
        if begins is None:
            message = f'this line begins no box, so readers would see it as it stands. Write, with straight quotation marks: !!! {BOXES[0]} "Its title"'
        elif not box["before"].strip() and len(box["before"]) % _STEP:
            message = "a box begins at the start of its line, else readers would see the line as it stands. Take the blanks in front of it away."
        elif begins["name"].lower() not in BOXES:
            message = f"the box is called '{begins['name']}'. {allowed(BOXES, begins['name'])}"
        else:
            continue
        yield text.problem(number, box.end("before") + 1, message)


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
def pages_have_a_text(text: Text, texts: Texts) -> Problems:
    """A page begins with its main heading, and no line stands there twice in a row; (warning) something stands below each."""
    told = texts.site.written(text.page.file).problems or _SETTING.match(text.content.lines[0])
    filled = [number for number, line in enumerate(text.content.lines, 1) if line.strip()]
    main = next((one.line for one in text.content.headings if one.level == 1), None)
    if main and filled[0] < main and not (told or text.page.subject):
        message = f"this stands above the page's main heading, in line {main}. Put it below that, or take it away."
        yield text.problem(filled[0], 1, message)
    levels = {one.line: one.level for one in text.content.headings}
    for heading, level in levels.items():
        below = next((number for number in filled if number > heading), None)
        if below is None or levels.get(below, level + 1) <= level:
            message = "nothing stands below this heading. Write its text, put back the macro that stood there, or take the heading away."
            yield text.problem(heading, 1, message, warning=True)
    for number, line, _bare in text.content.prose:
        if number > 1 and line.strip() == text.content.lines[number - 2].strip():
            yield text.problem(number, 1, TWICE)


@page_rule
def headings_have_names(text: Text, _: Texts) -> Problems:
    """A heading has words, and an anchor that nothing else on its page has, nor the shell around each page: that goes for entries too."""
    shell = ids_written_by("page.html")
    for heading in text.content.headings:
        if not heading.words:
            message = "this heading has no text. Write it, or take the line away."
            yield text.problem(heading.line, 1, message)
        if shell.fullmatch(heading.anchor):
            message = f"the anchor '{heading.anchor}' is the site's own, for a part around the text of its pages. Give the heading another one: {{#another-name}} behind its text."
            yield text.problem(heading.line, 1, message)
    before: set[str] = set()
    for part in text.parts:
        for anchor in sorted(part.anchors & before):
            message = f"the anchor '{anchor}' stands on this page already. Give the heading another one: {{#another-name}} behind its text."
            yield text.problem(part.line, 1, message)
        before |= part.anchors
        own = part.macro and ids_written_by(f"fragments/{part.macro}.html")
        for anchor in filter(shell.fullmatch, sorted(part.anchors)):
            if own and not own.fullmatch(anchor):  # it is the id of an entry
                message = f"'{part.macro}' shows an entry with the id '{anchor}', which is the site's own, for a part around the text of its pages. Give the entry in data/ another id."
                yield text.problem(part.line, 1, message)


@page_rule
def columns_are_named(text: Text, _: Texts) -> Problems:
    """A column of a table has words at its head, and stands where the style sheet has it."""
    for line, heads in text.content.tables:
        for number, (column, head) in enumerate(heads, 1):
            if not _NO_WORDS.sub("", unescape(head)):
                message = f"column {number} of this table has no words at its head. Write there what the column holds, such as 'Day'."
                yield text.problem(line - 1, column, message)
        if colon := text.content.lines[line - 1].find(":") + 1:
            message = "a colon here would move what stands in the column, and the site does that itself. Write hyphens alone: | --- | --- |"
            yield text.problem(line, colon, message)


@page_rule
def tables_show_every_cell(text: Text, _: Texts) -> Problems:
    """A cell stands in a column that has a head, and what looks like a table is one: readers see all that was written."""
    for line, heads, cells in text.content.rows:
        for number, (column, cell) in enumerate(cells, 1):
            if number > heads and cell.strip():
                message = f"cell {number} of this row is '{cell.strip()}', and the table has no column {number}, so readers would not see it. Add a column to the heads and to the hyphens below them, or take the cell away."
                yield text.problem(line, column, message)
    for line, columns in text.content.no_tables:
        message = f"these lines begin and end with '|' and are no table, so readers would see the signs. Let this be the line right below the heads: |{' --- |' * columns}"
        yield text.problem(line, 1, message)


@rule
def pages_are_harmless(texts: Texts) -> Problems:
    """Markdown itself reads nothing in a page that would change more than the text, and no paragraph as code, whatever the rules of a page have seen."""
    harmless = Harmless()
    reader = Markdown(extensions=[*EXTENSIONS, harmless])
    for text in texts.pages.values():
        if text.is_wrong:
            continue  # it would be told twice
        harmless.found.clear()
        harmless.code.clear()
        lines = [_A_MACRO if TEMPLATE.search(line) else line for line in text.content.lines]
        try:
            reader.reset().convert("\n".join(lines))
        except RecursionError:
            message = "lists or quotations are nested too deep on this page. Take a step out."
            yield text.problem(1, 1, message)
        indented = (n for n, line in enumerate(lines, 1) if "    " in line)
        for first in harmless.code:
            number = next((n for n in indented if lines[n - 1].endswith(first)), 1)
            message = "four blanks too many stand in front of this paragraph and make code of it: readers would see typewriter letters, in long lines. Take them away, or put it right below the list or box that it belongs to."
            yield text.problem(number, 1, message)
        for taken in dict.fromkeys(harmless.found):
            typed = _as_typed(taken, lines)
            every = enumerate(lines, 1)
            number = next((n for n, line in every if typed in line or unescape(typed) in line), 1)
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
