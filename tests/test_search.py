"""The search finds what residents look for, by the words that they use, and works as plainly as the pages do."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
import yaml
from axe_playwright_python.base import AXE_SCRIPT
from pages import (
    EDITION,
    NOT_LOOKED_FOR,
    ROOT,
    chapters_in_data,
    copy_project,
    load,
    packed,
    straight,
)
from searching import address, answered, ask, next_is_the_a_to_z, results

from macros.pages.site import INDEX
from macros.proof.pages import MISSING, Page, Pages, joined, text
from macros.proof.walk import ASK
from macros.publish.assets import LIST, plain

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

    from macros.proof.served import Served

SEARCHES = yaml.safe_load((ROOT / "tests/searches.yml").read_text(encoding="utf-8"))
VENDOR = ROOT / "overrides/assets/vendor"
browser_only = pytest.mark.browser


@pytest.fixture(scope="module")
def index(site: Pages) -> list[dict[str, Any]]:
    """The index as it was built."""
    return json.loads((site.root / site.asset(INDEX)).read_text(encoding="utf-8"))


def ask_all(served: Served, tab: Tab, questions: list[str]) -> list[tuple[str, list[str]]]:
    """Ask many questions on one page. Returns for each what the page says and where the results lead."""
    ask(served, tab, "carers")
    return [
        (said, [link.removeprefix(served.url) for link in links])
        for said, links in tab.evaluate(ASK, questions)
    ]


# What is found


@browser_only
def test_every_query_finds_its_page_among_the_first_three(served: Served, tab: Tab) -> None:
    missed = []
    queries = SEARCHES["found"]
    for query, (said, found) in zip(
        queries, ask_all(served, tab, [query["query"] for query in queries]), strict=True
    ):
        right = query.get("pages") or [query["page"]]
        if not set(right) & set(found[:3]):
            missed.append(
                f"{query['query']}: {' or '.join(right)} is not among {found[:5]}. {said}"
            )
        if query.get("never") in found:
            missed.append(f"{query['query']}: {query['never']} is found, and must not be.")
    assert not missed, "\n".join(missed)


@browser_only
def test_for_what_is_not_on_the_site_nothing_is_found(served: Served, tab: Tab) -> None:
    queries = SEARCHES["nothing"]
    for query, (said, found) in zip(queries, ask_all(served, tab, queries), strict=True):
        assert not found, f"{query}: {said} {found[:5]}"
        assert said == f"No results for “{query}”."


@browser_only
def test_a_question_of_which_a_part_is_unknown_says_so(served: Served, tab: Tab) -> None:
    queries = SEARCHES["partly"]
    for query, (said, found) in zip(
        queries, ask_all(served, tab, [query["query"] for query in queries]), strict=True
    ):
        assert query["page"] in found[:3], f"{query['query']}: {found[:5]}"
        assert said.endswith(
            f"Nothing was found for {' or '.join(f'“{word}”' for word in query['without'])}."
        ), said


@browser_only
def test_spelling_decides_nothing(served: Served, tab: Tab) -> None:
    """Joined, apart or run together, in capitals, with signs that nobody sees, or as another program writes letters."""
    for first, *others in SEARCHES["alike"]:
        (_, wanted), *answers = ask_all(served, tab, [first, *others])
        assert wanted, first
        for other, (said, found) in zip(others, answers, strict=True):
            assert found[:3] == wanted[:3], f"{other!a}: {said} {found[:3]} and not {wanted[:3]}"


@browser_only
def test_short_names_in_capitals_are_no_small_words(served: Served, tab: Tab) -> None:
    """Whoever asks for nothing but the small word means the name; whoever shouts a whole question means no name."""
    names = {"it": "IT support", "me": "ME", "who": "WHO", "words": "Who told me of it"}
    entries = [
        {"u": f"{id_}/", "t": name, "k": "Page", "n": [], "m": [], "x": "A text."}
        for id_, name in names.items()
    ]
    tab.route("**/search.*.json", lambda route: route.fulfill(json=entries))
    try:
        for question in ("IT", "it", "ME", "me", "WHO", "Who"):
            ask(served, tab, question)
            assert results(served, tab) == [f"{question.lower()}/"]
        ask(served, tab, "WHO TOLD ME OF IT")
        assert results(served, tab) == ["words/"]
        assert ask(served, tab, "told who") == "1 result for “told who”."
    finally:
        tab.unroute("**/search.*.json")


@browser_only
def test_every_chapter_is_found_by_each_of_its_names_and_keywords(served: Served, tab: Tab) -> None:
    names = [
        (id_, name)
        for id_, c in chapters_in_data().items()
        for name in (c["title"], *c.get("also_called", ()), *c["keywords"])
    ]
    answers = ask_all(served, tab, [name for _, name in names])
    missed = [
        f"{name}: {id_} is not among {found[:5]}"
        for (id_, name), (_, found) in zip(names, answers, strict=True)
        if f"chapters/{id_}/" not in found[:5]
    ]
    assert not missed, "\n".join(missed)


@browser_only
def test_place_words_and_help_with_hide_no_chapter(served: Served, tab: Tab) -> None:
    """Each title with the county's name, each of its towns, "near me" and "help with", in one way or another."""
    places = [place.split("/")[0] for place in load("plan")["places"]]
    chapters = list(chapters_in_data().items())
    asked = [
        (id_, chapter["title"], place)
        for n, (id_, chapter) in enumerate(chapters)
        for place in places[n % 4 :: 4]
    ]
    ways = (
        "{} {}",
        "help with {} in {}",
        "{1} {0} services",
        "support for {} near {}",
        "{} support {}",
    )
    questions = [
        (id_, ways[n % len(ways)].format(title, place))
        for n, (id_, title, place) in enumerate(asked)
    ]
    questions += [
        (id_, way.format(chapter["title"]))
        for id_, chapter in chapters
        for way in ("{} Durham", "help with {}", "help with {} in County Durham", "{} near me")
    ]
    answers = ask_all(served, tab, [question for _, question in questions])
    missed = [
        f"{question}: {found[:2]}"
        for (id_, question), (_, found) in zip(questions, answers, strict=True)
        if found[:1] != [f"chapters/{id_}/"]
    ]
    assert not missed, "\n".join(missed)


