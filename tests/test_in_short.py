"""The main points stand in short words on pages of their own, and say what they rest on and who has checked them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml.html import fromstring
from small import TODAY

from macros.pages.in_short import words_of
from macros.pages.site import Site
from macros.plan.in_short import fingerprint_of
from macros.plan.load import load_plan
from macros.proof.pages import text

if TYPE_CHECKING:
    from pathlib import Path

    from small import Check

FILE = "data/in-short/play.yml"
AT = "/chapters/play/in-short/"
SCHEMA = "# yaml-language-server: $schema=../schemas/in-short.schema.json\n"
ROWS = """about:
  - say: A **play area** is a place to play outside.
    rests: [term play-area ({play_area})]
  - say: This part was about places to play.
    rests: [summary ({summary})]
  - say: It was for children.
    rests: [summary ({summary})]
planned:
  - say: 2 new places were to come.
    rests: [priority 1 ({first})]
  - say: The lights were to stay on for longer.
    rests: [priority 2 ({second})]
  - say: The report does not say which lights.
    rests: [page ({page})]
now:
  - say: You can read the longer page.
    rests: [page ({page})]
  - say: Is a life in danger? Call at once.
    rests: [help emergency ({help})]
"""


def write(root: Path, rows: str = ROWS, *, checked: str = "") -> dict[str, str]:
    """Give the small plan short words for one chapter, with the fingerprints that the check says. Returns these."""
    path = root / FILE
    path.parent.mkdir(exist_ok=True)
    names = ("play_area", "summary", "first", "second", "page", "help")
    path.write_text(SCHEMA + rows.format(**dict.fromkeys(names, "000000")) + checked, "utf-8")
    site = site_of(root)
    short = site.plan.points["play"]
    what = ("term play-area", "summary", "priority 1", "priority 2", "page", "help emergency")
    now = {
        name: fingerprint_of(words_of(site, short, one) or "")
        for name, one in zip(names, what, strict=True)
    }
    path.write_text(SCHEMA + rows.format(**now) + checked, "utf-8")
    return now


def site_of(root: Path) -> Site:
    """The small plan's site as it is now."""
    return Site(load_plan(root, TODAY), root, "https://plan.example.org/")


def shown(root: Path, address: str = AT) -> str:
    """The words of a page that is made from data, in one line."""
    site = site_of(root)
    page = site.made[address]
    return text(fromstring(f"<div>{site.render(page.macro, page, page.arguments)}</div>"))


def test_a_page_tells_what_it_is_about_what_was_planned_that_it_is_over_and_what_to_do(
    plan: Path, check: Check
) -> None:
    write(plan)
    assert check() == (0, [])
    assert shown(plan).removeprefix(
        "Play in short These are the main points, in short words. "
    ) == (
        "People with a learning disability should check these words. Nobody has done that yet."
        " What it is about A play area is a place to play outside."
        " This part was about places to play. It was for children."
        " What was planned The plan’s main aims were for April 2030 to March 2031."
        " 2 new places were to come. The lights were to stay on for longer."
        " The report does not say which lights."
        " What you can do now You can read the longer page."
        " Is a life in danger? Call at once. Emergency services : call 999"
        " You can print this page."
    )


def test_once_the_plans_time_has_passed_its_page_says_so(plan: Path) -> None:
    write(plan)
    about = plan / "data/plan.yml"
    passed = about.read_text("utf-8").replace("priorities_to: 2031-03", "priorities_to: 2030-05")
    about.write_text(passed, "utf-8")
    assert "April 2030 to May 2030. That time is over ." in shown(plan)


def test_help_comes_first_where_the_chapter_has_help(plan: Path) -> None:
    write(plan)
    chapter = plan / "data/chapters/play.yml"
    helped = chapter.read_text("utf-8").replace("priorities:", "help: [emergency]\npriorities:", 1)
    chapter.write_text(helped, "utf-8")
    said = shown(plan)
    assert said.index("Get help now Emergency services : call 999") < said.index("What it is about")


def test_a_page_to_go_to_stands_behind_the_row_that_rests_on_it(plan: Path) -> None:
    doing = "look:\n  do: Look at the map.\n  address: https://maps.example.org/play\n  source: https://www.example.org/maps\n  read: 2030-01-02\n  checked: not yet\n  review: 2031-01-02\n  chapters: [play]\n"
    (plan / "data/do-now.yml").write_text(doing, "utf-8")
    write(
        plan,
        ROWS.replace(
            "Call at once.\n    rests: [help emergency ({help})]",
            "Look first.\n    rests: [now look]",
        ),
    )
    assert "Is a life in danger? Look first. maps.example.org" in shown(plan)


def test_the_long_page_leads_to_the_short_words_and_no_other_does(plan: Path) -> None:
    write(plan)
    site = site_of(plan)
    led = {
        address
        for address, page in site.every.items()
        if "in-short" in site.fill("partials/in_short_link.html", page=page)
    }
    assert led == {"/chapters/play/"}


