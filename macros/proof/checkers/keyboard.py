"""By keyboard alone: whether every stop is reached, in the order in which one reads, and is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error

from ..findings import HELPERS, Finding, Visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import CDPSession
    from playwright.sync_api import Page as Tab


MENDS = {
    "skip link": 'Let the first link of the page be <a class="skip" href="#content">, shown when it has the focus, and #content take the focus.',
    "too many stops": "Six stops at most may stand before the content: move links to the footer.",
    "trap": "Let the Tab key go on: take the script away that holds the focus.",
    "not reached": "Take tabindex=-1 or the script away: whatever can be used must be reached by the Tab key.",
    "order": "Let the HTML stand in the order in which the page is seen: no tabindex above 0, no order, no row-reverse.",
    "hidden": "Bring what has the focus onto the screen.",
    "covered": "Let nothing stand on top of what has the focus: no fixed bars.",
    "focus not seen": "Give :focus an outline of 3 px in var(--focus), and let nothing clip it.",
    "something opens": "Test Escape and where the focus returns, here, before something opens on a page.",
    "single key": "Take the shortcut away: people who speak to their computer set it off (WCAG 2.1.4).",
}


MOST_BEFORE, MOST_STOPS = 6, 2000
SEEN_THROUGH = 0.1


REACHABLE = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex], [contenteditable]"


# A stop: an element that has the focus, its number among all that can be reached, how it looks, and where it stands on the page.
STOP = r"""
const reachable = () => [...document.querySelectorAll(given)];
const asides = new Map();  // the boxes that stand beside the text, each with a number
const stop = (e, n, where = true) => {
const s = getComputedStyle(e), boxes = [...e.getClientRects()].filter(b => b.width && b.height);
const inside = (x, y) => x >= 0 && x < innerWidth && y >= 0 && y < innerHeight;
// What its picture depends on: its colours and edges, what is behind it, what is around it, and whether that cuts it off.
const look = () => {
  const parts = [e.tagName, e.className, e.parentElement.tagName, e.parentElement.className, boxes.length > 1, s.color, s.border, s.outline, s.outlineOffset, s.boxShadow];
  const own = e.getBoundingClientRect();
  let cut = false, ground = '';
  for (let x = e; x; x = x.parentElement) {
    const c = getComputedStyle(x), r = x.getBoundingClientRect();
    if (!ground && !/, 0\)$/.test(c.backgroundColor)) ground = c.backgroundColor;
    cut ||= x !== e && c.overflow !== 'visible' && (own.left - 6 < r.left || own.right + 6 > r.right || own.top - 6 < r.top || own.bottom + 6 > r.bottom);
    parts.push(c.opacity === '1' ? '' : c.opacity);
  }
  return [...parts.filter(part => part !== ''), ground, cut].join(' ');
};
const seen = {n, element: named(e), href: e.href || '', look: look(), round: boxes.reduce((sum, b) => sum + 2 * (b.width + b.height), 0)};
if (!where) return seen;
let points = 0, hits = 0;
for (const b of boxes) for (const part of [0.2, 0.5, 0.8]) {
  const x = b.left + b.width * part, y = b.top + b.height / 2;
  if (!inside(x, y)) continue;
  points++;
  const top = document.elementFromPoint(x, y);
  hits += !!top && (top === e || e.contains(top) || top.contains(e) && getComputedStyle(top).position === 'static');
}
let beside = e;
while (beside && getComputedStyle(beside).float === 'none' && getComputedStyle(beside).position !== 'sticky') beside = beside.parentElement;
if (beside && !asides.has(beside)) asides.set(beside, asides.size + 1);
// Such a box may move with the window, and scroll within itself: what is in it is measured from its own start.
const own = beside?.getBoundingClientRect();
const [x, y] = beside ? [beside.scrollLeft - own.left, beside.scrollTop - own.top] : [scrollX, scrollY];
const box = b => b && {left: b.left + x, top: b.top + y, right: b.right + x, bottom: b.bottom + y};
return {
  ...seen, skip: e.getAttribute('href') || '',
  part: e.closest('header, footer') && !e.closest('main') ? 'shell' : e.closest('main') && e.tagName !== 'MAIN' ? 'main' : '',
  first: box(boxes[0]), last: box(boxes.at(-1)), opacity: s.opacity, points, covered: points - hits, beside: asides.get(beside) ?? 0,
};
};
const stop_now = () => {
  const e = document.activeElement;
  return e && e !== document.body && e !== document.documentElement ? stop(e, reachable().indexOf(e)) : null;
};
"""
# Of radio buttons with one name, the Tab key stops at the one that is chosen, or else at the first; arrow keys do the rest.
PASSED = """
const passed = e => {
  if (e.type !== 'radio') return false;
  const group = [...(e.form ?? document).querySelectorAll(`[name="${e.name}"]`)];
  return e !== (group.find(r => r.checked) ?? group[0]);
};
"""


def _asked(tab: Tab, script: str) -> Any:
    """What a script returns that knows a stop."""
    return tab.evaluate(f"given => {{ {HELPERS} {STOP} {PASSED} {script} }}", REACHABLE)


def stop(tab: Tab) -> dict[str, Any] | None:
    """Where the focus is, or None when it has left the page."""
    where: dict[str, Any] | None = _asked(tab, "return stop_now();")
    return where


# Notes the stop after each press of a key, when the page has moved to it.
NOTE = """
window.noted = [];
window.note = e => e.key === 'Tab' && noted.push(stop_now());
addEventListener('keyup', note, true);
"""
NOTED = "window.noted.splice(0)"
PRESSES = 20  # at a time: to ask a page after each takes as long as the press


def walk(tab: Tab, key: str = "Tab", cut: int | None = None) -> list[dict[str, Any]]:
    """Press Tab from the start of the page until the focus leaves it, comes round or stays where it is.

    With `cut`, the middle of a long page is passed over: so many stops are met at its start, and half as many at its end.
    """
    stops: list[dict[str, Any]] = []
    _asked(tab, NOTE)
    while len(stops) < MOST_STOPS:
        for _ in range(PRESSES):
            tab.keyboard.press(key)
        noted = tab.evaluate(NOTED)
        for now in noted:
            if now is None or (stops and now["n"] == stops[0]["n"]):
                return stops
            stops.append(now)
            last = [s["n"] for s in stops[-6:]]
            if last[-3:] == 3 * last[-1:] or last == 3 * last[-2:]:  # one or two hold the focus
                return stops
        if len(noted) < PRESSES:
            return stops
        if cut and cut <= len(stops) < cut + PRESSES:
            tab.evaluate(GO_ON, [REACHABLE, cut // 2])
    return stops


# Moves the focus on to where so many stops are left, if that is further on.
GO_ON = """([reachable, left]) => {
  const all = [...document.querySelectorAll(reachable)];
  if (all.length - left > all.indexOf(document.activeElement) + 1) all[all.length - left].focus();
}"""

# In the order of the Tab key, where no script takes a key: https://html.spec.whatwg.org/#sequential-focus-navigation
SWEEP = """
const chosen = reachable().map((e, n) => [e, n]).filter(([e]) => e.tabIndex >= 0 && shown(e) && !passed(e));
const last = 1 + Math.max(0, ...chosen.map(([e]) => e.tabIndex));
chosen.sort(([a], [b]) => (a.tabIndex || last) - (b.tabIndex || last));
return chosen.flatMap(([e, n]) => { e.focus({preventScroll: !where}); return document.activeElement === e ? [stop(e, n, where)] : []; });
"""


def sweep(tab: Tab, *, where: bool = True) -> list[dict[str, Any]]:
    """Give each stop of a page the focus, as the Tab key does where no script takes a key. Returns the stops in order.

    The first key tells the browser that this reader has a keyboard: it shows the focus then (:focus-visible). Where a stop
    stands, and whether anything covers it, takes five times as long to tell as how it looks: without `where` it is left out.
    """
    tab.keyboard.press("Tab")
    stops: list[dict[str, Any]] = _asked(tab, f"const where = {str(where).lower()}; {SWEEP}")
    return stops


def order_fault(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Does b, the next stop, stand before a? In the same row it must be to the right; higher up only in a next column."""
    a, b = a["last"], b["first"]
    if not a or not b:
        return False
    shared = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
    if shared > min(a["bottom"] - a["top"], b["bottom"] - b["top"]) / 2:
        return bool(b["left"] < a["left"] - 1)
    return bool(b["top"] < a["top"] and b["left"] < a["right"] - 1)


