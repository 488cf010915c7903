"""What an editor sees under `serve`: each change without a reload by hand, and each mistake as a page that goes when it is mended."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from pages import by_day, edit, run
from sample import small_plan
from small import TODAY, unbound

from macros.plan.load import load_plan
from macros.plan.today import epoch_of
from macros.proof.checkers.policy import policy_of, rules
from macros.proof.pages import Pages
from macros.publish.policy import headers, policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

PLAY = "data/chapters/play.yml"
UP_TO_DATE = "The site is up to date: "
TO_MEND = " to mend. Meanwhile this is what every page shows: "


class Editing:
    """A project that is served. Its lines in the terminal wait to be read."""

    def __init__(self, root: Path, port: int, process: subprocess.Popen[str]) -> None:
        """Begin to listen to a process that serves a project at a port of this machine."""
        self.root, self.port, self.process = root, port, process
        self.url = f"http://127.0.0.1:{port}/sub/path/"
        self._lines: Queue[str] = Queue()
        Thread(
            target=lambda: [self._lines.put(line) for line in process.stdout or ()], daemon=True
        ).start()

    def lines(self, *ends: str) -> list[str]:
        """The lines in the terminal up to the next one that holds one of these, within a minute."""
        found = [self._lines.get(timeout=60)]
        while not any(end in found[-1] for end in ends):
            found.append(self._lines.get(timeout=60))
        return found

    def get(self, address: str) -> str:
        """What stands at an address, whatever its status."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/sub/path/{address}", timeout=30) as answer:
                return answer.read().decode()
        except HTTPError as error:
            return error.read().decode()


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def serving(root: Path, port: int) -> subprocess.Popen[str]:
    env = os.environ | {
        "SOURCE_DATE_EPOCH": epoch_of(TODAY),
        "SITE_URL": "https://plan.test/sub/path/",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "macros", "serve", "--address", f"127.0.0.1:{port}"],
        cwd=root,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def served(root: Path) -> Iterator[Editing]:
    port = free()
    process = serving(root, port)
    yield Editing(root, port, process)
    process.terminate()
    process.wait(timeout=60)


@pytest.fixture
def editing(small_project: Path) -> Iterator[Editing]:
    """A project that is served, and has no mistake yet. No paper holds it to its names."""
    unbound(small_project)
    for found in served(small_project):
        found.lines(UP_TO_DATE)
        yield found


