"""A built site, served on this machine as a host would."""

from __future__ import annotations

import mimetypes
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from .pages import MISSING, Pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Served:
    """The site on this machine. `url` ends with the path of its own address."""

    pages: Pages
    url: str

    def at(self, address: str) -> str:
        """Where a page is to be opened; the 404 page where there is none."""
        return self.url + ("no/such/page/" if address == MISSING else address[1:])


class Server(ThreadingHTTPServer):
    """A server that takes a connection that is closed in the middle for no fault."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes on to the next page closes the connection. Anything else is told."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(pages: Pages, headers: dict[str, str] | None = None) -> Iterator[Served]:
    """A site, served under a path as a host would, with its own page for what is missing, and with these headers."""
    prefix = urlsplit(pages.url).path

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = pages.root / path.removeprefix(prefix)
            if file.is_dir() and path.endswith("/"):
                file /= "index.html"
            if path.startswith(prefix) and file.is_file():
                self._send(200, file)
            elif path.startswith(prefix) and file.is_dir():
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
            if f"{prefix}assets/" in self.path:  # the same on every page: a browser reads it once
                self.send_header("Cache-Control", "max-age=3600")
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Served(pages, f"http://127.0.0.1:{server.server_port}{prefix}")
    server.shutdown()
    server.server_close()
