"""The plan's words are on the pages, to the letter, where a reader would look for them.

What is looked for stands in tests/facts, which was copied from the papers a second time and not from data/. That the
papers of data/papers say the same is tested here too; what is quoted is then looked for in them.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from pages import (
    EDITION,
    FACTS,
    blocks,
    chapters_in_data,
    load,
    own_words,
    straight,
)

from macros.proof.pages import Page, Pages, joined, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

THIRD_EDITION = {chapter["id"]: chapter for chapter in FACTS["chapters"]}
GROUPS = FACTS["groups"]
BOARDS = FACTS["boards"]
# Chapter 15 has one priority for each stage of life.
FOR_STAGES = {"mental-health": {1: "starting-well", 2: "living-well", 3: "ageing-well"}}

each_group = pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["id"])
each_board = pytest.mark.parametrize("board", BOARDS, ids=lambda board: board["name"])

# Doubts that need no note, and what is done about them.
WITHOUT_A_NOTE = {
    "D09": "the site writes the group's name in one way",
    "D37": "the two short forms, VCS and VCSE, are words explained",
    "D46": "no mistake: the short form CCG is explained",
    "D47": "not quoted",
    "D48": "not quoted",
    "D50": "the two names are kept apart: only the one in the list of leads is shown",
    "D51": "names are copied to the letter",
    "D52": "no address of the plan's makers is shown",
    "D53": "the addresses stand with the six components, and the sentence is whole",
}


@cache
def chapters() -> dict[str, dict[str, Any]]:
    """Every chapter by id, as its pages have to show it, in the order of the numbers."""
    return {
        id_: third
        | {
            "status": "on-hold" if third["on_hold"] else "current",
            "reason": FACTS["on_hold"] if third["on_hold"] else "",
            "stages": FOR_STAGES.get(id_, {}),
        }
        for id_, third in THIRD_EDITION.items()
    }


@pytest.fixture(params=sorted(THIRD_EDITION))
def chapter(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each chapter in turn."""
    return chapters()[request.param]


def in_group(group: str) -> list[int]:
    return [chapter["number"] for chapter in chapters().values() if chapter["group"] == group]


def of_board(board: str) -> list[int]:
    return [chapter["number"] for chapter in chapters().values() if chapter["board"] == board]


def data_files() -> Iterator[tuple[str, Any]]:
    for path in sorted((EDITION / "data").rglob("*.yml")):
        name = path.relative_to(EDITION / "data").with_suffix("").as_posix()
        yield name, load(name)


def under(value: Any, key: str, kind: type = str) -> Iterator[Any]:
    """Every text (or what else is asked for) that stands under a key, anywhere in a file of data."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key and isinstance(inner, kind):
                yield joined(inner) if isinstance(inner, str) else inner
            else:
                yield from under(inner, key, kind)
    elif isinstance(value, list):
        for inner in value:
            yield from under(inner, key, kind)


def address(chapter: dict[str, Any]) -> str:
    return f"/chapters/{chapter['id']}/"


def board_page(site: Pages, name: str) -> Page:
    found = [
        page
        for page in site
        if page.address.startswith("/boards/") and text(page.one("h1")) == name
    ]
    assert len(found) == 1, f"{len(found)} pages are called {name}"
    return found[0]


def fact(page: Page, name: str) -> HtmlElement:
    """The value beside a name in the list of facts at a page's end. At wide windows, some stand beside the text as well."""
    found = [dt.getnext() for dt in page.tree.xpath("//dt[not(ancestor::*[@class='facts'])]")]
    found = [dd for dd in found if text(dd.getprevious()) == name]
    assert len(found) == 1, f"{page.address} has {len(found)} facts called {name}"
    return found[0]


def section(page: Page, id_: str) -> HtmlElement:
    """The section that is named by the heading with this id."""
    return page.one(f"section:has([id='{id_}'])")


