"""From data/ to one Plan, or to every problem at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from pydantic import ValidationError

from . import checks, papers, themes
from .addresses import Addresses
from .danger import Danger
from .feedback import Theme
from .model import (
    ID,
    About,
    Accessibility,
    Audit,
    Board,
    Chapter,
    Entry,
    Event,
    Frameworks,
    Help,
    Named,
    Objective,
    Own,
    Paper,
    Person,
    PlanNote,
    Priority,
    Quote,
    SiteUpdate,
    Stage,
    Term,
    Text,
    kind,
    numbered,
)
from .outcomes import Outcome
from .problems import PlanError, Problem, allowed
from .quarters import Quarter
from .reports import FOLDER, Report, Reports, received_reports_stay
from .source import A_LINK, Source, read_yaml, readable
from .today import build_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from .base import Base
    from .source import Way

_Model = TypeVar("_Model", bound=Entry)

# Files that hold a mapping of entries by id, in the order in which they refer to one another.
TABLES: dict[str, type[Named]] = {
    "stages": Stage,
    "boards": Board,
    "people": Person,
    "terms": Term,
    "notes": PlanNote,
    "quotes": Quote,
    "objectives": Objective,
    "outcomes": Outcome,
    "themes": themes.Theme,
    "help": Help,
    "danger": Danger,
}
# Folders that hold a file for each entry, named by its id.
FOLDERS: dict[str, type[Named]] = {"papers": Paper, "chapters": Chapter, "feedback": Theme}
# Files that are one entry, and files that are a list of entries.
FILES: dict[str, type[Entry]] = {
    "plan": About,
    "frameworks": Frameworks,
    "accessibility": Accessibility,
    "addresses": Addresses,
}
LISTS: dict[str, type[Entry]] = {"timeline": Event, "updates": SiteUpdate}
_ONE_OF = {"timeline": "event", "updates": "update"}


@dataclass(frozen=True)
class Plan:
    """Everything that data/ holds, in order. Tables are keyed by id; chapters stand in the order of their numbers.

    Only a plan that is `whole`, without an error in its data, can be published.
    """

    whole: bool
    about: About
    stages: dict[str, Stage]
    boards: dict[str, Board]
    people: dict[str, Person]
    terms: dict[str, Term]
    notes: dict[str, PlanNote]
    papers: dict[str, Paper]
    quotes: dict[str, Quote]
    objectives: dict[str, Objective]
    outcomes: dict[str, Outcome]
    themes: dict[str, themes.Theme]
    help: dict[str, Help]
    danger: dict[str, Danger]
    frameworks: Frameworks
    accessibility: Accessibility
    addresses: Addresses
    audit: Audit | None
    timeline: tuple[Event, ...]
    chapters: dict[str, Chapter]
    feedback: dict[str, Theme]
    updates: tuple[SiteUpdate, ...]
    reports: Reports

    @cached_property
    def _of(self) -> dict[Named, tuple[Chapter, ...]]:
        groups: dict[Named, list[Chapter]] = {}
        for chapter in self.chapters.values():
            for owner in (chapter.stage, chapter.board, *chapter.leads):
                groups.setdefault(owner, []).append(chapter)
        return {owner: tuple(chapters) for owner, chapters in groups.items()}

    def chapters_of(self, owner: Stage | Board | Person) -> tuple[Chapter, ...]:
        """The chapters of a stage, a board or a lead, retired ones too, in the order of their numbers."""
        return self._of.get(owner, ())

    @cached_property
    def priorities(self) -> tuple[tuple[Chapter, Priority], ...]:
        """Every priority with its chapter; those of retired chapters stand apart on their own pages."""
        return tuple(
            (c, p) for c in self.chapters.values() if c.status != "retired" for p in c.priorities
        )

    def themes_of(self, owner: Chapter | Board) -> tuple[Theme, ...]:
        """What people said about a chapter, or about the chapters of a board, in the order of `feedback`."""
        own = (
            {owner.id}
            if isinstance(owner, Chapter)
            else {chapter.id for chapter in self.chapters_of(owner)}
        )
        return tuple(
            theme
            for theme in self.feedback.values()
            if own & {subject.chapter for subject in theme.about}
        )

    @cached_property
    def neighbours(self) -> dict[str, tuple[Chapter | None, Chapter | None]]:
        """For each chapter's id, the chapter before and the chapter after."""
        order = [*self.chapters.values()]
        return {
            chapter.id: (before, after)
            for before, chapter, after in zip(
                [None, *order], order, [*order[1:], None], strict=False
            )
        }


