"""Pages on paper: what is wrong is found in what a browser has printed, and nothing is on pages of each kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import paper
import pytest
from sample import SMALL, TODAY

from macros.pages.printed import addressed
from macros.pages.site import PLACEHOLDER, Site
from macros.plan.load import load_plan

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

    from macros.proof.served import Served

FOOT = "<footer>Foot.</footer>"
# What stands on a page, and what is found.
FAULTS = {
    "a word that is cut off": (
        "<p style='height: 1px; overflow: hidden; margin: 0'><br><b style='position: relative; left: -99cm'>Lost</b></p>",
        {"words are missing"},
    ),
    "words in one place": (
        "<p style='margin: 0 0 -1.2em'>One and another</p><p style='margin: 0'>Two and others</p>",
        {"words over words"},
    ),
    "a heading at the end of a sheet": (
        "<div style='height: 22cm'>Above</div><h2>Alone</h2><p style='break-before: page'>Below</p>",
        {"a heading stands alone"},
    ),
    "half a sheet": ("<p>Above</p><p style='break-before: page'>Below</p>", {"a sheet is empty"}),
    "a foot on its own": (
        "<div style='height: 22cm'></div><p>Above</p><div style='break-after: page'></div>",
        {"the foot stands alone"},
    ),
    "choices on two sheets": (
        "<div style='height: 23cm'></div><fieldset><legend>Which?</legend><p class=choice>This</p><p class=choice style='break-before: page'>That</p></fieldset>",
        {"a group of choices is split"},
    ),
    "a poster on two sheets": (
        "<div class=poster>Above<p style='break-before: page'>Below</p></div>",
        {"a poster is one sheet"},
    ),
    "a page without a fault": (
        "<h2>A \u201cheading\u201d</h2><p>Difficult affairs, <a href='https://a.example/'>long-term</a>.</p>",
        set(),
    ),
}


def printed(tab: Tab) -> list[tuple[str, str]]:
    tab.emulate_media(media="print")
    said = tab.evaluate(paper.ASKED)
    return [*paper.faults(tab.pdf(format="A4", prefer_css_page_size=True), said)]


@pytest.mark.browser
@pytest.mark.parametrize(("content", "found"), FAULTS.values(), ids=FAULTS)
def test_a_fault_on_paper_is_found(tab: Tab, content: str, found: set[str]) -> None:
    tab.set_content(f"<!doctype html><body><main>{content}</main>{FOOT}")
    assert {rule for rule, _ in printed(tab)} == found


@pytest.mark.browser
@pytest.mark.parametrize(
    "address",
    ["/chapters/cancer/", "/have-your-say/", "/words/", "/outcomes/", "/partners/cancer/"],
)
def test_a_page_is_printed_without_a_fault(tab: Tab, served: Served, address: str) -> None:
    tab.emulate_media(media="screen")
    tab.goto(served.at(address))
    assert printed(tab) == []


LINKS = """<p>A <a href="../chapters/play/#priority-2">chapter</a>, <a href="../leads/">leads</a>,
<a href="#here">here</a>, <a href="https://a.example/">elsewhere</a>, <a href="../assets/a.pdf">a file</a>,
<a href="../papers/report/">a paper</a>.</p><ul><li><a href="../leads/">In a list</a></li></ul>"""


def test_a_link_in_a_sentence_tells_on_paper_where_on_the_site_it_leads() -> None:
    site = Site(load_plan(SMALL, TODAY), SMALL, "https://plan.test/sub/path/")
    told = addressed(site, site.page_at("words/"), LINKS)
    assert re.findall(r'<a href="([^"]*)" data-at="([^"]*)"', told) == [
        ("../chapters/play/#priority-2", "/1/"),
        ("../leads/", "/leads/"),
    ]
    assert re.sub(' data-at="[^"]*"', "", told) == LINKS


def test_no_address_is_printed_while_there_is_none() -> None:
    site = Site(load_plan(SMALL, TODAY), SMALL, PLACEHOLDER)
    assert addressed(site, site.page_at("words/"), LINKS) == LINKS
