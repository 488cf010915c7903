"""What GitHub does with a pull request and with main: only what it may, by the commands that everyone has."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pages import ROOT
from sample import small_plan
from test_plan import TODAY, edit

from macros.plan.today import epoch_of

GITHUB = ROOT / ".github"
WORKFLOWS = {path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) for path in sorted((GITHUB / "workflows").glob("*.yml"))}
VENDORED = {
    "workflows/*.yml": "vendor.github-workflows",
    "workflows/*.y*ml": "custom.github-workflows-require-timeout",
    "ISSUE_TEMPLATE/[!c]*.yml": "vendor.github-issue-forms",
    "ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
    "dependabot.yml": "vendor.dependabot",
}


def steps(workflow: str) -> list[dict[str, Any]]:
    return [step for job in WORKFLOWS[workflow]["jobs"].values() for step in job["steps"]]


def commands(workflow: str) -> list[str]:
    return [step["run"] for step in steps(workflow) if "run" in step]


def targets() -> set[str]:
    return set(re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[1].split())


@pytest.mark.parametrize("files", VENDORED)
def test_the_files_are_as_github_wants_them(files: str) -> None:
    found = sorted(GITHUB.glob(files))
    assert found
    done = subprocess.run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", VENDORED[files], *map(str, found)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# What it may do


def test_a_pull_request_may_read_and_nothing_else() -> None:
    workflow = WORKFLOWS["check"]
    assert list(workflow["on"]) == ["pull_request"]
    assert workflow["permissions"] == {"contents": "read"}
    assert not any("permissions" in job or "environment" in job or "secrets" in job for job in workflow["jobs"].values())


def test_no_workflow_uses_a_secret_or_keeps_a_token() -> None:
    for name, workflow in WORKFLOWS.items():
        text = (GITHUB / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
        assert "secrets." not in text
        assert not re.search(r"pull_request_target|workflow_run|issue_comment", text)
        assert workflow["permissions"] == {"contents": "read"}
        for step in steps(name):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"


def test_only_main_publishes_and_only_after_its_tests() -> None:
    workflow = WORKFLOWS["publish"]
    assert workflow["on"]["push"] == {"branches": ["main"]}
    assert workflow["jobs"]["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert workflow["jobs"]["publish"]["needs"] == "build"
    assert workflow["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert commands("publish") == ["make check", "make test", "make site"]
    assert not any("run" in step for step in workflow["jobs"]["publish"]["steps"])
    assert not any("pages" in step.get("uses", "") for step in steps("check"))


def test_only_githubs_own_actions_run_by_a_version_or_a_whole_commit() -> None:
    for name in WORKFLOWS:
        for step in steps(name):
            if "uses" in step:
                assert re.fullmatch(r"actions/[a-z-]+@(v[0-9]+|[0-9a-f]{40})", step["uses"])


def test_no_command_is_put_together_from_what_others_wrote() -> None:
    for name in WORKFLOWS:
        assert not any("${{" in command for command in commands(name))


# The commands


@pytest.fixture(scope="module")
def pull_request(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with a commit on main, and a second one that changes a lead: as GitHub checks it out.

    Its plan is the small one, so that no change of the real one breaks a test here.
    """
    root = small_plan(tmp_path_factory.mktemp("github") / "plan")
    for name in ("Makefile", "requirements.txt", "requirements-test.txt", ".gitignore"):
        shutil.copy(ROOT / name, root / name)
    shutil.copytree(ROOT / "schemas", root / "schemas")
    (root / ".venv").mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (root / ".venv" / name).symlink_to(Path(sys.prefix) / name)
    for stamp in (".site-installed", ".test-installed"):
        (root / ".venv" / stamp).touch()
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Begin")
    edit(root / "data/chapters/play.yml", "leads: [ada-brown]", "leads: [zoe-obrien]")
    git(root, "commit", "--quiet", "--all", "--message=Change a lead")
    yield root


