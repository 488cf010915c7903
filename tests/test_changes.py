"""What `changes` tells is what a reader will notice: all of it, in plain words, and nothing that is not so."""

from __future__ import annotations

import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args, get_origin

import pytest
from pages import EDITION, edit
from programs import git
from pydantic import BaseModel
from small import PIXEL, reword

from macros.__main__ import main
from macros.plan.changes import changes
from macros.plan.entry import Entry, Named
from macros.plan.files import FILES
from macros.plan.history import Reports
from macros.plan.load import load_plan
from macros.plan.period import Period
from macros.plan.plan import Plan
from macros.plan.quarters import Quarter
from macros.plan.references import SourceName
from macros.plan.references import Told as OwnText
from macros.plan.report import Report, Status

if typing.TYPE_CHECKING:
    from pathlib import Path

    from macros.plan.change import Change

Told = Callable[..., list[str]]


# Everything


def made(annotation: Any, known: dict[type, Any], mark: str) -> Any:
    """A value of a type, with every part filled in. An entry of a table that is known already is referred to."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return known[annotation] if annotation in known else filled(annotation, known, mark)
    ways: dict[Any, Callable[[], Any]] = {
        typing.Annotated: lambda: made(inner[0], known, mark),
        typing.Union: lambda: made(inner[0], known, mark),
        types.UnionType: lambda: made(inner[0], known, mark),
        typing.Literal: lambda: inner[0],
        dict: lambda: {
            f"{mark} {n}": made(inner[1], known, f"{mark} {n} value") for n in ("one", "two")
        },
        tuple: lambda: tuple(made(inner[0], known, f"{mark} {n}") for n in ("one", "two")),
    }
    if origin in ways:
        return ways[origin]()
    plain = {
        Quarter: Quarter(2030, 1 if "one" in mark else 2),
        Status: Status(mark, mark, mark),
        str: mark,
        int: 7,
        bool: True,
        date: date(2030, 1, 2),
        Decimal: Decimal(5),
        SourceName: SourceName.of(mark),
        OwnText: OwnText.of([mark]),
        Period: Period(date(2030, 1, 1), date(2030, 12, 31)),
        Any: (f"{mark} passage", (f"{mark} bullet",)),
    }
    assert annotation in plain, f"a kind of value that this test can't make: {annotation}"
    return plain[annotation]


def spaced(name: str) -> str:
    return name.replace("_", " ")


def filled(model: type[BaseModel], known: dict[type, Any], mark: str) -> Any:
    hints = typing.get_type_hints(model, include_extras=True)
    return model.model_construct(
        **{name: made(hints[name], known, f"{mark} {spaced(name)}") for name in model.model_fields}
    )


def whole_plan() -> Plan:
    """A plan in which every table, entry and field that the models know has a value, made from the models alone."""
    known: dict[type, Any] = {}
    parts: dict[str, Any] = {}
    for name, annotation in typing.get_type_hints(Plan).items():
        if get_origin(annotation) is dict:
            model = get_args(annotation)[1]
            table = {
                id_: filled(model, known, f"{name} {id_}").model_copy(update={"id": id_})
                for id_ in ("first", "second")
            }
            known[model], parts[name] = table["first"], table
        elif annotation is Reports:
            parts[name] = Reports(
                made(tuple[Report, ...], known, name), parts["about"], date(2030, 6, 1)
            )
        else:
            parts[name] = made(annotation, known, spaced(name))
    return Plan(**parts)


def spoilt(value: Any) -> Iterator[Any]:
    """A value in every way in which an editor can change it, one at a time. An entry of a table is only exchanged."""
    match value:
        case Named():
            names = [name for name in ("name", "term") if name in type(value).model_fields]
            yield value.model_copy(update={"id": "other"} | dict.fromkeys(names, "Other"))
        case Entry():
            for name in type(value).model_fields:
                for other in spoilt(getattr(value, name)):
                    yield value.model_copy(update={name: other})
        case tuple():
            yield value[:-1]
            yield value[::-1]
            yield (*value, value[0])
            for place, held in enumerate(value):
                yield from ((*value[:place], other, *value[place + 1 :]) for other in spoilt(held))
        case dict():
            for name in value:
                yield {key: held for key, held in value.items() if key != name}
                yield value | {name: "another"}
        case _:
            yield from spoilt_alone(value)


def spoilt_alone(value: Any) -> Iterator[Any]:
    """A value that holds no others, changed in every way."""
    match value:
        case Quarter():
            yield value.next
        case Period():
            yield Period(value.start, date(value.end.year + 1, 12, 31))
        case Status():
            yield Status("another", "another", "another")
        case bool():
            yield not value
        case int() | Decimal():
            yield value + 1
        case date():
            yield value + timedelta(days=40)
        case _:
            yield f"{value} changed"
            yield f"{value} " + "changed at length " * 20
            yield None


def spoilt_plans(plan: Plan) -> Iterator[tuple[str, Plan]]:
    """The plan with one field of one entry changed, with the way to that field."""
    for part in dataclasses.fields(Plan):
        held = getattr(plan, part.name)
        if isinstance(held, dict):
            for id_, entry in held.items():
                for name in (name for name in type(entry).model_fields if name != "id"):
                    for other in spoilt(getattr(entry, name)):
                        yield (
                            f"{part.name} {id_} {name}",
                            dataclasses.replace(
                                plan,
                                **{part.name: held | {id_: entry.model_copy(update={name: other})}},
                            ),
                        )
            yield (
                f"{part.name} order",
                dataclasses.replace(plan, **{part.name: dict(reversed(held.items()))}),
            )
        elif isinstance(held, Reports):
            for other in spoilt(held.all):
                ways = {report.way: report for report in other}
                if len(ways) == len(other) and ways != {
                    report.way: report for report in held.all
                }:  # they stand by their files
                    yield (
                        part.name,
                        dataclasses.replace(plan, reports=dataclasses.replace(held, all=other)),
                    )
        elif part.name != "whole":
            for other in spoilt(held):
                yield part.name, dataclasses.replace(plan, **{part.name: other})


# How Python writes a value that nobody has put into words.
PYTHON = re.compile(r"\w\(\w+=|[\[({]['\"]|\{\}|\(\)|\[\]|datetime|<\w+[. ]")


def in_python(change: Change) -> bool:
    """Whether a change tells readers what a program holds."""
    return any(PYTHON.search(text or "") for text in (str(change), change.before, change.after))


def test_no_change_of_any_field_of_any_entry_goes_unnoticed() -> None:
    plan, tried = whole_plan(), 0
    for way, other in spoilt_plans(plan):
        if way.endswith(" order"):
            if FILES[way.removesuffix(" order")].shape == "folder":
                continue  # these stand in an order that their own values make
        elif other == plan:
            continue
        tried += 1
        for before, after in ((plan, other), (other, plan)):
            told = changes(before, after)
            assert told, f"nobody is told of a change of {way}"
            assert all(str(change).endswith(".") and len(change.says) > 5 for change in told)
            assert not any("  " in str(change) or "_" in str(change) for change in told), told
            assert not any(in_python(change) for change in told), told
    assert tried > 1000


def test_an_entry_that_comes_or_goes_is_noticed_in_every_table() -> None:
    plan = whole_plan()
    for part in dataclasses.fields(Plan):
        held = getattr(plan, part.name)
        if isinstance(held, dict):
            less = dataclasses.replace(plan, **{part.name: {"first": held["first"]}})
            for (change,), says in (
                (changes(less, plan), ("is new",)),
                (changes(plan, less), ("is gone", "is no longer among the people")),
            ):
                assert change.says in says
                assert not in_python(change), change


def test_a_plan_that_stays_the_same_is_not_talked_about() -> None:
    assert changes(load_plan(EDITION), load_plan(EDITION)) == []
    assert changes(whole_plan(), whole_plan()) == []


# Sentences


@pytest.fixture
def told(plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """The lines that `changes` prints about the sample plan, compared with how it was at first."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(plan.parent))
    git(plan, "init", "--quiet", "--initial-branch=main")
    git(plan, "add", "data", "docs", "overrides", "mkdocs.yml")
    git(plan, "commit", "--quiet", "--message=Begin")

    def run(*arguments: str, base: str = "HEAD", status: int = 0) -> list[str]:
        assert (
            main(
                [
                    "--root",
                    str(plan),
                    "changes",
                    "--base",
                    base,
                    "--today",
                    "2030-06-01",
                    *arguments,
                ]
            )
            == status
        )
        said = capsys.readouterr()
        return (said.out if status == 0 else said.err).splitlines()

    return run


