"""Whole builds of this site against stock Material.

Both build the same pages from the same rendered Markdown, in the same run, at several sizes.
"""

from __future__ import annotations

import gzip
import itertools
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tables import table

HERE = Path(__file__).resolve().parent
COPIED = ("data", "docs", "macros", "overrides", "mkdocs.yml")
OURS, PLAIN, SEARCH = "this site", "stock Material, no search", "stock Material"
EMPTY = "this site, empty cache"
PEERS = {PLAIN: [], SEARCH: ["search"]}
HEAVY = 80_000  # bytes of a page, packed with gzip, that none should have


class Run(NamedTuple):
    """One run of a command: seconds on the clock, seconds of processor time, peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


class Size(NamedTuple):
    """What was measured at one size: the counted runs of every build, those of a check alone, and the heaviest page."""

    times: int
    pages: int
    runs: dict[str, list[Run]]
    checks: list[Run]
    heaviest: tuple[int, str]

    def ratio(self, peer: str, value: str, ours: str = OURS) -> float:
        """This site over a peer: the median of the pairs of runs that stood side by side."""
        return median(
            getattr(a, value) / getattr(b, value)
            for a, b in zip(self.runs[ours], self.runs[peer], strict=True)
        )

    def growth(self, larger: Size, build: str) -> float:
        """The power of the number of pages with which processor time grows to a larger size."""
        before, after = (median(run.cpu for run in size.runs[build]) for size in (self, larger))
        return math.log(after / before) / math.log(larger.pages / self.pages)


def copy(site: Path, tree: Path) -> Path:
    """Copy what a build of this site needs."""
    for name in COPIED:
        source = site / name
        shutil.copytree(source, tree / name) if source.is_dir() else shutil.copy(
            source, tree / name
        )
    return tree


def grow(tree: Path, times: int) -> None:
    """Give the site in `tree` so many times its chapters: each one's two files again, under a new id."""
    chapters = sorted((tree / "data" / "chapters").glob("*.yml"))
    for nth in range(2, times + 1):
        for path in chapters:
            data = path.read_text(encoding="utf-8")
            number = int(re.search(r"(?m)^number: (\d+)$", data)[1]) + (nth - 1) * len(chapters)
            data = re.sub(r"(?m)^number: \d+$", f"number: {number}", data)
            data = re.sub(r"(?m)^title: (.+)$", rf"title: \1 {nth}", data)
            path.with_stem(f"{path.stem}-{nth}").write_text(data, encoding="utf-8")
            page = tree / "docs" / "chapters" / f"{path.stem}.md"
            shutil.copy(page, page.with_stem(f"{page.stem}-{nth}"))


def make_trees(site: Path, folder: Path, times: int = 1) -> dict[str, Path]:
    """Make this site and its peers in `folder`, ready to be built, with so many times the chapters."""
    trees = {name: folder / str(n) for n, name in enumerate((OURS, *PEERS))}
    grow(copy(site, trees[OURS]), times)
    # In a process of its own: this one must stay small, for on Linux a child's peak begins with its parent's.
    peers = json.dumps({str(trees[name]): plugins for name, plugins in PEERS.items()})
    command = [sys.executable, str(HERE / "peers.py"), str(trees[OURS]), peers]
    subprocess.run(command, env=os.environ | {"PYTHONPATH": str(trees[OURS])}, check=True)
    return trees


def measured(tree: Path, *arguments: str) -> Run:
    """Run a Python module in `tree`. Raises RuntimeError with what it said if it fails."""
    with tempfile.TemporaryFile() as said:
        env = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], cwd=tree, stdout=said, stderr=said, env=env
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(
                f"python -m {' '.join(arguments)} failed:\n{said.read().decode()[-5000:]}"
            )
    # Linux counts peak memory in kibibytes, macOS in bytes.
    return Run(
        wall,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024),
    )


def build(tree: Path) -> Run:
    """Build the site in `tree`, into its folder `site`."""
    return measured(tree, "mkdocs", "build", "--strict", "--site-dir", str(tree / "site"))


def is_read(page: Path) -> bool:
    """Whether a built page is one to read, and does not only lead on to another."""
    return '<meta http-equiv="refresh"' not in page.read_text(encoding="utf-8")


