"""The site's address is taken apart: each thing that is wrong with it is named, and the address as it should be is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from macros.plan.site_url import SiteUrl, in_settings

if TYPE_CHECKING:
    from small import Check


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/",
        "https://www.example.org/plan/",
        "https://example-county.github.io/The_Plan-2.0/",
        "https://xn--mnchen-3ya.example/",
        "https://www.example.org/%C3%A4/",
        "https://plan.example/",
        "http://localhost:8000/",
        "http://127.0.0.1:8000/sub/path/",
        "http://[::1]:8000/",
    ],
)
def test_an_address_at_which_a_site_can_stand_is_taken(url: str) -> None:
    assert list(SiteUrl(url).faults()) == []


@pytest.mark.parametrize(
    ("url", "named", "mended"),
    [
        ("https://www.example.org/?a", "'?a' stands behind it", "https://www.example.org/"),
        ("https://www.example.org/#a", "'#a' stands behind it", "https://www.example.org/"),
        ("https://www.example.org/a/Index.HTML", "the file 'Index.HTML'", "/www.example.org/a/"),
        ("https://www.example.org/a.php/b/", "the file 'a.php'", "https://www.example.org/b/"),
        ("https://www.example.org", "no slash ends it", "https://www.example.org/"),
        ("https://www.example.org/plan", "no slash ends it", "https://www.example.org/plan/"),
        ("https://www.example.org/a//b/", "two slashes", "https://www.example.org/a/b/"),
        ("https://www.example.org/./a/", "only dots", "https://www.example.org/a/"),
        ("https://www.example.org/../a/", "only dots", ""),
        ("https://WWW.example.org/", "capital letters", "https://www.example.org/"),
        ("HTTPS://www.example.org/", "capital letters", "https://www.example.org/"),
        ("https://www.example.org./", "a dot ends its host", "https://www.example.org/"),
        ("https://münchen.example/", "other than a to z", "https://xn--mnchen-3ya.example/"),
        ("https://plan/", "without a dot", "such as plan.example.org"),
        ("https://192.0.2.1/", "the number of a machine", ""),
        ("https://[2001:db8::1]/", "the number of a machine", ""),
        ("https://0x7f.1/", "the number of a machine", ""),
        ("https://www.example.org:443/", "the port 443", "https://www.example.org/"),
        ("https://www.example.org:x/", "is no port", "https://www.example.org/"),
        ("http://localhost:0/", "is no port", ""),
        ("https://me@www.example.org/", "a name or a password", "https://www.example.org/"),
        ("https://a..example.org/", "the part ''", ""),
        ("https://-a.example.org/", "the part '-a'", ""),
        (f"https://{'a' * 64}.example.org/", "the part 'aaa", ""),
        ("https://www.example.org/my plan/", "' ' (a blank) can't stand", ""),
        ("https://www.example.org/it's/", "''' (a quotation mark) can't stand", ""),
        ("https://www.example.org/a;b/", "';' can't stand", ""),
        ("https://www.example.org/\u200b/", "'U+200B' can't stand", ""),
        ("https://www.example.org/100%/", "a % stands in it", ""),
        ("http://www.example.org/", "it begins with http://", "Enforce HTTPS"),
        ("ftp://www.example.org/", "it begins with 'ftp://'", "https://www.example.org/plan/"),
        ("javascript:alert(1)", "does not begin with https://", "https://www.example.org/plan/"),
        ("/plan/", "does not begin with https://", "https://www.example.org/plan/"),
        ("https://", "it has no host", ""),
        ("https:///plan/", "it has no host", ""),
    ],
)
def test_what_is_wrong_is_named_once_with_what_to_write(url: str, named: str, mended: str) -> None:
    (fault,) = [
        fault for fault in SiteUrl(url).faults() if "no slash ends it" not in fault
    ] or list(SiteUrl(url).faults())
    assert named in fault
    assert mended in fault
    if address := re.search(r"Write (https:\S+)$", fault):
        assert not list(SiteUrl(address[1]).faults())


def test_a_password_is_not_shown() -> None:
    address = SiteUrl("https://editor:secret@www.example.org/?token=1")
    assert "secret" not in address.shown + "".join(address.faults())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("site_name: A\nsite_url: https://a.example/\n", ("https://a.example/", 2)),
        (
            'site_url: !ENV [SITE_URL, "https://a.example/my plan/"]\n',
            ("https://a.example/my plan/", 1),
        ),
        ("site_url: !ENV [SITE_URL]\n", ("", 1)),
        ("site_url: !ENV SITE_URL\n", ("", 1)),
        ("site_url:\n", ("", 1)),
        ("# site_url: https://a.example/\nnav: []\n", ("", 1)),
        ("site_url: {\n", ("", 1)),
        ("- a\n", ("", 1)),
    ],
)
def test_the_address_in_the_settings_is_read_as_it_stands(text: str, told: tuple[str, int]) -> None:
    assert in_settings(text) == told


def test_this_machine_alone_will_do_for_trying_and_is_told(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "http://localhost:8000/")
    status, (said,) = check()
    assert status == 0
    assert said.startswith(
        "mkdocs.yml:2:1: warning: the site's address is 'http://localhost:8000/', which"
    )
