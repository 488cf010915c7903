"""Comments are asked for where somebody takes them, and nowhere else: the same pages of the small plan in both states."""

from __future__ import annotations

import json
import re
from contextlib import ExitStack
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pages import build, by_day, nothing
from sample import small_plan

from macros.plan.today import epoch_of
from macros.proof.checkers.axe import axe
from macros.proof.checkers.sight import contrast, targets
from macros.proof.findings import DARK, LIGHT, LIGHT_NARROW, State, visit
from macros.proof.pages import MISSING, Page, Pages, text
from macros.proof.served import Served, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement
    from playwright.sync_api import Page as Tab

TODAY = date(2030, 6, 1)
ROUTES = {
    "nobody": "",
    "endpoint": "feedback:\n  endpoint: https://forms.test/plan\n  thanks_field: _next\n  privacy_contact: Write to the trust.\n  kept: Two years.\n",
    "e-mail": "feedback:\n  email: plan@example.org\n",
    "post": "feedback:\n  post: [The Example Trust, 1 High Street]\n",
}
SOMEBODY = [route for route in ROUTES if route != "nobody"]
NOBODY = "Nobody has been named yet who takes comments on this plan."
FOOT = f"{NOBODY} You can write yours down , to keep or to give to someone."
BAND = "Tell the partners what you think Is something missing, wrong or hard to follow? Say so{}. Have your say"
SAY = "see what you can do to have your say"
CHAPTERS = {"play": 2, "libraries": 0, "walking": 1}
KITS = ("plan", "young-life", "whole-life", *CHAPTERS)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Pages]:
    """The small plan's site with its forms, in one state: with a route for comments, or with nobody who takes them."""
    known: dict[str, Pages] = {}

    def at(route: str) -> Pages:
        if route not in known:
            folder = tmp_path_factory.mktemp(route)
            root = small_plan(folder / "project")
            plan = root / "data/plan.yml"
            without = re.sub(
                r"^feedback:\n(?:  .*\n)*", "", plan.read_text(encoding="utf-8"), flags=re.MULTILINE
            )
            assert "feedback" not in without
            plan.write_text(without + ROUTES[route], encoding="utf-8")
            for name, lines in {
                "have-your-say": "{{ say_form() }}\n\n{{ said_and_done() }}",
                "privacy": "{{ say_privacy() }}",
                "contact": '{{ ways_to_ask("anything") }}',
            }.items():
                with (root / f"docs/{name}.md").open("a", encoding="utf-8") as page:
                    page.write(f"\n{lines}\n")
            known[route] = build(root, folder / "site", SOURCE_DATE_EPOCH=epoch_of(TODAY))
        return known[route]

    return at


@pytest.fixture(scope="module")
def at(states: Callable[[str], Pages]) -> Iterator[Callable[[str], Served]]:
    """Such a site, served."""
    with ExitStack() as stack:
        known: dict[str, Served] = {}
        yield (
            lambda route: (
                known.get(route)
                or known.setdefault(route, stack.enter_context(serve(states(route))))
            )
        )


def is_form(page: Page) -> bool:
    """Whether it is a page to write on, or the thanks for it."""
    return page.address.startswith(("/have-your-say/", "/thank-you/"))


def own_form(page: Page) -> str:
    """The address of the form that a page leads to: of its chapter, or of the plan."""
    start, name = ([*page.address.split("/"), ""])[1:3]
    return (
        f"/have-your-say/{name}/"
        if start in ("chapters", "partners") and name in CHAPTERS
        else "/have-your-say/"
    )


def last(page: Page) -> HtmlElement:
    """What stands at the foot of a page's content."""
    return page.one("main")[-1]


def asked(element: HtmlElement) -> list[str]:
    """The questions and fields of what can be filled in: a name and a kind for each."""
    return [
        f"{field.get('name')} {field.get('type', 'text')}"
        for field in element.cssselect("input:not([type=hidden]), textarea")
    ]


def kits(pages: Pages) -> dict[str, dict[str, str]]:
    return {
        kit["id"]: kit
        for kit in json.loads((pages.root / "partners/partners.json").read_text(encoding="utf-8"))[
            "items"
        ]
    }


def test_the_pages_are_the_same_in_both_states(states: Callable[[str], Pages]) -> None:
    addresses = {
        route: {page.address for page in states(route)} - {"/thank-you/"} for route in ROUTES
    }
    assert all(found == addresses["nobody"] for found in addresses.values())
    assert {
        "/",
        "/young-life/",
        "/boards/family-board/",
        "/priorities/",
        "/have-your-say/",
        MISSING,
        *(
            f"/{part}/{id_}/"
            for id_ in CHAPTERS
            for part in ("chapters", "partners", "have-your-say")
        ),
    } <= addresses["nobody"]


