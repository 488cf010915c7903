"""The feeds: by the grammar of Atom (RFC 4287), its assertions, and the rules of JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lxml import etree

from ..findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..pages import Pages

ATOM = "{http://www.w3.org/2005/Atom}"
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "atom.rng"))
MEND = "Mend macros/publish/feeds.py, or the template overrides/publish/feed.xml.html. What an update says stands in data/updates.yml."


def feeds(pages: Pages) -> Iterator[Finding]:
    """Feeds that a reader of feeds can't read, and those that a page names and that are not there."""
    named = {
        page.target(link)
        for page in pages
        for link in page.all("head > link[rel=alternate][type='application/atom+xml']")
    }
    for address in sorted(named):
        atom = pages.root / address.removeprefix(pages.url)
        for file, faults in ((atom, atom_faults), (atom.with_suffix(".json"), _of_json)):
            shown = "/" + file.relative_to(pages.root).as_posix()
            if not file.is_file():
                yield Finding(shown, "source", "feed", "no feed stands there", MEND)
                continue
            try:
                yield from (
                    Finding(shown, "source", "feed", fault, MEND)
                    for fault in faults(file.read_bytes())
                )
            except (etree.XMLSyntaxError, ValueError) as error:
                yield Finding(shown, "source", "feed", str(error), MEND)


def _of_json(feed: bytes) -> Iterator[str]:
    yield from json_faults(json.loads(feed))


def atom_faults(feed: bytes) -> Iterator[str]:
    """What is wrong with an Atom feed: by the grammar of RFC 4287, its assertions, and its rules on ids and links."""
    tree = etree.fromstring(feed)
    if not GRAMMAR.validate(tree):
        yield from (f"line {error.line}: {error.message}" for error in GRAMMAR.error_log)
        return
    entries = tree.findall(f"{ATOM}entry")
    if tree.find(f"{ATOM}author") is None and any(
        entry.find(f"{ATOM}author") is None for entry in entries
    ):
        yield "an entry and its feed have no author"
    for one in (tree, *entries):
        links = [
            link
            for link in one.findall(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        ]
        if len(links) != 1 and one.find(f"{ATOM}content") is None:
            yield "neither a link nor a content"
        if len({(link.get("type"), link.get("hreflang")) for link in links}) < len(links):
            yield "two alternate links of one kind"
        if not re.match(r"[a-z][a-z0-9+.-]*:\S+$", one.findtext(f"{ATOM}id") or ""):
            yield "an id that is no whole IRI"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(set(ids)) < len(ids):
        yield "two entries with one id"
    if not [link for link in tree.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        yield "no link to the feed itself"
    if entries and tree.findtext(f"{ATOM}updated") != max(
        entry.findtext(f"{ATOM}updated") or "" for entry in entries
    ):
        yield "another date than that of its newest entry"
    if not entries:
        yield "no entry"


# https://www.jsonfeed.org/version/1.1/: what may stand in a feed and in an item, and of which kind it is.
FEED: dict[str, type] = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "user_comment": str,
    "next_url": str,
    "icon": str,
    "favicon": str,
    "authors": list,
    "language": str,
    "expired": bool,
    "hubs": list,
    "items": list,
}
ITEM: dict[str, type] = {
    "id": str,
    "url": str,
    "external_url": str,
    "title": str,
    "content_html": str,
    "content_text": str,
    "summary": str,
    "image": str,
    "banner_image": str,
    "date_published": str,
    "date_modified": str,
    "authors": list,
    "tags": list,
    "language": str,
    "attachments": list,
}
MOMENT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
)  # https://www.rfc-editor.org/rfc/rfc3339


def json_faults(feed: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a JSON feed, by the rules of version 1.1."""
    for thing, kinds in [(feed, FEED), *((item, ITEM) for item in feed.get("items", ()))]:
        for name, value in thing.items():
            if not name.startswith("_") and not isinstance(value, kinds.get(name, ())):
                yield f"{name} is {value!r}"
            is_address = name.endswith("_url") or name == "url"
            if is_address and urlsplit(str(value)).scheme not in ("http", "https"):
                yield f"{name} is no whole address"
    for name in ("version", "title", "items"):
        if name not in feed:
            yield f"no {name}"
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "another version"
    for author in feed.get("authors", ()):
        if not {"name", "url", "avatar"} & set(author):
            yield "an author without a name"
    for item in feed.get("items", ()):
        yield from item_faults(item)
    ids = [item.get("id") for item in feed.get("items", ())]
    if len(set(ids)) < len(ids):
        yield "two items with one id"


def item_faults(item: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one item of a JSON feed."""
    if not item.get("id"):
        yield "an item without an id"
    if not {"content_html", "content_text"} & set(item):
        yield "an item without a content"
    for name in ("date_published", "date_modified"):
        if name in item and not MOMENT.fullmatch(item[name]):
            yield f"{name} is no moment"
