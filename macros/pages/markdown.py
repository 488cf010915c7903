"""What is wrong with the Markdown pages: file names, headings, macros, links, images.

macros_are_calls      the only commands in a page are plain calls of macros; the build asks this too
files_are_plain       docs/ holds pages, pictures and the like, and nothing that leads out of it
files_pair_up         a chapter, group or board has its data and its page
shell_leads_on        the pages that every page links to are there
kinds_are_whole       every kind of page has what shows it (kinds.py)
addresses_differ      no two pages have one address
address_problems      what was published still leads somewhere (addresses.py)
page problems         one function each, in the order of `RULES`, over the lines of a page
"""

from __future__ import annotations

import inspect
import os
import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from markdown.extensions.toc import slugify, unique

from ..plan.files import FILES as FILES_OF_DATA
from ..plan.problems import Problem, allowed
from ..plan.quotations import misquoted, names_of
from ..plan.source import A_LINK, TEMPLATE, read_text, read_yaml, readable
from ..plan.style import held_in
from ..plan.values import ID, is_address
from .addresses import Standing, address_problems, lasting
from .docs import markdown_files
from .front_matter import NONE, written
from .harmless import Harmless
from .kept import CALL
from .kinds import kinds_are_whole
from .navigation import menu_problems
from .page import INLINE, MACROS, MacroError, Page, inline_calls
from .style import files_are_shown, heads, links_say_where, page_style, titles_differ
from .told import updates_are_about_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .site import Site

# As in mkdocs.yml, with those that MkDocs always takes.
EXTENSIONS = ("admonition", "attr_list", "fenced_code", "smarty", "tables", "toc")
# Markdown's own reading takes very long, or gives up, beyond these.
MAX_PAGE = 100_000
MAX_PASSAGE = 5_000
MAX_BRACKETS = 100
MAX_STEPS = 8
# What docs/ may hold beside pages. An SVG can hold scripts, so it is looked into.
FILES = frozenset(
    {
        ".csv",
        ".gif",
        ".jpeg",
        ".jpg",
        ".pdf",
        ".png",
        ".svg",
        ".txt",
        ".webp",
    }
)
# Folders at the top of docs/ that mean something else.
_TAKEN = {
    "assets": "would stand in place of the site's own style sheets and scripts. Put this file beside the page that shows it.",
    "templates": "is left out of the site. Put this file into another folder.",
}
_PAGES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".html", ".htm")
_IN_A_PICTURE = re.compile(
    r"<\s*(?:script|foreignObject|iframe|handler|set|animate)|<!(?:ENTITY|DOCTYPE)|\son\w+\s*=|(?:href|src)\s*=\s*[\"']\s*(?!#)\S|<\?xml-stylesheet",
    re.IGNORECASE,
)
_STEPS = re.compile(rf"(?:\s*(?:[-*+>]|\d+[.)])(?=\s|>)){{{MAX_STEPS + 1}}}")

_HEADING = re.compile(r"(#{1,6})(.*)")  # Python-Markdown needs no blank behind the signs
_ANCHOR = re.compile(r"\{:?\s*#([\w-]+)[^}]*\}\s*$")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_FENCE = re.compile(r"(```+|~~~+) *[\w#.+-]* *$")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]{0,300}\]){0,600})\]\(((?:[^()]|\([^()]{0,300}\)){0,600})\)"
)
_TITLE = re.compile(r"\s+(?:\"[^\"]*\"|'[^']*')\s*$")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|www\.", re.IGNORECASE)
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]]*\]:[ ]*\n?[ ]*<?(\S+?)>?(?=\s|$)", re.MULTILINE)
_AUTOLINK = re.compile(r"<(https?:[^<>\s]*)>")
# Of a cell: pictures, and signs of emphasis, which are no words to a heading of a column.
_NO_WORDS = re.compile(r"!\[[^\]]*\]\([^)]*\)|[\s*_]")
_IMAGE = re.compile(r"!\[\s*\](?=[(\[])")
_LISTS = {"class": re.compile(r"\{:?[^{}]*\.[^{}]*\}"), "id": re.compile(r"\{:?[^{}]*#[^{}]*\}")}
# A tag, a comment, or a list of attributes such as {: style="..."}: all end as HTML.
_HTML = re.compile(
    r"<(?!https?:[^<>\s]*>)(?:/?[A-Za-z][^\s<>@]*(?=[\s<>]|$)(?:[^<>]*>)?|[!?])|\{[^{}=]*=(?:[^{}]*\}|.*\})"
)
# https://www.mkdocs.org/user-guide/writing-your-docs/#meta-data, in the older style: ours is read by front_matter.py.
_SETTING = re.compile(r" {0,3}[\w-]+:(?!//)")


