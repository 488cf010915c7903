"""No address that was published ever comes to nothing: renamed, retired, moved, printed or spoken, it leads to its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

import pytest
from documents import pdf
from pages import (
    EDITION,
    NOT_LOOKED_FOR,
    build,
    chapters_in_data,
    contents,
    copy_project,
    edit,
    follow_the_advice,
    load,
    preview,
    renamed_to,
    run,
)

from macros.__main__ import main
from macros.commands.addresses import found_in, path_on_site, recorded, unpromised
from macros.pages.html import lasting, read
from macros.pages.site import INDEX, Site
from macros.plan.base import as_typed
from macros.plan.load import load_plan
from macros.proof.checkers.whole import arrive, host_redirects
from macros.proof.findings import State, visit
from macros.proof.pages import SITE_URL, Pages, link_faults, text
from macros.publish.assets import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lxml import etree
    from playwright.sync_api import Page as Tab

    from macros.proof.served import Served

PATH = urlsplit(SITE_URL).path
CHAPTERS = chapters_in_data()
FILE = "data/addresses.yml"


def promised(root: Path) -> list[str]:
    """The addresses in a project's data/addresses.yml, as they were typed."""
    entries = as_typed((root / FILE).read_text(encoding="utf-8"))["published"]
    return [next(iter(entry)) if isinstance(entry, dict) else entry for entry in entries]


# Where readers get to


def strays(pages: Pages, root: Path) -> list[str]:
    """The published addresses that lead nowhere: on any host for pages, on a host with redirects of its own for anchors too."""
    addresses, host = promised(root), host_redirects(pages)
    assert addresses
    plain = [
        address
        for address in addresses
        if "#" not in address and arrive(pages, address, {}) is None
    ]
    return [*plain, *(address for address in addresses if arrive(pages, address, host) is None)]


# The promise


def test_every_published_address_and_anchor_stands_on_the_built_site(site: Pages) -> None:
    assert strays(site, EDITION) == []


