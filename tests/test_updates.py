"""Readers are told what changed and why: on each page, on /updates/, and by feeds that any feed reader understands.

Machines are told the same: by the sitemap, by JSON-LD, and by robots.txt. And editors are told of changes that no update
tells.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from lxml import etree
from pages import (
    EDITION,
    NOT_LOOKED_FOR,
    ROOT,
    build,
    chapters_in_data,
    contents,
    copy_project,
    edit,
    follow_the_advice,
    load,
    renamed_to,
    run,
    straight,
)
from programs import MAKE, git
from small import TODAY

from macros.__main__ import main
from macros.pages.site import PLACEHOLDER, Site
from macros.plan.base import as_typed
from macros.plan.load import load_plan
from macros.plan.today import epoch_of
from macros.proof.checkers.feeds import atom_faults, json_faults
from macros.proof.pages import MISSING, SITE_URL, Page, Pages, joined, text
from macros.publish.feeds import json_feed
from macros.publish.sitemap import robots

if TYPE_CHECKING:
    from pathlib import Path

    from macros.pages.updates import Updates

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def day(iso: str) -> str:
    """A date as readers see it."""
    found = date.fromisoformat(iso)
    return f"{found.day} {found:%B %Y}"


# A plan with a history

HISTORY = {
    "data/chapters/carers.yml": """
updates:
  - date: 2027-03-01
    what: The chapter has a new lead & a <b>new</b> "board".
    why: "\\U0001F469\\U0001F3FD\\u200D\\U0001F4BB The board's meeting of 1 March said so."
  - date: 2027-01-05
    what: The plain words of priority 2 were made shorter.
    why: A carer told us nothing, they were just long.
  - date: 2027-03-01
    what: A word is explained.
    why: Readers asked for it.
""",
    "data/chapters/stroke.yml": """
updates:
  - date: 2027-02-02
    what: The summary was made shorter.
    why: It was long.
""",
    "data/updates.yml": """
- date: 2027-02-10
  what: The introductions of two boards were made shorter.
  why: They were long.
  about: [/boards/acute-care/, /leads/]
- date: 2027-04-01
  what: All pages print better.
  why: Long lines were cut.
  about: [all]
- date: 2027-05-01
  what: A page was made clearer.
  why: It was hard to read.
  about: [/words/]
""",
}


def with_history(root: Path) -> None:
    """Add the history to a copy of the project."""
    for file, added in HISTORY.items():
        text, _, _ = (root / file).read_text(encoding="utf-8").partition("\nupdates:")
        (root / file).write_text(text.rstrip() + "\n" + added.lstrip("\n"), encoding="utf-8")


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The site of the third edition after some changes."""
    root = copy_project(tmp_path_factory.mktemp("later"))
    with_history(root)
    return build(root, root / "site")


def in_data(root: Path) -> list[dict[str, Any]]:
    """Every update in data/ as it was typed, with the addresses that it is about; none for all."""
    found = []
    for path in [root / "data/updates.yml", *sorted((root / "data/chapters").glob("*.yml"))]:
        data = as_typed(path.read_text(encoding="utf-8"))
        of_chapter = isinstance(data, dict)
        for update in data.get("updates", ()) if of_chapter else data:
            about = (
                [f"/chapters/{path.stem}/"]
                if of_chapter
                else [a for a in update["about"] if a != "all"]
            )
            found.append(update | {"about": about})
    return found


def about(updates: list[dict[str, Any]], *addresses: str) -> list[dict[str, Any]]:
    """The updates about one of these pages, or about all pages."""
    return [
        update for update in updates if not update["about"] or set(update["about"]) & set(addresses)
    ]


def told_on(page: Page) -> list[str]:
    """The updates that a page shows, as text, without the names of other pages that they are about."""
    if page.address == "/updates/":
        return [straight(text(item[0])) for item in page.all(".updates > li")]
    place = (
        page.one("section:has(> [id=changes])")
        if page.all("#changes")
        else page.one("details.changed")
    )
    items = [deepcopy(item) for item in place.iter("li")]
    for item in items:
        for where in item.find_class("soft"):
            where.drop_tree()
    return [straight(text(item)) for item in items]


def as_told(updates: list[dict[str, Any]]) -> list[str]:
    """Updates as a page shows them: the newest date first."""
    return [
        straight(joined(f"{day(u['date'])}: {u['what']} {u['why']}"))
        for u in sorted(updates, key=lambda u: u["date"], reverse=True)
    ]


def changed(page: Page) -> str:
    """What a page says of its last change."""
    if page.address == "/updates/":
        return told_on(page)[0].partition(":")[0]
    if page.all("details.changed"):
        return text(page.one("details.changed > summary")).removeprefix("Last changed on ")
    (fact,) = (dt for dt in page.one(".about-chapter dl").iter("dt") if text(dt) == "Last change")
    assert page.target(fact.getnext().find("a")) == page.url + "#changes"
    return text(fact.getnext())


