"""What is not public of a lead's name is in nothing that readers get."""

from __future__ import annotations

import unicodedata
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pages import build, contents, edit
from programs import git
from sample import BOARD, put_together, small_plan
from sample import TODAY as SAMPLE_DAY
from small import TODAY, Check, said

from macros.__main__ import main
from macros.pages.share import drawing, pictures
from macros.pages.site import PLACEHOLDER, Site
from macros.plan.changes import changes
from macros.plan.load import load_plan
from macros.plan.names import LEFT_OUT, NAMELESS, Withheld
from macros.plan.today import epoch_of

if TYPE_CHECKING:
    from pathlib import Path

    from macros.proof.pages import Pages

LEADS = ("Xanthe Quillfeather", "Oddvår Zwingle", "xanthe-quillfeather", "oddvar-zwingle")
SMALL = dict(zip(("Ada Brown", "Zoë OBrien", "ada-brown", "zoe-obrien"), LEADS, strict=True))
SAMPLE = dict(zip(("Ada Sample", "Ben Sample", "ada-sample", "ben-sample"), LEADS, strict=True))
PARTS = ("xanthe", "quillfeather", "oddvar", "zwingle")
ROLE = "Head of Play at the council"
PEOPLE = f"""\
xanthe-quillfeather:
  name: Xanthe Quillfeather
  role: {ROLE}
  role_source: Letter of 1 March 2030
  public: role alone
oddvar-zwingle:
  name: Oddvår Zwingle
  role: Head of a team that is not told of
  role_source: Letter of 1 March 2030
  public: nothing
"""


def renamed(root: Path, *, leads: dict[str, str]) -> Path:
    """A plan with names for its leads that no word is like."""
    for path in (root / "data").rglob("*.yml"):
        text = path.read_text("utf-8")
        for old, new in leads.items():
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    return root


def held_back(root: Path) -> Path:
    """The same, with one lead of whom the role alone is public, and one of whom nothing is."""
    (root / "data/people.yml").write_text(PEOPLE, "utf-8")
    edit(
        root / "data/papers/preface.yml",
        "- This plan is for Anytown.",
        "- This plan is for Anytown. Mrs Quillfeather wrote it.",
    )
    addresses = root / "data/addresses.yml"
    text = addresses.read_text("utf-8").replace(
        "moved:\n", "moved:\n  /words/#oddvar-zwingle: /words/\n", 1
    )
    addresses.write_text(
        f"{text}  - /leads/#xanthe-quillfeather\n  - /leads/#oddvar-zwingle\n  - /words/#oddvar-zwingle\n",
        "utf-8",
    )
    return root


def tell(data: bytes) -> list[str]:
    """The parts of names in what a file holds, whatever their case and accents; of a packed one, in what is in it."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return [part for name in packed.namelist() for part in tell(packed.read(name))]
    text = unicodedata.normalize("NFKD", data.decode("utf-8", "ignore")).lower()
    plain = "".join(sign for sign in text if not unicodedata.combining(sign))
    return [part for part in PARTS if part in plain]


@pytest.fixture(scope="module")
def with_names_held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of which one lead's role alone is public, and nothing of another."""
    return held_back(renamed(small_plan(tmp_path_factory.mktemp("names") / "plan"), leads=SMALL))


@pytest.fixture(scope="module")
def pages(with_names_held: Path) -> Pages:
    """Its site."""
    return build(
        with_names_held, with_names_held.parent / "site", SOURCE_DATE_EPOCH=epoch_of(TODAY)
    )


def test_no_file_of_the_site_holds_a_name_that_is_not_public(
    with_names_held: Path, pages: Pages
) -> None:
    built = contents(with_names_held.parent / "site")
    assert {name.rpartition(".")[2] for name in built} >= {"html", "xml", "json", "csv", "svg"}
    assert pages
    assert {
        name: parts for name, data in built.items() if (parts := tell(data + name.encode()))
    } == {}


def test_pages_say_what_is_public_in_the_place_of_a_name(pages: Pages) -> None:
    def words(address: str, where: str = "//main") -> str:
        return " ".join(pages[address].tree.xpath(where)[0].text_content().split())

    facts = "//section[h2/@id='at-a-glance']"
    assert f"Lead {ROLE} (Letter of 1 March 2030) name not published here" in words(
        "/chapters/play/", facts
    )
    assert "Lead Someone whose name is not published here" in words("/chapters/libraries/", facts)
    both = f"{ROLE} (Letter of 1 March 2030) and someone whose name is not published here"
    assert f"Leads: {both}. Board: " in words("/priorities/")
    assert both in words("/leads/")
    assert "0 of 2 leads are listed here. The other names are not published on this site." in words(
        "/leads/"
    )
    assert f"This plan is for Anytown. {LEFT_OUT} wrote it." in words("/about/")
    assert "a team that is not told of" not in words("/leads/")


def test_templates_have_no_way_to_a_name_that_is_not_public(with_names_held: Path) -> None:
    site = Site(load_plan(with_names_held, TODAY), with_names_held, PLACEHOLDER)
    assert tell(repr(site.plan).encode()) == []
    for subject in site.subjects.values():
        assert tell(repr(subject).encode()) == []
    for picture in pictures(site).values():
        assert tell(drawing(site, picture).encode()) == []


