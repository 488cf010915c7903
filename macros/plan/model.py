"""The plan's things and what each must have. Every value comes in as the text that an editor typed."""

from __future__ import annotations

import difflib
import re
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from .problems import allowed
from .quarters import Quarter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .source import Way

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# So many words explained under a quotation, and ways to help on a page, are read.
MOST_TERMS, MOST_HELP = 8, 3
# What stands where a date belongs, while no person has checked a fact.
NOT_YET = "not yet"
# What stands where a date belongs, in a paper that has none.
NO_DATE = "no date"
# So many numbers that follow on one another are told as the first to the last.
_A_RUN = 3
_PHRASE = "[A-Za-z0-9'\u2019]+([ /][A-Za-z0-9'\u2019]+)*"


def refuse(message: str, *, at: Way = ()) -> PydanticCustomError:
    """An error whose message goes to the editor as it is. `at` leads on from the value to the part that is wrong."""
    return PydanticCustomError("refused", "{said}", {"said": message, "at": at})


# Kinds of value


def _text(value: Any) -> str:
    if isinstance(value, BaseModel):
        raise refuse("a text belongs here.")
    if not isinstance(value, str):
        found = (
            "Write one text. Does a colon belong to it? Then put it in quotation marks."
            if isinstance(value, dict)
            else "Write one text, without a dash or brackets."
        )
        raise refuse(f"{kind(value)} stands here where a text belongs. {found}")
    if not value:
        raise refuse("this is empty. Write a text, or take the line away.")
    if not value.strip():
        raise refuse("this text is all blanks. Write a text, or take the line away.")
    return value.strip()


def _own(value: Any) -> str:
    """A text in the site's own words, with the quotation marks of print. The plan's words never pass here."""
    text = re.sub(r"(?<![^\s(])\"", "\u201c", _text(value)).replace('"', "\u201d")
    return re.sub(r"(?<![^\s(\u201c])'(?=\w)", "\u2018", text).replace("'", "\u2019")


def _own_told(value: Any, info: ValidationInfo) -> str:
    """The same, with the papers told in words that it names: [2021-report 15] is (2021 report, paragraph 15)."""
    papers = known(info).get("papers", {})

    def told(match: re.Match[str]) -> str:
        return f"({named(match, papers)})" if meant(match, papers) else match[0]

    return _own(REFERENCES.sub(told, _text(value)) if papers else value)


