"""Serves a built site on this machine as a static host does: gzip-compressed, with caching headers and its own 404 page."""

from __future__ import annotations

import gzip
import mimetypes
import sys
import threading
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import unquote, urlsplit

COMPRESSED = (
    "text/",
    "application/javascript",
    "application/json",
    "application/xml",
    "image/svg+xml",
)


class Sent(NamedTuple):
    """One response: the media type and the size of its body, as it went over the wire."""

    kind: str
    size: int


class Host(ThreadingHTTPServer):
    """Serves what is in `root` and notes what it `sent`. Both may be changed between two visits."""

    daemon_threads = True

    def __init__(self) -> None:
        """Stand at a free port of this machine."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.root = Path()
        self.sent: list[Sent] = []
        self.url = f"http://127.0.0.1:{self.server_port}/"

    def __enter__(self) -> Self:
        """Begin to serve."""
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes on to the next page closes the connection: no fault."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers GET."""

    server: Host
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Send what stands at an address, packed as a host would."""
        path = unquote(urlsplit(self.path).path)
        file = self.server.root / path[1:]
        if file.is_dir() and not path.endswith("/"):
            self._send(301, "text/html", b"", {"Location": path + "/"})
            return
        file = file / "index.html" if file.is_dir() else file
        status, file = (200, file) if file.is_file() else (404, self.server.root / "404.html")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        body, headers = _compressed(file, kind.startswith(COMPRESSED))
        if self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self._send(status, kind, body, headers | _configured(self.server.root))

    def _send(self, status: int, kind: str, body: bytes, headers: dict[str, str]) -> None:
        self.server.sent.append(Sent(kind, len(body)))
        self.send_response(status)
        self.send_header(
            "Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        )
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@cache
def _compressed(file: Path, worth_it: bool) -> tuple[bytes, dict[str, str]]:
    """A file as it is sent, and the headers that go with it."""
    body = file.read_bytes()
    headers = {
        "Cache-Control": "max-age=600",
        "ETag": f'"{sha256(body).hexdigest()[:16]}"',
        "Vary": "Accept-Encoding",
    }
    if worth_it:
        return gzip.compress(body, 9, mtime=0), headers | {"Content-Encoding": "gzip"}
    return body, headers


@cache
def _configured(root: Path) -> dict[str, str]:
    """The headers for all addresses from a site's own file `_headers`, which Netlify and Cloudflare Pages read."""
    file = root / "_headers"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    start = lines.index("/*") + 1 if "/*" in lines else len(lines)
    end = next((n for n in range(start, len(lines)) if not lines[n].startswith(" ")), len(lines))
    return {
        name.strip(): value.strip()
        for name, _, value in (line.partition(":") for line in lines[start:end])
    }
