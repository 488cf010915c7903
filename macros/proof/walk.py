"""Every page, in every state of a reader's browser, before every checker that looks there.

A page is opened once with scripts and once without, and brought into one state after the other: no script of the site
asks how wide a window is or which colours it has, so a style sheet answers as if the page had been opened so. What
presses keys begins with a page that is opened anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from playwright.sync_api import Error, sync_playwright

from .asked import Asked, not_found
from .browser import launch
from .checkers.axe import axe, slowly
from .checkers.keyboard import Lens, by_focus, by_look, by_tab, openers, single_keys, skips
from .checkers.markup import bare, torn
from .checkers.opened import opened
from .checkers.policy import Watch, traces
from .checkers.reflow import SHOWN, first, lost, reflow, spaced
from .checkers.scripts import dead, same_text, searches, unreached
from .checkers.sight import contrast, motion, printed, targets, unprinted
from .findings import (
    ANSWER,
    DARK,
    DARK_NARROW,
    ENLARGED,
    FORCED,
    LIGHT,
    LIGHT_NARROW,
    PRINT,
    WITHOUT,
    ZOOMED,
    Finding,
    State,
    Visit,
)
from .pages import Pages
from .served import Served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page as Tab

Check = Callable[[Visit], Iterable[Finding]]
BROKEN = "Open it in a browser. If it opens there, run this again; if not, tell a developer."


@dataclass(frozen=True)
class Step:
    """A state, and what looks at a page in it: `closely` at one page of each kind alone, `anew` on a page just opened."""

    state: State
    check: Check
    closely: bool = False
    anew: bool = False


def _steps(
    *checks: Check, states: Iterable[State], closely: bool = False, anew: bool = False
) -> list[Step]:
    return [Step(state, check, closely, anew) for state in states for check in checks]


# In this order: whatever presses keys comes last, and what comes before leaves a page as it was.
WALK = (
    *_steps(traces, axe, contrast, targets, reflow, spaced, states=[LIGHT]),
    *_steps(slowly, torn, bare, openers, motion, unprinted, states=[LIGHT], closely=True),
    *_steps(axe, contrast, targets, states=[DARK]),
    *_steps(axe, contrast, targets, reflow, lost, spaced, states=[LIGHT_NARROW]),
    *_steps(axe, contrast, targets, states=[DARK_NARROW]),
    *_steps(slowly, opened, states=[DARK_NARROW], closely=True),
    *_steps(first, reflow, lost, spaced, states=[ZOOMED]),
    *_steps(axe, contrast, states=[PRINT]),
    *_steps(printed, states=[PRINT], closely=True),
    *_steps(reflow, states=ENLARGED, closely=True),
    *_steps(motion, states=[State(still=False)], closely=True),
    *_steps(opened, states=[LIGHT], closely=True),
    *_steps(same_text, dead, states=[WITHOUT]),
    *_steps(searches, states=[WITHOUT], closely=True),
    *_steps(by_tab, skips, states=[LIGHT], closely=True, anew=True),
    *_steps(single_keys, states=[LIGHT], closely=True),
    *_steps(by_focus, skips, states=[LIGHT_NARROW], closely=True, anew=True),
    *_steps(by_look, states=[DARK, DARK_NARROW, *FORCED], closely=True),
)

# Once for the whole site, with the way by the Tab key from the home page to all others.
REACH = _steps(by_focus, states=[WITHOUT], anew=True)


class Reader:
    """A browser of this process: a tab with scripts and one without, brought into any state."""

    def __init__(self, served: Served, browser: Any) -> None:
        """Begin to read a site, in a browser that somebody else closes."""
        self.served, self.browser = served, browser
        self.tabs: dict[bool, Tab] = {}
        self.states: dict[bool, State] = {}
        self.watch: Watch | None = None
        self.lens = Lens()
        self.known: set[tuple[str, str]] = set()

    def close(self) -> None:
        """Close the tabs. Those that are needed again are opened anew."""
        for tab in self.tabs.values():
            tab.context.close()
        self.lens.close()
        self.tabs, self.states, self.watch, self.lens = {}, {}, None, Lens()
        self.known.clear()

    def turn(self, state: State) -> Tab:
        """The tab for a state, brought into it."""
        before = self.states.get(state.scripts)
        if not before:
            tab = self.tabs[state.scripts] = state.open(self.browser)
            if state.scripts:
                self.watch = Watch(tab, self.served.url)
        elif state != before:
            state.set(self.tabs[state.scripts], before)
        self.states[state.scripts] = state
        return self.tabs[state.scripts]

    def open(self, address: str, state: State) -> Visit:
        """Open a page; the search page with a question is open when it has answered."""
        tab = self.turn(state)
        if self.watch:
            self.watch.forget()
        tab.goto(self.served.at(address), wait_until="load")
        if "?" in address and state.scripts:
            tab.locator("#count", has_text=ANSWER).wait_for()
        return self.visit(address, state)

    def visit(self, address: str, state: State, said: str = "") -> Visit:
        """The page that is open in the tab for a state, for a checker."""
        tab = self.turn(state)
        return Visit(tab, address, str(state), said, self.watch, self.lens, self.known)

    def look(self, address: str, steps: Iterable[Step]) -> list[Finding]:
        """What is found at an address on this walk. A page that can't be looked at is tried once more."""
        steps = [step for step in steps if not ("?" in address and not step.state.scripts)]
        for _ in range(2):
            try:
                return [*self._look(address, steps)]
            except Error as error:
                why = error.message.splitlines()[0]
                self.close()
        return [Finding(address, "any state", "not opened", f'"{why}"', BROKEN)]

    def _look(self, address: str, steps: list[Step]) -> Iterator[Finding]:
        said = self.open(address, LIGHT).tab.evaluate(SHOWN)
        there = {True}  # in which of the tabs it is open
        for step in steps:
            if step.anew or step.state.scripts not in there:
                self.open(address, step.state)
                there.add(step.state.scripts)
            yield from step.check(self.visit(address, step.state, said))


