"""Documents as editors have them: PDFs and files of office programs, made in a moment."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject


def pdf(
    pages: int = 1,
    *,
    lacks: tuple[str, ...] = (),
    locked: bool = False,
    javascript: str = "",
    padding: int = 0,
) -> bytes:
    """A PDF of empty pages with title, language and tags, but for what it `lacks`."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    root: Any = writer.root_object
    if "title" not in lacks:
        writer.add_metadata({"/Title": "A strategy"})
    if "language" not in lacks:
        root[NameObject("/Lang")] = TextStringObject("en-GB")
    if "tags" not in lacks:
        marked = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        root[NameObject("/MarkInfo")] = marked
        root[NameObject("/StructTreeRoot")] = DictionaryObject()
    if javascript:
        action = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(javascript),
        }
        root[NameObject("/OpenAction")] = DictionaryObject(action)
    if locked:
        writer.encrypt("a word", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    return made.getvalue() + b"\n%" + b"x" * padding if padding else made.getvalue()


def office(*parts: str, open_document: bool = False, manifest: str = "<x/>") -> bytes:
    """A file of an office program that holds these parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("META-INF/manifest.xml" if open_document else "[Content_Types].xml", manifest)
        for part in parts:
            file.writestr(part, "x")
    return made.getvalue()
