"""Editors' jobs, done as CONTRIBUTING.md says, on a copy of the plan: what readers get of each, and that nothing else changes.

The steps come from CONTRIBUTING.md itself (recipes.py). Here stands what must come of them: the pages, the change in
plain words, the addresses, and which built files differ. Then each mistake that a recipe explains is made, and mended.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

import pages as shared
import pytest
import yaml
from lxml import html
from pages import EDITION, chapters_in_data, contents, copy_project
from programs import git
from recipes import GUIDE, OutdatedError, Recipe, Step, recipes

from macros.commands.check import problems_of
from macros.pages.changes import addresses, page_changes
from macros.pages.site import PLACEHOLDER, Site
from macros.plan.changes import changes
from macros.plan.load import load_plan
from macros.plan.today import epoch_of
from macros.proof.pages import Pages, heading_faults, joined, link_faults

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A day after all examples: none of their dates is still to come.
TODAY = date(2027, 3, 1)
RECIPES = recipes()

Mend = Callable[[], None]
Wrong = Callable[[Path], tuple[Mend, "Spoilt"]]
Spoilt = dict[str, range]  # the lines that were made wrong, by their file; none if no line was


@dataclass(frozen=True)
class Job:
    """What must come of a recipe.

    `seen` and `gone` are words on a page, by its address; `told` is the change in plain words, all of it; `new` are the
    pages that come; `derived` the built files that differ, as patterns, and so may the pages
    that link to `names`. Of those in `framed` only what stands around the page's own content differs. `mistakes` are the messages that the recipe
    explains, each with what an editor did wrong.
    """

    seen: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    derived: tuple[str, ...]
    mistakes: dict[str, Wrong]
    gone: tuple[tuple[str, str], ...] = ()
    names: str = ""
    framed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


# Mistakes: each is made in a file, and gives back what mends it


def typed(file: str, right: str, wrong: str, *more: str) -> Wrong:
    """Wrong words in place of the right ones, in one file or in more of them."""
    edits = [(file, right, wrong), *zip(more[::3], more[1::3], more[2::3], strict=True)]

    def make(root: Path) -> tuple[Mend, Spoilt]:
        if missing := [name for name, _, _ in edits if not (root / name).is_file()]:
            raise OutdatedError(
                f"tests/test_recipes.py: {missing[0]} is not there. Spoil something else",
                missing[0],
            )
        before = {root / name: (root / name).read_text(encoding="utf-8") for name, _, _ in edits}
        spoilt = {}
        for name, old, new in edits:
            text = (root / name).read_text(encoding="utf-8")
            if text.count(old) != 1:
                raise OutdatedError(
                    f"tests/test_recipes.py: {name} has {text.count(old)} times, not once: {old}. Spoil something else"
                )
            (root / name).write_text(text.replace(old, new), encoding="utf-8")
            first = text[: text.index(old)].count("\n") + 1
            spoilt[name] = range(first, first + len(new.splitlines()))
        return (
            lambda: (
                [path.write_text(text, encoding="utf-8") for path, text in before.items()] and None
            ),
            spoilt,
        )

    return make


def without(file: str) -> Wrong:
    """A step is forgotten: the file stays as it was, or is not there."""

    def make(root: Path) -> tuple[Mend, Spoilt]:
        done = (root / file).read_text(encoding="utf-8")
        (root / file).unlink()
        if (EDITION / file).is_file():
            shutil.copy2(EDITION / file, root / file)
        return lambda: (root / file).write_text(done, encoding="utf-8") and None, {}

    return make


def renamed(file: str, name: str) -> Wrong:
    """A file gets another name."""

    def make(root: Path) -> tuple[Mend, Spoilt]:
        (root / file).rename(root / file.replace(Path(file).name, name))
        return lambda: (root / file.replace(Path(file).name, name)).rename(root / file) and None, {}

    return make


def deleted(*files: str) -> Wrong:
    """Files are deleted."""

    def make(root: Path) -> tuple[Mend, Spoilt]:
        before = {root / file: (root / file).read_text(encoding="utf-8") for file in files}
        for path in before:
            path.unlink()
        return (
            lambda: (
                [path.write_text(text, encoding="utf-8") for path, text in before.items()] and None
            ),
            {},
        )

    return make


def untold(file: str) -> Wrong:
    """The update line at the end of a chapter is forgotten."""

    def make(root: Path) -> tuple[Mend, Spoilt]:
        done = (root / file).read_text(encoding="utf-8")
        (root / file).write_text(done[: done.index("\nupdates:\n") + 1], encoding="utf-8")
        return lambda: (root / file).write_text(done, encoding="utf-8") and None, {}

    return make


LETTER = "data/papers/letter-2027.yml"
HEAD = "title: Letter of the boards on changes to the plan\nshort: Letter of 1 March 2027\nkind: letter\npublisher: County Durham Care Partnership\n"
NEW_PAPER = "The paper “Letter of the boards on changes to the plan”: is new."
RESPIRATORY, FEEDBACK = "data/chapters/respiratory.yml", "data/feedback/short-breaks.yml"
MENTAL_HEALTH, REPORT = (
    "mental-health-and-learning-disabilities",
    "data/highlight-reports/2021-Q4/mental-health-and-learning-disabilities.yml",
)
CARERS, CARERS_PAGE = "data/chapters/carers.yml", "docs/chapters/carers.md"
ORAL, FRAILTY, PALLIATIVE, HEARING = (
    f"data/chapters/{id_}.yml"
    for id_ in ("oral-health", "ageing-well-frailty", "palliative-care", "hearing")
)
REASON = "reason:\n  plain: >-\n    The partners moved this work into the chapter on personalised care.\n  date: 2026-03-01\n"
FIRST = """priorities:
  - number: 1
    heading: Train more care home staff
    plain: >-
      The partners planned training in care at the end of life for more people who work in
      care homes.
    words:
      - >-
        Extend end of life training to the care home workforce.
    source: letter-2027 4
    terms: [workforce]
