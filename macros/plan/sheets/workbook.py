"""What a workbook holds, cell by cell, whichever program wrote it: words, and what hangs on them or hides them.

openpyxl would make a cell of every cell that is merged, drop the words below a merge, and take long for what nobody
filled in. This reads the few parts of the file that a report needs, each up to a limit.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from ..drafts import BLANK
from ..source import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_UNPACKED = 20 * MAX_BYTES
# What begins or ends an element of XML, and attributes: in one part, and in all that are read. Google's sheets write a
# thousand rows of cells that nobody filled in.
MAX_IN_PART, MAX_IN_ALL = 150_000, 600_000
MAX_FILLED = 20_000  # cells of one sheet that hold anything
MAX_MERGES = 200  # in one sheet
_MAX_FORMAT = 255

Place = tuple[int, int]  # row and column, from 1
Runs = list[
    tuple[str, bool | None]
]  # texts in one cell, and whether each is struck through: None is as the cell says


class TooMuchError(Exception):
    """A workbook holds more than any report does; the message says of what."""


class Cell(NamedTuple):
    """What a cell holds as a text, and what is wrong with it."""

    text: str
    faults: tuple[str, ...] = ()


@dataclass
class Sheet:
    """A sheet: its cells that hold anything, and the places of what hangs on them or hides them."""

    cells: dict[Place, Cell] = field(default_factory=dict)
    comments: set[Place] = field(default_factory=set)
    pictures: set[Place] = field(default_factory=set)  # charts, text boxes and buttons too
    merged: dict[Place, str] = field(default_factory=dict)  # by their first cells
    shut: bool = False  # the whole sheet is hidden
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    def hides(self, row: int, column: int) -> bool:
        """Whether nobody sees a cell who opens the file."""
        return (
            self.shut
            or row in self.hidden_rows
            or any(first <= column <= last for first, last in self.hidden_columns)
        )


class _Style(NamedTuple):
    struck: bool
    day: bool


_PLAIN = _Style(struck=False, day=False)


def opened(content: bytes) -> dict[str, Sheet]:
    """The sheets of a workbook by their names.

    Raises TooMuchError if it holds more than any report does, and many other errors if it is none.
    """
    with ZipFile(io.BytesIO(content)) as packed:
        return _Book(packed).sheets()


class _Book:
    """The parts of a workbook. Names of parts are the same in small letters and capitals."""

    def __init__(self, packed: ZipFile) -> None:
        self._packed = packed
        self._parts = {info.filename.lower(): info for info in packed.infolist()}
        self._bytes, self._signs = MAX_UNPACKED, MAX_IN_ALL
        if (size := sum(info.file_size for info in self._parts.values())) > MAX_UNPACKED:
            raise TooMuchError(f"unpacks to {size:,} bytes. At most {MAX_UNPACKED:,} are allowed.")

    def sheets(self) -> dict[str, Sheet]:
        main = next(part for kind, part in self._related("").values() if kind == "officedocument")
        related = self._related(main)
        of_kind = dict(related.values())
        root = self._xml(main)
        old = any(_yes(part.get("date1904")) for part in _inside(root, "workbookPr"))
        self._epoch = MAC_EPOCH if old else WINDOWS_EPOCH
        self._texts = [*self._shared(of_kind.get("sharedstrings"))]
        self._styles = [*self._formats(of_kind.get("styles"))]
        found = {}
        for sheet in _inside(root, "sheet"):
            kind, part = related[_local(sheet.attrib)["id"]]
            read = self._sheet(part) if kind == "worksheet" else Sheet(pictures={(1, 1)})
            read.shut = sheet.get("state", "visible") != "visible"
            found[sheet.attrib["name"]] = read
        return found

    def _xml(self, part: str) -> ET.Element:
        """A part as XML, its names without their spaces. At most so much is unpacked, whatever the file says of itself."""
        info = self._parts[part]
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ValueError(part)
        with self._packed.open(info) as stream:
            raw = stream.read(self._bytes + 1)
        signs = raw.count(b"<") + raw.count(b'="') + raw.count(b"='")
        self._bytes -= len(raw)
        self._signs -= signs
        if self._bytes < 0 or self._signs < 0 or signs > MAX_IN_PART:
            raise TooMuchError(
                "holds far more cells and styles than a report has. Copy its words into the sheet that was sent to you."
            )
        if b"<!DOCTYPE" in raw or b"\0" in raw:  # no program writes one, and it could grow
            raise ValueError(part)
        root = ET.fromstring(raw)  # noqa: S314  (without a DOCTYPE nothing in it grows or leads elsewhere)
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        return root

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part needs: the kind and the name of each other part, by its id. The kind is the end of a long name."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels").lower()
        found = {}
        for one in self._xml(listed) if listed in self._parts else ():
            if one.get("TargetMode", "").lower() != "external":
                target = posixpath.normpath(posixpath.join("/", folder, one.attrib["Target"]))
                kind = one.attrib["Type"].rpartition("/")[2].lower()
                found[one.attrib["Id"]] = kind, target.lstrip("/").lower()
        return found

    def _shared(self, part: str | None) -> Iterator[Runs]:
        """The texts that cells share."""
        for text in self._xml(part) if part in self._parts and part else ():
            yield _runs(text)

    def _formats(self, part: str | None) -> Iterator[_Style]:
        """How cells look, as far as it tells what they hold."""
        if not part or part not in self._parts:
            return
        root = self._xml(part)
        codes = dict(BUILTIN_FORMATS)
        for code in root.iterfind("numFmts/numFmt"):
            codes[int(code.attrib["numFmtId"])] = code.get("formatCode", "")[:_MAX_FORMAT]
        struck = [_struck(font) for font in root.iterfind("fonts/font")]
        days = {number: is_date_format(code) for number, code in codes.items()}
        for look in root.iterfind("cellXfs/xf"):
            font = int(look.get("fontId", 0))
            yield _Style(
                bool(struck[font]) if font < len(struck) else False,
                days.get(int(look.get("numFmtId", 0)), False),
            )

    def _sheet(self, part: str) -> Sheet:
        root, sheet = self._xml(part), Sheet()
        row = 0
        for line in root.iterfind("sheetData/row"):
            row = int(line.get("r", row + 1))
            if _yes(line.get("hidden")) or line.get("ht") == "0":
                sheet.hidden_rows.add(row)
            place = (row, 0)
            for cell in line.iterfind("c"):
                named = cell.get("r")
                place = coordinate_to_tuple(named) if named else (row, place[1] + 1)
                if held := self._cell(cell):
                    sheet.cells[place] = held
        if len(sheet.cells) > MAX_FILLED:
            raise TooMuchError(
                f"has {len(sheet.cells):,} filled cells in a sheet. At most {MAX_FILLED:,} are allowed."
            )
        for column in root.iterfind("cols/col"):
            if _yes(column.get("hidden")) or column.get("width") == "0":
                span = int(column.attrib["min"]), int(column.attrib["max"])
                sheet.hidden_columns.append(span)
        self._merges(root, sheet)
        self._beside(root, part, sheet)
        return sheet

    def _merges(self, root: ET.Element, sheet: Sheet) -> None:
        """Note cells that are merged, if any of them holds anything."""
        ranges = [merge.attrib["ref"] for merge in root.iterfind("mergeCells/mergeCell")]
        if len(ranges) > MAX_MERGES:
            raise TooMuchError(
                f"has {len(ranges):,} merged cells in a sheet. At most {MAX_MERGES:,} are allowed."
            )
        for ref in ranges:
            left, top, right, bottom = (end or 1 for end in range_boundaries(ref))
            if any(top <= row <= bottom and left <= column <= right for row, column in sheet.cells):
                sheet.merged[top, left] = ref

    def _beside(self, root: ET.Element, part: str, sheet: Sheet) -> None:
        """Note what lies on a sheet or hangs on its cells."""
        anchors = [root]  # of buttons and of files within the file
        for kind, other in self._related(part).values():
            if other not in self._parts:
                continue
            if kind in ("comments", "threadedcomment"):
                for note in _inside(self._xml(other), "comment", "threadedComment"):
                    sheet.comments.add(coordinate_to_tuple(note.attrib["ref"]))
            elif kind == "drawing":
                anchors.append(self._xml(other))
        for anchor in anchors:
            for at in _inside(anchor, "from"):
                row, column = (int(at.findtext(name, "0")) + 1 for name in ("row", "col"))
                sheet.pictures.add((row, column))
            if [*_inside(anchor, "absoluteAnchor")]:
                sheet.pictures.add((1, 1))

    def _cell(self, cell: ET.Element) -> Cell | None:
        """What a cell holds; None for nothing."""
        kind, value = cell.get("t", "n"), cell.findtext("v")
        if cell.find("f") is not None:
            return Cell(BLANK, ("a formula stands here. Write its words or figures.",))
        style = int(cell.get("s", 0))
        look = self._styles[style] if style < len(self._styles) else _PLAIN
        if kind == "inlineStr":
            return _words([run for inner in cell.iterfind("is") for run in _runs(inner)], look)
        if value is None or not value.strip():
            return None
        if kind in ("s", "str"):
            return _words(self._texts[int(value)] if kind == "s" else [(value, None)], look)
        return _struck_out(self._other(kind, value, look), look)

    def _other(self, kind: str, value: str, look: _Style) -> Cell:
        """What a cell holds that are no words."""
        match kind:
            case "b":
                return Cell(BLANK, (f"'{value.strip() == '1'}' stands here. Write words.",))
            case "e":
                return Cell(BLANK, (f"'{value}' stands here. Write words.",))
            case "d":
                return _day(datetime.fromisoformat(value.strip()))
        return self._number(float(value), look)

    def _number(self, number: float, look: _Style) -> Cell:
        if not math.isfinite(number):
            return Cell(BLANK, ("this number is too great to be read. Write words or figures.",))
        if not look.day:
            return Cell(str(int(number) if number == int(number) else number))
        try:
            return _day(from_excel(number, self._epoch))
        except (ValueError, OverflowError):
            return Cell(
                BLANK,
                (
                    f"'{number:g}' stands here as a date, and there is no such day. Write year, month and day: 2026-11-21.",
                ),
            )


def _local(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes by their names without their spaces."""
    return {name.rpartition("}")[2]: value for name, value in attributes.items() if name[0] == "{"}


