"""What must stand in the HTML so that screen readers and browsers without styles or scripts tell it as it is seen.

Each rule is of a fault that was heard, by Orca in Firefox (`make heard`) or in a text browser, and that no engine finds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html

from ..findings import Finding
from ..pages import Page, joined, labels, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MOST = 9  # landmarks

MENDS = {
    "too many landmarks": f"Let at most {MOST} parts be landmarks: header, main, footer, four <nav>, the search and one more. Headings do the rest: a <section> needs no name.",
    "called invalid": 'Give a required field aria-invalid="false": Firefox calls it invalid before anybody types.',
    "read twice": "Put the <label> beside its field, with for=, and not around it.",
    "heading in pieces": "Put all words of a heading that is a link into the link, and one link into a heading.",
    "runs together": "Put a blank, or a point and a blank, between the two: it must not come from the style sheet.",
    "heard but once": 'Say aria-live="polite" in place of role="status", which can\'t be read again.',
    "highlighted": 'Mark words by <b>: screen readers say "highlight start" at a <mark>.',
    "hidden words": "Let the script make what is hidden until a script shows it: text browsers show it at once.",
    "chosen by nobody": "Let one choice of each group be chosen, with a value that says nothing: text browsers send the first.",
}
INLINE = {"a", "b", "small", "span", "strong", "em", "i", "q", "code", "svg"}
# What is no landmark without a name, and its name.
NAMED = "section[aria-label], section[aria-labelledby], form[aria-label], form[aria-labelledby], [role=region], [role=form]"
# Wide tables are scrolled by the keyboard in a part that has to have a name (decision 038).
LANDMARKS = f"body > header, body > footer, main, nav, aside, [role=search], {NAMED}"


def of(page: Page, rule: str, element: str) -> Finding:
    """A finding in a page's source."""
    return Finding(page.address, "source", rule, element, MENDS[rule])


def shown(element: HtmlElement) -> str:
    """An element's source, in short."""
    return joined(html.tostring(element, encoding="unicode", with_tail=False))[:80]


def landmarks(page: Page) -> Iterator[Finding]:
    """More landmarks than anyone wants to hear of."""
    found = [mark for mark in page.all(LANDMARKS) if mark.get("role") != "none"]
    if len(found) > MOST:
        names = ", ".join(labels(page, mark) or mark.tag for mark in found)
        yield of(page, "too many landmarks", f"{len(found)}: {names}")


def fields(page: Page) -> Iterator[Finding]:
    """Fields that are called invalid, are read twice, or send what nobody chose."""
    for field in page.all("[required]:not([aria-invalid])"):
        yield of(page, "called invalid", shown(field))
    for label in page.all("label"):
        if label.cssselect("input, select, textarea"):
            yield of(page, "read twice", shown(label))
    groups: dict[str, list[HtmlElement]] = {}
    for choice in page.all("input[type=radio]"):
        groups.setdefault(str(choice.get("name")), []).append(choice)
    for name, choices in groups.items():
        if all(choice.get("checked") is None for choice in choices):
            yield of(page, "chosen by nobody", f"{len(choices)} choices of {name}")


def headings(page: Page) -> Iterator[Finding]:
    """Headings of which a part is a link: they are told in pieces. What marks a state may stand behind the link."""
    for heading in page.all("h1, h2, h3, h4, h5, h6"):
        links = heading.cssselect("a")
        rest = [
            words
            for words in heading.xpath(
                ".//text()[not(ancestor::a)][not(ancestor::*[@aria-hidden='true'])][not(ancestor::*[contains(@class, 'tag')])]"
            )
            if words.strip()
        ]
        if len(links) > 1 or (links and rest):
            yield of(page, "heading in pieces", text(heading))


def together(page: Page) -> Iterator[Finding]:
    """Parts of a line with nothing between them but what a style sheet puts there."""
    for element in page.tree.iter(*INLINE):
        after = element.getnext()
        before = "".join(element.itertext())
        while after is not None and not "".join(after.itertext()) and not after.tail:
            after = after.getnext()
        if (
            after is not None
            and after.tag in INLINE
            and not element.tail
            and re.search(r"\w$", before)
            and re.match(r"\w", "".join(after.itertext()))
        ):
            yield of(page, "runs together", f"{before[-30:]}|{''.join(after.itertext())[:30]}")


def told(page: Page) -> Iterator[Finding]:
    """What can be heard but once, what is called highlighted, and what is not hidden to all."""
    for element in page.all("[role=status]"):
        yield of(page, "heard but once", shown(element))
    for element in page.all("mark"):
        yield of(page, "highlighted", shown(element))
    for element in page.all("body [hidden], template"):
        if text(element):
            yield of(page, "hidden words", shown(element))


def heard(page: Page) -> Iterator[Finding]:
    """What is told otherwise than it is seen."""
    for rule in (landmarks, fields, headings, together, told):
        yield from rule(page)
