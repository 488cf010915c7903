"""Every page is told as it is seen: by screen readers, by text browsers, and by browsers of some years ago."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pages import ROOT, nothing

from macros.proof.checkers.heard import heard
from macros.proof.pages import text

if TYPE_CHECKING:
    from pathlib import Path

    from macros.proof.pages import Pages

SCRIPTS = sorted((ROOT / "overrides/assets").glob("*.js"))
# What Safari 14, Chrome 80 or Firefox 78 does not know, the oldest browsers in which scripts run: there, nothing says so but
# an error in the middle of an answer.
TOO_NEW = {
    "methods": r"\.(at|replaceAll|replaceChildren|findLast\w*|to(Sorted|Reversed|Spliced)|with|hasOwn|groupBy|isWellFormed|showModal|randomUUID|any)\(",
    "signs": r"\?\?=|\|\|=|&&=|\d_\d",
    "patterns": r"\(\?<[=!]|/[gimuy]*[dvs][gimuy]*[;,)]",
    "functions": r"\b(structuredClone|AbortSignal\.timeout|requestIdleCallback|Array\.fromAsync)\b",
    "waiting outside of a function": r"^await ",
}


def test_every_page_is_told_as_it_is_seen(site: Pages, samples: Pages) -> None:
    nothing([finding for pages in (site, samples) for page in pages for finding in heard(page)])


def test_a_chapter_tells_its_first_priority_before_who_led_it_and_what_else_there_is(
    site: Pages, samples: Pages
) -> None:
    """Orca needs 25 utterances at most from the heading to the first priority's first sentence (`make heard`)."""
    for page in (*site.chapters, *samples.chapters):
        first = page.all(".priority")[:1]
        for priority in first:
            before = page.tree.xpath("//main//nav | //main//dl")
            every = list(page.tree.iter())
            place = every.index(priority)
            assert [
                part.get("class")
                for part in before
                if every.index(page.one("h1")) < every.index(part) < place
            ] == [], page.address
            assert re.match(r"Priority \d+\.\d+: \S", text(priority.find("h3")))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_scripts_use_nothing_that_the_oldest_browsers_do_not_know(script: Path) -> None:
    written = re.sub(r"^\s*//.*$", "", script.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = {
        what: match[0]
        for what, pattern in TOO_NEW.items()
        if (match := re.search(pattern, written, re.MULTILINE))
    }
    assert not found


@pytest.mark.parametrize(
    "written",
    ["rows.at(-1)", "a.replaceAll('b', '')", "a ??= b", "/(?<=a)b/", "structuredClone(a)"],
)
def test_what_they_do_not_know_is_found(written: str) -> None:
    assert any(re.search(pattern, written, re.MULTILINE) for pattern in TOO_NEW.values())
