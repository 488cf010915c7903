"""What a reader will notice of the pages in docs/: their texts, their addresses, and the files beside them."""

from __future__ import annotations

import difflib
import filecmp
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..plan.change import Change
from .addresses import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .page import Page
    from .site import Site

# So many changed passages of a page are told one by one.
MOST_PASSAGES = 12
# From here on, the passages of two pages are alike: 1 is the same.
ALIKE = 0.5


@dataclass(frozen=True)
class Addresses:
    """The addresses of pages: those that no longer lead anywhere, those that lead on to another page now, and new ones."""

    vanished: tuple[str, ...]
    moved: tuple[str, ...]
    new: tuple[str, ...]

    def __str__(self) -> str:
        """What becomes of addresses, in a sentence."""
        kinds = (
            (self.vanished, "vanish", "vanishes"),
            (self.moved, "lead on", "leads on"),
            (self.new, "new", "new"),
        )
        said = [
            f"{len(some)} {one if len(some) == 1 else more} ({', '.join(some)})"
            for some, more, one in kinds
            if some
        ]
        if not self.vanished:
            said.insert(0, "none vanish")
        return f"Addresses: {', '.join(said)}."


def addresses(before: Site, after: Site) -> Addresses:
    """Which addresses two sites do not share."""
    old, new = ({*site.every} for site in (before, after))
    standing = Standing(after)
    gone = [(address, standing.end(address)) for address in sorted(old - new)]
    return Addresses(
        tuple(a for a, end in gone if not end),
        tuple(a for a, end in gone if end),
        tuple(sorted(new - old)),
    )


def page_changes(before: Site, after: Site) -> Iterator[Change]:
    """Every passage of a page that reads otherwise, and every other file in docs/ that differs."""
    moved = _moved(before, after)
    for file in sorted({*before.pages, *after.pages} - set(moved.values())):
        old, new = before.pages.get(moved.get(file, file)), after.pages.get(file)
        if old and new:
            if old != new:
                way = f"from {old.address} to {new.address}"
                yield _page_change(_name(old), new, (f"moves {way}", f"moved {way}"))
            yield from _passages(_name(new), new, _blocks(before, old), _blocks(after, new))
        elif new:
            text = "\n\n".join(_blocks(after, new))
            yield _page_change(_name(new), new, _is("new"), after=text)
        elif old:
            text = "\n\n".join(_blocks(before, old))
            yield _page_change(_name(old), old, _is("gone"), before=text)
    yield from _files(before.docs, after.docs)


def _moved(before: Site, after: Site) -> dict[str, str]:
    """Pages whose text stands in another file now: the new files, each with the old one."""
    gone = {
        file: _blocks(before, page)
        for file, page in before.pages.items()
        if file not in after.pages
    }
    moved: dict[str, str] = {}
    for file in (file for file in after.pages if file not in before.pages):
        blocks = _blocks(after, after.pages[file])
        alike = {
            old: difflib.SequenceMatcher(None, text, blocks, autojunk=False).ratio()
            for old, text in gone.items()
            if old not in moved.values()
        }
        old = max(alike, key=alike.__getitem__, default="")
        if old and alike[old] >= ALIKE and len(set(blocks)) > 1:
            moved[file] = old
    return moved


def _passages(who: str, page: Page, old: list[str], new: list[str]) -> Iterator[Change]:
    steps = [
        step
        for step in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if step[0] != "equal"
    ]
    for kind, a, b, c, d in steps[:MOST_PASSAGES]:
        gone, come = "\n\n".join(old[a:b]) or None, "\n\n".join(new[c:d]) or None
        what = {
            "replace": "reworded",
            "delete": "shorter by a passage",
            "insert": "longer by a passage",
        }[kind]
        yield _page_change(who, page, _is(what), gone, come)
    if len(steps) > MOST_PASSAGES:
        more = f"changed in {len(steps) - MOST_PASSAGES} more places"
        yield _page_change(who, page, _is(more))


def _is(what: str) -> tuple[str, str]:
    """That a page is something, in the present and in the past."""
    return f"is {what}", f"was {what}"


def _page_change(
    who: str,
    page: Page,
    says: tuple[str, str],
    before: str | None = None,
    after: str | None = None,
) -> Change:
    return Change(who, *says, before, after, ("docs", page.file), "text")


def _name(page: Page) -> str:
    return f"{page.title}, its page" if page.chapter else f"The page {page.address}"


def _blocks(site: Site, page: Page) -> list[str]:
    """The page's passages; how their lines are broken makes no difference to a reader."""
    text = site.written(page.file).text
    return [
        " ".join(block.split())
        if not re.search(r"^( {4}|[-*+|>#!]|\d+\. |```|~~~)", block, re.MULTILINE)
        else block.strip()
        for block in re.split(r"\n\s*\n", text or "")
        if block.strip()
    ]


def _files(before: Path, after: Path) -> Iterator[Change]:
    """Pictures and documents."""
    files = {
        path.relative_to(docs).as_posix()
        for docs in (before, after)
        for path in docs.rglob("*")
        if path.is_file() and path.suffix != ".md"
    }
    for file in sorted(
        file for file in files if not any(part.startswith(".") for part in file.split("/"))
    ):
        old, new = (before / file).is_file(), (after / file).is_file()
        if not old or not new:
            what = "new" if new else "gone"
        elif filecmp.cmp(before / file, after / file, shallow=False):
            continue
        else:
            what = "another one now"
        yield Change(
            f"The file /{file}", f"is {what}", f"was {what}", of=("docs", file), field="file"
        )
