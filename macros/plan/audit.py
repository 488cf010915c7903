"""What the audit measured."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .entry import Entry
from .values import Commit, Count, Date, Many, Text, Texts


class Tool(Entry):
    """A program that measured the site, and its version."""

    name: Text
    version: Text


class Finding(Entry):
    """A rule of axe-core that pages broke: at how many places, on how many pages."""

    rule: Text
    means: Text
    places: Count
    pages: Count


class Audit(Entry):
    """data/audit.json: what `make audit` measured, and the commit that it measured. Only the audit writes it."""

    commit: Commit
    date: Date
    tools: Annotated[tuple[Tool, ...], Many, Field(min_length=1)]
    pages: Count
    searches: Count
    states: Annotated[Texts, Field(min_length=1)]
    rules: Count
    findings: Annotated[tuple[Finding, ...], Many]
    undecided: Count
    faint: Count
    small: Count
    too_wide: Count
    links: Count
    broken_links: Count
    requests: Count
    requests_elsewhere: Count
    kept: Count

    @property
    def places(self) -> int:
        """How many places broke a rule, over all rules."""
        return sum(finding.places for finding in self.findings)