def kind(value: Any) -> str:
    """What an editor would call a value: a text, a list, a mapping, or nothing."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "a text" if value else "nothing"


def _number(value: Any) -> int:
    text = _text(value)
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise refuse(f"'{text}' is not a whole number. Write one from 1 to 9999, in digits.")
    return int(text)


def _count(value: Any) -> int:
    text = _text(value)
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise refuse(f"'{text}' does not count anything. Write 0 or a whole number, in digits.")
    return int(text)


def _commit(value: Any) -> str | None:
    """The name of a commit in Git, or None where `null` says that what was measured has none."""
    text = _text(value)
    if text != "null" and not re.fullmatch(r"[0-9a-f]{40}", text):
        raise refuse(f"'{text}' is not a commit. Let the audit write this file: make audit.")
    return None if text == "null" else text


def _figure(value: Any) -> Decimal:
    text = _text(value)
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,6})?", text):
        raise refuse(
            f"'{text}' is not a figure. Write digits, with a point for the decimals: 14.2."
        )
    return Decimal(text)


def _date(value: Any) -> date:
    text = _text(value)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise refuse(f"'{text}' is not a date. Write year, month and day: 2026-11-21.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refuse(f"'{text}' is a date that does not exist. Look at the calendar.") from None


def _month(value: Any) -> date:
    text = _text(value)
    if not re.fullmatch(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])", text):
        raise refuse(f"'{text}' is not a month. Write year and month: 2022-03.")
    return date.fromisoformat(f"{text}-01")


def _quarter(value: Any) -> Quarter:
    try:
        return Quarter.read(_text(value))
    except ValueError as error:
        raise refuse(str(error)) from None


def _sort(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise refuse(
            f"'{text}' does not sort by time. Write a year, a month or a day: 2022, 2022-03 or 2022-03-31."
        )
    return text


def _flag(value: Any) -> bool:
    text = _text(value)
    if text not in ("true", "false"):
        raise refuse(f"this is '{text}'. {allowed(('true', 'false'), text)}")
    return text == "true"


def numbered(count: int) -> str:
    """How to mend the number of a priority, where there are `count` of them."""
    return (
        f"Use {'1' if count == 1 else f'1 to {count}'}, or take the line away."
        if count
        else "Take the line away."
    )


def is_address(text: str) -> bool:
    """Whether a text is a whole web address that a reader can be sent to (http or https, a host, no blanks).

    A name before the host, or a host of other letters than ours, can make one site look like another.
    """
    try:
        parts = urlsplit(text)
        _ = parts.port  # it is parsed only when asked for
    except ValueError:
        return False
    host = re.fullmatch(r"[\w-]+(\.[\w-]+)+", parts.hostname or "", re.ASCII)
    return (
        parts.scheme in ("http", "https")
        and host is not None
        and "@" not in parts.netloc
        and not re.search(r"\s|[<>\"\\]", text)
    )


def _address(value: Any) -> str:
    text = _text(value)
    if not is_address(text):
        raise refuse(f"'{text}' is not a web address. Write all of it, with https:// in front.")
    return text


def _repository(value: Any) -> str:
    """A project as GitHub knows it: its host, its owner and its name."""
    text = _address(value)
    if not re.fullmatch(r"https://[^/?#]+/[\w.-]+/[\w.-]+(?<!\.git)", text, re.ASCII):
        raise refuse(
            f"'{text}' is not the address of a project on GitHub. Write it without anything behind its name: https://github.com/example/plan."
        )
    return text


class SourceName(str):
    """Where something comes from, as readers are told it. `paragraphs` are those of papers that it names, in order."""

    __slots__ = ("paragraphs",)
    paragraphs: tuple[tuple[Paper, str], ...]

    @classmethod
    def of(cls, told: str, paragraphs: Iterable[tuple[Paper, str]] = ()) -> SourceName:
        """A source by what readers are told, and by the paragraphs that it is."""
        made = cls(told)
        made.paragraphs = tuple(paragraphs)
        return made

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: Any) -> core_schema.CoreSchema:
        """Called by pydantic: what stands in a model is one of these."""
        return core_schema.is_instance_schema(cls)


_ID = ID.pattern.replace("(", "(?:")
_REFERENCE = re.compile(f"({_ID}) ({_ID})")
# Inside a text, a reference stands in square brackets, several with commas between them. A link has brackets behind it.
REFERENCES = re.compile(rf"\[({_ID}\s+{_ID}(?:,\s+{_ID}\s+{_ID})*)\](?![(\[:])")

# So much, from 0 to 1, has a word of a paper's id that is taken for one with a slip.
_NEARLY = 0.8


def _paragraphs(text: str, papers: Mapping[str, Any]) -> list[tuple[Paper, str]]:
    """The paragraph that a reference such as `2021-report 15` names: none if the paper's file can't be read."""
    if not (match := _REFERENCE.fullmatch(text)):
        raise refuse(
            f"'{text}' names no paragraph. Where several are named, write the ids of a paper and of a paragraph for each: [2021-report 6, preface section-4-1]."
        )
    if match[1] not in papers:
        raise refuse(f"the paper is '{match[1]}'. {allowed(papers, match[1])}")
    paper = papers[match[1]]
    if not hasattr(paper, "parts"):
        return []
    if match[2] not in paper.places:
        raise refuse(
            f"'{match[1]}' has no paragraph '{match[2]}'. {allowed(paper.places, match[2])}"
        )
    return [(paper, match[2])]


def _one_source(found: list[tuple[Paper, str]]) -> SourceName:
    """Paragraphs as readers are told of them."""
    of = dict.fromkeys(paper for paper, _ in found)
    told = [paper.told(id_ for other, id_ in found if other is paper) for paper in of]
    return SourceName.of(", and ".join(told), found)


def meant(match: re.Match[str], papers: Mapping[str, Any]) -> bool:
    """Whether words in square brackets are meant to name a paper, rightly or nearly, or a number: [name removed] is text."""
    return bool(re.search(r"\d", match[1])) or any(
        difflib.get_close_matches(one.split()[0], papers, n=1, cutoff=_NEARLY)
        for one in match[1].split(",")
    )


def named(match: re.Match[str], papers: Mapping[str, Any]) -> SourceName:
    """What a reference inside a text names. Raises PydanticCustomError if it names nothing."""
    texts = (" ".join(one.split()) for one in match[1].split(","))
    return _one_source([found for text in texts for found in _paragraphs(text, papers)])


def _source(value: Any, info: ValidationInfo) -> SourceName:
    """Where a fact comes from: paragraphs of papers, the name of another document, or a web address."""
    papers = known(info).get("papers", {})
    if isinstance(value, list) and value:
        found: list[tuple[Paper, str]] = []
        for nth, one in enumerate(value):
            try:
                found += _paragraphs(_text(one), papers)
            except PydanticCustomError as error:
                raise refuse((error.context or {})["said"], at=(nth,)) from None
        return _one_source(found)
    text = _text(value)
    if papers and _REFERENCE.fullmatch(text):
        return _one_source(_paragraphs(text, papers))
    if re.match(r"[A-Za-z]*:/|www\.", text):
        return SourceName.of(_address(text))
    for id_, paper in papers.items():
        short = getattr(paper, "short", None)
        if short and re.match(rf"{re.escape(short)}(?!\w)", text, re.IGNORECASE):
            raise refuse(
                f"'{text}' is told in words. Write the ids of the paper and of the paragraph: {id_} {paper.first}."
            )
    return SourceName.of(text)


def _many(value: Any) -> Any:
    if not isinstance(value, list):
        raise refuse(
            f"{kind(value)} stands here where a list belongs. Begin each entry with a dash, or write [one, two]."
        )
    return value


def _passage(value: Any) -> tuple[str | tuple[str, ...], ...]:
    """The plan's words: paragraphs, and lists where the source has bullets."""
    blocks = [
        tuple(_text(item) for item in block) if isinstance(block, list) else _text(block)
        for block in _many(value)
    ]
    if not blocks or () in blocks:
        raise refuse("this list is empty. Write at least one entry, or take the line away.")
    return tuple(blocks)


def _slug(value: Any) -> str:
    text = _text(value)
    if not ID.fullmatch(text):
        raise refuse(
            f"'{text}' does not fit an address. Use small letters, digits and single hyphens: shorter-waits."
        )
    return text


def one_of(*names: str) -> BeforeValidator:
    """One of a few fixed words."""

    def check(value: Any) -> str:
        text = _text(value)
        if text not in names:
            raise refuse(f"this is '{text}'. {allowed(names, text)}")
        return text

    return BeforeValidator(check)


def known(info: ValidationInfo) -> Mapping[str, Mapping[str, Any]]:
    """What a value may refer to: entries by id, by the names of their tables. It is the validation's context."""
    return info.context or {}


def entry_of(table: str, what: str) -> BeforeValidator:
    """The entry of `table` (among those that are known) whose id an editor typed."""

    def look_up(value: Any, info: ValidationInfo) -> Any:
        text = _text(value)
        entries = known(info)[table]
        if text not in entries:
            raise refuse(f"{what} is '{text}'. {allowed(entries, text)}")
        return entries[text]

    return typed(look_up, type="string", ids_of=table)


def _phrase(value: Any) -> str:
    """A phrase that the search looks for in a question."""
    text = _text(value)
    if not re.fullmatch(_PHRASE, text):
        raise refuse(
            f"'{text}' is not a phrase that the search can look for. Write words with single blanks between them, and a slash where one word of several is enough: hang/drown myself."
        )
    return text


