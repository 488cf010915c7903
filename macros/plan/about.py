"""data/plan.yml: the plan itself, its edition and period, and who publishes the site."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from .entry import Entry
from .names import ALL, HowPublic
from .paper import Paper
from .references import Origin, Own
from .route import Route, whole_sentence
from .values import Date, Month, Number, Phrases, Repository, Review, Text, entry_of, refuse


class Sources(Entry):
    """Where the papers have the facts of the plan: a paragraph, or a part with a table, such as `2021-report appendix-2`."""

    title: Origin | None = None
    """The paragraph with the plan's whole title."""
    owner: Origin | None = None
    """The paragraph that says who owns the plan."""
    chapters: Origin | None = None
    """The part that lists the chapters by groups: a paragraph for each group, named by the part and the group's id."""
    boards: Origin | None = None
    """The table of boards, with a row for each, named by the board's id: its name, and its chapters."""
    leads: Origin | None = None
    """The table of leads, with a row for each chapter, named by the chapter's id: its name, and its leads."""
    priorities: Origin | None = None
    """The table of priorities, with a row for each chapter, named by the chapter's id: its name, and its priorities."""


class Privacy(Entry):
    """What a controller tells people whose data it holds (UK GDPR, Articles 13 and 14): whole sentences for the privacy page."""

    controller: Own | None = None
    """Who decides what is done with information about people (the controller), and how to reach them."""
    host: Own | None = None
    """Who hosts the site, what its access log holds, and for how long."""
    basis: Own | None = None
    """On which legal basis the site shows people's names, and why."""
    kept: Own | None = None
    """How long information about people is kept."""
    objections: Own | None = None
    """How somebody can object, or ask for a name to be taken down, and who decides."""
    complaints: Own | None = None
    """How to complain to the controller itself, by a form or in another way."""

    @field_validator("*")
    @classmethod
    def a_rule_is_more_than_a_word(cls, text: str | None) -> str | None:
        """These are sentences on the privacy page."""
        return whole_sentence(text)


class About(Entry):
    """data/plan.yml: the plan itself, its edition and period, and who publishes the site."""

    title: Text
    """The plan's whole title, with its edition."""
    name: Text
    """The plan's short name, as in the header of each page."""
    place: Text
    """The place that the plan is for."""
    places: Phrases = ()
    """Names of the place and of its towns, and words such as "near me". The search passes over them if more is asked."""
    period: Text
    """The years that the plan is for, in words: 2020 to 2025."""
    edition: Text
    """The edition, as readers are told."""
    published: Text
    """When the edition came out, in words."""
    report: Annotated[Paper, entry_of("papers", "the report")]
    """The id of the paper that names leads, boards and priorities."""
    preface: Annotated[Paper | None, entry_of("papers", "the preface")] = None
    """The id of the paper that is the plan's preface. Leave it out if there is none."""
    sources: Sources = Field(default_factory=Sources)
    """Where the papers have the plan's facts. What is named here, the check holds to the papers."""
    public_of_leads: HowPublic = ALL
    """How much of leads' names is public: name and role, role alone, or nothing. A person's own line may say less."""
    priorities_from: Month
    """The first month that the priorities are for, such as 2021-09."""
    priorities_to: Month
    """The last month that the priorities are for, such as 2022-03."""
    owner: Text
    """Who owns the plan."""
    partners: Text | None = None
    """Who "the partners" are, as it goes on after "The partners" are: each chapter says it once. Leave it out if no page names them so."""
    reviewed: Date
    """The day on which the pages were last held against the papers."""
    review: Review
    """The day by which they are to be held against the papers again."""
    confirmed_for: Number | None = None
    """For how many months a chapter counts as looked at. While the line is missing, no chapter is due to be confirmed."""
    publisher: Text | None = None
    """Who publishes this site. While the line is missing, the site says that nobody is named."""
    privacy: Privacy = Field(default_factory=Privacy)
    """What only the publisher can say on the privacy page. What is missing, the page says is not known yet."""
    feedback: Route | None = None
    """Where readers' words go. While it is missing, the forms have no Send."""
    repository: Repository | None = None
    """Where this project stands on GitHub: https://github.com/example/plan. Each page then leads to its file there."""

    @field_validator("feedback")
    @classmethod
    def whoever_collects_is_named(cls, route: Route | None, info: ValidationInfo) -> Route | None:
        """Nothing is sent to anyone before readers are told who that is."""
        if route and route.endpoint and not info.data.get("publisher"):
            raise refuse(
                "an endpoint needs a publisher (the data controller), so that readers know who gets what they write. Add a line 'publisher:' to this file.",
                at=("endpoint",),
            )
        return route

    @property
    def priorities_period(self) -> str:
        """'September 2021 to March 2022'."""
        return f"{self.priorities_from:%B %Y} to {self.priorities_to:%B %Y}"
