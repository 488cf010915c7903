"""The site as a whole: names, links, ways to every page, addresses that were promised, and what comes from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from lxml import etree

from ...pages.addresses import FILE, Standing
from ...publish.redirects import redirects
from ..findings import Finding
from ..pages import MISSING, joined, link_faults, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ...pages.site import Site
    from ..pages import Page, Pages

MENDS = {
    "link": "Let it lead to a page, a file or an anchor that is there.",
    "no way there": "Link to the page from another, or list it in mkdocs.yml.",
    "sitemap": "Mend macros/publish/sitemap.py: it lists every page that a reader may look for, and no other.",
    "title": "Let a page's title begin with its heading: it is all that a tab and a search engine show.",
    "description": "Let the page begin with a sentence of at most 200 signs: search engines show it.",
    "own address": "Mend overrides/page.html: a page names its own address, and the page for what is missing names none.",
    "another host": "Keep a copy among the site's own files, or take it away: no page may ask another host for anything.",
    "lost address": f"Put it back, or let it lead on by a line under 'moved:' in {FILE}: others link to it.",
    "redirect": "Mend macros/publish/redirects.py.",
}
MOST = 200  # signs of a description
STEPS = 5  # of redirects, one after the other


def whole(site: Site, pages: Pages) -> Iterator[Finding]:
    """All that is wrong with the site as a whole."""
    for fault in link_faults(pages):
        page, _, said = fault.partition(": ")
        yield _of(page, "link", said)
    # What nobody looks for, such as a word of thanks, is told to nobody.
    looked_for = {page.address for page in pages} - {MISSING} - site.unlisted
    yield from unlinked(pages, looked_for)
    yield from sitemap(pages, looked_for)
    yield from named(pages)
    yield from elsewhere(pages)
    yield from promises(site, pages)


def _of(page: str, rule: str, element: str) -> Finding:
    return Finding(page, "source", rule, element, MENDS[rule])


def reached(pages: Pages) -> set[str]:
    """The addresses that can be reached from the home page by links."""
    addresses, left = {"/"}, ["/"]
    while left:
        for link in pages[left.pop()].links():
            address = "/" + urldefrag(link)[0].removeprefix(pages.url)
            if address in pages and address not in addresses:
                addresses.add(address)
                left.append(address)
    return addresses


def unlinked(pages: Pages, looked_for: set[str]) -> Iterator[Finding]:
    """Pages that no way of links leads to from the home page."""
    for address in sorted(looked_for - reached(pages)):
        yield _of(address, "no way there", "no link leads there from the home page")


def sitemap(pages: Pages, looked_for: set[str]) -> Iterator[Finding]:
    """Pages that the sitemap leaves out, and what it lists that is no page."""
    file = pages.root / "sitemap.xml"
    listed = (
        {joined(loc.text or "") for loc in etree.parse(file).iter("{*}loc")}
        if file.is_file()
        else set()
    )
    there = set(map(pages.at, looked_for))
    for address in sorted(there ^ listed):
        yield _of(
            "/sitemap.xml",
            "sitemap",
            f"{address} is {'missing' if address in there else 'no page'}",
        )


def named(pages: Pages) -> Iterator[Finding]:
    """Titles, descriptions and addresses that don't say which page it is."""
    for page in pages:
        title = joined(page.tree.findtext("head/title") or "")
        heading = next((text(found) for found in page.all("h1")), "")
        # The home page's heading is a sentence.
        if page.address not in ("/", MISSING) and not title.startswith(heading):
            yield _of(page.address, "title", f"<title>{title}</title> on the page '{heading}'")
        said = next((meta.get("content") or "" for meta in page.all("meta[name=description]")), "")
        if not 0 < len(said) <= MOST:
            yield _of(page.address, "description", f'"{said[:60]}", {len(said)} signs')
        own = [
            found.get(name)
            for selector, name in (
                ("link[rel=canonical]", "href"),
                ("meta[property='og:url']", "content"),
            )
            for found in page.all(selector)
        ]
        if own != ([] if page.address == MISSING else [pages.at(page.address)] * 2):
            yield _of(page.address, "own address", f"it names {own}")


