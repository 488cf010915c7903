"""Any valid plan is taken, and any single break is told at its place: properties, tried on plans that nobody wrote.

Four hundred breaks are tried in each run, always the same ones. `ANY_PLAN=10000` tries more, at random; a thousand are
tried each night.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from any_plan import BREAKS, CHANCE, PLANS, Data, made, write
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from macros.plan import load
from macros.plan.load import read_plan
from macros.plan.source import read_yaml

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from macros.plan.problems import Problem

TODAY = date(2030, 6, 1)
TRIED = int(os.environ.get("ANY_PLAN", "0"))
EASY = [
    HealthCheck.too_slow,
    HealthCheck.function_scoped_fixture,
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
]


def trying(times: int) -> settings:
    return settings(
        max_examples=TRIED or times,
        derandomize=not TRIED,
        deadline=None,
        database=None,
        suppress_health_check=EASY,
        phases=(Phase.generate, Phase.shrink),
    )


@pytest.fixture(autouse=True)
def files_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most files of a plan are as in the plan before. What they say depends on their bytes alone."""
    known: dict[tuple[str, bytes], Any] = {}

    def once(path: Path, shown: str) -> Any:
        if not path.is_file():
            return read_yaml(path, shown)
        key = shown, path.read_bytes()
        return known.get(key) or known.setdefault(key, read_yaml(path, shown))

    monkeypatch.setattr(load, "read_yaml", once)


def read(root: Path) -> list[Problem]:
    plan, problems = read_plan(root, TODAY)
    errors = [problem for problem in problems if not problem.warning]
    assert plan.whole or errors
    return errors


def fresh(root: Path) -> None:
    shutil.rmtree(root / "data", ignore_errors=True)


@trying(200)
@given(plan=PLANS, chance=CHANCE, wide=st.sampled_from([40, 80, 10_000]))
def test_no_valid_plan_is_refused(
    plan: Data, chance: random.Random, wide: int, tmp_path: Path
) -> None:
    fresh(tmp_path)
    write(plan, tmp_path, chance, wide)
    assert [str(problem) for problem in read(tmp_path)] == []


TOLD: Counter[str] = Counter()


@trying(400)
@given(
    shape=st.lists(st.integers(0, 5), max_size=3),
    chance=CHANCE,
    broken=st.sampled_from(BREAKS),
)
def test_every_single_break_is_told_at_its_place(
    shape: list[int], chance: random.Random, broken: object, tmp_path: Path
) -> None:
    plan = made(shape, chance)
    fresh(tmp_path)
    write(plan, tmp_path, chance)
    at = broken(plan, chance, tmp_path)
    assume(at is not None)
    problems = read(tmp_path)
    places = {(problem.path, problem.line) for problem in problems}
    assert (f"data/{at.file}.yml", at.line) in places, (
        "\n".join(map(str, problems)) or "nothing is told"
    )
    for problem in problems:
        assert problem.column >= 1
        assert "\n" not in problem.message
        assert problem.message.endswith((".", "?", ")")), problem
    TOLD[broken.__name__] += 1


def test_every_way_to_break_a_plan_was_tried() -> None:
    if not TOLD:
        pytest.skip("runs with the test before")
    assert sum(TOLD.values()) >= 400
    assert set(TOLD) == {way.__name__ for way in BREAKS}
    assert min(TOLD.values()) >= 5