def git(root: Path, *arguments: str) -> None:
    names = ["-c", "user.name=Editor", "-c", "user.email=editor@plan.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *names, *arguments], cwd=root, check=True, capture_output=True)


def as_github(root: Path, command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does: in bash, which stops at the first failure, with its variables."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "GITHUB_", "ARGS"))}
    env |= {"GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_STEP_SUMMARY": str(root.parent / "summary.md"), "SOURCE_DATE_EPOCH": epoch_of(TODAY)} | more
    return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command], cwd=root, env=env, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.parametrize(("workflow", "command"), [(name, command) for name in WORKFLOWS for command in commands(name) if command != "make test"])
def test_a_command_does_its_work_here_too(workflow: str, command: str, pull_request: Path) -> None:
    summary = pull_request.parent / "summary.md"
    summary.unlink(missing_ok=True)
    done = as_github(pull_request, command, **({"SITE_URL": ""} if workflow == "publish" else {"BASE": "HEAD^1"}))
    assert done.returncode == 0, done.stdout + done.stderr
    if "changes" in command:
        text = summary.read_text(encoding="utf-8")
        assert text.startswith("## What a reader will notice\n")
        assert "- **Play**: the lead changes from Ada Brown to Zoë OBrien." in text
        assert "make" not in text.split("\n")[0]
    if command == "make site":
        assert (pull_request / "site/chapters/play/index.html").is_file()
        assert 'rel="canonical" href="https://' in (pull_request / "site/index.html").read_text(encoding="utf-8")


def test_the_tests_are_run_by_the_same_command_as_everywhere() -> None:
    """They can't be run inside themselves; `make` must only know the command, and pytest be all that it runs."""
    assert all("make test" in commands(name) for name in WORKFLOWS)
    told = subprocess.run(["make", "--dry-run", "test"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert next(line for line in reversed(told) if "pytest" in line).split()[:3] == [".venv/bin/python", "-m", "pytest"]


def test_each_command_is_a_target_of_make() -> None:
    for name in WORKFLOWS:
        for command in commands(name):
            words = [word for word in command.split() if not word.startswith("-")]
            assert words[0] == "make" and words[1] in targets(), command


def test_a_mistake_stands_on_its_line_and_stops_the_rest(pull_request: Path) -> None:
    file = pull_request / "data/chapters/play.yml"
    good = file.read_text(encoding="utf-8")
    try:
        file.write_text(good.replace("board: family", "board: familly"), encoding="utf-8")
        line = good.split("\n").index("board: family-board") + 1
        done = as_github(pull_request, commands("check")[0], BASE="HEAD^1")
        assert done.returncode != 0
        assert re.search(rf"^::error file=data/chapters/play\.yml,line={line},col=8::the board is 'familly-", done.stdout, re.MULTILINE)
        assert as_github(pull_request, "make site").returncode != 0
    finally:
        file.write_text(good, encoding="utf-8")


# Forms


def test_no_form_asks_what_people_think_of_the_plan_and_none_can_be_left_out() -> None:
    """Residents' words are never sent to public issues: only mistakes of the website are, by a form that says what it is."""
    forms = sorted(path.name for path in (GITHUB / "ISSUE_TEMPLATE").iterdir())
    assert forms == ["config.yml", "error.yml"]
    assert yaml.safe_load((GITHUB / "ISSUE_TEMPLATE/config.yml").read_text(encoding="utf-8"))["blank_issues_enabled"] is False


def test_the_form_says_first_that_it_is_public_and_wants_nothing_about_people() -> None:
    first = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE/error.yml").read_text(encoding="utf-8"))["body"][0]
    said = first["attributes"]["value"]
    assert first["type"] == "markdown"
    assert "Everyone can read what you write here" in said
    assert "write nothing about yourself, and nothing about anyone's health" in said
    assert "Have your say" in said


def test_a_pull_request_asks_three_questions() -> None:
    said = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^\*\*[^*]+\?\*\*", said, re.MULTILINE)) == 3


# The dev container and the settings


def test_the_container_shows_the_site_with_nothing_to_set_up() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    for command in (container["postCreateCommand"], container["postAttachCommand"]):
        assert re.fullmatch(r"make (\w+)", command) and command.split()[1] in targets()
    port = container["forwardPorts"][0]
    assert f"127.0.0.1:{port}" in (ROOT / "macros/commands/build.py").read_text(encoding="utf-8")
    assert container["portsAttributes"][str(port)]["onAutoForward"] == "openPreview"
    locked = re.search(r"^requires-python = \">=(3\.\d+)\"", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert container["image"].endswith(f"python:{locked[1]}")


def test_the_extensions_are_the_same_everywhere() -> None:
    wanted = json.loads((ROOT / ".vscode/extensions.json").read_text(encoding="utf-8"))["recommendations"]
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert container["customizations"]["vscode"]["extensions"] == wanted
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    for schema, files in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert (ROOT / files).parent.is_dir() or files.startswith(("data/feedback/", "data/highlight-reports/"))
