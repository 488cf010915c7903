"""A Python that has read the generator already: it runs modules as `python -m` does, each in a process of its own.

To start Python and to read the generator takes as long as to build a small plan. So each of pytest's processes does it once:
`run` starts this file as a program, which forks for each module that is asked for.
"""

from __future__ import annotations

import atexit
import filecmp
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
USED = ("mkdocs.commands.build", "mkdocs.theme", "mkdocs_macros.plugin", "material")


def has_this_generator(root: Path) -> bool:
    """Whether a project holds this project's own generator, unchanged."""
    return all(_same(filecmp.dircmp(root / name, ROOT / name)) for name in ("macros", "overrides"))


def _same(pair: filecmp.dircmp[str]) -> bool:
    different = (pair.left_only, pair.right_only, pair.diff_files, pair.funny_files)
    return not any(different) and all(map(_same, pair.subdirs.values()))


def run(
    root: Path, arguments: tuple[str, ...], env: dict[str, str], longest: float
) -> subprocess.CompletedProcess[str]:
    """Run a module with its arguments in `root`. Raises TimeoutExpired after so many seconds."""
    process = _started()
    assert process.stdin
    assert process.stdout
    with TemporaryFile() as out, TemporaryFile() as err:
        asked = {
            "root": str(root),
            "arguments": arguments,
            "env": env,
            "files": [f"/proc/{os.getpid()}/fd/{file.fileno()}" for file in (out, err)],
        }
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], longest)[0]:
            _started.cache_clear()
            _end(process)
            raise subprocess.TimeoutExpired([*arguments], longest)
        status = int(process.stdout.readline())
        said = [(file.seek(0), file.read().decode())[1] for file in (out, err)]
    return subprocess.CompletedProcess([*arguments], status, *said)


@cache
def _started() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, __file__],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[str]) -> None:
    """End a process with all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


# In the process that is asked


def _answer() -> None:
    sys.path[0] = str(ROOT)
    for name in (*USED, *_generator()):
        importlib.import_module(name)
    _compile_templates()
    for line in sys.stdin:
        if not (child := os.fork()):
            _become(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _compile_templates() -> None:
    """Let the generator keep all its templates, which a fork then has."""
    from macros.pages.templates import OVERRIDES, environment  # noqa: PLC0415 - as below

    templates = environment()
    for file in OVERRIDES.rglob("*.html"):
        templates.get_template(file.relative_to(OVERRIDES).as_posix())


def _generator() -> list[str]:
    """All modules of the generator, but for those that the proof alone needs, and the one that is run."""
    import macros  # noqa: PLC0415 - it stands on the path that was just set

    names = [module.name for module in pkgutil.walk_packages(macros.__path__, "macros.")]
    return [name for name in names if not name.startswith(("macros.proof", "macros.__main__"))]


def _become(asked: dict[str, Any]) -> NoReturn:
    """Run what is asked in this process, and end it."""
    os.chdir(asked["root"])
    os.environ.clear()
    os.environ.update(asked["env"])
    for number, file in enumerate(asked["files"], 1):
        os.dup2(os.open(file, os.O_WRONLY), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.path[0] = asked["root"]
    module, *sys.argv[1:] = asked["arguments"]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    sys.exit()


if __name__ == "__main__":
    _answer()
