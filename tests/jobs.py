"""Editors' jobs, by the headings of their recipes in the handbook: what must come of each, and the mistakes in it.

All is told as of the third edition. On the sample plan, the same words stand for its own (tests/recipes-sample.yml).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pages as shared
from documents import pdf
from pages import chapters_in_data

if TYPE_CHECKING:
    from pathlib import Path

Word = Callable[[str], str]
Spoilt = dict[str, range]  # the lines that were made wrong, by their file; none if no line was


@dataclass(frozen=True)
class Place:
    """Where a job is done: the project, the same before the job, and what the job's words are there."""

    root: Path
    before: Path
    word: Word


Wrong = Callable[[Place], Spoilt]


@dataclass(frozen=True)
class Job:
    """What must come of a recipe.

    `seen` and `gone` are words on a page, by its address; `told` is the change in plain words, all of it; `new` are the
    pages that come; `derived` the built files of the third edition that differ, as patterns, and so may the pages
    that link to `names`. What its papers bring is told of the third edition alone: `in_papers`. Of those in `framed` only what stands around the page's own content differs. What the check warns of until
    more is done is `warned`. `mistakes` are the
    messages that the recipe explains, each with what an editor did wrong.
    """

    seen: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    derived: tuple[str, ...]
    mistakes: dict[str, Wrong]
    gone: tuple[tuple[str, str], ...] = ()
    names: str = ""
    framed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    in_papers: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()


# Mistakes: each is made in files, and says which lines are wrong


def typed(file: str, right: str, wrong: str, *more: str) -> Wrong:
    """Wrong words in place of the right ones, in one file or in more of them."""
    edits = [(file, right, wrong), *zip(more[::3], more[1::3], more[2::3], strict=True)]

    def make(place: Place) -> Spoilt:
        there = [tuple(map(place.word, edit)) for edit in edits]
        spoilt = {}
        for name, old, new in there:
            text = (place.root / name).read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{name} has {text.count(old)} times, not once: {old}"
            (place.root / name).write_text(text.replace(old, new), encoding="utf-8")
            first = text[: text.index(old)].count("\n") + 1
            if new:
                spoilt[name] = range(first, first + len(new.splitlines()))
        return spoilt

    return make


def told_elsewhere(wrong: Wrong) -> Wrong:
    """A mistake that the check tells where its consequences are."""

    def make(place: Place) -> Spoilt:
        wrong(place)
        return {}

    return make


def untold(file: str) -> Wrong:
    """The update line at the end of a chapter is forgotten."""

    def make(place: Place) -> Spoilt:
        path = place.root / place.word(file)
        text = path.read_text(encoding="utf-8")
        path.write_text(text[: text.index("\nupdates:\n") + 1], encoding="utf-8")
        return {}

    return make


def without(file: str) -> Wrong:
    """A step is forgotten: the file stays as it was, or is not there."""

    def make(place: Place) -> Spoilt:
        name = place.word(file)
        (place.root / name).unlink()
        if (place.before / name).is_file():
            shutil.copy2(place.before / name, place.root / name)
        return {}

    return make


def renamed(file: str, name: str) -> Wrong:
    """A file gets another name."""

    def make(place: Place) -> Spoilt:
        old = place.root / place.word(file)
        old.rename(old.with_name(place.word(name)))
        return {}

    return make


def deleted(*files: str) -> Wrong:
    """Files are deleted."""

    def make(place: Place) -> Spoilt:
        for file in files:
            (place.root / place.word(file)).unlink()
        return {}

    return make


def put(file: str, held: bytes) -> Wrong:
    """A file that can't be offered, or not as it is, comes with the others."""

    def make(place: Place) -> Spoilt:
        name = place.word(file)
        (place.root / name).write_bytes(held)
        return {name: range(1, 2)}

    return make


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
CARE = "https://www.nhs.uk/conditions/social-care-and-support-guide/"
TERM = "  term: Young carer\n  also: [young carers]\n  plain: >-\n    A child or young person who looks after someone at home.\n"
SHORTER = "- date: 2027-03-01\n  what: The introduction of two boards was made shorter.\n"
STRATEGY, ENTRY = "docs/chapters/carers-strategy.pdf", "title: Carers strategy\n    "
ON_THE_WEB = "address: https://www.example.org/carers-strategy.pdf"
AFTER, DO_NOW = "data/after.yml", "data/do-now.yml"
ON_CARERS = """
{}:
  subject: who
  now: Another board looks after it.
  source: https://www.example.org/boards/{}
  read: 2026-11-26
  checked: not yet
  review: 2027-05-26
  chapters: [carers]
"""
UPDATED = "gains one update: The chapter was brought up to date."
LINE = "The chapter was brought up to date."
# How many lines come under `moved:` makes other words of it. That no address vanishes is held apart.
PAPER = "data/papers/letter-2027.yml"
HEAD = "title: Letter of the boards on changes to the plan\nshort: Letter of 1 March 2027\nkind: letter\npublisher: County Durham Care Partnership\n"
LETTER = "The paper “Letter of the boards on changes to the plan”: is new."
MOVED = "The promise of addresses: gains ..."

