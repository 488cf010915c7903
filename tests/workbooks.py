"""Spreadsheets as other programs write them, and such as are made to do harm: each made from one of ours.

How Excel, LibreOffice, Google's sheets and Numbers write them is told by their public files: no program is run here.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

Parts = dict[str, bytes]
Element = Any
Change = Callable[[Parts], None]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"

# How a program writes what we have written, and what harms, by what is told of it.
DIALECTS: dict[str, Change] = {}
HOSTILE: dict[str, Change] = {}


def _into(which: dict[str, Change]) -> Callable[[Change], Change]:
    def kept(change: Change) -> Change:
        which[change.__name__] = change
        return change

    return kept


def unpacked(content: bytes) -> Parts:
    """The parts of a workbook, by their names."""
    with ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts: Parts) -> bytes:
    """A workbook of these parts."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return stream.getvalue()


def saved(content: bytes) -> Parts:
    """The parts of one of our workbooks, as a program saves it: texts stand in a part of their own, which cells share."""
    parts = unpacked(content)
    texts = etree.Element(f"{{{MAIN}}}sst", nsmap={None: MAIN})
    known: dict[str, int] = {}

    def share(root: Element) -> None:
        for cell in _cells(root):
            if cell.get("t") == "inlineStr":
                said = "".join(cell.itertext())
                if said not in known:
                    known[said] = len(known)
                    text = etree.SubElement(
                        etree.SubElement(texts, f"{{{MAIN}}}si"), f"{{{MAIN}}}t"
                    )
                    text.text = said
                    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                cell.set("t", "s")
                cell[:] = [etree.Element(f"{{{MAIN}}}v")]
                cell[0].text = str(known[said])

    _each(parts, share)
    parts["xl/sharedStrings.xml"] = etree.tostring(texts, xml_declaration=True, encoding="UTF-8")
    related(parts, "xl/workbook.xml", "sharedStrings", "sharedStrings.xml")
    return parts


def changed(content: bytes, change: Change) -> bytes:
    """One of our workbooks as a program saves it, with its parts changed."""
    parts = saved(content)
    change(parts)
    return packed(parts)


def sheets(parts: Parts) -> list[str]:
    """The parts that are worksheets."""
    return [name for name in parts if name.startswith("xl/worksheets/sheet")]


def _each(parts: Parts, change: Callable[[Element], None]) -> None:
    for name in sheets(parts):
        root = etree.fromstring(parts[name])
        change(root)
        parts[name] = etree.tostring(root)


def _cells(root: Element) -> list[Element]:
    return list(root.iter(f"{{{MAIN}}}c"))


def related(parts: Parts, of: str, kind: str, target: str) -> None:
    """Let a part need another."""
    folder, _, name = of.rpartition("/")
    listed = f"{folder}/_rels/{name}.rels"
    empty = f'<Relationships xmlns="{_RELATED}"></Relationships>'.encode()
    line = f'<Relationship Id="rIdof{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    before = parts.get(listed, empty)
    parts[listed] = before.replace(b"</Relationships>", f"{line}</Relationships>".encode())


# As programs write them


@_into(DIALECTS)
def texts_that_cells_share(parts: Parts) -> None:
    """As Excel, LibreOffice and Google's sheets write them: `saved` has done so already."""
    assert "xl/sharedStrings.xml" in parts


@_into(DIALECTS)
def an_empty_drawing_on_each_sheet(parts: Parts) -> None:
    """As Google's sheets do, which also write a thousand rows."""
    for n, name in enumerate(sheets(parts), 1):
        parts[f"xl/drawings/drawing{n}.xml"] = f'<xdr:wsDr xmlns:xdr="{_DRAWN}"/>'.encode()
        related(parts, name, "drawing", f"../drawings/drawing{n}.xml")

    def longer(root: Element) -> None:
        rows = root.find(f"{{{MAIN}}}sheetData")
        last = int(rows[-1].get("r"))
        for row in range(last + 1, 1001):
            line = etree.SubElement(
                rows, f"{{{MAIN}}}row", r=str(row), ht="15.75", customHeight="1"
            )
            for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
                etree.SubElement(line, f"{{{MAIN}}}c", r=f"{letter}{row}", s="1")

    _each(parts, longer)


