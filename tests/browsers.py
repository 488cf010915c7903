"""Firefox, as Debian has it, opens every kind of page of the published plan and of the sample plan: `make browsers`.

It looks at them in windows of 1280 and 320 pixels, light and dark, and as readers set it up who see little: large letters,
a smallest size of letters, colours of their own. It asks the search, fills in the form, and prints. Chromium prints, too.
Pictures and printed pages stand in browsers/, for people to look through.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

import mozlog
import paper
from marionette_driver.errors import MarionetteException
from marionette_driver.marionette import Marionette
from pages import ROOT
from playwright.sync_api import sync_playwright
from sample import TODAY, build_sample, put_together

from macros.pages.site import Site
from macros.plan.load import load_plan
from macros.plan.today import build_date
from macros.proof.browser import launch
from macros.proof.checkers.reflow import FOUND, SHOWN, reflow, spaced
from macros.proof.findings import ANSWER, Finding, Visit
from macros.proof.kinds import kinds, parts, questions
from macros.proof.prove import NotProvedError, built
from macros.proof.served import serve
from macros.publish.policy import headers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.proof.pages import Pages
    from macros.proof.served import Served

FOLDER = ROOT / "browsers"
NAMES = ("firefox-esr", "firefox")
NOT_FOUND = """Firefox was not found. Install it, and run this again:
  Debian:  sudo apt-get install firefox-esr
  Ubuntu:  the package from Mozilla, for the one of Ubuntu can't be driven