@dataclass
class Text:
    """A page's Markdown as lines, what its macros bring, and the anchors that a link can end at."""

    page: Page
    path: str
    lines: list[str]
    bare: list[str] = field(default_factory=list)  # the lines again, code and macros left blank
    outline: list[tuple[int, int, str]] = field(default_factory=list)  # (line, level, text)
    anchors: set[str] = field(default_factory=set)
    lasting: list[str] = field(
        default_factory=list
    )  # those of them that others may link to, in order
    whole: bool = (
        True  # whether every macro could be run, so that outline and anchors are all known
    )
    files: set[str] = field(default_factory=set)  # the addresses of files that it shows or leads to
    problems: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)  # the warnings

    def refuse(self, line: int, column: int, message: str) -> None:
        """Note a problem at a line and column, both from 1."""
        self.problems.append(Problem(self.path, line, column, message))

    def claim(self, line: int, ids: set[str]) -> None:
        """Note the anchors that a line brings. One name leads to one place."""
        for twice in sorted(ids & self.anchors):
            self.refuse(
                line,
                1,
                f"the anchor '{twice}' stands on this page already. Give the heading another one: {{#another-name}} behind its text.",
            )
        self.anchors |= ids


def page_problems(site: Site) -> Iterator[Problem]:
    """Every problem of the pages in docs/, each at its line and column."""
    yield from files_pair_up(site)
    yield from shell_leads_on(site)
    yield from updates_are_about_pages(site)
    told = _linked(site) | {address for update in site.plan.updates for address in update.about}
    missing = {f"no page stands at '{address}'." for address in told}
    yield from kinds_are_whole(site)
    yield from addresses_differ(site)
    yield from files_are_plain(site.docs)
    texts, problems = read_pages(site, missing)
    yield from problems
    made, problems = _made_pages(site, missing)
    yield from problems
    harmless = Harmless()
    reader = Markdown(extensions=[*EXTENSIONS, harmless])
    for text in texts.values():
        if text.whole:
            _check_outline(text)
        _check_links(site, texts, text)
        _check_quotations(site, text)
        if not text.problems:
            _check_rendered(text, reader, harmless)
        yield from (*text.problems, *text.advice)
    yield from menu_problems(site, _linked(site))
    yield from files_are_shown(site, {file for text in texts.values() for file in text.files})
    yield from titles_differ(site, texts.values())
    sources = (
        read_yaml(site.docs.parent / name, name)[0] for name in ("data/help.yml", "data/plan.yml")
    )
    held = held_in(*sources)
    for text in texts.values():
        yield from page_style(site, text, held)
    if site.plan.whole:
        yield from address_problems(_standing(site, texts, made))


def standing(site: Site) -> Standing:
    """What stands on a site without a mistake, with every anchor."""
    return _standing(site, read_pages(site, set())[0], _made_pages(site, set())[0])


def _standing(site: Site, texts: dict[str, Text], made: dict[str, str]) -> Standing:
    """What stands on the site: its pages as they were read, its made pages as HTML, by address."""
    ids = {address: _ids(html) for address, html in made.items()}
    last = {address: lasting(html) for address, html in made.items()}
    for text in texts.values():
        if text.whole:
            ids.setdefault(text.page.address, set()).update(text.anchors)
            last.setdefault(text.page.address, []).extend(text.lasting)
    return Standing(site, ids, last)


def _ids(html: str) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', html))


def read_pages(site: Site, missing: set[str]) -> tuple[dict[str, Text], list[Problem]]:
    """The pages in docs/, by file, and what is wrong with the files themselves."""
    texts: dict[str, Text] = {}
    found: list[Problem] = []
    for page in site.pages.values():
        shown = f"docs/{readable(page.file)}"
        if not all(ID.fullmatch(part) for part in PurePosixPath(page.file).with_suffix("").parts):
            found.append(
                Problem(
                    shown,
                    1,
                    1,
                    f"the file's name is '{shown[5:]}'. Use small letters, digits and single hyphens: shorter-waits.md.",
                )
            )
        text, problems = site.written(page.file).text, site.written(page.file).problems
        found += problems
        if page.subject and page.front != NONE:
            said = f"this page is about what stands in {page.subject.data}, and needs no front matter. Take it away: a chapter says there, under 'keywords:', what people would look for."
            found.append(Problem(shown, 1, 1, said))
        if text is not None and not text.strip():
            found.append(
                Problem(shown, 1, 1, "this page is empty. Write its text, or remove the file.")
            )
        elif text is not None and (too_much := list(_too_much(shown, text))):
            found += too_much
        elif text is not None:
            texts[page.file] = _read(site, Text(page, shown, text.split("\n")), missing)
    return texts, found


