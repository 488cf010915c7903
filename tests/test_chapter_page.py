"""A chapter's page begins with what a reader can do, and folds away what concerns the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pages import edit
from small import TODAY

from macros.pages.site import Site
from macros.plan.load import load_plan
from macros.proof.findings import LIGHT, State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page as Tab

    from macros.proof.pages import Pages

PLAY = "data/chapters/play.yml"
PHONE = State(width=390)


def shown(plan: Path, name: str, page: str = "chapters/play.md") -> str:
    site = Site(load_plan(plan, TODAY), plan, "https://plan.test/")
    return site.render(name, site.pages[page])


def test_the_parts_stand_in_the_order_in_which_readers_ask(samples: Pages) -> None:
    page = samples["/chapters/reading/"]
    ids = [head.get("id") for head in page.one("main").iter("h2")]
    assert ids == [
        "do-now",
        "there-is-now",
        "priorities",
        "on-this-page",
        "in-plain-words",
        "progress",
        "at-a-glance",
    ]


def test_all_parts_are_named_beside_the_text(samples: Pages) -> None:
    page = samples["/chapters/reading/"]
    links = [link.get("href") for link in page.all(".on-this-page a")]
    assert [link.partition("#")[2] for link in links] == [
        "do-now",
        "there-is-now",
        "priority-1",
        "priority-2",
        "priority-3",
        "in-plain-words",
        "progress",
        "at-a-glance",
    ]


def test_a_note_stands_on_the_chapters_page_only_if_it_changes_what_is_meant(plan: Path) -> None:
    doubt = "The report does not say which lights."
    assert doubt not in shown(plan, "chapter_priorities") + shown(plan, "chapter_closing")
    edit(plan / PLAY, "    date: 2030-01-02\n", "    date: 2030-01-02\n    meaning: true\n")
    assert doubt in shown(plan, "chapter_priorities")
    edit(plan / PLAY, "    priority: 2\n    words:\n      - the lights\n", "")
    assert doubt in shown(plan, "chapter_priorities")
    assert doubt in shown(plan, "all_questions", "questions.md")


def test_at_most_three_words_are_explained_beside_a_priority(site: Pages) -> None:
    beside = [
        len(list(part.iter("dt")))
        for page in site
        if page.address.startswith("/chapters/")
        for part in page.all(".glossary")
    ]
    assert max(beside) == 3


def test_who_the_partners_are_is_said_once_if_the_plan_says_so(plan: Path) -> None:
    assert "“The partners”" not in shown(plan, "chapter_priorities")
    edit(plan / "data/plan.yml", "\nowner:", "\npartners: the town and its schools\nowner:")
    told = "“The partners” are the town and its schools."
    assert shown(plan, "chapter_priorities").count(told) == 1


@pytest.mark.browser
def test_what_stands_beside_the_text_is_in_the_folded_part_on_a_phone_and_in_print(
    samples: Pages, new_tab: Callable[..., Tab]
) -> None:
    address = samples["/chapters/reading/"].path.as_uri()
    tab = new_tab(PHONE)
    tab.goto(address)
    folded = tab.locator(".about-chapter dl")
    assert not tab.locator(".facts").is_visible()
    assert not folded.is_visible()
    tab.locator(".about-chapter summary").click()
    assert folded.get_by_text("Board", exact=True).is_visible()
    tab.goto(address + "#changes")
    assert folded.is_visible(), "a link to what is folded opens it"


@pytest.mark.browser
def test_print_shows_what_is_folded(samples: Pages, new_tab: Callable[..., Tab]) -> None:
    tab = new_tab(LIGHT)
    tab.goto(samples["/chapters/reading/"].path.as_uri())
    tab.emulate_media(media="print")
    assert tab.locator(".about-chapter dl").bounding_box()["height"] > 0
    assert not tab.locator(".facts").is_visible()
