"""A form that was filled in becomes the change that its recipe asks for, on a branch of its own; or nothing changes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pages import ROOT, contents, edit
from programs import GIT, git
from small import TODAY

from macros.__main__ import main
from macros.commands.grant import GRANTS
from macros.commands.wishes import FOLDER, WISHES, forms
from macros.plan.base import as_typed
from macros.plan.load import load_plan
from macros.plan.schemas import FOLDER as SCHEMAS
from macros.plan.today import epoch_of

if TYPE_CHECKING:
    from pathlib import Path

LATER = ("--today", "2031-06-01")
DAY = ("--today", "2030-06-01")
PLAY, PEOPLE, TERMS = "data/chapters/play.yml", "data/people.yml", "data/terms.yml"


def body(wish: str, **answers: str) -> str:
    """An issue's text as GitHub writes it for a form that was filled in."""
    return "\n\n".join(
        f"### {field.label}\n\n{answers.get(field.name, '_No response_')}"
        for field in WISHES[wish].questions
    )


SENTENCE = {
    "page": "https://plan.anytown.gov.uk/chapters/walking/",
    "old": "Everyone walks.",
    "new": "Nearly everyone walks.",
}
LEAD = {
    "chapter": "1. Play",
    "leads": "Jo Bell\nZoë OBrien",
    "source": "Letter of 1 March 2030",
    "why": "Ada Brown moved on.",
}
PLAIN = {
    "priority": "1.2 Keep them open in the evening",
    "plain": "The lights were to stay on until eight.",
    "why": "A reader asked for the hour.",
}
WORD = {
    "term": "Green way",
    "also": "green ways\ngreen paths",
    "plain": "A path between trees.",
    "source": "https://www.example.org/paths",
}
FIGURE = {
    "measure": "People who walk",
    "period": "2030",
    "values": "Anytown: 52.5\nNation: 53",
    "source": "https://www.example.org/figures",
    "caveat": "These figures are invented.",
}

Asked = Callable[..., tuple[int, str]]