@pytest.mark.parametrize("when", ["today", "later"])
def test_every_page_says_when_it_last_changed_and_what_and_why(
    site: Pages, later: Pages, when: str
) -> None:
    pages, root = (site, EDITION) if when == "today" else (later, later.root.parent)
    updates = in_data(root)
    for page in pages:
        if page.address == MISSING or is_new(page):
            assert "Last change" not in page.source
            continue
        told = told_on(page)
        assert told, page.address
        assert changed(page) == told[0].partition(":")[0], page.address
        assert set(as_told(about(updates, page.address))) <= set(told), page.address
        assert [date_of(line) for line in told] == sorted(
            (date_of(line) for line in told), reverse=True
        ), page.address


def is_new(page: Page) -> bool:
    """Whether a page was never published, and nothing is told of it: no day is its own."""
    return page.address not in load("addresses")["published"] and not page.all("details.changed")


# A page that came after the first publication


def came_later(plan: Path, *lines: str) -> tuple[Path, Callable[[], Updates]]:
    """The small plan as a program has recorded it, with a page that came then, and how to read the page's updates."""
    file = plan / "data/addresses.yml"
    edit(file, "published:\n", "published:\n  - /updates/feed.xml\n")
    edit(
        file,
        "first_published: 2030-01-01\n",
        "\n".join(("first_published: 2030-01-01", *lines, "")),
    )
    (plan / "docs/paths.md").write_text("# Paths\n\nThey lead.\n", encoding="utf-8")
    return file, lambda: Site(load_plan(plan, TODAY), plan, PLACEHOLDER).updates


def test_a_new_page_shows_no_day_until_it_is_published_or_told_of(plan: Path) -> None:
    _, updates = came_later(plan)
    new, old = (updates().site.every[a] for a in ("/paths/", "/editions/"))
    assert updates().of(new) == ()
    assert updates().began(new) is None
    assert len(updates().of(old)) == 1
    with (plan / "data/updates.yml").open("a") as file:
        file.write("- {date: 2030-05-30, what: It is new., why: People asked., about: [/paths/]}\n")
    assert [told.what for told in updates().of(new)] == ["It is new."]
    assert updates().began(new) == date(2030, 5, 30)


def test_a_page_that_came_later_says_its_own_first_day(plan: Path) -> None:
    file, updates = came_later(plan, "since:", "  /tracks/: 2030-03-02")
    edit(file, "moved:\n", "moved:\n  /tracks/: /paths/\n")  # as it was called then
    page = updates().site.every["/paths/"]
    assert updates().of(page) == ()
    assert updates().began(page) == date(2030, 3, 2)
    with (plan / "data/updates.yml").open("a") as told:
        told.write("- {date: 2030-04-01, what: All is larger., why: To be read., about: [all]}\n")
    assert [one.what for one in updates().of(page)] == ["All is larger."]
    assert updates().began(page) == date(2030, 3, 2)


def date_of(line: str) -> datetime:
    return datetime.strptime(line.partition(":")[0], "%d %B %Y").replace(tzinfo=UTC)


def test_a_chapter_shows_its_own_changes_and_those_of_all_pages(later: Pages) -> None:
    told = told_on(later["/chapters/carers/"])
    assert sorted(told) == sorted(as_told(about(in_data(later.root.parent), "/chapters/carers/")))
    assert [line.split(":")[0] for line in told] == [
        "1 April 2027",
        "1 March 2027",
        "1 March 2027",
        "5 January 2027",
        day(load("updates")[0]["date"]),
    ]
    assert told_on(later["/chapters/cancer/"]) == as_told(about(in_data(later.root.parent)))


def test_what_is_typed_is_shown_as_text(later: Pages) -> None:
    line = next(line for line in told_on(later["/chapters/carers/"]) if "new lead" in line)
    assert (
        'The chapter has a new lead & a <b>new</b> "board". \U0001f469\U0001f3fd\u200d\U0001f4bb'
        in line
    )


@pytest.mark.parametrize(
    "where",
    [
        "/whole-life-course/",
        "/boards/primary-community-and-social-care/",
        "/",
        "/chapters/",
        "/priorities/",
        "/leads/",
    ],
)
def test_a_page_that_shows_a_chapter_changes_with_it(later: Pages, where: str) -> None:
    assert set(as_told(about(in_data(later.root.parent), "/chapters/carers/"))) <= set(
        told_on(later[where])
    )


def test_a_page_says_where_the_change_is_that_it_shows_only_in_part(later: Pages) -> None:
    page = later["/leads/"]
    where = {
        straight(text(item)).partition(" On ")[0]: page.links(item)
        for item in page.one("details.changed").iter("li")
    }
    (summary, lead, introductions) = (
        next(links for told, links in where.items() if words in told)
        for words in ("The summary", "new lead", "introductions")
    )
    assert summary == [later.at("/chapters/stroke/")]
    assert lead == [later.at("/chapters/carers/")]
    assert introductions == []


