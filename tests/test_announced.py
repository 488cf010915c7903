"""What assistive technology has to announce on some pages stays as people have read it, in tests/announced/.

Each file there is the accessibility tree of one page: landmarks, headings, lists, links and controls with their names.
A change is shown as a difference. If it is meant, `make announced` (UPDATE_ANNOUNCED=1) writes the files anew.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import LOOKED_THROUGH

from macros.proof.findings import State, visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page as Tab

    from macros.proof.served import Served

FOLDER = Path(__file__).parent / "announced"
UPDATE = bool(os.environ.get("UPDATE_ANNOUNCED"))

# Of an A to Z, which is long, this many letters are kept.
LETTERS = 2
CUT = "most => [...document.querySelectorAll('.letter')].slice(most).forEach(letter => letter.remove())"


def announced(tab: Tab) -> str:
    """The accessibility tree of an open page."""
    tab.evaluate(CUT, LETTERS)
    return tab.locator("body").aria_snapshot()


def file_of(name: str, tree: str) -> str:
    """The tree as its file holds it."""
    note = (
        f"# Of the A to Z, the first {LETTERS} letters are kept.\n"
        if LOOKED_THROUGH[name].startswith(("/words/", "/search/"))
        else ""
    )
    return f"# What assistive technology has to announce at {LOOKED_THROUGH[name]}\n{note}{tree.rstrip()}\n"


def difference(name: str, kept: str, now: str) -> str:
    """What is announced otherwise than in a file, and how to accept it; empty if nothing is."""
    lines = list(
        difflib.unified_diff(
            kept.splitlines(),
            now.splitlines(),
            f"tests/announced/{name}.txt",
            f"{LOOKED_THROUGH[name]} now",
            lineterm="",
        )
    )
    return (
        "\n".join(
            [
                *lines,
                "",
                "Is this what should be announced? Then run `make announced`, and commit tests/announced/.",
            ]
        )
        if lines
        else ""
    )


@pytest.mark.browser
@pytest.mark.parametrize("name", LOOKED_THROUGH)
def test_a_page_announces_what_people_have_read(
    served: Served, tabs: Callable[[State], Tab], name: str
) -> None:
    now = file_of(name, announced(visit(served, tabs, LOOKED_THROUGH[name]).tab))
    file = FOLDER / f"{name}.txt"
    if UPDATE:
        FOLDER.mkdir(exist_ok=True)
        file.write_text(now, encoding="utf-8")
    kept = file.read_text(encoding="utf-8") if file.is_file() else ""
    if found := difference(name, kept, now):
        pytest.fail(found, pytrace=False)


def test_every_file_is_of_a_page() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {f"{name}.txt" for name in LOOKED_THROUGH}


def test_every_page_has_its_landmarks_and_one_main_heading() -> None:
    """Where the files are read only at a glance, this is not missed."""
    for file in FOLDER.iterdir():
        lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
        for start in ("- banner:", "- main:", "- contentinfo:", '- navigation "Main"'):
            assert sum(line.startswith(start) for line in lines) == 1, f"{file.name}: {start}"
        assert sum("[level=1]" in line for line in lines) == 1, file.name


def test_a_difference_is_shown_with_the_way_to_accept_it() -> None:
    kept = file_of("home", '- main:\n  - link "Chapters"')
    assert difference("home", kept, kept) == ""
    shown = difference("home", kept, file_of("home", '- main:\n  - link "Read more"'))
    assert '-  - link "Chapters"' in shown
    assert '+  - link "Read more"' in shown
    assert "make announced" in shown
    assert difference("home", "", kept)