@pytest.fixture
def patient_tab(browser: Browser) -> Iterator[Tab]:
    """A tab that waits a minute for what comes."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


# The browser


@pytest.mark.browser
def test_a_change_and_a_mistake_and_its_mending_show_without_a_reload_by_hand(
    editing: Editing, patient_tab: Tab
) -> None:
    said: list[str] = []
    patient_tab.on(
        "console",
        lambda message: (
            said.append(message.text)
            if message.type == "error" and "404" not in message.text
            else None
        ),
    )
    patient_tab.goto(f"{editing.url}chapters/play/")
    heading = patient_tab.locator("h1")
    edit(editing.root / PLAY, "title: Play", "title: Play and Rest")
    heading.filter(has_text="Play and Rest").wait_for()
    edit(editing.root / PLAY, "board: family-board", "board: familly-board")
    heading.filter(has_text="1 problem to mend").wait_for()
    shown = patient_tab.locator("main").inner_text()
    line = (editing.root / PLAY).read_text(encoding="utf-8").split("\n").index(
        "board: familly-board"
    ) + 1
    assert f"{PLAY}, line {line}, column 8" in shown
    assert "the board is 'familly-board'. Use one of: " in shown
    assert "Did you mean 'family-board'?" in shown
    assert (
        patient_tab.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"
    ), "it has its style sheet"
    edit(editing.root / PLAY, "board: familly-board", "board: family-board")
    heading.filter(has_text="Play and Rest").wait_for()
    assert patient_tab.url == f"{editing.url}chapters/play/"
    assert said == []


@pytest.mark.browser
def test_the_page_for_what_is_missing_follows_changes_too(
    editing: Editing, patient_tab: Tab
) -> None:
    patient_tab.goto(f"{editing.url}no/such/page/")
    patient_tab.locator("h1").filter(has_text="There is no page here").wait_for()
    edit(
        editing.root / "overrides/missing.html", "<h1>There is no page here", "<h1>Nothing is here"
    )
    patient_tab.locator("h1").filter(has_text="Nothing is here").wait_for()


# Every page asked for


MISTAKES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "in data": (
        PLAY,
        lambda file: edit(file, "status: current", "status: currrent"),
        rf"<b>{PLAY}</b>, line \d+, column 9</p>\s*<p>this is &#39;currrent&#39;.*Did you mean &#39;current&#39;\?",
    ),
    "in YAML": (
        "data/people.yml",
        lambda file: file.write_text("a: [", encoding="utf-8"),
        r"<b>data/people.yml</b>, line \d+, column \d+</p>\s*<p>the file ends before a bracket",
    ),
    "on a page": (
        "docs/contact.md",
        lambda file: file.write_text("# Contact\n\n<b>Us</b>\n", encoding="utf-8"),
        r"<b>docs/contact.md</b>, line 3, column 1</p>\s*<p>&#39;&lt;b&gt;&#39; is HTML. Write Markdown",
    ),
    "a macro": (
        "docs/contact.md",
        lambda file: file.write_text("# Contact\n\n{{ publlisher() }}\n", encoding="utf-8"),
        r"<b>docs/contact.md</b>, line 3, column \d+</p>\s*<p>.*publlisher",
    ),
    "in the settings": (
        "mkdocs.yml",
        lambda file: file.write_text("nav: [", encoding="utf-8"),
        r"<b>mkdocs.yml</b>, line 1, column 7</p>\s*<p>the file ends before a bracket",
    ),
    "that only MkDocs finds": (
        "mkdocs.yml",
        lambda file: edit(file, "name: material", "name: materiel"),
        r"<b>MkDocs</b>(?s:.*)materiel",
    ),
    "in the page shell": (
        "overrides/page.html",
        lambda file: file.write_text("\n{% if %}", encoding="utf-8"),
        r"<b>overrides/page.html</b>, line 2,.*</p>\s*<p>jinja2.exceptions.TemplateSyntaxError",
    ),
    "in a fragment": (
        "overrides/fragments/board.html",
        lambda file: file.write_text("\n{{ nothing.here }}", encoding="utf-8"),
        r"<b>overrides/fragments/board.html</b>, line 2,.*</p>\s*<p>jinja2.exceptions.UndefinedError",
    ),
    "a link to nowhere": (
        "docs/away.png",
        lambda file: (
            file.symlink_to("nowhere"),
            edit(file.parents[1] / PLAY, "title: Play", "title: Rest"),
        ),
        r"<b>docs/away.png</b>, line 1, column 1</p>\s*<p>this is a link",
    ),
    "in the page for mistakes": (
        "overrides/problems.html",
        lambda file: (
            file.write_text("{% if %}", encoding="utf-8"),
            edit(file.parents[1] / PLAY, "status: current", "status: x"),
        ),
        rf"^{PLAY}:\d+:9: this is &#x27;x&#x27;",
    ),
}


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editing]:
    """A project that is served, for mistakes to be made in and mended again."""
    root = small_plan(tmp_path_factory.mktemp("edited") / "plan")
    for found in served(root):
        found.lines(UP_TO_DATE)
        yield found


@pytest.mark.parametrize(
    "kind",
    by_day(
        [*MISTAKES],
        "in data",
        "a macro",
        "that only MkDocs finds",
        "in the page shell",
    ),
)
def test_a_mistake_stands_in_place_of_every_page_and_goes_when_it_is_mended(
    edited: Editing, kind: str
) -> None:
    name, make, shown = MISTAKES[kind]
    before = {
        file: file.read_bytes()
        for file in (edited.root / name, edited.root / PLAY)
        if file.is_file()
    }
    try:
        make(edited.root / name)
        edited.lines(TO_MEND)
        for address in ("", "chapters/play/", "no/such/page/", "updates.xml"):
            page = edited.get(address)
            assert re.search(shown, page), page
            assert "livereload(" in page
        assert "font" in edited.get("assets/plan.css") or kind == "a link to nowhere"
    finally:
        for file in (edited.root / name, edited.root / PLAY):
            file.write_bytes(before[file]) if file in before else file.unlink()
        edited.lines(UP_TO_DATE)
    assert "<h1" in edited.get("chapters/play/")
    assert "to mend" not in edited.get("chapters/play/")


def test_it_starts_with_a_mistake_too_and_tells_it_in_the_terminal_as_the_check_does(
    small_project: Path,
) -> None:
    edit(small_project / PLAY, "status: current", "status: currrent")
    told = run(
        small_project, "macros", "check", SOURCE_DATE_EPOCH=epoch_of(TODAY)
    ).stdout.splitlines()
    for editing in served(small_project):
        lines = [line.rstrip("\n") for line in editing.lines(TO_MEND)]
        assert lines == [
            "Checking and building. This takes a few seconds after each change ...",
            *told,
            f"1 problem{TO_MEND}{editing.url}",
        ]
        assert "1 problem to mend" in editing.get("")
        edit(small_project / PLAY, "status: currrent", "status: current")
        assert editing.lines(UP_TO_DATE) == [f"{UP_TO_DATE}{editing.url}  Ctrl and C end it.\n"]
        assert "to mend" not in editing.get("")


# Beginning and ending


def test_an_address_that_is_taken_is_told_in_a_line(small_project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run(small_project, "macros", "serve", "--address", f"127.0.0.1:{port}")
    assert done.returncode == 1
    said = f"Nothing can be shown at 127.0.0.1:{port}: something else stands there, perhaps another `make serve`. End that, or use another address: make serve ARGS='--address 127.0.0.1:{port + 1}'\n"
    assert done.stderr == said


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("192.0.2.1:8000", 1),
        ("no-such-host.invalid:8000", 1),
        ("8000", 2),
        ("127.0.0.1:", 2),
        ("127.0.0.1:99999", 2),
        ("127.0.0.1:8O", 2),
    ],
)
def test_an_address_where_nothing_can_stand_is_told(
    small_project: Path, typed: str, status: int
) -> None:
    done = run(small_project, "macros", "serve", "--address", typed)
    assert done.returncode == status
    assert typed in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_it_ends_when_it_is_asked_to_and_leaves_nothing(
    editing: Editing, sign: signal.Signals, status: int
) -> None:
    editing.process.send_signal(sign)
    assert editing.process.wait(timeout=60) == status
    assert not {path.name for path in editing.root.iterdir()} & {"site", ".site-lock", ".site-new"}


# The policy


def test_only_while_serving_may_a_script_stand_inline(
    editing: Editing, small_project: Path
) -> None:
    about = load_plan(small_project, TODAY).about
    assert rules(policy(about, serving=True)) == rules(policy(about)) | {
        "script-src": {"'self'", "'unsafe-inline'"}
    }
    assert "&#39;unsafe-inline&#39;" in editing.get("")
    done = run(small_project, "macros", "build", SOURCE_DATE_EPOCH=epoch_of(TODAY))
    assert done.returncode == 0, done.stderr
    for page in Pages(small_project / "site"):
        assert list(policy_of(page, headers(about)["Content-Security-Policy"])) == []


def test_no_setting_lets_a_build_take_the_looser_policy(small_project: Path) -> None:
    with (small_project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("serving: true\n")
    done = run(small_project, "macros", "build", SOURCE_DATE_EPOCH=epoch_of(TODAY))
    assert done.returncode == 1
    assert not (small_project / "site").exists()
    assert "Unrecognised configuration name: serving" in done.stderr
