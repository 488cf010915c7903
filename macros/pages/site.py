"""The site's pages and addresses, and the one place where a fragment becomes HTML."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jinja2

from ..plan.model import Board, Chapter, Stage
from ..plan.source import read_text
from .templates import OVERRIDES, environment
from .updates import Updates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.runtime import Context

    from ..plan.plan import Plan

PLACEHOLDER = "https://plan.example/"


class MacroError(Exception):
    """A macro was called in a way that can't be shown; the message is for the editor."""


@dataclass(frozen=True)
class Page:
    """One page: its Markdown file relative to docs/, and its address from the site's root."""

    file: str
    address: str

    @property
    def id(self) -> str:
        """The file's name without its ending: the id of the chapter, stage or board that the page shows."""
        return Path(self.file).stem


@dataclass(frozen=True)
class Missing(Page):
    """What a host shows wherever no page stands, at any depth: no link can count from it, and nobody is sent to it."""

    file: str = "404.html"
    address: str = "/404.html"


@dataclass(frozen=True)
class Made(Page):
    """A page that is made from data alone: its title, and the macro that shows all that stands on it.

    `of` is what the page belongs to, `trail` the names and addresses of the pages above it. What nobody looks for, such
    as a word of thanks, is not `listed` in the site map.
    """

    title: str
    macro: str
    arguments: tuple[str, ...] = ()
    of: Chapter | Board | Stage | None = None
    trail: tuple[tuple[str, str], ...] = ()
    listed: bool = True


Show = Callable[..., dict[str, Any]]
MACROS: dict[str, Show] = {}
# Those that give a few words of plain text, and may stand within a sentence.
INLINE: set[str] = set()
Maker = Callable[["Site"], "Iterator[Made]"]
MAKERS: list[Maker] = []
Lister = Callable[["Site"], "Iterable[str]"]
FILES: list[Lister] = []


def macro(show: Show) -> Show:
    """Register a macro: called with (site, page, *arguments), it returns what its fragment shows.

    The fragment is overrides/fragments/<name>.html. Raises MacroError on arguments that name nothing.
    """
    MACROS[show.__name__] = show
    return show


def inline(show: Show) -> Show:
    """Register a macro without arguments that stands within a sentence: its fragment is a few words of plain text."""
    INLINE.add(show.__name__)
    return macro(show)


@cache
def inline_calls() -> re.Pattern[str]:
    """The call of a macro that may stand within a sentence."""
    return re.compile(rf"\{{\{{ *({'|'.join(sorted(INLINE))})\(\) *\}}\}}")


def made(maker: Maker) -> Maker:
    """Register a maker of pages: called with the site, it yields each Made page. `file` says which data it is from."""
    MAKERS.append(maker)
    return maker


def published(lister: Lister) -> Lister:
    """Register files that are published beside the pages for others to link to, such as feeds: it yields their addresses."""
    FILES.append(lister)
    return lister


def address_of(file: str) -> str:
    """The address of a Markdown file: `about/index.md` is `/about/`, `words.md` is `/words/`."""
    path = file.removesuffix(".md")
    path = path.removesuffix("index") if path == "index" or path.endswith("/index") else f"{path}/"
    return f"/{path}"


