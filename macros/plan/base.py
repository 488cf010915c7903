"""Files as they were in an earlier version: what Git keeps of them."""

from __future__ import annotations

import io
import re
import tarfile
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import yaml

from .git import GitError, ask, is_shallow, shallow, unknown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .problems import Way


class BaseError(Exception):
    """The earlier version can't be read; the message is for the editor."""


@dataclass(frozen=True)
class Changed:
    """A file that differs between two versions, and how Git notes each of the two: "100644" is a plain file, "000000" none."""

    path: str
    mode_before: str
    mode: str


@dataclass(frozen=True)
class Base:
    """An earlier version of the project in `root`, such as the branch main. Paths count from `root`."""

    root: Path
    revision: str

    @classmethod
    def at(cls, root: Path, revision: str) -> Base:
        """The version that an editor names, by a branch, a tag or a commit. Raises BaseError if Git knows none."""
        base = cls(root, revision)
        known = base._git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if known is None or revision.startswith("-"):
            raise BaseError(unknown(root, revision))
        return base

    def fork(self) -> Base:
        """The version where the work here parted from this one; this one itself if the two have none in common.

        Raises BaseError if that is among the versions that a shallow clone lacks.
        """
        commit = self._git("merge-base", self.revision, "HEAD")
        if commit is None and is_shallow(self.root):
            raise BaseError(
                f"Where the work here parted from '{self.revision}' is not known. {shallow(self.root)}"
            )
        return Base(self.root, commit.decode().strip()) if commit else self

    def files(self, folder: str) -> list[str]:
        """The files under a folder in that version, sorted: none if it had no such folder."""
        names = (
            self._git("ls-tree", "-r", "-z", "--name-only", self.revision, f"./{folder}/") or b""
        )
        return sorted(path.decode("utf-8", "replace") for path in names.split(b"\0") if path)

    def text(self, path: str) -> str:
        r"""A file's text in that version, with line ends as `\n`. Raises BaseError if it was not there."""
        content = self._git("show", f"{self.revision}:./{path}")
        if content is None:
            raise BaseError(f"'{path}' was not there in '{self.revision}'.")
        return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")

    def unpack(self, folders: Sequence[str], to: Path) -> None:
        """Put these folders of that version below `to`. Raises BaseError if it had none of them, or holds a link that leads out."""
        there = [
            folder
            for folder in folders
            if self._git("cat-file", "-e", f"{self.revision}:./{folder}") is not None
        ]
        if not there:
            raise BaseError(
                f"There is no {'/ and no '.join(folders)}/ in '{self.revision}', so there is nothing to compare with."
            )
        archive = self._git("archive", "--format=tar", self.revision, *there)
        if archive is None:
            raise BaseError(f"Git could not read '{self.revision}'.")
        try:
            with tarfile.open(fileobj=io.BytesIO(archive)) as files:
                files.extractall(to, filter="data")
        except tarfile.TarError:
            raise BaseError(
                f"'{self.revision}' holds a link that leads out of {' and '.join(there)}/, so it can't be compared with."
            ) from None

    def changed(self, *paths: str) -> tuple[str, ...]:
        """The files at or below these paths that are not what they were in that version, new ones too, sorted."""
        differ = self._git("diff", "--name-only", "-z", "--relative", self.revision, "--", *paths)
        new = self._git("ls-files", "--others", "--exclude-standard", "-z", "--", *paths)
        names = ((differ or b"") + (new or b"")).decode("utf-8", "replace").split("\0")
        return tuple(sorted({*names} - {""}))

    def line(self, path: str) -> int:
        """The first line of a file that is not as in that version; 1 for a new file."""
        differ = self._git("diff", "--unified=0", "--relative", self.revision, "--", path) or b""
        place = re.search(rb"^@@ -\S+ \+(\d+)", differ, re.MULTILINE)
        return max(int(place[1]), 1) if place else 1

    def until_now(self) -> tuple[Changed, ...]:
        """The files that differ between that version and the last commit here. A file with a new name is one gone and one new.

        Raises BaseError if this one does not follow that one, for then the two were never apart by these files alone.
        """
        if self._git("merge-base", "--is-ancestor", self.revision, "HEAD") is None:
            more = f" {shallow(self.root)}" if is_shallow(self.root) else ""
            raise BaseError(f"What stands here does not follow '{self.revision}'.{more}")
        raw = self._git("diff", "--raw", "-z", "--no-renames", self.revision, "HEAD")
        if raw is None:
            raise BaseError(f"Git could not compare with '{self.revision}'.")
        parts = raw.decode("utf-8", "replace").split("\0")[:-1]
        return tuple(
            Changed(path, modes.split(" ")[0].removeprefix(":"), modes.split(" ")[1])
            for modes, path in zip(parts[::2], parts[1::2], strict=True)
        )

    def uncommitted(self) -> tuple[str, ...]:
        """The files here that the last commit does not hold as they are, new ones too, sorted. Raises BaseError without Git."""
        status = self._git("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
        lines = (status or b"").decode("utf-8", "replace").split("\0")[:-1]
        return tuple(sorted(line[3:] for line in lines))

    def _git(self, *arguments: str) -> bytes | None:
        """What Git prints, or None if it refuses. Raises BaseError where it can answer nothing."""
        try:
            return ask(self.root, *arguments)
        except GitError as error:
            raise BaseError(str(error)) from None


def as_typed(text: str) -> Any:
    """What a YAML file holds, as it was typed, without its comments and line breaks; None for what is not YAML."""
    try:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
        try:
            return loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.YAMLError:
        return None


def difference(was: Any, now: Any, way: Way = ()) -> Way | None:
    """The way to the first value that is not what it was, such as ("priorities", 0, "plain"); None if all are."""
    pairs: list[tuple[Any, Any, Any]]
    if isinstance(was, dict) and isinstance(now, dict):
        pairs = [
            (name, was.get(name), now.get(name))
            for name in (*now, *(name for name in was if name not in now))
        ]
    elif isinstance(was, list) and isinstance(now, list):
        pairs = list(zip_longest(range(max(len(was), len(now))), was, now))
    elif isinstance(was, str) and isinstance(now, str):
        return None if was.split() == now.split() else way
    else:
        return None if was == now else way
    return next(
        (
            where
            for step, one, other in pairs
            if (where := difference(one, other, (*way, step))) is not None
        ),
        None,
    )
