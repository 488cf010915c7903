"""The Content-Security-Policy, for the pages and for the header files of the usual static hosts.

https://www.w3.org/TR/CSP3/ — everything comes from the site itself; nothing stands inline. The search page loads a
script and its index, both from the site: `default-src 'self'` covers them. If a feedback endpoint is configured, forms
may be sent there.
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from ..plan.model import About


def policy(about: About) -> str:
    """The policy as one line."""
    there = ["'self'"]
    if about.feedback and about.feedback.endpoint:
        parts = urlsplit(about.feedback.endpoint)
        there.append(f"{parts.scheme}://{parts.netloc}")
    rules = {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "form-action": there,
        "connect-src": there,
    }
    return "; ".join(f"{rule} {' '.join(sources)}" for rule, sources in rules.items())


def headers(about: About) -> dict[str, str]:
    """The response headers that a host should send. Only a header can forbid frames; a page's own policy can't."""
    return {
        "Content-Security-Policy": f"{policy(about)}; frame-ancestors 'none'",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def write_headers(about: About, built: Path) -> None:
    """Write the headers for Netlify and Cloudflare Pages (_headers), Apache (.htaccess), Azure and nginx."""
    found = headers(about)
    files = {
        "_headers": "/*\n" + "".join(f"  {name}: {value}\n" for name, value in found.items()),
        ".htaccess": "<IfModule mod_headers.c>\n" + "".join(f'Header always set {n} "{v}"\n' for n, v in found.items()) + "</IfModule>\nErrorDocument 404 /404.html\n",
        "staticwebapp.config.json": json.dumps({"globalHeaders": found, "responseOverrides": {"404": {"rewrite": "/404.html"}}}, indent=2) + "\n",
        "nginx-headers.conf": "".join(f'add_header {name} "{value}" always;\n' for name, value in found.items()),
    }
    for name, text in files.items():
        (built / name).write_text(text, encoding="utf-8")