def quotations(element: HtmlElement) -> list[str]:
    return [" ".join(blocks(quotation)) for quotation in element.iter("blockquote")]


def chapters_linked(page: Page, within: HtmlElement, site: Pages) -> list[int]:
    """The numbers of the chapters that are linked, in order and once each."""
    numbers = {site.at(address(chapter)): chapter["number"] for chapter in chapters().values()}
    return list(dict.fromkeys(numbers[link] for link in page.links(within) if link in numbers))


# Chapters and their priorities


def test_the_facts_are_all_there() -> None:
    third = list(THIRD_EDITION.values())
    assert [chapter["number"] for chapter in third] == list(range(1, 23))
    assert sum(len(chapter["priorities"]) for chapter in third) == 67
    assert len({lead for chapter in third for lead in chapter["leads"]}) == 20
    assert [chapter["id"] for chapter in third if chapter["on_hold"]] == ["palliative-care"]
    assert [len(board["chapters"]) for board in BOARDS] == [2, 2, 7, 8, 3]
    assert [group["chapters"] for group in GROUPS] == [
        [*range(1, 3)],
        [*range(3, 10)],
        [*range(10, 13)],
        [*range(13, 19)],
        [*range(19, 23)],
    ]
    assert len(FACTS["preface"]) == 9
    assert len(FACTS["doubts"]) == 60


def test_every_chapter_of_the_facts_has_exactly_one_group_and_one_board() -> None:
    numbered = {chapter["number"]: chapter for chapter in THIRD_EDITION.values()}
    for holders, kind, name in ((GROUPS, "group", "id"), (BOARDS, "board", "name")):
        assert sorted(number for holder in holders for number in holder["chapters"]) == sorted(
            numbered
        )
        for holder in holders:
            assert {numbered[number][kind] for number in holder["chapters"]} == {holder[name]}


def test_the_site_has_every_chapter_of_the_third_edition_with_its_number_and_group() -> None:
    data = chapters_in_data()
    for id_, chapter in THIRD_EDITION.items():
        assert (int(data[id_]["number"]), data[id_]["stage"]) == (
            chapter["number"],
            chapter["group"],
        ), id_


def test_the_site_has_a_page_for_every_chapter_and_no_others(site: Pages) -> None:
    assert {page.address for page in site.chapters} == {
        address(chapter) for chapter in chapters().values()
    }


def test_a_chapter_bears_its_name_and_number(site: Pages, chapter: dict[str, Any]) -> None:
    page = site[address(chapter)]
    assert text(page.one("h1")) == chapter["name"]
    assert re.match(rf"{chapter['number']} of {len(chapters())}\b", text(fact(page, "Chapter")))


def test_each_priority_is_quoted_to_the_letter_on_its_chapter(
    site: Pages, chapter: dict[str, Any]
) -> None:
    page = site[address(chapter)]
    found = {
        s.get("id"): [blocks(q) for q in s.iter("blockquote")]
        for s in page.all("section[id^=priority-]")
    }
    assert found == {f"priority-{n}": [words] for n, words in enumerate(chapter["priorities"], 1)}


def test_each_priority_is_quoted_to_the_letter_among_all_priorities(
    site: Pages, chapter: dict[str, Any]
) -> None:
    page = site["/priorities/"]
    part = section(page, chapter["id"])
    assert [blocks(quotation) for quotation in part.iter("blockquote")] == chapter["priorities"]
    links = [link for link in page.links(part) if "#priority-" in link]
    assert links == [
        site.at(f"{address(chapter)}#priority-{n}")
        for n in range(1, len(chapter["priorities"]) + 1)
    ]


