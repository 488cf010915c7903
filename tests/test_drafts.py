"""A draft opens from the disk, every link leads to a page, and it says everywhere that it is none but a draft."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from pages import by_plain_names, contents, run
from sample import small_plan
from small import TODAY

from macros.__main__ import main
from macros.plan.today import epoch_of
from macros.proof.pages import Page, Pages, text
from macros.publish.drafts import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

OF = "pull request 12"
SAYS = "Draft of pull request 12. This is not the published website."
DAY = {"SOURCE_DATE_EPOCH": epoch_of(TODAY)}


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the small plan, its site built, and a draft of it."""
    root = small_plan(tmp_path_factory.mktemp("drafts") / "plan")
    for arguments in (("--draft", OF), ()):
        done = run(root, "macros", "build", *arguments, **DAY, **{NAME: "left over"})
        assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(scope="module")
def draft(drafted: Path) -> Pages:
    """The draft, where it lies on the disk."""
    return Pages(drafted / "site-draft", f"{(drafted / 'site-draft').as_uri()}/")


def opened(page: Page) -> str:
    """Where a browser opens a page from the disk."""
    return page.path.as_uri()


def linked(page: Page) -> Iterator[str]:
    """Everything that a page on the disk leads to or loads, as whole addresses."""
    for element, attribute, link, _ in page.tree.iterlinks():
        if (element.tag, attribute) != ("meta", "content"):
            yield urljoin(opened(page), link.strip())
    if found := re.search(r'content="0; url=([^"]*)"', page.source):
        yield urljoin(opened(page), found[1])


def test_every_link_of_a_draft_leads_to_a_file_on_the_disk_and_to_its_anchor(draft: Pages) -> None:
    pages = [*draft, *draft.redirects.values()]
    ids = {
        page.path: {element.get("id") for element in page.tree.iter() if element.get("id")}
        for page in pages
    }
    seen: set[Path] = set()
    for page in pages:
        for link in linked(page):
            where, anchor = urldefrag(link)
            parts = urlsplit(where)
            if parts.scheme == "file":
                path = Path(unquote(parts.path))
                assert path.is_file(), f"{page.address} leads to {where}"
                assert not anchor or anchor in ids[path], f"{page.address} leads to {link}"
                seen.add(path)
    assert seen >= {page.path for page in draft if page.address not in ("/404.html", "/thank-you/")}


def test_every_page_of_a_draft_says_so_first_and_in_its_title_and_asks_not_to_be_found(
    draft: Pages,
) -> None:
    for page in (*draft, *draft.redirects.values()):
        assert text(page.one("title")).startswith(f"Draft of {OF}: "), page.address
        assert text(page.one(".draft")) == SAYS, page.address
        read = text(page.one("body")).removeprefix("Skip to the main content ")
        assert read.startswith(SAYS), page.address
        assert page.one("meta[name=robots]").get("content") == "noindex", page.address
        assert not page.all("link[rel=canonical], script[type='application/ld+json']")


def test_the_site_has_no_trace_of_a_draft(drafted: Path, draft: Pages) -> None:
    site = contents(drafted / "site")
    assert "assets/draft.css" in by_plain_names(contents(draft.root))
    assert "assets/draft.css" not in by_plain_names(site)
    for name, content in site.items():
        assert b"draft of" not in content.lower(), name
        assert b"left over" not in content, name
        if name.endswith(".html"):
            assert b'class="draft"' not in content, name
            assert not re.search(rb'(href|action)="[^":]*index\.html', content), name


def test_a_draft_leaves_the_site_as_it_is(drafted: Path) -> None:
    before = contents(drafted / "site")
    done = run(drafted, "macros", "build", "--draft", "another", **DAY)
    assert "in site-draft/, and" in done.stdout
    assert contents(drafted / "site") == before
    assert not [path.name for path in drafted.iterdir() if path.name.startswith(".site-")]
    run(drafted, "macros", "build", "--draft", OF, **DAY)


@pytest.mark.parametrize("of", ["", " ", "<b>", "a\nb", "two  blanks", '"'])
def test_what_a_draft_is_of_is_said_in_words(
    drafted: Path, of: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(drafted), "build", "--draft", of])
    assert ended.value.code == 2
    assert "Use letters, digits and blanks: pull request 12." in capsys.readouterr().err


# In the browser, from the disk


@pytest.fixture
def reviewer(browser: Browser) -> Iterator[Tab]:
    """A tab of its own, as a reviewer opens it."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_a_reviewer_walks_through_a_draft_from_the_disk_by_its_links(
    draft: Pages, reviewer: Tab
) -> None:
    """From the first page on, every link is followed: there is a page with its style each time, never a list of files."""
    todo, seen = [opened(draft["/"])], set()
    while todo:
        address = todo.pop()
        seen.add(address)
        reviewer.goto(address)
        reviewer.wait_for_url(re.compile(r"^(?!.*/\d+/index\.html)"))  # a short address leads on
        assert reviewer.title().startswith(f"Draft of {OF}: "), address
        says = reviewer.locator(".draft")
        assert " ".join(says.inner_text().split()) == SAYS, address
        assert says.evaluate("p => getComputedStyle(p).borderBottomWidth") == "3px", address
        assert reviewer.evaluate("getComputedStyle(document.body).marginTop") == "0px", address
        links = reviewer.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        pages = {urldefrag(link)[0] for link in links if link.startswith("file:")}
        todo += [page for page in pages if page.endswith(".html") and page not in {*seen, *todo}]
    assert {
        opened(page) for page in draft if page.address not in ("/404.html", "/thank-you/")
    } <= seen


@pytest.mark.browser
def test_a_click_on_a_chapter_and_a_search_from_the_disk_end_at_a_page(
    draft: Pages, reviewer: Tab
) -> None:
    reviewer.goto(opened(draft["/"]))
    reviewer.locator("main a[href*='chapters/play']").first.click()
    assert reviewer.url == opened(draft["/chapters/play/"])
    reviewer.fill("#q", "play")
    reviewer.click(".search-form button")
    reviewer.wait_for_url("**/search/index.html?q=play")
    assert reviewer.locator("#a-to-z, [id^='letter-'], main h2").first.is_visible()
    assert "a script, which has not run" in reviewer.inner_text("main")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_draft_says_first_is_read_by_everyone(
    draft: Pages, browser: Browser, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(opened(draft["/chapters/play/"]))
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate("axe.run().then(found => found.violations.map(rule => rule.id))") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.emulate_media(media="print")
    assert page.locator(".draft").is_visible()
    context.close()