"""
NOTE = """  - title: A word too many about staff and money
    date: 2026-11-21
    priority: 3
    words:
      - "Funding for More staffing resource required would be required."
    source: 2021-report appendix-3-respiratory-3
    doubt: The word "required" stands here twice.
"""
SUGAR = "  - number: 2\n    heading: Offer a choice of sugar free foods\n"
TERM = "  term: Young carer\n  also: [young carers]\n  plain: >-\n    A child or young person who looks after someone at home.\n"
SHORTER = "- date: 2027-03-01\n  what: The introduction of two boards was made shorter.\n"
UPDATED = "gains one update: The chapter was brought up to date."
LINE = "The chapter was brought up to date."

# The built files in which a chapter's change, told by an update, is seen.
LISTS = (
    "boards/index.html",
    "chapters/index.html",
    "index.html",
    "leads/index.html",
    "priorities/index.html",
    "search/*",
    "sitemap.xml",
    "updates/*",
)


def around(chapter: str, stage: str, board: str, *more: str) -> tuple[str, ...]:
    """The chapter's own pages, those of its group and board, the lists of all chapters, and more."""
    own = (
        f"chapters/{chapter}/*",
        f"have-your-say/{chapter}/index.html",
        f"partners/{chapter}/index.html",
    )
    return (*own, f"partners/{stage}/index.html", f"{stage}/*", f"boards/{board}/*", *LISTS, *more)


def of_groups(
    *stages: str, places: tuple[str, ...] = ("chapters", "have-your-say", "partners")
) -> tuple[str, ...]:
    """The pages of all chapters of groups: each shows its group's arches."""
    chapters = [
        id_
        for id_, chapter in chapters_in_data().items()
        if chapter["stage"] in stages and chapter["status"] != "retired"
    ]
    return tuple(f"{place}/{id_}/index.html" for id_ in chapters for place in places)


STAGES = (*shared.load("stages"),)
PRIMARY, QUESTIONS, KITS = (
    "primary-community-and-social-care",
    "questions/index.html",
    ("partners/partners.csv", "partners/partners.json"),
)
AROUND_CARERS = around("carers", "whole-life-course", PRIMARY)
AROUND_ORAL = around("oral-health", "whole-life-course", PRIMARY, QUESTIONS)

# Chapters that the jobs tell of: an editor may give one another title.
TITLES = {
    "Carers": "carers",
    "Shorter waits": "shorter-waits",
    "Oral Health": "oral-health",
    "Ageing Well (frailty)": "ageing-well-frailty",
    "Palliative Care": "palliative-care",
    "Respiratory": "respiratory",
    "Mental Health": "mental-health",
}

