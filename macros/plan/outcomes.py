"""What the plan's objectives are measured by: each measure with its aim, its figures, and what may be drawn of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from .entry import Entry, Named
from .framework import Objective
from .period import PeriodName, YearOrMonth
from .problems import Line, Way, Words, allowed
from .references import Origin, Own, SourceName
from .values import Figure, Many, Text, Texts, each_once, entry_of, one_of, refuse
from .wordings import Wording

# So many lines can be told apart by their dashes and marks alone, and so many points make a line.
MOST_LINES = 3
FEWEST_POINTS = 3
ALL = 100  # per cent


@dataclass(frozen=True)
class Unit:
    """What figures count: behind a bar, and one of it in a difference."""

    sign: str
    one: str
    more: str

    def amount(self, size: Decimal) -> str:
        """'0.7 percentage points', '1 year'."""
        return f"{size} {self.one if str(size) == '1' else self.more}"


UNITS = {
    "per cent": Unit("%", "percentage point", "percentage points"),
    "per 100,000 people": Unit("", "per 100,000 people", "per 100,000 people"),
    "years": Unit(" years", "year", "years"),
    "points": Unit("", "point", "points"),
}


# Figures


class Value(Entry):
    """One figure: an area and its value. `said` is the area's name in a sentence, if another: the North East."""

    area: Text
    """The area that the figure is for. An aim is no area."""
    value: Figure
    """The figure in digits, with a point for the decimals, in quotation marks."""
    said: Text | None = None
    """The area's name in a sentence, if it is another: the North East."""

    @field_validator("area")
    @classmethod
    def an_aim_is_no_area(cls, area: str) -> str:
        """Nobody reaches an aim by drawing it among the results."""
        if re.search(r"\b(aim|ambition|goal|target|trajectory)s?\b", area, re.IGNORECASE):
            raise refuse(
                f"'{area}' is not an area but an aim, and no bar or line is drawn to an aim as if it were a result. Write it under 'aim:'."
            )
        return area


class Release(Entry):
    """Figures that may be compared with one another: of one period, from one source, with one caveat."""

    period: PeriodName
    """The time that the figures count: 2019, 2016 to 2018, 2018-04 to 2019-03, or undated."""
    source: Origin
    """Where it stands: the paper and the paragraph (2021-report 15), or of figures another document or a web address."""
    caveat: Own
    """What a reader must know before reading the figures."""
    values: Annotated[
        tuple[Value, ...],
        Many,
        Field(min_length=1),
        each_once("'{0.area}' has a figure here already. Keep one.", "area"),
    ]
    """The figures of this period, one entry an area."""

    @property
    def when(self) -> str:
        """Its period as readers see it."""
        return self.period.shown if self.period else "no date given"

    def of(self, area: str) -> Decimal | None:
        """The figure of an area, if there is one."""
        return next((value.value for value in self.values if value.area == area), None)

    def figure(self, area: str) -> Decimal:
        """The figure of an area that has one, as the area of a measure has in each release."""
        return next(value.value for value in self.values if value.area == area)


class Aim(Entry):
    """What was aimed at, in a paper's words; as a number and by when, if the paper says so."""

    words: Text
    """What was aimed at, in the paper's words to the letter. Never change them."""
    source: Origin
    """Where it stands: the paper and the paragraph (2021-report 15), or of figures another document or a web address."""
    value: Figure | None = None
    """The aim as a number, if the paper gives one."""
    bound: Annotated[
        Literal["more-than", "at-least", "at-most", "less-than"] | None,
        one_of(),
    ] = None
    """How the number is meant: more-than, at-least, at-most or less-than."""
    by: YearOrMonth = None
    """The year or month by which, if the paper says so."""

    @property
    def number(self) -> Decimal:
        """The aim as a number. Raises ValueError where there is none: the model allows no gap to be drawn to it."""
        if self.value is None:
            raise ValueError(self.words)
        return self.value

    @field_validator("bound")
    @classmethod
    def a_bound_has_a_number(cls, bound: str | None, info: ValidationInfo) -> str | None:
        """'More than' says nothing alone."""
        if bound and "value" in info.data and info.data["value"] is None:
            what = f"'{bound}' has no number."
            raise refuse(what, Words(Wording.ADD, Line("value")), Wording.REMOVE_THIS)
        return bound


