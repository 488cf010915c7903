"""The tests are the generator's: what editors write turns none red, nor does a day that comes (apart/sitecustomize.py)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pages import EDITION, ROOT
from programs import GIT

if TYPE_CHECKING:
    from pathlib import Path


def python(
    *arguments: str, at: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Python as a test does that starts a program."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=at,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize(
    "code",
    [
        f"open({str(ROOT / 'data/plan.yml')!r})",
        "open('docs/index.md')",
        "open(b'data/plan.yml')",
        "import pathlib; pathlib.Path('data/plan.yml').read_text()",
        "import os; os.listdir('docs/chapters')",
        "open('data/schemas/../plan.yml')",
        "import pathlib; list(pathlib.Path('data').rglob('*.yml'))",
        "import os; os.chdir('tests'); open('../data/plan.yml')",
        "from macros.__main__ import main; main(['check'])",
        "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', 'open(\"data/plan.yml\")']))",
    ],
)
def test_a_test_that_opens_the_plan_that_is_published_fails(code: str) -> None:
    done = python("-c", code)
    assert done.returncode
    assert "which editors change" in done.stderr


def test_what_only_sounds_like_the_plan_can_be_opened(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/plan.yml").touch()
    code = f"open({str(EDITION / 'data/plan.yml')!r}); open('data/plan.yml'); import os; os.listdir({str(ROOT)!r})"
    assert python("-c", code, at=tmp_path).returncode == 0


def test_the_clock_shows_a_day_on_which_no_plan_of_the_tests_stands() -> None:
    asked = python("-c", "import datetime; print(datetime.date.today())")
    assert asked.stdout.startswith("2041-")


@pytest.mark.parametrize(
    ("day", "modules"),
    [
        ("2036-02-29", ("reports",)),
        pytest.param("2036-02-29", ("schemas",), marks=pytest.mark.night),
        pytest.param("2019-12-31", ("schemas", "reports", "plan"), marks=pytest.mark.night),
    ],
)
def test_tests_pass_elsewhere_and_on_other_days(
    tmp_path: Path, day: str, modules: tuple[str, ...]
) -> None:
    """A sample of them, in a copy of the project that has no plan."""
    listed = subprocess.run(
        [GIT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    shutil.copytree(ROOT / "macros", tmp_path / "macros")  # with what Python has compiled
    for name in listed.stdout.split("\0"):
        content = name.startswith(("data/", "docs/")) and not name.startswith("data/schemas/")
        if (file := ROOT / name).is_file() and not content and not name.startswith("macros/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, tmp_path / name)
    done = python(
        *("-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not browser"),
        *(f"tests/test_{name}.py" for name in modules),
        at=tmp_path,
        TESTS_DAY=day,
        PYTHONPATH="",
    )
    assert done.returncode == 0, done.stdout
