"""A rule is one function: it is found, asked and listed from the day that it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages import copy_project, run

from macros.__main__ import main
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


def test_a_new_rule_is_one_function(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    with (project / "macros/plan/rules/chapters.py").open("a", encoding="utf-8") as file:
        file.write(RULE)
    said = "  words_are_few: Nobody reads more words explained than these."
    assert said in run(project, "macros", "rules").stdout.splitlines()
    told = run(project, "macros", "check").stdout.splitlines()
    assert "data/terms.yml:3:1: these are too many. Take some away." in told


def test_each_rule_is_listed_once_and_says_in_a_sentence_what_it_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    listed = [line for line in lines if line.startswith("  ")]
    assert len(listed) == len({*RULES, *FACTS}) > 40
    assert len({line.split(":")[0] for line in listed}) == len(listed)
    assert all(line.endswith(".") for line in lines), (
        "a rule or a module does not say what it holds"
    )
