"""What the search page looks things up in: one entry a page, and one a word explained.

The entries are made from the built pages, so that what is found is what stands there.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ..pages.fragments import WORDS
from ..pages.html import read

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from ..pages.site import Site

# Parts of a page that would find it for something else, by their classes.
_ASIDE = re.compile(
    r"(?<!\S)(?:chapter-list|breadcrumb|facts|glossary|note|used|previous-next|on-this-page|help|others|ways-in|letter-links|band|formats|changed|empty|exit|skip|period|entry|priority-links|priority-list|there-is|read-on)(?!\S)"
)
# Parts that are no sentences of the page: its headings, ways to other pages, what someone is to fill in.
_UNREAD = {"svg", "nav", "h1", "h2", "figcaption", "form"}
# Sections that say the same on every page, by their labels.
_SAME = {"progress", "questions", "changes", "moved"}
# So many signs of a page that repeats what stands on others.
_FIRST = 300
_BLOCKS = {"p", "li", "h2", "h3", "h4", "td", "th", "dd", "dt", "figcaption", "caption"}


def text_of(html: str) -> str:
    """The running text of a built page's <main>, white space joined, without the parts that stand aside."""
    parts: list[str] = []
    for main in read(html).iter("main"):
        _add(parts, main, aside=False)
    return re.sub(r"\s+", " ", "".join(parts)).replace(" .", "").strip()


def _add(parts: list[str], element: Element, *, aside: bool) -> None:
    """Add the text of an element to that before it. `aside` says whether it stands in a part that does."""
    aside = (
        aside
        or element.tag in _UNREAD
        or bool(_ASIDE.search(element.get("class", "")) or element.get("aria-hidden"))
        or element.get("aria-labelledby") in _SAME
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

    Names are what a page might be asked for by; mentions are leads and words explained. `built` is the built site.
    """
    hits = []
    for page in site.every.values():
        if not page.listed or "search" in page.macros:
            continue
        text = text_of((built / page.address[1:] / "index.html").read_text(encoding="utf-8"))
        hits.append(
            {
                "u": page.address[1:],
                "t": page.title,
                "k": page.label,
                "n": [*page.keywords],
                "m": [*(page.subject.mentions if page.subject else ())],
                "x": text[:_FIRST] if page.brings.lists else text,
            }
        )
    for term in site.plan.terms.values():
        names = [name for name in (term.expansion, *term.also) if name]
        hits.append(
            {
                "u": f"{WORDS[1:]}#{term.id}",
                "t": term.term,
                "k": "Word explained",
                "n": names,
                "m": [],
                "x": term.plain,
            }
        )
    return hits


def write_index(site: Site, built: Path) -> None:
    """Write search/index.json into the built site."""
    text = json.dumps(entries(site, built), ensure_ascii=False, separators=(",", ":"))
    (built / "search" / "index.json").write_text(text, encoding="utf-8")
