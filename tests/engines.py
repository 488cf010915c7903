"""Builds the site with the forks of MkDocs, without Material, and with newer Pythons, and compares every byte: `make engines`.

Each has an environment of its own, for the time that it takes: the packages of requirements.txt, but for those that it does
without, and a fork from engines.txt. What came of it is recorded in decision 001. A Python that is not here is passed over,
but not on GitHub, where each night installs them all.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pages import EPOCH, ROOT, contents, copy_project, edit

from macros.pages.templates import environment
from macros.plan.github import on_github
from macros.proof.pages import SITE_URL

if TYPE_CHECKING:
    from collections.abc import Callable

LOCKS = (ROOT / "requirements.txt", ROOT / "tests/engines.txt")
PIP_INSTALL = ("-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r")
PYTHONS = ("3.12", "3.13", "3.14")  # beside the oldest, by which all else is tried
MOST = 6  # files that are named


def without_material(root: Path) -> None:
    """Change a project as decision 001 says, so that nothing of Material is used: its icons are copied, one setting is written."""
    edit(root / "mkdocs.yml", "name: material", "name: null\n  static_templates: [404.html]")
    to = root / "overrides/.icons/material"
    to.mkdir(parents=True)
    templates = environment()
    icons = vars(templates.get_template("partials/icon.html").module)["files"]
    for name in icons.values():
        shutil.copy(str(templates.get_template(f".icons/material/{name}.svg").filename), to)


@dataclass(frozen=True)
class Engine:
    """What a site is built with: packages that come and go, the command, and what is changed in the project."""

    name: str
    command: str = "mkdocs"
    adds: frozenset[str] = frozenset()
    leaves: frozenset[str] = frozenset()
    python: str = ""
    change: Callable[[Path], None] = lambda _: None


ENGINES = (
    Engine("mkdocs-ng", adds=frozenset({"mkdocs-ng"}), leaves=frozenset({"mkdocs"})),
    # mkdocs stays there for the macros plugin, which imports it.
    Engine("properdocs", command="properdocs", adds=frozenset({"properdocs"})),
    Engine(
        "mkdocs without Material",
        leaves=frozenset({"mkdocs-material", "mkdocs-material-extensions"}),
        change=without_material,
    ),
    *(Engine(f"Python {version}", python=f"python{version}") for version in PYTHONS),
)


class NotBuiltError(Exception):
    """A site can't be built; the message has the last words of what was run."""


def packages() -> dict[str, str]:
    """The packages of the locks, by name, as pip reads them."""
    texts = "".join(lock.read_text(encoding="utf-8") for lock in LOCKS)
    return {found[2]: found[0] for found in re.finditer(r"(?m)^(([\w.-]+)==.*\n(?: .*\n)*)", texts)}


def wanted(engine: Engine) -> dict[str, str]:
    """Those of them that an engine needs."""
    forks = frozenset().union(*(other.adds for other in ENGINES))
    left_out = engine.leaves | forks - engine.adds
    return {name: text for name, text in packages().items() if name not in left_out}


def run(*command: str | Path, at: Path) -> None:
    """Run a program. Raises NotBuiltError if it fails."""
    env = os.environ | {
        "SITE_URL": SITE_URL,
        "SOURCE_DATE_EPOCH": EPOCH,
        "NO_MKDOCS_2_WARNING": "1",
    }
    done = subprocess.run(command, cwd=at, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotBuiltError("\n".join((done.stdout + done.stderr).splitlines()[-MOST:]))


def python(engine: Engine, folder: Path) -> Path:
    """Make the environment of an engine in `folder`. Returns its Python. Raises NotBuiltError."""
    maker = shutil.which(engine.python) if engine.python else sys.executable
    if maker is None:
        raise NotBuiltError(f"{engine.python} is not here.")
    lock = folder / "lock.txt"
    lock.write_text("".join(wanted(engine).values()), encoding="utf-8")
    run(maker, "-m", "venv", folder / "env", at=folder)
    made = folder / "env/bin/python"
    run(made, *PIP_INSTALL, lock, at=folder)
    return made


def built(python: Path | str, engine: Engine, folder: Path) -> dict[str, bytes]:
    """The files of the site that an engine makes of the third edition, by their paths. Raises NotBuiltError."""
    root = copy_project(folder / "plan")
    engine.change(root)
    run(python, "-m", engine.command, "build", "--strict", "--site-dir", folder / "site", at=root)
    return contents(folder / "site")


def differing(usual: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that are not the same in both sites."""
    return sorted(name for name in {*usual, *other} if usual.get(name) != other.get(name))


def main() -> int:
    """Build with each, and say what differs. Returns 1 if anything does."""
    failed = False
    with TemporaryDirectory() as folder:
        usual = built(sys.executable, Engine("mkdocs"), Path(folder))
    for engine in ENGINES:
        if engine.python and not shutil.which(engine.python) and not on_github():
            print(f"{engine.name} is not here, so it was not tried.", flush=True)
            continue
        with TemporaryDirectory() as folder:
            try:
                files = built(python(engine, Path(folder)), engine, Path(folder))
            except NotBuiltError as error:
                failed = True
                print(f"{engine.name}: not built.\n{error}", flush=True)
                continue
        versions = [packages()[name].split(" ")[0] for name in engine.adds]
        other = differing(usual, files)
        failed = failed or bool(other)
        said = f"{len(other)} of {len(usual)} files differ: {', '.join(other[:MOST])}"
        print(
            f"{' '.join(versions) or engine.name}: {said if other else f'all {len(usual)} files are the same'}.",
            flush=True,
        )
    return failed


if __name__ == "__main__":
    sys.exit(main())
