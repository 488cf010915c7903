"""What people wish for most, as forms of GitHub: each asks for what the file needs, in the words of the model.

The five wishes stand here alone. `schemas` writes the forms, `check` warns of one that is older than the model or the data,
and `from-issue` reads what was filled in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import yaml

from ..plan.board import Person
from ..plan.chapter import Chapter, Priority
from ..plan.entry import told_of
from ..plan.outcomes import UNITS, Release
from ..plan.problems import Problem
from ..plan.references import Own
from ..plan.schemas import changed, held
from ..plan.term import Term
from ..plan.update import Update
from ..plan.values import Address, Text
from .asking import Question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..plan.entry import Entry
    from ..plan.plan import Plan

FOLDER = ".github/ISSUE_TEMPLATE"
HEAD = (
    "# Made by `make schemas` from macros/commands/wishes.py and the plan's data: change those.\n"
)
PUBLIC = (
    "**Everyone can read what you write here, with your account's name beside it.** It stays on the internet, even if it "
    "is changed later. So please write nothing about yourself, no e-mail address, no telephone number, and nothing about "
    "anyone's health or care.\n\n{about} Someone reads it before anything is published."
)


def _number(option: str) -> str | None:
    found = re.match(r"\d+(\.\d+)?(?=\.? )", option)
    return found and found[0]


@dataclass(frozen=True, kw_only=True)
class Field(Question):
    """A question of a form. `label` stands above it and, in the issue, above its answer; `long` asks for several lines.

    The answer to a `passage` may have paragraphs, and bullets.
    """

    label: str
    long: bool = False
    passage: bool = False

    def wrong(self, plan: Plan, answer: Any) -> str | None:
        """What is wrong with an answer, or None. A choice that begins with a number is known by that: titles change."""
        number = _number(answer) if self.among else None
        if number and self.among and number in map(_number, self.among(plan)):
            return None
        return super().wrong(plan, answer)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A form: its `title` in the list of forms, which begins the issue's own, when it `helps`, and what it asks for."""

    title: str
    helps: str
    questions: tuple[Field, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """What stands above each answer."""
        return tuple(field.label for field in self.questions)


def _field(model: type[Entry], part: str, label: str, **more: Any) -> Field:
    """A question for what a field of the model holds, explained as it is to those who type the file."""
    held = model.model_fields[part]
    kind = Annotated[held.annotation, *held.metadata] if held.metadata else held.annotation
    asked = {
        "name": part,
        "asks": " ".join(told_of(model)[part].split()),
        "kind": kind,
        "needed": held.is_required(),
    }
    return Field(label=label, **asked | more)


def _why(label: str, **more: Any) -> Field:
    return _field(Update, "why", label, long=True, **more)


def _chapters(plan: Plan) -> list[str]:
    return [f"{c.number}. {c.title}" for c in plan.chapters.values() if c.status != "retired"]


def measure(indicator: str) -> str:
    """What a form calls a measure."""
    return " ".join(indicator.split())


def chapter_of(plan: Plan, option: str) -> Chapter:
    """The chapter that an option of a form begins with the number of."""
    number = option.partition(".")[0]
    return next(c for c in plan.chapters.values() if str(c.number) == number)


def numbered(plan: Plan) -> list[str]:
    """Every priority, as a form calls it."""
    return [f"{c.number}.{p.number} {p.heading}" for c, p in plan.priorities]


WISHES = {
    "sentence": Wish(
        title="Another sentence",
        helps="A sentence on a page could be plainer, or is out of date",
        questions=(
            Field(
                label="On which page is it?",
                name="page",
                asks="Copy the address from your browser.",
                kind=Address,
            ),
            Field(
                label="What does it say now?",
                name="old",
                asks="Copy the whole sentence from the page, to the letter. The plan's own words, in quotation marks, are never changed.",
                kind=Text,
                long=True,
            ),
            Field(
                label="What should it say?",
                name="new",
                asks="A plain sentence of at most 25 words that says no more than the plan's papers do.",
                kind=Own,
                long=True,
            ),
            _why(
                "Why should it change?",
                needed=False,
                asks="Readers are told, on the page. Leave it empty if a slip of the pen is mended.",
            ),
        ),
    ),
    "lead": Wish(
        title="Another lead",
        helps="A chapter has another lead, a second one, or none at present",
        questions=(
            Field(
                label="Which chapter?",
                name="chapter",
                asks="Its number and title.",
                among=_chapters,
            ),
            _field(
                Person,
                "name",
                "Who leads it now?",
                name="leads",
                asks="Every lead's name, one a line, and nothing more about them. Leave it empty if nobody leads the chapter.",
                many=True,
                needed=False,
                long=True,
            ),
            _field(
                Person,
                "source",
                "Where is the name from?",
                asks="A letter with its date, minutes, or a web address: Letter of 1 March 2027. For a name that is new here.",
            ),
            _field(Chapter, "vacant_since", "Since when does nobody lead it?", name="since"),
            _why("Why does the lead change?"),
        ),
    ),
    "plain-words": Wish(
        title="Plainer words for a priority",
        helps="The heading or the plain words of a priority could be clearer",
        questions=(
            Field(
                label="Which priority?",
                name="priority",
                asks="The numbers of its chapter and its own, as on the page.",
                among=numbered,
            ),
            _field(Priority, "heading", "What should its heading say?", needed=False),
            _field(
                Priority,
                "plain",
                "What should its plain words say?",
                needed=False,
                long=True,
                passage=True,
                asks="What was planned, in plain words that say no more than the plan's: a text, with an empty line between paragraphs. For bullets, begin each line with a hyphen and a blank.",
            ),
            _why("Why should the words change?"),
        ),
    ),
    "word": Wish(
        title="A word to explain",
        helps="A word or a short form on the pages needs an explanation",
        questions=(
            _field(Term, "term", "Which word?"),
            _field(Term, "expansion", "What does it stand for?"),
            _field(
                Term,
                "also",
                "In which other forms does it occur?",
                kind=Text,
                many=True,
                long=True,
                asks="Other forms of the word in the papers, one a line.",
            ),
            _field(Term, "plain", "What does it mean?", long=True),
            _field(
                Term,
                "source",
                "Where does the meaning come from?",
                kind=Person.model_fields["source"].annotation,
                many=True,
                long=True,
                asks="The whole web address of the page that says it, or a paragraph of a paper. One a line.",
            ),
        ),
    ),
    "figure": Wish(
        title="A newer figure",
        helps="There is a newer figure for one of the measures",
        questions=(
            Field(
                label="Which measure?",
                name="measure",
                asks="As on the page on outcomes.",
                among=lambda plan: [measure(o.indicator) for o in plan.outcomes.values()],
            ),
            _field(Release, "period", "Of which time is the figure?"),
            Field(
                label="What are the figures?",
                name="values",
                asks="One area a line, with a colon and the figure in digits behind it: County Durham: 13.8",
                many=True,
                long=True,
            ),
            Field(
                label="What do they count?",
                name="unit",
                asks="Only for a measure that has had no figures so far.",
                among=lambda _: list(UNITS),
                needed=False,
            ),
            _field(Release, "source", "Where is the figure published?"),
            _field(Release, "caveat", "What must a reader know before reading it?", long=True),
            _why(
                "Why is it added?",
                needed=False,
                asks="Readers are told, on the page. It may be left empty.",
            ),
        ),
    ),
}


def forms(plan: Plan) -> dict[str, str]:
    """Each form of GitHub, as YAML by its file's name. A form whose choices are empty is left out."""
    return {
        f"wish-{name}.yml": HEAD + _yaml(_form(wish, plan))
        for name, wish in WISHES.items()
        if all(list(field.among(plan)) for field in wish.questions if field.among)
    }


def _form(wish: Wish, plan: Plan) -> dict[str, Any]:
    about = PUBLIC.format(
        about=f"Use this form if this is so: {wish.helps[0].lower()}{wish.helps[1:]}."
    )
    return {
        "name": wish.title,
        "description": f"{wish.helps}.",
        "title": f"{wish.title}: ",
        "labels": ["wish"],
        "body": [
            {"type": "markdown", "attributes": {"value": about}},
            *(_element(field, plan) for field in wish.questions),
        ],
    }


def _element(field: Field, plan: Plan) -> dict[str, Any]:
    options = {"options": list(field.among(plan))} if field.among else {}
    return {
        "type": "dropdown" if options else "textarea" if field.long else "input",
        "id": field.name,
        "attributes": {"label": field.label, "description": field.asks, **options},
        "validations": {"required": field.needed},
    }


def _yaml(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120)


def stale(plan: Plan, root: Path) -> dict[str, bytes | None]:
    """The forms that are not as they would be made, by the paths of their files: None is left over.

    There are none where the project has no folder for them.
    """
    made = {f"{FOLDER}/{name}": text.encode() for name, text in forms(plan).items()}
    there = held(root, FOLDER, "wish-*.yml")
    return changed(there, made) if (root / FOLDER).is_dir() else {}


def stale_forms(plan: Plan, root: Path) -> Iterator[Problem]:
    """(warning) A form that is not as the model and the data would make it."""
    if plan.whole and (old := [path.rpartition("/")[2] for path in stale(plan, root)]):
        message = f"{len(old)} of the forms for issues {'is' if len(old) == 1 else 'are'} older than the data and the model, so people may choose what is not there ({', '.join(old)}). The site stays as it is. On GitHub a job mends it after the next publication; here: make schemas."
        yield Problem(f"{FOLDER}/{old[0]}", 1, 1, message, warning=True)
