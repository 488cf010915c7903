"""From data/ to one Plan, or to every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from . import checks, themes
from .addresses import Addresses
from .base import Base
from .danger import Danger
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
    Person,
    PlanNote,
    Priority,
    Quote,
    Section,
    SiteUpdate,
    Stage,
    Term,
    kind,
    numbered,
)
from .feedback import Theme
from .outcomes import Outcome
from .problems import PlanError, Problem, allowed
from .quarters import Quarter
from .reports import FOLDER, Report, Reports, received_reports_stay
from .source import A_LINK, Source, read_yaml, readable
from .today import build_date

# Files that hold a mapping of entries by id, in the order in which they refer to one another.
TABLES: dict[str, type[Named]] = {
    "stages": Stage,
    "boards": Board,
    "people": Person,
    "terms": Term,
    "notes": PlanNote,
    "preface": Section,
    "quotes": Quote,
    "objectives": Objective,
    "outcomes": Outcome,
    "themes": themes.Theme,
    "help": Help,
    "danger": Danger,
}
# Folders that hold a file for each entry, named by its id.
FOLDERS: dict[str, type[Named]] = {"chapters": Chapter, "feedback": Theme}


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
    preface: dict[str, Section]
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
        order = [None, *self.chapters.values(), None]
        return {order[n].id: (order[n - 1], order[n + 1]) for n in range(1, len(order) - 1)}


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

    def not_there(self, source: Source, way: tuple, named: Any, what: str) -> Iterator[Problem]:
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
    entries["feedback"] = dict(
        sorted(
            entries["feedback"].items(),
            key=lambda item: (
                not (t := item[1]).waits,
                t.heard.toordinal() if t.waits else -t.latest.toordinal(),
            ),
        )
    )
    entries["reports"] = Reports(tuple(entries["reports"].values()), entries["about"], today)
    return Plan(whole=all(p.warning for p in problems), **entries), sorted(problems)


class _Anything(dict):
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
    problems: list[Problem] = []
    sources: dict[str, Source] = {}
    entries: dict[str, Any] = {}
    context: dict[str, Any] = {}

    def read(name: str) -> Source | None:
        path = root / "data" / f"{name}.yml"
        if not path.exists():
            problems.append(Problem(f"data/{name}.yml", 1, 1, "this file is missing. Put it back."))
            return None
        source, found = read_yaml(path, f"data/{name}.yml")
        problems.extend(found)
        if source:
            sources[name] = source
        return source

    def build(model: type[Entry], source: Source, way: tuple = (), **extra: Any) -> Entry | None:
        data = source.data
        for step in way:
            data = data[step]
        if not isinstance(data, dict):
            found = (
                f"{kind(data)} stands here where a mapping belongs. Write lines of 'name: value'."
            )
            problems.append(source.problem(way, found))
            return None
        if "id" in data and "id" in extra:
            problems.append(
                source.problem(
                    (*way, "id"),
                    "'id' is not written here: the name above, or the file's name, is the id. Take this line away.",
                    of_key=True,
                )
            )
        for name in ("quarter", "board") if "quarter" in extra else ():
            if name in data:
                problems.append(
                    source.problem(
                        (name,),
                        f"the {name} is not written here: {'the folder' if name == 'quarter' else 'the file'} is named after it. Take this line away.",
                        of_key=True,
                    )
                )
        try:
            return model.model_validate(data | extra, context=context)
        except ValidationError as error:
            problems.extend(
                _problem(e, source, way, model) for e in error.errors(include_url=False)
            )
            return None

    for name, model in TABLES.items():
        source = read(name)
        if source is None or not isinstance(source.data, dict):
            if source:
                problems.append(
                    source.problem(
                        (),
                        f"{kind(source.data)} stands here where a mapping belongs. Write each entry under its id.",
                    )
                )
            context[name], entries[name] = _Anything(model), {}
            continue
        built = {key: build(model, source, (key,), id=key) for key in source.data}
        entries[name] = {key: value for key, value in built.items() if value}
        context[name] = {
            key: value or model.model_construct(id=key) for key, value in built.items()
        }
    context = MappingProxyType(context)

    for name, model, key in (
        ("plan", About, "about"),
        ("frameworks", Frameworks, "frameworks"),
        ("accessibility", Accessibility, "accessibility"),
        ("addresses", Addresses, "addresses"),
    ):
        entries[key] = (source := read(name)) and build(model, source)

    entries["audit"] = None  # measured figures: without them the site says that there are none
    if (path := root / "data" / "audit.json").exists():
        source, found = read_yaml(path, "data/audit.json")  # JSON is read as YAML, for the places
        problems.extend(found)
        entries["audit"] = source and build(Audit, source)

    for name, model, what in (("timeline", Event, "event"), ("updates", SiteUpdate, "update")):
        entries[name] = ()
        if source := read(name):
            if isinstance(source.data, list):
                entries[name] = tuple(
                    e for n in range(len(source.data)) if (e := build(model, source, (n,)))
                )
            else:
                problems.append(
                    source.problem(
                        (),
                        f"{kind(source.data)} stands here where a list belongs. Begin each {what} with a dash.",
                    )
                )

    for folder, model in FOLDERS.items():
        entries[folder] = {}
        for path in _files(root / "data" / folder):
            name = readable(path.name)
            shown = f"data/{folder}/{name}"
            if path.suffix != ".yml" or not ID.fullmatch(path.stem):
                problems.append(
                    Problem(
                        shown,
                        1,
                        1,
                        f"the file's name is '{name}'. Use small letters, digits and single hyphens, and end with .yml: shorter-waits.yml.",
                    )
                )
                continue
            source, found = read_yaml(path, shown)
            problems.extend(found)
            sources[f"{folder}/{path.stem}"] = source or Source(
                shown, None
            )  # other files may name this one
            if source and (entry := build(model, source, id=path.stem)):
                entries[folder][path.stem] = entry
    if not (root / "data" / "chapters").is_dir():
        problems.append(Problem("data/chapters", 1, 1, "this folder is missing. Put it back."))

    entries["reports"] = {}
    named, found = _report_files(root / "data" / FOLDER, context["boards"])
    problems.extend(found)
    boards = [*context["boards"]]
    ways = [name.split("/") for name in {*named, *drafts}]
    for _, quarter, board in sorted(
        ways, key=lambda way: (way[1], boards.index(way[2]) if way[2] in boards else 0, way[2])
    ):
        name = f"{FOLDER}/{quarter}/{board}"
        source, found = (
            (drafts[name], [])
            if name in drafts
            else read_yaml(root / "data" / f"{name}.yml", f"data/{name}.yml")
        )
        problems.extend(found)
        sources[name] = source or Source(f"data/{name}.yml", None)
        if source and (report := build(Report, source, quarter=quarter, board=board)):
            entries["reports"][name] = report
    problems.extend(_strays(root / "data"))
    return Loaded(entries, sources, not problems, today), problems


def _files(folder: Path) -> list[Path]:
    """What stands in a folder, without what editors' programs hide there."""
    there = folder.is_dir() and not folder.is_symlink()
    return (
        sorted(path for path in folder.iterdir() if not path.name.startswith(".")) if there else []
    )


def _report_files(folder: Path, boards: Mapping[str, Board]) -> tuple[list[str], list[Problem]]:
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
        *(f"{name}.yml" for name in TABLES),
        "plan.yml",
        "frameworks.yml",
        "accessibility.yml",
        "addresses.yml",
        "audit.json",
        "timeline.yml",
        "updates.yml",
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
}


def _problem(error: dict[str, Any], source: Source, way: tuple, model: type[Entry]) -> Problem:
    kind_of, loc = error["type"], tuple(error["loc"])
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
            (*way, *loc), f"this line's name is '{loc[-1]}'. {allowed(names, loc[-1])}", of_key=True
        )
    message = _SAID[kind_of].format(field=loc[-1] if loc else "", kind=kind(error["input"]))
    return source.problem((*way, *loc[:-1]) if kind_of == "missing" else (*way, *loc), message)


def _fields(model: type[Entry], loc: tuple) -> list[str]:
    """The names that are allowed in the mapping at `loc` of a model."""
    for step in loc:
        if isinstance(step, str):
            model = _model_in(model.model_fields[step].annotation)
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[Entry]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    return next(found for part in getattr(annotation, "__args__", ()) if (found := _model_in(part)))
