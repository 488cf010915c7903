"""Nothing comes from elsewhere, nothing is kept, and the policy says so: on every page, and in the headers for hosts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pages import EDITION, EPOCH, build, copy_project, nothing, run

from macros.plan.load import load_plan
from macros.proof.checkers.policy import FILES, headers_in, metas, policies, rules, traces
from macros.proof.findings import LIGHT
from macros.proof.pages import MISSING
from macros.proof.served import serve
from macros.proof.walk import Reader
from macros.publish.policy import headers, policy

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from macros.proof.pages import Pages


# In the files


def test_the_policy_allows_the_site_alone() -> None:
    assert rules(policy(load_plan(EDITION).about)) == {
        "default-src": {"'self'"},
        "base-uri": {"'none'"},
        "object-src": {"'none'"},
        "form-action": {"'self'"},
        "connect-src": {"'self'"},
    }
    assert rules(headers(load_plan(EDITION).about)["Content-Security-Policy"])[
        "frame-ancestors"
    ] == {"'none'"}


# With a feedback endpoint

ENDPOINT = "https://forms.test/plan/send?to=team"


def add_to_plan(root: Path, *lines: str) -> None:
    with (root / "data/plan.yml").open("a", encoding="utf-8") as plan:
        plan.write("".join(f"{line}\n" for line in lines))


def test_a_feedback_endpoint_is_added_to_the_policy_everywhere_and_nothing_else_is(
    tmp_path: Path,
) -> None:
    root = copy_project(tmp_path / "project")
    add_to_plan(
        root,
        "publisher: The Example Trust",
        "feedback:",
        f"  endpoint: {ENDPOINT}",
        "  privacy_contact: Write to the trust.",
        "  kept: Two years.",
    )
    pages = build(root, tmp_path / "site")
    there = {"'self'", "https://forms.test"}
    for name in FILES:
        found = rules(
            headers_in(name, (pages.root / name).read_text(encoding="utf-8"))[
                "Content-Security-Policy"
            ]
        )
        assert found.pop("form-action") == found.pop("connect-src") == there, name
        assert found == {
            "default-src": {"'self'"},
            "base-uri": {"'none'"},
            "object-src": {"'none'"},
            "frame-ancestors": {"'none'"},
        }, name
    nothing(policies(pages, headers(load_plan(root).about)))
    assert "https://forms.test" in metas(pages["/have-your-say/"])[0].get("content")


def test_a_feedback_endpoint_without_a_publisher_is_refused(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    add_to_plan(
        root,
        "feedback:",
        f"  endpoint: {ENDPOINT}",
        "  privacy_contact: Write to the trust.",
        "  kept: Two years.",
    )
    line = len((root / "data/plan.yml").read_text(encoding="utf-8").splitlines()) - 2
    done = run(root, "macros", "check", SOURCE_DATE_EPOCH=EPOCH)
    assert done.returncode == 1
    assert re.search(rf"^data/plan\.yml:{line}:\d+: .*publisher", done.stdout, re.MULTILINE), (
        done.stdout
    )


# In the browser, under the headers that a host would send


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "most"),
    # The search: its page, two style sheets, an icon, three scripts, and for a question the library and the index.
    [("/", 6), ("/chapters/carers/", 3), ("/search/?q=smoking", 9), (MISSING, 6)],
)
def test_under_the_headers_of_a_host_a_page_asks_for_little(
    site: Pages, browser: Browser, address: str, most: int
) -> None:
    """That it is stopped nowhere, asks nothing elsewhere and keeps nothing, the proof shows of every page."""
    sent = headers_in("_headers", (site.root / "_headers").read_text(encoding="utf-8"))
    with serve(site, sent) as served:
        reader = Reader(served, browser)
        seen = reader.open(address, LIGHT)
        nothing(traces(seen))
        assert len(seen.watch.asked) <= most, seen.watch.asked
        answer = seen.tab.goto(served.url)
        assert answer.headers["content-security-policy"] == sent["Content-Security-Policy"]
        reader.close()
