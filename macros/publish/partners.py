"""What is written for partners beside the pages: QR codes, and two files with everything for web editors."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import segno

from ..pages.partners import TABLES, Kit, kits
from .pictures import DRAWN, png

if TYPE_CHECKING:
    from pathlib import Path

    from ..pages.site import Site

# The quiet zone that a QR code needs around it, in modules (ISO/IEC 18004).
QUIET = 4
# Of a module in the PNG, which is then 800 pixels wide or more: sharp at 6 cm on paper.
PIXELS = 25
# Signs with which a spreadsheet takes a cell for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_partners(site: Site, built: Path) -> None:
    """Write every code, partners.csv and partners.json into the built site."""
    (built / "partners/qr").mkdir(parents=True, exist_ok=True)
    for kit in kits(site).values():
        for address, data in zip(kit.codes, codes(site, kit), strict=True):
            (built / address[1:]).write_bytes(data)
    rows = [row(site, kit) for kit in kits(site).values()]
    for address, text in zip(TABLES, (table(rows), listing(site, rows)), strict=True):
        (built / address[1:]).write_bytes(text.encode())


def codes(site: Site, kit: Kit) -> tuple[bytes, bytes]:
    """The QR code of a kit's short address as SVG and as PNG. On a provisional site both say so below the code."""
    both = DRAWN.of((kit.link, site.provisional), lambda: b"\0".join(_drawn(site, kit)))
    svg, _, picture = both.partition(b"\0")
    return svg, picture


def _drawn(site: Site, kit: Kit) -> tuple[bytes, bytes]:
    code = segno.make(kit.link, error="m", micro=False)
    size = int(code.symbol_size(border=QUIET)[0])
    inner = code.svg_inline(border=QUIET, light="#fff")
    svg = site.fill("partials/code.html", inner=inner, size=size, kit=kit)
    if site.provisional:
        return svg.encode(), png(svg, size * 8)
    picture = io.BytesIO()
    code.save(picture, kind="png", border=QUIET, scale=PIXELS, light="#fff")
    return svg.encode(), picture.getvalue()


def row(site: Site, kit: Kit) -> dict[str, Any]:
    """A kit as partners.csv and partners.json hold it."""
    chapter = kit.subject.chapter if kit.subject else None
    return {
        "id": kit.id,
        "kind": kit.kind,
        "number": chapter.number if chapter else None,
        "title": kit.title,
        "group": chapter.stage.name if chapter else None,
        "status": chapter.status if chapter else None,
        "link": kit.link,
        "link_text": kit.words,
        "post": None if kit.retired else kit.post,
        "newsletter": None if kit.retired else kit.newsletter,
        "email_subject": None if kit.retired else kit.email_subject,
        "email": None if kit.retired else kit.email,
        "html": kit.html,
        "qr_svg": site.url + kit.codes[0][1:],
        "qr_png": site.url + kit.codes[1][1:],
        "poster": None if kit.retired else f"{site.url}{kit.page[1:]}#poster",
        "reviewed": site.plan.about.reviewed.isoformat(),
        "provisional": "yes" if site.provisional else "no",
    }


def table(rows: list[dict[str, Any]]) -> str:
    """The kits as CSV (RFC 4180). It begins with a byte order mark, without which Excel misreads curly quotation marks."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, rows[0])
    writer.writeheader()
    writer.writerows({name: cell(value) for name, value in row.items()} for row in rows)
    return "\ufeff" + file.getvalue()


def cell(value: Any) -> str:
    """A value as a spreadsheet may safely have it: a text that it would take for a formula gets an apostrophe in front."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def listing(site: Site, rows: list[dict[str, Any]]) -> str:
    """The kits as JSON, with what holds for all of them."""
    shared = {
        "title": site.plan.about.title,
        "address": site.url,
        "reviewed": site.plan.about.reviewed.isoformat(),
        "provisional": site.provisional,
    }
    kept = [{n: v for n, v in row.items() if n not in ("reviewed", "provisional")} for row in rows]
    return json.dumps(shared | {"items": kept}, ensure_ascii=False, indent=1) + "\n"
