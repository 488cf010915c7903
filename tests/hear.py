"""What Orca says of pages in Firefox, from top to bottom or key by key, written to tests/heard/ for people to review: `make heard`.

It makes no sound: Orca hands its words to a file. Screen, message bus, home and profile are its own, and go when it ends. It
reads plans that no editor changes, so that what differs from the last time is the machine's. ARGS=form reads the pages
whose names have "form" in them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marionette_driver.errors import MarionetteException
from marionette_driver.marionette import Marionette
from pages import EDITION, ROOT, build, project_of
from sample import SMALL, build_sample, put_together
from small import TODAY

from macros.plan.today import epoch_of
from macros.proof.pages import joined
from macros.proof.served import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from macros.proof.pages import Page, Pages

FOLDER = ROOT / "tests/heard"
# What it runs, and the Debian package that has it.
NEEDED = {
    "orca": "orca",
    "firefox-esr": "firefox-esr",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "dbus-daemon": "dbus",
}
# Runs within Orca: every utterance is a line of the file.
TO_FILE = """
import os
import orca.speech

said = open(os.environ["HEARD"], "a", buffering=1, encoding="utf-8")

def speak(text, acss, interrupt):
    if text.strip():
        said.write(" ".join(text.split()) + "\\n")

def say_all(utterances, progress):
    said.write("[begins]\\n")
    for context, acss in utterances:
        speak(context.utterance, acss, False)
    said.write("[ends]\\n")

orca.speech._speak = speak
orca.speech.sayAll = say_all
orca.speech.init = lambda: None
"""
PREFERENCES = {
    "accessibility.force_disabled": -1,  # Assistive technology is on.
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "marionette.port": 0,  # Firefox takes a free one, and writes it down.
}
LONGEST = 150  # seconds for one page
# A way to send the form, which nothing is sent by here.
ROUTE = "feedback:\n  endpoint: https://forms.example/send\n  email: say@plan.example\n  privacy_contact: Write to Anytown Council.\n  kept: Anytown Council keeps your words for two years.\n"


# The pages


def third_edition(folder: Path) -> Pages:
    """The third edition, which has a chapter with everything, and no way to send the form."""
    return build(project_of(EDITION, folder / "project"), folder / "site")


def small_plan_with_a_route(folder: Path) -> Pages:
    """The small plan, with a service that takes the form and an address."""
    project = project_of(SMALL, folder / "project")
    plan = project / "data/plan.yml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("feedback:\n", ROUTE), encoding="utf-8"
    )
    return build(project, folder / "site", SOURCE_DATE_EPOCH=epoch_of(TODAY))


def sample_plan(folder: Path) -> Pages:
    """The sample plan, which has highlight reports."""
    return build_sample(put_together(folder / "project"), folder / "site")


PLANS: dict[Callable[[Path], Pages], dict[str, str]] = {
    third_edition: {
        "chapter": "/chapters/cancer/",
        "form-without-a-route": "/have-your-say/cancer/",
        "search-with-results": "/search/?q=sugar",
        "outcomes": "/outcomes/",
    },
    small_plan_with_a_route: {
        "form-with-a-route": "/have-your-say/play/",
        "form-with-a-wrong-address": "/have-your-say/play/",
        "search-without-results": "/search/?q=xylophone",
    },
    sample_plan: {"progress": "/progress/", "cells-of-a-table": "/progress/"},
}
# What is done on a page in place of reading it: by a script first, then by keys.
DONE = {
    "form-with-a-wrong-address": (
        """document.getElementById("thoughts").value = "More swings, please.";
        document.getElementById("email").value = "robin";
        document.getElementById("email").form.querySelector("button").focus();""",
        ["Return"],
    ),
    "cells-of-a-table": (
        "document.querySelector('main').focus();",
        ["t", "alt+shift+Down", "alt+shift+Right", "alt+shift+Down", "alt+shift+Left"],
    ),
}


# What reads them


class Deaf(Exception):  # noqa: N818
    """Nothing can be heard; the message says why."""


def until(asked: Callable[[], Any], what: str, seconds: float = 60) -> Any:
    """What `asked` returns, as soon as it is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := asked():
            return found
        time.sleep(0.1)
    raise Deaf(f"After {seconds:.0f} seconds, {what}.")


