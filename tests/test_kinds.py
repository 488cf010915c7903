"""The pages on which the slow checks run are one of each kind: a new kind of page is not left out unnoticed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pages import DAY, EDITION

from macros.pages.site import Made, Site
from macros.plan.load import load_plan
from macros.proof.findings import KINDS
from macros.proof.pages import SITE_URL, Page, Pages

if TYPE_CHECKING:
    from collections.abc import Iterator

GROUP = re.compile(r" ?\bgroup-[1-5]\b")  # the colour of its group is on many kinds of pages


def parts(site: Site, page: Page) -> Iterator[tuple[str, str, str]]:
    """What makes a page what it is: its template with each of its macros, and what a page made from data belongs to."""
    template = GROUP.sub("", page.one("main").get("class", ""))
    if not site.has_page(page.address):
        yield template, "", ""
        return
    made = site.page_at(page.address)
    if isinstance(made, Made):
        yield template, made.macro, type(made.of).__name__
        return
    for name in re.findall(
        r"^\{\{ *(\w+)", (site.docs / made.file).read_text(encoding="utf-8"), re.MULTILINE
    ) or [""]:
        yield template, name, ""


def unlisted(site: Site, pages: Pages, kinds: tuple[str, ...]) -> list[str]:
    """Pages that have a part which no page in `kinds` has."""
    seen = {part for address in kinds for part in parts(site, pages[address.partition("?")[0]])}
    return [
        f"{page.address}: {part}"
        for page in pages
        for part in parts(site, page)
        if part not in seen
    ]


def test_every_kind_of_page_is_among_those_that_are_looked_at_closely(site: Pages) -> None:
    plan = Site(load_plan(EDITION, DAY), EDITION, SITE_URL)
    assert not (found := unlisted(plan, site, KINDS)), (
        f"add one of each kind to KINDS in tests/findings.py: {found}"
    )


def test_a_kind_that_is_left_out_is_found(site: Pages) -> None:
    plan = Site(load_plan(EDITION, DAY), EDITION, SITE_URL)
    for left_out in (
        "/words/",
        "/boards/acute-care/",
        "/partners/plan/",
        "/partners/living-well/",
        "/have-your-say/carers/",
        "/404.html",
        "/about/introduction/",
    ):
        found = unlisted(plan, site, tuple(address for address in KINDS if address != left_out))
        assert any(line.startswith(f"{left_out}: ") for line in found), left_out
