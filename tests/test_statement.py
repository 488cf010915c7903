"""The accessibility statement follows the model, shows all that its data holds, and claims no more than that."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import audit
import pytest
from pages import EDITION, edit, load, straight
from programs import git
from small import Check, said

from macros.pages.site import Site
from macros.plan.load import load_plan
from macros.proof.pages import Page, Pages, joined, text

if TYPE_CHECKING:
    from pathlib import Path

# The model statement's headings, in order: https://www.gov.uk/government/publications/sample-accessibility-statement
MODEL = [
    "Accessibility statement",
    "How accessible this website is",
    "Feedback and contact information",
    "Reporting accessibility problems with this website",
    "Enforcement procedure",
    "Technical information about this website's accessibility",
    "Compliance status",
    "Non-accessible content",
    "Non-compliance with the accessibility regulations",
    "Disproportionate burden",
    "Content that's not within the scope of the accessibility regulations",
    "What has to be done to improve accessibility",
    "Preparation of this accessibility statement",
]
DATA = load("accessibility")
TODAY = date(2030, 6, 1)


@pytest.fixture(scope="module")
def statement(site: Pages) -> Page:
    return site["/accessibility/"]


def words(page: Page) -> str:
    """What a page's main part says, with straight quotation marks."""
    return straight(text(page.one("main")))


def as_typed(value: str) -> str:
    return joined(straight(value))


def day(value: str) -> str:
    return f"{date.fromisoformat(value):%-d %B %Y}"


# The model


def test_the_headings_stand_in_the_models_order(statement: Page) -> None:
    headings = [straight(text(heading)) for heading in statement.one("main").iter("h1", "h2", "h3")]
    assert [heading for heading in headings if heading in MODEL] == MODEL


def test_every_page_links_to_the_statement_in_its_footer(site: Pages) -> None:
    for page in site:
        assert site.at("/accessibility/") in page.links(page.one("body > footer")), page.address


def test_it_says_who_enforces_the_law_and_whom_to_ask(statement: Page) -> None:
    assert "Equality and Human Rights Commission (EHRC) is responsible for enforcing" in words(
        statement
    )
    assert "https://www.equalityadvisoryservice.com/" in statement.links(statement.one("main"))


# What the data holds


@pytest.mark.parametrize("problem", DATA["problems"], ids=lambda problem: problem["what"])
def test_every_known_problem_is_told_once_and_in_full(
    statement: Page, problem: dict[str, str]
) -> None:
    items = [straight(text(item)) for item in statement.one("main").cssselect("ul.items > li")]
    found = [item for item in items if item.startswith(as_typed(problem["what"]))]
    assert len(found) == 1
    for key in problem.keys() - {"since", "until"}:
        assert as_typed(problem[key]) in found[0], key
    assert f"Known since {day(problem['since'])}." in found[0]


def test_what_breaks_a_rule_stands_under_non_compliance_and_the_rest_before(
    statement: Page,
) -> None:
    whole = words(statement)
    start, end = (
        whole.rindex(heading)
        for heading in ("Non-compliance with the accessibility", "Disproportionate burden")
    )
    for problem in DATA["problems"]:
        assert (start < whole.index(as_typed(problem["what"])) < end) == ("breaks" in problem), (
            problem["what"]
        )


@pytest.mark.parametrize("made", DATA["tests"], ids=lambda made: made["what"])
def test_every_test_is_told_with_how_who_when_and_its_result(
    statement: Page, made: dict[str, str]
) -> None:
    items = [straight(text(item)) for item in statement.one("main").cssselect("ul.items > li")]
    found = [
        item
        for item in items
        if item.startswith(as_typed(made["what"])) and as_typed(made["how"]) in item
    ]
    assert len(found) == 1
    assert as_typed(made["result"]) in found[0]
    assert f"Tested by {made['by']}, {day(made['date'])}." in found[0]


def test_it_says_what_no_person_has_tested(statement: Page) -> None:
    assert {as_typed(what) for what in DATA["untested"]} <= {
        straight(text(item)) for item in statement.tree.iter("li")
    }
    by_people = any(made["by"] == "people" for made in DATA["tests"])
    assert ("No person has tested this website yet." in words(statement)) != by_people


def test_it_says_when_it_was_prepared_and_reviewed_and_when_it_will_be_again(
    statement: Page,
) -> None:
    for key, before in (
        ("prepared", "was prepared on"),
        ("reviewed", "was last reviewed on"),
        ("review", "to be reviewed again by"),
    ):
        assert f"{before} {day(DATA[key])}." in words(statement)


