"""What is wrong with the Markdown pages: file names, headings, macros, links, images.

    files_pair_up         a chapter, group or board has its data and its page
    page problems         one function each, in the order of `RULES`, over the lines of a page
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any

from markdown.extensions.toc import slugify, unique

from ..plan.model import ID, is_address
from ..plan.problems import Problem, allowed
from ..plan.source import read_text
from .site import MACROS, MacroError, Page, Site

_HEADING = re.compile(r"(#{1,6})\s+(.+?)(?:\s+#+)?\s*$")
_ANCHOR = re.compile(r"\{:?\s*#([\w-]+)[^}]*\}\s*$")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_MACRO = re.compile(r"\{\{ *(.*?) *\}\}")
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^)\s>]*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)")
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--")
_CODE = re.compile(r"(`+).+?\1")


@dataclass
class Text:
    """A page's Markdown as lines, what its macros bring, and the anchors that a link can end at."""

    page: Page
    path: str
    lines: list[str]
    outline: list[tuple[int, int, str]] = field(default_factory=list)  # (line, level, text)
    anchors: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, line: int, column: int, message: str) -> None:
        """Note a problem at a line and column, both from 1."""
        self.problems.append(Problem(self.path, line, column, message))


def page_problems(site: Site) -> Iterator[Problem]:
    """Every problem of the pages in docs/, each at its line and column."""
    yield from files_pair_up(site)
    texts: dict[str, Text] = {}
    for page in site.pages.values():
        shown = f"docs/{page.file}"
        if not all(ID.fullmatch(part) for part in PurePosixPath(page.file).with_suffix("").parts):
            yield Problem(shown, 1, 1, f"the file's name is '{Path(page.file).name}'. Use small letters, digits and single hyphens: shorter-waits.md.")
        text, problems = read_text(site.docs / page.file, shown)
        yield from problems
        if text is not None and not text.strip():
            yield Problem(shown, 1, 1, "this page is empty. Write its text, or remove the file.")
        elif text is not None:
            texts[page.file] = _read(site, Text(page, shown, text.split("\n")))
    for text in texts.values():
        _check_outline(text)
        _check_links(site, texts, text)
        yield from text.problems


def files_pair_up(site: Site) -> Iterator[Problem]:
    """A chapter, a group or a board is its data and its page: neither stands without the other."""
    for folder, table, data in (
        ("chapters/", site.plan.chapters, "data/chapters/{}.yml"),
        ("boards/", site.plan.boards, "an entry '{}' in data/boards.yml"),
        ("", site.plan.stages, "an entry '{}' in data/stages.yml"),
    ):
        for id_ in table:
            if f"{folder}{id_}.md" not in site.pages:
                where = f"data/chapters/{id_}.yml" if folder == "chapters/" else data.format(id_).split(" in ")[1]
                yield Problem(where, 1, 1, f"there is no docs/{folder}{id_}.md for '{id_}'. Add the page, or take the entry away.")
        for page in site.pages.values():
            if folder and page.file.startswith(folder) and page.id not in table and page.id != "index":
                yield Problem(f"docs/{page.file}", 1, 1, f"there is no {data.format(page.id)} for this page. Add it, or remove the page.")


def _read(site: Site, text: Text) -> Text:
    """Walk the lines once: run the macros, note headings and anchors, refuse what Markdown pages don't hold."""
    used: set[str] = set()
    fence = ""
    for number, line in enumerate(text.lines, 1):
        if match := re.match(r" {0,3}(```+|~~~+)", line):
            fence = "" if fence and line.strip().startswith(fence) else fence or match[1]
            continue
        if fence:
            continue
        bare = _CODE.sub(lambda m: " " * len(m[0]), line)
        if "{{" in bare or "{%" in bare:
            _run_macro(site, text, number, bare)
            continue
        for match in _HTML.finditer(bare):
            text.refuse(number, match.start() + 1, f"'{match[0]}' is HTML. Write Markdown, or ask a developer for a macro.")
        level, heading = 0, ""
        if match := _HEADING.match(bare):
            level, heading = len(match[1]), match[2]
        elif number > 1 and _UNDERLINE.match(bare) and text.lines[number - 2].strip():
            level, heading = (1 if bare[0] == "=" else 2), text.lines[number - 2]
        if level:
            anchor = _ANCHOR.search(heading)
            text.anchors.add(anchor[1] if anchor else unique(slugify(unescape(_plain(heading)), "-"), used))
            text.outline.append((number, level, _plain(heading)))
    return text


def _plain(markdown: str) -> str:
    """A heading's text without its marks."""
    return re.sub(r"[*_`]", "", _LINK.sub(r"\2", _ANCHOR.sub("", markdown))).strip()


