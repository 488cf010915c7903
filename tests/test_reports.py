"""Highlight reports: what follows from them, what must not change, and what is asked for in vain. See also test_mistakes.py."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pages import edit
from programs import git
from small import unbound

from macros.__main__ import main
from macros.plan.base import as_typed
from macros.plan.drafts import as_yaml, begun
from macros.plan.load import load_plan, read_plan
from macros.plan.quarters import Quarter
from macros.plan.report import STATUSES
from macros.plan.sheets import as_sheet
from macros.plan.source import read_yaml

# The small plan's priorities run from April 2030 to March 2031.
LATER = date(2031, 2, 1)
TEXT = """\
reported_by: Head of play
date: {date}
chapters:
  - chapter: play
    priorities:
      - number: 1
        status: {first}
        progress: The first of two places is being built.
      - number: 2
        status: {second}
        progress: The work goes on as it can.
"""
Write = Callable[..., Path]


@pytest.fixture
def write(plan: Path) -> Write:
    """Put a report of the Family Board into the small plan. Returns its file."""

    def put(
        quarter: str,
        first: str = "on-track",
        second: str = "on-track",
        more: str = "",
        received: str = "",
    ) -> Path:
        file = plan / f"data/highlight-reports/{quarter}/family-board.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = TEXT.format(date=Quarter.read(quarter).next.first, first=first, second=second) + more
        file.write_text(f"received: {received}\n{text}" if received else text, encoding="utf-8")
        return file

    return put


def problems(root: Path, today: date = LATER) -> list[str]:
    """The errors in the data of a plan."""
    return [str(problem) for problem in read_plan(root, today)[1] if not problem.warning]


# Quarters


def test_a_quarter_is_three_months_of_a_calendar_year() -> None:
    names = [Quarter(2021, n).name for n in (1, 2, 3, 4)]
    assert names == [
        "January to March 2021",
        "April to June 2021",
        "July to September 2021",
        "October to December 2021",
    ]
    assert [Quarter(2024, n).last for n in (1, 2, 3, 4)] == [
        date(2024, 3, 31),
        date(2024, 6, 30),
        date(2024, 9, 30),
        date(2024, 12, 31),
    ]


def test_a_quarter_knows_the_one_before_the_one_after_and_its_days() -> None:
    quarter = Quarter.read("2021-Q4")
    assert (str(quarter.next), str(quarter.before), str(quarter.next.before)) == (
        "2022-Q1",
        "2021-Q3",
        "2021-Q4",
    )
    assert all(Quarter.of(day) == quarter for day in (date(2021, 10, 1), date(2021, 12, 31)))
    assert Quarter(2021, 4) < Quarter(2022, 1) < Quarter(2022, 2)


@pytest.mark.parametrize(
    "text",
    ["2021-Q5", "2021-Q0", "2021-q4", "2021Q4", "21-Q4", "2021-4", "2021-Q4 ", "", "../2021-Q4"],
)
def test_nothing_else_is_a_quarter(text: str) -> None:
    with pytest.raises(ValueError, match="2021-Q4 is October to December 2021"):
        Quarter.read(text)


# What follows


def test_without_reports_nothing_is_known(plan: Path) -> None:
    loaded = load_plan(plan, LATER)
    chapter = loaded.chapters["play"]
    assert not loaded.reports
    assert loaded.reports.quarter is None
    assert loaded.reports.status(chapter, chapter.priorities[0]).word == "No report"


def test_the_status_of_a_priority_is_that_of_the_latest_report_and_its_history_stays(
    plan: Path, write: Write
) -> None:
    write("2030-Q3", "complete", "off-track")
    write("2030-Q2", "at-risk", "on-track")
    loaded = load_plan(plan, LATER)
    chapter = loaded.chapters["play"]
    first, second = chapter.priorities
    assert (
        loaded.reports.status(chapter, first).id,
        loaded.reports.status(chapter, second).id,
    ) == ("complete", "off-track")
    assert [
        (str(step.report.quarter), step.status.id) for step in loaded.reports.steps(chapter, 1)
    ] == [("2030-Q2", "at-risk"), ("2030-Q3", "complete")]
    assert loaded.reports.step(chapter, 1, until=Quarter(2030, 2)).status.id == "at-risk"
    assert loaded.reports.step(chapter, 1, until=Quarter(2030, 1)) is None


def test_a_quarter_with_nothing_to_tell_leaves_the_status_as_it_was(
    plan: Path, write: Write
) -> None:
    write("2030-Q2", "at-risk")
    file = write("2030-Q3")
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text[: text.index("    priorities:")] + "    nothing: The lead was away all summer.\n",
        encoding="utf-8",
    )
    loaded = load_plan(plan, LATER)
    chapter = loaded.chapters["play"]
    assert loaded.reports.status(chapter, chapter.priorities[0]).id == "at-risk"
    assert loaded.reports.of_chapter(chapter)[-1][1].nothing == "The lead was away all summer."


def test_every_status_has_a_word_and_a_meaning_of_its_own() -> None:
    assert set(STATUSES) == {
        "not-started",
        "on-track",
        "at-risk",
        "off-track",
        "complete",
        "on-hold",
        "changed",
    }
    assert (
        len({status.word for status in STATUSES.values()})
        == len({status.means for status in STATUSES.values()})
        == 7
    )


def test_what_was_complete_is_opened_again_with_a_reason(plan: Path, write: Write) -> None:
    write("2030-Q2", "complete")
    file = write("2030-Q3", "on-track")
    assert ["without a reason" in problem for problem in problems(plan)] == [True]
    edit(
        file,
        "The first of two places is being built.",
        "The swing broke.\n        reopened: The swing broke in a storm.",
    )
    assert problems(plan) == []


def test_a_change_that_the_board_agreed_to_stands(plan: Path, write: Write) -> None:
    more = "    requests:\n      - priority: 1\n        what: Build one place.\n        why: There is no more money.\n        decision: agreed\n        decided: 2030-07-20\n"
    write("2030-Q2", more=more)
    write("2030-Q3", "changed")
    assert problems(plan) == []


def test_a_chapter_that_came_later_is_not_missed_before(plan: Path, write: Write) -> None:
    unbound(plan)
    write("2030-Q2")
    edit(plan / "data/chapters/walking.yml", "board: town-board", "board: family-board")
    edit(plan / "data/chapters/play.yml", "related:", "documents: []\nrelated:")
    assert ["'walking' of this board is missing" in problem for problem in problems(plan)] == [True]
    edit(
        plan / "data/chapters/walking.yml",
        "board: family-board",
        "board: family-board\nreported_from: 2030-Q3",
    )
    assert problems(plan) == []


AGREED = """\
  - number: 3
    heading: Mend the swings
    plain: The partners planned to mend the swings.
    words:
      - Mend the swings in every park.
    source: letter 1