def measure(site: Path, times: int, counted: int) -> Size:
    """Build everything at one size, in turns: this site, its peers, this site again. The first turn warms up."""
    with tempfile.TemporaryDirectory() as folder:
        trees = make_trees(site, Path(folder), times)
        runs: dict[str, list[Run]] = {name: [] for name in (*trees, EMPTY)}
        checks: list[Run] = []
        for turn in range(counted + 1):
            for name, tree in trees.items():
                runs[name].append(build(tree))
                print(
                    f"{times} x, {turn or 'warm-up'}, {name}: {runs[name][-1].cpu:.1f} s",
                    file=sys.stderr,
                )
            checks.append(measured(trees[OURS], "macros", "check"))
            shutil.rmtree(trees[OURS] / ".cache")
            runs[EMPTY].append(build(trees[OURS]))
        pages = {
            name: sum(map(is_read, (tree / "site").rglob("*.html"))) for name, tree in trees.items()
        }
        if len(set(pages.values())) > 1:
            raise RuntimeError(f"the sites differ in their pages: {pages}")
        return Size(
            times,
            pages[OURS],
            {name: found[1:] for name, found in runs.items()},
            checks[1:],
            heaviest(trees[OURS] / "site"),
        )


def heaviest(built: Path) -> tuple[int, str]:
    """The bytes of the heaviest page of a built site, packed with gzip, and its place."""
    return max(
        (len(gzip.compress(page.read_bytes(), 9)), page.relative_to(built).as_posix())
        for page in built.rglob("*.html")
    )


def spread(runs: list[Run], digits: int) -> list[str]:
    """Smallest, middle and largest of clock, processor and memory."""
    return [
        " / ".join(
            f"{v:.{0 if value == 'memory' else digits}f}"
            for v in (min(values), median(values), max(values))
        )
        for value in Run._fields
        if (values := [getattr(run, value) for run in runs])
    ]


def report(sizes: list[Size]) -> str:
    """All figures as Markdown."""
    steps = list(itertools.pairwise(sizes))
    slower = [f"{s.times} x ({peer})" for s in sizes for peer in PEERS if s.ratio(peer, "cpu") > 1]
    faster = [f"{a.times} x to {b.times} x" for a, b in steps if a.growth(b, OURS) > 1]
    ratios = (
        [
            f"{s.times} x",
            ours,
            peer,
            *(f"{s.ratio(peer, value, ours):.2f}" for value in Run._fields),
        ]
        for s in sizes
        for ours in (OURS, EMPTY)
        for peer in PEERS
    )
    growths = (
        [build, *(f"{a.growth(b, build):.2f}" for a, b in steps)] for build in (OURS, *PEERS)
    )
    builds = (
        [f"{s.times} x", name, s.pages, len(runs), *spread(runs, 1)]
        for s in sizes
        for name, runs in s.runs.items()
    )
    checks = ([f"{s.times} x", *spread(s.checks, 2)] for s in sizes)
    value_names = ["Clock, s", "Processor, s", "Peak memory, MiB"]
    lines = [
        f"- No slower than stock Material: {'missed at ' + ', '.join(slower) if slower else 'met at every size'}."
    ]
    if steps:
        lines += [
            f"- Growth no worse than linear: {'missed from ' + ', '.join(faster) if faster else 'met at every step'}."
        ]
    heavy = [f"{s.times} x ({s.heaviest[1]})" for s in sizes if s.heaviest[0] > HEAVY]
    packed = ", ".join(f"{s.heaviest[0] / 1000:.1f} kB at {s.times} x" for s in sizes)
    lines += [
        f"- No page above {HEAVY // 1000} kB: {'missed at ' + ', '.join(heavy) if heavy else 'met'}, with {packed}."
    ]
    lines += ["", "This site over its peer (less than 1 is better):"]
    lines += table(["Chapters", "Build", "Peer", "Clock", "Processor", "Memory"], ratios)
    if steps:
        lines += ["Growth of processor time with the number of pages (linear is 1.0):"]
        lines += table(["Build", *(f"{a.times} x to {b.times} x" for a, b in steps)], growths)
    lines += ["Each build, smallest / median / largest:"]
    lines += table(["Chapters", "Build", "Pages", "Runs", *value_names], builds)
    lines += ["`python -m macros check` alone, smallest / median / largest:"]
    return "\n".join(lines + table(["Chapters", *value_names], checks)).strip()
