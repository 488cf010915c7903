"""Writing a report is easy: begun, handed out as a spreadsheet, read back, and printed, with nothing lost on the way."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import sample
from lxml import html
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font
from pages import contents
from schema import faults
from workbooks import DIALECTS, HOSTILE, changed, lying, related, sheets

from macros.__main__ import main
from macros.pages.site import PLACEHOLDER
from macros.plan import report
from macros.plan.base import as_typed
from macros.plan.drafts import as_yaml
from macros.plan.load import load_plan, read_plan
from macros.plan.quarters import Quarter
from macros.plan.rules import reports
from macros.plan.schemas import schemas
from macros.plan.sheets import SheetError, as_sheet, in_order, read_sheet
from macros.plan.sheets.read import read_content
from macros.plan.sheets.source import WORDINGS
from macros.plan.wordings import Wording

if TYPE_CHECKING:
    from macros.plan.plan import Plan

BOARD, QUARTER = "sample-streets-and-parks-board", "2031-Q4"
TODAY = sample.TODAY
# What people write, and what machines stumble over.
AWKWARD = (
    'It\'s "half" done: 50% of it, #1 of 2 & <b>more</b>.',
    "=1+1 is not a sum, and it never was.",
    '=HYPERLINK("https://bad.example/","Press here") is only text.',
    "+44 is where the number begins. @home it ends.",
    "- a dash comes first, then: a colon.",
    "'Quoted' in part, “curly” in another.",
    "Zoë, Ørsted, Łódź and 東京 agreed 👍 with it.",
    "First line.\nSecond line, after an empty one:\n\nThird line.",
    "Two  blanks,   three blanks, and a very long line that goes on and on so that it has to be folded somewhere in the file, twice at least.",
    "_x0041_ is not an A, and _x000D_ is no line end.",
    "null is not nothing, no is not false, 1.10 is not 1.1.",
    "[a list] or {a mapping: no} or *a star or &an anchor or !a tag?",
    "100.",
    "A backslash \\ and a pipe | and > a sign. ~ Yes!",
    "A\u00a0blank that does not break stays one.",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample plan, put together once."""
    return sample.put_together(tmp_path_factory.mktemp("sample") / "project")


@pytest.fixture
def sample_project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The sample plan, for a test to write into, without the report that the tests write. Afterwards it is as it was."""
    before = contents(made / "data")
    file(made).unlink()
    monkeypatch.chdir(tmp_path)
    yield made
    for name in contents(made / "data").keys() - before.keys():
        (made / "data" / name).unlink()
    for name, content in before.items():
        if not (made / "data" / name).exists() or (made / "data" / name).read_bytes() != content:
            (made / "data" / name).write_bytes(content)


def file(root: Path, quarter: str = QUARTER) -> Path:
    return root / f"data/highlight-reports/{quarter}/{BOARD}.yml"


@pytest.fixture
def run_report(
    sample_project: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run `report` on the sample plan: its exit status, what it says, and what it complains of."""

    def command(
        action: str, *arguments: str, board: str | None = BOARD, quarter: str = QUARTER
    ) -> tuple[int, str, str]:
        chosen = ["--board", board, "--quarter", quarter] if board else []
        status = main(
            [
                "--root",
                str(sample_project),
                "report",
                action,
                "--today",
                TODAY.isoformat(),
                *chosen,
                *arguments,
            ]
        )
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def typed(path: Path) -> dict:
    return as_typed(path.read_text(encoding="utf-8"))


def plan_of(root: Path) -> Plan:
    return load_plan(root, TODAY)


def filled(plan: Plan) -> dict:
    """A whole report with an awkward text wherever one may stand."""
    texts = iter(AWKWARD * 20)

    def sentence() -> str:
        return next(text for text in texts if len(text.split()) > 2).rstrip(".") + "."

    chapters = []
    for chapter in plan.chapters_of(plan.boards[BOARD]):
        told: dict = {"chapter": chapter.id}
        if not chapter.priorities:
            told["nothing"] = sentence()
        else:
            told["priorities"] = [
                {
                    "number": str(p.number),
                    "status": "on-track",
                    "progress": sentence(),
                    "evidence": "https://sample.example/?a=1&b=%20#=c",
                }
                for p in chapter.priorities
            ]
            for entry in told["priorities"]:
                step = plan.reports.step(
                    chapter, int(entry["number"]), until=Quarter.read(QUARTER).before
                )
                if step and step.status.id == "complete":
                    entry["reopened"] = sentence()
            told["risks"] = [
                {
                    "priority": "1",
                    "what": sentence(),
                    "likelihood": "low",
                    "impact": "high",
                    "action": sentence(),
                    "held_by": "=Head of works",
                }
            ]
            told["requests"] = [
                {"what": sentence(), "why": sentence()},
                {
                    "priority": "2",
                    "what": sentence(),
                    "why": sentence(),
                    "decision": "refused",
                    "decided": "2032-01-10",
                },
            ]
        chapters.append(told)
    return {
        "reported_by": "'Head' of: all #things",
        "date": "2032-01-08",
        "received": "2032-01-10",
        "period_from": "2031-10-02",
        "period_to": "2031-12-30",
        "chapters": chapters,
    }


# What editors' programs know


def test_no_program_underlines_what_the_check_takes(made: Path) -> None:
    schema = schemas(plan_of(made))["highlight-reports.schema.json"]
    for path in (made / "data/highlight-reports").glob("*/*.yml"):
        assert faults(schema, path.read_text(encoding="utf-8")) == [], path
    text = file(made).read_text(encoding="utf-8")
    for old, new, said in (
        ("status: on-track", "status: green", "'green' is not one of"),
        ("- chapter: walking", "- chapter: running", "'running' is not one of"),
        ("reported_by:", "board: x\nreported_by:", "'board' was unexpected"),
    ):
        assert any(said in fault for fault in faults(schema, text.replace(old, new, 1)))


# New


def test_a_new_report_names_every_chapter_and_priority_of_the_board(
    run_report: Callable, sample_project: Path
) -> None:
    assert run_report("new")[:2] == (0, f"Written: {file(sample_project)}\n")
    told = {entry["chapter"]: entry for entry in typed(file(sample_project))["chapters"]}
    chapters = plan_of_board(sample_project)
    assert list(told) == [chapter.id for chapter in chapters]
    for chapter in chapters:
        assert [entry["number"] for entry in told[chapter.id].get("priorities", [])] == [
            str(p.number) for p in chapter.priorities
        ]
        assert ("nothing" in told[chapter.id]) == (not chapter.priorities)