# In a process of its own

_READER: list[Reader] = []


def _start(root: Path, url: str, served: str) -> None:
    """Start this process's browser. It ends with the process."""
    browser = launch(sync_playwright().start())
    _READER.append(Reader(Served(Pages(root, url), served), browser))


def _page(address: str, closely: bool) -> list[Finding]:
    return _READER[0].look(address, [step for step in WALK if closely or not step.closely])


def _reach(unlisted: AbstractSet[str]) -> list[Finding]:
    reader = _READER[0]
    return [*reader.look("/", REACH), *unreached(reader.served, reader.turn(WITHOUT), unlisted)]


# Asks questions on one page: the script's own function, with the index that is there already.
ASK = """async questions => {
  const { show } = await import(document.querySelector('script[src*="/search."]').src);
  const links = '#help-now:not([hidden]) p.small a, #results a'; // help that is shown is an answer
  const answers = [];
  for (const question of questions) {
    history.replaceState(null, '', '?q=' + encodeURIComponent(question));
    await show();
    answers.push([document.getElementById('count').textContent, [...document.querySelectorAll(links)].map(a => a.href)]);
  }
  return answers;
}"""


def _search(asked: list[Asked], questions: list[str], shown: Path) -> list[Finding]:
    """What the search does not find. What its page shows for each of `questions`, addresses, goes to `shown`."""
    reader = _READER[0]
    for number, question in enumerate(questions):
        html = reader.open(question, LIGHT).tab.content()
        (shown / f"search-{number + 1}.html").write_text(html, encoding="utf-8")
    tab = reader.open(f"/search/?q={quote(asked[0].question)}", LIGHT).tab
    root = reader.served.url
    answers = [
        (said, [f"/{link.removeprefix(root)}" for link in links])
        for said, links in tab.evaluate(ASK, [one.question for one in asked])
    ]
    return [*not_found(asked, answers)]


@dataclass(frozen=True)
class Task:
    """What one process does at a time, of the functions above."""

    call: Callable[..., list[Finding]]
    given: tuple[Any, ...] = ()


def walk_tasks(
    addresses: Iterable[str], close: Iterable[str], *, reach: AbstractSet[str] | None
) -> list[Task]:
    """The tasks of a walk over these pages, those that take longest first. `close` are looked at closely.

    `reach` asks for the way by the Tab key to every page, but to these; None asks for none.
    """
    close = set(close)
    tasks = [Task(_page, (address, address in close)) for address in addresses]
    tasks.sort(key=lambda task: not task.given[1])
    return [*([Task(_reach, (reach,))] if reach is not None else []), *tasks]


def search_task(asked: list[Asked], questions: list[str], shown: Path) -> list[Task]:
    """The task that asks the search."""
    return [Task(_search, (asked, questions, shown))] if asked else []


def done(served: Served, tasks: list[Task], jobs: int) -> Iterator[list[Finding]]:
    """Do the tasks in so many processes, each with a Chromium of its own. Yields what each has found, as it ends."""
    given = (served.pages.root, served.pages.url, served.url)
    with ProcessPoolExecutor(
        min(jobs, len(tasks)) or 1, get_context("spawn"), initializer=_start, initargs=given
    ) as pool:
        try:
            for ended in as_completed([pool.submit(task.call, *task.given) for task in tasks]):
                yield ended.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
