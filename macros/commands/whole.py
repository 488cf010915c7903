"""Files that belong together, written whole or not at all: what every command writes is written here (decision 057).

.writing-new    what is being made ready, or is to be thrown away
.writing        what is ready, and on its way to its places: a killed command left it, the next one brings it there
.writing-undo   what could not be brought there, and is on its way back
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import stat
import sys
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

NEW, READY, UNDO = ".writing-new", ".writing", ".writing-undo"
_LIST = "files.json"


class NotWrittenError(Exception):
    """Nothing was written: the message says of which file, and why."""

    def __init__(self, name: str, why: str | OSError) -> None:
        """Say why the file of this name can't be written."""
        if isinstance(why, OSError):
            why = f"can't be written ({(why.strerror or 'unknown reason').lower()})."
        super().__init__(f"{name} {why}")
        self.name, self.why = name, why


@dataclass(frozen=True)
class _File:
    """A file of a set: whether it was there before, and whether it is to be there."""

    name: str
    was: bool
    stays: bool


@dataclass(frozen=True)
class _Set:
    """Files on their way, and the folders that are made for them. What they held stands in a folder beside what they are to hold."""

    files: tuple[_File, ...]
    folders: tuple[str, ...]

    @classmethod
    def read(cls, at: Path) -> _Set:
        """What a command has left; nothing if it got no further than to begin to throw it away."""
        try:
            held = json.loads((at / _LIST).read_bytes())
        except FileNotFoundError:
            return cls((), ())
        return cls(tuple(_File(**one) for one in held["files"]), tuple(held["folders"]))


def write(
    folder: Path, after: Mapping[str, bytes | None], before: Mapping[str, bytes | None]
) -> None:
    """Let files below `folder`, by their paths from there, hold what `after` says: None takes one away.

    `before` says what they are to hold until then. Raises NotWrittenError if one holds something else by now, or if one
    can't be written: all are then as before. If this is killed, the next command ends its work.
    """
    if not after:
        return
    with _alone(folder):
        _mend(folder)
        for name in after:
            _may_be_written(folder, name, before.get(name))
        made = _ready(folder, after)
        try:
            _bring(folder, made)
        except BaseException:
            _undo(folder, made)
            raise
        _throw_away(folder, READY)


def write_file(file: Path, content: bytes, *, over: bool = True) -> None:
    """Write one file, wherever it stands, with the folders around it. Without `over`, only where none is.

    Raises NotWrittenError.
    """
    real = file.resolve()
    folder = next(one for one in real.parents if one.is_dir())
    name = real.relative_to(folder).as_posix()
    try:
        before = real.read_bytes() if over and real.is_file() else None
        write(folder, {name: content}, {name: before})
    except OSError as error:
        raise NotWrittenError(str(file), error) from None
    except NotWrittenError as error:
        raise NotWrittenError(str(file) if error.name == name else error.name, error.why) from None


def mend(folder: Path) -> None:
    """End the work of a command that was killed while it wrote below `folder`, and say so. Raises NotWrittenError if that can't be."""
    if any((folder / name).is_dir() for name in (NEW, READY, UNDO)):
        with _alone(folder):
            _mend(folder)


