"""`make engines` tells of every file that another engine makes differently; here it builds nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from engines import ENGINES, PYTHONS, differing, packages, wanted, without_material
from pages import ROOT, copy_project

from macros.pages.templates import ICONS
from macros.plan.base import as_typed

if TYPE_CHECKING:
    from pathlib import Path

    from engines import Engine


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_an_environment_has_its_own_engine_and_no_other(engine: Engine) -> None:
    there = wanted(engine)
    assert engine.adds <= set(there)
    assert set(packages()) - set(there) == engine.leaves | (
        {"mkdocs-ng", "properdocs"} - engine.adds
    )
    assert all("--hash=sha256:" in text for text in there.values())


def test_each_night_tries_every_python_that_the_project_can_be_used_with() -> None:
    night = as_typed((ROOT / ".github/workflows/nightly.yml").read_text(encoding="utf-8"))
    steps = night["jobs"]["night"]["steps"]
    (there,) = [s["with"]["python-version"] for s in steps if "setup-python" in s.get("uses", "")]
    assert there.split() == [*PYTHONS]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.search(r"(?m)for python in (.*); do", makefile)
    assert named
    oldest = "3.11"
    assert {*named[1].split()} - {"python3"} == {f"python{v}" for v in (oldest, *PYTHONS)}
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">={oldest}"' in project


def test_a_file_that_differs_or_is_missing_is_named() -> None:
    assert differing({"a": b"1", "b": b"2", "c": b"3"}, {"a": b"1", "b": b"3", "d": b""}) == [
        *("b", "c", "d"),
    ]


def test_without_material_each_icon_is_copied(tmp_path: Path) -> None:
    root = copy_project(tmp_path)
    without_material(root)
    copied = list((root / "overrides/.icons/material").iterdir())
    assert len(copied) == 6
    for file in copied:
        assert any(
            (folder / "material" / file.name).read_bytes() == file.read_bytes()
            for folder in ICONS[1:]
        )
    assert (
        "material"
        not in (root / "mkdocs.yml")
        .read_text(encoding="utf-8")
        .split("theme:")[1]
        .split("plugins:")[0]
    )