def _made_pages(site: Site, missing: set[str]) -> tuple[dict[str, str], list[Problem]]:
    """The HTML of the pages that are made from data, by address, and what can't be shown: told at the file that it is from."""
    shown: dict[str, str] = {}
    found: list[Problem] = []
    for page in site.made.values() if site.plan.whole else ():
        try:
            shown[page.address] = site.render(page.macro, page, page.arguments)
        except MacroError as error:
            if str(error) not in missing:
                found.append(
                    Problem(
                        page.file,
                        1,
                        1,
                        f"the page '{page.address}' can't be made from this: {error}",
                    )
                )
    return shown, found


def _linked(site: Site) -> set[str]:
    """The addresses that the header, the footer and the 404 page link to."""
    links: Any = site.template("partials/links.html").module
    footer = (link for _, group in links.footer for link in group)
    return {"/", "/priorities/"} | {address for _, address in (*links.header, *footer)}


def files_pair_up(site: Site) -> Iterator[Problem]:
    """A chapter, a group or a board is its data and its page: neither stands without the other."""
    chapters = {path.stem for path in (site.docs.parent / "data" / "chapters").glob("*.yml")}
    tables = {"chapter": sorted(chapters), "board": site.plan.boards, "stage": site.plan.stages}
    for kind, ids in tables.items():
        kept = FILES_OF_DATA[f"{kind}s"]
        folder = kept.shown.partition("{}")[0][1:]
        if kind != "chapter" and not site.plan.whole:
            continue  # what an entry with a mistake is called is not known
        for id_ in ids:
            if ID.fullmatch(id_) and f"{folder}{id_}.md" not in site.pages:
                file, source = kept.path_of(id_), None
                if kind != "chapter":
                    source, _ = read_yaml(site.docs.parent / file, file)
                place = source.place((id_,), of_key=True) if source else (1, 1)
                said = f"there is no docs/{folder}{id_}.md for '{id_}'. Add the page, or take the entry away."
                yield Problem(file, *place, said)
        for page in site.pages.values() if folder else ():
            if page.file.startswith(folder) and page.id not in ids and page.id != "index":
                shown = readable(page.file)
                file = kept.path_of(Path(shown).stem)
                missing = file if kind == "chapter" else f"entry '{Path(shown).stem}' in {file}"
                said = f"there is no {missing} for this page. Add it, or remove the page."
                yield Problem(f"docs/{shown}", 1, 1, said)


def shell_leads_on(site: Site) -> Iterator[Problem]:
    """The header, the footer and the 404 page link to these pages."""
    there = {page.address for page in site.pages.values()}
    for address in sorted(_linked(site) - there):
        name = address.strip("/")
        page, or_page = (
            (f"docs/{name}.md", f" or docs/{name}/index.md") if name else ("docs/index.md", "")
        )
        yield Problem(
            page,
            1,
            1,
            f"no page stands at '{address}', and every page links there. Put back {page}{or_page}.",
        )


def addresses_differ(site: Site) -> Iterator[Problem]:
    """One page has one address: about.md and about/index.md would stand at the same."""
    first: dict[str, Page] = {}
    for page in (*site.made.values(), *site.pages.values()):
        if (other := first.setdefault(page.address, page)) is not page:
            found = f"this page and {'the one made from ' if other.macro else ''}{readable(other.source)} have the same address, '{page.address}'. Rename one of them, or remove it."
            yield Problem(readable(page.source), 1, 1, found)


