"""The real plan is looked at as of today, so that what happens from now on can be published."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What loads a plan, or sets the day on which builds do.
LOADERS = {
    "load_plan",
    "read_plan",
    "problems_of",
    "check",
    "main",
    "run",
    "build",
    "setattr",
    "setenv",
}
FILES = sorted((ROOT / "tests").rglob("*.py"))


def is_day(node: ast.AST) -> bool:
    """Whether this is a day written down: date(2026, 11, 21), "2026-11-21"."""
    match node:
        case ast.Call(func=ast.Name("date"), args=args):
            return all(isinstance(arg, ast.Constant) for arg in args)
        case ast.Constant(str(text)):
            digits = text.replace("-", "")
            return digits.isdecimal() and (len(digits) == 10 or len(text) == 10)
    return False


def days(tree: ast.Module) -> dict[str, bool]:
    """The names that a module gives to days, and whether each is always the same day."""
    return {
        target.id: is_day(one.value)
        for one in tree.body
        if isinstance(one, ast.Assign)
        for target in one.targets
        if isinstance(target, ast.Name)
    }


FIXED = {
    name
    for file in FILES
    for name, fixed in days(ast.parse(file.read_text(encoding="utf-8"))).items()
    if fixed
}


def fixed(node: ast.AST, own: dict[str, bool]) -> bool:
    """Whether an argument hands on a day that stays the same. The later of one and today does not."""
    match node:
        case ast.Call(func=ast.Name("max")):
            return False
        case ast.Name(name) | ast.Attribute(attr=name):
            return own.get(name, name in FIXED)
    return is_day(node) or any(fixed(child, own) for child in ast.iter_child_nodes(node))


def bombs(source: str) -> Iterator[int]:
    """The lines where the real plan, or a copy of it, is loaded as on a fixed day."""
    tree = ast.parse(source)
    own = days(tree)
    for part in tree.body:
        real = {"ROOT"}
        for node in ast.walk(part):
            match node:
                case ast.Assign(
                    targets=[ast.Name(name)], value=ast.Call(func=ast.Name("copy_project"))
                ):
                    real.add(name)
        for node in ast.walk(part):
            match node:
                case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name)) if name in LOADERS:
                    within = [
                        inner for arg in (*node.args, *node.keywords) for inner in ast.walk(arg)
                    ]
                    named = {inner.id for inner in within if isinstance(inner, ast.Name)}
                    everywhere = any(
                        isinstance(inner, ast.Constant) and inner.value == "pages.EPOCH"
                        for inner in within
                    )
                    if (named & real or everywhere) and any(
                        fixed(arg, own) for arg in (*node.args, *node.keywords)
                    ):
                        yield node.lineno


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_test_looks_at_the_real_plan_as_on_a_fixed_day(file: Path) -> None:
    found = list(bombs(file.read_text(encoding="utf-8")))
    assert not found, (
        f"{file.relative_to(ROOT)}, lines {found}: hand on build_date(), or max(build_date(), the day). Else nothing later can be published."
    )


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("SITE = Site(load_plan(ROOT, date(2026, 11, 21)), ROOT, URL)", True),
        ("DAY = date(2026, 11, 21)\ndef test_x():\n    assert problems_of(ROOT, DAY) == []", True),
        ("from small import TODAY\ndef test_x():\n    assert problems_of(ROOT, TODAY) == []", True),
        (
            "def test_x(tmp_path):\n    root = copy_project(tmp_path)\n    assert sample.read_plan(root, sample.TODAY)",
            True,
        ),
        (
            "def test_x(tmp_path):\n    root = copy_project(tmp_path)\n    run(root, 'macros', 'build', SOURCE_DATE_EPOCH=epoch_of(TODAY))",
            True,
        ),
        ("def test_x():\n    main(['--root', str(ROOT), 'check', '--today', '2026-11-21'])", True),
        ("def test_x(patch):\n    patch.setattr('pages.EPOCH', '1906545600')", True),
        ("SITE = Site(load_plan(ROOT, build_date()), ROOT, URL)", False),
        (
            "TODAY = max(date.today(), date(2027, 3, 1))\ndef test_x():\n    assert problems_of(ROOT, TODAY) == []",
            False,
        ),
        ("def test_x():\n    assert problems_of(ROOT, max(build_date(), TODAY)) == []", False),
        ("def test_x(plan):\n    assert problems_of(plan, TODAY) == []", False),
        (
            "def test_x(tmp_path):\n    root = copy_project(tmp_path)\n    edit(root / 'data/x.yml', '2026-03-04', '2026-03-05')",
            False,
        ),
    ],
)
def test_a_fixed_day_for_the_real_plan_is_found(source: str, found: bool) -> None:
    assert bool(list(bombs(source))) is found