Or put any Firefox on the PATH as firefox or firefox-esr."""
HIGHEST = 16_000  # pixels of a picture
PATIENCE = 20  # seconds for an answer of the search

A4 = {"width": 21.0, "height": 29.7}
# WebDriver's own command, which the library sends, and has no name for.
PRINT = methodcaller(
    "_send_message",
    "WebDriver:Print",
    {"background": False, "shrinkToFit": False, "page": A4},
    key="value",
)
MENDS = {
    "words over words": "Let nothing float or stand in a grid where the sheet breaks.",
    "words are missing": "Let the print style show them.",
    "a heading stands alone": "Put it with what follows it in one box that does not break: Firefox knows no break-after.",
    "a sheet is empty": "Let what comes next break, or make its parts smaller.",
    "the foot stands alone": "Make what comes before it a little shorter.",
    "a group of choices is split": "break-inside: avoid.",
    "a poster is one sheet": "Hide all but the poster, and let nothing of it have a fixed height.",
    "console": "Mend what the browser says is wrong.",
    "lost": "Don't hide on a narrow screen what stands on a wide one.",
    "covered": "Give each room of its own.",
    "search": "Look at the script, and at what the browser says in its console.",
    "form": "Look at the script, and at what the browser says in its console.",
}

COVERED = r"""
const clipped = e => e !== document.body && (getComputedStyle(e).clipPath !== 'none' || clipped(e.parentElement));
const boxes = [];
for (const e of everything()) {
  if (!shown(e) || e.closest('.skip') || clipped(e)) continue;
  for (const node of own_text(e)) {
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) if (r.width > 2 && r.height > 2) boxes.push([r, e]);
  }
}
boxes.sort((one, other) => one[0].top - other[0].top);
const found = [];
boxes.forEach(([r, e], n) => {
  for (let m = n + 1; m < boxes.length && boxes[m][0].top < r.bottom; m++) {
    const [s, f] = boxes[m];
    if (e === f) continue;
    const wide = Math.min(r.right, s.right) - Math.max(r.left, s.left), high = Math.min(r.bottom, s.bottom) - s.top;
    if (wide > 2 && high > 0.4 * Math.min(r.height, s.height)) found.push(['covered', `${named(e)} and ${named(f)}`]);
  }
});
return found.slice(0, 5);
"""


@dataclass(frozen=True)
class State:
    """How a reader has set up Firefox: its window, its preferences, and how much larger than usual its letters are."""

    name: str
    width: int = 1280
    height: int = 800
    dark: bool = False
    letters: float = 1
    prefs: dict[str, Any] = field(default_factory=dict)


# Without a desktop, Firefox takes it that colours are forced.
USUAL = {"browser.display.document_color_use": 1}
OWN_COLOURS = {
    "browser.display.document_color_use": 2,
    "browser.display.use_system_colors": False,
    "browser.display.foreground_color": "#FFFF00",
    "browser.display.background_color": "#000000",
    "browser.anchor_color": "#00FFFF",
    "browser.visited_color": "#FF99FF",
}
LARGE = {"font.minimum-size.x-western": 24, "font.minimum-size.x-unicode": 24}
NARROW = {"width": 320, "height": 640}
WIDE_LIGHT = State("light-1280")
NARROW_DARK = State("dark-320", dark=True, **NARROW)
STATES = (
    WIDE_LIGHT,
    State("dark-1280", dark=True),
    State("light-320", **NARROW),
    NARROW_DARK,
    # More contrast is wanted, too, where a reader's own colours have it.
    State("own-colours-1280", prefs=OWN_COLOURS),
    State("least-24px-375", width=375, height=667, prefs=LARGE),
    State("letters-200-375", letters=2, width=375, height=667),
)
PREFS = {"ui.useOverlayScrollbars": 1, "datareporting.policy.dataSubmissionEnabled": False}


class Firefox:
    """Firefox, without a window. To the checkers of the proof it is a tab as theirs: it evaluates scripts."""

    def __init__(self, path: str) -> None:
        """Start it."""
        mozlog.structuredlog.set_default_logger(mozlog.structuredlog.StructuredLogger("silent"))
        self.driver = Marionette(bin=path, headless=True, prefs=PREFS, gecko_log=os.devnull)
        self.driver.start_session()
        self.set_before: dict[str, Any] = {}

    @property
    def version(self) -> str:
        """Which one it is."""
        return str(self.driver.session_capabilities["browserVersion"])

    def close(self) -> None:
        """End it."""
        self.driver.delete_session()
        self.driver.cleanup()

    def evaluate(self, script: str, given: Any = None) -> Any:
        """What a function returns in the page."""
        return self.driver.execute_script(
            f"return ({script})(arguments[0])", script_args=(given,), sandbox=None
        )

    def chrome(self, script: str, *given: Any) -> Any:
        """What a script returns in the browser itself."""
        with self.driver.using_context("chrome"):
            return self.driver.execute_script(script, script_args=given)

    def open(self, url: str) -> None:
        """Open a page. What the console said before is forgotten."""
        self.chrome("Services.console.reset()")
        self.driver.navigate(url)

    def said(self, root: str) -> list[str]:
        """What stands in the console about the site below `root`: errors of scripts, what the policy refused."""
        return list(
            self.chrome(
                """return Services.console.getMessageArray().filter(one => one instanceof Ci.nsIScriptError
  && !(one.flags & Ci.nsIScriptError.warningFlag) && one.sourceName.startsWith(arguments[0]))
  .map(one => `${one.errorMessage} (${one.sourceName}:${one.lineNumber})`)""",
                root,
            )
        )

    def set(self, state: State) -> None:
        """Set it up as a reader would, with the page that is open in it."""
        prefs = USUAL | {"layout.css.prefers-color-scheme.content-override": int(not state.dark)}
        prefs |= state.prefs
        self.chrome(
            """const [prefs, before, width, height, letters] = arguments;
for (const name of before) Services.prefs.clearUserPref(name);
for (const [name, value] of Object.entries(prefs))
  ({ number: Services.prefs.setIntPref, boolean: Services.prefs.setBoolPref, string: Services.prefs.setStringPref })[typeof value].call(Services.prefs, name, value);