def test_a_chapter_names_its_leads_its_board_and_its_group(
    site: Pages, chapter: dict[str, Any]
) -> None:
    page = site[address(chapter)]
    leads = fact(page, "Lead" if len(chapter["leads"]) == 1 else "Leads")
    assert [text(link) for link in leads.iter("a")] == chapter["leads"]
    assert text(fact(page, "Board")) == chapter["board"]
    assert page.links(fact(page, "Board")) == [site.at(board_page(site, chapter["board"]).address)]
    group = next(group for group in GROUPS if group["id"] == chapter["group"])
    assert text(fact(page, "Group")) == group["name"]
    assert page.links(fact(page, "Group")) == [site.at(f"/{group['id']}/")]


def test_the_table_of_leads_holds_every_chapter_with_its_leads(site: Pages) -> None:
    page = site["/leads/"]
    rows = {link: row for row in page.all("tbody tr") for link in page.links(row)}
    for chapter in chapters().values():
        cells = [text(cell) for cell in rows[site.at(address(chapter))].iter("th", "td")]
        assert chapter["name"] in cells[0]
        assert cells[1] == " and ".join(chapter["leads"]), chapter["id"]
    assert len(page.all("tbody tr")) == len(chapters())


def test_every_lead_is_listed_with_the_chapters_that_they_led(site: Pages) -> None:
    page = site["/leads/"]
    names = {joined(dt.text): dt.getnext() for dt in page.tree.iter("dt")}
    assert set(names) == {lead for chapter in chapters().values() for lead in chapter["leads"]}
    for lead, listed in names.items():
        led = [chapter["number"] for chapter in chapters().values() if lead in chapter["leads"]]
        assert chapters_linked(page, listed, site) == led, lead


def test_leads_are_said_to_be_those_of_2021(site: Pages, chapter: dict[str, Any]) -> None:
    shown = text(fact(site[address(chapter)], "Lead" if len(chapter["leads"]) == 1 else "Leads"))
    assert shown.endswith(f"{chapter['leads'][-1]} as named in the 2021 report")


# Groups and boards


@each_group
def test_a_group_stands_with_its_chapters_in_order_on_the_home_page(
    site: Pages, group: dict[str, Any]
) -> None:
    part = section(site["/"], group["id"])
    assert text(site["/"].one(f"#{group['id']}")) == group["name"]
    assert chapters_linked(site["/"], part, site) == in_group(group["id"])


@each_group
def test_a_group_stands_with_its_chapters_in_order_among_all_chapters(
    site: Pages, group: dict[str, Any]
) -> None:
    page = site["/chapters/"]
    assert text(page.one(f"#{group['id']}")) == group["name"]
    assert chapters_linked(page, section(page, group["id"]), site) == in_group(group["id"])


@each_group
def test_a_group_has_a_page_with_its_chapters_in_order(site: Pages, group: dict[str, Any]) -> None:
    page = site[f"/{group['id']}/"]
    assert text(page.one("h1")) == group["name"]
    headed = [
        n for heading in page.tree.iter("h2", "h3") for n in chapters_linked(page, heading, site)
    ]
    assert headed == in_group(group["id"])


@each_board
def test_a_board_has_a_page_with_its_chapters_and_its_row_to_the_letter(
    site: Pages, board: dict[str, Any]
) -> None:
    page = board_page(site, board["name"])
    headed = [
        n for heading in page.tree.iter("h2", "h3") for n in chapters_linked(page, heading, site)
    ]
    assert headed == of_board(board["name"])
    assert board["words"] in quotations(page.one("main"))
    index = site["/boards/"]
    part = section(index, page.address.split("/")[2])
    assert board["name"] in text(part)
    assert chapters_linked(index, part, site) == of_board(board["name"])


def test_the_executive_is_not_called_a_partnership_board(site: Pages) -> None:
    assert [board["name"] for board in BOARDS if not board["partnership_board"]] == [FACTS["owner"]]
    for page in site:
        assert not re.search(
            r"Partnership Executive is (one of the|a) Partnership Board", text(page.one("main"))
        ), page.address


