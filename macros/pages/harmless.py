"""Markdown that can do no harm: no HTML of an editor's own, no attributes but a few, no links that run anything.

`check` tells an editor of each, at its place. This is the second lock behind it: whatever a check might miss comes out
of the build as plain text, or without the attribute.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from .content import BOXES

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from markdown import Markdown

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# After everything else has made and changed elements and attributes; MkDocs's own (0) makes links relative.
_LAST = -1


class Harmless(Extension):
    """A Markdown extension: HTML is text, and what may not be is taken away.

    For a check, `found` notes what was, and `code` the first line of each passage that is code because it is indented.
    """

    def __init__(self) -> None:
        """Nothing was found so far."""
        super().__init__()
        self.found: list[str] = []
        self.code: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Markdown for each page, or once for a check."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        for processor in md.preprocessors:
            if isinstance(processor, FencedBlockPreprocessor):
                # It would write attributes into HTML that no one sees again.
                processor.checked_for_deps = True
        md.treeprocessors.register(_TakeAway(md, self.found, self.code), "harmless", _LAST)


class _TakeAway(Treeprocessor):
    def __init__(self, md: Markdown, found: list[str], code: list[str]) -> None:
        super().__init__(md)
        self._found, self._code = found, code

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "pre":  # a block between ``` is none yet: it is set aside
                self._code.append(unescape("".join(element.itertext())).split("\n")[0])
            for name, value in list(element.attrib.items()):
                allowed = ATTRIBUTES.get(name)
                if allowed is None or not allowed(element.tag, str(value)):
                    del element.attrib[name]
                    self._found.append(str(value) if name in ("href", "src") else name)


def leads_on(target: str) -> bool:
    """Whether a link's target does no more than lead to a page: a relative one, or one of the usual schemes.

    Browsers leave out blanks and control characters before they look for the scheme:
    https://url.spec.whatwg.org/#url-parsing
    """
    bare = re.sub(r"[\x00-\x20\x7f-\xa0]", "", unescape(target.replace(AMP_SUBSTITUTE, "&")))
    scheme = re.match(r"([^/?#]*?):", bare)
    return not re.match(r"[/\\]{2}|\\", bare) and (scheme is None or scheme[1].lower() in SCHEMES)


# The attributes that may stand, each with what its element and its value have to be. A class could hide a text, or pass it
# off as the plan's own words, so only boxes (!!!) and blocks of code have one.
_CLASSES = {
    "div": re.compile(rf"admonition ({'|'.join(BOXES)})"),
    "p": re.compile("admonition-title"),
    "code": re.compile("language-.*"),
}
ATTRIBUTES: dict[str, Callable[[str, str], object]] = {
    "id": lambda tag, _: re.fullmatch("h[1-6]", tag),
    "class": lambda tag, value: tag in _CLASSES and _CLASSES[tag].fullmatch(value),
    "href": lambda _, value: leads_on(value),
    "src": lambda _, value: leads_on(value) and ":" not in value,
    "alt": lambda *_: True,
    "title": lambda *_: True,
    "start": lambda *_: True,
}