@pytest.mark.parametrize("route", ROUTES)
def test_every_page_ends_with_the_way_to_its_form(
    states: Callable[[str], Pages], route: str
) -> None:
    pages = states(route)
    for page in pages:
        if is_form(page):
            assert not page.all(".band"), page.address
            assert FOOT not in text(page.one("main")), page.address
            continue
        own = own_form(page)
        more = ", about this chapter or one of its priorities" if own != "/have-your-say/" else ""
        assert text(last(page)) == (BAND.format(more) if route in SOMEBODY else FOOT), page.address
        assert page.links(last(page)) == [pages.at(own)], page.address
        assert len(page.all(".band")) == (route in SOMEBODY), page.address


@pytest.mark.parametrize("route", ROUTES)
def test_a_search_without_a_result_asks_for_words_only_where_somebody_takes_them(
    states: Callable[[str], Pages], route: str
) -> None:
    pages = states(route)
    page = pages["/search/"]
    assert (pages.at("/have-your-say/") in page.links(page.one("#ways-on"))) == (route in SOMEBODY)


def without_links(page: Page) -> str:
    """A page's text but for its main heading and the words of links: Have your say is a page's name too."""
    main = deepcopy(page.one("main"))
    for part in main.cssselect("a, h1"):
        part.drop_tree()
    return text(main)


@pytest.mark.parametrize("route", ROUTES)
def test_with_nobody_to_take_comments_no_page_asks_for_any(
    states: Callable[[str], Pages], route: str
) -> None:
    asking = {
        page.address
        for page in states(route)
        if re.search(
            "have your say|tell the partners|say so|say what you",
            without_links(page),
            re.IGNORECASE,
        )
    }
    assert asking == (
        {page.address for page in states(route) if not is_form(page)}
        | {f"/have-your-say/{id_}/" for id_ in CHAPTERS}
        if route in SOMEBODY
        else set()
    )


def test_the_same_sentence_says_once_on_each_page_that_nobody_takes_comments(
    states: Callable[[str], Pages],
) -> None:
    for page in states("nobody"):
        whole = text(page.one("main"))
        assert whole.count(NOBODY) == 1, page.address
    for route in SOMEBODY:
        assert not [page.address for page in states(route) if NOBODY in text(page.one("body"))]


@pytest.mark.parametrize("route", ROUTES)
def test_a_priority_leads_to_its_form_only_where_somebody_takes_comments(
    states: Callable[[str], Pages], route: str
) -> None:
    pages = states(route)
    for id_, priorities in CHAPTERS.items():
        page = pages[f"/chapters/{id_}/"]
        assert len(page.all("section.priority")) == priorities
        for number, part in enumerate(page.all("section.priority"), 1):
            own, say = (
                f"{page.url}#priority-{number}",
                pages.at(f"/have-your-say/{id_}/?priority={number}"),
            )
            links = part.cssselect(".priority-links a")
            assert [page.target(link) for link in links] == (
                [say, own] if route in SOMEBODY else [own]
            )
            assert [re.sub(r"[\d.]+$", "", text(link)) for link in links] == (
                ["Say what you think of ", "Link to "] if route in SOMEBODY else ["Link to "]
            )


@pytest.mark.parametrize("route", ROUTES)
def test_posters_and_kits_promise_a_say_only_where_somebody_takes_comments(
    states: Callable[[str], Pages], route: str
) -> None:
    found = kits(states(route))
    assert found.keys() == set(KITS)
    for id_, kit in found.items():
        poster = text(states(route)[f"/partners/{id_}/"].one(".poster"))
        if route in SOMEBODY:
            assert kit["post"].endswith(f" Read it, and {SAY}: {kit['link']}")
            assert kit["newsletter"].endswith(
                f" You can read it in plain words, beside the plan’s own words. There you can also {SAY}: {kit['link']}"
            )
            assert (
                "Read it in plain words. See what you can do to have your say. Scan the code"
                in poster
            )
        else:
            assert kit["post"].endswith(f" Read it: {kit['link']}")
            assert kit["newsletter"].endswith(
                f" You can read it in plain words, beside the plan’s own words: {kit['link']}"
            )
            assert "Read it in plain words. Scan the code" in poster
            assert "your say" not in poster + kit["post"] + kit["newsletter"] + kit["email"]


@pytest.mark.parametrize("route", ROUTES)
def test_an_address_to_answer_to_is_asked_for_only_where_somebody_takes_comments(
    states: Callable[[str], Pages], route: str
) -> None:
    reached = ["answer radio"] * 3 + ["email email", "telephone tel"] if route in SOMEBODY else []
    for address, about in (
        ("/have-your-say/", 3),
        *((f"/have-your-say/{id_}/", 2 + number) for id_, number in CHAPTERS.items()),
    ):
        form = states(route)[address].one(".say-form")
        assert asked(form) == [
            *["about radio"] * about,
            "thoughts text",
            *["who radio"] * 7,
            *reached,
        ], address
        assert ("Would you like an answer?" in text(form)) == (route in SOMEBODY)


