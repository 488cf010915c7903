"""Each page leads whoever can mend it to the file that it comes from, once the project has an address on GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pages import EDITION, build, copy_project, edit, packed
from small import said

from macros.plan.github import editing

if TYPE_CHECKING:
    from pathlib import Path

    from macros.proof.pages import Pages

REPOSITORY = "https://github.com/example-county/commissioning-and-delivery-plan"
MOST = 14 * 1024


@pytest.fixture(scope="module")
def improved(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The third edition, with the address of its project."""
    root = copy_project(tmp_path_factory.mktemp("improved") / "plan")
    file = root / "data/plan.yml"
    file.write_text(
        f"{file.read_text(encoding='utf-8')}repository: {REPOSITORY}\n", encoding="utf-8"
    )
    return build(root, root / "site")


def links(pages: Pages, address: str) -> dict[str, str]:
    """The links of a page that lead to GitHub, by their names."""
    return {
        "".join(a.itertext()): a.get("href")
        for a in pages[address].all("footer a")
        if a.get("href").startswith("https://github.com/")
    }


def test_every_page_leads_to_files_that_are_there(improved: Pages) -> None:
    start = f"{REPOSITORY}/edit/main/"
    for page in improved:
        found = links(improved, page.address)
        assert bool(found) == (page.address != "/404.html"), page.address
        assert all(
            link.startswith(start) and (improved.root.parent / link.removeprefix(start)).is_file()
            for link in found.values()
        ), page.address


@pytest.mark.parametrize(
    ("address", "files"),
    [
        ("/", ["docs/index.md"]),
        ("/about/", ["docs/about/index.md"]),
        ("/words/", ["docs/words.md"]),
        ("/chapters/carers/", ["docs/chapters/carers.md", "data/chapters/carers.yml"]),
        ("/living-well/", ["docs/living-well.md", "data/stages.yml"]),
        ("/boards/acute-care/", ["docs/boards/acute-care.md", "data/boards.yml"]),
        ("/have-your-say/carers/", ["data/chapters/carers.yml"]),
        ("/partners/living-well/", ["data/stages.yml"]),
    ],
)
def test_it_is_the_file_that_the_page_comes_from(
    improved: Pages, address: str, files: list[str]
) -> None:
    assert list(links(improved, address).values()) == [
        f"{REPOSITORY}/edit/main/{file}" for file in files
    ]


def test_links_of_one_page_have_names_of_their_own(improved: Pages) -> None:
    assert list(links(improved, "/words/")) == ["Improve this page"]
    assert list(links(improved, "/chapters/carers/")) == [
        "Improve this page’s text",
        "Improve this page’s facts",
    ]


def test_chapters_stay_light_with_the_links(improved: Pages) -> None:
    style = packed((improved.root / improved.asset("/assets/plan.css")).read_bytes())
    heavy = {
        page.address: weight
        for page in improved.chapters
        if (weight := packed(page.path.read_bytes()) + style) > MOST
    }
    assert heavy == {}


@pytest.mark.parametrize(
    ("told", "line", "leads"),
    [
        ({}, None, None),
        ({}, REPOSITORY, f"{REPOSITORY}/edit/main"),
        # A codespace knows the project too, but what is built there is for oneself.
        (
            {
                "GITHUB_REPOSITORY": "a/b",
                "GITHUB_SERVER_URL": "https://github.com",
                "CODESPACES": "true",
            },
            None,
            None,
        ),
        (
            {
                "GITHUB_ACTIONS": "true",
                "GITHUB_REPOSITORY": "a/b",
                "GITHUB_SERVER_URL": "https://github.com",
                "GITHUB_REF_NAME": "trunk",
                "GITHUB_BASE_REF": "",
            },
            None,
            "https://github.com/a/b/edit/trunk",
        ),
        (
            {
                "GITHUB_ACTIONS": "true",
                "GITHUB_REPOSITORY": "a/b",
                "GITHUB_SERVER_URL": "https://github.com",
                "GITHUB_REF_NAME": "7/merge",
                "GITHUB_BASE_REF": "a#b/c",
            },
            None,
            "https://github.com/a/b/edit/a%23b/c",
        ),
        (
            {
                "GITHUB_ACTIONS": "true",
                "GITHUB_REPOSITORY": "a/b",
                "GITHUB_SERVER_URL": "https://git.example.org",
                "GITHUB_REF_NAME": "main",
            },
            None,
            "https://git.example.org/a/b/edit/main",
        ),
        (
            {
                "GITHUB_ACTIONS": "true",
                "GITHUB_REPOSITORY": "a/b",
                "GITHUB_SERVER_URL": "https://github.com",
                "GITHUB_REF_NAME": "main",
            },
            REPOSITORY,
            f"{REPOSITORY}/edit/main",
        ),
    ],
    ids=[
        "nobody knows",
        "the plan says it",
        "a codespace",
        "a push",
        "a pull request",
        "a GitHub of one's own",
        "the plan comes first",
    ],
)
def test_links_lead_to_what_the_plan_says_or_else_to_the_project_that_publishes(
    monkeypatch: pytest.MonkeyPatch, told: dict[str, str], line: str | None, leads: str | None
) -> None:
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert editing(line) == leads


def test_without_an_address_no_page_has_such_a_link(site: Pages) -> None:
    if "repository:" in {
        line.split(" ")[0]
        for line in (EDITION / "data/plan.yml").read_text(encoding="utf-8").splitlines()
    }:
        pytest.skip("the project has its address")
    assert not any("Improve this page" in page.source for page in site)


@pytest.mark.parametrize(
    "wrong",
    [
        "http://github.com/example/plan",
        f"{REPOSITORY}/",
        f"{REPOSITORY}.git",
        f"{REPOSITORY}/tree/main",
        "https://github.com/example",
        "git@github.com:example/plan",
        "github.com/example/plan",
    ],
)
def test_an_address_that_leads_nowhere_is_refused(tmp_path: Path, wrong: str) -> None:
    root = copy_project(tmp_path / "plan")
    edit(root / "data/plan.yml", "# publisher:", f"repository: {wrong}\n# publisher:")
    assert [
        problem
        for problem in said(root)
        if problem.startswith("data/plan.yml:") and wrong in problem and "https://" in problem
    ], said(root)
