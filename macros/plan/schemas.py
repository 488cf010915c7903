"""JSON Schemas of the files in data/, made from the models: editors' programs complete and underline by them.

They are for help while typing. `check` knows more, and has the last word.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import VERSION, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from .cache import MACHINE, load, save, sources
from .entry import told_of
from .files import FILES
from .hidden import seen
from .problems import MOST_SIGNS, Problem
from .source import readable, texts_in
from .values import ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import ModelSchema

    from .files import DataFile
    from .plan import Plan
    from .problems import Way

FOLDER = "data/schemas"
_MOST = 3  # that are named in a message
_DRAFT = "http://json-schema.org/draft-07/schema#"  # what YAML's language server understands best


def schemas(plan: Plan) -> dict[str, str]:
    """The schema of each kind of file, as JSON by its file's name. `plan` has the ids that may be named."""
    of_models = _of_models()
    made = {
        file.name: _file(file, of_models[file.name], plan)
        for file in FILES.values()
        if file.by_hand
    }
    return {
        f"{name}.schema.json": json.dumps(
            {"$schema": _DRAFT, **schema}, ensure_ascii=False, indent=2
        )
        + "\n"
        for name, schema in made.items()
    }


class _Told(GenerateJsonSchema):
    """Schemas in which each field says what an editor is told of it."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        for name, told in told_of(schema["cls"]).items():
            made["properties"][name]["description"] = told
        return made


def _of_models() -> dict[str, Any]:
    """The schemas of the models, as pydantic makes them."""
    hangs_on = (VERSION, sources(MACHINE / "macros/plan"))
    made = load("schemas", *hangs_on)
    if not made:
        made = {
            file.name: TypeAdapter(file.model).json_schema(schema_generator=_Told)
            for file in FILES.values()
            if file.by_hand
        }
        save("schemas", made, *hangs_on)
    return made


def stale(plan: Plan, root: Path) -> dict[str, bytes | None]:
    """The schemas below `root` that are not as they would be made, by the paths of their files: None is left over."""
    made = {f"{FOLDER}/{name}": text.encode() for name, text in schemas(plan).items()}
    return changed(held(root, FOLDER, "*.schema.json"), made)


def held(root: Path, folder: str, pattern: str) -> dict[str, bytes]:
    """What the files of a folder hold, by their paths from `root`."""
    paths = (path for path in (root / folder).glob(pattern) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """What files have to hold that are as `before` and are to be as `after`: None for one that is left over."""
    names = sorted({*before, *after})
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


def stale_schemas(plan: Plan, root: Path) -> Iterator[Problem]:
    """(warning) A schema that is not as the models and the data would make it."""
    if not plan.whole or not (root / FOLDER).is_dir():
        return
    if old := [path.rpartition("/")[2] for path in stale(plan, root)]:
        message = f"{len(old)} of the schemas {'is' if len(old) == 1 else 'are'} older than the data and the model, so programs may underline what is right ({', '.join(old[:_MOST])}{' ...' if len(old) > _MOST else ''}). The site stays as it is. On GitHub a job mends it after the next publication; here: make schemas."
        yield Problem(f"{FOLDER}/{old[0]}", 1, 1, message, warning=True)


def files_name_their_schemas(root: Path) -> Iterator[Problem]:
    """(warning) A file in data/ whose first line does not lead editors' programs to its schema."""
    data = root / "data"
    for path in seen(data, "*.yml") if (root / FOLDER).is_dir() else ():
        first, *rest = path.relative_to(data).parts
        kind = first if rest else path.stem
        line = f"# yaml-language-server: $schema={'../' * len(rest)}schemas/{kind}.schema.json"
        if path.is_file() and _begins(path) != line:
            message = f"this file does not name its schema, so programs can't help while it is edited. Put this line first: {line}"
            yield Problem(
                f"data/{readable(path.relative_to(data).as_posix())}", 1, 1, message, warning=True
            )


def ways_to(table: str, file: DataFile, data: Any) -> Iterator[tuple[Way, str]]:
    """Where a file of a kind, which holds `data`, names entries of a table: each way to an id, and what stands there."""
    schema = TypeAdapter(file.model).json_schema()
    for first, entry in file.entries(data):
        for way, value in texts_in(entry):
            parts = _resolved(schema, schema)
            for step in way:
                parts = [one for part in parts for one in _resolved(_part(part, step), schema)]
            if any(part.get("ids_of") == table for part in parts):
                yield (*first, *way), value


def _part(schema: dict[str, Any], step: str | int | None) -> dict[str, Any]:
    """The schema of what stands behind a name, or at a place of a list; an empty one where it says nothing of that."""
    if isinstance(step, int):
        found = schema.get("items", {})
    else:
        found = schema.get("properties", {}).get(step, schema.get("additionalProperties", {}))
    return found if isinstance(found, dict) else {}


def _resolved(part: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """A part of a schema as its choices, however they are nested or referred to."""
    if "$ref" in part:
        return _resolved(schema["$defs"][part["$ref"].rpartition("/")[2]], schema)
    choices = [one for name in ("anyOf", "oneOf", "allOf") for one in part.get(name, ())]
    return [one for choice in choices for one in _resolved(choice, schema)] or [part]


def _begins(path: Path) -> str:
    with path.open("rb") as file:
        return file.readline(MOST_SIGNS).decode("utf-8-sig", "replace").rstrip()


def _file(file: DataFile, schema: dict[str, Any], plan: Plan) -> dict[str, Any]:
    """A file of a kind, from the schema of its model: one entry, a mapping of them by id, or a list."""
    parts = {"$defs": schema.pop("$defs")} if "$defs" in schema else {}
    for name in file.keys:  # the names of the entry, of its file and of its folder
        schema["properties"].pop(name, None)
        schema["required"] = [other for other in schema["required"] if other != name]
    match file.shape:
        case "table":
            names = {"pattern": f"^{ID.pattern}$"}
            schema = {"type": "object", "propertyNames": names, "additionalProperties": schema}
        case "list":
            schema = {"type": "array", "items": schema}
    plain: dict[str, Any] = _plain(schema | parts, plan)
    return plain


def _plain(schema: Any, plan: Plan) -> Any:
    """A schema in an editor's terms: no id, nothing that may be null, and the ids that may be named."""
    if isinstance(schema, list):
        return [_plain(part, plan) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "object" and "properties" in schema:
        # Its title and description are for developers.
        schema = {k: v for k, v in schema.items() if k not in ("title", "description")}
        schema["properties"] = {
            name: {k: v for k, v in held.items() if k != "title"}
            for name, held in schema["properties"].items()
            if name != "id"
        }
        schema["required"] = [name for name in schema.get("required", ()) if name != "id"]
    if "anyOf" in schema:
        choices = [choice for choice in schema["anyOf"] if choice != {"type": "null"}]
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        schema = (choices[0] if len(choices) == 1 else {"anyOf": choices}) | rest
    schema = {key: _plain(value, plan) for key, value in schema.items() if key != "default"}
    if table := schema.pop("ids_of", None):
        schema["enum"] = sorted(getattr(plan, table))
    return schema
