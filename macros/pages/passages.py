"""What readers read on every page, passage by passage, without a build. An earlier version can be asked for its own pages.

`python -m macros.pages.passages FOLDER DAY` writes those of the plan in a folder, as JSON by address.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from markdown import Markdown

from ..plan.load import load_plan
from .calls import CALL, texts_of
from .content import EXTENSIONS
from .documents import with_documents_told
from .extensions import own_extensions
from .html import passages_of
from .kept import Kept
from .page import INLINE, MACROS
from .shell import Shell
from .site import PLACEHOLDER, Site

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from .page import Page

# The passages of every page, by address.
Read = dict[str, list[str]]
LONGEST = 120  # seconds that a version may take for the passages of all pages


def rendered(site: Site) -> Iterator[tuple[Page, str]]:
    """Every page with its whole HTML, as `renderer` makes it."""
    whole = renderer(site)
    for page in site.every.values():
        yield page, whole(page)


def renderer(site: Site) -> Callable[[Page], str]:
    """What makes a page's whole HTML, as in a build, but for the links in an editor's Markdown, which stand as they were typed.

    It raises MacroError if the page calls a macro that can't be run.
    """
    shell, kept = Shell(site), Kept(MACROS)
    markdown = Markdown(extensions=[*EXTENSIONS, *own_extensions(site, kept)])

    def content(page: Page) -> str:
        def shown(call: re.Match[str]) -> str:
            if call[1] not in MACROS:
                return call[0]
            html = site.render(call[1], page, texts_of(call))
            return html if call[1] in INLINE else kept.keep(html)

        if page.macro:
            return site.render(page.macro, page, page.arguments)
        kept.page = page
        text = with_documents_told(site, page, site.written(page.file).text or "")
        text = CALL.sub(shown, text)
        return str(markdown.reset().convert(text))

    return lambda page: shell.whole(page, page.title, content(page))


def passages(content: Path, today: date, machine: Path) -> Read | None:
    """The passages of every page, by address, of the data and pages in a folder, as the version in `machine` shows them.

    None if that version can't: it is older than this module, or the content does not fit it.
    """
    if not (machine / "macros").is_dir():
        return None
    command = [sys.executable, "-m", "macros.pages.passages", str(content), str(today)]
    env = os.environ | {"PYTHONPATH": str(machine)}
    try:
        done = subprocess.run(
            command, cwd=machine, env=env, capture_output=True, check=True, timeout=LONGEST
        )
        read: Read = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return None
    return read


def main(folder: str, day: str) -> None:
    """Write the passages of every page of the plan in a folder. Raises PlanError if the plan has a problem."""
    root, today = Path(folder), date.fromisoformat(day)
    site = Site(load_plan(root, today), root, PLACEHOLDER)
    print(json.dumps({page.address: passages_of(html) for page, html in rendered(site)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
