"""Recipes played to the end: on which plans, what stands on their pages, and what the check's messages tell to do.

The examples of the handbook tell of the third edition. On the sample plan, which is all invented, other words stand for
theirs: tests/recipes-sample.yml says which.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatch
from functools import cache, cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jobs import JOBS, Job, Place
from lxml import html
from pages import ROOT, by_plain_names, content_of, contents, copy_project
from recipes import OutdatedError, Recipe, recipes
from sample import put_together

from macros.__main__ import main
from macros.commands.check import problems_of
from macros.pages.passages import rendered, renderer
from macros.pages.site import PLACEHOLDER, Site
from macros.plan.document import kind_of
from macros.plan.load import load_plan
from macros.plan.today import epoch_of
from macros.proof.pages import Pages, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from macros.pages.page import Page

RECIPES = recipes()
MESSAGES = ROOT / "tests/recipe-messages.yml"
# The sample plan's years are ten later than those of the third edition and of the examples.
YEARS = 10
_SAMPLE = yaml.safe_load((ROOT / "tests/recipes-sample.yml").read_text(encoding="utf-8"))
_PROBLEM = re.compile(r"([^:]+):(\d+):(\d+): (.+)", re.DOTALL)


# The plans


@dataclass(frozen=True)
class Ground:
    """A plan on which recipes are played, on a day after all of its examples."""

    name: str
    today: date
    put: Callable[[Path], Path]

    def word(self, title: str, text: str) -> str:
        """What stands on this plan for the words of a recipe."""
        if self.name != "sample":
            return text
        for old, new in _SAMPLE["recipes"].get(title, ()):
            text = text.replace(old, new)
        for old, new in _SAMPLE["words"]:
            whole = rf"(?<!\w)(?<!\w-){re.escape(old)}(?!\w)(?!-\w)"
            text = new.join(re.split(whole, text))
        return re.sub(r"\b20\d\d\b", lambda year: str(int(year[0]) + YEARS), text)

    def place(self, title: str, root: Path, before: Path) -> Place:
        """Where a job is done."""
        return Place(root, before, lambda text: self.word(title, text))

    def recipe(self, title: str) -> Recipe:
        """A recipe with the words of this plan."""
        recipe = RECIPES[title]
        lines = _SAMPLE["steps"].get(title, {}) if self.name == "sample" else {}
        steps = tuple(
            replace(step, lines=tuple(lines[n].split("\n")) if n in lines else step.lines).said(
                lambda text: self.word(title, text)
            )
            for n, step in enumerate(recipe.steps, 1)
        )
        return Recipe(title, steps, tuple(self.word(title, m) for m in recipe.messages))

    def follow(self, title: str, root: Path) -> list[str]:
        """Do a recipe. Returns the files that it changed. Raises OutdatedError if an example does not fit the plan."""
        steps = [step for step in self.recipe(title).steps if step.kind != "block"]
        for step in steps:
            step.do(root)
        return sorted({step.file for step in steps})


def _edition(to: Path) -> Path:
    """The third edition with what the recipes need and it lacks."""
    return _given("third edition", copy_project(to))


def _sample(to: Path) -> Path:
    """The sample plan with what the recipes need, all of its addresses published."""
    _given("sample", put_together(to))
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        patch.setenv("SOURCE_DATE_EPOCH", epoch_of(_DAYS["sample"]))
        assert main(["--root", str(to), "addresses", "record"]) == 0
    return to


def _given(name: str, to: Path) -> Path:
    for file, old, new in _SAMPLE["given"][name]:
        text = (to / file).read_text(encoding="utf-8") if old else ""
        assert old in text, f"tests/recipes-sample.yml: {file} has no: {old}"
        (to / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return to


_DAYS = {"third edition": date(2027, 3, 1), "sample": date(2037, 3, 1)}
GROUNDS = (
    Ground("third edition", _DAYS["third edition"], _edition),
    Ground("sample", _DAYS["sample"], _sample),
)


# What the check says


@dataclass(frozen=True)
class State:
    """A plan, its files and what the check says of it."""

    root: Path
    today: date
    site: Site

    @classmethod
    def of(cls, root: Path, today: date) -> State:
        """The plan in a folder, which has no mistake, and which nobody changes."""
        return cls(root, today, Site(load_plan(root, today), root, PLACEHOLDER))

    @cached_property
    def problems(self) -> frozenset[str]:
        """What the check says, wherever it stands."""
        return frozenset(map(_elsewhere, said(self.root, self.today)))

    @cached_property
    def shown(self) -> dict[str, str]:
        """What its pages hold."""
        return shown(self.site)

    def words(self, address: str) -> str:
        """The words of one page."""
        return words_of(_main_of(self._whole(self.site.every[address])))

    @cached_property
    def _whole(self) -> Callable[[Page], str]:
        return renderer(self.site)

    def news(self, root: Path, *titles: str, renamed: tuple[str, str] = ("", "")) -> list[str]:
        """What the check says of the plan in `root` that it did not say here, nor warns of after these jobs. Its lines may have moved.

        `renamed` is what a file is called there, and here.
        """
        warned = [warning for title in titles for warning in JOBS[title].warned]
        return [
            problem
            for problem in said(root, self.today)
            if _elsewhere(problem.replace(*renamed)) not in self.problems
            and not any(warning in problem for warning in warned)
        ]


def said(root: Path, today: date) -> list[str]:
    """Every problem and warning, with its place. That schemas are older than the data stops nothing, and is left out.

    A plan that was read before is not read again: mended, it mostly is as it was.
    """
    files = sorted((str(path.relative_to(root)), held) for path, held in _files(root).items())
    settings = (root / "mkdocs.yml").read_bytes()
    key = sha256(repr((today, settings, files)).encode()).digest()
    if key not in _SAID:
        _SAID[key] = [str(problem) for problem in problems_of(root, today)]
    return [problem for problem in _SAID[key] if not problem.startswith("data/schemas/")]


_SAID: dict[bytes, list[str]] = {}


def _elsewhere(problem: str) -> str:
    """A problem without its place, and without how many words a page has: a sample's pages are short."""
    return re.sub(r":\d+:\d+:|(?<= has )\d+(?= words)", ":", problem)


