"""The pages that are written in docs/: what each is about, its title, and the macros that stand on it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..plan.hidden import seen
from .content import called, main_heading
from .page import Page, kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .site import Site


def address_of(file: str) -> str:
    """The address of a Markdown file: `about/index.md` is `/about/`, `words.md` is `/words/`."""
    path = file.removesuffix(".md")
    path = path.removesuffix("index") if path == "index" or path.endswith("/index") else f"{path}/"
    return f"/{path}"


def markdown_files(docs: Path) -> list[Path]:
    """The pages that stand in docs/, sorted. MkDocs too passes over what other programs hide there."""
    return seen(docs, "*.md")


@kind
def docs(site: Site) -> Iterator[Page]:
    """A page for each Markdown file. One in a folder stands below the folder's own page, unless its subject says where."""
    files = [path.relative_to(site.docs).as_posix() for path in markdown_files(site.docs)]
    for file in files:
        address, subject, written = address_of(file), site.subjects.get(file), site.written(file)
        index = f"{PurePosixPath(file).parent}/index.md"
        below = index in files and index != file
        yield Page(
            file,
            address,
            _title(site, file),
            subject.kind if subject else "home" if address == "/" else "page",
            of=subject,
            above=((_title(site, index), address_of(index)),) if below else (),
            label=subject.label if subject else "Page",
            calls=tuple(name for name, _ in called(written.text or "")),
            front=written.front,
        )


def _title(site: Site, file: str) -> str:
    """The name of the page's subject, or the page's main heading; the home page is Home."""
    if subject := site.subjects.get(file):
        return subject.title
    heading = main_heading(site.written(file).text or "")
    return "Home" if heading is None else heading or PurePosixPath(file).stem
