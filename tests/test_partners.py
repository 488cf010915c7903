"""What partners get to tell people about the plan, and what a shared link looks like.

Codes and pictures are read again with other libraries (ZXing, Pillow) than those that made them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from codes import read_code
from lxml import html
from pages import ROOT, build, chapters_in_data, contents, copy_project, load, preview, run
from PIL import Image

from macros.pages.partners import kits as made
from macros.pages.site import Site
from macros.plan.load import load_plan
from macros.proof.findings import State
from macros.proof.pages import MISSING, SITE_URL, Page, Pages, text
from macros.proof.served import Served, serve
from macros.publish.partners import cell
from macros.publish.pictures import FONTS, png

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page as Tab

PLACEHOLDER = "https://plan.example/"
CHAPTERS, GROUPS = chapters_in_data(), load("stages")
# The short address of everything that can be shared, by id.
SHORT = (
    {"plan": ""}
    | {id_: f"{id_}/" for id_ in GROUPS}
    | {id_: f"{chapter['number']}/" for id_, chapter in CHAPTERS.items()}
)
MOST_SIGNS = 280  # of a post
LONGEST = 25  # words in a sentence
PASSED = "The time of this health and care plan has passed. "


@pytest.fixture(scope="module")
def kits(site: Pages) -> dict[str, dict[str, Any]]:
    """What partners.json holds, by id."""
    return {
        kit["id"]: kit
        for kit in json.loads((site.root / "partners/partners.json").read_text(encoding="utf-8"))[
            "items"
        ]
    }


@pytest.fixture(scope="module")
def provisional(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The site as it is while nobody has said where it will stand."""
    to = tmp_path_factory.mktemp("provisional") / "site"
    done = run(
        copy_project(to.parent / "project"),
        "mkdocs",
        "build",
        "--strict",
        "--site-dir",
        str(to),
        SITE_URL=PLACEHOLDER,
    )
    assert done.returncode == 0, done.stderr
    return Pages(to, PLACEHOLDER)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


# Kits


def test_everything_that_can_be_shared_has_a_kit_in_every_form(
    site: Pages, kits: dict[str, Any]
) -> None:
    assert kits.keys() == SHORT.keys()
    overview = site["/partners/"]
    rows = {
        text(row.find("th")): "".join(row.find("td").itertext()).strip()
        for row in overview.all("tbody tr")
    }
    for id_, short in SHORT.items():
        page = site[f"/partners/{id_}/"]
        assert page.url in overview.links()
        assert kits[id_]["link"] == SITE_URL + short
        assert page.one("textarea#link").text == SITE_URL + short
        assert (SITE_URL + short).removeprefix("https://") in rows.values()
        assert (site.root / f"partners/qr/{id_}.svg").is_file()


def test_the_page_the_file_and_the_spreadsheet_say_the_same(
    site: Pages, kits: dict[str, Any]
) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(
                (site.root / "partners/partners.csv").read_text(encoding="utf-8-sig"), newline=""
            )
        )
    )
    assert [row["id"] for row in rows] == list(kits)
    for row in rows:
        kit, page = kits[row["id"]], site[f"/partners/{row['id']}/"]
        assert {name: row[name] for name in kit} == {
            name: "" if value is None else str(value) for name, value in kit.items()
        }
        for field, name in (
            ("link", "link"),
            ("post", "post"),
            ("newsletter", "newsletter"),
            ("subject", "email_subject"),
            ("email", "email"),
            ("web", "link_text"),
            ("html", "html"),
        ):
            assert page.one(f"textarea#{field}").text == kit[name]


def test_the_short_address_of_a_group_and_of_the_plan_is_its_page(
    site: Pages, kits: dict[str, Any]
) -> None:
    for id_ in ("plan", *GROUPS):
        assert "/" + kits[id_]["link"].removeprefix(SITE_URL) == (
            "/" if id_ == "plan" else f"/{id_}/"
        )
        assert f"/{SHORT[id_]}" in site


def test_the_short_address_of_a_chapter_leads_to_its_page(site: Pages) -> None:
    for id_ in CHAPTERS:
        assert site.redirects[f"/{SHORT[id_]}"].one("link[rel=canonical]").get("href") == site.at(
            f"/chapters/{id_}/"
        )


