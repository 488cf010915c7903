"""What only a publisher can say: pages say it in the law's words once it is known, and that it is missing until then."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from pages import edit
from small import TODAY, Check

from macros.pages.html import passages_of
from macros.pages.page import MacroError
from macros.pages.site import Site
from macros.plan.load import load_plan

if TYPE_CHECKING:
    from pathlib import Path

LAW = (
    "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
)
PLAN, STATEMENT = "data/plan.yml", "data/accessibility.yml"
ROUTE = "feedback:\n  telephone: 01632 960000\n  answered: Answers take ten days.\n"
PRIVACY = {
    "controller": ("Anytown Council decides what is done", "Nobody has been named yet."),
    "host": ("Anytown Council hosts this site", "No host is named on this page yet"),
    "basis": ("because the public asked for them.", "has not done so yet."),
    "kept": ("for as long as the plan.", "Nobody has said yet how long"),
    "objections": ("if a name should go.", "Nobody has been named yet whom you can ask"),
    "complaints": ("complain in the town hall.", "to whom you can complain about this site."),
}
SENT = "feedback:\n  endpoint: https://forms.example.org/plan\n  privacy_contact: Write to us.\n  kept: Two years.\n"


def shown(root: Path, macro: str, *arguments: str) -> str:
    """What a macro shows on the small plan, in words."""
    site = Site(load_plan(root, TODAY), root, "https://plan.example.org/")
    return " ".join(passages_of(site.render(macro, site.pages["privacy.md"], arguments)))


def leave_out(root: Path, file: str, lines: str) -> None:
    """Take lines out of a file of the small plan."""
    edit(root / file, lines, "")


def without_privacy(root: Path) -> None:
    """Let the publisher have said nothing of privacy."""
    text = (root / PLAN).read_text(encoding="utf-8")
    (root / PLAN).write_text(text[: text.index("privacy:\n")], encoding="utf-8")


def warnings(check: Check, file: str) -> list[str]:
    return [line.partition(" warning: ")[2] for line in check()[1] if line.startswith(f"{file}:")]


# Privacy


@pytest.mark.parametrize("part", PRIVACY)
def test_the_privacy_page_says_what_its_publisher_says(plan: Path, part: str) -> None:
    assert PRIVACY[part][0] in shown(plan, "privacy", part)
    assert PRIVACY[part][1] not in shown(plan, "privacy", part)


@pytest.mark.parametrize("part", PRIVACY)
def test_the_privacy_page_says_what_nobody_has_told(plan: Path, part: str) -> None:
    without_privacy(plan)
    assert PRIVACY[part][1] in shown(plan, "privacy", part)


def test_each_line_on_privacy_that_is_missing_is_told_to_editors(plan: Path, check: Check) -> None:
    without_privacy(plan)
    (told,) = warnings(check, PLAN)
    assert all(f"'{part}:'" in told for part in PRIVACY)


def test_nothing_is_said_to_be_kept_in_a_browser_until_something_can_be_sent(plan: Path) -> None:
    assert "This site stores nothing on your device." in shown(plan, "privacy", "device")
    edit(plan / PLAN, ROUTE, SENT)
    said = shown(plan, "privacy", "device")
    assert "stores nothing" not in said
    assert "your browser’s history holds that something was sent" in said


def test_an_address_is_said_to_be_asked_for_once_somebody_can_answer(plan: Path) -> None:
    assert "only if you want an answer that way" in shown(plan, "privacy", "asked")
    leave_out(plan, PLAN, ROUTE)
    assert "does not ask for an e-mail address" in shown(plan, "privacy", "asked")


# The accessibility statement


def test_the_statement_names_who_runs_the_site_and_its_commitment_in_the_laws_words(
    plan: Path,
) -> None:
    assert shown(plan, "publisher") == "This website is run by Anytown Council."
    committed = f"Anytown Council is committed to making its website accessible, in accordance with the {LAW}."
    assert shown(plan, "statement", "commitment") == committed


def test_without_a_commitment_the_statement_makes_none_and_editors_are_told(
    plan: Path, check: Check
) -> None:
    edit(plan / STATEMENT, "committed: true", "committed: false")
    assert "It has not been given yet." in shown(plan, "statement", "commitment")
    assert [line.partition(",")[0] for line in warnings(check, STATEMENT)] == [
        "the accessibility statement lacks the publisher's commitment"
    ]


def test_what_lasts_until_the_commitment_goes_with_it(plan: Path) -> None:
    edit(plan / STATEMENT, "who: Everyone.", "who: Everyone.\n    until: commitment")
    assert shown(plan, "known_problems", "rules") == "No such problem is known."
    edit(plan / STATEMENT, "committed: true", "committed: false")
    assert "There is no form" in shown(plan, "known_problems", "rules")


def test_a_page_in_another_language_is_told_and_ends_what_was_missing(plan: Path) -> None:
    edit(plan / STATEMENT, "who: Everyone.", "who: Everyone.\n    until: language")
    assert "No page of this site is in another language" in shown(plan, "translate")
    assert "There is no form" in shown(plan, "known_problems", "rules")
    page = "---\nlang: pl\n---\n# Po polsku\n\nDzień dobry.\n"
    (plan / "docs/polski.md").write_text(page, encoding="utf-8")
    assert "Po polsku (Polish)" in shown(plan, "translate")
    assert shown(plan, "known_problems", "rules") == "No such problem is known."


def test_whom_to_ask_after_a_complaint_is_told_in_the_laws_words(plan: Path) -> None:
    said = shown(plan, "statement", "enforcement")
    assert f"responsible for enforcing the {LAW} (the ‘accessibility regulations’)." in said
    assert "If you’re not happy with how we respond to your complaint, contact the" in said
    assert "Nobody has been named" not in said
    leave_out(plan, PLAN, ROUTE)
    assert "Nobody has been named yet to whom you can complain." in shown(
        plan, "statement", "enforcement"
    )


def test_how_long_an_answer_takes_is_asked_of_those_who_answer(plan: Path, check: Check) -> None:
    assert check() == (0, [])
    leave_out(plan, PLAN, "  answered: Answers take ten days.\n")
    assert [line.partition(",")[0] for line in warnings(check, PLAN)] == [
        "nothing says how long an answer takes"
    ]


def test_a_site_is_called_fully_compliant_only_if_people_found_nothing(
    plan: Path, check: Check
) -> None:
    def status() -> str:
        return re.findall(r"is (\w+) compliant", shown(plan, "statement", "status"))[0]

    assert status() == "partially"  # something is untested, and a rule is broken
    leave_out(plan, STATEMENT, "    breaks: The sample regulations ask for one.\n")
    assert status() == "partially"
    edit(plan / STATEMENT, "untested:\n  - Listening with a screen reader", "untested: []")
    assert status() == "fully"
    edit(plan / STATEMENT, "by: people", "by: machine")
    assert status() == "partially"
    assert "But no person has tested the site" in shown(plan, "statement", "failures")
    assert [line.partition(",")[0] for line in warnings(check, STATEMENT)] == [
        "no person has tested this site"
    ]


def test_what_no_person_has_tested_counts_as_not_complying(plan: Path) -> None:
    counts = "the statement counts it as not complying:"
    assert counts in shown(plan, "statement", "failures")
    edit(plan / STATEMENT, "untested:\n  - Listening with a screen reader", "untested: []")
    assert counts not in shown(plan, "statement", "failures")


def test_failures_that_an_audit_found_are_told(plan: Path) -> None:
    assert "No failure of the AA standard is known." in shown(plan, "statement", "failures")
    counts = "pages searches rules undecided faint small too_wide links broken_links requests requests_elsewhere kept"
    audit = dict.fromkeys(counts.split(), 0) | {
        "commit": "0123456789abcdef0123456789abcdef01234567",
        "date": "2030-03-04",
        "tools": [{"name": "axe-core", "version": "9.8.7"}],
        "states": ["wide"],
        "findings": [{"rule": "label", "means": "Fields have names", "places": 2, "pages": 1}],
    }
    (plan / "data/audit.json").write_text(json.dumps(audit), encoding="utf-8")
    said = shown(plan, "statement", "failures")
    assert "The last test by machine found 2 places that fail the AA standard." in said
    assert (
        "last tested on 4 March 2030 against the WCAG 2.2 AA standard. The test was carried out by a machine"
        in shown(plan, "statement_dates")
    )


def test_a_test_by_people_after_the_audit_is_the_last_one(plan: Path) -> None:
    said = shown(plan, "statement_dates")
    assert "last tested on 5 January 2030" in said
    assert "The test was carried out by people." in said


def test_a_part_that_the_statement_has_not_is_refused(plan: Path) -> None:
    with pytest.raises(MacroError, match="a part of the statement is 'law'"):
        shown(plan, "statement", "law")