def walked(visit: Visit, stops: list[dict[str, Any]], cut: int | None = None) -> Iterator[Finding]:
    """What is wrong with a walk through a page."""

    def finding(rule: str, element: str) -> Finding:
        return visit.finding(rule, element, MENDS[rule])

    if not stops or not stops[0]["skip"].endswith("#content"):
        yield finding("skip link", f"the first stop is {stops[0]['element'] if stops else 'none'}")
    before = [s["element"] for s in stops]
    if first := next((n for n, s in enumerate(stops) if s["part"] == "main"), None):
        before = before[:first]
    if len(before) > MOST_BEFORE:
        yield finding(
            "too many stops", f"{len(before)} before the content, the last is {before[-1]}"
        )
    can = _asked(
        visit.tab,
        "return reachable().map((e, n) => [n, e.matches('main#content') || e.disabled || !shown(e) || passed(e) ? '' : named(e)]);",
    )
    if len({s["n"] for s in stops}) < len(stops):
        yield finding("trap", f"the focus stays at {stops[-1]['element']}")
    elif not cut or len(stops) < cut:
        met = {s["n"] for s in stops}
        yield from (
            finding("not reached", element) for n, element in can if element and n not in met
        )
    last: dict[int, dict[str, Any]] = {}
    for a, b in zip([None, *stops], stops, strict=False):
        # A box that floats or stays beside the text is read before it, as a whole: within each, the order has to be right.
        before_here = last.get(b["beside"])
        earlier = before_here or a
        if earlier and ((a and b["n"] < a["n"]) or (before_here and order_fault(before_here, b))):
            yield finding("order", f"{b['element']} comes after {earlier['element']}")
        # The skip link stands above everything, whenever it is seen.
        if not b["skip"].endswith("#content"):
            last[b["beside"]] = b