def files_are_plain(docs: Path) -> Iterator[Problem]:
    """Pages end with .md: with another ending, MkDocs would publish them beside the plan's pages, or as plain files.

    Beside them stand pictures and the like. A link of the file system could publish what stands outside of the project.
    """
    for folder, folders, files in os.walk(docs):
        for name in sorted((*folders, *files)):
            path = Path(folder, name)
            shown = readable(path.relative_to(docs).as_posix())
            ending = path.suffix.lower()
            if path.is_symlink():
                yield Problem(f"docs/{shown}", 1, 1, A_LINK)
            elif (first := path.relative_to(docs).parts[0]) in _TAKEN:
                if name in files:
                    yield Problem(f"docs/{shown}", 1, 1, f"docs/{first} {_TAKEN[first]}")
            elif name in folders or name.startswith(".") or (path.suffix == ".md"):
                continue
            elif ending in _PAGES:
                yield Problem(
                    f"docs/{shown}",
                    1,
                    1,
                    f"the file's name is '{shown}'. A page is Markdown, and its name ends with .md in small letters.",
                )
            elif ending not in FILES:
                yield Problem(
                    f"docs/{shown}",
                    1,
                    1,
                    f"a file that ends with '{readable(path.suffix)}' stands here. {allowed(sorted(FILES), ending)}",
                )
            elif ending == ".svg":
                yield from _picture(path, f"docs/{shown}")


def _picture(path: Path, shown: str) -> Iterator[Problem]:
    said, problems = read_text(path, shown)
    yield from problems
    text = said or ""
    for match in _IN_A_PICTURE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Problem(
            shown,
            line,
            match.start() - text.rfind("\n", 0, match.start()),
            f"'{match[0].strip()}' does not belong in a picture. Take it away, or save the picture as .png.",
        )


def macros_are_calls(docs: Path) -> Iterator[Problem]:
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
            if (begin := TEMPLATE.search(inline_calls().sub("", line))) and isinstance(
                (call := _call(lines, number, begin))[0], int
            ):
                yield Problem(shown, number, *call)


def _read(site: Site, text: Text, missing: set[str]) -> Text:
    """Walk the lines once: run the macros, note headings and anchors, refuse what Markdown pages don't hold.

    `missing` are the messages about pages that are missed already, so that they are not told again for each link.
    """
    used: set[str] = set()
    fence = ""
    if _SETTING.match(text.lines[0]):
        said = "MkDocs takes this line for a setting and does not show it. Begin the page with '# ' and a title."
        text.refuse(1, 1, said)
    for number, typed in enumerate(text.lines, 1):
        line = text.lines[number - 1] = typed if fence else _with_words(site, text, number)
        before = "".join(text.bare[-1:])
        text.bare.append("")
        if command := TEMPLATE.search(line):  # in code too: macros run before Markdown is read
            if fence or not TEMPLATE.search(_CODE.sub("", line)):
                text.refuse(
                    number,
                    command.start() + 1,
                    "macros run inside code too. Write the name without the braces.",
                )
            else:
                text.whole = _run_macro(site, text, number, command, missing) and text.whole
        elif fence:
            fence = "" if line.rstrip(" ") == fence else fence
        elif match := _FENCE.match(line):
            fence = _fence(text, number, match[1])
        else:
            text.bare[-1] = _CODE.sub(lambda m: " " * len(m[0]), line)
            _check_line(text, number)
            _check_table(text, number)
            _note_heading(text, number, before, used)
    return text


def _with_words(site: Site, text: Text, number: int) -> str:
    """A line with words in place of the macros that may stand within a sentence: as many signs, so that columns stay.

    A heading has none, for its words make its anchor, and that is an address.
    """
    line = text.lines[number - 1]
    calls = list(inline_calls().finditer(line))
    if len(calls) != len(inline_calls().findall(_CODE.sub("", line))):
        return line  # one stands in code, and is refused there
    if calls and _HEADING.match(line):
        text.refuse(
            number,
            calls[0].start() + 1,
            f"'{calls[0][0]}' stands in a heading, whose words make its address. Write the words themselves.",
        )

    def words(call: re.Match[str]) -> str:
        shown = site.render(call[1], text.page) if site.plan.whole else "words"
        return shown.ljust(len(call[0]), "n")[: len(call[0])]

    return inline_calls().sub(words, line)


def _fence(text: Text, number: int, fence: str) -> str:
    """What closes the block of code that a line opens. If nothing does, that is refused, and it opens none."""
    if fence in (other.rstrip(" ") for other in text.lines[number:]):
        return fence
    text.refuse(
        number,
        1,
        f"this block of code is never closed. Add a line '{fence}' after it, or take this line away.",
    )
    return ""


