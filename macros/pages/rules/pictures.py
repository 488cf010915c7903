"""Pictures are small enough for a reader's phone, and files have names that an address can hold."""

from __future__ import annotations

from ...plan.problems import Problem
from ...plan.source import readable
from ..documents import weight
from ..pictures import ENDINGS, is_plain, plain, size_of
from . import Problems, Texts, rule
from .files import FILES

# What a picture may weigh, and how wide and high it may be. Pages are 1,184 pixels wide at most.
MOST_BYTES, MOST_PIXELS = 500_000, 2_000
_SMALLER = "Open it in Paint or in Preview, choose 'Resize' or 'Adjust Size', make it 1,200 pixels wide, and save it as .jpg."


@rule
def pictures_are_light(texts: Texts) -> Problems:
    """A picture can be shown by browsers, and is no larger than a phone can be asked to load."""
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
            message = f"this picture is {size[0]:,} pixels wide and {size[1]:,} high, and has {weight(len(data))}. At most {MOST_PIXELS:,} pixels and {weight(MOST_BYTES)} load quickly on a phone. {_SMALLER}"
            yield Problem(shown, 1, 1, message)


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
