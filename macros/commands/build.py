"""`build` and `serve`: MkDocs, with a fixed date, behind the check."""

from __future__ import annotations

import argparse
import errno
import os
import re
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from .. import serving
from ..pages.site import Site
from ..plan.load import load_plan
from ..plan.problems import PlanError, Problem
from ..plan.today import epoch_of
from ..publish.assets import AssetError, keep, of_release
from ..publish.drafts import NAME
from ..publish.hosts import write_nginx_files
from ..publish.redirects import redirects
from .check import check, counted, problems_of, site_url, takes_today
from .swap import NotSwappedError, Swap, alone, listed
from .terminal import example, hint, shown

if TYPE_CHECKING:
    from datetime import date

LAST_PORT = 65535
# How Python tells at last that there is no room, no memory, no permission or no template.
_LACKING = re.compile(r"MemoryError|\w+Error: \[Errno |jinja2\.exceptions\.TemplateNotFound: ")
DRAFTS = "site-draft"  # the folder of a draft, beside site/
NGINX = "site-nginx"  # that of what nginx is to include


def add(commands: Any) -> None:
    """Add the two commands to the command line."""
    command = commands.add_parser("build", help="check, then build site/", **example("build"))
    takes_today(command)
    kind = command.add_mutually_exclusive_group()
    kind.add_argument(
        "--last",
        type=Path,
        metavar="FOLDER",
        help="the site that was published last, as it was built: its style sheets, scripts and pictures are published again, for pages that somebody still has open",
    )
    kind.add_argument(
        "--draft",
        type=_draft,
        metavar="WHAT",
        help=f"build a draft instead, in {DRAFTS}/: it opens from the disk, and each page says what it is a draft of, such as 'pull request 12'",
    )
    command.set_defaults(
        run=lambda root, chosen: build(root, chosen.today, chosen.draft, chosen.last)
    )
    command = commands.add_parser(
        "serve", help="show the site while editing", **example("serve --address 127.0.0.1:9000")
    )
    takes_today(command)
    command.add_argument(
        "--address",
        type=_address,
        default="127.0.0.1:8000",
        help="where to show it (default: 127.0.0.1:8000)",
    )
    command.set_defaults(run=lambda root, chosen: serve(root, chosen.today, *chosen.address))


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not port.isascii() or not 0 < int(port) <= LAST_PORT:
        raise argparse.ArgumentTypeError(
            f"'{text}' is no host and port. Write them as 127.0.0.1:8000."
        )
    return host.strip("[]"), int(port)


def _draft(text: str) -> str:
    if not re.fullmatch(r"[\w#./-]+(?: [\w#./-]+)*", text):
        raise argparse.ArgumentTypeError(
            f"'{text}' does not say what it is a draft of. Use letters, digits and blanks: pull request 12."
        )
    return text


def settings(today: date, draft: str | None = None) -> dict[str, str]:
    """The environment in which MkDocs builds as on the day `today`: the site, or a draft of what `draft` names."""
    env = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": epoch_of(today),
        NAME: draft or "",
    }
    if not env.get("SITE_URL"):
        env.pop("SITE_URL", None)  # set to nothing, it would count as the address
    return env


def mkdocs(to: Path) -> list[str]:
    """The command that builds the site of the folder in which it is run to another one."""
    return [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(to)]


def serve(root: Path, today: date, host: str, port: int) -> int:
    """Show the site, and what is wrong with it, until somebody ends this. Returns the exit status."""
    env = settings(today)
    os.environ.clear()
    os.environ.update(env)
    print("Checking and building. This takes a few seconds after each change ...", flush=True)
    try:
        serving.serve(
            root, (host, port), site_url(root)[0], lambda: problems_of(root, today), _told
        )
    except KeyboardInterrupt:
        print()
    except OSError as error:
        taken = "something else stands there, perhaps another `make serve`. End that, or use another address"
        why = taken if error.errno == errno.EADDRINUSE else f"{error.strerror}. Use another address"
        print(
            f"Nothing can be shown at {host}:{port}: {why}: make serve ARGS='--address 127.0.0.1:{port % LAST_PORT + 1}'",
            file=sys.stderr,
        )
        return 1
    return 0


