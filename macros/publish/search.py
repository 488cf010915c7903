"""What the search page looks things up in: one entry a page, and one a word explained.

The entries are made from the built pages, so that what is found is what stands there.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from ..plan.model import Board, Chapter, Stage

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
# Pages that repeat what stands on others: only their titles and first lines count.
_LISTS = {
    "/",
    "/help/",
    "/chapters/",
    "/priorities/",
    "/progress/",
    "/leads/",
    "/read-across/",
    "/words/",
    "/questions/",
    "/search/",
    "/site-map/",
    "/updates/",
}
# What pages are asked for by, besides their titles.
ASKED_FOR = {
    "/about/covid-19/": ("coronavirus", "lockdown", "pandemic", "vaccination"),
    "/about/engagement/": ("co-production", "involving people"),
    "/about/inequalities/": (
        "diet",
        "exercise",
        "health inequalities",
        "healthy lifestyle",
        "housing",
        "poverty",
    ),
    "/about/strategy/": (
        "JHWS",
        "Joint Health and Wellbeing Strategy",
        "obese",
        "obesity",
        "overweight",
    ),
    "/accessibility/": ("keyboard", "screen reader"),
    "/boards/": ("Partnership Boards", "who is in charge", "who is responsible"),
    "/chapters/": ("A to Z", "list of chapters"),
    "/contact/": ("email", "phone number"),
    "/editions/": ("licence", "sources", "third edition", "timeline"),
    "/have-your-say/": ("comment", "complain", "complaint", "feedback", "have my say"),
    "/help/": (
        "111",
        "999",
        "A&E",
        "ambulance",
        "BSL",
        "Childline",
        "crisis",
        "deaf",
        "domestic abuse",
        "emergency",
        "get help",
        "help",
        "helpline",
        "interpreter",
        "NHS 111",
        "phone number",
        "safeguarding",
        "Samaritans",
        "Shout",
        "sign language",
        "who to call",
    ),
    "/leads/": ("chapter leads", "who is in charge", "who is responsible"),
    "/other-formats/": ("audio", "braille", "easy read", "large print", "printing"),
    "/outcomes/": ("figures", "numbers", "outcomes", "statistics"),
    "/privacy/": ("cookies", "data protection", "personal data"),
    "/progress/": ("highlight reports", "how far it has come", "on track", "what has been done"),
    "/questions/": ("doubts", "mistakes in the plan"),
    "/read-across/": ("cross-cutting", "overlaps", "themes"),
    "/site-map/": ("all pages", "list of pages"),
    "/updates/": ("Atom", "feed", "latest news", "news", "RSS", "what is new"),
    "/words/": ("acronyms", "dictionary", "glossary", "jargon"),
}
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


def kind_of(subject: Chapter | Board | Stage | None) -> str:
    """What a page is, as readers are told beside its title."""
    match subject:
        case Chapter():
            return f"Chapter {subject.number}, {subject.stage.name}"
        case Stage():
            return "Group of chapters"
        case Board():
            return "Board"
    return "Page"


def entries(site: Site, built: Path) -> list[dict[str, Any]]:
    """The entries of the index: address `u` from the site's root, title `t`, kind `k`, names `n`, mentions `m`, text `x`.

    Names are what a page might be asked for by; mentions are leads and words explained. `built` is the built site.
    """
    found = []
    for page, title in site.titles.items():
        if page.address == "/search/":
            continue
        subject = site.subject(page)
        text = text_of((built / page.address[1:] / "index.html").read_text(encoding="utf-8"))
        entry = {
            "u": page.address[1:],
            "t": title,
            "k": kind_of(subject),
            "n": [*ASKED_FOR.get(page.address, ())],
            "m": [],
            "x": text,
        }
        if page.address in _LISTS:
            entry["x"] = text[:300]
        if isinstance(subject, Stage):
            entry["n"] = list(subject.as_written)
        if isinstance(subject, Board):  # "stroke board"
            entry["n"] = [
                f"{chapter.title} board"
                for chapter in site.plan.chapters.values()
                if chapter.board == subject
            ]
        if isinstance(subject, Chapter):
            words = [
                word
                for term in subject.terms
                for word in (term.term, term.expansion, *term.also)
                if word
            ]
            entry["n"] = [*subject.keywords, *subject.also_called]
            entry["m"] = [*(lead.name for lead in subject.leads), *words]
        found.append(entry)
    for term in site.plan.terms.values():
        names = [name for name in (term.expansion, *term.also) if name]
        found.append(
            {
                "u": f"words/#{term.id}",
                "t": term.term,
                "k": "Word explained",
                "n": names,
                "m": [],
                "x": term.plain,
            }
        )
    return found


def write_index(site: Site, built: Path) -> None:
    """Write search/index.json into the built site."""
    text = json.dumps(entries(site, built), ensure_ascii=False, separators=(",", ":"))
    (built / "search" / "index.json").write_text(text, encoding="utf-8")
