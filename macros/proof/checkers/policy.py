"""Whether the policy is everywhere what it is to be, and what a page does against it: ask elsewhere, keep something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement
    from playwright.sync_api import Page as Tab

    from ..findings import Visit
    from ..pages import Page, Pages


FILES = ("_headers", ".htaccess")


MENDS = {
    "policy of a page": "overrides/page.html has to give every page the policy of macros/publish/policy.py, before anything is loaded.",
    "policy of a file": "Let write_host_files in macros/publish/hosts.py write all files from the same headers.",
    "policy too wide": "Take it out of macros/publish/policy.py: everything comes from the site itself, and nothing stands inline.",
    "violation": "Put it into a file of the site, or take it away: the policy stops it.",
    "another host": "Keep a copy in overrides/assets, or take it away: no page may ask another host for anything.",
    "kept on the device": "Keep nothing: no cookie, no storage, no cache, no service worker.",
}


def headers_in(name: str, text: str) -> dict[str, str]:
    """The response headers that a host reads from its file."""
    pattern = {
        "_headers": r"^  ([\w-]+): (.+)$",
        ".htaccess": r'^Header always set ([\w-]+) "([^"]+)"$',
        "headers.conf": r'^add_header ([\w-]+) "(.+)" always;$',
    }[name]
    everywhere = re.split(r"(?m)^/.+/\*$", text)[0]  # up to what is for some addresses alone
    return dict(re.findall(f"(?m){pattern}", everywhere))


def rules(policy: str) -> dict[str, set[str]]:
    """A policy's rules: what each of them allows."""
    return {
        name: set(sources)
        for name, *sources in (rule.split() for rule in policy.split(";") if rule.strip())
    }


def metas(page: Page) -> list[HtmlElement]:
    """The policies that a page bears."""
    return [
        meta
        for meta in page.tree.iter("meta")
        if (meta.get("http-equiv") or "").lower() == "content-security-policy"
    ]


def policies(pages: Pages, expected: dict[str, str]) -> Iterator[Finding]:
    """Pages and header files of a built site that do not carry what they are to carry."""
    for name in FILES:
        file = pages.root / name
        sent = headers_in(name, file.read_text(encoding="utf-8")) if file.is_file() else {}
        for header in expected.keys() | sent.keys():
            if sent.get(header) != expected.get(header):
                yield Finding(
                    f"/{name}",
                    "source",
                    "policy of a file",
                    f"{header}: {sent.get(header)}",
                    MENDS["policy of a file"],
                )
    for page in (*pages, *pages.redirects.values()):
        yield from policy_of(page, expected["Content-Security-Policy"])


def policy_of(page: Page, header: str) -> Iterator[Finding]:
    """Is the page's own policy the header's, but for what only a header can say, and does it come first?"""
    expected = header.removesuffix("; frame-ancestors 'none'")
    policies = metas(page)
    if [meta.get("content") for meta in policies] != [expected]:
        yield Finding(
            page.address,
            "source",
            "policy of a page",
            str([meta.get("content") for meta in policies]),
            MENDS["policy of a page"],
        )
    elif early := [
        element.tag
        for element in policies[0].itersiblings("script", "link", "style", preceding=True)
    ]:
        yield Finding(
            page.address,
            "source",
            "policy of a page",
            f"<{early[0]}> stands before it",
            MENDS["policy of a page"],
        )
    for meta in policies:
        for name, sources in rules(meta.get("content")).items():
            if wide := sources & {
                "'unsafe-inline'",
                "'unsafe-eval'",
                "*",
                "data:",
                "https:",
                "http:",
            }:
                yield Finding(
                    page.address,
                    "source",
                    "policy too wide",
                    f"{name} {' '.join(wide)}",
                    MENDS["policy too wide"],
                )


WATCH = """() => {
  window.violations = [];
  document.addEventListener('securitypolicyviolation', e =>
    violations.push(e.effectiveDirective + ' stops ' + (e.blockedURI || 'inline') + ' ' + (e.sample || '') + ' in line ' + e.lineNumber));
}"""


KEPT = """async () => [
  ...Object.keys(localStorage).map(k => 'localStorage ' + k), ...Object.keys(sessionStorage).map(k => 'sessionStorage ' + k),
  ...(await indexedDB.databases()).map(d => 'indexedDB ' + d.name), ...(await caches.keys()).map(k => 'cache ' + k),
  ...(await navigator.serviceWorker.getRegistrations()).map(r => 'service worker ' + r.scope), ...(document.cookie ? ['cookie ' + document.cookie] : []),
]"""


class Watch:
    """Notes what the pages of a tab ask for, keep, and are stopped from. `url` is where the site stands."""

    def __init__(self, tab: Tab, url: str) -> None:
        """Begin to watch a tab, before its first page is opened."""
        self.tab, self.url = tab, url
        self.asked: list[str] = []
        self.said: list[str] = []
        tab.context.on("request", lambda request: self.asked.append(request.url))
        tab.on(
            "console",
            lambda message: (
                self.said.append(message.text) if message.type in ("error", "warning") else None
            ),
        )
        tab.on("pageerror", lambda error: self.said.append(str(error)))
        tab.context.add_init_script(f"({WATCH})()")

    def forget(self) -> None:
        """Begin anew, before another page is opened."""
        self.asked.clear()
        self.said.clear()


def traces(visit: Visit) -> Iterator[Finding]:
    """What a page has done beside showing itself, since it was opened in a tab that is watched."""
    watch, tab = visit.watch, visit.tab
    if not watch:
        return
    if visit.page == "/" or "?" in visit.page:
        tab.wait_for_load_state("networkidle")
    for said in tab.evaluate("violations"):
        yield visit.finding("violation", said, MENDS["violation"])
    for said in watch.said:
        if "404 (Not Found)" not in said:  # the page for what is missing
            yield visit.finding("violation", said[:200], MENDS["violation"])
    for asked in watch.asked:
        if not asked.startswith((watch.url, "data:")):
            yield visit.finding("another host", asked, MENDS["another host"])
    for kept in [
        *tab.evaluate(KEPT),
        *(f"cookie {cookie['name']}" for cookie in tab.context.cookies()),
    ]:
        yield visit.finding("kept on the device", kept, MENDS["kept on the device"])
    tab.context.clear_cookies()
    tab.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
