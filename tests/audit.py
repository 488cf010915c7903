"""Measures the site of one commit with axe-core in Chromium, and writes what it found to data/audit.json: `make audit`.

The build reads that file and shows its figures with the commit. Nothing else writes it, and it is written only for a
tree without changes: else the figures would belong to no commit.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT
from pages import ROOT, build
from playwright.sync_api import sync_playwright

from macros.commands.whole import write_file
from macros.pages.site import Site
from macros.plan.git import GitError, ask
from macros.plan.load import load_plan
from macros.proof.browser import launch
from macros.proof.checkers.axe import RULES
from macros.proof.checkers.reflow import reflow
from macros.proof.checkers.sight import contrast, targets
from macros.proof.findings import SCREENS, visit
from macros.proof.kinds import questions
from macros.proof.pages import link_faults
from macros.proof.served import Served, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AXE = """rules => axe.run(document, rules).then(found => ({
  version: axe.version,
  tried: ['violations', 'passes', 'incomplete', 'inapplicable'].flatMap(kind => found[kind].map(rule => rule.id)),
  broken: found.violations.map(rule => [rule.id, rule.help, rule.nodes.length]),
  undecided: found.incomplete.reduce((sum, rule) => sum + rule.nodes.length, 0),
}))"""


class NotMeasuredError(Exception):
    """The audit can't be made; the message says why and what to do."""


def git(root: Path, *arguments: str) -> str:
    """What Git answers in `root`."""
    try:
        said = ask(root, *arguments)
    except GitError as error:
        raise NotMeasuredError(str(error)) from None
    if said is None:
        raise NotMeasuredError(f"Git has no answer to: git {' '.join(arguments)}")
    return said.decode().strip()


def commit_of(root: Path) -> tuple[str, str]:
    """The commit in `root` and its date. Refused if anything was changed since."""
    if changed := git(root, "status", "--porcelain"):
        lines = changed.splitlines()
        listed = "\n".join(lines[:10] + (["..."] if len(lines) > 10 else []))
        raise NotMeasuredError(
            f"These files are not as in the last commit, so the figures would belong to none. Commit them, or put them back:\n{listed}"
        )
    seconds = int(git(root, "show", "--no-patch", "--format=%ct"))
    return git(root, "rev-parse", "HEAD"), f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d}"


KEPT = """async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length
  + (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length"""


def measure(served: Served, browser: Browser) -> dict[str, Any]:
    """The figures of a built site."""
    pages = served.pages
    searched = questions(Site(load_plan(ROOT), ROOT, pages.url), pages)
    rules = RULES | {"resultTypes": ["violations", "incomplete"]}
    tried: set[str] = set()
    broken: dict[str, tuple[str, Counter[str]]] = {}
    total: Counter[str] = Counter()
    version = ""
    for state in SCREENS:
        tab = state.open(browser)
        asked: list[str] = []
        tab.context.on("request", lambda request, asked=asked: asked.append(request.url))
        for address in (*(page.address for page in pages), *searched):
            seen = visit(served, lambda _, tab=tab: tab, address, state)
            tab.evaluate(AXE_SCRIPT)
            found = tab.evaluate(AXE, rules)
            version = found["version"]
            tried |= set(found["tried"])
            for rule, means, places in found["broken"]:
                broken.setdefault(rule, (means, Counter()))[1][address] += places
            total["undecided"] += found["undecided"]
            for name, check in (("faint", contrast), ("small", targets), ("too_wide", reflow)):
                total[name] += len(list(check(seen)))
            total["kept"] += tab.evaluate(KEPT)
        total["kept"] += len(tab.context.cookies())
        asked = [url for url in asked if url.startswith("http")]
        total["requests"] += len(asked)
        total["requests_elsewhere"] += sum(not url.startswith(served.url) for url in asked)
        tab.context.close()
    return {
        "tools": [
            {"name": "axe-core", "version": version},
            {"name": "Chromium", "version": browser.version},
        ],
        "pages": len(pages),
        "searches": len(searched),
        "states": [f"{state.scheme}, {state.width} pixels wide" for state in SCREENS],
        "rules": len(tried),
        "findings": [
            {"rule": rule, "means": means, "places": on.total(), "pages": len(on)}
            for rule, (means, on) in sorted(broken.items())
        ],
        **{name: total[name] for name in ("undecided", "faint", "small", "too_wide")},
        "links": sum(link.startswith(pages.url) for page in pages for link in page.links()),
        "broken_links": len(list(link_faults(pages))),
        **{name: total[name] for name in ("requests", "requests_elsewhere", "kept")},
    }


def audit(root: Path) -> dict[str, Any]:
    """What data/audit.json is to hold for the commit in `root`."""
    commit, date = commit_of(root)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        with serve(build(root, Path(folder) / "site")) as served:
            figures = measure(served, browser)
        browser.close()
    if commit_of(root)[0] != commit:
        raise NotMeasuredError("Another commit was made meanwhile. Start again.")
    return {"commit": commit, "date": date} | figures


def same_figures(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two audits differ in nothing but the commit that was measured, and its date."""
    of = ("commit", "date")
    return {k: v for k, v in one.items() if k not in of} == {
        k: v for k, v in other.items() if k not in of
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Measure the site of the last commit, and write data/audit.json."
    )
    parser.add_argument(
        "--print-only", action="store_true", help="print the figures, and leave the file as it is"
    )
    parser.add_argument(
        "--if-changed",
        action="store_true",
        help="leave the file as it is if only the commit would be another one",
    )
    chosen = parser.parse_args()
    file = ROOT / "data" / "audit.json"
    try:
        found = audit(ROOT)
    except NotMeasuredError as error:
        print(error, file=sys.stderr)
        return 1
    if chosen.if_changed and same_figures(json.loads(file.read_text(encoding="utf-8")), found):
        print("The figures are those of data/audit.json, so it stays as it is.")
        return 0
    text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    if chosen.print_only:
        print(text, end="")
        return 0
    write_file(file, text.encode())
    print("Wrote data/audit.json. Commit it: the site then shows these figures.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