def plan_of_board(root: Path) -> list:
    plan, _ = read_plan(root, TODAY)
    return list(plan.chapters_of(plan.boards[BOARD]))


def test_a_new_report_recalls_what_was_said_last(
    run_report: Callable, sample_project: Path
) -> None:
    last = typed(file(sample_project, "2031-Q3"))["chapters"][0]["priorities"][0]
    run_report("new")
    text = " ".join(
        line.strip(" #") for line in file(sample_project).read_text(encoding="utf-8").splitlines()
    )
    assert f"2031-Q3: {last['status']}. {last['progress']}" in text
    for word in (
        "off-track",
        "at-risk",
        "on-hold",
        "changed",
        "not-started",
        "on-track",
        "complete",
    ):
        assert f"{word} " in text


def test_a_new_report_is_refused_by_the_check_until_it_is_filled_in(
    run_report: Callable, sample_project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_report("new")
    assert main(["--root", str(sample_project), "check", "--today", TODAY.isoformat()]) == 1
    found = [line for line in capsys.readouterr().out.splitlines() if ": warning:" not in line]
    assert all(
        line.startswith(file(sample_project).relative_to(sample_project).as_posix())
        for line in found
    )
    priorities = sum(len(chapter.priorities) for chapter in plan_of_board(sample_project))
    assert sum("the status is empty. Use one of" in line for line in found) == priorities
    written = file(sample_project).read_text(encoding="utf-8")
    for blank, words in (
        ("reported_by:", "Head of streets"),
        ("date:", "2032-01-08"),
        ("status:", "on-track"),
        ("progress:", "It goes on well."),
        ("nothing:", "It is on hold."),
    ):
        written = "\n".join(
            f"{line} {words}" if line.strip() == blank else line for line in written.split("\n")
        )
    steps = plan_reports(sample_project)
    lines = written.split("\n")
    for chapter, number in steps:  # what was complete stays so
        at = next(n for n, line in enumerate(lines) if line.strip() == f"- chapter: {chapter}")
        at = next(n for n in range(at, len(lines)) if lines[n].strip() == f"- number: {number}")
        lines[at + 1] = lines[at + 1].replace("on-track", "complete")
    file(sample_project).write_text("\n".join(lines), encoding="utf-8")
    assert main(["--root", str(sample_project), "check", "--today", TODAY.isoformat()]) == 0


def plan_reports(root: Path) -> list[tuple[str, int]]:
    """The priorities of the board that were complete before."""
    plan, _ = read_plan(root, TODAY)
    return [
        (c.id, p.number)
        for c in plan_of_board(root)
        for p in c.priorities
        if plan.reports.status(c, p).id == "complete"
    ]


def test_a_report_that_is_there_is_not_written_over(
    run_report: Callable, sample_project: Path
) -> None:
    run_report("new")
    before = file(sample_project).read_bytes()
    status, _, said = run_report("new")
    assert (status, said) == (
        1,
        f"data/highlight-reports/{QUARTER}/{BOARD}.yml is there already. Nothing was written.\n",
    )
    assert file(sample_project).read_bytes() == before


def test_reports_of_two_boards_may_be_begun_at_the_same_time(run_report: Callable) -> None:
    assert run_report("new")[0] == 0
    assert run_report("new", board="sample-county-executive")[0] == 0


@pytest.mark.parametrize(
    ("board", "quarter", "said"),
    [
        (
            "sample-streets",
            QUARTER,
            "The board is 'sample-streets'. Use one of: sample-first-years-board,",
        ),
        (
            BOARD,
            "2031-12",
            "The quarter: '2031-12' is not a quarter. Write the year and the quarter: 2021-Q4 is October to December 2021.",
        ),
        (BOARD, "2032-Q2", "2032-Q2 (April to June 2032) has not begun. Nothing was written."),
    ],
)
def test_a_wrong_board_or_quarter_is_refused(
    run_report: Callable, board: str, quarter: str, said: str
) -> None:
    status, _, found = run_report("new", board=board, quarter=quarter)
    assert status == 1
    assert found.startswith(said)


def test_nothing_is_written_while_the_plan_has_a_mistake(
    run_report: Callable, sample_project: Path
) -> None:
    path = sample_project / "data/chapters/walking.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("number: 3", "number: three"), encoding="utf-8"
    )
    status, _, said = run_report("new")
    assert status == 1
    assert said.splitlines()[0].startswith(
        "data/chapters/walking.yml:2:9: 'three' is not a whole number."
    )
    assert not file(sample_project).exists()


# YAML and sheets, there and back


def test_a_report_of_awkward_texts_is_the_same_when_its_file_is_read_again(
    sample_project: Path,
) -> None:
    plan = plan_of(sample_project)
    data = filled(plan)
    text = as_yaml(plan, plan.boards[BOARD], Quarter.read(QUARTER), data)
    assert as_typed(text) == data
    file(sample_project).write_text(text, encoding="utf-8")
    plan_of(sample_project)  # no error
    assert max(map(len, text.splitlines())) < 500


def test_a_report_of_awkward_texts_goes_to_a_sheet_and_back(
    run_report: Callable, sample_project: Path
) -> None:
    plan = plan_of(sample_project)
    data = filled(plan)
    text = as_yaml(plan, plan.boards[BOARD], Quarter.read(QUARTER), data)
    file(sample_project).write_text(text, encoding="utf-8")
    assert run_report("sheet", "--to", "report.xlsx")[0] == 0
    file(sample_project).unlink()
    assert run_report("read", "report.xlsx", board=None) == (
        0,
        f"Written: {file(sample_project)}\n",
        "",
    )
    assert typed(file(sample_project)) == data
    assert file(sample_project).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("words", AWKWARD)
