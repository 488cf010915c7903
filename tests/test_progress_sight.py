"""The checks of sight, touch and assistive technology, on the pages of the sample plan that tell of highlight reports."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import Served, serve
from findings import LIGHT, LIGHT_NARROW, SCREENS, Finding, State, nothing, visit
from pages import Pages
from test_axe import axe
from test_markup import nu, structure
from test_progress import BOARD, samples  # noqa: F401  (a fixture)
from test_reflow import SHOWN, lost, reflow, spaced
from test_sight import contrast, targets

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

TOLD = ("/progress/", "/boards/", f"/boards/{BOARD}/", f"/boards/{BOARD}/2031-q4/", f"/boards/{BOARD}/2030-q2/", "/chapters/walking/", "/chapters/good-neighbours/", "/chapters/gardens-of-memory/")
Tabs = Callable[[State], "Tab"]


@pytest.fixture(scope="module")
def told(samples: Pages) -> Iterator[Served]:  # noqa: F811
    """The sample's site, served."""
    with serve(samples) as at:
        yield at


@pytest.mark.parametrize("state", [*SCREENS, State(media="print")], ids=str)
def test_axe_finds_nothing(told: Served, tabs: Tabs, state: State) -> None:
    nothing(finding for address in TOLD for finding in axe(visit(told, tabs, address, state)))


@pytest.mark.parametrize("state", SCREENS, ids=str)
def test_text_has_a_contrast_of_seven(told: Served, tabs: Tabs, state: State) -> None:
    nothing(finding for address in TOLD for finding in contrast(visit(told, tabs, address, state)))


@pytest.mark.parametrize("state", [LIGHT, LIGHT_NARROW], ids=str)
def test_what_can_be_touched_is_large_enough(told: Served, tabs: Tabs, state: State) -> None:
    nothing(finding for address in TOLD for finding in targets(visit(told, tabs, address, state)))


def test_everything_fits_into_a_narrow_window_with_a_readers_spacing_too(told: Served, tabs: Tabs) -> None:
    found: list[Finding] = []
    for address in TOLD:
        wide = visit(told, tabs, address, LIGHT).tab.evaluate(SHOWN)
        narrow = visit(told, tabs, address, LIGHT_NARROW)
        found += [*lost(narrow, wide), *reflow(narrow), *spaced(narrow)]
    nothing(found)


def test_assistive_technology_is_told_what_each_page_is(samples: Pages) -> None:  # noqa: F811
    nothing(finding for address in TOLD for finding in structure(samples[address]))


def test_the_nu_html_checker_finds_nothing(samples: Pages, tmp_path: Path) -> None:  # noqa: F811
    for address in TOLD:
        shutil.copytree(samples.root / address[1:], tmp_path / address[1:], dirs_exist_ok=True, ignore=lambda folder, names: [name for name in names if name != "index.html"])
    shutil.copytree(samples.root / "assets", tmp_path / "assets", ignore=shutil.ignore_patterns("vendor"))
    nothing(nu(tmp_path))


def test_a_status_can_be_told_without_its_colour(told: Served, tabs: Tabs) -> None:
    """In forced colours all statuses look alike but for their words and shapes, and each shape is still drawn."""
    tab = visit(told, tabs, "/progress/", State(forced=True)).tab
    drawn = tab.evaluate(
        """() => [...document.querySelectorAll('.key .st svg *')].map(e => {
            const s = getComputedStyle(e);
            return s.fill === 'none' ? s.stroke : s.fill;
        })"""
    )
    ink = tab.evaluate("() => getComputedStyle(document.querySelector('.key .st')).color")
    assert len(drawn) == 8
    assert set(drawn) == {ink}


def test_a_board_prints_as_a_paper(told: Served, tabs: Tabs) -> None:
    """Its report and who it is for, without the list of chapters, the way to other reports, or a menu."""
    tab = visit(told, tabs, f"/boards/{BOARD}/", State(media="print")).tab
    for hidden in (".remit", "section[aria-labelledby=all-reports]", "footer nav", ".find-by"):
        assert not tab.locator(hidden).first.is_visible(), hidden
    for shown in ("h1", "#reports", "#moved", "#at-risk", "#asked", "#every-priority"):
        assert tab.locator(shown).is_visible(), shown