const tab = gBrowser.selectedBrowser;
tab.style.cssText = `min-width:${width}px;max-width:${width}px;min-height:${height}px;max-height:${height}px`;
tab.browsingContext.textZoom = letters;""",
            prefs,
            [*self.set_before],
            state.width,
            state.height,
            state.letters,
        )
        self.set_before = prefs
        for _ in range(50):
            if self.evaluate("() => innerWidth") == state.width:
                break
            time.sleep(0.05)
        time.sleep(0.1)

    def picture(self) -> bytes:
        """The page from top to bottom, as far as a picture may go."""
        whole = self.evaluate("() => document.documentElement.scrollHeight") <= HIGHEST
        return base64.b64decode(self.driver.screenshot(full=whole))

    @contextmanager
    def as_printed(self) -> Iterator[None]:
        """For as long as it takes, the page looks as it is printed."""
        self.chrome("gBrowser.selectedBrowser.browsingContext.mediumOverride = 'print'")
        yield
        self.chrome("gBrowser.selectedBrowser.browsingContext.mediumOverride = ''")

    def pdf(self) -> bytes:
        """The page, printed on A4, without colours behind it."""
        with self.driver.using_context("content"):
            printed = PRINT(self.driver)
        return base64.b64decode(printed)


# What is looked at


@dataclass(frozen=True)
class Looked:
    """A site that is looked at: where its pictures go, and what is asked of its search."""

    site: Site
    served: Served
    folder: Path
    addresses: list[str]

    def file(self, address: str, rest: str) -> Path:
        """Where what is made of a page goes."""
        name = re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-") or "home"
        return self.folder / f"{name}.{rest}"


def lost(visit: Visit) -> Iterator[Finding]:
    """Lines that a page shows on a wide screen and not here. Firefox leaves out blanks where lines end."""
    here = "".join(visit.tab.evaluate(FOUND).split())
    for line in visit.said.splitlines():
        if "".join(line.split()) not in here:
            yield visit.finding("lost", repr(line[:60]), MENDS["lost"])


def on_screen(firefox: Firefox, looked: Looked, address: str) -> Iterator[Finding]:
    """What is wrong with a page in each state."""
    firefox.set(WIDE_LIGHT)
    firefox.open(looked.served.at(address))
    wide = firefox.evaluate(SHOWN)
    for state in STATES:
        firefox.set(state)
        visit = Visit(firefox, address, f"Firefox {state.name}", wide)  # type: ignore[arg-type]
        looked.file(address, f"{state.name}.png").write_bytes(firefox.picture())
        yield from reflow(visit)
        yield from visit.ask(COVERED, MENDS)
        if state.width < WIDE_LIGHT.width:
            yield from lost(visit)
        if state in (WIDE_LIGHT, NARROW_DARK):
            yield from spaced(visit)
    for one in firefox.said(looked.served.url):
        yield Finding(address, "Firefox", "console", one, MENDS["console"])


def on_paper(
    browser: str, looked: Looked, address: str, pdf: bytes, said: dict[str, Any]
) -> Iterator[Finding]:
    """What is wrong with a page as a browser has printed it."""
    looked.file(address, f"{browser}.pdf").write_bytes(pdf)
    for rule, what in paper.faults(pdf, said):
        yield Finding(address, f"{browser}, printed", rule, what, MENDS[rule])


def printed_by_firefox(firefox: Firefox, looked: Looked, address: str) -> Iterator[Finding]:
    """What is wrong with a page on Firefox's paper."""
    firefox.set(WIDE_LIGHT)
    firefox.open(looked.served.at(address))
    with firefox.as_printed():
        said = firefox.evaluate(paper.ASKED)
    yield from on_paper("Firefox", looked, address, firefox.pdf(), said)


def printed_by_chromium(tab: Any, looked: Looked, address: str) -> Iterator[Finding]:
    """What is wrong with a page on Chromium's paper."""
    tab.emulate_media(media="screen")
    tab.goto(looked.served.at(address))
    tab.emulate_media(media="print")
    said = tab.evaluate(paper.ASKED)
    pdf = tab.pdf(format="A4", prefer_css_page_size=True)
    yield from on_paper("Chromium", looked, address, pdf, said)


