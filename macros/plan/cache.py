"""What takes long to make and hangs on few things, kept from run to run in .cache/ (decision 060).

It can be lost, or be garbage, at any time: then it is made again. Nothing is told of that, and nothing else changes.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MACHINE = Path(__file__).resolve().parents[2]  # the folder of macros/ and overrides/
FOLDER = MACHINE / ".cache"


def sources(*paths: Path) -> str:
    """What tells the files at these paths, and those of Python in the folders among them, from any others."""
    files = [file for path in paths for file in (sorted(path.rglob("*.py")) or [path])]
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in files)).hexdigest()


def load(name: str, *hangs_on: Any) -> dict[Any, Any]:
    """What was kept under a name, if all that it hangs on is as it was; else nothing."""
    with suppress(OSError, EOFError, ValueError, TypeError):
        kept = (FOLDER / name).read_bytes()
        if kept[:32] == _seal(hangs_on, kept[32:]):
            held: dict[Any, Any] = marshal.loads(kept[32:])  # noqa: S302 - sealed by us, and no one else writes here
            return held
    return {}


def save(name: str, held: dict[Any, Any], *hangs_on: Any) -> None:
    """Keep a mapping of plain values, whole or not at all: other processes may read and save at the same time."""
    body, new = marshal.dumps(held), FOLDER / f"{name}.{os.getpid()}"
    with suppress(OSError):
        FOLDER.mkdir(exist_ok=True)
        try:
            new.write_bytes(_seal(hangs_on, body) + body)
            new.replace(FOLDER / name)
        finally:
            new.unlink(missing_ok=True)


class Made:
    """Bytes that were made of something, by what they were made of. The newest are kept, as many as there may be."""

    def __init__(self, name: str, most: int, *hangs_on: Any) -> None:
        """Begin with those that are kept under a name."""
        self._name, self._most, self._hangs_on = name, most, hangs_on
        self._kept = load(name, *hangs_on)
        self._used: dict[Any, bytes] = {}

    def of(self, what: Any, make: Callable[[], bytes]) -> bytes:
        """The bytes that were made of this; if none are known, they are made."""
        known: bytes = self._used.get(what) or self._kept.get(what) or make()
        self._used[what] = known
        return known

    def save(self) -> None:
        """Keep what is new for other processes."""
        if not self._used.keys() <= self._kept.keys():
            every = {**self._used, **self._kept}
            save(self._name, dict(list(every.items())[: self._most]), *self._hangs_on)


def _seal(hangs_on: Iterable[Any], body: bytes) -> bytes:
    """What shows that a file is whole, and of what it was made."""
    return sha256(repr((sys.version, hangs_on)).encode() + body).digest()
