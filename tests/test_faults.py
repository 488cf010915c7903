"""The checkers find every fault that is seeded into a copy of the site: a silent checker is worse than none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from faults import FAULTS, Fault, seed
from pages import EDITION

from macros.proof.checkers.axe import axe
from macros.proof.checkers.keyboard import Lens, by_look, by_tab, openers, single_keys, skips
from macros.proof.checkers.markup import bare, nu, structure, titles, torn
from macros.proof.checkers.opened import opened as with_all_open
from macros.proof.checkers.policy import FILES, Watch, about, policies, policy_of
from macros.proof.checkers.reflow import SHOWN, lost, reflow, spaced
from macros.proof.checkers.scripts import dead, same_text, searches
from macros.proof.checkers.sight import contrast, motion, targets, unprinted
from macros.proof.findings import LIGHT, Finding, State, Visit, visit
from macros.proof.pages import Pages
from macros.proof.served import Served, serve
from macros.publish.policy import headers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

IN_BROWSER: dict[str, Callable[[Visit], Iterable[Finding]]] = {
    "axe": axe,
    "reflow": reflow,
    "spaced": spaced,
    "dead": dead,
    "searches": searches,
    "skips": skips,
    "openers": openers,
    "opened": with_all_open,
    "single keys": single_keys,
    "targets": targets,
    "contrast": contrast,
    "motion": motion,
    "paper": unprinted,
    "bare": bare,
    "torn": torn,
}


@pytest.fixture(scope="module")
def seeded(site: Pages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the site with a page for each fault, served under the headers that a host would send."""
    with serve(Pages(seed(site.root, tmp_path_factory.mktemp("seeded") / "site"))) as at:
        yield at


@pytest.fixture
def own_tabs(browser: Browser) -> Iterator[Callable[[State], Tab]]:
    """A tab of its own for each fault: some pages go elsewhere of themselves, even while the next one opens."""
    opened: list[Tab] = []

    def tab(state: State) -> Tab:
        opened.append(state.open(browser))
        return opened[-1]

    yield tab
    for page in opened:
        page.context.close()


def ids(checkers: Iterable[str]) -> dict[str, object]:
    chosen = [fault for fault in FAULTS if fault.checker in checkers]
    assert chosen
    return {"argnames": "fault", "argvalues": chosen, "ids": [fault.name for fault in chosen]}


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


def opened(
    seeded: Served, tabs: Callable[[State], Tab], fault: Fault, state: State | None = None
) -> Visit:
    return visit(
        seeded, tabs, fault.address + (f"?q={fault.ask}" if fault.ask else ""), state or fault.state
    )


@pytest.mark.browser
@pytest.mark.parametrize(**ids(IN_BROWSER))
def test_a_fault_on_the_screen_is_found(
    seeded: Served, own_tabs: Callable[[State], Tab], fault: Fault
) -> None:
    there = opened(seeded, own_tabs, fault)
    if fault.checker == "axe" and fault.ask:
        there.tab.wait_for_timeout(200)
    caught(fault, IN_BROWSER[fault.checker](there))


@pytest.mark.browser
@pytest.mark.parametrize(**ids(["by tab", "by look"]))
def test_a_fault_in_a_walk_by_the_tab_key_is_found(
    seeded: Served, own_tabs: Callable[[State], Tab], browser: Browser, fault: Fault
) -> None:
    walk = {"by tab": by_tab, "by look": by_look}[fault.checker]
    lens = Lens(browser)
    try:
        caught(fault, walk(opened(seeded, own_tabs, fault), lens))
    finally:
        lens.bench.close()


@pytest.mark.browser
@pytest.mark.parametrize(**ids(["same text", "lost"]))
def test_a_fault_in_what_a_page_says_is_found(
    seeded: Served, own_tabs: Callable[[State], Tab], fault: Fault
) -> None:
    text = opened(seeded, own_tabs, fault, LIGHT).tab.evaluate(SHOWN)
    there = opened(seeded, own_tabs, fault)
    caught(fault, same_text(there, text) if fault.checker == "same text" else lost(there, text))


@pytest.mark.browser
@pytest.mark.parametrize(**ids(["traces"]))
def test_a_fault_against_the_policy_is_found(
    seeded: Served, browser: Browser, fault: Fault
) -> None:
    with serve(seeded.pages, headers(about(EDITION))) as served:
        watch = Watch(browser, served)
        found = [*watch.traces(fault.address + (f"?q={fault.ask}" if fault.ask else ""))]
        watch.context.close()
    caught(fault, found)


@pytest.mark.parametrize(**ids(["structure", "policy", "titles"]))
def test_a_fault_in_the_source_is_found(seeded: Served, fault: Fault) -> None:
    page = seeded.pages[fault.address]
    found = {
        "structure": lambda: structure(page),
        "policy": lambda: policy_of(page, headers(about(EDITION))["Content-Security-Policy"]),
        "titles": lambda: titles([seeded.pages[fault.base], page]),
    }[fault.checker]()
    caught(fault, found)


def test_a_fault_in_the_markup_is_found(seeded: Served) -> None:
    faults = [fault for fault in FAULTS if fault.checker == "nu"]
    folders = [seeded.pages.root / fault.address[1:] for fault in faults]
    found = [*nu(seeded.pages.root, [file for folder in folders for file in folder.iterdir()])]
    for fault in faults:
        caught(fault, found)


@pytest.mark.parametrize("name", FILES)
def test_a_fault_in_a_header_file_is_found(
    site: Pages, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    root = tmp_path_factory.mktemp("headers")
    for other in FILES:
        (root / other).write_bytes((site.root / other).read_bytes())
    assert [*policies(root, headers(about(EDITION)))] == []
    file = root / name
    file.write_text(
        file.read_text(encoding="utf-8").replace("connect-src 'self'", "connect-src *"),
        encoding="utf-8",
    )
    assert [finding.page for finding in policies(root, headers(about(EDITION)))] == [f"/{name}"]
    file.unlink()
    assert {finding.page for finding in policies(root, headers(about(EDITION)))} == {f"/{name}"}