def test_a_group_and_a_board_do_not_change_with_the_chapters_of_others(later: Pages) -> None:
    stroke = load("chapters/stroke")
    for address in [f"/{group}/" for group in load("stages")] + [
        f"/boards/{board}/" for board in load("boards")
    ]:
        shown = any("The summary was made shorter." in line for line in told_on(later[address]))
        assert shown == (address in (f"/{stroke['stage']}/", f"/boards/{stroke['board']}/")), (
            address
        )


def test_all_changes_stand_on_one_page_newest_first_with_links_to_what_changed(
    later: Pages,
) -> None:
    page = later["/updates/"]
    shown = page.all(".updates > li")
    expected = in_data(later.root.parent)
    assert sorted(straight(text(item[0])) for item in shown) == sorted(as_told(expected))
    days = [date_of(text(item[0])) for item in shown]
    assert days == sorted(days, reverse=True)
    for item in shown:
        update = next(u for u in expected if as_told([u]) == [straight(text(item[0]))])
        assert page.links(item[1]) == [later.at(address) for address in update["about"]]
        assert text(item[1]).startswith("On all pages" if not update["about"] else "On ")


def test_all_changes_of_a_page_stand_behind_its_last_one_however_many_there_are(plan: Path) -> None:
    added = "".join(
        f"- date: 2030-02-{n:02}\n  what: Change {n} was made.\n  why: It was due.\n  about: [/words/]\n"
        for n in range(1, 13)
    )
    with (plan / "data/updates.yml").open("a") as file:
        file.write(added)
    pages = build_sample(plan)
    told = told_on(pages["/words/"])
    assert told[0].startswith("12 February 2030: Change 12")
    assert told[-2].startswith("1 February 2030: Change 1 ")
    assert len(told) == 13
    assert len(pages["/updates/"].all(".updates > li")) == 13


def build_sample(root: Path) -> Pages:
    """The site of the sample plan in `root`, beside which the project's generator is put."""
    (root / "macros").symlink_to(ROOT / "macros")
    try:
        done = run(
            root,
            "mkdocs",
            "build",
            "--strict",
            "--site-dir",
            str(root.parent / "site"),
            SOURCE_DATE_EPOCH=epoch_of(TODAY),
        )
        assert done.returncode == 0, done.stderr
        return Pages(root.parent / "site")
    finally:
        (root / "macros").unlink()


# Feeds


def folders(pages: Pages) -> dict[str, list[str]]:
    """The folder of every feed that must be there, with the addresses of the pages that it is about."""
    data = chapters_in_data()
    found = {"/updates/": [page.address for page in pages]}
    found |= {f"/chapters/{id_}/": [f"/chapters/{id_}/"] for id_ in data}
    for group in load("stages"):
        found[f"/{group}/"] = [
            f"/{group}/",
            *(f"/chapters/{id_}/" for id_, c in data.items() if c["stage"] == group),
        ]
    for board in load("boards"):
        found[f"/boards/{board}/"] = [
            f"/boards/{board}/",
            *(f"/chapters/{id_}/" for id_, c in data.items() if c["board"] == board),
        ]
    return found


def test_there_is_a_feed_of_the_site_and_of_each_group_board_and_chapter_and_no_other(
    site: Pages,
) -> None:
    files = {f"{folder}feed.{kind}" for folder in folders(site) for kind in ("xml", "json")}
    assert {f"/{path}" for path in contents(site.root) if re.search(r"(^|/)feed\.", path)} == files


@pytest.mark.parametrize("when", ["today", "later"])
def test_every_feed_is_valid_and_has_an_entry(site: Pages, later: Pages, when: str) -> None:
    pages = site if when == "today" else later
    for folder in folders(pages):
        assert list(atom_faults((pages.root / folder[1:] / "feed.xml").read_bytes())) == [], folder
        feed = json.loads((pages.root / folder[1:] / "feed.json").read_bytes())
        assert list(json_faults(feed)) == [], folder
        assert feed["items"], folder


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<title>", "<titel>x</titel><title>"),
        ("<updated>2026-11-21T00:00:00Z", "<updated>21 November 2026"),
        ('type="text"', 'type="plain words"'),
        ('xml:lang="en-GB"', 'xml:lang="British English"'),
        ('<link rel="self"', '<link rel="other"'),
        ("<id>urn:", "<id>no "),
        (re.compile("<id>.*?</id>"), ""),
        (re.compile("<author>.*?</author>"), ""),
        (re.compile("(<entry>.*</entry>)", re.DOTALL), r"\1\1"),
        (re.compile("<entry>.*</entry>", re.DOTALL), ""),
        (re.compile("<updated>2026"), "<updated>2027"),
        (re.compile(r"(<link rel=.alternate.[^>]*>\s*)<entry>"), r"\1\1<entry>"),
    ],
)
def test_a_wrong_atom_feed_is_found(site: Pages, old: str | re.Pattern[str], new: str) -> None:
    feed = (site.root / "updates/feed.xml").read_text(encoding="utf-8")
    pattern = old if isinstance(old, re.Pattern) else re.compile(re.escape(old))
    wrong, times = pattern.subn(new, feed, count=1)
    assert times
    assert list(atom_faults(wrong.encode()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "https://jsonfeed.org/version/1"},
        {"title": None},
        {"feed_url": "/updates/feed.json"},
        {"authors": [{}]},
        {"colour": "red"},
        {"items": [{"content_text": "x"}]},
        {"items": [{"id": "1"}]},
        {"items": [{"id": "1", "content_text": "x"}] * 2},
        {"items": [{"id": "1", "content_text": "x", "date_published": "2026-11-21"}]},
        {"items": [{"id": "1", "content_text": "x", "url": "words/"}]},
    ],
)
def test_a_wrong_json_feed_is_found(site: Pages, wrong: dict[str, Any]) -> None:
    feed = json.loads((site.root / "updates/feed.json").read_bytes())
    assert list(json_faults(feed | wrong))


