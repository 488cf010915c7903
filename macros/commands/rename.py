"""`rename`: give a chapter another title, or another address, to which all old addresses lead on."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from ..pages.content import links
from ..plan.edits import Edited, written
from ..plan.files import file_of
from ..plan.hidden import seen
from ..plan.problems import allowed
from ..plan.schemas import ways_to
from ..plan.source import texts_in
from ..plan.values import ID
from .begin import add_update, update_of
from .check import takes_today
from .draft import RefusedError, WrongUseError, carry_out, keep_addresses, renamed
from .terminal import example

if TYPE_CHECKING:
    import argparse
    from datetime import date
    from pathlib import Path

    from ..plan.chapter import Chapter
    from ..plan.plan import Plan

_OF_A_CHAPTER = re.compile(r"/(?:chapters|partners|have-your-say)/[a-z0-9-]+[/.]")


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "rename",
        help="rename a chapter, and let its old addresses lead on",
        **example("rename chapter carers unpaid-carers"),
    )
    kinds = command.add_subparsers(dest="kind", required=True)
    told = "Give a chapter a new title, or a new address, or both. With the title alone the address stays, which is best."
    part = kinds.add_parser(
        "chapter",
        help="rename a chapter",
        description=told,
        **example(
            'rename chapter carers --title "Unpaid carers" --why "Carers asked for it."',
            "rename chapter carers unpaid-carers",
        ),
    )
    takes_today(part)
    part.add_argument("old", help="the chapter's id")
    part.add_argument("new", nargs="?", help="its new id, and so its new address")
    part.add_argument("--title", help="its new title")
    part.add_argument("--why", help="why the title changes, for the readers' update")
    part.set_defaults(
        run=lambda root, chosen: carry_out(
            root, chosen.today, lambda copy, plan, today: rename(copy, plan, today, chosen)
        )
    )


def rename(copy: Path, plan: Plan, today: date, chosen: argparse.Namespace) -> list[str]:
    """Rename a chapter in the copy. Returns what has still to be done; raises RefusedError."""
    old, new = chosen.old, chosen.new
    chapter = existing(plan, old)
    if not new and not chosen.title:
        raise WrongUseError("Say what is to be new: an id behind the old one, or --title.")
    if chosen.title and not chosen.why:
        raise WrongUseError("--why is missing: readers are told why a title changes.")
    todo = []
    if chosen.title:
        _entitle(copy, old, chosen.title)
        add_update(
            copy,
            old,
            update_of(today, f'The title changed. It was "{chapter.title}" before.', chosen.why),
        )
        todo.append(
            f"Look in docs/ and data/ for “{chapter.title}” in sentences and link texts, which no check can find. Is it a name that the papers use? Then put it under 'also_called:'."
        )
    if new and new != old:
        _move(copy, plan, today, old, new)
    return todo


def existing(plan: Plan, id_: str) -> Chapter:
    """The chapter with an id. Raises WrongUseError."""
    if id_ not in plan.chapters:
        raise WrongUseError(f"The chapter is '{id_}'. {allowed(plan.chapters, id_)}")
    return plan.chapters[id_]


def _entitle(copy: Path, id_: str, title: str) -> None:
    file = Edited(copy / "data/chapters" / f"{id_}.yml", f"data/chapters/{id_}.yml")
    file.put("title", written({"title": title}), after="number")


def _move(copy: Path, plan: Plan, today: date, old: str, new: str) -> None:
    """Give the chapter another id: its files, what names it, the links to it, and the ways from its old addresses."""
    if not ID.fullmatch(new):
        message = f"'{new}' does not fit an address. Use small letters, digits and single hyphens: shorter-waits."
        raise WrongUseError(message)
    if new in plan.chapters:
        raise WrongUseError(f"There is a chapter '{new}' already. Choose another id.")
    for report in plan.reports.all:
        if report.received and any(told.chapter == old for told in report.chapters):
            message = f"A board has received a highlight report that names '{old}' ({report.quarter}, {report.board.id}), and such a report stays as it is. So does this id: change the title alone, with --title."
            raise RefusedError(message)
    for name in ("data/chapters/{}.yml", "docs/chapters/{}.md"):
        (copy / name.format(old)).rename(copy / name.format(new))
    for path in seen(copy / "data", "*.yml"):
        if path.name != "addresses.yml":
            _name_anew(path, path.relative_to(copy).as_posix(), old, new)
    for path in seen(copy / "docs", "*.md"):
        _lead_anew(path, path.parent.relative_to(copy / "docs").as_posix(), old, new)
    keep_addresses(copy, plan, today, old, new)


def _name_anew(path: Path, shown: str, old: str, new: str) -> None:
    """Put the new id where a file names the chapter, as the models say, or in an address."""
    if old not in path.read_text(encoding="utf-8"):
        return
    file = Edited(path, shown)
    kind = file_of(shown.removeprefix("data/").removesuffix(".yml"))
    named = {way for way, value in ways_to("chapters", kind, file.data) if value == old}
    for way, value in list(texts_in(file.data)):
        if way in named:
            file.replace(way, new)
        elif _OF_A_CHAPTER.match(value) and (now := renamed(value, old, new)) != value:
            file.replace(way, now)


def _lead_anew(path: Path, folder: str, old: str, new: str) -> None:
    """Let the links of a page that lead to the chapter's page lead to its new one. `folder` is that of the page in docs/."""
    text = before = path.read_bytes().decode("utf-8")
    for link in sorted(links(before), key=lambda link: -link.target_at):
        file = link.target.partition("#")[0]
        if posixpath.normpath(posixpath.join(folder, file)) == f"chapters/{old}.md":
            end = text.index(file, link.target_at) + len(file)
            text = f"{text[:end].removesuffix(f'{old}.md')}{new}.md{text[end:]}"
    if text != before:
        path.write_bytes(text.encode("utf-8"))
