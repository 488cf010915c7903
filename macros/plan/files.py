"""The registry of data/: what kinds of files there are. A new kind is a field of `Files`, and the model of its entries.

Whoever needs to know asks FILES: the loader, the schemas, the change in plain words, and the tests that make plans.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import PurePath
from typing import Annotated, Any, Literal, get_args, get_type_hints

from .about import About
from .addresses import Addresses
from .after import After, DoNow
from .audit import Audit
from .board import Board, Person, Stage
from .chapter import Chapter
from .danger import Danger
from .entry import Entry, entry_in
from .event import Event
from .feedback import Feedback
from .framework import Frameworks, Objective
from .help import Help
from .history import Reports
from .in_short import InShort
from .note import PlanNote
from .outcomes import Outcome
from .paper import Paper
from .problems import Way
from .quote import Quote
from .report import FOLDER as REPORTS
from .report import Report
from .searched import Searched
from .statement import Accessibility
from .term import Term
from .themes import Theme
from .update import SiteUpdate


@dataclass(frozen=True)
class DataFile:
    """One kind of file: the shape of what it holds, what readers call it, and the page that shows it.

    A file holds `one` entry, a `table` of entries by id, or a `list` of them; in a `folder` each entry has a file that is
    named by its `keys`. In `called`, {} stands for the title of an entry, and in `shown` for its id.

    Where no page shows every entry, `idle` is what an editor is told of one that nothing names, its id behind it, and that no
    text calls by what stands in the fields `spoken`.
    """

    shape: Literal["one", "table", "list", "folder"]
    called: str
    shown: str = ""
    idle: str = ""
    spoken: tuple[str, ...] = ()
    path: str = ""  # from data/; left out, it is the field's name
    needed: bool = True
    entry: str = "entry"  # what an editor calls one of a list
    keys: tuple[str, ...] = ("id",)
    order: Callable[[Any], Any] | None = None  # in the menu and in lists, if not as they stand
    model: type[Entry] = Entry  # left out, it is what the field holds
    part: str = ""  # of the plan: the field's name

    @property
    def name(self) -> str:
        """Its name without the ending, by which its sources go; those in a folder have theirs behind a slash."""
        return PurePath(self.path).stem

    @property
    def by_hand(self) -> bool:
        """Whether editors type it: what only a program writes is JSON."""
        return not self.path.endswith(".json")

    def path_of(self, id_: str) -> str:
        """The file, from the project's root, that holds the entry with this id."""
        return f"data/{self.stands(id_)[0]}.yml" if self.shape == "folder" else f"data/{self.path}"

    def stands(self, id_: str) -> tuple[str, Way]:
        """Where the entry with this id stands: the name of its source, and the way to it there."""
        if self.shape != "folder":
            return self.name, (id_,)
        return id_ if "/" in id_ else f"{self.name}/{id_}", ()

    def entries(self, data: Any) -> Iterator[tuple[Way, Any]]:
        """The entries in what a file of this kind holds, each with the way to it: none if it has another shape."""
        match self.shape, data:
            case "table", dict():
                yield from (((id_,), entry) for id_, entry in data.items())
            case "list", list():
                yield from (((place,), entry) for place, entry in enumerate(data))
            case "one" | "folder", _:
                yield (), data


@dataclass(frozen=True)
class Files:
    """What data/ holds, a field for each kind of file, in the order in which they refer to one another."""

    papers: Annotated[
        dict[str, Paper], DataFile("folder", "The paper “{}”", idle="nothing quotes the paper")
    ]
    about: Annotated[About, DataFile("one", "The plan’s facts", path="plan.yml")]
    stages: Annotated[
        dict[str, Stage],
        DataFile("table", "The group {}", "/{}/", idle="no chapter names the group"),
    ]
    boards: Annotated[
        dict[str, Board],
        DataFile("table", "The board {}", "/boards/{}/", idle="no chapter names the board"),
    ]
    people: Annotated[
        dict[str, Person], DataFile("table", "{}", idle="no chapter names the person")
    ]
    terms: Annotated[
        dict[str, Term],
        DataFile(
            "table",
            "The word “{}”",
            "/words/",
            "no chapter explains, and no text uses, the word",
            ("term", "expansion", "also"),
        ),
    ]
    notes: Annotated[dict[str, PlanNote], DataFile("table", "The note “{}”", "/questions/")]
    quotes: Annotated[
        dict[str, Quote],
        DataFile("table", "The quotation “{}”", idle="no page shows the quotation"),
    ]
    objectives: Annotated[
        dict[str, Objective], DataFile("table", "The objective “{}”", "/outcomes/")
    ]
    outcomes: Annotated[dict[str, Outcome], DataFile("table", "The measure “{}”", "/outcomes/")]
    themes: Annotated[dict[str, Theme], DataFile("table", "The theme “{}”", "/read-across/")]
    help: Annotated[dict[str, Help], DataFile("table", "The help line {}")]
    after: Annotated[
        dict[str, After],
        DataFile("table", "What came after: “{}”", "/about/what-came-after/", needed=False),
    ]
    doing: Annotated[
        dict[str, DoNow],
        DataFile("table", "What you can do now: “{}”", path="do-now.yml", needed=False),
    ]
    danger: Annotated[dict[str, Danger], DataFile("table", "The words that mean {} in the search")]
    frameworks: Annotated[Frameworks, DataFile("one", "The lists of ideas")]
    accessibility: Annotated[
        Accessibility, DataFile("one", "The accessibility statement", "/accessibility/")
    ]
    addresses: Annotated[Addresses, DataFile("one", "The promise of addresses")]
    audit: Annotated[Audit | None, DataFile("one", "The audit", path="audit.json", needed=False)]
    timeline: Annotated[
        tuple[Event, ...],
        DataFile("list", "The timeline", "/editions/", entry="event", order=attrgetter("sort")),
    ]
    chapters: Annotated[
        dict[str, Chapter], DataFile("folder", "{}", "/chapters/{}/", order=attrgetter("number"))
    ]
    points: Annotated[
        dict[str, InShort],
        DataFile("folder", "The short words of {}", path="in-short", needed=False),
    ]
    feedback: Annotated[
        dict[str, Feedback],
        DataFile(
            "folder",
            "The feedback theme “{}”",
            "/have-your-say/",
            needed=False,
            order=attrgetter("turn"),
        ),
    ]
    updates: Annotated[
        tuple[SiteUpdate, ...], DataFile("list", "The updates of the site", entry="update")
    ]
    searches: Annotated[
        tuple[Searched, ...],
        DataFile("list", "The questions to the search", needed=False, entry="group of questions"),
    ]
    reports: Annotated[
        Reports,
        DataFile(
            "folder",
            "The highlight report of {}",
            "/progress/",
            path=REPORTS,
            needed=False,
            keys=("quarter", "board"),
            model=Report,
        ),
    ]


def _registered() -> Iterator[DataFile]:
    for part, hint in get_type_hints(Files, include_extras=True).items():
        held, file = get_args(hint)
        path = file.path or (part if file.shape == "folder" else f"{part}.yml")
        model = entry_in(held) or file.model
        yield replace(file, part=part, path=path, model=model)


# Every kind of file by the part of the plan that it becomes, in the order in which they are read.
FILES = {file.part: file for file in _registered()}


def file_of(source: str) -> DataFile:
    """The kind of file that a source is of, by its name such as `stages` or `chapters/carers`."""
    name = source.partition("/")[0]
    return next(file for file in FILES.values() if file.name == name)