@pytest.fixture
def asked(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Asked:
    """Hand an issue's text to the command, in a project with a history: its exit status and what it says."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Editor")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "editor@plan.example")
    git(plan, "init", "--quiet")
    git(plan, "add", "--all")
    git(plan, "commit", "--quiet", "--message=First")

    def run(text: str, *more: str) -> tuple[int, str]:
        (tmp_path / "issue.md").write_text(text, encoding="utf-8", newline="")
        status = main(
            [
                "--root",
                str(plan),
                "from-issue",
                str(tmp_path / "issue.md"),
                "--number=7",
                *DAY,
                *more,
            ]
        )
        said = "".join(capsys.readouterr()).replace(str(tmp_path / "issue.md"), "issue.md")
        assert "Traceback" not in said
        return status, said

    return run


def told(root: Path, *arguments: str) -> str:
    done = subprocess.run([GIT, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def changed(root: Path) -> list[str]:
    """The lines that the last commit took away and brought."""
    lines = told(root, "diff", "--unified=0", "HEAD^", "HEAD").splitlines()
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


# What is done


def test_a_sentence_is_put_in_its_page_on_a_branch_of_its_own(plan: Path, asked: Asked) -> None:
    status, said = asked(body("sentence", **SENTENCE))
    assert status == 0, said
    assert "It is on the branch issue-7." in said
    assert told(plan, "branch", "--show-current") == "issue-7"
    assert told(plan, "log", "-1", "--format=%s%n%b") == "Another sentence\nAs issue 7 asks."
    assert told(plan, "status", "--porcelain") == ""
    assert changed(plan) == ["-Everyone walks.", "+Nearly everyone walks."]


def test_a_sentence_that_stands_in_data_is_put_there_and_readers_are_told_why(
    plan: Path, asked: Asked
) -> None:
    answers = {
        "page": "https://another.example/plan/chapters/play/index.html#top",
        "old": "For children who\nwant to play outside.",
        "new": "For all who want to play outside.",
        "why": "Grown-ups play too.",
    }
    status, said = asked(body("sentence", **answers))
    assert status == 0, said
    assert changed(plan) == [
        "-summary: For children who want to play outside.",
        "+summary: For all who want to play outside.",
        "+updates:",
        "+  - date: 2030-06-01",
        "+    what: A sentence of the page was reworded.",
        "+    why: Grown-ups play too.",
    ]


def test_a_sentence_that_runs_over_lines_is_broken_anew_and_marks_are_those_of_a_keyboard(
    plan: Path, asked: Asked
) -> None:
    page = plan / "docs/chapters/walking.md"
    edit(page, "Everyone walks.", "Nobody\n'stands' here. Everyone\nwalks.")
    git(plan, "commit", "--quiet", "--all", "--message=Second")
    answers = SENTENCE | {
        "old": "Nobody ‘stands’ here.",
        "new": "“Nobody” stands. " + "On and on. " * 12,
    }
    assert asked(body("sentence", **answers))[0] == 0
    text = page.read_text(encoding="utf-8")
    assert '\n"Nobody" stands. On and on.' in text
    assert "on. Everyone walks." in " ".join(text.split())
    assert {len(line) <= 100 for line in text.splitlines() if "On and on" in line} == {True}


def test_another_lead_comes_with_where_the_name_is_from_and_an_update(
    plan: Path, asked: Asked
) -> None:
    status, said = asked(body("lead", **LEAD))
    assert status == 0, said
    assert changed(plan) == [
        "-leads: [ada-brown]",
        "+leads: [jo-bell, zoe-obrien]",
        "+updates:",
        "+  - date: 2030-06-01",
        "+    what: The lead of the chapter changed.",
        "+    why: Ada Brown moved on.",
        "+jo-bell:",
        "+  name: Jo Bell",
        "+  source: Letter of 1 March 2030",
    ]


def of_play_alone(plan: Path) -> None:
    """Ada Brown leads no chapter but that on play."""
    edit(plan / "data/chapters/walking.yml", "[zoe-obrien, ada-brown]", "[zoe-obrien]")
    with (plan / "data/chapters/walking.yml").open("a", encoding="utf-8") as file:
        file.write("updates:\n  - {date: 2030-01-05, what: One left., why: It was agreed.}\n")
    for path in (plan / "data/chapters").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        if path.stem != "play":
            path.write_text(text.replace("ada-brown", "zoe-obrien"), encoding="utf-8")


def test_who_leads_nothing_any_more_is_taken_away_and_links_lead_on(
    plan: Path, asked: Asked
) -> None:
    of_play_alone(plan)
    git(plan, "commit", "--quiet", "--all", "--message=Second")
    status, said = asked(body("lead", chapter="1. Play", since="2030-05-01", why="Ada Brown left."))
    assert status == 0, said
    people = (plan / PEOPLE).read_text(encoding="utf-8")
    assert "ada-brown" not in people
    assert "leads: []\nvacant_since: 2030-05-01\n" in (plan / PLAY).read_text(encoding="utf-8")


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("new", ["Zoë OBrien", ""])
def test_of_a_lead_whose_name_is_withheld_nothing_is_written_and_nothing_is_lost(
    plan: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch, new: str, published: bool
) -> None:
    """Her lines keep the name out of texts and addresses, also when she leads nothing any more."""
    if published:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch_of(TODAY))
        assert main(["--root", str(plan), "addresses", "record"]) == 0
        assert "/leads/#ada-brown" in (plan / "data/addresses.yml").read_text(encoding="utf-8")
    edit(plan / PEOPLE, "  name: Ada Brown\n", "  name: Ada Brown\n  public: nothing\n")
    of_play_alone(plan)
    git(plan, "commit", "--quiet", "--all", "--message=Second")
    people = (plan / PEOPLE).read_bytes()
    answers = {"chapter": "1. Play", "leads": new, "since": "" if new else "2030-05-01"}
    before = contents(plan / "data")
    status, said = asked(body("lead", **answers, why="Ada Brown left."))
    assert (status, "'Ada Brown' names a lead whose name is not public" in said) == (1, True), said
    assert contents(plan / "data") == before
    status, said = asked(body("lead", **answers, why="It was agreed."))
    assert status == 0, said
    assert (plan / PEOPLE).read_bytes() == people
    added = [line for line in changed(plan) if line.startswith("+")]
    assert not [line for line in added if re.search("ada|brown", line, re.IGNORECASE)]
    assert "ada-brown" not in told(plan, "log", "-1", "--format=%B")


def test_plainer_words_of_a_priority_leave_all_else_as_it_is(plan: Path, asked: Asked) -> None:
    assert asked(body("plain-words", **PLAIN))[0] == 0
    assert changed(plan) == [
        "-    plain: The lights were to stay on for longer.",
        "+    plain: The lights were to stay on until eight.",
        "+updates:",
        "+  - date: 2030-06-01",
        "+    what: The plain words of priority 2 were changed.",
        "+    why: A reader asked for the hour.",
    ]


def test_plain_words_with_bullets_become_a_list(plan: Path, asked: Asked) -> None:
    typed = "These were\nplanned.\n\n- More “breaks”,\n  all year\n* More support: at home\n\nThat was all."
    status, said = asked(body("plain-words", **PLAIN | {"plain": typed}))
    assert status == 0, said
    assert changed(plan)[:6] == [
        "-    plain: The lights were to stay on for longer.",
        "+    plain:",
        "+      - These were planned.",
        '+      - - More "breaks", all year',
        "+        - 'More support: at home'",
        "+      - That was all.",
    ]
    assert load_plan(plan, date(2030, 6, 1)).chapters["play"].priorities[1].plain == (
        "These were planned.",
        ("More “breaks”, all year", "More support: at home"),
        "That was all.",
    )


def test_a_wish_that_changes_one_of_two_texts_leaves_the_other(plan: Path, asked: Asked) -> None:
    answers = PLAIN | {"heading": "Keep them open in the evening"}
    assert asked(body("plain-words", **answers))[0] == 0
    assert [line for line in changed(plan) if "heading" in line] == []


def test_a_word_is_explained_at_the_end_of_its_file(plan: Path, asked: Asked) -> None:
    assert asked(body("word", **WORD))[0] == 0
    assert changed(plan) == [
        "+green-way:",
        "+  term: Green way",
        "+  also: [green ways, green paths]",
        "+  plain: A path between trees.",
        "+  source:",
        "+    - https://www.example.org/paths",
        "+  read: 2030-06-01",
        "+  checked: not yet",
    ]


def test_figures_stand_below_those_that_are_there(plan: Path, asked: Asked) -> None:
    status, said = asked(body("figure", **FIGURE, unit="None"), *LATER)
    assert status == 0, said
    lines = changed(plan)
    assert lines[0] == "+    - period: 2030"
    assert not [line for line in lines if line.startswith("-")]
    outcomes = load_plan(plan, date(2031, 6, 1)).outcomes["walkers"]
    assert [str(value.value) for value in outcomes.figures[-1].values] == ["52.5", "53"]


def test_first_figures_take_the_place_of_why_there_are_none(plan: Path, asked: Asked) -> None:
    measures = [o for o in load_plan(plan, TODAY).outcomes.values() if not o.figures]
    one = measures[0]
    answers = FIGURE | {
        "measure": one.indicator,
        "values": f"{one.area}: 5",
        "source": "https://www.example.org/figures",
        "why": "They were published.",
    }
    status, said = asked(body("figure", **answers), *LATER)
    assert status == 1
    assert "issue.md:" in said
    assert "this measure has no unit yet. Choose one." in said
    status, said = asked(body("figure", **answers, unit="per cent"), *LATER)
    assert status == 0, said
    assert "'charts:'" in said
    assert "missing" not in as_typed((plan / "data/outcomes.yml").read_text("utf-8"))[one.id]
    assert "about: [/outcomes/]" in "\n".join(changed(plan))


def test_the_issue_can_be_handed_on_through_a_pipe(
    plan: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked
    text = body("word", **WORD).replace("\n", "\r\n").encode()

    class Piped:
        buffer = io.BytesIO(text)

    monkeypatch.setattr("sys.stdin", Piped())
    assert main(["--root", str(plan), "from-issue", "-", *DAY]) == 0
    assert told(plan, "branch", "--show-current") == "issue-word-2030-06-01"


def test_a_reason_gets_its_full_stop(plan: Path, asked: Asked) -> None:
    assert asked(body("plain-words", **PLAIN | {"why": "A reader asked for the hour"}))[0] == 0
    assert "+    why: A reader asked for the hour." in changed(plan)


def test_the_style_of_the_new_sentence_is_told(asked: Asked) -> None:
    long = "Most of us walk, " + "on and " * 20 + "on."
    status, said = asked(body("sentence", **SENTENCE | {"new": long}))
    assert status == 0, said
    warnings = [line for line in said.splitlines() if "warning: " in line]
    assert "docs/chapters/walking.md:7:" in warnings[0]
    assert "'us' stands here, and this site speaks for nobody." in "".join(warnings)
    assert "25 are easy to read" in "".join(warnings)


# What is refused


def nothing_changed(root: Path, before: dict[str, bytes]) -> bool:
    return (
        contents(root / "data") == before
        and told(root, "branch", "--format=%(refname:short)") == "main"
        and told(root, "status", "--porcelain") == ""
    )


EVIL = "x" * 20_000
MISTAKES: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "nothing filled in": (
        "word",
        {},
        (
            "issue.md:1:1: there is no answer to 'Which word?'.",
            "issue.md:13:1: there is no answer to 'What does it mean?'.",
            "issue.md:17:1: there is no answer to 'Where does the meaning come from?'.",
        ),
    ),
    "a word that is there": (
        "word",
        WORD | {"term": "Play area"},
        ("issue.md:3:1: Which word? 'play-area' is",),
    ),
    "a word in its own explanation": (
        "word",
        WORD | {"plain": "A green way."},
        ("issue.md:16:1: What does it mean? the explanation",),
    ),
    "an address that is none": (
        "word",
        WORD | {"source": "https://nowhere"},
        ("is not a web address",),
    ),
    "a paper that is none": (
        "word",
        WORD | {"source": "report 999"},
        ("'report' has no paragraph '999'",),
    ),
    "a sentence without its full stop": (
        "sentence",
        SENTENCE | {"new": "Nearly everyone walks"},
        ("What should it say? ends without a full stop, and the old sentence has one. Add it.",),
    ),
    "a chapter that is none": (
        "lead",
        LEAD | {"chapter": "99. Nowhere"},
        ("issue.md:3:1: '99. Nowhere' is not there.",),
    ),
    "leads and a day without one": (
        "lead",
        LEAD | {"since": "2030-05-01"},
        ("give either who leads",),
    ),
    "no leads": ("lead", LEAD | {"leads": "_No response_"}, ("give either who leads",)),
    "one name alone": ("lead", LEAD | {"leads": "Jo"}, ("'Jo' is not in data/people.yml",)),
    "a day that is none": ("lead", {**LEAD, "leads": "", "since": "May"}, ("'May' is not a date",)),
    "a priority that is none": (
        "plain-words",
        PLAIN | {"priority": "1.9 More"},
        ("'1.9 More' is not there.",),
    ),
    "no new words": (
        "plain-words",
        PLAIN | {"plain": ""},
        ("neither a new heading nor new plain words",),
    ),
    "a figure with a comma": (
        "figure",
        FIGURE | {"values": "Anytown: 52,5"},
        ("'52,5' is not a figure",),
    ),
    "a figure without its area": (
        "figure",
        FIGURE | {"values": "52.5"},
        ("no area with its figure",),
    ),
    "an area without the measure's": (
        "figure",
        FIGURE | {"values": "Nation: 52.5"},
        ("no figure here is for Anytown",),
    ),
    "a period that is none": (
        "figure",
        FIGURE | {"period": "last year"},
        ("'last year' is not a period",),
    ),
    "a page that is none": (
        "sentence",
        SENTENCE | {"page": "https://plan.anytown.gov.uk/nowhere/"},
        ("issue.md:3:1: On which page is it? no page stands",),
    ),
    "a sentence that is none": (
        "sentence",
        SENTENCE | {"old": "Nobody walks."},
        ("this does not stand in docs/chapters/walking.md",),
    ),
    "a sentence of the plan's own": (
        "sentence",
        SENTENCE | {"old": "Build two play areas."},
        ("these are the plan's own words, and are never changed.",),
    ),
    "a sentence as it is": (
        "sentence",
        SENTENCE | {"new": "Everyone  walks."},
        ("issue.md:11:1: What should it say? this is so already.",),
    ),
    "a lead as it is": (
        "lead",
        LEAD | {"leads": "Ada Brown"},
        ("issue.md:7:1: Who leads it now? this is so already.",),
    ),
    "plain words as they are": (
        "plain-words",
        PLAIN | {"plain": "The lights were to stay\non for longer."},
        ("What should its plain words say? this is so already.",),
    ),
    "bullets where one text stands": (
        "word",
        WORD | {"plain": "A path:\n\n- between trees\n- between stones"},
        ("'-' begins a bullet, and no list stands here. Write sentences.",),
    ),
    "bullets within bullets": (
        "plain-words",
        PLAIN | {"plain": "- - A path"},
        ("issue.md:11:1: there are no bullets within bullets. Take one away.",),
    ),
    "a bullet that stands further in": (
        "plain-words",
        PLAIN | {"plain": "- A path\n  - between trees\n- A road"},
        ("issue.md:12:1: there are no bullets within bullets. Take the blanks in front",),
    ),
    "HTML": ("sentence", SENTENCE | {"new": "<script>alert(1)</script>"}, ("'<script>' is HTML",)),
    "HTML in data": (
        "plain-words",
        PLAIN | {"plain": "<b>All</b> of them."},
        ("issue.md:11:1: '<b>' is HTML",),
    ),
    "a macro": ("sentence", SENTENCE | {"new": "{{ publisher() }}"}, ("'{{'",)),
    "a macro in data": ("word", WORD | {"plain": "{% raw %} is a path."}, ("'{%'",)),
    "a link": (
        "sentence",
        SENTENCE | {"new": "[All](https://evil.example) walk."},
        ("is Markdown, and this text shows none",),
    ),
    "a mark that nobody sees": ("word", WORD | {"term": "Green\u200bway"}, ("issue.md:3:6:",)),
    "a letter that looks like ours": ("lead", LEAD | {"leads": "J\u043e Bell"}, ("CYRILLIC",)),
    "a control character": ("word", WORD | {"term": "Green\x07way"}, ("control character",)),
    "an e-mail address": ("lead", LEAD | {"why": "Ask jo@example.org."}, ("'jo@example.o",)),
    "a telephone number": ("lead", LEAD | {"why": "Ring 0191 496 0000."}, ("'0191 496 0000'",)),
    "a great deal": ("word", WORD | {"plain": EVIL}, ("A form takes 20,000 at most.",)),
    "an answer given twice": (
        "word",
        WORD | {"plain": "A path.\n\n### Which word?\n\nother"},
        ("'Which word?' stands here a second time",),
    ),
    "a heading of one's own": (
        "word",
        WORD | {"plain": "A path.\n\n### More\n\nother"},
        ("does not ask 'More'",),
    ),
}


def test_what_does_not_fit_is_told_and_changes_nothing(plan: Path, asked: Asked) -> None:
    before = contents(plan / "data")
    for mistake, (wish, answers, expected) in MISTAKES.items():
        status, said = asked(body(wish, **answers), *LATER)
        assert status in (1, 2), (mistake, said)
        assert [one for one in expected if one not in said] == [], (mistake, said)
        assert "Nothing was" in said, mistake
        assert nothing_changed(plan, before), mistake


TEXTS = (
    "A path: between \"trees\" & 'stones' # or so",
    "- A path\n- and another",
    "&anchor *alias !tag | > % @",
    "A path.\nterm: other\nsource: [x]",
    "'''\"\"\"\\n\\x00",
    "--- \n... ",
    "true",
)


def test_no_text_is_taken_for_more_than_text(plan: Path, asked: Asked) -> None:
    """What a stranger types stays one value of one field, or is refused."""
    before = as_typed((plan / TERMS).read_text(encoding="utf-8"))
    for text in TEXTS:
        status, said = asked(body("word", **WORD | {"plain": text}))
        after = as_typed((plan / TERMS).read_text(encoding="utf-8"))
        if status:
            assert after == before, said
            continue
        assert {name: entry for name, entry in after.items() if name in before} == before
        assert [*after["green-way"]] == ["term", "also", "plain", "source", "read", "checked"]
        assert after["green-way"]["plain"] == " ".join(text.split())
        git(plan, "switch", "--quiet", "main")
        git(plan, "branch", "--quiet", "-D", "issue-7")


def test_what_no_form_asked_for_is_told(asked: Asked) -> None:
    assert "none of the forms was filled in here" in asked("Please change everything.\n")[1]
    assert (
        "this stands before the form's first question"
        in asked(f"Hello\n\n{body('word', **WORD)}")[1]
    )
    assert asked("")[0] == 1


def test_a_file_that_is_not_there_or_is_none_is_told(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (tmp_path / "none.md", tmp_path):
        assert main(["--root", str(plan), "from-issue", str(file), *DAY]) == 1
        said = "".join(capsys.readouterr())
        assert "this file can't be read" in said
        assert "Traceback" not in said


def test_a_folder_with_changes_of_ones_own_is_left_alone(plan: Path, asked: Asked) -> None:
    edit(plan / PLAY, "title: Play\n", "title: Play # mine\n")
    (plan / "docs/new.md").write_text("# New\n", encoding="utf-8")
    status, said = asked(body("word", **WORD))
    assert status == 1
    assert f"These files are not committed: {PLAY}, docs/new.md." in said
    assert (plan / PLAY).read_text(encoding="utf-8").count("# mine") == 1


def test_an_issue_that_was_done_before_is_not_done_again(plan: Path, asked: Asked) -> None:
    git(plan, "branch", "issue-7")
    status, said = asked(body("word", **WORD))
    assert (status, "The branch 'issue-7' is there already." in said) == (1, True)


def test_without_a_history_or_a_name_nothing_begins(
    plan: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as nobody:
        for who in ("AUTHOR", "COMMITTER"):
            nobody.setenv(f"GIT_{who}_NAME", "")
        status, said = asked(body("word", **WORD))
        assert (status, "git config --global user.name" in said) == (1, True)
    (plan / ".git").rename(plan / "git-before")
    status, said = asked(body("word", **WORD))
    assert (status, "There is no history here" in said) == (1, True)


def test_a_commit_that_fails_leaves_all_as_it_was(plan: Path, asked: Asked) -> None:
    hook = plan / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho secret >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    before = contents(plan / "data")
    status, said = asked(body("lead", **LEAD))
    assert status == 1
    assert "git commit failed, perhaps for a hook" in said
    assert "secret" not in said
    assert nothing_changed(plan, before)


def test_a_file_that_shares_a_line_is_not_torn(plan: Path, asked: Asked) -> None:
    edit(plan / PLAY, "  - number: 2\n    heading", "  - {number: 2, heading")
    edit(
        plan / PLAY,
        "in the evening\n    plain: The lights were to stay on for longer.",
        "in the evening, plain: All.",
    )
    text = (plan / PLAY).read_text(encoding="utf-8")
    text = re.sub(
        r"All\.\n    words:\n      - (.*)\n    source: (.*)",
        r"All., words: [\1], source: \2}",
        text,
    )
    (plan / PLAY).write_text(text, encoding="utf-8")
    git(plan, "commit", "--quiet", "--all", "--message=Second")
    status, said = asked(body("plain-words", **PLAIN))
    assert (status, "'plain' shares its line with something else" in said) == (1, True), said


# The forms


def test_every_wish_can_be_granted() -> None:
    assert set(GRANTS) == set(WISHES)


def test_no_question_of_a_form_is_asked_twice_and_none_without_help() -> None:
    for wish in WISHES.values():
        assert len({*wish.labels}) == len(wish.questions)
        assert len({field.name for field in wish.questions}) == len(wish.questions)
        assert all(field.asks.endswith((".", "13.8")) for field in wish.questions)


def without_choices(form: str) -> object:
    read = as_typed(form)
    for element in read["body"]:
        element["attributes"].pop("options", None)
    return read


def test_the_forms_are_those_of_the_model(plan: Path) -> None:
    made = forms(load_plan(plan, TODAY))
    assert {path.name for path in (ROOT / FOLDER).glob("wish-*.yml")} == {*made}, (
        "run: make schemas"
    )
    for name, text in made.items():
        there = (ROOT / FOLDER / name).read_text(encoding="utf-8")
        assert without_choices(there) == without_choices(text), (
            f"{name} is stale. Run: make schemas"
        )


def test_the_choices_of_a_form_are_those_of_the_data(plan: Path) -> None:
    made = forms(load_plan(plan, TODAY))
    choices = {
        element["id"]: element["attributes"]["options"]
        for text in made.values()
        for element in as_typed(text)["body"]
        if "options" in element["attributes"]
    }
    assert choices["chapter"][:2] == ["1. Play", "2. Walking"]
    assert "1.2 Keep them open in the evening" in choices["priority"]
    assert "People who walk" in choices["measure"]
    assert choices["unit"][0] == "per cent"


def test_a_form_says_first_that_it_is_public_and_wants_nothing_about_people(plan: Path) -> None:
    for text in forms(load_plan(plan, TODAY)).values():
        first = as_typed(text)["body"][0]
        assert first["type"] == "markdown"
        assert "Everyone can read what you write here" in first["attributes"]["value"]
        assert "no e-mail address" in first["attributes"]["value"]


def test_a_form_that_is_older_than_the_data_is_told_and_written_anew(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch_of(TODAY))
    (plan / FOLDER).mkdir(parents=True)
    (plan / SCHEMAS).mkdir()
    (plan / FOLDER / "wish-old.yml").write_text("name: Old\n", encoding="utf-8")
    (plan / FOLDER / "error.yml").write_text("name: Error\n", encoding="utf-8")
    assert main(["--root", str(plan), "schemas"]) == 0
    assert f"{FOLDER}/wish-lead.yml" in capsys.readouterr().out
    assert sorted(p.name for p in (plan / FOLDER).iterdir()) == [
        "error.yml",
        *sorted(f"wish-{name}.yml" for name in WISHES),
    ]
    edit(plan / PLAY, "title: Play", "title: Games")
    edit(plan / PLAY, "number: 1\ntitle", "number: 1\nalso_called: [Play]\ntitle")
    main(["--root", str(plan), "check", *DAY])
    said = capsys.readouterr().out
    assert f"{FOLDER}/wish-lead.yml:1:1: warning: 1 of the forms for issues is older" in said
    assert main(["--root", str(plan), "schemas"]) == 0
    main(["--root", str(plan), "check", *DAY])
    assert "forms for issues" not in capsys.readouterr().out
    shutil.rmtree(plan / ".github")


def test_the_page_for_those_who_ask_names_every_form() -> None:
    page = (ROOT / "handbook/editing/ask-by-form.md").read_text(encoding="utf-8")
    for wish in WISHES.values():
        assert f"| {wish.title} | {wish.helps} |" in page