@pytest.mark.parametrize(
    "rest", ["priority 3", "priority 0", "term swing", "help nobody", "now nothing", "after all"]
)
def test_what_short_words_rest_on_has_to_be_there(plan: Path, check: Check, rest: str) -> None:
    write(plan, ROWS.replace("priority 2 ({second})", rest))
    assert check() == (
        1,
        [
            f"{FILE}:13:13: this row rests on '{rest}', which is not there, or is not of this page. Name what it rests on, or take the row away."
        ],
    )


@pytest.mark.parametrize("file", ["data/chapters/play.yml", "docs/chapters/play.md"])
def test_whoever_changes_the_long_page_is_told_which_rows_to_read_again(
    plan: Path, check: Check, file: str
) -> None:
    now = write(plan)
    path = plan / file
    changed = path.read_text("utf-8")
    for old in ("stay on for longer.", "Children play."):
        changed = changed.replace(old, f"{old} Or not.")
    path.write_text(changed, "utf-8")
    told = [line for line in check()[1] if FILE in line]
    rows = {"data/chapters/play.yml": [("priority 2", 13)]}.get(file, [("page", 15), ("page", 18)])
    assert [line.partition(": warning: ")[0] for line in told] == [
        f"{FILE}:{row}:13" for _, row in rows
    ]
    for (what, _), line in zip(rows, told, strict=True):
        assert f"'{what}' is worded otherwise now than when this row was written." in line
        assert not any(f"({known})" in line for known in now.values())


def test_what_the_check_says_to_write_is_right(plan: Path, check: Check) -> None:
    now = write(plan)
    path = plan / FILE
    path.write_text(path.read_text("utf-8").replace(f" ({now['first']})", ""), "utf-8")
    ((said, line),) = [line.rsplit(" Write: ", 1) for line in check()[1]]
    assert "nothing here says how 'priority 1' was worded when this row was written." in said
    path.write_text(
        path.read_text("utf-8").replace("[priority 1]", f"[{line.rstrip('.')}]"), "utf-8"
    )
    assert check() == (0, [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "It was for children.",
            f"It was for {'very ' * 13}young children.",
            "a sentence has 18 words.",
        ),
        ("It was for children.", "One. Two. Three.", "this row has 3 sentences."),
        ("It was for children.", "It was for children (and some others).", "'(' stands here."),
        (
            "  - say: It was for children.\n    rests: [summary ({summary})]\n",
            "",
            "there are 7 rows.",
        ),
        (
            "It was for children.",
            f"{'This is rather long for a short sentence. ' * 2}",
            "",
        ),
    ],
)
def test_short_words_that_are_hard_are_told(
    plan: Path, check: Check, old: str, new: str, said: str
) -> None:
    write(plan, ROWS.replace(old, new))
    status, told = check()
    assert status == 0
    assert len(told) == (1 if said else 0)
    assert all(f": warning: {said}" in line for line in told)


def test_sentences_that_are_long_on_average_are_told_once(plan: Path, check: Check) -> None:
    write(plan, ROWS.replace("say: ", "say: As far as anybody knows today, "))
    ((_, told),) = [line.split(": warning: ") for line in check()[1]]
    assert told.startswith("the sentences have 11.4 words on average.")


def test_one_sentence_stands_on_three_pages_at_most(plan: Path, check: Check) -> None:
    write(plan)
    rows = (plan / FILE).read_text("utf-8")
    for name in ("walking", "libraries", "plan"):
        (plan / f"data/in-short/{name}.yml").write_text(rows, "utf-8")
    told = [line for line in check()[1] if "this sentence stands on 4 pages" in line]
    assert {line.partition(":")[0] for line in told} == {"data/in-short/walking.yml"}


def test_a_label_is_for_the_words_that_people_have_seen_and_no_others(
    plan: Path, check: Check
) -> None:
    write(plan)
    print_of_all = site_of(plan).plan.points["play"].fingerprint
    seen = "checked:\n  by: Anytown Voices\n  date: 2030-05-01\n  changed: One hard word went.\n  fingerprint: {}\n"
    write(plan, checked=seen.format(print_of_all))
    assert check() == (0, [])
    assert "Easy Read. Anytown Voices looked at these words on 1 May 2030." in shown(plan)
    write(
        plan,
        ROWS.replace("It was for children.", "It was for all."),
        checked=seen.format(print_of_all),
    )
    assert "Easy Read" not in shown(plan)
    assert "Nobody has done that yet." in shown(plan)
    ((_, told),) = [line.split(": warning: ") for line in check()[1]]
    now = site_of(plan).plan.points["play"].fingerprint
    assert told.endswith(f"Let people look again. Then write: {now}.")


def test_other_formats_say_what_is_known_of_them(plan: Path) -> None:
    write(plan)
    page = plan / "docs/other-formats.md"
    page.write_text(f"{page.read_text('utf-8')}\n{{{{ in_short_pages() }}}}\n", "utf-8")
    (plan / "docs/in-short.md").write_text("# In short\n\nShort words.\n", "utf-8")
    site = site_of(plan)
    said = text(fromstring(site.render("in_short_pages", site.every["/other-formats/"])))
    assert said == (
        "1 pages are in short words . People with a learning disability have not checked them."
        " So none of them is called Easy Read."
    )