class Reader:
    """Orca and Firefox on a screen that nobody sees. All of it ends with the stack."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        """Start them, with all that they write in `folder`."""
        self.folder, self.stack = folder, stack
        self.file = folder / "heard"
        self.file.touch()
        folder.chmod(0o700)
        self.env = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "HEARD": str(self.file),
            "GNOME_ACCESSIBILITY": "1",
            "MOZ_CRASHREPORTER_DISABLE": "1",
        }
        self._screen()
        self._orca()
        self.firefox = self._firefox()

    def start(self, *command: str, **settings: Any) -> subprocess.Popen[Any]:
        """Start a program that ends with the stack."""
        settings = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | settings
        started = subprocess.Popen([*command], env=self.env, **settings)
        self.stack.callback(started.wait)
        self.stack.callback(started.kill)
        return started

    def _screen(self) -> None:
        read, write = os.pipe()
        screen = ("Xvfb", "-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-displayfd")
        self.start(*screen, str(write), pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as told:
            self.env["DISPLAY"] = f":{told.readline().strip()}"
        bus = self.start(
            "dbus-daemon", "--session", "--nofork", "--print-address", stdout=subprocess.PIPE
        )
        assert bus.stdout
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self.start("openbox")

    def _orca(self) -> None:
        own = self.folder / ".local/share/orca"
        own.mkdir(parents=True)
        (own / "orca-customizations.py").write_text(TO_FILE, encoding="utf-8")
        self.start("orca")
        until(lambda: "Screen reader on." in self.heard(), "Orca has not said that it is on")

    def _firefox(self) -> Marionette:
        profile = self.folder / "profile"
        profile.mkdir()
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in PREFERENCES.items()
        ]
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        self.start(
            "firefox-esr",
            "--marionette",
            "--remote-allow-system-access",
            "--no-remote",
            "--profile",
            str(profile),
        )
        port = profile / "MarionetteActivePort"
        until(lambda: port.is_file() and port.read_text(), "Firefox has not started")
        firefox = Marionette(port=int(port.read_text()))
        firefox.start_session()
        return firefox

    def open(self, url: str) -> None:
        """Open a page, and let it have the keyboard."""
        self.firefox.navigate(url)
        with self.firefox.using_context("chrome"):
            self.firefox.execute_script("gBrowser.selectedBrowser.focus()")

    def heard(self) -> list[str]:
        """All that Orca has said so far."""
        return self.file.read_text(encoding="utf-8").splitlines()

    def key(self, name: str) -> None:
        """Press a key."""
        self.start("xdotool", "key", name).wait()

    def settle(self, seconds: float = 1.5) -> None:
        """Wait until Orca has said nothing for a while."""
        before = -1
        while before != (before := len(self.heard())):
            time.sleep(seconds)

    def arrive(self, url: str) -> None:
        """Open a page, and wait until Orca has said all that it says of its own."""
        # Another page in between: what is left to say of the last one is said by then.
        self.open("about:blank")
        self.settle()
        begun = len(self.heard())
        self.open(url)
        until(
            lambda: any(line.startswith("Finished loading") for line in self.heard()[begun:]),
            f"Orca has not said that {url} is loaded",
        )
        self.settle()

    def do(self, url: str, script: str, keys: list[str]) -> list[str]:
        """What Orca says of a page when a script has run there, key by key."""
        self.arrive(url)
        self.firefox.execute_script(script)
        self.settle()
        said: list[str] = []
        for key in keys:
            before = len(self.heard())
            self.key(key)
            self.settle()
            said += [f"[{key}]", *self.heard()[before:]]
        return said

    def read(self, url: str) -> list[str]:
        """What Orca says of a page when it is asked to read all of it."""
        self.arrive(url)
        self.key("ctrl+Home")
        self.settle()
        asked = len(self.heard())
        self.key("KP_Add")
        until(lambda: "[ends]" in self.heard()[asked:], f"Orca still reads {url}", LONGEST)
        said = self.heard()[asked:]
        return said[said.index("[begins]") + 1 : said.index("[ends]")]


# What is heard


def counted(page: Page, said: list[str]) -> str:
    """How long a page is to the ear, and how much of it is its footer."""
    first = next(filter(None, map(joined, page.one("body > footer").itertext())))
    foot = said[::-1].index(first) + 1 if first in said else "?"
    return f"{len(said)} utterances, {foot} of them in the footer"


def hear(asked: str) -> Iterable[str]:
    """Read the pages whose names have `asked` in them. Yields what to tell of each."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        chosen = [
            (stack.enter_context(serve(plan(folder / plan.__name__))), plan.__name__, some)
            for plan, pages in PLANS.items()
            if (some := {name: at for name, at in pages.items() if asked in name})
        ]
        (folder / "home").mkdir()
        reader = Reader(folder / "home", stack)
        for served, plan, pages in chosen:
            for name, address in pages.items():
                told = f"# {address} of the {plan.replace('_', ' ')}, as Orca reads it in Firefox"
                if name in DONE:
                    said = reader.do(served.at(address), *DONE[name])
                    told += ", key by key"
                    count = f"keys: {len(DONE[name][1])}"
                else:
                    said = reader.read(served.at(address))
                    count = counted(served.pages[address.partition("?")[0]], said)
                (FOLDER / f"{name}.txt").write_text("\n".join([told, *said, ""]), encoding="utf-8")
                yield f"{name}: {count}"


def main(arguments: list[str]) -> int:
    missing = {package for program, package in NEEDED.items() if not shutil.which(program)}
    if missing:
        print(
            f"Nothing can be heard without {', '.join(sorted(missing))}. On Debian: apt install {' '.join(sorted({*NEEDED.values(), 'at-spi2-core'}))}",
            file=sys.stderr,
        )
        return 1
    FOLDER.mkdir(exist_ok=True)
    try:
        for line in hear(arguments[0] if arguments else ""):
            print(line, flush=True)
    except (Deaf, MarionetteException) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"Look through {FOLDER.relative_to(ROOT)}/: git diff says what has changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
