"""Documents beside the pages, read: what readers are told of a file in the words of its link, and what is wrong with it."""

from __future__ import annotations

import logging
import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..plan.document import KINDS, ending_of, kind_of
from ..plan.problems import allowed
from .content import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..plan.chapter import Chapter
    from .page import Page
    from .site import Site

MOST_BYTES = 10_000_000
_MEGABYTE = 1_000_000
# What a PDF needs to be read aloud in order, and how a program may have been put into one.
_NEEDED = {"title": "no title", "language": "no language", "tags": "no tags"}
# What editors say of a document themselves, at the end of a link's words.
_SAID = re.compile(rf"\s*\((?:{'|'.join(KINDS.values())})\b[^()]*\)$", re.IGNORECASE)
# Where office files keep programs, and what tells that they have a password.
_PROGRAMS = ("vbaproject.bin", "basic/", "scripts/", "activex/")


@dataclass(frozen=True)
class Read:
    """What a file says of itself. `wrong` is why it can't be offered, `lacks` what keeps it from being read aloud well."""

    size: int
    pages: int | None = None
    wrong: str | None = None
    lacks: tuple[str, ...] = ()


def weight(size: int) -> str:
    """The size of a file in words."""
    return f"{size / _MEGABYTE:.1f} MB" if size >= _MEGABYTE else f"{max(1, round(size / 1000))} KB"


def read_document(path: Path) -> Read:
    """What a document says of itself. Read once for each time that it is saved."""
    stat = path.stat()
    return _read(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=256)
def _read(path: Path, size: int, _saved: int) -> Read:
    if size > MOST_BYTES:
        return Read(size)
    ending, data = ending_of(path.name), path.read_bytes()
    if ending == ".pdf":
        return _read_pdf(data)
    if ending in (".csv", ".txt"):
        return Read(size)
    return Read(size, wrong=_in_office_file(data, open_document=ending.startswith(".od")))


def _read_pdf(data: bytes) -> Read:
    """A PDF's pages, and what it lacks. Whatever is in it, nothing in it is run or drawn."""
    from pypdf import PasswordType, PdfReader  # it takes as long as all else together  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told here
    size = len(data)
    try:
        pdf = PdfReader(BytesIO(data))
        if pdf.is_encrypted and pdf.decrypt("") == PasswordType.NOT_DECRYPTED:
            return Read(size, wrong="it has a password. Save it without one")
        root, pages = pdf.root_object, pdf.get_num_pages()
        marked = _inner(root, "/MarkInfo").get("/Marked")
        names, opens = _inner(root, "/Names"), _inner(root, "/OpenAction")
        has = {
            "title": bool(pdf.metadata and str(pdf.metadata.title or "").strip()),
            "language": bool(str(root.get("/Lang") or "").strip()),
            "tags": bool(marked and getattr(marked, "value", marked)) and "/StructTreeRoot" in root,
        }
    except Exception:  # a broken file ends its reader in any way
        return Read(size, wrong="it is no whole PDF. Make it anew where it is from")
    if "/JavaScript" in names or opens.get("/S") in ("/JavaScript", "/Launch"):
        return Read(
            size, wrong="a program in it would run when it is opened. Print it as a PDF anew"
        )
    if pages < 1:
        return Read(size, wrong="it has no pages. Make it anew where it is from")
    return Read(size, pages, lacks=tuple(_NEEDED[name] for name, there in has.items() if not there))


def _inner(held: Any, name: str) -> Any:
    value = held.get(name)
    value = value.get_object() if value is not None else None
    return value if hasattr(value, "get") else {}


def _in_office_file(data: bytes, *, open_document: bool) -> str | None:
    """Why a file of an office program can't be offered. Only its list of parts is read."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            names = [name.lower() for name in parts.namelist()]
            manifest = "META-INF/manifest.xml" if open_document else "[Content_Types].xml"
            listed = parts.open(manifest).read(_MEGABYTE)
    except (
        zipfile.BadZipFile,
        KeyError,
        RuntimeError,
        OSError,
        EOFError,
        NotImplementedError,
        ValueError,
    ):
        return "it has a password, or is not what its name says. Save it anew, without a password"
    if b"encryption-data" in listed:
        return "it has a password. Save it without one"
    if any(part in name for name in names for part in _PROGRAMS):
        return "it holds programs (macros). Save it without them"
    return None


def told_of(path: Path) -> str:
    """What readers are told of a document: 'PDF, 12 pages, 340 KB'."""
    document = read_document(path)
    pages = document.pages
    count = [] if pages is None else ["1 page" if pages == 1 else f"{pages} pages"]
    return ", ".join([kind_of(path.name) or "file", *count, weight(document.size)])


def offers(site: Site, chapter: Chapter) -> Iterator[dict[str, Any]]:
    """The documents of a chapter: where each leads, what it is, and whether it stands elsewhere."""
    for one in chapter.documents:
        if one.file and f"/{one.file}" not in site.documents:
            continue  # the check tells of it at its line
        told = told_of(site.docs / one.file) if one.file else kind_of(one.address or "")
        yield {
            "title": one.title,
            "date": one.date,
            "told": told,
            "file": one.file and f"/{one.file}",
            "address": one.address,
        }


def with_documents_told(site: Site, page: Page, markdown: str) -> str:
    """A page's Markdown, in which each link to a document beside the pages says what it leads to."""
    if not any(f"{ending})" in markdown or f"{ending} " in markdown for ending in KINDS):
        return markdown
    content = read(page.file, markdown)
    lines = markdown.split("\n")
    for link in reversed(content.links):
        file = posixpath.normpath(posixpath.join(posixpath.dirname(page.file), link.target))
        if (
            link.picture
            or link.words is None
            or f"/{file}" not in site.documents
            or not kind_of(file)
        ):
            continue
        line, column = content.place(link.at + 1 + len(link.words))
        words, rest = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
        lines[line - 1] = f"{_SAID.sub('', words)} ({told_of(site.docs / file)}){rest}"
    return "\n".join(lines)


def no_document(site: Site, path: str, folder: str = "") -> str:
    """What is said of a document that is not there, with those that are, as they are named from a folder of docs/."""
    there = (address[1:] for address in site.documents if kind_of(address))
    ways = sorted(posixpath.relpath(file, folder or ".") for file in there)
    among = f" {allowed(ways, path)}" if ways else " No document stands in docs/ yet."
    return f"no file stands at '{path}'. Put it there.{among}"
