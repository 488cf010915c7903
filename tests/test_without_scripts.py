"""Every page can be reached without scripts, by the Tab key: a page that can't be is found."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from macros.proof.checkers.scripts import unreached
from macros.proof.findings import WITHOUT, State
from macros.proof.pages import MISSING, Pages
from macros.proof.served import serve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser


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