def _check_line(text: Text, number: int) -> None:
    """Refuse a box without a text, HTML, and a heading that does not begin its line."""
    line, bare = text.lines[number - 1], text.bare[number - 1]
    if line.startswith("!!!") and not re.match(
        r" {4}\s*\S", "".join(text.lines[number : number + 1])
    ):
        text.refuse(
            number,
            1,
            "this box has no text. Write it in the lines that follow, each with four blanks in front.",
        )
    for match in _HTML.finditer(bare):
        text.refuse(
            number,
            match.start() + 1,
            f"'{match[0]}' is HTML. Write Markdown, or ask a developer for a macro.",
        )
    if re.match(r"\s+#{1,6}\s", bare):
        text.refuse(
            number,
            len(bare) - len(bare.lstrip()) + 1,
            "a heading begins at the start of its line. Take the blanks in front of it away.",
        )


def _check_table(text: Text, number: int) -> None:
    """Refuse a column without words at its head, and columns that are told where to stand: the style sheet does that."""
    for column, (at, head) in enumerate(cells := heads(text, number), 1):
        if not _NO_WORDS.sub("", unescape(head)):
            text.refuse(
                number - 1,
                at,
                f"column {column} of this table has no words at its head. Write there what the column holds, such as 'Day'.",
            )
    if cells and (colon := text.lines[number - 1].find(":") + 1):
        text.refuse(
            number,
            colon,
            "a colon here would move what stands in the column, and the site does that itself. Write hyphens alone: | --- | --- |",
        )


def _note_heading(text: Text, number: int, before: str, used: set[str]) -> None:
    """Note a heading that stands on a line, or on the one `before` if this line underlines it, with its anchor."""
    line, bare = text.lines[number - 1], text.bare[number - 1]
    if match := _HEADING.match(line):
        at, level, heading = number, len(match[1]), match[2].rstrip().rstrip("#").strip()
    elif before.strip() and _UNDERLINE.match(bare):
        at, level, heading = number - 1, (1 if bare[0] == "=" else 2), text.lines[number - 2]
    else:
        return
    anchor = _ANCHOR.search(heading)
    id_ = anchor[1] if anchor else unique(slugify(unescape(_plain(heading)), "-"), used)
    text.claim(at, {id_})
    text.lasting += [id_] if level > 1 else []
    text.outline.append((at, level, _plain(heading)))
    if not text.outline[-1][2]:
        text.refuse(at, 1, "this heading has no text. Write it, or take the line away.")


def _plain(markdown: str) -> str:
    """A heading's text without its marks."""
    return re.sub(r"[*_`]", "", _LINK.sub(r"\2", _ANCHOR.sub("", markdown))).strip()


Refused = tuple[int, str]  # column and message
Call = tuple[str, tuple[str, ...]]  # a macro's name and the texts in its brackets


def _call(lines: list[str], number: int, begin: re.Match[str]) -> Call | Refused:
    """The call of a macro on a line, which stands alone, exists, and takes plain texts; or why it is none.

    `begin` is what begins a command there.
    """
    line, start = begin.string, begin.start() + 1
    alone = line.startswith("{{") and line.rstrip().endswith("}}")
    if begin[0] != "{{":
        return (
            start,
            f"'{begin[0]}' begins a template's command, and pages hold none. Take it away.",
        )
    around = [lines[n] for n in (number - 2, number) if 0 <= n < len(lines)]
    if line.count("{{") == 1 and "}}" not in line:
        return start, "'{{' begins a macro that does not end on this line. Close it with }}."
    if not alone or line.count("{{") > 1 or any(other.strip() for other in around):
        within = re.match(r"\{\{\s*(\w+)", line[begin.start() :])
        return (
            start,
            f"'{within[1]}' takes nothing in its brackets. Write {{{{ {within[1]}() }}}}."
            if within and within[1] in INLINE
            else "a macro stands alone: at the start of a line, with an empty line before and after. Move it to a line of its own.",
        )
    call = CALL.fullmatch(line.rstrip())
    if not call:
        return (
            start,
            f"'{line.rstrip()}' is not a call of a macro. Write {{{{ name() }}}} or {{{{ name(\"text\") }}}}.",
        )
    name, arguments = (
        call[1],
        tuple(said[1:-1] for said in re.findall(r"\"[^\"]*\"|'[^']*'", call[2] or "")),
    )
    if name not in MACROS:
        return line.index(name) + 1, f"the macro is '{name}'. {allowed(sorted(MACROS), name)}"
    return name, arguments


