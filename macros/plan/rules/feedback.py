"""What people said, and where their words go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import Loaded, Problems, rule

if TYPE_CHECKING:
    from ..problems import Way

# What only a publisher can say: in lines of their own, and what the privacy page has to say, under `privacy:`.
TOLD_BY_PUBLISHERS = {
    "publisher": "who publishes this site",
    "feedback": "whom readers can write to, for without it the forms have no Send",
}
TOLD_IN_PRIVACY = {
    "controller": "who decides what is done with information about people, and how to reach them",
    "host": "who hosts the site, what its log holds, and for how long",
    "basis": "on which legal basis it shows people's names",
    "kept": "how long information about people is kept",
    "objections": "how somebody can ask for a name to be taken down",
    "complaints": "how to complain to the publisher, as the law asks since 19 June 2026",
}
_HOW = "How to fill it in: handbook/editing/say-where-readers-words-go.md."


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
def publishers_say_what_only_they_can(loaded: Loaded) -> Problems:
    """(warning) Who publishes, whom readers can write to, and what the law asks a controller to say: nobody else can fill it in."""
    for about, source, way in loaded.each("about"):
        own, private = _unsaid(about, TOLD_BY_PUBLISHERS), _unsaid(about.privacy, TOLD_IN_PRIVACY)
        parts = [*own, *([f"under 'privacy:' {', '.join(private)}"] if private else ())]
        if parts:
            message = f"only the publisher can say what is missing here: {'; '.join(parts)}. Until then the pages say that it is not known. {_HOW}"
            yield source.problem(way, message, warning=True)
        if about.feedback and not about.feedback.answered:
            message = "nothing says how long an answer takes, as the accessibility statement has to. Only those who answer can: add 'answered:' under 'feedback:'."
            yield source.problem((*way, "feedback"), message, warning=True)


def _unsaid(said: Any, lines: dict[str, str]) -> list[str]:
    """Which of these lines are missing, and what each says."""
    return [f"'{name}:' ({what})" for name, what in lines.items() if not getattr(said, name)]


@rule
def the_statement_is_the_publishers(loaded: Loaded) -> Problems:
    """Whoever commits itself to an accessible site is named; (warning) the publisher has done so, and people have tested the site."""
    about = loaded.entries["about"]
    for statement, source, way in loaded.each("accessibility"):
        if statement.committed and about and not about.publisher:
            message = "nobody is named who commits itself. Name the publisher in data/plan.yml, or take this line away."
            yield source.problem((*way, "committed"), message)
        if not statement.committed and loaded.whole:
            message = "the accessibility statement lacks the publisher's commitment, which the law asks a public body for. Only the publisher can give it: add 'committed: true'."
            yield source.problem(way, message, warning=True)
        if not statement.by_people and loaded.whole:
            message = "no person has tested this site, so the accessibility statement can claim little. Have it tested, and add the test under 'tests:' with 'by: people'."
            yield source.problem((*way, "tests"), message, warning=True)


@rule
def thanks_are_given(loaded: Loaded) -> Problems:
    """(warning) Who has sent something comes back to this site and is told so: the service is told where that is."""
    about = loaded.entries["about"]
    route = about.feedback if about else None
    if route and route.endpoint and not route.thanks_field:
        who = "readers without scripts" if route.answers_scripts else "readers"
        message = f"the form service is not told where to lead {who} once they have sent something. Add a line 'thanks_field:' with the name that it gives to that field, such as 'thanks_field: _next'. If it has a setting for that instead, put the address of this site's page /thank-you/ there."
        yield loaded.sources["plan"].problem(("feedback", "endpoint"), message, warning=True)