@each_group
def test_a_priority_for_a_stage_of_life_is_found_on_that_stage(
    site: Pages, group: dict[str, Any]
) -> None:
    page = site[f"/{group['id']}/"]
    elsewhere = [chapter for chapter in chapters().values() if chapter["group"] != group["id"]]
    links = [
        link
        for link in page.links(page.one("main"))
        for c in elsewhere
        if f"{address(c)}#priority-" in link
    ]
    named = [
        (c, n)
        for c in chapters().values()
        if c in elsewhere
        for n, stage in c["stages"].items()
        if stage == group["id"]
    ]
    assert links == [site.at(f"{address(c)}#priority-{n}") for c, n in named]


# On hold


def test_a_chapter_says_whether_it_is_on_hold_and_why_in_the_papers_words(
    site: Pages, chapter: dict[str, Any]
) -> None:
    page = site[address(chapter)]
    mark = {"current": "", "on-hold": "On hold"}[chapter["status"]]
    assert text(fact(page, "Chapter")) == f"{chapter['number']} of {len(chapters())} {mark}".strip()
    assert text(fact(page, "Priorities")).split()[0] == str(len(chapter["priorities"]) or "None")
    assert len(page.all("section[id^=priority-]")) == len(chapter["priorities"])
    assert not chapter["reason"] or chapter["reason"] in quotations(page.one("main"))


def test_a_chapter_is_marked_as_on_hold_wherever_it_is_listed(
    site: Pages, chapter: dict[str, Any]
) -> None:
    for where in ("/", "/chapters/", f"/{chapter['group']}/", "/priorities/"):
        page = site[where]
        listed = [
            a.getparent()
            for a in page.one("main").iter("a")
            if page.target(a) == site.at(address(chapter))
        ]
        marked = any("On hold" in text(entry) for entry in listed if entry.tag != "p")
        assert marked == (chapter["status"] == "on-hold"), where


# The preface and its lists


@pytest.mark.parametrize("part", FACTS["preface"], ids=lambda part: part["page"])
def test_a_section_of_the_preface_is_quoted_whole_and_to_the_letter(
    site: Pages, part: dict[str, Any]
) -> None:
    page = site[f"/about/{part['page']}/"]
    name = f"Preface, section {part['number']}: {part['title']}"
    whole = [figure for figure in page.all("figure") if name in text(figure.find("figcaption"))]
    assert len(whole) == 1, f"'{name}' is quoted {len(whole)} times"
    words = " ".join(quotations(whole[0]))
    assert count_all(words) == part["words"]
    assert digest(words) == part["sha256"]


def test_the_preface_in_data_is_the_prefaces_words() -> None:
    parts = load("papers/preface")["parts"]
    found = [
        {
            "number": number,
            "title": parts[f"section-{number}"]["heading"].removeprefix(f"{number}. "),
            "words": count_all(words),
            "sha256": digest(words),
        }
        for number in range(1, 10)
        for words in [" ".join(flat(parts[f"section-{number}"]["paragraphs"]))]
    ]
    assert found == [
        {key: part[key] for key in ("number", "title", "words", "sha256")}
        for part in FACTS["preface"]
    ]


def flat(held: Any) -> Iterator[str]:
    """Every text of a paper or of a part of it, in order."""
    if isinstance(held, str):
        yield joined(held)
    else:
        for part in held.values() if isinstance(held, dict) else held:
            yield from flat(part)


def paragraphs(paper: str) -> list[str]:
    """The paragraphs, headings and cells of a paper, each in one line."""
    found = []
    for part in load(f"papers/{paper}")["parts"].values():
        cells = [cell for row in part.get("rows", {}).values() for cell in row]
        blocks_ = [part.get("heading", ""), *part.get("paragraphs", {}).values(), *cells]
        found += [" ".join(flat(block)) for block in blocks_]
    return found


def table(part: str) -> dict[str, list[str]]:
    """A table of the 2021 report: its rows by id, each as its cells in one line."""
    rows = load("papers/2021-report")["parts"][part]["rows"]
    return {id_: [" ".join(flat(cell)) for cell in row] for id_, row in rows.items()}


