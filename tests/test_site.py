"""What holds for every page of the built site, and for building it: seen without a browser."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import etree, html
from pages import (
    EDITION,
    NOT_LOOKED_FOR,
    ROOT,
    build,
    by_day,
    chapters_in_data,
    contents,
    copy_project,
    follow_the_advice,
    load,
    own_words,
    packed,
    run,
)
from sample import leave_files, small_plan
from small import TODAY

from macros.plan.today import epoch_of
from macros.proof.checkers.whole import fetched, reached
from macros.proof.pages import (
    MISSING,
    SITE_URL,
    Page,
    Pages,
    heading_faults,
    joined,
    labels,
    link_faults,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

KILOBYTE = 1024
# Addresses that a plan's site might have and this one does not.
NOT_HERE = ("/open-data/",)


def small_site(folder: Path, **pages: str) -> Pages:
    """A site of a few pages, each given as what its body holds: for checks that have to fail."""
    for name, body in pages.items():
        path = folder / ("index.html" if name == "home" else f"{name}/index.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"<!doctype html><html lang=en-GB><title>{name}</title><body>{body}", encoding="utf-8"
        )
    return Pages(folder)


# Links


def test_every_link_and_anchor_of_the_site_leads_somewhere(site: Pages) -> None:
    assert list(link_faults(site)) == []


def test_broken_links_are_found(tmp_path: Path) -> None:
    home = (
        '<h1 id="top">Home</h1><a href="#top">right</a><a href="next/#here">right</a><a href="https://other.test/x">right</a>'
        '<a href="mailto:x">right</a><a href="sms:1">right</a><a href="tel:1">right</a>'
        '<a href="#gone">1</a><a href="next/#gone">2</a><a href="nowhere/">3</a><a href="/next/">4</a>'
        '<a href="next">5</a><a href="htp:x">6</a><img src="none.png" alt="">'
    )
    found = list(link_faults(small_site(tmp_path, home=home, next='<p id="here">')))
    assert [re.search(r"=(.*?)>", fault)[1] for fault in found] == [
        "'#gone'",
        "'next/#gone'",
        "'nowhere/'",
        "'/next/'",
        "'next'",
        "'htp:x'",
        "'none.png'",
    ]


def test_every_page_can_be_reached_by_links_from_home(site: Pages) -> None:
    assert {page.address for page in site} - reached(site) == {MISSING}


def test_a_page_without_a_link_to_it_is_found(tmp_path: Path) -> None:
    pages = small_site(
        tmp_path, home='<a href="first/">', first='<a href="../">', alone='<a href="../">'
    )
    assert reached(pages) == {"/", "/first/"}


def test_the_sitemap_lists_every_page_that_a_reader_looks_for(site: Pages) -> None:
    listed = etree.parse(site.root / "sitemap.xml").findall("{*}url/{*}loc")
    assert sorted(loc.text for loc in listed) == sorted(
        site.at(page.address) for page in site if page.address not in NOT_LOOKED_FOR
    )


def test_no_page_links_to_what_this_site_does_not_have(site: Pages) -> None:
    for page in site:
        for link in page.links():
            assert not any(link.startswith(site.at(address)) for address in NOT_HERE), (
                f"{page.address}: {link}"
            )
    for address in NOT_HERE:
        assert address not in site


def test_no_page_holds_an_email_address(site: Pages) -> None:
    for page in site:
        assert "mailto:" not in page.source.lower(), page.address
        assert not re.search(r"[\w.+-]+@[\w-]+\.\w+", page.source), page.address


# Words that name a page


def test_titles_are_unique(site: Pages) -> None:
    titles = Counter(text(page.one("head > title")) for page in site)
    assert [title for title, times in titles.items() if times > 1 or not title] == []


def test_a_title_begins_with_the_pages_heading(site: Pages) -> None:
    """So that a tab and a search result say which page it is. The home page's heading is a sentence."""
    for page in site:
        if page.address not in ("/", MISSING):
            assert text(page.one("head > title")).startswith(text(page.one("h1"))), page.address


def test_descriptions_have_between_30_and_200_signs_and_are_unique(site: Pages) -> None:
    descriptions = {
        page.address: page.one("meta[name=description]").get("content") for page in site
    }
    assert {
        a: d for a, d in descriptions.items() if not 30 <= len(d) <= 200 or d != joined(d)
    } == {}
    assert [d for d, times in Counter(descriptions.values()).items() if times > 1] == []