JOBS: dict[str, Job] = {
    "Change a sentence": Job(
        seen=(("/chapters/carers/", "Its priorities do not name young carers."),),
        gone=(("/chapters/carers/", "Its priorities do not mention young carers."),),
        told=("Carers, its page: is reworded.",),
        derived=("chapters/carers/index.html", "search/index.json"),
        mistakes={
            "no page stands at 'dementa.md'": typed(CARERS_PAGE, "(dementia.md)", "(dementa.md)"),
            "'words.md' has no anchor 'okenden'": typed(
                CARERS_PAGE,
                "This chapter was about you.",
                "This chapter was about [you](../words.md#okenden).",
            ),
            "the heading 'In plain words' is a second main heading": typed(
                CARERS_PAGE, "## In plain words", "# In plain words"
            ),
            "a macro stands alone": typed(
                CARERS_PAGE, "{{ chapter_priorities() }}\n\n", "{{ chapter_priorities() }}\n"
            ),
        },
    ),
    "Change a lead": Job(
        seen=(
            ("/chapters/carers/", "Sarah Lee"),
            ("/leads/", "Sarah Lee"),
            ("/chapters/carers/", LINE),
        ),
        gone=(("/chapters/carers/", "Rachael Mawston"), ("/leads/", "Rachael Mawston")),
        told=(
            "Carers: the lead changes from Rachael Mawston to Sarah Lee.",
            f"Carers: {UPDATED}",
            "Rachael Mawston: is gone.",
            "The promise of addresses: the redirects gain “/leads/#rachael-mawston leads to /leads/”.",
        ),
        derived=(*AROUND_CARERS, QUESTIONS),
        mistakes={
            "a lead is 'sarah-leigh'": typed(CARERS, "[sarah-lee]", "[sarah-leigh]"),
            "warning: no chapter names the person 'rachael-mawston'": without("data/people.yml"),
            "'/leads/#rachael-mawston' was published": without("data/addresses.yml"),
            "'2021-report appendix-2-carers' has Rachael Mawston": untold(CARERS),
        },
    ),
    "Name two leads": Job(
        seen=(
            ("/chapters/carers/", "Sarah Lee"),
            ("/chapters/carers/", "Rachael Mawston"),
            ("/leads/", "Rachael Mawston"),
            ("/updates/", LINE),
        ),
        told=("Carers: the leads gain Sarah Lee.", f"Carers: {UPDATED}"),
        derived=(*AROUND_CARERS, QUESTIONS),
        mistakes={
            "a text stands here where a list belongs": typed(
                CARERS, "[rachael-mawston, sarah-lee]", "rachael-mawston, sarah-lee"
            )
        },
    ),
    "Name a new person": Job(
        seen=(
            ("/chapters/shorter-waits/", "Jo Bell"),
            ("/chapters/shorter-waits/", "Letter of 1 March 2027"),
            ("/leads/", "Jo Bell"),
        ),
        told=(
            "Shorter waits: the leads gain Jo Bell.",
            f"Shorter waits: {UPDATED}",
            "Jo Bell: is new.",
        ),
        derived=around("shorter-waits", "enablers", "acute-care", QUESTIONS),
        mistakes={
            "a lead is 'jo-bell'": without("data/people.yml"),
            "the id of Jo Bell is 'jo'. Use 'jo-bell'.": typed(
                "data/people.yml",
                "jo-bell:",
                "jo:",
                "data/chapters/shorter-waits.yml",
                "jo-bell]",
                "jo]",
            ),
        },
    ),
    "Change a priority's plain words": Job(
        seen=(("/chapters/oral-health/", "The report names no places."),),
        gone=(("/chapters/oral-health/", "The report does not say where."),),
        told=("Oral Health: the plain words of priority 2 are reworded.",),
        derived=("chapters/oral-health/index.html", "search/index.json"),
        mistakes={
            "'plain' is missing. Add a line 'plain:'.": typed(
                ORAL, f"{SUGAR}    plain: >-\n", SUGAR
            ),
            "a colon and a blank stand where no new name can begin": typed(
                ORAL,
                "plain: >-\n      The partners planned that people",
                "plain: Sugar free: people",
            ),
        },
    ),
    "Change a priority": Job(
        seen=(
            ("/chapters/respiratory/", "how to support patients out of hours and on weekends."),
            ("/chapters/respiratory/", LINE),
        ),
        gone=(
            ("/chapters/respiratory/", "Funding for More staffing"),
            ("/priorities/", "Funding for More staffing"),
            ("/questions/", "A word too many about staff and money"),
        ),
        told=(
            "Respiratory: the plain words of priority 3 are reworded.",
            "Respiratory: priority 3 is reworded.",
            "Respiratory: the source of priority 3 changes from “2021 report, row 7 of Appendix 3” to “Letter of 1 March 2027, paragraph 2”.",
            "Respiratory: loses one note: A word too many about staff and money.",
            f"Respiratory: {UPDATED}",
            NEW_PAPER,
        ),
        derived=around(
            "respiratory", "living-well", "acute-care", QUESTIONS, "read-across/index.html"
        ),
        mistakes={
            "'...' does not stand in priority 3.": typed(
                RESPIRATORY, "updates:\n", f"{NOTE}updates:\n"
            ),
            "the paper is 'letter-2027'": deleted(LETTER),
            "these words part from 'letter-2027 2' behind": typed(
                RESPIRATORY,
                "- >-\n        Covid Virtual Ward: Explore",
                "- >-\n        Covid Virtual Wards: Explore",
            ),
        },
    ),
    "Put priorities in another order": Job(
        seen=(
            ("/chapters/oral-health/", "16.2 Put mouth care into healthy schools work"),
            ("/chapters/oral-health/", "16.3 Offer a choice of sugar free foods"),
            ("/priorities/", "16.3 Offer a choice"),
        ),
        gone=(("/chapters/oral-health/", "16.2 Offer a choice"),),
        told=(
            "Oral Health: priority 2 becomes number 3.",
            "Oral Health: priority 3 becomes number 2.",
            "Oral Health: the priority of the note “A dash without a space” changes from “2” to “3”.",
            "Oral Health: the priority of the note “Which healthy schools framework” changes from “3” to “2”.",
            f"Oral Health: {UPDATED}",
        ),
        derived=AROUND_ORAL,
        mistakes={
            "priority 3 stands where 2 belongs": typed(
                ORAL, "number: 2\n    heading: Put", "number: 3\n    heading: Put"
            ),
            "'...' does not stand in priority 2. Copy the plan's words.": typed(
                ORAL,
                "    priority: 3\n    words:\n      - ",
                "    priority: 2\n    words:\n      - ",
            ),
        },
    ),
    "Add a priority": Job(
        seen=(
            ("/chapters/ageing-well-frailty/", "11.8 Help more people stay active"),
            ("/priorities/", "Extend strength and balance provision"),
            ("/chapters/ageing-well-frailty/", "An eighth came later."),
        ),
        told=(
            "Ageing Well (frailty): gains one priority: 8 “Help more people stay active”.",
            "Ageing Well (frailty): the doubt of the note “Seven priorities, not three” is reworded.",
            f"Ageing Well (frailty): {UPDATED}",
            NEW_PAPER,
        ),
        derived=around(
            "ageing-well-frailty", "ageing-well", PRIMARY, QUESTIONS, "editions/index.html"
        ),
        mistakes={
            "priority 9 stands where 8 belongs": typed(FRAILTY, "number: 8", "number: 9"),
            "a word explained here is 'provide'": typed(FRAILTY, "[provider]", "[provide]"),
        },
    ),
    "Lift a chapter from on hold": Job(
        seen=(
            ("/chapters/palliative-care/", "12.1 Train more care home staff"),
            ("/priorities/", "12.1 Train more care home staff"),
            ("/boards/acute-care/", "Palliative Care"),
        ),
        gone=(("/priorities/", "A chapter on hold has none"),),
        told=(
            "Palliative Care: is no longer on hold, and gains one priority: 1 “Train more care home staff”.",
            "Palliative Care: the reason is taken away.",
            "Palliative Care: the summary is reworded.",
            f"Palliative Care: {UPDATED}",
            NEW_PAPER,
            "The page /priorities/: is reworded.",
        ),
        derived=around(
            "palliative-care",
            "ageing-well",
            "acute-care",
            "12/index.html",
            "editions/index.html",
            "read-across/index.html",
            *KITS,
        ),
        mistakes={
            "a current chapter needs no reason": typed(
                PALLIATIVE, "status: current\n", f"status: current\n{REASON}"
            ),
            "a current chapter has no priorities": typed(PALLIATIVE, FIRST, "priorities: []\n"),
        },
    ),
    "Add a chapter": Job(
        seen=(
            ("/chapters/hearing/", "23.1 Offer hearing tests closer to home"),
            ("/", "Hearing"),
            ("/chapters/", "Hearing"),
            ("/living-well/", "Hearing"),
            ("/boards/primary-community-and-social-care/", "Hearing"),
            ("/leads/", "Hearing"),
            ("/search/", "Hearing aid"),
        ),
        told=("Hearing: is new.", NEW_PAPER, "Hearing, its page: is new."),
        new=("/chapters/hearing/", "/have-your-say/hearing/", "/partners/hearing/"),
        framed=("[!0-9]*.html", "404.html"),
        derived=(
            "[0-9]*/index.html",
            "chapters/hearing/*",
            "have-your-say/hearing/index.html",
            "partners/hearing/index.html",
            "partners/qr/hearing.*",
            "assets/share/*.png",
            ".htaccess",
            "_redirects",
            "nginx-redirects.conf",
            "staticwebapp.config.json",
            "search/*",
            "sitemap.xml",
            "site-map/index.html",
            *KITS,
            *(
                f"{name}/index.html"
                for name in (
                    "boards",
                    f"boards/{PRIMARY}",
                    "chapters",
                    "editions",
                    "have-your-say",
                    "leads",
                    "living-well",
                    "partners",
                    "partners/plan",
                    "priorities",
                    "read-across",
                    "updates",
                )
            ),
            "index.html",
            *(f"partners/{stage}/index.html" for stage in STAGES),
            *of_groups(*STAGES, places=("chapters", "partners")),
        ),
        mistakes={
            "there is no docs/chapters/hearing.md for 'hearing'": without(
                "docs/chapters/hearing.md"
            ),
            "there is no data/chapters/hearing.yml for this page": without(HEARING),
            "number 13 belongs to data/chapters/carers.yml already. Use 23": typed(
                HEARING, "number: 23", "number: 13"
            ),
            "number 24 leaves a gap": typed(HEARING, "number: 23", "number: 24"),
            "stage is 'living-wel'": typed(HEARING, "stage: living-well", "stage: living-wel"),
        },
    ),
    "Rename a chapter": Job(
        seen=(
            ("/chapters/carers/", "Unpaid carers"),
            ("/", "Unpaid carers"),
            ("/chapters/", "Unpaid carers"),
            ("/have-your-say/carers/", "Unpaid carers"),
            ("/partners/carers/", "Unpaid carers"),
        ),
        told=(
            "Carers: the title changes from “Carers” to “Unpaid carers”.",
            "Carers: the other names gain “Carers”.",
            f"Carers: {UPDATED}",
        ),
        names="/chapters/carers/",
        derived=(
            *AROUND_CARERS,
            QUESTIONS,
            "13/index.html",
            "have-your-say/index.html",
            "partners/index.html",
            "read-across/index.html",
            "site-map/index.html",
            *KITS,
        ),
        mistakes={"the related chapter is 'carers'": renamed(CARERS, "unpaid-carers.yml")},
    ),
    "Move a chapter to another group": Job(
        seen=(
            ("/living-well/", "Oral Health"),
            ("/whole-life-course/", "“oral health” is now here: Living Well"),
        ),
        told=(
            "Oral Health: the group changes from “Whole life course” to “Living Well”.",
            f"Oral Health: {UPDATED}",
            "The promise of addresses: the redirects gain “/whole-life-course/#oral-health leads to /living-well/#oral-health”.",
        ),
        derived=(
            *AROUND_ORAL,
            "[0-9]*/index.html",
            "living-well/*",
            "partners/living-well/index.html",
            "partners/index.html",
            "partners/plan/index.html",
            "have-your-say/index.html",
            "site-map/index.html",
            "assets/share/*.png",
            *KITS,
            *of_groups("living-well", "whole-life-course"),
        ),
        mistakes={
            "stage is 'living-wel'": typed(ORAL, "stage: living-well", "stage: living-wel"),
            "'/whole-life-course/#oral-health' was published, and that page has no such anchor": without(
                "data/addresses.yml"
            ),
        },
    ),
    "Retire a chapter": Job(
        seen=(
            (
                "/chapters/carers/",
                "The partners moved this work into the chapter on personalised care.",
            ),
            ("/chapters/", "Retired chapters"),
        ),
        gone=(("/priorities/", "13.1"),),
        told=(
            "Carers: is retired.",
            "Carers: the reason is added.",
            f"Carers: {UPDATED}",
            "The promise of addresses: the redirects gain 4 entries.",
        ),
        derived=(
            *AROUND_CARERS,
            "editions/index.html",
            "have-your-say/index.html",
            "partners/index.html",
            "read-across/index.html",
            *KITS,
        ),
        mistakes={
            "the chapter is retired without a reason": typed(
                CARERS, f"status: retired\n{REASON}", "status: retired\n"
            ),
            "a retired chapter says since when. Add a line 'date:' here.": typed(
                CARERS, REASON, REASON.replace("  date: 2026-03-01\n", "")
            ),
            "'/priorities/#carers' was published, and that page has no such anchor": without(
                "data/addresses.yml"
            ),
            "number 22 leaves a gap: no chapter has number 13": deleted(CARERS, CARERS_PAGE),
        },
    ),
    "Add a board": Job(
        seen=(
            ("/boards/communities/", "Communities Partnership Board"),
            ("/boards/communities/", "Carers"),
            ("/boards/", "Communities Partnership Board"),
            ("/chapters/carers/", "Communities Partnership Board"),
        ),
        told=(
            "Carers: the board changes from “Primary, Community and Social Care Partnership Board” to “Communities Partnership Board”.",
            f"Carers: {UPDATED}",
            "The board Communities Partnership Board: is new.",
            NEW_PAPER,
            "The promise of addresses: the redirects are reworded.",
            "The page /boards/communities/: is new.",
        ),
        new=("/boards/communities/",),
        derived=(
            *AROUND_CARERS,
            "boards/communities/*",
            "progress/index.html",
            "read-across/index.html",
            "site-map/index.html",
        ),
        mistakes={
            "there is no docs/boards/communities.md for 'communities'": without(
                "docs/boards/communities.md"
            ),
            "the board is 'comunities'": typed(CARERS, "board: communities", "board: comunities"),
        },
    ),
    "Add a word": Job(
        seen=(
            ("/words/", "A child or young person who looks after someone at home."),
            ("/chapters/carers/", "A child or young person who looks after someone at home."),
        ),
        told=(
            "Carers: the terms of priority 3 gain “Young carer”.",
            "The word “Young carer”: is new.",
        ),
        derived=("chapters/carers/index.html", "search/*", "words/index.html"),
        mistakes={
            "the explanation of 'Young carer' uses 'young carer' itself": typed(
                "data/terms.yml",
                "plain: >-\n    A child or young person who looks",
                "plain: >-\n    A young carer looks",
            ),
            "'source' is missing": typed(
                "data/terms.yml",
                f"{TERM}  source:\n    - https://www.nhs.uk/conditions/social-care-and-support-guide/\n",
                TERM,
            ),
            "'Carer' is explained under 'carer' already": typed(
                "data/terms.yml", "term: Young carer", "term: Carer"
            ),
            "a word explained here is 'carer-brake'": typed(
                CARERS, "terms: [carer, carer-break,", "terms: [carer, carer-brake,"
            ),
        },
    ),
    "Add a paper": Job(
        seen=(),
        told=(NEW_PAPER,),
        derived=(),
        mistakes={
            "'date' is missing. Add a line 'date:'.": typed(
                LETTER, f"{HEAD}date: 2027-03-01\n", HEAD
            ),
            "'jo.bell@example.org' is an e-mail address": typed(
                LETTER, "[e-mail address left out]", "jo.bell@example.org"
            ),
            "'letter-2027' has no paragraph '33'": typed(
                ORAL, "source: 2021-report appendix-3-oral-health-1", "source: letter-2027 33"
            ),
            "these words are quoted, and their source names no paragraph": typed(
                ORAL, "source: 2021-report appendix-3-oral-health-1", "source: Letter of the boards"
            ),
        },
    ),
    "Add an update line": Job(
        seen=(
            ("/updates/", "The introduction of two boards was made shorter."),
            ("/boards/acute-care/", "They were hard to follow."),
            ("/leads/", "They were hard to follow."),
        ),
        told=(
            "The updates of the site: gains one update: The introduction of two boards was made shorter.",
        ),
        derived=(
            "boards/acute-care/*",
            "leads/index.html",
            "search/index.json",
            "sitemap.xml",
            "updates/*",
        ),
        mistakes={
            "'why' is missing. Add a line 'why:'.": typed(
                "data/updates.yml", f"{SHORTER}  why: They were hard to follow.\n", SHORTER
            ),
            "'1 March 2027' is not a date. Write year, month and day: 2026-11-21.": typed(
                "data/updates.yml", "2027-03-01", "1 March 2027"
            ),
            "'updates' stands here a second time": typed(
                CARERS, "    refs: [D16]\n", "    refs: [D16]\nupdates: []\nupdates: []\n"
            ),
            "no page stands at '/boards/acute/'.": typed(
                "data/updates.yml", "/boards/acute-care/,", "/boards/acute/,"
            ),
        },
    ),
    "Write a highlight report": Job(
        seen=(
            (f"/boards/{MENTAL_HEALTH}/2021-q4/", "Two of three teams use the model."),
            (f"/boards/{MENTAL_HEALTH}/2021-q4/", "The lead was away this quarter."),
            (f"/boards/{MENTAL_HEALTH}/2021-q4/", "20 January 2022"),
            ("/chapters/mental-health/", "Two of three teams use the model."),
            ("/progress/", "Mental Health"),
        ),
        told=(
            "The highlight report of Mental Health and Learning Disabilities Partnership Board for October to December 2021: is new.",
        ),
        new=(f"/boards/{MENTAL_HEALTH}/2021-q4/",),
        derived=(
            f"boards/{MENTAL_HEALTH}/*",
            "chapters/learning-disability-and-autism/index.html",
            "chapters/mental-health/index.html",
            "progress/index.html",
            "search/index.json",
            "site-map/index.html",
            "sitemap.xml",
            "assets/progress.css",
        ),
        mistakes={
            "the status 'on-track' stands without a sentence": typed(
                REPORT,
                "status: on-track\n        progress: More people were invited to a check.\n",
                "status: on-track\n",
            ),
            "'Fine' is not a whole sentence": typed(
                REPORT, "More people were invited to a check.", "Fine"
            ),
            "the chapter 'learning-disability-and-autism' of this board is missing": typed(
                REPORT,
                "chapters:\n  - chapter: learning-disability-and-autism\n    nothing: The lead was away this quarter.\n",
                "chapters:\n",
            ),
            "the status is 'on-trak'. Use one of": typed(
                REPORT, "status: on-track", "status: on-trak"
            ),
            "'dementia' is not a chapter of this board": typed(
                REPORT, "chapter: learning-disability-and-autism", "chapter: dementia"
            ),
            "'mental-health' has no priority 4": typed(REPORT, "number: 3", "number: 4"),
            "priority 1 of 'mental-health' is changed": typed(
                REPORT, "status: at-risk", "status: changed"
            ),
            "'Sarah Lee' is a person": typed(REPORT, "held_by: Chapter lead", "held_by: Sarah Lee"),
        },
    ),
    "Answer feedback": Job(
        seen=(
            ("/have-your-say/", "Carers said that breaks are too short to rest."),
            ("/have-your-say/", "The lead agreed, and asked the board for a change."),
            ("/chapters/carers/", "Short breaks"),
            (f"/boards/{PRIMARY}/", "Short breaks"),
        ),
        told=("The feedback theme “Short breaks”: is new.",),
        derived=(
            f"boards/{PRIMARY}/index.html",
            "chapters/carers/index.html",
            "have-your-say/carers/index.html",
            "have-your-say/index.html",
            "search/index.json",
        ),
        mistakes={
            "the chapter is 'carer'. Use one of": typed(
                FEEDBACK, "chapter: carers", "chapter: carer"
            ),
            "'carers' has no priority 9": typed(FEEDBACK, "priority: 1", "priority: 9"),
            "2062-01-20 is still to come": typed(FEEDBACK, "2027-01-20", "2062-01-20"),
            "2026-11-20 is earlier than 2026-12-03": typed(FEEDBACK, "2027-01-20", "2026-11-20"),
            "'Sarah Lee' is a person's name": typed(
                FEEDBACK, "by: The chapter lead", "by: Sarah Lee"
            ),
        },
    ),
    "Check a number to call": Job(
        seen=(
            (
                "/help/",
                "Samaritans’ own page on how to reach them, a copy without a date. Checked: 1 March 2027, and again by 1 September 2027.",
            ),
        ),
        told=(
            "The help line Samaritans: the day of a person’s check is added: “1 March 2027”.",
            "The help line Samaritans: the date of the next review changes from “26 February 2027” to “1 September 2027”.",
        ),
        derived=("help/index.html", "search/index.json"),
        mistakes={
            "this is 'yesterday'. Write the day on which a person rang the number": typed(
                "data/help.yml", "checked: 2027-03-01", "checked: yesterday"
            ),
            "'116 123 (free)' is not a number to call or text.": typed(
                "data/help.yml", 'number: "116 123"', "number: 116 123 (free)"
            ),
            "a way to help is 'samaritan'": typed(
                CARERS, "help: [nhs-111, samaritans,", "help: [nhs-111, samaritan,"
            ),
        },
    ),
    "Add words that mean danger": Job(
        seen=(),
        told=("The words that mean suicide in the search: the phrases gain “sleep forever”.",),
        derived=("search/index.html",),
        mistakes={
            "'sleep for ever :-(' is not a phrase that the search can look for.": typed(
                "data/danger.yml", "- sleep forever", "- sleep for ever :-("
            ),
            "a way to help is 'samaritan'": typed(
                "data/danger.yml",
                "help: [nhs-111, samaritans, emergency, shout, childline]\n  phrases:\n    - suicide",
                "help: [nhs-111, samaritan, emergency, shout, childline]\n  phrases:\n    - suicide",
            ),
        },
    ),
}
# What other tests try: a version that Git knows, and reports of several quarters.
ELSEWHERE = (
    "'mian' is no version",
    "priority 4 of 'cancer' is missing",
    "priority 1 of 'cancer' was complete",
    "this report goes to",
    "this report begins on",
    "the board received this report on",
)