def test_a_feed_reader_reads_every_feed_and_finds_the_changes_in_it_newest_first(
    later: Pages,
) -> None:
    updates = in_data(later.root.parent)
    for folder, addresses in folders(later).items():
        read = feedparser.parse((later.root / folder[1:] / "feed.xml").read_bytes())
        assert not read.bozo, f"{folder}: {read.get('bozo_exception')}"
        assert read.version == "atom10"
        assert read.feed.language == "en-GB"
        assert read.feed.title.endswith(f"{load('plan')['name']}, {load('plan')['place']}")
        days = [entry.updated for entry in read.entries]
        assert days == sorted(days, reverse=True)
        shown = sorted(
            (entry.updated[:10], straight(entry.content[0].value)) for entry in read.entries
        )
        assert shown == sorted(
            (u["date"], straight(joined(f"{u['what']} {u['why']}")))
            for u in about(updates, *addresses)
        ), folder
        assert all(entry.content[0].type == "text/plain" for entry in read.entries)


def test_a_feed_and_its_json_say_the_same(later: Pages) -> None:
    for folder in folders(later):
        read = feedparser.parse((later.root / folder[1:] / "feed.xml").read_bytes())
        feed = json.loads((later.root / folder[1:] / "feed.json").read_bytes())
        assert feed["title"] == read.feed.title
        assert feed["home_page_url"] == read.feed.link
        assert feed["language"] == read.feed.language
        items = [
            (i["id"], i["url"], i["title"], i["content_text"], i["date_published"])
            for i in feed["items"]
        ]
        assert items == [
            (e.id, e.link, e.title, e.content[0].value, e.published) for e in read.entries
        ], folder


def test_a_feed_names_its_own_address_and_leads_to_pages_and_changes_that_are_there(
    later: Pages,
) -> None:
    for folder in folders(later):
        read = feedparser.parse((later.root / folder[1:] / "feed.xml").read_bytes())
        (itself,) = (link.href for link in read.feed.links if link.rel == "self")
        assert itself == f"{later.url}{folder[1:]}feed.xml"
        home = "/" if folder == "/updates/" else folder
        assert read.feed.link == later.at(home)
        for entry in read.entries:
            address, _, anchor = entry.link.removeprefix(SITE_URL).partition("#")
            page = later[f"/{address}"]
            assert not anchor or page.tree.get_element_by_id(anchor) is not None


def test_the_title_of_a_change_names_the_page_that_changed(later: Pages) -> None:
    read = feedparser.parse((later.root / "updates/feed.xml").read_bytes())
    titles = [entry.title for entry in read.entries]
    assert titles[0] == "Words explained: A page was made clearer."
    assert "Carers: A word is explained." in titles
    assert (
        "Acute Care Partnership Board, Who led each chapter: The introductions of two boards were made shorter."
        in titles
    )
    assert "All pages print better." in titles


def ids(root: Path, url: str, folder: str) -> dict[str, str]:
    """What the items of a feed say, by their ids."""
    site = Site(load_plan(root, TODAY), root, url)
    feed = next(feed for feed in site.updates.feeds if feed.folder == folder)
    return {item["id"]: item["content_text"] for item in json_feed(site, feed)["items"]} | {
        feed.urn: "the feed"
    }


def test_ids_stay_when_the_site_moves_when_words_are_mended_and_when_there_is_news(
    plan: Path,
) -> None:
    file = plan / "data/chapters/walking.yml"
    update = "  - date: {}\n    what: {}\n    why: It was due.\n"
    file.write_text(
        file.read_text()
        + "updates:\n"
        + update.format("2030-03-01", "One wrod was changed.")
        + update.format("2030-03-01", "Two.")
    )
    first = ids(plan, "https://one.test/", "/chapters/walking/")
    assert len(first) == 4
    assert ids(plan, "https://two.test/with/a/path/", "/chapters/walking/") == first
    edit(file, "One wrod", "One word")
    file.write_text(
        file.read_text()
        + update.format("2030-02-01", "Earlier, told late.")
        + update.format("2030-04-01", "News.")
    )
    now = ids(plan, "https://one.test/", "/chapters/walking/")
    assert set(first) < set(now)
    assert {
        id_: now[id_].replace("word", "wrod", 1) if "One" in now[id_] else now[id_] for id_ in first
    } == first


