"""site/, or site-draft/, changed for a new one whole or not at all: one build at a time, and what a killed one left is mended.

.site-lock   held by the build that is at work (decision 025)
.site-new    what it builds
.site-old    the site before, while the new one takes its place
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER, FILE = 0o755, 0o644
AGAIN = "Remove it, and build again."


class NotSwappedError(Exception):
    """site/ can't be changed for a new one; the message says why, and how to mend that."""


@contextmanager
def alone(root: Path) -> Iterator[int]:
    """Wait until no other build is at work in `root`, and keep others waiting. Yields what a child process has to inherit.

    The system drops the lock with the last process that holds it, however that ends. Raises NotSwappedError if there can be none.
    """
    path = root / ".site-lock"
    try:
        held = _lock(path)
    except OSError as error:
        mend = AGAIN if os.path.lexists(path) else "Let this folder be written to, and build again."
        raise NotSwappedError(f"{path.name} can't be locked: {error.strerror}. {mend}") from None
    try:
        yield held
    finally:
        path.unlink(missing_ok=True)  # while it is held: whoever waits for it looks again
        os.close(held)


def _lock(path: Path) -> int:
    told = False
    while True:
        held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        try:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if not told:
                    print(
                        "Another build is at work in this folder. This one waits until it ends; Ctrl and C gives up.",
                        file=sys.stderr,
                        flush=True,
                    )
                told = True
                fcntl.flock(held, fcntl.LOCK_EX)
            if path.is_file() and os.path.samestat(os.fstat(held), path.stat()):
                return held
        except BaseException:
            os.close(held)
            raise
        os.close(held)


class Swap:
    """The new site of the project in `root`, beside the one that stands. Only for whoever is `alone` there.

    Raises NotSwappedError if something is in the way that can't be mended.
    """

    def __init__(self, root: Path, name: str = "site") -> None:
        """Put back what a build of the folder `name` that was killed has left, so that there is room for a new one."""
        self.site, self.new, self.old = root / name, root / f".{name}-new", root / f".{name}-old"
        empty = self.site.is_dir() and not any(self.site.iterdir())
        good = self.site if os.path.lexists(self.site) and not empty else self.old
        if good.is_symlink() or good.is_file():
            what = f"a link to {good.readlink()}" if good.is_symlink() else "a file"
            raise NotSwappedError(
                f"{good.name} is {what}, where the folder of the site belongs. {AGAIN}"
            )
        if good is self.old and good.is_dir():
            self._rename(self.old, self.site)
            print(
                f"A build was ended in the middle. The last good {self.site.name}/ was put back from {self.old.name}.",
                file=sys.stderr,
            )
        self.clear()

    def clear(self) -> None:
        """Take away all that is neither the site nor the lock: never the only good site that there is."""
        if self.old.is_dir() and not os.path.lexists(self.site):
            self._rename(self.old, self.site)
        for path in (self.new, self.old):
            try:
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
            except OSError as error:
                at = Path(error.filename or path)
                at = at if at.is_absolute() else path / at
                raise NotSwappedError(
                    f"{path.name} can't be removed: {at}: {error.strerror}. {AGAIN}"
                ) from None

    def swap(self) -> None:
        """Put the new site in the old one's place. If that can't be, `clear` puts the old one back.

        A web server may read it, whatever umask this was run with.
        """
        try:
            for path in (self.new, *self.new.rglob("*")):
                path.chmod(FOLDER if path.is_dir() else FILE)
        except OSError as error:
            raise NotSwappedError(
                f"{error.filename} can't be opened to web servers: {error.strerror}. Mend that, and build again."
            ) from None
        made = sizes(self.new)
        if self.site.exists():
            self._rename(self.site, self.old)
        self._rename(self.new, self.site)
        if wrong := sorted(made.items() ^ sizes(self.site).items()):
            raise NotSwappedError(
                f"{self.site.name}/ is not what was built: {listed({name for name, _ in wrong})} differs. Something else changes {self.site.name}/: end that, and build again."
            )

    def _rename(self, path: Path, to: Path) -> None:
        try:
            path.rename(to)
        except OSError as error:
            raise NotSwappedError(
                f"{path.name} can't be renamed to {to.name}: {error.strerror}. Mend that, and build again."
            ) from None


def sizes(folder: Path) -> dict[str, int]:
    """How long every file under a folder is, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }


def listed(names: set[str], most: int = 5) -> str:
    """The first few names, or that there is none."""
    return (", ".join(sorted(names)[:most]) or "nothing") + (
        f" and {len(names) - most} more" if len(names) > most else ""
    )
