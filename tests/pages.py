"""What the tests share: the third edition, building a site, and the words of its pages."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import warm

from macros.plan.base import as_typed
from macros.plan.today import epoch_of
from macros.proof.pages import SITE_URL, Pages, joined
from macros.publish.assets import LIST, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from macros.proof.findings import Finding
    from macros.proof.pages import Page

ROOT = Path(__file__).resolve().parent.parent
# The third edition as it stood on one day: a large plan to try the generator on. No editor changes it.
EDITION = ROOT / "tests/third-edition"
DAY = date(2026, 11, 26)
FACTS = json.loads((ROOT / "tests/facts/plan.json").read_text(encoding="utf-8"))

EPOCH = epoch_of(DAY)
# Pages that stand there, and that no reader looks for.
NOT_LOOKED_FOR = {"/404.html", "/due/"}
CONTENT, MACHINE = ("mkdocs.yml", "data", "docs"), ("macros", "overrides")

# Pages that people look through: as they are announced (tests/announced/), and as pictures (`make screenshots`).
LOOKED_THROUGH = {
    "home": "/",
    "group": "/living-well/",
    "chapter": "/chapters/carers/",
    "board": "/boards/acute-care/",
    "words": "/words/",
    "search": "/search/",
    "search-for-sugar": "/search/?q=sugar",
    "have-your-say": "/have-your-say/",
}


# Parameters


def by_day(cases: Mapping[str, Any] | Iterable[str], *names: str) -> list[Any]:
    """The cases of a test as its parameters: those that are named here each day, the others each night (make night).

    A case is what stands under its name, or its name alone.
    """
    night = pytest.mark.night
    cases = cases if isinstance(cases, Mapping) else {name: name for name in cases}
    return [
        pytest.param(case, id=name, marks=() if name in names else night)
        for name, case in cases.items()
    ]


# Data


def load(name: str) -> Any:
    """What a file of the third edition's data holds as it was typed, such as "people" or "chapters/carers"."""
    return as_typed((EDITION / "data" / f"{name}.yml").read_text(encoding="utf-8"))


def chapters_in_data() -> dict[str, Any]:
    """What the files in data/chapters/ hold, by id and in the order of their numbers."""
    found = {
        path.stem: load(f"chapters/{path.stem}")
        for path in (EDITION / "data/chapters").glob("*.yml")
    }
    return dict(sorted(found.items(), key=lambda item: int(item[1]["number"])))


# Building


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in `root`, as `run(root, "mkdocs", "build")`, with a fixed date and address.

    Raises TimeoutExpired after two minutes, or ten where pages are proved.
    """
    env = (
        os.environ
        | {"SITE_URL": SITE_URL, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
        | environment
    )
    longest = 600 if "proof" in arguments else 120
    if arguments[0] in ("mkdocs", "macros") and warm.has_this_generator(root):
        return warm.run(root, arguments, env, longest)
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, cwd=root, env=env, capture_output=True, text=True, check=False, timeout=longest
    )


def build(root: Path, to: Path, **environment: str) -> Pages:
    """The site of the project in `root`, written to `to`. Fails with MkDocs's own words."""
    done = run(root, "mkdocs", "build", "--strict", "--site-dir", str(to), **environment)
    assert done.returncode == 0, f"the site was not built:\n{done.stdout}{done.stderr}"
    return Pages(to)


def content_of(root: Path, to: Path) -> Path:
    """A copy of a plan's content, without the machine that builds it: enough to check it and to see its pages."""
    to.mkdir(parents=True, exist_ok=True)
    for name in CONTENT:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy2
        copy(root / name, to / name)
    return to


def with_generator(root: Path) -> Path:
    """Put this project's generator beside a plan's content."""
    for name in MACHINE:
        shutil.copytree(ROOT / name, root / name, dirs_exist_ok=True)
    return root


def project_of(root: Path, to: Path) -> Path:
    """A project to build in `to`: a plan's content, and this project's generator."""
    return with_generator(content_of(root, to))


def copy_project(to: Path) -> Path:
    """The third edition as a project to build in `to`."""
    return project_of(EDITION, to)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under `folder`, by its path."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def by_plain_names(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files of a built site with those of assets/ by their plain names, also where others name them."""
    texts = (".html", ".css", ".js")
    return {
        plain(name): plain(data.decode()).encode() if name.endswith(texts) else data
        for name, data in files.items()
        if name != LIST
    }


def packed(data: bytes) -> int:
    """How many bytes travel when a server packs these with gzip at its usual level."""
    return len(gzip.compress(data, 6, mtime=0))


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def renamed_to(root: Path, old: str, new: str) -> None:
    """Give a chapter another address, as the recipe says: both files, and what names them."""
    for folder, ending in (("data/chapters", "yml"), ("docs/chapters", "md")):
        (root / folder / f"{old}.{ending}").rename(root / folder / f"{new}.{ending}")
    for path in [*(root / "docs").rglob("*.md"), *(root / "data").rglob("*.yml")]:
        said = path.read_text(encoding="utf-8")
        changed = (
            re.sub(rf"\b{old}\.md\b", f"{new}.md", said)
            if path.suffix == ".md"
            else re.sub(rf"(?m)^(\s*(?:- )?chapter: ){old}$", rf"\g<1>{new}", said)
        )
        path.write_text(changed, encoding="utf-8")


def follow_the_advice(root: Path) -> list[str]:
    """Add to data/addresses.yml what `check` says, again and again, as an editor would. Returns the lines added."""
    added: list[str] = []
    while found := re.findall(
        r"add this line under 'moved:' in line \d+, with two blanks in front: '(.+)'",
        (done := run(root, "macros", "check")).stdout,
    ):
        assert not set(found) & set(added), f"the advice did not help: {done.stdout}"
        added += found
        path = root / "data/addresses.yml"
        path.write_text(
            path.read_text(encoding="utf-8").replace(
                "\nmoved:\n", "\nmoved:\n" + "".join(f"{line}\n" for line in found)
            ),
            encoding="utf-8",
        )
    assert done.returncode == 0, done.stdout
    return added


# Parts of pages


def straight(words: str) -> str:
    """A text with straight quotation marks: data/ has them, the site's own words are set with curly ones."""
    return words.translate(str.maketrans("“”‘’", "\"\"''"))


def blocks(quotation: HtmlElement) -> list[str]:
    """The paragraphs and list items of a quotation."""
    return [joined(block.text_content()) for block in quotation.iter("p", "li")]


def own_words(element: HtmlElement) -> HtmlElement:
    """A copy of an element without what is quoted in it."""
    copy = deepcopy(element)
    for quoted in copy.cssselect("blockquote, q, script, style"):
        quoted.drop_tree()
    return copy


def preview(page: Page) -> dict[str, str]:
    """What a link preview reads of a page (https://ogp.me/)."""
    return {
        meta.get("property") or meta.get("name"): meta.get("content")
        for meta in page.all("meta[property^='og:'], meta[name^='twitter:']")
    }


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, such as #1a2b3c: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# Findings


def nothing(found: Iterable[Finding], most: int = 60) -> None:
    """Fail with a list that is short enough to read, if anything was found."""
    lines = list(map(str, found))
    assert not lines, "\n".join(
        [f"{len(lines)} findings", *lines[:most], *(["..."] if len(lines) > most else [])]
    )
