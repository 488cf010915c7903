"""Files that systems and their programs leave among others, such as Thumbs.db: nobody wrote them, and nothing reads them."""

from __future__ import annotations

from contextlib import suppress
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path, PurePath

# What stands in a site for a reason may begin with a dot, so it is not told by that.
_OF_SYSTEMS = (
    "thumbs.db",
    "ehthumbs*.db",
    "desktop.ini",
    "icon\r",  # of a folder of macOS
    "~$*",  # Office, while a file is open
    "__macosx",
    "$recycle.bin",
    "system volume information",
)


def _of_a_system(name: str) -> bool:
    """Whether a file's or a folder's name is one that Windows, macOS or Office gives."""
    return any(fnmatchcase(name.lower(), pattern) for pattern in _OF_SYSTEMS)


def hidden(path: PurePath) -> bool:
    """Whether nobody is meant to see a file, by its path from a folder that is seen."""
    return any(part.startswith(".") or _of_a_system(part) for part in path.parts)


def seen(folder: Path, pattern: str = "*", *, below: bool = True) -> list[Path]:
    """What stands in a folder and fits a pattern, or else anywhere `below` it, without what is hidden there, sorted."""
    found = folder.rglob(pattern) if below else folder.glob(pattern)
    return sorted(path for path in found if not hidden(path.relative_to(folder)))


def take_away(built: Path) -> None:
    """Take what was copied along out of a built site, and the folders that hold nothing else."""
    for path in [path for path in built.rglob("*") if _of_a_system(path.name) and path.is_file()]:
        path.unlink()
        for folder in path.relative_to(built).parents:
            with suppress(OSError):  # other files stand in it
                (built / folder).rmdir()
