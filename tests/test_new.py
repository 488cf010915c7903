"""Common jobs are done by a command: what it writes passes the check, keeps every other byte, or is not written at all.

They are done on the small plan, so that no change of the real one breaks a test here.
"""

from __future__ import annotations

import argparse
import builtins
import io
import shutil
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sample
from pages import build, contents
from small import TODAY

from macros.__main__ import COMMANDS, main
from macros.commands import new, terminal
from macros.commands.check import problems_of
from macros.pages.site import Site
from macros.pages.texts import Texts
from macros.plan.base import as_typed
from macros.plan.edits import Edited, NotEditedError, listed, written
from macros.plan.files import FILES
from macros.plan.load import load_plan
from macros.plan.problems import Problem
from macros.plan.schemas import ways_to
from macros.plan.today import epoch_of

if TYPE_CHECKING:
    from macros.pages.addresses import Standing
    from macros.plan.plan import Plan
    from macros.proof.pages import Pages

HEARING = [
    "chapter",
    "hearing",
    "--title",
    "Hearing",
    "--stage",
    "whole-life",
    "--lead",
    "Jo Bell",
    "--board",
    "town-board",
    "--summary",
    "For people who find it hard to hear.",
]
PRIORITY = "Offer tests closer to home | The partners planned tests in more places. | Extend community provision: all of it. | report 8"
Run = Callable[..., int]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the small plan, never changed. All of its addresses are published."""
    root = sample.small_plan(tmp_path_factory.mktemp("original") / "plan")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", epoch_of(TODAY))
        for command in (["schemas"], ["addresses", "record"]):
            assert main(["--root", str(root), *command]) == 0
    return root


@pytest.fixture
def project(original: Path, tmp_path: Path) -> Path:
    """A copy of the project, to be changed."""
    for name in ("data", "docs"):
        shutil.copytree(original / name, tmp_path / name)
    for name in ("overrides", "macros", "mkdocs.yml"):
        (tmp_path / name).symlink_to(original / name)
    return tmp_path


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the copy, as in a script."""
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def run(command: str, *arguments: str, dated: bool = True) -> int:
        words = [command, *arguments, *(["--today", TODAY.isoformat()] if dated else [])]
        return main(["--root", str(project), *words])

    return run


def files(root: Path) -> dict[str, bytes]:
    """What a command may change."""
    return {
        f"{name}/{path}": content
        for name in ("data", "docs")
        for path, content in contents(root / name).items()
    }


def added(before: bytes, after: bytes) -> list[str]:
    """The lines that one text has more than another. Fails if it lost any, or changed their order."""
    left, found = before.splitlines(keepends=True), []
    for line in after.splitlines(keepends=True):
        if left and line == left[0]:
            left.pop(0)
        else:
            found.append(line.decode())
    assert not left, f"lines were changed or lost: {left[:3]}"
    return found


def changed(project: Path, original: Path) -> dict[str, list[str]]:
    """By file of data/ and docs/: the lines that were added to it."""
    was, now = files(original), files(project)
    assert not was.keys() - now.keys()
    return {
        name: added(was.get(name, b""), now[name])
        for name in now
        if now[name] != was.get(name) and not name.startswith("data/schemas/")
    }


def complaints(root: Path) -> list[Problem]:
    """What the check finds wrong, and that the schemas are older."""
    return [
        problem
        for problem in problems_of(root, TODAY)
        if not problem.warning or problem.path.startswith("data/schemas/")
    ]


def typed(root: Path, name: str) -> object:
    """A file of data/ as it is typed."""
    return as_typed((root / "data" / f"{name}.yml").read_text(encoding="utf-8"))


# Begin