def unseen(visit: Visit, stop: dict[str, Any]) -> Iterator[Finding]:
    """Is what has the focus on the screen, and nothing on top of it?"""
    if not stop["points"] or float(stop["opacity"]) < SEEN_THROUGH:
        yield visit.finding("hidden", stop["element"], MENDS["hidden"])
    elif stop["covered"]:
        yield visit.finding("covered", stop["element"], MENDS["covered"])


def openers(visit: Visit) -> Iterator[Finding]:
    """What opens and closes of its own: nothing does. A browser's own details open in their place, and are tested below."""
    selector = "details:not(:has(> summary:first-child)), dialog, menu, [popover], [popovertarget], [aria-expanded], [aria-haspopup], [role=dialog], [role=menu]"
    yield from visit.ask(
        "return [...document.querySelectorAll(given)].map(e => ['something opens', named(e)])",
        MENDS,
        selector,
    )


# Focus, in pixels

# How many pixels differ between two pictures by a contrast of 3:1 at least.
CHANGED = r"""async pair => {
  const light = v => [0, 1, 2].map(n => v[n] / 255).map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4).reduce((sum, x, n) => sum + x * [0.2126, 0.7152, 0.0722][n], 0);
  const [a, b] = await Promise.all(pair.map(async data => {
    const map = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
    const pen = new OffscreenCanvas(map.width, map.height).getContext('2d');
    pen.drawImage(map, 0, 0);
    return pen.getImageData(0, 0, map.width, map.height).data;
  }));
  let changed = 0;
  for (let n = 0; n < a.length; n += 4) {
    if (a[n] === b[n] && a[n + 1] === b[n + 1] && a[n + 2] === b[n + 2]) continue;
    const x = light([a[n], a[n + 1], a[n + 2]]), y = light([b[n], b[n + 1], b[n + 2]]);
    changed += (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05) >= 3;
  }
  return changed;
}"""


# Gives a stop the focus. Returns its box on the page, and the window's.
FOCUS = """([reachable, n]) => {
  const e = document.querySelectorAll(reachable)[n];
  e.focus();
  const b = e.getBoundingClientRect();
  return [[b.left, b.top, b.right, b.bottom], [0, 0, innerWidth, innerHeight]].map(([left, top, right, bottom]) => (
    {left: left + scrollX, top: top + scrollY, right: right + scrollX, bottom: bottom + scrollY}));
}"""


