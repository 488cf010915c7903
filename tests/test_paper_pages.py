"""The papers can be read: each that is here whole on a page of its own, and every quotation leads to its paragraph."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest
from lxml import html
from pages import DAY, EDITION
from sample import SMALL, TODAY

from macros.pages.page import MacroError
from macros.pages.papers import anchor_of, place_of
from macros.pages.passages import rendered
from macros.pages.site import Site
from macros.plan.load import load_plan
from macros.plan.words import flat
from macros.proof.pages import joined, text
from macros.publish.search import parts_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

AT = "https://plan.anytown.gov.uk/"


@cache
def small() -> Site:
    """The site of the small plan."""
    return Site(load_plan(SMALL, TODAY), SMALL, AT)


@cache
def edition() -> Site:
    """The site of the third edition."""
    return Site(load_plan(EDITION, DAY), EDITION, AT)


@cache
def pages() -> dict[str, HtmlElement]:
    """The pages of the small plan, by address."""
    return {page.address: html.fromstring(whole) for page, whole in rendered(small())}


def shown(site: Site, paper: str) -> HtmlElement:
    """A paper's own page."""
    page = site.every[f"/papers/{paper}/"]
    return html.fromstring(f"<main>{site.render('paper', page, page.arguments)}</main>")


def words(element: HtmlElement) -> str:
    """The words of a paragraph or of a row: those of the paper, without the number that leads to it."""
    for link in element.xpath(".//a[starts-with(@href, '#')]"):
        link.drop_tree()
    return text(element)


@pytest.mark.parametrize("site", [small, edition])
def test_every_paragraph_of_a_whole_paper_is_on_its_page_once_to_the_letter(site: Any) -> None:
    whole = [paper for paper in site().plan.papers.values() if paper.whole]
    assert whole
    for paper in whole:
        page, said = shown(site(), paper.id), []
        for name, part in paper.parts.items():
            said += [part.heading or "", *map(flat, part.paragraphs.values())]
            for id_, one in part.paragraphs.items():
                assert words(page.get_element_by_id(f"p-{id_}")) == flat(one)
            for id_, cells in part.rows.items():
                row = page.get_element_by_id(f"t-{name}-{id_}")
                assert text(row).startswith(flat(cells[0]))
                assert row.find("th") is not None
            said += [f"Table of {part.called or part.heading}", *part.columns] if part.rows else []
            said += [flat(cell) for cells in part.rows.values() for cell in cells]
        assert words(page.find(".//article")) == joined(" ".join(said))


def test_a_row_with_more_cells_than_the_table_goes_on_in_more_lines() -> None:
    page = shown(edition(), "2021-report")
    row = page.get_element_by_id("t-appendix-3-ageing-well-frailty")
    assert row.find("th").get("rowspan") == "3"
    assert text(row.getnext()).startswith("Priority 4 -")


def test_a_row_of_one_cell_heads_those_below_it() -> None:
    row = shown(small(), "report").get_element_by_id("t-appendix-2-young-life")
    assert [(head.get("scope"), head.get("colspan")) for head in row] == [("rowgroup", "2")]
    assert "t-appendix-2-play" in [one.get("id") for one in row.getparent()]


def test_a_paper_of_which_only_passages_are_here_has_no_page() -> None:
    assert "/papers/survey/" not in pages()
    survey = small().plan.papers["survey"]
    assert place_of(survey, "walkers") == "/papers/#survey-p-walkers"
    passage = pages()["/papers/"].get_element_by_id(anchor_of(survey, "walkers"))
    assert text(passage) == survey.places["walkers"].text
    with pytest.raises(MacroError, match="survey"):
        small().render("paper", small().every["/papers/"], ("survey",))


def test_every_link_to_a_paper_leads_to_a_paragraph_that_is_there() -> None:
    found = set()
    for address, page in pages().items():
        for link in page.xpath("//main//a[contains(@href, 'papers/')]"):
            to, _, anchor = urljoin(address, link.get("href")).partition("#")
            assert not anchor or pages()[to].get_element_by_id(anchor) is not None
            found.add(anchor)
    assert {"p-3", "part-section-1", "survey-p-walkers"} - found == set()


def test_every_source_that_names_a_paragraph_is_a_link_to_it() -> None:
    shorts = "|".join(re.escape(paper.short) for paper in small().plan.papers.values())
    for address, page in pages().items():
        for caption in page.xpath("//main//figure[@class='said']/figcaption/span"):
            assert caption.find("a") is not None, address
        for link in page.xpath("//main//a"):
            link.drop_tree()
        left = re.findall(rf"(?:{shorts}), (?:paragraph|row|section|Appendix).*", text(page))
        assert left == [], address


def test_a_text_that_names_papers_leads_to_each_of_them() -> None:
    notes = edition().plan.chapters["ageing-well-frailty"].notes
    told = edition().render("all_questions", edition().every["/questions/"])
    doubt = next(note.doubt for note in notes if "(2018 report, paragraph 12)" in note.doubt)
    assert doubt in html.fromstring(told).text_content()
    assert 'href="../papers/2018-report/#p-12"' in told


def test_a_search_finds_each_part_of_a_paper_by_its_heading() -> None:
    page = small().every["/papers/report/"]
    parts = [*parts_of(small().render("paper", page, page.arguments))]
    assert [heading for _, heading, _ in parts] == [
        "What the plan is",
        "Appendix 2: Leads",
        "Appendix 3: Priorities",
    ]
    anchor, _, first = parts[0]
    assert anchor == "part-what-the-plan-is"
    assert first.startswith("Two boards looked at the chapters. The Anytown Plan")
    # What stands in tables stands on the pages of chapters too.
    assert "Ada Brown" not in "".join(text for *_, text in parts)
