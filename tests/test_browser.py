"""What a reader meets in a real browser: in light and dark, wide and narrow, by keyboard, without scripts, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from conftest import Served
from pages import MISSING, joined

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

WIDE, NARROW = 1280, 320


@dataclass(frozen=True)
class State:
    """How a reader has set up the browser."""

    scheme: str
    width: int

    def __str__(self) -> str:
        return f"{self.scheme}-{self.width}"


STATES = [State(scheme, width) for scheme in ("light", "dark") for width in (WIDE, NARROW)]
each_state = pytest.mark.parametrize("state", STATES, ids=str)
each_width = pytest.mark.parametrize("width", [WIDE, NARROW])

# One page of each kind.
KINDS = (
    "/",
    "/chapters/",
    "/living-well/",
    "/chapters/mental-health/",
    "/chapters/palliative-care/",
    "/priorities/",
    "/leads/",
    "/boards/",
    "/boards/acute-care/",
    "/about/",
    "/about/inequalities/",
    "/outcomes/",
    "/words/",
    "/questions/",
    "/editions/",
    "/have-your-say/",
    "/accessibility/",
    MISSING,
)


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[Any]:
    """A tab for each state, opened once and used for all pages."""
    opened: dict[tuple[Any, ...], Tab] = {}

    def tab(state: State = STATES[0], *, scripts: bool = True) -> Tab:
        if (state, scripts) not in opened:
            size = {"width": state.width, "height": 800 if state.width == WIDE else 640}
            context = browser.new_context(
                viewport=size, color_scheme=state.scheme, reduced_motion="reduce", java_script_enabled=scripts, locale="en-GB"
            )
            context.set_default_timeout(20_000)
            opened[state, scripts] = context.new_page()
        return opened[state, scripts]

    yield tab
    for page in opened.values():
        page.context.close()


# axe-core

RULES = {
    "resultTypes": ["violations"],
    "iframes": False,
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}},
}


def axe_findings(tab: Tab, where: str) -> list[str]:
    """One line for each rule and element: page, state, rule, element, help."""
    tab.evaluate(AXE_SCRIPT)
    found = tab.evaluate("rules => axe.run(document, rules).then(found => found.violations)", RULES)
    return [
        f"{where}: {rule['id']}: {' '.join(map(str, node['target']))}: {rule['help']}: {joined(node.get('failureSummary') or '')[:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


@each_state
def test_axe_finds_nothing_on_any_page(served: Served, tabs: Any, state: State) -> None:
    tab = tabs(state)
    found: list[str] = []
    for page in served.pages:
        tab.goto(served.at(page.address), wait_until="load")
        found += axe_findings(tab, f"{page.address} [{state}]")
    assert not found, "\n".join(summed_up(found))


def summed_up(found: list[str], most: int = 60) -> list[str]:
    """A list short enough to read."""
    return [f"{len(found)} findings", *found[:most], *(["..."] if len(found) > most else [])]


def test_axe_finds_what_is_broken(tabs: Any) -> None:
    tab = tabs()
    tab.set_content('<html><body><img src="x.png"><h3>First</h3><a href="#" style="color:#ccc">pale</a><p style="color:#6b6b6b">grey')
    rules = {line.split(": ")[1] for line in axe_findings(tab, "broken")}
    assert {"image-alt", "html-has-lang", "document-title", "color-contrast", "landmark-one-main", "region"} <= rules
    assert "color-contrast-enhanced" in rules


# Narrow screens and wide spacing

# https://www.w3.org/TR/WCAG22/#text-spacing
SPACED = """() => document.head.append(Object.assign(document.createElement('style'), {textContent: `
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }`}))"""

# How far the page can be scrolled sideways, and what sticks out.
SIDEWAYS = """() => {
  window.scrollTo(9999, 0);
  const moved = window.scrollX;
  window.scrollTo(0, 0);
  if (!moved) return null;
  const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1);
  const named = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.getAttribute('class') ? '.' + e.getAttribute('class') : '');
  return moved + 'px: ' + wide.slice(0, 4).map(named).join(', ');
}"""

# Words that are cut off, because they stand in a box that does not grow.
CUT = """() => [...document.body.querySelectorAll('*')].filter(e => {
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  const hides = [s.overflowX, s.overflowY].some(o => o === 'hidden' || o === 'clip');
  if (!hides || r.width <= 2 || e.namespaceURI.endsWith('svg') || !e.textContent.trim()) return false;
  return e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
}).map(e => e.tagName.toLowerCase() + '.' + e.className)"""


def overflow(tab: Tab, where: str) -> list[str]:
    found = []
    if sideways := tab.evaluate(SIDEWAYS):
        found.append(f"{where} scrolls sideways by {sideways}")
    return found + [f"{where} cuts words off in {element}" for element in tab.evaluate(CUT)]


@each_width
def test_no_page_scrolls_sideways_or_cuts_words_off_with_a_readers_spacing_too(served: Served, tabs: Any, width: int) -> None:
    """320 px are also what a reader sees who enlarges a screen of 1280 px by four."""
    tab = tabs(State("light", width))
    found: list[str] = []
    for page in served.pages:
        tab.goto(served.at(page.address), wait_until="load")
        found += overflow(tab, page.address)
        tab.evaluate(SPACED)
        found += overflow(tab, f"{page.address} with a reader's spacing")
    assert not found, "\n".join(summed_up(found))


def test_a_page_that_is_too_wide_and_words_that_are_cut_off_are_found(tabs: Any) -> None:
    tab = tabs(State("light", NARROW))
    viewport = '<meta name="viewport" content="width=device-width">'
    tab.set_content(f'{viewport}<p style="width:600px">wide</p>')
    assert len(overflow(tab, "wide")) == 1
    tab.set_content(f'{viewport}<p style="height:1em;overflow:hidden">{"many words " * 40}</p>')
    assert len(overflow(tab, "cut")) == 1
    tab.set_content(f"{viewport}<p>narrow</p>")
    assert overflow(tab, "right") == []


# Without scripts


def test_every_page_says_the_same_without_scripts(served: Served, tabs: Any) -> None:
    with_scripts, without = tabs(), tabs(scripts=False)
    for page in served.pages:
        seen = []
        for tab in (with_scripts, without):
            tab.goto(served.at(page.address), wait_until="load")
            seen.append(tab.locator("body").inner_text())
        assert seen[0] == seen[1], page.address
        assert len(seen[1]) > 300, page.address


def test_every_page_can_be_reached_by_the_tab_key_without_scripts(served: Served, tabs: Any) -> None:
    """From the home page: links that the Tab key reaches are followed, the header's and the footer's first."""
    tab = tabs(scripts=False)
    tab.goto(served.url, wait_until="load")
    home = walk(tab)
    in_shell = set(tab.eval_on_selector_all("body > header a, body > footer a", "links => links.map(a => a.href)"))
    assert in_shell <= {stop["href"] for stop in home}
    left = {served.at(page.address) for page in served.pages if page.address != MISSING} - {served.url}
    queue, walked = [stop["href"] for stop in home], {served.url}
    left -= set(queue)
    # Lists before single chapters: they lead to most pages.
    for address in ("about/", "boards/", "chapters/"):
        queue.insert(0, served.url + address)
    while left and queue:
        if (address := queue.pop(0).partition("#")[0]) in walked or not address.startswith(served.url):
            continue
        walked.add(address)
        tab.goto(address, wait_until="load")
        stops = [stop["href"].partition("#")[0] for stop in walk(tab)]
        left -= set(stops)
        queue += stops
    assert not left


# What a visit leaves behind and whom it tells


def test_a_visit_asks_no_other_host_and_leaves_nothing_on_the_device(served: Served, browser: Browser) -> None:
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    tab = context.new_page()
    for page in served.pages:
        before = len(asked)
        tab.goto(served.at(page.address), wait_until="networkidle" if page.address == "/" else "load")
        assert len(asked) - before <= 3, f"{page.address}: {asked[before:]}"
        assert left_behind(tab) == [], page.address
    assert [address for address in asked if not address.startswith(served.url) and not address.startswith("data:")] == []
    assert len(asked) > len(served.pages)
    assert context.cookies() == []
    context.close()


LEFT = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(d => d.name), ...(await caches.keys()),
  ...(await navigator.serviceWorker.getRegistrations()).map(r => r.scope), ...(document.cookie ? [document.cookie] : []),
]"""


