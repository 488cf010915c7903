"""What the search page looks things up in: one entry a page, and one a word explained.

The entries are made from the built pages, so that what is found is what stands there.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ..pages.fragments import WORDS
from ..pages.html import read
from ..pages.site import INDEX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from ..pages.page import Page
    from ..pages.site import Site

# Parts of a page that would find it for something else, by their classes.
_ASIDE = re.compile(
    r"(?<!\S)(?:chapter-list|breadcrumb|facts|about-chapter|glossary|note|used|previous-next|on-this-page|help|others|ways-in|letter-links|band|formats|changed|empty|exit|skip|period|entry|priority-links|priority-list|paragraph-number|paper-table|there-is|read-on|told-progress|page-changes|moved-on)(?!\S)"
)
# Parts that are no sentences of the page: its headings, ways to other pages, what someone is to fill in.
_UNREAD = {"svg", "nav", "h1", "h2", "figcaption", "form"}
# So many signs of a page that repeats what stands on others.
_FIRST = 300
_BLOCKS = {"p", "li", "h2", "h3", "h4", "td", "th", "dd", "dt", "figcaption", "caption"}


def text_of(html: str) -> str:
    """The running text of a built page's <main>, white space joined, without the parts that stand aside."""
    parts: list[str] = []
    for main in read(html).iter("main"):
        _add(parts, main, aside=False)
    return _joined(parts)


def parts_of(html: str) -> Iterator[tuple[str, str, str]]:
    """The parts of a built page's article: the id and the words of each heading, and the running text below it."""
    for article in read(html).iter("article"):
        heads = [element for element in article if element.tag == "h2"]
        for head, after in zip(heads, [*heads[1:], None], strict=True):
            every = list(article)
            end = every.index(after) if after is not None else len(every)
            parts: list[str] = []
            for element in every[every.index(head) + 1 : end]:
                _add(parts, element, aside=False)
            yield head.get("id", ""), _joined(head.itertext()), _joined(parts)


def _main(html: str) -> str:
    """The <main> of a built page: what stands around it, the same on every page, takes a third of the reading."""
    return html[html.index("<main") : html.rindex("</main>")]


def _joined(parts: Iterable[str]) -> str:
    return re.sub(r"\s+", " ", "".join(parts)).replace(" .", "").strip()


def _add(parts: list[str], element: Element, *, aside: bool) -> None:
    """Add the text of an element to that before it. `aside` says whether it stands in a part that does."""
    aside = (
        aside
        or element.tag in _UNREAD
        or bool(_ASIDE.search(element.get("class", "")) or element.get("aria-hidden"))
    )
    parts.append("" if aside else element.text or "")
    for child in element:
        _add(parts, child, aside=aside)
        parts.append("" if aside else child.tail or "")
    if element.tag in _BLOCKS and (element.tag == "h2" or not aside):
        # A heading, read or not, or an item of a list ends like a sentence.
        before = "".join(parts).rstrip()
        parts[:] = [before, ". " if before and before[-1] not in ".:;,?!" else " "]
    elif element.tag in _BLOCKS:
        parts.append(" ")


def entries(site: Site, built: Path) -> list[dict[str, Any]]:
    """The entries of the index: address `u` from the site's root, title `t`, kind `k`, names `n`, mentions `m`, text `x`.

    Names are what a page might be asked for by; mentions are leads and words explained. A page in another language has its
    code `l` and direction `d` too. `built` is the built site.
    """
    hits, parts = [], []
    for page in site.every.values():
        if not page.listed or "search" in page.macros:
            continue
        html = _main((built / page.address[1:] / "index.html").read_text(encoding="utf-8"))
        text, brings = text_of(html), page.brings
        short = text[:_FIRST] if brings.lists or brings.parts else text
        mentions = page.subject.mentions if page.subject else ()
        hits.append(
            _entry(page.address, page.title, page.label, short, page.keywords, mentions)
            | _language(page)
        )
        for anchor, heading, part in parts_of(html) if brings.parts else ():
            kind, _, name = page.label.partition(", ")
            title = f"{name}: {heading}" if name else heading
            parts.append(_entry(f"{page.address}#{anchor}", title, kind, part or heading))
    # What another page shows whole is found there.
    whole = "\n".join(hit["x"] for hit in hits)
    hits += [part for part in parts if part["x"] not in whole]
    for term in site.plan.terms.values():
        names = [name for name in (term.expansion, *term.also) if name]
        hits.append(_entry(f"{WORDS}#{term.id}", term.term, "Word explained", term.plain, names))
    return hits


def _entry(address: str, title: str, kind: str, text: str, *named: Iterable[str]) -> dict[str, Any]:
    """One entry, as the search's script reads it. `named` are its names, then its mentions."""
    names, mentions = (*named, (), ())[:2]
    known = {"n": [*names], "m": [*mentions]}
    return {"u": address[1:], "t": title, "k": kind, **known, "x": text}


def _language(page: Page) -> dict[str, str]:
    """The code and the direction of a page's language, if that is another than the site's own."""
    return {"l": page.language.code, "d": page.language.direction} if page.language else {}


def write_index(site: Site, built: Path) -> None:
    """Write the index into the built site."""
    text = json.dumps(entries(site, built), ensure_ascii=False, separators=(",", ":"))
    (built / INDEX[1:]).write_text(text, encoding="utf-8")
