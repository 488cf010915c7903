"""A page says each thing once: no sentence of the site's own stands twice in its main part."""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import html

from macros.pages.html import passages_of

if TYPE_CHECKING:
    from macros.proof.pages import Page, Pages

# Words of the papers, and what is there to be copied or printed by itself.
NOT_OWN = "blockquote, q, textarea, .poster"
# What is told again is told of something else: notes and dates, and where the text of a page needs it.
OTHERS = re.compile(
    "/(about|accessibility|editions|help|outcomes|papers|privacy|questions|read-across|words)/"
)
LABEL = re.compile(r"(Board|Source|The words): |Tested by ")
LEAST = 6  # words: shorter ones are labels, such as a status


def said(page: Page) -> Counter[str]:
    """The sentences of a page's main part, and how often each stands there."""
    main = deepcopy(page.one("main"))
    for part in main.cssselect(NOT_OWN):
        part.drop_tree()
    passages = passages_of(html.tostring(main, encoding="unicode", with_tail=False))
    sentences = [one for passage in passages for one in re.split(r"(?<=[.?!])\s+", passage)]
    return Counter(
        one
        for one in sentences
        if one[-1] in ".?!" and len(one.split()) >= LEAST and not LABEL.match(one)
    )


def test_no_page_says_a_sentence_of_its_own_twice(site: Pages) -> None:
    twice = {
        (page.address, one): times
        for page in site
        if not OTHERS.match(page.address)
        for one, times in said(page).items()
        if times > 1
    }
    assert twice == {}