def test_each_awkward_text_survives_in_every_place(sample_project: Path, words: str) -> None:
    plan = plan_of(sample_project)
    board, quarter = plan.boards[BOARD], Quarter.read(QUARTER)
    told = {
        "chapter": "walking",
        "priorities": [
            {"number": n, "status": "at-risk", "progress": words, "reopened": words} for n in "123"
        ],
    }
    told |= {
        "risks": [
            {
                "what": words,
                "likelihood": "high",
                "impact": "low",
                "action": words,
                "held_by": words,
            }
        ],
        "requests": [{"what": words, "why": words}],
    }
    data = {"reported_by": words, "date": "2032-01-08", "chapters": [told]}
    words_kept = as_typed(as_yaml(plan, board, quarter, data))
    assert words_kept == data
    path = sample_project / "one.xlsx"
    path.write_bytes(as_sheet(plan, board, quarter, data))
    read = in_order(plan, read_sheet(path, plan)[0].data)["chapters"]
    assert read == [told]


def test_nothing_in_a_sheet_is_a_formula(sample_project: Path) -> None:
    plan = plan_of(sample_project)
    content = as_sheet(plan, plan.boards[BOARD], Quarter.read(QUARTER), filled(plan))
    cells = [
        cell
        for sheet in load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert any(str(cell.value).startswith("=") for cell in cells), (
        "there is a text that looks like one"
    )
    assert {cell.data_type for cell in cells} == {"s", "d"}
    with ZipFile(io.BytesIO(content)) as packed:
        assert not any(
            b"<f>" in packed.read(name) or b"<f " in packed.read(name)
            for name in packed.namelist()
            if "worksheets" in name
        )


def test_a_sheet_offers_words_to_choose_from_and_leaves_open_only_what_is_to_be_filled_in(
    run_report: Callable, tmp_path: Path
) -> None:
    run_report("sheet")
    book = load_workbook(tmp_path / f"{QUARTER}-{BOARD}.xlsx")
    rules = {
        name: {
            str(rule.sqref).split(":")[0]: rule.formula1
            for rule in book[name].data_validations.dataValidation
        }
        for name in ("Priorities", "Risks", "Requests")
    }
    assert rules["Priorities"]["E2"] == "Lists!$B$1:$B$7"
    assert rules["Risks"] == {
        "A2": "Lists!$A$1:$A$7",
        "D2": "Lists!$C$1:$C$3",
        "E2": "Lists!$C$1:$C$3",
    }
    assert rules["Requests"]["E2"] == "Lists!$D$1:$D$3"
    assert [book["Lists"].cell(row, 2).value for row in range(1, 8)] == [
        "Off track",
        "At risk",
        "On hold",
        "Changed",
        "Not started",
        "On track",
        "Complete",
    ]
    assert book["Lists"].sheet_state == "hidden"
    sheet = book["Priorities"]
    assert sheet.protection.sheet
    assert [sheet.cell(2, n).protection.locked for n in range(1, 9)] == [True] * 4 + [False] * 4
    assert "2031" in sheet["D2"].value, "what was said last time stands beside"


# Reading what people send


Spoil = Callable[[Callable[[Workbook], None]], Path]


@pytest.fixture(scope="module")
def sheet_sent(made: Path) -> bytes:
    """A sheet that a lead has filled in."""
    plan = plan_of(made)
    return as_sheet(plan, plan.boards[BOARD], Quarter.read(QUARTER), filled(plan))


@pytest.fixture
def sent(sheet_sent: bytes, tmp_path: Path) -> Spoil:
    """The sheet as it comes back from the lead, changed by the test."""
    (tmp_path / "sent.xlsx").write_bytes(sheet_sent)

    def spoiled(change: Callable[[Workbook], None]) -> Path:
        book = load_workbook(tmp_path / "sent.xlsx")
        change(book)
        book.save(tmp_path / "sent.xlsx")
        return tmp_path / "sent.xlsx"

    return spoiled


@pytest.fixture
def refused(run_report: Callable, sample_project: Path, sent: Spoil) -> Callable[..., str]:
    """Why a sheet is refused that was changed so. Nothing is printed beside that, and nothing is written."""

    def why(change: Callable[[Workbook], None]) -> str:
        sent(change)
        status, out, found = run_report("read", "sent.xlsx", board=None)
        assert (status, out) == (1, "")
        assert not file(sample_project).exists()
        return found

    return why


def put(sheet: str, cell: str, value: object) -> Callable[[Workbook], None]:
    """A change: this value into this cell."""

    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        (
            "Priorities",
            "E2",
            "Going well",
            "the status is 'Going well'. Use one of: Off track, At risk, On hold, Changed, Not started, On track, Complete.",
        ),
        ("Priorities", "E3", None, "'Status' is missing. Fill in this cell."),
        (
            "Priorities",
            "F3",
            None,
            "the status 'On track' stands without a sentence. Write into this cell what was done, in one or two sentences.",
        ),
        (
            "Priorities",
            "F3",
            "Fine",
            "'Fine' is not a whole sentence. Write one or two, and end with a full stop.",
        ),
        (
            "Priorities",
            "F3",
            "It is {{ done() }} now.",
            "'{{' begins a command for the pages' macros, and data holds none. Take it away.",
        ),
        (
            "Priorities",
            "F3",
            "It is \u200bdone now.",
            "a mark that nobody can see (ZERO WIDTH SPACE) stands here. Take it away.",
        ),
        ("Priorities", "F3", "=1+1", "a formula stands here. Write its words or figures."),
        ("Priorities", "F3", True, "'True' stands here. Write words."),
        (
            "Priorities",
            "G2",
            "a note on my desk",
            "'a note on my desk' is not a web address. Write all of it, with https:// in front.",
        ),
        (
            "Priorities",
            "J9",
            "And another thing.",
            "nothing reads this cell. Take its words to the light cells, and empty it.",
        ),
        (
            "Priorities",
            "E1",
            "State",
            "this cell says 'State', but belongs to 'Status'. Put it back, with what stands beside or below it.",
        ),
        ("Priorities", "B2", 9, "'Walking' has no priority 9. Use 1 to 3, or empty this cell."),
        ("Risks", "A2", "Walks", "the chapter is 'Walks'. Use one of: "),
        ("Risks", "D2", "Likely", "this is 'Likely'. Use one of: Low, Medium, High."),
        (
            "Risks",
            "G2",
            "Ada Sample",
            "'Ada Sample' is a person. Name a role, such as 'Chapter lead': reports stay, people move on.",
        ),
        ("Risks", "B2", "3.1", "'3.1' is not a whole number. Write one from 1 to 9999, in digits."),
        ("Requests", "F3", None, "the board's decision 'Refused' has no date. Fill in this cell."),
        (
            "Requests",
            "F3",
            "10 January",
            "'10 January' is not a date. Write year, month and day: 2026-11-21.",
        ),
        (
            "Requests",
            "F3",
            date(2033, 1, 1),
            "2033-01-01 is still to come. Write a day that has been, or empty this cell.",
        ),
        ("Requests", "C3", None, "'What should change' is missing. Fill in this cell."),
        ("Risks", "C2", None, "'What could go wrong, or has' is missing. Fill in this cell."),
        (
            "Report",
            "D3",
            "And me.",
            "nothing reads this cell. Take its words to the light cells, and empty it.",
        ),
        (
            "Report",
            "A9",
            "And this.",
            "nothing reads this cell. Take its words to the light cells, and empty it.",
        ),
        (
            "Report",
            "C3",
            "It was me.",
            "nothing reads this cell. Take its words to the light cells, and put back what stood here: 'A role, such as Head of Commissioning.",
        ),
        ("Report", "C3", "=1+1", "a formula stands here. Write its words or figures."),
        ("Report", "E9", "=1+1", "a formula stands here. Write its words or figures."),
        (
            "Priorities",
            "C2",
            "Another priority",
            "nothing reads this cell. Take its words to the light cells, and put back what stood here: '",
        ),
        ("Priorities", "C2", "=1+1", "a formula stands here. Write its words or figures."),
        (
            "Priorities",
            "D2",
            "It was not so.",
            "nothing reads this cell. Take its words to the light cells, and put back what stood here: '",
        ),
        (
            "Priorities",
            "J1",
            "One more",
            "nothing reads this cell. Take its words to the light cells, and empty it.",
        ),
        (
            "Start here",
            "A3",
            "I could not do this.",
            "nothing reads this cell. Take its words to the light cells, and put back what stood here: 'Priorities: choose a status",
        ),
        (
            "Start here",
            "C40",
            "A question.",
            "nothing reads this cell. Take its words to the light cells, and empty it.",
        ),
        ("Start here", "C40", "=1+1", "a formula stands here. Write its words or figures."),
        (
            "Lists",
            "B2",
            "Going well",
            "nothing reads this cell. Take its words to the light cells, and put back what stood here: 'At risk'",
        ),
        ("Report", "B3", None, "'Reported by' is missing. Fill in this cell."),
        (
            "Report",
            "B2",
            "2031-4",
            "'2031-4' is not a quarter. Write the year and the quarter: 2021-Q4 is October to December 2021.",
        ),
        ("Report", "B1", "Sample Board", "the board is 'Sample Board'. Use one of: "),
    ],
)
def test_what_is_wrong_is_told_with_its_sheet_and_cell(
    refused: Callable[..., str], sheet: str, cell: str, value: object, said: str
) -> None:
    found = refused(put(sheet, cell, value))
    assert f"sent.xlsx, sheet '{sheet}', cell {cell}: {said}" in found