# What it claims


def claims_too_much(said: str, data: dict[str, Any]) -> list[str]:
    """Claims in a statement that its data does not bear out."""
    tested = any(made["by"] == "people" for made in data["tests"])
    if tested and not data["problems"] and not data["untested"]:
        return []
    pattern = r"\b(?:fully|wholly|completely|100%|AA) (?:compliant|accessible|conformant)\b"
    return [
        sentence
        for sentence in said.split(".")
        if re.search(pattern, sentence, re.IGNORECASE)
        and not re.search(r"\b(?:not|nothing)\b", sentence)
    ]


def test_no_page_claims_more_than_was_found(site: Pages) -> None:
    assert [
        (page.address, claim)
        for page in site
        for claim in claims_too_much(text(page.one("body")), DATA)
    ] == []


def test_the_status_is_one_of_the_models(statement: Page) -> None:
    found = re.findall(
        r"This website is (\w+) compliant with the Web Content Accessibility Guidelines version 2\.2 AA standard",
        words(statement),
    )
    assert found == ["partially"]


def test_a_claim_that_the_data_does_not_bear_out_is_found() -> None:
    claim = "This website is fully compliant with the standard."
    people, problem = {"by": "people"}, {"what": "A problem"}
    assert claims_too_much(claim, {"problems": [], "tests": [{"by": "machine"}], "untested": []})
    assert claims_too_much(claim, {"problems": [problem], "tests": [people], "untested": []})
    assert claims_too_much(claim, {"problems": [], "tests": [people], "untested": ["Voice"]})
    assert not claims_too_much(claim, {"problems": [], "tests": [people], "untested": []})
    assert not claims_too_much(
        "It is partially compliant. It is not fully accessible.",
        {"problems": [problem], "tests": [], "untested": []},
    )


# Data that is wrong


def test_a_review_of_the_statement_that_is_due_is_a_warning(check: Check) -> None:
    def told(today: date) -> list[str]:
        return [line for line in check(today)[1] if line.startswith("data/accessibility.yml")]

    assert told(date(2036, 1, 2)) == []
    due = "the review was due on 2 January 2036. Check the facts and set a new date."
    assert told(date(2036, 1, 3)) == [f"data/accessibility.yml:3:9: warning: {due}"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("by: machine", "by: robot", "19:9: this is 'robot'. Use one of: machine, people."),
        (
            "who: Everyone.",
            "how: Everyone.",
            "7:5: this line's name is 'how'. Use one of: what, who, why, instead, since, breaks, until. Did you mean 'who'?",
        ),
        (
            "who: Everyone.",
            "who: Everyone.\n    until: email",
            "8:12: this is 'email'. Use one of: endpoint, commitment, language.",
        ),
        (
            "reviewed: 2030-02-03",
            "reviewed: 2029-02-03",
            "2:11: 2029-02-03 is earlier than the date at 'prepared'. Put the two in order.",
        ),
        ("    date: 2030-01-04\n", "", "17:5: 'date' is missing. Add a line 'date:'."),
    ],
    ids=["a-tester", "a-name", "an-end", "two-dates", "no-date"],
)
def test_a_mistake_in_the_statements_data_is_refused_at_its_place(
    plan: Path, old: str, new: str, expected: str
) -> None:
    edit(plan / "data" / "accessibility.yml", old, new)
    assert f"data/accessibility.yml:{expected}" in said(plan)


# The audit

AUDIT = {
    "commit": "0123456789abcdef0123456789abcdef01234567",
    "date": "2030-03-04",
    "tools": [
        {"name": "axe-core", "version": "4.11.9"},
        {"name": "Chromium", "version": "141.0.1"},
    ],
    "pages": 61,
    "searches": 7,
    "states": ["light, 1280 pixels wide", "dark, 320 pixels wide"],
    "rules": 93,
    "findings": [
        {
            "rule": "color-contrast",
            "means": "Colours must stand apart",
            "places": 1200,
            "pages": 17,
        },
        {"rule": "region", "means": "All content must be in landmarks", "places": 5, "pages": 4},
    ],
    "undecided": 33,
    "faint": 14,
    "small": 15,
    "too_wide": 6,
    "links": 4321,
    "broken_links": 8,
    "requests": 765,
    "requests_elsewhere": 9,
    "kept": 3,
}


