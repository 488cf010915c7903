"""Charts say in words what they draw and mislead nobody; themes stand where the papers tie them, and nowhere else.

The invented figures of tests/small-plan show every form; the site's own page has only those that the sources hold.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html
from pages import EDITION, FACTS, build, chapters_in_data, edit, load
from sample import small_plan
from small import TODAY, reword

from macros.pages.outcomes import aim_in_words, drawn
from macros.pages.site import Site
from macros.plan.load import load_plan, read_plan
from macros.plan.today import epoch_of
from macros.proof.findings import DARK, LIGHT, LIGHT_NARROW, State
from macros.proof.pages import Page, Pages, joined, text
from macros.proof.served import Served, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lxml.html import HtmlElement
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab


@pytest.fixture
def shown(plan: Path) -> Callable[[str], HtmlElement]:
    """What a macro shows on a page of the sample plan."""

    def show(macro: str, page: str = "outcomes.md") -> HtmlElement:
        site = Site(load_plan(plan, TODAY), plan, "https://plan.anytown.gov.uk/")
        return html.fragment_fromstring(site.render(macro, site.pages[page]), create_parent="main")

    return show


def figure(page: HtmlElement, form: str) -> HtmlElement:
    """The chart of one form on the sample page."""
    return page.cssselect(f"figure[aria-labelledby='measure-walkers-{form}']")[0]


def words(chart: HtmlElement) -> str:
    """The sentences of a chart: what stands before its drawing."""
    return text(chart.find("p"))


def rows(chart: HtmlElement) -> list[list[str]]:
    """The cells of a chart's table."""
    return [[text(cell) for cell in row.iter("th", "td")] for row in chart.iter("tr")]


def numbers(elements: list[HtmlElement], attribute: str) -> list[float]:
    return [float(element.get(attribute).removesuffix("%")) for element in elements]


def outcomes(root: Path, old: str = "", new: str = "") -> dict[str, Any]:
    """The measures of the sample plan, after an edit."""
    if old:
        edit(root / "data" / "outcomes.yml", old, new)
    return load_plan(root, TODAY).outcomes


def sentences(root: Path, form: str, old: str = "", new: str = "") -> str:
    """What a chart of the sample plan says, after an edit."""
    walkers = outcomes(root, old, new)["walkers"]
    return " ".join(
        drawn(walkers, next(chart for chart in walkers.charts if chart.form == form)).sentences
    )


# A comparison of areas


def test_a_bars_length_is_its_figures_share_of_the_longest(
    shown: Callable[..., HtmlElement],
) -> None:
    bars = figure(shown("outcomes"), "comparison").cssselect(".bars rect")
    figures = [51.5, 52.2, 51.5, 44.0, 60.25, 50.0]
    assert numbers(bars, "width") == [round(figure / 60.25 * 100, 2) for figure in figures]
    assert not any(bar.get("x") for bar in bars), "a bar begins at zero"


def test_the_area_in_question_is_told_apart_without_colour(
    shown: Callable[..., HtmlElement],
) -> None:
    chart = figure(shown("outcomes"), "comparison")
    assert [text(row.find("span")) for row in chart.cssselect(".bars .own")] == ["Anytown:"]
    assert "The filled bar is Anytown." in text(chart)


def test_many_areas_are_summed_up_in_words_and_each_is_compared_in_the_table(
    shown: Callable[..., HtmlElement],
) -> None:
    """A figure for each Primary Care Network takes the same form."""
    chart = figure(shown("outcomes"), "comparison")
    assert words(chart) == (
        "In 2029, of 5 other areas, 2 were below Anytown, 2 above and 1 level with it. "
        "The lowest was South Network, 7.5 percentage points below Anytown. The highest was East Network, 8.75 percentage points above Anytown."
    )
    assert rows(chart) == [
        ["Area", "Per cent", "Compared with Anytown"],
        ["Anytown", "51.5", "itself"],
        ["Nation", "52.2", "0.7 percentage points above"],
        ["North Network", "51.5", "level"],
        ["South Network", "44.0", "7.5 percentage points below"],
        ["East Network", "60.25", "8.75 percentage points above"],
        ["West Network", "50.0", "1.5 percentage points below"],
    ]


