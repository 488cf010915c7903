"""Which files docs/ holds, what they are called, and what may stand in them."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, fromstring

from ...plan.document import KINDS, instead_of
from ...plan.files import FILES as FILES_OF_DATA
from ...plan.hidden import hidden, seen
from ...plan.problems import Problem, allowed
from ...plan.sentences import place_of
from ...plan.source import A_LINK, read_text, readable
from ...plan.values import ID, id_of
from ..front_matter import NONE
from . import Problems, Texts, rule

if TYPE_CHECKING:
    from ..page import Page

# What docs/ may hold beside pages. An SVG can hold scripts, so it is looked into.
FILES = frozenset([".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp", *KINDS])
_PAGES = frozenset([".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".html", ".htm"])
# Folders at the top of docs/ that mean something else.
_TAKEN = {
    "assets": "would stand in place of the site's own style sheets and scripts. Put this file beside the page that shows it.",
    "templates": "is left out of the site. Put this file into another folder.",
}
_IN_A_PICTURE = re.compile(
    r"<\s*(?:script|foreignObject|iframe|handler|set|animate)|<!(?:ENTITY|DOCTYPE)|\son\w+\s*=|(?:href|src)\s*=\s*[\"']\s*(?!#)\S|<\?xml-stylesheet",
    re.IGNORECASE,
)


@rule
def files_pair_up(texts: Texts) -> Problems:
    """A chapter, a group or a board is its data and its page: neither stands without the other."""
    site = texts.site
    chapters = {path.stem for path in seen(site.docs.parent / "data" / "chapters", "*.yml")}
    tables = {"chapter": sorted(chapters), "board": site.plan.boards, "stage": site.plan.stages}
    for kind, ids in tables.items():
        kept = FILES_OF_DATA[f"{kind}s"]
        folder = kept.shown.partition("{}")[0][1:]
        if kind != "chapter" and not site.plan.whole:
            continue  # what an entry with a mistake is called is not known
        for id_ in ids:
            if ID.fullmatch(id_) and f"{folder}{id_}.md" not in site.pages:
                file = kept.path_of(id_)
                source = None if kind == "chapter" else texts.source(file)
                place = source.place((id_,), of_key=True) if source else (1, 1)
                message = f"there is no docs/{folder}{id_}.md for '{id_}'. Add the page, or take the entry away."
                yield Problem(file, *place, message)
        for page in site.pages.values() if folder else ():
            if page.file.startswith(folder) and page.id not in ids and page.id != "index":
                path = _path(page)
                file, id_ = kept.path_of(Path(path).stem), Path(path).stem
                missing = file if kind == "chapter" else f"entry '{id_}' in {file}"
                message = f"there is no {missing} for this page. Add it, or remove the page."
                yield Problem(path, 1, 1, message)


@rule
def pages_of_the_shell_are_there(texts: Texts) -> Problems:
    """The header, the footer and what pages show link to pages that are there."""
    for address in sorted(texts.linked - {page.address for page in texts.site.pages.values()}):
        name = address.strip("/")
        page = f"docs/{name}.md" if name else "docs/index.md"
        or_page = f" or docs/{name}/index.md" if name else ""
        message = (
            f"no page stands at '{address}', and every page links there. Put back {page}{or_page}."
        )
        yield Problem(page, 1, 1, message)


@rule
def addresses_differ(texts: Texts) -> Problems:
    """One address is that of one page: about.md and about/index.md would stand at the same."""
    first: dict[str, Page] = {}
    for page in (*texts.site.made.values(), *texts.site.pages.values()):
        if (other := first.setdefault(page.address, page)) is not page:
            message = f"this page and {'the one made from ' if other.macro else ''}{readable(other.source)} have the same address, '{page.address}'. Rename one of them, or remove it."
            yield Problem(readable(page.source), 1, 1, message)


@rule
def titles_of_pages_differ(texts: Texts) -> Problems:
    """Readers tell pages apart by their titles."""
    first = {page.title.casefold(): page.address for page in texts.site.made.values()}
    for text in texts.pages.values():
        address = text.page.address
        for line, level, heading in text.outline:
            if level == 1 and heading and address != "/":
                other = first.setdefault(heading.casefold(), address)
                if other != address:
                    message = f"'{heading}' is the title of the page '{other}' already. Give this page another main heading."
                    yield text.problem(line, 1, message)


@rule
def pages_can_be_read(texts: Texts) -> Problems:
    """A page's file is named as its address is and holds what can be read, and what is made from data can be made."""
    yield from texts.made[1]
    for page in texts.site.pages.values():
        path, written = _path(page), texts.site.written(page.file)
        yield from (*written.problems, *texts.too_much.get(page.file, ()))
        if not all(ID.fullmatch(part) for part in PurePosixPath(page.file).with_suffix("").parts):
            parts = PurePosixPath(page.file).with_suffix("").parts
            name = "/".join(id_of(part) or "shorter-waits" for part in parts)
            message = f"the file's name is '{path[5:]}'. Use small letters, digits and single hyphens: {name}.md."
            yield Problem(path, 1, 1, message)
        if written.text is not None and not written.text.strip():
            message = "this page is empty. Write its text, or remove the file."
            yield Problem(path, 1, 1, message)
        if page.subject and page.front != NONE:
            message = f"this page is about what stands in {page.subject.data}, and needs no front matter. Take it away: a chapter says there, under 'keywords:', what people would look for."
            yield Problem(path, 1, 1, message)


