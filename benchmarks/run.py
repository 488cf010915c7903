"""Measures whole builds of this site against stock Material, and writes the figures into benchmarks/README.md.

Both build the same pages from the same rendered Markdown, in the same run, at several sizes. How to read the
figures is told in benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "benchmarks" / "README.md"
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
COPIED = ("data", "docs", "macros", "overrides", "mkdocs.yml")
PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "Markdown", "Jinja2", "PyYAML", "pydantic")
MIB = 1024 * 1024
OURS, PLAIN, SEARCH = "this site", "stock Material, no search", "stock Material"
PEERS = {PLAIN: [], SEARCH: ["search"]}


class Run(NamedTuple):
    """One run of a command: seconds on the clock, seconds of processor time, peak memory in bytes."""

    wall: float
    cpu: float
    memory: int


# The trees that are built


def grow(tree: Path, times: int) -> None:
    """Copy this site to `tree`, with `times` as many chapters: each one's two files again, under a new id."""
    for name in COPIED:
        source = ROOT / name
        shutil.copytree(source, tree / name) if source.is_dir() else shutil.copy(source, tree / name)
    chapters = sorted((tree / "data" / "chapters").glob("*.yml"))
    for nth in range(2, times + 1):
        for path in chapters:
            data = path.read_text(encoding="utf-8")
            data = re.sub(r"(?m)^number: (\d+)$", lambda m: f"number: {int(m[1]) + (nth - 1) * len(chapters)}", data)
            data = re.sub(r"(?m)^title: (.+)$", rf"title: \1 {nth}", data)
            path.with_stem(f"{path.stem}-{nth}").write_text(data, encoding="utf-8")
            page = tree / "docs" / "chapters" / f"{path.stem}.md"
            shutil.copy(page, page.with_stem(f"{page.stem}-{nth}"))


def make_peers(ours: Path, peers: dict[Path, list[str]]) -> None:
    """Make the same site for stock Material, with these plugins: our macros' HTML in the Markdown, no overrides."""
    sys.path.insert(0, str(ROOT))
    import yaml
    from macros import navigation
    from macros.pages.site import Site
    from macros.plan.load import load_plan
    from mkdocs.utils.yaml import yaml_load

    config = yaml_load((ours / "mkdocs.yml").read_text(encoding="utf-8"))
    site = Site(load_plan(ours), ours, config["site_url"])
    kept = {key: config[key] for key in ("site_name", "site_url", "markdown_extensions", "validation")}
    kept |= {"nav": navigation(config["nav"], site), "theme": {"name": "material"}}
    for tree, plugins in peers.items():
        shutil.copytree(ours / "docs", tree / "docs")
        (tree / "mkdocs.yml").write_text(yaml.safe_dump(kept | {"plugins": plugins}, sort_keys=False), encoding="utf-8")
    for page in site.pages.values():

        def html(call: re.Match[str]) -> str:
            return site.render(call[1], page, tuple(re.findall(r'"([^"]*)"', call[2])))  # noqa: B023

        text = re.sub(r"(?m)^\{\{ *(\w+)\((.*)\) *\}\}$", html, (site.docs / page.file).read_text(encoding="utf-8"))
        for tree in peers:
            (tree / "docs" / page.file).write_text(text, encoding="utf-8")


# Measuring


def measured(tree: Path, *arguments: str) -> Run:
    """Run a Python module in `tree`. Raises RuntimeError with what it said if it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], cwd=tree, stdout=said, stderr=said, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"python -m {' '.join(arguments)} failed:\n{said.read().decode()[-5000:]}")
    # Linux counts peak memory in kibibytes, macOS in bytes.
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def build(tree: Path) -> Run:
    """Build the site in `tree`."""
    return measured(tree, "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tree / "site"))


def measure(times: int, counted: int) -> tuple[int, dict[str, list[Run]], list[Run]]:
    """At one size: the number of pages, every counted run of every build in turns, and those of a check."""
    with tempfile.TemporaryDirectory() as folder:
        trees = {name: Path(folder, str(n)) for n, name in enumerate((OURS, *PEERS))}
        grow(trees[OURS], times)
        # In a process of its own: this one must stay small, for on Linux a child's peak begins with its parent's.
        maker = multiprocessing.get_context("spawn").Process(
            target=make_peers, args=(trees[OURS], {trees[name]: plugins for name, plugins in PEERS.items()})
        )
        maker.start()
        maker.join()
        if maker.exitcode:
            raise RuntimeError("stock Material's pages could not be made.")
        runs: dict[str, list[Run]] = {name: [] for name in trees}
        checks: list[Run] = []
        for turn in range(counted + 1):  # the first turn warms up
            for name, tree in trees.items():
                runs[name].append(build(tree))
                print(f"{times} times, {'run ' + str(turn) if turn else 'warm-up'}, {name}: {runs[name][-1].cpu:.1f} s", file=sys.stderr)
            checks.append(measured(trees[OURS], "macros", "check"))
        pages = {name: sum(1 for _ in (tree / "site").rglob("*.html")) for name, tree in trees.items()}
        if len(set(pages.values())) > 1:
            raise RuntimeError(f"the sites differ in their pages: {pages}")
        return pages[OURS], {name: found[1:] for name, found in runs.items()}, checks[1:]


# Telling


def spread(runs: Iterable[Run], value: Callable[[Run], float], form: str) -> str:
    """Smallest, middle and largest."""
    values = [value(run) for run in runs]
    return " / ".join(format(v, form) for v in (min(values), median(values), max(values)))


def table(head: str, rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A Markdown table; figures stand at the right."""
    names = head.split("|")
    yield "| " + " | ".join(names) + " |"
    yield "| " + " | ".join(["---"] + ["---:"] * (len(names) - 1)) + " |"
    yield from ("| " + " | ".join(map(str, row)) + " |" for row in rows)


