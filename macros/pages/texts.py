"""The pages of a site as its rules read them: each page's Markdown, and what its macros bring when they are run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ..plan.problems import Problem
from ..plan.source import readable
from .addresses import Standing
from .calls import NoCallError, call_on, missing, usage, without_braces
from .content import Content, read
from .html import headings, ids, lasting
from .html import read as read_html
from .menu import linked
from .page import INLINE, MacroError, NoPageError, Page, WrongArgumentsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.source import Source
    from .site import Site

# Markdown's own reading takes very long, or gives up, beyond these.
MAX_PAGE = 100_000
MAX_PASSAGE = 5_000
MAX_BRACKETS = 100
MAX_HEADINGS = 300
MAX_STEPS = 8
_HEADING = re.compile(r"^(?:#|=+ *$|-+ *$)", re.MULTILINE)
_STEPS = re.compile(rf"(?:\s*(?:[-*+>]|\d+[.)])(?=\s|>)){{{MAX_STEPS + 1}}}")


@dataclass(frozen=True)
class Part:
    """What a line brings to a page, as a heading or by a `macro`: headings (level and words), anchors, and those that last."""

    line: int
    headings: list[tuple[int, str]]
    anchors: set[str]
    lasting: list[str]
    macro: str = ""


@dataclass
class Text:
    """A page, its Markdown, and what its lines bring.

    It is `whole` if every macro could be run, so that outline and anchors are all known; `unshown` says why one can't be.
    `problems` are what the rules of a page say of it.
    """

    page: Page
    content: Content
    parts: list[Part] = field(default_factory=list)
    whole: bool = True
    unshown: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def outline(self) -> list[tuple[int, int, str]]:
        """Every heading: its line, level and words. Those of macros have none."""
        return [(part.line, *heading) for part in self.parts for heading in part.headings]

    @property
    def anchors(self) -> set[str]:
        """Every anchor that a link can end at."""
        return {anchor for part in self.parts for anchor in part.anchors}

    @property
    def is_wrong(self) -> bool:
        """Whether anything on the page has to be mended. It is known once the page has been asked about."""
        return any(not problem.warning for problem in self.problems)

    def problem(self, line: int, column: int, message: str, *, warning: bool = False) -> Problem:
        """A problem at a line and column."""
        return Problem(self.content.path, line, column, message, warning)


@dataclass
class Texts:
    """The pages of a site, as far as they can be read. Nothing is read before a rule asks for it."""

    site: Site

    @cached_property
    def linked(self) -> set[str]:
        """The addresses that the header, the footer and what pages show link to."""
        return linked(self.site)

    def _is_missed(self, error: MacroError) -> bool:
        """Whether a macro lacks a page that is missed elsewhere, where it is told of once, and not for each link."""
        about = {address for update in self.site.plan.updates for address in update.about}
        return isinstance(error, NoPageError) and error.address in self.linked | about

    @cached_property
    def too_much(self) -> dict[str, list[Problem]]:
        """Of each page with a text: what would keep Markdown's own reading busy for minutes, or stop it."""
        return {
            file: list(_too_much(f"docs/{readable(file)}", text))
            for file in self.site.pages
            if (text := self.site.written(file).text) and text.strip()
        }

    @cached_property
    def pages(self) -> dict[str, Text]:
        """The pages in docs/ that can be read, by file."""
        return {
            file: self._read(self.site.pages[file])
            for file, too_much in self.too_much.items()
            if not too_much
        }

    @property
    def unread(self) -> bool:
        """Whether a page of docs/ can't be read, or what it says of itself."""
        site = self.site
        return any(site.written(file).problems for file in site.pages) or any(
            self.too_much.values()
        )

    def _read(self, page: Page) -> Text:
        def words(name: str) -> str:
            return self.site.render(name, page) if self.site.plan.whole else "words"

        path = f"docs/{readable(page.file)}"
        content = read(path, self.site.written(page.file).text or "", words)
        text = Text(page, content)
        for one in content.headings:
            lasts = [one.anchor] if one.level > 1 else []
            text.parts.append(Part(one.line, [(one.level, one.words)], {one.anchor}, lasts))
        for line, begin, coded in content.commands:
            if coded:
                message = "macros run inside code too. Write the name without the braces."
                text.unshown.append(text.problem(line, begin.start() + 1, message))
            else:
                self._run(text, line, begin)
        for line, column, name, message in without_braces(content):
            text.unshown.append(text.problem(line, column, message))
            text.whole = text.whole and name in INLINE
        for line, message in () if text.unshown else list(missing(content, page)):
            text.unshown.append(text.problem(line, 1, message))
            text.whole = False  # what it lacks has headings and anchors
        text.parts.sort(key=lambda part: part.line)
        return text

    def _run(self, text: Text, line: int, begin: re.Match[str]) -> None:
        """One macro call, tried for real: what it brings, or why it can't be shown."""
        try:
            name, arguments = call_on(text.content.lines, line, begin)
            if self.site.plan.whole:  # else the data's own mistakes are told
                html = read_html(self.site.render(name, text.page, arguments))
                wordless = [(level, "") for level, _ in headings(html)]
                part = Part(line, wordless, set(ids(html)), lasting(html), name)
                text.parts.append(part)
                return
        except NoCallError as error:
            text.unshown.append(text.problem(line, *error.args))
        except MacroError as error:
            if not self._is_missed(error):
                wrong = isinstance(error, WrongArgumentsError)
                more = f" Write {usage(name)}." if wrong else ""
                column = begin.string.index(name) + 1
                text.unshown.append(text.problem(line, column, f"{error}{more}"))
        text.whole = False

    @cached_property
    def made(self) -> tuple[dict[str, str], list[Problem]]:
        """The HTML of the pages that are made from data, by address, and what can't be shown, told at the file that it is from."""
        made, problems = {}, []
        for page in self.site.made.values() if self.site.plan.whole else ():
            try:
                made[page.address] = self.site.render(page.macro, page, page.arguments)
            except MacroError as error:
                if not self._is_missed(error):
                    message = f"the page '{page.address}' can't be made from this: {error}"
                    problems.append(Problem(page.file, 1, 1, message))
        return made, problems

    @cached_property
    def standing(self) -> Standing:
        """What stands on the site, with every anchor that is known."""
        trees = {address: read_html(html) for address, html in self.made[0].items()}
        every = {address: set(ids(tree)) for address, tree in trees.items()}
        last = {address: lasting(tree) for address, tree in trees.items()}
        for text in self.pages.values():
            if text.whole:
                every.setdefault(text.page.address, set()).update(text.anchors)
                lasts = (anchor for part in text.parts for anchor in part.lasting)
                last.setdefault(text.page.address, []).extend(lasts)
        return Standing(self.site, every, last)

    def source(self, file: str) -> Source | None:
        """A file of data/, if it can be read."""
        return self.site.source(file)[0]


