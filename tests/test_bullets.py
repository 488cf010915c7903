"""A priority may have bullets: in the plan's words, where the paper has them, and in the site's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html
from pages import edit
from small import TODAY

from macros.pages.english import sentences_of
from macros.pages.site import Site
from macros.plan.changes import changes
from macros.plan.load import load_plan

if TYPE_CHECKING:
    from pathlib import Path

    from small import Check

PLAY = "data/chapters/play.yml"
WORDS = "      - Build two play areas.\n"
BULLETS = "      - 'Build:'\n      - - two play areas\n        - one quiet room\n"
PLAIN = "    plain: The partners planned two new places.\n"
OWN = '    plain:\n      - The partners planned two kinds of places.\n      - - Two were for play.\n        - One was "quiet".\n'


@pytest.fixture
def bulleted(plan: Path) -> Path:
    """The small plan with bullets in a priority, and in the paper that it quotes."""
    edit(plan / PLAY, WORDS, BULLETS)
    edit(plan / PLAY, PLAIN, OWN)
    edit(
        plan / "data/papers/report.yml",
        "      play: [1. Play, Build two play areas., Keep the lights on until eight.]\n",
        "      play:\n        - 1. Play\n        - - 'Build:'\n          - [two play areas, one quiet room]\n        - Keep the lights on until eight.\n",
    )
    return plan


def test_bullets_are_shown_as_a_list_wherever_the_priority_is(bulleted: Path, check: Check) -> None:
    assert check() == (0, [])
    site = Site(load_plan(bulleted, TODAY), bulleted, "https://plan.test/")
    quoted = "<p>Build:</p>\n<ul>\n<li>two play areas</li>\n<li>one quiet room</li>\n</ul>"
    shown = site.render("chapter_priorities", site.pages["chapters/play.md"])
    assert quoted in shown
    assert quoted in site.render("all_priorities", site.pages["priorities.md"])
    section = html.fromstring(f"<div>{shown}</div>").get_element_by_id("priority-1")
    assert [item.text for item in section.findall("ul/li")] == [
        "Two were for play.",
        "One was “quiet”.",
    ]


def test_bullets_are_plain_sentences_with_places_of_their_own(bulleted: Path) -> None:
    site = Site(load_plan(bulleted, TODAY), bulleted, "https://plan.test/")
    told = {one.text: one.line for one in sentences_of(site, site.pages["chapters/play.md"])}
    lines = (bulleted / PLAY).read_text(encoding="utf-8").split("\n")
    for words in ("Two were for play.", 'One was "quiet".'):
        assert words in lines[told[words] - 1]


def test_readers_of_changes_are_told_of_a_bullet_that_changes(bulleted: Path) -> None:
    before = load_plan(bulleted, TODAY)
    edit(bulleted / PLAY, "Two were for play.", "Two were for games.")
    [change] = changes(before, load_plan(bulleted, TODAY))
    assert "the plain words of priority 1" in str(vars(change))
    assert "Two were for play." in str(change.before)
    assert "Two were for games." in str(change.after)