def test_a_page_knows_its_own_address(site: Pages) -> None:
    for page in site:
        if page.address == MISSING:
            assert not page.all("link[rel=canonical], meta[property='og:url']")
            assert page.one("meta[name=robots]").get("content") == "noindex"
        else:
            assert page.one("link[rel=canonical]").get("href") == SITE_URL + page.address[1:]
            assert page.one("meta[property='og:url']").get("content") == SITE_URL + page.address[1:]
            assert not page.all("meta[name=robots]"), page.address


def test_what_is_told_when_a_page_is_shared_is_there(site: Pages) -> None:
    for page in site:
        if page.address != MISSING:
            for name in (
                "title",
                "description",
                "type",
                "image",
                "image:alt",
                "locale",
                "site_name",
            ):
                assert page.one(f"meta[property='og:{name}']").get("content"), (
                    f"{page.address}: og:{name}"
                )
            image = page.one("meta[property='og:image']").get("content")
            assert image.startswith(SITE_URL)
            assert (site.root / image.removeprefix(SITE_URL)).stat().st_size, image


def test_the_page_for_machines_names_its_address(site: Pages) -> None:
    for page in site:
        scripts = page.all("script:not([src])")
        assert [script.get("type") for script in scripts] == ["application/ld+json"] * (
            page.address != MISSING
        ), page.address
        for script in scripts:
            data = json.loads(script.text)
            assert data["@context"] == "https://schema.org"
            assert data["url"] == SITE_URL + page.address[1:]
            assert data["name"] == text(page.one("h1")) or page.address == "/"
            for step in data.get("breadcrumb", {}).get("itemListElement", []):
                assert "/" + step["item"].removeprefix(SITE_URL) in site, f"{page.address}: {step}"


# Structure


def test_every_page_is_in_british_english_and_says_its_width(site: Pages) -> None:
    for page in site:
        assert page.tree.get("lang") == "en-GB", page.address
        assert page.source.lstrip().lower().startswith("<!doctype html>"), page.address
        viewport = page.one("meta[name=viewport]").get("content")
        assert "width=device-width" in viewport
        assert not re.search("user-scalable|maximum-scale", viewport), (
            f"{page.address} stops readers from zooming"
        )


def test_every_page_has_one_main_heading_and_leaves_no_level_out(site: Pages) -> None:
    assert [fault for page in site for fault in heading_faults(page)] == []


def test_wrong_headings_are_found(tmp_path: Path) -> None:
    pages = small_site(
        tmp_path,
        home="<h1>A</h1><h3>B</h3>",
        none="<h2>A</h2>",
        two="<h1>A</h1><h2>B</h2><h1>C</h1>",
        empty="<h1>A</h1><h2> </h2>",
    )
    found = {
        address: len(list(heading_faults(pages[address])))
        for address in ("/", "/none/", "/two/", "/empty/")
    }
    assert found == {"/": 1, "/none/": 2, "/two/": 1, "/empty/": 1}


def test_every_page_has_one_main_one_header_and_one_footer(site: Pages) -> None:
    for page in site:
        main = page.one("main")
        assert main.get("id") == "content"
        assert main.get("tabindex") == "-1", "the skip link could not move the focus there"
        page.one("body > header")
        page.one("body > footer")
        assert page.links(page.one("header"))[0].endswith("#content"), (
            "the first link skips to the content"
        )


def test_all_text_stands_in_a_landmark(site: Pages) -> None:
    for page in site:
        for element in page.one("body"):
            hidden = element.get("aria-hidden") == "true" or not text(element)
            assert element.tag in ("header", "nav", "main", "footer") or hidden, (
                f"{page.address}: <{element.tag}>"
            )


def landmark_faults(page: Page) -> Iterator[str]:
    """Landmarks of one kind that can't be told apart, and names that refer to nothing."""
    kinds = {"nav": [], "section": [], "aside": [], "form": []}
    for element in page.tree.iter(*kinds):
        kinds[element.tag].append(labels(page, element))
    for kind, names in kinds.items():
        if kind == "nav" and None in names:
            yield f"{page.address}: a nav without a name"
        for name, times in Counter(name for name in names if name is not None).items():
            if times > 1 or not name:
                yield f"{page.address}: {times} times <{kind}> '{name}'"


