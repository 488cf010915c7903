"""What the search page looks things up in: one entry a page, and one a word explained.

The entries are made from the built pages, so that what is found is what stands there.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from ..pages.fragments import WORDS

if TYPE_CHECKING:
    from pathlib import Path

    from ..pages.site import Site

# Parts of a page that would find it for something else, by their classes.
_ASIDE = {
    "chapter-list",
    "breadcrumb",
    "facts",
    "glossary",
    "note",
    "used",
    "previous-next",
    "on-this-page",
    "help",
    "others",
    "ways-in",
    "letter-links",
    "band",
    "formats",
    "changed",
    "empty",
    "exit",
    "skip",
    "period",
    "entry",
    "priority-links",
    "priority-list",
}
# Parts that are no sentences of the page: its headings, ways to other pages, what someone is to fill in.
_UNREAD = {"svg", "nav", "h1", "h2", "figcaption", "form"}
# Sections that say the same on every page, by their labels.
_SAME = {"progress", "questions", "changes", "moved"}
# So many signs of a page that repeats what stands on others.
_FIRST = 300
_BLOCKS = {"p", "li", "h2", "h3", "h4", "td", "th", "dd", "dt", "figcaption", "caption"}
_VOID = {
    "area",
    "br",
    "col",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
    "path",
    "circle",
    "rect",
}


class _Main(HTMLParser):
    """The text of <main>, without the parts that stand aside."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._depth = 0  # inside <main>
        self._skip = 0  # inside something that stands aside

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        named = dict(attrs)
        classes = set((named.get("class") or "").split())
        if tag == "main" or self._depth:
            self._depth += 1
        if self._skip or (
            self._depth
            and (
                classes & _ASIDE
                or tag in _UNREAD
                or named.get("aria-hidden")
                or named.get("aria-labelledby") in _SAME
            )
        ):
            self._skip += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if tag in _BLOCKS and self._depth and (tag == "h2" or not self._skip):
            said = "".join(
                self.text
            ).rstrip()  # a heading, read or not, or an item of a list ends like a sentence
            self.text = [said, ". " if said and said[-1] not in ".:;,?!" else " "]
        elif tag in _BLOCKS:
            self.text.append(" ")
        self._depth -= bool(self._depth)
        self._skip -= bool(self._skip)

    def handle_data(self, data: str) -> None:
        if self._depth and not self._skip:
            self.text.append(data)


def text_of(html: str) -> str:
    """The running text of a built page's <main>, white space joined."""
    parser = _Main()
    parser.feed(html)
    return re.sub(r"\s+", " ", "".join(parser.text)).replace(" .", "").strip()


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