# What stands on the pages


def shown(site: Site) -> dict[str, str]:
    """What every page holds between header and footer, by the file that it is built to: as in a build, but for links in Markdown."""
    return {f"{page.address[1:]}index.html": _main_of(whole) for page, whole in rendered(site)}


def _main_of(whole: str) -> str:
    _, begin, rest = whole.partition("<main ")
    return begin + rest.partition("</main>")[0]


def words_of(page: str) -> str:
    """The words of a page, or of a part of it."""
    return joined(" ".join(map(str, html.document_fromstring(page).itertext())))


# What a message tells to do

# A name in the message for what stands there, and what the message says to write: in place of `old`, `new`.
_INSTEAD = (
    r"(?P<old>\d+) stands where (?P<new>\d+) belongs",
    r"has no anchor '(?P<old>[^']+)'.*Did you mean '(?P<new>[^']+)'\?$",
    r"^[^']*'(?P<old>[^']+)'.*Did you mean '(?P<new>[^']+)'\?$",
    r"is '(?P<old>[^']+)'\. Use '(?P<new>[^']+)'\.",
    r"^number (?P<old>\d+).*\bUse (?P<new>\d+),",
    r"has no priority (?P<old>\d+)\. Use (?P<new>\d+) to",
    r"'(?P<old>[^']+)' is a person('s name)?\..* role( instead)?, such as '(?P<new>[^']+)'",
    r"^'(?P<old>[^']+)' is .* Write it like (?P<new>.+)\.$",
    r"^'(?P<old>[^']+)' is .* Write [^:]+: (?P<new>.+)\.$",
    r"^'(?P<old>[^']+)' is not a whole sentence(?P<new>)",
    r"'(?P<old>http:)//.*https://\.$",
)


def do_what_it_says(root: Path, problem: str, today: date) -> bool:
    """Do what a message of the check says, as an editor would who knows nothing else. Whether it could be done so."""
    match = _PROBLEM.match(problem)
    if not match or not (root / match[1]).is_file() or kind_of(match[1]):
        return False  # a document is mended by the program that made it
    file, message = root / match[1], match[4]
    lines = file.read_text(encoding="utf-8").split("\n")
    place = int(match[2]) - 1, int(match[3]) - 1
    for way in (_added, _taken_away, _set_apart, _instead):
        if (changed := way(lines, *place, message, today)) is not None:
            file.write_text("\n".join(changed), encoding="utf-8")
            return True
    return False


def _added(lines: list[str], line: int, column: int, message: str, today: date) -> list[str] | None:
    """A line that the message gives, or whose name it gives, where it says."""
    text = lines[line]
    prefix = re.match(r"[\s-]*", text)
    indent = len(prefix[0]) if prefix else 0

    def made_up(name: str) -> str:
        return f"{name}: {today.isoformat() if name == 'date' else 'Something is said here.'}"

    if found := re.search(
        r"add this line under 'moved:' in line (\d+), .*: '( +\S+: \S+)'$", message
    ):
        at, more = int(found[1]), [found[2]]
    elif found := re.search(r"[Aa]dd a line '\w+:' with.* such as '(\w+: [^']+)'", message):
        at, more = line + 1, [" " * indent + found[1]]
    elif found := re.search(r"Add '(\w+):' with a line '(\w+):' under it", message):
        under = [f"{found[1]}:", f"  {made_up(found[2])}"]
        at, more = line + 1, [" " * indent + said for said in under]
    elif found := re.search(r"Add a line '(\w+):' to this file", message):
        at, more = len(lines) - 1, [made_up(found[1])]
    elif (found := re.search(r"Add a line '(\w+):'", message)) and column != indent:
        at, more = line + 1, [" " * indent + made_up(found[1])]  # below the value that needs it
    elif found:  # where the entry begins
        lines = [*lines[:line], " " * indent + text[indent:], *lines[line + 1 :]]
        at, more = line, [text[:indent] + made_up(found[1])]
    else:
        return None
    return [*lines[:at], *more, *lines[at:]]


