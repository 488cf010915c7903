"""The plan's words as they stand in papers and where they are quoted: paragraphs, lists of bullets, cells of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic_core import PydanticCustomError

from .values import ANY_TEXT, kind, many, plain_of, refuse, typed
from .wordings import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .problems import Way

Block = str | tuple[str, ...]


def passage_of(value: Any, text: Callable[[Any], str] = plain_of) -> tuple[Block, ...]:
    """Paragraphs, and lists where there are bullets. `text` is what each text in them has to pass."""
    blocks: list[Block] = []
    for nth, block in enumerate(many(value)):
        if isinstance(block, list):
            items = (_at((nth, n), text, item) for n, item in enumerate(block))
            blocks.append(_at((nth,), _some, tuple(items)))
        else:
            blocks.append(_at((nth,), text, block))
    return _some(tuple(blocks))


def _some(entries: tuple[Any, ...]) -> tuple[Any, ...]:
    if not entries:
        raise refuse("this list is empty.", "write at least one entry", Wording.REMOVE)
    return entries


def _at(way: Way, read: Callable[[Any], Any], value: Any) -> Any:
    """What is read of a part of a value: what is wrong with it is told at its own place."""
    try:
        return read(value)
    except PydanticCustomError as error:
        context = error.context or {}
        raise refuse(context["what"], *context["mends"], at=way) from None


def _words(value: Any) -> tuple[Block, ...]:
    """What stands in a paragraph or a cell: one text, or paragraphs, and lists where the paper has bullets."""
    return passage_of(value) if isinstance(value, list) else (plain_of(value),)


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


def pieces(words: Iterable[Block]) -> Iterator[str]:
    """Each paragraph of words, and each item of their lists."""
    for block in words:
        yield from (block,) if isinstance(block, str) else block


_LIST = {"type": "array", "minItems": 1, "items": ANY_TEXT}
_BLOCKS = {"type": "array", "minItems": 1, "items": {"anyOf": [ANY_TEXT, _LIST]}}
WORDS = {"anyOf": [ANY_TEXT, _BLOCKS]}
Passage = Annotated[Any, typed(passage_of, **_BLOCKS)]
Words = Annotated[Any, typed(_words, **WORDS)]
Row = Annotated[Any, typed(_cells, type="array", minItems=1, items=WORDS)]
