"""What is said in boxes of background can be looked up, and is looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from ...plan.sentences import place_of
from ...plan.values import OLDEST, page_address
from ..background import FORM, boxes, day_of
from . import Problems, Text, Texts, page_rule

if TYPE_CHECKING:
    from datetime import date

    from ..background import Box


@page_rule
def background_can_be_looked_up(text: Text, texts: Texts) -> Problems:
    """A box of background names single pages and days that have come; (warning) it ends with them, and was looked at within the year."""
    if text.page.language:
        return
    today, whole = texts.site.plan.reports.today, "\n".join(text.content.lines)
    for box in boxes(text.content):
        for at, message in _wrong(box, today):
            yield text.problem(*place_of(whole, at), message)
        if not box.sources:
            form = FORM.format(day=f"{today:%-d %B %Y}")
            message = f"this box does not end with its source, so nobody can look it up. Let these be its last words: {form}"
        elif box.due and box.due < today:
            message = f"this was to be looked at again by {box.due:%-d %B %Y}. Open its source. Is it still so? Let the box end with: Checked on {today:%-d %B %Y}."
        else:
            continue
        yield text.problem(*place_of(whole, box.last), message, warning=True)


def _wrong(box: Box, today: date) -> list[tuple[int, str]]:
    """What is wrong with the end of a box that has one, each with its place."""
    wrong = []
    for at, link in box.sources:
        try:
            page_address(link.target)
        except PydanticCustomError as error:
            wrong.append((at, error.message()))
    for at, typed in box.days:
        day = day_of(typed)
        if day is None:
            wrong.append((at, f"'{typed}' is a date that does not exist. Look at the calendar."))
        elif not OLDEST <= day <= today:
            when = "is still to come" if day > today else f"is before {OLDEST.year}"
            wrong.append((at, f"{typed} {when}. Write the day on which somebody looked."))
    return wrong