def test_all_that_is_wrong_is_told_at_once(run_report: Callable, sent: Spoil) -> None:
    def change(book: Workbook) -> None:
        book["Priorities"]["E2"], book["Risks"]["D2"], book["Report"]["B4"] = (
            "Green",
            "Maybe",
            "soon",
        )

    sent(change)
    found = run_report("read", "sent.xlsx", board=None)[2].splitlines()
    assert [line.partition(": ")[0] for line in found] == [
        "sent.xlsx, sheet 'Priorities', cell E2",
        "sent.xlsx, sheet 'Report', cell B4",
        "sent.xlsx, sheet 'Risks', cell D2",
        "Nothing was written. Mend these cells and read the sheet again.",
    ]


def test_a_row_that_is_taken_away_is_missed(run_report: Callable, sent: Spoil) -> None:
    sent(lambda book: book["Priorities"].delete_rows(2))
    assert (
        "sheet 'Priorities', cell A2: priority 1 of 'Walking' is missing. Add it, with a status and a sentence.\n"
        in run_report("read", "sent.xlsx", board=None)[2]
    )


def test_a_sheet_that_is_taken_away_is_missed(run_report: Callable, sent: Spoil) -> None:
    sent(lambda book: book.remove(book["Risks"]))
    assert (
        run_report("read", "sent.xlsx", board=None)[2]
        == "sent.xlsx has no sheet 'Risks'. Begin with the file that was sent to you.\n"
    )


def test_signs_that_cannot_be_seen_are_refused_with_their_cell(
    run_report: Callable, sent: Spoil
) -> None:
    sent(put("Priorities", "F2", "It is \u202edone now."))
    assert (
        "sheet 'Priorities', cell F2: a mark that turns the reading direction (RIGHT-TO-LEFT OVERRIDE) stands here. Take it away."
        in run_report("read", "sent.xlsx", board=None)[2]
    )


def test_dates_and_numbers_may_be_typed_as_a_spreadsheet_likes(
    run_report: Callable, sample_project: Path, sent: Spoil
) -> None:
    def change(book: Workbook) -> None:
        book["Report"]["B4"] = date(2032, 1, 9)
        book["Risks"]["B2"] = 2.0
        book["Priorities"]["E2"] = "at RISK"

    sent(change)
    assert run_report("read", "sent.xlsx", board=None)[0] == 0
    data = typed(file(sample_project))
    assert data["date"] == "2032-01-09"
    assert data["chapters"][0]["risks"][0]["priority"] == "2"
    assert data["chapters"][0]["priorities"][0]["status"] == "at-risk"


@pytest.mark.parametrize(
    "content",
    [b"", b"reported_by: me", b"Board;Quarter\nA board;2031-Q4\n", b"PK\x03\x04 not really"],
)
def test_another_kind_of_file_is_refused(
    run_report: Callable, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "other.xlsx").write_bytes(content)
    status, _, said = run_report("read", "other.xlsx", board=None)
    assert (status, said) == (
        1,
        "other.xlsx is not a spreadsheet that can be read. Save it as an Excel workbook, with a name that ends in .xlsx.\n",
    )


