r"""Every mistake of an editor is refused, with a message that helps to mend it.

tests/mistakes/ holds one file a mistake. Its first line says what the editor did. Then come the errors that `check` is
to print, all of them, and the edits that make the mistake in a copy of tests/small-plan/:

    # The editor named a stage that does not exist
    expect: data/chapters/play.yml:3:8: stage is 'young'. Use one of: young-life, whole-life. Did you mean 'young-life'?
    replace in data/chapters/play.yml: young-life -> young

[...] stands for the rest of a list that grows with the model, such as the names of all macros.
`replace` wants the old text to stand there exactly once; \n in the new text is a line break. There are also
`delete <file>`, and `write <file>:` with its text between a line <<< and a line >>>.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pages import DAY, EDITION, ROOT, content_of, edit

from macros.__main__ import main

HERE = Path(__file__).parent


def make(root: Path, lines: list[str]) -> list[str]:
    """Make the edits of a mistake in `root`. Returns the lines that `check` is to print."""
    expected, rest = [], iter(lines)
    for line in rest:
        if line.startswith("expect: "):
            expected.append(line.removeprefix("expect: "))
        elif edit := re.fullmatch(r"replace in (\S+): (.+?) -> ?(.*)", line):
            text = (root / edit[1]).read_text(encoding="utf-8")
            assert text.count(edit[2]) == 1, (
                f"'{edit[2]}' stands {text.count(edit[2])} times in {edit[1]}"
            )
            (root / edit[1]).write_text(
                text.replace(edit[2], edit[3].replace("\\n", "\n")), encoding="utf-8"
            )
        elif edit := re.fullmatch(r"write (.+):", line):
            assert next(rest) == "<<<"
            (root / edit[1]).parent.mkdir(parents=True, exist_ok=True)
            (root / edit[1]).write_text(
                "".join(f"{said}\n" for said in iter(rest.__next__, ">>>")), encoding="utf-8"
            )
        elif edit := re.fullmatch(r"delete (.+)", line):
            (root / edit[1]).unlink()
        else:
            assert not line, f"this line is not understood: {line}"
    return expected


def fits(expected: str, line: str) -> bool:
    """Whether `check` printed what is expected."""
    return re.fullmatch(".+".join(map(re.escape, expected.split("[...]"))), line) is not None


@pytest.mark.parametrize(
    "mistake", sorted((HERE / "mistakes").glob("*.txt")), ids=lambda path: path.stem
)
def test_a_mistake_is_refused_kindly(
    mistake: Path, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    what, *lines = mistake.read_text(encoding="utf-8").split("\n")
    assert what.startswith("# ")
    expected = make(plan, lines)
    status = main(["--root", str(plan), "check", "--today", "2030-06-01"])
    lines = [line for line in capsys.readouterr().out.splitlines() if ": warning: " not in line]
    assert [next((one for one in expected if fits(one, line)), line) for line in lines] == expected
    assert expected, "a mistake that nothing refuses"
    assert status == 1


# What programmers say among themselves: an editor needs none of it to mend a line.
JARGON = re.compile(
    r"\b(?:mappings?|sequence|scalar|None(?:Type)?|null|regex|tokens?|pars(?:e|ed|er|ing)|dict|bool(?:ean)?|integer|float"
    r"|tuple|index \d|instance|syntax|traceback|YAML|Jinja|pydantic)\b"
)


def test_messages_are_in_editors_words() -> None:
    for mistake in sorted((HERE / "mistakes").glob("*.txt")):
        for line in mistake.read_text(encoding="utf-8").splitlines():
            said = line.startswith("expect: ") and re.sub(r"'[^']*'", "", line.partition(" ")[2])
            assert not said or not JARGON.search(said), f"{mistake.stem}: {said}"


def test_the_handbook_shows_what_the_check_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the third edition, with the two words in one file that the page names. Warnings differ by the plan."""
    root = content_of(EDITION, tmp_path / "plan")
    carers = root / "data/chapters/carers.yml"
    edit(carers, "stage: whole-life-course", "stage: whole-life-corse")
    edit(carers, "leads:", "leeds:")
    assert main(["--root", str(root), "check", "--today", DAY.isoformat()]) == 1
    problems = [line for line in capsys.readouterr().out.splitlines() if "warning: " not in line]
    page = ROOT / "handbook/editing/when-the-check-finds-something.md"
    assert "\n".join(problems[:3]) in page.read_text(encoding="utf-8"), (
        f"write into {page.name}:\n" + "\n".join(problems[:3])
    )