def _run_macro(site: Site, text: Text, number: int, line: str) -> None:
    """One macro call, tried for real: it stands alone, exists, and takes these arguments."""
    start = line.index("{")
    match = re.fullmatch(r"\{\{ *(.*?) *\}\}\s*", line)
    around = [text.lines[n] for n in (number - 2, number) if 0 <= n < len(text.lines)]
    if not match or match[1].count("{{") or any(other.strip() for other in around):
        text.refuse(number, start + 1, "a macro stands alone: at the start of a line, with an empty line before and after. Move it to a line of its own.")
        return
    try:
        call = ast.parse(match[1], mode="eval").body
        name, arguments = _call(call)
    except (SyntaxError, ValueError):
        text.refuse(number, start + 1, f"'{match[0].strip()}' is not a call of a macro. Write {{{{ name() }}}} or {{{{ name(\"text\") }}}}.")
        return
    if name not in MACROS:
        text.refuse(number, line.index(name) + 1, f"the macro is '{name}'. {allowed(sorted(MACROS), name)}")
        return
    try:
        html = site.render(name, text.page, arguments)
    except MacroError as error:
        text.refuse(number, line.index(name) + 1, str(error))
        return
    text.anchors |= set(re.findall(r'\sid="([^"]+)"', html))
    text.outline += [(number, int(level), "") for level in re.findall(r"<h([1-6])[ >]", html)]


def _call(call: Any) -> tuple[str, tuple[str, ...]]:
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and not call.keywords):
        raise ValueError
    values = [ast.literal_eval(argument) for argument in call.args]
    if not all(isinstance(value, str) for value in values):
        raise ValueError
    return call.func.id, tuple(values)


def _check_outline(text: Text) -> None:
    """One h1, first; no level is skipped."""
    before, first = 0, 0
    for line, level, heading in text.outline:
        what = f"the heading '{heading}'" if heading else "a heading of this macro"
        if level == 1 and first:
            text.refuse(line, 1, f"{what} is a second main heading; the first is in line {first}. Use ## here.")
        elif level > before + 1:
            at = f"level {level}, but the one before is level {before}" if before else f"level {level}, but it is the page's first"
            text.refuse(line, 1, f"{what} is of {at}. Use {'#' * (before + 1)} here.")
        first = first or (line if level == 1 else 0)
        before = level
    if not text.outline:
        text.refuse(1, 1, "this page has no heading. Begin it with '# ' and a title.")


def _check_links(site: Site, texts: dict[str, Text], text: Text) -> None:
    """A link leads to a page, an anchor or a file that is there, or to a whole address; an image says what it shows."""
    for number, line in enumerate(text.lines, 1):
        bare = _CODE.sub(lambda m: " " * len(m[0]), line)
        for match in _LINK.finditer(bare):
            if match[1] and not match[2].strip():
                text.refuse(number, match.start() + 1, "this image has no text for those who can't see it. Write it in the square brackets.")
            _check_target(site, texts, text, number, match.start(3) + 1, match[3])
        if match := _DEFINITION.match(bare):
            _check_target(site, texts, text, number, match.start(1) + 1, match[1])


def _check_target(site: Site, texts: dict[str, Text], text: Text, line: int, column: int, target: str) -> None:
    if re.match(r"[a-z][a-z0-9+.-]*:|//|www\.", target, re.IGNORECASE):
        if not (is_address(target) or re.fullmatch(r"tel:\+?[0-9]+", target)):
            text.refuse(line, column, f"'{target}' is not a web address. Write all of it, with https:// in front.")
        return
    path, _, anchor = target.partition("#")
    if path.startswith("/"):
        text.refuse(line, column, f"'{target}' begins with a slash. Write the way to the Markdown file, such as ../words.md.")
        return
    file = _resolve(PurePosixPath(text.page.file).parent, path) if path else text.page.file
    if file not in site.pages:
        if path and not path.endswith(".md") and (site.docs / file).is_file():
            return
        folder = PurePosixPath(text.page.file).parent
        ways = sorted(_way(folder, other) for other in site.pages)
        near = allowed(ways, path).partition("Did you mean")
        hint = f" Did you mean{near[2]}" if near[1] else ""
        text.refuse(line, column, f"no page stands at '{path}'. Write the way from this file to a Markdown file that is there.{hint}")
    elif anchor and file in texts and anchor not in texts[file].anchors:
        text.refuse(line, column, f"'{file}' has no anchor '{anchor}'. {allowed(sorted(texts[file].anchors), anchor)}")


def _resolve(folder: PurePosixPath, path: str) -> str:
    parts = list(folder.parts)
    for part in PurePosixPath(path).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _way(folder: PurePosixPath, file: str) -> str:
    """The relative way from a folder to a file."""
    here, there = list(folder.parts), file.split("/")
    while here and there[:-1] and here[0] == there[0]:
        here, there = here[1:], there[1:]
    return "/".join([".."] * len(here) + there)
