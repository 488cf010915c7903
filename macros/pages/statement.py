"""The accessibility statement: the law's words, what is known to be wrong, what was tested, and what follows from that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..plan.problems import allowed
from .page import MacroError, Page, macro, plain
from .say import endpoint

if TYPE_CHECKING:
    from ..plan.statement import KnownProblem
    from .site import Site

# What is missing or hard that each kind shows: what breaks a rule, or what breaks none.
KINDS = {"all": (True, False), "rules": (True,), "hard": (False,)}

plain("not_tested", "What no person has tested yet.")
plain("statement_dates", "When the statement was prepared, reviewed, and is to be reviewed again.")


@macro
def known_problems(site: Site, _page: Page, kind: str = "all") -> dict[str, Any]:
    """What is missing or hard: all of it, what breaks `rules` (under a heading of level 3), or what is `hard` and breaks none."""
    if kind not in KINDS:
        raise MacroError(f"a kind of problem is '{kind}'. {allowed(KINDS, kind)}")
    wanted = KINDS[kind]
    known = [problem for problem in _problems(site) if bool(problem.breaks) in wanted]
    return {"problems": known, "level": 4 if kind == "rules" else 3}


def _problems(site: Site) -> list[KnownProblem]:
    """The known problems that have not gone by themselves."""
    told = site.plan.accessibility
    over = {
        "endpoint": bool(endpoint(site.plan)),
        "commitment": told.committed,
        "language": any(page.language for page in site.listed),
    }
    return [problem for problem in told.problems if not over.get(problem.until or "")]


@macro
def statement(site: Site, _page: Page, part: str) -> dict[str, Any]:
    """A part of the accessibility statement: what the law words (`enforcement`, `commitment`, `status`, `reasons`), and what follows from the tests (`failures`)."""
    parts = ("enforcement", "commitment", "status", "reasons", "failures")
    if part not in parts:
        raise MacroError(f"a part of the statement is '{part}'. {allowed(parts, part)}")
    told, audited = site.plan.accessibility, site.plan.audit
    failures = audited.places if audited and audited.commit else 0
    whole = told.by_people and not told.untested and not failures
    return {
        "part": part,
        "failures": failures,
        "full": whole and not any(problem.breaks for problem in _problems(site)),
        "route": site.plan.about.feedback,
    }


@macro
def tests_made(site: Site, _page: Page) -> dict[str, Any]:
    """How the site was tested, by machine or by people, when, and what came of it."""
    told = site.plan.accessibility
    return {"tests": told.tests, "by_people": told.by_people}


@macro
def audit(site: Site, _page: Page) -> dict[str, Any]:
    """What the last audit measured, with the commit and its date; or that no audit was made."""
    return {"audit": made if (made := site.plan.audit) and made.commit else None}