# The built files in which a chapter's change, told by an update, is seen.
LISTS = (
    "boards/index.html",
    "chapters/index.html",
    "index.html",
    "leads/index.html",
    "priorities/index.html",
    "*search*",
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


# What tells of a way to write to somebody.
REACHED = ("*.html", "*search*", *KITS)
ASKED = (*REACHED, "*/feed.json", "*/feed.xml")


JOBS: dict[str, Job] = {
    "Change a sentence": Job(
        seen=(("/chapters/carers/", "Its priorities do not name young carers."),),
        gone=(("/chapters/carers/", "Its priorities do not mention young carers."),),
        told=("Carers, its page: is reworded.",),
        derived=("chapters/carers/index.html", "assets/search.json"),
        mistakes={
            "no page stands at 'dementa.md'": typed(CARERS_PAGE, "(dementia.md)", "(dementa.md)"),
            "'words.md' has no anchor 'okenden'": typed(
                CARERS_PAGE,
                "This chapter was about you.",
                "This chapter was about [you](../words.md#okenden).",
            ),
            "the heading 'More about it' is a second main heading": typed(
                CARERS_PAGE,
                "## More about it {#in-plain-words}",
                "# More about it {#in-plain-words}",
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
            "Rachael Mawston: is no longer among the people.",
            MOVED,
        ),
        derived=(*AROUND_CARERS, QUESTIONS),
        mistakes={
            "'2021-report appendix-2-carers' has Rachael Mawston": untold(CARERS),
            "a lead is 'sarah-leigh'": typed(CARERS, "[sarah-lee]", "[sarah-leigh]"),
            "warning: no chapter names the person 'rachael-mawston'": without("data/people.yml"),
            "'/leads/#rachael-mawston' was published": without("data/addresses.yml"),
        },
    ),
    "Name two leads": Job(
        seen=(
            ("/chapters/carers/", "Sarah Lee"),
            ("/chapters/carers/", "Rachael Mawston"),
            ("/leads/", "Rachael Mawston"),
            ("/updates/", LINE),
        ),
        told=("Carers: gains one lead: Sarah Lee.", f"Carers: {UPDATED}"),
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
            "Shorter waits: gains one lead: Jo Bell.",
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
    "Leave a chapter without a lead": Job(
        seen=(
            ("/chapters/carers/", "No lead at present, since 15 February 2027"),
            ("/priorities/", "No lead at present, since 15 February 2027"),
            ("/questions/", "No lead at present, since 15 February 2027"),
            ("/leads/", "No lead at present, since 15 February 2027"),
        ),
        gone=(("/chapters/carers/", "Rachael Mawston"), ("/leads/", "Rachael Mawston")),
        told=(
            "Carers: loses one lead: Rachael Mawston.",
            "Carers: the day since which there is no lead is added: “15 February 2027”.",
            f"Carers: {UPDATED}",
            "Rachael Mawston: is no longer among the people.",
            MOVED,
        ),
        derived=(*AROUND_CARERS, QUESTIONS),
        mistakes={
            "'/leads/#rachael-mawston' was published": without("data/addresses.yml"),
            "warning: no chapter names the person 'rachael-mawston'": without("data/people.yml"),
            "nobody leads this chapter.": typed(
                CARERS, "leads: []\nvacant_since: 2027-02-15\n", "leads: []\n"
            ),
            "somebody leads this chapter. Take this line away": typed(
                CARERS, "leads: []\nvacant_since", "leads: [sarah-lee]\nvacant_since"
            ),
            "2072-02-15 is still to come": typed(
                CARERS, "vacant_since: 2027-02-15", "vacant_since: 2072-02-15"
            ),
        },
    ),
    "Change a priority's plain words": Job(
        seen=(("/chapters/oral-health/", "The report names no places."),),
        gone=(("/chapters/oral-health/", "The report does not say where."),),
        told=("Oral Health: the plain words of priority 2 are reworded.",),
        derived=("chapters/oral-health/index.html", "assets/search.json"),
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
            LETTER,
            "Respiratory: the source of priority 3 changes from “2021 report, row 7 of Appendix 3” to “Letter of 1 March 2027, paragraph 2”.",
            "Respiratory: the plain words of priority 3 are reworded.",
            "Respiratory: priority 3 is reworded.",
            "Respiratory: loses one note: A word too many about staff and money.",
            f"Respiratory: {UPDATED}",
        ),
        derived=around(
            "respiratory", "living-well", "acute-care", QUESTIONS, "read-across/index.html"
        ),
        mistakes={
            "the paper is 'letter-2027'": deleted(PAPER),
            "these words part from 'letter-2027 2' behind": told_elsewhere(
                typed(RESPIRATORY, "out of hours and on weekends.", "out of hours and on weekend.")
            ),
            "'...' does not stand in priority 3.": typed(
                RESPIRATORY, "updates:\n", f"{NOTE}updates:\n"
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
            LETTER,
            "Ageing Well (frailty): gains one priority: 8 “Help more people stay active”.",
            "Ageing Well (frailty): the doubt of the note “Seven priorities, not three” is reworded.",
            f"Ageing Well (frailty): {UPDATED}",
        ),
        derived=around(
            "ageing-well-frailty", "ageing-well", PRIMARY, QUESTIONS, "editions/index.html"
        ),
        mistakes={
            "priority 9 stands where 8 belongs": typed(FRAILTY, "number: 8", "number: 9"),
            "a word explained here is 'provide'": typed(FRAILTY, "[provider]", "[provide]"),
        },
    ),
    "Change the months of the priorities": Job(
        seen=(
            ("/priorities/", "for April 2022 to March 2023"),
            ("/editions/", "only for April 2022 to March 2023"),
            ("/updates/", "The months that the priorities were for were changed."),
        ),
        gone=(("/priorities/", "for September 2021 to March 2022"),),
        told=(
            "The plan’s facts: the first month of the priorities changes from “September 2021” to “April 2022”.",
            "The plan’s facts: the last month of the priorities changes from “March 2022” to “March 2023”.",
            "The updates of the site: gains one update: The months that the priorities were for were changed.",
        ),
        derived=("*.html", "*search*", "sitemap.xml", "updates/*", "assets/share/*.png"),
        mistakes={
            "'April 2022' is not a month. Write year and month: 2022-03.": typed(
                "data/plan.yml", "priorities_from: 2022-04", "priorities_from: April 2022"
            ),
            "'{{ priorities_period() }}' stands in a heading": typed(
                "docs/editions.md",
                "## Earlier editions",
                "## Earlier than {{ priorities_period() }}",
            ),
            "'priorities_period' takes nothing in its brackets.": typed(
                "docs/priorities.md", "{{ priorities_period() }}", '{{ priorities_period("2022") }}'
            ),
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
            LETTER,
            "Palliative Care: is no longer on hold.",
            "Palliative Care: gains one priority: 1 “Train more care home staff”.",
            "Palliative Care: the reason is taken away.",
            "Palliative Care: the summary is reworded.",
            f"Palliative Care: {UPDATED}",
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
        told=(LETTER, "Hearing: is new.", "Hearing, its page: is new."),
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
            "*search*",
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
            "number 24 leaves a gap: no chapter has number 23. Use 23": typed(
                HEARING, "number: 23", "number: 24"
            ),
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
            "Carers: gains one other name: Carers.",
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
            MOVED,
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
            MOVED,
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
    "Merge two chapters": Job(
        seen=(
            (
                "/chapters/carers/",
                "This chapter became a part of the chapter on personalised care.",
            ),
            ("/chapters/carers/", "is now part of Personalised Care"),
            ("/chapters/personalised-care/", "20.4 Give more carers a break"),
            ("/priorities/", "20.4 Give more carers a break"),
            ("/chapters/personalised-care/", LINE),
        ),
        gone=(("/priorities/", "13.1"),),
        told=(
            LETTER,
            "Carers: is retired.",
            "Carers: the reason is added.",
            f"Carers: {UPDATED}",
            "Personalised Care: gains one priority: 4 “Give more carers a break”.",
            f"Personalised Care: {UPDATED}",
            MOVED,
            "Carers, its page: is longer by a passage.",
        ),
        derived=(
            *AROUND_CARERS,
            *around("personalised-care", "enablers", "county-durham-care-partnership-executive"),
            "editions/index.html",
            "have-your-say/index.html",
            "partners/index.html",
            "read-across/index.html",
            *KITS,
        ),
        mistakes={
            "number 22 leaves a gap: no chapter has number 13": deleted(CARERS, CARERS_PAGE),
            "'/priorities/#carers' was published, and that page has no such anchor": without(
                "data/addresses.yml"
            ),
        },
    ),
    "Split a chapter": Job(
        seen=(
            ("/chapters/oral-health/", "This chapter became two"),
            ("/chapters/oral-health/", "Food and drink and Mouth care in schools"),
            ("/chapters/food-and-drink/", "23.1 Make plain water the main drink in public places"),
            ("/chapters/mouth-care-in-schools/", "was once a part of Oral Health"),
            ("/priorities/", "24.1 Put mouth care into healthy schools work"),
        ),
        gone=(("/priorities/", "16.1"),),
        told=(
            "Oral Health: is retired.",
            "Oral Health: the reason is added.",
            f"Oral Health: {UPDATED}",
            "Food and drink: is new.",
            "Mouth care in schools: is new.",
            MOVED,
            "Food and drink, its page: is new.",
            "Mouth care in schools, its page: is new.",
            "Oral Health, its page: is longer by a passage.",
        ),
        new=(
            "/chapters/food-and-drink/",
            "/chapters/mouth-care-in-schools/",
            "/have-your-say/food-and-drink/",
            "/have-your-say/mouth-care-in-schools/",
            "/partners/food-and-drink/",
            "/partners/mouth-care-in-schools/",
        ),
        framed=("[!0-9]*.html", "404.html"),
        derived=(
            *AROUND_ORAL,
            "[0-9]*/index.html",
            *(
                f"{place}/{id_}{end}"
                for id_ in ("food-and-drink", "mouth-care-in-schools")
                for place, end in (
                    ("chapters", "/*"),
                    ("have-your-say", "/index.html"),
                    ("partners", "/index.html"),
                    ("partners/qr", ".*"),
                )
            ),
            "assets/share/*.png",
            ".htaccess",
            "_redirects",
            "site-map/index.html",
            *KITS,
            "editions/index.html",
            "have-your-say/index.html",
            "partners/index.html",
            "partners/plan/index.html",
            "read-across/index.html",
            "starting-well/*",
            *(f"partners/{stage}/index.html" for stage in STAGES),
            *of_groups(*STAGES, places=("chapters", "partners")),
        ),
        mistakes={
            "number 23 belongs to data/chapters/food-and-drink.yml already. Use 24": typed(
                "data/chapters/mouth-care-in-schools.yml", "number: 24", "number: 23"
            ),
            "number 24 leaves a gap: no chapter has number 16": deleted(
                ORAL, "docs/chapters/oral-health.md"
            ),
        },
    ),
    "Add a group": Job(
        seen=(
            ("/prevention/", "These chapters are about staying well at any age."),
            ("/prevention/", "Oral Health"),
            ("/", "Prevention"),
            ("/chapters/", "Prevention"),
            ("/chapters/oral-health/", "Prevention"),
        ),
        told=(
            "Oral Health: the group changes from “Whole life course” to “Prevention”.",
            f"Oral Health: {UPDATED}",
            "The group Prevention: is new.",
            MOVED,
            "The page /prevention/: is new.",
        ),
        new=("/partners/prevention/", "/prevention/"),
        framed=("[!0-9]*.html", "404.html"),
        derived=(
            *AROUND_ORAL,
            *(f"{stage}/index.html" for stage in STAGES),
            *(f"partners/{stage}/index.html" for stage in STAGES),
            "editions/index.html",
            "[0-9]*/index.html",
            "prevention/*",
            "partners/prevention/index.html",
            "partners/qr/prevention.*",
            "partners/index.html",
            "partners/plan/index.html",
            "have-your-say/index.html",
            "site-map/index.html",
            "assets/share/*.png",
            *KITS,
            *of_groups("whole-life-course"),
        ),
        mistakes={
            "there is no docs/prevention.md for 'prevention'": without("docs/prevention.md"),
            "number 7 stands where 6 belongs": typed(
                "data/stages.yml", "prevention:\n  number: 6", "prevention:\n  number: 7"
            ),
            "'/whole-life-course/#oral-health' was published, and that page has no such anchor": without(
                "data/addresses.yml"
            ),
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
            LETTER,
            "Carers: the board changes from “Primary, Community and Social Care Partnership Board” to “Communities Partnership Board”.",
            "Carers: the first quarter of reports is added: “April to June 2027”.",
            f"Carers: {UPDATED}",
            "The board Communities Partnership Board: is new.",
            MOVED,
            "The page /boards/communities/: is new.",
        ),
        new=("/boards/communities/",),
        derived=(
            "due/index.html",
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
    "Rename a board": Job(
        seen=(
            ("/boards/acute-care/", "Hospital Care Partnership Board"),
            ("/boards/", "Hospital Care Partnership Board"),
            ("/chapters/shorter-waits/", "Hospital Care Partnership Board"),
            ("/boards/acute-care/", "The board took another name."),
        ),
        told=(
            LETTER,
            "The board Acute Care Partnership Board: the source changes from “2021 report, paragraph 15” to “Letter of 1 March 2027, paragraph 8”.",
            "The board Acute Care Partnership Board: the name changes from “Acute Care Partnership Board” to “Hospital Care Partnership Board”.",
            "The updates of the site: gains one update: The Acute Care Partnership Board was called Hospital Care Partnership Board.",
        ),
        names="/boards/acute-care/",
        derived=(
            "boards/*",
            "chapters/*",
            "due/index.html",
            *(f"{stage}/index.html" for stage in STAGES),
            "priorities/index.html",
            "*search*",
            "sitemap.xml",
            "updates/*",
        ),
        mistakes={
            "'2021-report table-15-acute-care' is 'Acute Care Partnership Board'.": told_elsewhere(
                typed(
                    "data/boards.yml",
                    "source: letter-2027 8",
                    "source: 2021-report table-15-acute-care-1",
                )
            ),
            "'name' is missing. Add a line 'name:'.": typed(
                "data/boards.yml",
                "acute-care:\n  name: Hospital Care Partnership Board\n  kind",
                "acute-care:\n  kind",
            ),
            "the board is 'acute-care'. Use one of": told_elsewhere(
                typed("data/boards.yml", "acute-care:\n", "hospital-care:\n")
            ),
        },
    ),
    "Add a page": Job(
        seen=(
            ("/walks/", "Anyone who cares for somebody can come along."),
            ("/site-map/", "Walks with other carers"),
        ),
        told=(
            "The page /walks/: is new.",
            "The updates of the site: gains one update: There is a page on walks with other carers.",
        ),
        new=("/walks/",),
        framed=("*.html",),
        derived=("walks/*", "*search*", "site-map/index.html", "sitemap.xml", "updates/*"),
        mistakes={
            "this is 'Reading'. Use one of: The plan,": typed(
                "docs/walks.md", "group: Reading and taking part", "group: Reading"
            ),
            "'first' is not a whole number.": typed(
                "docs/walks.md", "keywords:", "order: first\nkeywords:"
            ),
            "a page's title is not written here: it is the line below that begins with '# '.": typed(
                "docs/walks.md", "keywords:", "title: Walks\nkeywords:"
            ),
            "'Contact' is the title of the page '/contact/' already.": typed(
                "docs/walks.md", "# Walks with other carers", "# Contact"
            ),
            "the file's name is 'Walks in May.md'.": renamed("docs/walks.md", "Walks in May.md"),
        },
    ),
    "Add a page in another language": Job(
        seen=(
            ("/o-planie/", "Ta strona mówi, czym jest plan."),
            ("/site-map/", "O planie"),
        ),
        told=(
            "The page /o-planie/: is new.",
            "The updates of the site: gains one update: There is a page on the plan in Polish.",
        ),
        new=("/o-planie/",),
        derived=("o-planie/*", "*search*", "site-map/index.html", "sitemap.xml", "updates/*"),
        mistakes={
            "'Polish' is not the code of a language that is known here.": typed(
                "docs/o-planie.md", "lang: pl", "lang: Polish"
            ),
            "every page is in English unless it says otherwise.": typed(
                "docs/o-planie.md", "lang: pl", "lang: en"
            ),
            "this is 'right to left'. Use one of: ltr, rtl.": typed(
                "docs/o-planie.md", "lang: pl", "lang: pl\ndirection: right to left"
            ),
            "'{{ priorities_period() }}' gives words in English": typed(
                "docs/o-planie.md", "Ta strona mówi", "{{ priorities_period() }}: ta strona mówi"
            ),
        },
    ),
    "Add a table": Job(
        seen=(("/contact/", "An adviser"),),
        told=("The page /contact/: is longer by a passage.",),
        derived=("contact/index.html", "*search*"),
        mistakes={
            "column 2 of this table has no words at its head.": typed(
                "docs/contact.md", "| Service | Monday to Friday |", "| Service |  |"
            ),
            "a colon here would move what stands in the column": typed(
                "docs/contact.md",
                "| --- | --- | --- | --- | --- | --- |",
                "| --- | :-- | --- | --- | --- | --- |",
            ),
            "warning: this table has 7 columns.": typed(
                "docs/contact.md",
                "| Who answers |\n| --- |",
                "| Who answers | Where |\n| --- | --- |",
            ),
        },
    ),
    "Add a box of background": Job(
        seen=(("/contact/", "Read on 25 November 2026. Not checked yet."),),
        told=("The page /contact/: is longer by a passage.",),
        derived=("contact/index.html", "due/*", "*search*"),
        mistakes={
            "'https://www.example.org/' is a whole website": typed(
                "docs/contact.md", "https://www.example.org/law", "https://www.example.org/"
            ),
            "2 January 2103 is still to come.": typed(
                "docs/contact.md", "25 November 2026", "2 January 2103"
            ),
            "warning: this box does not end with its source": typed(
                "docs/contact.md", " Read on 25 November 2026. Not checked yet.", ""
            ),
            "warning: this was to be looked at again by 25 November 2023.": typed(
                "docs/contact.md", "25 November 2026", "25 November 2022"
            ),
        },
    ),
    "Add bullets to a priority": Job(
        seen=(
            ("/chapters/carers/", "A focus on digital skills, and on training that could help."),
        ),
        told=("Carers: the plain words of priority 3 are reworded.",),
        derived=("chapters/carers/index.html", "*search*"),
        mistakes={
            "a list stands here where a text belongs.": typed(
                CARERS, "      - - Better information", "      - - - Better information"
            ),
            "this list is empty.": typed(
                CARERS, "      - The partners planned these things for carers.\n", "      - []\n"
            ),
            "a line 'name: value' stands here where a text belongs.": typed(
                CARERS,
                "- The partners planned these things",
                "- The partners planned: these things",
            ),
            "these words part from '2021-report appendix-3-carers-3'": told_elsewhere(
                typed(CARERS, "Improve information for carers", "Improve informations for carers")
            ),
        },
    ),
    "Add a word": Job(
        seen=(
            ("/words/", "A child or young person who looks after someone at home."),
            ("/chapters/carers/", "A child or young person who looks after someone at home."),
        ),
        told=(
            "Carers: priority 3 gains one term: Young carer.",
            "The word “Young carer”: is new.",
        ),
        derived=("chapters/carers/index.html", "*search*", "words/index.html"),
        mistakes={
            "the explanation of 'Young carer' uses 'young carer' itself": typed(
                "data/terms.yml",
                "plain: >-\n    A child or young person who looks",
                "plain: >-\n    A young carer looks",
            ),
            "'source' is missing": typed(
                "data/terms.yml",
                f"{TERM}  source:\n    - {CARE}\n",
                TERM,
            ),
            "'https://www.nhs.uk/' is a whole website": typed(
                "data/terms.yml", CARE, "https://www.nhs.uk/"
            ),
            "'A good book' is nothing that a reader can look up.": typed(
                "data/terms.yml", f"{CARE}\n  read: 2026-11-21\n  checked: not yet", "A good book"
            ),
            "a source is a page, and 'read' is missing.": typed(
                "data/terms.yml", f"{CARE}\n  read: 2026-11-21\n", f"{CARE}\n"
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
        told=(LETTER,),
        warned=("nothing quotes the paper",),
        derived=("papers/index.html",),
        mistakes={
            "'date' is missing. Add a line 'date:'.": typed(
                PAPER, f"{HEAD}date: 2027-03-01\n", HEAD
            ),
            "'jo.bell@example.org' is an e-mail address": typed(
                PAPER, "[e-mail address left out]", "jo.bell@example.org"
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
            "assets/search.json",
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
            "assets/search.json",
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
            "assets/search.json",
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
    "Say where readers' words go": Job(
        warned=("only the publisher can say what is missing",),  # all else that is
        seen=(
            ("/have-your-say/", "By e-mail: plan@example.org"),
            ("/have-your-say/", "The trust’s engagement team reads them every week."),
            ("/contact/", "By telephone: 0191 496 0000"),
            ("/contact/", "By post: The Example Trust, 1 High Street"),
            ("/contact/", "The Example Trust"),
            ("/privacy/", "whoever reads it sees your e-mail address too"),
            ("/chapters/carers/", "Say what you think of 13.1"),
        ),
        told=(
            "The plan’s facts: the publisher is added: “The Example Trust”.",
            "The plan’s facts: the feedback is added.",
        ),
        derived=ASKED,
        mistakes={
            "no route stands here. Write at least one of: endpoint, email, telephone, post.": typed(
                "data/plan.yml",
                "  email: plan@example.org\n  telephone: 0191 496 0000\n  post:\n    - The Example Trust\n    - 1 High Street\n  read_by",
                "  read_by",
            ),
            "'plan at example.org' is not an e-mail address. Write it like plan@example.org.": typed(
                "data/plan.yml", "plan@example.org", "plan at example.org"
            ),
            "'feedback' stands here a second time": typed(
                "data/plan.yml", "feedback:\n", "feedback:\n  telephone: 0191 496 0002\nfeedback:\n"
            ),
            "the e-mail address 'paln@example.org' is not in data/plan.yml": typed(
                "docs/contact.md",
                "# Contact\n",
                "# Contact\n\n[Write to them](mailto:paln@example.org).\n",
            ),
        },
    ),
    "Let the form send them": Job(
        warned=(
            "only the publisher can say what is missing",
            "nothing says how long an answer takes",
        ),
        seen=(
            ("/have-your-say/", "The form sends them to The Example Trust."),
            ("/have-your-say/carers/", "Send"),
            ("/privacy/", "The trust keeps your words for two years."),
            ("/thank-you/", "The trust keeps your words for two years."),
            ("/contact/", "The form"),
        ),
        told=(
            "The plan’s facts: the publisher is added: “The Example Trust”.",
            "The plan’s facts: the feedback is added.",
        ),
        new=("/thank-you/",),
        derived=(
            *ASKED,
            "thank-you/index.html",
            ".htaccess",
            "_headers",
        ),
        mistakes={
            "an endpoint needs 'kept'": typed(
                "data/plan.yml", "  kept: The trust keeps your words for two years.\n", ""
            ),
            "an endpoint needs a publisher": typed(
                "data/plan.yml", "publisher: The Example Trust\n", ""
            ),
            "'http://forms.example.org/plan' would send people's words unencrypted.": typed(
                "data/plan.yml", "https://forms", "http://forms"
            ),
            "warning: the form service is not told where to lead readers": typed(
                "data/plan.yml", "  thanks_field: _next\n", ""
            ),
        },
    ),
    "Add a second contact": Job(
        seen=(
            (
                "/contact/",
                "For young people: by e-mail to youth@example.org , by telephone on 0191 496 0001",
            ),
            ("/have-your-say/", "For young people: by e-mail to youth@example.org"),
        ),
        told=("The plan’s facts: the feedback is added.",),
        derived=REACHED,
        warned=(
            "only the publisher can say what is missing",
            "nothing says how long an answer takes",
        ),
        mistakes={
            "nothing says how to reach this contact. Write at least one of: email, telephone, post.": typed(
                "data/plan.yml",
                "who: For young people\n      email: youth@example.org\n      telephone: 0191 496 0001\n",
                "who: For young people\n",
            ),
            "'who' is missing. Add a line 'who:'.": typed(
                "data/plan.yml", "- who: For young people\n      email", "- email"
            ),
        },
    ),
    "Lead readers to the files": Job(
        seen=(),
        told=("The plan’s facts: the repository is added: “https://github.com/example/plan”.",),
        framed=("[!0-9]*.html", "404.html"),
        derived=(),
        mistakes={
            "'...' is not the address of a project on GitHub.": typed(
                "data/plan.yml", "example/plan\n", "example/plan/tree/main\n"
            )
        },
    ),
    "Confirm a chapter": Job(
        seen=(
            (
                "/chapters/carers/",
                "Confirmed on 1 March 2027 by a chapter lead: looked at, and still right.",
            ),
        ),
        gone=(("/chapters/carers/", "Nobody has confirmed this since it was published here."),),
        told=("Carers: the confirmation is added.",),
        derived=("chapters/carers/index.html", "assets/search.json"),
        mistakes={
            "2027-03-02 is still to come. Write the day on which somebody looked at the chapter.": typed(
                CARERS, "{date: 2027-03-01,", "{date: 2027-03-02,"
            ),
            "this is 'Sarah Lee'. Use one of: Chapter lead, Editor.": typed(
                CARERS, "role: Chapter lead", "role: Sarah Lee"
            ),
            "'role' is missing. Add a line 'role:'.": typed(CARERS, ", role: Chapter lead", ""),
        },
    ),
    "Offer a document": Job(
        seen=(("/chapters/carers/", "Carers strategy (PDF) , 2 November 2026"),),
        told=("Carers: gains one document: Carers strategy.",),
        derived=("chapters/carers/index.html", "*search*"),
        mistakes={
            "'Carers strategy (PDF)' says what kind of file it is": typed(
                CARERS, "title: Carers strategy\n", "title: Carers strategy (PDF)\n"
            ),
            "2062-11-02 is still to come": typed(CARERS, "date: 2026-11-02", "date: 2062-11-02"),
            "nothing says where this document is": typed(
                CARERS, f"{ENTRY}{ON_THE_WEB}\n    ", ENTRY
            ),
            "both a file and an address stand here": typed(
                CARERS, ENTRY, f"{ENTRY}file: chapters/carers-strategy.pdf\n    "
            ),
            "'www.example.org/carers-strategy.pdf' is not a web address": typed(
                CARERS, ON_THE_WEB, ON_THE_WEB.replace("https://", "")
            ),
            "no file stands at 'chapters/carers-strategy.pdf'": typed(
                CARERS, ON_THE_WEB, "file: chapters/carers-strategy.pdf"
            ),
            "the file's name is 'chapters/Carers Strategy.pdf'": typed(
                CARERS, ON_THE_WEB, "file: chapters/Carers Strategy.pdf"
            ),
            "this file can't be offered: it has a password": put(STRATEGY, pdf(locked=True)),
            "this file has 12.4 MB": put(STRATEGY, pdf(padding=12_400_000)),
            "this PDF has no title, no language and no tags": put(
                STRATEGY, pdf(lacks=("title", "language", "tags"))
            ),
        },
    ),
    "Say what came after": Job(
        seen=(
            ("/about/what-came-after/", "The county has a strategy for carers until 2030."),
            ("/about/what-came-after/", "A plan of three priorities for carers."),
            (
                "/chapters/carers/",
                "Since January 2027: The county has a strategy for carers until 2030.",
            ),
        ),
        told=("What came after: “The county has a strategy for carers until 2030.”: is new.",),
        derived=("about/what-came-after/*", "chapters/carers/*", "due/*", "*search*"),
        mistakes={
            "'https://www.example.org/' is a whole website": typed(
                AFTER,
                "source: https://www.example.org/strategies/carers",
                "source: https://www.example.org/",
            ),
            "'source' is missing. Add a line 'source:'": typed(
                AFTER, "  source: https://www.example.org/strategies/carers\n", ""
            ),
            "this says both what there is and what was not found.": typed(
                AFTER,
                "  source: https://www.example.org/strategies/carers\n",
                "  sought: a strategy for carers.\n  source: https://www.example.org/strategies/carers\n",
            ),
            "the chapter is 'carer'.": typed(AFTER, "chapters: [carers]", "chapters: [carer]"),
            "2028 is still to come.": typed(AFTER, "since: 2027-01\n", "since: 2028\n"),
            "warning: 4 entries in data/after.yml are of 'carers'.": told_elsewhere(
                typed(
                    AFTER,
                    "  chapters: [carers]\n",
                    f"  chapters: [carers]{ON_CARERS.format('one', 'one')}{ON_CARERS.format('two', 'two')[1:]}",
                )
            ),
        },
    ),
    "Mend a search": Job(
        seen=(),
        told=(
            "The questions to the search: gains one group of questions: pages: /chapters/carers/.",
        ),
        derived=(),
        mistakes={
            "no page stands at '/carers/'.": typed(
                "data/searches.yml", "[/chapters/carers/]", "[/carers/]"
            ),
        },
    ),
    "Say what you can do now": Job(
        seen=(
            ("/chapters/carers/", "If a life is in danger, call at once."),
            ("/chapters/carers/", "Ask the council about a break from caring."),
        ),
        told=(
            "What you can do now: “If a life is in danger, call at once.”: is new.",
            "What you can do now: “Ask the council about a break from caring.”: is new.",
        ),
        derived=("chapters/carers/*", "due/*", "*search*"),
        mistakes={
            "nothing says where this is known from.": typed(
                DO_NOW, "call at once.\n  help: emergency\n", "call at once.\n"
            ),
            "'999' is the number of 'emergency'.": typed(
                DO_NOW, "call at once.", "call 999 at once."
            ),
            "a way to help is 'emergencys'.": typed(
                DO_NOW, "call at once.\n  help: emergency", "call at once.\n  help: emergencys"
            ),
            "warning: 96 words": told_elsewhere(
                typed(DO_NOW, "Ask the council about a break from caring.", "Ask. " * 68)
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
        derived=("due/index.html", "help/index.html", "assets/search.json"),
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
        told=("The words that mean suicide in the search: gains one phrase: sleep forever.",),
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
    "How much of a lead's name": Job(
        seen=(("/chapters/carers/", "omeone whose name is not published here"),),
        gone=(("/chapters/carers/", "Rachael Mawston"), ("/leads/", "Rachael Mawston")),
        told=(
            "Carers: the lead changes from Rachael Mawston to someone whose name is not published here.",
            "someone whose name is not published here: is new.",
            "Rachael Mawston: is no longer among the people.",
            "The promise of addresses: the published are reworded.",
        ),
        in_papers=(
            "The paper “Report to the County Durham Health and Wellbeing Board on the third edition of ...”: the row “carers” of the part “appendix-2” is reworded.",
        ),
        derived=("papers/2021-report/index.html", *AROUND_CARERS, QUESTIONS),
        mistakes={
            "'Rachael Mawston' names a lead whose name is not public": typed(
                CARERS_PAGE,
                "## More about it {#in-plain-words}\n",
                "## More about it {#in-plain-words}\n\nRachael Mawston led it.\n",
            ),
            "this is 'hidden'. Use one of: name and role, role alone, nothing.": typed(
                "data/people.yml", "public: nothing", "public: hidden"
            ),
        },
    ),
    "The role alone": Job(
        seen=(("/chapters/carers/", "Commissioning Manager at the council"),),
        gone=(("/chapters/carers/", "Rachael Mawston"), ("/leads/", "Rachael Mawston")),
        told=(
            "Carers: the lead changes from Rachael Mawston to someone whose name is not published here.",
            "someone whose name is not published here: is new.",
            "Rachael Mawston: is no longer among the people.",
            "The promise of addresses: the published are reworded.",
        ),
        in_papers=(
            "The paper “Report to the County Durham Health and Wellbeing Board on the third edition of ...”: the row “carers” of the part “appendix-2” is reworded.",
        ),
        derived=("papers/2021-report/index.html", *AROUND_CARERS, QUESTIONS),
        mistakes={
            "nothing says where this role is from.": typed(
                "data/people.yml", "  role_source: Letter of 1 March 2027\n", ""
            ),
            "warning: the role alone is public of 'rachael-mawston', and no role is known.": typed(
                "data/people.yml",
                "  role: Commissioning Manager at the council\n  role_source: Letter of 1 March 2027\n",
                "",
            ),
        },
    ),
}
# What other tests try: a version that Git knows, reports of several quarters, and a plan with few lines of what to do now.
ELSEWHERE = (
    "'2021-report appendix-2-carers' has Rachael Mawston, and here stands nobody",
    "'mian' is no version",
    "priority 4 of 'cancer' is missing",
    "priority 1 of 'cancer' was complete",
    "this report goes to",
    "this report begins on",
    "the board received this report on",
    "'carers' is not a chapter of this board: it belongs to 'communities'",
    "the file's name has the name of a lead that is not public",
    "warning: 1 line in data/do-now.yml says what a reader of 'carers' can do now.",
)
