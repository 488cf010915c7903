"""The proof finds every fault that is seeded into a copy of a site: a silent checker is worse than none.

Each is looked for on the walk that the proof itself takes, in the state that it is made for (decision 029).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from faults import ALL_WRONG, FAULTS, WRONG, Fault, seed
from pages import EDITION

from macros.plan.load import load_plan
from macros.proof.checkers.markup import nu, structure, titles
from macros.proof.checkers.policy import FILES, policies, policy_of
from macros.proof.pages import Pages
from macros.proof.served import Served, serve
from macros.proof.walk import REACH, WALK, Reader
from macros.publish.policy import headers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser

    from macros.proof.findings import Finding

BUILT = ("structure", "policy", "titles", "nu")
SENT = headers(load_plan(EDITION).about)


@pytest.fixture(scope="module")
def seeded(site: Pages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the site with a page for each fault, served under the headers that a host would send."""
    with serve(Pages(seed(site.root, tmp_path_factory.mktemp("seeded") / "site")), SENT) as at:
        yield at


@pytest.fixture(scope="module")
def reader(seeded: Served, browser: Browser) -> Iterator[Reader]:
    """A reader of the site with faults."""
    made = Reader(seeded, browser)
    yield made
    made.close()


def caught(fault: Fault, found: Iterable[Finding]) -> None:
    """Is the fault among what was found: on its page, under its rule, with the element and how to mend it?"""
    found = list(found)
    for finding in found:
        if (
            finding.rule == fault.rule
            and finding.page.startswith(fault.address)
            and finding.element
            and finding.mend
        ):
            return
    pytest.fail(
        f"{fault.name} was not found as '{fault.rule}', but:\n" + "\n".join(map(str, found[:10]))
    )


@pytest.mark.browser
@pytest.mark.parametrize(
    "fault", [fault for fault in FAULTS if fault.checker not in BUILT], ids=lambda fault: fault.name
)
def test_a_fault_on_an_open_page_is_found_in_its_state(reader: Reader, fault: Fault) -> None:
    steps = [
        step
        for step in (*WALK, *REACH)
        if step.state == fault.state and step.check.__name__ == fault.checker
    ]
    assert steps, f"the walk does not go by {fault.checker} in this state: {fault.state}"
    question = f"?q={fault.ask}" if fault.ask else ""
    reader.known.clear()  # what was seen on the page with the fault before
    caught(fault, reader.look(fault.address + question, steps))
    if fault.js:  # a page may go elsewhere of itself, even while the next one opens
        reader.close()


@pytest.mark.parametrize(
    "fault",
    [fault for fault in FAULTS if fault.checker in BUILT and fault.checker != "nu"],
    ids=lambda fault: fault.name,
)
def test_a_fault_in_the_source_is_found(seeded: Served, fault: Fault) -> None:
    page = seeded.pages[fault.address]
    found = {
        "structure": lambda: structure(page),
        "policy": lambda: policy_of(page, SENT["Content-Security-Policy"]),
        "titles": lambda: titles([seeded.pages[fault.base], page]),
    }[fault.checker]()
    caught(fault, found)


def test_a_fault_in_the_markup_is_found(seeded: Served) -> None:
    faults = [fault for fault in FAULTS if fault.checker == "nu"]
    folders = [seeded.pages.root / fault.address[1:] for fault in faults]
    found = [*nu(seeded.pages.root, [file for folder in folders for file in folder.iterdir()])]
    for fault in faults:
        caught(fault, found)


# What these add to the state in which they look.
MORE = {"spaced": " wider spacing", "opened": " all open"}


@pytest.mark.browser
def test_every_checker_sees_in_every_state_that_it_has(reader: Reader) -> None:
    """On one walk over one page, so that none is led astray by what those before it have done to the page."""
    found = {
        (finding.rule, finding.state)
        for walk in (WALK, REACH)
        for finding in reader.look(ALL_WRONG.address, walk)
    }
    looked = [
        (WRONG[name], f"{step.state}{MORE.get(name, '')}")
        for step in (*WALK, *REACH)
        if (name := step.check.__name__)
    ]
    assert len(looked) > 40
    assert [missed for missed in looked if missed not in found] == []


@pytest.mark.parametrize("name", FILES)
def test_a_fault_in_a_header_file_is_found(
    site: Pages, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    root = tmp_path_factory.mktemp("headers")
    for other in FILES:
        (root / other).write_bytes((site.root / other).read_bytes())
    pages = Pages(root)
    assert [*policies(pages, SENT)] == []
    file = root / name
    file.write_text(
        file.read_text(encoding="utf-8").replace("connect-src 'self'", "connect-src *"),
        encoding="utf-8",
    )
    assert [finding.page for finding in policies(pages, SENT)] == [f"/{name}"]
    file.unlink()
    assert {finding.page for finding in policies(pages, SENT)} == {f"/{name}"}
