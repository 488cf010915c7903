"""Signs that are not what they look like: marks that nobody can see, and letters of another alphabet that look like ours.

They come with copied text, or from someone who wants a name to be taken for another:
https://www.unicode.org/reports/tr36/#visual_spoofing
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Seen as blanks or not at all, though Unicode does not count them among the format characters.
_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
)
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Some pictures are written as several, joined or with a mark for their colours.
_IN_PICTURES, _PICTURES = frozenset("\u200d\ufe0f"), ("So", "Sk", "Mn")
_WORD = re.compile(r"[^\W\d_]+")
# Letters that are drawn like a Latin one: https://www.unicode.org/Public/security/latest/confusables.txt
_LOOK_ALIKE = frozenset(
    # Cyrillic: aceopxyijshdqwvr, ABCEHIJKMOPSTXYVG.
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u0475\u0433"
    "\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u04ae\u0474\u050c"
    # Greek: oavpuik, ABEZHIKMNOPTYX, c.
    "\u03bf\u03b1\u03bd\u03c1\u03c5\u03b9\u03ba"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03f2"
)
_OURS = frozenset("µªº")  # Latin by custom, though not by name


def odd_signs(text: str) -> Iterator[tuple[int, str]]:
    """Each sign of a text that misleads: where it stands, from 0, and what to tell the editor."""
    if text.isascii():
        return
    signs = {sign for sign in set(text) if not sign.isascii()}
    if hidden := "".join(re.escape(sign) for sign in signs if _hidden(sign)):
        for match in re.finditer(f"[{hidden}]", text):
            if (
                match[0] in _IN_PICTURES
                and unicodedata.category(text[match.start() - 1 : match.start()] or " ")
                in _PICTURES
            ):
                continue
            yield (
                match.start(),
                f"{_kind(match[0])} ({name_of(match[0])}) stands here. Take it away.",
            )
    if marks := "".join(
        sign for sign in signs if unicodedata.category(sign) in ("Mn", "Me") and not _hidden(sign)
    ):
        for match in re.finditer(f"[{marks}]{{3,}}", text):
            yield match.start(), f"{len(match[0])} marks stand on one letter. Take them away."
    if plain := "".join(sign for sign in signs if _drawn(sign)):
        for match in re.finditer(f"[{plain}]", text):
            yield (
                match.start(),
                f"'{match[0]}' ({name_of(match[0])}) is not the plain '{unicodedata.normalize('NFKC', match[0])}'. Type it again.",
            )
    if slipped := "".join(sign for sign in signs if _slipped(sign)):
        for match in re.finditer(f"(?<=[A-Za-z])[{slipped}](?=[A-Za-z])", text):
            yield (
                match.start(),
                f"'{match[0]}' ({name_of(match[0])}) stands within a word. Type the word again.",
            )
    if any(sign.isalpha() and _alphabet(sign) != "LATIN" for sign in signs):
        yield from _mixed(text)


def _mixed(text: str) -> Iterator[tuple[int, str]]:
    """Words of two alphabets, and words that look Latin in a text that has no other word of their alphabet."""
    words = [
        (match, {_alphabet(sign) for sign in match[0]})
        for match in _WORD.finditer(text)
        if not match[0].isascii()
    ]
    spoken = {
        next(iter(used))
        for match, used in words
        if len(used) == 1 and not _LOOK_ALIKE.issuperset(match[0])
    }
    for match, used in words:
        strange = next(
            (
                n
                for n, sign in enumerate(match[0])
                if _alphabet(sign) != "LATIN" and not _drawn(sign)
            ),
            None,
        )
        if strange is None:
            continue
        told = f"the letter '{match[0][strange]}' ({name_of(match[0][strange])})"
        if len(used) > 1 and "LATIN" in used:
            yield (
                match.start() + strange,
                f"{told} stands in '{match[0]}' between letters of our alphabet. Type the word again.",
            )
        elif _LOOK_ALIKE.issuperset(match[0]) and not used & spoken:
            yield (
                match.start() + strange,
                f"{told} only looks like ours, as all of '{match[0]}' does. Type the word again.",
            )


@cache
def _hidden(sign: str) -> bool:
    return (
        unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or sign in _BLANK
    )


@cache
def _slipped(sign: str) -> bool:
    """Whether it is a digit or a picture, which can't be meant between two letters. A fraction can, where blanks are left out."""
    kind = unicodedata.category(sign)
    return (kind[0] == "N" or kind in ("So", "Sk")) and "FRACTION" not in name_of(sign)


@cache
def _drawn(sign: str) -> bool:
    """Whether it is a plain letter or digit in another drawing: the ligature \ufb01, a letter of mathematics."""
    plain = unicodedata.normalize("NFKC", sign)
    return (
        unicodedata.category(sign)[0] in "LN"
        and sign.isalnum()
        and plain.isascii()
        and plain.isalnum()
        and unicodedata.category(sign) != "No"
        and sign not in _OURS
    )


@cache
def _alphabet(sign: str) -> str:
    """The alphabet of a letter, by the first word of its name."""
    return "LATIN" if sign in _OURS else unicodedata.name(sign, "?").split()[0]


def _kind(sign: str) -> str:
    if sign in _TURNING:
        return "a mark that turns the reading direction"
    return (
        "a mark that nobody can see"
        if unicodedata.category(sign) == "Cf" or sign in _BLANK
        else "a control character"
    )


def name_of(sign: str) -> str:
    """A sign's name in Unicode, or its number."""
    return unicodedata.name(sign, f"U+{ord(sign):04X}")
