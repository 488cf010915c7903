"""Every page is of one kind: it says itself what others ask of it, and no half of a kind is forgotten."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pages import ROOT
from sample import SMALL, TODAY, put_together

from macros.pages import kinds
from macros.pages.kinds import kinds_of_page_are_whole
from macros.pages.page import BROUGHT, KINDS, MACROS, Brings, Page
from macros.pages.site import Site
from macros.pages.texts import Texts
from macros.plan.load import load_plan

if TYPE_CHECKING:
    from pathlib import Path

AT = "https://plan.anytown.gov.uk/"


@pytest.fixture
def small() -> Site:
    """The site of the small plan."""
    return Site(load_plan(SMALL, TODAY), SMALL, AT)


def test_each_kind_makes_a_page_of_the_sample_plan(tmp_path: Path) -> None:
    root = put_together(tmp_path / "sample")
    site = Site(load_plan(root, TODAY), root, AT)
    made = {name: [*maker(site)] for name, maker in KINDS.items()}
    assert [name for name, pages in made.items() if not pages and name != "thanks"] == []
    assert sorted(page.address for pages in made.values() for page in pages) == sorted(site.every)


def test_what_is_a_half_of_a_kind_is_told_where_the_other_is_missing(
    small: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [*kinds_of_page_are_whole(Texts(small))] == []
    fragments = tmp_path / "fragments"
    fragments.mkdir()
    for name in {*MACROS, "nobodys"} - {"home"}:
        (fragments / f"{name}.html").touch()
    monkeypatch.setattr(kinds, "OVERRIDES", tmp_path)
    monkeypatch.setattr(kinds, "BROUGHT", {"board": Brings(styles=("/assets/none.css",))})
    lost = Page("data/plan.yml", "/lost/", "Lost", "lost", macro="hoome")
    monkeypatch.setitem(KINDS, "lost", lambda _: [lost])
    said = [
        re.sub(r":\d+:1:", ":", str(problem)) for problem in kinds_of_page_are_whole(Texts(small))
    ]
    assert len(said) == 4
    assert said[0].startswith("macros/pages/fragments.py: the macro 'home' has nothing that shows")
    assert said[1].startswith("macros/pages/fragments.py: the macro 'board' brings /assets/none")
    assert said[2].startswith("overrides/fragments/nobodys.html: no macro is called 'nobodys'")
    assert "the macro of these pages is 'hoome'." in said[3]
    assert "Did you mean 'home'?" in said[3]


def test_a_kind_in_a_new_module_is_found_by_itself(tmp_path: Path) -> None:
    """Nobody has to name the module anywhere."""
    shutil.copytree(ROOT / "macros", tmp_path / "macros")
    (tmp_path / "macros/pages/people.py").write_text(
        "from .page import kind\n\n\n@kind\ndef people(site):\n    yield from ()\n",
        encoding="utf-8",
    )
    asked = "from macros.pages.page import KINDS; print('people' in KINDS)"
    command = [sys.executable, "-c", asked]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_a_page_knows_what_its_macros_bring(small: Site) -> None:
    search = small.every["/search/"]
    assert search.brings.schema_type == "SearchResultsPage"
    assert search.brings.scripts[-1] == "/assets/search.js"
    assert search.brings.lists
    assert search.brings.every_chapter
    assert small.showing("search") == search
    assert small.every["/contact/"].brings.schema_type == "ContactPage"
    assert set(BROUGHT) <= set(MACROS)


def test_chapter_group_and_board_answer_the_same_questions(small: Site) -> None:
    kinds_seen = set()
    for subject in small.subjects.values():
        kinds_seen.add(subject.kind)
        page = small.every[subject.address]
        assert (page.title, page.kind, page.of) == (subject.title, subject.kind, subject)
        assert all((subject.heading, subject.label, subject.description, subject.trail))
        assert subject.chapters
        assert (small.docs.parent / subject.data).is_file()
    assert kinds_seen == {"chapter", "stage", "board"}