def _taken_away(
    lines: list[str], line: int, _column: int, message: str, _today: date
) -> list[str] | None:
    """Without the line, or the lines, with all that stands further in below."""
    if not re.search(r"Take (this line|these lines|the entry) away|Keep one of them", message):
        return None
    indent = len(lines[line]) - len(lines[line].lstrip())
    if "these lines" in message and (above := lines[line - 1]).endswith(":"):
        line, indent = line - 1, len(above) - len(above.lstrip())
    end = next(
        (n for n in range(line + 1, len(lines)) if not lines[n].startswith(" " * (indent + 1))),
        len(lines),
    )
    return [*lines[:line], *lines[end:]]


def _set_apart(
    lines: list[str], line: int, _column: int, message: str, _today: date
) -> list[str] | None:
    """A macro on a line of its own; a list in brackets; a heading of another level; a macro as it is called."""
    text = lines[line]
    if message.startswith("a macro stands alone"):
        return [*lines[:line], "", text, "", *lines[line + 1 :]]
    if " stands here where a list belongs" in message and "or write [" in message:
        name, _, value = text.partition(": ")
        text = f"{name}: [{value}]"
    elif found := re.search(r"Use (#+) here", message):
        text = f"{found[1]} {text.partition(' ')[2]}"
    elif found := re.search(r"Write (\{\{ \w+\(\) \}\})\.$", message):
        text = re.sub(r"\{\{.*?\}\}", found[1], text)
    else:
        return None
    return [*lines[:line], text, *lines[line + 1 :]]


def _instead(
    lines: list[str], line: int, column: int, message: str, today: date
) -> list[str] | None:
    """What belongs in place of what stands there."""
    text = lines[line]
    if " is still to come. Write the day " in message:
        return [
            *lines[:line],
            re.sub(r"\d{4}-\d\d-\d\d", today.isoformat(), text),
            *lines[line + 1 :],
        ]
    for pattern in _INSTEAD:
        if found := re.search(pattern, message):
            old = found["old"]
            new = found.groupdict().get("new") or ("https:" if old == "http:" else f"{old}.")
            if (at := text.lower().find(old.lower(), column)) >= 0:
                text = text[:at] + new + text[at + len(old) :]
                return [*lines[:line], text, *lines[line + 1 :]]
    return None


def mended_by_messages(before: State, root: Path, title: str, found: list[str]) -> bool:
    """Whether doing what the messages say, round after round, leads to a check that has no more to say."""
    for _ in range(5):
        # From the end of a file to its beginning, so that the places that the others name stay.
        done = [do_what_it_says(root, problem, before.today) for problem in reversed(found)]
        if not any(done):
            return False
        if not (found := before.news(root, title)):
            return True
    return False


# The messages, whole


@cache
def golden() -> dict[str, Any]:
    """What the check says of each mistake: by plan, recipe and the message that the recipe explains."""
    found: dict[str, Any] = yaml.safe_load(MESSAGES.read_text(encoding="utf-8"))
    return found


def mistakes(
    ground: Ground, title: str, before: State, root: Path
) -> Iterator[tuple[str, list[str], str, list[str]]]:
    """Each mistake of a recipe that was followed in `root`: what is explained, what the check says, how it was mended, and faults.

    It is mended as the messages say, if a machine can do that, and then put back as it was.
    """
    job, recipe = JOBS[title], ground.recipe(title)
    left_out = _SAMPLE["left_out"].get(title, ()) if ground.name == "sample" else ()
    for message, make in job.mistakes.items():
        if message in left_out:
            continue
        there = ground.word(title, message)
        whole = _files(root)
        spoilt = make(ground.place(title, root, before.root))
        found, faults = before.news(root), []
        explained = next(
            said
            for said in recipe.messages
            if said.startswith(there.partition("...")[0]) and there.split("...")[-1] in said
        )
        told = [problem for problem in found if _pattern(explained).search(problem)]
        if not told:
            faults.append(f"the recipe explains: {explained}\nthe check says: {found}")
        if (
            told
            and spoilt
            and not any(
                _stands(problem)
                in [(file, line) for file, lines in spoilt.items() for line in lines]
                for problem in told
            )
        ):
            faults.append(f"told elsewhere than in {spoilt}: {told}")
        by = (
            "by what the message says"
            if mended_by_messages(before, root, title, found)
            else "by hand"
        )
        for path in _files(root).keys() - whole:
            path.unlink()
        for path, held in whole.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held)
        yield message, found, by, faults


