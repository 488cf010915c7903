"""A picture among the pages is one that browsers show, has a name for an address, and is no larger than a phone can load."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import pytest
from lxml import html
from markdown import Markdown
from PIL import Image

from macros.pages.harmless import Harmless
from macros.pages.pictures import Pictures, is_plain, plain, size_of, tells_place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Check = Callable[..., tuple[int, list[str]]]

KINDS = {
    "png": {},
    "gif": {},
    "jpeg": {},
    "jpeg, loaded in steps": {"progressive": True},
    "jpeg, with what a camera notes": {"exif": b"Exif\0\0" + bytes(5_000)},
    "webp": {},
    "webp, to the pixel": {"lossless": True},
    "webp, with what a camera notes": {"exif": b"Exif\0\0" + bytes(500)},
}


def drawn(kind: str, size: tuple[int, int], **options: object) -> bytes:
    """A picture of this kind and size."""
    to = io.BytesIO()
    Image.new("RGB", size, "red").save(to, kind, **options)
    return to.getvalue()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(1, 1), (321, 200), (2000, 3)])
def test_the_size_of_a_picture_is_read_from_its_file(kind: str, size: tuple[int, int]) -> None:
    assert size_of(drawn(kind.split(",", maxsplit=1)[0], size, **KINDS[kind])) == size


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_is_cut_off_anywhere_stops_nothing(kind: str) -> None:
    data = drawn(kind.split(",", maxsplit=1)[0], (30, 20), **KINDS[kind])
    for length in range(60):
        assert size_of(data[:length]) in (None, (30, 20))
    assert size_of(bytes(60)) is None


@pytest.fixture
def pictured(plan: Path) -> Path:
    """A plan with a page that shows a picture, docs/hall.jpg."""
    (plan / "docs/news.md").write_text("# News\n\n![A full hall](hall.jpg)\n", encoding="utf-8")
    return plan


def test_a_picture_that_a_phone_can_load_is_passed(pictured: Path, check: Check) -> None:
    (pictured / "docs/hall.jpg").write_bytes(drawn("jpeg", (1200, 800)))
    assert check() == (0, [])


def test_a_picture_of_too_many_pixels_is_refused_with_how_to_make_it_smaller(
    pictured: Path, check: Check
) -> None:
    (pictured / "docs/hall.jpg").write_bytes(drawn("jpeg", (4000, 3000)))
    status, [said] = check()
    assert status == 1
    assert said.startswith(
        "docs/hall.jpg:1:1: this picture is 4,000 pixels wide and 3,000 high, and has "
    )
    assert said.endswith(
        "At most 2,000 pixels and 500 KB load quickly on a phone. Open it in Paint or in Preview, choose 'Resize' or 'Adjust Size', make it 1,200 pixels wide, and save it as .jpg."
    )


def test_a_picture_of_too_many_bytes_is_refused_too(pictured: Path, check: Check) -> None:
    noise = Image.effect_noise((900, 900), 100)
    noise.save(pictured / "docs/hall.jpg", "png")
    status, [said] = check()
    assert status == 1
    assert "900 pixels wide and 900 high, and has " in said
    assert said.endswith("Open it in Paint or in Preview and save it as .jpg.")


def test_a_small_picture_is_never_told_to_be_made_larger(pictured: Path, check: Check) -> None:
    noise = Image.effect_noise((900, 900), 100)
    noise.save(pictured / "docs/hall.jpg", "jpeg", quality=100)
    _, [said] = check()
    assert "make it 550 pixels wide" in said, said
    Image.new("RGB", (500, 2500)).save(pictured / "docs/hall.jpg")
    _, [said] = check()
    assert "make it 240 pixels wide" in said, said


GPS, LATITUDE = 0x8825, {1: "N", 2: (54.0, 46.0, 30.0)}


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_picture_that_says_where_it_was_taken_is_refused(
    kind: str, pictured: Path, check: Check
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A telephone"
    exif.get_ifd(GPS).update(LATITUDE)
    (pictured / "docs/hall.jpg").write_bytes(drawn(kind, (30, 20), exif=exif))
    status, [said] = check()
    assert status == 1
    assert said.startswith(
        "docs/hall.jpg:1:1: this picture holds the place where it was taken, which may be somebody's home"
    )
    assert "'Remove Properties and Personal Information'" in said


def test_a_picture_that_says_only_when_and_how_it_was_taken_is_passed(
    pictured: Path, check: Check
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A telephone"
    exif.get_ifd(GPS)[0] = b"\2\3\0\0"  # the version of such lists, and no place
    (pictured / "docs/hall.jpg").write_bytes(drawn("jpeg", (30, 20), exif=exif))
    assert check() == (0, [])


@pytest.mark.parametrize("order", [b"II*\0", b"MM\0*"])
def test_a_large_picture_without_a_place_holds_none_whatever_its_colours(order: bytes) -> None:
    """Read as a list of Exif, its own head would be one of 18,761 or 19,789 tags, and its colours the latitude."""
    sign = "<" if order == b"II*\0" else ">"
    no_tags, colours = struct.pack(f"{sign}IH", 8, 0), struct.pack(f"{sign}H", 2) * 120_000
    assert not tells_place(order + no_tags + colours)


@pytest.mark.parametrize("order", [b"II*\0", b"MM\0*"])
def test_what_looks_like_a_place_and_is_cut_off_stops_nothing(order: bytes) -> None:
    for length in range(40):
        assert not tells_place(order + b"\1" * length)


def test_a_page_keeps_the_place_of_a_picture_while_it_loads(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/hall.png").write_bytes(drawn("png", (640, 480)))
    pictures = Pictures(tmp_path)
    pictures.address = "/news/may/"
    reader = Markdown(extensions=[Harmless(), pictures])
    page = html.fromstring(
        reader.convert("![A full hall](../hall.png) ![None](../none.png) ![Out](../../../x.png)")
    )
    assert [dict(one.attrib) for one in page.iter("img")] == [
        {"alt": "A full hall", "src": "../hall.png", "width": "640", "height": "480"},
        {"alt": "None", "src": "../none.png"},
        {"alt": "Out", "src": "../../../x.png"},
    ]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Carers Week 2026.JPG", "carers-week-2026.jpg"),
        ("../Été/Fête d’été.png", "../ete/fete-d-ete.png"),
        ("a%20b.pdf", "a-b.pdf"),
        ("写真.png", "picture.png"),
    ],
)
def test_the_name_that_is_offered_is_one_that_an_address_can_hold(typed: str, name: str) -> None:
    assert plain(typed) == name
    assert is_plain(name.removeprefix("../"))
    assert not is_plain(typed)


def test_a_name_of_letters_digits_and_signs_that_addresses_hold_is_passed() -> None:
    assert all(map(is_plain, ("map.pdf", "news/hall-2.jpg", "plan_v2.1.pdf")))
