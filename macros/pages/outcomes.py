"""The macros of the pages on outcomes and on themes, and what a chart says in words and draws."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..plan.themes import ShownTie, Theme, ties
from .page import Page, brings, macro

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..plan.chapter import Chapter
    from ..plan.outcomes import Chart, Outcome, Release
    from ..plan.period import Period
    from .site import Site

# Up to so many areas, each is compared in a sentence of its own; beyond, the sentences sum up and the table tells.
FEW = 4
BOUNDS = {
    "more-than": "more than ",
    "at-least": "at least ",
    "at-most": "at most ",
    "less-than": "less than ",
    None: "",
}


# What is said


def aim_in_words(outcome: Outcome) -> str:
    """'more than 90 per cent', or '' where the aim has no number."""
    aim = outcome.aim
    return "" if aim.value is None else f"{BOUNDS[aim.bound]}{aim.value} {outcome.unit}"


def difference(outcome: Outcome, value: Decimal, other: Decimal) -> str:
    """How a value stands to another: '0.7 percentage points below', or 'level with'."""
    if value == other:
        return "level with"
    return f"{outcome.counted.amount(abs(value - other))} {'above' if value > other else 'below'}"


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def compared(outcome: Outcome, release: Release) -> list[str]:
    """Sentences that compare the measure's area with each other one, or sum up where there are many."""
    own, others = (
        release.figure(outcome.area),
        [value for value in release.values if value.area != outcome.area],
    )
    when = f"{release.period.said}, " if release.period else ""
    if len(others) <= FEW:
        return [
            _sentence(
                f"{when}{outcome.area} was {difference(outcome, own, other.value)} {other.said or other.area}"
            )
            for other in others
        ]
    below, above = (sum(sign * other.value > sign * own for other in others) for sign in (-1, 1))
    lowest, highest = (choose(others, key=lambda other: other.value) for choose in (min, max))
    level = len(others) - below - above
    counts = f"{when}of {len(others)} other areas, {below} were below {outcome.area}, {above} above and {level} level with it"
    return [
        _sentence(counts),
        *(
            f"The {name} was {area.said or area.area}, {difference(outcome, area.value, own)} {outcome.area}."
            for name, area in (("lowest", lowest), ("highest", highest))
        ),
    ]


def gap_in_words(outcome: Outcome, aim: Decimal, release: Release) -> str:
    """How far they are apart: 'The aim of 5 per cent by 2025 was 9.2 percentage points below the figure for County Durham.'."""
    by = f" by {outcome.aim.by.shown}" if outcome.aim.by else ""
    when = f" {release.period.said}" if release.period else ""
    return f"The aim of {aim_in_words(outcome)}{by} was {difference(outcome, aim, release.figure(outcome.area))} the figure for {outcome.area}{when}."


def trend_in_words(outcome: Outcome, area: str, points: list[tuple[Release, Decimal]]) -> str:
    """How the first and the last figure differ, and whether it went one way."""
    (first, start), (last, end) = points[0], points[-1]
    steps = [later - earlier for (_, earlier), (_, later) in pairwise(points)]
    both = " In between, it went both up and down." if min(steps) < 0 < max(steps) else ""
    if start == end:
        return f"The figure for {area} was {end} at the end ({last.when}), as at the start ({first.when}).{both}"
    way = "up" if end > start else "down"
    return f"The figure for {area} went {way} by {outcome.counted.amount(abs(end - start))}, from {start} ({first.when}) to {end} ({last.when}).{both}"


# What is drawn


@dataclass(frozen=True)
class Row:
    """A row of a bar chart. `width` is in hundredths of the longest; `kind` is own, other or aim."""

    label: str
    value: Decimal
    kind: str
    width: str
    difference: str


@dataclass(frozen=True)
class TrendLine:
    """A line of a trend: its marks, and the strokes between periods that follow one another."""

    area: str
    marks: list[tuple[str, str]]
    strokes: list[tuple[str, str, str, str]]
    values: list[Decimal | None]


@dataclass(frozen=True)
class Drawn:
    """A chart as its fragment shows it: words, rows or lines, and the figures that it is made of."""

    form: str
    title: str
    sentences: list[str]
    releases: list[Release]
    rows: list[Row]
    lines: list[TrendLine]
    axis: tuple[Decimal, Decimal]


def drawn(outcome: Outcome, chart: Chart) -> Drawn:
    """What a chart of a measure shows."""
    return {"comparison": _comparison, "gap": _gap, "trend": _trend}[chart.form](outcome, chart)


def _rows(outcome: Outcome, figures: list[tuple[str, Decimal, str]]) -> list[Row]:
    longest = max(value for _, value, _ in figures) or Decimal(1)
    own = next(value for _, value, kind in figures if kind == "own")
    return [
        Row(
            label,
            value,
            kind,
            f"{value / longest * 100:.2f}",
            "" if kind == "own" else difference(outcome, value, own).removesuffix(" with"),
        )
        for label, value, kind in figures
    ]


def _comparison(outcome: Outcome, _chart: Chart) -> Drawn:
    release = outcome.in_time[-1]
    figures = [
        (value.area, value.value, "own" if value.area == outcome.area else "other")
        for value in release.values
    ]
    title = "how areas compared"
    return Drawn(
        "comparison",
        title,
        compared(outcome, release),
        [release],
        _rows(outcome, figures),
        [],
        (Decimal(0), Decimal(0)),
    )