@dataclass(frozen=True)
class Loaded:
    """What could be read of data/: the entries that are right, the files behind them, and whether all are right."""

    entries: dict[str, Any]
    sources: dict[str, Source]
    whole: bool
    today: date

    @cached_property
    def chapter_ids(self) -> list[str]:
        """The ids of all chapters that have a file, whether it could be read or not."""
        return sorted(
            name.removeprefix("chapters/") for name in self.sources if name.startswith("chapters/")
        )

    @cached_property
    def papers(self) -> dict[str, Paper]:
        """The papers that quotations are held to: none while one of them can't be read, so that it alone is told."""
        held: dict[str, Paper] = self.entries["papers"]
        files = [name for name in self.sources if name.startswith("papers/")]
        return held if len(held) == len(files) else {}

    @cached_property
    def own_texts(self) -> list[tuple[Source, Way, str]]:
        """Every text in the site's own words, as it was typed, with its file and the way to it."""
        return [(source, way, text) for source, way, text, own in self._texts if own]

    @cached_property
    def other_texts(self) -> list[tuple[Source, Way, str]]:
        """Every other text that readers see, such as names, the plan's words and what boards report."""
        return [(source, way, text) for source, way, text, own in self._texts if not own]

    @cached_property
    def _texts(self) -> list[tuple[Source, Way, str, bool]]:
        return [*self._read_texts()]

    def _read_texts(self) -> Iterator[tuple[Source, Way, str, bool]]:
        for name, source in self.sources.items():
            data, folder = source.data, name.partition("/")[0]
            if model := FILES.get(name) or FOLDERS.get(folder) or {FOLDER: Report}.get(folder):
                yield from _texts(source, (), data, model)
            elif isinstance(data, dict) and name in TABLES:
                for id_, entry in data.items():
                    yield from _texts(source, (id_,), entry, TABLES[name])
            elif isinstance(data, list) and name in LISTS:
                for place, entry in enumerate(data):
                    yield from _texts(source, (place,), entry, LISTS[name])

    def not_there(self, source: Source, way: Way, named: Any, what: str) -> Iterator[Problem]:
        """A `chapter`, or its `priority`, that the entry at `way` names and that is not there. `what` says what the chapter is."""
        chapter = self.entries["chapters"].get(named.chapter)
        if self.chapter_ids and named.chapter not in self.chapter_ids:
            yield source.problem(
                (*way, "chapter"),
                f"{what} is '{named.chapter}'. {allowed(self.chapter_ids, named.chapter)}",
            )
        elif chapter and named.priority and named.priority > len(chapter.priorities):
            found = f"'{named.chapter}' has no priority {named.priority}. {numbered(len(chapter.priorities))}"
            yield source.problem((*way, "priority"), found)


def load_plan(root: Path, today: date | None = None) -> Plan:
    """The plan in `root`/data.

    Raises PlanError with every error in the data (not the warnings). `today` is for what is due or still to come.
    """
    plan, problems = read_plan(root, today or build_date())
    if not plan.whole:
        raise PlanError(p for p in problems if not p.warning)
    return plan


def read_plan(
    root: Path,
    today: date,
    *,
    base: Base | None = None,
    drafts: Mapping[str, Source] = MappingProxyType({}),
) -> tuple[Plan, list[Problem]]:
    """The plan, as far as it could be read, and all problems, warnings too.

    `base` is an earlier version to compare with. `drafts` stand in for highlight reports, by their ways from data/.
    """
    loaded, problems = _read_entries(root, today, drafts)
    for rule in checks.RULES:
        problems += rule(loaded)
    if base:
        problems += received_reports_stay(loaded.sources, base)
    entries = dict(loaded.entries)
    entries["timeline"] = tuple(sorted(entries["timeline"], key=lambda event: event.sort))
    entries["chapters"] = dict(sorted(entries["chapters"].items(), key=lambda item: item[1].number))
    # What waits comes first, the longest wait before others; then what was answered, the latest first.
    entries["feedback"] = dict(sorted(entries["feedback"].items(), key=lambda item: _turn(item[1])))
    entries["reports"] = Reports(tuple(entries["reports"].values()), entries["about"], today)
    plan = Plan(whole=all(p.warning for p in problems), **entries)
    for rule in papers.FACTS:
        problems += rule(loaded)
    return plan, sorted(problems)


def _turn(theme: Theme) -> tuple[bool, int]:
    """When it is a theme's turn to be told."""
    days = theme.heard.toordinal() if theme.waits else -theme.latest.toordinal()
    return not theme.waits, days