def _email(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", text, re.ASCII):
        raise refuse(f"'{text}' is not an e-mail address. Write it like plan@example.org.")
    return text


def _dialled(value: Any) -> str:
    """What someone dials or texts: a telephone number, or a short one such as 999."""
    text = _text(value)
    if not re.fullmatch(r"[0-9][0-9 ]{1,18}[0-9]", text):
        raise refuse(
            f"'{text}' is not a number to call or text. Write digits and blanks, in quotation marks: \"116 123\"."
        )
    return text


def _checked(value: Any) -> date | None:
    """The day on which a person saw or rang something, or None for the words `not yet`."""
    text = _text(value)
    if text != NOT_YET and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise refuse(
            f"this is '{text}'. Write the day on which a person rang the number or saw the live page (2026-11-21), or: {NOT_YET}."
        )
    return None if text == NOT_YET else _date(text)


def _telephone(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"\+?[0-9][0-9 ]{2,18}[0-9]", text):
        raise refuse(f"'{text}' is not a telephone number. Write digits and blanks: 0191 496 0000.")
    return text


def typed(check: Any, **schema: Any) -> BeforeValidator:
    """What a value has to pass, and how JSON Schema describes what an editor types for it."""
    return BeforeValidator(check, json_schema_input_type=Annotated[Any, WithJsonSchema(schema)])


# YAML takes 2014 and true for more than text, unless they stand in quotation marks. The model takes what was typed.
_ANY_TEXT = {"type": ["string", "number", "boolean"]}
_DAY = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

Text = Annotated[str, typed(_text, **_ANY_TEXT)]
Own = Annotated[str, typed(_own_told, **_ANY_TEXT)]
Number = Annotated[
    int,
    typed(
        _number, type=["integer", "string"], minimum=1, maximum=9999, pattern="^[1-9][0-9]{0,3}$"
    ),
]
Count = Annotated[int, typed(_count, type=["integer", "string"], minimum=0, pattern="^[0-9]{1,9}$")]
Commit = Annotated[str | None, typed(_commit, type=["string", "null"], pattern="^[0-9a-f]{40}$")]
Figure = Annotated[
    Decimal,
    typed(_figure, type=["number", "string"], minimum=0, pattern=r"^[0-9]{1,12}(\.[0-9]{1,6})?$"),
]
Date = Annotated[date, typed(_date, **_DAY)]
Month = Annotated[date, typed(_month, type="string", pattern="^[1-9][0-9]{3}-(0[1-9]|1[0-2])$")]
QuarterName = Annotated[Quarter, typed(_quarter, type="string", pattern="^[1-9][0-9]{3}-Q[1-4]$")]
Sort = Annotated[
    str, typed(_sort, type=["integer", "string"], pattern="^[0-9]{4}(-[0-9]{2}){0,2}$")
]
Flag = Annotated[bool, typed(_flag, type="boolean")]
Address = Annotated[str, typed(_address, type="string", pattern="^[Hh][Tt][Tt][Pp][Ss]?://")]
Repository = Annotated[
    str,
    typed(_repository, type="string", pattern="^[Hh][Tt][Tt][Pp][Ss]://[^/?#]+/[^/?#]+/[^/?#]+$"),
]
Email = Annotated[str, typed(_email, type="string", pattern="^[^@ ]+@[^@ ]+$")]
Telephone = Annotated[
    str, typed(_telephone, type=["integer", "string"], pattern=r"^\+?[0-9][0-9 ]{2,18}[0-9]$")
]
Dialled = Annotated[
    str, typed(_dialled, type=["integer", "string"], pattern="^[0-9][0-9 ]{1,18}[0-9]$")
]
Checked = Annotated[
    date | None,
    typed(_checked, type="string", pattern=f"^([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|{NOT_YET})$"),
]
_REFERENCES = {"type": "array", "minItems": 1, "items": {"type": "string"}}
Origin = Annotated[SourceName, typed(_source, anyOf=[_ANY_TEXT, _REFERENCES])]
Id = Annotated[str, typed(_slug, type="string", pattern=f"^{ID.pattern}$")]
Many = BeforeValidator(_many)
Phrase = Annotated[str, typed(_phrase, type=["string", "integer"], pattern=f"^{_PHRASE}$")]
Phrases = Annotated[tuple[Phrase, ...], Many]
Texts = Annotated[tuple[Text, ...], Many]
Owns = Annotated[tuple[Own, ...], Many]
Origins = Annotated[tuple[Origin, ...], Many, Field(min_length=1)]
Passage = Annotated[
    Any,
    typed(
        _passage,
        type="array",
        minItems=1,
        items={"anyOf": [_ANY_TEXT, {"type": "array", "minItems": 1, "items": _ANY_TEXT}]},
    ),
]


class Entry(BaseModel):
    """Anything that stands in data/: fixed once read, and no key that isn't known.

    The text under a field tells an editor what belongs there, while typing (macros/plan/schemas.py).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Named(Entry):
    """An entry with an id: its key in the file, or its file's name. The id is its address and never changes."""

    id: Id

    def __hash__(self) -> int:
        """Entries of one kind differ by their ids."""
        return hash((type(self), self.id))


def entry_in(annotation: Any) -> type[Entry] | None:
    """The model of the entries that stand in a field with such an annotation, if any do."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    return next((found for part in get_args(annotation) if (found := entry_in(part))), None)


# The papers

Block = str | tuple[str, ...]


def _paper_date(value: Any) -> str:
    text = _text(value)
    if text != NO_DATE and not re.fullmatch(r"[1-9][0-9]{3}(-[0-9]{2}){0,2}", text):
        raise refuse(
            f"this is '{text}'. Write the day, the month or the year of the paper (2018-05-25, 2018-05, 2018), or: {NO_DATE}."
        )
    return text


def _words(value: Any) -> tuple[Block, ...]:
    """What stands in a paragraph or a cell: one text, or paragraphs, and lists where the paper has bullets."""
    return _passage(value) if isinstance(value, list) else (_text(value),)


def _cells(value: Any) -> tuple[tuple[Block, ...], ...]:
    if not isinstance(value, list) or not value:
        raise refuse(
            f"{kind(value)} stands here where the cells of a row belong. Begin each cell with a dash."
        )
    return tuple(_words(cell) for cell in value)


_LIST = {"type": "array", "minItems": 1, "items": _ANY_TEXT}
_WORDS = {
    "anyOf": [_ANY_TEXT, {"type": "array", "minItems": 1, "items": {"anyOf": [_ANY_TEXT, _LIST]}}]
}
Words = Annotated[Any, typed(_words, **_WORDS)]
Row = Annotated[Any, typed(_cells, type="array", minItems=1, items=_WORDS)]


class PaperPart(Entry):
    """A part of a paper: what stands under one heading, or one table."""

    called: Text | None = None
    """What readers are told of it where its paragraphs have no numbers of their own: Appendix 3, section 1."""
    heading: Text | None = None
    """Its heading, to the letter."""
    paragraphs: dict[Id, Words] = {}
    """Its paragraphs, each under its id: the paper's own number, or small letters and hyphens."""
    columns: Texts = ()
    """The heads of a table's columns."""
    rows: dict[Id, Row] = {}
    """The rows of a table, each under its id, as a list of cells. The first cell says what the row is about."""


class Place(NamedTuple):
    """A paragraph of a paper: what stands there, the part that it is in, and the way to it from the file's top."""

    blocks: tuple[Block, ...]
    part: PaperPart
    way: Way
    row: str = ""

    @property
    def text(self) -> str:
        """Its words in one line."""
        return flat(self.blocks)


def _places(parts: dict[str, PaperPart]) -> Iterator[tuple[str, Place]]:
    """The paragraphs of a paper's parts by their ids, in order."""
    for name, part in parts.items():
        heading = (part.heading,) if part.heading else ()
        yield name, Place(heading, part, ("parts", name, *(["heading"] if heading else [])))
        for id_, words in part.paragraphs.items():
            yield id_, Place(words, part, ("parts", name, "paragraphs", id_))
        for id_, cells in part.rows.items():
            number = re.match(r"[0-9]+(?=\.)", flat(cells[0]))
            for nth, words in enumerate(cells):
                way: Way = ("parts", name, "rows", id_, nth)
                place = Place(words, part, way, number[0] if number else "")
                yield f"{name}-{id_}{f'-{nth}' if nth else ''}", place


class Paper(Named):
    """A paper that words are quoted from: one file in data/papers/. Its id and the ids of its paragraphs never change."""

    title: Text
    """The paper's title."""
    short: Text
    """The one short name by which readers are told of it, such as 2021 report."""
    kind: Annotated[
        Literal["plan", "report", "letter", "article"],
        one_of("plan", "report", "letter", "article"),
    ]
    """plan for a part of the plan itself; else report, letter or article. Readers are told of "the report’s own words"."""
    publisher: Text
    """Who published it."""
    date: Annotated[
        str,
        typed(
            _paper_date,
            type=["string", "integer"],
            pattern=f"^([1-9][0-9]{{3}}(-[0-9]{{2}}){{0,2}}|{NO_DATE})$",
        ),
    ]
    """Its day, month or year (2018-05-25, 2018-05, 2018), or: no date."""
    address: Address | None = None
    """The web address where it can be read, if it is known."""
    parts: dict[Id, PaperPart]
    """Its parts in order, each under its id, to the letter. Never change them."""

    @field_validator("parts")
    @classmethod
    def each_id_is_one_place(cls, parts: dict[str, PaperPart]) -> dict[str, PaperPart]:
        """An id leads to one paragraph, and there are some."""
        if not parts:
            raise refuse("no words stand here. Write at least one part, under its id.")
        seen: set[str] = set()
        for id_, place in _places(parts):
            if id_ in seen:
                raise refuse(
                    f"'{id_}' is the id of another paragraph of this paper already. Give this one another.",
                    at=place.way[1:],
                )
            seen.add(id_)
        return parts

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every paragraph by its id, in order. A part's id is its heading; a cell's is part, row and its number."""
        return dict(_places(self.parts))

    @property
    def first(self) -> str:
        """The id of its first paragraph, as an example."""
        return next((id_ for id_ in self.places if id_ not in self.parts), "1")

    def told(self, ids: Iterable[str]) -> str:
        """What readers are told of these paragraphs: '2021 report, paragraphs 6 and 8'."""
        named = list(dict.fromkeys(filter(None, map(self._told, ids))))
        numbers = [
            name.removeprefix("paragraph ") for name in named if name.startswith("paragraph ")
        ]
        if len(numbers) > 1:
            first = named.index(f"paragraph {numbers[0]}")
            named = [name for name in named if not name.startswith("paragraph ")]
            named.insert(first, f"paragraphs {_and(_runs(numbers))}")
        return f"{self.short}, {_and(named)}" if named else self.short

    def _told(self, id_: str) -> str:
        place = self.places[id_]
        if place.row and place.part.called:
            return f"row {place.row} of {place.part.called}"
        if place.part.called:
            return place.part.called
        number = re.fullmatch(r"([0-9]+)(?:-([a-z]))?", id_)
        if not number:
            return ""
        return f"paragraph {number[1]}" + (f" ({number[2]})" if number[2] else "")


def _runs(numbers: list[str]) -> list[str]:
    """Numbers as readers are told them: three or more that follow on one another are '48 to 52'."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and number.isdigit() and runs[-1][-1] == str(int(number) - 1):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        told for run in runs for told in ([f"{run[0]} to {run[-1]}"] if len(run) >= _A_RUN else run)
    ]