def _told(wrong: list[Problem | str], url: str) -> None:
    for one in wrong:
        print(shown(one, sys.stdout) if isinstance(one, Problem) else f"MkDocs says: {one}")
    if wrong:
        print(
            f"{counted(len(wrong), 'problem')} to mend. Meanwhile this is what every page shows: {url}",
            flush=True,
        )
    else:
        print(f"The site is up to date: {url}  Ctrl and C end it.", flush=True)


def build(root: Path, today: date, draft: str | None = None, last: Path | None = None) -> int:
    """Check, build aside, and put the new site in the old one's place only if all went well. Returns the exit status.

    A draft of what `draft` names gets a folder of its own. A second build in the same folder waits for the first. What pages
    of the site in `last` ask for is kept.
    """
    try:
        with alone(root) as lock:
            return _build(root, today, lock, draft, of_release(last) if last else {})
    except (AssetError, NotSwappedError) as error:
        print(error, file=sys.stderr)
        return 1


def _build(root: Path, today: date, lock: int, draft: str | None, last: dict[str, bytes]) -> int:
    place, beside = (Swap(root, DRAFTS), None) if draft else (Swap(root), Swap(root, NGINX))
    hint("1 of 2: checking data and pages ...")
    if status := check(root, today, hints=False):
        return status
    try:
        site = Site(load_plan(root, today), root, site_url(root)[0])
    except PlanError as error:  # changed since the check
        print(error, file=sys.stderr)
        return 1
    hint("2 of 2: building the pages. This takes up to a minute ...")
    started = monotonic()
    try:
        failed = run(mkdocs(place.new), root, settings(today, draft), lock)
        pages, leading = _pages(place.new)
        made, expected = pages | leading, _expected(site)
        if failed:
            print("The build failed.", file=sys.stderr)
        elif made != expected:
            print(
                f"The build is not whole. Missing: {listed(expected - made)}. Too much: {listed(made - expected)}. If a file was changed meanwhile, build again.",
                file=sys.stderr,
            )
        else:
            kept = keep(last, place.new)
            if beside:
                write_nginx_files(site, beside.new)
            place.swap()
            if beside:
                beside.swap()
            print(
                f"Built {len(pages)} pages in {place.site.name}/, and {len(leading)} that lead on to them."
            )
            if last:
                print(f"Kept {counted(kept, 'file')} of the last release in assets/.")
            look = (
                f"Now open {DRAFTS}/index.html"
                if draft
                else "Now look at it: make serve. Before you publish: make test"
            )
            hint(f"That took {monotonic() - started:.0f} seconds. {look}")
            return 0
        print(
            f"The last good {place.site.name}/ is as it was."
            if place.site.exists()
            else f"There is no {place.site.name}/ yet.",
            file=sys.stderr,
        )
        return 1
    finally:
        place.clear()
        if beside:
            beside.clear()


def run(command: list[str], root: Path, env: dict[str, str], lock: int) -> int:
    """Run a command that holds the lock too, and hand on what it says. Returns its exit status.

    What the computer lacks is told in a line, without the way through the code that led there.
    """
    with subprocess.Popen(
        command,
        cwd=root,
        env=env,
        pass_fds=[lock],
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    ) as child:
        try:
            traced: list[str] = []
            for line in child.stderr or ():
                if traced or line.startswith("Traceback "):
                    traced.append(line)
                else:
                    print(line, end="", file=sys.stderr, flush=True)
            status = child.wait()
        except BaseException:
            child.kill()
            raise
    if status < 0:
        print(
            f"It was ended from outside, by signal {-status}: perhaps for want of memory.",
            file=sys.stderr,
        )
    print(
        "".join(traced[-1:] if traced and _LACKING.match(traced[-1]) else traced),
        end="",
        file=sys.stderr,
    )
    return status


def _pages(built: Path) -> tuple[set[str], set[str]]:
    """The pages of a built site, and those that only lead on, by their paths."""
    pages: tuple[set[str], set[str]] = (set(), set())
    for path in built.rglob("*.html"):
        pages[b'http-equiv="refresh"' in path.read_bytes()].add(path.relative_to(built).as_posix())
    return pages


def _expected(site: Site) -> set[str]:
    """The paths of all pages that a build should make."""
    addresses = [*site.every]
    addresses += [redirect.start for redirect in redirects(site) if not redirect.is_file]
    return {"404.html", *(f"{address[1:]}index.html" for address in addresses)}