# The plan before, and after each job


@pytest.fixture(scope="module", autouse=True)
def on_the_day_of_the_examples() -> Iterator[None]:
    """The day of the examples for all builds here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared, "EPOCH", epoch_of(TODAY))
        yield


@dataclass(frozen=True)
class State:
    """A plan, its files and what the check says of it."""

    root: Path
    site: Site
    problems: tuple[str, ...]

    @classmethod
    def of(cls, root: Path) -> State:
        """The plan in a folder."""
        return cls(root, Site(load_plan(root, TODAY), root, PLACEHOLDER), said(root))


def said(root: Path) -> tuple[str, ...]:
    """Every problem and warning, with its place."""
    return tuple(str(problem) for problem in problems_of(root, TODAY))


def news(before: State, root: Path) -> list[str]:
    """What the check says of the plan in `root` that it did not say before. Its lines may have moved."""
    known = {re.sub(r":\d+:\d+:", ":", problem) for problem in before.problems}
    return [problem for problem in said(root) if re.sub(r":\d+:\d+:", ":", problem) not in known]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> State:
    """The plan before any job."""
    return State.of(copy_project(tmp_path_factory.mktemp("before") / "plan"))


@pytest.fixture(scope="module")
def built_before(before: State) -> Pages:
    """The site before any job."""
    return shared.build(before.root, before.root / "site")


@pytest.fixture
def whole_plan(tmp_path: Path) -> Path:
    """A copy of the plan, for one job."""
    return copy_project(tmp_path / "plan")


@contextmanager
def unless_the_plan_has_moved_on() -> Iterator[None]:
    """Editors may change what an example shows. That stops no one: the job is left out until the example is mended."""
    try:
        yield
    except OutdatedError as error:
        pytest.skip(str(error))


def follow(recipe: Recipe, root: Path) -> list[str]:
    """Do the recipe. Returns the files that it changed. Raises OutdatedError if an example does not fit the plan."""
    steps = [step for step in recipe.steps if step.kind != "block"]
    for step in steps:
        step.do(root)
    return sorted({step.file for step in steps})


def known(found: list[str]) -> list[str]:
    """What the check found. Raises OutdatedError if the plan no longer has what an example names, such as a lead or a chapter."""
    for problem in found:
        if re.search(r"Use one of: |: no page stands at ", problem):
            raise OutdatedError(f"CONTRIBUTING.md: an example names what is not there: {problem}")
    return found


def as_titled(text: str) -> str:
    """What is told of a chapter, with the title that it has today."""
    chapters = chapters_in_data()
    for title, id_ in TITLES.items():
        if id_ in chapters:
            text = re.sub(
                rf"^{re.escape(title)}(?=[:,]|$)", lambda _, id_=id_: chapters[id_]["title"], text
            )
    return text


def without_moved(told: str) -> str:
    """What is told of lines under `moved:` is told in other words once others stand there. That none vanishes is held apart."""
    return re.sub(r"^(The promise of addresses: the redirects) .*", r"\1", told)


# The jobs


def test_every_recipe_with_an_example_is_a_job_here() -> None:
    assert list(RECIPES) == list(JOBS)


@pytest.mark.parametrize("title", JOBS)
def test_a_job_done_by_its_recipe_gives_readers_what_it_should(
    title: str, before: State, built_before: Pages, whole_plan: Path
) -> None:
    job = JOBS[title]
    with unless_the_plan_has_moved_on():
        files = follow(RECIPES[title], whole_plan)
        found = known(news(before, whole_plan))
    assert found == []
    after = State.of(whole_plan)

    # Only the files that the recipe names differ.
    was, now = (
        contents(before.root / "data") | contents(before.root / "docs"),
        contents(whole_plan / "data") | contents(whole_plan / "docs"),
    )
    assert sorted(file for file in {*was, *now} if was.get(file) != now.get(file)) == sorted(
        file.partition("/")[2] for file in files
    )

    # What is told, and the addresses.
    told = [
        str(change)
        for change in (
            *changes(before.site.plan, after.site.plan),
            *page_changes(before.site, after.site),
        )
    ]
    assert [without_moved(line) for line in told] == [
        without_moved(as_titled(line)) for line in job.told
    ]
    found = addresses(before.site, after.site)
    assert (found.vanished, found.new) == ((), tuple(sorted(job.new)))

    # What readers get, and that all else stays byte for byte.
    site = shared.build(whole_plan, whole_plan / "site")
    for address, words in job.seen:
        assert as_titled(words) in shown(site, address), f"{address} does not say: {words}"
    for address, words in job.gone:
        assert words not in shown(site, address), f"{address} still says: {words}"
    was, built = contents(built_before.root), contents(site.root)
    assert set(was) - set(built) == set()
    changed = [file for file in built if built[file] != was.get(file)]
    framed = {
        file
        for file in changed
        if any(fnmatch(file, pattern) for pattern in job.framed)
        and own(was.get(file)) == own(built[file])
    }
    assert bool(framed) == bool(job.framed)
    changed = [file for file in changed if file not in framed]
    expected = [*(set(leading_to(built_before, job.names)) if job.names else ()), *job.derived]
    assert [
        file for file in changed if not any(fnmatch(file, pattern) for pattern in expected)
    ] == []
    assert [
        pattern for pattern in job.derived if not any(fnmatch(file, pattern) for file in changed)
    ] == []
    assert [*link_faults(site), *(fault for page in site for fault in heading_faults(page))] == []


def leading_to(site: Pages, address: str) -> Iterator[str]:
    """The files of the pages that have a link to an address."""
    return (
        page.path.relative_to(site.root).as_posix()
        for page in site
        if site.at(address) in {urldefrag(link).url for link in page.links(page.one("main"))}
    )


def own(page: bytes | None) -> bytes | None:
    """What stands in a page between its header and its footer, with every sign; None if there is no page."""
    return page and html.tostring(html.document_fromstring(page.decode()).cssselect("main")[0])


def shown(site: Pages, address: str) -> str:
    """The words of a page, without its header and footer."""
    main: HtmlElement = site[address].one("main")
    return joined(" ".join(main.itertext()))


def test_a_job_in_a_clean_clone_by_the_commands_that_editors_have(tmp_path: Path) -> None:
    """By Git and the command line alone, as on an editor's own machine."""
    title, origin, clone = "Change a lead", copy_project(tmp_path / "origin"), tmp_path / "clone"
    git(origin, "init", "--quiet", "--initial-branch=main")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "--message=Begin")
    git(tmp_path, "clone", "--quiet", str(origin), str(clone))
    with unless_the_plan_has_moved_on():
        follow(RECIPES[title], clone)
    checked = shared.run(clone, "macros", "check", "--base", "main")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    told = shared.run(clone, "macros", "changes", "--base", "main")
    assert told.returncode == 0, told.stderr
    for line in JOBS[title].told:
        assert without_moved(as_titled(line)) in told.stdout
    made = shared.run(clone, "macros", "build")
    assert made.returncode == 0, made.stdout + made.stderr
    site = Pages(clone / "site")
    assert all(words in shown(site, address) for address, words in JOBS[title].seen)