def test_landmarks_of_one_kind_are_told_apart(site: Pages) -> None:
    assert [fault for page in site for fault in landmark_faults(page)] == []


def test_landmarks_that_cannot_be_told_apart_are_found(tmp_path: Path) -> None:
    pages = small_site(
        tmp_path, home='<nav>a</nav><nav aria-label="B">b</nav><nav aria-label="B">c</nav>'
    )
    assert len(list(landmark_faults(pages["/"]))) == 2


def test_ids_are_unique_and_what_refers_to_one_finds_it(site: Pages) -> None:
    for page in site:
        ids = Counter(
            element.get("id") for element in page.tree.iter() if element.get("id") is not None
        )
        assert [id_ for id_, times in ids.items() if times > 1 or not id_ or " " in id_] == [], (
            page.address
        )
        for element in page.tree.iter():
            for attribute in (
                "aria-labelledby",
                "aria-describedby",
                "aria-controls",
                "for",
                "headers",
            ):
                missing = set((element.get(attribute) or "").split()) - set(ids)
                assert not missing, f"{page.address}: {attribute} refers to {missing}"


def test_a_table_has_a_caption_and_says_what_its_headings_head(site: Pages) -> None:
    tables = [(page, table) for page in site for table in page.tree.iter("table")]
    assert tables
    for page, table in tables:
        assert text(table.find("caption")), page.address
        assert list(table.iter("th")), page.address
        for heading in table.iter("th"):
            assert heading.get("scope") in ("col", "row", "rowgroup"), (
                f"{page.address}: {text(heading)}"
            )
            assert text(heading), f"{page.address}: a heading without words"
        if "paper-table" in table.get("class", ""):
            continue  # has the paper's own shape, and stands cell by cell on a narrow screen
        assert all(row.find("th") is not None for row in table.iter("tr")), page.address
        assert max(len(row) for row in table.iter("tr")) <= 3, (
            f"{page.address}: too wide for a narrow screen"
        )


def test_a_picture_says_what_it_shows_or_is_hidden_as_decoration(site: Pages) -> None:
    for page in site:
        for image in page.tree.iter("img", "area"):
            assert image.get("alt") is not None, f"{page.address}: {html.tostring(image)}"
        for image in page.tree.iter("svg"):
            named = image.get("role") == "img" and labels(page, image)
            hidden = any(
                element.get("aria-hidden") == "true" for element in (image, *image.iterancestors())
            )
            assert named or hidden, f"{page.address}: {html.tostring(image)[:80]}"


def test_every_link_has_words(site: Pages) -> None:
    for page in site:
        for link in page.tree.iter("a"):
            assert link.get("href"), f"{page.address}: {html.tostring(link)}"
            assert text(link) or link.get("aria-label"), f"{page.address}: {html.tostring(link)}"


def test_no_link_opens_a_window_and_nothing_takes_a_key_or_the_focus(site: Pages) -> None:
    for page in site:
        assert not page.all("[target], [accesskey], [autofocus]"), page.address
        assert [e.get("tabindex") for e in page.all("[tabindex]")] == ["-1"], page.address


def test_no_page_carries_styles_scripts_or_frames_of_its_own(site: Pages) -> None:
    for page in site:
        assert not page.all(
            "style, iframe, object, embed, noscript, template, base, meta[http-equiv]:not([http-equiv=Content-Security-Policy])"
        ), page.address
        for element in page.tree.iter(etree.Element):
            for attribute in element.attrib:
                where = f"{page.address}: <{element.tag} {attribute}>"
                assert attribute != "style", where
                assert not attribute.startswith("on"), where
        names = {
            "search": ("words", "danger", "search"),
            "have-your-say": ("say",),
            "help": ("exit",),
        }.get(page.address.split("/")[1], ())
        scripts = [
            page.target(script, "src")
            for script in page.all("script:not([type='application/ld+json'])")
        ]
        assert scripts == [site.url + site.asset(f"/assets/{name}.js") for name in names], (
            page.address
        )