@pytest.mark.parametrize("route", ROUTES)
def test_a_form_has_a_button_that_sends_it_or_is_no_form(
    states: Callable[[str], Pages], route: str
) -> None:
    for page in states(route):
        for form in page.all("form"):
            assert [
                button for button in form.iter("button") if button.get("type", "submit") == "submit"
            ], f"{page.address}: {form.get('class')}"
            assert form.get("method", "get") in ("get", "post")
            assert form.get("action")
        assert {part.tag for part in page.all(".say-form")} <= {
            "form" if route == "endpoint" else "section"
        }


def test_the_page_to_write_on_says_what_it_is_for(states: Callable[[str], Pages]) -> None:
    said = {route: text(states(route)["/have-your-say/play/"].one("main")) for route in ROUTES}
    assert (
        "Here you can write down what you think of the chapter Play , or of one of its priorities."
        in said["nobody"]
    )
    assert f"Where your words go {NOBODY} So there is no button to send them." in said["nobody"]
    for route in SOMEBODY:
        assert (
            "Tell the partners what you think of the chapter Play , or of one of its priorities."
            in said[route]
        )


# In a browser


@pytest.mark.browser
def test_with_nobody_to_take_them_words_become_a_text_to_copy_and_print(
    at: Callable[[str], Served], new_tab: Callable[..., Tab]
) -> None:
    served, page = at("nobody"), new_tab()
    page.goto(served.at("/have-your-say/play/?priority=2"))
    make, box = (
        page.get_by_role("button", name="Make a text to copy or print"),
        page.get_by_label("What do you think?"),
    )
    make.click()
    assert (
        page.locator("#thoughts-wrong").inner_text()
        == "Write what you think first. The box is empty."
    )
    box.fill("Lights, please.")
    page.get_by_label("A carer", exact=True).check()
    page.keyboard.press("Enter")
    make.click()
    assert page.evaluate("document.activeElement.textContent") == "Your words as a text"
    assert page.locator("#made").input_value() == "\n".join(
        [
            "Sample Plan, Anytown: Play",
            served.pages.at("/have-your-say/play/"),
            "",
            "What is it about?",
            "Priority 1.2: Keep them open in the evening",
            "",
            "What do you think?",
            "Lights, please.",
            "",
            "Who are you in relation to this?",
            "A carer",
            "",
        ]
    )
    page.get_by_role("button", name="Copy the text").click()
    page.locator(".say-copied:not(:empty)").wait_for()
    page.emulate_media(media="print")
    assert page.locator(".paper").is_visible()
    assert not page.locator(".say-form").is_visible()
    assert page.url == served.at("/have-your-say/play/?priority=2")
    assert page.evaluate("history.state") is None


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_was_written_is_still_there_after_another_page(
    at: Callable[[str], Served], new_tab: Callable[..., Tab], scripts: bool
) -> None:
    served, page = at("nobody"), new_tab(State(scripts=scripts))
    page.goto(served.at("/have-your-say/play/"))
    page.get_by_label("What do you think?").fill("Lights, please.")
    page.get_by_label("Priority 1.2").check()
    page.keyboard.press("Enter")
    page.goto(served.at("/chapters/play/"))
    page.go_back()
    assert page.get_by_label("What do you think?").input_value() == "Lights, please."
    assert page.get_by_label("Priority 1.2").is_checked()


@pytest.mark.browser
def test_without_scripts_what_was_written_can_be_printed(
    at: Callable[[str], Served], new_tab: Callable[..., Tab]
) -> None:
    page = new_tab(State(scripts=False))
    page.goto(at("nobody").at("/have-your-say/play/"))
    page.get_by_label("What do you think?").fill("Lights, please.")
    assert (
        "print this page with your browser’s print command" in page.locator(".by-hand").inner_text()
    )
    page.emulate_media(media="print")
    assert page.get_by_label("What do you think?").bounding_box()["height"] > 200
    assert not page.locator("button:visible").count()


@pytest.mark.browser
@pytest.mark.parametrize(
    "state", by_day({str(state): state for state in (LIGHT, DARK, LIGHT_NARROW)}, str(LIGHT_NARROW))
)
@pytest.mark.parametrize("route", ["nobody", "e-mail"])
def test_the_pages_are_accessible_in_both_states(
    at: Callable[[str], Served], tabs: Callable[[State], Tab], route: str, state: State
) -> None:
    for address in ("/chapters/play/", "/have-your-say/play/", "/partners/play/"):
        seen = visit(at(route), tabs, address, state)
        nothing([*axe(seen), *contrast(seen), *targets(seen)])
