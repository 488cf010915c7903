"""What stands in data/ and comes before no reader is told, as a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pages import edit

if TYPE_CHECKING:
    from pathlib import Path

    from small import Check

# A kind of file, an entry that nothing names, and where that is told.
ENTRIES = {
    "people": ("jo-smith:\n  name: Jo Smith\n", "no chapter names the person 'jo-smith'."),
    "quotes": (
        "mend:\n  words: Mend all paths.\n  source: report appendix-3-walking-1\n",
        "no page shows the quotation 'mend'.",
    ),
    "terms": (
        "milestone:\n  term: Milestone\n  plain: A stone beside a road.\n  source: [report 6]\n",
        "no chapter explains, and no text uses, the word 'milestone'.",
    ),
    "boards": (
        "tree-board:\n  name: Tree Board\n  kind: partnership-board\n  summary: It plants trees.\n  intro: It plants trees.\n  words: Mend all paths.\n  source: report appendix-3-walking-1\n",
        "no chapter names the board 'tree-board'.",
    ),
    "stages": (
        "old-life:\n  number: 3\n  name: Old Life\n  life_stage: false\n  summary: The last years.\n  intro: These are about all.\n  as_written: []\n",
        "no chapter names the group 'old-life'.",
    ),
}


def add(plan: Path, part: str, entry: str) -> int:
    """Add an entry to the end of a file: the line where it begins."""
    path = plan / f"data/{part}.yml"
    text = path.read_text("utf-8")
    path.write_text(text + entry, "utf-8")
    pages = {"boards": "boards/tree-board", "stages": "old-life"}
    if page := pages.get(part):
        macro = "board" if part == "boards" else "stage"
        (plan / f"docs/{page}.md").write_text(f"{{{{ {macro}() }}}}\n", "utf-8")
    return text.count("\n") + 1


@pytest.mark.parametrize("part", ENTRIES)
def test_an_entry_that_nothing_names_is_told_at_its_line(
    part: str, plan: Path, check: Check
) -> None:
    entry, told = ENTRIES[part]
    line = add(plan, part, entry)
    status, lines = check()
    mine = [one for one in lines if told in one]
    assert [one.split(" ")[0] for one in mine] == [f"data/{part}.yml:{line}:1:"]
    assert status == 0


def test_one_that_a_page_a_text_or_another_entry_names_is_not(plan: Path, check: Check) -> None:
    add(plan, "people", ENTRIES["people"][0])
    add(plan, "quotes", ENTRIES["quotes"][0])
    add(plan, "terms", ENTRIES["terms"][0])
    edit(plan / "data/chapters/play.yml", "leads: [", "leads: [jo-smith, ")
    contact = plan / "docs/contact.md"
    contact.write_text(
        contact.read_text("utf-8") + '\nThere are\nmilestones.\n\n{{ quote("mend") }}\n', "utf-8"
    )
    assert not [line for line in check()[1] if "left over" in line]


def test_a_paper_that_nothing_quotes_is_told_too(plan: Path, check: Check) -> None:
    paper = (plan / "data/papers/report.yml").read_text("utf-8")
    head = paper.partition("parts:")[0]
    (plan / "data/papers/letter-2.yml").write_text(
        head.replace("short: ", "short: Second ").replace("title: ", "title: Second ")
        + "parts:\n  body:\n    paragraphs:\n      a: Nobody quotes this.\n",
        "utf-8",
    )
    found = [line for line in check()[1] if "letter-2" in line]
    assert found == [
        "data/papers/letter-2.yml:1:1: warning: nothing quotes the paper 'letter-2'. Take the file away if it is left over."
    ]
