"""Links to people: to a number or an e-mail address that data/ holds, and on pages that may have a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...plan.style import EMAIL, Held, digits_of, held_in, numbers_in
from . import Problems, Text, Texts, page_rule

if TYPE_CHECKING:
    from ..content import Link

MAIL, TELEPHONE = "mailto:", "tel:"
TO_PEOPLE = (MAIL, TELEPHONE, "sms:")
# Ways of reaching a service for which no link dials.
_NO_CALL = {"text": "is for text messages", "relay": "is for the Relay UK app"}


@page_rule
def links_to_people_are_held(text: Text, texts: Texts) -> Problems:
    """A link to a number or an e-mail address leads to one in help.yml or plan.yml, and says the one that it leads to."""
    links = [link for link in text.content.links if link.target.lower().startswith(TO_PEOPLE)]
    lines, plan = texts.source("data/help.yml"), texts.source("data/plan.yml")
    held = held_in(lines, plan) if links else None
    if held is None or lines is None:
        return  # the data's own mistakes are told
    entries = [line for line in lines.data.values() if isinstance(line, dict)]
    other = {
        digits_of(str(line.get("number"))): _NO_CALL.get(str(line.get("by"))) for line in entries
    }
    for link in links:
        if wrong := _wrong(text, link, held, other):
            yield text.problem(*text.content.place(link.target_at), wrong)


def _wrong(text: Text, link: Link, held: Held, other: dict[str, str | None]) -> str | None:
    """What is wrong with a link to a person."""
    target = link.target
    if link.picture:
        return f"'{target}' is no picture. Take the exclamation mark away to make a link of it."
    if (subject := text.page.subject) is not None:
        return f"'{target}' leads to a person, and the text of a {subject.label.split()[0].lower()} has no contact of its own. Name a service under 'help:' in data/, or lead to contact.md."
    scheme, _, to = target.partition(":")
    if scheme.lower() == "mailto":
        return _wrong_address(link, to, held)
    if scheme.lower() == "sms":
        return f"'{target}' begins a text message, and such links come from data/help.yml alone. Lead to help.md, which shows them."
    return _wrong_number(link, to, held, other)


def _wrong_address(link: Link, to: str, held: Held) -> str | None:
    if not EMAIL.fullmatch(to):
        return f"'{to}' is not an e-mail address alone. Write it without anything behind it: mailto:plan@example.org."
    if to.lower() not in held:
        return f"the e-mail address '{to}' is not in data/plan.yml, so nobody looks after it. Put it under 'feedback:' there if it is an office's; a person's own has no place on this site. Else lead to contact.md."
    said = {match.lower() for match in EMAIL.findall(link.words or "")}
    if said - {to.lower()}:
        return f"this link says '{said.pop()}' and leads to '{to}'. Write the same in both places."
    return None


def _wrong_number(link: Link, to: str, held: Held, other: dict[str, str | None]) -> str | None:
    number = digits_of(to)
    if number not in held:
        return f"the telephone number '{to}' is neither in data/help.yml nor in data/plan.yml, so nobody looks after it. Put it there, with where it was read, or take the link away."
    if why := other.get(number):
        return f"the number '{to}' {why}, and a telephone would dial it in vain. Write it without a link."
    said = {digits_of(one) for one in numbers_in(link.words or "")}
    if said - {number}:
        return f"this link says another number than '{to}', which it dials. Write the same in both places."
    return None
