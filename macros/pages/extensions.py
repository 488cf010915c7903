"""Our own extensions of Markdown, beside those that mkdocs.yml names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cited import Cited
from .elsewhere import Elsewhere
from .harmless import Harmless
from .tables import Tables

if TYPE_CHECKING:
    from markdown import Extension

    from .kept import Kept
    from .site import Site


def own_extensions(site: Site, kept: Kept) -> list[Extension]:
    """What reads and writes the pages of a site, `kept` among them, which puts the HTML of macros aside."""
    icon = site.fill("partials/icon.html", meaning="elsewhere")
    return [kept, Harmless(), Cited(site, kept), Tables(), Elsewhere(icon)]