def misspelt(site: Site) -> str:
    """The longest word of the chapters' titles, without a letter in its middle."""
    words = re.findall(r"\w+", " ".join(one.title for one in site.plan.chapters.values()))
    word = max(words, key=len)
    return word[: len(word) // 2] + word[len(word) // 2 + 1 :]


def asks(firefox: Firefox, looked: Looked) -> Iterator[Finding]:
    """What the search does not answer as it should: a title, nobody's word, a title misspelt, and a cry for help."""
    site, pages = looked.site, looked.served.pages
    hit, none, *danger = questions(site, pages)
    slip = f"/search/?q={quote_plus(misspelt(site))}"
    for address, expected in (
        (hit, True),
        (none, False),
        (slip, True),
        *((d, None) for d in danger),
    ):
        for state in (WIDE_LIGHT, NARROW_DARK):
            firefox.set(state)
            firefox.open(looked.served.at(address))
            until = time.monotonic() + PATIENCE
            while not ANSWER.search(
                count := firefox.evaluate("() => document.getElementById('count').textContent")
            ):
                if time.monotonic() > until:
                    break
                time.sleep(0.1)
            results = firefox.evaluate("() => document.querySelectorAll('#results a').length")
            visit = Visit(firefox, address, f"Firefox {state.name}")  # type: ignore[arg-type]
            looked.file(address, f"{state.name}.png").write_bytes(firefox.picture())
            if not count or (expected is not None and bool(results) != expected):
                yield visit.finding(
                    "search", f"it says {count!r}, with {results} results", MENDS["search"]
                )
            yield from reflow(visit)
            for one in firefox.said(looked.served.url):
                yield visit.finding("console", one, MENDS["console"])


WORDS = "Buses to the hospital are few."
COMPOSES = """words => {
  document.getElementById('thoughts').value = words;
  document.querySelector('[data-do=make]').click();
  return document.querySelector('.own-copy textarea').value;
}"""


def fills_in(firefox: Firefox, looked: Looked, address: str) -> Iterator[Finding]:
    """What a form does not do: it has to make a text of what somebody wrote, and to print that alone."""
    firefox.set(WIDE_LIGHT)
    firefox.open(looked.served.at(address))
    visit = Visit(firefox, address, "Firefox, filled in")  # type: ignore[arg-type]
    if WORDS not in (made := firefox.evaluate(COMPOSES, WORDS)):
        yield visit.finding("form", f"it makes {made!r}", MENDS["form"])
    looked.file(address, "filled-in.png").write_bytes(firefox.picture())
    with firefox.as_printed():
        said = firefox.evaluate(paper.ASKED)
    for rule, what in paper.faults(firefox.pdf(), said):
        yield visit.finding(rule, what, MENDS[rule])
    for one in firefox.said(looked.served.url):
        yield visit.finding("console", one, MENDS["console"])


def look(firefox: Firefox, tab: Any, looked: Looked) -> Iterator[Finding]:
    """All that is wrong with a site in both browsers."""
    for address in looked.addresses:
        yield from on_screen(firefox, looked, address)
        yield from printed_by_firefox(firefox, looked, address)
        yield from printed_by_chromium(tab, looked, address)
        if looked.served.pages[address].all("[data-do=make]"):
            yield from fills_in(firefox, looked, address)
    yield from asks(firefox, looked)


def chosen(site: Site, pages: Pages, seen: set[str]) -> list[str]:
    """One page of each kind that no site before has shown: `seen` grows by what they are made of.

    Only those whose address has one of the words in it that the command was called with, if it was called with any.
    """
    words = sys.argv[1:]
    found = [one for one in kinds(site, pages) if {*parts(site, pages[one])} - seen]
    for page in pages:
        seen.update(parts(site, page))
    return [one for one in found if not words or any(word in one for word in words)]


def sites(folder: Path) -> Iterator[tuple[str, Path, Pages, Any]]:
    """The published plan, and the sample plan with its reports: name, project, pages, and the day."""
    yield "plan", ROOT, built(ROOT, build_date(), folder / "plan"), build_date()
    project = put_together(folder / "project")
    yield "sample", project, build_sample(project, folder / "sample"), TODAY


def look_at_all(firefox: Firefox) -> tuple[str, int, list[Finding]]:
    """Which browsers looked, at how many pages, and what they found."""
    findings: list[Finding] = []
    number, seen = 0, set[str]()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        chromium = launch(playwright)
        version = f"Firefox {firefox.version} and Chromium {chromium.version}"
        for which, root, pages, day in sites(Path(name)):
            site = Site(load_plan(root, day), root, pages.url)
            (FOLDER / which).mkdir(parents=True)
            with serve(pages, headers(site.plan.about)) as served:
                looked = Looked(site, served, FOLDER / which, chosen(site, pages, seen))
                number += len(looked.addresses)
                findings += look(firefox, chromium.new_page(), looked)
        chromium.close()
    return version, number, [*dict.fromkeys(findings)]


def main() -> int:
    """Look, and tell what was found. Returns the exit status."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        print(NOT_FOUND, file=sys.stderr)
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        firefox = Firefox(path)
    except (MarionetteException, OSError) as error:
        print(f"Firefox does not start: {path}\n{error}", file=sys.stderr)
        return 1
    try:
        version, number, findings = look_at_all(firefox)
    except NotProvedError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        firefox.close()
    for finding in findings:
        print(finding)
    print(
        f"{version}: {number} pages, {len(findings)} findings. Pictures and printed pages stand in browsers/."
    )
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
