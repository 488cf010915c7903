"""Whether readers are told of changes, in comparison with an earlier version.

changes_are_told          (warning) a chapter that differs has a new update
new_pages_are_told        (warning) so has a page that is new
sources_are_read_again    (warning) a paper says what it said; a number to call that differs was read anew
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from ..plan.base import Base, as_typed, difference
from ..plan.files import FILES
from ..plan.hidden import seen
from ..plan.problems import Problem
from ..plan.source import Source, read_text
from ..plan.update import ALL, WHAT, WHY
from .content import passages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .site import Site

FILE, HELP = "data/updates.yml", "data/help.yml"
# What of a chapter's file is no change of the chapter.
NO_CHANGES = {"updates": 0, "confirmed": 0}


def changes_are_told(site: Site, base: Base, today: date) -> Iterator[Problem]:
    """A chapter whose file or page says something else than in `base` has an update that `base` had not.

    Compared is the version where the work here parted from `base`. Comments, line breaks, the updates themselves and that a
    chapter was found still right are no changes. `today` stands in the line to add. Raises BaseError if Git can't read the version.
    """
    root, fork = site.docs.parent, base.fork()
    files = {*fork.files("data"), *fork.files("docs/chapters")}
    source, _ = site.source(FILE)
    rest_was, rest = as_typed(fork.text(FILE)) if FILE in files else [], source and source.data
    for path in seen(root / "data" / "chapters", "*.yml"):
        file, page = f"data/chapters/{path.name}", f"docs/chapters/{path.stem}.md"
        source, _ = site.source(file)
        if source is None or not isinstance(source.data, dict):
            continue  # told already
        was = as_typed(fork.text(file)) if file in files else None
        was = was if isinstance(was, dict) else {}
        address = FILES["chapters"].shown.format(path.stem)
        own = _days(source.data.get("updates")) - _days(was.get("updates"))
        if own or _days(rest, address) - _days(rest_was, address):
            continue
        mend = f"If they should know, add at the end of {file}{', under updates' if 'updates' in source.data else ''}: {_line(source, today)}"
        if file not in files:
            message = f"this chapter is not in '{base.revision}', and no update tells readers that it is new. {mend}"
            yield source.problem((), message, warning=True)
            continue
        if way := difference(was | NO_CHANGES, source.data | NO_CHANGES):
            name = next(step for step in reversed(way) if isinstance(step, str))
            message = (
                f"'{name}' is not as in '{base.revision}', and no update tells readers. {mend}"
            )
            yield source.problem(way, message, warning=True)
        text, _ = read_text(root / page, page)
        if page in files and text is not None and (line := _first_change(fork.text(page), text)):
            message = f"the page is not as in '{base.revision}' from here on, and no update tells readers. {mend}"
            yield Problem(page, line, 1, message, warning=True)


def new_pages_are_told(site: Site, base: Base, today: date) -> Iterator[Problem]:
    """A page of docs/ that was not there in `base` has an update: without one, it tells of no change but that it came.

    The pages of chapters are told of by their own files, and what has only moved is not new. `today` stands in the line to
    add. Raises BaseError if Git can't read the version.
    """
    fork = base.fork()
    files, moved = {*fork.files("docs")}, {*site.plan.addresses.moved.values()}
    text = fork.text(FILE) if FILE in fork.files("data") else ""
    source, _ = site.source(FILE)
    for page in site.listed if source else ():
        new = f"docs/{page.file}" not in files and page.address not in moved
        if not new or page.chapter or not source or not (site.docs / page.file).is_file():
            continue  # or it is made of a file of data/
        if not _days(source.data, page.address) - _days(as_typed(text), page.address):
            message = f"this page is not in '{base.revision}', and no update tells that it is new, so it would show no day of a change. Add at the end of {FILE}: - {{{_update(today)}, about: [{page.address}]}}"
            yield Problem(f"docs/{page.file}", 1, 1, message, warning=True)


def sources_are_read_again(site: Site, base: Base) -> Iterator[Problem]:
    """What comes from outside is not changed from memory: a paper's words, and the numbers that people in danger call.

    Compared is the version where the work here parted from `base`. Raises BaseError if Git can't read the version.
    """
    root, fork = site.docs.parent, base.fork()
    papers = [f"data/papers/{path.name}" for path in seen(root / "data/papers", "*.yml")]
    for file in {*papers, HELP} & set(fork.files("data")):
        source, _ = site.source(file)
        was = as_typed(fork.text(file))
        if source is None or not isinstance(source.data, dict) or not isinstance(was, dict):
            continue
        if file != HELP:
            if way := difference(was, source.data):
                found = f"this paper is not as in '{base.revision}' from here on. Papers stand here to the letter: hold it against the paper itself, not against what quotes it."
                yield source.problem(way, found, warning=True)
            continue
        for id_, line in source.data.items():
            before = was.get(id_)
            if (
                isinstance(line, dict)
                and isinstance(before, dict)
                and line.get("number") != before.get("number")
                and all(line.get(name) == before.get(name) for name in ("read", "checked"))
            ):
                found = f"this number is not as in '{base.revision}', and 'read' and 'checked' are. Read it again on the official page, and put in when; a wrong number does harm."
                yield source.problem((id_, "number"), found, warning=True)


def _days(updates: Any, address: str = "") -> set[tuple[str, int]]:
    """What feed readers know the updates of a file by: the date, and the place on that day. Of data/updates.yml, those about a page."""
    every = updates if isinstance(updates, list) else []
    days = [
        str(one.get("date"))
        for one in every
        if isinstance(one, dict) and (not address or {address, ALL} & set(one.get("about") or ()))
    ]
    return {(day, days[:place].count(day)) for place, day in enumerate(days)}


def _line(source: Source, today: date) -> str:
    """The update to add, on one line."""
    update = f"{{{_update(today)}}}"
    return f"- {update}" if "updates" in source.data else f"updates: [{update}]"


def _update(today: date) -> str:
    return f'date: {today}, what: "{WHAT}", why: "{WHY}"'


def _first_change(was: str, now: str) -> int | None:
    """The first line of the first passage that differs, or None if all say the same."""
    last = len(now.rstrip().split("\n"))
    pairs = zip_longest(passages(was), passages(now), fillvalue=(last, ""))
    return next((line for (_, before), (line, after) in pairs if before != after), None)