def shown(root: Path, audit: dict[str, Any] | None) -> str:
    """What the macro shows for an audit."""
    if audit is not None:
        (root / "data" / "audit.json").write_text(json.dumps(audit, indent=2))
    site = Site(load_plan(root, TODAY), root, "https://plan.anytown.gov.uk/")
    return joined(re.sub(r"<[^>]+>", " ", site.render("audit", site.pages["accessibility.md"])))


def test_the_figures_of_an_audit_are_shown_with_its_commit_and_date(plan: Path) -> None:
    said = shown(plan, AUDIT)
    for figure in (
        "61 pages in a browser, and the results of 7 searches",
        "2 settings: light, 1280 pixels wide; dark, 320 pixels wide",
        "tried 93",
        "broke a rule 1,205",
    ):
        assert figure in said
    for figure in (
        "must look at 33",
        "3 to 1 14",
        "to be touched 15",
        "words off 6",
        "4,321 , broken: 8",
        "765 , from other websites: 9",
        "left on the device 3",
    ):
        assert figure.replace(" ,", ",") in said.replace(" ,", ","), figure
    assert "Colours must stand apart (color-contrast) 1,200 17" in said
    assert "0123456789ab , of 4 March 2030" in said
    assert "axe-core 4.11.9, Chromium 141.0.1" in said


def test_an_audit_with_the_same_figures_of_another_commit_is_the_same() -> None:
    """Else the pull request that brings an audit would call for the next one, for ever."""
    later = AUDIT | {"commit": "f" * 40, "date": "2030-04-05"}
    assert audit.same_figures(AUDIT, later)
    assert not audit.same_figures(AUDIT, later | {"links": 4322})
    assert not audit.same_figures(AUDIT, {name: v for name, v in later.items() if name != "kept"})


def test_where_nothing_was_found_the_audit_says_none(plan: Path) -> None:
    clean = dict.fromkeys(
        ("undecided", "faint", "small", "too_wide", "broken_links", "requests_elsewhere", "kept"), 0
    )
    said = shown(plan, AUDIT | clean | {"findings": []})
    assert said.count("none") == 8
    assert "rules that were broken" not in said


@pytest.mark.parametrize("audit", [None, AUDIT | {"commit": None}], ids=["no-file", "no-commit"])
def test_a_missing_audit_is_said(plan: Path, audit: dict[str, Any] | None) -> None:
    assert shown(plan, audit) == "No audit has been made yet, so there are no figures to show."


def test_the_site_shows_the_audit_that_was_committed(statement: Page) -> None:
    file = EDITION / "data" / "audit.json"
    assert file.exists(), (
        "data/audit.json is missing, so the statement shows no figures. Commit your changes, run make audit, and commit the file."
    )
    made = json.loads(file.read_text(encoding="utf-8"))
    assert f"{made['commit'][:12]} , of {day(made['date'])}" in words(statement)
    assert f"measured in {len(made['states'])} settings" in words(statement)
    assert "No audit has been made yet" not in words(statement)


def test_an_audit_that_was_changed_by_hand_is_refused_at_its_place(plan: Path) -> None:
    (plan / "data" / "audit.json").write_text(
        json.dumps(AUDIT | {"commit": "main", "kept": "few"}, indent=2)
    )
    assert said(plan) == [
        "data/audit.json:2:13: 'main' is not a commit. Let the audit write this file: make audit.",
        "data/audit.json:43:11: 'few' does not count anything. Write 0 or a whole number, in digits.",
    ]


def test_a_tree_with_changes_is_not_measured(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "a").write_text("1")
    git(tmp_path, "add", "a")
    git(tmp_path, "commit", "--quiet", "--message", "A", "--date", "2020-01-01T00:00:00Z")
    commit, made = audit.commit_of(tmp_path)
    assert re.fullmatch("[0-9a-f]{40}", commit)
    assert date.fromisoformat(made)
    for change in ("a", "b"):
        (tmp_path / change).write_text("2")
        with pytest.raises(
            audit.NotMeasuredError, match=f"not as in the last commit(.|\n)*{change}$"
        ):
            audit.commit_of(tmp_path)


# Privacy


def test_privacy_says_where_the_words_of_a_search_stand(site: Pages) -> None:
    said = words(site["/privacy/"])
    assert "what you search for stands in the page's address" in said
    assert "the host's log may hold it" in said
    assert "runs in your own browser" in said
    assert "keeps neither your words nor what was found" in said
    assert "no form" not in said.lower()
