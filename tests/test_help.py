"""Whoever needs help now finds it from every page, can reach it, and can leave such a page fast. On plans of any content."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, get_args

import pytest
import yaml
from lxml import html
from markdown import Markdown
from pages import DAY, EDITION, contents, edit, packed
from sample import build_sample, small_plan

from macros.pages.extensions import own_extensions
from macros.pages.kept import Kept
from macros.pages.site import Site
from macros.plan.help import Help
from macros.plan.load import load_plan
from macros.plan.style import dialled
from macros.proof.findings import LIGHT, State
from macros.proof.pages import Page, Pages, text
from macros.proof.served import Served, serve
from macros.publish.assets import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab
    from small import Check

LINE = {
    "address": "https://www.example.org/",
    "plain": "For anyone.",
    "source": "A page",
    "read": "a copy of 1 May 2030",
    "checked": "not yet",
    "review": "2035-01-02",
}
GROUPS = get_args(Help.model_fields["group"].annotation)
LINES: dict[str, dict[str, Any]] = {
    "ring": {"name": "A line to ring", "group": "talk", "number": "01632 960 001"},
    "write": {"name": "A line to text", "group": "text", "number": "60001", "by": "text"},
    "relay": {
        "name": "A line for the app",
        "group": "deaf",
        "number": "18001 60002",
        "by": "relay",
    },
    "open": {
        "name": "A page to open",
        "group": "languages",
        "address": "https://www.example.org/languages/",
    },
    "abuse": {"name": "A line about abuse", "group": "abuse", "checked": "2030-05-01"},
    "carers": {"name": "Walks for carers", "group": "local", "subject": "Carers"},
    "babies": {"name": "Walks for babies", "group": "local", "subject": "Babies"},
}


def project(to: Path, lines: dict[str, dict[str, Any]] = LINES, page: bool = True) -> Path:
    """The small plan with these ways to help beside its own, two of them in a chapter, and a page for all."""
    root = small_plan(to)
    file = root / "data/help.yml"
    more = yaml.safe_dump({id_: LINE | line for id_, line in lines.items()}, sort_keys=False)
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n{more}", encoding="utf-8")
    if page:
        (root / "docs/help.md").write_text(
            "# Get help now\n\nCall someone.\n\n{{ all_help() }}\n", encoding="utf-8"
        )
    if "ring" in lines:
        edit(
            root / "data/chapters/play.yml",
            "status: current",
            "status: current\nhelp: [emergency, ring]",
        )
    return root


@pytest.fixture(scope="module")
def helped(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """A site with a way to help of each kind."""
    folder = tmp_path_factory.mktemp("helped")
    return build_sample(project(folder / "plan"), folder / "site")


@pytest.fixture(scope="module")
def unhelped(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """A site without a page of help."""
    folder = tmp_path_factory.mktemp("unhelped")
    return build_sample(project(folder / "plan", page=False), folder / "site")


def line(page: Page, name: str) -> Any:
    """The item of a list that is headed by a name."""
    found = [item for item in page.all("main .help li") if text(item).startswith(name)]
    assert len(found) == 1, f"{name}: {len(found)} times on {page.address}"
    return found[0]


# The way there


def test_the_footer_of_every_page_leads_to_help_first_of_all(helped: Pages) -> None:
    for page in helped:
        first = page.all("footer a")[0]
        assert (text(first), page.target(first)) == ("Get help now", helped.at("/help/")), (
            page.address
        )
    assert helped["/help/"].all("footer a")[0].get("aria-current") == "page"


def test_a_plan_without_a_page_of_help_does_not_lead_there(unhelped: Pages) -> None:
    assert not [
        page.address for page in unhelped for address in page.links() if address.endswith("/help/")
    ]
    assert text(unhelped["/chapters/play/"].one(".help .small")) == "Not from the plan."


def test_a_plan_without_any_help_is_built(tmp_path: Path) -> None:
    root = project(tmp_path / "plan", lines={})
    for name in ("help", "danger"):
        (root / f"data/{name}.yml").write_text("{}\n", encoding="utf-8")
    edit(root / "docs/have-your-say.md", '{{ get_help("emergency") }}', "")
    built = build_sample(root, tmp_path / "site")
    assert "No way to help has been entered yet." in text(built["/help/"].one("main"))


# What stands there


def test_every_way_to_help_stands_once_under_its_group(helped: Pages) -> None:
    page = helped["/help/"]
    assert {heading.get("id") for heading in page.all("section.help h2")} == {"danger"} | {
        found["group"] for found in LINES.values()
    }
    for found in LINES.values():
        group = next(line(page, found["name"]).iterancestors("section"))
        assert group.find("h2").get("id") == found["group"]
    assert [text(heading) for heading in page.all("section.help h3")] == ["Babies", "Carers"]


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_of_the_model_has_a_place_on_the_page(plan: Path, group: str) -> None:
    edit(
        plan / "data/help.yml",
        "group: danger",
        f"group: {group}" + ("\n  subject: Walks" if group == "local" else ""),
    )
    site = Site(load_plan(plan, date(2030, 6, 1)), plan, "https://plan.anytown.gov.uk/")
    assert "Emergency services" in site.render("all_help", site.pages["have-your-say.md"])


@pytest.mark.parametrize(
    ("id_", "says", "leads"),
    [
        ("ring", "call 01632 960 001", "tel:+441632960001"),
        ("write", "text 60001", "sms:60001"),
        ("relay", "with Relay UK 18001 60002", None),
        ("open", "", None),
    ],
)
def test_a_number_is_called_or_texted_at_a_press_unless_it_needs_an_app(
    helped: Pages, id_: str, says: str, leads: str | None
) -> None:
    item = line(helped["/help/"], LINES[id_]["name"])
    assert says in text(item)
    assert [a.get("href") for a in item.cssselect("a.phone-number")] == ([leads] if leads else [])
    assert [a.get("href") for a in item.cssselect("p:not(.small) a")] == [
        (LINE | LINES[id_])["address"]
    ]


def test_each_says_what_was_read_and_whether_a_person_checked_it(helped: Pages) -> None:
    said = {
        id_: text(line(helped["/help/"], found["name"]).cssselect(".small")[0])
        for id_, found in LINES.items()
    }
    assert (
        said["ring"]
        == "Source: A page. Read: a copy of 1 May 2030. Checked: not yet, due by 2 January 2035."
    )
    assert (
        said["abuse"]
        == "Source: A page. Read: a copy of 1 May 2030. Checked: 1 May 2030, and again by 2 January 2035."
    )
    assert "No person has yet rung or seen those that say “Checked: not yet”." in text(
        helped["/help/"].one("main")
    )


@pytest.mark.parametrize(("checked", "said"), [("not yet", True), ("2030-01-02", False)])
def test_that_nobody_has_checked_any_is_said_once(plan: Path, checked: str, said: bool) -> None:
    edit(plan / "data/help.yml", "checked: 2030-01-02", f"checked: {checked}")
    site = Site(load_plan(plan, date(2030, 6, 1)), plan, "https://plan.anytown.gov.uk/")
    html = site.render("all_help", site.pages["have-your-say.md"])
    assert html.count("No person has rung these numbers or seen the live pages yet.") == said
    assert "No person has yet" not in html


def test_a_chapter_shows_its_help_before_all_but_its_opening(helped: Pages) -> None:
    page = helped["/chapters/play/"]
    order = [
        element
        for element in page.one("main").iter()
        if element.get("class") in ("lead", "help", "facts", "said")
    ]
    assert [element.get("class") for element in order[:3]] == ["lead", "help", "said"]
    assert [text(name) for name in page.all(".help li > b")] == [
        "Emergency services",
        "A line to ring",
    ]
    assert helped.at("/help/") in page.links(page.one(".help"))
    assert not helped["/chapters/walking/"].all(".help")


def test_no_number_stands_on_the_site_that_is_not_in_the_data(site: Pages) -> None:
    held = load_plan(EDITION, DAY)
    known = {
        f"sms:{found.number.replace(' ', '')}"
        if found.by == "text"
        else f"tel:{dialled(found.number)}"
        for found in held.help.values()
        if found.number
    }
    if held.about.feedback and held.about.feedback.telephone:
        known.add(f"tel:{dialled(held.about.feedback.telephone)}")
    told = {
        a.get("href")
        for page in site
        for a in page.all("a")
        if a.get("href", "").startswith(("tel:", "sms:"))
    }
    assert told <= known


def test_a_check_on_a_day_to_come_is_told(plan: Path, check: Check) -> None:
    edit(plan / "data/help.yml", "checked: 2030-01-02", "checked: 2030-06-02")
    assert check(date(2030, 6, 1)) == (
        0,
        [
            "data/help.yml:7:12: warning: 2030-06-02 is still to come. Write the day on which a person rang the number or saw the live page, or: not yet."
        ],
    )
    assert check(date(2030, 6, 2)) == (0, [])


# The way out


def test_pages_about_abuse_begin_with_a_way_out_and_no_others(helped: Pages) -> None:
    link = helped["/help/"].all("main a")[0]
    assert (text(link), link.get("href"), link.get("rel")) == (
        "Emergency: Exit this page",
        "https://www.bbc.co.uk/weather",
        "nofollow noreferrer",
    )
    assert [page.address for page in helped if page.all(".exit") or "exit." in page.source] == [
        "/help/"
    ]


def test_a_chapter_that_names_help_with_abuse_has_the_way_out(tmp_path: Path) -> None:
    root = project(tmp_path / "plan")
    edit(root / "data/chapters/play.yml", "help: [emergency, ring]", "help: [abuse]")
    page = build_sample(root, tmp_path / "site")["/chapters/play/"]
    assert page.all("main a")[0].get("href") == "https://www.bbc.co.uk/weather"
    assert [plain(src.get("src")).rpartition("/")[2] for src in page.all("script[src]")] == [
        "exit.js"
    ]


def test_without_help_with_abuse_nothing_of_the_way_out_is_published(tmp_path: Path) -> None:
    built = build_sample(
        project(
            tmp_path / "plan", lines={id_: found for id_, found in LINES.items() if id_ != "abuse"}
        ),
        tmp_path / "site",
    )
    assert not [name for name in contents(built.root) if "exit." in name]


@pytest.fixture(scope="module")
def away(helped: Pages) -> Iterator[Served]:
    """The site with help, served."""
    with serve(helped) as at:
        yield at


@pytest.fixture
def to_help(browser: Browser) -> Iterator[Callable[..., Tab]]:
    """Opens the page of help after the home page, in a browser for which the page outside is there."""
    opened = []

    def open_(away: Served, state: State = LIGHT) -> Tab:
        page = state.open(browser)
        opened.append(page)
        page.asked = []
        page.context.route(
            "https://www.bbc.co.uk/**",
            lambda route: (
                page.asked.append(route.request),
                route.fulfill(body="<title>Weather</title>", content_type="text/html"),
            ),
        )
        page.goto(away.at("/"))
        page.goto(away.at("/help/"))
        return page

    yield open_
    for page in opened:
        page.context.close()


def leave_by_link(page: Tab) -> None:
    page.get_by_role("link", name="Exit this page").click()


def leave_by_key(page: Tab) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.browser
@pytest.mark.parametrize("leave", [leave_by_link, leave_by_key])
def test_who_leaves_does_not_come_back_with_back(
    away: Served, to_help: Callable[..., Tab], leave: Callable[[Tab], None]
) -> None:
    page = to_help(away)
    leave(page)
    page.wait_for_url("https://www.bbc.co.uk/weather")
    assert "referer" not in page.asked[0].headers
    page.go_back()
    assert page.url == away.at("/")


@pytest.mark.browser
def test_without_scripts_the_way_out_is_a_link(away: Served, to_help: Callable[..., Tab]) -> None:
    page = to_help(away, State(scripts=False))
    leave_by_link(page)
    page.wait_for_url("https://www.bbc.co.uk/weather")
    assert "referer" not in page.asked[0].headers


SEEN = "[document.documentElement.innerText.trim(), document.querySelector('h1').checkVisibility()]"


@pytest.mark.browser
def test_the_page_is_covered_at_once_and_uncovered_if_a_browser_shows_it_again(
    away: Served, to_help: Callable[..., Tab]
) -> None:
    page = to_help(away)
    steps = f"""() => {{
      document.querySelector('.exit a').click();
      const left = {SEEN};
      dispatchEvent(new PageTransitionEvent('pageshow', {{persisted: true}}));
      return [left, {SEEN}, document.querySelectorAll('#left').length];
    }}"""
    left, again, covers = page.evaluate(steps)
    assert left == ["Loading.", False]
    assert again[1]
    assert again[0] != "Loading."
    assert covers == 0


@pytest.mark.browser
def test_each_press_of_shift_is_told_and_other_keys_start_again(
    away: Served, to_help: Callable[..., Tab]
) -> None:
    page = to_help(away)
    said = page.locator(".exit [aria-live]")
    page.keyboard.press("Shift")
    assert said.inner_text() == "Shift: press 2 more times to exit."
    page.keyboard.press("Shift")
    assert said.inner_text() == "Shift: press 1 more time to exit."
    page.keyboard.press("ArrowDown")
    assert said.inner_text() == "Exit this page: another key was pressed, so start again."
    for _ in range(3):
        page.keyboard.press("Shift+KeyA")  # capital letters are no wish to leave
    page.keyboard.press("Shift")
    assert said.inner_text() == "Shift: press 2 more times to exit."
    assert page.url == away.at("/help/")
    assert not page.asked


@pytest.mark.browser
def test_who_presses_too_slowly_starts_again_and_is_told(away: Served, browser: Browser) -> None:
    page = LIGHT.open(browser)
    page.clock.install()
    page.goto(away.at("/help/"))
    page.keyboard.press("Shift")
    page.clock.run_for(5001)
    assert (
        page.locator(".exit [aria-live]").inner_text()
        == "Exit this page: too slow, so start again."
    )
    page.keyboard.press("Shift")
    assert page.locator(".exit [aria-live]").inner_text() == "Shift: press 2 more times to exit."
    page.context.close()


def test_the_way_out_is_small(helped: Pages) -> None:
    assert (
        packed((helped.root / helped.asset("/assets/exit.js")).read_bytes())
        + packed((helped.root / helped.asset("/assets/exit.css")).read_bytes())
        < 2048
    )


# Links in a page's own words


CONTACTS = """feedback:
  telephone: 01632 960000
  email: plan@example.org
  contacts:
    - who: The desk abroad
      telephone: +33 1 99 00 12 34
