"""The real plan, built once for all tests; where it is served; the browser that opens it, and its tabs."""

from __future__ import annotations

import mimetypes
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from pages import MISSING, ROOT, SITE_URL, Pages, build

if TYPE_CHECKING:
    from findings import State
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

PREFIX = urlsplit(SITE_URL).path

# What GitHub or a publisher has set here must change no test: each sets what it needs.
for name in [name for name in os.environ if name == "SITE_URL" or name.startswith("GITHUB_")]:
    del os.environ[name]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The site of the real plan."""
    return build(ROOT, tmp_path_factory.mktemp("built") / "site")


@dataclass(frozen=True)
class Served:
    """The site on this machine. `url` ends with the same path as SITE_URL."""

    pages: Pages
    url: str

    def at(self, address: str) -> str:
        """Where a page is to be opened; the 404 page where there is none."""
        return self.url + ("no/such/page/" if address == MISSING else address[1:])


class Server(ThreadingHTTPServer):
    """A server for a test: it takes a connection that is closed in the middle for no fault."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes on to the next page closes the connection. Anything else is told."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(pages: Pages, headers: dict[str, str] | None = None) -> Iterator[Served]:
    """A site, served under a path as a host would, with its own page for what is missing, and with these headers."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = pages.root / path.removeprefix(PREFIX)
            if file.is_dir() and path.endswith("/"):
                file /= "index.html"
            if path.startswith(PREFIX) and file.is_file():
                self._send(200, file)
            elif path.startswith(PREFIX) and file.is_dir():
                self.send_response(301)
                self.send_header("Location", path + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self._send(404, pages.root / MISSING[1:])

        def _send(self, status: int, file: Path) -> None:
            body = file.read_bytes()
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self.send_response(status)
            self.send_header(
                "Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
            )
            self.send_header("Content-Length", str(len(body)))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Served(pages, f"http://127.0.0.1:{server.server_port}{PREFIX}")
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def served(site: Pages) -> Iterator[Served]:
    """The site of the real plan, served."""
    with serve(site) as at:
        yield at


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    from browser import launch
    from playwright.sync_api import sync_playwright

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
