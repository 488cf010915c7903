"""What a computer lacks, or somebody has set wrongly, is told in a line: a traceback is a fault of this project."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from jinja2 import TemplateNotFound
from pages import ROOT

from macros.__main__ import NO_MEMORY, main
from macros.commands import build, check

if TYPE_CHECKING:
    from pathlib import Path

FULL = os.strerror(errno.ENOSPC)
LACKING = {
    "memory": (MemoryError(), NO_MEMORY),
    "room": (
        OSError(errno.ENOSPC, FULL, "/tmp/plan"),  # noqa: S108
        "/tmp/plan can't be used (no space left on device). Mend that, and run it again.",  # noqa: S108
    ),
    "room for a copy": (
        shutil.Error([("data/a.yml", "/elsewhere/a.yml", FULL)]),
        f"data/a.yml can't be copied ({FULL}).",
    ),
    "room somewhere": (
        OSError(errno.ENOSPC, FULL),
        "This can't be done here (no space left on device). Mend that, and run it again.",
    ),
    "a template": (
        TemplateNotFound("page.html"),
        "overrides/page.html is not there. Put it back, as it is in the project: git restore overrides",
    ),
}


@pytest.mark.parametrize("what", LACKING)
def test_what_is_lacking_is_told_in_a_line(
    plan: Path, what: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error, told = LACKING[what]

    def lacks(*_: object) -> None:
        raise error

    monkeypatch.setattr(check, "problems_of", lacks)
    assert main(["--root", str(plan), "check"]) == 1
    assert capsys.readouterr() == ("", f"{told}\n")


def test_a_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--root", str(tmp_path / "plan"), "check"])
    assert f"--root: there is no folder {tmp_path / 'plan'}." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "status", "told"),
    [
        (
            f"raise OSError({errno.ENOSPC}, {FULL!r}, 'a.html')",
            1,
            f"OSError: [Errno 28] {FULL}: 'a.html'\n",
        ),
        (
            "raise PermissionError(13, 'Permission denied')",
            1,
            "PermissionError: [Errno 13] Permission denied\n",
        ),
        (
            "class TemplateNotFound(OSError): __module__ = 'jinja2.exceptions'\nraise TemplateNotFound('page.html')",
            1,
            "jinja2.exceptions.TemplateNotFound: page.html\n",
        ),
        ("raise MemoryError", 1, "MemoryError\n"),
        (
            "import os; os.kill(os.getpid(), 9)",
            -9,
            "It was ended from outside, by signal 9: perhaps for want of memory.\n",
        ),
        ("import sys; sys.stderr.write('One.\\nTwo.\\n')", 0, "One.\nTwo.\n"),
    ],
)
def test_what_stops_mkdocs_from_outside_is_told_in_a_line(
    tmp_path: Path, code: str, status: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-S", "-c", code]
    with (tmp_path / "lock").open("w") as lock:
        found = build.run(command, tmp_path, {**os.environ, "PYTHONPATH": ""}, lock.fileno())
    assert (found, capsys.readouterr().err) == (status, told)


def test_what_is_wrong_in_the_code_is_told_to_developers_as_a_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-S", "-c", "def f(): return 1 / 0\nf()"]
    with (tmp_path / "lock").open("w") as lock:
        assert build.run(command, tmp_path, {**os.environ, "PYTHONPATH": ""}, lock.fileno()) == 1
    said = capsys.readouterr().err
    assert said.startswith("Traceback (most recent call last):\n")
    assert said.endswith("\nZeroDivisionError: division by zero\n")


@pytest.mark.parametrize(("sign", "ignored"), [("TERM", False), ("HUP", False), ("HUP", True)])
def test_a_command_that_is_asked_to_end_or_loses_its_window_takes_its_work_back(
    sign: str, ignored: bool
) -> None:
    """Unless it was started to go on without one, by nohup."""
    number = signal.Signals[f"SIG{sign}"]
    code = f"""
import os, signal
signal.signal({number}, signal.SIG_IGN if {ignored} else signal.SIG_DFL)
from macros.__main__ import end_well
end_well()
try:
    os.kill(os.getpid(), {number})
finally:
    print("taken back")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0 if ignored else 128 + number, "taken back\n")