def anchors_that_are_kept(page: etree.ElementBase) -> Iterator[str]:
    """The ids of a built page's content that others may link to, by another way than the macros find them."""
    shown = page.cssselect("main")[0]
    names = {
        id_
        for named in shown.xpath(".//*[@id][@aria-labelledby] | .//nav[@aria-labelledby]")
        for id_ in named.get("aria-labelledby").split()
    }
    for element in shown.xpath(".//*[@id][not(ancestor::form)][not(ancestor-or-self::*[@hidden])]"):
        if element.tag in (
            "h2",
            "h3",
            "h4",
            "section",
            "figure",
            "div",
            "li",
            "tr",
            "dt",
            "article",
            "details",
        ) and element.get("id") not in names | {"say"}:
            yield element.get("id")


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What would be recorded if nothing had been yet."""
    root = copy_project(tmp_path_factory.mktemp("anew"))
    (root / FILE).write_text("moved:\npublished:\n", encoding="utf-8")
    done = run(root, "macros", "addresses", "record")
    assert done.returncode == 0, done.stdout + done.stderr
    return promised(root)


def test_what_is_recorded_is_what_the_built_pages_hold(site: Pages, anew: list[str]) -> None:
    held = [
        page.address + anchor
        for page in site
        if page.address not in NOT_LOOKED_FOR
        for anchor in ("", *(f"#{id_}" for id_ in anchors_that_are_kept(page.tree)))
    ]
    shorts = [f"/{number}/" for number in range(1, len(CHAPTERS) + 1)]
    files = [address for address in anew if re.search(r"\.\w+$", address)]
    assert sorted(anew) == sorted([*held, *shorts, *files])
    assert "/sitemap.xml" in files
    assert all((site.root / file[1:]).is_file() for file in files)


def test_priorities_words_leads_letters_and_headings_are_promised(anew: list[str]) -> None:
    assert {
        "/chapters/carers/#priority-2",
        "/words/#carer",
        "/leads/#jon-quine",
        "/chapters/#letter-b",
        "/about/#who-owned-it",
    } <= set(anew)


def test_what_only_serves_the_page_is_not_promised(anew: list[str]) -> None:
    anchors = {address.partition("#")[2] for address in anew}
    assert not anchors & {
        "content",
        "say",
        "question",
        "question-hint",
        "heading-1",
        "on-this-page",
    }
    assert not {
        "/about/#about-the-plan",
        "/search/#results",
        "/search/#none",
        "/search/#count",
    } & set(anew)
    assert not [
        address for address in anew if address.startswith("/assets/") or address == "/assets.json"
    ]


def test_of_ids_in_html_those_last_that_a_link_may_end_at() -> None:
    html = (
        '<h1 id="a">A</h1><h2 class="x" id="b">B</h2><section id="c" aria-labelledby="d"><h3 id="d">D</h3></section>'
        '<section aria-labelledby="e"><h3 id="e">E</h3></section><nav aria-labelledby="f"><h2 id="f">F</h2></nav>'
        '<input id="g"><p id="h">H</p><div id="i" hidden></div><div data-id="j"></div><li id="k">K</li>'
        '<form action="x"><h3 id="l">L</h3></form><section aria-labelledby="m" hidden><h3 id="m">M</h3></section>'
    )
    assert lasting(read(html)) == ["b", "c", "e", "k"]


# Recording


def test_recording_adds_what_is_new_at_the_end_and_changes_nothing_else(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1906502400")
    before = (plan / FILE).read_text(encoding="utf-8")
    assert main(["--root", str(plan), "addresses", "record"]) == 0
    after = (plan / FILE).read_text(encoding="utf-8")
    assert after.startswith(before)
    added = after.removeprefix(before).splitlines()
    assert "  - /chapters/play/#priority-2" in added
    assert "  - /1/: /chapters/play/" in added
    assert "  - /editions/" not in added
    assert len(added) == len(set(added))
    assert main(["--root", str(plan), "addresses", "record"]) == 0
    assert (plan / FILE).read_text(encoding="utf-8") == after
    assert main(["--root", str(plan), "check", "--today", "2030-06-01"]) == 0


def test_thanks_are_not_promised_so_that_an_endpoint_can_be_taken_away(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    path = root / "data/plan.yml"
    before = path.read_text(encoding="utf-8")
    told = "publisher: A\nfeedback:\n  endpoint: https://forms.example.org/\n  privacy_contact: Write to A.\n  kept: A year.\n"
    path.write_text(before + told, encoding="utf-8")
    assert main(["--root", str(root), "addresses", "record"]) == 0
    assert "/have-your-say/carers/" in promised(root)
    assert not [address for address in promised(root) if address.startswith("/thank-you/")]
    links = tmp_path / "links.txt"
    links.write_text("/thank-you/\n", encoding="utf-8")
    assert (
        run(root, "macros", "addresses", "check", str(links)).stdout
        == f"{links}:1: there, but not promised: /thank-you/\n"
    )
    path.write_text(before, encoding="utf-8")
    assert run(root, "macros", "check").returncode == 0


def test_recording_keeps_the_style_of_the_file() -> None:
    assert recorded("published:\n- /", ["/a/"]) == "published:\n- /\n- /a/\n"
    assert (
        recorded("published:\r\n    - /\r\n", ["/a/", "/b/"])
        == "published:\r\n    - /\r\n    - /a/\r\n    - /b/\r\n"
    )
    assert recorded("published:\n", ["/a/"]) == "published:\n  - /a/\n"
    assert recorded("published:", []) == "published:"


def test_nothing_is_recorded_while_there_is_a_mistake(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1906502400")
    before = (plan / FILE).read_text(encoding="utf-8")
    (plan / "docs/editions.md").write_text("# This edition\n", encoding="utf-8")
    assert main(["--root", str(plan), "addresses", "record"]) == 1
    said = capsys.readouterr()
    assert "'/editions/#dates' was published" in said.out
    assert "Nothing was recorded" in said.err
    assert (plan / FILE).read_text(encoding="utf-8") == before


def test_a_file_that_went_with_its_page_is_given_to_nothing_that_it_can_not_give_way_to(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when a publication is undone that had brought a chapter, with its feed."""
    edit(plan / FILE, "  - /about/#ideas\n", "  - /about/#ideas\n  - /gone/feed.xml\n")
    assert main(["--root", str(plan), "check", "--today", "2030-06-01"]) == 1
    said = capsys.readouterr().out
    assert (
        "Put it back, or add a line under 'moved:' in line 2, with two blanks in front, that begins '  /gone/feed.xml: ' and names a file of its kind."
        in said
    )


# The first publication


@pytest.fixture
def unpublished(plan: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small plan before its first publication, with a promised page gone and the first two chapters' numbers swapped."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1906502400")
    edit(plan / FILE, "first_published: 2030-01-01\n", "")
    edit(
        plan / FILE,
        "  - /about/#ideas\n",
        "  - /about/#ideas\n  - /gone/\n  - /1/: /chapters/walking/\n",
    )
    return plan


def test_before_the_first_publication_an_address_may_go_and_the_check_says_that(
    unpublished: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(unpublished), "check"]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith(FILE)]
    assert [line.partition(": ")[2] for line in told] == [
        "warning: '/gone/' is to be published, and nothing stands there now. Nothing is published yet, so this stops nothing. Put it back, or add this line under 'moved:' in line 2, with two blanks in front: '  /gone/: /'",
        "warning: '/1/' is to be published for '/chapters/walking/', and would lead to '/chapters/play/' now. Nothing is published yet, so this stops nothing. Give the chapters their old numbers back.",
    ]


