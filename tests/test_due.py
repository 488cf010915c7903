"""What is due is told to those who look after it: confirmations, reviews, reports and answers, in lists and in calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pages import edit
from programs import git
from small import TODAY

from macros.__main__ import main
from macros.pages.html import passages_of
from macros.pages.site import Site
from macros.plan.load import load_plan

if TYPE_CHECKING:
    from pathlib import Path

WALKING = "data/chapters/walking.yml"


def confirm(root: Path, day: str, role: str = "Chapter lead") -> None:
    """Do as the recipe says: add the line to a chapter."""
    edit(root / WALKING, "status:", f"confirmed: {{date: {day}, role: {role}}}\nstatus:")


def change(root: Path, day: str) -> None:
    """Tell readers that the chapter has changed."""
    with (root / WALKING).open("a", encoding="utf-8") as file:
        file.write(
            f"updates: [{{date: {day}, what: The paths are new., why: They were mended.}}]\n"
        )


# Looked at, still right


def told_of_walking(root: Path) -> str:
    """What the chapter's page says below its text, in words."""
    site = Site(load_plan(root, TODAY), root, "https://plan.example.org/")
    html = site.render("chapter_closing", site.pages["chapters/walking.md"])
    return " ".join(passages_of(html))


def test_a_page_that_nobody_has_confirmed_says_so(plan: Path) -> None:
    assert "Nobody has confirmed this since it was published here." in told_of_walking(plan)


@pytest.mark.parametrize(
    ("role", "who"), [("Chapter lead", "a chapter lead"), ("Editor", "an editor")]
)
def test_a_page_says_when_and_in_what_role_somebody_found_it_right(
    plan: Path, role: str, who: str
) -> None:
    confirm(plan, "2030-05-20", role)
    said = told_of_walking(plan)
    assert f"Confirmed on 20 May 2030 by {who}: looked at, and still right." in said
    assert "Nobody has confirmed" not in said


def test_what_was_confirmed_before_it_changed_does_not_pass_for_right(plan: Path) -> None:
    confirm(plan, "2030-05-20")
    change(plan, "2030-05-21")
    said = told_of_walking(plan)
    assert "Confirmed on 20 May 2030 by a chapter lead, before the change of 21 May 2030." in said
    assert "still right" not in said


def test_what_changed_on_the_day_or_on_every_page_does_not_count(plan: Path) -> None:
    confirm(plan, "2030-05-20")
    change(plan, "2030-05-20")
    with (plan / "data/updates.yml").open("a", encoding="utf-8") as file:
        file.write("- {date: 2030-05-25, what: It is blue., why: It was red., about: [all]}\n")
    assert "still right" in told_of_walking(plan)


def test_a_confirmation_is_a_change_that_is_told_and_asks_for_no_update(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(plan, "init", "--quiet")
    git(plan, "add", "data", "docs", "mkdocs.yml")
    git(plan, "commit", "--quiet", "-m", "First")
    confirm(plan, "2030-05-20")

    def said(*arguments: str) -> str:
        assert main(["--root", str(plan), *arguments, "--today", str(TODAY)]) == 0
        return capsys.readouterr().out

    assert "no update tells readers" not in said("check", "--base", "HEAD")
    assert "Walking: the confirmation is added" in said("changes", "--base", "HEAD")
    assert "confirmation" not in said("changes", "--base", "HEAD", "--draft")
