"""Every command writes by the one way that is whole or nothing; found by themselves, so that a new one can't be forgotten."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from disk import full, watched
from pages import by_day, contents
from programs import git
from small import TODAY

from macros.__main__ import COMMANDS, main
from macros.commands import build, swap, whole
from macros.commands.wishes import WISHES
from macros.plan.schemas import FOLDER
from macros.plan.today import epoch_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disk import Step

BOARD = ("--board=family-board", "--quarter=2030-Q1")
REPORT = "data/highlight-reports/2030-Q1/family-board.yml"
ISSUE = {
    "page": "https://plan.anytown.gov.uk/chapters/walking/",
    "old": "Everyone walks.",
    "new": "Nearly everyone walks.",
    "why": "_No response_",
}
# What can't be done here: to build a whole site, to listen at such an address, to prove a site that is not there.
NEEDS_MORE = {"build", "serve", "proof"}
# What goes the same way as `new chapter`.
AS_NEW_CHAPTER = {"new word", "new update", "new feedback", "retire chapter"}
# Where a file may be changed: these are killed at each step in test_whole.py.
WAYS = {
    function.__code__
    for function in (
        whole.write,
        whole.mend,
        swap.Swap.__init__,
        swap.Swap.swap,
        swap.Swap.clear,
        swap.alone.__wrapped__,  # type: ignore[attr-defined]
    )
}


def fill_in(root: Path) -> None:
    """Fill in what a report has to tell."""
    text = (root / REPORT).read_text(encoding="utf-8")
    for name, told in FILLED_IN.items():
        text = re.sub(rf"(?m)^( *{name}:)$", rf"\1 {told}", text)
    (root / REPORT).write_text(text, encoding="utf-8")


def take_away(root: Path) -> None:
    """Take the report away that a sheet was made of."""
    (root / REPORT).unlink()


Typed = Callable[[Path], None] | str
FILLED_IN = {
    "reported_by": "Head",
    "date": "2030-04-10",
    "status": "on-track",
    "progress": "It went well.",
}
NEW = f"report new {' '.join(BOARD)}"
SHEET = f"report sheet {' '.join(BOARD)}"
# For each command, what is typed and done before it, and what is typed for it; and a file that is then another one, if any.
TRIES: dict[str, tuple[list[Typed], str]] = {
    "check": (["check"], ""),
    "rules": (["rules"], ""),
    "changes": (["changes --draft --base=HEAD"], ""),
    "due": (["due --to=due.md"], "due.md"),
    "new chapter": (
        [
            "new chapter hearing --title=Hearing --stage=whole-life --lead='Jo Bell' --board=town-board --on-hold='It waits for a paper.' --summary='For people who find it hard to hear.'"
        ],
        "docs/chapters/hearing.md",
    ),
    "new word": (
        ["new word path --term=Path --plain='A way.' --source='General knowledge'"],
        "data/terms.yml",
    ),
    "new update": (
        ["new update --chapter=play --what='A title changed.' --why='A reader asked.'"],
        "data/chapters/play.yml",
    ),
    "new feedback": (
        ["new feedback breaks --title=Breaks --heard=2030-05-20 --said='Breaks are too short.'"],
        "data/feedback/breaks.yml",
    ),
    "rename chapter": (["rename chapter play games"], "data/chapters/games.yml"),
    "retire chapter": (
        ["retire chapter play --reason='It ended.' --date=2030-05-01"],
        "data/chapters/play.yml",
    ),
    "from-issue": (["from-issue ../issue.md"], "docs/chapters/walking.md"),
    "schemas": (["schemas"], f"{FOLDER}/chapters.schema.json"),
    "addresses record": (["addresses record"], "data/addresses.yml"),
    "addresses check": (["addresses check ../issue.md"], ""),
    "report new": ([NEW], REPORT),
    "report sheet": ([SHEET], "2030-Q1-family-board.xlsx"),
    "report read": (
        [NEW, fill_in, f"{SHEET} --to=../sheet.xlsx", take_away, "report read ../sheet.xlsx"],
        REPORT,
    ),
    "report pack": ([NEW, fill_in, f"report pack {' '.join(BOARD)}"], "2030-Q1-family-board.html"),
    "build": (["build"], ""),
    "serve": (["serve --address=192.0.2.1:8000"], ""),
    "proof": (["proof --site=nowhere"], ""),
    "scope": (["scope --base=HEAD"], ""),
}


class Listed:
    """What a command puts itself on, as it does on the command line; only the names are kept."""

    def __init__(self, name: str = "") -> None:
        """Begin with none."""
        self.name = name
        self.inner: list[Listed] = []

    def add_parser(self, name: str, **_: object) -> Listed:
        """Keep a command, or a part of one, such as "new word"."""
        self.inner.append(Listed(f"{self.name} {name}".strip()))
        return self.inner[-1]

    def __getattr__(self, _: str) -> Callable[..., Listed]:
        """Let it say all else of itself."""
        return lambda *_, **__: self

    def names(self) -> Iterator[str]:
        """The names of what can be run."""
        yield from (name for one in self.inner for name in one.names())
        yield from () if self.inner else (self.name,)


def test_every_command_is_tried_here() -> None:
    listed = Listed()
    for module in dict.fromkeys(COMMANDS.values()):
        import_module(f"macros.commands.{module}").add(listed)
    assert {*listed.names()} == {*TRIES}


def by_other_ways(step: Step) -> bool:
    return not step.by & WAYS


@pytest.fixture
def tried_on(plan: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small plan with a history, and a form that was filled in beside it. Of the pages that a build needs, none is made."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Editor")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "editor@plan.example")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch_of(TODAY))
    git(plan, "init", "--quiet")
    git(plan, "add", "--all")
    git(plan, "commit", "--quiet", "--message=First")
    form = "\n\n".join(
        f"### {field.label}\n\n{ISSUE[field.name]}" for field in WISHES["sentence"].questions
    )
    (plan.parent / "issue.md").write_text(form, encoding="utf-8")
    (plan.parent / "sheet.xlsx").unlink(missing_ok=True)
    monkeypatch.chdir(plan)
    monkeypatch.setattr(build, "mkdocs", lambda to: [sys.executable, "-c", f"open(r'{to}', 'w')"])
    return plan


@pytest.mark.parametrize("name", by_day([*TRIES], *(TRIES.keys() - AS_NEW_CHAPTER)))
def test_a_command_writes_by_the_one_way_and_nothing_on_a_full_disk(
    tried_on: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (*first, last), file = TRIES[name]
    for step in first:
        assert not (main(shlex.split(step)) if isinstance(step, str) else step(tried_on))
    typed = shlex.split(str(last))
    before = contents(tried_on)
    with watched(tried_on, full(1)) as disk:
        status = main(typed)
    said = capsys.readouterr()
    assert (status == 1) == bool(file or name in NEEDS_MORE), said
    if file:
        assert "no space left on device" in said.err
    assert own(contents(tried_on)) == own(before)
    assert not [*filter(by_other_ways, disk.steps)]
    if not disk.steps:
        return
    with watched(tried_on) as disk:
        assert (main(typed) == 0) == bool(file), capsys.readouterr()
    assert not [*filter(by_other_ways, disk.steps)]
    assert (contents(tried_on).get(file) != before.get(file)) == bool(file)
    assert not [path for path in contents(tried_on) if path.startswith(".writing")]


def own(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files, without Git's own and the lock that a build leaves if it is killed."""
    return {
        name: held
        for name, held in files.items()
        if name.split("/")[0] not in (".git", ".site-lock")
    }


def test_a_report_is_not_written_through_a_link(
    tried_on: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quarter = (tried_on / REPORT).parent
    quarter.parent.mkdir()
    quarter.symlink_to(tmp_path)
    assert main(shlex.split(NEW)) == 1
    assert "2030-Q1 is a link to " in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]