def test_a_new_chapter_is_two_files_and_its_new_lead_and_passes_the_check(
    run: Run, project: Path, original: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(
        "new",
        *HEARING,
        "--priority",
        PRIORITY,
        "--keyword",
        "hearing aid",
        "--keyword",
        "deaf",
        "--text",
        "Many people hear less well.",
        "--why",
        "A newer paper has it.",
        "--lead-source",
        "Letter of 1 May 2030",
    )
    said = capsys.readouterr().out
    assert status == 0, said
    assert changed(project, original).keys() == {
        "data/chapters/hearing.yml",
        "data/people.yml",
        "docs/chapters/hearing.md",
    }
    assert changed(project, original)["data/people.yml"] == [
        "jo-bell:\n",
        "  name: Jo Bell\n",
        "  source: Letter of 1 May 2030\n",
    ]
    chapter = load_plan(project, TODAY).chapters["hearing"]
    assert (chapter.number, chapter.status, chapter.keywords) == (
        len(load_plan(original, TODAY).chapters) + 1,
        "current",
        ("deaf", "hearing aid"),
    )
    assert [(p.heading, p.words) for p in chapter.priorities] == [
        ("Offer tests closer to home", ("Extend community provision: all of it.",))
    ]
    assert chapter.updates[0].date == TODAY
    assert "Many people hear less well." in (project / "docs/chapters/hearing.md").read_text(
        encoding="utf-8"
    )
    assert not complaints(project)
    for told in (
        "Written: data/chapters/hearing.yml",
        "Changed: data/people.yml",
        "Changed: data/schemas/chapters.schema.json",
        "Now run: make check",
    ):
        assert told in said


def test_a_new_chapter_can_be_on_hold_with_a_lead_who_is_known(
    run: Run, project: Path, original: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["ada-brown" if word == "Jo Bell" else word for word in HEARING]
    assert run("new", *arguments, "--on-hold", "It waits for a paper.") == 0
    assert changed(project, original).keys() == {
        "data/chapters/hearing.yml",
        "docs/chapters/hearing.md",
    }
    chapter = load_plan(project, TODAY).chapters["hearing"]
    assert (chapter.status, chapter.reason.plain, chapter.priorities) == (
        "on-hold",
        "It waits for a paper.",
        (),
    )
    said = capsys.readouterr().out
    assert "Tell of it in docs/chapters/hearing.md" in said
    assert "new update --chapter hearing" in said
    assert not complaints(project)


def test_a_new_word_stands_at_the_end_and_is_explained(
    run: Run, project: Path, original: Path
) -> None:
    plain = "A slow walk, for the joy of it."
    assert (
        run(
            "new",
            "word",
            "stroll",
            "--term",
            "Stroll",
            "--plain",
            plain,
            "--also",
            "strolls",
            "--source",
            "General knowledge",
        )
        == 0
    )
    lines = [
        "stroll:\n",
        "  term: Stroll\n",
        "  also: [strolls]\n",
        f"  plain: {plain}\n",
        "  source:\n",
        "    - General knowledge\n",
    ]
    assert changed(project, original) == {"data/terms.yml": lines}
    assert list(load_plan(project, TODAY).terms)[-1] == "stroll"
    assert not complaints(project)


def test_a_new_update_stands_last_in_its_chapter_or_with_its_pages(
    run: Run, project: Path, original: Path
) -> None:
    told = ["--what", "It was made shorter.", "--why", "A reader asked: why so long?"]
    entry = [
        "date: 2030-06-01\n",
        "what: It was made shorter.\n",
        "why: 'A reader asked: why so long?'\n",
    ]
    assert run("new", "update", "--chapter", "walking", *told) == 0
    assert run("new", "update", "--chapter", "walking", *told) == 0
    assert run("new", "update", "--about", "/leads/", "--about", "/boards/town-board/", *told) == 0
    inner = [f"  - {entry[0]}", *(f"    {line}" for line in entry[1:])]
    outer = [
        f"- {entry[0]}",
        *(f"  {line}" for line in entry[1:]),
        "  about: [/leads/, /boards/town-board/]\n",
    ]
    assert changed(project, original) == {
        "data/chapters/walking.yml": ["updates:\n", *inner, *inner],
        "data/updates.yml": outer,
    }
    assert not complaints(project)


def test_new_feedback_waits_for_an_answer(run: Run, project: Path, original: Path) -> None:
    assert (
        run(
            "new",
            "feedback",
            "short-breaks",
            "--title",
            "Short breaks",
            "--chapter",
            "walking",
            "--priority",
            "1",
            "--heard",
            "2030-05-20",
            "--said",
            "Walkers said that breaks are too short.",
        )
        == 0
    )
    theme = load_plan(project, TODAY).feedback["short-breaks"]
    assert theme.waits
    assert [(subject.chapter, subject.priority) for subject in theme.about] == [("walking", 1)]
    assert changed(project, original).keys() == {"data/feedback/short-breaks.yml"}
    assert not complaints(project)


def test_what_is_begun_explains_what_may_follow_in_the_words_of_the_model(
    run: Run, project: Path
) -> None:
    run("new", *HEARING, "--on-hold", "It waits.")
    assert "#   related: Chapters that the papers tie to this one." in (
        project / "data/chapters/hearing.yml"
    ).read_text(encoding="utf-8")


# Refuse


REFUSED = {
    "an id that fits no address": (
        ["chapter", "Hearing Aids", *HEARING[2:], "--priority", PRIORITY],
        2,
        "'Hearing Aids' does not fit an address.",
    ),
    "a chapter that is there": (
        ["chapter", "walking", *HEARING[2:], "--priority", PRIORITY],
        2,
        "data/chapters/walking.yml is there already",
    ),
    "a group that is not there": (
        [*HEARING, "--stage", "whole-lif", "--priority", PRIORITY],
        2,
        "--stage: 'whole-lif' is not there. Use one of: young-life",
    ),
    "a lead who is no name": (
        [*HEARING, "--lead", "jo", "--priority", PRIORITY],
        2,
        'Of a new lead write the name: "Jo Bell".',
    ),
    "a chapter without priorities": (
        HEARING,
        2,
        "a chapter has priorities, or says why it has none yet",
    ),
    "a priority in two parts": ([*HEARING, "--priority", "One | two"], 2, "has 2 of 4 parts"),
    "a page with HTML": (
        [*HEARING, "--priority", PRIORITY, "--text", "So <b>bold</b>."],
        1,
        "docs/chapters/hearing.md, in the new line “So <b>bold</b>.”: '<b>' is HTML.",
    ),
    "a command for the macros": (
        [*HEARING, "--priority", PRIORITY.replace("all", "{{ home() }}")],
        1,
        "begins a command for the pages' macros",
    ),
    "nothing at all": (["word"], 2, "--source is missing: where the meaning comes from"),
    "a word that is there": (
        [
            "word",
            "step-count",
            "--term",
            "Steps",
            "--plain",
            "How many there are.",
            "--source",
            "Us",
        ],
        2,
        "'step-count' is in data/terms.yml already",
    ),
    "a word that explains itself": (
        ["word", "elm", "--term", "Elm", "--plain", "An elm is a tree.", "--source", "Us"],
        1,
        "in the new line “plain: An elm is a tree.”: the explanation of 'Elm' uses 'elm' itself",
    ),
    "an update of a page that is not there": (
        ["update", "--about", "/leaders/", "--what", "It changed.", "--why", "It had to."],
        1,
        "no page stands at '/leaders/'",
    ),
    "an update of nothing": (
        ["update", "--what", "It changed.", "--why", "It had to."],
        2,
        "Give one of --chapter and --about",
    ),
    "feedback of a day to come": (
        ["feedback", "a-b", "--title", "A", "--heard", "2030-06-24", "--said", "B."],
        1,
        "2030-06-24 is still to come.",
    ),
    "feedback of no day": (
        ["feedback", "a-b", "--title", "A", "--heard", "yesterday", "--said", "B."],
        2,
        "--heard: 'yesterday' is not a date.",
    ),
    "feedback with a lead's name": (
        [
            "feedback",
            "a-b",
            "--title",
            "A",
            "--heard",
            "2030-05-20",
            "--said",
            "Ada Brown said so.",
        ],
        1,
        "'Ada Brown' is a person's name",
    ),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_a_mistake_is_told_and_nothing_is_written(
    mistake: str, run: Run, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, expected, told = REFUSED[mistake]
    before = files(project)
    status = run("new", *arguments)
    said = capsys.readouterr().err
    assert told in said
    assert "Nothing was written." in said
    assert status == expected
    assert files(project) == before


def test_all_that_is_missing_is_told_at_once(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "chapter") == 2
    said = capsys.readouterr().err
    for name in (
        "id is missing",
        "--title is missing",
        "--stage is missing",
        "--lead is missing",
        "--board is missing",
        "--summary is missing",
    ):
        assert name in said


def test_a_plan_with_a_mistake_has_to_be_mended_first(
    run: Run, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "data/chapters/libraries.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("status: on-hold", "status: on-hod"),
        encoding="utf-8",
    )
    before = files(project)
    assert run("new", "update", "--chapter", "walking", "--what", "A.", "--why", "B.") == 1
    said = capsys.readouterr().err
    assert "this is 'on-hod'" in said
    assert "Mend this first: make check." in said
    assert files(project) == before


def test_a_disk_that_fails_half_way_leaves_everything_as_it_was(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before, replace = files(project), Path.replace

    def fails(path: Path, to: Path) -> Path:
        if to.suffix == ".md" and to.is_relative_to(project):
            raise OSError(28, "No space left on device")
        return replace(path, to)

    monkeypatch.setattr(Path, "replace", fails)
    assert run("new", *HEARING, "--priority", PRIORITY) == 1
    assert (
        "docs/chapters/hearing.md can't be written (no space left on device)."
        in capsys.readouterr().err
    )
    assert files(project) == before


# Ask


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let a person at a terminal type these answers. Returns the questions, as they come."""
    asked: list[str] = []
    left = iter(answers)

    def answer(question: str = "") -> str:
        asked.append(question)
        return next(left)

    monkeypatch.setattr(new, "can_ask", lambda: True)
    monkeypatch.setattr(builtins, "input", answer)
    return asked


def test_on_a_terminal_what_is_missing_is_asked_for_until_it_is_right(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = answering(
        monkeypatch,
        "Hearing!",
        "hearing",
        "",
        "Hearing",
        "whole-lif",
        "whole-life",
        "Jo Bell",
        "",
        "",
        "town-board",
        "For people who hear less.",
        "Offer tests",
        "Tests were planned.",
        "Extend | it",
        "Extend it.",
        "report 8",
        "",
        "",
        "deaf",
        "",
        "",
        "",
    )
    assert run("new", "chapter") == 0
    said = capsys.readouterr().out
    for told in (
        "'Hearing!' does not fit an address",
        "An answer is needed.",
        "Did you mean 'whole-life'?",
        "Write it without the sign |.",
    ):
        assert told in said
    assert load_plan(project, TODAY).chapters["hearing"].priorities[0].words == ("Extend it.",)
    assert any("press Enter" in question for question in asked)


def test_what_was_given_is_not_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, "", "A reader asked.")
    assert run("new", "update", "--chapter", "walking", "--what", "It was made shorter.") == 0
    assert len(asked) == 2


def test_answers_that_were_refused_need_not_be_typed_again(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, "elm", "Elm", "", "", "An elm is a tree.", "It's us", "")
    assert run("new", "word") == 1
    assert (
        "python -m macros new word elm --term Elm --plain 'An elm is a tree.' --source 'It'\"'\"'s us'"
        in capsys.readouterr().out
    )


def test_whoever_stops_half_way_has_changed_nothing(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_question: str = "") -> str:
        raise KeyboardInterrupt

    before = files(project)
    answering(monkeypatch)
    monkeypatch.setattr(builtins, "input", stopped)
    assert run("new", "word") == 130
    assert files(project) == before


# Rename and retire


def standing_of(root: Path) -> Standing:
    return Texts(Site(load_plan(root, TODAY), root, "https://plan.test/")).standing


def strays(root: Path, promised: Plan) -> list[str]:
    """Addresses that were published and come to nothing."""
    stands = standing_of(root)
    return [address for address, _ in promised.addresses.published if not stands.end(address)]


def test_a_renamed_chapter_takes_its_links_along_and_leaves_no_address_behind(
    run: Run, project: Path, original: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (project / "docs/about/index.md").open("a", encoding="utf-8").write(
        "\nSee [Walking](../chapters/walking.md), [them][c] and [again](../chapters/walking.md#priority-1).\n\n[c]: ../chapters/walking.md\n"
    )
    run(
        "new",
        "feedback",
        "short-breaks",
        "--title",
        "Breaks",
        "--chapter",
        "walking",
        "--heard",
        "2030-05-20",
        "--said",
        "Too short.",
    )
    run(
        "new",
        "update",
        "--about",
        "/chapters/walking/",
        "--what",
        "It changed.",
        "--why",
        "It had to.",
    )
    before = files(project)
    assert run("rename", "chapter", "walking", "rambling") == 0
    after = files(project)
    assert "docs/chapters/walking.md" not in after
    assert after["data/chapters/rambling.yml"] == before["data/chapters/walking.yml"]
    assert after["docs/chapters/rambling.md"] == before["docs/chapters/walking.md"]
    plan = load_plan(project, TODAY)
    assert list(plan.chapters)[1] == "rambling"
    assert plan.feedback["short-breaks"].about[0].chapter == "rambling"
    assert plan.updates[-1].about == ("/chapters/rambling/",)
    assert [related.chapter for related in plan.chapters["play"].related].count("rambling") == 1
    page = after["docs/about/index.md"].decode()
    assert "[Walking](../chapters/rambling.md)" in page
    assert "[again](../chapters/rambling.md#priority-1)" in page
    assert "[c]: ../chapters/rambling.md" in page
    for name in after.keys() & before.keys() - {"data/addresses.yml"}:
        if not name.startswith("data/schemas/"):
            assert after[name].replace(b"rambling", b"walking") == before[name], (
                f"{name} has changed more than the name"
            )
    moved = plan.addresses.moved
    assert moved["/chapters/walking/"] == "/chapters/rambling/"
    assert moved["/priorities/#walking"] == "/priorities/#rambling"
    assert moved["/chapters/walking/feed.xml"] == "/chapters/rambling/feed.xml"
    added(before["data/addresses.yml"], after["data/addresses.yml"])
    assert not strays(project, load_plan(original, TODAY))
    assert not complaints(project)
    pages: Pages = build(
        project, tmp_path_factory.mktemp("renamed") / "site", SOURCE_DATE_EPOCH=epoch_of(TODAY)
    )
    assert pages.redirects["/chapters/walking/"].leads_to.endswith("/chapters/rambling/")


AFTER = """\
play-strategy:
  subject: strategies
  now: The county has a play strategy.
  source: https://www.anytown.gov.uk/strategies/play
  read: 2030-01-10
  checked: not yet
  review: 2033-01-10
  chapters:
    - play
    - "walking"
"""
DO_NOW = """\
call-for-help:
  do: Call when somebody is hurt outdoors.
  help: emergency
  chapters: [all]
find-a-path:
  do: Find a path near you.
  source: https://www.anytown.gov.uk/walking
  read: 2030-01-10
  checked: not yet
  review: 2033-01-10
  chapters: [walking, play, libraries] # walking is first
"""
SEARCHES = """\
- pages: [/leads/, /chapters/walking/]
  asked: [walking]
- pages:
    - /have-your-say/walking/
  asked: [say a word on walking]
"""


def test_every_file_that_names_a_renamed_chapter_follows(
    run: Run, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = {"after": AFTER, "do-now": DO_NOW, "searches": SEARCHES}
    for name, text in held.items():
        (project / f"data/{name}.yml").write_text(text, encoding="utf-8")
    (project / "docs/about/what-came-after.md").write_text(
        "# What came after\n\n{{ what_came_after() }}\n", encoding="utf-8"
    )
    assert run("rename", "chapter", "walking", "rambling") == 0, capsys.readouterr().err
    now = {name: (project / f"data/{name}.yml").read_text(encoding="utf-8") for name in held}
    assert '    - play\n    - "rambling"\n' in now["after"]
    assert "  chapters: [rambling, play, libraries] # walking is first\n" in now["do-now"]
    assert now["searches"] == SEARCHES.replace("/walking/", "/rambling/")
    assert run("rename", "chapter", "rambling", "walking") == 0
    for name, text in held.items():
        assert (project / f"data/{name}.yml").read_text(encoding="utf-8") == text


def test_every_place_that_a_model_knows_to_name_a_chapter_is_found() -> None:
    """Of another id, or of other words, that are the same, none is."""
    after = {"one": {"now": "play", "chapters": ["play", "all"]}}
    named = [*ways_to("chapters", FILES["after"], after)]
    assert named == [(("one", "chapters", 0), "play"), (("one", "chapters", 1), "all")]
    chapter = {"stage": "play", "related": [{"chapter": "play", "why": "play"}]}
    named = [*ways_to("chapters", FILES["chapters"], chapter)]
    assert named == [(("related", 0, "chapter"), "play")]


def test_a_chapter_that_is_renamed_back_is_as_it_was(run: Run, project: Path) -> None:
    before = files(project)
    assert run("rename", "chapter", "walking", "rambling") == 0
    assert run("rename", "chapter", "rambling", "walking") == 0
    assert files(project) == before


def test_a_new_title_keeps_the_address_and_tells_readers(
    run: Run, project: Path, original: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(
            "rename",
            "chapter",
            "walking",
            "--title",
            "Walking: slowly",
            "--why",
            "Walkers asked for it.",
        )
        == 0
    )
    chapter = load_plan(project, TODAY).chapters["walking"]
    assert chapter.title == "Walking: slowly"
    assert chapter.updates[-1].what == "The title changed. It was “Walking” before."
    assert load_plan(project, TODAY).addresses == load_plan(original, TODAY).addresses
    assert "Look in docs/ and data/ for “Walking”" in capsys.readouterr().out


@pytest.mark.parametrize(("id_", "status"), [("walking", "current"), ("libraries", "on-hold")])
def test_a_retired_chapter_keeps_its_page_and_its_places_lead_to_it(
    run: Run, project: Path, original: Path, id_: str, status: str
) -> None:
    was = load_plan(original, TODAY)
    assert was.chapters[id_].status == status
    assert (
        run(
            "retire",
            "chapter",
            id_,
            "--reason",
            "The work moved: it is elsewhere.",
            "--date",
            "2030-05-20",
        )
        == 0
    )
    plan = load_plan(project, TODAY)
    chapter = plan.chapters[id_]
    assert (chapter.status, chapter.reason.plain, chapter.reason.date) == (
        "retired",
        "The work moved: it is elsewhere.",
        date(2030, 5, 20),
    )
    assert chapter.updates[-1].why == "The work moved: it is elsewhere."
    assert chapter.number == was.chapters[id_].number
    assert plan.addresses.moved[f"/priorities/#{id_}"] == f"/chapters/{id_}/"
    assert {
        name for name, content in files(project).items() if content != files(original)[name]
    } == {"data/addresses.yml", f"data/chapters/{id_}.yml"}
    assert not strays(project, was)
    assert not complaints(project)


WRONG = {
    "a chapter that is not there": (
        ["rename", "chapter", "walkin", "rambling"],
        2,
        "Did you mean 'walking'?",
    ),
    "an id that is taken": (
        ["rename", "chapter", "walking", "play"],
        2,
        "There is a chapter 'play' already.",
    ),
    "an id that is a group's": (
        ["rename", "chapter", "walking", "young-life"],
        1,
        "'young-life' is the id of a group.",
    ),
    "an id that fits no address": (
        ["rename", "chapter", "walking", "../x"],
        2,
        "does not fit an address",
    ),
    "nothing new": (["rename", "chapter", "walking"], 2, "Say what is to be new"),
    "a title without a reason": (
        ["rename", "chapter", "walking", "--title", "Us"],
        2,
        "--why is missing",
    ),
    "a chapter to retire that is not there": (
        ["retire", "chapter", "walkin", "--reason", "A.", "--date", "2030-05-20"],
        2,
        "Did you mean 'walking'?",
    ),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_what_can_not_be_renamed_or_retired_stays(
    mistake: str, run: Run, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, expected, told = WRONG[mistake]
    before = files(project)
    assert run(*arguments) == expected
    assert told in capsys.readouterr().err
    assert files(project) == before


def test_a_chapter_that_a_received_report_names_keeps_its_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = sample.put_together(tmp_path / "project")
    report = next(report for report in load_plan(root, sample.TODAY).reports.all if report.received)
    old, before = report.chapters[0].chapter, contents(root / "data")
    assert (
        main(
            [
                "--root",
                str(root),
                "rename",
                "chapter",
                old,
                "another",
                "--today",
                sample.TODAY.isoformat(),
            ]
        )
        == 1
    )
    assert f"A board has received a highlight report that names '{old}'" in capsys.readouterr().err
    assert contents(root / "data") == before


# Files


STYLES = {
    "a list that is there": (
        "a: x\nupdates:\n  - date: 1\n\n# End.\n",
        "a: x\nupdates:\n  - date: 1\n  - date: 2\n\n# End.\n",
    ),
    "a list that is not indented": ("updates:\n- date: 1\n", "updates:\n- date: 1\n- date: 2\n"),
    "a list in the middle": (
        "updates:\n  - date: 1\n# Of b.\nb: y\n",
        "updates:\n  - date: 1\n  - date: 2\n# Of b.\nb: y\n",
    ),
    "no list": ("a: x\n", "a: x\nupdates:\n  - date: 2\n"),
    "no end of the last line": ("a: >-\n  x\n  y", "a: >-\n  x\n  y\nupdates:\n  - date: 2\n"),
    "an empty list": ("updates: []\na: x\n", "updates:\n  - date: 2\na: x\n"),
    "line ends of Windows": (
        "a: x\r\nupdates:\r\n  - date: 1",
        "a: x\r\nupdates:\r\n  - date: 1\r\n  - date: 2\r\n",
    ),
    "a byte order mark": ("\ufeffa: x\n", "\ufeffa: x\nupdates:\n  - date: 2\n"),
}


@pytest.mark.parametrize("style", STYLES)
def test_an_entry_is_added_in_the_file_s_own_style(style: str, tmp_path: Path) -> None:
    before, after = STYLES[style]
    path = tmp_path / "x.yml"
    path.write_bytes(before.encode())
    Edited(path, "data/x.yml").add("updates", listed({"date": "2"}))
    assert path.read_bytes().decode() == after


def test_a_list_in_brackets_is_left_to_the_editor(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("updates: [{date: 1}]\n", encoding="utf-8")
    with pytest.raises(NotEditedError, match=r"data/x.yml:1:1: 'updates' stands in brackets"):
        Edited(path, "data/x.yml").add("updates", ["- date: 2"])
    assert path.read_text(encoding="utf-8") == "updates: [{date: 1}]\n"


def test_any_text_is_written_so_that_it_is_read_again() -> None:
    texts = [
        'It\'s: "so" #1',
        "- a",
        "[b]",
        "null",
        "100",
        "x" * 200,
        "many words " * 30 + "end",
        "First.\nSecond.",
        "*",
        "Zoë 👍",
        "a, b",
        "entry: x",
    ]
    data = {
        "one": texts[0],
        "many": texts,
        "inline": texts,
        "within": {"list": [{"a": text, "b": [text]} for text in texts]},
        "none": [],
    }
    assert as_typed("\n".join(written(data, inline=("inline",)))) == data


# The command line


class Parser(argparse.ArgumentParser):
    """A parser that knows its arguments."""

    def __init__(self, **settings: Any) -> None:
        """Begin with none; --help is the first."""
        self.arguments: list[argparse.Action] = []
        super().__init__(**settings)

    def add_argument(self, *names: str, **settings: Any) -> argparse.Action:
        """Add an argument, and keep it."""
        self.arguments.append(super().add_argument(*names, **settings))
        return self.arguments[-1]


def parsers() -> list[Parser]:
    """The parser of each command, and of each of its parts."""
    made: list[Parser] = []

    class Listed(Parser):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            made.append(self)

    commands = Parser(prog="python -m macros").add_subparsers(parser_class=Listed)
    for module in dict.fromkeys(COMMANDS.values()):
        import_module(f"macros.commands.{module}").add(commands)
    assert {*COMMANDS} == {*commands.choices}
    return made


@pytest.mark.parametrize("parser", parsers(), ids=lambda parser: parser.prog)
def test_each_command_has_help_with_an_example_of_itself(parser: Parser) -> None:
    said = parser.format_help()
    assert f"  {parser.prog}" in said.split("Example")[1]
    assert [action.dest for action in parser.arguments if not action.help] == []


class Terminal(io.StringIO):
    """Something that is written to, as if a person looked at it."""

    def isatty(self) -> bool:
        """As a terminal answers."""
        return True


def test_colour_is_for_terminals_alone_and_no_color_turns_it_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = Problem("data/x.yml", 1, 2, "this is wrong.")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert terminal.shown(problem, io.StringIO()) == str(problem)
    assert "\033[31mproblem:\033[0m this is wrong." in terminal.shown(problem, Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert terminal.shown(problem, Terminal()) == str(problem)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert terminal.shown(problem, Terminal()) == str(problem)


def test_the_next_step_is_told_to_a_person_and_not_to_a_script(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, person = io.StringIO(), Terminal()
    monkeypatch.setattr("sys.stderr", script)
    assert run("check") == 0
    monkeypatch.setattr("sys.stderr", person)
    assert run("check") == 0
    assert script.getvalue().startswith("No problems")
    assert script.getvalue().count("\n") == 1
    assert "Now look at it: make serve." in person.getvalue()


def test_wrong_usage_ends_with_2(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["new", "boat"], ["retire", "chapter", "walking"], ["repair"]):
        with pytest.raises(SystemExit) as stopped:
            run(*arguments, dated=False)
        assert stopped.value.code == 2
    assert "invalid choice: 'boat'" in capsys.readouterr().err
