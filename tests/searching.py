"""The search page, asked in a tab."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

    from macros.proof.served import Served


def address(served: Served, question: str) -> str:
    """Where the search page answers a question."""
    return f"{served.url}search/?q={quote_plus(question)}"


def answered(tab: Tab) -> str:
    """What the search page says once it has looked a question up."""
    tab.locator("#count", has_text=re.compile("^(?!Looking|Still looking).")).wait_for()
    return tab.inner_text("#count")


def ask(served: Served, tab: Tab, question: str) -> str:
    """Open the search page with a question, and wait for its answer."""
    tab.goto(address(served, question), wait_until="load")
    return answered(tab)


def results(served: Served, tab: Tab) -> list[str]:
    """Where the results lead, counted from the site's root."""
    return [
        link.removeprefix(served.url)
        for link in tab.eval_on_selector_all("#results a", "links => links.map(a => a.href)")
    ]


def next_is_the_a_to_z(tab: Tab) -> bool:
    """Whether the A to Z follows what is said: no room is left for results, and no empty list."""
    found, letters = tab.locator(".found").bounding_box(), tab.locator("#a-to-z").bounding_box()
    assert found
    assert letters
    return letters["y"] - found["y"] < 350 and tab.locator("#results").is_hidden()
