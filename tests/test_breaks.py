"""One slip in any file is told in that file, at its place, or does no harm: tried on breaks that nobody chose.

330 are tried in each run, always the same ones. `make fuzz` tries 3,000, and lists what was accepted for people to read.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest
from breaks import Project, broken, faults
from pages import DAY, EDITION, content_of
from small import TODAY

if TYPE_CHECKING:
    from pathlib import Path


def _hold(project: Project, seed: int, many: int) -> None:
    wrong = {}
    for one in islice(broken(project.root, seed), many):
        if said := [*faults(one, project.tried(one))]:
            wrong[f"{one.kind} in {one.file}, line {one.first}"] = said
    assert not wrong


@pytest.mark.parametrize("seed", range(6))
def test_a_slip_in_the_small_plan_is_told_where_it_was_made(plan: Path, seed: int) -> None:
    _hold(Project(plan, TODAY), seed, 50)


@pytest.mark.parametrize("seed", range(2))
def test_a_slip_in_the_third_edition_is_told_where_it_was_made(tmp_path: Path, seed: int) -> None:
    _hold(Project(content_of(EDITION, tmp_path / "plan"), DAY), seed, 15)
