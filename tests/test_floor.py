"""Older browsers: what they don't know is listed, with what they do in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from floor import newer
from pages import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LISTED = yaml.safe_load((ROOT / "tests/floor.yml").read_text(encoding="utf-8"))


def test_what_is_newer_than_the_oldest_browsers_is_listed_with_what_these_do() -> None:
    found = [*newer(ROOT / "overrides/assets")]
    assert not [str(one) for one in found if one.feature not in LISTED]
    assert not LISTED.keys() - {one.feature for one in found}, "nothing asks for these any more"


@pytest.mark.parametrize(
    ("style", "feature"),
    [
        ("p { display: flex; gap: 1rem }", "gap in a flex box"),
        ("p { display: grid; gap: 1rem }", None),
        ("p { overflow-wrap: anywhere }", "overflow-wrap: anywhere"),
        ("p { appearance: none }", "appearance"),
        ("p { -webkit-appearance: none; appearance: none }", None),
        ("p { text-align: left; text-align: match-parent }", None),
        ("p:has(a), b { color: red }", ":has in a list, which falls with it"),
        ("p:is(.a, .b) { color: red }", ":is"),
        ("p { padding-inline: 1rem }", "padding-inline"),
        ('p::before { content: "x" / "" }', "content: / for what is not said"),
        ("p { width: round(1rem, 1px) }", "round()"),
        ("@media (width > 40rem) { p { color: red } }", "@media (range)"),
        ("@media print { p { inset: 0 } }", "inset"),
        ("@supports selector(::marker) { p::marker { color: red } }", None),
        ("p { color: red; margin: 1px; --own: round(1px, 1px) }", None),
    ],
)
def test_a_feature_is_known_by_the_browsers_that_have_it(
    tmp_path: Path, style: str, feature: str | None
) -> None:
    (tmp_path / "a.css").write_text(style, encoding="utf-8")
    assert {one.feature for one in newer(tmp_path)} == ({feature} if feature else set())
