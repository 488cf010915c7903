"""What `check` passes, MkDocs builds strictly: links of every form to every kind of target, and plans that nobody wrote."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from any_plan import CHANCE, made, write
from documents import pdf
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pages import build, edit
from sample import small_plan
from small import PIXEL, TODAY

from macros.commands.check import problems_of
from macros.plan.today import epoch_of

if TYPE_CHECKING:
    import random
    from pathlib import Path

TARGETS = (
    "words.md",
    "words.md#play-area",
    "words.md#nowhere",
    "words.md#",
    "chapters/play.md#priority-1",
    "#top",
    "#nowhere",
    "#",
    "",
    "nowhere.md",
    "map.pdf",
    "nowhere.pdf",
    "path.png",
    "nowhere.png",
    "/words/",
    "/words.md",
    "words/",
    "words/index.html",
    "words",
    "words.md?a=b",
    "../words.md",
    "../../README.md",
    "./words.md",
    "words%2Emd",
    "Words.md",
    "<words.md>",
    "words.md 'A title'",
    "mailto:ada@example.org",
    "tel:01632960000",
    "https://www.example.org/",
    "www.example.org",
    "//www.example.org/",
)
FORMS = (
    "See [a page]({}).",
    "![a picture]({})",
    "[a\npage]({})",
    "[a page][b]\n\n[b]: {}",
    "- [a page]({})\n    - [a page]({})",
    "> [a page]({})",
    '!!! background "B"\n    [a page]({})',
    "## [a page]({})",
    "| [a page]({}) | b |\n|---|---|\n| c | d |",
    "[![a picture](path.png)]({})",
    "<{}>",
    "`[a page]({})`",
)
# As in the project's own mkdocs.yml; the small plan has none of it.
STRICT = """\
validation:
  absolute_links: warn
  unrecognized_links: warn
  anchors: warn
"""

CHAPTER = "{{ chapter_opening() }}\n\n## In plain words\n\nWords.\n\n{{ chapter_priorities() }}\n\n{{ chapter_closing() }}\n"


def errors(root: Path) -> list[str]:
    return [str(problem) for problem in problems_of(root, TODAY) if not problem.warning]


def strict(root: Path) -> None:
    """Let MkDocs refuse, in this copy of the small plan, all that it refuses in the project."""
    edit(root / "mkdocs.yml", "markdown_extensions:\n", f"{STRICT}\nmarkdown_extensions:\n")


def page(blocks: list[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def test_pages_that_the_check_passes_are_built_strictly(
    small_project: Path, tmp_path: Path
) -> None:
    strict(small_project)
    docs = small_project / "docs"
    (docs / "map.pdf").write_bytes(pdf())
    (docs / "path.png").write_bytes(PIXEL)
    tried = {
        f"try-{n}": [f"# Page {n}", *(form.replace("{}", to) for form in FORMS)]
        for n, to in enumerate(TARGETS)
    }
    for name, blocks in tried.items():
        (docs / f"{name}.md").write_text(page(blocks), encoding="utf-8")
    told, passed, refused = errors(small_project), 0, 0
    for name, blocks in tried.items():
        lines = {int(line.split(":")[1]) for line in told if line.startswith(f"docs/{name}.md:")}
        ends = [page(blocks[: n + 1]).count("\n") for n in range(len(blocks))]
        kept = [
            block
            for block, end in zip(blocks, ends, strict=True)
            if not lines & set(range(end - block.count("\n"), end + 1))
        ]
        passed, refused = passed + len(kept) - 1, refused + len(blocks) - len(kept)
        (docs / f"{name}.md").write_text(page(kept), encoding="utf-8")
    assert errors(small_project) == []
    build(small_project, tmp_path / "site", SOURCE_DATE_EPOCH=epoch_of(TODAY))
    assert (passed > 80, refused > 150) == (True, True), f"{passed} passed, {refused} refused"


@settings(
    max_examples=2,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[*HealthCheck],
    phases=(Phase.generate,),
)
@given(shape=st.lists(st.integers(0, 5), min_size=1, max_size=3), chance=CHANCE)
def test_plans_that_nobody_wrote_are_built_strictly(
    shape: list[int], chance: random.Random, tmp_path: Path
) -> None:
    root, to = tmp_path / "plan", tmp_path / "site"
    shutil.rmtree(root, ignore_errors=True)
    strict(small_plan(root))
    shutil.rmtree(root / "data")
    plan = made(shape, chance)
    write(plan, root, chance)
    for name in plan:
        if name.startswith("chapters/any-"):
            (root / f"docs/{name}.md").write_text(CHAPTER, encoding="utf-8")
    assert errors(root) == []
    assert len(build(root, to, SOURCE_DATE_EPOCH=epoch_of(TODAY)).chapters) == len(shape) + 3
