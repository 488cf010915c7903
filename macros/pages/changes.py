"""What a reader will notice of pages: their texts in docs/, their addresses, the files beside them, and how they are made."""

from __future__ import annotations

import difflib
import filecmp
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..plan.change import Change, whole
from ..plan.changes import field_changes
from ..plan.document import kind_of
from .addresses import Standing
from .documents import told_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .page import Page
    from .passages import Read
    from .site import Site

# So many changed passages are told one by one.
MOST_PASSAGES = 12
# What happened to passages, in the words of difflib and of readers.
STEPS = {
    "replace": "reworded",
    "delete": "shorter by a passage",
    "insert": "longer by a passage",
}


@dataclass(frozen=True)
class AddressChanges:
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


def addresses(before: Site, after: Site) -> AddressChanges:
    """Which addresses two sites do not share."""
    old, new = ({*site.every} for site in (before, after))
    standing = Standing(after)
    gone = [(address, standing.end(address)) for address in sorted(old - new)]
    return AddressChanges(
        tuple(a for a, end in gone if not end),
        tuple(a for a, end in gone if end),
        tuple(sorted(new - old)),
    )


def page_changes(before: Site, after: Site) -> Iterator[Change]:
    """Every passage of a page in docs/ that reads otherwise, and every other file there that differs."""
    gone, come = (
        {*one.pages} - {*other.pages} for one, other in ((before, after), (after, before))
    )
    titles = {before.pages[file].title: file for file in sorted(gone)}
    moved = {file: titles[title] for file in come if (title := after.pages[file].title) in titles}
    for file in sorted({*before.pages, *after.pages} - set(moved.values())):
        old, new = before.pages.get(moved.get(file, file)), after.pages.get(file)
        page = new or before.pages[file]
        who = f"{page.title}, its page" if page.chapter else f"The page {page.address}"
        if old and new:
            differences = _page(old, new, _blocks(before, old), _blocks(after, new))
        else:
            differences = whole("\n\n".join(_blocks(after if new else before, page)), bool(new))
        for change in differences:
            yield replace(change, who=who, of=("docs", file), field=change.field or "text")
    yield from _documents(before, after)


def _page(old: Page, new: Page, was: list[str], now: list[str]) -> Iterator[Change]:
    """What differs of a page: its address, what stands above its text, and its passages."""
    if old.address != new.address:
        yield Change("", "", "moves", f"from {old.address} to {new.address}")
    yield from field_changes(old.front, new.front)
    differences = [*_passages(was, now)]
    yield from differences[:MOST_PASSAGES]
    if len(differences) > MOST_PASSAGES:
        yield Change("", "", "is", f"changed in {len(differences) - MOST_PASSAGES} more places")


def _passages(was: list[str], now: list[str]) -> Iterator[Change]:
    """The passages that became others, came or went."""
    steps = difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    for step, a, b, c, d in steps:
        if step != "equal":
            old, new = ("\n\n".join(passages) or None for passages in (was[a:b], now[c:d]))
            yield Change("", "", "is", STEPS[step], old, new)


def machine_changes(before: Read, after: Read) -> Iterator[Change]:
    """What templates and Python do to pages of the same content. What many pages share is told once."""
    shared: dict[Change, set[str]] = {}
    for address in sorted({*before, *after}):
        if address in before and address in after:
            differences = _passages(before[address], after[address])
        else:
            differences = whole("\n\n".join((before | after)[address]), address in after)
        for change in differences:
            shared.setdefault(change, set()).add(address)
    for change, at in [*shared.items()][:MOST_PASSAGES]:
        more = f" and {len(at) - 1} more" if len(at) > 1 else ""
        who = "Every page" if len(at) == len(after) else f"The page {min(at)}{more}"
        yield replace(change, who=who, of=("machine", min(at)))
    if len(shared) > MOST_PASSAGES:
        more = f"changed in {len(shared) - MOST_PASSAGES} more places"
        yield Change("The pages", "", "are", more, of=("machine", ""))


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


def _told(site: Site, address: str) -> str:
    """What readers are told of a document at an address; nothing of a picture."""
    return f" ({told_of(site.docs / address[1:])})" if kind_of(address) else ""


def _documents(before: Site, after: Site) -> Iterator[Change]:
    """Pictures and documents beside the pages."""
    for address in sorted(before.documents | after.documents):
        if address not in before.documents or address not in after.documents:
            there = address in after.documents
            what = f"new{_told(after, address)}" if there else "gone"
        elif filecmp.cmp(before.docs / address[1:], after.docs / address[1:], shallow=False):
            continue
        else:
            what = f"another one now{_told(after, address)}"
        of = ("docs", address[1:])
        yield Change(f"The file {address}", "", "is", what, of=of, field="file")
