"""Measures this site against stock Material, and writes the figures into tests/benchmarks/README.md.

What is measured, and how to read the figures, is told there.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path

import builds

from macros.plan.today import build_date

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "tests/benchmarks/README.md"
PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "mkdocs-macros-plugin",
    "Markdown",
    "Jinja2",
    "PyYAML",
    "pydantic",
)


def machine(tools: str = "") -> str:
    """What the figures were measured with."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{build_date():%-d %B %Y}. {platform.system()}, {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB of "
        f"memory. {platform.python_implementation()} {platform.python_version()}, {packages}{tools and ', '}{tools}."
    )


def write(part: str, text: str) -> None:
    """Put the figures of one part between its two marks in the README. Raises ValueError if a mark is missing."""
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    before, found, rest = README.read_text(encoding="utf-8").partition(begin)
    _, ended, after = rest.partition(end)
    if not (found and ended):
        raise ValueError(f"{README} has no {begin} with {end} after it")
    README.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def main() -> None:
    """Measure, print, and write what was found into the README."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--only",
        choices=["builds", "pages", "reports"],
        help="measure one part alone (default: all)",
    )
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="+",
        default=[1, 10, 40],
        help="builds: times today's chapters (default: 1 10 40)",
    )
    parser.add_argument(
        "--runs",
        type=int,
        nargs="+",
        default=[7, 3, 2],
        help="builds: counted runs at each size (default: 7 3 2)",
    )
    parser.add_argument(
        "--judge", type=int, default=3, help="pages: runs of Lighthouse for each page (default: 3)"
    )
    parser.add_argument("--print-only", action="store_true", help="leave the README as it is")
    chosen = parser.parse_args()
    if (
        len(chosen.sizes) != len(chosen.runs)
        or min(chosen.runs + chosen.sizes) < 1
        or chosen.sizes != sorted({*chosen.sizes})
    ):
        parser.error("give one number of runs for each size, and the sizes from small to large")
    if chosen.judge < 1:
        parser.error("Lighthouse has to run at least once")
    # What a part alone needs is imported for it: this process must stay small while builds are measured.
    told = {}
    with tempfile.TemporaryDirectory() as folder:
        site = builds.copy(
            ROOT, Path(folder)
        )  # once, so that somebody's edits don't fall between two builds
        if chosen.only in (None, "builds"):
            found = builds.report(
                [
                    builds.measure(site, times, counted)
                    for times, counted in zip(chosen.sizes, chosen.runs, strict=True)
                ]
            )
            told["builds"] = f"{machine()}\n\n{found}"
        if chosen.only in (None, "reports"):
            told["reports"] = f"{machine()}\n\n{importlib.import_module('reports').report()}"
        if chosen.only in (None, "pages"):
            found, tools = importlib.import_module("visits").report(site, chosen.judge)
            told["pages"] = f"{machine(tools)}\n\n{found}"
    for part, text in told.items():
        print(text)
        if not chosen.print_only:
            write(part, text)


if __name__ == "__main__":
    main()