def _too_much(path: str, text: str) -> Iterator[Problem]:
    if len(text) > MAX_PAGE:
        message = f"this page has {len(text):,} signs. At most {MAX_PAGE:,} are allowed. Split it, or shorten it."
        yield Problem(path, 1, 1, message)
    headings = [match.start() for match in _HEADING.finditer(text)]
    if len(headings) > MAX_HEADINGS:
        line = text.count("\n", 0, headings[MAX_HEADINGS]) + 1
        message = f"this page has {len(headings):,} headings. At most {MAX_HEADINGS:,} are allowed. Make several pages of it."
        yield Problem(path, line, 1, message)
    line = 1
    for passage in re.split(r"(\n[ \n]*\n)", text[: MAX_PAGE + 1]):
        brackets = passage.count("[")
        if len(passage) > MAX_PASSAGE:
            message = f"this passage has {len(passage):,} signs. At most {MAX_PASSAGE:,} are allowed. Put an empty line into it."
            yield Problem(path, line, 1, message)
        elif brackets > MAX_BRACKETS:
            message = f"this passage has {brackets:,} opening brackets. At most {MAX_BRACKETS} are allowed. Put an empty line into it."
            yield Problem(path, line, 1, message)
        line += passage.count("\n")
    for number, typed in enumerate(text.split("\n"), 1):
        if _STEPS.match(typed) or len(typed) - len(typed.lstrip(" ")) > 4 * MAX_STEPS:
            message = (
                f"lists or quotations are nested more than {MAX_STEPS} deep here. Take a step out."
            )
            yield Problem(path, number, 1, message)
