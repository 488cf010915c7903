"""The command line: `python -m macros check`, `build`, `serve`."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from .pages import fragments  # noqa: F401  (registers the macros)
from .pages.english import advice
from .pages.markdown import page_problems
from .pages.site import PLACEHOLDER, Site
from .plan.load import read_plan
from .plan.model import is_address
from .plan.problems import Problem
from .plan.source import read_text

NO_ADVICE = "There is no advice on plain words while data/ has a problem."


def site_url(root: Path) -> tuple[str, list[Problem]]:
    """The site's address, from SITE_URL or else from mkdocs.yml, and what is wrong with it."""
    text, problems = read_text(root / "mkdocs.yml", "mkdocs.yml")
    url, line = PLACEHOLDER, 1
    for number, said in enumerate((text or "").splitlines(), 1):
        if match := re.match(r"site_url:.*?(https?://[^\"'\s,\]]+)", said):
            url, line = match[1], number
    url = os.environ.get("SITE_URL") or url
    if not is_address(url):
        found = f"the site's address is '{url}'. Write all of it, with https:// in front: here, or in SITE_URL."
        problems.append(Problem("mkdocs.yml", line, 1, found))
    elif url == PLACEHOLDER:
        found = f"the site's address is the placeholder {PLACEHOLDER}. Put the real one here, or set SITE_URL, before you publish."
        problems.append(Problem("mkdocs.yml", line, 1, found, warning=True))
    return url, problems


def problems_of(root: Path, today: date) -> list[Problem]:
    """Everything that is wrong with the data and the pages in `root`, and every warning, sorted."""
    plan, problems = read_plan(root, today)
    url, found = site_url(root)
    return sorted([*problems, *found, *page_problems(Site(plan, root, url))])


def check(root: Path, today: date, english: list[str] | None = None) -> int:
    """Print every problem; under GitHub Actions as annotations. Returns the exit status: 1 if there is an error.

    `english` asks for advice on plain words: on these pages, or on all for an empty list.
    """
    problems = problems_of(root, today)
    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    for problem in problems:
        print(problem.annotation() if on_github else problem)
    errors = sum(not p.warning for p in problems)
    warnings = len(problems) - errors
    print(f"{_count(errors, 'problem')}, {_count(warnings, 'warning')}.", file=sys.stderr)
    if english is not None:
        plan, _ = read_plan(root, today)
        print(*(advice(Site(plan, root, PLACEHOLDER), english) if plan.whole else [NO_ADVICE]), sep="\n")
    return 1 if errors else 0


def _count(number: int, what: str) -> str:
    return f"{number or 'No'} {what}{'' if number == 1 else 's'}"


def environment(root: Path) -> dict[str, str]:
    """The environment of a build: SOURCE_DATE_EPOCH from the last commit, unless it is set already."""
    env = dict(os.environ)
    if "SOURCE_DATE_EPOCH" not in env:
        git = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=False)
        if git.returncode == 0 and git.stdout.strip():
            env["SOURCE_DATE_EPOCH"] = git.stdout.strip()
    env["NO_MKDOCS_2_WARNING"] = "1"
    return env


def mkdocs(root: Path, *arguments: str) -> int:
    """Run MkDocs in `root`. Returns its exit status."""
    return subprocess.run([sys.executable, "-m", "mkdocs", *arguments], cwd=root, env=environment(root), check=False).returncode


def build(root: Path, today: date) -> int:
    """Check, build aside, and put the new site in the old one's place only if all went well. Returns the exit status."""
    if status := check(root, today):
        return status
    site, new, old = root / "site", root / ".site-new", root / ".site-old"
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    if status := mkdocs(root, "build", "--strict", "--site-dir", str(new)):
        shutil.rmtree(new, ignore_errors=True)
        print("The build failed. The last good site/ is as it was.", file=sys.stderr)
        return status
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    print(f"Built {sum(1 for _ in site.rglob('*.html'))} pages in site/.")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 if all is well, 1 if something has to be mended."""
    parser = argparse.ArgumentParser(prog="python -m macros", description="Check, build and show the plan's website.")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder (default: this one)")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in (("check", "check data and pages"), ("build", "check, then build site/")):
        command = commands.add_parser(name, help=what)
        command.add_argument("--today", type=date.fromisoformat, default=date.today(), help="the day to check review dates against, as 2026-11-21")
        if name == "check":
            english = "then advise on plain words: on these pages, such as docs/chapters/carers.md, or on all"
            command.add_argument("--english", nargs="*", metavar="PAGE", help=english)
    serve = commands.add_parser("serve", help="show the site while editing")
    serve.add_argument("--address", default="127.0.0.1:8000", help="where to show it (default: 127.0.0.1:8000)")
    chosen = parser.parse_args(arguments)
    root = chosen.root.resolve()
    if chosen.command == "serve":
        return mkdocs(root, "serve", "--dev-addr", chosen.address)
    return check(root, chosen.today, chosen.english) if chosen.command == "check" else build(root, chosen.today)


if __name__ == "__main__":
    sys.exit(main())