# The mistakes


@pytest.mark.parametrize("title", JOBS)
def test_each_mistake_is_told_as_the_recipe_explains_and_mended_leaves_nothing(
    title: str, before: State, whole_plan: Path
) -> None:
    recipe = RECIPES[title]
    with unless_the_plan_has_moved_on():
        follow(recipe, whole_plan)
        known(news(before, whole_plan))
    done = contents(whole_plan / "data") | contents(whole_plan / "docs")
    for message, make in JOBS[title].mistakes.items():
        with unless_the_plan_has_moved_on():
            mend, spoilt = make(whole_plan)
        found = news(before, whole_plan)
        explained = next(
            said
            for said in recipe.messages
            if said.startswith(message.partition("...")[0]) and message.split("...")[-1] in said
        )
        told = [problem for problem in found if pattern(explained).search(problem)]
        assert told, f"the recipe explains: {explained}\nthe check says: {found}"
        assert not spoilt or any(
            stands(problem) in [(file, line) for file, lines in spoilt.items() for line in lines]
            for problem in told
        ), f"told elsewhere than in {spoilt}: {told}"
        mend()
        assert contents(whole_plan / "data") | contents(whole_plan / "docs") == done
    assert news(before, whole_plan) == []


@pytest.mark.parametrize("title", JOBS)
def test_every_message_that_a_recipe_explains_is_tried(title: str) -> None:
    tried = (*(message.partition("...")[0] for message in JOBS[title].mistakes), *ELSEWHERE)
    assert [message for message in RECIPES[title].messages if not message.startswith(tried)] == []


