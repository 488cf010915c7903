"""What is wrong with a page as it was printed: words that are missing or lie on others, sheets that break where they should not.

It reads the PDF that a browser has made, so it says the same of every browser.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a page says of itself, asked while it looks as it is printed.
ASKED = r"""() => {
  const shown = e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 2;
  const said = e => e.innerText;
  const pieces = () => {
    const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange(), found = [];
    while (all.nextNode()) {
      range.selectNode(all.currentNode);
      const { width, height } = range.getBoundingClientRect();
      if (width > 1 && height > 1 && shown(all.currentNode.parentElement)) found.push(all.currentNode.data);
    }
    return found;
  };
  const before = document.adoptedStyleSheets, without = new CSSStyleSheet();
  without.replaceSync('.visually-hidden { display: none !important }');
  document.adoptedStyleSheets = [...before, without];
  const found = {
    words: pieces(),
    headings: [...document.querySelectorAll('h2, h3, h4, h5, h6, legend, caption')].filter(shown).map(said),
    choices: [...document.querySelectorAll('fieldset')].filter(shown).map(set => [said(set.querySelector('legend')), ...[...set.querySelectorAll('.choice')].filter(shown).map(said)]),
    footer: document.querySelector('body > footer')?.innerText ?? '',
    poster: !!document.querySelector('.poster'),
  };
  document.adoptedStyleSheets = before;
  return found;
}"""

# What stands on paper alone, after a link.
NOT_READ = re.compile(r"[\s\u00ad\u200b\u2060\ufffe\x02\-\u2010\u2011‘’“”\"]+")
ADDRESS = re.compile(r"\((https?:/)?/[^()]*\)")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
MOST_EMPTY = 1 / 3
MARGIN = 13 / 25.4 * 72  # the narrowest above and below, in points
PAGE_LONG = 12  # choices: a group of more may need more than a sheet


@dataclass(frozen=True)
class Run:
    """Letters that stand together in one line, and where, in points from the sheet's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def over(self, other: Run) -> bool:
        """Whether it lies on another, for more than a hair."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        least = min(self.top - self.bottom, other.top - other.bottom)
        return wide > 1 and high > max(1, 0.3 * least)


@dataclass(frozen=True)
class Sheet:
    """One printed sheet: its letters, and how far down it is written or drawn on."""

    height: float
    letters: str
    runs: list[Run]
    lowest: float

    @cached_property
    def text(self) -> str:
        """Its letters without white space, and without the addresses of its links."""
        return ADDRESS.sub("", squeezed(self.letters))

    @property
    def empty(self) -> float:
        """Which part of it is empty below what stands on it."""
        return max(0.0, self.lowest - MARGIN) / (self.height - 2 * MARGIN)


def squeezed(text: str) -> str:
    """A text without white space, quotation marks and hyphens: paper adds these, or leaves them out, where a line ends."""
    return NOT_READ.sub("", unicodedata.normalize("NFKC", text))


def sheets(pdf: bytes) -> list[Sheet]:
    """The sheets of a PDF."""
    document = PdfDocument(pdf)
    try:
        return [_sheet(page) for page in document]
    finally:
        document.close()


def _sheet(page: Any) -> Sheet:
    text, (_, height) = page.get_textpage(), page.get_size()
    places = [text.get_rect(number) for number in range(text.count_rects())]
    runs = [Run(text.get_text_bounded(*place), *place) for place in places]
    drawn = [one.get_bounds() for one in page.get_objects(max_depth=1) if one.type != 5]
    low = [run.bottom for run in runs if run.text.strip()]
    low += [
        bottom for _, bottom, _, top in drawn if top - bottom < 0.9 * height and bottom > MARGIN / 2
    ]
    letters = text.get_text_range()
    return Sheet(
        height, letters, [run for run in runs if run.text.strip()], min(low, default=height)
    )


def faults(pdf: bytes, said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with a printed page that says this of itself (ASKED), as (rule, what)."""
    found = sheets(pdf)
    if said["poster"]:
        if len(found) != 1:
            yield "a poster is one sheet", f"{len(found)} sheets"
        return
    yield from _missing(found, said["words"])
    for number, sheet in enumerate(found, start=1):
        if over := [*_over(sheet)]:
            first = f"{over[0][0].text[:30]!r} on {over[0][1].text[:30]!r}"
            yield "words over words", f"{len(over)} times on sheet {number}: {first}"
    yield from _breaks(found, said)
    yield from _split(found, said["choices"])


def _missing(found: list[Sheet], pieces: list[str]) -> Iterator[tuple[str, str]]:
    printed = "".join(sheet.text for sheet in found)
    for piece in pieces:
        # What is written from right to left stands in a PDF as it is drawn.
        if squeezed(piece) in printed or RIGHT_TO_LEFT.search(piece):
            continue
        if lost := [word for word in re.split(r"[\s-]", piece) if squeezed(word) not in printed]:
            yield (
                "words are missing",
                f"{' '.join(lost)[:60]!r} of {' '.join(piece.split())[:60]!r}",
            )


def _over(sheet: Sheet) -> Iterator[tuple[Run, Run]]:
    runs = sorted(sheet.runs, key=lambda run: run.bottom)
    for number, run in enumerate(runs):
        for other in runs[number + 1 :]:
            if other.bottom > run.top:
                break
            if run.over(other):
                yield run, other


def _breaks(found: list[Sheet], said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    headings, foot = [*map(squeezed, said["headings"])], squeezed(said["footer"])
    for number, (sheet, after) in enumerate(pairwise(found), start=1):
        later = "".join(one.text for one in found[number:])
        # What also stands on a later sheet may be a link to it.
        ends = [one for one in headings if len(one) > 1 and sheet.text.endswith(one)]
        if alone := [one for one in ends if one not in later]:
            yield "a heading stands alone", f"at the end of sheet {number}: {alone[0][:60]!r}"
        if sheet.empty > MOST_EMPTY:
            yield (
                "a sheet is empty",
                f"{sheet.empty:.0%} of sheet {number}, before {after.text[:30]!r}",
            )
    if len(found) > 1 and foot and all(squeezed(run.text) in foot for run in found[-1].runs):
        yield "the foot stands alone", f"on sheet {len(found)}"


def _split(found: list[Sheet], choices: list[list[str]]) -> Iterator[tuple[str, str]]:
    for group in choices:
        parts = [*map(squeezed, group)]
        on = [n for n, sheet in enumerate(found) if any(part in sheet.text for part in parts)]
        together = any(all(part in sheet.text for part in parts) for sheet in found)
        if len(parts) <= PAGE_LONG and on and not together:
            yield "a group of choices is split", repr(group[0])