"""
WAYS = "# Contact\n\nCall [01632 960000](tel:01632 960000), [the desk](tel:+33199001234) or [999](tel:999). Write to [plan@example.org](mailto:plan@example.org).\n"


def test_a_page_may_link_to_a_number_or_an_address_that_data_holds(
    plan: Path, check: Check
) -> None:
    edit(plan / "data/plan.yml", "feedback:\n  telephone: 01632 960000\n", CONTACTS)
    (plan / "docs/contact.md").write_text(WAYS, encoding="utf-8")
    assert check() == (0, [])


def test_a_link_to_a_number_dials_it_from_anywhere(plan: Path) -> None:
    site = Site(load_plan(plan, date(2030, 6, 1)), plan, "https://plan.anytown.gov.uk/")
    reader = Markdown(extensions=own_extensions(site, Kept()))
    page = html.fromstring(reader.convert(WAYS))
    assert [link.get("href") for link in page.iter("a")] == [
        "tel:+441632960000",
        "tel:+33199001234",
        "tel:999",
        "mailto:plan@example.org",
    ]


@pytest.mark.parametrize(
    ("written", "dials"),
    [
        ("0191 496 0000", "+441914960000"),
        ("+44 (0)191 496 0000", "+441914960000"),
        ("+44 191 496 0000", "+441914960000"),
        ("116 123", "116123"),
        ("111", "111"),
        ("+33 1 99 00 12 34", "+33199001234"),
    ],
)
def test_a_number_is_dialled_in_its_international_form_unless_it_is_a_short_one(
    written: str, dials: str
) -> None:
    assert dialled(written) == dials
