"""The files in which the usual static hosts look for response headers, redirects, and what to cache.

Netlify and Cloudflare Pages: _headers and _redirects. Apache: .htaccess. These hosts read them in the site itself. nginx: two
files to include, which stand beside it. A host that knows none of them, such as GitHub Pages, shows the pages of redirects.py.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from .assets import FOLDER
from .policy import headers
from .redirects import redirects

if TYPE_CHECKING:
    from pathlib import Path

    from ..pages.site import Site

# A page is asked for anew each time, and comes only if it has changed. A file of assets/ has another address then.
PAGES, ASSETS = "no-cache", "public, max-age=31536000, immutable"
# What nginx and Apache are told of kinds of files: all that a site may hold, for their own lists lack some or differ.
TEXTS = {
    "css": "text/css",
    "csv": "text/csv",
    "htm html": "text/html",
    "ics": "text/calendar",
    "js mjs": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
}
_OFFICE, _OPEN = (
    "application/vnd.openxmlformats-officedocument",
    "application/vnd.oasis.opendocument",
)
OTHERS = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "jpeg jpg": "image/jpeg",
    "odp": f"{_OPEN}.presentation",
    "ods": f"{_OPEN}.spreadsheet",
    "odt": f"{_OPEN}.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
# The feeds, whose ending says less than they are.
ATOM, FEED = "application/atom+xml", "feed.xml"


def write_host_files(site: Site, built: Path) -> None:
    """Write what hosts read in the built site itself, all from the same headers and the same redirects."""
    sent = headers(site.plan.about)
    path, ways = _path(site), _ways(site)
    files = {
        "_headers": "/*\n"
        + "".join(f"  {name}: {value}\n" for name, value in sent.items())
        # They have pages asked for anew by themselves, and put two values of one header together.
        + f"{path}{FOLDER}*\n  Cache-Control: {ASSETS}\n",
        "_redirects": _redirects(ways),
        ".htaccess": _htaccess(sent, ways, path),
    }
    for name, text in files.items():
        (built / name).write_text(text, encoding="utf-8")


def write_nginx_files(site: Site, folder: Path) -> None:
    """Write what nginx is to include into a folder that is made for it."""
    folder.mkdir()
    sent = headers(site.plan.about)
    (folder / "headers.conf").write_text(_nginx_headers(sent), encoding="utf-8")
    (folder / "server.conf").write_text(_nginx_server(_ways(site), _path(site)), encoding="utf-8")


def _path(site: Site) -> str:
    """The path of the site's address. Signs that mean something to a host are written as their numbers."""
    return quote(urlsplit(site.url).path, safe="/%~")


def _ways(site: Site) -> list[tuple[str, str]]:
    path = _path(site)
    return [(path + redirect.start[1:], path + redirect.end[1:]) for redirect in redirects(site)]


def _redirects(ways: list[tuple[str, str]]) -> str:
    """Each way twice: Netlify needs the ! where a page stands, and Cloudflare passes over lines that have it.

    https://docs.netlify.com/manage/routing/redirects/rewrites-proxies/#shadowing
    https://developers.cloudflare.com/pages/configuration/redirects/
    """
    return "".join(f"{start} {end} 301!\n{start} {end} 301\n" for start, end in ways)


