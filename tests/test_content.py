"""Pages are read as Python-Markdown and browsers read them, and each thing at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as lxml_html
from markdown import Markdown
from pages import EDITION
from sample import SMALL
from small import TODAY

from macros.pages.content import EXTENSIONS, passages, read
from macros.pages.html import first_paragraph, headings, ids
from macros.pages.html import read as read_html
from macros.pages.shell import Shell
from macros.pages.site import PLACEHOLDER, Site
from macros.pages.templates import ids_written_by
from macros.plan.load import load_plan
from macros.plan.source import TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = [pytest.param(file, id=file.stem) for file in sorted((EDITION / "docs").rglob("*.md"))]

ODD = """# A *main* [heading](a.md "Title")

Under
=====

Under this
---

## Twice
## Twice ##
###Without a blank {#own}

[one](<a b.md>) and ![two](b.png) and [![three](c.png)](d.md#e "T") `[none](x)`

[four][f] and <https://example.org/>

[f]: e.md

```
# no heading
[no link](x.md)
```

| a [five](f.md) | b \\| c |
| --- | --- |
| `|` | ![six](g.png) |
"""


def outline(tokens: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    for token in tokens:
        yield token["level"], token["id"]
        yield from outline(token["children"])


def assert_read_alike(text: str) -> None:
    content = read("x.md", text)
    reader: Any = Markdown(extensions=list(EXTENSIONS))
    lines = ["" if TEMPLATE.search(line) else line for line in content.lines]
    tree = lxml_html.fromstring(f"<main>{reader.convert(chr(10).join(lines))}</main>")
    headings = [(one.level, one.anchor) for one in content.headings]
    assert headings == list(outline(reader.toc_tokens))
    assert len(content.links) == len(tree.xpath("//a | //img"))
    assert len(content.tables) == len(tree.xpath("//table"))


@pytest.mark.parametrize("file", PAGES)
def test_the_headings_links_and_tables_of_a_page_are_those_of_python_markdown(file: Path) -> None:
    assert_read_alike(file.read_text("utf-8").partition("\n---\n")[2] or file.read_text("utf-8"))


def test_so_are_those_of_an_odd_page() -> None:
    assert_read_alike(ODD)


def test_what_looks_like_a_heading_or_a_table_and_is_none_is_read_as_python_markdown_reads_it() -> (
    None
):
    assert_read_alike("""# One

First line
second line
---
Under the line
---

Two lines
and then
===

## Two
After it
=-=

!!! background "A box"
In no box
---

A text:
| a | b |
| --- | --- |
| 1 | 2 |

| a | b |
| --- | --- |
| 1 | 2 |
---

- - -
Last
--
""")


def test_what_stands_right_below_a_text_is_told_and_nothing_else() -> None:
    content = read(
        "x.md",
        """# Lists
- right below a heading

A text:
- glued
- once

- a list
    - in a list
1. and another

In the year
2020. Or 3 - 2
--- or so.

!!! background "A box"
    - in a box

| a | b |
| - | - |
| - c | d |

> A quotation
> | e | f |
> | - | - |
""",
    )
    assert content.glued == [(24, 1, "table"), (5, 1, "list")]


def test_a_box_may_have_an_empty_line_before_its_text() -> None:
    reader = Markdown(extensions=list(EXTENSIONS))
    assert (
        reader.convert('!!! background "A box"\n\n    Its text.')
        == '<div class="admonition background">\n<p class="admonition-title">A box</p>\n<p>Its text.</p>\n</div>'
    )


def test_each_link_says_where_it_stands_and_what_it_leads_to() -> None:
    content = read("x.md", ODD)
    for link in content.links:
        line, column = content.place(link.target_at)
        typed = ODD.split("\n")[line - 1][column - 1 :]
        assert typed.removeprefix("<").startswith(link.target)
    assert [content.place(link.at) for link in content.links][:2] == [(1, 12), (13, 1)]


def test_passages_are_told_by_their_first_lines_however_they_are_broken() -> None:
    assert passages("a\n b\n\n\nc\n") == [(1, "a b"), (5, "c")]


def test_html_is_read_as_a_tree() -> None:
    tree = read_html(
        '<section id="a"><p> </p><h2>A<br>b &amp; <b id=c>c</b></h2><p>Two<p>three</section></i><hr id="d"/>'
    )
    assert ids(tree) == ["a", "c", "d"]
    assert headings(tree) == [(2, "")]
    assert ["".join(one.itertext()) for one in tree.iter("h2")] == ["Ab & c"]
    assert [one.tag for one in tree] == ["section", "hr"]
    assert first_paragraph(read_html("<p>  </p><p>One <b>two</b>\n three</p>")) == "One two three"


def test_the_ids_around_a_pages_content_are_known_from_the_templates() -> None:
    shell = Shell(Site(load_plan(SMALL, TODAY), SMALL, PLACEHOLDER))
    written = ids_written_by("page.html")
    around: set[str] = set()
    for page in shell.site.every.values():
        around |= set(ids(read_html(shell.whole(page, page.title, ""))))
    assert around >= {"content", "q", "say", "arches", "moved"}
    own = {anchor for moved in shell.left.values() for anchor in moved}
    assert [anchor for anchor in around - own if not written.fullmatch(anchor)] == []
