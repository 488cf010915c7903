"""What a command writes is there whole or not at all, wherever it was ended, and whatever the disk refuses."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from disk import Killed, both, failing, full, killed, shut, stopped, watched
from pages import contents

from macros.commands.swap import NotSwappedError, Swap
from macros.commands.whole import NotWrittenError, mend, write, write_file
from macros.plan.schemas import changed

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = {"data/a.yml": b"old", "data/gone.yml": b"gone", "docs/b.md": b"as it is"}
AFTER = {
    "data/a.yml": b"new",
    "data/new/c.yml": b"begun",
    "docs/b.md": b"as it is",
    "docs/d.md": b"also begun",
}
FAILURES = {"killed": killed, "full": full, "failing": failing, "stopped": stopped}
ENDS = (NotWrittenError, NotSwappedError, Killed, KeyboardInterrupt)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written counts at once: to wait for a disk would show nothing here."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def tree(root: Path) -> dict[str, bytes | None]:
    """All below a folder: what the files hold, and the folders."""
    return {
        path.relative_to(root).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in root.rglob("*")
    }


def filled(root: Path, files: dict[str, bytes]) -> Path:
    """A new folder that holds these files."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def put(root: Path) -> None:
    write(root, changed(BEFORE, AFTER), BEFORE)


@pytest.fixture
def old(tmp_path: Path) -> dict[str, bytes | None]:
    return tree(filled(tmp_path / "old", BEFORE))


@pytest.fixture
def new(tmp_path: Path) -> dict[str, bytes | None]:
    return tree(filled(tmp_path / "new", AFTER))


def step_to(root: Path, name: str) -> int:
    """The number of the step that puts something there, when all goes well."""
    with watched(filled(root, BEFORE)) as disk:
        put(root)
    return next(step.number for step in disk.steps if step.files[-1].endswith(name))


def whole_files(root: Path) -> bool:
    """Whether each file holds what it held, or what it is to hold."""
    beside = {name: held for name, held in contents(root).items() if not name.startswith(".")}
    return all(held in (BEFORE.get(name), AFTER.get(name)) for name, held in beside.items())


@pytest.mark.parametrize("how", FAILURES)
def test_wherever_writing_fails_all_is_as_it_was_or_as_it_is_to_be(
    tmp_path: Path, old: dict, new: dict, how: str
) -> None:
    seen = set()
    for number in count(1):
        root = filled(tmp_path / str(number), BEFORE)
        ended = None
        with watched(root, FAILURES[how](number)) as disk:
            try:
                put(root)
            except ENDS as error:
                ended = error
        assert whole_files(root), disk.steps[number - 1]
        if isinstance(ended, NotWrittenError):
            assert tree(root) == old, disk.steps[number - 1]
        mend(root)
        assert tree(root) in (old, new), disk.steps[number - 1]
        seen.add("old" if tree(root) == old else "new")
        if number > len(disk.steps):
            break
    assert (number > 15 or how == "full", seen) == (True, {"old", "new"})


@pytest.mark.night
def test_a_command_that_mends_what_another_left_may_be_killed_too(
    tmp_path: Path, old: dict, new: dict
) -> None:
    """Wherever it was, and where the one before had failed and was taking its work back."""
    begun = step_to(tmp_path / "0", "/.writing")
    for first in count(begun):
        for second in count(1):
            root = filled(tmp_path / f"{first}-{second}", BEFORE)
            with watched(root, both(killed(first), shut(root / "docs"))) as disk, suppress(*ENDS):
                put(root)
            with watched(root, killed(second)) as mending, suppress(*ENDS):
                mend(root)
            assert whole_files(root)
            mend(root)
            assert tree(root) in (old, new), (disk.steps[-1], mending.steps[-1:])
            if second > len(mending.steps):
                break
        if first > len(disk.steps):
            break
    assert first > begun + 10


# What stands in the way


