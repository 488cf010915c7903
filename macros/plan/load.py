"""From data/ to one Plan, or to every problem at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, get_origin

from pydantic import ValidationError

from .entry import Entry, entry_in
from .files import FILES
from .hidden import seen
from .history import Reports
from .loaded import Loaded
from .names import withheld
from .paper import Paper
from .plan import Plan
from .problems import Line, OneOf, PlanError, Problem, Words, allowed
from .quarters import Quarter
from .rules import FACTS, RULES
from .rules.reports import received_reports_stay
from .source import A_LINK, Source, read_yaml, readable
from .today import build_date
from .values import ID, id_of, kind
from .wordings import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from .base import Base
    from .files import DataFile
    from .names import Withheld
    from .problems import Way

_Model = TypeVar("_Model", bound=Entry)


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
    for rule in RULES:
        problems += rule(loaded)
    if base:
        problems += received_reports_stay(loaded.sources, base)
    entries = {file.part: _in_order(file, loaded.entries[file.part]) for file in FILES.values()}
    entries["reports"] = Reports(tuple(entries["reports"].values()), entries["about"], today)
    plan = Plan(whole=all(p.warning for p in problems), **entries)
    for rule in FACTS:
        problems += rule(loaded)
    return plan, sorted(problems)


def _in_order(file: DataFile, entries: Any) -> Any:
    """The entries of a kind of file as the plan has them."""
    if not (order := file.order):
        return entries
    if isinstance(entries, dict):
        return dict(sorted(entries.items(), key=lambda item: order(item[1])))
    return tuple(sorted(entries, key=order))


def _only_named(model: type[Any], id_: str) -> Entry:
    """An entry that others may name, and of which nothing else is known."""
    named: Entry = model.model_construct(id=id_)
    return named


class _Anything(dict[str, Entry]):
    """Stands for a table whose file can't be read, so that its one problem is not told a hundred times."""

    def __init__(self, model: type[Entry]) -> None:
        self.model = model

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: str) -> Entry:
        return _only_named(self.model, key)


def _read_entries(
    root: Path, today: date, drafts: Mapping[str, Source]
) -> tuple[Loaded, list[Problem]]:
    files = [FILES[part].path_of("") for part in ("about", "people")]
    first = {file: read_yaml(root / file, file) for file in files}
    names = withheld(*(source and source.data for source, _ in first.values()))
    reader = _Reader(root / "data", drafts, names, first, known={"today": {"today": today}})
    read = {
        "one": reader.one,
        "table": reader.table,
        "list": reader.listed,
        "folder": reader.folder,
    }
    for file in FILES.values():
        read[file.shape](file)
    reader.problems += _strays(root / "data")
    loaded = Loaded(reader.entries, reader.sources, not reader.problems, today, names)
    return loaded, reader.problems


