"""Who searches in danger finds help first; who does not is not told of it; and the words stay nowhere."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

import pytest
import yaml
from pages import EDITION, ROOT, build
from sample import small_plan
from searching import address, answered, ask, next_is_the_a_to_z, results

from macros.plan.today import epoch_of
from macros.proof.served import Served, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Route
    from playwright.sync_api import Page as Tab

    from macros.proof.pages import Pages

PHRASES = yaml.safe_load((ROOT / "tests/danger.yml").read_text(encoding="utf-8"))
CRY = "I want to kill myself"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Tab]:
    """A phone, on which all questions are asked."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce", locale="en-GB"
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


FIELD = "input[name=q]"  # in the header, or on the page itself


def type_in(tab: Tab, question: str) -> None:
    """Search as a person does."""
    tab.fill(FIELD, question)
    tab.press(FIELD, "Enter")


def helped(tab: Tab) -> list[str]:
    """The names of the lines of help that are shown, once they are."""
    tab.locator("#help-now").wait_for()
    return tab.locator("#help-now li:visible > b").all_inner_texts()


# Which questions mean danger

MEANT = """async phrases => {
  const { dangers } = await import(document.querySelector('script[src*="/danger."]').src);
  const known = JSON.parse(document.querySelector('[data-known]').dataset.known);
  return phrases.filter(phrase => dangers(phrase, known.dangers).length);
}"""


def test_every_cry_for_help_brings_help_and_no_harmless_phrase_does(
    served: Served, phone: Tab
) -> None:
    phone.goto(served.at("/search/"), wait_until="load")
    heard = phone.evaluate(MEANT, PHRASES["cries"])
    assert [phrase for phrase in PHRASES["cries"] if phrase not in heard] == []
    assert phone.evaluate(MEANT, PHRASES["harmless"]) == []
    assert len(PHRASES["cries"]) >= 60
    assert len(PHRASES["harmless"]) >= 40


def test_a_cry_is_known_however_it_is_typed(served: Served, phone: Tab) -> None:
    """Capitals, apostrophes of all kinds, none, accents, signs, blanks too many or none, letters twice or out of order."""
    typed = [
        "I WANT TO DIE",
        "can’t cope",
        "can`t cope",
        "cant cope",
        "can not cope",
        "  i   want\tto die!!! ",
        "iwanttodie",
        "killmyself",
        "kill my self",
        "kiill myself",
        "kill mysefl",
        "sucide",
        "suïcide",
        "over dose",
        "selfharm",
        "self-harm",
        "chest pian",
        f"I want to die {'and I do not know why ' * 1000}",
    ]
    phone.goto(served.at("/search/"), wait_until="load")
    assert phone.evaluate(MEANT, typed) == typed


# Help comes first


def test_help_stands_first_before_the_index_has_come(served: Served, phone: Tab) -> None:
    waiting: list[Route] = []

    def wait(route: Route) -> None:
        waiting.append(route)

    phone.route("**/search.*.json", wait)
    try:
        phone.goto(address(served, CRY), wait_until="domcontentloaded")
        assert helped(phone)
        assert phone.inner_text("#count") == ""
        assert phone.evaluate("document.activeElement.innerText") == "Get help now", (
            "it is what a screen reader says first"
        )
        assert (
            phone.evaluate(
                "document.querySelector('h1').compareDocumentPosition(document.activeElement)"
            )
            == 4
        )
        assert (
            phone.evaluate("document.activeElement.closest('section').nextElementSibling.tagName")
            == "FORM"
        )
        number = phone.locator("#help-now li:visible .phone-number").first.bounding_box()
        assert number
        assert number["y"] + number["height"] < 844, (
            "a number to call is on the first screen of a phone"
        )
        phone.wait_for_function("document.querySelectorAll('#count').length")
        for route in waiting:
            route.continue_()
        answered(phone)
        assert (
            phone.evaluate(
                "document.querySelector('#help-now').compareDocumentPosition(document.querySelector('#count'))"
            )
            == 4
        )
    finally:
        phone.unroute("**/search.*.json")


