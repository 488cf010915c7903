"""Pictures that stand among the pages: what they may be called, and how large each is.

So a large one is refused, and the place of another is kept while it loads.
"""

from __future__ import annotations

import re
import struct
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from ..plan.values import id_of

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from markdown import Markdown

ENDINGS = frozenset([".gif", ".jpeg", ".jpg", ".png", ".webp"])
# The first bytes of a WebP, with its size.
_HEAD = 30
# What each part of a JPEG begins with; which parts have no length, and which tell the size.
_MARK = 0xFF
_BARE, _FRAMES = (0x01, *range(0xD0, 0xDA)), {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
# After what an editor may not write was taken away, and addresses were made relative.
_PRIORITY = -2

# Where Exif begins, which of its tags leads to the list about the place, and which of that is the latitude.
_EXIF, _GPS, _GPS_LATITUDE = re.compile(rb"II\*\0|MM\0\*"), 0x8825, 2

_NAME = re.compile(r"[a-z0-9]+(?:[._-]+[a-z0-9]+)*")

Size = tuple[int, int]


def size_of(data: bytes) -> Size | None:
    """The width and height of a picture in pixels, from the first bytes of its file; None if it is none that browsers show."""
    try:
        return next((read(data) for begins, read in _KINDS if data.startswith(begins)), None)
    except (struct.error, IndexError):
        return None


def tells_place(data: bytes) -> bool:
    """Whether a picture's file says where on earth it was taken, as telephones write it: in its Exif, or beside it in XMP."""
    if b"GPSLatitude" in data:
        return True
    for head in _EXIF.finditer(data):
        at = _exif(data, head.start()).get(_GPS)
        if at is not None and _GPS_LATITUDE in _exif(data, head.start(), at):
            return True
    return False


def _exif(data: bytes, start: int, at: int | None = None) -> dict[int, int]:
    """The tags of one list of Exif, each with its value or where that stands; of the first list, if none is said."""
    order = "<" if data[start : start + 2] == b"II" else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", data, start + 4)
        at = start + (first if at is None else at)
        (many,) = struct.unpack_from(f"{order}H", data, at)
        entries = (struct.unpack_from(f"{order}HHII", data, at + 2 + 12 * n) for n in range(many))
        return {tag: value for tag, _, _, value in entries}
    except struct.error:
        return {}


def _png(data: bytes) -> Size:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif(data: bytes) -> Size:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _webp(data: bytes) -> Size | None:
    kind = data[8:16]
    if kind == b"WEBPVP8X" and len(data) >= _HEAD:
        wide, high = (int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
        return wide + 1, high + 1
    if kind == b"WEBPVP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"WEBPVP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _jpeg(data: bytes) -> Size | None:
    """The size of a JPEG stands behind others of its parts: each has a mark, and says how long it is."""
    at = 2
    while data[at] == _MARK:
        kind = data[at + 1]
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        (length,) = struct.unpack_from(">H", data, at + 2)
        at += 1 if kind == _MARK else 2 if kind in _BARE else 2 + length
    return None


_KINDS = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"GIF8", _gif),
    (b"RIFF", _webp),
    (b"\xff\xd8", _jpeg),
)


class Pictures(Extension):
    """A Markdown extension: a picture says how large it is. `address` is that of the page that is read."""

    def __init__(self, docs: Path) -> None:
        """Know where the pictures stand."""
        super().__init__()
        self.docs, self.address = docs, "/"

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Markdown for each page."""
        md.treeprocessors.register(_Sizes(md, self), "sizes", _PRIORITY)


class _Sizes(Treeprocessor):
    def __init__(self, md: Markdown, pictures: Pictures) -> None:
        super().__init__(md)
        self._pictures = pictures

    def run(self, root: Element) -> None:
        for picture in root.iter("img"):
            file = urljoin(self._pictures.address, picture.get("src", "")).lstrip("/")
            path = self._pictures.docs / file
            if path.suffix in ENDINGS and path.is_file() and (size := size_of(path.read_bytes())):
                picture.attrib |= dict(zip(("width", "height"), map(str, size), strict=True))


def is_plain(file: str) -> bool:
    """Whether an address can hold the name of a file, and those of its folders, as they are."""
    return all(_NAME.fullmatch(part) for part in file.split("/"))


def plain(file: str) -> str:
    """A name for a file that an address can hold."""
    path = PurePosixPath(file.replace("%20", " "))
    folders = [part if set(part) == {"."} else id_of(part) or "folder" for part in path.parts[:-1]]
    return "/".join([*folders, f"{id_of(path.stem) or 'picture'}{path.suffix.lower()}"])
