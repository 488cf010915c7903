"""A highlight report as a board paper: one file that needs no other, to print or to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rcssmin import cssmin

from .page import Page
from .progress import board_paper_of
from .templates import OVERRIDES, style_sheet

if TYPE_CHECKING:
    from ..plan.report import Report
    from .site import Site

STYLES = ("plan.css", "pages.css", "progress.css")


def board_paper(site: Site, report: Report) -> str:
    """The HTML of a board paper, with its style sheets inside. Its links lead to the site's address."""
    styles = "".join(cssmin(style_sheet(OVERRIDES / "assets" / name)) for name in STYLES)
    return site.fill(
        "paper.html",
        page=Page("paper", "/", "A board paper"),
        paper=board_paper_of(site.plan, report),
        styles=styles,
    )
