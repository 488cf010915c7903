"""Runs a workflow of .github/ here, job by job and step by step as GitHub would, and tells each step's time: `make workflow`.

GitHub's own actions have stand-ins here, and so has what its command `gh` asks. How fast GitHub's machines are is not known:
only the processor's time can be compared.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from pages import ROOT
from programs import BASH, GIT, git

from macros.plan.base import as_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKOUT, SAVE, RESTORE = "actions/checkout", "actions/cache/save", "actions/cache/restore"
# What GitHub sets in every step. The project is invented.
REPOSITORY = "example-county/plan"
PAGES = "https://example-county.github.io/plan/"
SET = {
    "CI": "true",
    "GITHUB_ACTIONS": "true",
    "GITHUB_REPOSITORY": REPOSITORY,
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_RUN_ID": "1",
}
# What of this machine's own settings no step may see.
HERE = (
    "ARGS",
    "BASE",
    "GITHUB_",
    "MAKE",
    "PIP_CACHE",
    "npm_config_cache",
    "SITE_URL",
    "SOURCE_DATE_EPOCH",
)
# Answers as GitHub's command: where Pages stands, and which version is online.
GH = f"""#!/bin/sh
case "$*" in
  "api repos/{REPOSITORY}/pages"*) echo {PAGES} ;;
  "api graphql"*) [ -z "$ONLINE" ] || printf 'commit=%s\\nday=2030-05-30\\n' "$ONLINE" ;;
  *) echo "gh was asked: $*" >&2; exit 2 ;;