def test_nothing_is_fetched_from_another_host(site: Pages) -> None:
    for page in site:
        for address in fetched(page):
            assert address.startswith(SITE_URL), f"{page.address}: {address}"
    for path in site.root.rglob("*.css"):
        style = path.read_text(encoding="utf-8")
        assert "@import" not in style, path.name
        for target in re.findall(r"url\(\s*[\"']?([^\"')]*)", style):
            assert not re.match(r"[a-z]+:|//", target) or target.startswith("data:"), (
                f"{path.name}: {target}"
            )


def test_something_fetched_from_another_host_is_found(tmp_path: Path) -> None:
    pages = small_site(
        tmp_path,
        home='<link rel="stylesheet" href="//fonts.test/a.css"><img src="https://x.test/i.png"><img src="i.png">',
    )
    assert list(fetched(pages["/"])) == [
        "https://fonts.test/a.css",
        "https://x.test/i.png",
        f"{SITE_URL}i.png",
    ]


# The shell


def settled(page: Page, element: HtmlElement) -> str:
    """An element as HTML with whole addresses, without what marks the current page or names its address."""
    copy = html.fromstring(html.tostring(element))
    for link in copy.iter("a"):
        link.set("href", urljoin(page.url, link.get("href")))
        link.attrib.pop("aria-current", None)
        if link.get("class") == "skip":
            link.set("href", urldefrag(link.get("href"))[1])
    for form in copy.iter("form"):
        form.set("action", urljoin(page.url, form.get("action")))
    for printed in copy.find_class("printed"):
        printed.drop_tree()
    return joined(html.tostring(copy, encoding="unicode", with_tail=False))


@pytest.mark.parametrize("part", ["header", "footer"])
def test_the_header_and_the_footer_are_the_same_on_every_page(site: Pages, part: str) -> None:
    versions: dict[str, list[str]] = {}
    for page in site:
        # Two pages have the search in their main part.
        if part != "header" or page.address not in ("/", "/search/"):
            versions.setdefault(settled(page, page.one(f"body > {part}")), []).append(page.address)
    assert len(versions) == 1, sorted(versions.values(), key=len)[:-1]


def test_the_header_marks_where_the_reader_is(site: Pages) -> None:
    for page in site:
        current = [
            (page.target(a), a.get("aria-current"))
            for a in page.one("header").cssselect("[aria-current]")
        ]
        assert len(current) <= 1, page.address
        for link, mark in current:
            assert (mark == "page") == (link == page.url), page.address
    for address in ("/chapters/cancer/", "/living-well/"):
        marked = site[address].one("header [aria-current=true]")
        assert site[address].target(marked) == site.at("/chapters/")


# Weight


def test_a_chapter_with_its_style_sheet_fits_in_14_kilobytes(site: Pages) -> None:
    """As much as a server sends in its first round trip, packed."""
    style = packed((site.root / site.asset("/assets/plan.css")).read_bytes())
    weights = {page.address: packed(page.path.read_bytes()) + style for page in site.chapters}
    assert {address: weight for address, weight in weights.items() if weight > 14 * KILOBYTE} == {}


def test_a_chapter_takes_three_requests_at_most_and_other_pages_six(site: Pages) -> None:
    """The page, its style sheets, and one of the icons, of which a browser takes one. Only search needs more."""
    for page in (page for page in site if page.address != "/search/"):
        icons = {page.target(link) for link in page.tree.iter("link") if "icon" in link.get("rel")}
        asked = [
            page.url,
            *(address for address in fetched(page) if address not in icons),
            *list(icons)[:1],
        ]
        assert len(asked) <= (3 if page in site.chapters else 6), f"{page.address}: {asked}"


def test_nothing_is_published_that_no_page_refers_to(site: Pages) -> None:
    """But for what search loads by its script, the files for hosts, and the pages at short addresses, which are for print and speech."""
    used = {
        "sitemap.xml",
        "robots.txt",
        "_headers",
        "_redirects",
        ".htaccess",
        "assets.json",
    }
    used |= {page.path.relative_to(site.root).as_posix() for page in site.redirects.values()}
    used |= {
        site.asset(f"/assets/{name}")
        for name in (
            "search.json",
            "vendor/minisearch-7.2.0.js",
            "vendor/minisearch-ABOUT.txt",
            "vendor/minisearch-LICENSE.txt",
        )
    }
    used |= {page.path.relative_to(site.root).as_posix() for page in site}
    for page in site:
        targets = {
            *page.links(),
            *fetched(page),
            *(meta.get("content") for meta in page.all("meta[content]")),
        }
        used |= {target.removeprefix(SITE_URL) for target in targets if target.startswith(SITE_URL)}
    assert sorted(set(contents(site.root)) - used) == []


