"""Bad input is refused with a place and a reason, whatever it is; good input passes. See also test_mistakes.py."""

from __future__ import annotations

import shutil
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import pytest
from pages import DAY, EDITION, by_day, edit
from sample import SMALL, leave_files
from small import TODAY, Check, said

from macros.__main__ import main
from macros.commands.check import problems_of
from macros.pages import templates
from macros.pages.site import Site
from macros.plan.load import load_plan, read_plan
from macros.plan.problems import Id, Line, OneOf, PlanError, Problem, Words, allowed
from macros.plan.source import MAX_BYTES, read_yaml
from macros.plan.wordings import Wording

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    path.relative_to(SMALL).as_posix(): path
    for path in [*SMALL.glob("*/**/*.yml"), *SMALL.glob("*/**/*.md"), SMALL / "mkdocs.yml"]
}

# What passes


def test_the_third_edition_passes() -> None:
    assert [p for p in problems_of(EDITION, DAY) if not p.warning] == []


def test_the_sample_plan_passes_without_a_warning(check: Check) -> None:
    assert check() == (0, [])


def test_files_with_the_line_ends_of_windows_are_read_alike(plan: Path, check: Check) -> None:
    before = load_plan(plan, TODAY)
    for file in [*plan.rglob("*.yml"), *plan.rglob("*.md")]:
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert check() == (0, [])
    assert load_plan(plan, TODAY) == before


