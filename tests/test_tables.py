"""What a table of a page's own Markdown tells those who hear it."""

from __future__ import annotations

import pytest
from lxml import html
from markdown import Markdown

from macros.pages.content import EXTENSIONS
from macros.pages.harmless import Harmless
from macros.pages.kept import Kept
from macros.pages.tables import Tables

TABLE = "| Day | Where |\n| --- | --- |\n| Monday | The park |"
OF_A_MACRO = '<section><h2 class="a" id="made">Made</h2><p>Words</p></section>'


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("# When", "when"),
        ("# When\n\nWords.\n\n## Where {#there}\n\nWords.", "there"),
        ("# When\n\nMACRO\n\nWords.", "made"),
        ("# When\n\nMACRO\n\n## Where", "where"),
        ("Words.", None),
    ],
)
def test_a_table_is_named_by_the_heading_before_it_and_its_heads_say_what_they_head(
    before: str, name: str | None
) -> None:
    kept = Kept()
    page = before.replace("MACRO", kept.keep(OF_A_MACRO))
    reader = Markdown(extensions=[*EXTENSIONS, kept, Harmless(), Tables()])
    tree = html.fromstring(f"<main>{reader.convert(f'{page}{chr(10) * 2}{TABLE}')}</main>")
    assert [table.get("aria-labelledby") for table in tree.iter("table")] == [name]
    assert [(head.text, *head.attrib.items()) for head in tree.iter("th")] == [
        ("Day", ("scope", "col")),
        ("Where", ("scope", "col")),
    ]