def feed_ids(pages: Pages, folder: str) -> list[str]:
    """The id of a feed and those of its entries, as both of its forms have them."""
    read = feedparser.parse((pages.root / folder[1:] / "feed.xml").read_bytes())
    items = [
        item["id"]
        for item in json.loads((pages.root / folder[1:] / "feed.json").read_bytes())["items"]
    ]
    assert items == [entry.id for entry in read.entries], folder
    return [read.feed.id, *items]


def test_a_renamed_chapter_brings_no_news_to_those_who_follow_it(
    later: Pages, tmp_path: Path
) -> None:
    root = copy_project(tmp_path / "renamed")
    with_history(root)
    renamed_to(root, "carers", "unpaid-carers")
    follow_the_advice(root)
    pages = build(root, root / "site")
    new = {folder: folder.replace("/carers/", "/unpaid-carers/") for folder in folders(later)}
    assert new["/chapters/carers/"] == "/chapters/unpaid-carers/"
    for was, now in new.items():
        assert feed_ids(pages, now) == feed_ids(pages, was) == feed_ids(later, was), was
    assert len(feed_ids(pages, "/chapters/unpaid-carers/")) == 6
    assert pages["/updates/"].all("#unpaid-carers-2027-03-01-2")
    assert not pages["/updates/"].all("#carers-2027-03-01-2")


def test_no_two_feeds_and_no_two_changes_have_one_id(later: Pages) -> None:
    of_feeds = [feed_ids(later, folder)[0] for folder in folders(later)]
    of_changes = feed_ids(later, "/updates/")[1:]
    assert len(of_changes) == len(in_data(later.root.parent))
    assert len(set(of_feeds + of_changes)) == len(of_feeds + of_changes)


def test_ids_do_not_depend_on_what_other_files_hold(site: Pages, later: Pages) -> None:
    first = feedparser.parse((site.root / "updates/feed.xml").read_bytes())
    now = feedparser.parse((later.root / "updates/feed.xml").read_bytes())
    kept = {entry.id: entry.title for entry in now.entries}
    assert now.feed.id == first.feed.id
    assert all(kept[entry.id] == entry.title for entry in first.entries)


def test_no_author_is_made_up(plan: Path) -> None:
    edit(plan / "data/plan.yml", "publisher: Anytown Council\n", "")
    edit(plan / "data/accessibility.yml", "committed: true\n", "")
    site = Site(load_plan(plan, TODAY), plan, "https://plan.test/")
    assert "authors" not in json_feed(site, site.updates.feeds[0])
    with (plan / "data/plan.yml").open("a") as file:
        file.write("publisher: Anytown & Council\n")
    site = Site(load_plan(plan, TODAY), plan, "https://plan.test/")
    feed = json_feed(site, site.updates.feeds[0])
    assert feed["authors"] == [{"name": "Anytown & Council"}]
    assert list(json_faults(feed)) == []


def test_a_feed_reader_finds_the_sites_feed_on_every_page_and_the_pages_own(site: Pages) -> None:
    own = folders(site)
    for page in site:
        links = [
            page.target(link)
            for link in page.all("head > link[rel=alternate][type='application/atom+xml'][title]")
        ]
        has_own = page.address in own and page.address != "/updates/"
        expected = ["/updates/feed.xml"] + ([f"{page.address}feed.xml"] if has_own else [])
        assert links == [site.at(address) for address in expected], page.address


def test_the_page_of_changes_explains_feeds_and_links_to_each(site: Pages) -> None:
    page = site["/updates/"]
    assert text(page.one("#follow")) == "Follow changes"
    assert set(page.links(page.one("table"))) >= {
        site.at(f"{folder}feed.{kind}") for folder in folders(site) for kind in ("xml", "json")
    }
    names = [text(link) for link in page.one("table").iter("a")]
    assert len(set(names)) == len(names), "a screen reader can't tell the links apart"


# For machines


@pytest.mark.parametrize("when", ["today", "later"])
def test_the_sitemap_tells_the_last_change_of_each_page(
    site: Pages, later: Pages, when: str
) -> None:
    pages = site if when == "today" else later
    tree = etree.parse(pages.root / "sitemap.xml").getroot()
    assert tree.tag == f"{SITEMAP}urlset"
    for url in tree:
        page = pages["/" + url[0].text.removeprefix(pages.url)]
        dated = [] if is_new(page) else [f"{SITEMAP}lastmod"]
        assert [child.tag for child in url] == [f"{SITEMAP}loc", *dated]
        assert is_new(page) or day(url[1].text) == changed(page), page.address
    assert not (pages.root / "sitemap.xml.gz").exists()