def test_the_words_are_short_dated_and_promise_nothing(kits: dict[str, Any]) -> None:
    for id_, kit in kits.items():
        assert len(kit["post"]) <= MOST_SIGNS, f"{id_}: {len(kit['post'])} signs"
        for said in (kit["post"], kit["newsletter"], kit["email"]):
            assert said.endswith(kit["link"])
            words = said.removesuffix(kit["link"])
            assert not re.search(
                r"\b(we|us|our|will|answer\w*|repl\w+|respond\w*)\b", words, re.IGNORECASE
            ), f"{id_}: {said}"
            for sentence in re.split(r"[.:;]\s", words):
                assert len(sentence.split()) <= LONGEST, f"{id_}: {sentence}"
        if CHAPTERS.get(id_, {}).get("priorities") != []:
            assert "September 2021 to March 2022" in kit["post"], id_
            assert "planned, not what was done" in kit["newsletter"], id_


def test_words_to_copy_begin_with_what_is_true_now(plan: Path) -> None:
    for day, passed in ((date(2031, 3, 31), False), (date(2031, 4, 1), True)):
        site = Site(load_plan(plan, day), plan, SITE_URL)
        for kit in made(site).values():
            for said in (kit.post, kit.newsletter, kit.email.removeprefix("Hello,\n\n")):
                assert said.startswith(PASSED.replace("'", "’")) == passed


def test_words_to_copy_say_what_a_page_has_now_and_nothing_that_it_lacks(plan: Path) -> None:
    (plan / "data/do-now.yml").write_text(
        "go-out:\n  do: Walk to the park.\n  help: emergency\n  chapters: [play]\n", "utf-8"
    )
    site = Site(load_plan(plan, date(2031, 4, 1)), plan, SITE_URL)
    kits = made(site)
    group = site.plan.chapters["play"].stage.id
    assert {id_ for id_, kit in kits.items() if kit.also} == {"plan", group, "play"}
    for kit in kits.values():
        for said in (kit.post, kit.newsletter, kit.email, kit.email_subject):
            assert ("what you can do" in said.replace("what you can do to have", "")) == bool(
                kit.also
            )
            assert "what there is now" not in said
    assert kits["play"].email_subject == ("Play: what was planned in Anytown and what you can do")


def test_a_newsletter_tells_what_the_chapter_is_about(kits: dict[str, Any]) -> None:
    for id_, chapter in CHAPTERS.items():
        said = kits[id_]["newsletter"].translate(str.maketrans("“”‘’", "\"\"''"))
        assert " ".join(chapter["summary"].split()) in said
        assert said.removeprefix(PASSED).startswith(
            f"{chapter['title']} is chapter {chapter['number']} of the County Durham Commissioning and Delivery Plan"
        )
    for id_ in GROUPS:
        for chapter in CHAPTERS.values():
            assert (chapter["title"] in kits[id_]["newsletter"]) >= (chapter["stage"] == id_)


def test_the_html_is_one_link_with_the_words_of_the_link(kits: dict[str, Any]) -> None:
    for kit in kits.values():
        link = html.fragment_fromstring(kit["html"])
        assert (link.tag, dict(link.attrib), link.text) == (
            "a",
            {"href": kit["link"]},
            kit["link_text"],
        )
        assert kit["title"] in kit["link_text"] or kit["id"] == "plan"


def test_a_title_with_signs_of_html_stays_words(tmp_path: Path) -> None:
    root = copy_project(tmp_path)
    path = root / "data/chapters/carers.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "title: Carers", "title: \"Carers & <their> 'own'\""
        ),
        encoding="utf-8",
    )
    pages = build(root, root / "site")
    kit = next(
        kit
        for kit in json.loads((pages.root / "partners/partners.json").read_text(encoding="utf-8"))[
            "items"
        ]
        if kit["id"] == "carers"
    )
    assert (
        kit["post"]
        .removeprefix(PASSED.replace("'", "’"))
        .startswith("Carers & <their> 'own': what was planned")
    )
    assert kit["html"].count("<") == 2
    assert html.fragment_fromstring(kit["html"]).text.startswith("Carers & <their> 'own'")
    assert pages["/partners/carers/"].one("textarea#html").text == kit["html"]


# The file for spreadsheets


