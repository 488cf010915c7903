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

from ..pages.changes import Addresses, addresses, page_changes
from ..pages.docs import address_of
from ..pages.site import PLACEHOLDER, Site
from ..plan.base import Base, BaseError
from ..plan.changes import changes
from ..plan.files import FILES
from ..plan.load import read_plan
from ..plan.today import build_date
from ..plan.update import Update
from .terminal import day, example

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ..plan.change import Change

NAMED = 3  # of the files whose changes can't be told
HEADING = "## What a reader will notice"
# What readers are not told in an update: the update itself, and what only helps to find the page.
UNTOLD = ("updates", "keywords", "also_called")
# Verbs that begin a sentence whose subject is left out.
SILENT = ("was", "were", "gained", "lost", "became")


@dataclass(frozen=True)
class Comparison:
    """What differs from the commit `base`.

    `unread` are the reasons why a part of it could not be compared; `unseen` the files that make the pages what they
    are, and whose changes no list of words can tell.
    """

    base: str
    changes: tuple[Change, ...]
    addresses: Addresses
    unread: tuple[str, ...]
    unseen: tuple[str, ...]


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
        found = compare(root, chosen.base, chosen.today)
    except BaseError as error:
        print(error, file=sys.stderr)
        if chosen.format == "markdown":  # for a summary, which would stand empty
            print(f"{HEADING}\n\n{_escaped(str(error))}")
        return 1
    print(draft(found, chosen.today) if chosen.draft else FORMATS[chosen.format](found))
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
        found = [*changes(before, after), *page_changes(*sites)]
        unread = tuple(
            f"{path} does not fit today's rules as it stands at '{base}', so not all of it could be compared ({said})."
            for path, said in sorted(broken.items())
        )
        # An entry that could not be read there is not new here.
        found = [
            replace(c, says=c.says + ", or could not be read before")
            if broken and c.says == "is new" and _file(c) in broken
            else c
            for c in found
        ]
        return Comparison(
            base,
            tuple(found),
            addresses(*sites),
            unread,
            fork.changed("overrides", "macros", "mkdocs.yml"),
        )


def _file(change: Change) -> str:
    table, id_ = change.of
    return FILES[table].path_of(id_) if table in FILES else f"docs/{id_}"


# The three forms


def _closing(found: Comparison) -> Iterator[str]:
    yield str(found.addresses)
    yield from found.unread
    if found.unseen:
        files = f"{len(found.unseen)} file{'s' if len(found.unseen) > 1 else ''}"
        yield f"How pages are made changes too ({files}: {', '.join(found.unseen[:NAMED])}{' ...' if len(found.unseen) > NAMED else ''}). Look at the pages: no list of words can tell what that does."


def as_text(found: Comparison) -> str:
    """Lines for a terminal."""
    lines = [] if found.changes else ["A reader will notice no other words."]
    for change in found.changes:
        lines.append(str(change))
        for name, text in (("before", change.before), ("after", change.after)):
            if text:
                lines += [
                    f"  {name}:",
                    *(textwrap.indent(part, "    ") for part in text.split("\n")),
                ]
    return "\n".join([*lines, *_closing(found)])


def as_markdown(found: Comparison) -> str:
    """Markdown for GitHub, in which no text of the plan can become a link, a mention, a heading or HTML."""
    lines = [] if found.changes else ["A reader will notice no other words."]
    for change in found.changes:
        lines.append(f"- **{_escaped(change.who)}**: {_escaped(change.says)}.")
        for name, text in (("Before", change.before), ("After", change.after)):
            if text:
                lines += [
                    "",
                    f"  {name}:",
                    "",
                    *(f"  > {_escaped(part)}".rstrip() for part in text.split("\n")),
                    "",
                ]
    return "\n".join(
        [HEADING, "", *lines, "", *(f"{_escaped(line)}\n" for line in _closing(found))]
    )


def _escaped(text: str) -> str:
    """Every sign that Markdown or GitHub could take for more than itself becomes a character reference."""
    return re.sub(
        r"[^\w\s.,;:()'“”‘’?/-]|_|://|^\s+|(?<=^\d)\.|(?<=\w)\.(?=\w)|^-",
        lambda match: "".join(f"&#{ord(sign)};" for sign in match[0]),
        text,
    )


def as_json(found: Comparison) -> str:
    """The same for programs."""
    data = {
        "base": found.base,
        "changes": [asdict(change) | {"text": str(change)} for change in found.changes],
        "addresses": asdict(found.addresses),
        "not_compared": found.unread,
        "not_seen": found.unseen,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


# The draft


def draft(found: Comparison, today: date) -> str:
    """The lines for the updates of each chapter that changed, and of the rest of the site, for an editor to shorten."""
    chapters: dict[str, list[str]] = {}
    rest: list[Change] = []
    for change in found.changes:
        table, id_ = change.of
        if table == "chapters" and change.says == "is new":
            chapters.setdefault(id_, []).append("This chapter is new.")
        elif table == "chapters":
            if change.field.split("/")[0] not in UNTOLD:
                chapters.setdefault(id_, []).append(_sentence(change.said))
        elif table == "docs" and id_.startswith("chapters/") and change.field == "text":
            chapters.setdefault(Path(id_).stem, []).append(f"The text {change.said}.")
        elif change.field == "text" if table == "docs" else FILES[table].shown:
            rest.append(change)
    lines = [
        line
        for id_, sentences in chapters.items()
        for line in _lines(f"data/chapters/{id_}.yml", sentences, today)
    ]
    if rest:
        about = sorted({_page_of(change) for change in rest})
        lines += _lines("data/updates.yml", [_of_the_rest(change) for change in rest], today, about)
    return "\n".join(lines) or "# Nothing changed in a way that readers need to be told of."


def _of_the_rest(change: Change) -> str:
    said = change.said.removesuffix(".")
    return f"{change.who} {said}." if said.split(" ")[0] in SILENT else f"{change.who}: {said}."


def _page_of(change: Change) -> str:
    table, id_ = change.of
    return address_of(id_) if table == "docs" else FILES[table].shown.format(id_)


def _lines(file: str, sentences: list[str], today: date, about: Sequence[str] = ()) -> list[str]:
    """One entry, with a line to fill in for each field that only an editor can know."""
    lines = (
        [f"# At the end of {file}."]
        if about
        else [f"# At the end of {file}. Leave 'updates:' out if it is there already.", "updates:"]
    )
    step = "" if about else "  "
    lines += [f"{step}- date: {today}", f"{step}  what: >-"]
    blanks = f"{step}    "
    lines += textwrap.wrap(
        " ".join(dict.fromkeys(sentences)),
        88,
        initial_indent=blanks,
        subsequent_indent=blanks,
        break_long_words=False,
        break_on_hyphens=False,
    )
    for name, field in Update.model_fields.items():
        if name not in ("date", "what"):
            lines.append(
                f"{step}  {'' if field.is_required() else '# '}{name}: {'' if field.is_required() else '...'}".rstrip()
            )
    return [*lines, f"  about: [{', '.join(about)}]"] if about else lines


def _sentence(said: str) -> str:
    """What happened, as a sentence: 'it' is the chapter."""
    said = said if said.split(" ", maxsplit=1)[0] not in SILENT else f"the chapter {said}"
    return said[0].upper() + said[1:].removesuffix(".") + "."