def test_the_2021_report_in_data_has_the_tables_of_the_report() -> None:
    leads, priorities = table("appendix-2"), table("appendix-3")
    for id_, chapter in THIRD_EDITION.items():
        head, *cells = priorities[id_]
        names = [f"{chapter['number']}. {name}" for name in chapter["as_written"]]
        assert head in names
        assert leads[id_][0] in names
        assert leads[id_][1].split(" / ") == chapter["leads"]
        assert cells == [" ".join(words) for words in chapter["priorities"]] or cells == [
            "On hold" for _ in range(3)
        ]
    assert list(table("table-15").values()) == [[board["name"], board["words"]] for board in BOARDS]


@pytest.mark.parametrize(
    "paper", ["preface", "2021-report", "case-study", "roundtable-article", "2018-report"]
)
def test_a_paper_in_data_has_the_passages_of_the_paper(paper: str) -> None:
    found = "\n".join(paragraphs(paper))
    passages = FACTS["passages"][load(f"papers/{paper}")["short"]]
    assert [passage for passage in passages if passage not in found] == []


def test_no_paper_leads_to_a_person() -> None:
    said = " ".join(text_ for paper in PAPERS for text_ in paragraphs(paper))
    assert said.count("[e-mail address left out]") == 1
    assert said.count("[telephone number left out]") == 3
    assert not re.search(r"\w@\w+\.|\b0[0-9 ]{9}", said)


def count_all(words: str) -> int:
    return len(words.split())


def digest(words: str) -> str:
    return hashlib.sha256(joined(words).encode()).hexdigest()


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("/about/strategy/", "objectives"),
        ("/outcomes/", "objectives"),
        ("/about/introduction/", "ambitions"),
        ("/outcomes/", "triple_aim"),
        ("/about/outcomes-framework/", "triple_aim"),
        ("/about/inequalities/", "pillars"),
        ("/about/personalised-care/", "components"),
    ],
)
def test_a_list_of_the_plan_is_quoted_in_order_item_by_item(
    site: Pages, where: str, what: str
) -> None:
    expected = [item["name"] if isinstance(item, dict) else item for item in FACTS[what]]
    lists = [
        [" ".join(quotations(item)) for item in found.findall("li")]
        for found in site[where].tree.iter("ul", "ol")
    ]
    assert expected in lists


def test_the_parts_of_a_chapter_are_named_in_order(site: Pages) -> None:
    lists = [
        [text(quoted) for dt in found.iter("dt") for quoted in dt.iter("q")]
        for found in site["/about/"].tree.iter("dl")
    ]
    assert FACTS["ogim"] in lists


def test_each_component_of_personalised_care_leads_to_its_address(site: Pages) -> None:
    page = site["/about/personalised-care/"]
    for component in FACTS["components"]:
        item = next(li for li in page.tree.iter("li") if quotations(li) == [component["name"]])
        source, *links = page.links(item)
        assert source.startswith(site.at("/papers/preface/#p-section-8"))
        assert links == [component["address"]]


def test_the_title_and_the_owner_of_the_plan_are_told_with_the_edition(site: Pages) -> None:
    page = site["/editions/"]
    assert text(fact(page, "Title")) == FACTS["title"]
    assert text(fact(page, "Owner")) == FACTS["owner"]


def test_chapters_and_priorities_are_counted(site: Pages) -> None:
    """In the third edition, 22 chapters and 67 priorities."""
    priorities = sum(len(chapter["priorities"]) for chapter in chapters().values())
    with_some = sum(bool(chapter["priorities"]) for chapter in chapters().values())
    assert text(fact(site["/editions/"], "Its priorities")).startswith(f"{priorities}, for ")
    assert (
        text(fact(site["/editions/"], "Its chapters"))
        == f"{len(chapters())}, in {len(GROUPS)} groups"
    )
    assert f"{priorities} priorities of {with_some} chapters." in text(
        site["/priorities/"].one("main")
    )


