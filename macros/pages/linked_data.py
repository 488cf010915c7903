"""What a page tells machines about itself: JSON-LD in the words of schema.org (https://schema.org).

Only what the site knows. It names a publisher only where data/plan.yml does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .languages import OURS

if TYPE_CHECKING:
    from .shell import View
    from .site import Site
    from .subjects import Subject


def linked_data(view: View) -> dict[str, Any]:
    """The page that a view shows. The view is not that of the 404 page, to which nobody is sent."""
    site, updates = view.site, view.site.updates
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": view.page.brings.schema_type or "WebPage",
        "name": view.heading,
        "description": view.description,
        "url": view.canonical,
        "inLanguage": view.page.language.code if view.page.language else OURS,
        "isPartOf": _website(site),
    }
    began, changed = updates.began(view.page), updates.changed(view.page)
    if began and changed:
        data["datePublished"], data["dateModified"] = began.isoformat(), changed.isoformat()
    if subject := view.page.subject:
        if subject.chapter is None:
            data["hasPart"] = [
                _page(site.url, site.chapters[chapter.id]) for chapter in subject.chapters
            ]
        data |= subject.facts
    if view.page.trail:
        steps = [*view.page.trail, (view.heading, view.page.address)]
        items = [
            {"@type": "ListItem", "position": n, "name": name, "item": site.url + address[1:]}
            for n, (name, address) in enumerate(steps, 1)
        ]
        data["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": items}
    return data


def _page(url: str, subject: Subject) -> dict[str, str]:
    return {"@type": "WebPage", "name": subject.title, "url": url + subject.address[1:]}


def _website(site: Site) -> dict[str, Any]:
    about = site.plan.about
    data: dict[str, Any] = {
        "@type": "WebSite",
        "name": f"{about.name}, {about.place} {about.period}",
        "url": site.url,
    }
    if about.publisher:
        data["publisher"] = {"@type": "Organization", "name": about.publisher}
    return data