@_into(DIALECTS)
def texts_in_several_looks(parts: Parts) -> None:
    """As Excel writes texts of which a part is bold, with how they are pronounced."""
    root = etree.fromstring(parts["xl/sharedStrings.xml"])
    for text in root:
        said = "".join(text.itertext())
        half = len(said) // 2
        text[:] = etree.fromstring(
            f'<si xmlns="{MAIN}"><r><t xml:space="preserve"/></r>'
            '<r><rPr><b/><strike val="0"/><sz val="11"/><rFont val="Arial"/></rPr><t xml:space="preserve"/></r>'
            '<rPh sb="0" eb="1"><t>said aloud</t></rPh><phoneticPr fontId="1"/></si>'
        )
        text[0][0].text, text[1][1].text = said[:half], said[half:]
    parts["xl/sharedStrings.xml"] = etree.tostring(root)


@_into(DIALECTS)
def days_since_1904(parts: Parts) -> None:
    """As Excel for the Mac did."""
    between = (MAC_EPOCH - WINDOWS_EPOCH).days

    def older(root: Element) -> None:
        for cell in _cells(root):
            if cell.get("t") == "n" and len(cell) and float(cell[0].text) > 40_000:
                cell[0].text = f"{float(cell[0].text) - between:.1f}"

    _each(parts, older)
    book = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = re.sub(rb"<workbookPr ?/>", b'<workbookPr date1904="1"/>', book)
    assert b"date1904" in parts["xl/workbook.xml"]


@_into(DIALECTS)
def days_in_words(parts: Parts) -> None:
    """As the standard allows: a day as text in a cell of its own kind."""

    def told(root: Element) -> None:
        for cell in _cells(root):
            if cell.get("t") == "n" and len(cell) and float(cell[0].text) > 40_000:
                cell.set("t", "d")
                cell[0].text = f"{_day(float(cell[0].text)):%Y-%m-%dT00:00:00}"

    _each(parts, told)


def _day(serial: float) -> date:
    epoch = WINDOWS_EPOCH if isinstance(WINDOWS_EPOCH, date) else datetime(1899, 12, 30)  # noqa: DTZ001
    return epoch + timedelta(days=serial)


@_into(DIALECTS)
def cells_that_do_not_say_where_they_stand(parts: Parts) -> None:
    """As some programs do: each stands behind the one before."""

    def unnamed(root: Element) -> None:
        rows = root.find(f"{{{MAIN}}}sheetData")
        for row in rows:
            held = {_column(cell.get("r")): cell for cell in row}
            row[:] = [
                held.get(n, etree.Element(f"{{{MAIN}}}c"))
                for n in range(1, max(held, default=0) + 1)
            ]
            for cell in row:
                cell.attrib.pop("r", None)
        for row in rows:
            if int(row.get("r")) == rows.index(row) + 1:
                del row.attrib["r"]

    _each(parts, unnamed)


def _column(place: str) -> int:
    column = 0
    for letter in re.sub(r"\d", "", place):
        column = column * 26 + ord(letter) - 64
    return column


@_into(DIALECTS)
def names_as_the_strict_standard_has_them(parts: Parts) -> None:
    """As Excel writes "Strict Open XML Spreadsheet"."""
    for name, part in parts.items():
        parts[name] = part.replace(MAIN.encode(), f"{_STRICT}/spreadsheetml/main".encode()).replace(
            _OFFICE.encode(), f"{_STRICT}/officeDocument/relationships".encode()
        )


@_into(DIALECTS)
def whole_ways_and_other_letters(parts: Parts) -> None:
    """As some programs do: ways from the root, names of elements with a short one in front, names of parts in capitals."""
    for name in [*parts]:
        if name.endswith("workbook.xml.rels"):
            parts[name] = re.sub(rb'Target="/?(?:xl/)?', b'Target="/xl/', parts[name])
        if name in sheets(parts):
            root = etree.fromstring(parts[name])
            other = etree.Element(root.tag, dict(root.attrib), nsmap={"x": MAIN})
            other[:] = root[:]
            parts[name] = etree.tostring(other)
    parts["xl/SharedStrings.xml"] = parts.pop("xl/sharedStrings.xml")


@_into(DIALECTS)
def blanks_that_do_not_break(parts: Parts) -> None:
    """As comes from pages and from Word: in words from a list, in titles, in what stays as it is."""
    root = etree.fromstring(parts["xl/sharedStrings.xml"])
    blanks = iter("\u00a0\u202f\u2007" * 1000)
    for text in root:
        for inner in text.iter(f"{{{MAIN}}}t"):
            if len(inner.text or "") < 60 and not (inner.text or "").endswith("."):
                inner.text = re.sub(" ", lambda _: next(blanks), inner.text or "") + "\u00a0"
    parts["xl/sharedStrings.xml"] = etree.tostring(root)