# The timeline


def timeline(site: Pages) -> list[tuple[str, str]]:
    """Date and whole text of each event, in the page's order."""
    found = [item for item in site["/editions/"].all("ol > li") if item.cssselect(".when")]
    return [(text(item.cssselect(".when")[0]), text(item)) for item in found]


def test_every_dated_event_of_the_papers_is_on_the_timeline_in_order(site: Pages) -> None:
    shown = timeline(site)
    places = []
    for event in FACTS["timeline"]:
        found = [
            n
            for n, (date, words) in enumerate(shown)
            if event["date"] in date and event["words"] in words and "Not from" not in date
        ]
        bare = [n for n, (date, _) in enumerate(shown) if date == event["date"]]
        assert found or bare, f"{event['date']}: {event['words']}"
        places.append((found or bare)[0])
    assert places == sorted(places)


def test_what_did_not_come_from_the_plan_is_marked_so_on_the_timeline(site: Pages) -> None:
    marked = [
        date.removesuffix("Not from the plan").strip()
        for date, _ in timeline(site)
        if "Not from the plan" in date
    ]
    assert set(marked) == {*FACTS["after_the_plan"], *marked}
    assert not {event["date"] for event in FACTS["timeline"]} & set(marked)


# Words explained


def test_every_hard_word_of_the_plan_is_explained(site: Pages) -> None:
    names = {joined(dt.text or "").lower() for dt in site["/words/"].tree.iter("dt")}
    assert [word for word in FACTS["words"] if word.lower() not in names] == []


def test_every_word_in_data_has_its_entry_and_its_anchor(site: Pages) -> None:
    page = site["/words/"]
    entries = {entry.get("id"): straight(text(entry)) for entry in page.all("dl > div[id]")}
    terms = load("terms")
    assert set(entries) == set(terms)
    for id_, term in terms.items():
        assert entries[id_].startswith(straight(joined(term["term"]))), id_
        assert straight(joined(term["plain"])) in entries[id_], id_


def test_words_explained_stand_from_a_to_z(site: Pages) -> None:
    letters = [
        text(heading)
        for heading in site["/words/"].tree.iter("h2")
        if (heading.get("id") or "").startswith("letter-")
    ]
    assert letters == sorted(letters)
    assert len(letters) == len(set(letters)) > 20


# Doubts