# Building


# Each of these builds is of any plan: of the small one each day, of the third edition each night.
EITHER = pytest.mark.parametrize(
    "put",
    by_day({"the small plan": small_plan, "the third edition": copy_project}, "the small plan"),
)
DAY_OF_BOTH = {"SOURCE_DATE_EPOCH": epoch_of(TODAY)}


@EITHER
def test_two_builds_of_the_same_input_are_the_same_to_the_byte(
    tmp_path: Path, put: Callable[[Path], Path]
) -> None:
    """In another folder, in another process, with another order of sets; for somebody else, whose system leaves its files about."""
    first = build(put(tmp_path / "here"), tmp_path / "site", **DAY_OF_BOTH)
    root = put(tmp_path / "Plän d’été [v2] #1 100%")
    leave_files(*(path for path in root.iterdir() if path.is_dir()))
    env = os.environ | DAY_OF_BOTH | {"SITE_URL": SITE_URL, "PYTHONHASHSEED": "7"}
    env |= {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "HOME": str(tmp_path / "nowhere")}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        command, cwd=root, env=env, umask=0o077, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    one, other = contents(first.root), contents(root / "site")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


@EITHER
def test_mkdocs_alone_builds_the_same_site_as_the_command(
    tmp_path: Path, put: Callable[[Path], Path]
) -> None:
    root = put(tmp_path / "plan")
    alone = build(root, tmp_path / "site", **DAY_OF_BOTH)
    done = run(root, "macros", "build", **DAY_OF_BOTH)
    assert done.returncode == 0, done.stderr
    assert f"{len(alone)} pages" in done.stdout
    assert contents(root / "site") == contents(alone.root)
    assert sorted(contents(root / "site-nginx")) == ["headers.conf", "server.conf"]


@pytest.mark.parametrize(
    "fault",
    by_day(
        {
            "in data": ("data/boards.yml", "\nno-such-thing: [\n"),
            "on a page": ("docs/words.md", "\n[Away](nowhere.md)\n"),
            "in the page shell": ("overrides/page.html", "{% if %}"),
        },
        "on a page",
    ),
)
def test_a_build_that_fails_leaves_the_last_good_site_as_it_was(
    small_project: Path, fault: tuple[str, str]
) -> None:
    assert run(small_project, "macros", "build", **DAY_OF_BOTH).returncode == 0
    good = contents(small_project / "site")
    file, wrong = fault
    with (small_project / file).open("a", encoding="utf-8") as broken:
        broken.write(wrong)
    done = run(small_project, "macros", "build", **DAY_OF_BOTH)
    assert done.returncode != 0
    assert done.stdout + done.stderr
    assert contents(small_project / "site") == good
    assert sorted(path.name for path in small_project.glob(".site-*")) == []


def test_a_build_takes_away_pages_that_are_gone(small_project: Path) -> None:
    (small_project / "site/old").mkdir(parents=True)
    (small_project / "site/old/index.html").write_text("old", encoding="utf-8")
    assert run(small_project, "macros", "build", **DAY_OF_BOTH).returncode == 0
    assert not (small_project / "site/old").exists()


# Chapters come and go

CHAPTERS = sorted(path.stem for path in (EDITION / "data/chapters").glob("*.yml"))

NEW = "/chapters/homes-in-a-test/"
NEW_DATA = """\
number: {number}
title: Homes in a Test
stage: living-well
leads: [{lead}]
board: acute-care
status: current
summary: >-
  Warm and dry homes for people who live with an illness. The partners planned to find out who needed help.
keywords: [mould in a test]
priorities:
  - number: 1
    heading: Find out who lives in a cold home
    plain: >-
      The partners wanted to know who lived in a cold or damp home.
    words:
      - Map cold homes across County Durham
    source: letter 1
"""
NEW_PAPER = """\
title: Letter on cold homes
short: Letter in a test
kind: letter
publisher: County Durham Care Partnership
date: no date
parts:
  letter:
    paragraphs:
      "1": Map cold homes across County Durham
"""
NEW_PAGE = """\
{{ chapter_opening() }}

## More about it

A cold home can make people ill. This chapter was about that.

{{ chapter_priorities() }}

{{ chapter_closing() }}
"""


