"""The site's pages and addresses, and the one place where a fragment becomes HTML."""

from __future__ import annotations

import inspect
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jinja2

from ..plan.hidden import seen
from ..plan.source import read_text, read_yaml, readable
from .front_matter import Written, written
from .page import (
    FILES,
    INLINE,
    KINDS,
    MACROS,
    MacroError,
    NoPageError,
    Page,
    WrongArgumentsError,
    inline_calls,
)
from .papers import place_of
from .subjects import subjects
from .templates import environment
from .updates import Updates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jinja2.runtime import Context

    from ..plan.plan import Plan
    from ..plan.problems import Problem
    from ..plan.source import Source
    from .subjects import Subject

PLACEHOLDER = "https://plan.example/"
# What the search looks things up in. It is made when all pages stand.
INDEX = "/assets/search.json"


class Site:
    """The plan, the pages that exist, and the fragments that turn one into the other.

    `url` is the site's address; its path, if it has one, leads every address on the 404 page. `editing` is the address
    below which the project's files can be changed, if it is known. `draft` is what the site is a draft of, such as a pull
    request: None for the site itself.
    """

    def __init__(
        self,
        plan: Plan,
        root: Path,
        url: str,
        editing: str | None = None,
        draft: str | None = None,
    ) -> None:
        """Find the pages below `root`/docs, and make those that are made from data alone."""
        self.plan = plan = plan.for_readers
        self.editing = editing
        self.draft = draft
        self.url = url.rstrip("/") + "/"
        self.docs = root / "docs"
        self._written: dict[str, Written] = {}
        self._sources: dict[str, tuple[Source | None, list[Problem]]] = {}
        self.subjects = {subject.file: subject for subject in subjects(plan)}
        self.chapters, self.stages, self.boards = (
            {one.id: one for one in self.subjects.values() if one.kind == kind}
            for kind in ("chapter", "stage", "board")
        )
        pages = [page for maker in KINDS.values() for page in maker(self)]
        self.every = {page.address: page for page in pages}
        # Those that are written in docs/, by their files, and those that are made from data, by their addresses.
        self.pages = {page.file: page for page in pages if not page.macro}
        self.made = {page.address: page for page in pages if page.macro}
        # What the plan's data calls for counts as there: a page that is missing is told once, not at each link.
        self.addresses = {*self.every, *(subject.address for subject in self.subjects.values())}
        self.updates = Updates(self)
        # What others may link to beside pages. The machine's own files, in assets/, serve the pages alone and may change.
        self.documents = set(self._documents())
        self.files = {address for lister in FILES for address in lister(self)} | self.documents
        self.short = {
            subject.short: subject.address for subject in self.subjects.values() if subject.short
        }
        self._environment = environment(plan=plan, site=self, to=_link_to, at=place_of)

    def _documents(self) -> Iterator[str]:
        """The addresses of files that an editor has put among the pages, such as a PDF."""
        for path in seen(self.docs, "*.*"):
            if path.is_file() and path.suffix != ".md":
                yield f"/{path.relative_to(self.docs).as_posix()}"

    def written(self, file: str) -> Written:
        """What an editor has written in a file of docs/, read once."""
        if file not in self._written:
            shown = f"docs/{readable(file)}"
            text, problems = read_text(self.docs / file, shown)
            read = Written(None) if text is None else written(text, shown)
            self._written[file] = replace(read, problems=(*problems, *read.problems))
        return self._written[file]

    def source(self, file: str) -> tuple[Source | None, list[Problem]]:
        """A file of data/ with the place of each value, and why it can't be read if it can't; read once."""
        if file not in self._sources:
            self._sources[file] = read_yaml(self.docs.parent / file, file)
        return self._sources[file]

    @property
    def provisional(self) -> bool:
        """Whether the site's address is still the placeholder, so that no address may be printed."""
        return self.url == PLACEHOLDER

    def page_at(self, url: str) -> Page:
        """The page that MkDocs calls by `url`, relative to the site's root."""
        return self.every["/" + url.removeprefix("./").removeprefix("/")]

    def showing(self, macro: str, of: Subject | None = None) -> Page | None:
        """The page on which a macro stands, such as the search; of several, the one that belongs to a subject."""
        return next((page for page in self._showing.get(macro, ()) if page.of == of), None)

    @cached_property
    def _showing(self) -> dict[str, list[Page]]:
        showing: dict[str, list[Page]] = {}
        for page in self.every.values():
            for macro in page.macros:
                showing.setdefault(macro, []).append(page)
        return showing

    @cached_property
    def listed(self) -> tuple[Page, ...]:
        """The pages that a reader may look for, by address."""
        return tuple(page for _, page in sorted(self.every.items()) if page.listed)

    @cached_property
    def unlisted(self) -> set[str]:
        """The addresses of pages that no reader looks for: they come and go with what leads to them."""
        return {page.address for page in self.every.values() if not page.listed}

    def name_of(self, address: str) -> str:
        """The title of the page at an address. Raises MacroError if there is none."""
        if address not in self.every:
            raise NoPageError(address)
        return self.every[address].title

    def title_at(self, address: str) -> str:
        """What a reader is told that stands at an address: a page's title, a file's name."""
        return self.name_of(address) if address in self.every else address.rpartition("/")[2]

    def link(self, page: Page, target: str) -> str:
        """The relative address of `target` (from the root, such as `/words/#carer`) as seen from `page`.

        Raises MacroError if no page or file stands there.
        """
        address, _, anchor = target.partition("#")
        anchor = f"#{anchor}" if anchor else ""
        if (
            address not in self.addresses
            and address not in self.files
            and not address.startswith("/assets/")  # what is missing there, the build tells
        ):
            raise NoPageError(address)
        if page.kind == "missing" and not self.draft:
            return urlsplit(self.url).path + address[1:] + anchor
        if address == page.address and anchor:
            return anchor
        up = "../" * page.address.count("/", 1)
        return (up + address[1:] or "./") + anchor

    def in_words(self, page: Page, markdown: str) -> str:
        """Markdown with words in place of the macros that stand within its sentences."""
        return inline_calls().sub(lambda call: self.render(call[1], page), markdown)

    def fill(self, template: str, **shown: Any) -> str:
        """The text of a template in overrides/ that is no macro's, such as a feed."""
        return self._environment.get_template(template).render(shown)

    def template(self, name: str) -> jinja2.Template:
        """A template of overrides/ that is no macro's fragment: a drawing, or texts."""
        return self._environment.get_template(name)

    def render(self, name: str, page: Page, arguments: tuple[str, ...] = ()) -> str:
        """The HTML of a macro on a page, in lines without indentation (Markdown would take that for code).

        Raises MacroError if the macro, its arguments or a link in its fragment name nothing.
        """
        if name not in MACROS:
            raise MacroError(f"there is no macro '{name}'.")
        try:
            inspect.signature(MACROS[name]).bind(self, page, *arguments)
        except TypeError:
            raise WrongArgumentsError(f"'{name}' takes {_arguments(name)}.") from None
        html = self.fill(
            f"fragments/{name}.html", page=page, **MACROS[name](self, page, *arguments)
        )
        if page.language and name not in INLINE:
            html = self.fill("partials/ours.html", shown=html)
        return "\n".join(_lines(html))


def _lines(html: str) -> Iterator[str]:
    return (line.strip() for line in html.splitlines() if line.strip())


def _arguments(name: str) -> str:
    names = [
        f"{'any number of ' if p.kind is p.VAR_POSITIONAL else ''}{p.name.removesuffix('_')}"
        for p in list(inspect.signature(MACROS[name]).parameters.values())[2:]
    ]
    return " and ".join(names) or "nothing in its brackets"


@jinja2.pass_context
def _link_to(context: Context, target: str) -> str:
    site, page = context["site"], context["page"]
    return str(site.link(page, target))
