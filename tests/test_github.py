"""What GitHub does with a pull request and with main: only what it may, by the commands that everyone has."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from codes import read_code
from pages import ROOT, build, edit
from PIL import Image
from programs import BASH, MAKE, git
from sample import small_plan
from small import TODAY

from macros.pages.site import PLACEHOLDER
from macros.plan.base import typed as as_typed
from macros.plan.today import epoch_of
from macros.proof.pages import MISSING, Pages

GITHUB = ROOT / ".github"
WORKFLOWS = {
    path.stem: as_typed(path.read_text(encoding="utf-8"))
    for path in sorted((GITHUB / "workflows").glob("*.yml"))
}
PUBLISH = WORKFLOWS["publish"]["jobs"]
ASKS = PUBLISH["where"]["steps"][0]
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
    """What a workflow runs of this project. The one step that asks GitHub itself runs nothing of it."""
    return [step["run"] for step in steps(workflow) if "run" in step and step is not ASKS]


def targets() -> set[str]:
    return set(
        re.search(
            r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
        )[1].split()
    )


@pytest.mark.parametrize("files", VENDORED)
def test_the_files_are_as_github_wants_them(files: str) -> None:
    found = sorted(GITHUB.glob(files))
    assert found
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            VENDORED[files],
            *map(str, found),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


# What it may do


def test_a_pull_request_may_read_and_nothing_else() -> None:
    workflow = WORKFLOWS["check"]
    assert list(workflow["on"]) == ["pull_request"]
    assert workflow["permissions"] == {"contents": "read"}
    assert not any(
        "permissions" in job or "environment" in job or "secrets" in job
        for job in workflow["jobs"].values()
    )


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
    assert WORKFLOWS["publish"]["on"]["push"] == {"branches": ["main"]}
    assert PUBLISH["where"]["if"] == "github.ref == 'refs/heads/main'"
    assert PUBLISH["build"]["needs"] == "where"
    assert PUBLISH["publish"]["needs"] == ["where", "build"]
    assert PUBLISH["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert commands("publish") == ["make check", "make test", "make site"]
    assert not any("run" in step for step in PUBLISH["publish"]["steps"])
    assert not any("pages" in step.get("uses", "") for step in steps("check"))


def test_the_one_step_with_a_token_may_only_read_and_runs_nothing_of_the_project() -> None:
    assert [name for name in WORKFLOWS for step in steps(name) if "github.token" in str(step)] == [
        "publish"
    ]
    assert ASKS["env"] == {"GH_TOKEN": "${{ github.token }}"}
    assert PUBLISH["where"]["steps"] == [ASKS]
    assert PUBLISH["where"]["permissions"] == {"pages": "read"}


def test_only_githubs_own_actions_run_by_a_version_or_a_whole_commit() -> None:
    for name in WORKFLOWS:
        for step in steps(name):
            if "uses" in step:
                assert re.fullmatch(r"actions/[a-z-]+@(v[0-9]+|[0-9a-f]{40})", step["uses"])


def test_no_command_is_put_together_from_what_others_wrote() -> None:
    for name in WORKFLOWS:
        assert not any("${{" in step.get("run", "") for step in steps(name))


# The commands


@pytest.fixture(scope="module")
def pull_request(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a commit on main, and a second one that changes a lead: as GitHub checks it out.

    Its plan is the small one, so that no change of the real one breaks a test here. Its address is still the placeholder.
    """
    root = small_plan(tmp_path_factory.mktemp("github") / "plan")
    edit(root / "mkdocs.yml", "https://sample.example/", PLACEHOLDER)
    for name in (
        "Makefile",
        "requirements.txt",
        "requirements-proof.txt",
        "requirements-test.txt",
        ".gitignore",
    ):
        shutil.copy(ROOT / name, root / name)
    shutil.copytree(ROOT / "schemas", root / "schemas")
    (root / ".venv").mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (root / ".venv" / name).symlink_to(Path(sys.prefix) / name)
    for stamp in (".site-installed", ".proof-installed", ".test-installed"):
        (root / ".venv" / stamp).touch()
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Begin")
    edit(root / "data/chapters/play.yml", "leads: [ada-brown]", "leads: [zoe-obrien]")
    git(root, "commit", "--quiet", "--all", "--message=Change a lead")
    return root


