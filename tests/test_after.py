"""A chapter says what its reader can do now and what there is now, apart from the plan, each line with its source and date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from small import TODAY

from macros.pages.site import Site
from macros.plan.load import load_plan
from macros.proof.pages import Page, Pages, text

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement
    from small import Check

ROW = {
    "subject": "who",
    "now": "There is a new board.",
    "source": "https://www.anytown.gov.uk/boards/new",
    "read": "2030-05-02",
    "checked": "not yet",
    "review": "2035-01-02",
}
DATES = ("source", "read", "checked", "review")
TO_DO = {"do": "Walk to the park.", "help": "emergency", "chapters": ["all"]}


def write(root: Path, name: str, *entries: dict[str, Any]) -> None:
    """Write these entries into a file of data/, and no others."""
    held = [
        yaml.safe_dump({f"entry-{n}": one}, sort_keys=False) for n, one in enumerate(entries, 1)
    ]
    (root / f"data/{name}.yml").write_text("".join(held), "utf-8")


def lines(page: Page, heading: str) -> list[str]:
    """The lines under a heading of the box on a chapter's page."""
    return [said(item) for item in page.all(f".now #{heading} + ul li")]


def said(element: HtmlElement) -> str:
    """The text of an element; an icon at the end of a link takes no room in it."""
    return re.sub(r" (?=[:,;.])|(?<=\() ", "", text(element))


# On a chapter


def test_a_chapter_says_what_you_can_do_now_and_what_there_is_now_of_its_subject_first(
    samples: Pages,
) -> None:
    page = samples["/chapters/play/"]
    assert lines(page, "do-now") == [
        "Call when somebody is hurt outdoors. Emergency services: call 999 (NHS website, checked 2 January 2030)",
        "Find a park near you. example.org (anytown.gov.uk, checked 12 January 2032)",
        "Ask when the next play day is. (anytown.gov.uk, read 10 January 2032)",
    ]
    assert lines(page, "there-is-now") == [
        "The county has a play strategy for 2032 to 2036. (anytown.gov.uk, no date, read 10 January 2032)",
        "Since January 2032: One council for the whole county looks after streets and parks. (anytown.gov.uk, checked 12 January 2032)",
    ]
    assert lines(samples["/chapters/trees/"], "there-is-now")[0] == (
        "Looked for and not found: a strategy for the county’s trees. (10 January 2032)"
    )


def test_the_box_says_that_it_is_not_from_the_plan_and_stands_before_what_was_planned(
    samples: Pages,
) -> None:
    for page in samples.chapters:
        box = page.one("section.now")
        assert text(box).startswith("Not from the plan What you can do now"), page.address
        after = [heading.get("id") for heading in box.xpath("following::h2")]
        assert "priorities" in after, page.address
        assert page.target(box.cssselect("p a")[-1]) == samples.at("/editions/")


def test_what_the_partners_own_pages_add_stands_outside_the_box(samples: Pages) -> None:
    page = samples["/chapters/play/"]
    adds = "The boards’ own web page on play says which hours were meant."
    assert adds in text(page.one("main"))
    assert adds not in text(page.one("section.now"))


def test_without_such_lines_a_chapter_has_no_box(site: Pages) -> None:
    assert not [page.address for page in site.chapters if page.all(".now")]


# On the page What came after


def test_the_page_has_all_by_subject_with_the_chapters_that_it_bears_on(samples: Pages) -> None:
    page = samples["/editions/"]
    headings = [text(heading) for heading in page.all("h2[id^=on-]")]
    assert headings == [
        "Who does the work",
        "Plans for the county and the region",
        "Subject by subject",
        "Changes in all of England",
        "The partnership’s own web pages",
    ]
    assert said(page.one("#joint-council")) == (
        "Before: The Sample Streets and Parks Board. After, since January 2032: One council for the whole county"
        " looks after streets and parks. Nobody knows yet who sits on it. For every chapter."
        " Source: anytown.gov.uk, checked 12 January 2032."
    )
    assert said(page.one("#tree-strategy")) == (
        "Looked for and not found: a strategy for the county’s trees."
        " For chapters Trees; Allotments. Looked for on 10 January 2032."
    )
    assert text(page.one("#law")).endswith("read 10 January 2032. Not checked yet.")


def test_a_plan_without_entries_says_so(plan: Path) -> None:
    site = Site(load_plan(plan, TODAY), plan, "https://plan.anytown.gov.uk/")
    assert "Nothing has been entered yet." in site.render(
        "what_came_after", site.pages["editions.md"]
    )


# What an editor is told


def told(check: Check) -> list[str]:
    """What the check says of the two files, errors and warnings."""
    return [
        line.partition("warning: ")[2] or line
        for line in check()[1]
        if re.search("after.yml|do-now.yml", line)
    ]


@pytest.mark.parametrize(
    ("count", "message"),
    [(1, "1 line in data/do-now.yml say"), (2, ""), (5, ""), (6, "6 lines in data/do-now.yml say")],
)
def test_a_chapter_has_two_to_five_lines_of_what_to_do(
    plan: Path, check: Check, count: int, message: str
) -> None:
    write(plan, "do-now", *[TO_DO] * count)
    found = told(check)
    assert len(found) == (3 if message else 0)
    assert all(line.startswith(message) for line in found)
    assert all(line.endswith("Let it be 2 to 5.") for line in found)


def test_a_chapter_without_any_is_told_of_alone(plan: Path, check: Check) -> None:
    write(plan, "do-now", *[TO_DO | {"chapters": ["play", "walking"]}] * 2)
    assert told(check) == [
        "no lines in data/do-now.yml say what a reader of 'libraries' can do now. Let it be 2 to 5."
    ]


def test_a_box_that_nobody_would_read_to_its_end_is_told_of(plan: Path, check: Check) -> None:
    write(plan, "after", *[ROW | {"chapters": ["play"]}] * 4)
    assert [line.partition(".")[0] for line in told(check)] == ["4 entries in data/after"]
    long = " ".join(["There is a new board."] * 19)
    write(plan, "after", ROW | {"chapters": ["play"], "now": long, "more": long})
    assert [line.partition(" in ")[0] for line in told(check)] == ["95 words"]


@pytest.mark.parametrize("name", ["after", "do-now"])
def test_a_review_that_has_passed_and_a_check_to_come_are_told_of(
    plan: Path, check: Check, name: str
) -> None:
    entry = ROW if name == "after" else TO_DO | {key: ROW[key] for key in DATES}
    write(plan, name, entry | {"review": "2030-05-31", "checked": "2030-06-02"})
    found = [line for line in check()[1] if line.startswith(f"data/{name}.yml")]
    assert [line.split("warning: ")[1][:30] for line in found] == [
        "2030-06-02 is still to come. W",
        "the review was due on 31 May 2",
    ]


@pytest.mark.parametrize(
    "address",
    ["https://www.nhs.uk/page/", "https://www.nhs.uk/a.aspx?ID=1", "https://www.nhs.uk/?id=2"],
)
def test_one_page_of_a_website_is_a_source(plan: Path, check: Check, address: str) -> None:
    write(plan, "after", ROW | {"source": address})
    assert told(check) == []
