"""The feeds: what changed, for feed readers, in the two forms that they know.

Atom: https://www.rfc-editor.org/rfc/rfc4287, JSON Feed: https://www.jsonfeed.org/version/1.1/. Ids and dates come from
data/ alone, so they stay from build to build (decision 013).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from ..pages.site import Site
    from ..pages.updates import Feed, News


def moment(day: date) -> str:
    """The beginning of a day in UTC, as https://www.rfc-editor.org/rfc/rfc3339 has it: updates have days, not hours."""
    return f"{day.isoformat()}T00:00:00Z"


def title_of(site: Site, told: News) -> str:
    """What changed, with the names of the pages in front: a feed reader may show no more than this."""
    names = ", ".join(name for name, _ in site.updates.names(told))
    return f"{names}: {told.what}" if names else told.what


def place_of(site: Site, told: News) -> str:
    """Where an update leads: to its page, or among all updates if it is about more than one."""
    return site.url + (told.about[0] if len(told.about) == 1 else f"/updates/#{told.id}")[1:]


def name_of(site: Site, feed: Feed) -> str:
    """A feed's title: 'Carers: what changed. Commissioning and Delivery Plan, County Durham'."""
    about = site.plan.about
    return f"{feed.name}: what changed. {about.name}, {about.place}"


def json_feed(site: Site, feed: Feed) -> dict[str, Any]:
    """A feed as JSON. It names an author only where data/plan.yml names a publisher."""
    publisher = site.plan.about.publisher
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name_of(site, feed),
        "home_page_url": site.url + feed.page[1:],
        "feed_url": site.url + feed.json[1:],
        "language": "en-GB",
        **({"authors": [{"name": publisher}]} if publisher else {}),
        "items": [
            {
                "id": told.urn,
                "url": place_of(site, told),
                "title": title_of(site, told),
                "content_text": f"{told.what} {told.why}",
                "date_published": moment(told.date),
            }
            for told in feed.updates
        ],
    }


def write_feeds(site: Site, built: Path) -> None:
    """Write feed.xml and feed.json of the whole site, and of each group, board and chapter."""
    for feed in site.updates.feeds:
        entries = [
            (told, title_of(site, told), place_of(site, told), moment(told.date))
            for told in feed.updates
        ]
        atom = site.fill(
            "publish/feed.xml.html", feed=feed, title=name_of(site, feed), entries=entries
        )
        (built / feed.atom[1:]).write_text(atom, encoding="utf-8")
        (built / feed.json[1:]).write_text(
            json.dumps(json_feed(site, feed), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
