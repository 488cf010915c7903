"""Python runs this first in every process of the tests: none may read the plan that is published, or ask the clock.

What editors write can then turn no test red, and no test turns red by itself on a later day. It is put on the path by
tests/conftest.py, so that programs which tests start are held to it too.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from typing import Any

import time_machine

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))  # noqa: PTH120 - pathlib would be watched
CONTENT = tuple(os.path.join(ROOT, name) for name in ("data", "docs"))  # noqa: PTH118
SCHEMAS = os.path.join(ROOT, "data", "schemas")  # noqa: PTH118 - which a machine writes
EVENTS = {"open", "os.listdir", "os.scandir"}


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse to open what stands in the repository's own data/ or docs/. Raises RuntimeError."""
    if event in EVENTS and isinstance(arguments[0], str | bytes | os.PathLike):
        if event == "open" and arguments[1] is None and not os.path.isabs(arguments[0]):  # noqa: PTH117
            return  # os.open, whose path may count from a folder that is open
        path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100
        if path == SCHEMAS or path.startswith(f"{SCHEMAS}{os.sep}"):
            return
        if path.startswith(CONTENT) and (path in CONTENT or path[len(ROOT) + 5] == os.sep):
            raise RuntimeError(
                f"a test opens {path}, which editors change. Let it read tests/third-edition or another plan of its own."
            )


sys.addaudithook(watch)
# Whoever asks the clock gets a day on which no plan of the tests stands.
time_machine.travel(
    datetime.fromisoformat(os.environ.get("TESTS_DAY", "2041-02-03")).replace(tzinfo=UTC),
    tick=True,
).start()
