"""A disk that fails where a test says: what a process writes below a folder is counted, and refused from a step on.

Python tells of all that it does to files (PEP 578), whatever calls it. So nothing has to be listed that a command may call.
"""

from __future__ import annotations

import errno
import inspect
import os
import sys
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

_OPENED_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CHANGES = {
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.chown",
    "os.truncate",
}


class Killed(BaseException):
    """The process is no more: nothing that it still tries has an effect."""


@dataclass(frozen=True)
class Step:
    """One thing that is done to a disk: to which files, and by which code."""

    number: int
    what: str
    files: tuple[str, ...]
    by: frozenset[CodeType] = field(repr=False)

    @property
    def takes_room(self) -> bool:
        """Whether a full disk refuses it."""
        return self.what in ("open", "os.mkdir", "os.link", "os.symlink")


Refuses = Callable[[Step], BaseException | None]


@dataclass
class Disk:
    """What is done below a folder, step by step."""

    root: Path
    refuses: Refuses
    steps: list[Step] = field(default_factory=list)

    def told(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Count a step, or refuse it. A file that would have been opened to be written stands there, empty."""
        both = 2 if event in ("os.rename", "os.link") else 1
        named = arguments[1:2] if event == "os.symlink" else arguments[:both]
        files = tuple(_whole(one, arguments[-1]) for one in named)
        if not any(Path(file).is_relative_to(self.root) for file in files):
            return
        step = Step(len(self.steps) + 1, event, files, _callers())
        self.steps.append(step)
        if error := self.refuses(step):
            if event == "open" and not isinstance(error, PermissionError):
                with _watched(None), suppress(OSError):
                    os.close(os.open(files[0], os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o666))
            raise error


def _whole(name: Any, folder: Any) -> str:
    """The path of a file that may be named from an open folder."""
    if isinstance(name, int):
        return ""
    if isinstance(folder, int) and folder >= 0 and not Path(os.fsdecode(name)).is_absolute():
        with suppress(OSError):
            return str(Path(f"/proc/self/fd/{folder}").resolve() / os.fsdecode(name))
    return str(Path.cwd() / os.fsdecode(name))


_disk: Disk | None = None
_hooked = False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _disk is None:
        return
    if event in _CHANGES or (event == "open" and arguments[2] & _OPENED_TO_WRITE):
        _disk.told(event, arguments)


def _callers() -> frozenset[CodeType]:
    frame, found = inspect.currentframe(), set()
    while frame:
        found.add(frame.f_code)
        frame = frame.f_back
    return frozenset(found)


@contextmanager
def _watched(disk: Disk | None) -> Iterator[None]:
    global _disk  # noqa: PLW0603 - a hook can't be taken away again
    before, _disk = _disk, disk
    try:
        yield
    finally:
        _disk = before


@contextmanager
def watched(root: Path, refuses: Refuses = lambda _: None) -> Iterator[Disk]:
    """A disk that refuses what is done to it below `root`, as `refuses` says."""
    global _hooked  # noqa: PLW0603
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked = True
    disk = Disk(root, refuses)
    with _watched(disk):
        yield disk


# How it fails, from a step on


def killed(number: int) -> Refuses:
    """The process ends at a step, and cleans nothing up."""
    return lambda step: Killed() if step.number >= number else None


def full(number: int) -> Refuses:
    """Nothing fits on the disk any more, but what is there can be moved and taken away."""

    def refuses(step: Step) -> OSError | None:
        no_room = step.number >= number and step.takes_room
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) if no_room else None

    return refuses


def failing(number: int) -> Refuses:
    """One step fails, and no other."""

    def refuses(step: Step) -> OSError | None:
        failed = step.number == number
        return OSError(errno.EIO, os.strerror(errno.EIO)) if failed else None

    return refuses


def stopped(number: int) -> Refuses:
    """Somebody presses Ctrl and C at a step."""
    return lambda step: KeyboardInterrupt() if step.number == number else None


def shut(*folders: Path) -> Refuses:
    """Folders in which nothing may be changed, as where they belong to another user."""

    def refuses(step: Step) -> OSError | None:
        inside = any(Path(f).is_relative_to(folder) for f in step.files for folder in folders)
        return PermissionError(errno.EACCES, os.strerror(errno.EACCES)) if inside else None

    return refuses


def both(first: Refuses, second: Refuses) -> Refuses:
    """What one refuses, or else the other."""
    return lambda step: first(step) or second(step)