def _htaccess(sent: dict[str, str], ways: list[tuple[str, str]], path: str) -> str:
    """https://httpd.apache.org/docs/2.4/mod/mod_alias.html#redirectmatch: Redirect alone would take all addresses that begin alike.

    Apache compares and sends what an address means, and writes signs as numbers itself.
    """
    return "".join(
        f"{line}\n"
        for line in (
            "<IfModule mod_headers.c>",
            *(f'Header always set {name} "{value}"' for name, value in sent.items()),
            f'Header set Cache-Control "{PAGES}"',
            f'Header set Cache-Control "{ASSETS}" "expr=%{{REQUEST_URI}} =~ m#/{FOLDER}.*[.][0-9a-f]{{10}}[.][a-z]+$#"',
            f'Header always set Cache-Control "{PAGES}" "expr=%{{REQUEST_STATUS}} =~ /^30[1278]$/"',
            # It packs a page under another tag, and would not know that again.
            'RequestHeader edit If-None-Match "-(gzip|br)\\"" "\\""',
            "</IfModule>",
            "<IfModule mod_alias.c>",
            *(
                f"RedirectMatch 301 {_quoted_in_apache(f'^{re.escape(unquote(start))}$')} {_quoted_in_apache(unquote(end))}"
                for start, end in ways
            ),
            'RedirectMatch 404 "/_(headers|redirects)$"',
            "</IfModule>",
            f"ErrorDocument 404 {unquote(path)}404.html",
            *(f"AddType {kind} {_dotted(endings)}" for endings, kind in (TEXTS | OTHERS).items()),
            f"AddCharset utf-8 {_dotted(' '.join(TEXTS))}",
            f'<Files "{FEED}">',
            f"ForceType {ATOM}",
            "</Files>",
        )
    )


def _quoted_in_apache(text: str) -> str:
    """A text as Apache reads it within quotation marks, where a backslash means nothing else."""
    return '"' + text.replace('"', '\\"') + '"'


def _dotted(endings: str) -> str:
    return " ".join(f".{ending}" for ending in endings.split())


def _nginx_headers(sent: dict[str, str]) -> str:
    return (
        "# Include this in `server`, and in each `location` with an add_header of its own: there, nginx forgets those of `server`.\n"
        + "".join(f'add_header {name} "{value}" always;\n' for name, value in sent.items())
        + "add_header Cache-Control $plan_cache always;\n"
    )


def _nginx_server(ways: list[tuple[str, str]], path: str) -> str:
    """All but the headers. `location`s of the host's own change none of it: only ways and feeds have one here, without a header.

    nginx compares what an address means, and sends it as it is written.
    """
    bare, without_variables = re.escape(unquote(path)), unquote(path.replace("%24", "%2524"))
    return "".join(
        f"{line}\n"
        for line in (
            "# Include this in `server`, where `root` stands too.",
            "# Behind a proxy, nginx knows neither the scheme nor the port that readers see.",
            "absolute_redirect off;",
            f"error_page 404 {_quoted(without_variables + '404.html')};",
            "",
            "# Pages are asked for anew, and sent if they have changed. A file of assets/ has another address then.",
            f'set $plan_cache "{PAGES}";',
            f'if ($uri ~ {_quoted(f"^{bare}{FOLDER}")}) {{ set $plan_cache "{ASSETS}"; }}',
            "",
            "# What files are. All of it is text in UTF-8, or is packed already.",
            "charset utf-8;",
            f"charset_types {' '.join(_packed())};",
            "types {",
            *(f"  {kind} {endings};" for endings, kind in (TEXTS | OTHERS).items()),
            "}",
            f"location ~ {_quoted(f'^{bare}(.*/)?{re.escape(FEED)}$')} {{ types {{}} default_type {ATOM}; }}",
            "",
            "# Nothing here is a secret, so packing gives nothing away.",
            "gzip on;",
            "gzip_vary on;",
            "gzip_proxied any;",
            f"gzip_types {' '.join(_packed())};",
            "",
            "# Short addresses, and what has moved; and what other hosts read.",
            *(
                f"location = {_quoted(unquote(start))} {{ return 301 {_target(end)}; }}"
                for start, end in ways
            ),
            f"location ~ {_quoted(f'^{bare}(_headers|_redirects|[.]htaccess)$')} {{ return 404; }}",
        )
    )


def _packed() -> list[str]:
    """The types of text beside text/html, which nginx counts by itself."""
    return [kind for kind in (*TEXTS.values(), ATOM) if kind != "text/html"]


def _quoted(text: str) -> str:
    """A text as nginx reads it within quotation marks."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _target(end: str) -> str:
    """Where a way leads, with what is asked for behind the path and before the anchor."""
    page, sign, anchor = end.partition("#")
    return f'"{page}$is_args$args{sign}{anchor}"'