class Lens:
    """Takes pictures of what has the focus, with and without it. A stop that looks like one before is not taken again."""

    def __init__(self) -> None:
        """Begin with no picture taken."""
        self._bench: Tab | None = None
        self.sessions: dict[Tab, CDPSession] = {}

    def close(self) -> None:
        """Close what the pictures were compared in."""
        if self._bench:
            self._bench.context.close()

    def _picture(self, tab: Tab, clip: dict[str, float]) -> str:
        """A part of the page as PNG in base64. Asked for directly: Playwright's own way takes five times as long."""
        if tab not in self.sessions:
            self.sessions[tab] = tab.context.new_cdp_session(tab)
        picture: str = self.sessions[tab].send(
            "Page.captureScreenshot", {"format": "png", "clip": clip, "optimizeForSpeed": True}
        )["data"]
        return picture

    def look(self, visit: Visit, stop: dict[str, Any]) -> Iterator[Finding]:
        """Compare a stop's pictures. An outline of 2 px around it is the least (WCAG 2.4.13); 3 px are drawn."""
        if visit.is_known(stop["look"]):
            return
        tab = visit.tab
        box, window = tab.evaluate(FOCUS, [REACHABLE, stop["n"]])
        left, top = (max(box[side] - 12, window[side]) for side in ("left", "top"))
        right, bottom = (min(box[side] + 12, window[side]) for side in ("right", "bottom"))
        if left >= right or top >= bottom:
            yield visit.finding("hidden", stop["element"], MENDS["hidden"])
            return
        clip = {"x": left, "y": top, "width": right - left, "height": bottom - top, "scale": 1}
        focused = self._picture(tab, clip)
        tab.evaluate("() => { window.left = document.activeElement; left.blur() }")
        without = self._picture(tab, clip)
        tab.evaluate("() => left.focus({preventScroll: true})")
        if not self._bench and tab.context.browser:
            self._bench = tab.context.browser.new_page()  # to compare in: no page's policy is asked
        changed = (self._bench or tab).evaluate(CHANGED, [without, focused])
        # Around a link that runs over two lines, the outline follows the lines.
        seen = 2 * (
            min(box["right"], right)
            - max(box["left"], left)
            + min(box["bottom"], bottom)
            - max(box["top"], top)
        )
        around = 2 * min(seen, stop["round"])
        if changed < around:
            yield visit.finding(
                "focus not seen",
                f"{stop['element']}: {changed} pixels change by 3:1, an outline of 2 px has {round(around)}",
                MENDS["focus not seen"],
            )


def by_tab(visit: Visit) -> Iterator[Finding]:
    """Walk through a page by the Tab key and look at every stop. Of long results, the middle is passed over."""
    cut = CUT if "?" in visit.page else None
    yield from _seen(visit, walk(visit.tab, cut=cut), cut)
    yield from openers(visit)


CUT = 100


def by_focus(visit: Visit) -> Iterator[Finding]:
    """Give each stop of a page the focus and look at it: in a narrow window, and without scripts, no key does otherwise."""
    yield from _seen(visit, sweep(visit.tab))


def _seen(visit: Visit, stops: list[dict[str, Any]], cut: int | None = None) -> Iterator[Finding]:
    yield from walked(visit, stops, cut)
    for stop in stops:
        yield from unseen(visit, stop)
    yield from by_look(visit, [stop for stop in stops if stop["points"]])


def by_look(visit: Visit, stops: list[dict[str, Any]] | None = None) -> Iterator[Finding]:
    """Look at one stop of each look that is not known in this state.

    Where a stop stands, its order and its reach don't change with the colours.
    """
    lens = visit.lens or Lens()
    for stop in sweep(visit.tab, where=False) if stops is None else stops:
        yield from lens.look(visit, stop)


def skips(visit: Visit) -> Iterator[Finding]:
    """Does the first stop lead to the content?"""
    tab = visit.tab
    tab.keyboard.press("Tab")
    first = stop(tab)
    tab.keyboard.press("Enter")
    there = tab.evaluate(
        "() => { const m = document.querySelector('main'); return [document.activeElement === m, m.getBoundingClientRect().top < innerHeight && m.getBoundingClientRect().bottom > 0] }"
    )
    tab.keyboard.press("Tab")
    after = stop(tab)
    if not first or there != [True, True] or not after or after["part"] != "main":
        yield visit.finding(
            "skip link",
            f"from {first and first['element']} the next stop is {after and after['element']}",
            MENDS["skip link"],
        )


# Single keys

KEYS = "".join(map(chr, range(33, 127)))


AS_IT_IS = "() => [location.href, document.title, scrollX, scrollY, [...document.querySelectorAll('*')].indexOf(document.activeElement), document.documentElement.outerHTML.length]"


def single_keys(visit: Visit) -> Iterator[Finding]:
    """Whether a key does something outside of a field."""
    tab = visit.tab
    before = tab.evaluate(AS_IT_IS)
    try:
        tab.keyboard.type(KEYS)
        tab.wait_for_timeout(100)  # until one that leads to another page has begun to
        after = tab.evaluate(AS_IT_IS)
    except Error:  # it has
        after = None
    if after != before:
        yield visit.finding("single key", "a key of one sign does something", MENDS["single key"])
