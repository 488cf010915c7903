"""Signposts stand beside words that say the same, and whoever does not see them misses nothing (decision 002)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html
from pages import packed

from macros.pages.templates import environment
from macros.proof.pages import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from macros.proof.pages import Page, Pages

TEMPLATES = environment()
FILES = TEMPLATES.get_template("partials/icon.html").module.files


def icons(page: Page) -> Iterator[HtmlElement]:
    yield from page.all(".icon")


def drawing(icon: HtmlElement) -> str | None:
    """What tells one icon from the others."""
    return icon.find(".//path").get("d")


def drawn(meaning: str) -> str | None:
    """The drawing of an icon in Material's set."""
    svg = TEMPLATES.get_template(f".icons/material/{FILES[meaning]}.svg").render()
    return drawing(html.fragment_fromstring(svg, create_parent="p"))


def test_an_icon_is_hidden_and_stands_beside_words(site: Pages) -> None:
    for page in site:
        for icon in icons(page):
            assert icon.get("aria-hidden") == "true", page.address
            assert not text(icon), page.address
            assert text(icon.getparent()), page.address


def test_an_icon_is_a_signpost_and_never_the_sign_of_a_topic(site: Pages) -> None:
    known = {drawn(meaning) for meaning in FILES}
    for page in site:
        assert {drawing(icon) for icon in icons(page)} <= known, page.address
        assert not page.all("h1 .icon, .title .icon, .mark .icon, .arch .icon"), page.address


@pytest.mark.parametrize(
    ("meaning", "links"),
    [
        ("call", "a[href^='tel:']"),
        ("download", "a[download]"),
        ("help", ".help-link a"),
        ("elsewhere", "a[href^='http']:not(.button)"),
    ],
)
def test_a_link_bears_the_icon_of_what_it_does(meaning: str, links: str, site: Pages) -> None:
    found = [(page.address, link) for page in site for link in page.all(links)]
    assert found
    for address, link in found:
        assert [drawing(icon) for icon in link.cssselect(".icon")] == [drawn(meaning)], (
            f"{address}: {html.tostring(link)}"
        )


def test_the_icons_of_a_chapter_weigh_less_than_a_kilobyte(site: Pages) -> None:
    for page in site.chapters:
        tree = html.document_fromstring(page.path.read_bytes())
        whole = packed(html.tostring(tree))
        for icon in tree.cssselect(".icon"):
            icon.drop_tree()
        assert whole - packed(html.tostring(tree)) < 1024, page.address