@browser_only
def test_a_place_alone_is_looked_up(served: Served, tab: Tab) -> None:
    assert ask(served, tab, "Bishop Auckland").endswith("for “Bishop Auckland”.")
    assert results(served, tab)


@browser_only
def test_a_question_is_answered_by_what_fits_most_of_its_words_and_the_missing_ones_are_named(
    served: Served, tab: Tab
) -> None:
    said = ask(served, tab, "breathing dentist teeth")
    assert said.endswith("Nothing has all of the words.")
    first = tab.locator("#results > li").first
    assert "oral-health" in results(served, tab)[0]
    assert "Without “breathing”" in first.inner_text()
    ask(served, tab, "dentist teeth")
    assert "Without" not in tab.locator("#results > li").first.inner_text()


def test_keywords_stand_in_the_order_of_the_alphabet() -> None:
    for id_, chapter in chapters_in_data().items():
        assert chapter["keywords"] == sorted(chapter["keywords"], key=str.lower), id_


def test_what_a_page_says_that_it_is_asked_for_by_stands_in_the_index(
    index: list[dict[str, Any]],
) -> None:
    names = {entry["u"]: entry["n"] for entry in index}
    for path in (EDITION / "docs").rglob("*.md"):
        parts = path.read_text(encoding="utf-8").split("---\n")
        if parts[0] == "":
            said = [*map(str, yaml.safe_load(parts[1]).get("keywords", []))]
            file = path.relative_to(EDITION / "docs").with_suffix("").as_posix()
            if said:
                assert names[f"{file.removesuffix('index')}/".replace("//", "/")] == said