def test_from_the_first_publication_on_no_address_may_go(
    unpublished: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(unpublished / FILE, "published:\n", "first_published: 2030-05-30\npublished:\n")
    assert main(["--root", str(unpublished), "check"]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith(FILE)]
    assert len(told) == 2
    assert not any("warning" in line or "Nothing is published yet" in line for line in told)
    edit(unpublished / FILE, "moved:\n", "moved:\n  /gone/: /about/\n")
    edit(unpublished / FILE, "  - /1/: /chapters/walking/\n", "")
    assert main(["--root", str(unpublished), "check"]) == 0


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_first_publication_writes_its_day_and_forgets_what_came_to_nothing_before(
    unpublished: Path, capsys: pytest.CaptureFixture[str], end: str
) -> None:
    path = unpublished / FILE
    path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))
    assert (
        main(["--root", str(unpublished), "addresses", "record", "--published", "2030-05-30"]) == 0
    )
    assert "first published on 2030-05-30" in capsys.readouterr().out
    text = path.read_bytes().decode()
    assert text.count(end) == text.count("\n")
    assert f"{end}first_published: 2030-05-30{end}published:{end}" in text
    assert "- /gone/" not in text
    assert [line for line in text.split(end) if "/1/" in line] == ["  - /1/: /chapters/play/"]
    assert {"/diary/", "/editions/#when", "/chapters/play/"} <= set(promised(unpublished))
    assert main(["--root", str(unpublished), "check"]) == 0
    (unpublished / "docs/editions.md").write_text("# This edition\n", encoding="utf-8")
    assert main(["--root", str(unpublished), "check"]) == 1


def test_a_later_publication_keeps_the_first_day_and_every_address(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1906502400")
    before = (plan / FILE).read_text(encoding="utf-8")
    assert main(["--root", str(plan), "addresses", "record", "--published", "2030-05-30"]) == 0
    assert (plan / FILE).read_text(encoding="utf-8").startswith(before)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_later_publication_writes_the_day_of_each_page_that_came_with_it(
    plan: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1906502400")
    path = plan / FILE
    record = ["--root", str(plan), "addresses", "record", "--published"]
    assert main([*record, "2030-05-01"]) == 0
    path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))
    for page, day in (("paths", "2030-05-30"), ("nooks", "2030-05-31"), ("crannies", "2030-05-31")):
        (plan / f"docs/{page}.md").write_text(f"# {page}\n\nHere.\n", encoding="utf-8")
        if page != "nooks":  # it came with the next
            assert main([*record, day]) == 0
    text = path.read_bytes().decode()
    assert text.count(end) == text.count("\n")
    assert (
        f"{end}since:{end}  /crannies/: 2030-05-31{end}  /nooks/: 2030-05-31{end}  /paths/: 2030-05-30{end}published:{end}"
        in text
    )
    assert main(["--root", str(plan), "check"]) == 0


