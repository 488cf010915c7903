"""Documents that are offered can be opened by readers, hold no programs, and are read aloud well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...plan.document import kind_of
from ...plan.files import FILES
from ...plan.problems import Problem
from ...plan.source import readable
from ..documents import MOST_BYTES, no_document, read_document, weight
from . import Problems, Texts, rule

if TYPE_CHECKING:
    from ..documents import Read

_MEND = "Mend that where it was made. In Word: 'File', 'Info' for the title; 'Review', 'Language'; then 'Save as', PDF, 'Options', 'Document structure tags for accessibility'. A page on this site is better still."


@rule
def documents_of_chapters_are_there(texts: Texts) -> Problems:
    """A file that a chapter offers stands in docs/."""
    site = texts.site
    for chapter in site.plan.chapters.values():
        for place, one in enumerate(chapter.documents):
            if one.file and f"/{one.file}" not in site.documents:
                source = texts.source(FILES["chapters"].path_of(chapter.id))
                if source:
                    message = no_document(site, one.file)
                    yield source.problem(("documents", place, "file"), message)


@rule
def documents_can_be_opened(texts: Texts) -> Problems:
    """A document is whole, small enough to load and free of programs, and (warning) a PDF can be read aloud in order."""
    for address in sorted(filter(kind_of, texts.site.documents)):
        path = texts.site.docs / address[1:]
        if path.is_symlink():
            continue
        document, shown = read_document(path), f"docs{readable(address)}"
        if message := _wrong(document):
            yield Problem(shown, 1, 1, message)
        elif document.lacks:
            lacks = " and ".join(
                [", ".join(document.lacks[:-1]), document.lacks[-1]][not document.lacks[1:] :]
            )
            message = (
                f"this PDF has {lacks}, so those who have it read aloud lose their way. {_MEND}"
            )
            yield Problem(shown, 1, 1, message, warning=True)


def _wrong(document: Read) -> str | None:
    if document.size > MOST_BYTES:
        return f"this file has {weight(document.size)}. At most {weight(MOST_BYTES)} load where the network is slow. Save it with smaller pictures, or split it."
    if document.size == 0:
        return "this file is empty. Put the document here, or take the file away."
    return document.wrong and f"this file can't be offered: {document.wrong}."
