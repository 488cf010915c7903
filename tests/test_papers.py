"""The papers are data: what is quoted is held to them letter by letter, and so are the plan's facts. tests/mistakes has what is refused."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from pages import DAY, EDITION, build, edit
from small import TODAY, Check, reword, said, unbound

from macros.plan.about import Sources
from macros.plan.load import load_plan, read_plan
from macros.plan.today import epoch_of
from macros.proof.pages import joined, text

if TYPE_CHECKING:
    from pathlib import Path

    from macros.proof.pages import Pages

LETTER = """title: Letter of Ada Brown
short: Letter of 1 May 2030
kind: letter
publisher: Anytown Partnership
date: 2030-05-01
parts:
  letter:
    paragraphs:
      "1": Paint all paths blue. The City Board has one chapter, Walking.
"""
UPDATE = "updates:\n  - date: 2030-05-01\n    what: It changed.\n    why: A letter says so.\n"


def add_letter(plan: Path) -> None:
    (plan / "data/papers/letter.yml").write_text(LETTER, encoding="utf-8")


def add_update(plan: Path, chapter: str) -> None:
    with (plan / f"data/chapters/{chapter}.yml").open("a", encoding="utf-8") as file:
        file.write(UPDATE)


# Quotations


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("This plan is for Anytown. More play", "preface section-1-1"),
        ("More play More walking", "preface section-1-1"),
        ('"The plan is owned\n\n    by the Anytown Partnership"', "report 3"),
        ("1. Introduction", "preface section-1"),
        ("Zoë OBrien / Ada Brown", "report appendix-2-walking-1"),
        ("Family Board", "[report 2, report boards-family]"),
    ],
)
def test_a_quotation_may_stand_anywhere_in_its_paragraph_and_layout_does_not_count(
    words: str, source: str, plan: Path, check: Check
) -> None:
    (plan / "data/quotes.yml").write_text(
        f"owner:\n  words: {words}\n  source: {source}\n", encoding="utf-8"
    )
    assert check() == (0, [])


WORDS = "[name removed] [a list, or more] [a board, a lead]"


def test_words_in_square_brackets_that_name_no_paper_stay_words(small_project: Path) -> None:
    edit(
        small_project / "data/chapters/play.yml",
        "not say which lights.",
        f"not say which {WORDS} [report 3].",
    )
    edit(small_project / "docs/chapters/walking.md", "in any weather.", f"{WORDS} [report 3].")
    pages = build(small_project, small_project / "site", SOURCE_DATE_EPOCH=epoch_of(TODAY))
    for address in ("/questions/", "/chapters/walking/"):
        shown = joined(pages[address].one("main").text_content())
        assert f"{WORDS} (2030 report, paragraph 3)." in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("reprt boards", "the paper is 'reprt'."),
        ("minutes 3", "the paper is 'minutes'."),
        ("report bords", "'report' has no paragraph 'bords'."),
        ("a board, report boards", "the paper is 'a'."),
    ],
)
def test_a_paper_that_is_named_with_a_slip_is_told(
    words: str, said: str, plan: Path, check: Check
) -> None:
    edit(plan / "data/chapters/play.yml", "not say which lights.", f"not say which [{words}].")
    assert any(f": {said}" in line for line in check()[1])


def test_a_new_paper_is_one_more_file(plan: Path, check: Check) -> None:
    add_letter(plan)
    edit(
        plan / "data/quotes.yml", "The plan is owned by the Anytown Partnership.", "Paint all paths"
    )
    edit(plan / "data/quotes.yml", "report 3", "letter 1")
    assert check() == (0, [])
    quote = load_plan(plan, TODAY).quotes["owner"]
    assert quote.source == "Letter of 1 May 2030, paragraph 1"


def test_a_paper_that_cannot_be_read_is_told_alone(plan: Path) -> None:
    edit(plan / "data/papers/report.yml", "title: Report", 'title: "Report')
    assert [line.split(":")[0] for line in said(plan)] == ["data/papers/report.yml"]


def test_a_misquotation_stops_the_build_too(plan: Path) -> None:
    edit(plan / "data/quotes.yml", "is owned by", "was owned by")
    assert not read_plan(plan, TODAY)[0].whole


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        (["15"], "2021 report, paragraph 15"),
        (["6", "8"], "2021 report, paragraphs 6 and 8"),
        (["1", "2", "3", "5"], "2021 report, paragraphs 1 to 3 and 5"),
        (["appendix-3"], "2021 report, Appendix 3"),
        (["appendix-3-carers-1", "appendix-3-carers-2"], "2021 report, row 13 of Appendix 3"),
        (["table-15-acute-care-1"], "2021 report, paragraph 15"),
        (["19", "appendix-3"], "2021 report, paragraph 19 and Appendix 3"),
    ],
)
def test_readers_are_told_of_a_paragraph_by_the_papers_short_name(
    ids: list[str], told: str
) -> None:
    assert load_plan(EDITION, DAY).papers["2021-report"].told(ids) == told


def test_a_word_names_each_of_its_papers_once(plan: Path) -> None:
    edit(
        plan / "data/terms.yml",
        "source: [report 6]",
        "source: [report 6, General knowledge, preface section-1-1, report 8]",
    )
    assert load_plan(plan, TODAY).terms["step-count"].source == (
        "2030 report, paragraphs 6 and 8",
        "General knowledge",
        "Preface, section 1",
    )


def test_readers_are_told_of_papers_that_a_text_names(site: Pages) -> None:
    page = site["/chapters/children-and-young-people/"]
    assert "review the others in draft (2021 report, paragraph 13)." in joined(
        page.one("main").text_content()
    )
    page = site["/questions/"]
    assert "(2018 report, paragraph 12). Another has" in joined(page.one("main").text_content())
    for page in site:
        assert "[2021-report" not in text(page.one("main")), page.address


# Facts


def test_facts_that_differ_keep_no_plan_from_being_compared(plan: Path, check: Check) -> None:
    edit(plan / "data/chapters/walking.yml", "title: Walking", "title: Hiking")
    assert check()[0] == 1
    assert load_plan(plan, TODAY).chapters["walking"].title == "Hiking"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Walking", "title: Hiking"),
        ("stage: whole-life", "stage: young-life"),
        ("board: town-board", "board: family-board"),
        ("leads: [zoe-obrien, ada-brown]", "leads: [ada-brown]"),
    ],
)
def test_a_chapter_that_has_moved_on_is_not_compared(
    old: str, new: str, plan: Path, check: Check
) -> None:
    edit(plan / "data/chapters/walking.yml", old, new)
    assert check()[0] == 1
    add_update(plan, "walking")
    assert check() == (0, [])


def test_a_lead_with_another_source_is_newer(plan: Path, check: Check) -> None:
    with (plan / "data/people.yml").open("a", encoding="utf-8") as file:
        file.write("jo-bell:\n  name: Jo Bell\n  source: A letter of Ada Brown\n")
    edit(plan / "data/chapters/play.yml", "leads: [ada-brown]", "leads: [jo-bell]")
    assert check() == (0, [])


def test_a_board_with_another_source_is_newer(plan: Path, check: Check) -> None:
    add_letter(plan)
    boards = plan / "data/boards.yml"
    edit(boards, "name: Town Board", "name: City Board")
    assert check()[0] == 1
    edit(boards, "words: Walking, Libraries", "words: The City Board has one chapter, Walking.")
    edit(boards, "report boards-town-1", "letter 1")
    assert check() == (0, [])


def test_a_priority_from_another_paper_is_newer(plan: Path, check: Check) -> None:
    add_letter(plan)
    chapter = plan / "data/chapters/walking.yml"
    edit(chapter, "Mend all paths.", "Paint all paths blue.")
    edit(chapter, "report appendix-3-walking-1", "letter 1")
    assert check() == (0, [])


def test_without_sources_of_facts_quotations_alone_are_held(plan: Path, check: Check) -> None:
    unbound(plan)
    edit(plan / "data/chapters/walking.yml", "title: Walking", "title: Hiking")
    edit(plan / "data/people.yml", "name: Zoë OBrien", "name: Zoe OBrien")
    status, (warning,) = check()
    assert status == 0
    assert warning.startswith("data/plan.yml:1:1: warning: nothing says where the papers have ")
    assert ": title, owner, chapters, boards, leads, priorities. Name" in warning


@pytest.mark.parametrize("facts", Sources.model_fields)
def test_facts_whose_place_nobody_names_are_told(facts: str, plan: Path, check: Check) -> None:
    path = plan / "data/plan.yml"
    sources, line = path.read_text("utf-8").split("sources:\n")
    line = re.sub(rf"^  {facts}: .*\n", "", line, count=1, flags=re.MULTILINE)
    path.write_text(f"{sources}sources:\n{line}", "utf-8")
    at = sources.count("\n") + 1
    assert check() == (
        0,
        [
            f"data/plan.yml:{at}:1: warning: nothing says where the papers have these facts, so nobody holds them to the papers: {facts}. Name the place of each under 'sources:', if a paper has it."
        ],
    )


@pytest.mark.parametrize(
    ("id_", "at", "told"),
    [
        (
            "carers",
            "data/chapters/shorter-waits.yml:2:9: ",
            "number 22 leaves a gap: no chapter has number 13",
        ),
        ("shorter-waits", "data/plan.yml:82:13: ", "'preface chapters' lists chapter 22"),
    ],
)
def test_a_chapter_that_is_gone_is_told_and_not_what_follows_for_boards(
    id_: str, at: str, told: str, tmp_path: Path
) -> None:
    shutil.copytree(EDITION / "data", tmp_path / "data")
    (tmp_path / f"data/chapters/{id_}.yml").unlink()
    found = [str(p) for p in read_plan(tmp_path, DAY)[1] if not p.warning]
    assert [line for line in found if f"is '{id_}'" not in line] == [
        line for line in found if line.startswith(at + told)
    ]
    assert sum("Put " in line and "retire it" in line for line in found) == 1


def test_an_event_whose_date_was_worked_out_says_so(plan: Path, check: Check) -> None:
    edit(plan / "data/timeline.yml", "date: Spring 2030", "date: Spring 2031")
    assert check()[0] == 1
    with (plan / "data/timeline.yml").open("a", encoding="utf-8") as file:
        file.write("  caution: The report gives no year.\n")
    assert check() == (0, [])


def test_the_words_of_a_paper_change_with_what_quotes_them_or_not_at_all(plan: Path) -> None:
    reword(plan, "Mend all paths.", "Mend each path.")
    assert said(plan) == []
    edit(plan / "data/papers/report.yml", "Mend each path.", "Mend one path.")
    (problem,) = said(plan)
    assert 'here stands "each", and the paper has "one"' in problem


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "frameworks",
            "  - words: More and better jobs\n",
            "  - words: Connected Communities.\n",
            "data/frameworks.yml:3:1: 'preface section-1-3' lists: 'More and better jobs'; 'People live long and independent lives'; 'Connected Communities.'. Give all of them, in this order.",
        ),
        (
            "frameworks",
            "https://www.england.nhs.uk/shared-decision-making/",
            "https://www.england.nhs.uk/shared-decisions/",
            "no paper has 'https://www.england.nhs.uk/shared-decisions/'.",
        ),
        (
            "chapters/population-health-and-prevention",
            "also_called: [Population Health Management]",
            "also_called: []",
            "'2021-report table-15' names 'Population Health Management', and no chapter is called that.",
        ),
        (
            "chapters/carers",
            "number: 13",
            "number: 12",
            "number 12 belongs to",
        ),
    ],
)
def test_the_third_edition_is_held_to_its_papers(
    file: str, old: str, new: str, problem: str, tmp_path: Path
) -> None:
    shutil.copytree(EDITION / "data", tmp_path / "data")
    assert [p for p in read_plan(tmp_path, DAY)[1] if not p.warning] == []
    edit(tmp_path / f"data/{file}.yml", old, new)
    assert any(problem in str(found) for found in read_plan(tmp_path, DAY)[1])