def test_the_list_of_queries_is_large_and_names_pages_that_are_there(site: Pages) -> None:
    queries = [query["query"] for query in SEARCHES["found"]]
    assert len(queries) >= 90
    assert len(queries) == len({query.lower() for query in queries}), "a query stands there twice"
    asked = {
        page for query in SEARCHES["found"] for page in query.get("pages", [query.get("page")])
    }
    for page in asked:
        where, _, anchor = page.partition("#")
        assert f"/{where}" in site, page
        assert not anchor or site[f"/{where}"].one(f"[id='{anchor}']") is not None
    assert {f"chapters/{id_}/" for id_ in chapters_in_data()} <= asked
    assert {person["name"] for person in load("people").values()} <= set(queries)


# How it is asked


@browser_only
@pytest.mark.parametrize(
    "start", ["/", "/chapters/mental-health/", "/boards/acute-care/", "/words/", MISSING]
)
def test_the_form_in_the_header_leads_to_the_results_by_keyboard(
    served: Served, tab: Tab, start: str
) -> None:
    tab.goto(served.at(start), wait_until="load")
    for _ in range(6):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.name") == "q":
            break
    tab.keyboard.type("looking after my mum")
    tab.keyboard.press("Enter")
    assert answered(tab).endswith("results for “looking after my mum”.")
    assert tab.url == address(served, "looking after my mum")
    assert "chapters/carers/" in results(served, tab)[:3]


@browser_only
def test_the_address_holds_the_question_so_reload_and_back_bring_the_results_again(
    served: Served, tab: Tab
) -> None:
    said = ask(served, tab, "stroke")
    first = results(served, tab)
    tab.reload(wait_until="load")
    assert answered(tab) == said
    assert results(served, tab) == first
    tab.locator("#results a").first.click()
    tab.wait_for_url(served.url + first[0])
    tab.go_back(wait_until="load")
    assert tab.url == address(served, "stroke")
    assert answered(tab) == said
    assert results(served, tab) == first
    assert tab.title().startswith(said.removesuffix("."))
    assert tab.eval_on_selector_all(
        "input[name=q]", "fields => fields.map(field => field.value)"
    ) == ["stroke"]


@browser_only
def test_without_a_question_the_page_looks_nothing_up(served: Served, tab: Tab) -> None:
    asked: list[str] = []
    tab.on("request", seen := lambda request: asked.append(request.url))
    tab.goto(served.at("/search/"), wait_until="networkidle")
    assert tab.inner_text("#count") == ""
    assert not results(served, tab)
    assert not tab.locator("#none").is_visible()
    assert not [url for url in asked if url.endswith(".json")]
    tab.goto(address(served, "   "), wait_until="networkidle")
    assert tab.inner_text("#count") == ""
    tab.remove_listener("request", seen)


# How it is answered


def test_the_count_is_announced_since_its_place_is_in_the_page_from_the_start(site: Pages) -> None:
    status = site["/search/"].one("#count")
    assert status.get("aria-live") == "polite"
    assert status.get("role") is None, "Orca would say 'status bar' in its place"
    assert not text(status)
    after = [element.get("id") for element in status.itersiblings()]
    assert after[0] == "results"
    assert site["/search/"].one("ol#results") is not None


@browser_only
def test_results_are_plain_links_with_title_kind_and_passage(
    served: Served, tab: Tab, index: list[dict[str, Any]]
) -> None:
    said = ask(served, tab, "blood pressure")
    shown = tab.eval_on_selector_all(
        "#results > li",
        "items => items.map(li => [li.querySelector('h3 > a').getAttribute('href'), li.querySelector('h3').textContent,"
        " li.querySelector('.kind').textContent, li.querySelector('p:last-child').textContent])",
    )
    entries = {entry["u"]: entry for entry in index}
    assert said.startswith(f"{len(shown)} results for")
    for link, title, kind, passage in shown:
        entry = entries[link.removeprefix("../")]
        assert (title, kind) == (entry["t"], entry["k"])
        assert not passage.endswith(" ...")
        assert passage.removesuffix("\N{NO-BREAK SPACE}...") in entry["x"]
        assert 10 < len(passage) <= 240
    assert any(passage.endswith("\N{NO-BREAK SPACE}...") for *_, passage in shown), (
        "the dots never stand alone on a line"
    )
    assert tab.inner_text("#results p b >> nth=0").lower() in ("blood", "pressure")
    assert (
        tab.locator("#results").evaluate(
            "list => list.querySelectorAll('[style], [role], [tabindex], [onclick]').length"
        )
        == 0
    )


