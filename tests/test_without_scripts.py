"""Without scripts every page says the same, leads to all others, and has no control that does nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from conftest import Served, serve
from findings import KINDS, LIGHT, Finding, State, Visit, nothing, visit
from pages import MISSING, Pages, joined
from test_keyboard import walk

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

WITHOUT = State(scripts=False)

MENDS = {
    "text without scripts": "Write it into the page: only what the search finds may come from a script.",
    "dead control": "Let the control be a link, or part of a form that leads to a page, or of a page to fill in and print (.say-form): it does nothing without a script.",
    "unreached": "Link to the page from a list, such as that of its kind or the site map, by a plain link.",
    "dead search": "Let the form lead to the search page, and the search page offer the A to Z.",
}

DEAD = r"""
return [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea:not([readonly]), a[href^="javascript:"], a[href="#"], a:not([href]), [role=button], [onclick]')]
  .filter(e => e.matches('button, input, select, textarea') ? !(e.form ? e.form.getAttribute('action') : e.matches('.say-form :not(button)')) || e.type === 'button' || e.disabled : true)
  .filter(e => shown(e))
  .map(e => ['dead control', named(e)]);
"""


def same_text(visit: Visit, with_scripts: str) -> Iterator[Finding]:
    """Lines that a page says only with scripts, or only without. The names of buttons may come from a script."""
    here = visit.tab.locator("body").inner_text()
    buttons = {
        joined(text) for text in visit.tab.locator("[data-script] button").all_text_contents()
    }
    if (
        visit.page == "/search/"
    ):  # what it says where nothing can be asked, and the way off for those who ask about abuse
        buttons |= {
            joined(line)
            for text in visit.tab.locator("#unanswered, .exit").all_inner_texts()
            for line in text.splitlines()
        }
    for one, other, where in ((with_scripts, here, "with"), (here, with_scripts, "without")):
        lines = set(map(joined, other.splitlines()))
        for line in dict.fromkeys(map(joined, one.splitlines())):
            if line not in lines | buttons:
                yield visit.finding(
                    "text without scripts",
                    f'only {where} scripts: "{line[:60]}"',
                    MENDS["text without scripts"],
                )


def dead(visit: Visit) -> Iterator[Finding]:
    """Controls that do nothing."""
    yield from visit.ask(DEAD, MENDS)


def searches(visit: Visit) -> Iterator[Finding]:
    """Does every form lead to the search page, with the words that were typed, and is the A to Z there?"""
    tab, start = visit.tab, visit.tab.url
    for number in range(tab.locator("form[role=search]").count()):
        tab.goto(start, wait_until="load")
        form = tab.locator("form[role=search]").nth(number)
        form.locator("input").first.fill("smoking")
        with tab.expect_event("framenavigated", timeout=3000):
            form.locator("button").first.click()
        tab.wait_for_load_state("load")
        there = urlsplit(tab.url)
        listed = (
            tab.locator("#a-to-z").count()
            and tab.locator("#a-to-z").is_visible()
            and tab.locator("main .index a").count() > 50
        )
        if not there.path.endswith("/search/") or there.query != "q=smoking" or not listed:
            yield visit.finding(
                "dead search",
                f"form {number + 1} leads to {there.path}?{there.query}",
                MENDS["dead search"],
            )


def test_every_page_says_the_same_without_scripts(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    found: list[Finding] = []
    for page in served.pages:
        text = visit(served, tabs, page.address, LIGHT).tab.locator("body").inner_text()
        assert len(text) > 300, page.address
        without = visit(served, tabs, page.address, WITHOUT)
        found += [*same_text(without, text), *dead(without)]
    nothing(found)


def test_every_search_leads_to_the_search_page_without_scripts(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    nothing(
        finding
        for address in KINDS
        if "?" not in address
        for finding in searches(visit(served, tabs, address, WITHOUT))
    )


def unreached(served: Served, tab: Tab) -> Iterator[Finding]:
    """Pages that nobody gets to from the home page by the Tab key: each link that it reaches is followed to its page.

    Lists come before single chapters: they lead to most pages.
    """
    pages = {
        served.at(page.address): page.address for page in served.pages if page.address != MISSING
    }
    queue, met = [served.url], {served.url}
    while queue and len(met) < len(pages):
        tab.goto(queue.pop(0), wait_until="load")
        found = dict.fromkeys(stop["href"].partition("#")[0] for stop in walk(tab))
        new = [address for address in found if address in pages and address not in met]
        met.update(new)
        queue = sorted(
            [*queue, *new], key=lambda address: address.removeprefix(served.url) not in LISTS
        )
    for address, page in pages.items():
        if address not in met:
            yield Finding(
                page,
                str(WITHOUT),
                "unreached",
                "no link that the Tab key reaches leads there",
                MENDS["unreached"],
            )


LISTS = ("about/", "boards/")


def test_every_page_can_be_reached_by_the_tab_key_without_scripts(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    nothing(unreached(served, tabs(WITHOUT)))


def test_every_link_of_header_and_footer_is_reached_without_scripts(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    tab = visit(served, tabs, "/", WITHOUT).tab
    in_shell = set(
        tab.eval_on_selector_all(
            "body > header a, body > footer a", "links => links.map(a => a.href)"
        )
    )
    assert in_shell <= {stop["href"] for stop in walk(tab)}


@pytest.fixture
def small(site: Pages, tmp_path: Path) -> Path:
    """A site of four pages, all of which can be reached."""
    for address in ("", "contact/", "privacy/", "other-formats/"):
        (tmp_path / address).mkdir(exist_ok=True)
        shutil.copy(site.root / address / "index.html", tmp_path / address)
    shutil.copy(site.root / MISSING[1:], tmp_path)
    shutil.copytree(site.root / "assets", tmp_path / "assets")
    return tmp_path


def test_a_page_that_no_link_leads_to_is_found(small: Path, tabs: Callable[[State], Tab]) -> None:
    with serve(Pages(small)) as served:
        assert [*unreached(served, tabs(WITHOUT))] == []
    shutil.copytree(small / "contact", small / "orphan")
    with serve(Pages(small)) as served:
        assert [finding.page for finding in unreached(served, tabs(WITHOUT))] == ["/orphan/"]


def test_a_page_whose_only_links_the_tab_key_passes_over_is_found(
    small: Path, tabs: Callable[[State], Tab]
) -> None:
    for file in small.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        file.write_text(
            re.sub(r'(<a )(?=[^>]*href="[^"]*other-formats/")', r'\1tabindex="-1" ', text),
            encoding="utf-8",
        )
    with serve(Pages(small)) as served:
        assert [finding.page for finding in unreached(served, tabs(WITHOUT))] == ["/other-formats/"]
