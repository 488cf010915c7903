"""What is kept in .cache/ can be lost, or be garbage, at any time: it is made again, and nothing else changes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from macros.pages.templates import OVERRIDES, Compiled, environment
from macros.plan import cache
from macros.plan.cache import Made, load, save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HELD = {"a": b"1", "b": ("2", [3, None])}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "FOLDER", tmp_path / ".cache")
    return tmp_path / ".cache"


def test_what_was_kept_is_there_while_all_that_it_hangs_on_is_as_it_was() -> None:
    assert load("things", "1.0") == {}
    save("things", HELD, "1.0")
    assert load("things", "1.0") == HELD
    assert load("things", "1.1") == {}
    assert load("others", "1.0") == {}


@pytest.mark.parametrize(
    "garbage",
    [
        lambda _: b"",
        lambda kept: kept[:-1],
        lambda kept: kept[:40],
        lambda kept: kept[:50] + b"x" + kept[51:],
        lambda _: b"<html>" * 50,
    ],
    ids=["empty", "cut", "nearly all cut", "one byte changed", "another file"],
)
def test_garbage_counts_as_nothing(folder: Path, garbage: Callable[[bytes], bytes]) -> None:
    save("things", HELD)
    file = folder / "things"
    file.write_bytes(garbage(file.read_bytes()))
    assert load("things") == {}
    save("things", HELD)
    assert load("things") == HELD


def test_where_nothing_can_be_kept_nothing_is_said(folder: Path) -> None:
    folder.write_text("a file in the way", encoding="utf-8")
    save("things", HELD)
    assert load("things") == {}
    folder.unlink()
    (folder / "things").mkdir(parents=True)
    save("things", HELD)
    assert load("things") == {}
    assert [path.name for path in folder.iterdir()] == ["things"]


def test_processes_that_save_at_the_same_time_leave_one_whole_file(folder: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from macros.plan import cache
cache.FOLDER = Path({str(folder)!r})
for n in range(40):
    cache.save("things", {{"who": sys.argv[1], "much": sys.argv[1] * 100_000}})
    held = cache.load("things")
    assert held["much"] == held["who"] * 100_000
"""
    both = [subprocess.Popen([sys.executable, "-c", code, who]) for who in "ab"]
    assert [process.wait(60) for process in both] == [0, 0]
    assert [path.name for path in folder.iterdir()] == ["things"]


def test_a_template_is_compiled_again_when_its_text_is_another(folder: Path) -> None:
    def shown(compiled: Compiled, text: str) -> str:
        templates = environment()
        templates.bytecode_cache = compiled
        (folder.parent / "one.html").write_text(text, encoding="utf-8")
        templates.loader.loaders[0].searchpath = [str(folder.parent)]
        return templates.get_template("one.html").render()

    first = Compiled()
    assert shown(first, "{{ 1 + 1 }}") == "2"
    first.save()
    second = Compiled()
    second.dump_bytecode = pytest.fail
    assert shown(second, "{{ 1 + 1 }}") == "2"
    third = Compiled()
    assert shown(third, "{{ 1 + 2 }}") == "3"


def test_all_templates_are_kept_in_one_file_that_does_not_grow(folder: Path) -> None:
    for _ in range(2):
        compiled = Compiled()
        templates = environment()
        templates.bytecode_cache = compiled
        for file in (OVERRIDES / "partials").glob("*.html"):
            templates.get_template(f"partials/{file.name}")
        compiled.save()
        size = (folder / "templates").stat().st_size
    assert size == (folder / "templates").stat().st_size
    assert size < 2_000_000


def test_of_what_was_drawn_the_newest_are_kept(folder: Path) -> None:
    made = Made("pictures", 2)
    assert [made.of(n, lambda n=n: b"%d" % n) for n in (1, 2)] == [b"1", b"2"]
    made.save()
    made = Made("pictures", 2)
    assert made.of(1, lambda: b"another") == b"1"
    assert made.of(3, lambda: b"3") == b"3"
    made.save()
    assert load("pictures") == {1: b"1", 3: b"3"}
    assert folder.is_dir()
