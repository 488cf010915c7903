"""The files in which the usual static hosts look for response headers and redirects.

Netlify, Cloudflare Pages and GitLab Pages: _headers and _redirects. Apache: .htaccess. Azure: staticwebapp.config.json.
nginx: two files to include. A host that knows none of them shows the pages of redirects.py.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .policy import headers
from .redirects import redirects

if TYPE_CHECKING:
    from pathlib import Path

    from ..pages.site import Site


# How the names of calendars end. Netlify and Cloudflare know that ending; Apache, Azure and nginx are told of it.
CALENDAR = ".ics"


def write_host_files(site: Site, built: Path) -> None:
    """Write them all into the built site, from the same headers and the same redirects."""
    sent = headers(site.plan.about)
    path = urlsplit(site.url).path
    ways = [(path + redirect.start[1:], path + redirect.end[1:]) for redirect in redirects(site)]
    missing = f"{path}404.html"
    azure = {
        "globalHeaders": sent,
        "routes": [{"route": start, "redirect": end, "statusCode": 301} for start, end in ways],
        "responseOverrides": {"404": {"rewrite": missing}},
        "mimeTypes": {CALENDAR: "text/calendar"},
    }
    files = {
        "_headers": "/*\n" + "".join(f"  {name}: {value}\n" for name, value in sent.items()),
        "_redirects": _redirects(ways),
        ".htaccess": _htaccess(sent, ways, missing),
        "staticwebapp.config.json": json.dumps(azure, indent=2) + "\n",
        "nginx-headers.conf": "".join(
            f'add_header {name} "{value}" always;\n' for name, value in sent.items()
        )
        + f"location ~ \\{CALENDAR}$ {{ default_type text/calendar; }}\n",
        "nginx-redirects.conf": "".join(
            f'location = {start} {{ return 301 "{end}"; }}\n' for start, end in ways
        ),
    }
    for name, text in files.items():
        (built / name).write_text(text, encoding="utf-8")


def _redirects(ways: list[tuple[str, str]]) -> str:
    """Each way twice: Netlify needs the ! where a page stands, and Cloudflare passes over lines that have it.

    https://docs.netlify.com/manage/routing/redirects/rewrites-proxies/#shadowing
    https://developers.cloudflare.com/pages/configuration/redirects/
    """
    return "".join(f"{start} {end} 301!\n{start} {end} 301\n" for start, end in ways)


def _htaccess(sent: dict[str, str], ways: list[tuple[str, str]], missing: str) -> str:
    """https://httpd.apache.org/docs/2.4/mod/mod_alias.html#redirectmatch: Redirect alone would take all addresses that begin alike."""
    return (
        "<IfModule mod_headers.c>\n"
        + "".join(f'Header always set {name} "{value}"\n' for name, value in sent.items())
        + "</IfModule>\n<IfModule mod_alias.c>\n"
        + "".join(f'RedirectMatch 301 "^{re.escape(start)}$" "{end}"\n' for start, end in ways)
        + f"</IfModule>\nErrorDocument 404 {missing}\nAddType text/calendar {CALENDAR}\n"
    )