class _Anything(dict[str, Named]):
    """Stands for a table whose file can't be read, so that its one problem is not told a hundred times."""

    def __init__(self, model: type[Named]) -> None:
        self.model = model

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: str) -> Named:
        return self.model.model_construct(id=key)


def _read_entries(
    root: Path, today: date, drafts: Mapping[str, Source]
) -> tuple[Loaded, list[Problem]]:
    reader = _Reader(root / "data")
    reader.folder("papers", Paper)  # they come first: every quotation names one
    reader.tables()
    reader.files()
    reader.audit()
    reader.lists()
    reader.folders()
    reader.reports(drafts)
    reader.problems += _strays(root / "data")
    return Loaded(reader.entries, reader.sources, not reader.problems, today), reader.problems


@dataclass
class _Reader:
    """Reads data/ file by file. `known` holds what other files may refer to, by table: tables come first."""

    data: Path
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    entries: dict[str, Any] = field(default_factory=dict)
    known: dict[str, Mapping[str, Named]] = field(default_factory=dict)

    def tables(self) -> None:
        """Files that hold entries by id."""
        for name, model in TABLES.items():
            source = self._source(name)
            if source is None or not isinstance(source.data, dict):
                if source:
                    found = f"{kind(source.data)} stands here where a mapping belongs. Write each entry under its id."
                    self.problems.append(source.problem((), found))
                self.known[name], self.entries[name] = _Anything(model), {}
                continue
            built = {key: self._entry(model, source, (key,), id=key) for key in source.data}
            self.entries[name] = {key: value for key, value in built.items() if value}
            self.known[name] = {
                key: value or model.model_construct(id=key) for key, value in built.items()
            }

    def files(self) -> None:
        """Files that are one entry."""
        for name, model in FILES.items():
            source = self._source(name)
            self.entries["about" if name == "plan" else name] = source and self._entry(
                model, source
            )

    def audit(self) -> None:
        """The measured figures: without them the site says that there are none."""
        self.entries["audit"] = None
        if (path := self.data / "audit.json").exists():
            source = self._read(path, "data/audit.json")  # JSON is read as YAML, for the places
            self.entries["audit"] = source and self._entry(Audit, source)

    def lists(self) -> None:
        """Files that are a list of entries."""
        for name, model in LISTS.items():
            self.entries[name] = ()
            source = self._source(name)
            if source and isinstance(source.data, list):
                read = (self._entry(model, source, (n,)) for n in range(len(source.data)))
                self.entries[name] = tuple(entry for entry in read if entry)
            elif source:
                found = f"{kind(source.data)} stands here where a list belongs. Begin each {_ONE_OF[name]} with a dash."
                self.problems.append(source.problem((), found))

    def folders(self) -> None:
        """Folders that hold a file for each entry."""
        for folder, model in FOLDERS.items():
            if folder not in self.entries:
                self.folder(folder, model)
        for folder in ("chapters", "papers"):
            if not (self.data / folder).is_dir():
                self.problems.append(
                    Problem(f"data/{folder}", 1, 1, "this folder is missing. Put it back.")
                )

    def folder(self, folder: str, model: type[Named]) -> None:
        """One of these folders."""
        self.entries[folder] = {}
        known: dict[str, Named] = {}
        for path in _files(self.data / folder):
            name = readable(path.name)
            shown = f"data/{folder}/{name}"
            if path.suffix != ".yml" or not ID.fullmatch(path.stem):
                found = f"the file's name is '{name}'. Use small letters, digits and single hyphens, and end with .yml: shorter-waits.yml."
                self.problems.append(Problem(shown, 1, 1, found))
                continue
            source = self._read(path, shown)
            # Other files may name one that can't be read.
            self.sources[f"{folder}/{path.stem}"] = source or Source(shown, None)
            entry = self._entry(model, source, id=path.stem) if source else None
            if entry:
                self.entries[folder][path.stem] = entry
            known[path.stem] = entry or model.model_construct(id=path.stem)
        self.known[folder] = known

    def reports(self, drafts: Mapping[str, Source]) -> None:
        """The highlight reports, and the drafts that stand in for some of them."""
        self.entries["reports"] = {}
        boards = [*self.known["boards"]]
        named, found = _report_files(self.data / FOLDER, self.known["boards"])
        self.problems += found
        ways = [name.split("/") for name in {*named, *drafts}]
        for _, quarter, board in sorted(
            ways, key=lambda way: (way[1], boards.index(way[2]) if way[2] in boards else 0, way[2])
        ):
            name = f"{FOLDER}/{quarter}/{board}"
            shown = f"data/{name}.yml"
            source = drafts.get(name) or self._read(self.data / f"{name}.yml", shown)
            self.sources[name] = source or Source(shown, None)
            if source and (report := self._entry(Report, source, quarter=quarter, board=board)):
                self.entries["reports"][name] = report

    def _source(self, name: str) -> Source | None:
        """A file that has to be there."""
        path, shown = self.data / f"{name}.yml", f"data/{name}.yml"
        if not path.exists():
            self.problems.append(Problem(shown, 1, 1, "this file is missing. Put it back."))
            return None
        source = self._read(path, shown)
        if source:
            self.sources[name] = source
        return source

    def _read(self, path: Path, shown: str) -> Source | None:
        source, found = read_yaml(path, shown)
        self.problems += found
        return source

    def _entry(
        self, model: type[_Model], source: Source, way: Way = (), **named: str
    ) -> _Model | None:
        """The entry at `way` of a file, or None. `named` is what the names of files, folders and entries say of it."""
        data = source.data
        for step in way:
            data = data[step]
        if not isinstance(data, dict):
            found = (
                f"{kind(data)} stands here where a mapping belongs. Write lines of 'name: value'."
            )
            self.problems.append(source.problem(way, found))
            return None
        self.problems += _named_twice(source, way, data, named)
        try:
            return model.model_validate(data | named, context=self.known)
        except ValidationError as error:
            self.problems += [
                _problem(one, source, way, model) for one in error.errors(include_url=False)
            ]
            return None


