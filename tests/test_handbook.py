"""The handbook can be found, read and followed: short pages, all in the index, and no link that leads nowhere.

Nothing here depends on what editors write: links into data/ and docs/ are not followed.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath
from posixpath import normpath, relpath
from typing import TYPE_CHECKING

import pytest
from pages import ROOT
from recipes import HANDBOOK, PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

DOORS = ("README.md", "CONTRIBUTING.md", "SECURITY.md")
INDEX, DECISIONS = "handbook/README.md", "handbook/decisions/README.md"
FILES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [*(ROOT / door for door in DOORS), *sorted(HANDBOOK.rglob("*.md"))]
}
# What GitHub itself serves beside a project's files, and what editors may rename.
NOT_FOLLOWED = re.compile(r"[a-z]+:|(data|docs)/")
MOST_LINES, MOST_OF_THE_DOOR, MOST_OF_A_PICTURE = 149, 8_000, 150_000
MOST_WORDS = 80


def prose(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a page that are not in a fenced block, with their numbers."""
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        if mark := re.match(r"\s*(`{3,})", line):
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence:
            yield number, line


def anchors(text: str) -> set[str]:
    """What GitHub calls the headings of a page."""
    found: Counter[str] = Counter()
    names = set()
    for _, line in prose(text):
        if heading := re.match(r"#{1,6} (.+)", line):
            words = re.sub(r"\]\([^)]*\)", "", heading[1])
            name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            names.add(f"{name}-{found[name]}" if found[name] else name)
            found[name] += 1
    return names


def links(text: str) -> Iterator[tuple[int, str]]:
    """The links of a page, which may be broken over two lines, with the line on which they end."""
    lines = dict(prose(text))
    for number, line in lines.items():
        shown = re.sub(r"`[^`]*`", "", line)
        yield from ((number, goal) for goal in re.findall(r"\]\(([^)\s]+)\)", shown))


def faults(file: str) -> Iterator[str]:
    """The links of a page that lead nowhere."""
    for line, goal in links(FILES[file]):
        path, _, anchor = goal.partition("#")
        to = normpath(PurePosixPath(file).parent / path) if path else file
        if NOT_FOLLOWED.match(goal) or NOT_FOLLOWED.match(f"{to}/"):
            continue
        if to not in FILES and not (ROOT / to).exists():
            yield f"{file}:{line}: no file stands at '{goal}'."
        elif anchor and anchor not in anchors(FILES.get(to, "")):
            yield f"{file}:{line}: '{to}' has no heading '#{anchor}'."


def test_every_link_of_the_handbook_leads_to_a_file_and_a_heading() -> None:
    assert sum(len([*links(text)]) for text in FILES.values()) > 200
    found = [fault for file in FILES for fault in faults(file)]
    assert not found, "\n".join(found)


def test_every_page_is_in_the_index() -> None:
    missing = []
    for file, text in FILES.items():
        index = DECISIONS if file.startswith("handbook/decisions/") else INDEX
        if file in (*DOORS, index):
            continue
        goal = relpath(file, PurePosixPath(index).parent)
        if goal not in {link.partition("#")[0] for _, link in links(FILES[index])}:
            missing.append(f"add to {index}: - [{text.splitlines()[0].lstrip('# ')}]({goal})")
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("file", [file for file in FILES if file not in DOORS])
def test_a_page_is_one_job_and_short(file: str) -> None:
    lines = FILES[file].rstrip("\n").split("\n")
    assert len(lines) <= MOST_LINES, (
        f"{file} has {len(lines)} lines. Make two pages of it: at most {MOST_LINES} lines each."
    )
    headings = [n for n, line in prose(FILES[file]) if line.startswith("# ")]
    assert headings == [1], (
        f"{file}: one '# ' heading, on its first line, says what the page is for"
    )


@pytest.mark.parametrize("file", [*DOORS, *PAGES])
def test_no_page_is_a_wall_of_text(file: str) -> None:
    paragraph: list[str] = []
    for number, line in [*prose(FILES[file]), (0, "")]:
        if line.strip() and not re.match(r"\s*(-|\d+\.|\||#) ?", line):
            paragraph.append(line)
            continue
        words = len(" ".join(paragraph).split())
        assert words <= MOST_WORDS, (
            f"{file}:{number - len(paragraph)}: this paragraph has {words} words. Make two of it, or a list."
        )
        paragraph = []


def test_the_front_door_is_small() -> None:
    size = (ROOT / "CONTRIBUTING.md").stat().st_size
    assert size <= MOST_OF_THE_DOOR, (
        f"CONTRIBUTING.md has {size} bytes, and newcomers read at most {MOST_OF_THE_DOOR}. Move something into handbook/."
    )


def test_the_readme_begins_with_a_picture_and_names_few_commands() -> None:
    readme = FILES["README.md"]
    picture = re.search(r"!\[([^\]]+)\]\(([^)]+)\)", readme[:600])
    assert picture, (
        "README.md: what the site looks like comes first, with words for those who don't see it"
    )
    assert len(picture[1].split()) > 10
    commands = set(re.findall(r"make [a-z]+", readme)) - {"make site", "make test"}
    assert len(commands) <= 12, "README.md: more commands stand in handbook/developing/commands.md"


def test_pictures_are_light() -> None:
    for picture in sorted((HANDBOOK / "pictures").iterdir()):
        size = picture.stat().st_size
        assert size <= MOST_OF_A_PICTURE, f"{picture.name} has {size} bytes: make it smaller"


def test_signs_of_change_are_explained_where_they_are_met() -> None:
    how = "how-to-read-the-recipes.md"
    found = [page for page, text in PAGES.items() if "```diff" in text and how not in text]
    found = [page for page in found if not page.endswith(how)]
    assert not found, f"these show lines with - and +: lead to editing/{how}: {found}"


def test_every_command_that_the_handbook_shows_is_one_of_makes() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(" ".join(re.findall(r"^([a-z][a-z ]*):", makefile, re.MULTILINE)).split())
    assert {"site", "test", "check"} <= targets
    for file, text in FILES.items():
        if not file.startswith("handbook/decisions/"):
            unknown = set(re.findall(r"`make ([a-z]+)", text)) - targets
            assert not unknown, f"{file}: make knows no {unknown}"


# That these tests find what they look for


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("# Say where readers' words go", "say-where-readers-words-go"),
        ("## What a red cross means, and whose it is", "what-a-red-cross-means-and-whose-it-is"),
        ("## In a pull request: the check `check`", "in-a-pull-request-the-check-check"),
        ("## Well-known [words](x.md)", "well-known-words"),
    ],
)
def test_a_heading_is_called_as_on_github(heading: str, anchor: str) -> None:
    assert anchors(heading) == {anchor}


def test_a_link_that_leads_nowhere_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "# A\n[b](nowhere.md) [c](#d) [e](README.md#no) [f](#a) [g](../data/gone.yml)\n```\n[h](i)\n```\n"
    monkeypatch.setitem(FILES, "handbook/x.md", page)
    assert [*faults("handbook/x.md")] == [
        "handbook/x.md:2: no file stands at 'nowhere.md'.",
        "handbook/x.md:2: 'handbook/x.md' has no heading '#d'.",
        "handbook/x.md:2: 'handbook/README.md' has no heading '#no'.",
    ]
