"""What is written for hosts is right: tried with nginx itself where it is installed, and in its words where it is not."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from pages import DAY, EDITION, SITE_URL

from macros.pages.site import Site
from macros.plan.load import load_plan
from macros.proof.checkers.policy import headers_in
from macros.publish.hosts import ASSETS, PAGES, write_host_files, write_nginx_files
from macros.publish.policy import headers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macros.proof.pages import Pages

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
PATH = urlsplit(SITE_URL).path
# A server as its owner writes it: with a header of its own, and another one in a place of its own.
SERVER = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{
    listen unix:{folder}/socket;
    root {folder}/www;
    include {files}/server.conf;
    include {files}/headers.conf;
    add_header Strict-Transport-Security "max-age=600" always;
    location {path}partners/ {{ include {files}/headers.conf; add_header X-Own yes; }}
  }}
}}
"""


class Answer:
    """What a server sent."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        """Read it to its end."""
        self.status, self.body = answer.status, answer.read()
        self.headers = {name.lower(): value for name, value in answer.getheaders()}

    def __getitem__(self, name: str) -> str:
        """One of its headers; nothing where it has none of that name."""
        return self.headers.get(name, "")


Ask = "Callable[..., Answer]"


def site_at(url: str = SITE_URL) -> Site:
    """The third edition as it would be published at an address."""
    return Site(load_plan(EDITION, DAY), EDITION, url)


@pytest.fixture(scope="module")
def ask(site: Pages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks nginx, which serves the third edition with its own files for it, for what stands at an address."""
    if not NGINX:
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "www" / PATH.strip("/")).parent.mkdir(parents=True)
    (folder / "www" / PATH.strip("/")).symlink_to(site.root)
    write_nginx_files(site_at(), folder / "files")
    conf = folder / "nginx.conf"
    conf.write_text(SERVER.format(folder=folder, files=folder / "files", path=PATH), "utf-8")
    running = subprocess.Popen([NGINX, "-c", str(conf), "-p", str(folder), "-e", "stderr"])
    here = folder / "socket"

    def asked(address: str, **sent: str) -> Answer:
        line = http.client.HTTPConnection("plan.test:8443")
        line.sock = socket.socket(socket.AF_UNIX)
        line.sock.connect(str(here))
        line.request("GET", address, headers={n.replace("_", "-"): v for n, v in sent.items()})
        answer = Answer(line.getresponse())
        line.close()
        return answer

    try:
        until = time.monotonic() + 20
        while not here.exists() and running.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        assert running.poll() is None, (folder / "errors").read_text("utf-8")
        yield asked
    finally:
        running.terminate()
        running.wait(20)


def test_nginx_leads_on_by_the_scheme_and_the_port_that_a_reader_came_by(ask: Ask) -> None:
    for start, end in (("1/", "chapters/maternity/"), ("1", "1/"), ("words", "words/")):
        answer = ask(PATH + start)
        assert (answer.status, answer["location"]) == (301, PATH + end)


def test_nginx_hands_on_what_is_asked_for_behind_a_short_address(ask: Ask) -> None:
    assert ask(f"{PATH}1/?from=poster&x=1")["location"] == (
        f"{PATH}chapters/maternity/?from=poster&x=1"
    )
    assert ask(f"{PATH}1?from=poster")["location"] == f"{PATH}1/?from=poster"


def test_nginx_sends_every_header_with_every_answer_whatever_its_owner_adds(
    ask: Ask, site: Pages
) -> None:
    expected = headers(load_plan(EDITION, DAY).about)
    for address in ("", "1/", "no/such/page/", site.asset("/assets/plan.css"), "updates/feed.xml"):
        answer = ask(PATH + address)
        sent = {name: answer[name.lower()] for name in expected}
        assert sent == expected, address
        assert answer["strict-transport-security"], address
    own = ask(f"{PATH}partners/partners.csv")
    assert own["x-own"] == "yes"
    assert {name: own[name.lower()] for name in expected} == expected
    assert own["cache-control"] == PAGES


def test_nginx_has_pages_asked_for_anew_and_assets_kept(ask: Ask, site: Pages) -> None:
    for address in ("", "1/", "no/such/page/", "robots.txt", "assets/plan.0000000000.css"):
        assert ask(PATH + address)["cache-control"] == PAGES, address
    for name in ("/assets/plan.css", "/assets/search.json", "/assets/share/plan.png"):
        answer = ask(PATH + site.asset(name))
        assert (answer.status, answer["cache-control"]) == (200, ASSETS), name
    first = ask(f"{PATH}words/", Accept_Encoding="gzip")
    again = ask(f"{PATH}words/", Accept_Encoding="gzip", If_None_Match=first["etag"])
    assert (again.status, again.body) == (304, b"")


