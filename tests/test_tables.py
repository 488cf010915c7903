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


def table_of(*rows: str) -> html.HtmlElement:
    """A page with a table, read by Markdown."""
    between = "|".join("---" for _ in rows[0].split("|"))
    table = "\n".join(f"| {row} |" for row in (rows[0], between, *rows[1:]))
    reader = Markdown(extensions=[*EXTENSIONS, Harmless(), Tables()])
    return html.fromstring(
        f"<main>{reader.convert(f'# When{chr(10) * 2}{table}{chr(10) * 2}After.')}</main>"
    )


@pytest.mark.parametrize(
    "rows",
    [
        ("A|B|C|D", "1|2|3|4"),
        ("Service|Neighbourhoods|Getting there", "Breaks|All|Underground"),
        (
            "Service|Where",
            "Breaks|[the whole neighbourhood](https://example.org/a)-and-interchanges",
        ),
    ],
    ids=["many columns", "long words", "long words in a link"],
)
def test_a_table_that_is_wider_than_a_phone_scrolls_in_a_part_that_has_its_name_and_takes_the_focus(
    rows: tuple[str, ...],
) -> None:
    page = table_of(*rows)
    [room] = page.cssselect("main > .wide-table")
    assert dict(room.attrib) == {
        "class": "wide-table",
        "role": "group",
        "tabindex": "0",
        "aria-labelledby": "when",
    }
    assert [part.tag for part in room] == ["table"]
    assert [part.tag for part in room[0]] == ["thead", "tbody"]
    assert [part.tag for part in page] == ["h1", "div", "p"]


def test_a_table_that_fits_a_phone_is_no_stop_on_the_way_through_the_page() -> None:
    page = table_of("Day|Where|Cost", "Monday, each week|The park at the river|Free")
    assert page.cssselect("table") == page.cssselect("main > table")
    assert page.cssselect("[tabindex]") == []