def test_each_kind_of_danger_brings_its_own_help_in_its_own_order(
    served: Served, phone: Tab
) -> None:
    phone.goto(served.at("/search/"), wait_until="load")
    kinds = json.loads(phone.locator("[data-known]").get_attribute("data-known") or "")["dangers"]
    names = {
        id_: line["name"]
        for id_, line in yaml.safe_load(
            (EDITION / "data/help.yml").read_text(encoding="utf-8")
        ).items()
    }
    for kind in kinds:
        phrase = " ".join(part.split("/")[0] for part in kind["phrases"][0].split())
        phone.goto(address(served, phrase), wait_until="load")
        assert helped(phone)[: len(kind["help"])] == [
            names[id_].replace("'", "’") for id_ in kind["help"]
        ], phrase
        assert kind["plain"].replace("'", "’") in phone.inner_text("#help-for")


def test_help_stands_above_nothing_found_and_where_the_search_fails(
    served: Served, phone: Tab
) -> None:
    phone.goto(address(served, "od xyzzy"), wait_until="load")
    assert answered(phone) == "No results."
    assert helped(phone)
    phone.route("**/search.*.json", lambda route: route.abort())
    try:
        phone.goto(address(served, CRY), wait_until="load")
        assert "Use the A to Z below." in answered(phone)
        assert helped(phone)
        assert phone.locator("#a-to-z").is_visible()
    finally:
        phone.unroute("**/search.*.json")


def test_the_bare_name_of_an_illness_or_service_brings_its_chapter_first_and_help_below(
    served: Served, phone: Tab
) -> None:
    for name, chapter in (
        ("stroke", "stroke"),
        ("Hospice", "palliative-care"),
        ("end of life care", "palliative-care"),
        ("heart attack", "cardiovascular-disease"),
    ):
        ask(served, phone, name)
        assert results(served, phone)[0] == f"chapters/{chapter}/", name
        assert helped(phone), name
        assert (
            phone.evaluate(
                "document.querySelector('#results').compareDocumentPosition(document.querySelector('#help-now'))"
            )
            == 4
        ), name
        assert phone.evaluate("document.activeElement.tagName") == "BODY", (
            "nothing is put before the results"
        )


def test_other_questions_show_no_help_and_the_page_alone_and_without_scripts_does(
    served: Served, phone: Tab, browser: Browser
) -> None:
    for question in ("killing time", "deadline", "dentist", "xyzzy"):
        ask(served, phone, question)
        assert phone.locator("#help-now").is_hidden(), question
    phone.goto(served.at("/search/"), wait_until="load")
    assert len(helped(phone)) > 2
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(address(served, CRY), wait_until="load")
    assert helped(plain) == helped(phone)
    assert plain.locator("#unanswered").is_visible()
    assert plain.get_by_role("heading", name="A to Z").is_visible()
    context.close()


# The words stay nowhere


@pytest.mark.parametrize("start", ["/chapters/mental-health/", "/search/", "/search/?q=stroke"])
def test_the_words_stay_neither_in_the_address_nor_a_title_nor_the_history_nor_a_field(
    served: Served, browser: Browser, start: str
) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(served.at(start), wait_until="load")
    type_in(tab, CRY)
    tab.wait_for_url(served.at("/search/"))
    assert helped(tab)
    assert answered(tab)
    assert "kill" not in tab.title()
    assert "kill" not in tab.evaluate("window.name + JSON.stringify(history.state)")
    assert (
        tab.eval_on_selector_all("input", "fields => fields.filter(field => field.value).length")
        == 0
    )
    assert tab.evaluate("performance.getEntriesByType('navigation')[0].name").endswith(
        "/search/" if "?" not in start else start
    )
    tab.reload(wait_until="load")
    assert "kill" not in tab.content() or "kill" not in tab.inner_text("main .found")
    if not start.startswith("/search/"):
        tab.go_back(wait_until="load")
        assert tab.url == served.at(start), "one step back leaves the search"
    context.close()


def test_what_is_typed_elsewhere_goes_out_with_the_first_request_alone(
    served: Served, browser: Browser
) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(served.at("/chapters/mental-health/"), wait_until="load")
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(f"{request.url} {request.headers}"))
    type_in(tab, CRY)
    tab.wait_for_url(served.at("/search/"))
    assert helped(tab)
    assert answered(tab)
    assert len([line for line in asked if "kill" in line]) == 1
    assert "kill" not in tab.evaluate("document.referrer")
    context.close()


