"""The order of the pages, for MkDocs and for readers of the site map. The pages themselves say it (menu.py)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from ..plan.problems import Problem
from ..plan.source import read_text, syntax_problem
from .front_matter import MORE
from .menu import menu
from .page import Page, brings, macro
from .rules import Problems, Texts, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .site import Site

SETTINGS = "mkdocs.yml"


def navigation(site: Site) -> list[Any]:
    """What MkDocs takes for its navigation: every page of docs/, and under the plan's names those that are about a part of it."""
    return [
        {page.title: page.file} if page.subject or page.look == "home" else page.file
        for pages in menu(site).values()
        for page in pages
    ]


@rule
def settings_name_no_pages(texts: Texts) -> Problems:
    """The settings in mkdocs.yml can be read, and hold no menu: it is made from the pages."""
    text, _ = read_text(texts.site.docs.parent / SETTINGS, SETTINGS)
    if text is None:
        return  # told where the site's address is looked for
    try:
        settings = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        yield syntax_problem(text, SETTINGS, error)
        return
    for key, _value in settings.value if isinstance(settings, yaml.MappingNode) else ():
        if key.value == "nav":
            message = "the menu is made from the pages: each can say in its front matter, with 'group:', under which heading it stands. Take 'nav:' and the lines below it away."
            yield Problem(SETTINGS, key.start_mark.line + 1, key.start_mark.column + 1, message)


Line = tuple[Page, list[Page]]  # a page, and those made from data below it


@macro
@brings(lists=True, schema_type="CollectionPage")
def site_map(site: Site, _page: Page) -> dict[str, Any]:
    """Every page under its heading; what is made from data stands below the page that leads there, or else comes last."""
    below: dict[str, list[Page]] = {}
    for one in site.made.values():
        if one.listed:
            below.setdefault(one.trail[-1][1] if one.trail else "", []).append(one)

    def under(address: str) -> Iterator[Page]:
        for one in below.pop(address, ()):
            yield one
            yield from under(one.address)

    groups: dict[str, list[Line]] = {
        heading: [(page, [*under(page.address)]) for page in pages]
        for heading, pages in menu(site).items()
    }
    rest: list[Line] = [(one, [*under(one.address)]) for one in below.pop("", ())]
    rest += [(one, []) for left in below.values() for one in left]
    if rest:
        groups.setdefault(MORE, []).extend(rest)
    return {
        "groups": [
            (heading, re.sub(r"\W+", "-", heading.lower()), lines)
            for heading, lines in groups.items()
        ]
    }
