"""Faults that are seeded into copies of built pages, at least one for each thing that the checkers are to find.

`seed` writes one page for each fault into a copy of the site. Styles and scripts come as files beside the page, as the
site's policy wants them. test_faults.py runs the checkers there.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from macros.proof.findings import (
    DARK,
    DARK_NARROW,
    FORCED,
    LIGHT,
    LIGHT_NARROW,
    PRINT,
    WITHOUT,
    ZOOMED,
    State,
)
from macros.proof.pages import Pages

if TYPE_CHECKING:
    from pathlib import Path

# The shortest chapter: its stops for the Tab key are met again and again.
CHAPTER, SEARCH = "/chapters/oral-health/", "/search/"
IN_MAIN = '<main id="content"[^>]*>'
FORCED_LIGHT, FORCED_DARK = FORCED


@dataclass(frozen=True)
class Fault:
    """A fault: the checker and the rule that are to find it, and how it is made."""

    name: str
    checker: str
    rule: str
    state: State = LIGHT
    base: str = CHAPTER
    ask: str = ""  # the question, on the search page
    css: str = ""
    js: str = ""
    swap: tuple[tuple[str, str], ...] = field(
        default=()
    )  # patterns in the HTML, and what stands there instead

    @property
    def address(self) -> str:
        """The page with this fault, as deep in the site as the page that it was made from."""
        return f"{'/chapters' if self.base == CHAPTER else ''}/fault-{re.sub('[^a-z0-9]+', '-', self.name.lower())}/"


def before(pattern: str, new: str) -> tuple[tuple[str, str], ...]:
    return ((f"({pattern})", new + r"\1"),)


def after(pattern: str, new: str) -> tuple[tuple[str, str], ...]:
    return ((f"({pattern})", r"\1" + new),)


FAULTS = (
    # axe-core
    Fault(
        "a picture without a text",
        "axe",
        "image-alt",
        swap=after(IN_MAIN, '<img src="../../assets/icon.png">'),
    ),
    Fault(
        "text outside of all landmarks",
        "axe",
        "region",
        swap=before(IN_MAIN, "<p>Lost between the parts of the page</p>"),
    ),
    Fault(
        "pale text in the dark",
        "contrast",
        "contrast of text",
        DARK,
        css="@media (prefers-color-scheme:dark){.lead{color:#445}}",
    ),
    Fault(
        "no main heading on a narrow screen",
        "axe",
        "page-has-heading-one",
        LIGHT_NARROW,
        css="@media (max-width:400px){h1{display:none}}",
    ),
    Fault(
        "pale text on a narrow screen in the dark",
        "slowly",
        "color-contrast",
        DARK_NARROW,
        css="@media (max-width:400px) and (prefers-color-scheme:dark){.lead{color:#445}}",
    ),
    Fault(
        "no main heading on paper",
        "axe",
        "page-has-heading-one",
        PRINT,
        css="@media print{h1{display:none}}",
    ),
    Fault(
        "a result without words",
        "axe",
        "link-name",
        base=SEARCH,
        ask="smoking",
        js="addEventListener('load', () => setInterval(() => document.querySelectorAll('#results a').forEach(a => a.replaceChildren()), 20))",
    ),
    Fault(
        "pale words when nothing is found",
        "slowly",
        "color-contrast",
        base=SEARCH,
        ask="qqqqqqqq",
        css="#none{color:#ccc}",
    ),
    # Nu
    Fault(
        "an element that is not closed",
        "nu",
        "nu error",
        swap=after(IN_MAIN, "<p><b>bold<i>both</b></i></p>"),
    ),
    Fault("a style that does not exist", "nu", "nu error", css="p{colour:red}"),
    Fault(
        "a warning that is not on the list",
        "nu",
        "nu info",
        swap=before(
            "</head>", '<script type="text/javascript" src="../../assets/search.js"></script>'
        ),
    ),
    # Narrow, enlarged, with a reader's spacing
    Fault(
        "a box of a fixed width",
        "reflow",
        "scrolls sideways",
        LIGHT_NARROW,
        css=".lead{width:600px}",
    ),
    Fault(
        "a box that is too wide when enlarged",
        "reflow",
        "scrolls sideways",
        ZOOMED,
        css="@media (max-height:300px){.lead{min-width:500px}}",
    ),
    Fault(
        "a name below the first screen",
        "first",
        "below the first screen",
        ZOOMED,
        css="h1{margin-top:16rem}",
    ),
    Fault(
        "a box that scrolls sideways",
        "reflow",
        "scrolls inside",
        LIGHT_NARROW,
        css=".lead{overflow-x:auto;white-space:nowrap}",
    ),
    Fault(
        "a table that breaks its words",
        "reflow",
        "breaks a word",
        LIGHT_NARROW,
        swap=after(
            IN_MAIN,
            f"<table><tr>{'<td>Neighbourhoods</td>' * 4}</tr></table>",
        ),
    ),
    Fault(
        "a table that the keyboard can't scroll",
        "reflow",
        "scrolls inside",
        LIGHT_NARROW,
        swap=after(
            IN_MAIN,
            f'<div class="wide-table"><table><tr>{"<td>Neighbourhoods</td>" * 4}</tr></table></div>',
        ),
    ),
    Fault("a box of a fixed height", "reflow", "runs out", LIGHT_NARROW, css=".lead{height:1em}"),
    Fault(
        "a heading that is cut off with wider spacing",
        "spaced",
        "cut off",
        LIGHT_NARROW,
        css="h1{height:3.6em;overflow:hidden}h1{font-size:1.5rem}.lead{max-height:9em;overflow:hidden}",
    ),
    Fault(
        "a page that cuts off its side",
        "reflow",
        "cut off",
        LIGHT_NARROW,
        css="html,body{overflow-x:clip}.lead{width:600px}",
    ),
    Fault(
        "a text that is hidden on a narrow screen",
        "lost",
        "lost",
        LIGHT_NARROW,
        css="@media (max-width:400px){.lead{display:none}}",
    ),
    # Without scripts
    Fault(
        "a text that a script writes",
        "same_text",
        "text without scripts",
        WITHOUT,
        js="addEventListener('DOMContentLoaded', () => document.querySelector('main').append('Only with scripts'))",
    ),
    Fault(
        "a button that does nothing",
        "dead",
        "dead control",
        WITHOUT,
        swap=after(IN_MAIN, '<button type="button">Open</button>'),
    ),
    Fault(
        "a link that leads nowhere",
        "dead",
        "dead control",
        WITHOUT,
        swap=after(IN_MAIN, '<p><a href="#">Show more</a></p>'),
    ),
    Fault(
        "a search that leads elsewhere",
        "searches",
        "dead search",
        WITHOUT,
        swap=(('action="[^"]*"', 'action="../../contact/"'),),
    ),
    Fault(
        "a link that Tab does not reach",
        "by_focus",
        "not reached",
        WITHOUT,
        swap=(('(<nav class="breadcrumb".*?<a )', r'\1tabindex="-1" '),),
    ),
    # By keyboard
    Fault(
        "a link in front of the skip link",
        "by_tab",
        "skip link",
        swap=after("<body>", '<a href="../../">Home</a>'),
    ),
    Fault(
        "a skip link without its target",
        "skips",
        "skip link",
        swap=(('<main id="content"', '<main id="contents"'),),
    ),
    Fault(
        "seven stops before the content",
        "by_tab",
        "too many stops",
        swap=before(
            "</ul>\n</nav>\n<form",
            '<li><a href="../../words/">Words</a></li><li><a href="../../boards/">Boards</a></li>',
        ),
    ),
    Fault("a focus without an outline", "by_tab", "focus not seen", css="main a:focus{outline:0}"),
    Fault(
        "a focus that is too pale",
        "by_tab",
        "focus not seen",
        css="main a:focus{outline-color:#d8d0c0}",
    ),
    Fault(
        "a focus that is too thin on a narrow screen",
        "by_focus",
        "focus not seen",
        LIGHT_NARROW,
        css="@media (max-width:400px){main a:focus{outline-width:1px}}",
    ),
    Fault(
        "a focus that is too dark in the dark",
        "by_look",
        "focus not seen",
        DARK,
        css="@media (prefers-color-scheme:dark){main a:focus{outline-color:#2b3330}}",
    ),
    Fault(
        "a focus that forced colours take away",
        "by_look",
        "focus not seen",
        FORCED_LIGHT,
        css="@media (forced-colors:active){main a:focus{outline:0}}",
    ),
    Fault(
        "a focus that dark forced colours take away",
        "by_look",
        "focus not seen",
        FORCED_DARK,
        css="@media (forced-colors:active) and (prefers-color-scheme:dark){main a:focus{outline:0;box-shadow:0 0 0 3px red}}",
    ),
    Fault(
        "a bar on top of what has the focus",
        "by_focus",
        "covered",
        LIGHT_NARROW,
        css=".page-foot{position:fixed;bottom:0;left:0;right:0;max-height:45vh;overflow:auto}",
    ),
    Fault(
        "a link off the screen",
        "by_tab",
        "hidden",
        css=".breadcrumb a{position:absolute;left:-999px}",
    ),
    Fault("a link that is seen through", "by_tab", "hidden", css=".breadcrumb a{opacity:0}"),
    Fault(
        "a row that is turned round",
        "by_tab",
        "order",
        css=".breadcrumb ol{flex-direction:row-reverse}",
    ),
    Fault(
        "a link that is taken first",
        "by_tab",
        "order",
        swap=(("(<footer.*?<a )", r'\1tabindex="1" '),),
    ),
    Fault(
        "a link that holds the focus",
        "by_tab",
        "trap",
        js="document.addEventListener('keydown', e => { if (e.key === 'Tab' && document.activeElement.closest('.breadcrumb')) e.preventDefault(); })",
    ),
    Fault(
        "two links that hold the focus",
        "by_tab",
        "trap",
        js="document.addEventListener('focusin', e => { const a = document.querySelectorAll('.breadcrumb a'); if (e.target.closest('main') && ![...a].includes(e.target) && e.target.tagName === 'A') a[0].focus(); })",
    ),
    Fault(
        "something that opens",
        "openers",
        "something opens",
        swap=after(IN_MAIN, "<div popover>More</div>"),
    ),
    Fault(
        "a shortcut of one key",
        "single_keys",
        "single key",
        js="document.addEventListener('keydown', e => { if (e.key === '/') { e.preventDefault(); document.getElementById('q').focus(); } })",
    ),
    Fault(
        "a shortcut that leads away",
        "single_keys",
        "single key",
        js="document.addEventListener('keypress', e => { if (e.key === 'z') location.href = '../../'; })",
    ),
    # Sizes and contrast
    Fault(
        "a link that is too small",
        "targets",
        "target under 24 px",
        swap=after(IN_MAIN, '<ul><li><a href="../../">x</a></li></ul>'),
    ),
    Fault(
        "a button that is too low",
        "targets",
        "control under 44 px",
        LIGHT_NARROW,
        css=".search-form button{min-height:30px;padding:0 1rem}",
    ),
    Fault("text of 5 to 1", "contrast", "contrast of text", css=".lead{color:#666}"),
    Fault(
        "text of 5 to 1 in the dark",
        "contrast",
        "contrast of text",
        DARK,
        css="@media (prefers-color-scheme:dark){.lead{color:#8b8b8b}}",
    ),
    Fault(
        "a link told by its colour alone in the dark",
        "contrast",
        "link told by its colour",
        DARK,
        swap=after(IN_MAIN, '<p>Read <a href="../../">what comes first</a> first.</p>'),
        css="@media (prefers-color-scheme:dark){main p a{text-decoration:none;border:0}}",
    ),
    Fault("text that is seen through", "contrast", "contrast of text", css=".lead{opacity:.6}"),
    Fault(
        "visited links that are too pale",
        "contrast",
        "contrast of text",
        css=":root{--seen:#8a5fae}",
    ),
    Fault(
        "a field without an edge",
        "contrast",
        "contrast of a control",
        css=".search-form input{border-color:transparent;background:var(--deck);color:#fff}",
    ),
    Fault(
        "a button without an edge in the dark",
        "contrast",
        "contrast of a control",
        DARK,
        base=SEARCH,
        css=".large .button{border-color:transparent!important}",
    ),
    Fault(
        "text on a gradient",
        "contrast",
        "picture behind text",
        css="main{background-image:linear-gradient(#fff,#eee)}",
    ),
    Fault(
        "pale text in what is opened",
        "opened",
        "contrast of text",
        base="/boards/",
        css="details.changed[open] li{color:#999}",
    ),
    Fault(
        "a wide row in what is opened",
        "opened",
        "scrolls sideways",
        DARK_NARROW,
        base="/boards/",
        css="details.changed[open] li{width:600px}",
    ),
    # Motion
    Fault("a transition", "motion", "motion", LIGHT, css="a{transition:color .2s}"),
    Fault(
        "an animation",
        "motion",
        "motion",
        LIGHT,
        css="@keyframes turn{to{rotate:360deg}}h1{animation:turn 2s infinite}",
    ),
    Fault(
        "smooth scrolling",
        "motion",
        "motion",
        LIGHT,
        css="html{scroll-behavior:smooth}",
    ),
    # On paper
    Fault(
        "a text that paper loses",
        "unprinted",
        "not printed",
        css="@media print{.lead{display:none}}",
    ),
    # The policy, other hosts, and what is kept
    Fault(
        "an inline script",
        "traces",
        "violation",
        swap=before("</head>", "<script>document.title = 'changed'</script>"),
    ),
    Fault(
        "an inline style",
        "traces",
        "violation",
        swap=after(IN_MAIN, '<p style="color:red">Red</p>'),
    ),
    Fault(
        "a picture of another host",
        "traces",
        "another host",
        swap=after(IN_MAIN, '<img src="http://127.0.0.1:9/other.png" alt="">'),
    ),
    Fault(
        "a form that sends to another host",
        "traces",
        "violation",
        js="addEventListener('load', () => { const f = document.querySelector('form'); f.action = 'http://127.0.0.1:9/'; f.requestSubmit(); })",
    ),
    Fault(
        "a script that asks another host on the search page",
        "traces",
        "violation",
        base=SEARCH,
        ask="smoking",
        js="fetch('http://127.0.0.1:9/').catch(() => 0)",
    ),
    Fault("a cookie", "traces", "kept on the device", js="document.cookie = 'seen=1'"),
    Fault(
        "something in the storage",
        "traces",
        "kept on the device",
        js="localStorage.setItem('theme', 'dark'); sessionStorage.setItem('a', 1)",
    ),
    Fault(
        "a database",
        "traces",
        "kept on the device",
        js="indexedDB.open('a').onsuccess = e => e.target.result.close()",
    ),
    Fault(
        "a page without a policy",
        "policy",
        "policy of a page",
        swap=(('<meta http-equiv="Content-Security-Policy"[^>]*>', ""),),
    ),
    Fault(
        "a policy that allows too much",
        "policy",
        "policy too wide",
        swap=(("default-src ", "default-src 'unsafe-inline' "),),
    ),
    Fault(
        "a policy that comes too late",
        "policy",
        "policy of a page",
        swap=before(
            '<meta http-equiv="Content-Security-Policy"',
            '<link rel="stylesheet" href="../../assets/plan.css">',
        ),
    ),
    # What assistive technology is told
    Fault(
        "a page without a language",
        "structure",
        "language",
        swap=(('<html lang="en-GB">', "<html>"),),
    ),
    Fault(
        "a page in another language with a header in ours",
        "structure",
        "language",
        swap=(('<html lang="en-GB">', '<html lang="pl">'),),
    ),
    Fault(
        "a part in another language",
        "structure",
        "language",
        swap=after(IN_MAIN, '<p lang="fr">Bonjour</p>'),
    ),
    Fault("two main headings", "structure", "headings", swap=after(IN_MAIN, "<h1>Second</h1>")),
    Fault(
        "a level left out",
        "structure",
        "headings",
        swap=(("</main>", "<h2>Two</h2><h4>Four</h4></main>"),),
    ),
    Fault(
        "a navigation without a name",
        "structure",
        "landmarks",
        swap=(('<nav aria-label="Main">', "<nav>"),),
    ),
    Fault(
        "two searches of one name",
        "structure",
        "landmarks",
        base=SEARCH,
        swap=after(IN_MAIN, '<form role="search" aria-label="This whole website"></form>'),
    ),
    Fault(
        "three more landmarks",
        "structure",
        "too many landmarks",
        swap=after(IN_MAIN, '<section aria-label="One">1</section>' * 3),
    ),
    Fault(
        "a field that is called invalid before anybody types",
        "structure",
        "called invalid",
        swap=after(IN_MAIN, '<label for="x">X</label><input id="x" required>'),
    ),
    Fault(
        "a choice that is read twice",
        "structure",
        "read twice",
        swap=after(IN_MAIN, '<label for="x"><input id="x" type="checkbox"> X</label>'),
    ),
    Fault(
        "a group of which the first is sent",
        "structure",
        "chosen by nobody",
        swap=after(IN_MAIN, '<input id="x" type="radio" name="x"> <label for="x">X</label>'),
    ),
    Fault(
        "a heading with two links",
        "structure",
        "heading in pieces",
        swap=(("</main>", '<h2><a href="#a">Boards</a> and <a href="#b">leads</a></h2></main>'),),
    ),
    Fault(
        "a heading of which half is a link",
        "structure",
        "heading in pieces",
        swap=(("</main>", '<h2>3.1 <a href="#a">Boards</a></h2></main>'),),
    ),
    Fault(
        "a name and its value with nothing between them",
        "structure",
        "runs together",
        swap=after(IN_MAIN, "<p><span>North East</span><svg></svg><b>16.2%</b></p>"),
    ),
    Fault(
        "a number of results that is heard but once",
        "structure",
        "heard but once",
        base=SEARCH,
        swap=(('id="count" aria-live="polite"', 'id="count" role="status"'),),
    ),
    Fault(
        "a word that is highlighted",
        "structure",
        "highlighted",
        swap=after(IN_MAIN, "<p>Much <mark>sugar</mark></p>"),
    ),
    Fault(
        "words that wait for a script",
        "structure",
        "hidden words",
        base=SEARCH,
        swap=after(IN_MAIN, "<p hidden>Nothing was found.</p>"),
    ),
    Fault(
        "words in a template",
        "structure",
        "hidden words",
        swap=after(IN_MAIN, "<template><p>It can't be sent.</p></template>"),
    ),
    Fault(
        "a page without a main part",
        "structure",
        "landmarks",
        swap=((IN_MAIN, '<div id="content">'), ("</main>", "</div>")),
    ),
    Fault(
        "a table without a caption",
        "structure",
        "caption",
        swap=after(IN_MAIN, '<table><tr><th scope="col">A</th></tr><tr><td>1</td></tr></table>'),
    ),
    Fault(
        "a heading of a table without a scope",
        "structure",
        "scope",
        swap=after(
            IN_MAIN,
            "<table><caption>Numbers</caption><tr><th>A</th></tr><tr><td>1</td></tr></table>",
        ),
    ),
    Fault(
        "a field without a label",
        "structure",
        "label",
        swap=(('<label for="q">Search</label>', ""),),
    ),
    Fault(
        "a drawing without a text",
        "structure",
        "alt",
        swap=after(IN_MAIN, '<svg viewBox="0 0 1 1"><path d="M0 0h1"/></svg>'),
    ),
    Fault("an id twice", "structure", "ids", swap=after(IN_MAIN, '<p id="content">Twice</p>')),
    Fault(
        "a handler in an attribute", "structure", "inline", swap=(("<h1", '<h1 onclick="go()"'),)
    ),
    Fault("a title that another page has", "titles", "title"),
    Fault(
        "a title that says nothing",
        "titles",
        "title",
        swap=(("<title>[^<]*</title>", "<title>Welcome</title>"),),
    ),
    # Without style sheets
    Fault(
        "something in front of the skip link",
        "bare",
        "first without styles",
        swap=after("<body>", '<a href="../../">Home</a>'),
    ),
    Fault(
        "a text that no bare page shows",
        "bare",
        "order without styles",
        swap=after(IN_MAIN, "<dialog><p>Closed</p></dialog>"),
    ),
    Fault(
        "a part that its style moves",
        "torn",
        "order without styles",
        css=".breadcrumb li:first-child{order:1}",
    ),
)


# One page on which every checker has something to find, in every state: its rule by the checker's name.
ALL_WRONG = Fault(
    "all wrong",
    "",
    "",
    base="/boards/",
    css="""h1 { opacity: 0.3; margin-top: 20rem } .low { width: 8em; height: 1em; order: 1 } a { transition: color 0.2s } main a:focus { outline: 0 }
