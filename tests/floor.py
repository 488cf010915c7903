"""What our style sheets ask of a browser that those at the floor don't know (decision 054): read from MDN's browser-compat-data.

A value that comes after another of the same property in its rule has its fallback there. What else is newer stands in
tests/floor.yml, with what an older browser does in its place.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import tinycss2
from pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FLOOR = {"safari": 14, "safari_ios": 14, "chrome": 80, "chrome_android": 80, "firefox": 78}
DATA = ROOT / ".venv/node/node_modules/@mdn/browser-compat-data/data.json"


@dataclass(frozen=True)
class Newer:
    """A feature that a browser at the floor does not know: where it stands, and which browsers know it from when."""

    sheet: str
    line: int
    feature: str
    since: str

    def __str__(self) -> str:
        """The feature on one line."""
        return f"{self.sheet}:{self.line}: {self.feature} ({self.since})"


@cache
def _css() -> Any:
    return json.loads(DATA.read_text(encoding="utf-8"))["css"]


def _added(support: Any) -> float:
    """The version from which a browser has a feature under its own name and without a switch."""
    for one in support if isinstance(support, list) else [support]:
        if one.get("flags") or one.get("prefix") or one.get("alternative_name"):
            continue
        added = one["version_added"]
        if isinstance(added, str) and (number := re.search(r"\d+(\.\d+)?", added)):
            return float(number[0])
    return float("inf")


def since(*path: str) -> str:
    """Which browsers have a feature only from after the floor, such as "chrome 84, safari 14.1"; "" if none, or if it is unknown."""
    at = _css()
    for name in path:
        at = at.get(name, {})
    support = at.get("__compat", {}).get("support", {})
    late = {
        name: _added(support[name])
        for name in FLOOR
        if name in support and _added(support[name]) > FLOOR[name]
    }
    return ", ".join(
        f"{name} {'never' if version == float('inf') else f'{version:g}'}"
        for name, version in late.items()
    )


def newer(folder: Path) -> Iterator[Newer]:
    """What the style sheets below a folder ask for that is newer than the floor."""
    for sheet in sorted(folder.rglob("*.css")):
        name = sheet.relative_to(folder).as_posix()
        rules = tinycss2.parse_stylesheet(
            sheet.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True
        )
        for line, feature, path in _of_rules(rules, known=""):
            if late := since(*path):
                yield Newer(name, line, feature, late)


Found = tuple[int, str, tuple[str, ...]]


def _of_rules(rules: list[Any], known: str) -> Iterator[Found]:
    """What is asked for in rules; `known` is what an @supports around them has made sure of."""
    for rule in rules:
        if rule.type == "at-rule":
            yield from _of_at_rule(rule, known)
        elif rule.type == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude)
            pseudos = {
                name for name in re.findall(r"::?([a-z-]+)", selector) if f":{name}" not in known
            }
            alone = "," not in re.sub(r"\([^()]*\)", "", selector)
            for name in sorted(pseudos):
                feature = f":{name}" if alone else f":{name} in a list, which falls with it"
                yield rule.source_line, feature, ("selectors", name)
            yield from _of_declarations(rule.content)


def _of_at_rule(rule: Any, known: str) -> Iterator[Found]:
    prelude = tinycss2.serialize(rule.prelude or [])
    name = rule.lower_at_keyword
    yield rule.source_line, f"@{name}", ("at-rules", name)
    if name == "media":
        for asked in re.findall(r"\(([a-z-]+)", prelude):
            yield rule.source_line, f"@media ({asked})", ("at-rules", "media", asked)
        if re.search("[<>]", prelude):
            yield rule.source_line, "@media (range)", ("at-rules", "media", "range_syntax")
    if name == "supports" and "not" not in prelude:
        known += prelude
    elif name == "supports" and "selector(" in prelude:
        path = ("at-rules", "supports", "selector")
        yield rule.source_line, "@supports not selector()", path
    if name in ("media", "supports"):
        yield from _of_rules(tinycss2.parse_rule_list(rule.content, True, True), known)


def _of_declarations(content: list[Any]) -> Iterator[Found]:
    found = [
        one
        for one in tinycss2.parse_blocks_contents(content, True, True)
        if one.type == "declaration"
    ]
    values = {one.lower_name: tinycss2.serialize(one.value) for one in found}
    before: set[str] = set()
    for one in found:
        name = re.sub("^-(webkit|moz|ms)-", "", one.lower_name)
        if one.lower_name != name:
            before.add(name)
        if name.startswith("--") or name in before:
            continue
        before.add(name)
        value, where = tinycss2.serialize(one.value).strip(), one.source_line
        yield where, name, ("properties", name)
        if name.endswith("gap") and "flex" in values.get("display", ""):
            yield where, f"{name} in a flex box", ("properties", name, "flex_context")
        if name == "content" and " / " in value:
            yield where, "content: / for what is not said", ("properties", name, "alt_text")
        for word in re.findall(r"(?<![\w\"-])[a-z-]+(?![\w\"-])", value):
            yield where, f"{name}: {word}", ("properties", name, word)
            yield where, f"{word}()", ("types", word)
            yield where, f"{word}()", ("types", "calc", word)