def test_robots_are_led_to_the_sitemap(site: Pages) -> None:
    assert (site.root / "robots.txt").read_text(encoding="utf-8").splitlines() == [
        "User-agent: *",
        "Disallow:",
        "",
        f"Sitemap: {SITE_URL}sitemap.xml",
    ]


def test_robots_are_kept_from_a_site_that_bears_the_placeholder(plan: Path) -> None:
    lines = robots(Site(load_plan(plan, TODAY), plan, PLACEHOLDER)).splitlines()
    assert lines[1:] == ["User-agent: *", "Disallow: /"]
    assert lines[0].startswith("# ")


def linked_data(page: Page) -> dict[str, Any]:
    """What a page tells machines of itself."""
    return json.loads(page.one("script[type='application/ld+json']").text)


# Of https://schema.org, what each type here must have and may have besides. None names a person.
MUST = {
    "WebPage": {"name", "url"},
    "WebSite": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Organization": {"name"},
}
OF_A_PAGE = {"description", "inLanguage", "datePublished", "dateModified", "isPartOf"}
MAY = {
    "WebPage": {"@context", "breadcrumb", "keywords", "about", "hasPart", *OF_A_PAGE},
    "WebSite": {"publisher"},
}
PAGES = {"WebPage", "CollectionPage", "AboutPage", "ContactPage", "SearchResultsPage"}


def things(value: Any) -> Iterator[dict[str, Any]]:
    """Every thing in linked data, at any depth."""
    if isinstance(value, dict):
        yield value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from things(inner)


@pytest.mark.parametrize("when", ["today", "later"])
def test_every_page_tells_machines_what_it_is_and_when_it_changed(
    site: Pages, later: Pages, when: str
) -> None:
    for page in site if when == "today" else later:
        if page.address == MISSING:
            continue
        data = linked_data(page)
        assert data["@context"] == "https://schema.org"
        assert data["@type"] in PAGES
        days = {"datePublished", "dateModified"}
        if is_new(page):
            assert set(data) & OF_A_PAGE == OF_A_PAGE - days
            continue
        assert set(data) >= OF_A_PAGE, page.address
        assert data["url"] == page.one("link[rel=canonical]").get("href") == page.url
        assert data["description"] == page.one("meta[name=description]").get("content")
        assert data["inLanguage"] == page.tree.get("lang")
        assert day(data["dateModified"]) == changed(page), page.address
        assert (
            day(data["datePublished"]) == told_on(page)[-1].partition(":")[0]
            or len(told_on(page)) == 10
        )
        assert data["isPartOf"]["@type"] == "WebSite"
        assert data["isPartOf"]["url"] == SITE_URL
        for thing in things(data):
            kind = "WebPage" if thing["@type"] in PAGES else thing["@type"]
            assert MUST[kind] <= set(thing), f"{page.address}: {thing}"
            assert set(thing) <= MUST[kind] | MAY.get(kind, set()) | {"@type"}, (
                f"{page.address}: {thing}"
            )
            assert all(thing.values()), f"{page.address}: {thing}"


def test_the_way_to_a_page_is_told_in_the_order_in_which_it_is_shown(site: Pages) -> None:
    for page in site:
        shown = [
            (text(link), page.target(link))
            for nav in page.all(".breadcrumb")
            for link in nav.iter("a")
        ]
        if shown:
            steps = linked_data(page)["breadcrumb"]["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert [(step["name"], step["item"]) for step in steps] == [
                *shown,
                (text(page.one("h1")), page.url),
            ]
        elif page.address != MISSING:
            assert "breadcrumb" not in linked_data(page)


def test_a_board_is_an_organisation_and_it_and_a_group_hold_their_chapters(site: Pages) -> None:
    data = chapters_in_data()
    for key, folder in (("stage", "/"), ("board", "/boards/")):
        for id_ in load(f"{key}s"):
            told = linked_data(site[f"{folder}{id_}/"])
            assert told["@type"] == "CollectionPage"
            assert [part["url"] for part in told["hasPart"]] == [
                site.at(f"/chapters/{c}/") for c, own in data.items() if own[key] == id_
            ]
            assert (
                told.get("about")
                == {"@type": "Organization", "name": load("boards").get(id_, {}).get("name")}
            ) == (key == "board")


def test_no_publisher_is_made_up(site: Pages) -> None:
    publisher = load("plan").get("publisher")
    for page in site:
        if page.address != MISSING:
            assert [
                thing["publisher"]["name"]
                for thing in things(linked_data(page))
                if "publisher" in thing
            ] == ([publisher] if publisher else [])


# The site map for people


def test_the_site_map_leads_to_every_page_once_under_its_heading(site: Pages) -> None:
    page = site["/site-map/"]
    links = [link for items in page.all(".site-tree") for link in page.links(items)]
    assert sorted(links) == sorted(
        other.url for other in site if other.address not in NOT_LOOKED_FOR
    )
    chapters = [site.at(f"/chapters/{id_}/") for id_ in chapters_in_data()]
    assert [link for link in links if link in chapters] == chapters
    assert links[0] == site.at("/")
    headings = [
        text(heading)
        for heading in page.one("main").iter("h2")
        if heading.getnext() is not None and heading.getnext().get("class") == "site-tree"
    ]
    assert headings == [
        "The plan",
        "Groups of chapters",
        "Chapters",
        "Boards",
        "About the plan",
        "Reading and taking part",
        "This site",
    ]


