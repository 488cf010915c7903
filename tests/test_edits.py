"""What editors may do, they can do: an edit of a kind that is no recipe passes the check, on the third edition.

Style is told, at its place, and stops nothing.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
import yaml
from documents import pdf
from pages import DAY, EDITION, content_of, edit

from macros.commands.check import problems_of
from macros.plan.base import as_typed
from macros.plan.load import load_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

CARERS = "docs/chapters/carers.md"
HEADING = "## More about it {#in-plain-words}\n"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A copy of the third edition, without the page shell, and with a story of carers that is as short as one may be."""
    root = content_of(EDITION, tmp_path)
    page = root / CARERS
    begin, _, story = page.read_text(encoding="utf-8").partition(HEADING)
    first, second, *_, closing = story.strip().split("\n\n")
    page.write_text(
        "\n\n".join([f"{begin}{HEADING}", first, second, f"{closing}\n"]), encoding="utf-8"
    )
    return root


@cache
def before() -> set[str]:
    """What is told of the third edition as it is, without the places."""
    return {_bare(str(problem)) for problem in problems_of(EDITION, DAY)}


def _bare(line: str) -> str:
    return re.sub(r":\d+:\d+:", ":", line)


def told(root: Path, today: date = DAY) -> list[str]:
    """What the check says that it did not say before the edit."""
    return [line for line in map(str, problems_of(root, today)) if _bare(line) not in before()]


def saved_by_a_form(root: Path) -> None:
    """Every chapter's file is opened in a form and saved: comments, folded lines and brackets go."""
    for path in (root / "data/chapters").glob("*.yml"):
        held = as_typed(path.read_text(encoding="utf-8"))
        text = yaml.safe_dump(held, allow_unicode=True, sort_keys=False, width=10_000)
        path.write_text(text, encoding="utf-8")


def written_under(heading: str, words: str) -> Callable[[Path], None]:
    return lambda root: edit(root / CARERS, heading, f"{heading}\n{words}\n")


def said_by_a_carer(root: Path) -> None:
    edit(root / CARERS, HEADING, f'{HEADING}\nA carer said: "We need a break."\n')


def titled_anew(root: Path) -> None:
    path = root / "data/plan.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^edition: .*$", "edition: Fourth edition", text), encoding="utf-8")


def quoted_from_a_new_paper(root: Path) -> None:
    (root / "data/papers/letter.yml").write_text(
        """\
title: Letter to the boards
short: 2022 letter
kind: report
publisher: An invented council
date: 2022-05-04
parts:
  letter:
    paragraphs:
      "1": We are grateful to all who care for others.
""",
        encoding="utf-8",
    )
    with (root / "data/quotes.yml").open("a", encoding="utf-8") as quotes:
        quotes.write(
            "thanks:\n  words: We are grateful to all who care for others.\n  source: letter 1\n"
        )
    edit(root / CARERS, HEADING, f'{{{{ quote("thanks") }}}}\n\n{HEADING}')


def reported_in_a_new_paper(root: Path) -> None:
    quoted_from_a_new_paper(root)
    path = root / "data/plan.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^report: .*$", "report: letter", text), encoding="utf-8")


def lines_as_on_windows(root: Path) -> None:
    for path in (*root.rglob("*.yml"), *root.rglob("*.md")):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))


def a_page_with_a_file(root: Path) -> None:
    (root / "docs/news.md").write_text("# News\n\nSee [the map](map.pdf).\n", encoding="utf-8")
    (root / "docs/map.pdf").write_bytes(pdf())


@pytest.mark.parametrize(
    "done",
    [
        saved_by_a_form,
        said_by_a_carer,
        titled_anew,
        quoted_from_a_new_paper,
        reported_in_a_new_paper,
        lines_as_on_windows,
        a_page_with_a_file,
    ],
    ids=lambda done: done.__name__,
)
def test_the_check_is_content_after(edition: Path, done: Callable[[Path], None]) -> None:
    done(edition)
    assert told(edition) == []


def test_a_form_that_saves_every_chapter_changes_no_word(edition: Path) -> None:
    saved_by_a_form(edition)
    assert load_plan(edition, DAY) == load_plan(EDITION, DAY)


@pytest.mark.parametrize(
    ("done", "kind"),
    [
        (
            written_under(HEADING, f"Carers look after others. Carers {'do ' * 24}it."),
            "has 26 words",
        ),
        (written_under(HEADING, "Carers said that we need a break."), "'we' stands here"),
        (written_under(HEADING, "Carers look after others. " * 35), "more than 150"),
        (written_under(HEADING, "See [here](../words.md)."), "this link says 'here'"),
    ],
    ids=["a long sentence", "we", "a long page", "an empty link"],
)
def test_style_is_a_warning_and_no_more(
    edition: Path, done: Callable[[Path], None], kind: str
) -> None:
    done(edition)
    (line,) = told(edition)
    assert re.match(rf"{re.escape(CARERS)}:\d+:\d+: warning: ", line)
    assert kind in line


def test_what_was_heard_on_the_day_after_is_taken_then(edition: Path) -> None:
    """So no plan is refused for the day on which it is edited."""
    after = DAY + timedelta(days=1)
    was = told(edition, after)
    (edition / "data/feedback").mkdir(exist_ok=True)
    (edition / "data/feedback/breaks.yml").write_text(
        f"title: Short breaks\nabout:\n  - chapter: carers\nheard: {after}\nsaid: People asked for more short breaks.\n",
        encoding="utf-8",
    )
    assert told(edition, after) == was
