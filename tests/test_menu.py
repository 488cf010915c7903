"""A page says itself where it stands: in the site map, and in which language.

So an editor who adds a page makes one file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lxml import etree, html
from small import TODAY

from macros.commands.check import problems_of
from macros.pages.menu import menu
from macros.pages.navigation import navigation
from macros.pages.shell import Shell
from macros.pages.site import Site
from macros.plan.load import load_plan
from macros.publish.search import entries

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

POLISH = """\
---
description: Czym jest plan.
group: The plan
lang: pl
---

# O planie

Tekst.
"""
ARABIC = "---\nlang: ar\n---\n\n# عن الخطة\n\nنص.\n"


def site_of(root: Path) -> Site:
    """The site of a plan, as it stands now."""
    return Site(load_plan(root, TODAY), root, "https://plan.test/")


def write(root: Path, file: str, text: str) -> None:
    path = root / "docs" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def shown(site: Site, file: str, content: str = "") -> HtmlElement:
    """A page in its shell."""
    page = site.pages[file]
    return html.fromstring(Shell(site).whole(page, page.title, content))


def titles(site: Site, heading: str) -> list[str]:
    return [page.title for page in menu(site)[heading]]


def test_a_new_page_needs_no_other_file(plan: Path) -> None:
    write(plan, "news.md", "# News\n\nWords.\n")
    assert [str(one) for one in problems_of(plan, TODAY) if not one.warning] == []
    site = site_of(plan)
    assert "News" in titles(site, "More pages")
    assert "news.md" in navigation(site)
    tree = html.fromstring(site.render("site_map", site.pages["site-map.md"]))
    assert [link.get("href") for link in tree.iter("a") if link.text == "News"] == ["../news/"]


def test_a_page_stands_under_the_heading_that_it_names_in_its_place(plan: Path) -> None:
    write(plan, "b.md", "---\ngroup: This site\n---\n\n# B\n")
    write(plan, "a.md", "---\ngroup: This site\n---\n\n# A\n")
    write(plan, "last.md", "---\ngroup: This site\norder: 20\n---\n\n# Before them\n")
    write(plan, "first.md", "---\ngroup: This site\norder: 3\n---\n\n# First\n")
    assert titles(site_of(plan), "This site") == ["First", "Before them", "A", "B"]


def test_a_page_in_a_folder_stands_with_the_folders_own(plan: Path) -> None:
    write(plan, "news/index.md", "---\ngroup: About the plan\n---\n\n# News\n")
    write(plan, "news/may.md", "# News of May\n")
    write(plan, "news/june.md", "---\ngroup: This site\n---\n\n# News of June\n")
    site = site_of(plan)
    assert titles(site, "About the plan") == ["News", "News of May"]
    assert titles(site, "This site") == ["News of June"]


def test_chapters_stand_in_the_plans_order_and_boards_before_what_is_added_to_them(
    plan: Path,
) -> None:
    write(plan, "a.md", "---\ngroup: Boards\n---\n\n# A meeting\n")
    site = site_of(plan)
    assert titles(site, "Chapters") == [chapter.title for chapter in site.plan.chapters.values()]
    assert titles(site, "Boards") == [*(b.name for b in site.plan.boards.values()), "A meeting"]


def test_a_page_in_another_language_stands_at_the_foot_of_every_page(plan: Path) -> None:
    write(plan, "polish.md", POLISH)
    write(plan, "more.md", "---\ngroup: The plan\n---\n\n# More of this\n")
    site = site_of(plan)
    footer = shown(site, "contact.md").find(".//footer")
    [link] = [link for link in footer.iter("a") if link.text == "O planie"]
    assert dict(link.attrib) == {
        "href": "../polish/",
        "lang": "pl",
        "hreflang": "pl",
        "dir": "ltr",
    }
    assert "More of this" not in footer.text_content()
    names = [link.text for link in footer.iter("a")]
    assert len(names) == len(set(names))


def test_a_page_in_another_language_says_so_and_the_shell_says_that_it_is_in_english(
    plan: Path,
) -> None:
    write(plan, "arabic.md", ARABIC)
    site = site_of(plan)
    tree = shown(site, "arabic.md", "<h1>عن الخطة</h1>")
    assert tree.get("lang") == "ar"
    assert tree.find(".//main").get("dir") == "rtl"
    for part in tree.xpath("//body/header | //body/footer | //main/*[not(self::div[h1])]"):
        assert (part.get("lang"), part.get("dir")) == ("en-GB", "ltr"), etree.tostring(part)
    assert tree.xpath("//h1/ancestor-or-self::*/@lang") == ["ar"]
    data = json.loads(tree.find(".//script[@type='application/ld+json']").text)
    assert data["inLanguage"] == "ar"
    plain = shown(site, "contact.md")
    assert plain.get("lang") == "en-GB"
    assert plain.xpath("//header//@lang | //main//@lang | //main//@dir") == []


def test_a_page_says_which_way_it_is_written_where_its_language_does_not(plan: Path) -> None:
    write(plan, "punjabi.md", "---\nlang: pa\ndirection: rtl\n---\n\n# A\n")
    tree = shown(site_of(plan), "punjabi.md")
    assert (tree.get("lang"), tree.find(".//main").get("dir")) == ("pa", "rtl")


def test_what_a_macro_shows_on_a_page_in_another_language_is_said_to_be_in_english(
    plan: Path,
) -> None:
    write(plan, "polish.md", POLISH + "\n{{ all_leads() }}\n")
    site = site_of(plan)
    ours = html.fromstring(site.render("all_leads", site.pages["polish.md"]))
    assert (ours.get("lang"), ours.get("dir")) == ("en-GB", "ltr")


def test_links_to_a_page_in_another_language_say_which(plan: Path) -> None:
    write(plan, "arabic.md", ARABIC)
    site = site_of(plan)
    for macro, file in (("site_map", "site-map.md"), ("search", "search.md")):
        tree = html.fromstring(f"<div>{site.render(macro, site.pages[file])}</div>")
        [link] = tree.xpath("//a[@href='../arabic/']")
        assert [link.get(name) for name in ("lang", "hreflang", "dir")] == ["ar", "ar", "rtl"]


def test_the_search_is_told_of_a_page_in_another_language(plan: Path, tmp_path: Path) -> None:
    write(plan, "arabic.md", ARABIC)
    site = site_of(plan)
    for page in site.listed:
        path = tmp_path / page.address[1:] / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<main><p>A</p></main>", encoding="utf-8")
    told = {entry["u"]: (entry.get("l"), entry.get("d")) for entry in entries(site, tmp_path)}
    assert told.pop("arabic/") == ("ar", "rtl")
    assert {*told.values()} == {(None, None)}


def test_search_engines_are_shown_the_description_that_a_page_gives(plan: Path) -> None:
    write(plan, "polish.md", POLISH)
    tree = shown(site_of(plan), "polish.md", "<p>Tekst.</p>")
    assert tree.xpath("//meta[@name='description']/@content") == ["Czym jest plan."]


def test_advice_on_english_is_not_given_on_other_languages(plan: Path) -> None:
    long = "We " + "mamy " * 30 + "plan."
    write(plan, "polish.md", POLISH + f"\n{long}\n")
    assert [one for one in problems_of(plan, TODAY) if one.path == "docs/polish.md"] == []
