"""Editors' jobs, done as the handbook says, on two plans: what readers get of each, and that nothing else changes.

The steps come from the handbook itself (recipes.py), and what must come of them from jobs.py. Each job is done alone,
and looked at without a build. Those that do not get in each other's way are then built together. Then each mistake that a
recipe explains is made, and mended. `make recipes` builds and proves each job alone.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

import pages as shared
import pytest
import yaml
from jobs import ELSEWHERE, JOBS, MOVED
from pages import content_of, contents, project_of
from play import play
from played import (
    GROUNDS,
    RECIPES,
    Ground,
    State,
    built_faults,
    derived_faults,
    golden,
    mistakes,
    together,
)
from recipes import PAGES, OutdatedError, Step

from macros.__main__ import main
from macros.pages.changes import addresses, page_changes
from macros.plan.changes import changes
from macros.plan.today import epoch_of
from macros.proof.pages import Pages, heading_faults, link_faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EDITION, SAMPLE = GROUNDS
EVERY = pytest.mark.parametrize("title", JOBS)
# The third edition has seven times as much to read and to build as the sample plan.
ONE_BY_NIGHT = pytest.mark.parametrize(
    "ground",
    [
        pytest.param(ground, marks=[pytest.mark.night] if ground is EDITION else [], id=ground.name)
        for ground in GROUNDS
    ],
)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Ground], State]:
    """The plans before any job."""
    found: dict[str, State] = {}

    def state(ground: Ground) -> State:
        if ground.name not in found:
            root = ground.put(tmp_path_factory.mktemp("before") / "plan")
            found[ground.name] = State.of(root, ground.today)
        return found[ground.name]

    return state


@pytest.fixture(scope="module")
def built(
    before: Callable[[Ground], State], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Ground], Pages]:
    """The sites before any job."""
    found: dict[str, Pages] = {}

    def site(ground: Ground) -> Pages:
        if ground.name not in found:
            root = project_of(before(ground).root, tmp_path_factory.mktemp("built") / "plan")
            found[ground.name] = shared.build(
                root, root / "site", SOURCE_DATE_EPOCH=epoch_of(ground.today)
            )
        return found[ground.name]

    return site


# The jobs


def without_moved(told: str) -> str:
    """What is told, as jobs write it."""
    return MOVED if told.startswith(MOVED.removesuffix("...")) else told


def test_every_recipe_with_an_example_is_a_job_here() -> None:
    assert sorted(RECIPES) == sorted(JOBS), "a recipe of the handbook has its Job in tests/jobs.py"


@ONE_BY_NIGHT
@EVERY
def test_a_job_done_by_its_recipe_gives_readers_what_it_should(
    ground: Ground, title: str, before: Callable[[Ground], State], tmp_path: Path
) -> None:
    job, was = JOBS[title], before(ground)

    def here(words: str) -> str:
        return ground.word(title, words)

    root = content_of(was.root, tmp_path / "plan")
    files = ground.follow(title, root)
    assert was.news(root, title) == []
    after = State.of(root, ground.today)

    # Only the files that the recipe names differ.
    old, new = (
        {f: t for name in ("data", "docs") for f, t in contents(r / name).items()}
        for r in (was.root, root)
    )
    assert sorted(file for file in {*old, *new} if old.get(file) != new.get(file)) == sorted(
        file.partition("/")[2] for file in files
    )

    # What is told, and the addresses.
    told = [*changes(was.site.plan, after.site.plan), *page_changes(was.site, after.site)]
    expected = [*job.told, *(job.in_papers if ground is EDITION else ())]
    assert sorted(without_moved(str(change)) for change in told) == sorted(map(here, expected))
    found = addresses(was.site, after.site)
    assert (found.vanished, found.new) == ((), tuple(sorted(map(here, job.new))))

    # What readers get.
    for address, words in job.seen:
        assert here(words) in after.words(here(address)), f"{address} does not say: {words}"
    for address, words in job.gone:
        assert here(words) not in after.words(here(address)), f"{address} still says: {words}"
    if ground is EDITION:
        changed = [file for file, text in after.shown.items() if text != was.shown.get(file)]
        assert derived_faults(job, was.site, changed) == []


@ONE_BY_NIGHT
def test_jobs_that_do_not_get_in_each_others_way_are_built_together(
    ground: Ground,
    before: Callable[[Ground], State],
    built: Callable[[Ground], Pages],
    tmp_path: Path,
) -> None:
    was = before(ground)
    for titles, root in together(ground, was, tmp_path / "together"):
        project = project_of(root, tmp_path / titles[0])
        new = shared.build(project, project / "site", SOURCE_DATE_EPOCH=epoch_of(ground.today))
        if ground is EDITION:
            jobs = [JOBS[title] for title in titles]
            assert built_faults(jobs, was.site, built(ground), new) == [], titles
        faults = [*link_faults(new), *(fault for page in new for fault in heading_faults(page))]
        assert faults == [], titles


def test_a_job_in_a_clean_clone_is_proved_by_the_commands_that_editors_have(
    before: Callable[[Ground], State], built: Callable[[Ground], Pages], tmp_path: Path
) -> None:
    """One of them here, and by `make recipes` all."""
    was = before(EDITION)
    assert [*play(EDITION, "Change a sentence", was, built(EDITION), tmp_path / "clone")] == []


def commands(*names: str) -> list[str]:
    """The command lines that recipes show, such as `retire chapter carers ...`."""
    pages = [text for page, text in PAGES.items() if "/developing/" not in page]
    shown = re.findall(r"make (\w+) ARGS='([^']+)'", "\n".join(pages))
    return [f"{name} {arguments}" for name, arguments in shown if name in names]


@pytest.mark.parametrize(
    "line",
    [
        *commands("rename", "retire"),
        *(
            re.sub(r"(?<=--date )\S+", EDITION.today.isoformat(), line)
            for line in commands("retire")
        ),
    ],
)
def test_a_command_that_a_recipe_shows_does_the_whole_job(
    line: str,
    before: Callable[[Ground], State],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A retirement of today too."""
    was = before(EDITION)
    root = content_of(was.root, tmp_path / "plan")
    day = ["--today", EDITION.today.isoformat()]
    assert main(["--root", str(root), *shlex.split(line), *day]) == 0, capsys.readouterr()
    command, _, old, new, *_ = shlex.split(line)
    assert was.news(root, renamed=(new, old) if command == "rename" else ("", "")) == []


