"""The pages that are made from data alone, in the shell of all pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ..pages.shell import Shell


def write_made(shell: Shell, built: Path) -> None:
    """Write them into the built site, each where its address says."""
    for page in shell.site.made.values():
        content = shell.site.render(page.macro, page, page.arguments)
        to = built / page.address[1:] / "index.html"
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(shell.whole(page, page.title, content), encoding="utf-8")
