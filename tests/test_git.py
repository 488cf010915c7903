"""Git's own troubles are told as what they are, with the line to type; what needs no history works without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from pages import ROOT, edit
from programs import git

from macros.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

PLAY = "data/chapters/play.yml"
DAY = ("--today", "2030-06-01")
# The commands that ask for an earlier version.
ASKING = ("check", "changes", "proof")

Said = Callable[..., str]


def begin(root: Path) -> None:
    """Make a history of two versions."""
    git(root, "init", "--quiet")
    git(root, "add", "data", "docs", "mkdocs.yml")
    git(root, "commit", "--quiet", "--message=First")
    git(root, "commit", "--quiet", "--allow-empty", "--message=Second")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """What a command says when it can't compare: with status 1, and never in Git's own words."""

    def run(root: Path, command: str, base: str = "main") -> str:
        day = () if command == "scope" else DAY
        status = main(["--root", str(root), command, *day, f"--base={base}"])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert "fatal:" not in out + err
        assert status == int(command != "scope")
        if command == "scope":
            assert out == "scope=machine\n"
            assert err.endswith("So all has to be proved.\n")
        return err

    return run


@pytest.mark.parametrize("command", [*ASKING, "scope"])
def test_a_folder_of_another_owner_is_told_with_the_line_that_trusts_it(
    plan: Path, said: Said, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(plan)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    told = said(plan, command)
    assert told.startswith(f"The folder {plan} belongs to another user than the one who runs this")
    assert f"\n    git config --global --add safe.directory {plan}\n" in told


@pytest.mark.parametrize("command", [*ASKING, "scope"])
def test_a_zip_without_history_is_told_with_the_way_to_get_one(
    plan: Path, said: Said, command: str
) -> None:
    told = said(plan, command)
    assert told.startswith("There is no history here: no folder .git, as in a ZIP file")
    assert "\n    git clone https://" in told


def test_without_git_there_is_a_line_to_install_it(
    plan: Path, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(plan)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "\n    sudo apt install git\n" in said(plan, "check")


def test_a_folder_in_which_nothing_was_committed_is_told(plan: Path, said: Said) -> None:
    git(plan, "init", "--quiet")
    assert said(plan, "changes").startswith("Nothing has been committed here yet")


def test_a_branch_that_is_not_there_is_told_with_those_that_are(plan: Path, said: Said) -> None:
    begin(plan)
    git(plan, "branch", "leads-of-2031")
    assert (
        said(plan, "check", "mian")
        == "'mian' is no version that Git knows here. Name a branch or a commit, such as HEAD. Branches here: leads-of-2031, main. Did you mean 'main'?\n"
    )
    for strange in ("main:data", "--output=x", "; rm -rf /"):
        assert said(plan, "check", strange).startswith(f"'{strange}' is no version")


def test_a_branch_that_only_github_has_is_told_with_the_line_that_fetches_it(
    plan: Path, said: Said, tmp_path: Path
) -> None:
    begin(plan)
    git(tmp_path, "clone", "--quiet", str(plan), "clone")
    git(plan, "branch", "others")
    clone = tmp_path / "clone"
    git(clone, "switch", "--quiet", "--create", "mine")
    git(clone, "branch", "--quiet", "-D", "main")
    assert "Did you mean 'origin/main'?" in said(clone, "check", "main")
    told = said(clone, "changes", "others")
    assert told.endswith("write origin/ in front of its name:\n    git fetch --all\n")
    git(clone, *told.split("    git ")[1].split())
    assert main(["--root", str(clone), "changes", "--base", "origin/others", *DAY]) == 0


def test_a_shallow_clone_is_told_with_the_line_that_fetches_the_rest(
    plan: Path, said: Said, tmp_path: Path
) -> None:
    begin(plan)
    git(plan, "branch", "others")
    git(tmp_path, "clone", "--quiet", "--depth", "1", plan.as_uri(), "clone")
    clone = tmp_path / "clone"
    for base in ("HEAD^", "origin/others"):
        told = said(clone, "changes", base)
        assert "This clone holds only the newest versions." in told
        assert told.endswith(
            "\n    git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'\n"
        )
    git(clone, "fetch", "--unshallow", "origin", "+refs/heads/*:refs/remotes/origin/*")
    assert main(["--root", str(clone), "changes", "--base", "origin/others", *DAY]) == 0


@pytest.mark.parametrize("command", ["check", "changes", "scope"])
def test_a_shallow_clone_that_lacks_where_two_branches_parted_compares_nothing(
    plan: Path, said: Said, tmp_path: Path, command: str
) -> None:
    begin(plan)
    git(plan, "switch", "--quiet", "--create", "others")
    git(plan, "commit", "--quiet", "--allow-empty", "--message=Others")
    git(plan, "switch", "--quiet", "main")
    git(plan, "commit", "--quiet", "--allow-empty", "--message=Mine")
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--no-single-branch", plan.as_uri(), "clone")
    assert "git fetch --unshallow" in said(tmp_path / "clone", command, "origin/others")


def test_whatever_language_git_speaks_its_troubles_are_known(
    plan: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")
    assert said(plan, "check").startswith("There is no history here")


@pytest.mark.parametrize("command", [["check"], ["rules"], ["rename", "chapter", "play", "games"]])
def test_what_needs_no_history_works_without_git(
    plan: Path, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    day = () if command == ["rules"] else DAY
    assert main(["--root", str(plan), *command, *day]) == 0


@pytest.mark.parametrize(
    ("slip", "first"),
    [
        (  # told there, and in chapters, which come first by their names
            ("data/people.yml", "zoe-obrien:", "zoe-brien:"),
            "data/people.yml:3:1: the id of Zoë OBrien is 'zoe-brien'.",
        ),
        (  # told in another file alone
            ("data/help.yml", "emergency:", "urgency:"),
            "data/help.yml:1:1: what is wrong stands in files that nobody changed, and this one was.",
        ),
        (  # a heading that was promised
            ("docs/editions.md", "## Dates", "## Days"),
            "docs/editions.md:5:1: what is wrong stands in files that nobody changed, and this one was.",
        ),
    ],
)
def test_the_list_of_problems_begins_in_a_file_that_was_changed(
    plan: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    slip: tuple[str, str, str],
    first: str,
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(plan.parent))
    begin(plan)
    file, old, new = slip
    edit(plan / file, old, new)
    assert main(["--root", str(plan), "check", *DAY]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(first)
    assert any(not line.startswith(file) for line in lines), "others miss it too"


def test_git_is_started_in_one_place_alone() -> None:
    """So nothing can pass Git's own words on."""
    started = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "macros").rglob("*.py")
        if 'which("git")' in (text := path.read_text(encoding="utf-8")) or '["git"' in text
    ]
    assert started == ["macros/plan/git.py"]
