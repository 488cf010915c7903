"""The plan's words as they stand in papers and where they are quoted: paragraphs, lists of bullets, cells of tables."""

from __future__ import annotations

from typing import Annotated, Any

from .values import ANY_TEXT, kind, many, plain_of, refuse, typed
from .wordings import Wording

Block = str | tuple[str, ...]


def _passage(value: Any) -> tuple[str | tuple[str, ...], ...]:
    """The plan's words: paragraphs, and lists where the source has bullets."""
    blocks = [
        tuple(plain_of(item) for item in block) if isinstance(block, list) else plain_of(block)
        for block in many(value)
    ]
    if not blocks or () in blocks:
        raise refuse("this list is empty.", "write at least one entry", Wording.REMOVE)
    return tuple(blocks)


def _words(value: Any) -> tuple[Block, ...]:
    """What stands in a paragraph or a cell: one text, or paragraphs, and lists where the paper has bullets."""
    return _passage(value) if isinstance(value, list) else (plain_of(value),)


def _cells(value: Any) -> tuple[tuple[Block, ...], ...]:
    if not isinstance(value, list) or not value:
        raise refuse(
            f"{kind(value)} stands here where the cells of a row belong. Begin each cell with a dash."
        )
    return tuple(_words(cell) for cell in value)


def flat(words: Any) -> str:
    """Words in one line, without what is layout: line ends, and whether they stand in a list."""
    return " ".join(
        " ".join((block if isinstance(block, str) else flat(block)).split())
        for block in ([words] if isinstance(words, str) else words)
    )


_LIST = {"type": "array", "minItems": 1, "items": ANY_TEXT}
_BLOCKS = {"type": "array", "minItems": 1, "items": {"anyOf": [ANY_TEXT, _LIST]}}
_WORDS = {"anyOf": [ANY_TEXT, _BLOCKS]}
Passage = Annotated[Any, typed(_passage, **_BLOCKS)]
Words = Annotated[Any, typed(_words, **_WORDS)]
Row = Annotated[Any, typed(_cells, type="array", minItems=1, items=_WORDS)]