@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
        "xl/_rels/workbook.xml.rels",
    ],
)
def test_a_file_that_was_damaged_is_refused(
    run_report: Callable, sheet_sent: bytes, tmp_path: Path, part: str
) -> None:
    with (
        ZipFile(io.BytesIO(sheet_sent)) as packed,
        ZipFile(tmp_path / "damaged.xlsx", "w") as changed,
    ):
        for name in packed.namelist():
            changed.writestr(name, packed.read(name)[:-9] if name == part else packed.read(name))
    status, _, said = run_report("read", "damaged.xlsx", board=None)
    assert (status, said) == (
        1,
        "damaged.xlsx is not a spreadsheet that can be read. Save it as an Excel workbook, with a name that ends in .xlsx.\n",
    )


def test_a_file_that_unpacks_to_far_more_is_refused(run_report: Callable, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "bomb.xlsx", "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 30_000_000)
    assert (
        "bomb.xlsx unpacks to 30,000,000 bytes." in run_report("read", "bomb.xlsx", board=None)[2]
    )


def test_a_sheet_that_the_lead_added_is_refused_with_its_first_cell(
    run_report: Callable, sample_project: Path, sent: Spoil
) -> None:
    sent(lambda book: book.create_sheet("More").cell(4, 3, "What I also wanted to say."))
    assert (
        run_report("read", "sent.xlsx", board=None)[2].splitlines()[0]
        == "sent.xlsx, sheet 'More', cell C4: nothing reads this sheet. Take its words to the light cells of the others, and take the sheet away."
    )
    assert not file(sample_project).exists()


def test_a_comment_on_a_cell_is_refused(
    run_report: Callable, sample_project: Path, sent: Spoil
) -> None:
    def change(book: Workbook) -> None:
        book["Risks"]["C2"].comment = Comment("The chair does not know of this.", "Lead")

    sent(change)
    assert (
        run_report("read", "sent.xlsx", board=None)[2].splitlines()[0]
        == "sent.xlsx, sheet 'Risks', cell C2: a comment hangs on this cell, and nothing reads it. Write its words into a light cell, and take the comment away."
    )
    assert not file(sample_project).exists()


def test_a_chart_is_refused(refused: Callable[..., str]) -> None:
    assert "sent.xlsx, sheet 'Risks', cell C9: a picture, a chart, a text box" in refused(
        lambda book: book["Risks"].add_chart(BarChart(), "C9")
    )


def test_a_number_beside_nothing_to_tell_is_not_lost(
    run_report: Callable, sample_project: Path, sent: Spoil
) -> None:
    def change(book: Workbook) -> None:
        last = max(cell.row for cell in book["Priorities"]["A"] if cell.value == "Walking")
        for row in range(2, last + 1):
            for column in (5, 6, 7, 8):
                book["Priorities"].cell(row, column).value = None
        for sheet in (book["Risks"], book["Requests"]):
            for row in sheet.iter_rows(min_row=2):
                for cell in row:
                    cell.value = None
        row = next(row for row in range(2, 40) if not book["Nothing to tell"].cell(row, 1).value)
        book["Nothing to tell"].cell(row, 1, "Walking")
        book["Nothing to tell"].cell(row, 2, "The lead was away all summer.")
        book["Priorities"]["B3"] = 77

    sent(change)
    assert (
        "sheet 'Priorities', cell E3: 'Status' is missing. Fill in this cell."
        in run_report("read", "sent.xlsx", board=None)[2]
    )
    sent(put("Priorities", "B3", 2))
    assert run_report("read", "sent.xlsx", board=None)[0] == 0
    assert typed(file(sample_project))["chapters"][0] == {
        "chapter": "walking",
        "nothing": "The lead was away all summer.",
    }


def test_a_blank_in_the_last_row_of_a_sheet_is_read_at_once(
    run_report: Callable, sent: Spoil
) -> None:
    def change(book: Workbook) -> None:
        book["Risks"]["A1048576"] = " "
        book["Requests"]["XFD1048576"] = " "

    sent(change)
    began = time.monotonic()
    assert run_report("read", "sent.xlsx", board=None)[0] == 0
    assert time.monotonic() - began < 20
    sent(put("Risks", "A1048576", "Walking"))
    assert (
        "sheet 'Risks', cell C1048576: 'What could go wrong, or has' is missing."
        in run_report("read", "sent.xlsx", board=None)[2]
    )


def test_a_number_beyond_all_numbers_is_refused_with_its_cell(
    run_report: Callable, sample_project: Path, sent: Spoil, tmp_path: Path
) -> None:
    sent(put("Risks", "B2", 123456789))
    with (
        ZipFile(tmp_path / "sent.xlsx") as packed,
        ZipFile(tmp_path / "great.xlsx", "w", ZIP_DEFLATED) as changed,
    ):
        for name in packed.namelist():
            changed.writestr(name, packed.read(name).replace(b"<v>123456789</v>", b"<v>1e999</v>"))
    assert (
        run_report("read", "great.xlsx", board=None)[2].splitlines()[0]
        == "great.xlsx, sheet 'Risks', cell B2: this number is too great to be read. Write words or figures."
    )
    assert not file(sample_project).exists()


def test_a_wrong_chapter_is_answered_with_those_of_the_board(
    run_report: Callable, sample_project: Path, sent: Spoil
) -> None:
    sent(put("Risks", "A2", "Nowhere"))
    listed = ", ".join(chapter.title for chapter in plan_of_board(sample_project))
    assert (
        f"the chapter is 'Nowhere'. Use one of: {listed}.\n"
        in run_report("read", "sent.xlsx", board=None)[2]
    )


# Sheets from anywhere


@pytest.fixture(scope="module")
def plan_made(made: Path) -> Plan:
    """The sample plan, read once."""
    return plan_of(made)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_sheet_is_read_as_any_program_writes_it(
    plan_made: Plan, sheet_sent: bytes, dialect: str
) -> None:
    ours = read_content(sheet_sent, "ours.xlsx", plan_made)[0]
    theirs = read_content(changed(sheet_sent, DIALECTS[dialect]), "theirs.xlsx", plan_made)[0]
    assert theirs.cells == ours.cells
    if dialect == "blanks_that_do_not_break":  # in the lead's own words they stay
        blanks = str.maketrans("\u00a0\u202f\u2007", "   ")
        assert theirs.data["chapters"][0]["risks"][0]["likelihood"] == "low"
        ours_said, theirs_said = (
            json.dumps(read.data, ensure_ascii=False).translate(blanks) for read in (ours, theirs)
        )
        assert theirs_said == ours_said
    else:
        assert theirs.data == ours.data


@pytest.fixture
def cells_told(
    plan_made: Plan, sheet_sent: bytes
) -> Callable[[Callable[[Workbook], None]], list[str]]:
    """What is told of a sheet that was changed so, cell by cell."""

    def lines(change: Callable[[Workbook], None]) -> list[str]:
        book = load_workbook(io.BytesIO(sheet_sent))
        change(book)
        stream = io.BytesIO()
        book.save(stream)
        return _told_of(stream.getvalue(), plan_made)

    return lines


def _told_of(content: bytes, plan: Plan) -> list[str]:
    with pytest.raises(SheetError) as refusal:
        read_content(content, "sent.xlsx", plan)
    *lines, last = str(refusal.value).splitlines()
    assert last == "Nothing was written. Mend these cells and read the sheet again."
    return lines


def _struck_row(book: Workbook) -> None:
    for cell in book["Risks"][2]:
        cell.font = Font(strike=True)


def _hidden_sheet(book: Workbook) -> None:
    book["Requests"].sheet_state = "veryHidden"


def _hidden_row(book: Workbook) -> None:
    book["Risks"].row_dimensions[2].hidden = True


def _hidden_column(book: Workbook) -> None:
    book["Priorities"].column_dimensions["F"].hidden = True


def _merged(book: Workbook) -> None:
    book["Priorities"].merge_cells("F2:F3")


def _commented(book: Workbook) -> None:
    book["Report"]["B3"].comment = Comment("Not my name, please.", "Lead")


STRUCK = CellRichText(
    TextBlock(InlineFont(), "The first step was taken. "),
    TextBlock(InlineFont(strike=True), "Nobody came."),
)
HIDDEN = "this cell is hidden, so nobody may have looked at it. Show its sheet, its row and its column, or empty it."


@pytest.mark.parametrize(
    ("change", "cell", "said"),
    [
        (
            put("Priorities", "F2", STRUCK),
            "'Priorities', cell F2",
            "words are struck through here, and nothing tells whether they still count. Take them out, or take the line through them away.",
        ),
        (_struck_row, "'Risks', cell C2", "words are struck through here"),
        (_struck_row, "'Risks', cell B2", "words are struck through here"),
        (_hidden_sheet, "'Requests', cell C2", HIDDEN),
        (_hidden_row, "'Risks', cell C2", HIDDEN),
        (_hidden_column, "'Priorities', cell F2", HIDDEN),
        (
            _merged,
            "'Priorities', cell F2",
            "the cells F2:F3 are merged, and only the first of them can be read. Split them, and write into each what belongs there.",
        ),
        (_commented, "'Report', cell B3", "a comment hangs on this cell, and nothing reads it."),
        (
            put("Report", "B4", 9_999_999),
            "'Report', cell B4",
            "'1e+07' stands here as a date, and there is no such day. Write year, month and day: 2026-11-21.",
        ),
    ],
)
def test_what_would_be_lost_or_is_in_doubt_is_refused_with_its_cell(
    cells_told: Callable[..., list[str]], change: Callable[[Workbook], None], cell: str, said: str
) -> None:
    assert any(line.startswith(f"sent.xlsx, sheet {cell}: {said}") for line in cells_told(change))


def test_what_hides_nothing_of_the_leads_is_read(
    run_report: Callable, sent: Spoil, sample_project: Path
) -> None:
    def change(book: Workbook) -> None:
        book["Priorities"].column_dimensions["D"].hidden = True  # what was said last time
        book["Risks"].merge_cells("A30:G31")
        book["Start here"].sheet_state = "hidden"

    sent(change)
    assert run_report("read", "sent.xlsx", board=None)[::2] == (0, "")
    assert file(sample_project).exists()


def _text_box(parts: dict[str, bytes]) -> None:
    name = sheets(parts)[4]  # Risks
    parts["xl/drawings/drawing9.xml"] = (
        b'<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><d:oneCellAnchor>'
        b"<d:from><d:col>3</d:col><d:row>6</d:row></d:from><d:sp/></d:oneCellAnchor></d:wsDr>"
    )
    related(parts, name, "drawing", "../drawings/drawing9.xml")


def _thread(parts: dict[str, bytes]) -> None:
    name = sheets(parts)[4]
    parts["xl/threadedComments/threadedComment1.xml"] = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="D7" id="{1}"><text>Is this so?</text></threadedComment></ThreadedComments>'
    )
    related(parts, name, "threadedComment", "../threadedComments/threadedComment1.xml")


