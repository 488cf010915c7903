"""Links in sentences, for paper: each says where on the site it leads, as the print style shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

if TYPE_CHECKING:
    from .page import Page
    from .site import Site

# A link to a paper names it, and papers are found by their names.
PAPER = "paper"
_SENTENCES = re.compile(r"<(p|dd)\b[^>]*>.*?</\1>", re.DOTALL)
# Within the site, and not on the same page.
_LINK = re.compile(r'<a href="(?![a-z]+:|#)([^"?]+)"')


def addressed(site: Site, page: Page, content: str) -> str:
    """The HTML of a page's content, in which a link to another page bears its short address, or that within the site.

    While the site has no address of its own, none is printed.
    """
    if site.provisional:
        return content
    shorter = {address: short for short, address in site.short.items()}

    def told(link: re.Match[str]) -> str:
        address = urldefrag(urljoin(page.address, link[1])).url
        leads = site.every.get(address)
        if not leads or leads in (page, site.page_at("/")) or leads.macro == PAPER:
            return link[0]
        return f'{link[0]} data-at="{shorter.get(address, address)}"'

    return _SENTENCES.sub(lambda sentence: _LINK.sub(told, sentence[0]), content)
