"""Marks of layout are told where nothing reads them, and signs that only look like them are left alone."""

from __future__ import annotations

import pytest

from macros.plan.marks import folded, items, markdown_in

# What papers and editors write for something else.
PLAIN = (
    "Deprivation* is measured in two ways* in each ward.",
    "* Subject to funding",
    "2 * 3 * 4",
    "https://www.example.org/a_b_c/__init__/*/x_y",
    "snake_case and _one_",
    "#1 in the county",
    "1. The first of these",
    "[name removed] (see above)",
    "[sic](as printed)",
    "a [2021-report 15], and [note] (more)",
    "the 1990`s",
    "5 - 7 and Monday - Friday",
    "Price: 5**",
)
MARKED = (
    "**bold**",
    "so **very bold** it is",
    "__bold__",
    "it is *slanted*.",
    "[words](https://www.example.org/)",
    "[words](../words.md)",
    "[words](#anchor)",
    "![A boat](boat.png)",
    "`code`",
    "## A heading",
)


@pytest.mark.parametrize("text", PLAIN)
def test_a_text_that_shows_its_own_signs_is_left_alone(text: str) -> None:
    assert markdown_in(text) == []


@pytest.mark.parametrize("text", MARKED)
def test_a_text_with_markdown_is_told(text: str) -> None:
    assert len(markdown_in(text)) == 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("• a", [0]),
        ("a\n• b", [1]),
        ("– a\nb", [0]),
        ("a\n– b", []),
        ("a:\n– b", [1]),
        ("a\n– b\n– c", [1, 2]),
        ("a\n5) b", []),
        ("1) a\n2) b", [0, 1]),
        ("a\no b\no c", [1, 2]),
        ("often\nonce", []),
        ("- a\n* b\n1. c", []),
    ],
)
def test_on_a_page_a_line_begins_a_list_if_it_does_so_on_purpose(
    text: str, lines: list[int]
) -> None:
    assert [n for n, *_ in items(text.split("\n"))] == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\n- b", []),
        ("a:\n- b", [1]),
        ("a\n- b\n- c", [1]),
        ("* a note\ngoes on", []),
        ("1. a\ngoes on", []),
        ("1. a\n2. b", [0]),
        ("a\n## b", [1]),
        ("in\n2020. And", []),
    ],
)
def test_in_data_a_text_of_several_lines_holds_no_list_and_no_heading(
    text: str, lines: list[int]
) -> None:
    assert [n for n, *_ in folded(text.split("\n"))] == lines