# Changes that no update tells of

Said = Callable[..., list[str]]


@pytest.fixture
def branch(plan: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, Said]:
    """The sample plan on a branch that begins at main, and what `check --base` says of it besides the count."""
    git(plan, "init", "--quiet")
    git(plan, "add", "data", "docs", "mkdocs.yml")
    git(plan, "commit", "--quiet", "-m", "First")
    git(plan, "switch", "--quiet", "-c", "mine")

    def said(base: str = "main", status: int = 0) -> list[str]:
        assert (
            main(["--root", str(plan), "check", "--today", TODAY.isoformat(), "--base", base])
            == status
        )
        return capsys.readouterr().out.splitlines()

    return plan, said


def filled_in(line: str) -> str:
    """The line to add, with words of an editor's own in it."""
    return line.replace("What changed.", "The words did.").replace(
        "Why it changed.", "To be clear."
    )


WALKING = "data/chapters/walking.yml"
ADD = 'If they should know, add at the end of data/chapters/walking.yml: updates: [{date: 2030-06-01, what: "What changed.", why: "Why it changed."}]'


def test_a_change_of_a_chapters_file_without_an_update_is_pointed_out_where_it_is(
    branch: tuple[Path, Said],
) -> None:
    root, said = branch
    assert said() == []
    edit(
        root / WALKING,
        "plain: The partners planned to mend paths.",
        "plain: The partners planned to mend all paths.",
    )
    assert said() == [
        f"{WALKING}:11:12: warning: 'plain' is not as in 'main', and no update tells readers. {ADD}"
    ]


def test_a_change_of_a_chapters_page_without_an_update_is_pointed_out_where_it_is(
    branch: tuple[Path, Said],
) -> None:
    root, said = branch
    edit(root / "docs/chapters/walking.md", "Everyone walks.", "Nearly everyone walks.")
    assert said() == [
        f"docs/chapters/walking.md:7:1: warning: the page is not as in 'main' from here on, and no update tells readers. {ADD}"
    ]


def test_a_new_page_without_an_update_is_pointed_out_and_the_line_to_add_will_do(
    branch: tuple[Path, Said],
) -> None:
    root, said = branch
    (root / "docs/paths.md").write_text("# Paths\n\nThey lead somewhere.\n", encoding="utf-8")
    (line,) = said()
    add = '- {date: 2030-06-01, what: "What changed.", why: "Why it changed.", about: [/paths/]}'
    assert line == (
        "docs/paths.md:1:1: warning: this page is not in 'main', and no update tells that it is new, so it would show no day of a change. "
        f"Add at the end of data/updates.yml: {add}"
    )
    with (root / "data/updates.yml").open("a") as file:
        file.write(filled_in(add) + "\n")
    assert said() == []


def test_a_paper_that_differs_is_pointed_out_though_nobody_quotes_the_place(
    branch: tuple[Path, Said],
) -> None:
    root, said = branch
    edit(root / "data/papers/report.yml", "in spring 2030.", "in spring  2030.")
    assert said() == []
    edit(root / "data/papers/report.yml", "The sample plan was", "The samples' plan was")
    (line,) = said()
    assert re.match(r"data/papers/report.yml:18:\d+: warning: this paper is not as in 'main'", line)


def test_a_number_to_call_that_differs_has_to_be_read_again(branch: tuple[Path, Said]) -> None:
    root, said = branch
    edit(root / "data/help.yml", '"999"', '"998"')
    (line,) = said()
    assert line.startswith("data/help.yml:3:11: warning: this number is not as in 'main', and")
    edit(root / "data/help.yml", "the page of 2 January 2030", "the page of 3 May 2030")
    assert said() == []


def test_the_line_to_add_is_right_and_ends_the_warning(branch: tuple[Path, Said]) -> None:
    root, said = branch
    for file, old in (
        (WALKING, "For everyone who walks."),
        ("docs/chapters/walking.md", "Everyone walks."),
    ):
        edit(root / file, old, "Another text.")
    (first, second) = said()
    assert first.split("add at")[1] == second.split("add at")[1]
    with (root / WALKING).open("a") as file:
        file.write(filled_in(first).split("walking.yml: ")[-1] + "\n")
    assert said() == []
    assert load_plan(root, TODAY).chapters["walking"].updates[0].why == "To be clear."