def _gap(outcome: Outcome, _chart: Chart) -> Drawn:
    release, by, aim = outcome.in_time[-1], outcome.aim.by, outcome.aim.number
    figures = [
        (outcome.area, release.figure(outcome.area), "own"),
        (f"Aim by {by.shown}" if by else "Aim, no date given", aim, "aim"),
    ]
    return Drawn(
        "gap",
        "how far from the aim",
        [gap_in_words(outcome, aim, release)],
        [release],
        _rows(outcome, figures),
        [],
        (Decimal(0), Decimal(0)),
    )


def _trend(outcome: Outcome, chart: Chart) -> Drawn:
    dated = [(release, release.period) for release in outcome.in_time if release.period]
    releases = [release for release, _ in dated]
    areas = chart.areas or (outcome.area,)
    highest = max(
        value for area in areas for release in releases if (value := release.of(area)) is not None
    ) or Decimal(1)
    first, last = dated[0][1].middle, dated[-1][1].middle

    def across(period: Period) -> str:
        return f"{(period.middle - first) / (last - first) * 100:.2f}"

    def down(value: Decimal) -> str:
        return f"{(highest - value) / (highest - chart.axis_from) * 100:.2f}"

    lines, sentences = [], []
    for area in areas:
        values = [release.of(area) for release in releases]
        places = [
            None if value is None else (across(period), down(value))
            for (_, period), value in zip(dated, values, strict=True)
        ]
        strokes = [(*one, *next_) for one, next_ in pairwise(places) if one and next_]
        lines.append(TrendLine(area, [place for place in places if place], strokes, values))
        sentences.append(
            trend_in_words(
                outcome,
                area,
                [
                    (release, value)
                    for release, value in zip(releases, values, strict=True)
                    if value is not None
                ],
            )
        )
        without = [
            release.when for release, value in zip(releases, values, strict=True) if value is None
        ]
        sentences += [
            f"There is no figure for {area} ({when}), so its line is broken there."
            for when in without
        ]
    return Drawn("trend", "over time", sentences, releases, [], lines, (chart.axis_from, highest))


def _not_drawn(outcome: Outcome, charts: list[Drawn]) -> Iterator[tuple[Release, str, Decimal]]:
    """The figures that no chart's table holds, the newest first."""
    seen = {
        (release.period, row.label)
        for chart in charts
        for release in chart.releases
        for row in chart.rows
    }
    seen |= {
        (release.period, line.area)
        for chart in charts
        for release in chart.releases
        for line in chart.lines
    }
    for release in reversed(outcome.in_time):
        yield from (
            (release, value.area, value.value)
            for value in release.values
            if (release.period, value.area) not in seen
        )


@dataclass(frozen=True)
class Measure:
    """A measure as its fragment shows it."""

    outcome: Outcome
    aim: str
    charts: list[Drawn]
    rest: list[tuple[Release, str, Decimal]]


def _measure(outcome: Outcome) -> Measure:
    charts = [drawn(outcome, chart) for chart in outcome.charts]
    return Measure(outcome, aim_in_words(outcome), charts, list(_not_drawn(outcome, charts)))


# Macros


@macro
def outcomes_report(site: Site, _page: Page) -> dict[str, Any]:
    """What was to be measured, with its newest figure, for whom the page is a report, and of which day."""
    measures = site.plan.outcomes.values()
    return {
        "executives": [board for board in site.plan.boards.values() if board.kind == "executive"],
        "objectives": [
            (o, [measure for measure in measures if measure.objective == o])
            for o in site.plan.objectives.values()
        ],
    }


@macro
@brings(styles=("/assets/figures.css",))
def outcomes(site: Site, _page: Page) -> dict[str, Any]:
    """Each objective with its measures: what was aimed at, by when, figures, charts, and what is missing."""
    measures = [_measure(outcome) for outcome in site.plan.outcomes.values()]
    return {
        "objectives": [
            (o, [told for told in measures if told.outcome.objective == o])
            for o in site.plan.objectives.values()
        ]
    }


@macro
@brings(lists=True)
def read_across(site: Site, _page: Page) -> dict[str, Any]:
    """What the papers say of every chapter, each theme with the chapters tied to it, and each board with its chapters' themes."""
    plan = site.plan
    live = [chapter for chapter in plan.chapters.values() if chapter.status != "retired"]
    themes = [(theme, ties(theme, live)) for theme in plan.themes.values()]
    boards = [
        (board, list(_themes_of(plan.chapters_of(board), themes))) for board in plan.boards.values()
    ]
    tied = {tie.chapter for _, all_ in themes for tie in all_}
    # One sentence may be about two themes.
    of_all = {str(said.words): said for theme, _ in themes for said in theme.said if said.of_all}
    return {
        "of_all": of_all.values(),
        "themes": themes,
        "boards": boards,
        "untied": [chapter for chapter in live if chapter not in tied],
    }


def _themes_of(
    chapters: tuple[Chapter, ...], themes: list[tuple[Theme, list[ShownTie]]]
) -> Iterator[tuple[Chapter, list[tuple[Theme, list[int]]]]]:
    """The chapters that are tied to a theme, each with its themes and the numbers of the priorities that tie it."""
    for chapter in chapters:
        here = [(theme, [tie for tie in all_ if tie.chapter == chapter]) for theme, all_ in themes]
        if named := [
            (theme, sorted({f.priority.number for f in ties if f.priority}))
            for theme, ties in here
            if ties
        ]:
            yield chapter, named