@pytest.mark.parametrize(
    ("change", "said"),
    [(_text_box, "a picture, a chart, a text box or a button"), (_thread, "a comment hangs")],
)
def test_a_text_box_and_a_thread_of_comments_are_refused_with_their_cell(
    plan_made: Plan, sheet_sent: bytes, change: Callable[[dict[str, bytes]], None], said: str
) -> None:
    (line,) = _told_of(changed(sheet_sent, change), plan_made)
    assert line.startswith(f"sent.xlsx, sheet 'Risks', cell D7: {said}")


def test_no_word_outside_the_light_cells_is_lost(cells_told: Callable[..., list[str]]) -> None:
    places = {
        "Start here": ("A1", "A13", "B1", "XFD1048576"),
        "Report": ("A1", "A4", "C2", "D5", "B9", "A1048576"),
        "Priorities": ("A1", "C2", "D3", "I2", "H1", "I1", "XFD3", "A1048576"),
        "Nothing to tell": ("A1", "B1", "C1", "C2", "C99"),
        "Risks": ("G1", "H1", "H2", "A900"),
        "Requests": ("F1", "G1", "G2", "A900"),
        "Lists": ("A1", "B3", "F1", "A99"),
    }

    def change(book: Workbook) -> None:
        for name, cells in places.items():
            for cell in cells:
                book[name][cell] = "What the lead also wanted to say."

    lines = "\n".join(cells_told(change))
    for name, cells in places.items():
        for cell in cells:
            assert f"sent.xlsx, sheet '{name}', cell {cell}: " in lines