def _named_twice(
    source: Source, way: Way, data: dict[str, Any], named: dict[str, str]
) -> Iterator[Problem]:
    """Lines that say what a name says already."""
    if "id" in data and "id" in named:
        found = "'id' is not written here: the name above, or the file's name, is the id. Take this line away."
        yield source.problem((*way, "id"), found, of_key=True)
    for name, what in (("quarter", "the folder"), ("board", "the file")):
        if name in data and name in named:
            found = (
                f"the {name} is not written here: {what} is named after it. Take this line away."
            )
            yield source.problem((name,), found, of_key=True)


def _files(folder: Path) -> list[Path]:
    """What stands in a folder, without what editors' programs hide there."""
    there = folder.is_dir() and not folder.is_symlink()
    return (
        sorted(path for path in folder.iterdir() if not path.name.startswith(".")) if there else []
    )


def _report_files(folder: Path, boards: Mapping[str, Named]) -> tuple[list[str], list[Problem]]:
    """The highlight reports in `folder`, by their ways from data/, and what does not belong there."""
    named, problems = [], []
    for quarter in _files(folder):
        shown = f"data/{FOLDER}/{readable(quarter.name)}"
        if not quarter.is_dir():
            problems.append(
                Problem(
                    shown,
                    1,
                    1,
                    "this file stands in no quarter. Put it into a folder that is named after one: 2021-Q4 is October to December 2021.",
                )
            )
            continue
        try:
            Quarter.read(quarter.name)
        except ValueError:
            problems.append(
                Problem(
                    shown,
                    1,
                    1,
                    f"the folder's name is '{readable(quarter.name)}'. Use the year and the quarter: 2021-Q4 is October to December 2021.",
                )
            )
            continue
        for path in _files(quarter):
            if path.suffix == ".yml" and path.stem in boards:
                named.append(f"{FOLDER}/{quarter.name}/{path.stem}")
            else:
                name = readable(path.name)
                problems.append(
                    Problem(
                        f"{shown}/{name}",
                        1,
                        1,
                        f"the file's name is '{name}'. {allowed([f'{board}.yml' for board in boards], name)}",
                    )
                )
    return named, problems


def _strays(data: Path) -> Iterator[Problem]:
    """Files in data/ that nothing reads: most likely a slip in a name."""
    known = {
        *(f"{name}.yml" for name in (*TABLES, *FILES, *LISTS)),
        "audit.json",
        *FOLDERS,
        FOLDER,
    }
    for path in sorted(data.rglob("*")):
        if path.is_symlink() and path.exists():
            yield Problem(f"data/{readable(path.relative_to(data).as_posix())}", 1, 1, A_LINK)
    for path in _files(data):
        if path.name not in known:
            name = readable(path.name)
            yield Problem(
                f"data/{name}", 1, 1, f"nothing reads '{name}'. {allowed(sorted(known), name)}"
            )