PLAY, LIBRARIES, WALKING = (
    f"data/chapters/{name}.yml" for name in ("play", "libraries", "walking")
)
NONE_VANISH = "Addresses: none vanish."
SENTENCES = {
    "a lead": (
        PLAY,
        "leads: [ada-brown]",
        "leads: [zoe-obrien]",
        ["Play: the lead changes from Ada Brown to Zoë OBrien."],
    ),
    "a second lead": (
        PLAY,
        "leads: [ada-brown]",
        "leads: [ada-brown, zoe-obrien]",
        ["Play: gains one lead: Zoë OBrien."],
    ),
    "a title": (
        PLAY,
        "title: Play",
        "title: Playing",
        ["Play: the title changes from “Play” to “Playing”."],
    ),
    "a group": (
        PLAY,
        "stage: young-life",
        "stage: whole-life",
        ["Play: the group changes from “Young Life” to “Whole Life”."],
    ),
    "a board": (
        PLAY,
        "board: family-board",
        "board: town-board",
        ["Play: the board changes from “Family Board” to “Town Board”."],
    ),
    "a priority": (
        PLAY,
        "- Build two play areas.",
        "- Build two",
        [
            "Play: priority 1 is reworded.",
            "  before:",
            "    Build two play areas.",
            "  after:",
            "    Build two",
        ],
    ),
    "a priority's heading": (
        PLAY,
        "heading: Build more places to play",
        "heading: Plant trees",
        [
            "Play: the heading of priority 1 changes from “Build more places to play” to “Plant trees”."
        ],
    ),
    "a priority's plain words": (
        PLAY,
        "plain: The lights were to stay on for longer.",
        "plain: Lights stay on.",
        [
            "Play: the plain words of priority 2 change from “The lights were to stay on for longer.” to “Lights stay on.”."
        ],
    ),
    "a word under a priority": (
        PLAY,
        "    terms: [play-area]\n",
        "",
        ["Play: priority 1 loses one term: Play area."],
    ),
    "a note": (
        PLAY,
        "doubt: The report does not say which lights.",
        "doubt: Nobody says which.",
        [
            "Play: the doubt of the note “Which lights” changes from “The report does not say which lights.” to “Nobody says which.”."
        ],
    ),
    "an update": (
        PLAY,
        "title: Play",
        "title: Play\nupdates:\n  - date: 2030-05-01\n    what: A lead changed.\n    why: The report says so.",
        [
            "Play: gains one update: A lead changed.",
            "  after:",
            "    date: 1 May 2030",
            "    text: A lead changed.",
            "    why: The report says so.",
        ],
    ),
    "a keyword": (
        PLAY,
        "title: Play",
        "title: Play\nkeywords: [swings]",
        ["Play: gains one keyword: swings."],
    ),
    "a word": (
        "data/terms.yml",
        "A safe place outside for children.",
        "A place outside.",
        [
            "The word “Play area”: the plain words change from “A safe place outside for children.” to “A place outside.”."
        ],
    ),
    "a new word": (
        "data/terms.yml",
        "step-count:",
        "swing:\n  term: Swing\n  plain: A seat that hangs.\n  source: [General knowledge]\nstep-count:",
        [
            "The word “Swing”: is new.",
            "  after:",
            "    word: Swing",
            "    plain words: A seat that hangs.",
            "    source: General knowledge",
        ],
    ),
    "a help line": (
        "data/help.yml",
        'number: "999"',
        'number: "112"',
        ["The help line Emergency services: the number changes from “999” to “112”."],
    ),
    "a person's name": (
        "data/people.yml",
        "name: Ada Brown",
        "name: Ada BROWN",
        ["Ada Brown: the name changes from “Ada Brown” to “Ada BROWN”."],
    ),
    "a board's name": (
        "data/boards.yml",
        "name: Town Board",
        "name: City Board",
        ["The board Town Board: the name changes from “Town Board” to “City Board”."],
    ),
    "a paragraph of a paper": (
        "data/papers/report.yml",
        "Two boards looked at the chapters.",
        "Three boards looked at the chapters.",
        [
            "The paper “Report on the plan of Anytown”: the paragraph “1” of the part “what-the-plan-is” changes from “Two boards looked at the chapters.” to “Three boards looked at the chapters.”."
        ],
    ),
    "the plan's facts": (
        "data/plan.yml",
        "priorities_to: 2031-03",
        "priorities_to: 2031-04",
        [
            "The plan’s facts: the last month of the priorities changes from “March 2031” to “April 2031”."
        ],
    ),
    "a keyword of a page": (
        "docs/contact.md",
        "schema_type: ContactPage\n",
        "schema_type: ContactPage\nkeywords: [letters]\n",
        ["The page /contact/: gains one keyword: letters."],
    ),
    "a page": (
        "docs/contact.md",
        "# Contact\n",
        "# Contact\n\nNobody is named.\n",
        ["The page /contact/: is longer by a passage.", "  after:", "    Nobody is named."],
    ),
    "a chapter's page": (
        "docs/chapters/play.md",
        "{{ chapter_opening() }}\n",
        "{{ chapter_opening() }}\n\nChildren play.\n",
        ["Play, its page: is longer by a passage.", "  after:", "    Children play."],
    ),
    "the breaks of a page's lines": (
        "docs/chapters/play.md",
        "{{ chapter_opening() }}\n",
        "{{ chapter_opening() }}\n\n",
        ["A reader will notice no other words."],
    ),
    "a comment": (
        PLAY,
        "title: Play",
        "# Only editors see this.\ntitle: Play",
        ["A reader will notice no other words."],
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_change_is_told_in_a_sentence(name: str, plan: Path, told: Told) -> None:
    file, old, new, expected = SENTENCES[name]
    edit(plan / file, old, new)
    assert told() == [*expected, NONE_VANISH]


def test_a_chapter_that_is_lifted_from_hold_is_told_with_its_priorities(
    plan: Path, told: Told
) -> None:
    text = (plan / LIBRARIES).read_text(encoding="utf-8")
    new = "priorities:\n" + "".join(
        f"  - number: {n}\n    heading: Lend {what}\n    plain: They planned it.\n    words: [Mend all paths.]\n    source: report appendix-3-walking-1\n"
        for n, what in enumerate(("books", "games", "tools"), 1)
    )
    text = text.replace(
        "status: on-hold\nreason:\n  plain: The money was not there.\n", "status: current\n"
    ).replace("priorities: []\n", new)
    (plan / LIBRARIES).write_text(text, encoding="utf-8")
    lines = told()
    assert lines[0] == "Libraries: is no longer on hold."
    assert (
        "Libraries: gains three priorities: 1 “Lend books”; 2 “Lend games”; 3 “Lend tools”."
        in lines
    )
    assert any(line.startswith("Libraries: the reason is taken away") for line in lines)
    assert lines[-1] == NONE_VANISH


def test_priorities_that_change_places_are_known_again(plan: Path, told: Told) -> None:
    text = (plan / PLAY).read_text(encoding="utf-8")
    start, second, end = (
        text.index(mark) for mark in ("  - number: 1\n", "  - number: 2\n", "related:\n")
    )
    one, two = (
        text[start:second].replace("number: 1", "number: 2"),
        text[second:end].replace("number: 2", "number: 1"),
    )
    (plan / PLAY).write_text(
        text[:start] + two + one + text[end:].replace("priority: 2", "priority: 1", 1),
        encoding="utf-8",
    )
    assert told()[:2] == [
        "Play: priority 1 becomes number 2.",
        "Play: priority 2 becomes number 1.",
    ]


def test_a_priority_that_goes_is_told_with_what_moves_up(plan: Path, told: Told) -> None:
    text = (plan / PLAY).read_text(encoding="utf-8")
    start, second = (text.index(mark) for mark in ("  - number: 1\n", "  - number: 2\n"))
    (plan / PLAY).write_text(
        text[:start]
        + text[second:].replace("number: 2", "number: 1").replace("priority: 2", "priority: 1"),
        encoding="utf-8",
    )
    edit(plan / "data/feedback/dark-evenings.yml", "priority: 2", "priority: 1")
    lines = told()
    assert lines[0] == "Play: loses one priority: 1 “Build more places to play”."
    assert lines[1:8] == [
        "  before:",
        "    number: 1",
        "    heading: Build more places to play",
        "    plain words: The partners planned two new places.",
        "    words of the plan: Build two play areas.",
        "    source: 2030 report, row 1 of Appendix 3",
        "    terms: Play area",
    ]
    assert lines[8:] == [
        "Play: priority 2 becomes number 1.",
        "Play: the priority of the note “Which lights” changes from “2” to “1”.",
        "The feedback theme “Dark evenings”: the priority of the subject “play” changes from “2” to “1”.",
        NONE_VANISH,
    ]


def test_a_retired_chapter_keeps_its_address(plan: Path, told: Told) -> None:
    edit(
        plan / WALKING,
        "status: current\n",
        "status: retired\nreason:\n  plain: It is done.\n  date: 2030-05-01\n",
    )
    lines = told()
    assert lines[0] == "Walking: is retired."
    assert lines[1:] == [
        "Walking: the reason is added.",
        "  after:",
        "    plain words: It is done.",
        "    date: 1 May 2030",
        NONE_VANISH,
    ]


def test_a_new_chapter_and_its_page_are_told_in_full(plan: Path, told: Told) -> None:
    text = (
        (plan / WALKING)
        .read_text(encoding="utf-8")
        .replace("number: 2", "number: 4")
        .replace("title: Walking", "title: Swimming")
    )
    (plan / "data/chapters/swimming.yml").write_text(text, encoding="utf-8")
    (plan / "docs/chapters/swimming.md").write_text("{{ chapter_opening() }}\n", encoding="utf-8")
    lines = told()
    assert lines[0] == "Swimming: is new."
    assert {
        "    title: Swimming",
        "    group: Whole Life",
        "    leads: Zoë OBrien, Ada Brown",
        "Swimming, its page: is new.",
    } <= set(lines)
    assert lines[-1].startswith("Addresses: none vanish, ")
    assert "/chapters/swimming/" in lines[-1]


def test_a_new_paper_is_told_by_its_parts_and_how_much_each_holds(plan: Path, told: Told) -> None:
    (plan / "data/papers/letter.yml").write_text(
        """title: Letter of Ada Brown
short: Letter of 1 May 2030
kind: letter
publisher: Anytown Partnership
date: 2030-05-01
parts:
  letter:
    paragraphs: {"1": Paint all paths blue., "2": Paint all walls.}
  annex:
    heading: Annex A
    columns: [Path, Colour]
    rows: {north: [North, Blue]}
""",
        encoding="utf-8",
    )
    lines = told()
    assert lines[0] == "The paper “Letter of Ada Brown”: is new."
    assert {"    parts: letter: two paragraphs", "    annex: Annex A, one row"} <= set(lines)


def test_an_address_that_vanishes_is_told(plan: Path, told: Told) -> None:
    (plan / "data/chapters/walking.yml").rename(plan / "data/chapters/walks.yml")
    (plan / "docs/chapters/walking.md").rename(plan / "docs/chapters/walks.md")
    for file in (plan / PLAY, *(plan / "data/feedback").glob("*.yml")):
        file.write_text(
            file.read_text(encoding="utf-8").replace("chapter: walking", "chapter: walks"),
            encoding="utf-8",
        )
    lines = told()
    assert "Walking: the address changes from “walking” to “walks”." in lines
    assert not any(
        "is new" in line or "is gone" in line for line in lines if line.startswith("Walking:")
    )
    vanished, new = lines[-1].split(" new (")[0].rsplit(",", 1)[0], lines[-1].split(" new (")[1]
    assert "vanish" in vanished
    assert "/chapters/walking/" in vanished
    assert "/chapters/walks/" in new


def test_an_address_that_leads_on_does_not_vanish(
    plan: Path, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(
        plan / "data/addresses.yml", "  - /editions/\n", "  - /editions/\n  - /chapters/walking/\n"
    )
    assert (
        main(
            ["--root", str(plan), "rename", "chapter", "walking", "walks", "--today", "2030-06-01"]
        )
        == 0
    )
    capsys.readouterr()
    lines = told()
    assert "    /chapters/walking/: /chapters/walks/" in lines
    assert "1 leads on (/chapters/walking/), 3 new (" in lines[-1]


def test_a_picture_or_a_template_that_changes_is_named(plan: Path, told: Told) -> None:
    (plan / "docs/map.png").write_bytes(PIXEL)
    edit(plan / "mkdocs.yml", "strict: true", "strict: true  # always")
    lines = told()
    assert lines[0] == "The file /map.png: is new."
    assert lines[-1].startswith("How pages are made changes too (1 file: mkdocs.yml).")


def test_a_file_that_git_does_not_know_yet_is_named(plan: Path, told: Told) -> None:
    (plan / "macros").mkdir()
    (plan / "macros/new.py").touch()
    assert told()[-1].startswith("How pages are made changes too (1 file: macros/new.py).")


@pytest.fixture
def committed(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with its own templates and Python, all of it committed."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small_project.parent))
    git(small_project, "init", "--quiet", "--initial-branch=main")
    git(small_project, "add", "--all")
    git(small_project, "commit", "--quiet", "--message=Begin")
    return small_project


def lines_of(committed: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The lines that `changes` prints about a project."""
    day = ("--base", "HEAD", "--today", "2030-06-01")
    assert main(["--root", str(committed), "changes", *day, *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_what_a_template_does_to_pages_is_told_once(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(committed / PLAY, "title: Play\n", "title: Playing\n")
    edit(committed / "overrides/partials/header.html", "Skip to the main", "Go to the")
    edit(
        committed / "overrides/fragments/all_leads.html",
        "By name</h2>",
        "By name</h2>\n<p>Ask <b>them</b>.</p>",
    )
    assert lines_of(committed, capsys) == [
        "Play: the title changes from “Play” to “Playing”.",
        "Every page: is reworded.",
        "  before:",
        "    Skip to the main content",
        "  after:",
        "    Go to the content",
        "The page /leads/: is longer by a passage.",
        "  after:",
        "    Ask them.",
        NONE_VANISH,
        "How pages are made changes too (2 files: overrides/fragments/all_leads.html, overrides/partials/header.html). What that does to the words on pages is told here. Look at the pages for all else.",
    ]
    draft = "\n".join(lines_of(committed, capsys, "--draft"))
    assert "The title changed from" in draft
    assert "updates.yml" not in draft, "nothing is told of the whole site"


def test_templates_that_do_not_fit_the_earlier_plan_are_only_named(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(committed / "overrides/document.html", "<body>", "<body>{{ nothing.at.all }}")
    assert lines_of(committed, capsys) == [
        NONE_VANISH,
        "How pages are made changes too (1 file: overrides/document.html). Look at the pages: no list of words can tell what that does.",
    ]


def test_what_the_generator_says_beside_its_answer_ends_in_no_traceback(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (committed / "macros/plan/today.py").open("a", encoding="utf-8") as module:
        module.write("\nprint('here')\n")
    assert lines_of(committed, capsys)[-1].endswith("no list of words can tell what that does.")


def test_what_becomes_of_the_menu_is_not_said_to_be_told(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (committed / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\n# Checked.\n")
    assert lines_of(committed, capsys)[-1].endswith(
        "What that does to the words on pages is told here, but for mkdocs.yml. Look at the pages for all else."
    )


def test_the_same_is_told_to_programs(plan: Path, told: Told) -> None:
    edit(plan / PLAY, "leads: [ada-brown]", "leads: [zoe-obrien]")
    found = json.loads("\n".join(told("--format", "json")))
    assert found["changes"] == [
        {
            "who": "Play",
            "says": "the lead changes from Ada Brown to Zoë OBrien",
            "said": "the lead changed from Ada Brown to Zoë OBrien",
            "before": None,
            "after": None,
            "of": ["chapters", "play"],
            "field": "leads",
            "text": "Play: the lead changes from Ada Brown to Zoë OBrien.",
        }
    ]
    assert found["addresses"] == {"vanished": [], "moved": [], "new": []}


def test_no_text_of_the_plan_becomes_markdown(plan: Path, told: Told) -> None:
    reword(
        plan,
        "Build two play areas.",
        "'<img src=x> [here] (https://evil.example) @everyone ** now | # no'",
    )
    said = "\n".join(told("--format", "markdown"))
    assert "- **Play**: priority 1 is reworded." in said
    assert not any(
        sign in said
        for sign in ("<img", "[here]", "@everyone", "** now", "https://", "evil.example")
    )
    assert "&#60;img src&#61;x&#62; &#91;here&#93;" in said


def test_the_draft_can_be_used_as_it_is(
    plan: Path, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(plan / PLAY, "leads: [ada-brown]", "leads: [zoe-obrien]")
    reword(plan, "Build two play areas.", "'Build: three \"big\" # areas.'")
    lines = told("--draft")
    assert (
        lines[0]
        == "# At the end of data/chapters/play.yml. Leave 'updates:' out if it is there already."
    )
    assert "  - date: 2030-06-01" in lines
    assert "      The lead changed from Ada Brown to Zoë OBrien. Priority 1 was reworded." in lines
    asked = [
        line for line in lines if line.endswith(":") and line.startswith("    ")
    ]  # what only an editor can know
    filled = [f"{line} The letter of 1 May says so." if line in asked else line for line in lines]
    with (plan / PLAY).open("a", encoding="utf-8") as file:
        file.write("\n".join(filled) + "\n")
    assert main(["--root", str(plan), "check", "--today", "2030-06-01"]) == 0
    capsys.readouterr()
    assert (
        "Play: gains one update: The lead changed from Ada Brown to Zoë OBrien. Priority 1 was reworded."
        in told()
    )


def test_a_draft_of_nothing_says_so(told: Told) -> None:
    assert told("--draft") == ["# Nothing changed in a way that readers need to be told of."]


def test_a_draft_tells_of_new_chapters_and_of_the_rest_of_the_site(plan: Path, told: Told) -> None:
    text = (
        (plan / WALKING)
        .read_text(encoding="utf-8")
        .replace("number: 2", "number: 4")
        .replace("title: Walking", "title: Swimming")
    )
    (plan / "data/chapters/swimming.yml").write_text(text, encoding="utf-8")
    (plan / "docs/chapters/swimming.md").write_text("{{ chapter_opening() }}\n", encoding="utf-8")
    edit(plan / "data/boards.yml", "name: Town Board", "name: County Board")
    edit(plan / "docs/chapters/play.md", "Children play.", "Children play outside.")
    lines = told("--draft")
    new, play, rest = (
        lines.index(f"# At the end of data/{name}")
        for name in (
            "chapters/swimming.yml. Leave 'updates:' out if it is there already.",
            "chapters/play.yml. Leave 'updates:' out if it is there already.",
            "updates.yml.",
        )
    )
    assert (
        "      This chapter is new. The text was new." in lines[new:]
        or "      This chapter is new." in lines[new:]
    )
    assert "      The text was reworded." in lines[play:]
    assert lines[rest + 1 : rest + 4] == [
        "- date: 2030-06-01",
        "  what: >-",
        "    The board Town Board: the name changed from “Town Board” to “County Board”.",
    ]
    assert lines[-1] == "  about: [/boards/town-board/]"


# What can't be compared


def test_a_base_that_leads_out_of_the_project_is_not_read(plan: Path, told: Told) -> None:
    (plan / "data/leak.yml").symlink_to("/etc/passwd")
    git(plan, "add", "data")
    git(plan, "commit", "--quiet", "--message=A link")
    (plan / "data/leak.yml").unlink()
    assert "holds a link that leads out of data" in told("--base=HEAD", status=1)[0]


@pytest.mark.usefixtures("told")
def test_a_summary_says_why_it_can_tell_nothing(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(plan / PLAY, "stage: young-life", "stage: young")
    assert main(["--root", str(plan), "changes", "--base", "HEAD", "--format", "markdown"]) == 1
    assert capsys.readouterr().out.startswith(
        "## What a reader will notice\n\nThe plan has problems, so nothing can be told of it yet."
    )


def test_a_base_that_is_not_there_is_named(told: Told) -> None:
    for base in ("mian", "--output=x", "HEAD:data", "; rm -rf /"):
        assert told(f"--base={base}", status=1)[0].startswith(
            f"'{base}' is no version that Git knows here."
        )


def test_a_plan_with_problems_is_to_be_mended_first(plan: Path, told: Told) -> None:
    edit(plan / PLAY, "stage: young-life", "stage: young")
    lines = told(status=1)
    assert (
        lines[0]
        == "The plan has problems, so nothing can be told of it yet. Mend them first: make check."
    )
    assert (
        lines[1].startswith("data/chapters/play.yml:3:8: stage is 'young'.") or "young" in lines[1]
    )


def test_what_the_base_says_against_todays_rules_is_not_called_new(plan: Path, told: Told) -> None:
    edit(plan / PLAY, "title: Play\n", "")
    git(plan, "commit", "-qam", "Break it")
    edit(plan / PLAY, "number: 1\nstage", "number: 1\ntitle: Play\nstage")
    lines = told()
    assert lines[0] == "Play: is new, or could not be read before."
    assert lines[-1].startswith(
        "data/chapters/play.yml does not fit today's rules as it stands at 'HEAD'"
    )
    assert "'title' is missing" in lines[-1]


def test_only_what_this_branch_changed_is_told(plan: Path, told: Told) -> None:
    git(plan, "checkout", "-q", "-b", "mine")
    edit(plan / PLAY, "title: Play\n", "title: Playing\n")
    git(plan, "commit", "-qam", "Mine")
    git(plan, "checkout", "-q", "main")
    edit(plan / WALKING, "title: Walking\n", "title: Walks\n")
    git(plan, "commit", "-qam", "Theirs")
    git(plan, "checkout", "-q", "mine")
    assert told(base="main") == ["Play: the title changes from “Play” to “Playing”.", NONE_VANISH]
