"""The advice on plain words is right. What the figures mean stands in decision 009."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from pages import DAY, EDITION, edit
from small import TODAY, reword

from macros.__main__ import main
from macros.pages.content import read
from macros.pages.english import (
    advice,
    grade,
    sentences_of,
    syllables,
    unexplained_acronyms,
)
from macros.pages.site import PLACEHOLDER, Page, Site
from macros.plan.load import load_plan
from macros.plan.sentences import split

ROOT = Path(__file__).parents[1]


@cache
def real() -> Site:
    """The third edition."""
    return Site(load_plan(EDITION, DAY), EDITION, PLACEHOLDER)


def page_of(id_: str) -> Page:
    return real().pages[f"chapters/{id_}.md"]


def asked(
    root: Path, capsys: pytest.CaptureFixture[str], *pages: str, status: int | None = None
) -> list[str]:
    """The lines that `check --english` prints after those of the plain check. Both end with the same status, or it with this one."""
    ended = main(["--root", str(root), "check", "--today", TODAY.isoformat()])
    plain = capsys.readouterr().out
    assert main(
        ["--root", str(root), "check", "--today", TODAY.isoformat(), "--english", *pages]
    ) == (ended if status is None else status)
    said = capsys.readouterr().out
    assert said.startswith(plain)
    return said.removeprefix(plain).splitlines()


def found(text: str, *terms: str) -> list[str]:
    """The acronyms that a text leaves unexplained where these words are explained on its page."""
    known = [real().plan.terms[term] for term in terms]
    return [acronym for _, acronym in unexplained_acronyms(read("x.md", text).sentences, known)]


# Counting

COUNTED = {
    "the": 1,
    "people": 2,
    "planned": 1,
    "wanted": 2,
    "services": 3,
    "places": 2,
    "about": 2,
    "many": 2,
    "someone": 2,
    "priority": 4,
    "table": 2,
    "used": 1,
    "ages": 2,
    "hospital": 3,
    "community": 4,
    "families": 3,
    "health": 1,
    "2021": 1,
    "ready-made": 3,
    "carers'": 2,
}


def test_syllables_are_those_that_are_heard() -> None:
    assert {word: syllables(word) for word in COUNTED} == COUNTED


# Words, sentences and syllables were counted by hand.
KNOWN = [
    # 13 words, 1 sentence, 24 syllables: https://en.wikipedia.org/wiki/Flesch-Kincaid_readability_tests gives 11.3
    (
        "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
        13,
        1,
        24,
    ),
    ("The cat sat on the mat.", 6, 1, 6),
    (
        "The partners planned more breaks for carers. They wanted clear information as well.",
        13,
        2,
        19,
    ),
    (
        "Some people were waiting for a breathing test. A queue had built up, though the report does not say how long. The partners wanted to deal with that queue.",
        29,
        3,
        35,
    ),
]


@pytest.mark.parametrize(("text", "words", "sentences", "heard"), KNOWN)
def test_the_grade_is_that_of_a_count_by_hand(
    text: str, words: int, sentences: int, heard: int
) -> None:
    by_hand = 0.39 * words / sentences + 11.8 * heard / words - 15.59
    assert grade(s.text for s in split("x.md", 1, text)) == pytest.approx(by_hand, abs=0.2)


def test_only_prose_counts() -> None:
    page = (
        '# A heading\n\nOne two\n[three *four*](x.md#a).\nFive `code` six ("seven.") Eight?\n\n{{ note("x") }}\n\n- An item\n- Another\n  one\n\n'
        '```\nNo prose.\n```\n\n| a | b |\n\n!!! background "B"\n    In a box. Sources:\n    [NHS: x](https://x.org) and y.\n'
    )
    assert [(s.line, s.column, s.text, s.boxed) for s in read("x.md", page).sentences] == [
        (3, 1, "One two three four.", False),
        (5, 1, 'Five six ("seven.")', False),
        (5, 28, "Eight?", False),
        (9, 3, "An item", False),
        (10, 3, "Another one", False),
        (20, 5, "In a box.", True),
    ]


def test_what_somebody_said_is_told_from_the_sites_own_words() -> None:
    page = '"We wait. We hope," they *said*. “Our words,” [they](x.md) added. Not ours. A "b" c.'
    assert [s.said for s in read("x.md", page).sentences] == [
        "",
        "they said.",
        "they added.",
        "Not ours.",
        "A c.",
    ]


# The advice


def test_the_report_has_a_line_for_every_page_with_prose() -> None:
    lines = list(advice(real()))
    for page in real().pages.values():
        shown = [line for line in lines if re.fullmatch(rf"[ \d.-]+ docs/{page.file}", line)]
        assert len(shown) == bool(sentences_of(real(), page)), page.file


def test_the_report_says_that_it_is_a_guide() -> None:
    assert "A guide, no more" in next(advice(real()))


@pytest.mark.parametrize("name", ["docs/chapters/carers.md", "chapters/carers", "carers"])
def test_one_page_can_be_asked_for(name: str) -> None:
    assert [line.split()[-1] for line in advice(real(), [name])][2:3] == ["docs/chapters/carers.md"]
    assert not [line for line in advice(real(), [name]) if "dementia" in line]


def test_of_a_page_that_was_asked_for_the_three_longest_sentences_are_told() -> None:
    longest = sorted(
        sentences_of(real(), page_of("carers")), key=lambda sentence: sentence.length, reverse=True
    )[:3]
    lines = [*advice(real(), ["carers"])]
    start = lines.index("The longest sentences of docs/chapters/carers.md:")
    assert lines[start + 1 :][:3] == [
        f"{s.path}:{s.line}: {s.length} words: {s.text}" for s in longest
    ]
    assert longest[0].length >= longest[2].length > 10


def test_the_report_on_all_pages_tells_no_longest_sentences() -> None:
    assert not [line for line in advice(real()) if line.startswith("The longest sentences")]


def test_a_page_that_is_not_there_is_named(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said, *rest = asked(plan, capsys, "docs/chapters/plaz.md", status=1)
    assert said.startswith("no page is 'docs/chapters/plaz.md'.")
    assert said.endswith("Did you mean 'docs/chapters/play.md'?")
    assert rest == []


def test_a_page_that_is_there_is_told_beside_one_that_is_not(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said, *rest = asked(plan, capsys, "nope", "play", status=1)
    assert said.startswith("no page is 'nope'. Use one of: docs/")
    assert any(line.endswith("   docs/chapters/play.md") for line in rest)


def test_a_long_sentence_is_named_with_its_file_and_line(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(
        plan / "docs" / "chapters" / "play.md",
        "Children play.",
        f"Children play.\nThey {'do ' * 24}it.",
    )
    edit(
        plan / "data" / "chapters" / "play.yml",
        "The lights were to stay on for longer.",
        f"The {'very ' * 24}last.",
    )
    lines = asked(plan, capsys)
    assert any(
        line.startswith("docs/chapters/play.md:8: 26 words in a sentence.") for line in lines
    )
    assert any(
        line.startswith("data/chapters/play.yml:18: 26 words in a sentence.") for line in lines
    )


def test_a_word_of_a_quotation_without_its_explanation_is_named(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reword(plan, "Build two play areas.", "Build one play area.")
    edit(plan / "data" / "chapters" / "play.yml", "    terms: [play-area]\n", "")
    said = "data/chapters/play.yml:13: the plan's words have 'play area', which this page does not explain. Add play-area to 'terms'"
    assert any(line.startswith(said) for line in asked(plan, capsys))


@pytest.mark.parametrize(
    "text",
    [
        "CDCPE met.",
        "Ask the PHB.",
        "It was A PHB (or not).",
        "A PHB. Then a personal health budget (PHB).",
    ],
)
def test_an_unexplained_acronym_is_found(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A personal health budget (PHB) helps. A PHB is money.",
        "PHBs (personal health budgets) help.",
        "The Patient Activation Measure, or PAM, is a list.",
        "The voluntary, community and social enterprise sector (VCSE) helped.",
        "Lessons on relationships and sex education, often called RSE, began.",
        "The NHS pays the GP for A&E.",
        "No capitals, Covid-19, I-Thrive, i-THRIVE.",
        "`CDCPE` [page](CDCPE.md)",
    ],
)
def test_an_explained_acronym_is_not_found(text: str) -> None:
    assert found(text) == []


def test_an_acronym_among_the_words_explained_is_not_found() -> None:
    assert found("CDCPE and PCNs met.", "cdcpe") == ["PCN"]
    assert found("CDCPE and PCNs met.", "cdcpe", "pcn") == []


def test_advice_never_fails_the_check(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`asked` compares the exit status with that of the plain check."""
    (plan / "docs" / "contact.md").write_text(
        f"# Contact\n\nABC {'organisation ' * 90}.\n", encoding="utf-8"
    )
    assert any("91 words in a sentence" in line for line in asked(plan, capsys))
    edit(plan / "data" / "people.yml", "name: Ada Brown", "nome: Ada Brown")
    assert asked(plan, capsys) == ["There is no advice on plain words while data/ has a problem."]


def test_the_plain_check_gives_no_advice_and_waits_for_nothing_that_it_does_not_need() -> None:
    needless = {"pyphen", "mkdocs", "openpyxl", "segno", "resvg_py"}
    code = f"import sys; from macros.__main__ import main; main(['--root', {str(EDITION)!r}, 'check']); print({needless} & {{*sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.endswith("set()\n")
    assert "grade" not in done.stdout
