"""What data/ holds comes before readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...plan.files import FILES
from ...plan.hidden import seen
from ...plan.idle import idle
from ...plan.references import REFERENCES
from ..calls import CALL, texts_of
from . import Problems, Texts, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule
def entries_come_before_readers(texts: Texts) -> Problems:
    """(warning) Whatever stands in data/ is named by something that readers see: else it waits there for nobody."""
    site = texts.site
    if not site.plan.whole:
        return
    named: set[str] = set()
    for text in _pages(texts):
        named |= {name for call in CALL.finditer(text) for name in texts_of(call)}
        named |= {part for match in REFERENCES.finditer(text) for part in match[1].split()}
    for file, entry in idle(site.plan, named, _all(texts)):
        path, (_, way) = file.path_of(entry.id), file.stands(entry.id)
        if source := texts.source(path):
            what = "file" if file.shape == "folder" else "entry"
            said = f"{file.idle} '{entry.id}'. Take the {what} away if it is left over."
            yield source.problem(way, said, of_key=True, warning=True)


def _pages(texts: Texts) -> Iterator[str]:
    return (texts.site.written(file).text or "" for file in texts.site.pages)


def _all(texts: Texts) -> Iterator[str]:
    """The text of every page, and of every file in data/ but those that tell of words and of addresses."""
    yield from _pages(texts)
    data = texts.site.docs.parent / "data"
    for file in FILES.values():
        if file.by_hand and not file.spoken and file.part != "addresses":
            found = (
                seen(data / file.path, "*.yml") if file.shape == "folder" else [data / file.path]
            )
            yield from (path.read_text("utf-8") for path in found if path.is_file())