def stands(problem: str) -> tuple[str, int]:
    """The file and the line of a problem as it is printed."""
    file, line, _ = problem.split(":", 2)
    return file, int(line)


def pattern(message: str) -> re.Pattern[str]:
    """A message as the recipes write it: `...` and `[...]` stand for any words."""
    parts = re.split(r"\[\.\.\.\]|\.\.\.", message)
    return re.compile(".*".join(re.escape(part) for part in parts))


# When the plan moves on


def test_a_recipe_that_no_longer_fits_says_what_to_mend(small_project: Path) -> None:
    step = Step(
        "diff",
        "data/chapters/play.yml",
        ("-status: current", "+status: retired", " no such line"),
        12,
    )
    with pytest.raises(
        OutdatedError,
        match=r"^CONTRIBUTING.md:12: the example shows a line that data/chapters/play.yml does not have, or has elsewhere: 'status: current'\. Show what stands there now\.$",
    ):
        step.do(small_project)


def outdated(root: Path, tmp: Path) -> dict[str, str]:
    """The files of a plan that are not as an example shows them, with what is said of it."""
    found = {}
    for number, recipe in enumerate(RECIPES.values()):
        copy = tmp / str(number)
        for folder in ("data", "docs"):
            shutil.copytree(root / folder, copy / folder)
        try:
            follow(recipe, copy)
        except OutdatedError as error:
            found[error.file] = f"{recipe.title}: {error}"
    return found


