"""Pictures made in the build: SVG drawn by a template becomes PNG, with the fonts of this folder and no others.

So the same input gives the same picture on a machine with other fonts, or with none.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import resvg_py

from ..pages.share import drawing, pictures
from ..pages.templates import OVERRIDES
from ..plan.cache import Made, sources

if TYPE_CHECKING:
    from ..pages.site import Site

# Figtree, under the SIL Open Font License 1.1: fonts/Figtree-OFL.txt.
FONTS = sorted(str(path) for path in (Path(__file__).parent / "fonts").glob("*.ttf"))


# By what they were drawn from: two sites of today's size have so many.
DRAWN = Made(
    "pictures",
    100,
    version("resvg-py"),
    version("segno"),
    sources(Path(__file__).parent, OVERRIDES / "partials/code.html", *map(Path, FONTS)),
)


def png(svg: str, width: int | None = None) -> bytes:
    """A drawing as PNG, as wide as it says itself or `width` pixels. Raises ValueError if it is no SVG."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            font_files=FONTS,
            font_family="Figtree",
            skip_system_fonts=True,
        )
    )


def write_pictures(site: Site, built: Path) -> None:
    """Write the pictures for shared links into the built site. Several at a time: packing them is most of the work."""
    drawings = {picture: drawing(site, picture) for picture in pictures(site).values()}
    with ThreadPoolExecutor() as pool:
        packed = pool.map(lambda svg: DRAWN.of(svg, lambda: png(svg)), drawings.values())
    for picture, data in zip(drawings, packed, strict=True):
        to = built / picture.address[1:]
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(data)