class Chart(Entry):
    """One drawing of a measure's figures. Only a trend chooses its areas, and where its scale begins."""

    form: Annotated[Literal["comparison", "gap", "trend"], one_of()]
    """comparison, gap or trend."""
    areas: Texts = ()
    """The areas that a trend shows. Other forms have none."""
    axis_from: Figure = Decimal(0)
    """Where the scale of a trend begins. Bars begin at 0."""

    @field_validator("areas")
    @classmethod
    def only_a_trend_chooses(cls, areas: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """A comparison shows all areas, so that none is left out because it does not suit."""
        if areas and info.data.get("form") in ("comparison", "gap"):
            raise refuse(
                "only a trend names its areas. Take this line away: a comparison shows all areas, and a gap the area of the measure."
            )
        if len(areas) > MOST_LINES:
            raise refuse(
                f"{len(areas)} lines can't be told apart. Name at most {MOST_LINES} areas."
            )
        return areas

    @field_validator("axis_from")
    @classmethod
    def bars_begin_at_zero(cls, axis_from: Decimal, info: ValidationInfo) -> Decimal:
        """A bar that is cut off looks longer or shorter, beside another, than it is."""
        if axis_from and info.data.get("form") in ("comparison", "gap"):
            raise refuse(
                f"bars that begin at {axis_from} make a difference look larger than it is. Bars begin at 0: take this line away."
            )
        return axis_from


class Outcome(Named):
    """What an objective is measured by. Without figures it says why there are none."""

    objective: Annotated[Objective, entry_of("objectives", "the objective")]
    """The id of the objective that it measures."""
    indicator: Own
    """What is measured, in a few words."""
    plain: Own
    """What that means, in plain words."""
    area: Text
    """The area that the measure is about."""
    unit: Annotated[str | None, one_of(*UNITS)] = None
    """What the figures count."""
    triple_aim: Text | None = None
    """The part of the triple aim that it belongs to."""
    aim: Aim
    """What was aimed at."""
    words: Texts = ()
    """The words that the figures are from, to the letter. Never change them."""
    figures: Annotated[tuple[Release, ...], Many] = ()
    """The figures, one entry a period. Leave it out if there are none."""
    missing: Annotated[Own | None, Field(validate_default=True)] = None
    """Why there are no figures, in a plain sentence."""
    charts: Annotated[tuple[Chart, ...], Many] = ()
    """The drawings that the figures honestly allow."""

    @property
    def source(self) -> SourceName:
        """Where its `words` stand: with the figures, or with the aim."""
        return self.figures[0].source if self.figures else self.aim.source

    @field_validator("aim")
    @classmethod
    def an_aim_counts_something(cls, aim: Aim, info: ValidationInfo) -> Aim:
        """A number to aim at has a unit."""
        if aim.value is not None and "unit" in info.data:
            _counted(info, aim.value, ("value",))
        return aim

    @field_validator("figures")
    @classmethod
    def figures_can_be_read(
        cls, figures: tuple[Release, ...], info: ValidationInfo
    ) -> tuple[Release, ...]:
        """Figures count something, hold the area that they are about, and none of two is for the same period."""
        if "unit" not in info.data or "area" not in info.data:
            return figures
        for place, release in enumerate(figures):
            for nth, value in enumerate(release.values):
                _counted(info, value.value, (place, "values", nth, "value"))
            if release.of(info.data["area"]) is None:
                message = f"no figure here is for {info.data['area']}. Add one, or change 'area:' to one of these: {', '.join(v.area for v in release.values)}."
                raise refuse(message, at=(place, "values"))
            if release.period in [other.period for other in figures[:place]]:
                raise refuse(
                    f"figures for this period ({release.when}) stand here already. Put all areas of a period together.",
                    at=(place, "period"),
                )
        return figures

    @field_validator("missing")
    @classmethod
    def what_is_missing_has_a_reason(cls, missing: str | None, info: ValidationInfo) -> str | None:
        """Either figures, or why there are none."""
        if "figures" in info.data and not missing and not info.data["figures"]:
            raise refuse(
                "there are no figures here and no reason. Add 'figures:', or a line 'missing:' that says why there are none.",
                at=("..",),
            )
        if missing and info.data.get("figures"):
            raise refuse("there are figures, so nothing is missing.", Wording.REMOVE_THIS)
        return missing

    @field_validator("charts")
    @classmethod
    def charts_do_not_mislead(
        cls, charts: tuple[Chart, ...], info: ValidationInfo
    ) -> tuple[Chart, ...]:
        """Each form is drawn only of figures that bear it."""
        if not {"figures", "aim", "area"} <= set(info.data):
            return charts
        for place, chart in enumerate(charts):
            if not info.data["figures"]:
                raise refuse("there are no figures to draw. Take the charts away.")
            if chart.form in [other.form for other in charts[:place]]:
                raise refuse(f"a {chart.form} is drawn here already. Keep one.", at=(place, "form"))
            if wrong := _DRAWN[chart.form](chart, info.data):
                message, at = wrong
                raise refuse(message, at=(place, *at))
        return charts

    @property
    def counted(self) -> Unit:
        """What its figures count."""
        return UNITS[self.unit or "points"]

    @property
    def in_time(self) -> tuple[Release, ...]:
        """Its figures from the oldest to the newest; those without a date come first, for they may be of any."""
        return _in_time(self.figures)


def _in_time(figures: tuple[Release, ...]) -> tuple[Release, ...]:
    return tuple(
        sorted(figures, key=lambda release: release.period.end if release.period else date.min)
    )


def _counted(info: ValidationInfo, value: Decimal, at: Way) -> None:
    if info.data["unit"] is None:
        raise refuse(
            f"nothing says what is counted here. Add a line 'unit:' with one of: {', '.join(UNITS)}.",
            at=at,
        )
    if info.data["unit"] == "per cent" and value > ALL:
        raise refuse(f"{value} per cent is more than all. Is a point missing?", at=at)


_Wrong = tuple[str, Way]  # what can't be drawn, and the way to it from the chart


def _comparison(_chart: Chart, read: dict[str, Any]) -> _Wrong | None:
    values = [value.value for value in _in_time(read["figures"])[-1].values]
    if len(values) == 1:
        return (
            "a comparison needs two areas, and the newest figures have one. Add another, or take the comparison away.",
            ("form",),
        )
    return (
        None
        if any(values)
        else (
            "all figures are 0, so there is nothing to draw. Put the right figures in, or take the comparison away.",
            ("form",),
        )
    )


def _gap(_chart: Chart, read: dict[str, Any]) -> _Wrong | None:
    if read["aim"].value is None:
        return (
            "the aim has no number, so there is no gap to draw. Add a line 'value:' under 'aim:' if the source gives one, or take the gap away.",
            ("form",),
        )
    return None


def _trend(chart: Chart, read: dict[str, Any]) -> _Wrong | None:
    dated = [release for release in _in_time(read["figures"]) if release.period]
    areas = list(
        dict.fromkeys(value.area for release in read["figures"] for value in release.values)
    )
    for place, area in enumerate(chart.areas):
        if area not in areas:
            return (
                f"'{area}' has no figures, and no line leads to an aim. {allowed(areas, area)}",
                ("areas", place),
            )
        if area in chart.areas[:place]:
            return (f"'{area}' is named twice. Take one of them away.", ("areas", place))
    if len({release.period.months for release in dated if release.period}) > 1:
        lengths = ", ".join(release.when for release in dated)
        return (
            f"a line joins periods of one length, and these are of several: {lengths}. Use one of: comparison, gap.",
            ("form",),
        )
    for area in chart.areas or (read["area"],):
        points = [value for release in dated if (value := release.of(area)) is not None]
        if len(points) < FEWEST_POINTS:
            undated = (
                " and one without a date"
                if any(
                    release.of(area) is not None
                    for release in read["figures"]
                    if not release.period
                )
                else ""
            )
            message = f"a line goes through dated figures only, of at least {FEWEST_POINTS} periods, and {area} has {len(points)}{undated}."
            return (f"{message} Use one of: comparison, gap.", ("form",))
        if chart.axis_from and chart.axis_from >= min(points):
            return (
                f"the scale begins at {chart.axis_from}, and {area} goes down to {min(points)}. Begin below it, or at 0.",
                ("axis_from",),
            )
    return None


_DRAWN = {"comparison": _comparison, "gap": _gap, "trend": _trend}
