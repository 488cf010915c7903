"""What search engines are told: every page with the day of its last change if there is one, and what they may read.

https://www.sitemaps.org/protocol.html, https://www.rfc-editor.org/rfc/rfc9309
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..pages.site import PLACEHOLDER, Site

if TYPE_CHECKING:
    from pathlib import Path


def robots(site: Site) -> str:
    """The text of robots.txt. While the site's address is a placeholder, it is a draft that nobody should find."""
    if site.url == PLACEHOLDER:
        return f"# A draft: its pages bear the placeholder {PLACEHOLDER} as their address.\nUser-agent: *\nDisallow: /\n"
    return f"User-agent: *\nDisallow:\n\nSitemap: {site.url}sitemap.xml\n"


def write_sitemap(site: Site, built: Path) -> None:
    """Write sitemap.xml in place of MkDocs's own, which knows neither the updates nor all pages, and robots.txt."""
    pages = [(site.url + page.address[1:], site.updates.changed(page)) for page in site.listed]
    (built / "sitemap.xml").write_text(
        site.fill("publish/sitemap.xml.html", pages=pages), encoding="utf-8"
    )
    (built / "sitemap.xml.gz").unlink(missing_ok=True)
    (built / "robots.txt").write_text(robots(site), encoding="utf-8")
