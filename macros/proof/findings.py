"""What a checker finds, and the states of a browser in which it looks.

A checker is a function that takes a Visit (a page that is open in a tab) or a built page, and yields findings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

    from .checkers.keyboard import Lens
    from .checkers.policy import Watch
    from .served import Served

WIDE, NARROW = 1280, 320
USUAL_TEXT = 16


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
    text: int = USUAL_TEXT  # the browser's own size of text, in pixels

    def __str__(self) -> str:
        """What is not as usual, such as: dark 320x640."""
        parts = [self.scheme, f"{self.width}x{self.height}"]
        parts += [self.media] if self.media != "screen" else []
        parts += ["forced colours"] if self.forced else []
        parts += [] if self.scripts else ["no scripts"]
        parts += [] if self.still else ["motion welcome"]
        parts += [f"text of {self.text} px"] if self.text != USUAL_TEXT else []
        return " ".join(parts)

    def open(self, browser: Browser) -> Tab:
        """A tab in a browser that is set up so."""
        context = browser.new_context(java_script_enabled=self.scripts, locale="en-GB")
        context.set_default_timeout(30_000)
        tab = context.new_page()
        self.set(tab)
        return tab

    def set(self, tab: Tab, before: State | None = None) -> None:
        """Set up a tab so, with the page that is open in it. `before` is how it was set up, if that is known."""
        if not before or (self.width, self.height) != (before.width, before.height):
            tab.set_viewport_size({"width": self.width, "height": self.height})
        tab.emulate_media(
            media=self.media,
            color_scheme=self.scheme,
            forced_colors="active" if self.forced else "none",
            reduced_motion="reduce" if self.still else "no-preference",
        )
        if self.text != (before.text if before else USUAL_TEXT):
            tab.context.new_cdp_session(tab).send(
                "Page.setFontSizes", {"fontSizes": {"standard": self.text, "fixed": self.text}}
            )


LIGHT, DARK = State(), State("dark")
LIGHT_NARROW, DARK_NARROW = State("light", NARROW, 640), State("dark", NARROW, 640)
# A window of 1280 x 1024 px whose reader enlarges the page to 400 %.
ZOOMED = State("light", NARROW, 256)
# A reader who has set text to 200 % on a telephone, and to 150 % on a small one.
ENLARGED = (State(width=375, height=667, text=32), State(width=NARROW, height=667, text=24))
FORCED = (State(forced=True), State("dark", forced=True))
PRINT, WITHOUT = State(media="print"), State(scripts=False)
SCREENS = (LIGHT, DARK, LIGHT_NARROW, DARK_NARROW)


@dataclass(frozen=True)
class Visit:
    """A page that is open in a tab.

    `said` is what it says on a wide screen with scripts, `watch` what its tab has noted, `lens` takes pictures: where a
    checker needs them. `known` is what was looked at on the pages before.
    """

    tab: Tab
    page: str
    state: str
    said: str = ""
    watch: Watch | None = None
    lens: Lens | None = None
    known: set[tuple[str, str]] = field(default_factory=set)

    def finding(self, rule: str, element: str, mend: str) -> Finding:
        """A finding on this page."""
        return Finding(self.page, self.state, rule, element, mend)

    def ask(self, script: str, mends: dict[str, str], given: Any = None) -> Iterator[Finding]:
        """Findings of a script that returns [rule, element] for each. `mends` tells for each rule how to mend it."""
        for rule, element in self.tab.evaluate(f"given => {{ {HELPERS} {script} }}", given):
            yield self.finding(rule, element, mends[rule])

    def is_known(self, look: str) -> bool:
        """Whether what has this look was looked at in this state before. From now on it was."""
        known = (self.state, look) in self.known
        self.known.add((self.state, look))
        return known

    def but(self, **changed: Any) -> Visit:
        """The same visit, but for what is named."""
        return replace(self, **changed)


def visit(
    served: Served, tabs: Callable[[State], Tab], address: str, state: State = LIGHT
) -> Visit:
    """Open a page; the search page with a question is open when it has answered."""
    tab = tabs(state)
    tab.goto(served.at(address), wait_until="load")
    if "?" in address and state.scripts:
        tab.locator("#count", has_text=ANSWER).wait_for()
    return Visit(tab, address, str(state))


# What the search page says once it has looked a question up.
ANSWER = re.compile("^(?!Looking|Still looking).")


# What several checkers need in a page. A style sheet is adopted, not inserted: the site's policy stands against that.
HELPERS = r"""
const said = (text, most = 50) => text.trim().replace(/\s+/g, ' ').slice(0, most);
const named = e => '<' + e.tagName.toLowerCase() + (e.id ? ' id=' + e.id : '') +
  (e.getAttribute('class') ? ' class="' + e.getAttribute('class') + '"' : '') + '> "' + said(e.textContent || e.value || '') + '"';
const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
const everything = () => [...document.body.querySelectorAll('*')].filter(e => !e.namespaceURI.endsWith('svg'));
const own_text = e => [...e.childNodes].filter(n => n.nodeType === 3 && n.data.trim());
const box_of = node => { const r = document.createRange(); r.selectNodeContents(node); return r.getBoundingClientRect(); };
// Whether what stands inline stands in one line with words that are no link.
const in_words = e => {
  let block = e;
  do block = block.parentElement; while (getComputedStyle(block).display === 'inline');
  const copy = block.cloneNode(true);
  copy.querySelectorAll('a, button, ul, ol, dl, table').forEach(x => x.remove());
  return /[\p{L}\p{N}]/u.test(copy.textContent);
};
const adopt = css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [...document.adoptedStyleSheets, s]; };
"""