@rule
def files_of_docs_are_plain(texts: Texts) -> Problems:
    """Beside pages, docs/ holds pictures and the like, and nothing that leads out of it."""
    yield from files_are_plain(texts.site.docs)


def files_are_plain(docs: Path) -> Problems:
    """What docs/ holds and may not.

    Pages end with .md: with another ending, MkDocs would publish them beside the plan's pages, or as plain files. A link of
    the file system could publish what stands outside of the project.
    """
    for folder, folders, files in os.walk(docs):
        for name in sorted((*folders, *files)):
            path, message = Path(folder, name), None
            inside = path.relative_to(docs)
            shown, top = f"docs/{readable(inside.as_posix())}", inside.parts[0]
            if path.is_symlink():
                message = A_LINK
            elif top in _TAKEN:
                message = f"docs/{top} {_TAKEN[top]}" if name in files else None
            elif name in files and not hidden(inside):
                message = _no_file(path, shown)
                yield from _in_a_picture(path, shown)
            if message:
                yield Problem(shown, 1, 1, message)


def _no_file(path: Path, shown: str) -> str | None:
    """What is to be said of a file that docs/ may not hold."""
    ending = path.suffix.lower()
    if path.suffix == ".md" or ending in FILES:
        return None
    if ending in _PAGES:
        return f"the file's name is '{shown[5:]}'. A page is Markdown, and its name ends with .md in small letters."
    if instead := instead_of(path.name):
        return instead
    return f"a file that ends with '{readable(path.suffix)}' stands here. {allowed(sorted(FILES), ending)}"


def _in_a_picture(path: Path, shown: str) -> Problems:
    """What a drawing holds and may not."""
    if path.suffix.lower() != ".svg":
        return
    text, problems = read_text(path, shown)
    yield from problems
    for match in _IN_A_PICTURE.finditer(text or ""):
        message = f"'{match[0].strip()}' does not belong in a picture. Take it away, or save the picture as .png."
        yield Problem(shown, *place_of(match.string, match.start()), message)
    if text is not None and not _IN_A_PICTURE.search(text) and not _is_drawing(text):
        message = "no browser can show this file as a picture, whatever its name says. Open the picture where it is from, and save it as .svg or .png."
        yield Problem(shown, 1, 1, message)


def _is_drawing(text: str) -> bool:
    """Whether a text without entities is a whole drawing."""
    try:
        return fromstring(text.encode()).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314
    except (ParseError, LookupError, ValueError):
        return False


def _path(page: Page) -> str:
    return f"docs/{readable(page.file)}"