def test_the_commands_for_a_report_that_a_recipe_shows_can_be_typed_one_after_the_other(
    before: Callable[[Ground], State], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = content_of(before(EDITION).root, tmp_path / "plan")
    shown = {line.split()[1]: line for line in commands("report")}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("SOURCE_DATE_EPOCH", epoch_of(EDITION.today))
        for line in (shown["new"], shown["sheet"]):
            assert main(["--root", str(root), *shlex.split(line)]) == 0, capsys.readouterr()


# The mistakes


@ONE_BY_NIGHT
@EVERY
def test_each_mistake_is_told_as_the_recipe_explains_and_mended_leaves_nothing(
    ground: Ground, title: str, before: Callable[[Ground], State], tmp_path: Path
) -> None:
    was = before(ground)
    root = content_of(was.root, tmp_path / "plan")
    ground.follow(title, root)
    told = {}
    for message, found, by, faults in mistakes(ground, title, was, root):
        assert faults == []
        told[message] = {"says": found, "mended": by}
    assert told == golden()[ground.name][title]


@EVERY
def test_every_message_that_a_recipe_explains_is_tried(title: str) -> None:
    tried = (*(message.partition("...")[0] for message in JOBS[title].mistakes), *ELSEWHERE)
    assert [message for message in RECIPES[title].messages if not message.startswith(tried)] == []


# The recipes themselves


def test_a_recipe_that_does_not_fit_says_what_to_mend(small_project: Path) -> None:
    step = Step(
        "diff",
        "data/chapters/play.yml",
        ("-status: current", "+status: retired", " no such line"),
        "handbook/editing/change-a-lead.md:12",
    )
    with pytest.raises(
        OutdatedError,
        match=r"^handbook/editing/change-a-lead\.md:12: the example shows a line that data/chapters/play.yml does not have, or has elsewhere: 'status: current'\. Show what stands there now\.$",
    ):
        step.do(small_project)


def test_a_second_update_goes_under_the_first(small_project: Path) -> None:
    update = next(step for step in RECIPES["Change a lead"].steps if step.kind == "update")
    update = replace(update, file="data/chapters/play.yml")
    update.do(small_project)
    update.do(small_project)
    text = (small_project / update.file).read_text(encoding="utf-8")
    assert text.count("updates:") == 1
    assert len(yaml.safe_load(text)["updates"]) == 2


def test_the_recipes_show_no_dates_from_after_their_own_day() -> None:
    lines = [line for recipe in RECIPES.values() for step in recipe.steps for line in step.lines]
    dates = re.findall(r"date: (\d{4}-\d\d-\d\d)", "\n".join(lines))
    assert max(dates) <= EDITION.today.isoformat()