@pytest.mark.parametrize("name", [*HOSTILE, "a small part said to be large", "a large one small"])
def test_a_sheet_that_is_made_to_do_harm_is_read_or_refused_at_once(
    plan_made: Plan, sheet_sent: bytes, name: str
) -> None:
    """A tenth of this time and memory is what `make bench` measures and hopes for."""
    sizes = {"a small part said to be large": 15_000_000, "a large one small": 100}
    harm = HOSTILE.get(name)
    content = changed(sheet_sent, harm) if harm else lying(sheet_sent, sizes[name])
    ours = read_content(sheet_sent, "ours.xlsx", plan_made)[0]
    began, held = time.process_time(), getrusage(RUSAGE_SELF).ru_maxrss
    with suppress(SheetError):
        assert read_content(content, "sent.xlsx", plan_made)[0].data == ours.data
    assert time.process_time() - began < 20
    assert getrusage(RUSAGE_SELF).ru_maxrss - held < 2_000_000


def test_what_is_no_file_is_no_sheet(run_report: Callable, tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    os.mkfifo(tmp_path / "pipe.xlsx")
    for name, said in (
        ("folder", "can't be read (is a directory)"),
        ("pipe", "is not an ordinary"),
    ):
        status, _, found = run_report("read", f"{name}.xlsx", board=None)
        assert (status, found.startswith(f"{name}.xlsx {said}")) == (1, True)


# Words of YAML that a lead who reports with a sheet has never seen.
OF_YAML = r"'(- )?\w+:|\.yml|\blines?\b|\bfolder\b|\b(on|off|at)-(track|risk|hold)\b"


def _without(chapter: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for name in ("Priorities", "Nothing to tell", "Risks", "Requests"):
            for row in book[name].iter_rows(min_row=2):
                if row[0].value == chapter:
                    for cell in row:
                        cell.value = None

    return change


def _next_quarter(book: Workbook) -> None:
    book["Report"]["B2"], book["Report"]["B6"], book["Report"]["B7"] = "2032-Q2", None, None


def _only_risks(book: Workbook) -> None:
    for row in range(2, 5):
        for column in range(1, 9):
            book["Priorities"].cell(row, column).value = None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            put("Report", "B6", date(2031, 9, 1)),
            "sheet 'Report', cell B6: this report begins on 2031-09-01, but the one for 2031-Q3 goes to 2031-09-30, so the two overlap. Write 2031-10-01 into this cell.",
        ),
        (
            put("Report", "B7", date(2032, 1, 10)),
            "sheet 'Report', cell B7: 2032-01-10 is not in the quarter October to December 2031. Mend the date, or ask for the sheet of 2032-Q1.",
        ),
        (
            put("Report", "B4", date(2031, 12, 1)),
            "sheet 'Report', cell B4: this report was written on 2031-12-01, before its period ended on 2031-12-30. Mend the date, or write the last day that it tells of beside 'to' on the sheet 'Report'.",
        ),
        (
            _next_quarter,
            "sheet 'Report', cell B2: the quarter 2032-Q2 (April to June 2032) has not begun. Wait until then, or put the right quarter back.",
        ),
        (
            put("Report", "B5", date(2031, 12, 1)),
            "sheet 'Report', cell B5: the board received this report on 2031-12-01, before it was written",
        ),
        (
            _without("Walking"),
            "sheet 'Priorities', cell A2: the chapter 'Walking' of this board is missing. Fill in its rows on the sheet 'Priorities', or name it on the sheet 'Nothing to tell' and say why.",
        ),
        (
            _only_risks,
            "cell A2: no priority of 'Walking' is told of. Fill in its rows on the sheet 'Priorities', or name it on the sheet 'Nothing to tell' and say why.",
        ),
        (
            put("Priorities", "E3", "Changed"),
            "sheet 'Priorities', cell E3: priority 2 of 'Walking' is changed, but no request to change it was agreed. Add the request on the sheet 'Requests', with the decision 'Agreed', or use another status.",
        ),
        (
            put("Requests", "E3", None),
            "sheet 'Requests', cell E3: a date stands beside this cell, but no decision. Write into this cell agreed or refused, or take the date away.",
        ),
        (
            put("Risks", "A2", "Play"),
            "sheet 'Risks', cell A2: 'Play' is not a chapter of this board: it belongs to 'Sample First Years Board'. Empty its rows: they belong in the report of that board.",
        ),
        (put("Nothing to tell", "A3", "Walking"), ""),
        (put("Priorities", "H2", "It broke in a storm."), ""),
    ],
)
def test_no_message_about_a_sheet_speaks_of_yaml(
    run_report: Callable, sent: Spoil, change: Callable[[Workbook], None], said: str
) -> None:
    sent(change)
    lines = run_report("read", "sent.xlsx", board=None)[2].splitlines()
    assert not said or any(said in line for line in lines), lines
    for line in lines:
        if line.startswith("sent.xlsx"):
            assert not re.search(OF_YAML, line.partition(": ")[2]), line


def test_every_sentence_of_the_rules_can_be_said_of_a_sheet() -> None:
    """Also those that no sheet has met so far: each text in the code of reports, and each wording of a sheet."""
    texts = {*WORDINGS.values()}
    assert WORDINGS.keys() == {*Wording}, "macros/plan/sheets/source.py words each of them"
    for module in (report, reports):
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            match node:
                case ast.FunctionDef(name="received_reports_stay" | "way"):
                    pass
                case ast.FunctionDef():
                    texts |= set(_sentences(node))
                case ast.Call(func=ast.Name("each_once"), args=[ast.Constant(str(text)), *_]):
                    texts.add(text)
    assert len([text for text in Wording if re.search(OF_YAML, text)]) > 10
    for text in texts:
        assert not re.search(OF_YAML, re.sub(r"\{\w+\}", "x", text)), (
            f"a sheet needs a Wording for: {text}"
        )


def _sentences(node: ast.AST) -> Iterator[str]:
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.JoinedStr):
            yield "".join(
                value.value if isinstance(value, ast.Constant) else "x" for value in part.values
            )
        elif isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value:
            yield part.value
        elif not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)):
            yield from _sentences(part)


