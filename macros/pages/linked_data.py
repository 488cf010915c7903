"""What a page tells machines about itself: JSON-LD in the words of schema.org (https://schema.org).

Only what the site knows. It names a publisher only where data/plan.yml does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..plan.model import Board, Chapter, Stage

if TYPE_CHECKING:
    from .shell import View
    from .site import Site

# Pages that are more to machines than a page. Those that list what stands on other pages are collections.
TYPES = {
    "/about/": "AboutPage",
    "/boards/": "CollectionPage",
    "/chapters/": "CollectionPage",
    "/contact/": "ContactPage",
    "/leads/": "CollectionPage",
    "/priorities/": "CollectionPage",
    "/questions/": "CollectionPage",
    "/search/": "SearchResultsPage",
    "/site-map/": "CollectionPage",
    "/updates/": "CollectionPage",
    "/words/": "CollectionPage",
}


def linked_data(view: View) -> dict[str, Any]:
    """The page that a view shows. The view is not that of the 404 page, to which nobody is sent."""
    site, updates = view.site, view.updates
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(view.page.address, "WebPage"),
        "name": view.heading,
        "description": view.description,
        "url": view.canonical,
        "inLanguage": "en-GB",
        "datePublished": updates[-1].date.isoformat(),
        "dateModified": updates[0].date.isoformat(),
        "isPartOf": _website(site),
    }
    match subject := site.subject(view.page):
        case Chapter():
            data["keywords"] = [subject.title, *subject.also_called]
        case Stage() | Board():
            data["@type"] = "CollectionPage"
            data["hasPart"] = [
                _page(site, c.title, f"/chapters/{c.id}/") for c in site.plan.chapters_of(subject)
            ]
            if isinstance(subject, Board):
                data["about"] = {"@type": "Organization", "name": subject.name}
    if view.trail:
        steps = [*view.trail, (view.heading, view.page.address)]
        items = [
            {"@type": "ListItem", "position": n, "name": name, "item": site.url + address[1:]}
            for n, (name, address) in enumerate(steps, 1)
        ]
        data["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": items}
    return data


def _page(site: Site, name: str, address: str) -> dict[str, str]:
    return {"@type": "WebPage", "name": name, "url": site.url + address[1:]}


def _website(site: Site) -> dict[str, Any]:
    about = site.plan.about
    found: dict[str, Any] = {
        "@type": "WebSite",
        "name": f"{about.name}, {about.place} {about.period}",
        "url": site.url,
    }
    if about.publisher:
        found["publisher"] = {"@type": "Organization", "name": about.publisher}
    return found