def _files(root: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for folder in ("data", "docs")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


def _pattern(message: str) -> re.Pattern[str]:
    """A message as the recipes write it: `...` and `[...]` stand for any words."""
    parts = re.split(r"\[\.\.\.\]|\.\.\.", message)
    return re.compile(".*".join(re.escape(part) for part in parts))


def _stands(problem: str) -> tuple[str, int]:
    """The file and the line of a problem as it is printed."""
    file, line, _ = problem.split(":", 2)
    return file, int(line)


# Which built files differ

# Where the passages stand of a paper that a recipe quotes from.
PAPERS = "papers/index.html"


def derived_faults(job: Job, before: Site, changed: list[str]) -> list[str]:
    """The files that differ and should not, of those whose own content differs."""
    expected = [*job.derived, *_leading_to(before, job.names), PAPERS]
    return [file for file in changed if not any(fnmatch(file, pattern) for pattern in expected)]


def _leading_to(site: Site, address: str) -> Iterator[str]:
    """The files of the pages that have a link to a page."""
    link = re.compile(rf'href="[./]*[^"]*\b{re.escape(address.strip("/").split("/")[-1])}/["#]')
    if address:
        yield from (file for file, text in shown(site).items() if link.search(text))


def built_faults(jobs: list[Job], before: Site, was: Pages, site: Pages) -> list[str]:
    """What is wrong with a site that was built after some jobs: files that are gone, that differ and should not, or should and do not."""
    old, new = (by_plain_names(contents(one.root)) for one in (was, site))
    faults = [f"{file} is gone" for file in old.keys() - new.keys()]
    changed = [file for file in new if new[file] != old.get(file)]
    framed = {
        file
        for file in changed
        for job in jobs
        if any(fnmatch(file, pattern) for pattern in job.framed)
        and _own(old.get(file)) == _own(new[file])
    }
    changed = [file for file in changed if file not in framed]
    expected = [
        pattern for job in jobs for pattern in (*job.derived, *_leading_to(before, job.names))
    ]
    expected.append(PAPERS)
    faults += [
        f"{file} differs"
        for file in changed
        if not any(fnmatch(file, pattern) for pattern in expected)
    ]
    return faults + [
        f"{pattern} does not differ"
        for job in jobs
        for pattern in job.derived
        if not any(fnmatch(file, pattern) for file in changed)
    ]


def _own(page: bytes | None) -> bytes | None:
    """What stands in a page between its header and its footer, with every sign; None if there is no page."""
    return page and html.tostring(html.document_fromstring(page.decode()).cssselect("main")[0])


def together(ground: Ground, before: State, folder: Path) -> Iterator[tuple[list[str], Path]]:
    """Jobs that do not get in each other's way, done in one copy of the plan: as few copies as it takes in their order."""
    left = [*JOBS]
    for lot in _lots(ground):
        root = content_of(before.root, folder / f"{len(left)} at once")
        if set(lot) <= set(left) and _done_at_once(ground, before, root, lot):
            left = [title for title in left if title not in lot]
            yield lot, root
    while left:
        done: list[str] = []
        root = content_of(before.root, folder / f"{len(left)}")
        for title in [*left]:
            tried = content_of(root, folder / "tried")
            if _fits(ground, before, tried, title, [*done, title]):
                shutil.rmtree(root)
                tried.rename(root)
                done.append(title)
                left.remove(title)
            else:
                shutil.rmtree(tried)
        assert done, f"{left[0]} does not fit the {ground.name}"
        yield done, root


def _lots(ground: Ground) -> list[list[str]]:
    """What is tried in one copy each, before jobs are tried one by one."""
    if ground.name != "sample":
        return []
    apart: list[list[str]] = _SAMPLE["apart"]
    return [[title for title in JOBS if not any(title in lot for lot in apart)], *apart]


def _done_at_once(ground: Ground, before: State, root: Path, titles: list[str]) -> bool:
    """Do jobs in a copy of the plan. Whether they can be, and the check has nothing to say."""
    *first, last = titles
    try:
        for title in first:
            ground.follow(title, root)
    except OutdatedError:
        return False
    return _fits(ground, before, root, last, titles)


def _fits(ground: Ground, before: State, root: Path, title: str, done: list[str]) -> bool:
    """Do a job in a copy of the plan. Whether it can be, and the check has nothing to say but what these jobs bring."""
    try:
        ground.follow(title, root)
    except OutdatedError:
        return False
    return before.news(root, *done) == []
