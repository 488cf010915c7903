"""What a page lacks without scripts: text, controls that do something, a search, a way to every other page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from findings import Finding, State, Visit
from pages import MISSING, joined

from checkers.keyboard import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page as Tab
    from served import Served


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