def _inside(root: ET.Element, *names: str) -> Iterator[ET.Element]:
    return (element for element in root.iter() if element.tag in names)


def _yes(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _struck(font: ET.Element) -> bool:
    """Whether a font strikes its words through."""
    strike = font.find("strike")
    return strike is not None and _yes(strike.get("val", "1"))


def _runs(text: ET.Element) -> Runs:
    """The parts of a text that look alike; how it is pronounced is none of its words."""
    found: Runs = []
    for part in text:
        if part.tag == "t":
            found.append((part.text or "", None))
        elif part.tag == "r":
            look = part.find("rPr")
            said = "".join(inner.text or "" for inner in part.iterfind("t"))
            found.append((said, None if look is None else _struck(look)))
    return found


def _words(runs: Runs, look: _Style) -> Cell | None:
    text = "".join(said for said, _ in runs)
    text = re.sub(r"_x000D_\n|\r\n?", "\n", text).replace("_x005F_", "_").strip()
    if not text:
        return None
    gone = any(
        said.strip() and (look.struck if struck is None else struck) for said, struck in runs
    )
    return _struck_out(Cell(text), look._replace(struck=gone))


def _struck_out(cell: Cell, look: _Style) -> Cell:
    if not look.struck:
        return cell
    wrong = "words are struck through here, and nothing tells whether they still count. Take them out, or take the line through them away."
    return Cell(cell.text, (*cell.faults, wrong))


def _day(read: object) -> Cell:
    """A day as a report has it: its time of day tells nothing."""
    if isinstance(read, date):
        return Cell(read.strftime("%Y-%m-%d"))
    return Cell(BLANK, ("something other than words stands here. Write words.",))
