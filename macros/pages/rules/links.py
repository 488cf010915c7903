"""Where links lead, what they say, what pictures show, and what is quoted."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from ...plan.document import kind_of
from ...plan.problems import Problem, allowed, near
from ...plan.quotations import misquoted, names_of
from ...plan.sentences import place_of
from ...plan.source import readable
from ...plan.values import is_address
from ..documents import no_document
from ..pictures import plain
from . import Problems, Text, Texts, page_rule, rule
from .contacts import TO_PEOPLE

if TYPE_CHECKING:
    from pathlib import Path

    from ..content import Link
    from ..site import Site

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|www\.", re.IGNORECASE)
_WORDLESS = re.compile(r"!\[\s*\](?=[(\[])")
_BEGUN = re.compile(r"(?<=[^\s\[])\]\((?=\S)")
_EMPTY_WORDS = re.compile(
    r"(?:click |see |read |find out |learn )?(?:here|more|this|link|page|website|details|this link|this page|read|see)[.:]?",
    re.IGNORECASE,
)


@page_rule
def links_say_where_they_lead(text: Text, _: Texts) -> Problems:
    """A link has words, and (warning) they say to those who hear links alone where it leads."""
    for link in text.content.links:
        words = " ".join((link.words or "").split())
        if link.picture or link.words is None:
            continue
        if not words:
            message = "this link has no text. Write it in the square brackets."
            yield text.problem(*text.content.place(link.at), message)
        elif _EMPTY_WORDS.fullmatch(words):
            message = f"this link says '{words}', which says nothing to those who hear links alone. Write what stands there, such as the page's title."
            yield text.problem(*text.content.place(link.at), message, warning=True)


@page_rule
def links_are_whole(text: Text, _: Texts) -> Problems:
    """A link whose address begins has it to its end, for readers would see all of it as it was typed."""
    whole = {link.target_at - 1 for link in text.content.links if link.words is not None}
    for begun in _BEGUN.finditer(text.content.text):
        if begun.end() - 1 not in whole and not re.match(
            r" *<?[^\n]*\)", text.content.text[begun.end() :]
        ):
            message = "the address of a link begins here, and the bracket behind it is never closed. Close it with ), right behind the address."
            yield text.problem(*text.content.place(begun.end() - 1), message)


@page_rule
def pictures_say_what_they_show(text: Text, _: Texts) -> Problems:
    """A picture has words for those who can't see it."""
    for match in _WORDLESS.finditer(text.content.text):
        message = (
            "this image has no text for those who can't see it. Write it in the square brackets."
        )
        yield text.problem(*text.content.place(match.start()), message)


@page_rule
def links_lead_on(text: Text, texts: Texts) -> Problems:
    """A link leads to a page, an anchor or a file that is there, or to a whole address; a picture stands on this site."""
    for link in text.content.links:
        at, message, path = link.target_at, None, link.target.partition("#")[0]
        if link.picture and is_address(link.target):
            at = link.at if link.words is not None else link.target_at
            message = "this picture stands on another site, and browsers won't show it. Put its file into docs/, and name that."
        elif link.target.lower().startswith(TO_PEOPLE):
            continue  # contacts.py
        elif _ELSEWHERE.match(link.target):
            message = _leads_to_no_address(link.target)
        elif re.search(r"\s|%20", path):
            what = "picture" if link.picture else "link"
            message = f"this {what} leads to '{path}', a name with blanks, which no address can hold. Rename the file, and write its new name here: {plain(path)}"
        else:
            message = _leads_to_no_page(text, texts, link)
        if message:
            yield text.problem(*text.content.place(at), message)


@page_rule
def what_is_defined_apart_is_defined(text: Text, texts: Texts) -> Problems:
    """A link or a picture that names a definition has it on its page. What names a paragraph of a paper is none."""
    for match, name in text.content.undefined:
        if name.partition(" ")[0] in ("", *texts.site.plan.papers):
            continue
        picture = match[0].startswith("!")
        what, to = (
            ("this picture is", "hall.jpg")
            if picture
            else ("this link leads", "https://example.org/")
        )
        message = f"nothing on this page says what '{name}' is, so readers would see '{match[0]}' as it stands. Write in round brackets where {what}: {match[0][: match.end(1) - match.start() + 1]}({to})"
        yield text.problem(*text.content.place(match.start()), message)


def _leads_to_no_address(target: str) -> str | None:
    if not is_address(target):
        return f"'{target}' is not a web address. Write all of it, with https:// in front."
    return None


def _leads_to_no_page(text: Text, texts: Texts, link: Link) -> str | None:
    target = link.target
    path, _, anchor = target.partition("#")
    if not path and not anchor.strip("#"):
        return "this link leads nowhere. Write a page, such as words.md, or a whole address."
    if path.startswith("/"):
        return f"'{target}' begins with a slash. Write the way to the Markdown file, such as ../words.md."
    site, folder, file = texts.site, posixpath.dirname(text.page.file), _file(text, target)
    if file not in site.pages:
        there = (
            not path.endswith(".md") and not file.startswith("..") and _is_file(site.docs / file)
        )
        return None if there else _no_file(site, path, folder, picture=link.picture)
    other = texts.pages.get(file)
    if not anchor or not other or not other.whole or anchor in other.anchors:
        return None
    mend = allowed(sorted(other.anchors), anchor) if other.anchors else "Link to the whole page."
    return f"'{file}' has no anchor '{anchor}'. {mend}"


def _no_file(site: Site, path: str, folder: str, *, picture: bool) -> str:
    if kind_of(path) and not picture:
        return no_document(site, path, folder)
    there = [address[1:] for address in site.documents] if picture else site.pages
    ways = sorted(posixpath.relpath(other, folder or ".") for other in there)
    missing = "page", "Write the way from this file to a Markdown file that is there."
    if picture:
        missing = "picture", "Put its file beside this page, and write its name."
    return f"no {missing[0]} stands at '{path}'. {missing[1]}{near(ways, path)}"


def _file(text: Text, target: str) -> str:
    """The file that a link of a page leads to, from docs/."""
    path = target.partition("#")[0]
    folder = posixpath.dirname(text.page.file)
    return posixpath.normpath(posixpath.join(folder, path)) if path else text.page.file


def _is_file(path: Path) -> bool:
    """Whether a file is there; none is at what is no way at all, such as a name that is too long."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


@rule
def files_are_shown(texts: Texts) -> Problems:
    """(warning) A file beside the pages is shown by one of them, or led to, for it is published in any case."""
    links = ((text, link) for text in texts.pages.values() for link in text.content.links)
    led_to = {f"/{_file(text, link.target)}" for text, link in links}
    chapters = texts.site.plan.chapters.values()
    led_to |= {f"/{one.file}" for chapter in chapters for one in chapter.documents}
    for address in sorted(texts.site.documents - led_to):
        if kind_of(address) and not texts.site.plan.whole:
            continue  # a chapter that can't be read yet may offer it
        message = "no page shows this file or leads to it, and it is published all the same. Lead to it, or take it away."
        yield Problem(f"docs{readable(address)}", 1, 1, message, warning=True)


@page_rule
def pages_quote_the_papers_to_the_letter(text: Text, texts: Texts) -> Problems:
    """A quotation inside a text names its paper and paragraph, and stands there letter by letter."""
    plan = texts.site.plan
    if not plan.whole:
        return
    lines = ("" if line.startswith("!!!") else line for line in text.content.bare)
    whole = "\n".join(lines)
    for at, message in misquoted(whole, plan.papers, names_of(vars(plan))):
        yield text.problem(*place_of(whole, at), message)