@browser_only
def test_many_results_are_counted_but_only_the_first_thirty_shown(served: Served, tab: Tab) -> None:
    said = ask(served, tab, "health")
    assert re.fullmatch(r"\d\d+ results for “health”\. The first 30 are shown\.", said)
    assert len(results(served, tab)) == 30


@browser_only
def test_a_question_or_an_index_with_html_is_shown_as_text_and_never_run(
    served: Served, tab: Tab
) -> None:
    evil = "<img src=x onerror=\"xssed='yyy'\">"
    ran = "'xssed' in window"
    ask(served, tab, f"stroke {evil}")
    assert evil not in tab.inner_html("main")
    assert tab.locator("main img").count() == 0
    assert not tab.evaluate(ran)
    assert ask(served, tab, evil) == f"No results for “{evil}”."
    entry = {
        "u": "chapters/stroke/",
        "t": f"Stroke {evil}",
        "k": f"Chapter {evil}",
        "n": [evil],
        "m": [evil],
        "x": f"Stroke {evil}",
    }
    tab.route("**/search.*.json", lambda route: route.fulfill(json=[entry]))
    try:
        assert ask(served, tab, "stroke").startswith("1 result ")
        assert tab.inner_text("#results h3") == f"Stroke {evil}"
        assert tab.locator("main img").count() == 0
        assert not tab.evaluate(ran)
    finally:
        tab.unroute("**/search.*.json")


def test_the_script_puts_in_no_html_and_no_styles() -> None:
    script = (ROOT / "overrides/assets/search.js").read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\.style\b|localStorage|cookie",
        script,
    )


@browser_only
def test_no_result_says_so_and_the_a_to_z_follows(served: Served, tab: Tab) -> None:
    assert ask(served, tab, "xyzzy") == "No results for “xyzzy”."
    none = tab.locator("#none")
    assert "Nothing here seems to be about that" in none.inner_text()
    assert tab.locator("#ways-on").is_visible()
    assert next_is_the_a_to_z(tab)
    ask(served, tab, "stroke")
    assert not none.is_visible()
    assert tab.locator("#results").is_visible()


def test_ways_on_stand_in_the_page_whatever_is_found_and_without_scripts(site: Pages) -> None:
    page = site["/search/"]
    ways = page.one("#ways-on")
    assert [link.removeprefix(site.url) for link in page.links(ways)] == [
        "help/",
        "chapters/",
        "words/",
        "contact/",
    ]
    assert ways.get("hidden") is None


@browser_only
def test_results_stand_alone_and_one_link_leads_to_the_a_to_z(served: Served, tab: Tab) -> None:
    ask(served, tab, "stroke")
    assert tab.locator("#a-to-z").is_hidden()
    tab.locator(".search-form + p a").click()
    assert tab.url == f"{served.url}search/#a-to-z"
    assert tab.locator("#a-to-z").is_visible()
    assert tab.locator("#results").is_hidden()
    assert not tab.inner_text("#count")


@browser_only
@pytest.mark.parametrize("failure", ["cut off", "missing", "broken"])
def test_an_index_that_cannot_be_loaded_is_told(served: Served, tab: Tab, failure: str) -> None:
    def fail(route: Any) -> None:
        if failure == "cut off":
            route.abort()
        elif failure == "missing":
            route.fulfill(status=404, body="no")
        else:
            route.fulfill(status=200, body="<html>")

    tab.route("**/search.*.json", fail)
    try:
        assert (
            ask(served, tab, "stroke")
            == "The search does not work at the moment. Use the A to Z below."
        )
        assert not results(served, tab)
        assert next_is_the_a_to_z(tab)
    finally:
        tab.unroute("**/search.*.json")


