"""`build` and `serve`: MkDocs, with a fixed date, behind the check."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn

from ..plan.today import epoch_of
from .check import check, takes_today
from .terminal import example, hint


def add(commands: Any) -> None:
    """Add the two commands to the command line."""
    command = commands.add_parser("build", help="check, then build site/", **example("build"))
    takes_today(command)
    command.set_defaults(run=lambda root, chosen: build(root, chosen.today))
    command = commands.add_parser("serve", help="show the site while editing", **example("serve --address 127.0.0.1:9000"))
    takes_today(command)
    command.add_argument("--address", default="127.0.0.1:8000", help="where to show it (default: 127.0.0.1:8000)")
    command.set_defaults(run=lambda root, chosen: serve(root, chosen.today, chosen.address))


MKDOCS = (sys.executable, "-m", "mkdocs")


def settings(today: date) -> dict[str, str]:
    """The environment in which MkDocs builds as on the day `today`."""
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": epoch_of(today)}
    if not env.get("SITE_URL"):
        env.pop("SITE_URL", None)  # set to nothing, it would count as the address
    return env


def serve(root: Path, today: date, address: str) -> NoReturn:
    """Become MkDocs's server, so that whoever ends this command ends the server."""
    os.chdir(root)
    os.execve(sys.executable, [*MKDOCS, "serve", "--dev-addr", address], settings(today))


def build(root: Path, today: date) -> int:
    """Check, build aside, and put the new site in the old one's place only if all went well. Returns the exit status."""
    hint("1 of 2: checking data and pages ...")
    if status := check(root, today, hints=False):
        return status
    site, new, old = root / "site", root / ".site-new", root / ".site-old"
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    hint("2 of 2: building the pages. This takes up to a minute ...")
    started = monotonic()
    command = [*MKDOCS, "build", "--strict", "--site-dir", str(new)]
    if subprocess.run(command, cwd=root, env=settings(today), check=False).returncode:
        shutil.rmtree(new, ignore_errors=True)
        print("The build failed. The last good site/ is as it was.", file=sys.stderr)
        return 1
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    leading = [b'http-equiv="refresh"' in path.read_bytes() for path in site.rglob("*.html")]
    print(f"Built {leading.count(False)} pages in site/, and {leading.count(True)} that lead on to them.")
    hint(f"That took {monotonic() - started:.0f} seconds. Now look at it: make serve. Before you publish: make test")
    return 0
