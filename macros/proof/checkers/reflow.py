"""What does not fit into a window, or is lost in a narrow one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..findings import (
    HELPERS,
    LIGHT,
    LIGHT_NARROW,
    Finding,
    Visit,
)
from ..pages import joined

if TYPE_CHECKING:
    from collections.abc import Iterator


# https://www.w3.org/TR/WCAG22/#text-spacing
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""


MENDS = {
    "scrolls sideways": "Let it shrink or wrap: no fixed width, min-width:0 in a grid or flex, overflow-wrap for long words. On a page of docs/: break each long line of code in two, or in more.",
    "scrolls inside": "Let it wrap, or turn it into a list: a box that scrolls sideways hides what it holds. Only a table may, in a part that has a name and takes the focus.",
    "breaks a word": "Give the table room of its own to scroll in, or fewer columns: a word in pieces is hard to read.",
    "cut off": "Give the box a min-height instead of a height and no fixed width, or let nothing around it, html and body included, have overflow:hidden or clip.",
    "runs out": "Give the box a min-height and a min-width instead of a height and a width.",
    "keeps its spacing": "Let no style of a paragraph be !important: readers set their own.",
    "below the first screen": "Let the header, the trail and the space above the <h1> be low where a window is short (max-height).",
    "lost": "Don't hide on a narrow screen what stands on a wide one.",
}


REFLOW = r"""
const found = [];
const scrolls = e => e !== document.body && (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
// The room of a wide table, which the keyboard can scroll (decision 038).
const room = e => e.tabIndex === 0 && e.getAttribute('aria-labelledby') && e.children.length === 1 && e.firstElementChild.matches('table');
window.scrollTo(9999, scrollY);
const moved = window.scrollX;
window.scrollTo(0, scrollY);
if (moved) {
  const wide = everything().filter(e => e.getBoundingClientRect().right > innerWidth + 1);
  found.push(['scrolls sideways', moved + ' px: ' + wide.slice(-3).map(named).join(', ')]);
}
for (const e of everything()) {
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  if (!e.textContent.trim() || r.width <= 2 || !shown(e)) continue;
  // A page that cuts off its side can't be scrolled there, and has no box that tells.
  const beside = t => t.width && (t.left < -2 || t.right > document.documentElement.clientWidth + 2);
  if (!moved && !e.closest('.skip') && own_text(e).map(box_of).some(beside) && !scrolls(e)) found.push(['cut off', named(e)]);
  if (s.display === 'inline') continue;
  const over = e.scrollWidth > e.clientWidth + 1, under = e.scrollHeight > e.clientHeight + 1;
  if ((['hidden', 'clip'].includes(s.overflowX) && over) || (['hidden', 'clip'].includes(s.overflowY) && under)) found.push(['cut off', named(e)]);
  else if (['auto', 'scroll'].includes(s.overflowX) && over && !room(e)) found.push(['scrolls inside', named(e)]);
  if (s.display === 'contents') continue;
  const size = parseFloat(s.fontSize);
  for (const node of own_text(e)) {
    const t = box_of(node);
    if (t.width && (t.bottom > r.bottom + size / 2 || t.top < r.top - size / 2 || t.right > r.right + 2 || t.left < r.left - 2)) {
      found.push(['runs out', named(e)]); break;
    }
  }
}
return found;
"""


# Words of tables that go on in the next line without a hyphen.
BROKEN = r"""
const found = [], range = document.createRange();
for (const cell of [...document.querySelectorAll('th, td')].filter(shown)) for (const e of [cell, ...cell.querySelectorAll('*')]) for (const node of own_text(e)) {
  for (const word of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map(r => Math.round(r.top))).size > 1) found.push(['breaks a word', `${named(cell)}: ${word[0]}`]);
  }
}
return found;
"""


# Its first line, at the least.
FIRST = r"""
const h1 = document.querySelector('h1'), range = document.createRange();
if (!h1) return [];
range.selectNodeContents(h1);
const bottom = Math.round(range.getClientRects()[0].bottom + scrollY);
return bottom > innerHeight ? [['below the first screen', `${named(h1)}: ${bottom} px`]] : [];
"""


SHOWN = "() => document.body.innerText"
# And what is folded there, or is a way within the page, which stands beside the text where a window is wide.
FOUND = "() => document.body.innerText + [...document.querySelectorAll('details, .on-this-page')].map(part => ` ${part.textContent}`).join('')"


def reflow(visit: Visit) -> Iterator[Finding]:
    """What does not fit into the window."""
    yield from visit.ask(REFLOW, MENDS)
    if visit.state in (str(LIGHT), str(LIGHT_NARROW)):  # in letters of the usual size and distance
        yield from visit.ask(BROKEN, MENDS)


def spaced(visit: Visit) -> Iterator[Finding]:
    """What does not fit when a reader widens the spaces. Afterwards they are as before."""
    here = visit.but(state=f"{visit.state} wider spacing")
    visit.tab.evaluate(f"css => {{ {HELPERS} adopt(css) }}", SPACING)
    if visit.tab.evaluate(TAKEN):
        yield from reflow(here)
    else:
        yield here.finding("keeps its spacing", "<p>", MENDS["keeps its spacing"])
    visit.tab.evaluate(
        "() => { document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1) }"
    )


TAKEN = """() => { const p = document.querySelector('main p'), s = p && getComputedStyle(p);
return !p || Math.abs(parseFloat(s.letterSpacing) / parseFloat(s.fontSize) - 0.12) < 0.001; }"""


def first(visit: Visit) -> Iterator[Finding]:
    """A main heading that one has to scroll to."""
    yield from visit.ask(FIRST, MENDS)


def lost(visit: Visit) -> Iterator[Finding]:
    """Lines of text that a page shows on a wide screen and not here."""
    here = joined(visit.tab.evaluate(FOUND))
    for line in filter(None, map(joined, visit.said.splitlines())):
        if line not in here:
            yield visit.finding("lost", f'"{line[:60]}"', MENDS["lost"])