# What GitHub sets in each step: here for a push to main, and what differs for a pull request.
SET = {
    "CI": "true",
    "GITHUB_ACTIONS": "true",
    "GITHUB_BASE_REF": "",
    "GITHUB_REF_NAME": "main",
    "GITHUB_REPOSITORY": "example-county/plan",
    "GITHUB_SERVER_URL": "https://github.com",
}
PULL_REQUEST = {"BASE": "HEAD^1", "GITHUB_BASE_REF": "main", "GITHUB_REF_NAME": "7/merge"}


def as_github(root: Path, command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does: in bash, which stops at the first failure, with its variables."""
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "ARGS"))
    }
    env |= (
        SET
        | {
            "GITHUB_STEP_SUMMARY": str(root.parent / "summary.md"),
            "SOURCE_DATE_EPOCH": epoch_of(TODAY),
        }
        | more
    )
    return subprocess.run(
        [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize(
    ("workflow", "command"),
    [(name, command) for name in WORKFLOWS for command in commands(name) if command != "make test"],
)
def test_a_command_does_its_work_here_too(workflow: str, command: str, pull_request: Path) -> None:
    summary = pull_request.parent / "summary.md"
    summary.unlink(missing_ok=True)
    done = as_github(
        pull_request, command, **({"SITE_URL": ""} if workflow == "publish" else PULL_REQUEST)
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if "changes" in command:
        text = summary.read_text(encoding="utf-8")
        assert text.startswith("## What a reader will notice\n")
        assert "- **Play**: the lead changes from Ada Brown to Zoë OBrien." in text
        assert "make" not in text.split("\n")[0]
    if command == "make site":
        assert (pull_request / "site/chapters/play/index.html").is_file()
        home = (pull_request / "site/index.html").read_text(encoding="utf-8")
        assert f'rel="canonical" href="{PLACEHOLDER}"' in home
        assert 'href="https://github.com/example-county/plan/edit/main/docs/index.md"' in home


def test_the_tests_are_run_by_the_same_command_as_everywhere() -> None:
    """They can't be run inside themselves; `make` must only know the command, and pytest be all that it runs."""
    assert all("make test" in commands(name) for name in WORKFLOWS)
    told = subprocess.run(
        [MAKE, "--dry-run", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert next(line for line in reversed(told) if "pytest" in line).split()[:3] == [
        ".venv/bin/python",
        "-m",
        "pytest",
    ]


def test_each_command_is_a_target_of_make() -> None:
    for name in WORKFLOWS:
        for command in commands(name):
            words = [word for word in command.split() if not word.startswith("-")]
            assert words[0] == "make", command
            assert words[1] in targets(), command


def test_a_mistake_stands_on_its_line_and_stops_the_rest(pull_request: Path) -> None:
    file = pull_request / "data/chapters/play.yml"
    good = file.read_text(encoding="utf-8")
    try:
        file.write_text(good.replace("board: family", "board: familly"), encoding="utf-8")
        line = good.split("\n").index("board: family-board") + 1
        done = as_github(pull_request, commands("check")[0], BASE="HEAD^1")
        assert done.returncode != 0
        assert re.search(
            rf"^::error file=data/chapters/play\.yml,line={line},col=8::the board is 'familly-",
            done.stdout,
            re.MULTILINE,
        )
        assert as_github(pull_request, "make site").returncode != 0
    finally:
        file.write_text(good, encoding="utf-8")


# Where the site stands

# Stands in for GitHub's own command: it answers the one question that the workflow has, or fails as the command does.
GH = """#!/bin/sh
[ "$*" = 'api repos/example-county/plan/pages --jq .html_url' ] || { echo "asked: $*" >&2; exit 2; }
[ -n "$GH_TOKEN" ] || { echo 'no token' >&2; exit 4; }
case $ANSWER in
  https:*|http:*) echo "$ANSWER" ;;
  *) echo '{"message": "..."}'; echo "gh: $ANSWER" >&2; exit 1 ;;
esac
"""


def ask(root: Path, answer: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run the step that asks GitHub Pages for the address, where this is its answer: how it ends, and what it hands on."""
    folder = root.parent / "runner"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "gh").write_text(GH, encoding="utf-8")
    (folder / "gh").chmod(0o755)
    (folder / "output").touch()
    (folder / "summary.md").touch()
    set_here = {
        "ANSWER": answer,
        "GH_TOKEN": "a token",
        "PATH": f"{folder}:{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "RUNNER_TEMP": str(folder),
    }
    done = as_github(folder, ASKS["run"], **set_here)
    handed = dict(
        line.split("=", 1) for line in (folder / "output").read_text(encoding="utf-8").splitlines()
    )
    assert set(handed) <= {"address"}
    return done, handed.get("address", "")


def worth(expression: str, known: dict[str, str]) -> str:
    """What GitHub puts in an expression's place: the first of its values that is not empty."""
    named = re.fullmatch(r"\$\{\{ ([\w.]+(?: \|\| [\w.]+)*) \}\}", expression)[1].split(" || ")
    return next((known[name] for name in named if known[name]), "")


def publish(root: Path, address: str, variable: str = "") -> Pages:
    """The site that the job `build` makes, where Pages told this address and the repository's settings hold this SITE_URL."""
    known = {"vars.SITE_URL": variable, "steps.pages.outputs.address": address}
    known["needs.where.outputs.address"] = worth(PUBLISH["where"]["outputs"]["address"], known)
    env = {name: worth(value, known) for name, value in PUBLISH["build"]["env"].items()}
    for command in commands("publish"):
        if command != "make test":
            done = as_github(root, command, **env)
            assert done.returncode == 0, done.stdout + done.stderr
    return Pages(root / "site", variable or address or PLACEHOLDER)


@pytest.mark.parametrize(
    ("told", "variable", "stands"),
    [
        ("https://example-county.github.io/plan/", "", "https://example-county.github.io/plan/"),
        ("https://example-county.github.io/plan", "", "https://example-county.github.io/plan/"),
        ("https://example-county.github.io/", "", "https://example-county.github.io/"),
        ("http://plan.example.org/", "", "http://plan.example.org/"),
        (
            "https://example-county.github.io/plan/",
            "https://www.example.org/health/",
            "https://www.example.org/health/",
        ),
    ],
    ids=[
        "a project",
        "a project, without the slash",
        "a user",
        "a domain without HTTPS",
        "a setting",
    ],
)
def test_a_fork_is_built_for_the_address_at_which_it_will_stand(
    pull_request: Path, told: str, variable: str, stands: str
) -> None:
    done, address = ask(pull_request, told)
    assert (done.returncode, address) == (0, told), done.stdout + done.stderr
    assert PUBLISH["publish"]["if"] == "needs.where.outputs.address != ''"
    assert address
    pages = publish(pull_request, address, variable)
    for page in pages:
        assert "Provisional" not in page.source, page.address
        assert PLACEHOLDER not in page.source, page.address
        if page.address != MISSING:
            assert page.one("link[rel=canonical]").get("href") == stands + page.address[1:]
            improve = [a.get("href") for a in page.all("footer a") if "/edit/" in a.get("href")]
            assert improve, page.address
            for href in improve:
                file = href.removeprefix("https://github.com/example-county/plan/edit/main/")
                assert (pull_request / file).is_file(), page.address
    assert (
        pages[MISSING]
        .one("link[href$='plan.css']")
        .get("href")
        .startswith(urlsplit(stands).path + "assets/")
    )
    assert f"Sitemap: {stands}sitemap.xml" in (pages.root / "robots.txt").read_text(
        encoding="utf-8"
    )
    offered = json.loads((pages.root / "partners/partners.json").read_text(encoding="utf-8"))
    assert offered["provisional"] is False
    assert offered["items"]
    for kit in offered["items"]:
        assert kit["link"].startswith(stands)
        assert read_code(Image.open(pages.root / f"partners/qr/{kit['id']}.png")) == kit["link"]


def test_while_pages_is_off_nothing_is_published_and_the_run_says_how_to_turn_it_on(
    pull_request: Path,
) -> None:
    done, address = ask(pull_request, "Not Found (HTTP 404)")
    assert (done.returncode, address) == (0, "")
    said = (pull_request.parent / "runner/summary.md").read_text(encoding="utf-8")
    assert said == done.stdout
    assert said.startswith(
        "**Nothing is published yet: GitHub Pages is off in this repository.**\n\n1. Open [Settings, Pages](https://github.com/example-county/plan/settings/pages)"
    )
    assert (
        GITHUB / "workflows" / Path(re.search(r"/actions/workflows/(\S+)\)", said)[1]).name
    ).is_file()
    pages = publish(pull_request, address)
    assert (
        json.loads((pages.root / "partners/partners.json").read_text(encoding="utf-8"))[
            "provisional"
        ]
        is True
    )


@pytest.mark.parametrize(
    "answer",
    [
        "Resource not accessible by integration (HTTP 403)",
        "Server Error (HTTP 503)",
        "could not connect",
    ],
)
def test_where_github_gives_no_answer_the_run_stops_and_says_why(
    pull_request: Path, answer: str
) -> None:
    done, address = ask(pull_request, answer)
    assert done.returncode != 0
    assert not address
    assert answer in done.stdout
    assert "Pages is off" not in done.stdout


def test_an_address_without_https_is_warned_of(pull_request: Path) -> None:
    told = as_github(pull_request, "make check", SITE_URL="http://plan.example.org/").stdout
    assert re.search(
        r"^::warning file=mkdocs\.yml,line=\d+,col=1::the site's address is 'http://plan\.example\.org/', with http:// .*'Enforce HTTPS'",
        told,
        re.MULTILINE,
    )
    assert (
        "http://"
        not in as_github(pull_request, "make check", SITE_URL="https://plan.example.org/").stdout
    )


def test_a_site_that_a_test_builds_knows_nothing_of_github(tmp_path: Path) -> None:
    pages = build(
        small_plan(tmp_path / "plan"), tmp_path / "site", SOURCE_DATE_EPOCH=epoch_of(TODAY)
    )
    assert "/chapters/play/" in pages
    assert not any("/edit/" in page.source for page in pages)


def test_the_tests_say_the_same_where_github_runs_them(tmp_path: Path) -> None:
    tests = [
        f"{__file__}::{test_a_site_that_a_test_builds_knows_nothing_of_github.__name__}",
        f"{ROOT}/tests/test_plan.py::test_a_warning_is_told_and_does_not_fail",
    ]
    env = os.environ | SET | {"SITE_URL": "https://example-county.github.io/plan/"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--basetemp={tmp_path / 'inner'}", *tests],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout, done.stdout


# Forms


def test_no_form_asks_what_people_think_of_the_plan_and_none_can_be_left_out() -> None:
    """Residents' words are never sent to public issues: only mistakes of the website are, by a form that says what it is."""
    forms = sorted(path.name for path in (GITHUB / "ISSUE_TEMPLATE").iterdir())
    assert forms == ["config.yml", "error.yml"]
    assert (
        yaml.safe_load((GITHUB / "ISSUE_TEMPLATE/config.yml").read_text(encoding="utf-8"))[
            "blank_issues_enabled"
        ]
        is False
    )


def test_the_form_says_first_that_it_is_public_and_wants_nothing_about_people() -> None:
    first = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE/error.yml").read_text(encoding="utf-8"))[
        "body"
    ][0]
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
        assert re.fullmatch(r"make (\w+)", command)
        assert command.split()[1] in targets()
    port = container["forwardPorts"][0]
    assert f"127.0.0.1:{port}" in (ROOT / "macros/commands/build.py").read_text(encoding="utf-8")
    assert container["portsAttributes"][str(port)]["onAutoForward"] == "openPreview"
    locked = re.search(
        r"^requires-python = \">=(3\.\d+)\"",
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert container["image"].endswith(f"python:{locked[1]}")


def test_the_extensions_are_the_same_everywhere() -> None:
    wanted = json.loads((ROOT / ".vscode/extensions.json").read_text(encoding="utf-8"))[
        "recommendations"
    ]
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert container["customizations"]["vscode"]["extensions"] == wanted
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    for schema, files in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert (ROOT / files).parent.is_dir() or files.startswith(
            ("data/feedback/", "data/highlight-reports/")
        )
