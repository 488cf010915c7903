"""How long one board's highlight report of 22 chapters takes: to be checked, to be shown, to go to a sheet and back.

And how long a sheet may keep `report read` busy that is made to do harm, and how much memory it takes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import sample
from tables import table
from workbooks import HOSTILE, changed, lying

from macros.pages.board_paper import board_paper
from macros.pages.site import Site
from macros.plan.base import as_typed
from macros.plan.drafts import as_yaml, begun
from macros.plan.load import load_plan
from macros.plan.quarters import Quarter
from macros.plan.sheets import as_sheet, read_sheet
from macros.plan.source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

BOARD, QUARTER = "sample-county-executive", "2031-Q4"
RUNS = 7
# What a whole `report read` may need, start of Python and reading the plan included.
MOST_SECONDS, MOST_MIB = 2, 200


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """The median of some runs: seconds on the clock, and seconds of processor time. The first run is not counted."""
    runs = []
    for _ in range(RUNS + 1):
        start, begun = time.perf_counter(), time.process_time()
        work()
        runs.append((time.perf_counter() - start, time.process_time() - begun))
    return median(wall for wall, _ in runs[1:]), median(cpu for _, cpu in runs[1:])


# Starts what follows and prints its exit status, its processor time and its peak memory, in a process that is small itself: on
# Linux a child's peak begins with its parent's.
STARTED = """
import os, sys
child = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[1:]], os.environ)
_, status, usage = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""


def reading(root: Path, sheet: Path) -> tuple[float, float]:
    """Seconds of processor time and MiB that `report read` needs. Raises RuntimeError if it neither reads nor refuses."""
    command = ["-m", "macros", "--root", str(root), "report", "read", str(sheet)]
    done = subprocess.run(
        [sys.executable, "-c", STARTED, *command, "--today", sample.TODAY.isoformat()],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    status, seconds, memory = done.stdout.split("\n")[-2].split()
    if status not in ("0", "1"):
        raise RuntimeError(f"report read of {sheet.name} ended with {status}")
    return float(seconds), int(memory) / (1024**2 if sys.platform == "darwin" else 1024)


def harm(folder: Path) -> list[str]:
    """What each sheet needs that is made to do harm, as lines of the README: one of the sample plan's own reports, spoilt."""
    root = sample.put_together(folder)
    plan = load_plan(root, sample.TODAY)
    file = root / f"data/highlight-reports/{QUARTER}/{sample.BOARD}.yml"
    data = read_yaml(file, file.name)[0].data
    content = as_sheet(plan, plan.boards[sample.BOARD], Quarter.read(QUARTER), data)
    sheets = {name.replace("_", " "): changed(content, change) for name, change in HOSTILE.items()}
    sheets["a part that says it is small"] = lying(content, 100)
    sheets["a part that says it is large"] = lying(content, 15_000_000)
    runs = {}
    for name, made in {"one as it was sent": content, **sheets}.items():
        (root / "harm.xlsx").write_bytes(made)
        runs[name] = reading(root, root / "harm.xlsx")
    over = [
        name
        for name, (seconds, memory) in runs.items()
        if seconds > MOST_SECONDS or memory > MOST_MIB
    ]
    rows = [
        [name, f"{seconds:.1f} s", f"{memory:.0f} MiB"] for name, (seconds, memory) in runs.items()
    ]
    return [
        f"- A sheet ends within {MOST_SECONDS} seconds of processor time and {MOST_MIB} MiB: {'missed by ' + ', '.join(over) if over else 'met by every one'}.",
        *table(["`report read` of a sheet", "Processor", "Memory"], rows),
    ]


def report() -> str:
    """The figures as a table. The sample plan is given one board with all its chapters, and no report but that one's."""
    with tempfile.TemporaryDirectory() as folder:
        root = sample.put_together(Path(folder) / "project")
        shutil.rmtree(root / "data/highlight-reports")
        for path in (root / "data/chapters").glob("*.yml"):
            lines = path.read_text(encoding="utf-8").splitlines()
            path.write_text(
                "\n".join(
                    f"board: {BOARD}" if line.startswith("board:") else line for line in lines
                ),
                encoding="utf-8",
            )
        plan = load_plan(root, sample.TODAY)
        board, quarter = plan.boards[BOARD], Quarter.read(QUARTER)
        data = begun(plan, board, quarter) | {"reported_by": "County office", "date": "2032-01-08"}
        for told in data["chapters"]:
            for entry in told.get("priorities", ()):
                entry |= {
                    "status": "at-risk",
                    "progress": "Rain stopped the work for five weeks. Two more people were asked to help.",
                }
            if "nothing" in told:
                told["nothing"] = "The chapter is on hold."
            else:
                told["risks"] = [
                    {
                        "what": "The weather may stop it again.",
                        "likelihood": "high",
                        "impact": "low",
                        "action": "More days were booked.",
                        "held_by": "Chapter lead",
                    }
                ]
        file = root / f"data/highlight-reports/{QUARTER}/{BOARD}.yml"
        file.parent.mkdir(parents=True)
        file.write_text(as_yaml(plan, board, quarter, data), encoding="utf-8")
        plan = load_plan(root, sample.TODAY)
        site = Site(plan, root, "https://sample.example/")
        told, page = (
            plan.reports.all[0],
            next(page for page in site.made.values() if page.macro == "highlight_report"),
        )
        sheet = root / "report.xlsx"
        sheet.write_bytes(as_sheet(plan, board, quarter, data))
        if as_typed(file.read_text(encoding="utf-8"))["chapters"] != data["chapters"]:
            raise RuntimeError("the report was not written as it was made")
        works: dict[str, Callable[[], object]] = {
            "read the file alone": lambda: read_yaml(file, file.name),
            "read and check it with the whole plan": lambda: load_plan(root, sample.TODAY),
            "show it on its page": lambda: site.render(page.macro, page, page.arguments),
            "make the board paper": lambda: board_paper(site, told),
            "write it as a spreadsheet": lambda: as_sheet(plan, board, quarter, data),
            "read the spreadsheet back": lambda: read_sheet(sheet, plan),
        }
        rows = [
            [name, *(f"{seconds:.3f} s" for seconds in measured(work))]
            for name, work in works.items()
        ]
        size = f"{len(told.chapters)} chapters, {sum(len(entry.priorities) for entry in told.chapters)} priorities"
        return "\n".join(
            [
                f"A report of {size}; the median of {RUNS} runs.",
                *table(["One report", "Clock", "Processor"], rows),
                *harm(Path(folder) / "harm"),
            ]
        ).rstrip()