def test_a_file_that_is_not_there_is_told(run_report: Callable) -> None:
    assert (
        run_report("read", "gone.xlsx", board=None)[2]
        == "gone.xlsx can't be read (no such file or directory).\n"
    )


@pytest.mark.usefixtures("sent")
def test_a_sheet_does_not_write_over_what_is_there_unless_told_to(
    run_report: Callable, sample_project: Path
) -> None:
    plan = plan_of(sample_project)
    data = filled(plan)
    del data["received"]
    data["reported_by"] = "Head of something else"
    before = as_yaml(plan, plan.boards[BOARD], Quarter.read(QUARTER), data)
    file(sample_project).write_text(before, encoding="utf-8")
    status, _, said = run_report("read", "sent.xlsx", board=None)
    assert (
        status,
        said.endswith(
            "is there already and says something else. Nothing was written. To write over it: --replace.\n"
        ),
    ) == (1, True)
    assert file(sample_project).read_text(encoding="utf-8") == before
    assert run_report("read", "sent.xlsx", "--replace", board=None)[0] == 0
    assert (
        run_report("read", "sent.xlsx", board=None)[1]
        == f"data/highlight-reports/{QUARTER}/{BOARD}.yml says the same already.\n"
    )


def test_a_report_that_the_board_received_is_never_written_over(
    run_report: Callable, sample_project: Path, sent: Spoil
) -> None:
    run_report("read", "sent.xlsx", board=None)
    before = file(sample_project).read_bytes()
    sent(put("Report", "B3", "Head of something else"))
    status, _, said = run_report("read", "sent.xlsx", "--replace", board=None)
    assert status == 1
    assert (
        said
        == f"The board received data/highlight-reports/{QUARTER}/{BOARD}.yml on 2032-01-10, so it stays as it is. Nothing was written.\n"
    )
    assert file(sample_project).read_bytes() == before


# From one hand to the other


def test_a_report_that_was_begun_is_handed_out_as_a_sheet_and_taken_back(
    run_report: Callable, sample_project: Path, sheet_sent: bytes, tmp_path: Path
) -> None:
    run_report("new")
    assert run_report("sheet", "--to", "begun.xlsx")[:2] == (0, "Written: begun.xlsx\n")
    fresh = load_workbook(tmp_path / "begun.xlsx")
    file(sample_project).unlink()
    run_report("sheet", "--to", "fresh.xlsx")
    assert cells_of(fresh) == cells_of(load_workbook(tmp_path / "fresh.xlsx"))
    run_report("new")
    (tmp_path / "sent.xlsx").write_bytes(sheet_sent)
    assert run_report("read", "sent.xlsx", board=None)[0] == 0, (
        "nobody has written into it, so nothing is lost"
    )


def cells_of(book: Workbook) -> dict:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_a_report_that_was_begun_and_noted_in_is_not_written_over(
    run_report: Callable, sample_project: Path, sheet_sent: bytes, tmp_path: Path
) -> None:
    run_report("new")
    with file(sample_project).open("a", encoding="utf-8") as opened:
        opened.write("# Ask Ada about priority 2.\n")
    (tmp_path / "sent.xlsx").write_bytes(sheet_sent)
    assert "To write over it: --replace." in run_report("read", "sent.xlsx", board=None)[2]
    file(sample_project).write_text("reported_by: me\n", encoding="utf-8")
    assert "To write over it: --replace." in run_report("read", "sent.xlsx", board=None)[2]


def test_what_cannot_be_written_is_told(run_report: Callable, tmp_path: Path) -> None:
    assert run_report("sheet", "--to", "new/folder/a.xlsx")[0] == 0
    (tmp_path / "taken").write_text("A file.", encoding="utf-8")
    status, _, said = run_report("sheet", "--to", "taken/a.xlsx")
    assert (status, said.startswith("taken/a.xlsx can't be written (")) == (1, True)
    (tmp_path / "papers").mkdir()
    assert run_report("pack", "--to", "papers", quarter="2031-Q3")[::2] == (
        1,
        "papers can't be written (is a directory). Name another file.\n",
    )


# Board papers


def test_a_paper_with_the_placeholder_in_its_links_says_so(
    run_report: Callable, sample_project: Path
) -> None:
    settings = sample_project / "mkdocs.yml"
    before = settings.read_text(encoding="utf-8")
    assert run_report("pack", quarter="2031-Q3")[::2] == (0, "")
    try:
        settings.write_text(
            before.replace("https://sample.example/", PLACEHOLDER), encoding="utf-8"
        )
        status, _, said = run_report("pack", quarter="2031-Q3")
    finally:
        settings.write_text(before, encoding="utf-8")
    assert status == 0
    assert (
        f"warning: the site's address is the placeholder {PLACEHOLDER}. Put the real one here"
        in said
    )


def test_a_board_paper_is_one_file_that_needs_no_other(
    run_report: Callable, tmp_path: Path
) -> None:
    assert run_report("pack", quarter="2031-Q3", board="sample-first-years-board")[0] == 0
    paper = html.document_fromstring(
        (tmp_path / "2031-Q3-sample-first-years-board.html").read_text(encoding="utf-8")
    )
    assert not paper.cssselect("link, script, img, [style]")
    assert paper.cssselect("style")[0].text.count("{") > 100
    assert [heading.text_content() for heading in paper.cssselect("h1, h2")] == [
        "Sample First Years Board: highlight report, July to September 2031",
        "What moved",
        "What is at risk",
        "What is asked of the board",
        "Every priority",
        "What each status means",
    ]
    base = paper.cssselect("base")[0].get("href")
    assert base.startswith("https://")
    assert not any(
        link.get("href").startswith(("/", "../", "#")) for link in paper.cssselect("a")
    ), "it would lead elsewhere than from the base"


def test_there_is_no_paper_of_a_report_that_is_not_there(run_report: Callable) -> None:
    status, _, said = run_report("pack")
    assert (status, said) == (
        1,
        f"There is no report to this board for {QUARTER}. Use one of: 2030-Q2, 2030-Q3, 2030-Q4, 2031-Q1, 2031-Q2, 2031-Q3. Did you mean '2031-Q3'?\n",
    )


def test_there_is_no_paper_of_a_report_with_a_mistake(run_report: Callable) -> None:
    run_report("new")
    status, _, said = run_report("pack")
    assert status == 1
    assert "the status is empty" in said