def test_a_file_may_begin_with_a_byte_order_mark(plan: Path, check: Check) -> None:
    for file in (plan / "data" / "people.yml", plan / "docs" / "contact.md"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert check() == (0, [])


def test_what_other_programs_hide_in_a_folder_is_left_alone(plan: Path, check: Check) -> None:
    (plan / "docs/.obsidian").mkdir()
    leave_files(plan / "data", plan / "docs")
    assert check() == (0, [])


def test_a_plan_may_have_no_notes_and_no_dates(plan: Path) -> None:
    (plan / "data" / "notes.yml").write_text("{}\n")
    (plan / "data" / "timeline.yml").write_text("[]\n")
    assert said(plan) == []


def test_html_in_the_data_is_shown_as_it_is_typed(plan: Path, check: Check) -> None:
    edit(
        plan / "data" / "chapters" / "walking.yml",
        "title: Walking",
        "title: <script>alert(1)</script> & more\nupdates: [{date: 2030-05-01, what: A title., why: A letter.}]",
    )
    assert check() == (0, [])
    site = Site(load_plan(plan, TODAY), plan, "https://plan.anytown.gov.uk/")
    html = site.render("chapter_opening", site.pages["chapters/walking.md"])
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html
    assert "<script" not in html


def test_a_template_is_compiled_again_only_when_its_text_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    compile_ = jinja2.Environment.compile

    def told(self: jinja2.Environment, source: str, *rest: Any, **more: Any) -> Any:
        compiled.append(source)
        return compile_(self, source, *rest, **more)

    monkeypatch.setattr(jinja2.Environment, "compile", told)
    for place, text in (("one", "First."), ("two", "First."), ("two", "Second.")):
        (tmp_path / place).mkdir(exist_ok=True)
        (tmp_path / place / "words.txt").write_text(text)
        monkeypatch.setattr(templates, "OVERRIDES", tmp_path / place)
        site = Site(load_plan(SMALL, TODAY), SMALL, "https://plan.anytown.gov.uk/")
        assert site.fill("words.txt") == text
    assert compiled == ["First.", "Second."]


def test_a_name_in_another_script_needs_no_id_in_small_letters_of_its_own(plan: Path) -> None:
    edit(plan / "data" / "people.yml", "name: Zoë OBrien", "name: 李小龍\n  source: A letter")
    assert said(plan) == []


@pytest.mark.parametrize(
    "text", ["null", "~", "No", "1.10", "2026-01-02", "0x1F", "1e3", "=", "yes"]
)
def test_a_text_stays_as_it_is_typed(plan: Path, text: str) -> None:
    edit(plan / "data" / "chapters" / "walking.yml", "title: Walking", f"title: {text}")
    assert load_plan(plan, TODAY).chapters["walking"].title == text


def test_chapters_stand_in_the_order_of_their_numbers_and_dates_in_the_order_of_time(
    plan: Path,
) -> None:
    with (plan / "data" / "timeline.yml").open("a") as file:
        file.write('- date: "2029"\n  sort: "2029"\n  what: Before.\n  source: Sample report\n')
    loaded = load_plan(plan, TODAY)
    assert list(loaded.chapters) == ["play", "walking", "libraries"]
    assert [event.date for event in loaded.timeline] == ["2029", "Spring 2030"]


# Files that can't be read


@pytest.mark.parametrize(
    ("bytes_", "expected"),
    [
        (
            b"ada-brown:\n  name: Ad\xe9 Brown\n",
            "2:11: byte 0xe9 is not UTF-8. Save the file with the encoding UTF-8.",
        ),
        (
            "ada-brown:\n  name: Ada\n".encode("utf-16"),
            "1:1: byte 0xff is not UTF-8. Save the file with the encoding UTF-8.",
        ),
        (
            b"ada-brown:\n  name: \xc3",
            "2:9: byte 0xc3 is not UTF-8. Save the file with the encoding UTF-8.",
        ),
        (
            b"ada-brown:\n  name: \xed\xa0\x80\n",
            "2:9: byte 0xed is not UTF-8. Save the file with the encoding UTF-8.",
        ),
        (
            b"ada-brown:\n  name: Ada\x00\n",
            "2:12: a control character (U+0000) stands here. Take it away.",
        ),
        (
            b"ada-brown:\n  name: \x1b[31mAda\n",
            "2:9: a control character (U+001B) stands here. Take it away.",
        ),
        (
            b"ada-brown:\r  name: Ada\n",
            "1:11: a control character (U+000D) stands here. Take it away.",
        ),
        (
            "ada-brown:\n  name: Ada\u2028Brown\n".encode(),
            "2:12: a control character (LINE SEPARATOR) stands here. Take it away.",
        ),
        (
            "ada-brown:\n  name: Ada\ufffe\n".encode(),
            "2:12: a control character (U+FFFE) stands here. Take it away.",
        ),
        (
            "ada-brown:\n  name: \u202eadA\n".encode(),
            "2:9: a mark that turns the reading direction (RIGHT-TO-LEFT OVERRIDE) stands here. Take it away.",
        ),
        (
            "ada-brown:\n  name: Ada \u2066Brown\n".encode(),
            "2:13: a mark that turns the reading direction (LEFT-TO-RIGHT ISOLATE) stands here. Take it away.",
        ),
    ],
    ids=[
        "latin-1",
        "utf-16",
        "cut-off",
        "half-a-pair",
        "null",
        "escape",
        "old-mac",
        "line-separator",
        "no-character",
        "override",
        "isolate",
    ],
)
def test_bytes_that_are_no_plain_text_are_refused_at_their_place(
    tmp_path: Path, bytes_: bytes, expected: str
) -> None:
    (tmp_path / "people.yml").write_bytes(bytes_)
    source, problems = read_yaml(tmp_path / "people.yml", "data/people.yml")
    assert source is None
    assert [str(p) for p in problems] == [f"data/people.yml:{expected}"]


def test_every_control_character_of_a_page_is_refused(plan: Path, check: Check) -> None:
    (plan / "docs" / "contact.md").write_text(
        "# Contact\n\nWrite\tto \u202eus\x07.\n", encoding="utf-8"
    )
    assert check() == (
        1,
        [
            "docs/contact.md:3:6: a tab stands here. Use blanks: one between words, four in front of what belongs to a list or a box.",
            "docs/contact.md:3:10: a mark that turns the reading direction (RIGHT-TO-LEFT OVERRIDE) stands here. Take it away.",
            "docs/contact.md:3:13: a control character (U+0007) stands here. Take it away.",
        ],
    )


def test_a_file_over_a_megabyte_is_refused(plan: Path) -> None:
    (plan / "data" / "people.yml").write_bytes(b"#" * (MAX_BYTES + 1))
    assert said(plan) == [
        "data/people.yml:1:1: this file has 1,000,001 bytes. At most 1,000,000 are allowed. Split it, or shorten it."
    ]


def test_a_folder_with_the_name_of_a_file_is_refused(plan: Path, check: Check) -> None:
    for file in ("data/people.yml", "data/chapters/play.yml", "docs/contact.md"):
        (plan / file).unlink()
        (plan / file).mkdir()
    assert check() == (
        1,
        [
            "data/chapters/play.yml:1:1: this file can't be read (is a directory). Mend its permissions, or put it back.",
            "data/people.yml:1:1: this file can't be read (is a directory). Mend its permissions, or put it back.",
            "docs/contact.md:1:1: this file can't be read (is a directory). Mend its permissions, or put it back.",
        ],
    )
    for file in ("data/people.yml", "data/chapters/play.yml"):
        (plan / file).rmdir()
        shutil.copy(SMALL / file, plan / file)
    assert check() == (
        1,
        [
            "docs/contact.md:1:1: this file can't be read (is a directory). Mend its permissions, or put it back."
        ],
    )


def test_a_link_to_a_file_that_is_gone_is_refused(plan: Path) -> None:
    for file in ("data/people.yml", "data/chapters/play.yml"):
        (plan / file).unlink()
        (plan / file).symlink_to(plan / "nowhere")
    assert said(plan) == [
        "data/chapters/play.yml:1:1: this file can't be read (no such file or directory). Mend its permissions, or put it back.",
        "data/people.yml:1:1: this file is missing. Put it back.",
    ]


def test_missing_folders_are_named(plan: Path) -> None:
    shutil.rmtree(plan / "data" / "chapters")
    assert said(plan) == ["data/chapters:1:1: this folder is missing. Put it back."]
    shutil.rmtree(plan / "data")
    assert len(said(plan)) == 19


def test_the_name_of_a_file_can_not_break_the_list(plan: Path) -> None:
    for name in (b"x\n::error::y.yml", b"\xff.yml", "\u202elmy.yml".encode()):
        (plan / "data" / "chapters" / name.decode("utf-8", "surrogateescape")).write_text("")
    problems = said(plan)
    assert len(problems) == 3
    assert all("\n" not in line and line.isprintable() for line in problems)
    assert problems[0].startswith("data/chapters/?.yml:1:1: the file's name is '?.yml'.")


@pytest.mark.parametrize(
    "file",
    by_day(
        {name: name for name in FILES},
        "data/plan.yml",
        "data/people.yml",
        "data/papers/report.yml",
        "docs/index.md",
        "docs/search.md",
        "docs/chapters/play.md",
        "mkdocs.yml",
    ),
)
def test_a_merge_conflict_is_told_alone_in_whatever_file_it_stands(
    file: str, plan: Path, check: Check
) -> None:
    text = FILES[file].read_text("utf-8")
    (plan / file).write_text(f"{text}<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> main\n", "utf-8")
    status, lines = check()
    line = text.count("\n") + 1
    assert status == 1
    assert [one.partition(": this line")[0] for one in lines] == [f"{file}:{line}:1"]


# Input that nobody types, and that must not end in a traceback


NASTY = {
    "deep-brackets": "a: " + "[" * 300_000,
    "deep-braces": "{a: " * 100_000,
    "deep-dashes": "- " * 100_000,
    "deep-names": "\n".join(" " * n + "a:" for n in range(1, 400)),
    "an-alias-to-itself": "a: &a [*a]",
    "a-mapping-of-itself": "&a a: *a",
    "laughing-aliases": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]",
    "an-unknown-alias": "a: *b",
    "merged-keys": "a: &a {name: A}\nb:\n  <<: *a",
    "a-python-object": "a: !!python/object/apply:os.system [echo]",
    "a-tag-on-a-name": "!x a: b",
    "a-tag-directive": "%TAG ! tag:x,2000:\n---\na: !y z",
    "an-unknown-directive": "%FOO bar\n---\na: b",
    "a-wrong-version": "%YAML 9.9\n---\na: b",
    "a-list-as-a-name": "? [a, b]\n: c",
    "a-mapping-as-a-name": "? {a: b}\n: c",
    "a-name-and-nothing": "? a",
    "numbers-as-names": "1: 2\n3:\n  4: 5",
    "no-name": ": a",
    "null-as-a-name": "~: a\nnull: b",
    "only-dashes": "---\n---\n---\n",
    "only-an-end": "...",
    "only-comments": "# a\n# b\n",
    "only-blanks": "   \n  \n",
    "only-a-mark": "\ufeff\ufeff",
    "an-empty-list": "[]",
    "an-empty-mapping": "{}",
    "nulls": "title: ~\nnumber: null\nleads: [null, ~, ]\npriorities:\n  -\n  - ~\nrelated:\n",
    "lists-everywhere": "number: []\ntitle: [[]]\nleads: [[a]]\nreason: []\npriorities: [[]]\nrelated: [[[]]]\nnotes: {}\n",
    "mappings-everywhere": "number: {}\ntitle: {a: b}\nleads: [{a: b}]\nreason: {}\npriorities: [{}]\nrelated: {a: b}\nstatus: {}\n",
    "texts-everywhere": "number: a\ntitle: a\nleads: a\nreason: a\npriorities: a\nrelated: a\nnotes: a\nstatus: a\nstage: a\n",
    "names-of-the-program": "id: a\nself: b\nmodel_config: c\n__class__: d\nterms: e\n",
    "digits-of-other-scripts": "number: '\uff11'\nnotes: [{date: '\uff12\uff10\uff12\uff16-01-01'}]\n",
    "a-huge-number": "number: " + "9" * 5000,
    "the-year-0": "updates: [{date: 0000-00-00, what: a}]\npriorities_from: 0000-01",
    "a-long-line": "a" * 900_000,
    "many-quotes": "'\"" * 10_000,
    "a-block-with-a-wrong-head": "a: >5x\n  b",
    "an-unclosed-escape": 'a: "\\',
    "a-wrong-escape": 'a: "\\q"',
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_no_file_ends_in_a_traceback(tmp_path: Path, text: str) -> None:
    shutil.copytree(SMALL / "data", tmp_path / "data")
    for name in (
        "chapters/walking",
        "people",
        "timeline",
        "plan",
        "outcomes",
        "themes",
        "papers/report",
    ):
        file = tmp_path / "data" / f"{name}.yml"
        before = file.read_bytes()
        file.write_text(text, encoding="utf-8")
        _, problems = read_plan(tmp_path, TODAY)
        file.write_bytes(before)
        assert problems or text in ("[]", "{}")
        for problem in problems:
            assert problem.path.startswith("data/")
            assert problem.line > 0 < problem.column
            assert "\n" not in problem.message
            assert problem.message.endswith((".", "?"))


NASTY_PAGES = {
    "a-name-too-long-for-a-file": "[x](" + "a" * 500 + ")",
    "a-name-too-long-for-a-folder": "[x](../" + "a/" * 3000 + "b.png)",
    "brackets": "[" * 5000,
    "images": "![" * 3000,
    "brackets-and-parentheses": "[](" * 3000,
    "quotation-marks": "{{ quote(" + '"' * 5001 + ") }}",
    "parentheses": "{{ " + "(" * 5000 + " }}",
    "braces": "{{" * 3000,
    "an-unhashable-argument": "{{ quote({[]: 1}) }}",
    "a-raw-text": '{{ quote(r"owner") }}',
    "an-operation": '{{ quote("own" ~ "er") }}',
    "an-attribute": "{{ publisher.__globals__() }}",
    "a-filter": '{{ quote("owner")|safe }}',
    "an-unclosed-comment": "Hello {## there",
    "equal-signs": "{" + "=" * 20_000,
    "hashes": "#" * 20_000 + "x",
    "headings": "## a\n\n" * 9000,
    "blanks": "{{" + " " * 20_000 + "}",
    "backticks": "`" * 20_001 + " " + "`" * 19_999,
    "tags": "<a " * 5000,
    "a-definition": "[a]: " + "<" * 5000,
}


@pytest.mark.parametrize("text", NASTY_PAGES.values(), ids=NASTY_PAGES.keys())
def test_no_page_ends_in_a_traceback(plan: Path, text: str) -> None:
    (plan / "docs" / "contact.md").write_text(f"# Contact\n\n{text}\n", encoding="utf-8")
    for problem in problems_of(plan, TODAY):
        assert problem.path == "docs/contact.md"
        assert "\n" not in problem.message


# One problem and the others


def test_one_broken_file_does_not_hide_the_others(plan: Path) -> None:
    (plan / "data" / "people.yml").write_text('ada-brown: "')
    (plan / "data" / "chapters" / "walking.yml").write_text("number: [")
    edit(plan / "data" / "chapters" / "play.yml", "status: current", "status: late")
    problems = said(plan)
    assert [line.split(": ")[0] for line in problems] == [
        "data/chapters/play.yml:6:9",
        "data/chapters/walking.yml:1:10",
        "data/people.yml:1:12",
    ]


def test_one_broken_entry_does_not_make_what_names_it_wrong(plan: Path) -> None:
    edit(plan / "data" / "terms.yml", "term: Play area", "term:")
    edit(plan / "data" / "stages.yml", "name: Young Life", "nome: Young Life")
    assert {line.split(":")[0] for line in said(plan)} == {"data/stages.yml", "data/terms.yml"}


def test_a_chapter_without_a_lead_says_since_when(plan: Path) -> None:
    play = plan / "data" / "chapters" / "play.yml"
    edit(play, "leads: [ada-brown]", "leads: []")
    assert said(plan) == [
        "data/chapters/play.yml:4:8: nobody leads this chapter. Name a lead, or add a line 'vacant_since:' with the day since which there is none, such as 'vacant_since: 2026-11-21'."
    ]
    edit(play, "leads: []", "leads: []\nvacant_since: 2030-02-01")
    with play.open("a", encoding="utf-8") as file:
        file.write(
            "updates:\n  - {date: 2030-02-01, what: The lead left., why: A letter says so.}\n"
        )
    assert said(plan) == []


def test_all_problems_come_with_one_error(plan: Path) -> None:
    edit(plan / "data" / "help.yml", "checked: 2030-01-02", "checked: today")
    edit(plan / "data" / "plan.yml", "owner: Anytown", "woner: Anytown")
    with pytest.raises(PlanError) as raised:
        load_plan(plan, TODAY)
    assert [p.path for p in raised.value.problems] == [
        "data/help.yml",
        "data/plan.yml",
        "data/plan.yml",
    ]
    assert str(raised.value) == "\n".join(map(str, raised.value.problems))


# Warnings


def test_a_warning_is_told_and_does_not_fail(plan: Path, check: Check) -> None:
    for table, entry in (
        ("people", "eve-gray:\n  name: Eve Gray\n"),
        (
            "boards",
            "no-board:\n  name: No Board\n  kind: executive\n  summary: A.\n  intro: A.\n  words: Two boards\n  source: report 1\n",
        ),
        (
            "stages",
            "no-life:\n  number: 3\n  name: No Life\n  life_stage: true\n  summary: A.\n  intro: A.\n  as_written: [Anytown]\n",
        ),
    ):
        with (plan / "data" / f"{table}.yml").open("a") as file:
            file.write(entry)
    shutil.copy(
        plan / "docs" / "boards" / "town-board.md", plan / "docs" / "boards" / "no-board.md"
    )
    shutil.copy(plan / "docs" / "whole-life.md", plan / "docs" / "no-life.md")
    edit(plan / "mkdocs.yml", "https://plan.anytown.gov.uk/", "https://plan.example/")
    assert check() == (
        0,
        [
            "data/boards.yml:15:1: warning: no chapter names the board 'no-board'. Take the entry away if it is left over.",
            "data/people.yml:5:1: warning: no chapter names the person 'eve-gray'. Take the entry away if it is left over.",
            "data/stages.yml:15:1: warning: no chapter names the group 'no-life'. Take the entry away if it is left over.",
            "mkdocs.yml:2:1: warning: the site's address is the placeholder https://plan.example/. Put the real one here, or set SITE_URL, before you publish. GitHub Pages sets it for you.",
        ],
    )


def test_a_review_that_is_due_is_told_from_the_day_after(check: Check) -> None:
    due = "the review was due on 2 January 2035. Check the facts and set a new date."
    assert check(date(2035, 1, 2)) == (0, [])
    assert check(date(2035, 1, 3)) == (
        0,
        [f"data/help.yml:8:11: warning: {due}", f"data/plan.yml:11:9: warning: {due}"],
    )


def test_with_a_day_given_the_clock_does_not_matter(
    plan: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2999, 1, 1, tzinfo=tz)

    monkeypatch.setattr("macros.plan.today.datetime", Later)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert check() == (0, [])
    assert main(["--root", str(plan), "check"]) == 0


# How problems are told


def test_an_error_ends_with_status_1_and_a_count(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(plan / "data" / "chapters" / "play.yml", "status: current", "status: late")
    assert main(["--root", str(plan), "check", "--today", "2035-06-01"]) == 1
    assert capsys.readouterr().err == "1 problem, 2 warnings.\n"


def test_on_github_a_problem_stands_on_the_changed_line(
    plan: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    edit(plan / "data" / "chapters" / "play.yml", "status: current", "status: 100%")
    status, lines = check(date(2035, 6, 1))
    assert status == 1
    assert lines == [
        "::error file=data/chapters/play.yml,line=6,col=9::this is '100%25'. Use one of: current, on-hold, retired.",
        "::warning file=data/help.yml,line=8,col=11::the review was due on 2 January 2035. Check the facts and set a new date.",
        "::warning file=data/plan.yml,line=11,col=9::the review was due on 2 January 2035. Check the facts and set a new date.",
    ]


def test_an_annotation_escapes_what_github_reads_as_signs_of_its_own() -> None:
    problem = Problem("data/a,b:c%.yml", 2, 3, "50%: one,\r\ntwo")
    assert (
        problem.annotation()
        == "::error file=data/a%2Cb%3Ac%25.yml,line=2,col=3::50%25: one,%0D%0Atwo"
    )


def test_mends_are_alternatives_in_one_sentence() -> None:
    add = Words(Wording.ADD_THAT, Line("plain"), "why {it} stopped")
    problem = Problem("a", 1, 1, Words("'{}' has stopped.", Id("play")), mends=(add, "wait"))
    assert (
        problem.message
        == "'play' has stopped. Add a line 'plain:' that says why {it} stopped, or wait."
    )


def test_each_medium_puts_the_same_values_into_its_own_words() -> None:
    def show(part: object) -> str:
        match part:
            case Words() | OneOf():
                return part.text(show)
            case Id():
                return part.upper()
        return str(part)

    problem = Problem("a", 1, 1, Words("no '{}'.", Id("x")), mends=(OneOf(["play"], "plai"),))
    assert problem.message == "no 'x'. Use one of: play. Did you mean 'play'?"
    assert problem.text(show) == "no 'X'. Use one of: PLAY. Did you mean 'PLAY'?"


def test_problems_are_sorted_by_file_and_place() -> None:
    problems = [
        Problem("b", 1, 1, "x"),
        Problem("a", 10, 1, "x"),
        Problem("a", 9, 2, "x"),
        Problem("a", 9, 1, "y", warning=True),
    ]
    assert [str(p) for p in PlanError(problems).problems] == [
        "a:9:1: warning: y",
        "a:9:2: x",
        "a:10:1: x",
        "b:1:1: x",
    ]


@pytest.mark.parametrize(
    ("names", "found", "expected"),
    [
        (["cancer", "stroke"], "canser", "Use one of: cancer, stroke. Did you mean 'cancer'?"),
        (["cancer", "stroke"], "xyz", "Use one of: cancer, stroke."),
        (["cancer", "stroke"], "", "Use one of: cancer, stroke."),
        (
            [f"n{n}" for n in range(23)],
            "n22x",
            f"Use one of: {', '.join(f'n{n}' for n in range(20))} and 3 more. Did you mean 'n22'?",
        ),
    ],
)
def test_a_message_lists_what_is_allowed_and_what_was_likely_meant(
    names: list[str], found: str, expected: str
) -> None:
    assert allowed(names, found) == expected
