"""Tries thousands of breaks on the small plan, the sample plan and the third edition, and lists what is wrong and what is accepted.

    make fuzz
    make fuzz ARGS='--many 300 --plan small --seed 7'

What was accepted is counted by kind, and some of it is printed for people to read. Fails if anything is told at the
wrong place, or not at all where it can't be meant.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

import sample
from breaks import Broken, Project, broken, faults
from pages import DAY, EDITION, content_of
from small import TODAY

PLANS = {"small": TODAY, "sample": sample.TODAY, "third": DAY}
AT_ONCE = 50


def project(name: str, folder: Path) -> Project:
    """One of the plans, in a folder, ready to be broken."""
    root = sample.SMALL if name == "small" else EDITION
    if name == "sample":
        root = sample.put_together(folder / "whole")
    return Project(content_of(root, folder / "plan"), PLANS[name])


def tried(name: str, seed: int, many: int) -> list[tuple[Broken, bool, list[str]]]:
    """Breaks of a plan: each with whether it was accepted, and what is wrong with what was said of it."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        at = project(name, Path(folder))
        for one in islice(broken(at.root, seed), many):
            try:
                problems = at.tried(one)
            except Exception as error:
                found.append((one, False, [f"it ends in {error!r}"]))
            else:
                found.append((one, not problems, [*faults(one, problems)]))
    return found


def main() -> int:
    """Try, print, and say whether anything is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--many", type=int, default=3000, help="breaks in all (default: 3000)")
    parser.add_argument("--seed", type=int, default=0, help="which ones (default: 0)")
    parser.add_argument("--plan", choices=[*PLANS], help="one plan alone (default: all)")
    parser.add_argument("--read", type=int, default=50, help="accepted ones to print (default: 50)")
    chosen = parser.parse_args()
    plans = [chosen.plan] if chosen.plan else [*PLANS]
    runs = max(chosen.many // AT_ONCE, 1)
    work = [(plans[n % len(plans)], chosen.seed + 1000 + n) for n in range(runs)]
    many = min(chosen.many, AT_ONCE)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(tried, *zip(*((*one, many) for one in work), strict=True))
        every = [
            (name, *one) for (name, _), found in zip(work, results, strict=True) for one in found
        ]
    accepted = [(name, one) for name, one, there, _ in every if there]
    wrong = [(name, one, said) for name, one, _, said in every if said]
    print(f"{len(every)} breaks: {len(every) - len(accepted)} refused, {len(accepted)} accepted.\n")
    for kind, count in Counter(one.kind for _, one in accepted).most_common():
        print(f"  {count:4} {kind.replace('_', ' ')}")
    print(f"\n{min(chosen.read, len(accepted))} of those that were accepted:\n")
    chance = random.Random(chosen.seed)  # noqa: S311  (no secret)
    for name, one in chance.sample(accepted, min(chosen.read, len(accepted))):
        print(
            f"  {one.kind.replace('_', ' ')}: {name}, {one.file}, line {one.first}\n{one.shown}\n"
        )
    for name, one, said in wrong:
        print(
            f"WRONG: {one.kind} in {name}, {one.file}, line {one.first}: {'; '.join(said)}\n{one.shown}"
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