def markdown_files(docs: Path) -> list[Path]:
    """The pages that stand in docs/, sorted. MkDocs too passes over what other programs hide there."""
    return [
        path
        for path in sorted(docs.rglob("*.md"))
        if not any(part.startswith(".") for part in path.relative_to(docs).parts)
    ]


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
        self.plan = plan
        self.editing = editing
        self.draft = draft
        self.url = url.rstrip("/") + "/"
        self.docs = root / "docs"
        self.pages = {p.file: p for p in map(self._page, markdown_files(self.docs))}
        # What the plan's data calls for counts as there: a page that is missing is told once, not at each link.
        called_for = (
            *(f"chapters/{c}.md" for c in plan.chapters),
            *(f"boards/{b}.md" for b in plan.boards),
            *(f"{s}.md" for s in plan.stages),
        )
        self.addresses = {p.address for p in self.pages.values()} | {
            address_of(file) for file in called_for
        }
        self.made = {page.address: page for maker in MAKERS for page in maker(self)}
        self.addresses |= set(self.made)
        self.updates = Updates(self)
        # What others may link to beside pages. The machine's own files, in assets/, serve the pages alone and may change.
        self.documents = set(self._documents())
        self.files = {address for lister in FILES for address in lister(self)} | self.documents
        self.files |= {address for feed in self.updates.feeds for address in (feed.atom, feed.json)}
        self.short = {
            f"/{chapter.number}/": f"/chapters/{chapter.id}/" for chapter in plan.chapters.values()
        }
        self._environment = environment(plan=plan, site=self, to=_link_to)

    def _page(self, path: Path) -> Page:
        file = path.relative_to(self.docs).as_posix()
        return Page(file, address_of(file))

    def _documents(self) -> Iterator[str]:
        """The addresses of files that an editor has put among the pages, such as a PDF."""
        for path in self.docs.rglob("*.*"):
            file = path.relative_to(self.docs)
            if (
                path.is_file()
                and path.suffix != ".md"
                and not any(part.startswith(".") for part in file.parts)
            ):
                yield f"/{file.as_posix()}"

    @property
    def provisional(self) -> bool:
        """Whether the site's address is still the placeholder, so that no address may be printed."""
        return self.url == PLACEHOLDER

    def page_at(self, url: str | None) -> Page:
        """The page that MkDocs calls by `url` (relative to the site's root), or the 404 page for None."""
        if url is None:
            return Missing()
        return self._by_address["/" + url.removeprefix("./").removeprefix("/")]

    @cached_property
    def _by_address(self) -> dict[str, Page]:
        return {page.address: page for page in (*self.pages.values(), *self.made.values())}

    def subject(self, page: Page) -> Chapter | Board | Stage | None:
        """What a page is about, if it is the page of a chapter, a board or a group."""
        if isinstance(page, Made):
            return None
        folder, _, _ = page.file.rpartition("/")
        tables: dict[str, Mapping[str, Chapter | Board | Stage]] = {
            "chapters": self.plan.chapters,
            "boards": self.plan.boards,
            "": self.plan.stages,
        }
        return tables.get(folder, {}).get(page.id)

    def owner(self, page: Page) -> Chapter | Board | Stage | None:
        """What a page belongs to: what it is about, or for a page that is made from data, what that data is of."""
        return page.of if isinstance(page, Made) else self.subject(page)

    @cached_property
    def titles(self) -> dict[Page, str]:
        """The title of every page: its subject's name, or the page's main heading; the home page is Home."""
        found = {}
        for page in self.pages.values():
            subject = self.subject(page)
            text, _ = read_text(self.docs / page.file, page.file)
            heading = next(
                (line[2:].strip() for line in (text or "").splitlines() if line.startswith("# ")),
                "Home",
            )
            found[page] = (
                heading
                if subject is None
                else subject.title
                if isinstance(subject, Chapter)
                else subject.name
            )
        return found

    @cached_property
    def listed(self) -> tuple[Page, ...]:
        """The pages that a reader may look for, by address."""
        return tuple(
            page
            for _, page in sorted(self._by_address.items())
            if not isinstance(page, Made) or page.listed
        )

    @cached_property
    def unlisted(self) -> set[str]:
        """The addresses of pages that no reader looks for: they come and go with what leads to them."""
        return {page.address for page in self.made.values() if not page.listed}

    def has_page(self, address: str) -> bool:
        """Whether a page stands at an address: `/words/`."""
        return address in self._by_address

    def name_of(self, address: str) -> str:
        """The title of the page at an address. Raises MacroError if there is none."""
        if address not in self._by_address:
            raise MacroError(f"no page stands at '{address}'.")
        page = self._by_address[address]
        return page.title if isinstance(page, Made) else self.titles[page]

    def title_at(self, address: str) -> str:
        """What a reader is told that stands at an address: a page's title, a file's name."""
        return self.name_of(address) if self.has_page(address) else address.rpartition("/")[2]

    def link(self, page: Page, target: str) -> str:
        """The relative address of `target` (from the root, such as `/words/#carer`) as seen from `page`.

        Raises MacroError if no page or file stands there.
        """
        address, _, anchor = target.partition("#")
        anchor = f"#{anchor}" if anchor else ""
        if (
            address not in self.addresses
            and address not in self.files
            and not (address.startswith("/assets/") and (OVERRIDES / address[1:]).is_file())
        ):
            raise MacroError(f"no page stands at '{address}'.")
        if isinstance(page, Missing) and not self.draft:
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
            raise MacroError(f"'{name}' takes {_arguments(name)}.") from None
        html = self.fill(
            f"fragments/{name}.html", page=page, **MACROS[name](self, page, *arguments)
        )
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