def machine() -> str:
    """What the figures were measured with."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{date.today():%-d %B %Y}. {platform.system()}, {platform.machine()}, {cores} cores, {memory:.0f} GiB of memory. "
        f"{platform.python_implementation()} {platform.python_version()}, {packages}."
    )


def report(found: dict[int, tuple[int, dict[str, list[Run]], list[Run]]]) -> str:
    """All figures as Markdown."""
    each = [(times, name, runs[name]) for times, (_, runs, _) in found.items() for name in runs]
    ratios = {
        (times, name, value): median(getattr(a, value) / getattr(b, value) for a, b in zip(runs[OURS], runs[name]))
        for times, (_, runs, _) in found.items()
        for name in PEERS
        for value in Run._fields
    }

    def growth(name: str, one: int, other: int) -> float:
        (pages, runs, _), (more, others, _) = found[one], found[other]
        return math.log(median(r.cpu for r in others[name]) / median(r.cpu for r in runs[name])) / math.log(more / pages)

    steps = list(zip(found, list(found)[1:]))
    grown = {(name, *step): growth(name, *step) for name in (OURS, *PEERS) for step in steps}
    lines = [machine(), "", "This site over its peer, median of the pairs of runs (less than 1 is better):", ""]
    lines += table(
        "Chapters|Peer|Clock|Processor|Memory",
        ([f"{times} x", name, *(f"{ratios[times, name, value]:.2f}" for value in Run._fields)] for times in found for name in PEERS),
    )
    if steps:
        lines += ["", "Growth of processor time with the number of pages (linear is 1.0):", ""]
        head = "Build|" + "|".join(f"{one} x to {other} x" for one, other in steps)
        lines += table(head, ([name, *(f"{grown[name, *step]:.2f}" for step in steps)] for name in (OURS, *PEERS)))
    lines += ["", "Each build, smallest / median / largest:", ""]
    lines += table(
        "Chapters|Build|Pages|Runs|Clock, s|Processor, s|Peak memory, MiB",
        (
            [f"{times} x", name, found[times][0], len(runs), spread(runs, lambda r: r.wall, ".1f"), spread(runs, lambda r: r.cpu, ".1f"), spread(runs, lambda r: r.memory / MIB, ".0f")]
            for times, name, runs in each
        ),
    )
    lines += ["", "`python -m macros check` alone, smallest / median / largest:", ""]
    lines += table(
        "Chapters|Clock, s|Processor, s",
        ([f"{times} x", spread(checks, lambda r: r.wall, ".2f"), spread(checks, lambda r: r.cpu, ".2f")] for times, (_, _, checks) in found.items()),
    )
    slower = [f"{times} x ({name})" for (times, name, value), ratio in ratios.items() if value == "cpu" and ratio > 1]
    faster = [f"{one} x to {other} x" for (name, one, other), power in grown.items() if name == OURS and power > 1]
    lines += ["", f"No slower than stock Material: {'missed at ' + ', '.join(slower) if slower else 'met at every size'}."]
    if steps:
        lines += [f"Growth no worse than linear: {'missed from ' + ', '.join(faster) if faster else 'met at every step'}."]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and put the figures between the two marks of the README."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 40], help="how many times today's chapters (default: 1 10 40)")
    parser.add_argument("--runs", type=int, nargs="+", default=[5, 3, 3], help="counted runs at each size (default: 5 3 3)")
    parser.add_argument("--print-only", action="store_true", help="leave the README as it is")
    chosen = parser.parse_args()
    if len(chosen.sizes) != len(chosen.runs) or min(chosen.runs) < 1 or chosen.sizes != sorted({*chosen.sizes}):
        parser.error("give one number of runs for each size, and the sizes from small to large")
    told = report({times: measure(times, counted) for times, counted in zip(chosen.sizes, chosen.runs)})
    print(told)
    if not chosen.print_only:
        before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
        README.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
