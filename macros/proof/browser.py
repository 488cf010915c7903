"""Starts the Chromium that the proof, the tests and the benchmarks use.

Run as a program it checks that Chromium really starts, and says which one it is.
"""

from __future__ import annotations

import re
import shutil
import sys
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")

# The pages are our own, served from this machine. Nothing else is to be asked for.
ARGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # All pages in one process: to begin another for each takes a fifth of the time.
    "--renderer-process-limit=1",
]


def executable() -> str | None:
    """The Chromium on the PATH, or None: then Playwright uses its own."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium, headless.

    Its sandbox is off: it cannot start as root, nor in most containers.
    """
    return playwright.chromium.launch(
        executable_path=executable(),
        args=ARGS,
        chromium_sandbox=False,
        timeout=60_000,
    )


def main() -> int:
    """Say whether Chromium starts, and which one it is. Returns the exit status."""
    with sync_playwright() as playwright:
        where = executable() or playwright.chromium.executable_path
        try:
            browser = launch(playwright)
            page = browser.new_page()
            page.set_content("<title>ready</title>")
            if page.title() != "ready":
                raise Error("it started, but shows no page")
        except Error as error:
            # Chromium's own words, if it had any: Playwright's report of them is long.
            said = dict.fromkeys(re.findall(r"\[err\] (.*)", error.message))
            reason = "\n".join(said) or error.message
            print(f"Chromium does not start: {where}\n{reason}", file=sys.stderr)
            return 1
        print(f"Chromium {browser.version}: {where}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
