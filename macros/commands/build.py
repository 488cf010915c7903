"""`build` and `serve`: MkDocs, with a fixed date, behind the check."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from .check import check, takes_today


def add(commands: Any) -> None:
    """Add the two commands to the command line."""
    command = commands.add_parser("build", help="check, then build site/")
    takes_today(command)
    command.set_defaults(run=lambda root, chosen: build(root, chosen.today))
    command = commands.add_parser("serve", help="show the site while editing")
    command.add_argument("--address", default="127.0.0.1:8000", help="where to show it (default: 127.0.0.1:8000)")
    command.set_defaults(run=lambda root, chosen: mkdocs(root, "serve", "--dev-addr", chosen.address))


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
