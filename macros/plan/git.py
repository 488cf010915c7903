"""Git, asked here alone. Its own troubles are told as what they are: why, and the line to type that mends them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

from .problems import MOST_NAMES, near

if TYPE_CHECKING:
    from pathlib import Path

NOT_INSTALLED = """\
Git is not installed here, so there is nothing to compare with. All that needs no earlier version works without it. \
To install it, on Debian or Ubuntu and on a Mac:
    sudo apt install git
    xcode-select --install"""
OTHER_OWNER = """\
The folder {folder} belongs to another user than the one who runs this, so Git reads nothing in it: such a folder could \
hold programs that run as you. If you trust it, tell Git so:
    git config --global --add safe.directory {typed}"""
NO_HISTORY = """\
There is no history here: no folder .git, as in a ZIP file from GitHub. All that needs no earlier version works without \
it. For the rest, get the project with its history, from the address under "Code" on GitHub, and do your work there:
    git clone https://github.com/OWNER/PROJECT.git"""
EMPTY = """\
Nothing has been committed here yet, so there is no earlier version. Commit what is there first:
    git add --all && git commit -m "Begin" """.rstrip()
SHALLOW = """\
This clone holds only the newest versions. Fetch the others; in a workflow of GitHub, check out with fetch-depth: 0.
    git fetch --unshallow {}""".rstrip()
ALL_BRANCHES = "origin '+refs/heads/*:refs/remotes/origin/*'"
# By what Git says in English, what is told of it. {folder} is the folder that it names.
TROUBLES = {
    r"dubious ownership in repository at '(.*)'|unsafe repository \('(.*?)' is owned": OTHER_OWNER,
    r"not a git repository": NO_HISTORY,
    r"xcode-select|xcrun: error": NOT_INSTALLED,
}


class GitError(Exception):
    """Git can't answer, whatever it is asked; the message is for the editor."""


def ask(root: Path, *arguments: str) -> bytes | None:
    """What Git prints in `root`, or None if it refuses. Raises GitError where it can answer nothing there."""
    git = shutil.which("git")
    if git is None:
        raise GitError(NOT_INSTALLED)
    done = subprocess.run(
        [git, *arguments],
        cwd=root,
        env=os.environ | {"LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace")
    for pattern, told in TROUBLES.items():
        if match := re.search(pattern, said):
            folder = next(filter(None, match.groups()), str(root))
            raise GitError(told.format(folder=folder, typed=shlex.quote(folder)))
    return None


def lines(root: Path, *arguments: str) -> list[str]:
    """The lines that Git prints in `root`; none if it refuses. Raises GitError as `ask` does."""
    return (ask(root, *arguments) or b"").decode("utf-8", "replace").splitlines()


def is_shallow(root: Path) -> bool:
    """Whether the clone lacks older versions."""
    return lines(root, "rev-parse", "--is-shallow-repository") == ["true"]


def shallow(root: Path) -> str:
    """What to say where an older version is needed and the clone lacks it."""
    return SHALLOW.format(ALL_BRANCHES if _narrow(root) else "").rstrip()


def unknown(root: Path, version: str) -> str:
    """What to say of a version that Git does not know: what there is, and how to fetch what is on GitHub."""
    branches = lines(
        root, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes"
    )
    branches = [name for name in branches if name not in ("origin", "origin/HEAD")]
    if not branches and ask(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return EMPTY
    said = (
        f"'{version}' is no version that Git knows here. Name a branch or a commit, such as HEAD."
    )
    if branches:
        said += f" {_branches(branches, version)}"
    if is_shallow(root):
        return f"{said} {shallow(root)}"
    if lines(root, "remote"):
        fetch = f"git fetch {ALL_BRANCHES}" if _narrow(root) else "git fetch --all"
        return f"{said} Is it on GitHub, but not here? Then fetch it, and write origin/ in front of its name:\n    {fetch}"
    return said


def _branches(names: list[str], typed: str) -> str:
    there = f"origin/{typed}"
    listed = f"Branches here: {', '.join(names[:MOST_NAMES])}{' ...' if len(names) > MOST_NAMES else ''}."
    return listed + (f" Did you mean '{there}'?" if there in names else near(names, typed))


def _narrow(root: Path) -> bool:
    """Whether the clone fetches one branch alone, as one with --depth does."""
    said = lines(root, "config", "--get-all", "remote.origin.fetch")
    return bool(said) and not any("*" in line for line in said)
