"""A built site: its pages as trees, and the faults that can be seen in them without a browser."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html

from ..publish.assets import LIST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

# Where a site is taken to stand that has no address of its own yet. It has a path, so that a link that only works at a
# host's root is found.
SITE_URL = "https://plan.test/sub/path/"
MISSING = "/404.html"

# Pages


@dataclass(frozen=True)
class Page:
    """One built page. `address` counts from the site's root; `url` is where a browser would see it."""

    address: str
    url: str
    path: Path

    @cached_property
    def source(self) -> str:
        """The page's HTML."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def leads_to(self) -> str | None:
        """Where a page that only leads on sends its reader, as a whole address; None for a page that is read."""
        match = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]*)">', self.source)
        return urljoin(self.url, match[1]) if match else None

    @cached_property
    def tree(self) -> HtmlElement:
        """The page's root element. Not to be changed: it is shared."""
        return html.document_fromstring(
            self.source.encode(), parser=html.HTMLParser(encoding="utf-8")
        )

    def all(self, selector: str) -> list[HtmlElement]:
        """Every element that a CSS selector finds."""
        elements: list[HtmlElement] = self.tree.cssselect(selector)
        return elements

    def one(self, selector: str) -> HtmlElement:
        """The one element that a CSS selector finds. Raises LookupError if there is none, or more."""
        elements = self.all(selector)
        if len(elements) != 1:
            raise LookupError(f"{self.address} has {len(elements)} of {selector}, not one")
        return elements[0]

    def target(self, element: HtmlElement, attribute: str = "href") -> str:
        """Where an element's link leads, as a whole address."""
        return urljoin(self.url, str(element.get(attribute)))

    def links(self, within: HtmlElement | None = None) -> list[str]:
        """Where the links of the page, or of a part of it, lead, in order."""
        return [
            self.target(link)
            for link in (self.tree if within is None else within).iter("a")
            if link.get("href")
        ]


class Pages:
    """The pages of a built site by address: /chapters/cancer/, and /404.html.

    Those that only lead on, at short addresses and where a page has moved, stand apart in `redirects`.
    """

    def __init__(self, root: Path, url: str = SITE_URL) -> None:
        """Look up what stands below `root`, the folder of a built site that is to stand at `url`."""
        self.root = root
        self.url = url
        pages = {page.address: page for page in map(self._page, sorted(root.rglob("*.html")))}
        self._pages = {address: page for address, page in pages.items() if not page.leads_to}
        self.redirects = {address: page for address, page in pages.items() if page.leads_to}

    def _page(self, path: Path) -> Page:
        address = "/" + path.relative_to(self.root).as_posix().removesuffix("index.html")
        # The 404 page is served wherever there is none.
        seen = "no/such/page/" if address == MISSING else address[1:]
        return Page(address, self.url + seen, path)

    def __getitem__(self, address: str) -> Page:
        """The page at an address. Raises LookupError if there is none."""
        if address not in self._pages:
            raise LookupError(f"there is no page at {address}")
        return self._pages[address]

    def __iter__(self) -> Iterator[Page]:
        """Every page, by address."""
        return iter(self._pages.values())

    def __contains__(self, address: str) -> bool:
        """Whether a page stands at an address."""
        return address in self._pages

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def at(self, address: str) -> str:
        """The whole address of a page: `at("/words/#carer")`."""
        return self.url + address[1:]

    @cached_property
    def assets(self) -> dict[str, str]:
        """Where the files of assets/ stand, by their plain names; none in a site that lists none."""
        file = self.root / LIST
        return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {}

    def asset(self, name: str) -> str:
        """Where a file of assets/ stands, from the site's root: "/assets/plan.css" as "assets/plan.0123456789.css"."""
        return self.assets.get(name[1:], name[1:])

    @property
    def chapters(self) -> list[Page]:
        """The pages of chapters."""
        return [page for page in self if re.fullmatch(r"/chapters/[^/]+/", page.address)]


def joined(text: str) -> str:
    """A text with single blanks."""
    return " ".join(text.split())


def text(element: HtmlElement) -> str:
    """An element's text with single blanks, and one between neighbours."""
    return joined(" ".join(element.itertext()))


# Faults


def heading_faults(page: Page) -> Iterator[str]:
    """More or fewer than one h1, a level left out, a heading without words."""
    levels = [
        (int(heading.tag[1]), text(heading))
        for heading in page.tree.iter("h1", "h2", "h3", "h4", "h5", "h6")
    ]
    mains = [words for level, words in levels if level == 1]
    if len(mains) != 1:
        yield f"{page.address}: {len(mains)} main headings {mains}"
    before = 0
    for level, words in levels:
        if level > before + 1:
            yield f"{page.address}: h{level} '{words}' after h{before}"
        if not words:
            yield f"{page.address}: an h{level} without words"
        before = level


def link_faults(pages: Pages) -> Iterator[str]:
    """Links within the site to a page, file or anchor that is not there, and links that are no web address.

    A link to a short address is followed. So is what a page leads on to.
    """
    anchors = {
        page.address: {element.get("id") for element in page.tree.iter() if element.get("id")}
        for page in pages
    }
    for page in (*pages, *pages.redirects.values()):
        for element, attribute, link, _ in page.tree.iterlinks():
            if fault := _link_fault(pages, anchors, page, link):
                yield f"{page.address}: <{element.tag} {attribute}={link!r}>{fault}"


def _link_fault(
    pages: Pages, anchors: dict[str, set[str | None]], page: Page, link: str
) -> str | None:
    """What is wrong with a link on a page. `anchors` are those of each page, by address."""
    target, anchor = urldefrag(urljoin(page.url, link.strip()))
    target = target.partition("?")[0]
    if (leads := pages.redirects.get("/" + target.removeprefix(pages.url))) and leads.leads_to:
        target, onward = urldefrag(leads.leads_to)
        anchor = onward or anchor
    parts = urlsplit(target)
    address = "/" + target.removeprefix(pages.url)
    fault = None
    if parts.scheme in ("mailto", "sms", "tel"):
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        fault = " is no web address"
    elif parts.netloc != urlsplit(pages.url).netloc:
        return None
    elif not target.startswith(pages.url):
        fault = " leads out of the site's path"
    elif target == page.url:
        if anchor and anchor not in anchors[page.address]:
            fault = " has no such anchor on its page"
    elif address in pages:
        if anchor and anchor not in anchors[address]:
            fault = f": {address} has no such anchor"
    elif not (pages.root / address[1:]).is_file():
        fault = f": nothing stands at {address}"
    return fault


def labels(page: Page, element: HtmlElement) -> str | None:
    """The name that assistive technology gives an element by aria-label or aria-labelledby, or None."""
    if name := element.get("aria-label"):
        return joined(name)
    if ids := element.get("aria-labelledby"):
        return joined(
            " ".join(
                text(namer)
                for id_ in ids.split()
                for namer in page.tree.xpath("//*[@id=$id]", id=id_)
            )
        )
    return None
