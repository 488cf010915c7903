"""A long page has a way about: its parts, by their headings, in reach at wide windows and folded at narrow ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small import TODAY

from macros.pages.contents import WORDS, contents
from macros.pages.html import outermost
from macros.pages.page import Page
from macros.pages.site import Site
from macros.plan.load import load_plan
from macros.proof.findings import LIGHT_NARROW, State, visit
from macros.proof.pages import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page as Tab

    from macros.proof.pages import Pages
    from macros.proof.served import Served

PAGE = Page("long.md", "/long/", "Long")
INTRO = "<h1>Long</h1>\n<p>It is.</p>\n"
FIRST = '<h2 id="one"><span aria-hidden="true">1</span> <a href="../one/">One\nof</a> two <strong class="tag">On hold</strong></h2>\n'
SECOND = '<section>\n<h2 id="two">Two</h2>\n</section>\n'
MUCH = f"<p>{'word ' * WORDS}</p>\n"


def test_each_part_is_named_as_its_heading_is_seen() -> None:
    told = contents(PAGE, INTRO + FIRST + MUCH + SECOND)
    assert told
    assert told.parts == (("one", "One of two"), ("two", "Two"))


def test_the_way_about_stands_before_the_first_part_with_all_that_holds_it() -> None:
    first = f'<div class="x">\n<hr>\n<div>\n{FIRST}</div>\n</div>\n'
    told = contents(PAGE, INTRO + first + MUCH + SECOND)
    assert told
    assert (told.intro, told.rest) == (INTRO, first + MUCH + SECOND)


@pytest.mark.parametrize("before", ["", "<p>a</p>", "<p>a<br>b</p>\n\n<svg><path /></svg>"])
def test_the_outermost_element_is_found(before: str) -> None:
    assert outermost(f'{before}<div><p id="a">A</p></div><p id="b">B</p>', "a") == len(before)


@pytest.mark.parametrize(
    "html",
    [
        INTRO + FIRST + MUCH,
        INTRO + FIRST + SECOND,
        INTRO + FIRST + MUCH + '<div class="poster">' + SECOND + "</div>",
        INTRO + FIRST + MUCH + '<form action="x"><h2 id="in">In a form</h2></form>',
    ],
    ids=["one part", "few words", "a poster", "a part of a form"],
)
def test_a_page_that_is_not_long_has_none(html: str) -> None:
    assert contents(PAGE, html) is None


def test_the_letters_of_an_a_to_z_stand_in_lines() -> None:
    letters = "".join(f'<h2 id="letter-{one}">{one}</h2>' for one in ("0-9", "A"))
    told = contents(PAGE, letters + MUCH)
    assert told
    assert told.letters
    told = contents(PAGE, letters + MUCH + FIRST)
    assert told
    assert not told.letters


def test_every_long_page_names_its_parts_once_and_leads_back_to_its_top(site: Pages) -> None:
    long = [page for page in site if page.all(".contents")]
    assert {"/words/", "/priorities/", "/questions/", "/outcomes/", "/leads/", "/partners/"} <= {
        page.address for page in long
    }
    for page in long:
        links = [link.get("href") for link in page.all(".contents li a")]
        assert len(links) == len({*links}), page.address
        assert page.all("nav.on-this-page") == page.all(".contents"), page.address
        assert [text(one) for one in page.all("main a[href='#content']")] == [
            "Top of this page",
            "Back to the top of this page",
        ], page.address


@pytest.mark.parametrize(
    ("macro", "file"),
    [
        ("all_priorities", "priorities.md"),
        ("all_questions", "questions.md"),
        ("all_leads", "leads.md"),
    ],
)
def test_a_list_leads_to_each_group_that_it_has(plan: Path, macro: str, file: str) -> None:
    site = Site(load_plan(plan, TODAY), plan, "https://plan.test/")
    html = site.render(macro, site.pages[file])
    for stage in {chapter.stage.id for chapter in site.plan.chapters.values()}:
        led = f'href="#group-{stage}"' in html
        assert led == (f'id="group-{stage}"' in html and "all groups" in html)


@pytest.mark.browser
def test_at_wide_windows_the_parts_stay_beside_the_text(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    tab = visit(served, tabs, "/outcomes/").tab
    tab.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    box = tab.locator(".contents").bounding_box()
    assert box
    assert box["y"] >= 0
    assert tab.locator(".contents li a").first.is_visible()
    assert not tab.locator(".contents summary").is_visible()


@pytest.mark.browser
def test_at_narrow_windows_they_are_folded_and_open(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    tab = visit(served, tabs, "/outcomes/", LIGHT_NARROW).tab
    first = tab.locator(".contents li a").first
    assert not first.is_visible()
    tab.locator(".contents summary").click()
    assert first.is_visible()
    tab.locator(".contents summary").click()


@pytest.mark.browser
def test_of_a_list_one_group_can_be_shown_alone(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    for address in ("/priorities/", "/questions/", "/leads/"):
        tab = visit(served, tabs, address).tab
        parts = tab.locator(".by-group > [id]")
        every = parts.count()
        for link, seen in (("#group-living-well", 1), ("#all-groups", every)):
            tab.locator(f"a[href='{link}']").first.click()
            shown = [one.is_visible() for one in parts.all()]
            assert sum(shown) == seen, (address, link)
