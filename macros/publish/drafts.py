"""A draft: the site of a change that is not published yet, to be opened from the disk.

A reviewer loads it down from a pull request and opens index.html. No server answers there, so a link to a folder would show
a list of files: in a draft, each leads to the page in the folder. Scripts of modules and what they fetch are not allowed from
the disk, so its pages do what they do without scripts. Every page says what it is a draft of, and asks not to be found.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Set by the command `build` alone, for the MkDocs that it starts.
NAME = "SITE_DRAFT_OF"
# Where a relative address stands in a page that can lead to a folder, up to what is asked for and the anchor.
_LINK = re.compile(r"(?<=\s)((?:href|action)=\"|content=\"0; url=)([^\"#?:]*)(?=[\"#?])")


def draft_of() -> str | None:
    """What the site that is being built is a draft of, such as "pull request 12"; None for the site itself."""
    return os.environ.get(NAME) or None


def open_from_disk(built: Path) -> None:
    """Let every link of a built site to a folder lead to the page in it."""
    for path in built.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        path.write_text(_LINK.sub(_to_page, page), encoding="utf-8")


def _to_page(match: re.Match[str]) -> str:
    before, path = match.groups()
    if path.rpartition("/")[2] in (".", ".."):
        path += "/"
    return f"{before}{path}{'index.html' if path.endswith('/') else ''}"
