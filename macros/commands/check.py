"""`check`: everything that is wrong with the data and the pages, and advice on plain words on request."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from ..pages.english import advice, not_there
from ..pages.rules import page_problems
from ..pages.site import PLACEHOLDER, Site
from ..pages.templates import COMPILED
from ..pages.told import changes_are_told, new_pages_are_told, sources_are_read_again
from ..plan.base import Base, BaseError
from ..plan.github import on_github
from ..plan.load import read_plan
from ..plan.problems import Problem
from ..plan.schemas import files_name_their_schemas, stale_schemas
from ..plan.site_url import SiteUrl, in_settings
from ..plan.source import read_text
from ..plan.today import build_date
from .terminal import day, example, hint, shown
from .wishes import stale_forms

if TYPE_CHECKING:
    import argparse
    from datetime import date
    from pathlib import Path

CONTENT = ("mkdocs.yml", "data", "docs")
MOST = 3  # files that are named though nothing is wrong in them
_LOOK_HERE = "what is wrong stands in files that nobody changed, and this one was. Does it lack something now that they name? Then put it back, or mend them too."
NO_ADVICE = "There is no advice on plain words while data/ has a problem."


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "check", help="check data and pages", **example("check", "check --base main")
    )
    takes_today(command)
    english = (
        "then advise on plain words: on these pages, such as docs/chapters/carers.md, or on all"
    )
    command.add_argument("--english", nargs="*", metavar="PAGE", help=english)
    command.add_argument(
        "--base",
        metavar="VERSION",
        help="also compare with an earlier version that Git knows, such as main",
    )
    command.set_defaults(
        run=lambda root, chosen: check(root, chosen.today, chosen.english, chosen.base)
    )


def takes_today(command: argparse.ArgumentParser) -> None:
    """Let a command be run as on another day."""
    command.add_argument(
        "--today",
        type=day,
        default=build_date(),
        help="the day that counts as today, as 2026-11-21",
    )


def site_url(root: Path) -> tuple[str, list[Problem]]:
    """The site's address, from SITE_URL or else from mkdocs.yml, and what is wrong with it."""
    text, problems = read_text(root / "mkdocs.yml", "mkdocs.yml")
    told, line = in_settings(text or "")
    url = os.environ.get("SITE_URL") or told or PLACEHOLDER
    address = SiteUrl(url)

    def problem(what: str, *, warning: bool = False) -> None:
        message = f"the site's address is {what}"
        problems.append(Problem("mkdocs.yml", line, 1, message, warning=warning))

    for fault in address.faults():
        problem(f"'{address.shown}': {fault}")
    if url == PLACEHOLDER and text is not None:
        problem(
            f"the placeholder {PLACEHOLDER}. Put the real one here, or set SITE_URL, before you publish. GitHub Pages sets it for you.",
            warning=True,
        )
    elif address.here:
        problem(
            f"'{url}', which stands for this machine alone. That will do for trying; put the real one here, or set SITE_URL, before you publish.",
            warning=True,
        )
    return url, problems


def problems_of(root: Path, today: date, base: Base | None = None) -> list[Problem]:
    """Everything that is wrong with the data and the pages in `root`, and every warning, sorted.

    With an earlier version to compare with, also what should have stayed, and changes that no update tells of.
    """
    plan, problems = read_plan(root, today, base=base)
    url, url_problems = site_url(root)
    site = Site(plan, root, url)
    against = (
        (
            *changes_are_told(site, base, today),
            *new_pages_are_told(site, base, today),
            *sources_are_read_again(site, base),
        )
        if base
        else ()
    )
    schemas = (
        *stale_schemas(plan, root),
        *files_name_their_schemas(root),
        *stale_forms(plan, root),
    )
    found = sorted({*problems, *url_problems, *page_problems(site), *schemas, *against})
    COMPILED.save()
    return found


def touched_first(problems: list[Problem], base: Base) -> list[Problem]:
    """The problems as an editor looks for them: first those in files that are not as in `base`.

    Where an error stands in none of these, they are named all the same: what others lack stood there.
    """
    if all(problem.warning for problem in problems):
        return problems
    try:
        touched = base.fork().changed(*CONTENT)
        here = [problem for problem in problems if problem.path in touched]
        named = []
        if touched and all(problem.warning for problem in here):
            named = [
                Problem(path, base.fork().line(path), 1, _LOOK_HERE) for path in touched[:MOST]
            ]
    except BaseError:  # there is no Git, or no history
        return problems
    return [*named, *here, *(problem for problem in problems if problem not in here)]


def check(
    root: Path,
    today: date,
    english: list[str] | None = None,
    base: str | None = None,
    *,
    hints: bool = True,
) -> int:
    """Print every problem; under GitHub Actions as annotations. Returns the exit status: 1 if there is an error.

    A page that is asked for and is not there counts as one.

    `english` asks for advice on plain words: on these pages, or on all for an empty list.
    `base` names an earlier version to compare with.
    """
    try:
        earlier = Base.at(root, base) if base else None
        problems = problems_of(root, today, earlier)
    except BaseError as error:
        print(error, file=sys.stderr)
        return 1
    for problem in touched_first(problems, earlier or Base(root, "HEAD")):
        print(problem.annotation() if on_github() else shown(problem, sys.stdout))
    errors = sum(not p.warning for p in problems)
    warnings = len(problems) - errors
    print(f"{counted(errors, 'problem')}, {counted(warnings, 'warning')}.", file=sys.stderr)
    strange: list[str] = []
    if english is not None:
        site = Site(read_plan(root, today)[0], root, PLACEHOLDER)
        if site.plan.whole:
            strange = not_there(site, english)
            print(*strange, *advice(site, english), sep="\n")
        else:
            print(NO_ADVICE)
    if hints:
        hint(
            "Mend the first problem first, then run: make check"
            if errors
            else "Now look at it: make serve. What a reader will notice: make changes"
        )
    return 1 if errors or strange else 0


def counted(number: int, what: str) -> str:
    """A number of things: 'No problems', '1 problem', '2 problems'."""
    return f"{number or 'No'} {what}{'' if number == 1 else 's'}"
