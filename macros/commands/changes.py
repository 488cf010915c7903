"""`changes`: what a reader will notice of the changes since another commit, and a draft of the update that tells them."""

from __future__ import annotations

import json
import re
import sys
import tempfile
import textwrap
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..pages.changes import AddressChanges, addresses, machine_changes, page_changes
from ..pages.docs import address_of
from ..pages.navigation import SETTINGS
from ..pages.passages import passages
from ..pages.site import PLACEHOLDER, Site
from ..plan.base import Base, BaseError
from ..plan.changes import changes
from ..plan.files import FILES
from ..plan.load import read_plan
from ..plan.names import NAMELESS, Withheld
from ..plan.today import build_date
from ..plan.update import Update
from .terminal import day, example

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ..plan.change import Change

# What makes the pages, and how many of its files are named.
MACHINE, NAMED = ("overrides", "macros", SETTINGS), 3
HEADING = "## What a reader will notice"
NOTHING = "A reader will notice no other words."
# What readers are not told in an update: the update itself, that nothing had to change, and what only helps to find the page.
UNTOLD = ("updates", "confirmed", "keywords", "also_called")
# Verbs that begin a sentence whose subject is left out.
SILENT = ("was", "were", "gained", "lost", "became")


@dataclass(frozen=True)
class Comparison:
    """What differs from the commit `base`.

    `unread` are the reasons why a part of it could not be compared; `machine` the files that make the pages what they
    are, and that differ; `compared` whether `changes` tell what becomes of the words on pages by that. Readers are not told
    the names that are `withheld`.
    """

    base: str
    changes: tuple[Change, ...]
    addresses: AddressChanges
    unread: tuple[str, ...]
    machine: tuple[str, ...]
    compared: bool
    withheld: Withheld


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "changes",
        help="tell what a reader will notice of your changes",
        **example("changes", "changes --draft"),
    )
    command.add_argument(
        "--base", default="main", help="the branch or commit to compare with (default: main)"
    )
    command.add_argument(
        "--format", choices=sorted(FORMATS), default="text", help="how to write it (default: text)"
    )
    command.add_argument(
        "--draft", action="store_true", help="draft the update lines that tell readers of it"
    )
    command.add_argument(
        "--today",
        type=day,
        default=build_date(),
        help="the date of the draft, as 2026-11-21 (default: today)",
    )
    command.set_defaults(run=run)


def run(root: Path, chosen: Any) -> int:
    """Print what a reader will notice. Returns 1 if there is nothing to compare, or the plan here has a problem."""
    try:
        comparison = compare(root, chosen.base, chosen.today)
    except BaseError as error:
        print(error, file=sys.stderr)
        if chosen.format == "markdown":  # for a summary, which would stand empty
            print(f"{HEADING}\n\n{escaped(str(error))}")
        return 1
    print(draft(comparison, chosen.today) if chosen.draft else FORMATS[chosen.format](comparison))
    return 0


def compare(root: Path, base: str, today: date) -> Comparison:
    """The plan in `root` as it is now, saved but perhaps not committed, beside that of the commit where `base` forked off.

    Raises BaseError if `base` is no commit, or the plan in `root` has problems.
    """
    fork = Base.at(root, base).fork()
    after, problems = read_plan(root, today)
    if not after.whole:
        first = next(p for p in problems if not p.warning)
        raise BaseError(
            f"The plan has problems, so nothing can be told of it yet. Mend them first: make check.\n{first}"
        )
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder)
        fork.unpack(("data", "docs"), old)
        before, problems = read_plan(old, today)
        broken = {
            p.path: str(p) for p in reversed(problems) if not p.warning and (old / p.path).is_file()
        }
        sites = Site(before, old, PLACEHOLDER), Site(after, root, PLACEHOLDER)
        differences = [*changes(before, after), *page_changes(*sites)]
        unread = tuple(
            f"{path} does not fit today's rules as it stands at '{base}', so not all of it could be compared ({said})."
            for path, said in sorted(broken.items())
        )
        # An entry that could not be read there is not new here.
        differences = [
            replace(c, rest="new, or could not be read before")
            if c.says == "is new" and _file(c) in broken
            else c
            for c in differences
        ]
        machine = fork.changed(*MACHINE)
        by_machine = _by_machine(fork, root, old, today) if machine else ()
        return Comparison(
            base,
            (*differences, *(by_machine or ())),
            addresses(*sites),
            unread,
            machine,
            by_machine is not None,
            Withheld(before.withheld.names | after.withheld.names),
        )


def _by_machine(fork: Base, root: Path, folder: Path, today: date) -> tuple[Change, ...] | None:
    """What becomes of the pages of the earlier version, unpacked in `folder`, when they are made as in `root`.

    None if one of the two versions can't make them.
    """
    try:
        fork.unpack(("data", *MACHINE), folder)
    except BaseError:
        return None
    before, after = (passages(folder, today, machine) for machine in (folder, root))
    return tuple(machine_changes(before, after)) if before and after else None


def _file(change: Change) -> str:
    table, id_ = change.of
    return FILES[table].path_of(id_) if table in FILES else f"docs/{id_}"


# The three forms


def _beginning(comparison: Comparison) -> list[str]:
    return [] if comparison.changes or not comparison.compared else [NOTHING]