def test_where_there_are_updates_the_line_to_add_is_one_more(branch: tuple[Path, Said]) -> None:
    root, said = branch
    with (root / WALKING).open("a") as file:
        file.write("updates:\n  - {date: 2030-03-01, what: Old., why: Old.}\n")
    git(root, "commit", "--quiet", "-am", "Tell")
    git(root, "branch", "--force", "main")
    edit(root / WALKING, "For everyone who walks.", "Another text.")
    (line,) = said()
    assert line.endswith(
        'add at the end of data/chapters/walking.yml, under updates: - {date: 2030-06-01, what: "What changed.", why: "Why it changed."}'
    )
    with (root / WALKING).open("a") as file:
        file.write(f"  {filled_in(line).split('updates: ')[-1]}\n")
    assert said() == []


@pytest.mark.parametrize("about", ["[/chapters/walking/, /leads/]", "[all]"])
def test_an_update_of_the_rest_that_names_the_chapter_will_do(
    branch: tuple[Path, Said], about: str
) -> None:
    root, said = branch
    edit(root / WALKING, "For everyone who walks.", "Another text.")
    with (root / "data/updates.yml").open("a") as file:
        file.write(
            "- date: 2030-03-01\n  what: Leads were changed.\n  why: They moved on.\n  about: [/leads/]\n"
        )
    assert len(said()) == 1
    edit(root / "data/updates.yml", "[/leads/]", about)
    assert said() == []


def test_comments_line_breaks_and_the_updates_themselves_are_no_changes(
    branch: tuple[Path, Said],
) -> None:
    root, said = branch
    edit(
        root / WALKING,
        "plain: The partners planned to mend paths.",
        "# A comment.\n    plain: >-\n      The partners planned\n      to mend paths.",
    )
    edit(
        root / WALKING, "leads: [zoe-obrien, ada-brown]", "leads:\n  - zoe-obrien\n  - 'ada-brown'"
    )
    edit(root / "docs/chapters/walking.md", "Everyone walks.\n", "Everyone\nwalks.  \n\n")
    with (root / WALKING).open("a") as file:
        file.write("updates:\n  - {date: 2030-03-01, what: Told late., why: It was forgotten.}\n")
    assert said() == []


def test_an_old_update_in_other_words_tells_of_no_new_change(branch: tuple[Path, Said]) -> None:
    root, said = branch
    with (root / WALKING).open("a") as file:
        file.write("updates:\n  - {date: 2030-03-01, what: Odl., why: Old.}\n")
    git(root, "commit", "--quiet", "-am", "Tell")
    git(root, "branch", "--force", "main")
    edit(root / WALKING, "Odl.", "Old.")
    edit(root / WALKING, "For everyone who walks.", "Another text.")
    assert [line.split(":")[1] for line in said()] == ["7"]


def test_a_new_chapter_is_asked_to_say_that_it_is_new(branch: tuple[Path, Said]) -> None:
    root, said = branch
    (root / "data/chapters/cycling.yml").write_text(
        (root / WALKING)
        .read_text()
        .replace("number: 2", "number: 4")
        .replace("title: Walking", "title: Cycling"),
        encoding="utf-8",
    )
    (root / "docs/chapters/cycling.md").write_text(
        (root / "docs/chapters/walking.md").read_text(), encoding="utf-8"
    )
    assert said() == [
        f"data/chapters/cycling.yml:1:1: warning: this chapter is not in 'main', and no update tells readers that it is new. {ADD.replace('walking', 'cycling')}"
    ]


def test_what_others_did_meanwhile_is_not_asked_of_this_branch(branch: tuple[Path, Said]) -> None:
    root, said = branch
    git(root, "switch", "--quiet", "main")
    edit(root / WALKING, "For everyone who walks.", "Another text.")
    git(root, "commit", "--quiet", "-am", "Others")
    git(root, "switch", "--quiet", "mine")
    assert said() == []


def test_a_branch_in_which_a_chapters_file_was_broken_is_compared_all_the_same(
    branch: tuple[Path, Said],
) -> None:
    root, said = branch
    whole = (root / WALKING).read_text()
    (root / WALKING).write_text("number: [", encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "Break")
    git(root, "branch", "--force", "main")
    (root / WALKING).write_text(whole, encoding="utf-8")
    assert [line.split(":")[:2] for line in said()] == [[WALKING, "1"]]


def test_make_check_hands_the_version_on() -> None:
    done = subprocess.run(
        [MAKE, "--dry-run", "check", "BASE=main"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "macros check --base 'main'" in done.stdout
    done = subprocess.run(
        [MAKE, "--dry-run", "check", "BASE="],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--base" not in done.stdout


def test_an_update_of_a_day_to_come_is_pointed_out(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (plan / WALKING).open("a") as file:
        file.write("updates:\n  - {date: 2030-07-01, what: Soon., why: It is due.}\n")
    assert main(["--root", str(plan), "check", "--today", "2030-06-30"]) == 0
    assert (
        capsys.readouterr().out
        == f"{WALKING}:17:12: warning: 2030-07-01 is still to come. Put in the day on which this is published.\n"
    )
    assert main(["--root", str(plan), "check", "--today", "2030-07-01"]) == 0
    assert capsys.readouterr().out == ""
