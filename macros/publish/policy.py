"""The Content-Security-Policy, for the pages and for the files of the usual static hosts (hosts.py).

https://www.w3.org/TR/CSP3/ — everything comes from the site itself; nothing stands inline. The search page loads a
script and its index, both from the site: `default-src 'self'` covers them. If a feedback endpoint is configured, forms
may be sent there. Only while somebody edits the site may a script stand inline, for MkDocs's server writes one into each
page that reloads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from ..plan.about import About


def policy(about: About | None = None, *, serving: bool = False) -> str:
    """The policy as one line; of a page that is made without the plan, or while `serving` the site to an editor."""
    there = ["'self'"]
    if about and about.feedback and about.feedback.endpoint:
        parts = urlsplit(about.feedback.endpoint)
        there.append(f"{parts.scheme}://{parts.netloc}")
    rules = {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "form-action": there,
        "connect-src": there,
    }
    if serving:
        rules["script-src"] = ["'self'", "'unsafe-inline'"]
    return "; ".join(f"{rule} {' '.join(sources)}" for rule, sources in rules.items())


def headers(about: About) -> dict[str, str]:
    """The response headers that a host should send. Only a header can forbid frames; a page's own policy can't."""
    return {
        "Content-Security-Policy": f"{policy(about)}; frame-ancestors 'none'",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
