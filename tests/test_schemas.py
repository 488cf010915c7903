"""Editors' programs help while typing: schemas that are current, explained, and right about what may be typed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft7Validator
from pages import EDITION, ROOT, edit
from sample import SMALL
from schema import faults
from small import TODAY

from macros.__main__ import main
from macros.commands.check import problems_of
from macros.plan.audit import Audit, Finding, Tool
from macros.plan.entry import Entry, Named, told_of
from macros.plan.load import load_plan
from macros.plan.note import Note
from macros.plan.schemas import schemas

if TYPE_CHECKING:
    from pathlib import Path


def models(of: type[Entry] = Entry) -> set[type[Entry]]:
    return {of, *(found for inner in of.__subclasses__() for found in models(inner))}


def schema_of(file: Path, data: Path) -> str:
    """The name of the schema of a file in data/."""
    first, *rest = file.relative_to(data).parts
    return f"{first if rest else file.stem}.schema.json"


@pytest.mark.parametrize(
    "model",
    sorted(models() - {Entry, Named, Audit, Tool, Finding}, key=lambda model: model.__name__),
    ids=lambda model: model.__name__,
)
def test_each_field_is_explained_to_editors(model: type[Entry]) -> None:
    told = told_of(model)
    for name in model.model_fields:
        if name != "id":
            said = told.get(name, "")
            assert said.endswith("."), (
                f"write under {model.__name__}.{name} what an editor should know of it"
            )
            assert len(said) < 130


def without_ids(schema: Any) -> Any:
    """A schema without the ids that come from data, which change while nobody can run a program."""
    if isinstance(schema, dict):
        return {
            key: without_ids(value)
            for key, value in schema.items()
            if not (
                key == "enum"
                and len(schema) <= 4
                and schema.get("type") == "string"
                and "const" not in schema
            )
        }
    return [without_ids(part) for part in schema] if isinstance(schema, list) else schema


def test_the_schemas_are_those_of_the_models() -> None:
    made = schemas(load_plan(EDITION))
    assert {path.name for path in (ROOT / "data/schemas").iterdir()} == set(made), (
        "run: make schemas"
    )
    for name, text in made.items():
        there = (ROOT / "data/schemas" / name).read_text(encoding="utf-8")
        assert without_ids(json.loads(there)) == without_ids(json.loads(text)), (
            f"{name} is stale. Run: make schemas"
        )
        Draft7Validator.check_schema(json.loads(text))


@pytest.mark.parametrize(
    "file", sorted((EDITION / "data").rglob("*.yml")), ids=lambda path: path.stem
)
def test_each_file_names_its_schema(file: Path) -> None:
    first = file.read_text(encoding="utf-8").split("\n")[0]
    assert (named := re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first))
    assert (file.parent / named[1]).resolve() == EDITION / "data/schemas" / schema_of(
        file, EDITION / "data"
    )


@pytest.mark.parametrize("root", [EDITION, SMALL], ids=["the plan", "the sample plan"])
def test_no_program_underlines_what_the_check_takes(root: Path) -> None:
    made = schemas(load_plan(root, date(2035, 1, 1)))
    for file in sorted((root / "data").rglob("*.yml")):
        assert (
            faults(made[schema_of(file, root / "data")], file.read_text(encoding="utf-8")) == []
        ), file


Changes = Callable[[str], str]
MISTAKES: dict[str, tuple[str, str, str]] = {
    "an unknown group": ("stage: young-life", "stage: young", "'young' is not one of"),
    "an unknown lead": ("leads: [ada-brown]", "leads: [nobody]", "'nobody' is not one of"),
    "an unknown board": ("board: family-board", "board: families", "'families' is not one of"),
    "an unknown word": ("terms: [play-area]", "terms: [swing]", "'swing' is not one of"),
    "an unknown chapter": ("chapter: walking", "chapter: running", "'running' is not one of"),
    "an unknown status": ("status: current", "status: paused", "'paused' is not one of"),
    "a misspelt line": ("leads:", "leeds:", "'leeds' was unexpected"),
    "a missing line": ("title: Play\n", "", "'title' is a required property"),
    "an empty text": ("title: Play", "title:", "None is not of type"),
    "a date in words": ("date: 2030-01-02", "date: 2 January 2030", "does not match"),
    "a number in words": ("number: 1\ntitle", "number: one\ntitle", "does not match"),
    "a list for a text": ("title: Play", "title: [Play]", "is not of type"),
    "a text for a list": ("leads: [ada-brown]", "leads: ada-brown", "is not of type 'array'"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_underlined(mistake: str) -> None:
    old, new, said = MISTAKES[mistake]
    text = (SMALL / "data/chapters/play.yml").read_text(encoding="utf-8")
    assert text.count(old) >= 1
    found = faults(
        schemas(load_plan(SMALL, TODAY))["chapters.schema.json"], text.replace(old, new, 1)
    )
    assert any(said in fault for fault in found), found


def test_an_id_is_no_line_of_a_file() -> None:
    for name, text in schemas(load_plan(SMALL, TODAY)).items():
        assert '"id": {' not in text, name
        assert '"type": "null"' not in text, name


def test_a_note_explains_what_all_notes_have() -> None:
    schema = json.loads(schemas(load_plan(SMALL, TODAY))["chapters.schema.json"])
    notes = schema["properties"]["notes"]["items"]["$ref"].removeprefix("#/$defs/")
    assert set(Note.model_fields) < set(schema["$defs"][notes]["properties"])


def test_the_check_warns_of_stale_schemas_and_the_command_mends_them(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def warnings() -> list[str]:
        return [
            str(problem)
            for problem in problems_of(plan, TODAY)
            if problem.path.startswith("data/schemas/")
        ]

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1906502400")
    assert warnings() == []  # a plan may do without
    assert main(["--root", str(plan), "schemas"]) == 0
    assert "Wrote data/schemas/" in capsys.readouterr().out
    assert warnings() == []
    edit(
        plan / "data/terms.yml",
        "step-count:",
        "swing:\n  term: Swing\n  plain: A seat that hangs.\n  source: [General knowledge]\nstep-count:",
    )
    assert [warning.split(": warning: ")[0] for warning in warnings()] == [
        "data/schemas/chapters.schema.json:1:1"
    ]
    (plan / "data/schemas/old.schema.json").write_text("{}", encoding="utf-8")
    assert main(["--root", str(plan), "schemas"]) == 0
    assert (
        capsys.readouterr().out
        == "Wrote data/schemas/chapters.schema.json, data/schemas/old.schema.json.\n"
    )
    assert warnings() == []
    assert main(["--root", str(plan), "schemas"]) == 0
    assert capsys.readouterr().out == "data/schemas/ was current already.\n"
    edit(plan / "data/terms.yml", "term: Swing", "turm: Swing")
    assert main(["--root", str(plan), "schemas"]) == 1
    assert "Mend the data first: make check." in capsys.readouterr().err
    for path in (plan / "data/schemas").iterdir():
        path.unlink()
    (plan / "data/schemas").rmdir()