@pytest.mark.parametrize("text", ["published:\n  - /\nmoved:\n", "moved:\npublished: [/]\n"])
def test_a_file_that_cannot_be_added_to_is_left_as_it_is(
    plan: Path, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1906502400")
    (plan / FILE).write_text(text, encoding="utf-8")
    assert main(["--root", str(plan), "addresses", "record"]) == 1
    assert "Let 'published:' be the last part" in capsys.readouterr().err
    assert (plan / FILE).read_text(encoding="utf-8") == text


# Short addresses


def test_each_chapters_number_leads_to_its_page(site: Pages) -> None:
    for id_, chapter in CHAPTERS.items():
        assert arrive(site, f"/{chapter['number']}/", {}) == f"/chapters/{id_}/"


def test_a_chapter_prints_its_short_address_and_no_other_page_has_one(site: Pages) -> None:
    for page in site:
        said = [text(line) for line in page.all(".printed-address")]
        chapter = CHAPTERS.get(page.address.removeprefix("/chapters/").strip("/"))
        short = f"{SITE_URL}{chapter['number']}/ or " if chapter else ""
        begins = f"Where an address begins with /, write {SITE_URL[:-1]} before it."
        here = f"{begins} This page: {short}{page.url}"
        assert said == ([] if page.address == "/404.html" else [here])


# Links to a priority


def test_every_priority_has_a_link_to_itself_with_a_name_of_its_own(site: Pages) -> None:
    for id_, chapter in CHAPTERS.items():
        page = site[f"/chapters/{id_}/"]
        links = page.all(".priority-links a[href^='#']")
        numbers = [n for n, _ in enumerate(chapter["priorities"], 1)]
        assert [(link.get("href"), text(link)) for link in links] == [
            (f"#priority-{n}", f"Link to {chapter['number']}.{n}") for n in numbers
        ]
        assert [link.xpath("ancestor::section/@id") for link in links] == [
            [f"priority-{n}"] for n in numbers
        ]


@pytest.mark.browser
def test_the_link_to_a_priority_can_be_hit_and_stays_off_paper(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    tab = visit(served, tabs, "/chapters/carers/").tab
    links = tab.locator(".priority-links a[href^='#']")
    box = links.first.bounding_box()
    assert box
    assert box["height"] >= 24
    links.nth(1).click()
    assert tab.url.endswith("/chapters/carers/#priority-2")
    assert (
        not visit(served, tabs, "/chapters/carers/", State(media="print"))
        .tab.locator(".priority-links")
        .first.is_visible()
    )


# Pages that lead on


def test_the_pages_that_lead_on_are_the_short_addresses_and_what_has_moved(site: Pages) -> None:
    moved = {
        address
        for address in load("addresses")["moved"] or {}
        if "#" not in address and address.endswith("/")
    }
    assert (
        set(site.redirects) == {f"/{chapter['number']}/" for chapter in CHAPTERS.values()} | moved
    )


def refresh_faults(pages: Pages) -> Iterator[str]:
    """What a page that leads on lacks, so that everyone gets on: at once, by hand, and in search engines."""
    for address, page in pages.redirects.items():
        links, to = page.links(), page.leads_to
        if links != [to]:
            yield f"{address}: its one link is to lead to {to}: {links}"
        if page.one("link[rel=canonical]").get("href") != urldefrag(to)[0]:
            yield f"{address}: another canonical address"
        if page.tree.get("lang") != "en-GB" or not text(page.one("title")).startswith(
            text(page.one("h1"))
        ):
            yield f"{address}: no language, or a title that is not the heading"
        if page.all("script, style, [style]") or any(
            attribute.startswith("on")
            for element in page.tree.iter()
            for attribute in element.attrib
        ):
            yield f"{address}: something inline"


def test_a_page_that_leads_on_does_so_at_once_and_by_a_plain_link(site: Pages) -> None:
    assert list(refresh_faults(site)) == []
    assert [text(site.redirects["/13/"].one(part)) for part in ("title", "h1", "main p")] == [
        "Chapter 13: Carers",
        "Chapter 13",
        "You find it here: Carers .",
    ]


def test_neither_sitemap_nor_search_know_of_pages_that_lead_on(site: Pages) -> None:
    listed = (site.root / "sitemap.xml").read_text(encoding="utf-8") + (
        site.root / site.asset(INDEX)
    ).read_text(encoding="utf-8")
    for address in site.redirects:
        assert f"{SITE_URL}{address[1:]}<" not in listed
        assert f'"u":"{address[1:]}"' not in listed


def test_pages_that_lead_on_are_told_apart_from_pages_that_are_read(tmp_path: Path) -> None:
    refresh = (
        '<html lang=en-GB><meta http-equiv="refresh" content="0; url={}"><title>x</title><h1>x</h1>'
    )
    for name, body in {
        "": '<h1 id="top">Home</h1><a href="old/#top">',
        "old": refresh.format("../"),
        "lost": refresh.format("../gone/"),
    }.items():
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "index.html").write_text(body, encoding="utf-8")
    pages = Pages(tmp_path)
    assert [page.address for page in pages] == ["/"]
    assert set(pages.redirects) == {"/old/", "/lost/"}
    assert "/old/" not in pages
    assert pages.redirects["/old/"].leads_to == SITE_URL
    assert [fault.partition(":")[0] for fault in link_faults(pages)] == ["/lost/"], (
        "it leads to what is not there"
    )
    (tmp_path / "index.html").write_text(
        '<h1>Home</h1><a href="lost/">1</a><a href="old/#top">2</a>', encoding="utf-8"
    )
    assert [fault.partition(":")[0] for fault in link_faults(Pages(tmp_path))] == [
        "/",
        "/",
        "/lost/",
    ]


def test_a_page_that_leads_on_without_a_link_or_with_a_script_is_found(tmp_path: Path) -> None:
    head = '<meta http-equiv="refresh" content="0; url=../"><link rel="canonical" href="{}"><title>Moved: x</title>'
    right = f'<html lang="en-GB">{head.format(SITE_URL)}<h1>Moved</h1><a href="../">x</a>'
    faulty = {
        "right": right,
        "link": right.replace('<a href="../">x</a>', ""),
        "canonical": right.replace(SITE_URL, f"{SITE_URL}x/"),
        "title": right.replace("Moved: x", "x"),
        "script": f"{right}<script>location = '../'</script>",
    }
    for name, body in faulty.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(body, encoding="utf-8")
    assert [fault.partition(":")[0] for fault in refresh_faults(Pages(tmp_path))] == [
        "/canonical/",
        "/link/",
        "/script/",
        "/title/",
    ]


# The hosts' own files


def host_rules(root: Path) -> dict[str, dict[str, str]]:
    """What each host's file says leads where."""
    files = {
        name: (root / name).read_text(encoding="utf-8") for name in ("_redirects", ".htaccess")
    }
    return {
        "Netlify": dict(re.findall(r"(?m)^(\S+) (\S+) 301!$", files["_redirects"])),
        "Cloudflare": dict(re.findall(r"(?m)^(\S+) (\S+) 301$", files["_redirects"])),
        "Apache": {
            re.sub(r"\\(.)", r"\1", start): end
            for start, end in re.findall(
                r'(?m)^RedirectMatch 301 "\^(\S+)\$" "(\S+)"$', files[".htaccess"]
            )
        },
    }


def test_every_host_is_told_the_same_ways_as_the_pages_lead(site: Pages) -> None:
    expected = {
        PATH + address[1:]: urlsplit(page.leads_to).path for address, page in site.redirects.items()
    }
    assert host_rules(site.root) == dict.fromkeys(("Netlify", "Cloudflare", "Apache"), expected)


def test_an_apache_host_takes_a_short_address_for_itself_alone(site: Pages) -> None:
    lines = re.findall(
        r'RedirectMatch 301 "(\S+)"', (site.root / ".htaccess").read_text(encoding="utf-8")
    )
    assert [bool(re.search(line, f"{PATH}1/")) for line in lines].count(True) == 1
    assert not any(
        re.search(line, address)
        for line in lines
        for address in (f"{PATH}1/more/", f"{PATH}chapters/1/", f"{PATH}100/")
    )
    assert f"ErrorDocument 404 {PATH}404.html" in (site.root / ".htaccess").read_text(
        encoding="utf-8"
    )


# A chapter with another address


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pages, Path, list[str]]:
    """The plan after carers became unpaid carers and then family carers, and an editor did what the check said each time."""
    root = copy_project(tmp_path_factory.mktemp("renamed"))
    assert main(["--root", str(root), "addresses", "record"]) == 0
    renamed_to(root, "carers", "unpaid-carers")
    follow_the_advice(root)
    assert main(["--root", str(root), "addresses", "record"]) == 0
    renamed_to(root, "unpaid-carers", "family-carers")
    return (
        build(root, root / "site") if follow_the_advice(root) else Pages(root),
        root,
        promised(root),
    )