def _and(names: list[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def flat(words: Any) -> str:
    """Words in one line, without what is layout: line ends, and whether they stand in a list."""
    return " ".join(
        " ".join((block if isinstance(block, str) else flat(block)).split())
        for block in ([words] if isinstance(words, str) else words)
    )


# The plan and its parts


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
    contacts: Annotated[tuple[Contact, ...], Many] = ()
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

    @field_validator("contacts")
    @classmethod
    def contacts_differ(cls, contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
        """No contact stands there twice."""
        for place, contact in enumerate(contacts):
            if contact in contacts[:place]:
                raise refuse(
                    f"the contact '{contact.who}' stands here twice. Take one of them away.",
                    at=(place,),
                )
        return contacts

    @field_validator("privacy_contact", "kept")
    @classmethod
    def a_rule_is_more_than_a_word(cls, text: str | None) -> str | None:
        """These are sentences on the privacy page."""
        if text and not text.endswith((".", "!", "?")):
            raise refuse(
                "this stands as a sentence on the privacy page. Write a whole one, with a full stop."
            )
        return text

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


class Sources(Entry):
    """Where the papers have the facts of the plan: a paragraph, or a part with a table, such as `2021-report appendix-2`."""

    title: Origin | None = None
    """The paragraph with the plan's whole title."""
    owner: Origin | None = None
    """The paragraph that says who owns the plan."""
    chapters: Origin | None = None
    """The part that lists the chapters by groups: a paragraph for each group, named by the part and the group's id."""
    boards: Origin | None = None
    """The table of boards, with a row for each, named by the board's id: its name, and its chapters."""
    leads: Origin | None = None
    """The table of leads, with a row for each chapter, named by the chapter's id: its name, and its leads."""
    priorities: Origin | None = None
    """The table of priorities, with a row for each chapter, named by the chapter's id: its name, and its priorities."""


class About(Entry):
    """data/plan.yml: the plan itself, its edition and period, and who publishes the site."""

    title: Text
    """The plan's whole title, with its edition."""
    name: Text
    """The plan's short name, as in the header of each page."""
    place: Text
    """The place that the plan is for."""
    places: Phrases = ()
    """Names of the place and of its towns, and words such as "near me". The search passes over them if more is asked."""
    period: Text
    """The years that the plan is for, in words: 2020 to 2025."""
    edition: Text
    """The edition, as readers are told."""
    published: Text
    """When the edition came out, in words."""
    report: Annotated[Paper, entry_of("papers", "the report")]
    """The id of the paper that names leads, boards and priorities."""
    preface: Annotated[Paper | None, entry_of("papers", "the preface")] = None
    """The id of the paper that is the plan's preface. Leave it out if there is none."""
    sources: Sources = Field(default_factory=Sources)
    """Where the papers have the plan's facts. What is named here, the check holds to the papers."""
    priorities_from: Month
    """The first month that the priorities are for, such as 2021-09."""
    priorities_to: Month
    """The last month that the priorities are for, such as 2022-03."""
    owner: Text
    """Who owns the plan."""
    reviewed: Date
    """The day on which the pages were last held against the papers."""
    review: Date
    """The day by which they are to be held against the papers again."""
    publisher: Text | None = None
    """Who publishes this site. While the line is missing, the site says that nobody is named."""
    feedback: Route | None = None
    """Where readers' words go. While it is missing, the forms have no Send."""
    repository: Repository | None = None
    """Where this project stands on GitHub: https://github.com/example/plan. Each page then leads to its file there."""

    @field_validator("feedback")
    @classmethod
    def whoever_collects_is_named(cls, route: Route | None, info: ValidationInfo) -> Route | None:
        """Nothing is sent to anyone before readers are told who that is."""
        if route and route.endpoint and not info.data.get("publisher"):
            raise refuse(
                "an endpoint needs a publisher (the data controller), so that readers know who gets what they write. Add a line 'publisher:' to this file.",
                at=("endpoint",),
            )
        return route

    @property
    def priorities_period(self) -> str:
        """'September 2021 to March 2022'."""
        return f"{self.priorities_from:%B %Y} to {self.priorities_to:%B %Y}"


class Stage(Named):
    """A group of chapters: a stage of life, or one that cuts across them."""

    number: Number
    """The group's place, from 1 without a gap."""
    name: Text
    """The group's name, as readers see it."""
    life_stage: Flag
    """true for a stage of life, false for a group that cuts across them."""
    summary: Own
    """One short sentence for lists and the home page."""
    intro: Own
    """The opening of the group's page, in plain words."""
    as_written: Texts
    """The forms in which the papers write the name."""


class Board(Named):
    """A Partnership Board or the Executive, with its row in a paper's table of boards."""

    name: Text
    """The board's whole name."""
    kind: Annotated[
        Literal["partnership-board", "executive"], one_of("partnership-board", "executive")
    ]
    """partnership-board or executive."""
    summary: Own
    """One short sentence for lists."""
    intro: Own
    """The opening of the board's page, in plain words."""
    words: Text
    """The board's row in the report's table, to the letter. Never change it."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""


class Person(Named):
    """A chapter lead. `source` says where the name is from, if not from the table of leads that plan.yml names."""

    name: Text
    """The name as the papers give it, to the letter, and nothing more about the person."""
    source: Origin | None = None
    """Where the name is from, if not from the report that plan.yml names: a document or a web address."""


class Term(Named):
    """A word explained in plain sentences of the site's own, with where the meaning comes from."""

    term: Text
    """The word as readers meet it."""
    expansion: Text | None = None
    """The long form of a short one."""
    also: Texts = ()
    """Other forms of the word in the papers."""
    plain: Own
    """What it means, in one or two plain sentences that don't use the word itself."""
    note: Own | None = None
    """What else a reader should know of it."""
    source: Origins
    """Where the meaning comes from: documents or web addresses, at least one."""

    @field_validator("plain")
    @classmethod
    def explained_by_other_words(cls, plain: str, info: ValidationInfo) -> str:
        """An explanation does not use the word that it explains."""
        term = _own(info.data["term"]) if "term" in info.data else ""
        if (
            found := re.search(rf"(?<!\w){re.escape(term)}(?!\w)", plain, re.IGNORECASE)
            if term
            else None
        ):
            raise refuse(
                f"the explanation of '{term}' uses '{found[0]}' itself. Say it with other words."
            )
        return plain


class Note(Entry):
    """A dated note on doubtful wording: the words stay, the doubt stands beside them, with a question for the lead."""

    title: Own
    """A short name for the doubt."""
    date: Date
    """The day of the note."""
    words: Texts = ()
    """The words in doubt, copied from the paper to the letter."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""
    doubt: Own
    """What is not clear, in plain words."""
    question: Own | None = None
    """A question for the lead."""
    refs: Texts = ()
    """Numbers in decisions/003, such as D10."""


class PlanNote(Note, Named):
    """A note that belongs to the plan as a whole."""


class ChapterNote(Note):
    """A note that belongs to a chapter, and stands beside one of its priorities if it says which."""

    priority: Number | None = None
    """The number of the priority that it is about. Leave it out if it is about the whole chapter."""


ChapterId = Annotated[str, typed(_text, type="string", ids_of="chapters")]


class Related(Entry):
    """Another chapter that the sources tie to this one, and where they say so."""

    chapter: ChapterId
    """The other chapter's id: its file's name without .yml."""
    priority: Number | None = None
    """The number of a priority of that chapter."""
    why: Own
    """How the two belong together, in a plain sentence."""
    source: Origin
    """Where the papers say so."""


class Update(Entry):
    """A change that readers are told of: what changed, and why. In a chapter's file it is about the chapter."""

    date: Date
    """The day of the change."""
    what: Own
    """What changed, in a plain sentence in the past tense."""
    why: Own
    """Why, in a plain sentence that names the paper if there is one."""


# What an update is about, if it is about every page.
ALL = "all"


def _about(value: Any) -> str:
    text = _text(value)
    if text != ALL and not re.fullmatch(r"/([a-z0-9]+(-[a-z0-9]+)*/)*", text):
        raise refuse(
            f"the update is about '{text}'. Write '{ALL}', or the address of a page from the site's root: /leads/."
        )
    return text


class SiteUpdate(Update):
    """An update in data/updates.yml: `about` are the addresses of the pages that it is about, or `all`."""

    about: Annotated[
        tuple[Annotated[str, typed(_about, type="string")], ...],
        Many,
        Field(min_length=1),
    ]
    """The addresses of the pages that it is about, such as /leads/, or all."""


class Document(Entry):
    """A document about a chapter that can be read elsewhere."""

    title: Text
    """The document's title."""
    address: Address
    """Its whole web address."""
    date: Date
    """The day of the document."""


class Reason(Entry):
    """Why a chapter is on hold or retired: plainly, and in the source's words where there are any."""

    plain: Own
    """Why, in plain words."""
    words: Texts = ()
    """Why, in the paper's words, to the letter."""
    source: Annotated[Origin | None, Field(validate_default=True)] = None
    """The document and the place in it. Needed where there are words."""
    date: Date | None = None
    """Since when. Needed for a retired chapter."""

    @field_validator("source")
    @classmethod
    def words_have_a_source(cls, source: str | None, info: ValidationInfo) -> str | None:
        """Quoted words say where they are from."""
        if info.data.get("words") and not source:
            raise refuse(
                "these words have no source. Add a line 'source:' that names the document.",
                at=("..", "words"),
            )
        return source


class Help(Named):
    """A way to help that is not the plan's: whom to call or text, or which page to open, and where that was read.

    `read` says what was seen when it was written down; `checked`, whether a person has rung it or seen the live page since.
    """

    name: Own
    """The service's name."""
    group: Annotated[
        Literal["danger", "crisis", "talk", "text", "deaf", "languages", "abuse", "local"],
        one_of("danger", "crisis", "talk", "text", "deaf", "languages", "abuse", "local"),
    ]
    """Where it stands on the page Get help now: danger, crisis, talk, text, deaf, languages, abuse or local."""
    subject: Annotated[Own | None, Field(validate_default=True)] = None
    """What a local service is about, such as Carers: its heading. Only a local service has one."""
    number: Dialled | None = None
    """Its number, in quotation marks. Leave it out if it was not read on an official page."""
    by: Annotated[Literal["call", "text", "relay"], one_of("call", "text", "relay")] = "call"
    """call, text, or relay for a number that is dialled in the Relay UK app or on a textphone. Left out, it is call."""
    address: Address
    """The web address of its official page."""
    plain: Own
    """What it is for and how to reach it, in plain words."""
    source: Origin
    """Where the facts are from: the page's name, or its web address."""
    read: Own
    """Which copy of which page was read, and of when."""
    checked: Checked
    """The day on which a person rang the number or saw the live page, or: not yet."""
    review: Date
    """The day by which it is to be checked again."""

    @property
    def on_abuse(self) -> bool:
        """Whether it is help with abuse: a quick way off the site stands first where it is shown."""
        return self.group == "abuse"

    @field_validator("subject")
    @classmethod
    def local_services_have_a_subject(cls, subject: str | None, info: ValidationInfo) -> str | None:
        """Local services stand under what they are about; the others under their group alone."""
        if info.data.get("group") == "local" and not subject:
            raise refuse(
                "a local service stands under what it is about. Add a line 'subject:', such as 'subject: Carers'.",
                at=("..", "group"),
            )
        if subject and info.data.get("group") not in ("local", None):
            raise refuse("only a local service has a subject. Take this line away.")
        return subject


class Priority(Entry):
    """One priority: the plan's exact words as paragraphs, and the site's plain heading and explanation."""

    number: Number
    """Its place: 1, 2, 3 without a gap."""
    heading: Own
    """A short plain heading, without a full stop."""
    plain: Own
    """What was planned, in plain words that say no more than the plan's."""
    words: Annotated[Texts, Field(min_length=1)]
    """The plan's words to the letter, one entry a paragraph. Never change them."""
    source: Origin
    """The paper and the paragraph that they stand in: 2021-report appendix-3-carers-1."""
    terms: Annotated[
        tuple[Annotated[Term, entry_of("terms", "a word explained here")], ...],
        Many,
    ] = ()
    """Ids of the words explained under it, eight at most."""
    stage: Annotated[Stage, entry_of("stages", "the stage")] | None = None
    """The group that it names, if that is not the chapter's own."""
    reported_from: QuarterName | None = None
    """The first quarter that the board is told of it, such as 2022-Q2, if it was agreed later than the chapter's others."""

    @field_validator("terms")
    @classmethod
    def few_enough_to_read(cls, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        """At most eight words are explained under a quotation."""
        if len(terms) > MOST_TERMS:
            raise refuse(
                f"{len(terms)} words are explained here. At most {MOST_TERMS} are read: keep those that are needed most."
            )
        return terms


class Chapter(Named):
    """A chapter: one file in data/chapters/ and one page in docs/chapters/.

    `reported_from` is the first quarter that its board reports on, if the chapter came to the board later than others.
    """

    number: Number
    """The chapter's number. It never changes, and no number is left out."""
    title: Text
    """The chapter's title, as readers see it."""
    stage: Annotated[Stage, entry_of("stages", "the stage")]
    """The id of its group."""
    leads: Annotated[
        tuple[Annotated[Person, entry_of("people", "a lead")], ...],
        Many,
    ]
    """The ids of its leads, in square brackets. [] while it has none, with vacant_since."""
    vacant_since: Annotated[Date | None, Field(validate_default=True)] = None
    """The day since which nobody leads the chapter. Leave it out while somebody does."""
    board: Annotated[Board, entry_of("boards", "the board")]
    """The id of the board that considers it."""
    status: Annotated[
        Literal["current", "on-hold", "retired"], one_of("current", "on-hold", "retired")
    ]
    """current, on-hold or retired. The last two need a reason."""
    reason: Annotated[Reason | None, Field(validate_default=True)] = None
    """Why the chapter is on hold or retired. A current chapter has none."""
    reported_from: QuarterName | None = None
    """The first quarter that its board reports on, such as 2022-Q2, if the chapter came to the board later."""
    summary: Own
    """The opening of the page, in one or two plain sentences."""
    priorities: Annotated[tuple[Priority, ...], Many]
    """The priorities in their order. [] for none, which only a chapter on hold or retired may have."""
    keywords: Owns = ()
    """What people would look for in the A to Z and the search, one a line."""
    also_called: Texts = ()
    """Other names that the papers use."""
    related: Annotated[tuple[Related, ...], Many] = ()
    """Chapters that the papers tie to this one."""
    notes: Annotated[tuple[ChapterNote, ...], Many] = ()
    """Notes on doubtful wording in this chapter."""
    help: Annotated[tuple[Annotated[Help, entry_of("help", "a way to help")], ...], Many] = ()
    """Ids of up to three ways to help (data/help.yml) that stand near the top of the page, where its subject can mean danger."""
    documents: Annotated[tuple[Document, ...], Many] = ()
    """Documents about the chapter that can be read elsewhere."""
    updates: Annotated[tuple[Update, ...], Many] = ()
    """What changed since the chapter was first published here, newest last."""

    @field_validator("leads")
    @classmethod
    def led_by_different_people(cls, leads: tuple[Person, ...]) -> tuple[Person, ...]:
        """No lead is named twice in one chapter."""
        for place, lead in enumerate(leads):
            if lead in leads[:place]:
                raise refuse(f"'{lead.id}' is named twice. Take one of them away.", at=(place,))
        return leads

    @field_validator("vacant_since")
    @classmethod
    def a_vacancy_has_a_day(cls, since: date | None, info: ValidationInfo) -> date | None:
        """Nobody leads the chapter since a day; while somebody does, there is no such day."""
        leads = info.data.get("leads")
        if leads == () and since is None:
            raise refuse(
                "nobody leads this chapter. Name a lead, or add a line 'vacant_since:' with the day since which there is none, such as 'vacant_since: 2026-11-21'.",
                at=("..", "leads"),
            )
        if leads and since:
            raise refuse("somebody leads this chapter. Take this line away, or write 'leads: []'.")
        return since

    @field_validator("help")
    @classmethod
    def help_is_short(cls, lines: tuple[Help, ...]) -> tuple[Help, ...]:
        """Who needs help at once reads three lines, not more, and none twice."""
        if len(lines) > MOST_HELP:
            raise refuse(
                f"{len(lines)} ways to help are named here. Keep the {MOST_HELP} that are needed first: the page 'Get help now' has them all."
            )
        for place, line in enumerate(lines):
            if line in lines[:place]:
                raise refuse(f"'{line.id}' is named twice. Take one of them away.", at=(place,))
        return lines

    @field_validator("reason")
    @classmethod
    def unusual_status_has_a_reason(
        cls, reason: Reason | None, info: ValidationInfo
    ) -> Reason | None:
        """A chapter on hold or retired says why; a retired one also since when; a current one needs no reason."""
        status = info.data.get("status")
        if status in ("on-hold", "retired") and reason is None:
            raise refuse(
                f"the chapter is {status} without a reason. Add 'reason:' with a line 'plain:' under it.",
                at=("..", "status"),
            )
        if status == "retired" and reason and not reason.date:
            raise refuse("a retired chapter says since when. Add a line 'date:' here.")
        if status == "current" and reason:
            raise refuse(
                "a current chapter needs no reason. Take these lines away, or set the status to on-hold or retired."
            )
        return reason

    @field_validator("priorities")
    @classmethod
    def priorities_run_from_one(
        cls, priorities: tuple[Priority, ...], info: ValidationInfo
    ) -> tuple[Priority, ...]:
        """A current chapter has priorities, and their numbers run 1, 2, 3, for links and reports name them."""
        if not priorities and info.data.get("status") == "current":
            raise refuse(
                "a current chapter has no priorities. Add them, or set the status to on-hold or retired with a reason."
            )
        for place, priority in enumerate(priorities):
            if priority.number != place + 1:
                raise refuse(
                    f"priority {priority.number} stands where {place + 1} belongs. Number them 1, 2, 3 in order.",
                    at=(place, "number"),
                )
        return priorities

    @field_validator("notes")
    @classmethod
    def notes_are_about_what_is_there(
        cls, notes: tuple[ChapterNote, ...], info: ValidationInfo
    ) -> tuple[ChapterNote, ...]:
        """A note stands beside a priority of this chapter, and quotes its words as they are."""
        priorities = {priority.number: priority for priority in info.data.get("priorities", ())}
        for place, note in enumerate(notes):
            if note.priority is None or "priorities" not in info.data:
                continue
            if note.priority not in priorities:
                raise refuse(
                    f"there is no priority {note.priority} in this chapter. {numbered(len(priorities))}",
                    at=(place, "priority"),
                )
            said = " ".join(priorities[note.priority].words)
            for nth, words in enumerate(note.words):
                if words not in said:
                    raise refuse(
                        f"'{words}' does not stand in priority {note.priority}. Copy the plan's words.",
                        at=(place, "words", nth),
                    )
        return notes

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every word that is explained on the chapter's page, A to Z."""
        return tuple(
            sorted({t for p in self.priorities for t in p.terms}, key=lambda t: t.term.lower())
        )

    def notes_on(self, priority: Priority | None) -> tuple[ChapterNote, ...]:
        """The notes beside one priority, or (None) those on the chapter as a whole."""
        return tuple(n for n in self.notes if n.priority == (priority and priority.number))


class Quote(Named):
    """A passage of the plan or the report that a page quotes, word for word."""

    words: Text
    """The passage to the letter. Never change it."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""


class Objective(Named):
    """A strategic objective of the Joint Health and Wellbeing Strategy."""

    number: Number
    """Its place, from 1."""
    heading: Own
    """A short plain heading."""
    words: Text
    """The plan's words to the letter. Never change them."""
    plain: Own
    """What it means, in plain words."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""


class Part(Entry):
    """One part of a framework that the plan names: an ambition, an aim, a pillar, a component."""

    words: Text
    """The plan's words to the letter. Never change them."""
    plain: Own
    """What it means, in plain words."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""
    address: Address | None = None
    """The web address that the paper gives for it."""


Parts = Annotated[tuple[Part, ...], Many, Field(min_length=1)]


class Frameworks(Entry):
    """data/frameworks.yml: the lists of ideas that the plan builds on."""

    ambitions: Parts
    """The ambitions of the County Durham Vision 2035."""
    triple_aim: Parts
    """The three aims of the outcomes framework."""
    pillars: Parts
    """The four pillars of population health."""
    components: Parts
    """The six components of personalised care."""
    ogim: Parts
    """The parts of a chapter's full document."""


class Event(Entry):
    """A dated event. `context` marks what came from outside the plan's sources."""

    date: Text
    """The date as readers see it, in words."""
    sort: Sort
    """Its place in time, in quotation marks: a year, a month or a day."""
    what: Own
    """What happened, in plain words."""
    words: Text | None = None
    """A source's words, to the letter. Never change them."""
    source: Origin
    """The paper and the paragraph that the words stand in: 2021-report 15. Several stand in square brackets."""
    context: Flag = False
    """true for what is not from the plan's own papers."""
    caution: Own | None = None
    """What a reader must know of it."""


# The accessibility statement


class KnownProblem(Entry):
    """What is missing or hard on the site: whom it affects, why, what to do instead, since when.

    `breaks` names the rule that is broken, if one is: without it the site is hard to use, but complies. What is there
    only `until` an endpoint is named is told no longer than that.
    """

    what: Own
    """What is missing or hard."""
    who: Own
    """Whom it affects."""
    why: Own
    """Why it is so."""
    instead: Own
    """What to do instead."""
    since: Date
    """Since when."""
    breaks: Own | None = None
    """The rule that it breaks. Leave it out if it breaks none."""
    until: Annotated[Literal["endpoint"], one_of("endpoint")] | None = None
    """endpoint, if it ends once data/plan.yml has an endpoint for the forms. Leave it out otherwise."""


class Tested(Entry):
    """One test of the site: what was tested and how, by a machine or by people, when, and what came of it."""

    what: Own
    """What was tested."""
    how: Own
    """How it was tested."""
    by: Annotated[Literal["machine", "people"], one_of("machine", "people")]
    """machine or people."""
    date: Date
    """The day of the test."""
    result: Own
    """What came of it."""


class Accessibility(Entry):
    """data/accessibility.yml: what the accessibility statement lists, and its dates."""

    prepared: Date
    """The day on which the statement was prepared."""
    reviewed: Date
    """The day on which it was last reviewed."""
    review: Date
    """The day by which it is to be reviewed again."""
    problems: Annotated[tuple[KnownProblem, ...], Many]
    """What is missing or hard on the site."""
    tests: Annotated[tuple[Tested, ...], Many]
    """How the site was tested."""
    untested: Owns
    """What no person has tested yet."""

    @field_validator("reviewed", "review")
    @classmethod
    def dates_follow_one_another(cls, found: date, info: ValidationInfo) -> date:
        """Prepared, then reviewed, then to be reviewed again."""
        before = "prepared" if info.field_name == "reviewed" else "reviewed"
        if before in info.data and found < info.data[before]:
            raise refuse(f"{found} is earlier than the date at '{before}'. Put the two in order.")
        return found


class Tool(Entry):
    """A program that measured the site, and its version."""

    name: Text
    version: Text


class Finding(Entry):
    """A rule of axe-core that pages broke: at how many places, on how many pages."""

    rule: Text
    means: Text
    places: Count
    pages: Count


class Audit(Entry):
    """data/audit.json: what `make audit` measured, and the commit that it measured. Only the audit writes it."""

    commit: Commit
    date: Date
    tools: Annotated[tuple[Tool, ...], Many, Field(min_length=1)]
    pages: Count
    searches: Count
    states: Annotated[Texts, Field(min_length=1)]
    rules: Count
    findings: Annotated[tuple[Finding, ...], Many]
    undecided: Count
    faint: Count
    small: Count
    too_wide: Count
    links: Count
    broken_links: Count
    requests: Count
    requests_elsewhere: Count
    kept: Count

    @property
    def places(self) -> int:
        """How many places broke a rule, over all rules."""
        return sum(finding.places for finding in self.findings)
