"""The dates of each board and of everybody as calendars, for programs that follow them.

iCalendar: https://www.rfc-editor.org/rfc/rfc5545, its properties for feeds: https://www.rfc-editor.org/rfc/rfc7986. All
comes from data/, so a calendar is the same on every day on which it is built (decision 041).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..pages.due import FOLDER, calendars, stamp, uid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from ..pages.due import Calendar
    from ..pages.site import Site
    from ..plan.due import Due

# Octets in a line, without its end.
LONGEST = 75


def write_calendars(site: Site, built: Path) -> None:
    """Write every calendar into the built site."""
    for calendar in calendars(site):
        text = "".join(folded(line) for line in lines(site, calendar))
        (built / calendar.address[1:]).write_bytes(text.encode())


def lines(site: Site, calendar: Calendar) -> Iterator[str]:
    """A calendar's lines, as yet of any length."""
    about = site.plan.about
    name = text_of(f"{calendar.name}: what is due. {about.name}, {about.place}")
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Commissioning and Delivery Plan//EN")
    yield from (f"NAME:{name}", f"X-WR-CALNAME:{name}", f"URL:{site.url}{calendar.page[1:]}")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D")
    _, last = stamp(site)
    for due in calendar.dates:
        yield from _event(site, due, last)
    yield "END:VCALENDAR"


def _event(site: Site, due: Due, last: date) -> Iterator[str]:
    """A date, as of the `last` update: a whole day on which nobody counts as busy. A later day is a newer version of it."""
    address = due.address if due.address in site.addresses else FOLDER
    yield from ("BEGIN:VEVENT", f"UID:{uid(due)}", f"DTSTAMP:{_day(last)}T000000Z")
    yield from (f"DTSTART;VALUE=DATE:{_day(due.day)}", f"SEQUENCE:{due.day.toordinal()}")
    yield from (f"SUMMARY:{text_of(str(due))}", f"DESCRIPTION:{text_of(due.task.says)}")
    yield from (f"URL:{site.url}{address[1:]}", "TRANSP:TRANSPARENT", "END:VEVENT")


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def text_of(text: str) -> str:
    """A text as a value of iCalendar: the signs that part values are marked, and no line ends in it."""
    return re.sub(r"([\\;,])", r"\\\1", " ".join(text.split()))


def folded(line: str) -> str:
    """A line with its end, parted where it is too long: what goes on begins with a blank. No sign is cut through."""
    parts, size = [""], 0
    for sign in line:
        length = len(sign.encode())
        if size + length > LONGEST:
            parts.append(" ")
            size = 1
        parts[-1] += sign
        size += length
    return "\r\n".join(parts) + "\r\n"