def test_nginx_says_what_a_file_is_and_in_which_letters(ask: Ask, site: Pages) -> None:
    kinds = {
        "": "text/html",
        "no/such/page/": "text/html",
        "partners/partners.csv": "text/csv",
        "partners/partners.json": "application/json",
        "updates/feed.xml": "application/atom+xml",
        "updates/feed.json": "application/json",
        "sitemap.xml": "application/xml",
        "robots.txt": "text/plain",
        "partners/qr/carers.svg": "image/svg+xml",
        site.asset("/assets/plan.css"): "text/css",
        site.asset("/assets/search.js"): "text/javascript",
        site.asset("/assets/search.json"): "application/json",
    }
    found = {address: ask(PATH + address)["content-type"] for address in kinds}
    assert found == {address: f"{kind}; charset=utf-8" for address, kind in kinds.items()}
    assert ask(PATH + site.asset("/assets/icon.png"))["content-type"] == "image/png"


def test_nginx_packs_texts_behind_a_proxy_too(ask: Ask, site: Pages) -> None:
    for address in ("words/", site.asset("/assets/search.json"), "partners/partners.csv"):
        answer = ask(PATH + address, Accept_Encoding="gzip", Via="1.1 proxy")
        assert (answer["content-encoding"], answer["vary"]) == ("gzip", "Accept-Encoding"), address


def test_nginx_shows_the_page_for_what_is_missing_and_nothing_that_is_for_other_hosts(
    ask: Ask, site: Pages
) -> None:
    for address in ("no/such/page/", "_headers", "_redirects", ".htaccess"):
        answer = ask(PATH + address)
        assert (answer.status, answer.body) == (404, site["/404.html"].path.read_bytes()), address


# An address with odd signs. `check` refuses most of them; what is written for hosts is safe without it.


def test_signs_that_mean_something_to_a_host_reach_none_as_they_are(tmp_path: Path) -> None:
    site = site_at("https://plan.test/a;b/$c/{d}'\"e/")
    write_nginx_files(site, tmp_path / "nginx")
    write_host_files(site, tmp_path)
    odd = r"""/a;b/$c/{d}'\"e/"""
    sent = "/a%3Bb/%24c/%7Bd%7D%27%22e/"
    server = (tmp_path / "nginx/server.conf").read_text("utf-8")
    # Nothing but the value of a quotation has them, and there they mean nothing to nginx.
    assert f'location = "{odd}1/" {{ return 301 "{sent}' in server
    apache = (tmp_path / ".htaccess").read_text("utf-8")
    assert f'1/$" "{odd}chapters/maternity/"\n' in apache
    assert f"{sent}1/ {sent}chapters/maternity/ 301\n" in (tmp_path / "_redirects").read_text(
        "utf-8"
    )
    assert f"\n{sent}assets/*\n" in (tmp_path / "_headers").read_text("utf-8")


@pytest.mark.parametrize(
    "path", ["a;b/$c/{d}'\"e/", "%C3%A4%24%7B/", "a%22%3B%7D/", "sub/path.x/"], ids=str
)
@pytest.mark.skipif(not NGINX, reason="nginx is not installed")
def test_nginx_reads_its_files_whatever_the_address(tmp_path: Path, path: str) -> None:
    write_nginx_files(site_at(f"https://plan.test/{path}"), tmp_path / "files")
    conf = tmp_path / "nginx.conf"
    conf.write_text(SERVER.format(folder=tmp_path, files=tmp_path / "files", path="/"), "utf-8")
    command = [str(NGINX), "-t", "-q", "-c", str(conf), "-p", str(tmp_path), "-e", "stderr"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr


def test_what_is_for_nginx_bears_the_headers_that_other_hosts_are_told(tmp_path: Path) -> None:
    site = site_at()
    write_nginx_files(site, tmp_path / "nginx")
    write_host_files(site, tmp_path)
    said = [
        headers_in(file.name, file.read_text("utf-8"))
        for file in (tmp_path / "nginx/headers.conf", tmp_path / ".htaccess", tmp_path / "_headers")
    ]
    assert said == [headers(site.plan.about)] * 3