def _run_macro(
    site: Site, text: Text, number: int, begin: re.Match[str], missing: set[str]
) -> bool:
    """One macro call, tried for real. Whether it could be run. `begin` is what begins it on its line."""
    call = _call(text.lines, number, begin)
    if isinstance(call[0], int):
        text.refuse(number, *call)
        return False
    name, arguments = call
    if not site.plan.whole:
        return False  # the data's own mistakes are told; what a macro would make of them is not
    try:
        html = site.render(name, text.page, arguments)
    except MacroError as error:
        if (said := str(error)) not in missing:
            usage = f" Write {_usage(name)}." if said.startswith(f"'{name}' takes") else ""
            text.refuse(number, begin.string.index(name) + 1, said + usage)
        return False
    text.claim(number, _ids(html))
    text.lasting += lasting(html)
    text.outline += [(number, int(level), "") for level in re.findall(r"<h([1-6])[ >]", html)]
    return True


def _usage(name: str) -> str:
    """How a macro is called."""
    arguments = ", ".join(
        f'"{argument.removesuffix("_")}"'
        for argument in list(inspect.signature(MACROS[name]).parameters)[2:]
    )
    return f"{{{{ {name}({arguments}) }}}}"


def _too_much(shown: str, text: str) -> Iterator[Problem]:
    """What would keep Markdown's own reading busy for minutes, or stop it."""
    if len(text) > MAX_PAGE:
        yield Problem(
            shown,
            1,
            1,
            f"this page has {len(text):,} signs. At most {MAX_PAGE:,} are allowed. Split it, or shorten it.",
        )
    line = 1
    for passage in re.split(r"(\n[ \n]*\n)", text[: MAX_PAGE + 1]):
        if len(passage) > MAX_PASSAGE:
            yield Problem(
                shown,
                line,
                1,
                f"this passage has {len(passage):,} signs. At most {MAX_PASSAGE:,} are allowed. Put an empty line into it.",
            )
        elif (brackets := passage.count("[")) > MAX_BRACKETS:
            yield Problem(
                shown,
                line,
                1,
                f"this passage has {brackets:,} opening brackets. At most {MAX_BRACKETS} are allowed. Put an empty line into it.",
            )
        line += passage.count("\n")
    for number, said in enumerate(text.split("\n"), 1):
        if _STEPS.match(said) or len(said) - len(said.lstrip(" ")) > 4 * MAX_STEPS:
            yield Problem(
                shown,
                number,
                1,
                f"lists or quotations are nested more than {MAX_STEPS} deep here. Take a step out.",
            )


def _check_rendered(text: Text, reader: Markdown, harmless: Harmless) -> None:
    """The last look: the page as Markdown itself reads it, for what no pattern of ours has seen."""
    harmless.found.clear()
    lines = ["" if TEMPLATE.search(line) else line for line in text.lines]
    try:
        reader.reset().convert("\n".join(lines))
    except RecursionError:
        text.refuse(1, 1, "lists or quotations are nested too deep on this page. Take a step out.")
    for taken in dict.fromkeys(harmless.found):
        found = _as_typed(taken, lines)
        number = next(
            (n for n, line in enumerate(lines, 1) if found in line or unescape(found) in line), 1
        )
        column = max(lines[number - 1].find(found), 0) + 1
        text.refuse(
            number,
            column,
            f"'{found}' would change more than the text. A link leads to a page or a whole address, and has no attributes. Take it away.",
        )


def _as_typed(found: str, lines: list[str]) -> str:
    """What was taken away, as an editor typed it: a class or an id is a short sign in a list, and a heading may have an id."""
    for line in lines if found in _LISTS else ():
        if (match := _LISTS[found].search(line)) and not (found == "id" and _HEADING.match(line)):
            return match[0]
    return found


def _check_outline(text: Text) -> None:
    """One h1, first; no level is skipped."""
    before, first = 0, 0
    for line, level, heading in text.outline:
        what = f"the heading '{heading}'" if heading else "a heading of this macro"
        if level == 1 and first:
            text.refuse(
                line,
                1,
                f"{what} is a second main heading; the first is in line {first}. Use ## here.",
            )
        elif level > before + 1:
            at = (
                f"level {level}, but the one before is level {before}"
                if before
                else f"level {level}, but it is the page's first"
            )
            text.refuse(line, 1, f"{what} is of {at}. Use {'#' * (before + 1)} here.")
        first = first or (line if level == 1 else 0)
        before = level
    if not text.outline:
        text.refuse(1, 1, "this page has no heading. Begin it with '# ' and a title.")