def left_behind(tab: Tab) -> list[str]:
    return tab.evaluate(LEFT)


def test_what_a_page_leaves_behind_and_whom_it_asks_is_seen(served: Served, browser: Browser) -> None:
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    tab = context.new_page()
    tab.goto(served.url, wait_until="load")
    tab.evaluate("localStorage.setItem('a', 1); sessionStorage.setItem('b', 1); document.cookie = 'c=1'")
    tab.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/other.png'}))")
    tab.wait_for_timeout(100)
    assert left_behind(tab) == ["a", "b", "c=1"]
    assert len(context.cookies()) == 1
    assert "http://127.0.0.1:9/other.png" in asked
    context.close()


# By keyboard

# The element that has the focus, and how a reader sees that.
STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const s = getComputedStyle(e), boxes = [...e.getClientRects()].filter(b => b.width && b.height);
  const inside = b => { const x = b.left + b.width / 2, y = b.top + b.height / 2;
    const top = x >= 0 && x < innerWidth && y >= 0 && y < innerHeight && document.elementFromPoint(x, y);
    return top && (top === e || e.contains(top) || top.contains(e) && getComputedStyle(top).position === 'static'); };
  return {
    name: (e.textContent.trim().replace(/\\s+/g, ' ') || e.getAttribute('aria-label') || e.tagName).slice(0, 60),
    href: e.href || '', main: !!e.closest('main') && e.tagName !== 'MAIN', tag: e.tagName.toLowerCase(),
    outline: s.outlineStyle === 'none' ? 0 : parseFloat(s.outlineWidth),
    faint: s.outlineColor === 'rgba(0, 0, 0, 0)' || s.outlineColor === 'transparent',
    seen: boxes.some(inside),
  };
}"""


def walk(tab: Tab, most: int = 1000) -> list[dict[str, Any]]:
    """Press Tab from the start of the page until the focus leaves it, or stands in its content `most` stops on."""
    stops = []
    while len(stops) < most:
        tab.keyboard.press("Tab")
        stop = tab.evaluate(STOP)
        if stop is None or (stops and stop["name"] == stops[0]["name"] and stop["href"] == stops[0]["href"]):
            return stops
        stops.append(stop)
    return stops


@each_width
@pytest.mark.parametrize("address", KINDS)
def test_the_keyboard_reaches_the_content_in_six_stops_and_every_stop_is_seen(
    served: Served, tabs: Any, width: int, address: str
) -> None:
    tab = tabs(State("light", width))
    tab.goto(served.at(address), wait_until="load")
    stops = walk(tab)
    links = tab.eval_on_selector_all("a[href]", "links => links.length")
    assert len(stops) == links, f"{links} links, {len(stops)} stops"
    before = next(n for n, stop in enumerate(stops) if stop["main"])
    assert before <= 6, [stop["name"] for stop in stops[: before + 1]]
    assert faults_of_stops(stops) == []


def faults_of_stops(stops: list[dict[str, Any]]) -> list[str]:
    """Stops whose focus can't be seen: no outline of 3 px, or the element is hidden, covered or off the screen."""
    return [
        f"{stop['name']} ({stop['href']}): outline {stop['outline']} px, {'seen' if stop['seen'] else 'not seen'}"
        for stop in stops
        if stop["outline"] < 3 or stop["faint"] or not stop["seen"]
    ]


