"""A build gives the whole new site or leaves the old one: whatever else is at work, and wherever one was killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import by_day, contents, edit, run
from sample import small_plan
from small import TODAY, unbound

from macros.commands import build as command
from macros.commands.swap import NotSwappedError, Swap, alone
from macros.plan.today import epoch_of
from macros.proof.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = {"SOURCE_DATE_EPOCH": epoch_of(TODAY)}


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the small plan, built once."""
    root = small_plan(tmp_path_factory.mktemp("building") / "plan")
    done = build(root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture
def built_plan(built_once: Path, tmp_path: Path) -> Path:
    """A copy of it, to spoil."""
    return shutil.copytree(built_once, tmp_path / "plan", symlinks=True)


def build(root: Path) -> subprocess.CompletedProcess[str]:
    return run(root, "macros", "build", **DAY)


def started(root: Path) -> subprocess.Popen[str]:
    env = os.environ | DAY | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": ""}
    return subprocess.Popen(
        [sys.executable, "-m", "macros", "build"],
        cwd=root,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until(true: Callable[[], object]) -> None:
    """Wait for what comes within a minute."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def left(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob(".site-*"))


def stopped(root: Path) -> subprocess.Popen[str]:
    """A build that stands still, with its MkDocs, when this has begun to write."""
    process = started(root)
    until((root / ".site-new/assets").exists)
    os.killpg(process.pid, signal.SIGSTOP)
    return process


def waiting(root: Path) -> subprocess.Popen[str]:
    """A build that has said that it waits for another."""
    process = started(root)
    assert process.stderr
    assert process.stderr.readline().startswith("Another build is at work in this folder.")
    return process


# Two at once


def test_a_second_build_says_that_it_waits_and_then_builds_what_stands_there(
    built_plan: Path,
) -> None:
    unbound(built_plan)
    first = stopped(built_plan)
    edit(built_plan / "data/chapters/play.yml", "title: Play", "title: Play and Rest")
    second = waiting(built_plan)
    os.killpg(first.pid, signal.SIGCONT)
    outputs = [process.communicate(timeout=120) for process in (first, second)]
    assert [first.returncode, second.returncode] == [0, 0], outputs
    assert "Another build" not in outputs[0][1]
    assert "Play and Rest" in (built_plan / "site/chapters/play/index.html").read_text(
        encoding="utf-8"
    )
    assert left(built_plan) == []


@pytest.mark.night
def test_three_builds_at_once_leave_a_whole_site(built_plan: Path) -> None:
    whole = contents(built_plan / "site").keys()
    processes = [started(built_plan) for _ in range(3)]
    outputs = [process.communicate(timeout=180) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], outputs
    assert contents(built_plan / "site").keys() == whole
    assert left(built_plan) == []


# Ended in the middle


def test_a_build_that_is_asked_to_end_leaves_nothing_and_nobody_behind(built_plan: Path) -> None:
    good = contents(built_plan / "site")
    process = stopped(built_plan)
    process.terminate()
    os.killpg(process.pid, signal.SIGCONT)
    process.communicate(timeout=60)  # ends when nobody is left who could write to it
    assert process.returncode == 128 + signal.SIGTERM
    assert left(built_plan) == []
    assert contents(built_plan / "site") == good


@pytest.mark.night
def test_after_a_killed_build_the_next_one_waits_for_its_child_and_builds(built_plan: Path) -> None:
    killed = stopped(built_plan)
    killed.kill()
    killed.wait()
    after = waiting(built_plan)
    os.killpg(killed.pid, signal.SIGCONT)
    outputs = after.communicate(timeout=120)
    assert (after.returncode, left(built_plan)) == (0, []), outputs


def test_what_a_killed_build_left_needs_no_one(built_plan: Path) -> None:
    (built_plan / ".site-lock").touch()
    shutil.copytree(built_plan / "site", built_plan / ".site-new")
    shutil.copytree(built_plan / "site", built_plan / ".site-old")
    done = build(built_plan)
    assert (done.returncode, left(built_plan)) == (0, []), done.stderr


def test_a_site_that_was_put_aside_is_put_back_even_if_the_build_then_fails(
    built_plan: Path,
) -> None:
    good = contents(built_plan / "site")
    (built_plan / "site").rename(built_plan / ".site-old")
    (built_plan / ".site-new").mkdir()
    with (built_plan / "overrides/page.html").open("a", encoding="utf-8") as broken:
        broken.write("{% if %}")
    done = build(built_plan)
    assert done.returncode == 1
    assert "The last good site/ was put back from .site-old." in done.stderr
    assert "The last good site/ is as it was." in done.stderr
    assert contents(built_plan / "site") == good
    assert left(built_plan) == []


def test_a_first_build_that_fails_promises_no_last_good_site(built_plan: Path) -> None:
    shutil.rmtree(built_plan / "site")
    with (built_plan / "overrides/page.html").open("a", encoding="utf-8") as broken:
        broken.write("{% if %}")
    done = build(built_plan)
    assert (done.returncode, left(built_plan), (built_plan / "site").exists()) == (1, [], False)
    assert "There is no site/ yet." in done.stderr
    assert "last good" not in done.stderr


# In the way


def spoil(root: Path, name: str, how: str) -> None:
    path = root / name
    if path.is_dir():
        shutil.rmtree(path)
    if how == "link":
        (root / "elsewhere").mkdir()
        (root / "elsewhere/kept.txt").touch()
        path.symlink_to("elsewhere")
    else:
        path.write_text("kept", encoding="utf-8")


@pytest.mark.parametrize("name", ["site", ".site-old"])
@pytest.mark.parametrize(("how", "what"), [("link", "a link to elsewhere"), ("file", "a file")])
def test_what_stands_where_the_site_belongs_is_told_and_left_alone(
    built_plan: Path, name: str, how: str, what: str
) -> None:
    """Or where the last good one was put aside, when there is no other."""
    shutil.rmtree(built_plan / "site")
    spoil(built_plan, name, how)
    done = build(built_plan)
    assert (done.returncode, done.stderr) == (
        1,
        f"{name} is {what}, where the folder of the site belongs. Remove it, and build again.\n",
    )
    assert (
        (built_plan / name).is_symlink()
        if how == "link"
        else (built_plan / name).read_text(encoding="utf-8") == "kept"
    )


@pytest.mark.parametrize("name", by_day((".site-new", ".site-old"), ".site-new"))
@pytest.mark.parametrize("how", by_day(("link", "file"), "link"))
def test_a_link_or_a_file_among_the_leftovers_is_taken_away_and_not_followed(
    built_plan: Path, name: str, how: str
) -> None:
    spoil(built_plan, name, how)
    done = build(built_plan)
    assert (done.returncode, left(built_plan)) == (0, []), done.stderr
    if how == "link":
        assert (built_plan / "elsewhere/kept.txt").exists()


def test_a_lock_that_is_a_link_is_told(built_plan: Path) -> None:
    (built_plan / ".site-lock").symlink_to("elsewhere")
    done = build(built_plan)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith(".site-lock can't be locked: ")
    assert not (built_plan / "elsewhere").exists()


@pytest.mark.parametrize("name", [".site-new", ".site-old"])
def test_leftovers_that_cannot_be_removed_are_told_with_their_place_and_the_cause(
    built_plan: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As after a build by another user. Whoever runs these tests may be allowed everything, so the system's answer is made up."""
    inner = built_plan / name / "assets"
    inner.mkdir(parents=True)
    (inner / "plan.css").touch()
    unlink = os.unlink

    def refused(path: str, *, dir_fd: int | None = None) -> None:
        if Path(path).name == "plan.css":
            raise PermissionError(1, "Operation not permitted", path)
        unlink(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", refused)
    good = contents(built_plan / "site")
    assert command.build(built_plan, TODAY) == 1
    said = capsys.readouterr().err
    assert re.fullmatch(
        rf"{re.escape(name)} can't be removed: \S+plan\.css: Operation not permitted\. Remove it, and build again\.\n",
        said,
    ), said
    assert contents(built_plan / "site") == good


def test_a_site_that_cannot_be_put_aside_stays_and_is_told(
    built_plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where a container has the folder mounted."""
    rename = Path.rename

    def refused(path: Path, to: Path) -> Path:
        if path.name == "site":
            raise OSError(16, "Device or resource busy", str(path))
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refused)
    good = contents(built_plan / "site")
    assert command.build(built_plan, TODAY) == 1
    assert "site can't be renamed to .site-old: Device or resource busy." in capsys.readouterr().err
    assert contents(built_plan / "site") == good
    assert left(built_plan) == []


def test_the_old_site_comes_back_if_the_new_one_cannot_take_its_place(
    built_plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = contents(built_plan / "site")
    rename = Path.rename

    def refused(path: Path, to: Path) -> Path:
        if path.name == ".site-new":
            raise OSError(28, "No space left on device", str(path))
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refused)
    assert command.build(built_plan, TODAY) == 1
    assert contents(built_plan / "site") == good
    assert left(built_plan) == []


# Counted


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("unlink()", "Missing: contact/index.html. Too much: nothing."),
        ("with_name('another.html').touch()", "Missing: nothing. Too much: contact/another.html."),
    ],
    ids=["missing", "too much"],
)
def test_a_site_with_other_pages_than_the_plan_has_is_not_published(
    built_plan: Path, fault: str, said: str
) -> None:
    good = contents(built_plan / "site")
    last = "    write_host_files(site, built)\n"
    edit(
        built_plan / "macros/engine.py",
        last,
        f"{last}    (built / 'contact/index.html').{fault}\n",
    )
    done = build(built_plan)
    assert done.returncode == 1
    assert (
        f"The build is not whole. {said} If a file was changed meanwhile, build again.\nThe last good site/ is as it was.\n"
        in done.stderr
    )
    assert contents(built_plan / "site") == good
    assert left(built_plan) == []


def test_a_site_that_something_else_changes_meanwhile_is_told(
    built_plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def meddled(path: Path, to: Path) -> Path:
        moved = rename(path, to)
        if path.name == ".site-new":
            (to / "contact/index.html").unlink()
        return moved

    with alone(built_plan):
        place = Swap(built_plan)
        shutil.copytree(place.site, place.new)
        monkeypatch.setattr(Path, "rename", meddled)
        with pytest.raises(
            NotSwappedError, match=r"site/ is not what was built: contact/index\.html differs"
        ):
            place.swap()


def test_the_number_told_is_that_of_the_pages_in_the_site(built_plan: Path) -> None:
    done = build(built_plan)
    pages = Pages(built_plan / "site")
    assert (
        f"Built {len(pages)} pages in site/, and {len(pages.redirects)} that lead on to them."
        in done.stdout
    )
