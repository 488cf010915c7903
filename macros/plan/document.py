"""Documents about a chapter: files beside the pages, or on another site. What a file may be is said here, and how it is named."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Annotated, Any

from pydantic import AfterValidator, model_validator

from .entry import Entry
from .problems import OneOf
from .values import Address, Date, Text, id_of, past, refuse, text_of, typed

# What may be offered, by the ending of its name, and what readers are told that it is.
KINDS = {
    ".csv": "CSV",
    ".docx": "Word",
    ".odp": "OpenDocument slides",
    ".ods": "OpenDocument spreadsheet",
    ".odt": "OpenDocument text",
    ".pdf": "PDF",
    ".pptx": "PowerPoint",
    ".txt": "plain text",
    ".xlsx": "Excel",
}
# What is like one of these and can hold programs, or asks for a program that few have: what to save it as.
_INSTEAD = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotm", ".pages", ".rtf"), ".docx"),
    **dict.fromkeys((".xls", ".xlsb", ".xlsm", ".xlt", ".xltm", ".numbers"), ".xlsx"),
    **dict.fromkeys((".ppt", ".pptm", ".pps", ".ppsm", ".ppsx", ".pot", ".potm", ".key"), ".pptx"),
}


def ending_of(name: str) -> str:
    """The ending of a file's name, or of an address, in small letters."""
    return PurePosixPath(re.split(r"[?#]", name)[0]).suffix.lower()


def kind_of(name: str) -> str | None:
    """What readers are told that a document is, by its name; None for what is none."""
    return KINDS.get(ending_of(name))


def instead_of(name: str) -> str | None:
    """What is said of a file that should be saved otherwise."""
    if instead := _INSTEAD.get(ending_of(name)):
        return f"a file that ends with '{ending_of(name)}' can hold programs, or opens for few. Save it as {instead}, or as .pdf, and offer that."
    return None


def _file(value: Any) -> str:
    """The way to a file from docs/, named as addresses are."""
    text = text_of(value)
    if re.match(r"[A-Za-z]+:|//|www\.", text):
        raise refuse(f"'{text}' stands on another site. Write 'address:' in place of 'file:'.")
    if text.startswith(("/", "docs/", ".")):
        raise refuse(
            f"'{text}' is not the way from docs/. Write the folder and the name alone, such as chapters/carers-strategy.pdf."
        )
    path = PurePosixPath(text)
    if problem := instead_of(text):
        raise refuse(problem)
    if path.suffix.lower() not in KINDS:
        raise refuse(f"'{text}' ends with '{path.suffix}'.", OneOf(KINDS, path.suffix))
    plain = "/".join((*map(id_of, path.parent.parts), id_of(path.stem) + path.suffix.lower()))
    if text != plain:
        raise refuse(
            f"the file's name is '{text}'. Names have small letters, digits and hyphens, without blanks. Rename the file, and write its new name here: {plain}"
        )
    return text


_TOLD = re.compile(
    rf"\(({'|'.join(sorted({*KINDS.values(), *(kind[1:] for kind in KINDS)}))})\b[^()]*\)$",
    re.IGNORECASE,
)


def _title(title: str) -> str:
    """A title without the kind of its file."""
    if told := _TOLD.search(title):
        raise refuse(
            f"'{title}' says what kind of file it is, and the site adds that.",
            f"take '{told[0]}' away",
        )
    return title


_PATTERN = rf"^([a-z0-9-]+/)*[a-z0-9-]+\.({'|'.join(kind[1:] for kind in KINDS)})$"


class Document(Entry):
    """A document about a chapter: a file beside the pages, or one that can be read elsewhere."""

    title: Annotated[Text, AfterValidator(_title)]
    """The document's title. Its type, size and pages are told by the file itself."""
    file: Annotated[str | None, typed(_file, type="string", pattern=_PATTERN)] = None
    """A file in docs/: its folder and name, such as chapters/carers-strategy.pdf."""
    address: Address | None = None
    """Its whole web address, if it stands on another site."""
    date: Annotated[Date, past("the document was issued")]
    """The day of the document."""

    @model_validator(mode="after")
    def stands_in_one_place(self) -> Document:
        """It is a file here, or stands elsewhere."""
        if bool(self.file) == bool(self.address):
            raise refuse(
                "both a file and an address stand here. Keep one of them."
                if self.file
                else "nothing says where this document is. Write 'file:' for a file in docs/, or 'address:' for one on another site."
            )
        return self
