"""What stands where a page or file has moved away, and at the short addresses: on any static host, without a script.

A page gives way to a page that leads on at once, by a refresh of 0 seconds and by a plain link (WCAG technique H76:
https://www.w3.org/WAI/WCAG22/Techniques/html/H76). A file gives way to a copy of the new one. Neither is in the sitemap
or in the search.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ..pages.addresses import FILE, Standing
from ..pages.page import Page
from .policy import policy

if TYPE_CHECKING:
    from ..pages.shell import Shell
    from ..pages.site import Site


@dataclass(frozen=True)
class Redirect:
    """The old or short address of a page or file, and where it leads in the end."""

    start: str
    end: str

    @property
    def is_file(self) -> bool:
        """Whether a file has moved, not a page."""
        return bool(PurePosixPath(self.start).suffix)


def redirects(site: Site) -> list[Redirect]:
    """Every redirect of a page or a file. Those of a single anchor stand on its page, for no host hears of anchors."""
    standing = Standing(site)
    starts = [*site.short, *(start for start in standing.moved if "#" not in start)]
    return [Redirect(start, end) for start in starts if (end := standing.end(start))]


def write_redirects(shell: Shell, built: Path) -> None:
    """Write the pages that lead on, and the copies of files, into the built site. All else has to be written before.

    A page that leads on bears the description and picture of the one that it leads to: a link preview may not follow it.
    """
    site = shell.site
    for redirect in redirects(site):
        address = redirect.end.partition("#")[0]
        to = built / redirect.start[1:] / ("" if redirect.is_file else "index.html")
        to.parent.mkdir(parents=True, exist_ok=True)
        if redirect.is_file:
            shutil.copyfile(built / address[1:], to)
        else:
            chapter = redirect.start.strip("/") if redirect.start in site.short else None
            shown = {
                "target": redirect.end,
                "whole": site.url + address[1:],
                "chapter": chapter,
                "policy": policy(site.plan.about),
                "view": shell.shown(address),
            }
            page = Page(FILE, redirect.start, site.title_at(address), "redirect")
            to.write_text(site.fill("moved.html", page=page, **shown), encoding="utf-8")
