"""Tests stand alone: what they share is in helpers and conftest.py, and they know a module by its public names."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TREES = {
    file.relative_to(ROOT).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / "tests").rglob("*.py"))
}


def is_test(module: str) -> bool:
    """Whether a module holds tests, or the fixtures that pytest hands to them."""
    name = module.rpartition(".")[2]
    return name.startswith("test_") or name == "conftest"


# What every named tuple has for all to use.
OF_TUPLES = {"_asdict", "_fields", "_make", "_replace"}


def is_private(name: str) -> bool:
    """Whether a name is a module's or a class's own."""
    return name.startswith("_") and not name.endswith("__") and name not in OF_TUPLES


def borrowed(tree: ast.Module) -> Iterator[str]:
    """What is imported from tests."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module)) if is_test(module):
                yield module
            case ast.Import(names=names):
                yield from (alias.name for alias in names if is_test(alias.name))


def private(tree: ast.Module) -> Iterator[str]:
    """What is imported, used or replaced by a private name that is another's: an object may use its own."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=module, names=names):
                imported = [*(module or "").split("."), *(alias.name for alias in names)]
                yield from filter(is_private, imported)
            case ast.Import(names=names):
                parts = [part for alias in names for part in alias.name.split(".")]
                yield from filter(is_private, parts)
            case ast.Attribute(value=ast.Name("self" | "cls")):
                pass
            case ast.Attribute(attr=name) if is_private(name):
                yield name
            case ast.Call(
                func=ast.Attribute(attr="setattr") | ast.Name("setattr" | "getattr"), args=args
            ):
                yield from (
                    arg.value
                    for arg in args[:2]
                    if isinstance(arg, ast.Constant)
                    and is_private(str(arg.value).rpartition(".")[2])
                )


def fixtures(tree: ast.Module) -> Iterator[str]:
    """The names of the fixtures in a module."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any(
            ast.unparse(mark).startswith("pytest.fixture") for mark in node.decorator_list
        ):
            yield node.name


def twice(names: Iterable[str]) -> list[str]:
    """What is there more than once."""
    return [name for name, times in Counter(names).items() if times > 1]


def test_nothing_is_imported_from_a_test() -> None:
    found = {file: names for file, tree in TREES.items() if (names := [*borrowed(tree)])}
    assert not found, "move what is shared to a helper, and fixtures to conftest.py"


def test_no_test_knows_a_private_name() -> None:
    found = {file: names for file, tree in TREES.items() if (names := [*private(tree)])}
    assert not found, "test it by what is public, or make public what is worth a test"


def test_each_fixture_has_a_name_of_its_own() -> None:
    named = [name for tree in TREES.values() for name in fixtures(tree)]
    assert len(named) > 20
    assert not twice(named), "what one name means in two modules, nobody can tell"


def test_no_helper_of_the_tests_bears_the_name_of_a_benchmark() -> None:
    """Both folders are searched when benchmarks run: of two modules with one name, only the first would be found."""
    names = [
        file.stem
        for folder in ("tests", "tests/benchmarks")
        for file in (ROOT / folder).glob("*.py")
    ]
    assert not twice(names)


@pytest.mark.parametrize(
    "source",
    [
        "from test_plan import edit",
        "from tests.test_plan import edit",
        "import test_plan",
        "from conftest import serve",
        "def test_x():\n    from test_axe import axe",
    ],
)
def test_an_import_from_a_test_is_found(source: str) -> None:
    assert [*borrowed(ast.parse(source))]


@pytest.mark.parametrize(
    "source",
    [
        "from macros.plan.values import _text",
        "from macros._own import text",
        "import macros._own",
        "models._text",
        "monkeypatch.setattr(draft, '_write', fails)",
        "monkeypatch.setattr('macros.commands.draft._write', fails)",
        "getattr(models, '_text')",
    ],
)
def test_a_private_name_is_found(source: str) -> None:
    assert [*private(ast.parse(source))]


@pytest.mark.parametrize(
    "source",
    [
        "from macros.plan.values import Text",
        "from sample import small_plan",
        "self._lines.get()",
        "model.__name__",
        "monkeypatch.setattr(draft, 'write', fails)",
    ],
)
def test_what_is_public_is_no_fault(source: str) -> None:
    tree = ast.parse(source)
    assert [*borrowed(tree), *private(tree)] == []


def test_two_fixtures_of_one_name_are_found() -> None:
    one = "@pytest.fixture(scope='module')\ndef tab(browser):\n    return browser.new_page()\n"
    other = "@pytest.fixture\ndef tab():\n    return None\n"
    assert twice([*fixtures(ast.parse(one)), *fixtures(ast.parse(other))]) == ["tab"]