def _check_links(site: Site, texts: dict[str, Text], text: Text) -> None:
    """A link leads to a page, an anchor or a file that is there, or to a whole address; an image says what it shows."""
    whole = "\n".join(text.bare)

    def place(at: int) -> tuple[int, int]:
        return whole.count("\n", 0, at) + 1, at - whole.rfind("\n", 0, at)

    at = 0
    while match := _LINK.search(whole, at):
        at = match.start(2)  # a link's text may hold an image
        target = _TITLE.sub("", match[3].replace("\n", " "))
        if not match[1] and not match[2].strip():
            text.refuse(
                *place(match.start()), "this link has no text. Write it in the square brackets."
            )
        elif not match[1] and (empty := links_say_where(match[2])):
            text.advice.append(Problem(text.path, *place(match.start()), empty, warning=True))
        if match[1] and is_address(target.strip().removeprefix("<").removesuffix(">")):
            text.refuse(
                *place(match.start()),
                "this picture stands on another site, and browsers won't show it. Put its file into docs/, and name that.",
            )
            continue
        _check_target(
            site,
            texts,
            text,
            place(match.start(3) + len(target) - len(target.lstrip())),
            target.strip().removeprefix("<").removesuffix(">"),
        )
    for match in _IMAGE.finditer(whole):
        text.refuse(
            *place(match.start()),
            "this image has no text for those who can't see it. Write it in the square brackets.",
        )
    for pattern in (_DEFINITION, _AUTOLINK):
        for match in pattern.finditer(whole):
            _check_target(site, texts, text, place(match.start(1)), match[1])


def _check_target(
    site: Site, texts: dict[str, Text], text: Text, at: tuple[int, int], target: str
) -> None:
    """Refuse a link's target that leads nowhere, at its line and column."""
    if not target.strip("#"):
        text.refuse(
            *at,
            "this link leads nowhere. Write a page, such as words.md, or a whole address.",
        )
        return
    if _ELSEWHERE.match(target):
        if target.lower().startswith(("mailto:", "tel:", "sms:")):
            text.refuse(
                *at,
                f"'{target}' leads to a person, and such links come from data/ alone. Put it under 'feedback:' in data/plan.yml, or into data/help.yml, and lead to the page that shows it.",
            )
        elif not is_address(target):
            text.refuse(
                *at,
                f"'{target}' is not a web address. Write all of it, with https:// in front.",
            )
        return
    path, _, anchor = target.partition("#")
    if path.startswith("/"):
        text.refuse(
            *at,
            f"'{target}' begins with a slash. Write the way to the Markdown file, such as ../words.md.",
        )
        return
    file = _resolve(PurePosixPath(text.page.file).parent, path) if path else text.page.file
    if file not in site.pages:
        if not path.endswith(".md") and not file.startswith("..") and _is_file(site.docs / file):
            text.files.add(f"/{file}")
            return
        folder = PurePosixPath(text.page.file).parent
        ways = sorted(_way(folder, other) for other in site.pages)
        near = allowed(ways, path).partition("Did you mean")
        hint = f" Did you mean{near[2]}" if near[1] else ""
        text.refuse(
            *at,
            f"no page stands at '{path}'. Write the way from this file to a Markdown file that is there.{hint}",
        )
    elif (
        anchor
        and file in texts
        and texts[file].whole
        and anchor not in (anchors := texts[file].anchors)
    ):
        mend = allowed(sorted(anchors), anchor) if anchors else "Link to the whole page."
        text.refuse(*at, f"'{file}' has no anchor '{anchor}'. {mend}")


def _check_quotations(site: Site, text: Text) -> None:
    """A quotation inside a text names its paper and paragraph, and stands there letter by letter."""
    if not site.plan.whole:
        return
    names = names_of(vars(site.plan))
    whole = "\n".join("" if line.startswith("!!!") else line for line in text.bare)
    for at, said in misquoted(whole, site.plan.papers, names):
        text.refuse(whole.count("\n", 0, at) + 1, at - whole.rfind("\n", 0, at), said)


def _is_file(path: Path) -> bool:
    """Whether a file is there; none is at what is no way at all, such as a name that is too long."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


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
