"""Invented plans to build: the sample plan with highlight reports, put together from what the tests hold, and the small plan.

`make sample` builds the first on its own day, for people to look at.
"""

from __future__ import annotations

import re
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from pages import ROOT, build, with_generator

from macros.plan.today import epoch_of

if TYPE_CHECKING:
    from macros.proof.pages import Pages

TODAY = date(2032, 1, 20)
BOARD = "sample-streets-and-parks-board"
# What readers are told for each status of a priority.
WORDS = {
    "off-track": "Off track",
    "at-risk": "At risk",
    "on-hold": "On hold",
    "changed": "Changed",
    "not-started": "Not started",
    "on-track": "On track",
    "complete": "Complete",
}
CHAPTER = "{{ chapter_opening() }}\n\n{{ chapter_priorities() }}\n\n## More about it {#in-plain-words}\n\nThis chapter is invented.\n\n{{ chapter_closing() }}\n"


SMALL = ROOT / "tests/small-plan"


def small_plan(to: Path) -> Path:
    """A project with the small plan in `to`, which must not be there: data, pages, and this project's generator."""
    shutil.copytree(SMALL, to)
    return _as_a_project(to)


# What Windows, macOS, Office and editors leave in folders: nobody wrote it, and most of it is no text.
LEFT = (
    "Icon\r",
    *[
        ".DS_Store",
        "._play.md",
        "._play.yml",
        "._plan.css",
        "._home.html",
        "._load.py",
        "Thumbs.db",
        "THUMBS.DB",
        "ehthumbs_vista.db",
        "desktop.ini",
        "~$play.docx",
        ".play.yml.swp",
        ".~lock.a.ods#",
    ],
)


def leave_files(*roots: Path) -> None:
    """Leave such files in these folders, and in every folder below."""
    for root in roots:
        (root / "__MACOSX").mkdir()
        for folder in [root, *(path for path in root.rglob("*") if path.is_dir())]:
            for name in LEFT:
                (folder / name).write_bytes(b"\x00\x05\x16\x07\xff")


def put_together(to: Path) -> Path:
    """A project with the sample plan in `to`, which must not be there: data, pages, and this project's generator."""
    sample = ROOT / "tests/sample-plan"
    shutil.copytree(
        SMALL,
        to,
        ignore=shutil.ignore_patterns(
            "chapters", "boards", "feedback", "young-life.md", "whole-life.md"
        ),
    )
    shutil.copytree(sample / "data", to / "data", dirs_exist_ok=True)
    pages = {f"chapters/{path.stem}": CHAPTER for path in (sample / "data/chapters").glob("*.yml")}
    pages |= {f"boards/{id_}": "{{ board() }}\n" for id_ in _ids("boards")}
    pages |= dict.fromkeys(_ids("stages"), "{{ stage() }}\n")
    pages["boards/index"] = (SMALL / "docs/boards/index.md").read_text(encoding="utf-8")
    editions = (SMALL / "docs/editions.md").read_text(encoding="utf-8").rstrip()
    pages["editions"] = f"{editions}\n\n{{{{ what_came_after() }}}}\n"
    for name, text in pages.items():
        (to / "docs" / f"{name}.md").parent.mkdir(exist_ok=True)
        (to / "docs" / f"{name}.md").write_text(text, encoding="utf-8")
    return _as_a_project(to)


def _as_a_project(to: Path) -> Path:
    with_generator(to)
    settings = (to / "mkdocs.yml").read_text(encoding="utf-8")
    (to / "mkdocs.yml").write_text(
        re.sub(
            "^site_url: .*",
            'site_url: !ENV [SITE_URL, "https://sample.example/"]',
            settings,
            flags=re.MULTILINE,
        ),
        encoding="utf-8",
    )
    return to


def _ids(table: str) -> list[str]:
    return list(
        yaml.safe_load((ROOT / f"tests/sample-plan/data/{table}.yml").read_text(encoding="utf-8"))
    )


def build_sample(project: Path, to: Path) -> Pages:
    """The site of the sample plan, as on its own day, written to `to`."""
    return build(project, to, SOURCE_DATE_EPOCH=epoch_of(TODAY))


if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    build_sample(put_together(folder / "project"), folder / "site")
    print(f"Built in {folder / 'site'}.")
