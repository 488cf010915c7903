"""The Python that has read the generator already: what runs in it is what would run alone."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import warm
from small import TODAY

from macros.plan.today import epoch_of

if TYPE_CHECKING:
    from pathlib import Path

DAY = {"SOURCE_DATE_EPOCH": epoch_of(TODAY)}


@pytest.mark.parametrize(
    "arguments",
    [("macros", "check"), ("macros", "check", "--nothing"), ("mkdocs", "nothing"), ("macros",)],
    ids=" ".join,
)
def test_a_command_says_and_returns_what_it_would_alone(
    arguments: tuple[str, ...], small_project: Path
) -> None:
    (small_project / "data/chapters/play.yml").write_text("title: Play\n", encoding="utf-8")
    env = os.environ | DAY
    alone = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=small_project,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    here = warm.run(small_project, arguments, env, 60)
    assert (here.returncode, here.stdout, here.stderr) == (
        alone.returncode,
        alone.stdout,
        alone.stderr,
    )
    assert here.returncode


def test_a_project_with_another_generator_is_not_run_here(small_project: Path) -> None:
    assert warm.has_this_generator(small_project)
    (small_project / "overrides/assets/more.css").touch()
    assert not warm.has_this_generator(small_project)
    (small_project / "overrides/assets/more.css").unlink()
    with (small_project / "macros/plan/today.py").open("a", encoding="utf-8") as module:
        module.write("\n")
    assert not warm.has_this_generator(small_project)


def test_what_takes_too_long_is_ended_and_the_next_command_runs(small_project: Path) -> None:
    env = os.environ | DAY
    with pytest.raises(subprocess.TimeoutExpired):
        warm.run(small_project, ("macros", "check"), env, 0.001)
    assert warm.run(small_project, ("macros", "check"), env, 60).returncode == 0
