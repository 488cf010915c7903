"""`make recipes`: does each recipe of the handbook alone, as an editor would, on a copy of each plan, and proves what is built.

`make recipes ARGS='lead'` takes those with "lead" in their heading. `--messages` writes tests/recipe-messages.yml anew: what
the check says of each mistake. Read the difference before you commit it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pages as shared
import yaml
from jobs import JOBS
from pages import content_of, project_of
from played import (
    GROUNDS,
    MESSAGES,
    Ground,
    State,
    built_faults,
    mistakes,
)
from programs import git

from macros.plan.today import epoch_of
from macros.proof.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """# What the check says of each mistake that a recipe explains, whole, and how it is mended: by what the message says, or by hand.
# Never write here: make recipes ARGS=--messages
"""


def play(ground: Ground, title: str, before: State, was: Pages, root: Path) -> Iterator[str]:
    """Do one recipe in a clean clone, with the commands that editors have, and prove it. Yields what is wrong with what comes of it."""
    git(project_of(before.root, root), "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Begin")
    (root / ".venv").symlink_to(shared.ROOT / ".venv")  # with all that `make proof` installs
    ground.follow(title, root)
    job = JOBS[title]
    for command in ("check --base main", "changes --base main", "build", "proof --base main"):
        done = shared.run(
            root, "macros", *command.split(), SOURCE_DATE_EPOCH=epoch_of(ground.today)
        )
        if done.returncode:
            yield f"{command}: {done.stdout}{done.stderr}"
        elif command.startswith("changes"):
            told = [ground.word(title, line).removesuffix("...") for line in job.told]
            yield from (f"not told: {line}" for line in told if line not in done.stdout)
    if ground is GROUNDS[0] and (root / "site").is_dir():
        yield from built_faults([job], before.site, was, Pages(root / "site"))


def write_messages(folder: Path) -> None:
    """Write what the check says of each mistake on each plan."""
    found: dict[str, dict[str, dict[str, object]]] = {}
    for ground in GROUNDS:
        before = State.of(ground.put(folder / ground.name), ground.today)
        for number, title in enumerate(JOBS):
            root = content_of(before.root, folder / f"{ground.name} {number}")
            ground.follow(title, root)
            found.setdefault(ground.name, {})[title] = {
                message: {"mended": by, "says": says}
                for message, says, by, _ in mistakes(ground, title, before, root)
            }
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=10_000)
    MESSAGES.write_text(HEAD + text, encoding="utf-8")


def main() -> int:
    """Play what is asked for. Returns the exit status: 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("titles", nargs="*", help="a part of a recipe's heading")
    parser.add_argument("--messages", action="store_true", help="write the messages anew")
    chosen = parser.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if chosen.messages:
            write_messages(folder)
            return 0
        titles = [
            title
            for title in JOBS
            if not chosen.titles or any(part.lower() in title.lower() for part in chosen.titles)
        ]
        for ground in GROUNDS:
            project = ground.put(folder / ground.name)
            before = State.of(project, ground.today)
            was = shared.build(
                project, folder / f"{ground.name} site", SOURCE_DATE_EPOCH=epoch_of(ground.today)
            )
            for number, title in enumerate(titles):
                found = [*play(ground, title, before, was, folder / f"{ground.name} {number}")]
                print(f"{ground.name}: {title}: {'as it should be' if not found else 'WRONG'}")
                print(*(f"  {fault}" for fault in found), sep="\n", end="\n" if found else "")
                faults += len(found)
    return 1 if faults or not titles else 0


if __name__ == "__main__":
    sys.exit(main())
