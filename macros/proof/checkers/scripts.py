"""What a page lacks without scripts: text, controls that do something, a search, a way to every other page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..findings import WITHOUT, Finding, Visit
from ..pages import MISSING, joined
from .keyboard import sweep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from playwright.sync_api import Page as Tab

    from ..served import Served


LEAST = 300  # signs, header and footer among them


MENDS = {
    "text without scripts": "Write it into the page: only what the search finds may come from a script.",
    "says nothing": "Give the page its content: hardly anything stands on it.",
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


# What a page says, and the lines that may stand there with scripts alone or without: the names of buttons that a script
# makes, and on the search page what it says where nothing can be asked, and the way off for those who ask about abuse.
SAID = """search => {
  const made = [...document.querySelectorAll('[data-script]')].map(e => new DOMParser().parseFromString(e.dataset.script, 'text/html'));
  const lines = made.flatMap(part => [...part.querySelectorAll('button')]).map(e => e.textContent);
  if (search) document.querySelectorAll('#unanswered, .exit').forEach(e => lines.push(...e.innerText.split('\\n')));
  return [document.body.innerText, lines];
}"""


def same_text(visit: Visit) -> Iterator[Finding]:
    """Lines that a page says only with scripts, or only without. The names of buttons may come from a script."""
    here, buttons = visit.tab.evaluate(SAID, visit.page == "/search/")
    buttons = set(map(joined, buttons))
    if len(here) < LEAST:
        yield visit.finding("says nothing", f'only "{joined(here)[:60]}"', MENDS["says nothing"])
    with_scripts = visit.said
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
    """Does every form lead to the search page, with the words that were typed, and is the A to Z there?

    A form that was tried on another page, and is the same but for the way to its address, is not tried again.
    """
    tab, start = visit.tab, visit.tab.url
    for number in range(tab.locator("form.search-form").count()):
        if tab.url != start:
            tab.goto(start, wait_until="load")
        form = tab.locator("form.search-form").nth(number)
        if visit.is_known(form.evaluate("f => [f.action, f.method, f.innerHTML].join(' ')")):
            continue
        form.locator("input").first.fill("words")
        with tab.expect_event("framenavigated", timeout=3000):
            form.locator("button").first.click()
        tab.wait_for_load_state("load")
        there = urlsplit(tab.url)
        listed = (
            tab.locator("#a-to-z").count()
            and tab.locator("#a-to-z").is_visible()
            and tab.locator("main .index a").count()
        )
        if not there.path.endswith("/search/") or there.query != "q=words" or not listed:
            yield visit.finding(
                "dead search",
                f"form {number + 1} leads to {there.path}?{there.query}",
                MENDS["dead search"],
            )


def unreached(
    served: Served, tab: Tab, unlisted: AbstractSet[str] = frozenset()
) -> Iterator[Finding]:
    """Pages that nobody gets to from the home page by the Tab key: each link that it reaches is followed to its page.

    Lists come first: they lead to most pages. No way has to lead to what is `unlisted`.
    """
    pages = {
        served.at(page.address): page.address
        for page in served.pages
        if page.address != MISSING and page.address not in unlisted
    }
    leads = {
        here: {
            served.at(link.partition("#")[0].replace(served.pages.url, "/"))
            for link in served.pages[page].links()
        }
        for here, page in pages.items()
    }
    queue, met = [served.url], {served.url}
    while queue and len(met) < len(pages):
        queue.sort(key=lambda here: len(leads[here] - met))
        tab.goto(queue.pop(), wait_until="load")
        links = dict.fromkeys(stop["href"].partition("#")[0] for stop in sweep(tab, where=False))
        new = [address for address in links if address in pages and address not in met]
        met.update(new)
        queue += new
    for address, page in pages.items():
        if address not in met:
            yield Finding(
                page,
                str(WITHOUT),
                "unreached",
                "no link that the Tab key reaches leads there",
                MENDS["unreached"],
            )