@dataclass
class _Reader:
    """Reads data/ file by file. `known` holds what other files may refer to, by table: FILES has these first.

    `drafts` stand in for files of folders, by their names. Papers are read without the names that are `withheld`, which
    are known from the files that were read `first`.
    """

    data: Path
    drafts: Mapping[str, Source]
    withheld: Withheld
    first: Mapping[str, tuple[Source | None, list[Problem]]]
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    entries: dict[str, Any] = field(default_factory=dict)
    known: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def one(self, file: DataFile) -> None:
        """A file that is one entry."""
        source = self._source(file)
        entry = self.entries[file.part] = self._entry(file.model, source) if source else None
        self.known[file.part] = {file.part: entry} if entry else {}

    def table(self, file: DataFile) -> None:
        """A file that holds entries by id."""
        source = self._source(file)
        if source is None or not isinstance(source.data, dict):
            self._another_shape(
                source, "lines of 'name: value' belong", "Write each entry under its id."
            )
            self.known[file.part], self.entries[file.part] = _Anything(file.model), {}
            return
        self._keep(
            file, {key: self._entry(file.model, source, (key,), {"id": key}) for key in source.data}
        )

    def listed(self, file: DataFile) -> None:
        """A file that is a list of entries."""
        source = self._source(file)
        if source and not isinstance(source.data, list):
            self._another_shape(source, "a list belongs", f"Begin each {file.entry} with a dash.")
        ways = [way for way, _ in file.entries(source.data)] if source else []
        read = [self._entry(file.model, source, way) for way in ways if source]
        self.entries[file.part] = tuple(entry for entry in read if entry)

    def folder(self, file: DataFile) -> None:
        """A folder that holds a file for each entry."""
        if file.needed and not (self.data / file.path).is_dir():
            message = "this folder is missing. Put it back."
            self.problems.append(Problem(f"data/{file.path}", 1, 1, message))
        built: dict[str, Entry | None] = {}
        for keys in self._by_id(file) if len(file.keys) == 1 else self._by_quarter(file):
            name = "/".join((file.path, *keys))
            shown = f"data/{name}.yml"
            source = self.drafts.get(name) or self._read(self.data / f"{name}.yml", shown)
            # Other files may name one that can't be read.
            self.sources[name] = source or Source(shown, None)
            named = dict(zip(file.keys, keys, strict=True))
            entry = self._entry(file.model, source, named=named) if source else None
            if isinstance(entry, Paper):
                entry = entry.without(self.withheld)
            built[named.get("id", name)] = entry
        self._keep(file, built)

    def _keep(self, file: DataFile, built: Mapping[str, Entry | None]) -> None:
        """Entries by their ids: those that are wrong may be named by others, so that they alone are told."""
        self.entries[file.part] = {id_: entry for id_, entry in built.items() if entry}
        self.known[file.part] = {
            id_: entry or _only_named(file.model, id_) for id_, entry in built.items()
        }

    def _by_id(self, file: DataFile) -> Iterator[tuple[str, ...]]:
        """The names in a folder that can be ids."""
        for path in _files(self.data / file.path):
            name = readable(path.name)
            if path.suffix == ".yml" and ID.fullmatch(path.stem):
                yield (path.stem,)
            else:
                message = f"the file's name is '{name}'. Use small letters, digits and single hyphens, and end with .yml: {id_of(path.stem) or 'shorter-waits'}.yml."
                self.problems.append(Problem(f"data/{file.path}/{name}", 1, 1, message))

    def _by_quarter(self, file: DataFile) -> list[tuple[str, str]]:
        """The quarters in a folder, each with the boards that have a file there or a draft, in the boards' order."""
        boards = self.known["boards"]
        named = {
            (quarter, board) for _, quarter, board in (name.split("/") for name in self.drafts)
        }
        for quarter in _files(self.data / file.path):
            shown = f"data/{file.path}/{readable(quarter.name)}"
            if message := _no_quarter(quarter):
                self.problems.append(Problem(shown, 1, 1, message))
                continue
            for path in _files(quarter):
                if path.suffix == ".yml" and path.stem in boards:
                    named.add((quarter.name, path.stem))
                else:
                    name = readable(path.name)
                    message = f"the file's name is '{name}'. {allowed([f'{board}.yml' for board in boards], name)}"
                    self.problems.append(Problem(f"{shown}/{name}", 1, 1, message))
        order = [*boards]
        return sorted(
            named, key=lambda at: (at[0], order.index(at[1]) if at[1] in order else 0, at[1])
        )

    def _another_shape(self, source: Source | None, belongs: str, mend: str) -> None:
        if source:
            message = f"{kind(source.data)} stands here where {belongs}. {mend}"
            self.problems.append(source.problem((), message))

    def _source(self, file: DataFile) -> Source | None:
        """A file that has to be there, if it is needed."""
        path, shown = self.data / file.path, f"data/{file.path}"
        if not path.exists():
            if file.needed:
                self.problems.append(Problem(shown, 1, 1, "this file is missing. Put it back."))
            return None
        source = self._read(path, shown)  # JSON is read as YAML, for the places
        if source and file.by_hand:
            self.sources[file.name] = source
        return source

    def _read(self, path: Path, shown: str) -> Source | None:
        source, problems = self.first.get(shown) or read_yaml(path, shown)
        self.problems += problems
        return source

    def _entry(
        self,
        model: type[_Model],
        source: Source,
        way: Way = (),
        named: Mapping[str, str] = MappingProxyType({}),
    ) -> _Model | None:
        """The entry at `way` of a file, or None."""
        entry, problems = read_entry(model, source, way, named, self.known)
        self.problems += problems
        return entry


