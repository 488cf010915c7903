"""A kind of data file is told of once, in the registry, and everything that reads files knows it from there."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pages import EDITION, ROOT, copy_project, edit

from macros.plan.files import FILES, file_of
from macros.plan.source import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

# What a developer writes for a new kind of file: its model, and its entry in the registry.
MODEL = '''"""Places where readers meet the partners."""

from typing import Annotated

from .board import Person
from .entry import Named
from .references import Origin, Own
from .values import Review, Text, entry_of


class MeetingPlace(Named):
    """A place where readers meet the partners."""

    name: Text
    """The name over its door."""
    plain: Own
    """What readers find there."""
    words: Text | None = None
    """What a paper says of it, to the letter."""
    source: Origin | None = None
    """The paper and the paragraph that the words stand in."""
    host: Annotated[Person, entry_of("people", "the host")]
    """The id of who opens the door."""
    review: Review | None = None
    """The day by which its door is to be looked for again."""
'''
ENTRY = '    places: Annotated[dict[str, MeetingPlace], DataFile("table", "The meeting place {}", "/leads/")]'
PLACE = "hall:\n  name: Town Hall\n  plain: A room with tea.\n  host: sarah-lee\n"
# What editors get wrong in it: the line, what stands there and what they type, and what they are told.
MISTAKES = (
    (4, "sarah-lee", "sarah-leigh", "9: the host is 'sarah-leigh'. Use one of:"),
    (
        4,
        "  host:",
        "  hots: tea\n  host:",
        "3: this line's name is 'hots'. Use one of: name, plain,",
    ),
    (3, "with tea", "where we meet", "10: warning: 'we' stands here"),
    (4, "  host:", "  words: Nobody wrote this.\n  host:", "10: these words are quoted, and their"),
    (3, "with tea", "to ring 0191 496 0000", "10: the telephone number '0191 496 0000' is neither"),
)


def tell(project: Path, code: str) -> list[str]:
    """What the generator of a project prints of it, in lines."""
    told = "import sys; from datetime import date; from pathlib import Path; DAY = date(2026, 11, 26)\n"
    done = subprocess.run(
        [sys.executable, "-c", told + code],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


CHECK = "from macros.plan.load import read_plan\nprint(*read_plan(Path('.'), DAY)[1], sep='\\n')"


def problems(project: Path) -> list[str]:
    """What is told of its data, but for what is not told yet of the plan and of its words."""
    waiting = ("data/plan.yml", "data/terms.yml", "data/accessibility.yml")
    return [line for line in tell(project, CHECK) if line and not line.startswith(waiting)]


SCHEMA = "from macros.plan.load import load_plan; from macros.plan.schemas import schemas\nprint(schemas(load_plan(Path('.'), DAY))['places.schema.json'])"
CHANGES = """
from macros.plan.load import load_plan; from macros.plan.changes import changes
file = Path('data/places.yml'); text = file.read_text()
before = load_plan(Path('.'), DAY)
file.write_text(text.replace('Town Hall', 'Old Hall') + text.replace('hall:', 'barn:').replace('Town Hall', 'Barn').replace('tea', 'hay and no chairs at all'))
print(*changes(before, load_plan(Path('.'), DAY)), sep='\\n')
from macros.plan.due import dates
file.write_text(text + "  review: 2027-01-02\\n")
print(*[f"{due.day} {due}" for due in dates(load_plan(Path('.'), DAY)) if due.path == str(file)])
"""


@pytest.fixture(scope="module")
def with_a_new_kind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose developer added a kind of file, and whose editors wrote no such file yet."""
    project = copy_project(tmp_path_factory.mktemp("new-kind"))
    (project / "macros/plan/places.py").write_text(MODEL, encoding="utf-8")
    registry = project / "macros/plan/files.py"
    edit(
        registry,
        "from .problems import Way\n",
        "from .places import MeetingPlace\nfrom .problems import Way\n",
    )
    edit(registry, "    reports: Annotated[", f"{ENTRY}\n    reports: Annotated[")
    return project


def test_a_new_kind_of_file_is_one_entry_and_one_model(with_a_new_kind: Path) -> None:
    project, file = with_a_new_kind, with_a_new_kind / "data/places.yml"
    assert problems(project) == ["data/places.yml:1:1: this file is missing. Put it back."]
    (project / "data/place.yml").write_text(PLACE, encoding="utf-8")
    strayed, missing = problems(project)
    assert strayed.startswith("data/place.yml:1:1: nothing reads 'place.yml'. Use one of:")
    assert strayed.endswith("Did you mean 'places.yml'?")
    assert missing.startswith("data/places.yml:1:1: this file is missing.")
    (project / "data/place.yml").rename(file)
    assert problems(project) == []
    text, expected = "", []
    for n, (line, old, new, said) in enumerate(MISTAKES):
        expected.append(f"data/places.yml:{text.count(chr(10)) + line}:{said}")
        text += PLACE.replace("hall:", f"hall-{n}:").replace(old, new)
    file.write_text(text, encoding="utf-8")
    for told, said in zip(problems(project), expected, strict=True):
        assert told.startswith(said)
    file.write_text(PLACE, encoding="utf-8")
    schema = "\n".join(tell(project, SCHEMA))
    assert '"description": "The name over its door."' in schema
    assert '"sarah-lee"' in schema
    assert '"id"' not in schema
    assert tell(project, CHANGES) == [
        "The meeting place Town Hall: the name changes from “Town Hall” to “Old Hall”.",
        "The meeting place Barn: is new.",
        "2027-01-02 Check again: The meeting place Town Hall",
    ]


def test_every_file_of_a_plan_is_of_one_kind() -> None:
    kinds = [file.path for file in FILES.values()]
    assert len(kinds) == len(set(kinds))
    for path in sorted((EDITION / "data").rglob("*.*")):
        name = path.relative_to(EDITION / "data").with_suffix("").as_posix()
        file = file_of(name)
        assert EDITION / file.path_of(path.stem) == path
        source, problems = read_yaml(path, name)
        assert source, problems
        assert [way for way, _ in file.entries(source.data)]


KINDS = "handbook/developing/add-a-kind-of-file.md"


def test_the_handbook_has_every_kind_of_file() -> None:
    handbook = (ROOT / KINDS).read_text(encoding="utf-8")
    shapes = {
        "one": "one entry",
        "table": "entries by id",
        "list": "a list",
        "folder": "a file for each entry",
    }
    rows = [
        f"| `{file.path}{'/' * (file.shape == 'folder')}` | {shapes[file.shape]} | `{file.model.__name__}` in `{file.model.__module__.rpartition('.')[2]}.py` | {file.called.replace('{}', '...')} | {f'`{file.shown}`'.replace('{}', '...') if file.shown else ''} |"
        for file in FILES.values()
    ]
    there = re.findall(r"^\| `[\w/.-]+` \|.*`\w+` in `\w+\.py`.*$", handbook, re.MULTILINE)
    assert there == rows, f"put these into {KINDS}:\n" + "\n".join(rows)
