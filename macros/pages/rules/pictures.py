"""Pictures are small enough for a reader's phone, and files have names that an address can hold."""

from __future__ import annotations

from ...plan.problems import Problem
from ...plan.source import readable
from ..documents import weight
from ..pictures import ENDINGS, Size, is_plain, plain, size_of, tells_place
from . import Problems, Texts, rule
from .files import FILES

# What a picture may weigh, and how wide and high it may be. Pages are 1,184 pixels wide at most.
MOST_BYTES, MOST_PIXELS = 500_000, 2_000
# How wide or high a picture is made that is too large, and how those begin that saving as .jpg alone makes no lighter.
_GOOD_PIXELS, _LIGHT = 1_200, (b"\xff\xd8", b"RIFF")
_TENS = 10
_PLACE = "this picture holds the place where it was taken, which may be somebody's home, and everyone could read it. In Windows, press it with the right button, 'Properties', 'Details', 'Remove Properties and Personal Information'. In Preview, 'Tools', 'Show Inspector', 'GPS', 'Remove Location Info'. Then put the file here anew."


@rule
def pictures_are_light(texts: Texts) -> Problems:
    """A picture can be shown by browsers, is no larger than a phone can be asked to load, and tells nobody where it was taken."""
    for address in sorted(texts.site.documents):
        path = texts.site.docs / address[1:]
        if path.suffix.lower() not in ENDINGS or path.is_symlink():
            continue
        data, shown = path.read_bytes(), f"docs{readable(address)}"
        size = size_of(data)
        if size is None:
            message = "no browser can show this file as a picture, whatever its name says. Open the picture where it is from, and save it as .jpg or .png."
            yield Problem(shown, 1, 1, message)
        elif max(size) > MOST_PIXELS or len(data) > MOST_BYTES:
            message = f"this picture is {size[0]:,} pixels wide and {size[1]:,} high, and has {weight(len(data))}. At most {MOST_PIXELS:,} pixels and {weight(MOST_BYTES)} load quickly on a phone. {_smaller(size, data)}"
            yield Problem(shown, 1, 1, message)
        if tells_place(data):
            yield Problem(shown, 1, 1, _PLACE)


def _smaller(size: Size, data: bytes) -> str:
    """What makes a picture small enough: no more than it needs."""
    share = min(1, _GOOD_PIXELS / max(size))
    if share == 1 and data.startswith(_LIGHT):  # it is heavy for its size
        share = (MOST_BYTES / len(data)) ** 0.5
    width = max(1, int(size[0] * share))
    if width > _TENS:
        width -= width % _TENS
    resize = f", choose 'Resize' or 'Adjust Size', make it {width:,} pixels wide," * (share < 1)
    return f"Open it in Paint or in Preview{resize} and save it as .jpg."


@rule
def files_have_plain_names(texts: Texts) -> Problems:
    """A file beside the pages, and its folders, are named as addresses are."""
    for address in sorted(texts.site.documents):
        file = address[1:]
        if (
            not is_plain(file) and file[file.rfind(".") :].lower() in FILES
        ):  # others are told already
            message = f"the file's name is '{readable(file)}'. Use small letters, digits and hyphens, without blanks: {plain(file)}"
            yield Problem(f"docs/{readable(file)}", 1, 1, message)