details.changed[open] li { color: #777 }
@media print { .low, .printed { display: none } } @media (width <= 400px) { .wide { display: none } }""",
    js="""document.cookie = 'seen=1';
addEventListener('load', () => document.querySelector('main').append('Only with scripts'));
addEventListener('keydown', e => { if (e.key === '/') document.getElementById('q').focus(); });""",
    swap=(
        *after("<body>", '<a href="#say">First</a>'),
        *after(
            IN_MAIN,
            '<img src="../assets/icon.png"><p class="low">More words than fit into so low a box</p><p class="wide">What a wide screen shows alone</p><div popover>More</div>'
            '<ul><li><a href="../">x</a></li></ul><button type="button">Open</button>',
        ),
        ('action="[^"]*"', 'action="../contact/"'),
    ),
)
WRONG = {
    "traces": "kept on the device",
    "axe": "image-alt",
    "slowly": "color-contrast",
    "contrast": "contrast of text",
    "targets": "target under 24 px",
    "reflow": "runs out",
    "spaced": "runs out",
    "first": "below the first screen",
    "lost": "lost",
    "torn": "order without styles",
    "bare": "first without styles",
    "openers": "something opens",
    "opened": "contrast of text",
    "motion": "motion",
    "printed": "not printed",
    "unprinted": "not printed",
    "same_text": "text without scripts",
    "dead": "dead control",
    "searches": "dead search",
    "by_tab": "focus not seen",
    "by_focus": "focus not seen",
    "by_look": "focus not seen",
    "skips": "skip link",
    "single_keys": "single key",
}


def seed(site: Path, to: Path) -> Path:
    """A copy of a built site in `to`, with a page for each fault."""
    shutil.copytree(site, to)
    for fault in (*FAULTS, ALL_WRONG):
        page = (to / fault.base[1:] / "index.html").read_text(encoding="utf-8")
        folder = to / fault.address[1:]
        folder.mkdir(parents=True)
        if fault.checker != "titles":
            page = page.replace("<title>", f"<title>{fault.name}: ", 1)
        for pattern, new in fault.swap:
            page, times = re.subn(pattern, new, page, count=1, flags=re.DOTALL)
            assert times, f"{fault.name}: {pattern} is not in {fault.base}"
        for name, address in Pages(site).assets.items():
            page = page.replace(f'{name}"', f'{address}"')
        beside = ""
        if fault.css:
            (folder / "fault.css").write_text(fault.css, encoding="utf-8")
            beside += '<link rel="stylesheet" href="fault.css">'
        if fault.js:
            (folder / "fault.js").write_text(fault.js, encoding="utf-8")
            beside += '<script src="fault.js"></script>'
        (folder / "index.html").write_text(
            page.replace("</head>", f"{beside}</head>", 1), encoding="utf-8"
        )
    return to
