"""Proves a built site, and tells an editor what is wrong: page, state, how to mend it, and where."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..commands.build import mkdocs, settings
from ..commands.check import counted, problems_of, site_url
from ..commands.terminal import hint, shown
from ..pages.site import PLACEHOLDER, Site
from ..plan.base import Base, BaseError
from ..plan.github import editing, on_github
from ..plan.load import load_plan
from ..plan.problems import Problem
from ..publish.policy import headers
from .asked import asked_of
from .base import content_of, different
from .checkers.feeds import feeds
from .checkers.markup import nu, structure, titles
from .checkers.policy import policies
from .checkers.whole import whole
from .kinds import kinds, questions
from .pages import SITE_URL, Pages
from .places import Places
from .served import serve
from .walk import done, search_task, walk_tasks

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator
    from datetime import date

    from .findings import Finding

MOST_NAMED = 5  # pages of a finding that many have
CLOSE = 2  # questions that are looked at closely: the answer to a cry for help takes the focus
SHELL_FROM = 5  # pages: what is wrong on all of them is wrong in what they share


ENDED = "A browser did not start, or ended by itself. If nothing above says why, the memory may be too small for so many: make proof ARGS='--jobs 1'"


class NotProvedError(Exception):
    """There is no site to prove; the message says why, and what to do."""


@dataclass(frozen=True)
class Opened:
    """The pages that are opened in the browser, those among them that are looked at closely, and why these.

    `reach`: whether the way by the Tab key to every page is walked; `search`: whether the search is asked.
    """

    addresses: list[str]
    close: list[str]
    why: str
    reach: bool = False
    search: bool = True


def prove(root: Path, today: date, chosen: Namespace) -> int:
    """Look at the site of `root`, and tell all that is found. Returns the exit status: 1 if anything is.

    `chosen` is what the command was called with: `site`, a site that is built already; `base`, an earlier version, so that
    only what differs from it is opened; `all`, so that every page is; `jobs`, how many browsers look at a time.
    """
    with TemporaryDirectory(prefix="proof-") as name:
        folder = Path(name)
        try:
            base = Base.at(root, chosen.base) if chosen.base else None
            pages = taken(chosen.site) if chosen.site else built(root, today, folder / "site")
            plan = load_plan(root, today)
            site = Site(plan, root, pages.url, editing(plan.about.repository))
            opened = (
                differing(site, pages, base, today, folder)
                if base
                else every(site, pages)
                if chosen.all
                else of_each_kind(site, pages)
            )
            findings = [
                *as_built(site, pages),
                *in_browser(site, pages, opened, chosen.jobs, folder),
            ]
        except (NotProvedError, BaseError) as error:
            print(error, file=sys.stderr)
            return 1
        return tell(site, pages, opened, findings)


# The site


def taken(folder: Path) -> Pages:
    """A site that was built before: it says its own address. Raises NotProvedError if there is none."""
    if not (folder / "index.html").is_file():
        raise NotProvedError(
            f"No built site stands in {folder}: it has no index.html. Build it: make site"
        )
    own = Pages(folder)["/"].tree.xpath("string(//link[@rel='canonical']/@href)")
    return Pages(folder, str(own) or PLACEHOLDER)


def built(root: Path, today: date, to: Path) -> Pages:
    """The site of `root`, checked and built to `to`. Raises NotProvedError if that can't be."""
    hint("1 of 3: checking data and pages, and building ...")
    problems = [problem for problem in problems_of(root, today) if not problem.warning]
    for problem in problems:
        print(problem.annotation() if on_github() else shown(problem, sys.stdout))
    if problems:
        raise NotProvedError("Mend this first: only a site without a problem is proved.")
    url = site_url(root)[0]
    url = SITE_URL if url == PLACEHOLDER else url.rstrip("/") + "/"
    if said := _build(root, today, url, to):
        raise NotProvedError(f"The build failed, so there is nothing to prove:\n{said}")
    return Pages(to, url)


def _build(root: Path, today: date, url: str, to: Path) -> str:
    """Build the site of `root` to `to`. Returns what MkDocs says if it fails, and nothing else."""
    command = [*mkdocs(to), "--quiet"]
    env = settings(today) | {"SITE_URL": url}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip() or "no reason." if done.returncode else ""


# What is opened


def of_each_kind(site: Site, pages: Pages) -> Opened:
    """One page of each kind."""
    asked, some = questions(site, pages), kinds(site, pages)
    return Opened(
        some + asked, some + asked[:CLOSE], "one of each kind. All: make proof ARGS=--all"
    )


def every(site: Site, pages: Pages) -> Opened:
    """Every page, and one of each kind closely."""
    some = of_each_kind(site, pages)
    addresses = [*(page.address for page in pages), *questions(site, pages)]
    return replace(some, addresses=addresses, why="all that there are", reach=True)


