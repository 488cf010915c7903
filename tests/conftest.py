"""The fixtures that test modules share: the third edition and the invented ones, built and served; the browser and its tabs."""

from __future__ import annotations

import compileall
import fcntl
import os
import runpy
import shutil
import signal
from collections.abc import Callable
from contextlib import ExitStack
from filecmp import dircmp
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import EPOCH, ROOT, build, copy_project
from playwright.sync_api import sync_playwright
from sample import SMALL, build_sample, put_together, small_plan
from small import TODAY, Check

from macros.__main__ import main
from macros.proof.browser import launch
from macros.proof.findings import LIGHT, State
from macros.proof.pages import Pages
from macros.proof.served import Served, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

# What GitHub or a publisher has set here must change no test: each sets what it needs.
for name in [name for name in os.environ if name == "SITE_URL" or name.startswith("GITHUB_")]:
    del os.environ[name]

# A shell that starts them in the background has them ignore Ctrl and C. What they start would do so too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Tests stand apart from the plan that is published, and from the clock: this process, and those that it starts.
APART = ROOT / "tests/apart"
runpy.run_path(str(APART / "sitecustomize.py"))
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(APART), *filter(None, [os.environ.get("PYTHONPATH")])]
)
# Projects are copied with the code that Python has compiled: what they start need not compile it again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
compileall.compile_dir(ROOT / "macros", quiet=1)
# All that they read stands as on its own day.
os.environ["SOURCE_DATE_EPOCH"] = EPOCH

# What takes long


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--night` runs the tests that are marked so, and no others."""
    parser.addoption("--night", action="store_true", help="run what is run each night, alone")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is for the night by day, and the rest by night."""
    night = config.getoption("--night")
    kept: dict[bool, list[pytest.Item]] = {True: [], False: []}
    for item in items:
        kept[bool(item.get_closest_marker("night"))].append(item)
    config.hook.pytest_deselected(items=kept[not night])
    items[:] = kept[night]


# What is built once for all of pytest's processes

Once = Callable[[str, Callable[[Path], Pages]], Pages]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Builds a site into a folder of this name, unless another process of these tests has: then it is that one."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def built(name: str, make: Callable[[Path], Pages]) -> Pages:
        folder = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "built").exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                (folder / "built").touch()
        return Pages(folder / "site")

    return built


# The third edition


@pytest.fixture(scope="session")
def site(once: Once) -> Pages:
    """The site of the third edition."""
    return once("third-edition", lambda at: build(copy_project(at / "project"), at / "site"))


@pytest.fixture(scope="session")
def served(site: Pages) -> Iterator[Served]:
    """The site of the third edition, served."""
    with serve(site) as at:
        yield at


# The small plan


@pytest.fixture(scope="session")
def small_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small plan, with the project's own overrides beside it."""
    root = tmp_path_factory.mktemp("small") / "plan"
    shutil.copytree(SMALL, root)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    return root


@pytest.fixture
def plan(small_copy: Path) -> Iterator[Path]:
    """The copy of the small plan, for a test to spoil: afterwards it is as it was."""
    yield small_copy
    for path in [path for path in small_copy.rglob("*") if path.is_symlink()]:
        path.unlink()
    _put_back(dircmp(SMALL, small_copy, ignore=["overrides"]))


def _put_back(pair: dircmp[str]) -> None:
    """Make the second of two folders like the first. A file that was written since it was copied has another time."""
    for name in (*pair.right_only, *pair.common_funny):
        path = Path(pair.right, name)
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in (*pair.left_only, *pair.diff_files, *pair.common_funny):
        whole, copy = Path(pair.left, name), Path(pair.right, name)
        shutil.copytree(whole, copy) if whole.is_dir() else shutil.copy2(whole, copy)
    for inner in pair.subdirs.values():
        _put_back(inner)


@pytest.fixture
def check(plan: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    """Run `check` on the small plan: its exit status, and the lines that it prints."""

    def run(today: date = TODAY) -> tuple[int, list[str]]:
        status = main(["--root", str(plan), "check", "--today", today.isoformat()])
        return status, capsys.readouterr().out.splitlines()

    return run


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """A project with the small plan, which no editor changes, ready to be built."""
    return small_plan(tmp_path / "plan")


# The sample plan, which has highlight reports


@pytest.fixture(scope="session")
def samples(once: Once) -> Pages:
    """The site of the sample plan. The project that it was built from stands beside it."""
    return once("samples", lambda at: build_sample(put_together(at / "project"), at / "site"))


# The browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Iterator[Callable[[State], Tab]]:
    """A tab for each state of a reader's browser, opened once and used for all pages."""
    opened: dict[State, Tab] = {}

    def tab(state: State) -> Tab:
        if state not in opened:
            opened[state] = state.open(browser)
        return opened[state]

    yield tab
    for page in opened.values():
        page.context.close()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Tab]:
    """One tab for all tests of a module."""
    opened = LIGHT.open(browser)
    yield opened
    opened.context.close()


@pytest.fixture
def new_tab(browser: Browser) -> Iterator[Callable[..., Tab]]:
    """Opens a new tab in any state. Closed after the test."""
    with ExitStack() as stack:

        def new(state: State = LIGHT) -> Tab:
            opened = state.open(browser)
            stack.callback(opened.context.close)
            return opened

        yield new
