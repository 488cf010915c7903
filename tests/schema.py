"""What an editor's program would say of a file by its schema."""

from __future__ import annotations

import json
import re

import yaml
from jsonschema import Draft7Validator


class Core(yaml.SafeLoader):
    """YAML as editors' programs read it: dates are texts (https://yaml.org/spec/1.2.2/#103-core-schema)."""


Core.yaml_implicit_resolvers = {
    sign: [
        (tag, pattern) for tag, pattern in found if not tag.endswith(("timestamp", "bool", "merge"))
    ]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


Core.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def faults(schema: str, text: str) -> list[str]:
    """What is wrong with the text of a file."""
    loader = Core(text)
    try:
        data = loader.get_single_data()
    finally:
        loader.dispose()
    return [error.message for error in Draft7Validator(json.loads(schema)).iter_errors(data)]