def test_a_stop_that_cannot_be_seen_is_found(tabs: Any) -> None:
    tab = tabs()
    tab.set_content(
        '<style>a:focus{outline:3px solid}</style><a href="#1">right</a> <a href="#2" style="outline:0">none</a> '
        '<a href="#3" style="position:absolute;left:-999px">away</a> <a href="#4" style="opacity:1;outline:1px solid">thin</a>'
        '<p style="position:relative"><a href="#5">covered</a><b style="position:absolute;inset:0;background:red"></b></p>'
    )
    assert [fault.split()[0] for fault in faults_of_stops(walk(tab))] == ["none", "away", "thin", "covered"]


@each_width
@pytest.mark.parametrize("address", KINDS)
def test_the_skip_link_comes_first_and_leads_to_the_content(served: Served, tabs: Any, width: int, address: str) -> None:
    tab = tabs(State("light", width))
    tab.goto(served.at(address), wait_until="load")
    tab.keyboard.press("Tab")
    first = tab.evaluate(STOP)
    assert first["href"].endswith("#content") and first["seen"] and first["outline"] >= 3
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"
    top = tab.evaluate("document.querySelector('main').getBoundingClientRect().top")
    assert top < tab.viewport_size["height"], "the content is not on the screen"
    tab.keyboard.press("Tab")
    assert tab.evaluate(STOP)["main"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen_in_forced_colours(served: Served, browser: Browser, scheme: str) -> None:
    context = browser.new_context(forced_colors="active", color_scheme=scheme, viewport={"width": WIDE, "height": 800})
    tab = context.new_page()
    for address in ("/", "/chapters/mental-health/"):
        tab.goto(served.at(address), wait_until="load")
        assert faults_of_stops(walk(tab)) == [], address
    context.close()


# Targets

# Links and controls under 24 px. One that stands in a sentence, or in one line with words that are no link, is exempt.
# https://www.w3.org/TR/WCAG22/#target-size-minimum
SMALL = """() => [...document.querySelectorAll('a[href], button, summary, input, select, textarea')].filter(e => {
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  if (e.classList.contains('skip') || !r.width || s.visibility === 'hidden') return false;
  if (r.width >= 23.5 && r.height >= 23.5) return false;
  if (s.display !== 'inline') return true;
  let block = e.parentElement;
  while (getComputedStyle(block).display === 'inline') block = block.parentElement;
  const copy = block.cloneNode(true);
  copy.querySelectorAll('a, button, ul, ol, dl, table').forEach(x => x.remove());
  return !/[\\p{L}\\p{N}]/u.test(copy.textContent);
}).map(e => { const r = e.getBoundingClientRect();
  return `${e.textContent.trim().slice(0, 50)} (${e.getAttribute('href')}): ${Math.round(r.width)} x ${Math.round(r.height)}`; })"""


@each_width
def test_what_can_be_touched_is_24_pixels_large_at_least(served: Served, tabs: Any, width: int) -> None:
    tab = tabs(State("light", width))
    found: list[str] = []
    for page in served.pages:
        tab.goto(served.at(page.address), wait_until="load")
        found += [f"{page.address}: {small}" for small in tab.evaluate(SMALL)]
    assert not found, "\n".join(summed_up(found))


def test_small_targets_are_found(tabs: Any) -> None:
    tab = tabs()
    tab.set_content(
        '<meta name="viewport" content="width=device-width"><p style="font:16px serif">Here is one <a href="#s">in a sentence</a>.</p>'
        '<ul style="font:16px serif"><li><a href="#l">alone</a></li><li><a href="#b" style="display:inline-block;padding:8px">big</a></li></ul>'
    )
    assert len(tab.evaluate(SMALL)) == 1


# On paper


@pytest.mark.parametrize("address", KINDS)
def test_paper_shows_the_content_and_the_address_but_no_menus(served: Served, tabs: Any, address: str) -> None:
    tab = tabs()
    tab.goto(served.at(address), wait_until="load")
    menu, ask, printed = tab.locator("body > header nav"), tab.locator(".band"), tab.locator(".printed")
    assert menu.is_visible()
    try:
        tab.emulate_media(media="print")
        assert not menu.is_visible()
        assert not ask.count() or not ask.is_visible()
        assert not tab.locator("footer nav").first.is_visible()
        assert tab.locator("h1").is_visible()
        if address == MISSING:
            assert printed.count() == 0
        else:
            assert printed.is_visible()
            assert printed.inner_text().endswith(served.pages.at(address))
    finally:
        tab.emulate_media(media="screen")