def counted(site: Pages) -> tuple[int, int, int]:
    """How many chapters a site has, how many priorities stand on /priorities/, and of how many chapters."""
    sections = [
        section
        for section in site["/priorities/"].all("section.listed-chapter")
        if section.cssselect("blockquote")
    ]
    return (
        len(site.chapters),
        sum(len(section.cssselect("blockquote")) for section in sections),
        len(sections),
    )


def spelled(number: int) -> str:
    """A number below 100 in letters."""
    ones = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:
        return ones[number]
    return tens[number // 10 - 2] + (f"-{ones[number % 10]}" if number % 10 else "")


@pytest.fixture(scope="module")
def with_a_new_chapter(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The site of the plan with one more chapter from one more paper: three files, and no other edit."""
    root = copy_project(tmp_path_factory.mktemp("new"))
    data = NEW_DATA.format(number=len(CHAPTERS) + 1, lead=next(iter(load("people"))))
    (root / f"data{NEW[:-1]}.yml").write_text(data, encoding="utf-8")
    (root / f"docs{NEW[:-1]}.md").write_text(NEW_PAGE, encoding="utf-8")
    (root / "data/papers/letter.yml").write_text(NEW_PAPER, encoding="utf-8")
    done = run(root, "macros", "check")
    assert done.returncode == 0, done.stdout
    return build(root, root / "site")


@pytest.mark.parametrize(
    "where",
    [
        "/",
        "/chapters/",
        "/living-well/",
        "/boards/",
        "/boards/acute-care/",
        "/leads/",
        "/priorities/",
        "before",
    ],
)
def test_a_new_chapter_stands_in_every_list_without_another_edit(
    with_a_new_chapter: Pages, where: str
) -> None:
    if where == "before":
        where = f"/chapters/{list(chapters_in_data())[-1]}/"
    page = with_a_new_chapter[where]
    assert with_a_new_chapter.at(NEW) in [
        urldefrag(link)[0] for link in page.links(page.one("main"))
    ]


def test_a_new_chapters_everyday_word_is_in_the_a_to_z(with_a_new_chapter: Pages) -> None:
    page = with_a_new_chapter["/chapters/"]
    entry = next(item for item in page.tree.iter("li") if text(item).startswith("Mould in a test"))
    assert page.links(entry) == [with_a_new_chapter.at(NEW)]


def test_a_new_chapter_is_counted_everywhere(with_a_new_chapter: Pages, site: Pages) -> None:
    pages = with_a_new_chapter
    chapters, priorities, with_priorities = counted(site)
    for chapter in pages.chapters:
        assert re.search(rf"\b\d+ of {chapters + 1}\b", text(chapter.one("main"))), chapter.address
    assert f"{priorities + 1}, for" in text(pages["/editions/"].one("main"))
    assert f"{chapters + 1}, in 5 groups" in text(pages["/editions/"].one("main"))
    line = f"{priorities + 1} priorities of {with_priorities + 1} chapters"
    assert line in text(pages["/priorities/"].one("main"))
    before = {
        form
        for number in (chapters, priorities, with_priorities)
        for form in (str(number), spelled(number))
    }
    for page in pages:
        # This line may well say what was the number of all chapters before.
        words = text(own_words(page.one("body"))).replace(line, "")
        for sentence in words.split("."):
            left = re.search(
                rf"\b({'|'.join(before)}) (chapters|priorities)\b", sentence, re.IGNORECASE
            )
            assert not left, f"{page.address}: {sentence}"


def test_numbers_are_spelled_as_people_do() -> None:
    assert [spelled(number) for number in (7, 20, 22, 67)] == [
        "seven",
        "twenty",
        "twenty-two",
        "sixty-seven",
    ]


def test_a_new_chapter_is_a_page_like_the_others(with_a_new_chapter: Pages) -> None:
    page = with_a_new_chapter[NEW]
    assert text(page.one("h1")) == "Homes in a Test"
    assert text(page.one("#priority-1 blockquote")) == "Map cold homes across County Durham"
    assert list(heading_faults(page)) == []
    assert list(link_faults(with_a_new_chapter)) == []
    assert MISSING not in reached(with_a_new_chapter)
    assert NEW in reached(with_a_new_chapter)
    assert with_a_new_chapter.at(NEW) in (with_a_new_chapter.root / "sitemap.xml").read_text(
        encoding="utf-8"
    )


@dataclass(frozen=True)
class Retired:
    """The site of the plan with one chapter retired, what its file held before, and its address."""

    pages: Pages
    chapter: dict[str, Any]
    address: str


@pytest.fixture(scope="module")
def retired(tmp_path_factory: pytest.TempPathFactory) -> Retired:
    """The last chapter that was current is retired, by its own file alone."""
    root = copy_project(tmp_path_factory.mktemp("retired"))
    id_, chapter = [
        entry for entry in chapters_in_data().items() if entry[1]["status"] == "current"
    ][-1]
    path = root / f"data/chapters/{id_}.yml"
    reason = (
        "status: retired\nreason:\n  plain: Its work moved to another plan.\n  date: 2026-03-04"
    )
    data, times = re.subn(
        "^status: .*", reason, path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert times == 1
    path.write_text(data, encoding="utf-8")
    follow_the_advice(root)
    return Retired(build(root, root / "site"), chapter, f"/chapters/{id_}/")


def test_a_retired_chapter_keeps_its_page_its_number_and_its_words(
    retired: Retired, site: Pages
) -> None:
    page = retired.pages[retired.address]
    assert text(page.one("h1")) == retired.chapter["title"]
    words = text(page.one("main"))
    assert f"{retired.chapter['number']} of {len(CHAPTERS)}" in words
    assert "Its work moved to another plan." in words
    assert "4 March 2026" in words
    assert "Retired" in words
    for n in range(1, len(retired.chapter["priorities"]) + 1):
        assert text(page.one(f"#priority-{n} blockquote")) == text(
            site[retired.address].one(f"#priority-{n} blockquote")
        )
    assert list(link_faults(retired.pages)) == []
    assert retired.address in reached(retired.pages)


def test_the_other_chapters_keep_their_numbers_when_one_is_retired(
    retired: Retired, site: Pages
) -> None:
    def numbers(pages: Pages) -> dict[str, str]:
        return {
            page.address: re.search(r"\d+ of \d+", text(page.one("main")))[0]
            for page in pages.chapters
        }

    assert numbers(retired.pages) == numbers(site)


@pytest.mark.parametrize("where", ["/", "/priorities/", "its group"])
def test_a_retired_chapter_leaves_the_lists(retired: Retired, site: Pages, where: str) -> None:
    def listed(pages: Pages) -> bool:
        page = pages[f"/{retired.chapter['stage']}/" if where == "its group" else where]
        moved = page.all("section:has(> [id=moved]) a")  # where the old place in the list leads on
        return pages.at(retired.address) in [
            urldefrag(page.target(link))[0]
            for link in page.one("main").iter("a")
            if link not in moved
        ]

    assert listed(site)
    assert not listed(retired.pages)


def test_a_retired_chapter_stands_apart_among_all_chapters(retired: Retired) -> None:
    page = retired.pages["/chapters/"]
    address = retired.pages.at(retired.address)
    assert address not in page.links(page.one(f"section:has([id={retired.chapter['stage']}])"))
    apart = page.one("#retired").getnext()
    assert address in page.links(apart)
    entry = next(item for item in apart.iter("li") if address in page.links(item))
    assert text(entry).startswith(f"{retired.chapter['number']}. ")
    assert "4 March 2026" in text(entry)


def test_a_retired_chapter_is_not_counted_among_the_priorities(
    retired: Retired, site: Pages
) -> None:
    _, priorities, with_priorities = counted(site)
    left = priorities - len(retired.chapter["priorities"])
    assert f"{left} priorities of {with_priorities - 1} chapters" in text(
        retired.pages["/priorities/"].one("main")
    )


def test_no_file_of_the_tests_changed_the_project(site: Pages) -> None:
    """Builds of the tests go to folders of their own."""
    assert not (ROOT / ".site-new").exists()
    assert ROOT not in site.root.parents