def test_what_cannot_be_changed_is_told_and_nothing_is(
    tmp_path: Path, old: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of another user, and a file that may be read alone, though its folder would let it be replaced."""
    root = filled(tmp_path / "plan", BEFORE)
    for folder in ("data", "docs"):
        with (
            watched(root, shut(root / folder)),
            pytest.raises(NotWrittenError, match=rf"^{folder}/.* can't be written \(permission"),
        ):
            put(root)
        assert tree(root) == old
    with watched(root, shut(root)), pytest.raises(NotWrittenError, match="permission denied"):
        put(root)
    monkeypatch.setattr(os, "access", lambda path, _: path.name != "gone.yml")
    with pytest.raises(NotWrittenError, match=r"^data/gone.yml can't be written \(permission"):
        put(root)
    assert tree(root) == old


@pytest.mark.parametrize("way", ["data/a.yml", "docs"])
def test_nothing_is_written_through_a_link(tmp_path: Path, way: str) -> None:
    root = filled(tmp_path / "plan", BEFORE)
    (root / way).rename(tmp_path / "elsewhere")
    (root / way).symlink_to(tmp_path / "elsewhere")
    before = tree(tmp_path)
    with pytest.raises(NotWrittenError, match=rf"^{way} is a link to /.*elsewhere, and nothing is"):
        put(root)
    assert tree(tmp_path) == before


def test_what_somebody_saved_meanwhile_is_kept(tmp_path: Path) -> None:
    root = filled(tmp_path / "plan", BEFORE | {"docs/b.md": b"saved", "data/gone.yml": b"saved"})
    before = tree(root)
    with pytest.raises(NotWrittenError, match=r"^data/gone.yml was changed meanwhile"):
        put(root)
    assert tree(root) == before


def test_what_was_changed_since_a_command_was_killed_is_kept_and_told(tmp_path: Path) -> None:
    last = step_to(tmp_path / "0", "docs/d.md")
    root = filled(tmp_path / "plan", BEFORE)
    with watched(root, killed(last)), suppress(Killed):
        put(root)
    (root / "docs/d.md").write_bytes(b"by hand")
    before = tree(root)
    for command in (mend, put):
        with pytest.raises(NotWrittenError, match=r"^docs/d.md was changed after .*/put/3\. Take"):
            command(root)
    assert tree(root) == before


def test_two_commands_at_once_write_one_after_the_other(tmp_path: Path) -> None:
    root = filled(tmp_path / "plan", {"a": b"", "b": b""})

    def twice(content: bytes) -> None:
        for _ in range(20):
            with suppress(NotWrittenError):
                held = (root / "a").read_bytes()
                write(root, {"a": content, "b": content}, {"a": held, "b": held})

    threads = [Thread(target=twice, args=[name]) for name in (b"one", b"two", b"three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert contents(root)["a"] == contents(root)["b"] != b""
    assert len(tree(root)) == 2


# What is written


def test_a_file_keeps_its_permissions_and_a_new_one_gets_those_of_others(tmp_path: Path) -> None:
    root = filled(tmp_path / "plan", BEFORE)
    (root / "data/a.yml").chmod(0o664)
    before = os.umask(0o027)
    try:
        put(root)
    finally:
        os.umask(before)
    modes = {name: f"{(root / name).stat().st_mode & 0o777:o}" for name in contents(root)}
    assert (modes["data/a.yml"], modes["docs/d.md"]) == ("664", "640")


def test_a_file_anywhere_is_written_whole_too(tmp_path: Path) -> None:
    for number in count(1):
        root = filled(tmp_path / str(number), {"list.txt": b"old"})
        with watched(root, killed(number)) as disk, suppress(Killed):
            write_file(root / "list.txt", b"new")
        assert (root / "list.txt").read_bytes() in (b"old", b"new")
        write_file(root / "new/folder/list.txt", b"more")
        assert contents(root).keys() == {"list.txt", "new/folder/list.txt"}
        if number > len(disk.steps):
            break
    (tmp_path / "link").symlink_to(tmp_path / "1/list.txt")
    write_file(tmp_path / "link", b"through it")
    assert (tmp_path / "1/list.txt").read_bytes() == b"through it"
    os.mkfifo(tmp_path / "pipe")
    for wrong in ("pipe", "1", "link/below"):
        with pytest.raises(NotWrittenError, match=rf"^{tmp_path / wrong} "):
            write_file(tmp_path / wrong, b"lost")
    with pytest.raises(NotWrittenError):
        write_file(tmp_path / "link", b"again", over=False)


# The site

SITE = {"index.html": b"good", "assets/a.css": b"good"}
BUILT = {"index.html": b"better", "carers/index.html": b"better"}


@pytest.mark.parametrize("how", ["killed", "failing", "stopped"])
@pytest.mark.parametrize("there", [SITE, {}], ids=["a good site", "none yet"])
def test_wherever_a_site_is_changed_for_a_new_one_there_is_a_whole_one_after(
    tmp_path: Path, there: dict[str, bytes], how: str
) -> None:
    for number in count(1):
        root = filled(
            tmp_path / str(number), {f"site/{name}": held for name, held in there.items()}
        )
        place = Swap(root)
        filled(place.new, BUILT)
        with watched(root, FAILURES[how](number)) as disk, suppress(*ENDS):
            try:
                place.swap()
            finally:
                place.clear()
        last = Swap(root)
        last.clear()
        assert contents(root / "site") in (there, BUILT), disk.steps[number - 1]
        assert {path.name for path in root.iterdir()} <= {"site"}
        if number > len(disk.steps):
            break
    assert contents(root / "site") == BUILT


def test_what_is_published_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    root = tmp_path / "plan"
    root.mkdir()
    before = os.umask(0o077)
    try:
        place = Swap(root)
        filled(place.new, BUILT)
        (place.new / "index.html").chmod(0o777)
        place.swap()
    finally:
        os.umask(before)
    modes = {path.is_dir(): path.stat().st_mode & 0o777 for path in (root / "site").rglob("*")}
    assert modes == {True: 0o755, False: 0o644}
    assert (root / "site").stat().st_mode & 0o777 == 0o755