@browser_only
@pytest.mark.parametrize(
    "broken",
    [
        "String.prototype.matchAll = undefined",  # where a passage is cut out of a result
        "Array.prototype.flatMap = undefined",  # where the index is made
        "Element.prototype.before = undefined",  # where results are shown
    ],
)
def test_whatever_fails_while_it_answers_leaves_the_a_to_z(
    served: Served, tab: Tab, broken: str
) -> None:
    tab.goto(served.at("/search/"), wait_until="load")
    tab.evaluate(broken)
    tab.evaluate(
        "import(document.querySelector('script[src*=\"/search.\"]').src).then(search => search.show('diabetis'))"
    )
    assert answered(tab) == "The search does not work at the moment. Use the A to Z below."
    assert not tab.evaluate("document.documentElement.classList.contains('asked')")
    assert next_is_the_a_to_z(tab)


@browser_only
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("question", ["diabetis", "xyzzy"])
def test_axe_finds_nothing_in_the_results(
    served: Served, tab: Tab, question: str, scheme: Any
) -> None:
    tab.emulate_media(color_scheme=scheme)
    ask(served, tab, question)
    tab.evaluate(AXE_SCRIPT)
    found = tab.evaluate(
        "axe.run({include: [['h1'], ['.found']]}, {resultTypes: ['violations']}).then(found => found.violations.map(v => [v.id, v.nodes[0].html]))"
    )
    tab.emulate_media(color_scheme="light")
    assert not found


# Without scripts, and what is asked of whom


@browser_only
def test_without_scripts_the_page_offers_the_a_to_z(served: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address(served, "stroke"), wait_until="load")
    assert tab.inner_text("#count") == ""
    assert not tab.locator("#none").is_visible()
    assert tab.get_by_role("heading", name="A to Z").is_visible()
    assert tab.get_by_role("link", name="Stroke", exact=True).first.is_visible()
    context.close()


def of_a_subject(page: Page) -> bool:
    """Whether a page is one of many of a kind: a form, what partners need, a paper. Their first page leads to them."""
    return re.fullmatch(r"/(have-your-say|partners|papers)/[^/]+/", page.address) is not None


def test_the_a_to_z_leads_to_every_chapter_page_and_word(site: Pages) -> None:
    page = site["/search/"]
    linked = {
        link.removeprefix(site.url)
        for section in page.all("section.letter")
        for link in page.links(section)
    }
    assert {other.address for other in site if not of_a_subject(other)} - {
        f"/{link}" for link in linked
    } == {"/search/", *NOT_LOOKED_FOR}
    assert {f"words/#{id_}" for id_ in load("terms")} <= linked
    words = [
        straight(joined(item.text_content())).lower() for item in page.all("section.letter li")
    ]
    for id_, chapter in chapters_in_data().items():
        for word in (chapter["title"], *chapter["keywords"]):
            starts = (word.lower(), f"{word.lower()}: ")
            assert any(line == starts[0] or line.startswith(starts[1]) for line in words), (
                f"{id_}: {word}"
            )


@pytest.mark.parametrize("start", ["/search/", "/chapters/"])
def test_each_word_of_the_a_to_z_stands_there_once_and_is_the_link_itself_if_a_page_bears_its_name(
    site: Pages, start: str
) -> None:
    words = []
    for item in site[start].all("ul.index > li"):
        line = joined(item.text_content()).lower()
        links = [text(link).lower() for link in item.cssselect("a")]
        bold = item.cssselect("b")
        word = text(bold[0]).lower() if bold else joined(item.text).lower().removesuffix(":")
        words.append(word)
        assert word not in links[1:], line
        assert (word == links[0]) == bool(bold), line
        assert line.startswith(f"{word}: ") if links != [word] else line == word, line
    assert len(words) > 200
    assert len(words) == len(set(words)), sorted(word for word in words if words.count(word) > 1)