def current(folder: Path, names: Iterable[str]) -> dict[str, bytes | None]:
    """What the files of these names hold now: None where there is none."""
    return {
        name: (folder / name).read_bytes() if (folder / name).is_file() else None for name in names
    }


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other command writes here: that takes no time that anybody would notice."""
    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise NotWrittenError(str(folder), error) from None
    try:
        with suppress(OSError):  # some file systems of a network have no locks for folders
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _may_be_written(folder: Path, name: str, before: bytes | None) -> None:
    """Raise NotWrittenError if something is in the way of a file, or if it is not what it was."""
    file = folder / name
    for part in [file, *file.parents][: len(Path(name).parts)]:
        if part.is_symlink():
            shown = part.relative_to(folder).as_posix()
            raise NotWrittenError(
                shown,
                f"is a link to {part.readlink()}, and nothing is written through it. Put the real one in its place.",
            )
        if part != file and part.exists() and not part.is_dir():
            raise NotWrittenError(name, "can't be written (not a directory).")
    try:
        if file.exists() and not (file.is_file() or file.is_dir()):
            raise NotWrittenError(name, "is no file, and nothing is written over it.")
        there = file.read_bytes() if file.exists() else None
    except OSError as error:
        raise NotWrittenError(name, error) from None
    if there is not None and not os.access(file, os.W_OK):  # its folder would let it be replaced
        raise NotWrittenError(name, "can't be written (permission denied).")
    if there != before:
        raise NotWrittenError(name, "was changed meanwhile by something else. Run this again.")


def _ready(folder: Path, after: Mapping[str, bytes | None]) -> _Set:
    """Make all ready beside its places, up to the moment from which it counts. Raises NotWrittenError."""
    new, name = folder / NEW, next(iter(after))
    try:
        (new / "put").mkdir(parents=True)
        (new / "kept").mkdir()
        for number, (name, content) in enumerate(after.items()):
            if (folder / name).exists():
                _staged(new / "kept" / str(number), (folder / name).read_bytes(), folder / name)
            if content is not None:
                _staged(new / "put" / str(number), content, folder / name)
        made = _Set(
            tuple(_File(n, (folder / n).exists(), c is not None) for n, c in after.items()),
            tuple(
                dict.fromkeys(
                    parent.as_posix()
                    for n, c in after.items()
                    for parent in reversed(Path(n).parents)
                    if c is not None and not (folder / parent).is_dir()
                )
            ),
        )
        _staged(new / _LIST, json.dumps(asdict(made)).encode())
        new.rename(folder / READY)
    except BaseException as error:
        shutil.rmtree(new, ignore_errors=True)
        if isinstance(error, OSError):
            raise NotWrittenError(name, error) from None
        raise
    return made


def _staged(path: Path, content: bytes, like: Path | None = None) -> None:
    """Write a file that is to stand in the place of another: to the disk itself, and with its owner and permissions."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if like is not None and like.exists():
        found = like.stat()
        if (found.st_uid, found.st_gid) != (path.stat().st_uid, path.stat().st_gid):
            with suppress(PermissionError):
                os.chown(path, -1, found.st_gid)
                os.chown(path, found.st_uid, -1)
        path.chmod(stat.S_IMODE(found.st_mode))


def _bring(folder: Path, made: _Set) -> None:
    """Bring what is ready to its places: all that is not there yet. Raises NotWrittenError."""
    for number, file in enumerate(made.files):
        ready, place = folder / READY / "put" / str(number), folder / file.name
        try:
            if file.stays and ready.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                ready.replace(place)
            elif not file.stays:
                place.unlink(missing_ok=True)
        except OSError as error:
            raise NotWrittenError(file.name, error) from None


def _undo(folder: Path, made: _Set) -> None:
    """Bring back what stood in the places before: all that is not back yet. Raises NotWrittenError."""
    name = READY
    try:
        if (folder / READY).is_dir():
            (folder / READY).rename(folder / UNDO)
        for number, file in enumerate(made.files):
            name, place = file.name, folder / file.name
            kept, put = (folder / UNDO / part / str(number) for part in ("kept", "put"))
            if put.exists() or (not file.stays and place.exists()):
                continue  # it never left its place
            if kept.exists():
                kept.replace(place)
            elif not file.was:
                place.unlink(missing_ok=True)
    except OSError as error:
        stays = NotWrittenError(name, error).why
        raise NotWrittenError(
            name, f"{stays} What was there before lies in {UNDO}/: the next command brings it back."
        ) from None
    for made_folder in reversed(made.folders):
        with suppress(OSError):
            (folder / made_folder).rmdir()
    _throw_away(folder, UNDO)


def _mend(folder: Path) -> None:
    """End what a killed command has begun: where it had all that it needs, as it wanted; else as if it had never been run."""
    if (folder / UNDO).is_dir():
        made = _Set.read(folder / UNDO)
        _undo(folder, made)
        _tell("What it had begun was taken back", made)
    elif (folder / READY).is_dir():
        made = _Set.read(folder / READY)
        _is_as_left(folder, made)
        _bring(folder, made)
        _throw_away(folder, READY)
        _tell("The rest of that was written now", made)
    shutil.rmtree(folder / NEW, ignore_errors=True)


def _is_as_left(folder: Path, made: _Set) -> None:
    """Raise NotWrittenError if a file that a killed command still wanted to change was changed since."""
    for number, file in enumerate(made.files):
        at, place = folder / READY, folder / file.name
        waits = (at / "put" / str(number)).exists() if file.stays else place.exists()
        kept = at / "kept" / str(number)
        before = kept.read_bytes() if kept.exists() else None
        if waits and (place.read_bytes() if place.is_file() else None) != before:
            raise NotWrittenError(
                file.name,
                f"was changed after a command was ended while it wrote. What that wanted to write there is {READY}/put/{number}. Take from it what you need, remove {READY}/, and run this again.",
            )


def _tell(done: str, made: _Set) -> None:
    if made.files:
        names = ", ".join(file.name for file in made.files)
        print(f"A command was ended while it wrote. {done}: {names}.", file=sys.stderr)


def _throw_away(folder: Path, name: str) -> None:
    """Take away what is needed no more, first in one step from where the next command would look at it."""
    with suppress(OSError):
        (folder / name).rename(folder / NEW)
        shutil.rmtree(folder / NEW, ignore_errors=True)
