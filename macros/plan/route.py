"""Where readers' words go, and whom they can reach."""

from __future__ import annotations

from typing import Annotated

from pydantic import field_validator, model_validator

from .entry import Entry
from .references import Own
from .values import Address, Email, Flag, Many, Telephone, Text, Texts, each_once, refuse


def whole_sentence(text: str | None) -> str | None:
    """What stands on the privacy page as a sentence. Raises PydanticCustomError for less."""
    if text and not text.endswith((".", "!", "?")):
        raise refuse(
            "this stands as a sentence on the privacy page. Write a whole one, with a full stop."
        )
    return text


class Hidden(Entry):
    """A field that the form service wants and readers don't see, such as the key of an account."""

    name: Text
    """The field's name, as the form service wants it."""
    value: Text
    """What is sent in it. Readers can find it in the page, so no secret belongs here."""


class Contact(Entry):
    """Somebody else whom readers can reach, or the same people in another way."""

    who: Own
    """Who it is, or what for: a team or a role, such as "For young people". No person's name."""
    email: Email | None = None
    """An e-mail address that readers may write to."""
    telephone: Telephone | None = None
    """A telephone number in digits and blanks, in quotation marks."""
    post: Texts = ()
    """A postal address, one line of it an entry."""

    @model_validator(mode="after")
    def can_be_reached(self) -> Contact:
        """There is a way to reach them."""
        if not (self.email or self.telephone or self.post):
            raise refuse(
                "nothing says how to reach this contact. Write at least one of: email, telephone, post."
            )
        return self


class Route(Entry):
    """Where readers' words go: any of a form endpoint, an e-mail address, a telephone number, a postal address.

    `thanks_field` is the name under which the endpoint wants to be told the address of the thank-you page.
    `answers_scripts` says that it answers scripts of this site too (CORS), so that a failure can be told on the page.
    UK GDPR, Article 13: whoever collects says who they are, how to reach them and how long they keep it.
    """

    endpoint: Address | None = None
    """The web address that a form is sent to."""
    thanks_field: Text | None = None
    """The name under which the form service wants to be told where readers go afterwards."""
    hidden: Annotated[tuple[Hidden, ...], Many] = ()
    """Fields that the form service wants and readers don't see."""
    answers_scripts: Flag = False
    """true if the endpoint answers scripts of this site (CORS); else leave the line out."""
    email: Email | None = None
    """An e-mail address that readers may write to."""
    telephone: Telephone | None = None
    """A telephone number in digits and blanks, in quotation marks."""
    post: Texts = ()
    """A postal address, one line of it an entry."""
    contacts: Annotated[
        tuple[Contact, ...],
        Many,
        each_once("the contact '{0.who}' stands here twice. Take one of them away."),
    ] = ()
    """Others whom readers can reach: each with who it is, and its own email, telephone or post."""
    privacy_contact: Own | None = None
    """Whom to ask about one's own data, as a whole sentence for the privacy page."""
    kept: Own | None = None
    """How long what people write is kept, as a whole sentence for the privacy page."""
    read_by: Own | None = None
    """Who reads it: a role or a board, not a person."""
    answered: Own | None = None
    """How and when people are answered."""

    @field_validator("endpoint")
    @classmethod
    def sent_in_secret(cls, endpoint: str | None) -> str | None:
        """What people write travels encrypted, but for a try on one's own machine."""
        if endpoint and not endpoint.startswith(("https://", "http://127.0.0.1:")):
            raise refuse(
                f"'{endpoint}' would send people's words unencrypted. Use an address that begins with https://."
            )
        return endpoint

    @field_validator("privacy_contact", "kept")
    @classmethod
    def a_rule_is_more_than_a_word(cls, text: str | None) -> str | None:
        """These are sentences on the privacy page."""
        return whole_sentence(text)

    @model_validator(mode="after")
    def somewhere_and_told(self) -> Route:
        """There is a route; what belongs to an endpoint has one; an endpoint comes with what readers must be told."""
        if not (self.endpoint or self.email or self.telephone or self.post):
            raise refuse(
                "no route stands here. Write at least one of: endpoint, email, telephone, post."
            )
        if self.endpoint:
            missing = [name for name in ("privacy_contact", "kept") if not getattr(self, name)]
            if missing:
                raise refuse(
                    f"an endpoint needs {' and '.join(repr(name) for name in missing)}, so that readers know whom to ask and how long their words are kept. Add {'a line' if len(missing) == 1 else 'lines'} under 'feedback:'.",
                    at=("endpoint",),
                )
        for name in ("thanks_field", "hidden", "answers_scripts"):
            if getattr(self, name) and not self.endpoint:
                raise refuse(
                    f"'{name}' is for an endpoint, and there is none. Add 'endpoint:', or take this line away.",
                    at=(name,),
                )
        return self