def test_spreadsheets_and_board_papers_hold_no_name_either(tmp_path: Path) -> None:
    root = renamed(put_together(tmp_path / "plan"), leads=SAMPLE)
    edit(root / "data/plan.yml", "edition:", "public_of_leads: nothing\nedition:")
    chosen = ["--board", BOARD, "--quarter", "2031-Q4", "--today", SAMPLE_DAY.isoformat()]
    for action, file in (("sheet", "report.xlsx"), ("pack", "paper.html")):
        to = tmp_path / file
        assert main(["--root", str(root), "report", action, *chosen, "--to", str(to)]) == 0
        assert tell(to.read_bytes()) == []


def test_a_lead_whose_name_is_public_is_shown_as_ever(tmp_path: Path) -> None:
    plan = load_plan(small_plan(tmp_path / "plan"), TODAY)
    assert plan.for_readers is plan
    assert [lead.shown for lead in plan.chapters["walking"].leads] == ["Zoë OBrien", "Ada Brown"]


@pytest.mark.parametrize(
    ("plan_says", "person_says", "shown"),
    [
        ("name and role", None, "Ada Brown, Head of Play"),
        ("name and role", "role alone", "Head of Play"),
        ("name and role", "nothing", NAMELESS),
        ("role alone", None, "Head of Play"),
        ("role alone", "nothing", NAMELESS),
        ("nothing", None, NAMELESS),
    ],
)
def test_the_plan_says_how_much_is_public_and_a_person_may_say_less(
    plan: Path, plan_says: str, person_says: str | None, shown: str
) -> None:
    edit(plan / "data/plan.yml", "edition:", f"public_of_leads: {plan_says}\nedition:")
    line = f"\n  public: {person_says}" if person_says else ""
    role = "\n  role: Head of Play\n  role_source: Letter"
    edit(plan / "data/people.yml", "name: Ada Brown", f"name: Ada Brown{role}{line}")
    assert said(plan) == []
    read = load_plan(plan, TODAY)
    assert read.people["ada-brown"].shown == shown
    assert read.for_readers.chapters["play"].leads[0].shown == shown


def test_a_role_alone_that_nobody_knows_is_warned_of(plan: Path, check: Check) -> None:
    edit(plan / "data/people.yml", "name: Ada Brown", "name: Ada Brown\n  public: role alone")
    status, lines = check()
    assert status == 0
    assert any(
        "data/people.yml:1:1: warning: the role alone is public of 'ada-brown'" in line
        for line in lines
    )


def test_a_quotation_leaves_a_name_out_and_is_held_to_its_paper(plan: Path) -> None:
    edit(plan / "data/people.yml", "name: Ada Brown", "name: Ada Brown\n  public: nothing")
    paper = plan / "data/papers/report.yml"
    edit(paper, "The sample plan was", "As Ada Brown says, the sample plan was")
    update = plan / "data/updates.yml"
    edit(update, "why: ", f'why: "\\"As {LEFT_OUT} says, the sample plan\\" [report 7]." # ')
    assert said(plan) == []
    edit(update, LEFT_OUT, "Ada Brown")
    assert any("in a quotation: [name left out]" in line for line in said(plan))


def test_the_change_tells_editors_how_much_is_public(plan: Path) -> None:
    before = load_plan(plan, TODAY)
    edit(plan / "data/plan.yml", "edition:", "public_of_leads: nothing\nedition:")
    told = [str(change) for change in changes(before, load_plan(plan, TODAY))]
    assert told == [
        "The plan’s facts: the public part of leads’ names changes from “name and role” to “nothing”."
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("Ada Brown", "ADA BROWN", "Ada  Bröwn", "ada-brown", "**Ada** Brown", "Ada&nbsp;Brown"),
        *("Ada M. Brown", "Brown, Ada", "A. Brown", "Mrs Brown", "Dr. A Brown", "AdaBrown.png"),
    ],
)
def test_a_name_is_known_however_it_is_written(text: str) -> None:
    names = Withheld({"ada-brown": "Ada Brown"})
    assert names.left_out(f"So {text} said.").count(LEFT_OUT) == 1


@pytest.mark.parametrize(
    "text", ["Brown bread", "a brown hat", "Canada Browning", "Granada Brown", "Ada, and Brown"]
)
def test_other_words_are_no_name(text: str) -> None:
    assert not [*Withheld({"ada-brown": "Ada Brown"}).found(text)]


def test_the_draft_of_an_update_names_nobody_who_is_not_to_be_named(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(plan, "init", "--quiet", "--initial-branch=main")
    git(plan, "add", "data", "docs", "overrides", "mkdocs.yml")
    git(plan, "commit", "--quiet", "--message=Begin")
    people = plan / "data/people.yml"
    people.write_text(
        people.read_text("utf-8") + "jo-bell:\n  name: Jo Bell\n  public: nothing\n", "utf-8"
    )
    edit(
        plan / "data/chapters/libraries.yml", "leads: [zoe-obrien]", "leads: [zoe-obrien, jo-bell]"
    )
    arguments = ["--root", str(plan), "changes", "--base", "main", "--today", "2030-06-01"]
    main(arguments)
    assert "gains one lead: Jo Bell" in capsys.readouterr().out
    main([*arguments, "--draft"])
    assert f"gained one lead: {NAMELESS}." in " ".join(capsys.readouterr().out.split())