def test_a_chapter_that_moves_without_a_redirect_fails_the_check(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    renamed_to(root, "carers", "unpaid-carers")
    done = run(root, "macros", "check")
    assert done.returncode == 1
    line = (root / FILE).read_text(encoding="utf-8").splitlines().index("  - /chapters/carers/") + 1
    assert (
        f"{FILE}:{line}:5: '/chapters/carers/' was published, and nothing stands there now."
        in done.stdout
    )
    assert (
        "add this line under 'moved:' in line 7, with two blanks in front: '  /chapters/carers/: /chapters/unpaid-carers/'"
        in done.stdout
    )
    assert "/chapters/carers/#" not in done.stdout


def test_every_address_of_a_chapter_that_moved_twice_still_leads_to_it(
    renamed: tuple[Pages, Path, list[str]],
) -> None:
    pages, root, addresses = renamed
    assert strays(pages, root) == []
    for old in ("carers", "unpaid-carers"):
        assert arrive(pages, f"/chapters/{old}/", {}) == "/chapters/family-carers/"
        assert (
            arrive(pages, f"/chapters/{old}/#priority-2", host_redirects(pages))
            == "/chapters/family-carers/#priority-2"
        )
        assert f"/chapters/{old}/#priority-2" in addresses
        assert arrive(pages, f"/have-your-say/{old}/", {}) == "/have-your-say/family-carers/"
    assert arrive(pages, "/13/", {}) == "/chapters/family-carers/"


def test_a_redirect_leads_to_the_end_of_its_way_in_one_step(
    renamed: tuple[Pages, Path, list[str]],
) -> None:
    pages, _, _ = renamed
    assert pages.redirects["/chapters/carers/"].leads_to == pages.at("/chapters/family-carers/")
    assert list(refresh_faults(pages)) == []
    assert list(link_faults(pages)) == []
    for host, ways in host_rules(pages.root).items():
        assert ways[f"{PATH}chapters/carers/"] == f"{PATH}chapters/family-carers/", host


def test_an_anchor_that_has_moved_is_found_on_its_page_and_leads_on(
    renamed: tuple[Pages, Path, list[str]],
) -> None:
    """No host hears of anchors, and no script runs: so the page itself says where to."""
    pages, _, _ = renamed
    for old in ("carers", "unpaid-carers"):
        found = pages["/priorities/"].one(f"#{old}")
        assert found.getparent().getprevious().get("id") == "moved"
        assert pages["/priorities/"].links(found) == [pages.at("/priorities/#family-carers")]
        assert "family carers" in text(found)


def test_search_and_sitemap_know_the_new_address_alone(
    renamed: tuple[Pages, Path, list[str]],
) -> None:
    pages, _, _ = renamed
    for name in (pages.asset(INDEX), "sitemap.xml"):
        listed = (pages.root / name).read_text(encoding="utf-8")
        assert "chapters/family-carers/" in listed
        assert "chapters/carers/" not in listed
        assert "unpaid-carers/" not in listed


# A retired chapter, pages and files that moved


def test_a_retired_chapter_leaves_no_address_behind_that_leads_nowhere(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    assert main(["--root", str(root), "addresses", "record"]) == 0
    path = root / "data/chapters/carers.yml"
    reason = (
        "status: retired\nreason:\n  plain: Its work moved to another plan.\n  date: 2026-03-04"
    )
    path.write_text(
        path.read_text(encoding="utf-8").replace("status: current", reason), encoding="utf-8"
    )
    added = follow_the_advice(root)
    assert "  /priorities/#carers: /chapters/carers/" in added
    pages = build(root, root / "site")
    assert strays(pages, root) == []
    assert list(link_faults(pages)) == []
    assert "/chapters/carers/" in pages
    assert arrive(pages, "/13/", {}) == "/chapters/carers/"
    assert pages["/priorities/"].links(pages["/priorities/"].one("#carers")) == [
        pages.at("/chapters/carers/")
    ]


def test_pages_and_files_lead_on_from_where_they_were(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    (root / "docs/leaflets").mkdir()
    (root / "docs/leaflets/leaflet-2.pdf").write_bytes(pdf())
    moved = "\nmoved:\n  /carers/: /chapters/carers/#priority-1\n  /glossary/: /words/\n  /leaflet.pdf: /leaflets/leaflet-2.pdf\n"
    path = root / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("\nmoved:\n", moved), encoding="utf-8")
    assert follow_the_advice(root) == []
    pages = build(root, root / "site")
    assert (pages.root / "leaflet.pdf").read_bytes() == pdf()
    assert arrive(pages, "/carers/", {}) == "/chapters/carers/#priority-1"
    assert arrive(pages, "/glossary/#carer", host_redirects(pages)) == "/words/#carer"
    assert (
        text(pages.redirects["/glossary/"].one("title")) == "This page has moved: Words explained"
    )
    for old, new in (("/glossary/", "/words/"), ("/carers/", "/chapters/carers/")):
        assert preview(pages.redirects[old]) == preview(pages[new]) != {}, (
            "a shared link looks as it did"
        )
    for ways in host_rules(pages.root).values():
        assert ways[f"{PATH}carers/"] == f"{PATH}chapters/carers/#priority-1"
        assert ways[f"{PATH}leaflet.pdf"] == f"{PATH}leaflets/leaflet-2.pdf"
    assert list(refresh_faults(pages)) == []
    assert run(root, "macros", "addresses", "record").returncode == 0
    assert promised(root)[-3:] == ["/carers/", "/glossary/", "/leaflet.pdf"]


def test_two_builds_lead_on_alike(renamed: tuple[Pages, Path, list[str]], tmp_path: Path) -> None:
    pages, root, _ = renamed
    assert contents(build(root, tmp_path / "again").root) == contents(pages.root)


# What others link to


@pytest.fixture
def look_up(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], tuple[int, list[str], str]]:
    """Have the addresses in a file looked up on the small plan's site: the exit status, the lines printed, and the sum."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1906502400")

    def run_it(said: str, name: str = "links.txt") -> tuple[int, list[str], str]:
        (tmp_path / name).write_text(said, encoding="utf-8")
        status = main(["--root", str(plan), "addresses", "check", str(tmp_path / name)])
        out, err = capsys.readouterr()
        return status, [line.removeprefix(f"{tmp_path / name}:") for line in out.splitlines()], err

    return run_it


def test_the_tool_says_which_addresses_lead_on_and_which_are_broken(
    look_up: Callable[..., tuple[int, list[str], str]],
) -> None:
    site = "https://plan.anytown.gov.uk"
    status, lines, said = look_up(
        f"{site}/chapters/play/#priority-2\n{site}/diary/\n{site}/editions/#when\n{site}/chapters/plya/\n{site}/editions/#dat\nhttps://www.nhs.uk/\n"
    )
    assert lines == [
        f"1: leads there: {site}/chapters/play/#priority-2",
        f"2: moved: {site}/diary/ now leads to {site}/editions/",
        f"3: moved: {site}/editions/#when now leads to {site}/editions/#dates",
        f"4: broken: {site}/chapters/plya/ (nothing stands there; perhaps '/chapters/play/')",
        f"5: broken: {site}/editions/#dat (the page is there, but nothing on it is called 'dat'; perhaps 'dates')",
        "6: not ours: https://www.nhs.uk/",
    ]
    assert status == 1
    assert (
        said
        == "6 addresses: 1 lead where they did, 2 have moved, 0 are there, but not promised, 2 are broken, 1 are not ours.\n"
    )


def test_the_tool_is_content_when_nothing_is_broken(
    look_up: Callable[..., tuple[int, list[str], str]],
) -> None:
    status, lines, _ = look_up("/diary/\nplan.anytown.gov.uk/2\n")
    assert (status, lines) == (
        0,
        [
            "1: moved: /diary/ now leads to https://plan.anytown.gov.uk/editions/",
            "2: leads there: plan.anytown.gov.uk/2 (short for https://plan.anytown.gov.uk/chapters/walking/)",
        ],
    )


def test_the_tool_asks_for_the_right_site_if_no_address_is_of_this_one(
    look_up: Callable[..., tuple[int, list[str], str]],
) -> None:
    assert "SITE_URL" in look_up("https://www.example.org/plan/\n")[2]


def test_the_tool_tells_of_a_file_that_it_cannot_read(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(plan), "addresses", "check", str(tmp_path / "none.txt")]) == 1
    assert "none.txt can't be read (no such file or directory)." in capsys.readouterr().err


URL = "https://plan.test/sub/path/"


TABLE, PAGE = {"table": True}, {"page": True}


@pytest.mark.parametrize(
    ("said", "kind", "found"),
    [
        (
            "See https://plan.test/sub/path/words/#carer.\n\n(https://plan.test/sub/path/1/)",
            {},
            [(1, f"{URL}words/#carer"), (3, f"{URL}1/")],
        ),
        (
            '<p><a href="https://plan.test/sub/path/search/?q=a&amp;b=1">x</a> <a href="//plan.test/sub/path/">',
            PAGE,
            [(1, f"{URL}search/?q=a&b=1"), (1, "//plan.test/sub/path/")],
        ),
        ("<link href=\"/css/site.css\"><a href='/about-us/'>x</a>\n/words/", PAGE, []),
        (
            '{"html": "<a href=\\"https://plan.test/sub/path/13/\\">Carers</a>\\n or plan.test/sub/path/1/\\n"}',
            {},
            [(1, f"{URL}13/"), (1, "plan.test/sub/path/1/")],
        ),
        ('["https:\\/\\/plan.test\\/sub\\/path\\/13\\/"]', {}, [(1, f"{URL}13/")]),
        (
            "plan.test:443/sub/path/13/ http://plan.test:80/sub/path/",
            {},
            [(1, "plan.test:443/sub/path/13/"), (1, "http://plan.test:80/sub/path/")],
        ),
        (
            'Carers,https://plan.test/sub/path/13/,2026\n"Words","/words/",x',
            TABLE,
            [(1, f"{URL}13/"), (2, "/words/")],
        ),
        (
            "On paper:plan.test. Or plan.test/sub/path/13/ but not otherplan.test/x or me@plan.test",
            {},
            [(1, "plan.test"), (1, "plan.test/sub/path/13/")],
        ),
        (
            "HTTPS://PLAN.TEST/sub/path/\r\nhttps://other.test/a,b;c",
            {},
            [(1, "HTTPS://PLAN.TEST/sub/path/"), (2, "https://other.test/a,b;c")],
        ),
        ("nothing here and/or there", {}, []),
    ],
    ids=[
        "a text",
        "a page",
        "a partner's own addresses",
        "JSON",
        "JSON with all slashes escaped",
        "ports",
        "a table",
        "a leaflet",
        "capitals and Windows",
        "no address",
    ],
)
def test_addresses_are_found_in_a_text_a_table_and_a_page(
    said: str, kind: dict[str, bool], found: list[tuple[int, str]]
) -> None:
    assert list(found_in(said, URL, **kind)) == found


def test_a_saved_page_of_a_partner_is_asked_for_our_addresses_alone(
    look_up: Callable[..., tuple[int, list[str], str]],
) -> None:
    status, lines, _ = look_up(
        '<link href="/css/site.css"><a href="/about-us/">Us</a> <a href="https://plan.anytown.gov.uk/chapters/play/">Play</a>',
        "links.html",
    )
    assert (status, lines) == (0, ["1: leads there: https://plan.anytown.gov.uk/chapters/play/"])


def test_what_we_give_to_partners_leads_where_it_says(
    site: Pages, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", SITE_URL)
    for name in ("partners.json", "partners.csv"):
        file = site.root / "partners" / name
        assert main(["--root", str(EDITION), "addresses", "check", str(file)]) == 0, name
        out, err = capsys.readouterr()
        assert f"{SITE_URL}13/" in out, name
        assert ": broken: " not in out, name
        assert "not promised: " not in out, name
        assert " 0 are broken, 0 are not ours." in err


def test_what_is_there_but_not_promised_is_what_the_built_site_holds_besides(site: Pages) -> None:
    """Of the files that hosts read and do not serve, nothing is said."""
    known = Site(load_plan(EDITION), EDITION, SITE_URL)
    for_hosts = {"/_headers", "/_redirects", "/.htaccess"}
    held = {
        f"/{plain(name)}".removesuffix("index.html") for name in contents(site.root)
    } - for_hosts
    promised = known.addresses - known.unlisted
    assert unpromised(known) == held - promised - known.files - set(site.redirects)
    assert {"/assets/share/plan.png", "/assets/plan.css", "/robots.txt", "/404.html"} <= unpromised(
        known
    )


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://plan.anytown.gov.uk", "leads there"),
        ("http://PLAN.anytown.gov.uk/chapters/play", "leads there"),
        (
            "https://plan.anytown.gov.uk/chapters/play/index.html?from=leaflet#priority-1",
            "leads there",
        ),
        ("https://plan.anytown.gov.uk/chapters/play/#:~:text=lights", "leads there"),
        ("https://plan.anytown.gov.uk/chapters/play/#content", "leads there"),
        ("https://plan.anytown.gov.uk/chapters/play/#priority-9", "broken"),
        ("https://plan.anytown.gov.uk/2/#priority-1", "leads there"),
        ("https://plan.anytown.gov.uk/2/#priority-2", "broken"),
        ("https://plan.anytown.gov.uk/sitemap.xml", "leads there"),
        ("/chapters/play/", "leads there"),
        ("https://plan.anytown.gov.uk/robots.txt", "there, but not promised"),
        ("https://plan.anytown.gov.uk/404.html", "there, but not promised"),
        ("https://plan.anytown.gov.uk/assets/share/plan.0123456789.png", "there, but not promised"),
        ("https://plan.anytown.gov.uk/assets/share/play.0123456789.png", "broken"),
        ("https://plan.anytown.gov.uk/assets/share/plan.png", "broken"),
        ("//plan.anytown.gov.uk/chapters/play/", "leads there"),
        ("https://plan.anytown.gov.uk:443/chapters/play/", "leads there"),
        ("http://plan.anytown.gov.uk:80/chapters/play/", "leads there"),
        ("https://plan.anytown.gov.uk:8080/", "not ours"),
        ("https://plan.anytown.gov.uk:port/", "not ours"),
        ("https://[::1/", "not ours"),
        ("https://plan.anytown.gov.uk.example.org/", "not ours"),
    ],
)
def test_what_makes_no_difference_to_a_browser_makes_none_to_the_tool(
    look_up: Callable[..., tuple[int, list[str], str]], address: str, kind: str
) -> None:
    _, lines, _ = look_up(address)
    assert [line.split(":")[1].strip() for line in lines] == [kind]


@pytest.mark.parametrize(
    "address",
    [
        "/words/#carer",
        "/sub/path/words/#carer",
        "plan.test/sub/path/words/",
        "https://plan.test/sub/path",
    ],
)
def test_the_tool_knows_a_site_that_stands_under_a_path(address: str) -> None:
    assert path_on_site(address, URL) in ("/words/#carer", "/words/", "/")
    assert path_on_site("https://plan.test/words/", URL) is None