@_into(DIALECTS)
def with_programs_and_links_to_other_files(parts: Parts) -> None:
    """As a workbook with macros has it: nothing of that is opened."""
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" * 1000
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{_OFFICE}" r:id="rId1"/></externalLink>'.encode()
    )
    related(parts, "xl/workbook.xml", "vbaProject", "vbaProject.bin")
    related(parts, "xl/workbook.xml", "externalLink", "externalLinks/externalLink1.xml")
    listed = "xl/_rels/workbook.xml.rels"
    outside = f'<Relationship Id="rIdx" Type="{_OFFICE}/worksheet" Target="https://bad.example/x" TargetMode="External"/></Relationships>'
    parts[listed] = parts[listed].replace(b"</Relationships>", outside.encode())


# To do harm


def _in_risks(parts: Parts, behind: bytes, added: bytes) -> None:
    name = sheets(parts)[-1]
    assert behind in parts[name]
    parts[name] = parts[name].replace(behind, behind + added, 1)


def _merged(ref: bytes) -> Change:
    def merges(parts: Parts) -> None:
        merge = b'<mergeCells count="1"><mergeCell ref="%s"/></mergeCells>' % ref
        for name in sheets(parts):
            parts[name] = parts[name].replace(b"</sheetData>", b"</sheetData>" + merge)

    return merges


HOSTILE["a_merge_over_the_whole_sheet"] = _merged(b"A1:XFD1048576")
HOSTILE["a_merge_of_two_columns"] = _merged(b"A900:B1048576")


@_into(HOSTILE)
def a_hundred_thousand_merges(parts: Parts) -> None:
    many = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(900, 100_000))
    _in_risks(parts, b"</sheetData>", b"<mergeCells>" + many + b"</mergeCells>")


@_into(HOSTILE)
def millions_of_styles(parts: Parts) -> None:
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(
        b"</cellXfs>", b"<xf/>" * 2_500_000 + b"</cellXfs>"
    )


@_into(HOSTILE)
def millions_of_empty_elements(parts: Parts) -> None:
    _in_risks(parts, b"</sheetData>", b"<a/>" * 4_500_000)


@_into(HOSTILE)
def millions_of_empty_cells(parts: Parts) -> None:
    name = sheets(parts)[-1]
    parts[name] = parts[name].replace(
        b"</sheetData>", b'<row r="999">' + b"<c/>" * 4_500_000 + b"</row></sheetData>"
    )


@_into(HOSTILE)
def as_many_elements_as_are_allowed(parts: Parts) -> None:
    _in_risks(parts, b"</sheetData>", b'<a b="c"/>' * 70_000)


@_into(HOSTILE)
def elements_within_elements(parts: Parts) -> None:
    _in_risks(parts, b"</sheetData>", b"<a>" * 70_000 + b"</a>" * 70_000)


@_into(HOSTILE)
def many_attributes(parts: Parts) -> None:
    many = b" ".join(b'a%d="1"' % n for n in range(140_000))
    _in_risks(parts, b"</sheetData>", b"<a " + many + b"/>")


@_into(HOSTILE)
def many_shared_texts(parts: Parts) -> None:
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(
        b"</sst>", b"<si><t>a</t></si>" * 1_000_000 + b"</sst>"
    )


@_into(HOSTILE)
def entities_of_entities(parts: Parts) -> None:
    names = "abcdefghij"
    lines = [f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise(names)]
    begin = f'<!DOCTYPE x [<!ENTITY a "lol">{"".join(lines)}]>'.encode()
    parts["xl/sharedStrings.xml"] = begin + parts["xl/sharedStrings.xml"].replace(
        b"</sst>", b"<si><t>&j;</t></si></sst>"
    )


@_into(HOSTILE)
def a_text_of_a_file_of_this_machine(parts: Parts) -> None:
    begin = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    parts["xl/sharedStrings.xml"] = begin + parts["xl/sharedStrings.xml"].replace(
        b"</sst>", b"<si><t>&a;</t></si></sst>"
    )


@_into(HOSTILE)
def formats_without_an_end(parts: Parts) -> None:
    code = b"[" * 200 + b"y" * 9000
    many = b"".join(
        b'<numFmt numFmtId="%d" formatCode="%s"/>' % (n, code) for n in range(200, 1200)
    )
    parts["xl/styles.xml"] = re.sub(
        rb"<numFmts[^>]*>", b"<numFmts>" + many, parts["xl/styles.xml"], count=1
    )


def lying(content: bytes, size: int) -> bytes:
    """A workbook of which a part says that it has another size than it has, in both places where it says so."""
    parts = saved(content)
    name = "xl/sharedStrings.xml"
    real = len(parts[name])
    made = packed(parts)
    assert made.count(real.to_bytes(4, "little")) >= 2
    return made.replace(real.to_bytes(4, "little"), size.to_bytes(4, "little"))