def test_the_newest_figures_are_compared_in_whatever_order_they_are_typed(plan: Path) -> None:
    walkers = outcomes(plan, 'period: "2026"', "period: 2029-03 to 2030-02")["walkers"]
    assert drawn(walkers, walkers.charts[0]).sentences == [
        "From March 2029 to February 2030, Anytown was 5.0 percentage points below Nation."
    ]


def test_an_area_is_named_as_in_a_sentence(plan: Path) -> None:
    found = sentences(
        plan,
        "comparison",
        '          value: "44.0"',
        '          value: "44.0"\n          said: the southern network',
    )
    assert "The lowest was the southern network, 7.5 percentage points below Anytown." in found


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (
            "per cent",
            "The aim of at least 66.5 per cent by 2035 was 15.0 percentage points above the figure for Anytown in 2029.",
        ),
        (
            "years",
            "The aim of at least 66.5 years by 2035 was 15.0 years above the figure for Anytown in 2029.",
        ),
        (
            "per 100,000 people",
            "The aim of at least 66.5 per 100,000 people by 2035 was 15.0 per 100,000 people above the figure for Anytown in 2029.",
        ),
    ],
)
def test_a_difference_is_told_in_the_measures_unit(plan: Path, unit: str, expected: str) -> None:
    assert sentences(plan, "gap", "unit: per cent", f"unit: {unit}") == expected


def test_a_difference_of_one_is_told_in_the_singular(plan: Path) -> None:
    edit(
        plan / "data" / "outcomes.yml",
        'area: Anytown\n          value: "51.5"',
        'area: Anytown\n          value: "51"',
    )
    assert "was 1 percentage point above the figure" in sentences(plan, "gap", '"66.5"', '"52"')


# The gap to an aim


def test_an_aim_is_a_mark_of_its_own_and_no_bar(shown: Callable[..., HtmlElement]) -> None:
    chart = figure(shown("outcomes"), "gap")
    (aim,) = chart.cssselect(".bars .aim")
    assert not aim.cssselect("rect, line")
    assert numbers(aim.cssselect("svg svg"), "x") == [100.0]
    assert numbers(chart.cssselect(".bars rect"), "width") == [round(51.5 / 66.5 * 100, 2)]
    assert "an aim, not a result" in text(chart)
    assert rows(chart)[2] == ["Aim by 2035 (not a result)", "66.5", "15.0 percentage points above"]


def test_an_aim_that_is_met_is_level(plan: Path) -> None:
    assert sentences(plan, "gap", '"66.5"', '"51.5"').endswith(
        "by 2035 was level with the figure for Anytown in 2029."
    )


# A line through dated figures


def test_a_line_joins_only_periods_that_follow_one_another(
    shown: Callable[..., HtmlElement],
) -> None:
    chart = figure(shown("outcomes"), "trend")
    assert len(chart.cssselect(".plot .line-0 line")) == 3
    assert len(chart.cssselect(".plot .line-1 line")) == 1, "no figure for the nation in 2028"
    assert len(chart.cssselect(".plot .line-1 path")) == 3


def test_marks_stand_at_their_time_and_height(shown: Callable[..., HtmlElement]) -> None:
    marks = figure(shown("outcomes"), "trend").cssselect(".plot .line-0 svg")
    across = [0, 100 / 3, 200 / 3, 100]
    assert numbers(marks, "x") == [pytest.approx(x, abs=0.1) for x in across]
    assert numbers(marks, "y") == [
        pytest.approx((54 - value) / (54 - 40) * 100, abs=0.01) for value in (49, 50, 48.5, 51.5)
    ]


def test_a_scale_that_does_not_begin_at_zero_says_so(
    shown: Callable[..., HtmlElement], plan: Path
) -> None:
    assert "The scale begins at 40, not at zero" in text(figure(shown("outcomes"), "trend"))
    edit(plan / "data" / "outcomes.yml", '      axis_from: "40"', "")
    assert "The scale begins at zero. " in text(figure(shown("outcomes"), "trend"))


def test_lines_are_told_apart_by_their_marks(shown: Callable[..., HtmlElement]) -> None:
    chart = figure(shown("outcomes"), "trend")
    shapes = [{path.get("d") for path in chart.cssselect(f".plot .line-{n} path")} for n in (0, 1)]
    assert [len(shape) for shape in shapes] == [1, 1]
    assert shapes[0] != shapes[1]
    assert [text(entry) for entry in chart.cssselect(".key li")] == ["Anytown", "Nation"]