def notes() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every note, with the address of the chapter that it belongs to, or ''."""
    for note in load("notes").values():
        yield "", note
    for name, chapter in data_files():
        if name.startswith("chapters/"):
            for note in chapter.get("notes", []):
                yield f"/{name}/", note


def is_shown(page: Page, note: dict[str, Any]) -> bool:
    """A reference in square brackets is shown as readers are told of the paper."""
    parts = re.split(r" \[[a-z0-9-]+ [^\]]+\]", straight(joined(note["doubt"])))
    said = re.compile(r" \([^()]+\)".join(map(re.escape, parts)))
    shown = [straight(text(found)) for found in page.all(".note")]
    return any(straight(note["title"]) in words and said.search(words) for words in shown)


@pytest.mark.parametrize("doubt", sorted(set(FACTS["doubts"]) - set(WITHOUT_A_NOTE)))
def test_a_doubt_about_the_words_has_a_note_that_readers_see(site: Pages, doubt: str) -> None:
    found = [(page, note) for page, note in notes() if doubt in note.get("refs", [])]
    assert found, f"no note says '{FACTS['doubts'][doubt]}'"
    for page, note in found:
        assert is_shown(site["/questions/"], note), note["title"]
        assert not page or is_shown(site[page], note) == ("meaning" in note), note["title"]


def test_only_known_doubts_are_referred_to() -> None:
    used = {ref for _, note in notes() for ref in note.get("refs", [])}
    assert used <= set(FACTS["doubts"])
    assert not used & set(WITHOUT_A_NOTE)


def test_a_name_in_other_papers_is_not_taken_for_the_leads(site: Pages) -> None:
    """D50: the list of leads has Jen Steel."""
    for page in site:
        assert "Jenny Steel" not in text(page.one("main")), page.address


# Quotations


PAPERS = sorted(path.stem for path in (EDITION / "data/papers").glob("*.yml"))


@cache
def corpus() -> str:
    """All words of the papers that pages may quote."""
    return "\n".join(said for paper in PAPERS for said in paragraphs(paper))


def quoting(site: Pages) -> Iterator[Page]:
    """The pages that quote the papers. The papers themselves have pages too (test_paper_pages.py)."""
    return (page for page in site if not page.address.startswith("/papers/"))


def test_a_quotation_holds_nothing_but_the_papers_words(site: Pages) -> None:
    known, quoted = corpus(), 0
    for page in quoting(site):
        for quotation in page.tree.iter("blockquote"):
            assert blocks(quotation), page.address
            assert [block for block in blocks(quotation) if block not in known] == [], page.address
        quoted += len([*page.tree.iter("blockquote", "q")])
        assert [text(q) for q in page.tree.iter("q") if text(q) not in known] == [], page.address
    assert quoted > 500


def test_a_quotation_holds_no_sign_that_the_papers_lack(site: Pages) -> None:
    """Curly quotation marks, ellipses and dashes are a typographer's, not the plan's."""
    known = set(corpus())
    for page in site:
        for quoted in page.tree.iter("blockquote", "q"):
            foreign = set(text(quoted)) - known
            assert not foreign, f"{page.address}: {sorted(foreign)} in '{text(quoted)}'"


def test_a_quotation_holds_paragraphs_and_lists_and_no_other_mark_up(site: Pages) -> None:
    """No links, no abbreviations, no emphasis: not a word of the plan leads anywhere or weighs more than another."""
    for page in quoting(site):
        for quotation in page.tree.iter("blockquote"):
            for element in quotation.iterdescendants():
                assert element.tag in ("p", "ul", "li"), (
                    f"{page.address}: <{element.tag}> in '{text(quotation)}'"
                )
                assert not element.attrib, (
                    f"{page.address}: {dict(element.attrib)} in '{text(quotation)}'"
                )
            loose = [quotation.text, *(child.tail for child in quotation)]
            assert not "".join(part or "" for part in loose).strip(), (
                f"{page.address}: words outside a paragraph"
            )


def test_every_quotation_says_which_paper_it_is_from(site: Pages) -> None:
    papers = [load(f"papers/{paper}")["short"] for paper in PAPERS]
    for page in quoting(site):
        for quotation in page.tree.iter("blockquote"):
            caption = quotation.getparent().find("figcaption")
            assert caption is not None, f"{page.address}: '{text(quotation)}'"
            assert any(paper in text(caption) for paper in papers), (
                f"{page.address}: '{text(caption)}'"
            )


def test_a_paper_has_one_name_for_readers(site: Pages) -> None:
    for page in site:
        assert not re.search(r"[Bb]oard report", text(page.one("main"))), page.address


# The site's own words


def test_the_site_never_says_we(site: Pages) -> None:
    """The site is not the partnership, so 'we' would be a lie. 'About us' is the name of a page elsewhere, and web addresses are not its words.

    The one exception says what nobody knows who has read the sources (decision 014).
    """
    found = []
    for page in site:
        own = re.sub(
            r"[“\"][^“”\"]*[”\"]|website, About us|We don’t know whether one was made\.|(?:\S+\.\S+/ )(?:\S+/ )*\S+",
            "",
            text(own_words(page.one("main"))),
        )
        found += [
            f"{page.address}: {sentence}"
            for sentence in own.split(".")
            if re.search(r"\b(we|us|ours?)\b", sentence, re.IGNORECASE)
        ]
    assert found == []