def test_what_is_typed_on_the_search_page_is_not_sent(served: Served, phone: Tab) -> None:
    phone.goto(served.at("/search/"), wait_until="load")
    asked: list[str] = []
    phone.on("request", seen := lambda request: asked.append(request.url))
    type_in(phone, CRY)
    assert helped(phone)
    assert answered(phone)
    phone.remove_listener("request", seen)
    assert asked
    assert not [url for url in asked if "kill" in url]


# Whatever fails

FAULTS = {
    "a browser without Array.at": "delete Array.prototype.at",
    "a browser without a paint observer": "delete window.PerformanceObserver",
    "an error while looking up": "Map.prototype.entries = () => { throw new Error('broken') }; String.prototype.normalize = function () { if (this.includes('diab')) throw new Error('broken'); return String(this) }",
    "an error while listing": "Element.prototype.replaceChildren = () => { throw new Error('broken') }",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_error_in_the_search_never_leaves_an_empty_page(
    served: Served, browser: Browser, fault: str
) -> None:
    context = browser.new_context()
    context.add_init_script(FAULTS[fault])
    tab = context.new_page()
    tab.goto(address(served, "diabetis"), wait_until="load")
    tab.locator("#results li, #a-to-z").first.wait_for()
    if not results(served, tab):
        tab.locator("#count:not(:empty), #unanswered:visible").first.wait_for()
        assert "Use the A to Z below." in tab.inner_text("main")
        assert next_is_the_a_to_z(tab)
    context.close()


@pytest.mark.parametrize("script", ["search", "danger", "words", "minisearch-7.2.0"])
def test_a_script_that_does_not_come_leaves_the_a_to_z_with_a_sentence_and_help(
    served: Served, browser: Browser, script: str
) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.route(f"**/{script}.*.js", lambda route: route.abort())
    tab.goto(address(served, "suicide"), wait_until="load")
    tab.locator("#count:not(:empty), #unanswered:visible").first.wait_for()
    assert "Use the A to Z below." in tab.inner_text("main")
    assert helped(tab)
    assert tab.locator("#a-to-z").is_visible()
    context.close()


@pytest.mark.parametrize(
    "index", ["[{}]", '[{"u":"a/","t":"A","k":"Page"}]', "{}", "null", '"x"', "[]"]
)
def test_an_index_that_holds_something_else_leaves_the_a_to_z(
    served: Served, phone: Tab, index: str
) -> None:
    phone.route(
        "**/search.*.json", lambda route: route.fulfill(body=index, content_type="application/json")
    )
    try:
        phone.goto(address(served, "stroke"), wait_until="load")
        answered(phone)
        assert phone.locator("#a-to-z").is_visible()
        assert not results(served, phone)
    finally:
        phone.unroute("**/search.*.json")


def test_an_index_that_is_slow_is_told_and_leaves_the_a_to_z_meanwhile(
    served: Served, browser: Browser
) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.route("**/search.*.json", lambda _: None)
    tab.clock.install()
    tab.goto(address(served, "stroke"), wait_until="load")
    assert tab.locator("#a-to-z").is_hidden()
    tab.clock.fast_forward(1100)
    assert tab.inner_text("#count") == "Looking …"
    tab.clock.fast_forward(2000)
    assert "you can use the A to Z below" in tab.inner_text("#count")
    assert tab.locator("#a-to-z").is_visible()
    context.close()


# Another plan


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The site of a plan whose editors know one danger only."""
    folder = tmp_path_factory.mktemp("danger")
    return build(
        small_plan(folder / "project"),
        folder / "site",
        SOURCE_DATE_EPOCH=epoch_of(date(2030, 6, 1)),
    )


def test_the_words_that_mean_danger_are_the_editors(other: Pages, browser: Browser) -> None:
    expected: dict[str, Any] = {
        "he is in grave peril": True,
        "PERIL": True,
        "hurting my self": True,
        "I hurt myself laughing": False,
        "perilous seas": False,
        "kill": False,
    }
    context = browser.new_context()
    with serve(other) as served:
        tab = context.new_page()
        for question, means in expected.items():
            tab.goto(f"{served.url}search/?q={quote_plus(question)}", wait_until="load")
            answered(tab)
            assert (
                tab.locator("form.large").evaluate(
                    "form => form.previousElementSibling?.id === 'help-now'"
                )
                == means
            ), question
    context.close()
