"""What people said, and where their words go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import Loaded, Problems, rule

if TYPE_CHECKING:
    from ..problems import Way


@rule
def feedback_is_about_the_plan(loaded: Loaded) -> Problems:
    """A theme is about chapters and priorities that are there, and no lead is named."""
    people = loaded.entries["people"].values()
    names = [person.name for person in people if person.named]  # of others no text holds the name
    for theme, source, _ in loaded.each("feedback"):
        for place, subject in enumerate(theme.about):
            yield from loaded.not_there(source, ("about", place), subject, "the chapter")
        texts: list[tuple[Way, str | None]] = [(("title",), theme.title), (("said",), theme.said)]
        texts += [
            (("answers", n, field), getattr(a, field))
            for n, a in enumerate(theme.answers)
            for field in ("by", "what", "change")
        ]
        for way, text in texts:
            for name in names:
                if text and name.lower() in text.lower():
                    message = f"'{name}' is a person's name. Write the role instead, such as 'the chapter lead'."
                    yield source.problem(way, message)


@rule
def feedback_leads_somewhere(loaded: Loaded) -> Problems:
    """(warning) Readers are asked for their thoughts, so somebody should get them."""
    for about, source, way in loaded.each("about"):
        if not about.feedback:
            message = "nobody has been named whom readers can write to, so the forms have no Send. Add 'feedback:' with an endpoint, an e-mail address, a telephone number or a postal address."
            yield source.problem(way, message, warning=True)


@rule
def thanks_are_given(loaded: Loaded) -> Problems:
    """(warning) Who has sent something comes back to this site and is told so: the service is told where that is."""
    about = loaded.entries["about"]
    route = about.feedback if about else None
    if route and route.endpoint and not route.thanks_field:
        who = "readers without scripts" if route.answers_scripts else "readers"
        message = f"the form service is not told where to lead {who} once they have sent something. Add a line 'thanks_field:' with the name that it gives to that field, such as 'thanks_field: _next'. If it has a setting for that instead, put the address of this site's page /thank-you/ there."
        yield loaded.sources["plan"].problem(("feedback", "endpoint"), message, warning=True)
