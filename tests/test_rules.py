"""A rule is one function: it is found, asked and listed from the day that it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages import copy_project, run

from macros.__main__ import main
from macros.pages import rules as of_pages
from macros.plan.rules import FACTS, RULES

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

# What a developer writes for a new rule.
RULE = '''

@rule
def words_are_few(loaded: Loaded) -> Problems:
    """Nobody reads more words explained than these."""
    if len(loaded.entries["terms"]) > 3:
        yield loaded.sources["terms"].problem((), "these are too many. Take some away.")
'''
# The same for a rule of pages.
PAGE_RULE = '''

@page_rule
def pages_are_few_lines(text: Text, _: Texts) -> Problems:
    """Nobody scrolls further than this."""
    if len(text.content.lines) > 30:
        yield text.problem(31, 1, "this is too far down. Shorten the page.")
'''


def test_a_new_rule_is_one_function(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    with (project / "macros/plan/rules/chapters.py").open("a", encoding="utf-8") as file:
        file.write(RULE)
    with (project / "macros/pages/rules/markup.py").open("a", encoding="utf-8") as file:
        file.write(PAGE_RULE)
    listed = run(project, "macros", "rules").stdout.splitlines()
    assert "  words_are_few: Nobody reads more words explained than these." in listed
    assert "  pages_are_few_lines: Nobody scrolls further than this." in listed
    told = run(project, "macros", "check").stdout.splitlines()
    assert "data/terms.yml:3:1: these are too many. Take some away." in told
    assert "docs/privacy.md:31:1: this is too far down. Shorten the page." in told


def test_each_rule_is_listed_once_and_says_in_a_sentence_what_it_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    listed = [line for line in lines if line.startswith("  ")]
    pages = {*of_pages.PAGE_RULES, *of_pages.RULES}
    assert len(listed) == len({*RULES, *FACTS, *pages}) > 70
    assert len({line.split(":")[0] for line in listed}) == len(listed)
    assert all(line.endswith(".") for line in lines), (
        "a rule or a module does not say what it holds"
    )