def _closing(comparison: Comparison) -> Iterator[str]:
    yield str(comparison.addresses)
    yield from comparison.unread
    if comparison.machine:
        files = f"{len(comparison.machine)} file{'s' if len(comparison.machine) > 1 else ''}"
        more = " ..." if len(comparison.machine) > NAMED else ""
        but = f", but for {SETTINGS}" if SETTINGS in comparison.machine else ""
        look = (
            f"What that does to the words on pages is told here{but}. Look at the pages for all else."
            if comparison.compared
            else "Look at the pages: no list of words can tell what that does."
        )
        yield f"How pages are made changes too ({files}: {', '.join(comparison.machine[:NAMED])}{more}). {look}"


def _below(change: Change) -> Iterator[tuple[str, list[str]]]:
    """What stands below a change, line by line: what was there before, and what is there after it."""
    for name, text in (("before", change.before), ("after", change.after)):
        if text:
            yield name, text.split("\n")


def as_text(comparison: Comparison) -> str:
    """Lines for a terminal."""
    lines = _beginning(comparison)
    for change in comparison.changes:
        lines.append(str(change))
        for name, below in _below(change):
            lines += [f"  {name}:", *(textwrap.indent(line, "    ") for line in below)]
    return "\n".join([*lines, *_closing(comparison)])


def as_markdown(comparison: Comparison) -> str:
    """Markdown for GitHub, in which no text of the plan can become a link, a mention, a heading or HTML."""
    lines = _beginning(comparison)
    for change in comparison.changes:
        lines.append(f"- **{escaped(change.who)}**: {escaped(change.says)}.")
        for name, below in _below(change):
            quoted = (f"  > {escaped(line)}".rstrip() for line in below)
            lines += ["", f"  {name.capitalize()}:", "", *quoted, ""]
    closing = (f"{escaped(line)}\n" for line in _closing(comparison))
    return "\n".join([HEADING, "", *lines, "", *closing])


def escaped(text: str) -> str:
    """Every sign that Markdown or GitHub could take for more than itself becomes a character reference."""
    return re.sub(
        r"[^\w\s.,;:()'“”‘’?/-]|_|://|^\s+|(?<=^\d)\.|(?<=\w)\.(?=\w)|^-",
        lambda match: "".join(f"&#{ord(sign)};" for sign in match[0]),
        text,
    )


def as_json(comparison: Comparison) -> str:
    """The same for programs."""
    names = ("who", "says", "said", "before", "after", "of", "field")
    data = {
        "base": comparison.base,
        "changes": [
            {name: getattr(change, name) for name in names} | {"text": str(change)}
            for change in comparison.changes
        ],
        "addresses": asdict(comparison.addresses),
        "not_compared": comparison.unread,
        "not_seen": comparison.machine,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


# The draft


def draft(comparison: Comparison, today: date) -> str:
    """The lines for the updates of each chapter that changed, and of the rest of the site, for an editor to shorten."""
    chapters: dict[str, list[str]] = {}
    rest: dict[str, str] = {}
    for told in comparison.changes:
        texts = {name: getattr(told, name) for name in ("who", "what", "rest")}
        change = replace(told, **comparison.withheld.left_out(texts, NAMELESS))
        table, id_ = change.of
        if table == "chapters" and change.says == "is new":
            chapters.setdefault(id_, []).append("This chapter is new.")
        elif table == "chapters" and change.field not in UNTOLD:
            chapters.setdefault(id_, []).append(_sentence("the chapter", change.said))
        elif table == "docs" and id_.startswith("chapters/") and change.field == "text":
            chapters.setdefault(Path(id_).stem, []).append(f"The text {change.said}.")
        elif table == "docs" and change.field == "text":
            rest[_sentence(change.who, change.said)] = address_of(id_)
        elif table not in ("chapters", "docs", "machine") and FILES[table].shown:
            rest[_sentence(change.who, change.said)] = FILES[table].shown.format(id_)
    lines = []
    for id_, sentences in chapters.items():
        file = FILES["chapters"].path_of(id_)
        lines += [
            f"# At the end of {file}. Leave 'updates:' out if it is there already.",
            "updates:",
        ]
        lines += textwrap.indent("\n".join(_update(sentences, today)), "  ").split("\n")
    if rest:
        lines += ["# At the end of data/updates.yml.", *_update(rest, today)]
        lines.append(f"  about: [{', '.join(sorted({*rest.values()}))}]")
    return "\n".join(lines) or "# Nothing changed in a way that readers need to be told of."


def _sentence(who: str, said: str) -> str:
    """What happened, as a sentence: of something itself, or of a part of it, which says of a chapter enough."""
    itself = said.split(" ", maxsplit=1)[0] in SILENT
    start = f"{who} " if itself else "" if who == "the chapter" else f"{who}: "
    sentence = f"{start}{said.removesuffix('.')}."
    return sentence[0].upper() + sentence[1:]


def _update(sentences: Iterable[str], today: date) -> list[str]:
    """One entry, with a line to fill in for each field that only an editor can know."""
    what = textwrap.wrap(
        " ".join(dict.fromkeys(sentences)), 84, break_long_words=False, break_on_hyphens=False
    )
    lines = [f"- date: {today}", "  what: >-", *(f"    {line}" for line in what)]
    for name, field in Update.model_fields.items():
        if name not in ("date", "what"):
            lines.append(f"  {name}:" if field.is_required() else f"  # {name}: ...")
    return lines
