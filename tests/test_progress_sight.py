"""What is seen of highlight reports, on the sample plan's pages and on a board paper.

What holds of every page the proof shows, of the sample plan too: test_proof.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import sample
from pages import nothing, ratio
from sample import BOARD, WORDS

from macros.__main__ import main
from macros.proof.checkers.axe import axe, slowly
from macros.proof.checkers.markup import nu
from macros.proof.checkers.reflow import reflow
from macros.proof.findings import DARK, DARK_NARROW, LIGHT, LIGHT_NARROW, State, visit
from macros.proof.pages import Pages
from macros.proof.served import Served, serve

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

Tabs = Callable[[State], "Tab"]


@pytest.fixture(scope="module")
def sample_served(samples: Pages) -> Iterator[Served]:
    """The sample's site, served."""
    with serve(samples) as at:
        yield at


@pytest.fixture(scope="module")
def paper(samples: Pages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A board paper as `report pack` writes it: one file, opened alone."""
    folder = tmp_path_factory.mktemp("paper")
    chosen = [
        "--board",
        BOARD,
        "--quarter",
        "2031-Q4",
        "--today",
        sample.TODAY.isoformat(),
        "--to",
        str(folder / "paper.html"),
    ]
    assert main(["--root", str(samples.root.parent / "project"), "report", "pack", *chosen]) == 0
    with serve(Pages(folder)) as at:
        yield at


@pytest.mark.parametrize("state", [LIGHT, DARK_NARROW, State(media="print")], ids=str)
def test_axe_finds_nothing_in_a_board_paper(paper: Served, tabs: Tabs, state: State) -> None:
    seen = visit(paper, tabs, "/paper.html", state)
    nothing([*axe(seen), *slowly(seen)])


def test_a_board_paper_fits_into_a_narrow_window(paper: Served, tabs: Tabs) -> None:
    nothing(reflow(visit(paper, tabs, "/paper.html", LIGHT_NARROW)))


def test_the_nu_html_checker_finds_nothing_in_a_board_paper(paper: Served) -> None:
    nothing(nu(paper.pages.root))


@pytest.mark.parametrize("of", ["sample_served", "paper"])
def test_on_paper_evidence_shows_its_whole_address(
    of: str, request: pytest.FixtureRequest, tabs: Tabs
) -> None:
    address = "/paper.html" if of == "paper" else f"/boards/{BOARD}/"
    served, shown = (
        request.getfixturevalue(of),
        "() => [...document.querySelectorAll('.evidence a')].map(a => [a.getAttribute('href'), getComputedStyle(a, '::after').content])",
    )
    printed = visit(served, tabs, address, State(media="print")).tab.evaluate(shown)
    assert printed
    assert all(content == f'" ({href})"' for href, content in printed), printed
    assert {content for _, content in visit(served, tabs, address, LIGHT).tab.evaluate(shown)} == {
        "none"
    }


@pytest.mark.parametrize("state", [LIGHT, DARK], ids=str)
def test_each_status_has_a_fill_of_its_own_in_the_picture(
    sample_served: Served, tabs: Tabs, state: State
) -> None:
    fills = visit(sample_served, tabs, "/progress/", state).tab.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.summary + p .status-picture svg')].map(e => {
            const s = getComputedStyle(e.firstElementChild);
            return [e.getAttribute('class').slice('status-'.length), s.fill === 'none' ? s.stroke : s.fill];
        }).concat([['paper', getComputedStyle(document.documentElement).backgroundColor]]))"""
    )
    colours = {
        name: "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", fill)[:3])
        for name, fill in fills.items()
    }
    back = colours.pop("paper")
    assert set(colours) == set(WORDS)
    assert [pair for pair in combinations(colours, 2) if colours[pair[0]] == colours[pair[1]]] == []
    for name, colour in colours.items():
        assert ratio(colour, back) >= 3, f"{name}: {colour} on {back}"
    assert ratio(colours["complete"], colours["on-track"]) >= 2.5, "the two stand side by side"


def test_names_in_the_tables_of_progress_break_between_words(
    sample_served: Served, tabs: Tabs
) -> None:
    """No word of a row's heading stands on two lines, though the window is narrow."""
    torn = visit(sample_served, tabs, "/progress/", LIGHT_NARROW).tab.evaluate(
        r"""() => [...document.querySelectorAll('.standings tbody th a')].flatMap(a => [...a.firstChild.data.matchAll(/\S+/g)].filter(word => {
            const range = document.createRange();
            range.setStart(a.firstChild, word.index);
            range.setEnd(a.firstChild, word.index + word[0].length);
            return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
        }).map(String))"""
    )
    assert torn == []


@pytest.mark.parametrize("state", [LIGHT, LIGHT_NARROW], ids=str)
def test_a_heading_in_a_list_of_priorities_stands_right_above_its_sentence(
    sample_served: Served, tabs: Tabs, state: State
) -> None:
    lefts = visit(sample_served, tabs, f"/boards/{BOARD}/", state).tab.evaluate(
        "() => [...document.querySelectorAll('.report-list:not(.moved) > li')].map(li => [li.querySelector('a'), li.querySelector('p')].map(e => e.getClientRects()[0].left))"
    )
    assert lefts
    assert all(abs(heading - sentence) < 0.5 for heading, sentence in lefts), lefts


def test_a_status_can_be_told_without_its_colour(sample_served: Served, tabs: Tabs) -> None:
    """In forced colours all statuses look alike but for their words and shapes, and each shape is still drawn."""
    tab = visit(sample_served, tabs, "/progress/", State(forced=True)).tab
    drawn = tab.evaluate(
        """() => [...document.querySelectorAll('.key .status svg *')].map(e => {
            const s = getComputedStyle(e);
            return s.fill === 'none' ? s.stroke : s.fill;
        })"""
    )
    ink = tab.evaluate("() => getComputedStyle(document.querySelector('.key .status')).color")
    assert len(drawn) == 8
    assert set(drawn) == {ink}


def test_a_board_prints_as_a_paper(sample_served: Served, tabs: Tabs) -> None:
    """Its report and who it is for, without the list of chapters, the way to other reports, or a menu."""
    tab = visit(sample_served, tabs, f"/boards/{BOARD}/", State(media="print")).tab
    for hidden in (".remit", "section:has(> [id=all-reports])", "footer nav", ".find-by"):
        assert not tab.locator(hidden).first.is_visible(), hidden
    for shown in ("h1", "#reports", "#moved", "#at-risk", "#asked", "#every-priority"):
        assert tab.locator(shown).is_visible(), shown
