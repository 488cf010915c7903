"""The strategy's objectives, and the lists of ideas that the plan builds on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .entry import Entry, Named
from .references import Origin, Own
from .values import Address, Many, Number, Text


class Objective(Named):
    """A strategic objective of the Joint Health and Wellbeing Strategy."""

    number: Number
    """Its place, from 1."""
    heading: Own
    """A short plain heading."""
    words: Text
    """The plan's words to the letter. Never change them."""
    plain: Own
    """What it means, in plain words."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""


class Part(Entry):
    """One part of a framework that the plan names: an ambition, an aim, a pillar, a component."""

    words: Text
    """The plan's words to the letter. Never change them."""
    plain: Own
    """What it means, in plain words."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""
    address: Address | None = None
    """The web address that the paper gives for it."""


Parts = Annotated[tuple[Part, ...], Many, Field(min_length=1)]


class Frameworks(Entry):
    """data/frameworks.yml: the lists of ideas that the plan builds on."""

    ambitions: Parts
    """The ambitions of the County Durham Vision 2035."""
    triple_aim: Parts
    """The three aims of the outcomes framework."""
    pillars: Parts
    """The four pillars of population health."""
    components: Parts
    """The six components of personalised care."""
    ogim: Parts
    """The parts of a chapter's full document."""
