"""What a checker finds, and the pages and states of a browser in which it looks.

A checker is a function that takes a Visit (a page that is open in a tab) or a built page, and yields findings. So the
same checkers run on the real site, which is to have none, and on the seeded one of faults.py, which is to have them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pages import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab
    from served import Served

WIDE, NARROW = 1280, 320


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: where, what and how to mend it."""

    page: str
    state: str
    rule: str
    element: str
    mend: str

    def __str__(self) -> str:
        """The finding on one line."""
        return f"{self.page} [{self.state}] {self.rule}: {self.element}. {self.mend}"


def nothing(found: Iterable[Finding], most: int = 60) -> None:
    """Fail with a list that is short enough to read, if anything was found."""
    lines = list(map(str, found))
    assert not lines, "\n".join(
        [f"{len(lines)} findings", *lines[:most], *(["..."] if len(lines) > most else [])]
    )


@dataclass(frozen=True)
class State:
    """How a reader has set up the browser."""

    scheme: Literal["light", "dark"] = "light"
    width: int = WIDE
    height: int = 800
    media: Literal["screen", "print"] = "screen"
    forced: bool = False
    scripts: bool = True
    still: bool = True  # wants less motion

    def __str__(self) -> str:
        """What is not as usual, such as: dark 320x640."""
        parts = [self.scheme, f"{self.width}x{self.height}"]
        parts += [self.media] if self.media != "screen" else []
        parts += ["forced colours"] if self.forced else []
        parts += [] if self.scripts else ["no scripts"]
        return " ".join(parts)

    def open(self, browser: Browser) -> Tab:
        """A tab in a browser that is set up so."""
        context = browser.new_context(
            viewport={"width": self.width, "height": self.height},
            color_scheme=self.scheme,
            forced_colors="active" if self.forced else "none",
            reduced_motion="reduce" if self.still else "no-preference",
            java_script_enabled=self.scripts,
            locale="en-GB",
        )
        context.set_default_timeout(30_000)
        tab = context.new_page()
        if self.media != "screen":
            tab.emulate_media(media=self.media)
        return tab


LIGHT, DARK = State(), State("dark")
LIGHT_NARROW, DARK_NARROW = State("light", NARROW, 640), State("dark", NARROW, 640)
# A window of 1280 x 1024 px whose reader enlarges the page to 400 %.
ZOOMED = State("light", NARROW, 256)
SCREENS = (LIGHT, DARK, LIGHT_NARROW, DARK_NARROW)

# One page of each template, and every page that is unlike the others: test_kinds.py holds it complete.
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
    "/about/introduction/",
    "/about/personalised-care/",
    "/outcomes/",
    "/progress/",
    "/read-across/",
    "/search/",
    "/search/?q=smoking",
    "/search/?q=qqqqqqqq",
    "/words/",
    "/questions/",
    "/updates/",
    "/site-map/",
    "/editions/",
    "/help/",
    "/have-your-say/",
    "/have-your-say/carers/",
    "/partners/",
    "/partners/carers/",
    "/partners/plan/",
    "/partners/living-well/",
    "/accessibility/",
    "/privacy/",
    MISSING,
)
# Pages that people look through: as they are announced (tests/announced/), and as pictures (`make screenshots`).
LOOKED_THROUGH = {
    "home": "/",
    "group": "/living-well/",
    "chapter": "/chapters/carers/",
    "board": "/boards/acute-care/",
    "words": "/words/",
    "search": "/search/",
    "search-for-sugar": "/search/?q=sugar",
    "have-your-say": "/have-your-say/",
}
# The search page with results and with none. (The header has no menu that opens: its links always stand there.)
SEARCHES = tuple(address for address in KINDS if "?" in address)


@dataclass(frozen=True)
class Visit:
    """A page that is open in a tab."""

    tab: Tab
    page: str
    state: str

    def finding(self, rule: str, element: str, mend: str) -> Finding:
        """A finding on this page."""
        return Finding(self.page, self.state, rule, element, mend)

    def ask(self, script: str, mends: dict[str, str], given: Any = None) -> Iterator[Finding]:
        """Findings of a script that returns [rule, element] for each. `mends` tells for each rule how to mend it."""
        for rule, element in self.tab.evaluate(f"given => {{ {HELPERS} {script} }}", given):
            yield self.finding(rule, element, mends[rule])


def visit(
    served: Served, tabs: Callable[[State], Tab], address: str, state: State = LIGHT
) -> Visit:
    """Open a page; the search page with a question is open when it has answered."""
    tab = tabs(state)
    tab.goto(served.at(address), wait_until="load")
    if "?" in address and state.scripts:
        tab.locator("#count:not(:empty)").wait_for()
    return Visit(tab, address, str(state))


# What several checkers need in a page. A style sheet is adopted, not inserted: the site's policy stands against that.
HELPERS = r"""
const said = (text, most = 50) => text.trim().replace(/\s+/g, ' ').slice(0, most);
const named = e => '<' + e.tagName.toLowerCase() + (e.id ? ' id=' + e.id : '') +
  (e.getAttribute('class') ? ' class="' + e.getAttribute('class') + '"' : '') + '> "' + said(e.textContent || e.value || '') + '"';
const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
const everything = () => [...document.body.querySelectorAll('*')].filter(e => !e.namespaceURI.endsWith('svg'));
const own_text = e => [...e.childNodes].filter(n => n.nodeType === 3 && n.data.trim());
const box_of = node => { const r = document.createRange(); r.selectNodeContents(node); return r.getBoundingClientRect(); };
const adopt = css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [...document.adoptedStyleSheets, s]; };
"""
