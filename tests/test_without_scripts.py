"""Without scripts every page says the same, leads to all others, and has no control that does nothing."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from macros.proof.checkers.keyboard import walk
from macros.proof.checkers.scripts import WITHOUT, dead, same_text, searches, unreached
from macros.proof.findings import KINDS, LIGHT, Finding, State, nothing, visit
from macros.proof.pages import MISSING, Pages
from macros.proof.served import Served, serve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser


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
def four_pages(site: Pages, tmp_path: Path) -> Path:
    """A site of four pages, all of which can be reached."""
    for address in ("", "contact/", "privacy/", "other-formats/"):
        (tmp_path / address).mkdir(exist_ok=True)
        shutil.copy(site.root / address / "index.html", tmp_path / address)
    shutil.copy(site.root / MISSING[1:], tmp_path)
    shutil.copytree(site.root / "assets", tmp_path / "assets")
    return tmp_path


def test_a_page_that_no_link_leads_to_is_found(
    four_pages: Path, tabs: Callable[[State], Tab]
) -> None:
    with serve(Pages(four_pages)) as served:
        assert [*unreached(served, tabs(WITHOUT))] == []
    shutil.copytree(four_pages / "contact", four_pages / "orphan")
    with serve(Pages(four_pages)) as served:
        assert [finding.page for finding in unreached(served, tabs(WITHOUT))] == ["/orphan/"]


def test_a_page_whose_only_links_the_tab_key_passes_over_is_found(
    four_pages: Path, tabs: Callable[[State], Tab]
) -> None:
    for file in four_pages.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        file.write_text(
            re.sub(r'(<a )(?=[^>]*href="[^"]*other-formats/")', r'\1tabindex="-1" ', text),
            encoding="utf-8",
        )
    with serve(Pages(four_pages)) as served:
        assert [finding.page for finding in unreached(served, tabs(WITHOUT))] == ["/other-formats/"]
