"""QR codes, read again with another library (ZXing) than the one that made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import zxingcpp

if TYPE_CHECKING:
    from PIL import Image


def read_code(picture: Image.Image) -> str:
    """What a phone would read from a picture with one QR code."""
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1, f"{len(found)} codes"
    assert found[0].format == zxingcpp.BarcodeFormat.QRCode
    return found[0].text
