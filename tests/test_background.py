"""Boxes of background: whoever doubts one can look it up, and somebody looks again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from small import TODAY

from macros.pages.background import to_check
from macros.pages.site import Site
from macros.plan.load import load_plan

if TYPE_CHECKING:
    from pathlib import Path

    from small import Check

BOX = '!!! background "Background, not from the plan"\n    Walking is good for you.'
SOURCE = "Source: [Walking](https://www.example.org/walking)."
READ = f"{SOURCE} Read on 3 May 2030."
FORM = "Source: [name of the page](https://www.example.org/page). Read on 1 June 2030. Not checked yet."
LACKS = f"this box does not end with its source, so nobody can look it up. Let these be its last words: {FORM}"


def write(root: Path, text: str, front: str = "") -> None:
    """Let the contact page hold a text."""
    (root / "docs/contact.md").write_text(f"{front}# Contact\n\n{text}\n", encoding="utf-8")


@pytest.mark.parametrize(
    "ends",
    [
        "",
        "Source: a book.",
        SOURCE,
        READ,
        f"{SOURCE} Not checked yet.",
        f"{READ} Not checked.",
        f"{READ} Not checked yet. It is.",
        f"{READ.replace('3 May 2030', '2030-05-03')} Not checked yet.",
        f"See {READ} Not checked yet.",
    ],
)
def test_a_box_that_does_not_end_with_its_source_is_told_how_to(
    plan: Path, check: Check, ends: str
) -> None:
    write(plan, f"{BOX}\n    {ends}\n\nMore.")
    place = f"docs/contact.md:{5 if ends else 4}:1"
    assert check() == (0, [f"{place}: warning: {LACKS}"])


@pytest.mark.parametrize(
    "box",
    [
        f"{BOX} {READ} Not checked yet.",
        f"{BOX}\n\n    {READ} Checked on 4 May\n    2030.",
        f"{BOX} Sources: [One](https://www.example.org/1), [two](https://www.example.org/2) and [three](https://www.example.org/3). Read on 3 May 2030. Not checked yet.",
        f"- Here:\n\n    {BOX.replace('    ', '        ')} {READ} Not checked yet.",
    ],
)
def test_a_box_that_ends_with_its_source_is_right(plan: Path, check: Check, box: str) -> None:
    write(plan, box)
    assert check() == (0, [])


def test_each_box_has_a_source_of_its_own(plan: Path, check: Check) -> None:
    write(plan, f"{BOX}\n\n{BOX} {READ} Not checked yet.\n\n{BOX}")
    warnings = [f"docs/contact.md:{line}:1: warning: {LACKS}" for line in (4, 10)]
    assert check() == (0, warnings)


def test_a_page_in_another_language_says_it_in_its_own_words(plan: Path, check: Check) -> None:
    write(plan, BOX, front="---\nlang: pl\n---\n")
    assert check() == (0, [])


def test_whoever_looked_last_is_asked_to_look_again_a_year_later(plan: Path, check: Check) -> None:
    write(plan, f"{BOX} {READ} Checked on 31 May 2029.\n\n{BOX} {READ} Checked on 1 June 2030.")
    site = Site(load_plan(plan, TODAY), plan, "https://plan.example.org/")
    told = [(due.day, str(due), due.path, due.address) for due in to_check(site)]
    where = ("Check again: Background on the page Contact", "docs/contact.md", "/contact/")
    assert told == [(date(2031, 5, 3), *where), (date(2031, 6, 1), *where)]
    late = "this was to be looked at again by 3 May 2031. Open its source. Is it still so? Let the box end with: Checked on 4 May 2031."
    warned = check(date(2031, 5, 4))[1]
    assert [line for line in warned if "contact.md" in line] == [
        f"docs/contact.md:4:1: warning: {late}"
    ]
