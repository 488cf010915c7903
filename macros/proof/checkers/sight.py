"""What is seen and touched: contrast, sizes, motion, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...pages.site import PLACEHOLDER
from ..pages import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..findings import Finding, Visit


# Contrast, from the colours that the browser computed

CONTRAST = r"""
const found = [], read = c => {
  const n = (c.match(/-?[\d.]+(?:e-?\d+)?/g) || []).map(Number);
  const scale = c.startsWith('color(') ? 255 : 1;
  return {r: n[0] * scale, g: n[1] * scale, b: n[2] * scale, a: n.length > 3 ? n[3] : 1};
};
const over = (top, below) => ({r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1});
const light = c => [c.r, c.g, c.b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05); };
const behind = new Map();
const ground = e => {  // what stands behind an element's text
  if (!e) return read(matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(18, 18, 18)' : 'rgb(255, 255, 255)');
  if (!behind.has(e)) {
    const s = getComputedStyle(e), own = read(s.backgroundColor);
    if (s.backgroundImage !== 'none') found.push(['picture behind text', named(e)]);
    behind.set(e, own.a === 1 ? own : over(own, ground(e.parentElement)));
  }
  return behind.get(e);
};
const faded = e => { let a = 1; for (; e; e = e.parentElement) a *= parseFloat(getComputedStyle(e).opacity); return a; };
// A browser does not tell what visited links look like: so the style sheets' own rules are asked.
const rules = [...document.styleSheets].flatMap(function flat(list) {
  return [...list.cssRules].flatMap(rule => rule.media ? (matchMedia(rule.media.mediaText).matches ? flat(rule) : []) : rule.style?.color ? [rule] : []);
}).flatMap(rule => rule.selectorText.split(/,(?![^(]*\))/).map(selector => ({selector, color: rule.style.color})));
const weight = selector => {
  const bare = selector.replace(/::[\w-]+/g, '').replace(/:not\(|\)/g, ' ');
  return 1e6 * (bare.match(/#[\w-]+/g) || []).length + 1e3 * (bare.match(/[.:][\w-]+|\[[^\]]*\]/g) || []).length + (bare.match(/(^|[\s>+~])[a-z][\w-]*/gi) || []).length;
};
const seen = e => {
  let best = null;
  for (const rule of rules) {
    if (/::/.test(rule.selector) || !e.matches(rule.selector.replaceAll(':visited', ''))) continue;
    if (!best || weight(rule.selector) >= weight(best.selector)) best = rule;
  }
  const probe = document.createElement('i');
  e.parentElement.append(probe);
  probe.style.color = best ? best.color : 'inherit';
  const colour = read(getComputedStyle(probe).color);
  probe.remove();
  return colour;
};
const visited = new Map();
const colours = (colour, e) => { const c = read(colour); c.a *= faded(e); return over(c, ground(e)); };
for (const e of everything()) {
  if (!shown(e) && getComputedStyle(e).opacity !== '0') continue;
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  const written = own_text(e).length || (e.tagName === 'INPUT' || e.tagName === 'TEXTAREA' || e.tagName === 'SELECT');
  if (written && r.width > 2) {
    const got = ratio(colours(s.color, e), ground(e));
    if (got < 7) found.push(['contrast of text', got.toFixed(2) + ':1 ' + named(e)]);
  }
  if (e.matches('a[href]') && !e.matches('.skip')) {
    const key = [s.color, e.className, e.parentElement.className, !!e.closest('main'), e.closest('[class]')?.className].join();
    if (!visited.has(key)) visited.set(key, seen(e));
    const got = ratio(visited.get(key), ground(e));
    if (got < 7) found.push(['contrast of text', got.toFixed(2) + ':1 when visited ' + named(e)]);
    // https://www.w3.org/TR/WCAG22/#use-of-color; on paper nobody can follow it.
    if (!matchMedia('print').matches && s.display === 'inline' && r.width > 2 && !s.textDecorationLine.includes('underline') && !parseFloat(s.borderBottomWidth) && in_words(e))
      found.push(['link told by its colour', named(e)]);
  }
  for (const part of ['::before', '::after', '::placeholder']) {
    if (part === '::placeholder' ? !e.placeholder : !/["\u201c]\S/.test(getComputedStyle(e, part).content)) continue;
    const got = ratio(colours(getComputedStyle(e, part).color, e), ground(e)), least = part === '::placeholder' ? 7 : 3;
    if (got < least) found.push(['contrast of text', got.toFixed(2) + ':1 ' + part + ' of ' + named(e)]);
  }
  // A summary is told by its sign, which has the colour of its text.
  if (e.matches('input, select, textarea, button, .button')) {
    const outside = ground(e.parentElement);
    const edge = parseFloat(s.borderTopWidth) && s.borderTopStyle !== 'none' ? ratio(over(read(s.borderTopColor), ground(e)), outside) : 1;
    const got = Math.max(edge, ratio(ground(e), outside));
    if (got < 3) found.push(['contrast of a control', got.toFixed(2) + ':1 ' + named(e)]);
  }
}
return found;
"""


CONTRAST_MENDS = {
    "contrast of text": "Text needs 7:1 against what is behind it, marks beside it 3:1: use --ink, --soft or a colour of --g1 to --g5.",
    "contrast of a control": "The edge or the ground of a control needs 3:1 against what surrounds it: use --edge.",
    "link told by its colour": "Let a link in a sentence be underlined: not everybody sees its colour.",
    "picture behind text": "Put a plain ground behind the text: contrast with a picture or a gradient can't be told.",
}


def contrast(visit: Visit) -> Iterator[Finding]:
    """Text under 7:1, controls under 3:1, links in a sentence that only their colour tells."""
    yield from visit.ask(CONTRAST, CONTRAST_MENDS)


# Sizes. A link in a sentence, or in one line with words that are no link, is exempt.
# https://www.w3.org/TR/WCAG22/#target-size-minimum

TARGETS = r"""
return [...document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex="0"]')].flatMap(e => {
  // Words of a control that switch it are the larger part of the target.
  const s = getComputedStyle(e), r = (e.matches('[type=radio], [type=checkbox]') && e.labels[0] || e).getBoundingClientRect();
  if (e.classList.contains('skip') || !r.width || !shown(e)) return [];
  const size = ` ${Math.round(r.width)} x ${Math.round(r.height)} px`;
  if (e.matches('button, input, select, textarea, summary, .button') && !e.matches('[type=hidden]'))
    return r.width < 43.5 || r.height < 43.5 ? [['control under 44 px', named(e) + size]] : [];
  if (r.width >= 23.5 && r.height >= 23.5) return [];
  if (s.display === 'inline' && in_words(e)) return [];
  return [['target under 24 px', named(e) + size]];
});
"""


TARGET_MENDS = {
    "control under 44 px": "Give fields and buttons min-height:44px, and room to the sides.",
    "target under 24 px": "Make the link display:inline-block with min-height:24px, or set it in a sentence.",
}


def targets(visit: Visit) -> Iterator[Finding]:
    """What is too small to be touched."""
    yield from visit.ask(TARGETS, TARGET_MENDS)


# Motion

MOVES = r"""
const moves = s => s.animationName !== 'none' || s.transitionDuration.split(', ').some(d => parseFloat(d)) || s.scrollBehavior === 'smooth';
const found = [document.documentElement, ...document.querySelectorAll('body, body *')].filter(e => [null, '::before', '::after'].some(part => moves(getComputedStyle(e, part))));
return [...found.map(e => ['motion', named(e)]), ...document.getAnimations().map(() => ['motion', 'an animation that runs']), ...[...document.querySelectorAll('marquee, blink, video[autoplay], img[src$=".gif"]')].map(e => ['motion', named(e)])];
"""


def motion(visit: Visit) -> Iterator[Finding]:
    """What moves by itself or slides when it changes."""
    yield from visit.ask(
        MOVES,
        {
            "motion": "Take the transition, animation or smooth scrolling away: nothing on this site moves."
        },
    )


# On paper

# What paper leaves out: the search, ways to other pages, to short words and within a long page, buttons, how to print, what has changed on the page,
# the column beside a chapter, which stands in its last part too, what opens that part, which is printed open, and on a board's
# report, which prints as a paper, its chapters. Of a chapter's last part (.screen-only): its number and how many priorities it
# has, which are seen; the day of the last change, as no change is printed; where its wording is in doubt and the words that it
# uses, which are links to other pages; why it is tied to others, for these are named above it, and two sheets hold no more.
ASIDES = ".facts, .screen-only, .about-chapter summary, .breadcrumb, .to-short, .print-hint, .exit, .on-this-page, .priority-links, .ways-in, .find-by, .letter-links, .band, .formats, .others, .previous-next, .search-form, nav:has(> .chapter-picker), button, .by-hand, .changed, .page-changes, main:has(#reports) .remit"


TEXT_BUT = r"""asides => {
  const without = new CSSStyleSheet(), before = [...document.adoptedStyleSheets];
  without.replaceSync(asides + '{ display: none !important }');
  document.adoptedStyleSheets = [...before, without];
  const text = document.querySelector('main').innerText;
  document.adoptedStyleSheets = before;
  return text;
}"""


NOT_PRINTED = "Let the print style show it. If it is of no use on paper, name it in ASIDES in macros/proof/checkers/sight.py, with its reason."


def unprinted(visit: Visit) -> Iterator[Finding]:
    """Lines of the content that paper does not hold, in the same order. What paper may leave out is named in ASIDES."""
    if visit.tab.locator(".poster").count():  # it is printed alone
        return
    lines = visit.tab.evaluate(TEXT_BUT, ASIDES).splitlines()
    visit.tab.emulate_media(media="print")
    printed, at = joined(visit.tab.locator("main").inner_text()).lower(), 0
    visit.tab.emulate_media(media="screen")
    for line in filter(None, map(joined, lines)):
        if (where := printed.find(line.lower(), at)) < 0:
            yield visit.finding("not printed", f'"{line[:60]}"', NOT_PRINTED)
        else:
            at = where + len(line)


# Given the address that stands for one that is not known yet.
PRINTED = r"""
if (document.querySelector('.poster')) return [];
const found = [...document.querySelectorAll('body > header nav, body > header form, .band, footer nav')].filter(shown).map(e => ['printed aside', named(e)]);
if (!shown(document.querySelector('h1'))) found.push(['not printed', 'the main heading']);
const address = document.querySelector('link[rel=canonical]')?.href, printed = document.querySelector('.printed');
if (address && !(printed && shown(printed) && (address.startsWith(given) || printed.innerText.endsWith(address)))) found.push(['not printed', 'the address ' + address]);
return found;
"""


def printed(visit: Visit) -> Iterator[Finding]:
    """What a page shows on paper that is of no use there, and whether it shows its heading and its address."""
    mends = {
        "printed aside": "Let the print style hide it: nobody can follow it on paper.",
        "not printed": "Let the print style show it.",
    }
    yield from visit.ask(PRINTED, mends, PLACEHOLDER)