def read_entry(
    model: type[_Model],
    source: Source,
    way: Way = (),
    named: Mapping[str, str] = MappingProxyType({}),
    known: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> tuple[_Model | None, list[Problem]]:
    """The entry at `way` of a file, or None with every reason why it can't be used.

    `named` is what the names of files, folders and entries say of it, and `known` what it may refer to, by table.
    """
    data = source.data
    for step in way:
        data = data[step]
    if not isinstance(data, dict):
        return None, [_no_lines(source, way, data, model, {"id", *named})]
    twice = [*_named_twice(source, way, data, named)]
    try:
        return model.model_validate({**data, **named}, context=known), twice
    except ValidationError as error:
        wrong = error.errors(include_url=False)
        return None, [*twice, *(_problem(one, source, way, model) for one in wrong)]


def _named_twice(
    source: Source, way: Way, data: dict[str, Any], named: Mapping[str, str]
) -> Iterator[Problem]:
    """Lines that say what a name says already."""
    if "id" in data and "id" in named:
        message = "'id' is not written here: the name above, or the file's name, is the id."
        yield source.problem((*way, "id"), message, Wording.REMOVE_THIS, of_key=True)
    for name, what in (("quarter", "the folder"), ("board", "the file")):
        if name in data and name in named:
            message = f"the {name} is not written here: {what} is named after it."
            yield source.problem((name,), message, Wording.REMOVE_THIS, of_key=True)


def _files(folder: Path) -> list[Path]:
    """What stands in a folder, without what editors' programs hide there."""
    return [] if folder.is_symlink() else seen(folder, below=False)


def _no_quarter(folder: Path) -> str | None:
    """What is wrong with what stands beside the folders of quarters, or None for one of these."""
    if not folder.is_dir():
        return "this file stands in no quarter. Put it into a folder that is named after one: 2021-Q4 is October to December 2021."
    try:
        Quarter.read(folder.name)
    except ValueError:
        return f"the folder's name is '{readable(folder.name)}'. Use the year and the quarter: 2021-Q4 is October to December 2021."
    return None


def _strays(data: Path) -> Iterator[Problem]:
    """Files in data/ that nothing reads: most likely a slip in a name."""
    known = sorted(file.path for file in FILES.values())
    for path in sorted(data.rglob("*")):
        if path.is_symlink() and path.exists():
            yield Problem(f"data/{readable(path.relative_to(data).as_posix())}", 1, 1, A_LINK)
    for path in _files(data):
        if path.name not in known and path != data / "schemas":
            name = readable(path.name)
            yield Problem(f"data/{name}", 1, 1, f"nothing reads '{name}'. {allowed(known, name)}")


# What pydantic says, and what is wrong and what mends it. Our own kinds of value say their own.
_WORDS = {
    "missing": ("'{}' is missing.", Wording.ADD),
    "too_short": (Wording.EMPTY_LIST, Wording.FILL_LIST),
}


def _problem(error: ErrorDetails, source: Source, way: Way, model: type[Entry]) -> Problem:
    kind_of, loc = error["type"], error["loc"]
    if kind_of == "refused":
        for step in error["ctx"]["at"]:
            loc = loc[:-1] if step == ".." else (*loc, step)
        # The id is the entry's name, as is a key of a mapping that holds any names, so the name is what is wrong.
        of_key = loc == ("id",) or loc[-1:] == ("[key]",)
        at = (*way, *(loc[:-1] if of_key else loc))
        return source.problem(at, error["ctx"]["what"], *error["ctx"]["mends"], of_key=of_key)
    if kind_of == "extra_forbidden":  # an unknown line
        names = [name for name in _model_at(model, loc[:-1]).model_fields if name != "id"]
        return source.problem(
            (*way, *loc),
            f"this line's name is '{loc[-1]}'.",
            OneOf(names, str(loc[-1])),
            of_key=True,
        )
    if kind_of in ("model_type", "dict_type"):
        inner = _model_at(model, loc) if kind_of == "model_type" else None
        return _no_lines(source, (*way, *loc), error["input"], inner)
    missing = kind_of == "missing"
    what, mend = (Words(text, Line(loc[-1]) if missing else "") for text in _WORDS[kind_of])
    return source.problem((*way, *(loc[:-1] if missing else loc)), what, mend)


def _no_lines(
    source: Source, way: Way, found: Any, model: type[Entry] | None, named: Iterable[str] = ("id",)
) -> Problem:
    """Something else stands where an entry has its lines: those that it needs are told, ready to be filled in."""
    fields = model.model_fields if model else {}
    needed = [name for name, one in fields.items() if one.is_required() and name not in named]
    dash = "- " if way and isinstance(way[-1], int) else ""
    lines = ", ".join(f"'{dash if name == needed[0] else ''}{name}: ...'" for name in needed)
    where = (
        f" below '{way[-1]}:', two blanks further in" if way and isinstance(way[-1], str) else ""
    )
    return source.problem(
        way,
        f"{kind(found)} stands here where lines of 'name: value' belong.",
        f"write each on a line of its own{where}{lines and f': {lines}'}",
    )


def _model_at(model: type[Entry], loc: Way) -> type[Entry]:
    """The model of the entry at `loc` of one."""
    inside = False  # a mapping that holds any names, so that the next step is one of them
    for step in loc:
        if isinstance(step, str) and not inside:
            annotation = model.model_fields[step].annotation
            model, inside = entry_in(annotation) or model, get_origin(annotation) is dict
        else:
            inside = False
    return model
