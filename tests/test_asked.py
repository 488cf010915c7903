"""The proof asks the search what editors say that people type, and tells of what does not lead to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small import TODAY

from macros.plan.load import load_plan
from macros.proof.asked import ASKED, TITLES, UNSEEN, Asked, asked_of, not_found

if TYPE_CHECKING:
    from pathlib import Path

QUESTIONS = (
    "- pages: [/leads/, /boards/]\n  asked:\n    - 111\n    - who leads\n  unseen: [whos boss]\n"
)


def answers(*links: str, to: int) -> list[tuple[str, list[str]]]:
    """The same answer to so many questions."""
    return [("said", [*links])] * to


def test_it_asks_each_title_and_each_question_of_the_editors(plan: Path) -> None:
    (plan / "data/searches.yml").write_text(QUESTIONS, encoding="utf-8")
    loaded = load_plan(plan, TODAY)
    asked = asked_of(loaded)
    assert [one.question for one in asked if one.kind == TITLES] == [
        chapter.title for chapter in loaded.chapters.values()
    ]
    pages = ("/leads/", "/boards/")
    assert asked[-3:] == [
        Asked("111", pages, ASKED),
        Asked("who leads", pages, ASKED),
        Asked("whos boss", pages, UNSEEN),
    ]


def test_one_of_the_pages_among_the_first_three_is_enough_and_a_word_stands_for_its_page() -> None:
    asked = [Asked("who", ("/leads/", "/words/"), TITLES)]
    assert not [*not_found(asked, answers("/a/", "/b/", "/words/#lead", to=1))]
    (finding,) = not_found(asked, answers("/a/", "/b/", "/c/", "/leads/", to=1))
    assert finding.page == "/leads/"
    assert finding.element == "\"who\" finds ['/a/', '/b/', '/c/']"
    (finding,) = not_found(asked, answers(to=1))
    assert finding.element == '"who" finds said'


@pytest.mark.parametrize(("missed", "told"), [(0, 0), (5, 0), (6, 6)])
@pytest.mark.parametrize("kind", [ASKED, UNSEEN])
def test_questions_are_told_of_once_more_than_five_in_a_hundred_fail(
    kind: str, missed: int, told: int
) -> None:
    asked = [Asked(f"question {n}", ("/leads/",), kind) for n in range(100)]
    given = [*answers("/leads/", to=100 - missed), *answers("/a/", to=missed)]
    findings = [*not_found(asked, given)]
    assert len(findings) == told
    assert all(f"(94 of 100 {kind} are)" in finding.element for finding in findings)