def test_a_line_is_told_in_words_and_as_a_table(shown: Callable[..., HtmlElement]) -> None:
    chart = figure(shown("outcomes"), "trend")
    assert words(chart) == (
        "The figure for Anytown went up by 2.5 percentage points, from 49.0 (2026) to 51.5 (2029). In between, it went both up and down. "
        "The figure for Nation went down by 1.8 percentage points, from 54.0 (2026) to 52.2 (2029). In between, it went both up and down. "
        "There is no figure for Nation (2028), so its line is broken there."
    )
    assert rows(chart) == [
        ["Period", "Anytown", "Nation"],
        ["2026", "49.0", "54.0"],
        ["2027", "50.0", "52.0"],
        ["2028", "48.5", "no figure"],
        ["2029", "51.5", "52.2"],
    ]


# All charts


def test_each_caveat_and_source_stands_beside_its_figures(
    shown: Callable[..., HtmlElement],
) -> None:
    page = shown("outcomes")
    caveats = {
        form: [text(p) for p in figure(page, form).cssselect(".caveat")]
        for form in ("comparison", "gap", "trend")
    }
    assert caveats == {
        "comparison": ["These figures are invented too."],
        "gap": ["These figures are invented too."],
        "trend": [
            "2029: These figures are invented too.",
            "2026, 2027, 2028: These figures are invented.",
        ],
    }
    for chart in page.cssselect("figure.chart"):
        assert "Source: Sample survey" in text(chart)