# The commas after links that do not stand on the line on which their link ends.
LOOSE = """() => [...document.querySelectorAll('.index a')].filter(a => {
  const comma = a.nextSibling;
  if (!comma?.data?.startsWith(',')) return false;
  const range = document.createRange();
  range.setStart(comma, 0);
  range.setEnd(comma, 1);
  const at = range.getBoundingClientRect(), end = [...a.getClientRects()].at(-1);
  return at.bottom <= end.top || at.top >= end.bottom || at.left < end.right - 1;
}).map(a => a.closest('li').innerText)"""


@browser_only
def test_no_line_of_the_a_to_z_begins_with_a_comma(served: Served, tab: Tab) -> None:
    try:
        for width in (320, 400, 1280):
            tab.set_viewport_size({"width": width, "height": 800})
            tab.goto(served.at("/search/"), wait_until="load")
            assert tab.evaluate(
                "[...document.querySelectorAll('.index li')].some(li => li.innerText.includes(','))"
            )
            assert tab.evaluate(LOOSE) == [], f"{width} px"
    finally:
        tab.set_viewport_size({"width": 1280, "height": 800})


@browser_only
def test_other_pages_load_no_script_and_no_index_and_no_page_asks_another_host(
    served: Served, tab: Tab
) -> None:
    asked: list[str] = []
    tab.on("request", seen := lambda request: asked.append(request.url))
    for start in ("/", "/chapters/carers/", "/chapters/", "/words/", "/partners/", MISSING):
        tab.goto(served.at(start), wait_until="networkidle")
    assert not [url for url in asked if url.endswith((".js", ".json"))]
    ask(served, tab, "carers")
    tab.remove_listener("request", seen)
    loaded = {
        plain(urlsplit(url).path).rpartition("/")[2]
        for url in asked
        if url.endswith((".js", ".json"))
    }
    assert loaded == {"words.js", "danger.js", "search.js", "minisearch-7.2.0.js", "search.json"}
    assert [url for url in asked if not url.startswith((served.url, "data:"))] == []


# The time at which the page was first painted, and that at which the library of the search was asked for.
WHEN = """() => [
  performance.getEntriesByName("first-contentful-paint")[0].startTime,
  performance.getEntriesByType("resource").find(({ name }) => name.includes("minisearch")).startTime,
]"""


@browser_only
def test_the_page_stands_there_before_the_search_begins_its_work(served: Served, tab: Tab) -> None:
    ask(served, tab, "carers")
    painted, worked = tab.evaluate(WHEN)
    assert painted <= worked


@browser_only
def test_the_search_answers_where_the_browser_never_tells_that_the_page_was_painted(
    served: Served, browser: Browser
) -> None:
    """An old browser, which has no scheduler either, and a page in the background, that nobody looks at yet."""
    context = browser.new_context()
    context.add_init_script(
        "PerformanceObserver.prototype.observe = () => {}; Object.defineProperty(window, 'scheduler', {})"
    )
    assert "carers" in ask(served, context.new_page(), "carers")
    context.close()


def test_only_the_search_page_the_forms_and_the_page_of_help_name_a_script(site: Pages) -> None:
    """Facts for search engines stand in a `script` too, but are data and never run."""
    running = {
        page.address: [
            s.get("type") for s in page.all("script") if s.get("type") != "application/ld+json"
        ]
        for page in site
    }
    forms = {page.address for page in site if page.address.startswith("/have-your-say/")}
    assert {address: set(types) for address, types in running.items() if types} == {
        address: {"module"} for address in ("/help/", "/search/", *forms)
    }


def test_every_page_has_the_form_and_it_needs_no_script(site: Pages) -> None:
    for page in site:
        form = page.one("form[role=search]")
        assert page.target(form, "action") == site.at("/search/"), page.address
        assert form.get("method", "get").lower() == "get"
        field = form.cssselect("input[name=q]")[0]
        assert page.one(f"label[for='{field.get('id')}']").text_content().strip()