# So many files may differ from the examples: a third of those that the recipes name.
ENOUGH = len({step.file for recipe in RECIPES.values() for step in recipe.steps if step.file}) // 3


def test_most_examples_fit_the_plan_as_it_is(before: State, tmp_path: Path) -> None:
    """A few may wait until someone mends them. With more, the recipes would no longer be tried."""
    found = outdated(before.root, tmp_path)
    assert len(found) <= ENOUGH, "\n".join(found.values())


def test_a_chapter_that_many_examples_name_may_be_renamed(whole_plan: Path, tmp_path: Path) -> None:
    names = [
        step.file
        for recipe in RECIPES.values()
        for step in recipe.steps
        if step.kind == "diff" and step.file.startswith("data/chapters/")
    ]
    most = max(names, key=names.count)
    for file in (
        whole_plan / most,
        whole_plan / most.replace("data/", "docs/").replace(".yml", ".md"),
    ):
        if file.exists():
            file.rename(file.with_stem("another"))
    assert len(outdated(whole_plan, tmp_path)) <= ENOUGH


def test_a_second_update_goes_under_the_first(small_project: Path) -> None:
    update = next(step for step in RECIPES["Change a lead"].steps if step.kind == "update")
    update = replace(update, file="data/chapters/play.yml")
    update.do(small_project)
    update.do(small_project)
    text = (small_project / update.file).read_text(encoding="utf-8")
    assert text.count("updates:") == 1
    assert len(yaml.safe_load(text)["updates"]) == 2


def test_the_recipes_show_no_dates_from_after_their_own_day() -> None:
    assert (
        max(
            re.findall(
                r"date: (\d{4}-\d\d-\d\d)",
                "\n".join(
                    line
                    for recipe in RECIPES.values()
                    for step in recipe.steps
                    for line in step.lines
                ),
            )
        )
        <= TODAY.isoformat()
    )
    assert GUIDE.is_file()