# Links that a browser follows only when it is asked to.
_FOLLOWED = ("canonical", "alternate", "prev", "next", "license")


def fetched(page: Page) -> Iterator[str]:
    """What a browser asks for to show a page: whole addresses, once each."""
    elements = {}
    for element in page.tree.iter(
        "link", "script", "img", "source", "iframe", "video", "audio", "input", "image", "use"
    ):
        if element.tag == "link" and element.get("rel") in _FOLLOWED:
            continue
        for attribute in ("href", "src", "srcset", "poster"):
            if element.get(attribute):
                elements[page.target(element, attribute)] = element
    return iter(elements)


def elsewhere(pages: Pages) -> Iterator[Finding]:
    """What a page or a style sheet asks another host for."""
    for page in pages:
        for address in fetched(page):
            if not address.startswith(pages.url):
                yield _of(page.address, "another host", address)
    for path in sorted(pages.root.rglob("*.css")):
        style = path.read_text(encoding="utf-8")
        asked = ["@import"] * ("@import" in style)
        asked += [
            target
            for target in re.findall(r"url\(\s*[\"']?([^\"')]*)", style)
            if re.match(r"(?!data:)([a-z]+:|//)", target)
        ]
        for target in asked:
            yield _of("/" + path.relative_to(pages.root).as_posix(), "another host", target)


# Promises


def host_redirects(pages: Pages) -> dict[str, str]:
    """The redirects of a host that reads `_redirects`, from the site's root."""
    redirects: dict[str, str] = {}
    path, file = urlsplit(pages.url).path, pages.root / "_redirects"
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        start, end, _ = line.split(" ")
        redirects[start.replace(path, "/", 1)] = end.replace(path, "/", 1)
    return redirects


def arrive(pages: Pages, address: str, host: dict[str, str]) -> str | None:
    """Where a browser without scripts ends that is sent to an address: with its anchor, or None where nothing answers.

    A browser keeps its anchor over a host's redirect (https://fetch.spec.whatwg.org/#concept-http-redirect-fetch), but not
    over a refresh.
    """
    for _ in range(STEPS):
        path, anchor = urldefrag(address)
        if path in host:
            address = host[path] + (f"#{anchor}" if anchor and "#" not in host[path] else "")
        elif path in pages.redirects:
            address = "/" + (pages.redirects[path].leads_to or "").removeprefix(pages.url)
        elif path in pages:
            return (
                address if not anchor or pages[path].tree.xpath("//*[@id=$id]", id=anchor) else None
            )
        else:
            return address if _file(pages, path).is_file() else None
    return None


def _file(pages: Pages, path: str) -> Path:
    return pages.root / path[1:]


def promises(site: Site, pages: Pages) -> Iterator[Finding]:
    """Published addresses that lead nowhere, and redirects that are missing or lead elsewhere.

    A page answers on any host. An anchor that has moved with its page needs a host with redirects of its own.
    """
    host = host_redirects(pages)
    for address, _ in site.plan.addresses.published:
        if arrive(pages, address, host) is None or (
            "#" not in address and arrive(pages, address, {}) is None
        ):
            yield _of(address, "lost address", "it was published, and nothing answers there now")
    for redirect in redirects(site):
        if arrive(pages, redirect.start, {}) != (
            redirect.start if redirect.is_file else arrive(pages, redirect.end, {})
        ):
            yield _of(redirect.start, "redirect", f"it does not lead to {redirect.end}")
    standing = Standing(site)
    for address in sorted({*standing.pages, *site.files}):
        if address not in pages and not _file(pages, address).is_file():
            yield _of(address, "lost address", "the plan calls for it, and nothing stands there")
