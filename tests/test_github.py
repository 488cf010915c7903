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
from pages import ROOT, build, by_day, contents, edit
from PIL import Image
from programs import BASH, GIT, MAKE, git
from sample import small_plan
from small import TODAY, unbound
from workflow import REPOSITORY, Expression, Runner, Told, commit_of

from macros.__main__ import main
from macros.commands.scope import is_content, scope_of
from macros.commands.wishes import WISHES
from macros.pages.rules.files import FILES
from macros.pages.site import PLACEHOLDER
from macros.plan.base import Changed, as_typed
from macros.plan.today import epoch_of
from macros.proof.pages import MISSING, Pages, text

GITHUB = ROOT / ".github"
WORKFLOWS = {
    path.stem: as_typed(path.read_text(encoding="utf-8"))
    for path in sorted((GITHUB / "workflows").glob("*.yml"))
}
JOBS = {
    f"{name}/{job}": spec
    for name, workflow in WORKFLOWS.items()
    for job, spec in workflow["jobs"].items()
}
READY = as_typed((GITHUB / "actions/ready/action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
PUBLISH = WORKFLOWS["publish"]["jobs"]
VENDORED = {
    "workflows/*.yml": "vendor.github-workflows",
    "workflows/*.y*ml": "custom.github-workflows-require-timeout",
    "actions/*/action.yml": "vendor.github-actions",
    "ISSUE_TEMPLATE/[!c]*.yml": "vendor.github-issue-forms",
    "ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
    "dependabot.yml": "vendor.dependabot",
}
# What each job may do beside reading the project. None that may do more runs any of the project's code.
RIGHTS: dict[str, dict[str, str] | None] = {
    "check/check": None,
    "due/list": None,
    "due/tell": {"issues": "write"},
    "nightly/night": None,
    "nightly/tell": {"issues": "write"},
    "publish/where": {"actions": "read", "deployments": "read", "pages": "read"},
    "publish/build": None,
    "publish/publish": {"pages": "write", "id-token": "write"},
    "records/where": {"deployments": "read"},
    "records/record": None,
    "records/propose": {"contents": "write", "pull-requests": "write"},
}


def steps(job: str) -> list[dict[str, Any]]:
    """The steps of a job, such as "check/check"."""
    found: list[dict[str, Any]] = JOBS[job]["steps"]
    return found


def commands(job: str) -> list[str]:
    """What a job runs of this project."""
    return [step["run"] for step in steps(job) if "run" in step and RIGHTS[job] is None]


def targets() -> set[str]:
    return set(
        re.search(
            r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
        )[1].split()
    )


# A file of the project in a command: a name with a known ending, and no pattern or option.
SCRIPT = re.compile(r"(?<![\w./*-])[\w][\w./-]*\.(?:py|sh|txt|toml|json)\b")


def test_each_file_that_the_makefile_names_is_there() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    named = {name for line in lines for name in SCRIPT.findall(line)}
    assert {"macros/proof/setup.sh", "tests/play.py", "tests/benchmarks/run.py"} <= named
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []


TOOLS = {
    "ruff": ".test-installed",
    "djlint": ".test-installed",
    "mypy": ".test-installed",
    "codespell_lib": ".test-installed",
    "pytest": ".test-installed",
    "BIOME": ".node-installed",
}


def test_what_a_recipe_runs_is_installed_before() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nPYTHON :=")[0]
    recipes = re.findall(r"^([a-z ]+):(.*)\n((?:\t.*\n)+)", text, re.MULTILINE)
    needs = {name: before for names, before, _ in recipes for name in names.split()}
    assert len(recipes) > 15

    def before(name: str) -> str:
        return needs[name] + "".join(
            before(other) for other in needs[name].split() if other in needs
        )

    for names, _, commands in recipes:
        for tool, stamp in TOOLS.items():
            if re.search(rf"-m {tool}\b|\$\({tool}\)", commands):
                assert all(stamp in before(name) for name in names.split()), (names, tool)


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


def test_each_job_may_do_what_it_needs_and_no_more() -> None:
    for name, workflow in WORKFLOWS.items():
        assert workflow["permissions"] == {"contents": "read"}, name
    assert {name: job.get("permissions") for name, job in JOBS.items()} == RIGHTS


def test_no_job_that_may_do_more_than_read_runs_anything_of_the_project() -> None:
    for name, job in JOBS.items():
        if RIGHTS[name] is not None:
            said = "\n".join(step.get("run", "") + step.get("uses", "") for step in job["steps"])
            assert not re.search(r"\b(make|python|sh|npm)\b|\./", said), name
        else:
            assert "github.token" not in str(job), name


def test_a_pull_request_has_no_secret_no_environment_and_runs_only_as_itself() -> None:
    assert list(WORKFLOWS["check"]["on"]) == ["pull_request", "merge_group"]
    for name, workflow in WORKFLOWS.items():
        said = (GITHUB / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
        assert "secrets" not in said
        assert not {"pull_request_target", "issue_comment"} & set(workflow["on"])
        assert ("workflow_run" in workflow["on"]) == (name == "records")
    for name, job in JOBS.items():
        assert ("environment" in job) == (name == "publish/publish")
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false", name


def test_what_writes_to_the_project_follows_nothing_but_a_publication_of_main() -> None:
    """A workflow that follows another one could be called for by a stranger's pull request, if that one could be."""
    assert WORKFLOWS["records"]["on"]["workflow_run"] == {
        "workflows": ["publish"],
        "types": ["completed"],
        "branches": ["main"],
    }
    assert set(WORKFLOWS["publish"]["on"]) == {"push", "workflow_dispatch"}
    assert "conclusion == 'success'" in JOBS["records/where"]["if"]


def test_only_main_publishes_and_only_what_was_proved() -> None:
    assert WORKFLOWS["publish"]["on"]["push"] == {"branches": ["main"]}
    assert PUBLISH["where"]["if"] == "github.ref == 'refs/heads/main'"
    assert PUBLISH["build"]["needs"] == "where"
    assert PUBLISH["publish"]["needs"] == ["where", "build"]
    assert "uses" in PUBLISH["build"]["steps"][-1]
    assert WORKFLOWS["publish"]["concurrency"] == {
        "group": "publish",
        "cancel-in-progress": "false",
    }


def test_one_check_always_reports_so_that_it_can_be_required() -> None:
    """GitHub waits for ever for a required check whose workflow is left out by its paths, and takes a job left out for passed."""
    rules = json.loads((GITHUB / "ruleset.json").read_text(encoding="utf-8"))["rules"]
    required = next(rule for rule in rules if rule["type"] == "required_status_checks")
    contexts = [one["context"] for one in required["parameters"]["required_status_checks"]]
    assert contexts == list(WORKFLOWS["check"]["jobs"]) == ["check"]
    assert all(not filters for filters in WORKFLOWS["check"]["on"].values())
    assert not {"if", "name", "needs", "strategy"} & set(JOBS["check/check"])
    assert all("continue-on-error" not in step for step in steps("check/check"))


def test_only_githubs_own_actions_run_by_a_version_or_a_whole_commit() -> None:
    used = [step["uses"] for job in JOBS.values() for step in job["steps"] if "uses" in step]
    for use in [*used, *(step["uses"] for step in READY if "uses" in step)]:
        assert use == "./.github/actions/ready" or re.fullmatch(
            r"actions/[a-z-]+(/[a-z]+)?@(v[0-9]+|[0-9a-f]{40})", use
        )


def test_newer_versions_of_all_that_is_locked_are_proposed_a_week_after_they_came_out() -> None:
    updates = as_typed((GITHUB / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    watched = {
        (one["package-ecosystem"], folder)
        for one in updates
        for folder in one.get("directories") or [one["directory"]]
    }
    from_npm = {
        ("npm", f"/{file.parent.relative_to(ROOT).as_posix()}")
        for depth in ("", "*/")
        for file in (ROOT / "tests").glob(f"{depth}package.json")
    }
    actions = {("github-actions", folder) for folder in ("/", "/.github/actions/ready")}
    assert watched == {*actions, *from_npm, ("pip", "/")}
    assert all(int(one["cooldown"]["default-days"]) >= 7 for one in updates)


def test_no_command_is_put_together_from_what_others_wrote() -> None:
    for job in JOBS.values():
        assert not any("${{" in step.get("run", "") for step in (*job["steps"], *READY))


def test_each_command_is_a_target_of_make_that_its_job_has_made_ready() -> None:
    for name in JOBS:
        if found := commands(name):
            uses = [step.get("uses", "").partition("@")[0] for step in steps(name)]
            assert uses[:2] == ["actions/checkout", "./.github/actions/ready"], name
        for command in [*found, *(step["run"] for step in READY if "run" in step)]:
            words = [word for word in command.split() if not word.startswith("-")]
            assert words[0] == "make", command
            assert words[1] in targets(), command


def test_both_workflows_ask_in_the_same_words_what_stands_online() -> None:
    asked = [
        [step["env"] for step in steps(name) if step.get("id") == "online"]
        for name in ("publish/where", "records/where")
    ]
    assert asked[0] == asked[1] != []


def test_who_looks_at_what_is_as_make_scope_says() -> None:
    lines = re.findall(
        r"^# (\S+) @your-organisation/(\w+)$",
        (GITHUB / "CODEOWNERS").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert lines[0] == ("*", "developers")
    assert lines[-1] == ("/.github/", "owners"), "the last line that fits a file counts"
    assert {pattern for pattern, who in lines if who == "editors"} == {
        "/data/**/*.yml",
        "/data/audit.json",
        "/docs/**/*.md",
        *(f"/docs/**/*{ending}" for ending in FILES),
    }
    assert [who for _, who in lines].count("developers") == 1


# What is content


@pytest.mark.parametrize(
    "path",
    [
        "data/plan.yml",
        "data/chapters/carers.yml",
        "data/papers/2021-report.yml",
        "data/audit.json",
        "docs/index.md",
        "docs/chapters/carers.md",
        "docs/chapters/walk.jpg",
        "docs/WALK.JPG",
        "docs/leaflets/walks.pdf",
        "docs/table.csv",
        "docs/a page.md",
        "docs/sch\u00f6n.md",
    ],
)
def test_what_editors_write_is_content(path: str) -> None:
    for modes in (("100644", "100644"), ("000000", "100644"), ("100644", "000000")):
        assert is_content(Changed(path, *modes))
    for modes in (
        ("100644", "100755"),
        ("000000", "120000"),
        ("100644", "120000"),
        ("120000", "100644"),
        ("000000", "160000"),
        ("120000", "000000"),
    ):
        assert not is_content(Changed(path, *modes)), "a program, a link, or another project"


@pytest.mark.parametrize(
    "path",
    [
        "macros/plan/chapter.py",
        "overrides/page.html",
        "mkdocs.yml",
        "README.md",
        "CONTRIBUTING.md",
        "handbook/editing/change-a-lead.md",
        "picture.png",
        "data",
        "docs",
        "data/x.py",
        "data/x.yaml",
        "data/x.YML",
        "data/x.yml.py",
        "data/chapters/audit.json",
        "data/.hidden.yml",
        "data/.hidden/x.yml",
        "docs/x.js",
        "docs/x.html",
        "docs/x.css",
        "docs/x.MD",
        "docs/x.md.js",
        "docs/png",
        "docs/.htaccess",
        "docs/.png",
        "Docs/x.md",
        "DATA/x.yml",
        "old/docs/x.md",
        ".github/workflows/check.yml",
        "tests/small-plan/data/plan.yml",
        "data/schemas/plan.schema.json",
    ],
)
def test_all_else_is_the_machine(path: str) -> None:
    assert not is_content(Changed(path, "100644", "100644"))


# The project, as GitHub has it


PROJECT = (
    "Makefile",
    *(path.name for path in ROOT.glob("requirements*.txt")),
    ".gitignore",
    "tests/package-lock.json",
)


def instead(root: Path, target: str, command: str) -> None:
    """Let `make` run another command for a target, with nothing before it."""
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    without = re.sub(rf"(?ms)^{target}:.*?\n\n", "", makefile)
    (root / "Makefile").write_text(f"{without}\n\n{target}:\n\t@{command}\n\n", encoding="utf-8")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the small plan on GitHub, so that no change of the real one breaks a test here. Its address is the placeholder.

    What would take long is only noted: proof and test, and what measures.
    """
    root = small_plan(tmp_path_factory.mktemp("github") / "plan")
    edit(root / "mkdocs.yml", "https://sample.example/", PLACEHOLDER)
    unbound(root)  # no paper holds the lead that changes here
    (root / "tests").mkdir()
    for name in PROJECT:
        shutil.copy(ROOT / name, root / name)
    for name in ("data/schemas", ".github"):
        shutil.copytree(ROOT / name, root / name)
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    noted = ("proof", "test", "recipes", "night", "browsers", "engines", "audit")
    makefile = re.sub(rf"(?ms)^({'|'.join(noted)}):.*?\n\n", "", makefile)
    makefile += f'\n{" ".join(noted)}:\n\t@echo "$@$(if $(BASE), $(BASE))$(if $(ARGS), $(ARGS))" >> "$(RAN)"\n'
    (root / "Makefile").write_text(makefile, encoding="utf-8")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "receive.denyCurrentBranch", "ignore")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Begin")
    return root


@pytest.fixture
def whole(origin: Path, tmp_path: Path) -> Path:
    """A copy of it, to work on."""
    return shutil.copytree(origin, tmp_path / "plan", symlinks=True)


@pytest.fixture
def example(whole: Path) -> Path:
    """The same, but what it builds is a single file."""
    pages = "mkdir site site-draft && touch site/index.html site-draft/index.html"
    instead(whole, "site", pages)
    commit(whole, "Build a single file")
    return whole


@pytest.fixture
def unread(example: Path) -> Path:
    """The same, and what it holds is not looked into: for what is run, and when."""
    for target in ("check", "changes"):
        instead(example, target, "true")
    commit(example, "Look into nothing")
    return example


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages of this machine, as they would come from the cache."""
    folder = tmp_path_factory.mktemp("packages")
    for name in ("bin", "lib", "pyvenv.cfg"):
        (folder / name).symlink_to(Path(sys.prefix) / name)
    return folder


def branch(root: Path, name: str, file: str, old: str, new: str) -> None:
    """A branch off main with one change in a file."""
    git(root, "switch", "--quiet", "--create", name, "main")
    edit(root / file, old, new)
    commit(root, f"Change {file}")
    git(root, "switch", "--quiet", "main")


def commit(root: Path, message: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", f"--message={message}")


def merge(root: Path, name: str) -> str:
    """Merge a branch into the one that is there, as GitHub does: the commit."""
    git(root, "merge", "--quiet", "--no-ff", "--message=Merge", name)
    return commit_of(root)


def a_lead(root: Path) -> None:
    branch(root, "lead", "data/chapters/play.yml", "leads: [ada-brown]", "leads: [zoe-obrien]")


def a_template(root: Path) -> None:
    branch(root, "template", "overrides/missing.html", "Try one of these:", "Try one of them:")


# Stands in for GitHub's own command: it notes what it is asked, and answers what the test says, or fails as it does.
GH = """#!/bin/sh
[ -n "$GH_TOKEN" ] || { echo 'no token' >&2; exit 4; }
echo "$*" >> "$ASKED"
case "$*" in
  'api repos/example-county/plan/pages --jq .html_url') ANSWER=$PAGES ;;
  'api graphql -f query='*' -f owner=example-county -f name=plan --jq '*)
    [ -n "$ONLINE" ] || exit 0
    ANSWER="commit=$ONLINE
day=2030-05-30" ;;
  'issue list '*) echo "$ISSUE"; exit 0 ;;
  'issue '*|'auth setup-git') exit 0 ;;
  'pr list '*) echo "${OPEN:-0}"; exit 0 ;;
  'pr create '*) exit "${REFUSED:-0}" ;;
  *) echo "asked: $*" >&2; exit 2 ;;
esac
case $ANSWER in
  https:*|http:*|commit=*) echo "$ANSWER" ;;
  *) echo '{"message": "..."}'; echo "gh: $ANSWER" >&2; exit 1 ;;
esac
"""
ADDRESS = "https://example-county.github.io/plan/"


@pytest.fixture
def runner(packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A maker of runners: of the project's version that stands there, for an event, with what GitHub answers.

    What the make was given that has run this test reaches no step.
    """
    monkeypatch.setenv("ARGS", "nonsense")
    monkeypatch.setenv("BASE", "nonsense")

    def make(root: Path, event: str = "pull_request", **more: str) -> Runner:
        work = tmp_path / f"run-{len(list(tmp_path.glob('run-*')))}"
        work.mkdir()
        known = {
            "RAN": str(work / "ran"),
            "ASKED": str(work / "asked"),
            "PAGES": ADDRESS,
            "SOURCE_DATE_EPOCH": epoch_of(TODAY),
        }
        made = Runner(root, work, tmp_path / "caches", commit_of(root), event)
        made.packages, made.gh, made.more = packages, GH, known | more
        if event == "pull_request":
            made.base_ref = "main"
        else:
            made.ref, made.event = "refs/heads/main", {}
        return made

    return make


def ran(runner: Runner) -> list[str]:
    """What of the commands that take long a run has called."""
    noted = runner.work / "ran"
    return noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []


def asked(runner: Runner) -> list[str]:
    """What a run has asked of GitHub's own command."""
    noted = runner.work / "asked"
    return noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []


def step(runner: Runner, name: str) -> Told:
    return next(told for told in runner.told if told.name == name)


def said(runner: Runner) -> str:
    return "\n".join(f"{told.name}: {told.outcome}\n{told.said}" for told in runner.told)


# A pull request


def test_a_pull_request_with_content_alone_is_told_of_drafted_and_proved_where_pages_differ(
    whole: Path, runner: Any
) -> None:
    a_lead(whole)
    merge(whole, "lead")
    run = runner(whole)
    assert run.run("check") == "success", said(run)
    assert ran(run) == ["proof HEAD^1"]
    assert run.summary.startswith("## What a reader will notice\n")
    assert "- **Play**: the lead changes from Ada Brown to Zoë OBrien." in run.summary
    draft = Pages(run.work / "artifacts/draft")
    assert text(draft["/chapters/play/"].one("title")).startswith("Draft of pull request 7: Play")
    assert "https://github.com/example-county/plan/edit/main/docs/index.md" in draft["/"].source
    assert asked(run) == []
    assert not (run.caches).exists(), "a pull request may not put anything into main's cache"


def test_a_pull_request_with_anything_else_is_tested_whole(unread: Path, runner: Any) -> None:
    a_lead(unread)
    a_template(unread)
    merge(unread, "lead")
    git(unread, "reset", "--quiet", "--hard", "HEAD^1")
    merge(unread, "template")
    run = runner(unread)
    assert run.run("check") == "success", said(run)
    assert ran(run) == ["test"]


def test_a_mistake_stands_on_its_line_and_stops_the_rest(example: Path, runner: Any) -> None:
    line = (example / "data/chapters/play.yml").read_text("utf-8").split("\n").index(
        "board: family-board"
    ) + 1
    branch(example, "mistake", "data/chapters/play.yml", "board: family", "board: familly")
    merge(example, "mistake")
    run = runner(example)
    assert run.run("check") == "failure"
    assert re.search(
        rf"^::error file=data/chapters/play\.yml,line={line},col=8::the board is 'familly-",
        step(run, "Tell what is wrong, on the lines that changed").said,
        re.MULTILINE,
    )
    assert step(run, "Tell what a reader will notice").outcome == "failure"
    assert "The plan has problems" in run.summary
    assert ran(run) == []
    assert not (run.work / "artifacts").exists()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("git mv docs/about/index.md docs/about/us.md", "content"),
        ("git rm --quiet data/terms.yml docs/words.md", "content"),
        ("git mv docs/about/index.md macros/index.md", "machine"),
        ("git mv macros/serving.py docs/serving.md", "machine"),
        ("git rm --quiet macros/serving.py", "machine"),
        ("ln -s ../mkdocs.yml docs/a.md", "machine"),
        ("rm docs/words.md; ln -s editions.md docs/words.md", "machine"),
        ("chmod +x docs/words.md", "machine"),
        ("printf x > 'docs/a\tb.md'; printf x > data/a.py", "machine"),
        ("printf x > $'docs/a\nb.md'", "content"),
        ("printf x > 'docs/a.md'; printf x > ' docs'", "machine"),
        ("git commit --allow-empty --quiet -m Empty", "content"),
    ],
)
def test_names_links_and_rights_count_on_both_sides_of_a_change(
    example: Path, change: str, found: str
) -> None:
    before = commit_of(example)
    subprocess.run([BASH, "-ec", change], cwd=example, check=True, env=os.environ | AUTHOR)
    git(example, "add", "--all")
    git(example, "commit", "--quiet", "--allow-empty", "--message=Change")
    assert scope_of(example, before)[0] == found


AUTHOR = {
    f"GIT_{who}_{what}": "editor@plan.example"
    for who in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}


def test_what_cannot_be_compared_with_counts_as_all_changed(example: Path) -> None:
    assert scope_of(example, "")[0] == "machine"
    assert "no version that Git knows" in scope_of(example, "0" * 40)[1]
    git(example, "switch", "--quiet", "--create", "aside")
    (example / "docs/new.md").write_text("# New\n", encoding="utf-8")
    commit(example, "Aside")
    git(example, "switch", "--quiet", "main")
    found, why = scope_of(example, "aside")
    assert (found, why) == (
        "machine",
        "What stands here does not follow 'aside'.\nSo all has to be proved.",
    )
    assert scope_of(example, "--output=x")[0] == "machine"


def test_what_is_not_committed_is_told_for_only_commits_are_compared(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(base: str) -> tuple[str, list[str]]:
        assert main(["--root", str(example), "scope", "--base", base]) == 0
        out, err = capsys.readouterr()
        return out, err.splitlines()

    nothing = "Only content differs from 'HEAD': nothing."
    assert said("HEAD") == ("scope=content\n", [nothing])
    edit(example / "Makefile", "# ARGS is", "# ARGS was")
    (example / "docs/a new page.md").write_text("# New\n", encoding="utf-8")
    told = "Only commits are compared, and these files are not committed: Makefile, docs/a new page.md. Commit them, and run this again."
    assert said("HEAD") == ("scope=content\n", [nothing, told])
    assert said("nowhere")[1][-1] == told
    commit(example, "Change")
    assert len(said("HEAD")[1]) == 1


# What takes the packages from the cache


def test_main_fills_the_cache_and_everyone_takes_from_it(example: Path, runner: Any) -> None:
    stamps = " ".join(f".venv/.{name}-installed" for name in ("site", "proof", "test", "node"))
    install = (
        f'mkdir .venv && ln -s "$(PACKAGES)"/* .venv && touch {stamps} && echo ready >> "$(RAN)"'
    )
    instead(example, "ready", install)
    for target in ("check", "changes", "scope"):
        instead(example, target, "echo scope=content")
    commit(example, "Note what is installed")
    a_lead(example)
    merge(example, "lead")
    runs = []
    for event in ("pull_request", "push", "pull_request", "push"):
        run = runner(example, event)
        run.more["PACKAGES"], run.packages = str(run.packages), None
        assert run.run("publish" if event == "push" else "check") == "success", said(run)
        runs.append("ready" in ran(run))
    assert runs == [True, True, False, False]


def test_what_comes_from_the_cache_is_not_installed_again(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / ".venv").mkdir()
    for stamp in (".site-installed", ".proof-installed", ".test-installed", ".node-installed"):
        (tmp_path / ".venv" / stamp).touch()
        os.utime(
            tmp_path / ".venv" / stamp, (0, 0)
        )  # older than the locks that GitHub has just written
    for name in PROJECT:
        shutil.copy(ROOT / name, tmp_path / name)

    def make(*arguments: str) -> str:
        told = subprocess.run(
            [MAKE, *arguments], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return told.stdout

    assert "pip install" in make("--dry-run", "lint")
    assert (
        next(one["run"] for one in READY if "cache-hit == 'true'" in one.get("if", ""))
        == "make --touch ready"
    )
    make("--touch", "ready")
    assert not re.search(r"pip install|venv --clear|npm", make("--dry-run", "lint", "site"))
    assert not (tmp_path / "ready").exists()


def test_a_cache_is_named_by_all_that_says_what_is_installed() -> None:
    key = next(one for one in READY if one.get("id") == "packages")["with"]["key"]
    named = set(re.findall(r"'([^']+)'", key))
    assert named == {"requirements*.txt", "**/package-lock.json", "Makefile"}
    assert "python-version" in key


# Where the site stands


@pytest.mark.parametrize(
    "stands_at",
    by_day(
        {
            "a project": (
                "https://example-county.github.io/plan/",
                "",
                "https://example-county.github.io/plan/",
            ),
            "a project, without the slash": (
                "https://example-county.github.io/plan",
                "",
                "https://example-county.github.io/plan/",
            ),
            "a user": (
                "https://example-county.github.io/",
                "",
                "https://example-county.github.io/",
            ),
            "a setting": (
                "https://example-county.github.io/plan/",
                "https://www.example.org/health/",
                "https://www.example.org/health/",
            ),
        },
        "a project",
    ),
)
def test_a_fork_is_built_for_the_address_at_which_it_will_stand(
    origin: Path, runner: Any, stands_at: tuple[str, str, str]
) -> None:
    told, variable, stands = stands_at
    run = runner(origin, "push", PAGES=told)
    run.variables["SITE_URL"] = variable
    assert run.run("publish") == "success", said(run)
    assert run.deployed
    pages = Pages(run.work / "artifacts/github-pages", stands)
    for page in pages:
        assert "Provisional" not in page.source, page.address
        assert PLACEHOLDER not in page.source, page.address
        if page.address != MISSING:
            assert page.one("link[rel=canonical]").get("href") == stands + page.address[1:]
            improve = [a.get("href") for a in page.all("footer a") if "/edit/" in a.get("href")]
            assert improve, page.address
            for href in improve:
                file = href.removeprefix("https://github.com/example-county/plan/edit/main/")
                assert (origin / file).is_file(), page.address
    assert (
        pages[MISSING]
        .one("link[href*='/plan.']")
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


def test_a_domain_without_https_is_not_published_and_the_run_says_where_to_turn_it_on(
    origin: Path, runner: Any
) -> None:
    run = runner(origin, "push", PAGES="http://plan.example.org/")
    assert run.run("publish") == "failure", said(run)
    assert not run.deployed
    assert re.search(
        r"^::error file=mkdocs\.yml,line=\d+,col=1::the site's address is 'http://plan\.example\.org/': .*'Enforce HTTPS'",
        step(run, "Tell what is wrong").said,
        re.MULTILINE,
    )


def test_while_pages_is_off_nothing_is_published_and_the_run_says_how_to_turn_it_on(
    origin: Path, runner: Any
) -> None:
    run = runner(origin, "push", PAGES="Not Found (HTTP 404)")
    assert run.run("publish") == "success", said(run)
    assert not run.deployed
    assert run.summary == step(run, "Ask GitHub Pages where the site stands").said
    assert run.summary.startswith(
        "**Nothing is published yet: GitHub Pages is off in this repository.**\n\n1. Open [Settings, Pages](https://github.com/example-county/plan/settings/pages)"
    )
    named = re.search(r"/actions/workflows/(\S+)\)", run.summary)[1]
    assert (GITHUB / "workflows" / named).is_file()
    offered = run.work / "artifacts/github-pages/partners/partners.json"
    assert json.loads(offered.read_text(encoding="utf-8"))["provisional"] is True


@pytest.mark.parametrize(
    "answer",
    [
        "Resource not accessible by integration (HTTP 403)",
        "Server Error (HTTP 503)",
        "could not connect",
    ],
)
def test_where_github_gives_no_answer_the_run_stops_and_says_why(
    origin: Path, runner: Any, answer: str
) -> None:
    run = runner(origin, "push", PAGES=answer)
    assert run.run("publish") == "failure"
    assert run.needs["build"]["result"] == run.needs["publish"]["result"] == "skipped"
    assert answer in said(run)
    assert run.summary == ""


# Publication


def test_what_is_published_is_proved_where_it_differs_from_what_stands_online(
    unread: Path, runner: Any
) -> None:
    """Not from the last push: that may have failed, and then what it brought was never proved to the end."""
    online = commit_of(unread)
    run = runner(unread, "push", ONLINE=online)
    a_lead(unread)
    merge(unread, "lead")
    run = runner(unread, "push", ONLINE=online)
    assert run.run("publish") == "success", said(run)
    assert ran(run) == [f"proof {online} --site site"], "what is proved is what is published"
    assert run.deployed
    a_template(unread)
    merge(unread, "template")
    branch(unread, "words", "data/terms.yml", "A safe place outside", "A good place outside")
    merge(unread, "words")
    for stands, expected in ((online, "test"), (commit_of(unread, "HEAD^1"), "proof")):
        run = runner(unread, "push", ONLINE=stands)
        assert run.run("publish") == "success", said(run)
        assert [line.split(" ")[0] for line in ran(run)] == [expected]


@pytest.mark.parametrize("online", ["", "0" * 40, "Server Error (HTTP 503)"])
def test_where_nothing_or_nothing_known_stands_online_all_is_tested(
    unread: Path, runner: Any, online: str
) -> None:
    run = runner(unread, "push", ONLINE=online)
    if "HTTP" in online:
        run.gh = run.gh.replace('ANSWER="commit=$ONLINE\nday=2030-05-30"', 'ANSWER="$ONLINE"')
    assert run.run("publish") == "success", said(run)
    assert ran(run) == ["test"]
    assert run.deployed
    assert ("::warning::GitHub does not say" in said(run)) == ("HTTP" in online)


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "kept no longer"])
def test_what_stands_online_is_at_hand_for_the_next_release_if_github_has_kept_it(
    unread: Path, runner: Any, tmp_path: Path, kept: bool
) -> None:
    """As GitHub keeps it: the whole site in one archive, with names as `tar .` writes them."""
    site = tmp_path / "online"
    for name in ("assets/plan.0123456789.css", "assets.json", "index.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, encoding="utf-8")
    instead(unread, "site", "mkdir site; touch site/index.html; echo 'site $(ARGS)' >> \"$(RAN)\"")
    commit(unread, "Note how the site is built")
    run = runner(unread, "push", ONLINE=commit_of(unread), KEPT=str(site) if kept else "")
    fetched = """
  'api repos/example-county/plan/actions/artifacts?name=github-pages&per_page=100 --jq '*) [ -z "$KEPT" ] || echo 7; exit 0 ;;
  'run download 7 --name github-pages --dir '*) mkdir "$7" && tar --create --file "$7/artifact.tar" --directory "$KEPT" . && exit 0 ;;
"""
    run.gh = GH.replace('case "$*" in\n', f'case "$*" in{fetched}', 1)
    assert run.run("publish") == "success", said(run)
    last = run.work / "build/temp/last"
    assert ran(run)[0].rstrip() == (f"site --last {last}" if kept else "site")
    assert ("::warning::What was published last is not kept" in said(run)) == (not kept)
    if kept:
        assert contents(last) == contents(site)


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not here, which GitHub's machines have")
def test_of_all_that_github_keeps_the_site_that_stands_online_is_picked() -> None:
    fetch = next(one for one in steps("publish/where") if one.get("id") == "last")
    kept = [
        {"expired": expired, "workflow_run": {"id": number, "head_sha": sha}}
        for number, sha, expired in ((1, "b", False), (2, "a", True), (3, "a", False))
    ]
    command = [shutil.which("jq") or "jq", "--raw-output", fetch["env"]["PICK"]]
    for online, expected in (("a", "3\n"), ("b", "1\n"), ("c", "")):
        done = subprocess.run(
            command,
            input=json.dumps({"artifacts": kept}),
            env={"ONLINE": online},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == expected


def test_what_the_tests_refuse_is_not_published(unread: Path, runner: Any) -> None:
    makefile = unread / "Makefile"
    makefile.write_text(
        makefile.read_text(encoding="utf-8").replace('>> "$(RAN)"', '>> "$(RAN)"; exit 1'),
        encoding="utf-8",
    )
    commit(unread, "Let every proof fail")
    run = runner(unread, "push", ONLINE="")
    assert run.run("publish") == "failure"
    assert ran(run) == ["test"]
    assert not run.deployed
    assert not (run.work / "artifacts").exists()


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not here, which GitHub's machines have")
def test_of_all_that_was_published_the_one_that_stands_is_picked() -> None:
    pick = next(one for one in steps("publish/where") if one.get("id") == "online")["env"]["PICK"]

    def picked(*states: str) -> str:
        nodes = [
            {"commitOid": str(n) * 40, "createdAt": f"2030-05-0{n}T09:00:00Z", "state": state}
            for n, state in enumerate(states, 1)
        ]
        answer = {"data": {"repository": {"deployments": {"nodes": nodes}}}}
        return subprocess.run(
            [shutil.which("jq") or "jq", "--raw-output", pick],
            input=json.dumps(answer),
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert picked() == picked("FAILURE", "IN_PROGRESS") == ""
    assert picked("FAILURE", "ACTIVE", "INACTIVE") == f"commit={'2' * 40}\nday=2030-05-02\n"


def test_two_changes_that_are_each_right_and_together_wrong_are_caught_before_publication(
    example: Path, runner: Any
) -> None:
    """One takes a word away, the other leads to it. Where merges wait in a queue, they never come to main; else publication stops."""
    word = "bench:\n  term: Bench\n  plain: A seat for many.\n  source: [General knowledge]\n"
    with (example / "data/terms.yml").open("a", encoding="utf-8") as file:
        file.write(word)
    commit(example, "Explain a word")
    online = commit_of(example)
    branch(example, "takes", "data/terms.yml", word, "")
    link = "Everyone walks to a [bench](../words.md#bench)."
    branch(example, "leads", "docs/chapters/walking.md", "Everyone walks.", link)
    for name in ("takes", "leads"):
        merge(example, name)
        run = runner(example)
        assert run.run("check") == "success", said(run)
        git(example, "reset", "--quiet", "--hard", online)
    first, _ = merge(example, "takes"), merge(example, "leads")
    queue = runner(example, "merge_group")
    queue.ref, queue.event = (
        "refs/heads/gh-readonly-queue/main/pr-8",
        {"merge_group": {"base_sha": first}},
    )
    assert queue.run("check") == "failure"
    run = runner(example, "push", ONLINE=online)
    assert run.run("publish") == "failure"
    assert not run.deployed
    for one in (queue, run):
        wrong = [told for told in one.told if told.outcome == "failure"]
        assert [told.name.partition(",")[0] for told in wrong] == ["Tell what is wrong"]
        assert "docs/chapters/walking.md" in wrong[0].said
        assert "bench" in wrong[0].said


def test_a_queue_of_merges_is_held_against_the_branch_that_it_waits_for(
    unread: Path, runner: Any
) -> None:
    base = commit_of(unread)
    a_lead(unread)
    merge(unread, "lead")
    branch(unread, "words", "data/terms.yml", "A safe place outside", "A good place outside")
    merge(unread, "words")
    run = runner(unread, "merge_group")
    run.ref, run.event = (
        "refs/heads/gh-readonly-queue/main/pr-8",
        {"merge_group": {"base_sha": base}},
    )
    assert run.run("check") == "success", said(run)
    assert ran(run) == [f"proof {base}"]
    assert not (run.work / "artifacts").exists()


# Each night


@pytest.mark.parametrize(
    ("fails", "issue", "told"),
    [
        (True, "", "issue create --title The nightly tests fail"),
        (True, "12", "issue comment 12 --body It failed again: https://github.com/"),
        (False, "12", "issue close 12 --comment All is well again: https://github.com/"),
        (False, "", None),
    ],
)
def test_a_night_that_fails_opens_an_issue_which_a_good_one_closes(
    example: Path, runner: Any, fails: bool, issue: str, told: str | None
) -> None:
    if fails:
        branch(example, "mistake", "data/chapters/play.yml", "board: family", "board: familly")
        merge(example, "mistake")
    run = runner(example, "schedule", ISSUE=issue)
    assert run.run("nightly") == ("failure" if fails else "success"), said(run)
    assert ran(run) == ["test", "night", "recipes", "browsers", "engines"], (
        "one failure hides no other"
    )
    assert run.needs["tell"]["result"] == "success", said(run)
    done = [line for line in asked(run) if line.startswith("issue") and "issue list" not in line]
    assert [line[: len(told or "")] for line in done] == ([told] if told else [])


# Each week


@pytest.mark.parametrize(
    ("due", "issue", "told"),
    [
        ("- [ ] Check again", "12", "issue edit 12 --body-file "),
        ("Nothing.", "12", "issue close 12 --comment Nothing is due."),
        ("Nothing.", "", None),
    ],
)
def test_what_is_due_stands_in_one_issue_which_is_closed_while_nothing_is(
    whole: Path, runner: Any, due: str, issue: str, told: str | None
) -> None:
    instead(whole, "due", f"echo '{due}' > due.md")
    commit(whole, "List what the test says")
    run = runner(whole, "schedule", ISSUE=issue)
    assert run.run("due") == "success", said(run)
    done = [line for line in asked(run) if "issue list" not in line]
    assert [line[: len(told or "")] for line in done] == ([told] if told else [])


def test_the_issue_holds_what_the_command_lists(whole: Path, runner: Any) -> None:
    run = runner(whole, "schedule")
    assert run.run("due") == "success", said(run)
    assert asked(run)[-1].startswith("issue create --title What is due --body-file ")
    listed = (run.work / "tell/temp/due/due.md").read_text(encoding="utf-8")
    assert "- [ ] Highlight report: Family Board, April to June 2030 (1 July 2030" in listed


# What only a machine writes


ONLY = {"data/addresses.yml", "data/audit.json"}


def changed_on(root: Path, name: str) -> set[str]:
    """The files that a branch has changed since it left main."""
    asked = [GIT, "diff", "--name-only", f"main...{name}"]
    done = subprocess.run(asked, cwd=root, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.fixture
def first(example: Path) -> Path:
    """The project at its first publication, with a rehearsed address that has gone."""
    edit(example / "data/addresses.yml", "first_published: 2030-01-01\n", "")
    edit(example / "data/addresses.yml", "  - /about/#ideas\n", "  - /about/#ideas\n  - /gone/\n")
    commit(example, "Not published yet")
    return example


def test_a_publication_is_recorded_by_a_pull_request_that_holds_only_what_a_machine_writes(
    first: Path, runner: Any
) -> None:
    run = runner(first, "workflow_run", ONLINE=commit_of(first))
    run.event = {"workflow_run": {"conclusion": "success"}}
    (first / "docs/later.txt").write_text("Not published yet.\n", encoding="utf-8")
    commit(first, "Go on")
    assert run.run("records") == "success", said(run)
    assert ran(run) == [], "what takes long is measured once a week, not after each publication"
    files = changed_on(first, "records")
    assert "data/addresses.yml" in files
    made = ("data/schemas/", ".github/ISSUE_TEMPLATE/wish-")
    assert all(file in ONLY or file.startswith(made) for file in files)
    git(first, "checkout", "--quiet", "records")
    text = (first / "data/addresses.yml").read_text(encoding="utf-8")
    assert "first_published: 2030-05-30\n" in text
    assert "/gone/" not in text
    assert "/chapters/play/" in text
    assert [
        line.partition(" --title")[0] for line in asked(run) if line.startswith("pr create")
    ] == ["pr create --base main --head records"]


@pytest.mark.night
def test_records_that_are_current_open_nothing_and_an_open_pull_request_is_brought_up_to_date(
    first: Path, runner: Any
) -> None:
    run = runner(first, "schedule", ONLINE=commit_of(first))
    assert run.run("records") == "success", said(run)
    assert ran(run) == ["audit --if-changed"]
    again = runner(first, "schedule", ONLINE=commit_of(first), OPEN="1")
    assert again.run("records") == "success", said(again)
    assert not [line for line in asked(again) if line.startswith("pr create")]
    merge(first, "records")
    run = runner(first, "schedule", ONLINE=commit_of(first))
    assert run.run("records") == "success", said(run)
    assert not [line for line in asked(run) if line.startswith("pr ")]
    assert "Nothing new has to be recorded." in said(run)


def test_before_the_first_publication_nothing_is_recorded(first: Path, runner: Any) -> None:
    run = runner(first, "schedule", ONLINE="")
    assert run.run("records") == "success", said(run)
    assert run.needs["record"]["result"] == run.needs["propose"]["result"] == "skipped"
    run = runner(first, "workflow_run", ONLINE=commit_of(first))
    run.event = {"workflow_run": {"conclusion": "failure"}}
    assert run.run("records") == "success"
    assert asked(run) == []


def test_where_a_workflow_may_open_no_pull_request_the_run_says_what_to_do(
    first: Path, runner: Any
) -> None:
    run = runner(first, "schedule", ONLINE=commit_of(first), REFUSED="1")
    assert run.run("records") == "failure"
    assert "(https://github.com/example-county/plan/compare/main...records?expand=1)" in run.summary
    assert "Allow GitHub Actions to create and approve pull requests" in run.summary


# What stands in here for GitHub


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("a.b", "it"),
        ("a.c || 'x'", "x"),
        ("a.c && 'x'", None),
        ("a.b == 'IT'", True),
        ("a.b != 'it' || !a.c", True),
        ("!(a.b == 'it' && a.c == '')", False),
        ("say('a''b', a.b)", "a'b it"),
        ("a.c == ''", True),
    ],
)
def test_expressions_are_worth_what_they_are_on_github(text: str, worth: Any) -> None:
    known = {"a.b": "it", "a.c": None}
    assert Expression(text, known.get, {"say": lambda *given: " ".join(given)}).value() == worth


def test_the_tests_are_run_by_the_same_command_as_everywhere() -> None:
    """They can't be run inside themselves; `make` must only know the command, and pytest be what it runs."""
    assert [name for name in JOBS if "make test" in commands(name)] == [
        "check/check",
        "nightly/night",
        "publish/build",
    ]
    told = subprocess.run(
        [MAKE, "--dry-run", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert ".venv/bin/python -m pytest" in told


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
    env = os.environ | {
        "GITHUB_ACTIONS": "true",
        "GITHUB_REPOSITORY": REPOSITORY,
        "SITE_URL": ADDRESS,
    }
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
    """Residents' words are never sent to public issues: only mistakes of the website are, and what leads and editors wish for."""
    forms = sorted(path.name for path in (GITHUB / "ISSUE_TEMPLATE").iterdir())
    assert forms == ["config.yml", "error.yml", *sorted(f"wish-{name}.yml" for name in WISHES)]
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