esac
"""


# What stands in `${{ }}`, in `if:` and between


class Expression:
    """One expression of GitHub's, read from left to right: names, texts, calls, and how they are tied together.

    https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
    """

    TOKENS = re.compile(r"\s*('(?:[^']|'')*'|&&|\|\||==|!=|[!(),]|[\w.-]+)")

    def __init__(
        self, text: str, known: Callable[[str], Any], calls: dict[str, Callable[..., Any]]
    ) -> None:
        """Take the text, what a name such as `github.ref` stands for, and the functions that it may call."""
        self.tokens = self.TOKENS.findall(text)
        assert "".join(self.tokens) == re.sub(r"\s+(?=(?:[^']*'[^']*')*[^']*$)", "", text), text
        self.known, self.calls = known, calls

    def value(self) -> Any:
        """What the expression is worth."""
        found = self._either()
        assert not self.tokens, f"{self.tokens} is left over"
        return found

    def _next(self, *tokens: str) -> bool:
        if self.tokens and self.tokens[0] in tokens:
            self.tokens.pop(0)
            return True
        return False

    def _either(self) -> Any:
        found = self._both()
        while self._next("||"):
            other = self._both()
            found = found or other
        return found

    def _both(self) -> Any:
        found = self._same()
        while self._next("&&"):
            other = self._same()
            found = found and other
        return found

    def _same(self) -> Any:
        found = self._one()
        while self.tokens and self.tokens[0] in ("==", "!="):
            equal = self.tokens.pop(0) == "=="
            found = (_text(found).lower() == _text(self._one()).lower()) is equal
        return found

    def _one(self) -> Any:
        if self._next("!"):
            return not self._one()
        if self._next("("):
            found = self._either()
            assert self._next(")")
            return found
        token = self.tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if self._next("("):
            given = []
            while not self._next(")"):
                given.append(self._either())
                self._next(",")
            return self.calls[token](*given)
        return self.known(token)


def _text(value: Any) -> str:
    return "" if value is None or value is False else "true" if value is True else str(value)


# Running


@dataclass
class Told:
    """What became of a step: how it ended, what it said, and how long it took on the wall and of the processor."""

    job: str
    name: str
    outcome: str = "skipped"
    said: str = ""
    wall: float = 0.0
    cpu: float = 0.0


@dataclass
class Job:
    """A job at work: its folder, and what its steps have handed on so far."""

    name: str
    folder: Path
    env: dict[str, str]
    status: str = "success"
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def workspace(self) -> Path:
        """Where the project stands."""
        return self.folder / "plan"


@dataclass
class Runner:
    """What GitHub's machines are to one run of a workflow.

    `origin` is the project's repository, `ref` and `sha` what the run is of, `event` what called for it. Caches are kept in
    `caches`, artifacts below `work`. `gh` answers in place of GitHub's command, `packages` are put in place of the cached ones.
    A runner that `adopts` counts the time of processes too whose parents have ended: those of a browser.
    """

    origin: Path
    work: Path
    caches: Path
    sha: str
    event_name: str = "pull_request"
    ref: str = "refs/pull/7/merge"
    event: dict[str, Any] = field(default_factory=lambda: {"number": 7})
    base_ref: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    gh: str = GH
    more: dict[str, str] = field(default_factory=dict)
    packages: Path | None = None
    adopts: bool = False
    told: list[Told] = field(default_factory=list)
    needs: dict[str, dict[str, Any]] = field(default_factory=dict)
    summary: str = ""
    deployed: bool = False

    def run(self, workflow: str) -> str:
        """Run every job of a workflow, those that others need first. Returns "success" or "failure"."""
        jobs = as_typed((self.origin / f".github/workflows/{workflow}.yml").read_text("utf-8"))[
            "jobs"
        ]
        for name, job in jobs.items():  # each stands behind those that it needs
            self.needs[name] = self._job(name, job)
        failed = any(job["result"] == "failure" for job in self.needs.values())
        return "failure" if failed else "success"

    def _job(self, name: str, spec: dict[str, Any]) -> dict[str, Any]:
        wanted = spec.get("needs", [])
        needed = [self.needs[n] for n in ([wanted] if isinstance(wanted, str) else wanted)]
        before = (
            "failure"
            if any(job["result"] == "failure" for job in needed)
            else "skipped"
            if any(job["result"] == "skipped" for job in needed)
            else "success"
        )
        folder = self.work / name
        job = Job(name, folder, {}, before)
        if not self._goes_on(job, spec.get("if", "")):
            return {"result": "skipped", "outputs": {}}
        job.status = "success"
        (folder / "temp").mkdir(parents=True)
        (folder / "home").mkdir()
        job.workspace.mkdir()
        (folder / "bin").mkdir()
        (folder / "bin/gh").write_text(self.gh, encoding="utf-8")
        (folder / "bin/gh").chmod(0o755)
        job.env = {key: self._filled(job, value) for key, value in spec.get("env", {}).items()}
        self._steps(job, spec["steps"])
        outputs = {key: self._filled(job, value) for key, value in spec.get("outputs", {}).items()}
        return {"result": job.status, "outputs": outputs}

    def _steps(self, job: Job, steps: list[dict[str, Any]]) -> None:
        for step in steps:
            uses = step.get("uses", "")
            action = uses.partition("@")[0]
            told = Told(job.name, step.get("name") or uses)
            if not self._goes_on(job, step.get("if", "")):
                self.told.append(told)
                continue
            if action.startswith("./"):
                file = job.workspace / action / "action.yml"
                inner = as_typed(file.read_text(encoding="utf-8"))["runs"]["steps"]
                outer, job.outputs = job.outputs, {}
                self._steps(job, inner)
                job.outputs = outer
                continue
            self.told.append(told)
            before, began = resource.getrusage(resource.RUSAGE_CHILDREN), monotonic()
            env = {key: self._filled(job, value) for key, value in step.get("env", {}).items()}
            given = {key: self._filled(job, value) for key, value in step.get("with", {}).items()}
            if "run" in step:
                told.outcome, told.said, handed = self._command(job, step["run"], env)
            else:
                told.outcome, handed = "success", ACTIONS[action](self, job, given) or {}
            if self.adopts:
                bury()
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            told.wall = monotonic() - began
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            told.cpu = max(0.0, spent)
            job.outputs[step.get("id", "")] = handed
            if told.outcome == "failure":
                job.status = "failure"

    def _command(
        self, job: Job, command: str, env: dict[str, str]
    ) -> tuple[str, str, dict[str, str]]:
        """Run a step's command in bash, which stops at the first failure. Returns how it ended, what it said and handed on."""
        assert "${{" not in command, "a command may not be put together"
        output, summary = job.folder / "temp/output", job.folder / "temp/summary.md"
        output.write_text("", encoding="utf-8")
        summary.write_text("", encoding="utf-8")
        here = {k: v for k, v in os.environ.items() if not k.startswith(HERE)}
        here |= SET | {
            "PATH": f"{job.folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(job.folder / "home"),
            "GITHUB_REF": self.ref,
            "GITHUB_REF_NAME": self.ref.split("/", 2)[2],
            "GITHUB_BASE_REF": self.base_ref,
            "GITHUB_EVENT_NAME": self.event_name,
            "GITHUB_SHA": self.sha,
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "RUNNER_TEMP": str(job.folder / "temp"),
        }
        done = subprocess.run(
            [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
            cwd=job.workspace,
            env=here | self.more | job.env | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.summary += summary.read_text(encoding="utf-8")
        handed = dict(
            line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines()
        )
        return "failure" if done.returncode else "success", done.stdout, handed

    # Expressions

    def _goes_on(self, job: Job, condition: str) -> bool:
        """Whether a job or a step is run: where its condition does not ask how it went so far, only if all went well."""
        text = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", condition.strip()).strip()
        asks = re.search(r"\b(always|cancelled|success|failure)\(\)", text)
        if not asks and job.status != "success":
            return False
        return not text or bool(self._value(job, text))

    def _filled(self, job: Job, text: Any) -> str:
        """A text with what its expressions are worth in their places."""
        return re.sub(
            r"\$\{\{\s*(.*?)\s*\}\}", lambda match: _text(self._value(job, match[1])), str(text)
        )

    def _value(self, job: Job, text: str) -> Any:
        calls: dict[str, Callable[..., Any]] = {
            "always": lambda: True,
            "cancelled": lambda: False,
            "success": lambda: job.status == "success",
            "failure": lambda: job.status == "failure",
            "hashFiles": lambda *patterns: _hash(job.workspace, patterns),
        }
        return Expression(text, lambda name: self._known(job, name), calls).value()

    def _known(self, job: Job, name: str) -> Any:
        found: Any = {
            "github": {
                "ref": self.ref,
                "repository": REPOSITORY,
                "token": "a token",
                "event_name": self.event_name,
                "event": self.event,
                "sha": self.sha,
            },
            "runner": {"os": "Linux", "arch": "X64", "temp": str(job.folder / "temp")},
            "vars": self.variables,
            "needs": self.needs,
            "steps": {id_: {"outputs": handed} for id_, handed in job.outputs.items()},
        }
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        return found

    # Stand-ins for GitHub's own actions

    def checkout(self, job: Job, given: dict[str, str]) -> None:
        """Put a version of the project into the workspace."""
        git(job.folder, "clone", "--quiet", str(self.origin), str(job.workspace))
        git(job.workspace, "checkout", "--quiet", given.get("ref") or self.sha)

    def python(self, _: Job, __: dict[str, str]) -> dict[str, str]:
        """Name the Python that is there."""
        return {"python-version": ".".join(map(str, sys.version_info[:3]))}

    def restore(self, job: Job, given: dict[str, str]) -> dict[str, str]:
        """Put back what is in the cache."""
        self.kept = job, given
        if self.packages:
            (job.workspace / ".venv").mkdir()
            for path in self.packages.iterdir():
                (job.workspace / ".venv" / path.name).symlink_to(path)
            return {"cache-hit": "true", "cache-primary-key": given["key"]}
        for archive, path in self._cached(job, given):
            if archive.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                _tar("--extract", "--file", str(archive), "--directory", str(path.parent))
        hit = (self.caches / given["key"]).is_dir()
        return {"cache-hit": "true" if hit else "", "cache-primary-key": given["key"]}

    def save(self, job: Job, given: dict[str, str]) -> None:
        """Put what was installed into the cache."""
        (self.caches / given["key"]).mkdir(parents=True)
        for archive, path in self._cached(job, given):
            if path.exists():
                _tar("--create", "--file", str(archive), "--directory", str(path.parent), path.name)

    def _cached(self, job: Job, given: dict[str, str]) -> Iterator[tuple[Path, Path]]:
        for number, line in enumerate(given["path"].split()):
            path = line.replace("~", str(job.folder / "home"), 1)
            yield self.caches / given["key"] / f"{number}.tar.zst", job.workspace / path

    def upload(self, job: Job, given: dict[str, str]) -> None:
        """Keep files for other jobs and for people: one folder's as they are in it, others as they are in the project."""
        to = self.work / "artifacts" / given.get("name", "github-pages")
        paths = [job.workspace / line for line in given["path"].split()]
        there_are = [path for path in paths if path.exists()]
        assert there_are, given["path"]
        for path in there_are:
            alone = len(paths) == 1 and path.is_dir()
            there = to if alone else to / path.relative_to(job.workspace)
            there.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                shutil.copytree(path, there)
            else:
                shutil.copy(path, there)

    def download(self, _: Job, given: dict[str, str]) -> None:
        """Give a job what another one kept."""
        shutil.copytree(self.work / "artifacts" / given["name"], given["path"])

    def deploy(self, _: Job, __: dict[str, str]) -> dict[str, str]:
        """Publish."""
        assert (self.work / "artifacts/github-pages/index.html").is_file()
        self.deployed = True
        return {"page_url": PAGES}


ACTIONS: dict[str, Callable[[Runner, Job, dict[str, str]], dict[str, str] | None]] = {
    CHECKOUT: Runner.checkout,
    "actions/setup-python": Runner.python,
    RESTORE: Runner.restore,
    SAVE: Runner.save,
    "actions/upload-artifact": Runner.upload,
    "actions/upload-pages-artifact": Runner.upload,
    "actions/download-artifact": Runner.download,
    "actions/deploy-pages": Runner.deploy,
}


def _tar(*arguments: str) -> None:
    subprocess.run([shutil.which("tar") or "tar", "--zstd", *arguments], check=True)


def _hash(folder: Path, patterns: tuple[str, ...]) -> str:
    """A sum of the files that fit the patterns."""
    found = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def commit_of(root: Path, revision: str = "HEAD") -> str:
    """The 40 digits of a version."""
    asked = [GIT, "rev-parse", revision]
    return subprocess.run(
        asked, cwd=root, check=True, capture_output=True, text=True
    ).stdout.strip()


# Timing


def adopt() -> None:
    """Let processes whose parents end become children of this one, so that their time is counted. Linux alone can do that."""
    if sys.platform == "linux":
        set_child_subreaper = (
            36  # https://man7.org/linux/man-pages/man2/PR_SET_CHILD_SUBREAPER.2const.html
        )
        ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def bury() -> None:
    """Wait until every child has ended."""
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def a_change(origin: Path, pages: int) -> None:
    """Merge a branch into main, one sentence longer on so many of the chapters' pages, as GitHub tries a pull request."""
    chapters = sorted((origin / "docs/chapters").glob("*.md"))
    assert 0 < pages <= len(chapters), f"there are {len(chapters)} chapters"
    git(origin, "switch", "--quiet", "--create", "change")
    for path in chapters[:pages]:
        with path.open("a", encoding="utf-8") as file:
            file.write("\nThis sentence is new.\n")
    git(origin, "commit", "--quiet", "--all", "--message=Add a sentence")
    git(origin, "switch", "--quiet", "main")
    git(origin, "merge", "--quiet", "--no-ff", "--message=Merge", "change")


def timed(workflow: str, origin: Path, folder: Path, caches: Path) -> tuple[str, Runner]:
    """Run a workflow for the last merge: how it ended, and the runner with the steps' times."""
    sha, main = commit_of(origin), workflow != "check"
    runner = Runner(origin, folder, caches, sha, more={"ONLINE": commit_of(origin, "HEAD^1")})
    runner.adopts = True
    if main:
        runner.event_name, runner.ref, runner.event = "push", "refs/heads/main", {}
    else:
        runner.base_ref = "main"
    ended = runner.run(workflow)
    if not caches.exists():  # as the last run on main would have
        job, given = runner.kept
        runner.save(job, given)
    return ended, runner


def table(told: list[Told]) -> Iterator[str]:
    """Lines with each step's time on the wall and of the processor, in seconds, and the sums."""
    for step in told:
        if step.outcome != "skipped":
            mark = "" if step.outcome == "success" else "  FAILED"
            yield f"{step.wall:8.1f} {step.cpu:8.1f}  {step.job}: {step.name}{mark}"
    yield f"{sum(s.wall for s in told):8.1f} {sum(s.cpu for s in told):8.1f}  in all"


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Run a workflow of GitHub's on a clone of the last commit with a changed sentence: with nothing in the caches, and then with what a run on main would have left there."
    )
    parser.add_argument("workflow", choices=("check", "publish"))
    parser.add_argument(
        "--pages", type=int, default=1, help="how many chapters' pages change (default: 1)"
    )
    parser.add_argument("--caches", type=Path, help="a folder of caches to begin with, and to keep")
    parser.add_argument("--show", action="store_true", help="print all that the steps say")
    chosen = parser.parse_args()
    adopt()
    status = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        caches = (chosen.caches or folder / "caches").resolve()
        origin = folder / "origin"
        git(folder, "clone", "--quiet", str(ROOT), str(origin))
        git(origin, "switch", "--quiet", "--force-create", "main")
        a_change(origin, chosen.pages)
        for state in ("warm",) if caches.exists() else ("cold", "warm"):
            ended, runner = timed(chosen.workflow, origin, folder / state, caches)
            print(f"{chosen.workflow}, {chosen.pages} pages changed, {state} caches: {ended}")
            print("    wall      cpu", *table(runner.told), sep="\n", flush=True)
            for step in runner.told:
                if chosen.show or step.outcome == "failure":
                    print(f"--- {step.job}: {step.name}", step.said, sep="\n", flush=True)
            status = status or int(ended != "success")
    return status


if __name__ == "__main__":
    sys.exit(main())