# The index and the library


def test_the_index_holds_the_pages_that_are_there_and_nothing_else(
    site: Pages, index: list[dict[str, Any]]
) -> None:
    addresses = [entry["u"] for entry in index]
    assert len(addresses) == len(set(addresses))
    pages = {u for u in addresses if "#" not in u}
    assert {f"/{u}" for u in pages} == {page.address for page in site} - {
        "/search/",
        *NOT_LOOKED_FOR,
    }
    parts = {u for u in addresses if re.match(r"papers/[^/]+/#part-", u)}
    assert parts
    assert set(addresses) - pages - parts == {f"words/#{id_}" for id_ in load("terms")}
    assert all(
        set(entry) == set("utknmx") and entry["t"] and entry["k"] and entry["x"] for entry in index
    )


def test_the_index_holds_only_what_stands_on_the_pages(
    site: Pages, index: list[dict[str, Any]]
) -> None:
    """Nothing private can be in it: every sentence can be read on its page."""
    for entry in index:
        page = site["/" + entry["u"].partition("#")[0]]
        there = re.sub(r"[\s.]+", "", page.one("main").text_content())
        for sentence in entry["x"].split(". "):
            # A sentence of a heading and its neighbour may have been joined.
            assert re.sub(r"[\s.]+", "", sentence) in there, f"{entry['u']}: {sentence}"
    said = json.dumps(index)
    assert not re.search(r"[\w.]+@\w[\w.-]*\.\w+|/home/|/root/|/tmp/|" + re.escape(str(ROOT)), said)


def test_the_index_leaves_out_headings_and_what_belongs_to_other_pages(
    index: list[dict[str, Any]],
) -> None:
    texts = {entry["u"]: entry["x"] for entry in index}
    for id_, chapter in chapters_in_data().items():
        assert "In plain words." not in texts[f"chapters/{id_}/"]
        for start in ("boards/", f"boards/{chapter['board']}/", f"{chapter['stage']}/"):
            assert straight(chapter["summary"])[:60] not in straight(texts[start]), (
                f"{start}: {id_}"
            )


def test_the_index_is_small(site: Pages) -> None:
    size = packed((site.root / site.asset(INDEX)).read_bytes())
    assert size < 80_000, f"{size} bytes packed"


def test_the_library_is_the_one_that_its_readme_names() -> None:
    readme = (VENDOR / "minisearch-ABOUT.txt").read_text(encoding="utf-8")
    sha, name = re.search(r"sha256 ([0-9a-f]{64})  (minisearch\S+)", readme).groups()
    version = re.match(r"MiniSearch (\d+\.\d+\.\d+),", readme)[1]
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == sha
    assert name == f"minisearch-{version}.js"
    assert f"./vendor/{name}" in (ROOT / "overrides/assets/search.js").read_text(encoding="utf-8")
    assert "MIT" in readme
    assert "Permission is hereby granted" in (VENDOR / "minisearch-LICENSE.txt").read_text(
        encoding="utf-8"
    )


def test_the_index_is_made_while_editing_too(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "macros", "serve", "--address", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        where = json.loads(fetched(server, port, LIST))
        assert len(json.loads(fetched(server, port, where[INDEX[1:]]))) > 50
    finally:
        server.terminate()
        server.wait(20)
    with pytest.raises(URLError):  # nothing is left running behind the command
        urlopen(f"http://127.0.0.1:{port}/", timeout=5)


def fetched(server: subprocess.Popen[bytes], port: int, address: str) -> bytes:
    """What stands at an address, as soon as the server is ready."""
    end = time.monotonic() + 60
    while True:
        assert server.poll() is None, "the server has stopped"
        try:
            with urlopen(f"http://127.0.0.1:{port}/{address}", timeout=5) as answer:
                return answer.read()
        except (URLError, ConnectionError, TimeoutError):
            assert time.monotonic() < end, f"nothing at {address}"
            time.sleep(0.2)