# What pydantic says, and what an editor is told. Our own kinds of value say their own sentence.
_SAID = {
    "missing": "'{field}' is missing. Add a line '{field}:'.",
    "too_short": "this list is empty. Write at least one entry.",
    "model_type": "{kind} stands here where a mapping belongs. Write lines of 'name: value'.",
    "dict_type": "{kind} stands here where a mapping belongs. Write lines of 'name: value'.",
}


def _problem(error: ErrorDetails, source: Source, way: Way, model: type[Entry]) -> Problem:
    kind_of, loc = error["type"], error["loc"]
    if kind_of == "refused":
        for step in error["ctx"]["at"]:
            loc = loc[:-1] if step == ".." else (*loc, step)
        if loc[-1:] == ("[key]",):  # a name in a mapping that holds any names
            return source.problem((*way, *loc[:-1]), error["ctx"]["said"], of_key=True)
        if loc == ("id",):  # the id is the entry's name, so the name is what is wrong
            return source.problem(way, error["ctx"]["said"], of_key=True)
        return source.problem((*way, *loc), error["ctx"]["said"])
    if kind_of == "extra_forbidden":
        names = [name for name in _fields(model, loc[:-1]) if name != "id"]
        return source.problem(
            (*way, *loc),
            f"this line's name is '{loc[-1]}'. {allowed(names, str(loc[-1]))}",
            of_key=True,
        )
    message = _SAID[kind_of].format(field=loc[-1] if loc else "", kind=kind(error["input"]))
    return source.problem((*way, *loc[:-1]) if kind_of == "missing" else (*way, *loc), message)


def _fields(model: type[Entry], loc: Way) -> list[str]:
    """The names that are allowed in the mapping at `loc` of a model."""
    inside = False  # a mapping that holds any names, so that the next step is one of them
    for step in loc:
        if isinstance(step, str) and not inside:
            annotation = model.model_fields[step].annotation
            model, inside = _model_in(annotation), get_origin(annotation) is dict
        else:
            inside = False
    return list(model.model_fields)


def _texts(
    source: Source, way: Way, data: Any, model: type[Entry]
) -> Iterator[tuple[Source, Way, str, bool]]:
    """The texts of an entry, with whether they are the site's own words; what is wrong with it does not matter here."""
    for name, (own, inner) in _readable(model).items() if isinstance(data, dict) else ():
        held = data.get(name)
        parts = enumerate(held) if isinstance(held, list) else [(None, held)]
        for place, part in parts:
            to = (*way, name) if place is None else (*way, name, place)
            if inner and isinstance(part, dict):
                yield from _texts(source, to, part, inner)
            elif not inner and isinstance(part, str):
                yield source, to, part, own


@cache
def _readable(model: type[Entry]) -> dict[str, tuple[bool, type[Entry] | None]]:
    """The fields of a model that hold what readers see: whether as the site's own words, and in which entries."""
    found: dict[str, tuple[bool, type[Entry] | None]] = {}
    for name, held in model.model_fields.items():
        kinds = {
            *_validators(held.annotation),
            *(getattr(one, "func", None) for one in held.metadata),
        }
        inner = _entry_in(held.annotation)
        if inner or kinds & {_validator(Own), _validator(Text)}:
            found[name] = _validator(Own) in kinds, inner
    return found


def _entry_in(annotation: Any) -> type[Entry] | None:
    """The model of the entries that stand in a field, if any do."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    return next((found for part in get_args(annotation) if (found := _entry_in(part))), None)


def _validators(annotation: Any) -> Iterator[Any]:
    """What the values of a field have to pass, however deep they stand in it."""
    for part in get_args(annotation):
        yield getattr(part, "func", None)
        yield from _validators(part)


def _validator(kind: Any) -> Any:
    return get_args(kind)[1].func


def _model_in(annotation: Any) -> type[Entry]:
    """The model of what a field with such an annotation holds: every field that holds mappings has one."""
    return next(_models_in(annotation))


def _models_in(annotation: Any) -> Iterator[type[Entry]]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def read_entry(model: type[_Model], source: Source) -> tuple[_Model | None, list[Problem]]:
    """The one entry of a text that is no file of data/, or None with every reason why it can't be used."""
    if not isinstance(source.data, dict):
        said = f"{kind(source.data)} stands here where a mapping belongs. Write lines of 'name: value'."
        return None, [source.problem((), said)]
    try:
        return model.model_validate(source.data), []
    except ValidationError as error:
        return None, [_problem(one, source, (), model) for one in error.errors(include_url=False)]
