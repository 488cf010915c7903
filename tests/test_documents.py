"""Documents are offered with what they are, and those that readers can't use, or that could harm them, are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from documents import office, pdf
from pages import edit, run
from small import TODAY

from macros.pages.changes import page_changes
from macros.pages.documents import told_of, with_documents_told
from macros.pages.passages import rendered
from macros.pages.site import PLACEHOLDER, Site
from macros.plan.load import load_plan

if TYPE_CHECKING:
    from pathlib import Path

    from small import Check

STRATEGY = "chapters/walks-strategy.pdf"


def offer(plan: Path, *lines: str) -> None:
    """Let the chapter on walking offer a document."""
    told = "\n    ".join(("title: Walks strategy", *lines, "date: 2030-01-31"))
    edit(
        plan / "data/chapters/walking.yml",
        "priorities:",
        f"documents:\n  - {told}\npriorities:",
    )


def page(plan: Path, address: str) -> str:
    """The HTML of a page of the small plan."""
    site = Site(load_plan(plan, TODAY), plan, PLACEHOLDER)
    return next(html for one, html in rendered(site) if one.address == address)


def test_a_chapter_offers_a_file_with_its_type_pages_and_size(plan: Path, check: Check) -> None:
    (plan / "docs" / STRATEGY).write_bytes(pdf(12, padding=340_000))
    offer(plan, f"file: {STRATEGY}")
    assert check() == (0, [])
    html = page(plan, "/chapters/walking/")
    assert ">Walks strategy (PDF, 12 pages, 3" in html
    assert f'href="../../{STRATEGY}"' in html


def test_one_on_another_site_is_told_by_its_name_alone(plan: Path, check: Check) -> None:
    offer(plan, "address: https://www.example.org/a/Strategy.PDF?v=2#page=3")
    assert check() == (0, [])
    html = page(plan, "/chapters/walking/")
    assert ">Walks strategy (PDF)<" in html
    assert 'rel="external"' in html


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", pdf(1), "PDF, 1 page, 1 KB"),
        ("a.pdf", b"%PDF-1.4 no more", "PDF, 1 KB"),
        ("a.csv", b"a,b\n" * 2500, "CSV, 10 KB"),
        ("a.txt", b"x" * 1_250_000, "plain text, 1.2 MB"),
        ("a.docx", office("word/document.xml"), "Word, 1 KB"),
        ("a.ods", office("content.xml", open_document=True), "OpenDocument spreadsheet, 1 KB"),
    ],
)
def test_readers_are_told_what_a_file_says_of_itself(
    name: str, content: bytes, told: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    assert told_of(tmp_path / name) == told


def test_a_link_in_a_text_says_what_it_leads_to_without_being_told(
    plan: Path, check: Check
) -> None:
    (plan / "docs" / STRATEGY).write_bytes(pdf(2))
    contact = plan / "docs/contact.md"
    contact.write_text(
        f'# Contact\n\nRead [the\nstrategy]({STRATEGY}), `[code]({STRATEGY})`, [it (PDF)]({STRATEGY} "It") and\n[that](https://www.example.org/a.pdf).\n',
        encoding="utf-8",
    )
    assert check() == (0, [])
    site = Site(load_plan(plan, TODAY), plan, PLACEHOLDER)
    told = with_documents_told(site, site.pages["contact.md"], contact.read_text("utf-8"))
    assert told == (
        f'# Contact\n\nRead [the\nstrategy (PDF, 2 pages, 1 KB)]({STRATEGY}), `[code]({STRATEGY})`, [it (PDF, 2 pages, 1 KB)]({STRATEGY} "It") and\n[that](https://www.example.org/a.pdf).\n'
    )
    assert "strategy (PDF, 2 pages, 1 KB)</a>" in page(plan, "/contact/")


def test_the_built_page_says_so_too(small_project: Path) -> None:
    (small_project / "docs" / STRATEGY).write_bytes(pdf(2))
    contact = small_project / "docs/contact.md"
    contact.write_text(f"# Contact\n\nRead [the strategy]({STRATEGY}).\n", encoding="utf-8")
    offer(small_project, f"file: {STRATEGY}")
    done = run(small_project, "macros", "build", "--today", TODAY.isoformat())
    assert done.returncode == 0, done.stdout + done.stderr
    built = (small_project / "site/contact/index.html").read_text("utf-8")
    assert ">the strategy (PDF, 2 pages, 1 KB)</a>" in built
    assert (small_project / "site" / STRATEGY).read_bytes()[:4] == b"%PDF"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", b"%PDF-1.4 cut off", "this file can't be offered: it is no whole PDF."),
        ("a.pdf", pdf(1)[:200], "this file can't be offered: it is no whole PDF."),
        ("a.pdf", pdf(1, locked=True), "this file can't be offered: it has a password."),
        ("a.pdf", pdf(1, javascript="app.alert(1)"), "a program in it would run"),
        ("a.pdf", pdf(0), "it has no pages."),
        ("a.pdf", pdf(1, padding=10_100_000), "this file has 10.1 MB. At most 10.0 MB load"),
        ("a.pdf", b"", "this file is empty."),
        ("a.docx", b"PK not a zip", "it has a password, or is not what its name says."),
        ("a.docx", office("word/vbaProject.bin"), "it holds programs (macros)."),
        ("a.odt", office("Basic/script.xml", open_document=True), "it holds programs (macros)."),
        (
            "a.odt",
            office(open_document=True, manifest="<encryption-data/>"),
            "it has a password. Save it without one.",
        ),
        (
            "a.docm",
            office(),
            "a file that ends with '.docm' can hold programs, or opens for few. Save it as .docx",
        ),
        ("a.exe", b"MZ", "a file that ends with '.exe' stands here. Use one of: .csv, .docx,"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("a.") else "",
)
def test_a_file_that_readers_can_not_use_is_refused(
    name: str, content: bytes, told: str, plan: Path, check: Check
) -> None:
    (plan / "docs" / name).write_bytes(content)
    (plan / "docs/contact.md").write_text(f"# Contact\n\n[It]({name}).\n", encoding="utf-8")
    status, lines = check()
    assert status == 1
    assert [line for line in lines if line.startswith(f"docs/{name}:1:1: ") and told in line], lines


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        (("title", "language", "tags"), "no title, no language and no tags"),
        (("tags", "language"), "no language and no tags"),
        (("title",), "no title"),
    ],
)
def test_a_pdf_that_is_not_read_aloud_well_is_told_with_what_mends_it(
    lacks: tuple[str, ...], told: str, plan: Path, check: Check
) -> None:
    (plan / "docs" / STRATEGY).write_bytes(pdf(1, lacks=lacks))
    offer(plan, f"file: {STRATEGY}")
    status, lines = check()
    assert status == 0
    assert len(lines) == 1
    assert lines[0].startswith(f"docs/{STRATEGY}:1:1: warning: this PDF has {told}, so ")
    assert "'Document structure tags for accessibility'" in lines[0]


def test_a_file_that_a_chapter_offers_is_led_to(plan: Path, check: Check) -> None:
    (plan / "docs" / STRATEGY).write_bytes(pdf(1))
    assert "no page shows this file" in check()[1][0]
    offer(plan, f"file: {STRATEGY}")
    assert check() == (0, [])


def test_a_document_without_its_day_is_not_called_unused_on_top(plan: Path, check: Check) -> None:
    (plan / "docs" / STRATEGY).write_bytes(pdf(1))
    offer(plan, f"file: {STRATEGY}")
    edit(plan / "data/chapters/walking.yml", "    date: 2030-01-31\n", "")
    status, [said] = check()
    assert status == 1
    assert said.endswith("'date' is missing. Add a line 'date:'.")


def test_changes_tell_of_documents_with_what_they_are(plan: Path) -> None:
    before = Site(load_plan(plan, TODAY), plan, PLACEHOLDER)
    (plan / "docs" / STRATEGY).write_bytes(pdf(3))
    after = Site(load_plan(plan, TODAY), plan, PLACEHOLDER)
    told = [str(change) for change in page_changes(before, after)]
    assert told == [f"The file /{STRATEGY}: is new (PDF, 3 pages, 1 KB)."]