def differing(site: Site, pages: Pages, base: Base, today: date, folder: Path) -> Opened:
    """What differs from the version before; every page, if that can't be built with this tree's machine."""
    hint(f"2 of 3: building what stood in {base.revision} ...")
    content_of(base, site.docs.parent, folder / "before")
    if said := _build(folder / "before", today, pages.url, folder / "site-before"):
        why = f"all, because this tree's machine can't build the content of '{base.revision}': {said.splitlines()[-1]}"
        return replace(every(site, pages), why=why)
    differences = different(pages, Pages(folder / "site-before", pages.url))
    opened = Opened(
        [*differences.main, *(questions(site, pages) if differences.search else ())],
        kinds(site, [pages[address] for address in differences.main]),
        f"each page whose main part is not as in '{base.revision}'",
        reach=differences.shell or differences.pages,
        search=differences.search,
    )
    if not differences.shell:
        return opened
    some = of_each_kind(site, pages)
    return replace(
        opened,
        addresses=list(dict.fromkeys([*opened.addresses, *some.addresses])),
        close=[*opened.close, *some.close],
        why=f"{opened.why}, and one of each kind, for header or footer differ",
    )


# Looking


def as_built(site: Site, pages: Pages) -> Iterator[Finding]:
    """What is found on all pages as they were built, without a browser."""
    for page in pages:
        yield from structure(page)
    yield from titles(pages)
    yield from nu(pages.root)
    yield from policies(pages, headers(site.plan.about))
    yield from feeds(pages)
    yield from whole(site, pages)


def in_browser(
    site: Site, pages: Pages, opened: Opened, jobs: int, folder: Path
) -> Iterator[Finding]:
    """What is found in the browser, under the headers that a host would send. Raises NotProvedError if a browser ends."""
    searched = opened.search and "/search/" in pages
    shown_to = folder / "shown"
    shown_to.mkdir()
    asked = [address for address in opened.addresses if "?" in address]
    tasks = search_task(asked_of(site.plan), asked, shown_to) if searched else []
    tasks += walk_tasks(
        opened.addresses, opened.close, reach=site.unlisted if opened.reach else None
    )
    if not tasks:
        return
    with serve(pages, headers(site.plan.about)) as served:
        hint(f"3 of 3: opening {len(opened.addresses)} pages in {jobs} browsers ...")
        try:
            for findings in done(served, tasks, jobs):
                yield from findings
        except BrokenExecutor:
            raise NotProvedError(ENDED) from None
    if any(shown_to.iterdir()):
        yield from nu(shown_to)


# Telling


@dataclass(frozen=True)
class Gathered:
    """A finding with every page and state that has it."""

    first: Finding
    pages: list[str]
    states: list[str]

    def __str__(self) -> str:
        """What an editor reads."""
        one = self.first
        more = self.pages[1:]
        listed = ", ".join(more[:MOST_NAMED]) + (" ..." if len(more) > MOST_NAMED else "")
        same = f" The same on {counted(len(more), 'more page')}: {listed}." if more else ""
        return f"{one.page} ({'; '.join(self.states)}): {one.rule}: {one.element}. {one.mend}{same}"


def gathered(findings: Iterable[Finding]) -> list[Gathered]:
    """The findings, each told once, however many pages and states have it."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in sorted(findings):
        groups.setdefault((finding.rule, finding.element, finding.mend), []).append(finding)
    return [
        Gathered(
            group[0],
            list(dict.fromkeys(finding.page for finding in group)),
            list(dict.fromkeys(finding.state for finding in group)),
        )
        for group in groups.values()
    ]


def of_the_machine(told: Gathered, pages: Pages, opened: int) -> bool:
    """Whether a finding is of what all pages share, or of a file that no editor writes."""
    if told.first.page.partition("?")[0] not in pages:
        return told.first.rule != "lost address"
    looked = len(pages) if told.first.state == "source" else opened
    return len(told.pages) >= max(SHELL_FROM, looked * 4 // 5)


def tell(site: Site, pages: Pages, opened: Opened, findings: Iterable[Finding]) -> int:
    """Tell all that was found, each once, where it can be mended, and whose it is. Returns the exit status."""
    places = Places(site)
    told = gathered(findings)
    machines = [
        one
        for one in told
        if of_the_machine(one, pages, len(opened.addresses)) and not places.of_words(one.first)
    ]
    for one in told:
        path, line = f"site{one.first.page}", 1
        if one not in machines and (place := places.of(one.first)):
            path, line = place
        problem = Problem(path, line, 1, str(one))
        print(problem.annotation() if on_github() else shown(problem, sys.stdout))
    print(
        f"Looked at all {len(pages)} pages as they were built. Opened {len(opened.addresses)} in the browser, in every state: {opened.why}.",
        f"{counted(len(told), 'finding')}.",
        sep="\n",
        file=sys.stderr,
    )
    if machines:
        print(
            f"{counted(len(machines), 'finding')} of the machine's: no words of data/ or docs/ are the cause. Tell a developer.",
            file=sys.stderr,
        )
    if len(told) > len(machines):
        print(
            f"{counted(len(told) - len(machines), 'finding')} of the content's: mend data/ or docs/, then run this again.",
            file=sys.stderr,
        )
    return 1 if told else 0