@pytest.mark.parametrize("value", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_spreadsheet_takes_no_cell_for_a_formula(value: str) -> None:
    assert cell(value) == f"'{value}"


def test_other_cells_are_as_they_are(site: Pages) -> None:
    assert [cell("Carers: 1+1"), cell(13), cell(None)] == ["Carers: 1+1", "13", ""]
    data = (site.root / "partners/partners.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "Excel would misread curly quotation marks"
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        assert not [value for value in row if value.startswith(("=", "+", "-", "@", "\t", "\r"))]


# Codes


@pytest.mark.parametrize("id_", SHORT)
def test_a_code_leads_to_the_short_address(site: Pages, id_: str) -> None:
    svg, picture = (site.root / f"partners/qr/{id_}.{ending}" for ending in ("svg", "png"))
    assert read_code(Image.open(picture)) == SITE_URL + SHORT[id_]
    assert read_code(opened(png(svg.read_text(encoding="utf-8"), 330))) == SITE_URL + SHORT[id_]
    assert text(html.fromstring(svg.read_bytes()).find(".//title")).endswith(SITE_URL + SHORT[id_])


def test_a_code_is_large_black_on_white_and_has_its_quiet_zone(site: Pages) -> None:
    for id_ in SHORT:
        picture = Image.open(site.root / f"partners/qr/{id_}.png").convert("RGB")
        assert picture.width == picture.height >= 800, id_
        assert {colour for _, colour in picture.getcolors()} == {(0, 0, 0), (255, 255, 255)}
        dark = picture.convert("L").point(lambda light: 255 - light).getbbox()
        modules = next(n for n in range(21, 178, 4) if picture.width % (n + 8) == 0)
        quiet = 4 * picture.width // (modules + 8)
        assert dark == (quiet, quiet, picture.width - quiet, picture.height - quiet), id_


# While the address is the placeholder


def test_nothing_is_called_provisional_once_the_site_has_an_address(site: Pages) -> None:
    for page in site:
        if page.address.startswith("/partners/"):
            assert "rovisional" not in page.source, page.address
    assert not json.loads((site.root / "partners/partners.json").read_text(encoding="utf-8"))[
        "provisional"
    ]


def test_pages_posters_codes_and_files_say_that_the_placeholder_is_provisional(
    provisional: Pages,
) -> None:
    assert "Provisional" in text(provisional["/partners/"].one("main"))
    for id_, short in SHORT.items():
        page = provisional[f"/partners/{id_}/"]
        assert "Provisional" in text(page.one(".note"))
        assert "Provisional" in text(page.one(".poster .stamp"))
        svg = (provisional.root / f"partners/qr/{id_}.svg").read_text(encoding="utf-8")
        assert "Provisional: do not print</text>" in svg
        picture = Image.open(provisional.root / f"partners/qr/{id_}.png").convert("RGB")
        assert read_code(picture) == PLACEHOLDER + short
        below = picture.crop((0, picture.width, *picture.size)).convert("L")
        assert below.getextrema()[0] < 64, "words stand below the code"
    found = json.loads((provisional.root / "partners/partners.json").read_text(encoding="utf-8"))
    assert found["provisional"] is True
    rows = list(
        csv.DictReader(
            io.StringIO(
                (provisional.root / "partners/partners.csv").read_text(encoding="utf-8-sig"),
                newline="",
            )
        )
    )
    assert {row["provisional"] for row in rows} == {"yes"}


# A retired chapter


def test_a_retired_chapter_keeps_its_address_and_its_code_and_is_shared_no_more(
    tmp_path: Path,
) -> None:
    root = copy_project(tmp_path)
    path = root / "data/chapters/carers.yml"
    reason = (
        "status: retired\nreason:\n  plain: Its work moved to another plan.\n  date: 2026-03-04"
    )
    path.write_text(
        path.read_text(encoding="utf-8").replace("status: current", reason), encoding="utf-8"
    )
    pages = build(root, root / "site")
    page = pages["/partners/carers/"]
    assert "retired on 4 March 2026" in text(page.one("main"))
    assert [field.get("id") for field in page.all("textarea")] == ["link"]
    assert not page.all(".poster")
    assert (
        read_code(Image.open(pages.root / "partners/qr/carers.png")) == SITE_URL + SHORT["carers"]
    )
    row = next(
        row
        for row in pages["/partners/"].all("tbody tr")
        if page.url in pages["/partners/"].links(row)
    )
    assert "Retired" in text(row)
    kits = {
        kit["id"]: kit
        for kit in json.loads((pages.root / "partners/partners.json").read_text(encoding="utf-8"))[
            "items"
        ]
    }
    assert kits["carers"]["status"] == "retired"
    assert (
        kits["carers"]["post"] is kits["carers"]["newsletter"] is kits["carers"]["poster"] is None
    )
    assert "Carers" not in kits["whole-life-course"]["newsletter"]


# Posters

PRINT = State(media="print")
A4 = (595, 842)  # points
MM = 96 / 25.4


def sheets(tab: Tab) -> list[tuple[int, int]]:
    """The sizes of the sheets that a page prints on, in points."""
    pdf = tab.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/Type /Page\n.*?/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf, re.DOTALL)
    assert len(boxes) == pdf.count(b"/Type /Page\n") > 0
    return [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.mark.browser
def test_every_poster_prints_on_one_sheet_of_a4(
    served: Served, tabs: Callable[[State], Tab]
) -> None:
    tab = tabs(PRINT)
    for id_ in SHORT:
        tab.goto(served.at(f"/partners/{id_}/"))
        assert sheets(tab) == [A4], id_


@pytest.mark.browser
def test_a_provisional_poster_prints_on_one_sheet_too(
    provisional: Pages, tabs: Callable[[State], Tab]
) -> None:
    tab = tabs(PRINT)
    longest = sorted(
        CHAPTERS, key=lambda id_: len(CHAPTERS[id_]["summary"]) + 3 * len(CHAPTERS[id_]["title"])
    )[-6:]
    with serve(provisional) as at:
        for id_ in ("plan", *longest):
            tab.goto(at.at(f"/partners/{id_}/"))
            assert sheets(tab) == [A4], id_


@pytest.mark.browser
@pytest.mark.parametrize("id_", ["plan", "living-well", "palliative-care"])
def test_paper_shows_the_poster_alone_with_a_code_that_a_phone_can_read(
    served: Served, tabs: Callable[[State], Tab], id_: str
) -> None:
    tab = tabs(PRINT)
    tab.goto(served.at(f"/partners/{id_}/"))
    assert (
        tab.locator("body > header, body > footer, .copy, .band").filter(visible=True).count() == 0
    )
    shown = tab.locator(".poster").inner_text()
    code = tab.locator(".poster-code img").bounding_box()
    modules = Image.open(served.pages.root / f"partners/qr/{id_}.png").width // 25
    assert code["width"] * (modules - 8) / modules >= 40 * MM, (
        "the code is 4 cm wide or more, without its quiet zone"
    )
    address = tab.locator(".poster-address")
    assert address.inner_text().replace("\n", "") == (SITE_URL + SHORT[id_]).removeprefix(
        "https://"
    )
    assert address.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 20 / 72 * 96
    assert "21 November 2026" in shown
    assert "not what you can get today" in shown
    picture = opened(tab.locator(".poster").screenshot())
    assert read_code(picture) == SITE_URL + SHORT[id_]
    grey = max(max(colour) - min(colour) for _, colour in picture.getcolors(1 << 24))
    assert grey <= 8, "the poster needs no colour"


# Shared links


def test_a_preview_that_does_not_follow_a_short_address_shows_the_chapter_all_the_same(
    site: Pages,
) -> None:
    assert preview(site["/chapters/carers/"])["og:title"] == "Carers"
    for id_, short in SHORT.items():
        if id_ in CHAPTERS:
            leads, page = site.redirects[f"/{short}"], site[f"/chapters/{id_}/"]
            assert preview(leads) == preview(page), id_
            assert leads.one("meta[name=description]").get("content") == page.one(
                "meta[name=description]"
            ).get("content"), id_
            assert not leads.all("meta[name=robots]")


def group_of(page: Page) -> str:
    """The group whose picture a page should have, or the plan's."""
    match = re.fullmatch(r"/(?:(?:chapters|partners|have-your-say)/)?([\w-]+)/", page.address)
    id_ = match[1] if match else "plan"
    return CHAPTERS[id_]["stage"] if id_ in CHAPTERS else id_ if id_ in GROUPS else "plan"


def shared_pages(site: Pages) -> list[Page]:
    return [page for page in site if page.address != MISSING]


def test_a_shared_link_brings_the_picture_of_its_group_or_of_the_plan(site: Pages) -> None:
    found = {page.address: preview(page) for page in shared_pages(site)}
    assert {address: seen["og:image"] for address, seen in found.items()} == {
        page.address: site.url + site.asset(f"/assets/share/{group_of(page)}.png")
        for page in shared_pages(site)
    }
    for seen in found.values():
        assert (seen["og:image:type"], seen["og:image:width"], seen["og:image:height"]) == (
            "image/png",
            "1200",
            "630",
        )
        assert seen["twitter:card"] == "summary_large_image"
    assert group_of(site["/chapters/carers/"]) == "whole-life-course"
    assert group_of(site["/boards/acute-care/"]) == "plan"


def test_the_picture_is_described_by_the_words_on_it_which_stand_on_the_site(site: Pages) -> None:
    home = text(site["/"].one("body"))
    for id_, group in GROUPS.items():
        seen = preview(site[f"/{id_}/"])["og:image:alt"]
        lit = sum(chapter["stage"] == id_ for chapter in CHAPTERS.values())
        assert (
            seen
            == f"{group['name']}. {group['summary']} Below, a viaduct of {len(CHAPTERS)} arches, with {lit} lit."
        )
        assert group["name"] in home
        assert group["summary"] in home
    seen = preview(site["/"])["og:image:alt"]
    assert seen.startswith(text(site["/"].one("h1")) + ". ")
    assert "priorities ran from September 2021 to March 2022." in seen
    assert "priorities ran from September 2021 to March 2022." in home


def colours() -> dict[str, tuple[int, ...]]:
    """The colours of the style sheet by day."""
    tokens = (ROOT / "overrides/assets/plan/tokens.css").read_text(encoding="utf-8")
    day = tokens.partition("@media")[0]
    return {
        name: tuple(bytes.fromhex(value))
        for name, value in re.findall(r"--(\w+): #([0-9a-f]{6});", day)
    }


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The contrast of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

    def light(colour: tuple[int, ...]) -> float:
        parts = [
            c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4
            for c in colour
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("id_", ["plan", *GROUPS])
def test_the_picture_lights_the_arches_of_its_chapters(site: Pages, id_: str) -> None:
    picture = Image.open(site.root / site.asset(f"/assets/share/{id_}.png")).convert("RGB")
    assert picture.size == (1200, 630)
    width = 1200 / len(CHAPTERS)
    numbers = list(GROUPS)
    for chapter in CHAPTERS.values():
        lit = id_ in ("plan", chapter["stage"])
        wanted = colours()[f"l{numbers.index(chapter['stage']) + 1}" if lit else "paper"]
        assert picture.getpixel((int((int(chapter["number"]) - 0.5) * width), 600)) == wanted, (
            chapter["title"]
        )


@pytest.mark.parametrize("id_", ["plan", *GROUPS])
def test_the_words_of_the_picture_have_room_and_contrast(site: Pages, id_: str) -> None:
    picture = Image.open(site.root / site.asset(f"/assets/share/{id_}.png")).convert("RGB")
    deck = colours()["deck"]
    for bright in ("on", "pale"):
        assert contrast(colours()[bright], deck) >= 7
        assert (
            sum(
                times for times, colour in picture.getcolors(1 << 24) if colour == colours()[bright]
            )
            > 500
        ), f"there are words in '{bright}'"
    for edge in ((0, 0, 60, 440), (1150, 0, 1200, 440), (0, 0, 1200, 40), (0, 425, 1200, 438)):
        assert picture.crop(edge).getcolors() == [
            ((edge[2] - edge[0]) * (edge[3] - edge[1]), deck)
        ], f"words run into {edge}"


def test_a_picture_takes_the_fonts_of_the_project_and_no_others(site: Pages) -> None:
    """So that it is the same on a machine with other fonts. The words are there, and their licence is kept."""
    words = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text y="30" font-family="{}">Plan</text></svg>'
    inked = {
        font: Image.open(io.BytesIO(png(words.format(font)))).getchannel("A").getbbox()
        for font in ("Figtree", "DejaVu Sans", "sans-serif")
    }
    assert inked["Figtree"]
    assert inked["DejaVu Sans"] is inked["sans-serif"] is None
    assert len(FONTS) == 2
    assert (
        (Path(FONTS[0]).parent / "Figtree-OFL.txt")
        .read_text(encoding="utf-8")
        .count("SIL Open Font License")
    )
    assert not [name for name in contents(site.root) if name.endswith((".ttf", "OFL.txt"))]