def test_figures_that_no_chart_shows_stand_in_a_table(
    shown: Callable[..., HtmlElement], plan: Path
) -> None:
    page = shown("outcomes")
    assert not [caption for caption in page.iter("caption") if "other figures" in text(caption)]
    edit(
        plan / "data" / "outcomes.yml",
        '    - form: trend\n      areas: [Anytown, Nation]\n      axis_from: "40"\n',
        "",
    )
    (table,) = [
        caption.getparent()
        for caption in shown("outcomes").iter("caption")
        if "other figures" in text(caption)
    ]
    found = [[text(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
    assert found[1:] == [
        ["2028", "Anytown", "48.5"],
        ["2027", "Anytown", "50.0"],
        ["2027", "Nation", "52.0"],
        ["2026", "Anytown", "49.0"],
        ["2026", "Nation", "54.0"],
    ]


def test_what_is_missing_is_shown_as_missing_with_the_reason(
    shown: Callable[..., HtmlElement],
) -> None:
    dancers = shown("outcomes").cssselect("section:has(> [id='measure-dancers'])")[0]
    facts = {text(dt): text(dt.getnext()) for dt in dancers.iter("dt")}
    assert facts["Figures"] == "No figures The sample report has no figures."
    assert facts["Aimed at"] == "No number is given"
    assert facts["By when"] == "No date is given"


def test_a_measure_names_its_part_of_the_triple_aim(shown: Callable[..., HtmlElement]) -> None:
    walkers = shown("outcomes").cssselect("section:has(> [id='measure-walkers'])")[0]
    assert {text(dt): text(dt.getnext()) for dt in walkers.iter("dt")}[
        "Part of the Triple Aim"
    ] == "Better care"


def test_the_page_begins_with_what_was_to_be_measured_and_the_newest_figure(
    shown: Callable[..., HtmlElement],
) -> None:
    assert {text(dt): text(dt.getnext()) for dt in shown("outcomes_report").iter("dt")} == {
        "More play": "People who walk : 51.5% in Anytown (2029) People who dance : no figure",
        "The reports on outcomes were to go to": "Town Board",
        "Checked against the sources on": "2 January 2030",
    }


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2019", "2019"),
        ("2016 to 2018", "2016 to 2018"),
        ("2019-10", "October 2019"),
        ("2018-04 to 2019-03", "April 2018 to March 2019"),
        ("2018-01 to 2018-12", "2018"),
    ],
)
def test_a_period_is_shown_as_people_say_it(plan: Path, typed: str, expected: str) -> None:
    edit(
        plan / "data" / "outcomes.yml",
        '    - form: trend\n      areas: [Anytown, Nation]\n      axis_from: "40"\n',
        "",
    )
    assert (
        outcomes(plan, 'period: "2026"', f"period: {typed}")["walkers"].figures[0].when == expected
    )


def test_a_figure_counts_from_the_day_on_which_its_time_is_over(plan: Path) -> None:
    found = {
        day: [
            p.message
            for p in read_plan(plan, date(2029, 12, day))[1]
            if p.path == "data/outcomes.yml"
        ]
        for day in (30, 31)
    }
    assert [message.split(",")[0] for message in found[30]] == [
        "2029 is not over on 30 December 2029"
    ]
    assert found[31] == []


def test_the_words_of_an_aim_say_its_bound(plan: Path) -> None:
    assert {id_: aim_in_words(outcome) for id_, outcome in outcomes(plan).items()} == {
        "walkers": "at least 66.5 per cent",
        "dancers": "",
    }
    assert (
        aim_in_words(outcomes(plan, "bound: at-least", "bound: more-than")["walkers"])
        == "more than 66.5 per cent"
    )


# The site's own page


def page_of(site: Pages) -> Page:
    return site["/outcomes/"]


def test_the_site_has_the_figures_of_the_case_study_and_no_others() -> None:
    (paper,) = [words for words in FACTS["passages"]["Case study"] if "14.2 per cent" in words]
    held = re.findall(r"([\d.]+) per cent", paper)
    figures = [
        value["value"]
        for outcome in load("outcomes").values()
        for release in outcome.get("figures", [])
        for value in release["values"]
    ]
    assert sorted(figures) == sorted(held)
    assert [
        load("outcomes")[id_]["aim"].get("value")
        for id_ in (
            "adults-who-smoke",
            "residents-who-do-not-smoke",
            "healthy-weight-4-to-5",
            "healthy-weight-10-to-11",
        )
    ] == ["5", "95", "90", "79"]


def test_the_county_is_compared_with_the_country_the_region_and_the_aim(site: Pages) -> None:
    said = text(page_of(site).one("main"))
    for sentence in (
        "County Durham was 0.7 percentage points below England.",
        "County Durham was 2.0 percentage points below the North East.",
        "The aim of 5 per cent by 2025 was 9.2 percentage points below the figure for County Durham.",
        "From a case study with no date. These are not today’s figures.",
    ):
        assert sentence in said


def test_differences_are_never_typed() -> None:
    typed = (EDITION / "data/outcomes.yml").read_text(encoding="utf-8") + (
        EDITION / "docs/outcomes.md"
    ).read_text(encoding="utf-8")
    assert not re.search(r"\b(0\.7|2\.0|9\.2)\b", typed)


def test_every_objective_has_a_measure_and_every_measure_its_objective(site: Pages) -> None:
    page, data = page_of(site), load("outcomes")
    for objective in load("objectives"):
        (part,) = page.all(f"section.objective:has(> [id='{objective}-measures'])")
        shown = [section.find("h4").get("id") for section in part.findall("section")]
        assert (
            shown
            == [
                f"measure-{id_}"
                for id_, outcome in data.items()
                if outcome["objective"] == objective
            ]
            != []
        )


def test_an_aims_words_are_the_objectives_own() -> None:
    objectives = load("objectives")
    for outcome in load("outcomes").values():
        if outcome["aim"]["source"] == "preface section-2-2":
            assert joined(outcome["aim"]["words"]) in joined(
                objectives[outcome["objective"]]["words"]
            )


def test_every_chart_has_a_table_words_a_caveat_and_a_source(site: Pages) -> None:
    charts = page_of(site).all("figure.chart")
    assert len(charts) == 2
    for chart in charts:
        assert words(chart).endswith(".")
        assert chart.cssselect("table caption")
        assert chart.cssselect(".caveat")
        assert "Source: " in text(chart)
        assert all(
            svg.getparent().get("aria-hidden") or svg.xpath("ancestor::*[@aria-hidden]")
            for svg in chart.iter("svg")
        )


def test_the_executives_page_leads_to_the_outcomes_and_back(site: Pages) -> None:
    (executive,) = [id_ for id_, board in load("boards").items() if board["kind"] == "executive"]
    for id_ in load("boards"):
        board = site[f"/boards/{id_}/"]
        assert (site.at("/outcomes/") in board.links(board.one("main"))) == (id_ == executive)
    assert site.at(f"/boards/{executive}/") in page_of(site).links(page_of(site).one("main"))


def test_only_the_page_on_outcomes_loads_the_sheet_of_charts(site: Pages) -> None:
    loading = [
        page.address
        for page in site
        if any("assets/figures." in (link.get("href") or "") for link in page.tree.iter("link"))
    ]
    assert loading == ["/outcomes/"]


# Themes


def tied(site: Pages, theme: str) -> list[str]:
    """The priorities (7.2) and chapters (20) that stand under a theme, in order."""
    section = site["/read-across/"].one(f"section:has(> [id='{theme}'])")
    return [text(entry.find("b")) for entry in section.cssselect("ul.priority-list > li")]


def test_the_six_themes_stand_where_the_papers_tie_them(site: Pages) -> None:
    """Read in the papers, priority by priority, and not in data/. A chapter that has moved on is no longer looked at."""
    third = {
        str(c["number"])
        for c in FACTS["chapters"]
        if not chapters_in_data()[c["id"]].get("updates")
    }
    expected = {
        "health-inequalities": ["17.1", "21.1", "21.3", "22.3"],
        "health-behaviours": ["2.3", "6", "6.3", "21"],
        "covid-19-recovery": ["7.2", "7.3", "13.1", "22"],
        "integration": ["2", "5.1", "6.3", "9.2", "9.3", "10.2", "11.5", "11.7", "14", "15"],
        "personalised-care": ["4.2", "7.2", "11.3", "13", "20", "20.2", "20.3"],
        "workforce": ["7.3", "10.3", "17.3", "20.1", "21.1"],
    }
    for theme, ties in expected.items():
        assert [tie for tie in tied(site, theme) if tie.split(".")[0] in third] == [
            tie for tie in ties if tie.split(".")[0] in third
        ], theme


def test_each_tie_quotes_the_words_that_tie_it(site: Pages) -> None:
    priorities = {
        f"{c['number']}.{n}": " ".join(words)
        for c in FACTS["chapters"]
        for n, words in enumerate(c["priorities"], 1)
    }
    for entry in site["/read-across/"].all("ul.priority-list > li"):
        number, quoted = text(entry.find("b")), [text(q) for q in entry.iter("q")]
        if "Appendix 3" in text(entry):
            assert quoted
            assert all(words in priorities[number] for words in quoted), number
        else:
            assert quoted or "The chapter’s name says so." in text(entry), number


def test_a_priority_that_names_a_theme_stands_under_it_by_itself(
    plan: Path, shown: Callable[..., HtmlElement]
) -> None:
    before = text(shown("read_across", "read-across.md"))
    assert "Build two play areas." in before
    assert "Mend all paths." in before
    assert "Keep the lights on until eight." not in before
    reword(plan, "Keep the lights on until eight.", "Light each path. Sell the lights.")
    after = text(shown("read_across", "read-across.md"))
    assert "Light each path." in after
    assert "Sell the lights." not in after, "only the sentence that names the theme"


def test_what_is_left_out_does_not_stand_there(
    plan: Path, shown: Callable[..., HtmlElement]
) -> None:
    edit(
        plan / "data" / "themes.yml",
        "  ties:",
        "  left_out:\n    - chapter: walking\n      priority: 1\n      why: The word means a way of working.\n  ties:",
    )
    assert "Mend all paths." not in text(shown("read_across", "read-across.md"))


def test_what_is_said_of_every_chapter_comes_first_and_once(
    plan: Path, shown: Callable[..., HtmlElement]
) -> None:
    said = "Everybody should be in the open air, on paths and in play areas."
    before = text(shown("read_across", "read-across.md"))
    assert "What the plan says of every chapter" not in before
    edit(
        plan / "data" / "themes.yml",
        "      source: report 6\n",
        "      source: report 6\n      of_all: true\n",
    )
    after = text(shown("read_across", "read-across.md"))
    assert after.count(said) == before.count(said) == 1
    assert after.index(said) < after.index("Passages that use a theme’s words")


def test_a_board_sees_the_themes_of_its_own_chapters_and_no_others(site: Pages) -> None:
    page = site["/read-across/"]
    chapters = chapters_in_data()
    for board in load("boards"):
        (heading,) = page.all(f"h3[id='{board}']")
        for link in page.links(heading.getnext()) if heading.getnext().tag == "dl" else ():
            if "/chapters/" in link:
                assert chapters[link.rstrip("/").rpartition("/")[2]]["board"] == board


def test_chapters_without_a_tie_are_named_once_and_not_explained_away(site: Pages) -> None:
    main = text(site["/read-across/"].one("main"))
    listed = {
        link
        for link in site["/read-across/"].links(site["/read-across/"].one("main"))
        if "/chapters/" in link
    }
    live = {
        id_: chapter
        for id_, chapter in chapters_in_data().items()
        if chapter["status"] != "retired"
    }
    untied = [
        chapter["title"]
        for id_, chapter in live.items()
        if not any(f"/chapters/{id_}/" in link for link in listed)
    ]
    assert f"words for these chapters: {', '.join(untied[:-1])} and {untied[-1]}." in main


def test_the_themes_can_be_reached_from_the_home_page_and_from_the_outcomes(site: Pages) -> None:
    for page in (site["/"], page_of(site)):
        assert site.at("/read-across/") in page.links(page.one("main"))


# In a browser


@pytest.fixture(scope="module")
def figures_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site of the small plan, with invented figures, which take every form."""
    root = small_plan(tmp_path_factory.mktemp("sampled") / "project")
    with serve(build(root, root / "site", SOURCE_DATE_EPOCH=epoch_of(TODAY))) as at:
        yield at


# What is drawn, with the colour of the card that it is drawn on.
DRAWN = """() => [...document.querySelectorAll('.bars rect, .bars path, .trend path, .plot line')].map(e => {
  const s = getComputedStyle(e), c = getComputedStyle(e.closest('.chart')), p = getComputedStyle(document.documentElement);
  const clear = v => v === 'none' || v === 'rgba(0, 0, 0, 0)';
  return [e.closest('[class]').getAttribute('class') || e.getAttribute('class'), e.tagName === 'rect' && clear(s.stroke) || clear(s.stroke) ? s.fill : s.stroke,
    clear(c.backgroundColor) ? p.backgroundColor : c.backgroundColor]; })"""


def luminance(colour: str) -> float:
    """How light a colour is: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.browser
@pytest.mark.parametrize(
    "state",
    [LIGHT, DARK, State(forced=True), State("dark", forced=True), State(media="print")],
    ids=str,
)
def test_everything_that_is_drawn_stands_out_three_to_one(
    figures_served: Served, browser: Browser, state: State
) -> None:
    tab = state.open(browser)
    tab.goto(figures_served.at("/outcomes/"))
    found = tab.evaluate(DRAWN)
    assert len(found) > 15
    for what, ink, card in found:
        lighter, darker = sorted((luminance(ink), luminance(card)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 3, f"{what}: {ink} on {card}"
    tab.context.close()


def widest(tab: Tab) -> int:
    return tab.evaluate("document.documentElement.scrollWidth")


@pytest.mark.browser
def test_charts_fit_a_phone_and_keep_their_labels_apart(
    figures_served: Served, browser: Browser
) -> None:
    tab = LIGHT_NARROW.open(browser)
    tab.goto(figures_served.at("/outcomes/"))
    assert widest(tab) <= LIGHT_NARROW.width
    overlapping = """() => [...document.querySelectorAll('.bars > div')].filter(row => {
      const mark = row.querySelector('path, rect').getBoundingClientRect(), label = row.querySelector('b').getBoundingClientRect();
      return mark.right > label.left; }).length"""
    assert tab.evaluate(overlapping) == 0
    tab.context.close()


@pytest.mark.browser
def test_on_paper_no_chart_is_cut_through(
    served: Served, figures_served: Served, browser: Browser
) -> None:
    tab = State(media="print").open(browser)
    for at in (served, figures_served):
        tab.goto(at.at("/outcomes/"))
        assert set(
            tab.evaluate(
                "[...document.querySelectorAll('.bars, .trend, .chart figcaption')].map(e => getComputedStyle(e).breakInside)"
            )
        ) == {"avoid"}
    tab.context.close()