"""
LETTER = """\
title: Letter on the swings
short: Letter of 1 July 2030
kind: letter
publisher: Anytown Partnership
date: 2030-07-01
parts:
  letter:
    paragraphs:
      "1": Mend the swings in every park.
"""


def agree(plan: Path, more: str = "") -> None:
    """Give Play a third priority, which a letter brought."""
    (plan / "data/papers/letter.yml").write_text(LETTER, encoding="utf-8")
    edit(plan / "data/chapters/play.yml", "related:", f"{AGREED}{more}related:")


def test_a_priority_that_was_agreed_later_is_not_missed_before(plan: Path, write: Write) -> None:
    """A report that the board received may not change, so what is agreed today must not break it."""
    write("2030-Q2", received="2030-07-20")
    later = write("2030-Q3")
    agree(plan)
    assert ["priority 3 of 'play' is missing" in problem for problem in problems(plan)] == [
        True,
        True,
    ]
    edit(plan / "data/chapters/play.yml", "number: 3\n", "number: 3\n    reported_from: 2030-Q3\n")
    assert [problem.partition(":")[0] for problem in problems(plan)] == [
        "data/highlight-reports/2030-Q3/family-board.yml"
    ]
    edit(
        later,
        "The work goes on as it can.",
        "The work goes on as it can.\n      - number: 3\n        status: on-track\n        progress: Two swings are mended.",
    )
    assert problems(plan) == []


def test_a_new_report_asks_for_a_priority_from_the_quarter_in_which_it_was_agreed(
    plan: Path,
) -> None:
    agree(plan, "    reported_from: 2030-Q3\n")
    loaded = load_plan(plan, LATER)
    board = loaded.boards["family-board"]
    for quarter, numbers in ((Quarter(2030, 2), ["1", "2"]), (Quarter(2030, 3), ["1", "2", "3"])):
        data = begun(loaded, board, quarter)
        assert [entry["number"] for entry in data["chapters"][0]["priorities"]] == numbers
        sheet = load_workbook(io.BytesIO(as_sheet(loaded, board, quarter, data)))["Priorities"]
        assert [row[1].value for row in sheet.iter_rows(min_row=2)] == numbers


def test_a_report_may_tell_of_a_priority_before_it_has_to(plan: Path, write: Write) -> None:
    file = write("2030-Q2")
    edit(plan / "data/chapters/play.yml", "number: 2\n", "number: 2\n    reported_from: 2030-Q3\n")
    assert problems(plan) == []
    loaded = load_plan(plan, LATER)
    sheet = load_workbook(
        io.BytesIO(
            as_sheet(
                loaded,
                loaded.boards["family-board"],
                Quarter(2030, 2),
                read_yaml(file, "it")[0].data,
            )
        )
    )["Priorities"]
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == ["On track", "On track"]


def test_a_board_may_go_on_telling_of_what_it_handed_on_until_then(
    plan: Path, write: Write
) -> None:
    unbound(plan)
    write("2030-Q2")
    edit(
        plan / "data/chapters/play.yml",
        "board: family-board",
        "board: town-board\nreported_from: 2030-Q3",
    )
    edit(
        plan / "data/chapters/walking.yml",
        "board: town-board",
        "board: family-board\nreported_from: 2030-Q3",
    )
    assert problems(plan) == []
    write("2030-Q3")
    found = problems(plan)
    assert any(
        "'play' is not a chapter of this board: it belongs to 'town-board'" in problem
        for problem in found
    )


def test_a_report_of_part_of_a_quarter_may_come_before_its_end(plan: Path, write: Write) -> None:
    file = write("2030-Q2")
    edit(file, "date: 2030-07-01", "date: 2030-06-10\nperiod_to: 2030-06-10")
    assert problems(plan, date(2030, 6, 12)) == []
    assert problems(plan, date(2030, 6, 9)) != []


# Due and missed


def test_a_report_is_due_when_its_quarter_has_ended_and_missed_when_the_next_has_too(
    plan: Path, write: Write
) -> None:
    def awaited(today: date) -> tuple[list[str], list[str]]:
        loaded = load_plan(plan, today)
        board = loaded.boards["family-board"]
        return [str(q) for q in loaded.reports.due(board)], [
            str(q) for q in loaded.reports.missed(board)
        ]

    assert awaited(date(2030, 6, 30)) == ([], [])
    assert awaited(date(2030, 7, 1)) == (["2030-Q2"], [])
    assert awaited(date(2030, 9, 30)) == (["2030-Q2"], [])
    assert awaited(date(2030, 10, 1)) == (["2030-Q3"], ["2030-Q2"])
    write("2030-Q2")
    assert awaited(date(2030, 10, 1)) == (["2030-Q3"], [])


def test_nothing_is_due_before_the_priorities_begin_or_after_they_end(plan: Path) -> None:
    for today in (date(2030, 3, 31), date(2031, 4, 1), date(2035, 1, 1)):
        found, _ = read_plan(plan, today)
        assert not found.reports.in_force
        assert not any(
            found.reports.due(board) or found.reports.missed(board)
            for board in found.boards.values()
        )
    assert read_plan(plan, date(2031, 3, 31))[0].reports.in_force


def test_a_quarter_that_begins_before_the_priorities_is_not_missed(plan: Path) -> None:
    edit(plan / "data/plan.yml", "priorities_from: 2030-04", "priorities_from: 2030-05")
    loaded = load_plan(plan, date(2030, 10, 1))
    board = loaded.boards["family-board"]
    assert [str(q) for q in loaded.reports.due(board)] == ["2030-Q3"]
    assert loaded.reports.missed(board) == []
    before = load_plan(plan, date(2030, 7, 1))
    assert before.reports.in_force
    assert before.reports.due(board) == []


def test_nothing_is_due_to_an_executive(plan: Path) -> None:
    """2021 report, paragraph 19: "to the relevant Partnership Board on a three-month basis"."""
    loaded = load_plan(plan, date(2030, 12, 1))
    assert loaded.reports.due(loaded.boards["family-board"])
    assert loaded.reports.missed(loaded.boards["family-board"])
    boards = plan / "data/boards.yml"
    text = boards.read_text(encoding="utf-8")
    head, tail = text.split("family-board:", 1)
    boards.write_text(
        f"{head}family-board:{tail.replace('kind: partnership-board', 'kind: executive', 1)}",
        encoding="utf-8",
    )
    loaded = load_plan(plan, date(2030, 12, 1))
    assert loaded.boards["family-board"].kind == "executive"
    assert (
        loaded.reports.due(loaded.boards["family-board"])
        == loaded.reports.missed(loaded.boards["family-board"])
        == []
    )


# A report to be filled in


def test_a_new_report_reminds_of_the_requests_that_wait(plan: Path, write: Write) -> None:
    asked = "    requests:\n      - priority: 1\n        what: Build one place.\n        why: >-\n          There is no more money, and there will be none for as long as anyone can see from here.\n"
    write(
        "2030-Q2",
        more=asked.replace("Build one place.", "Ask for more.")
        + "      - what: Begin it again.\n        why: It was not good.\n        decision: refused\n        decided: 2030-07-20\n",
    )
    write(
        "2030-Q3",
        more=f"{asked}      - what: Begin it anew.\n        why: It was not good.\n        decision: agreed\n        decided: 2030-10-20\n",
    )
    loaded = load_plan(plan, LATER)
    board, quarter = loaded.boards["family-board"], Quarter(2030, 4)
    data = begun(loaded, board, quarter)
    text = as_yaml(loaded, board, quarter, data)
    assert as_typed(text) == data, "the notes are notes"
    notes = text[text.index("# In 2030-Q3 the board had not decided") :].splitlines()
    copied = "\n".join(
        note.strip()[2:]
        for note in notes[
            next(n for n, note in enumerate(notes) if note.strip() == "# requests:") :
        ]
    )
    why = "There is no more money, and there will be none for as long as anyone can see from here."
    assert as_typed(copied) == {
        "requests": [
            {"priority": "1", "what": "Build one place.", "why": why, "decision": "", "decided": ""}
        ]
    }
    data["chapters"][0]["requests"] = [{"what": "Build one place.", "why": why}]
    assert "had not decided" not in as_yaml(loaded, board, quarter, data), "it is told of already"
    assert "had not decided" not in as_yaml(
        loaded, board, Quarter(2030, 2), begun(loaded, board, Quarter(2030, 2))
    ), "nothing waited before"


# A report that the board has received


@pytest.fixture
def kept(plan: Path, write: Write, tmp_path: Path) -> Path:
    """A copy of the small plan in Git, with a report that the board has received and one that it has not."""
    write("2030-Q2", received="2030-07-20")
    write("2030-Q3")
    root = shutil.copytree(plan, tmp_path / "below" / "plan")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "below")
    git(tmp_path, "commit", "--quiet", "-m", "as it was")
    return root


def against(
    root: Path, base: str, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[str], str]:
    """What `check --base` says: its exit status, its errors, and what it says beside them."""
    status = main(["--root", str(root), "check", "--today", LATER.isoformat(), "--base", base])
    said = capsys.readouterr()
    return status, [line for line in said.out.splitlines() if ": warning: " not in line], said.err


RECEIVED = "data/highlight-reports/2030-Q2/family-board.yml"
STAYS = "the board received this report on 2030-07-20, so it stays as it was in 'main'."


def test_a_report_that_the_board_received_never_changes(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert against(kept, "main", capsys)[:2] == (0, [])
    text = (kept / RECEIVED).read_text(encoding="utf-8")
    (kept / RECEIVED).write_text(
        text.replace("status: on-track", "status: at-risk", 1), encoding="utf-8"
    )
    status, found, _ = against(kept, "main", capsys)
    assert (status, found) == (
        1,
        [
            f"{RECEIVED}:8:17: {STAYS} Put 'status' back, and write what is different into the next report."
        ],
    )


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("received: 2030-07-20\n", "", "1:1"),
        ("reported_by: Head of play", "reported_by: Head of play\nperiod_to: 2030-06-30", "3:12"),
        (
            "      - number: 2\n        status: on-track\n        progress: The work goes on as it can.\n",
            "",
            "7:7",
        ),
    ],
)
def test_nothing_is_taken_out_of_it_or_added(
    kept: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, place: str
) -> None:
    edit(kept / RECEIVED, old, new)
    assert [
        line
        for line in against(kept, "main", capsys)[1]
        if STAYS in line and line.startswith(f"{RECEIVED}:{place}")
    ]


def test_it_is_not_taken_away_either(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept / RECEIVED).unlink()
    assert f"{RECEIVED}:1:1: {STAYS} Put the file back." in against(kept, "main", capsys)[1]


def test_comments_and_line_breaks_may_change(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(
        kept / RECEIVED,
        "The first of two places is being built.",
        ">-\n          The first of two places\n          is being built.",
    )
    edit(kept / RECEIVED, "reported_by:", "# A note for editors\nreported_by:")
    assert against(kept, "main", capsys)[:2] == (0, [])


def test_a_report_that_waits_may_change_and_be_received(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(
        kept / "data/highlight-reports/2030-Q3/family-board.yml",
        "reported_by: Head of play",
        "reported_by: Head of parks\nreceived: 2030-10-20",
    )
    assert against(kept, "main", capsys)[:2] == (0, [])
