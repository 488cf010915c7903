"""How editors write is told by `check`, at its place, and never stops a build; what would harm or deceive readers does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from documents import pdf
from pages import DAY, EDITION, edit
from small import PIXEL, reword

from macros.commands.check import problems_of

if TYPE_CHECKING:
    from pathlib import Path

    from small import Check

PLAY, PAGE = "data/chapters/play.yml", "docs/contact.md"
LONG = f"They {'do ' * 24}it."
WE = "this site speaks for nobody. Say who it is, such as 'the partners', or put what somebody said in quotation marks."
EMPTY = "which says nothing to those who hear links alone. Write what stands there, such as the page's title."


# How a box of background ends.
READ = "Source: [B](https://www.example.org/b). Read on 1 June 2030. Not checked yet."


def on_a_page(plan: Path, words: str) -> None:
    (plan / PAGE).write_text(f"# Contact\n\n{words}\n", encoding="utf-8")


# What an editor writes on a page, and what is told of it. Where the place is not said, it is the first line of the text.
ON_A_PAGE = {
    "a long sentence": (
        f"Short. {LONG}",
        "3:8: warning: the sentence that begins 'They do do do do do' has 26 words. At most 25 are easy to read. Make two of it.",
    ),
    "a long sentence in a list": (
        f"- Short.\n- {LONG}",
        "4:3: warning: the sentence that begins 'They do do do do do' has 26 words. At most 25 are easy to read. Make two of it.",
    ),
    "a long sentence in a box": (
        f'!!! background "B"\n    *{LONG[:4]}*{LONG[4:]} {READ}',
        "4:6: warning: the sentence that begins 'They do do do do do' has 26 words. At most 25 are easy to read. Make two of it.",
    ),
    "a long heading": (
        f"Short.\n\n## {LONG}\n\nShort.",
        "5:1: warning: the sentence that begins 'They do do do do do' has 26 words. At most 25 are easy to read. Make two of it.",
    ),
    "we": ("Here. What we planned.", f"3:7: warning: 'we' stands here, and {WE}"),
    "our": ("Our plan.", f"3:1: warning: 'Our' stands here, and {WE}"),
    "us behind what somebody said": (
        'She said: "We wait." Write to us.',
        f"3:22: warning: 'us' stands here, and {WE}",
    ),
    "click here": (
        "For more click here.",
        "3:1: warning: 'click here' means nothing to those who use no mouse. Let the words of the link say where it leads.",
    ),
    "FAQ": (
        "## FAQ\n\nSome words.",
        "3:1: warning: 'FAQ' does not say what the questions are about. Name that instead.",
    ),
    "a link that says here": (
        "Words stand [here](words.md).",
        f"3:13: warning: this link says 'here', {EMPTY}",
    ),
    "a link that says read more": (
        "[Read\nmore](words.md)",
        f"3:1: warning: this link says 'Read more', {EMPTY}",
    ),
    "a table of seven columns": (
        "| a | b | c | d | e | f | g |\n|---|---|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 |",
        "3:1: warning: this table has 7 columns. At most 6 can be followed on a phone, where a wide table scrolls sideways. Make lists of it, or a table of its own for some of them.",
    ),
}


@pytest.mark.parametrize(("words", "told"), ON_A_PAGE.values(), ids=ON_A_PAGE)
def test_how_a_page_is_written_is_told_and_stops_nothing(
    plan: Path, check: Check, words: str, told: str
) -> None:
    on_a_page(plan, words)
    assert check() == (0, [f"{PAGE}:{told}"])


@pytest.mark.parametrize(
    "words",
    [
        f"They {'do ' * 23}it.",
        'A carer said: "We wait. Our children wait too."',
        "“We wait,” said a carer. “Nobody tells us.”",
        "The US and a bus. Focus on hours. See https://example.org/about-us and <https://example.org/we>.",
        "Use `us` in code.\n\n```\nwe\n```",
        "A click opens it. Sources: [NHS: About us](https://www.nhs.uk/us), which we keep.",
        "[Here is the list of words](words.md)",
        "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |",
        "It is not fully accessible. Buses are to be fully accessible.",
        "In 2021 the work cost 1,000,000 pounds, 0.5 of all. Call 200 people, within 100 days, or text 300 words.",
        "Call 999, or ring 01632 960000, +44 1632 960000 or (01632) 960 000.",
    ],
)
def test_what_is_well_written_is_not_told(plan: Path, check: Check, words: str) -> None:
    on_a_page(plan, words)
    assert check() == (0, [])


@pytest.mark.parametrize(
    ("place", "old", "new", "told"),
    [
        (
            f"{PLAY}:18:12",
            "The lights were to stay on for longer.",
            LONG,
            "the sentence that begins 'They do do do do do' has 26 words. At most 25 are easy to read. Make two of it.",
        ),
        (
            f"{PLAY}:7:10",
            "For children who want",
            "For our children who want",
            f"'our' stands here, and {WE}",
        ),
        (
            f"{PLAY}:7:10",
            "For children who want",
            f"{'Children play. ' * 30}For children who want",
            "the summary has 67 words. At most 60 are read in a list. Shorten it, and tell the rest on the page.",
        ),
        (
            "data/help.yml:5:10",
            "Call if someone",
            "Call us if someone",
            f"'us' stands here, and {WE}",
        ),
    ],
)
def test_so_is_how_the_sites_own_words_in_data_are_written(
    request: pytest.FixtureRequest, place: str, old: str, new: str, told: str
) -> None:
    edit(request.getfixturevalue("plan") / place.partition(":")[0], old, new)
    assert request.getfixturevalue("check")() == (0, [f"{place}: warning: {told}"])


@pytest.mark.parametrize(
    "number",
    [
        "0191 496 0000",
        "0191-496-0000",
        "(0191) 4960000",
        "+44 191 496 0000",
        "+44 (0)191 496 0000",
        "116 123",
    ],
)
def test_a_number_is_known_however_it_is_typed(plan: Path, check: Check, number: str) -> None:
    on_a_page(plan, f"The **number** is {number}.")
    status, (told,) = check()
    assert status == 1
    assert told.startswith(f"{PAGE}:3:19: the telephone number '{number}' is neither in")


@pytest.mark.parametrize(
    "said", ["Call 111.", "Then ring 111, please.", "Text SHOUT to 85258.", "Call them on 111."]
)
def test_a_short_number_is_known_by_what_is_said_before_it(
    plan: Path, check: Check, said: str
) -> None:
    on_a_page(plan, said)
    status, (told,) = check()
    assert (status, told[: len(PAGE)]) == (1, PAGE)


def test_the_plans_own_words_and_what_people_said_may_say_we(plan: Path, check: Check) -> None:
    reword(plan, "Keep the lights on until eight.", "We keep the lights on for our children.")
    edit(
        plan / PLAY,
        "The lights were to stay",
        'Parents said "We need light." The lights were to stay',
    )
    assert check() == (0, [])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "",
            "1:1: warning: the page's own text has 0 words. Say in 40 at least what the chapter is about, and for whom.",
        ),
        (
            "Short it is.",
            "7:1: warning: the page's own text has 3 words. Say in 40 at least what the chapter is about, and for whom.",
        ),
        (
            f'{"Ten words are in this sentence, and no more, here. " * 15}One.\n\n!!! background "B"\n    None of these words is counted. {READ}',
            "7:766: warning: the page's own text has 151 words, and from here on more than 150. Shorten it, or move background into a box.",
        ),
        (
            f"{'All of the seventeen words that stand in this one sentence are counted, the last one too. ' * 5}",
            "7:1: warning: the sentences of this page have 17.0 words on average. 15 are easy to read: make two of the longest ones.",
        ),
    ],
    ids=["nothing", "too short", "too long", "long sentences"],
)
def test_a_chapters_own_text_has_40_to_150_words_in_sentences_of_15(
    plan: Path, check: Check, words: str, told: str
) -> None:
    page = f"docs/chapters/{'libraries'}.md"
    (plan / page).write_text(
        f"{{{{ chapter_opening() }}}}\n\n{{{{ chapter_priorities() }}}}\n\n## More about it\n\n{words}\n\n{{{{ chapter_closing() }}}}\n",
        encoding="utf-8",
    )
    assert check() == (0, [f"{page}:{told}"])


def test_a_short_form_that_a_chapter_does_not_explain_is_told(plan: Path, check: Check) -> None:
    edit(plan / "docs/chapters/play.md", "Children play.", "Children play. Ask the PHB.")
    edit(plan / PLAY, "The lights were to stay", "The CDCPE wanted the lights to stay")
    mend = "is not explained on this chapter's page. Write it out where it first stands, or use other words."
    assert check() == (
        0,
        [
            f"{PLAY}:18:12: warning: 'CDCPE' {mend}",
            f"docs/chapters/play.md:7:16: warning: 'PHB' {mend}",
        ],
    )


def test_a_file_that_no_page_shows_is_told(plan: Path, check: Check) -> None:
    on_a_page(plan, "[The map](map.pdf) and ![a path](path.png).")
    for name in ("map.pdf", "path.png", "old-map.pdf"):
        (plan / "docs" / name).write_bytes(PIXEL if name.endswith("png") else pdf())
    assert check() == (
        0,
        [
            "docs/old-map.pdf:1:1: warning: no page shows this file or leads to it, and it is published all the same. Lead to it, or take it away."
        ],
    )


def test_a_file_that_does_not_name_its_schema_is_told_where_there_are_schemas(
    plan: Path, check: Check
) -> None:
    (plan / "data/schemas").mkdir()
    told = [line for line in check()[1] if "does not name its schema" in line]
    assert len(told) == len([*(plan / "data").rglob("*.yml")])
    for path, first in (("data/plan.yml", "schemas/plan"), (PLAY, "../schemas/chapters")):
        line = f"# yaml-language-server: $schema={first}.schema.json"
        said = f"{path}:1:1: warning: this file does not name its schema, so programs can't help while it is edited. Put this line first: {line}"
        assert said in told
        (plan / path).write_text(
            f"{line}\n{(plan / path).read_text(encoding='utf-8')}", encoding="utf-8"
        )
    assert len([line for line in check()[1] if "does not name its schema" in line]) == len(told) - 2


def test_on_github_style_is_a_warning_on_the_line(
    plan: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    on_a_page(plan, "What we planned.")
    status, (told,) = check()
    assert (status, told.partition("::'we'")[0]) == (0, f"::warning file={PAGE},line=3,col=1")


def test_the_third_edition_is_written_as_it_is_asked_of_editors() -> None:
    """So the rules can be kept: by 22 chapters, and some 100 pages. Its stories are from before they were to be short, its boxes from before they ended with a day."""
    told = [str(problem) for problem in problems_of(EDITION, DAY)]
    assert [line for line in told if line.startswith(("data/", "docs/"))] == [
        line
        for line in told
        if re.search(
            r"[Oo]nly the publisher can|no person has tested|have no source yet|the page's own text has|this box does not end",
            line,
        )
    ]
