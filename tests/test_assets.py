"""A file of assets/ is known by what is in it, and stands one release longer than the pages that ask for it."""

from __future__ import annotations

import json
import re
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from pages import by_plain_names, contents, edit, run
from small import TODAY, unbound

from macros.plan.today import epoch_of
from macros.proof.checkers.whole import fetched
from macros.proof.pages import SITE_URL, Pages
from macros.publish.assets import LIST, AssetError, Assets, keep, of_release, plain

if TYPE_CHECKING:
    from pathlib import Path

DAY = {"SOURCE_DATE_EPOCH": epoch_of(TODAY)}
STYLE, WORDS, SEARCH = "assets/a.css", "assets/words.js", "assets/search.js"
FILES = {
    STYLE: "a{background:url(icon.svg)}b{background:url('vendor/b.png')}",
    WORDS: "export const a = 1;",
    SEARCH: 'import "./words.js";import("./vendor/c.js");new URL("./a.css",import.meta.url);const x="a.css";',
    "assets/vendor/c.js": "import '../words.js'",
    "assets/vendor/b.png": "b",
    "assets/icon.svg": "<svg/>",
}


def assets(folder: Path, **more: str) -> Assets:
    """Files of assets/ in a folder, some of them another than usual, once they are published."""
    for name, text in (FILES | more).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Assets(folder)


def test_an_address_says_what_is_in_the_file(site: Pages) -> None:
    held = {name for name in contents(site.root) if name.startswith("assets/")}
    assert set(site.assets.values()) == held
    for name, address in site.assets.items():
        digits = sha256((site.root / address).read_bytes()).hexdigest()[:10]
        assert address == re.sub(r"(\.\w+)$", rf".{digits}\1", name)
        assert plain(address) == name


def test_no_page_asks_for_a_file_by_its_plain_name(site: Pages) -> None:
    names = re.compile(rf"({'|'.join(map(re.escape, site.assets))})\"")
    for page in (*site, *site.redirects.values()):
        assert not names.search(page.source), page.address


def test_what_asks_for_another_file_is_named_after_that_too(tmp_path: Path) -> None:
    before = assets(tmp_path / "before").addresses
    now = assets(tmp_path / "now", **{WORDS: "export const a = 2;"}).addresses
    changed = {name for name in FILES if before[name] != now[name]}
    assert changed == {WORDS, SEARCH, "assets/vendor/c.js"}
    script = (tmp_path / "now" / now[SEARCH]).read_text("utf-8")
    asked = [re.sub("^assets/", "./", now[name]) for name in (WORDS, "assets/vendor/c.js", STYLE)]
    assert re.findall(r'"(\./[^"]+)"', script) == asked
    assert script.endswith('x="a.css";'), "other texts stay"
    style = (tmp_path / "now" / now[STYLE]).read_text("utf-8")
    assert plain(style) == FILES[STYLE].replace("url(", "url(./").replace("(./'", "('./")
    assert not {*FILES} & {*contents(tmp_path / "now")}


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("/", "assets/a.css"),
        ("/chapters/carers/", "../../assets/a.css"),
        ("/chapters/carers/", "/sub/path/assets/a.css"),
        ("/", f"{SITE_URL}assets/a.css"),
    ],
)
def test_a_page_may_name_a_file_in_any_way(tmp_path: Path, address: str, value: str) -> None:
    made = assets(tmp_path)
    page = f'<link href="{value}">'
    put = made.put_into(page, address, SITE_URL)
    assert put == page.replace("assets/a.css", made.addresses[STYLE])
    assert put != page


def test_what_is_no_file_of_the_machines_is_left_alone(tmp_path: Path) -> None:
    made = assets(tmp_path)
    page = (
        '<img src="pictures/assets/a.css"><a href="https://a.example/assets/a.css">'
        '<a href="../assets/a.css"><code>href="assets/none.css"</code>'
    )
    assert made.put_into(page, "/chapters/carers/", SITE_URL) == page
    assert not made.wrong


def test_whatever_asks_for_a_file_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    made = assets(
        tmp_path, **{STYLE: "a{background:url(none.svg)}", WORDS: 'import "./no.js"; fetch("./a")'}
    )
    made.put_into('<script src="../assets/nowhere.js">', "/words/", SITE_URL)
    mend = "Write overrides/assets/{0}, or mend the name."
    assert [*made.wrong.values()] == [
        f"{asking} asks for 'assets/{name}', and there is no such file. {mend.format(name)}"
        for asking, name in (
            (STYLE, "none.svg"),
            (WORDS, "no.js"),
            ("the page /words/", "nowhere.js"),
        )
    ]


def test_files_that_ask_for_each_other_are_told(tmp_path: Path) -> None:
    (said,) = assets(tmp_path, **{WORDS: 'import "./vendor/c.js"'}).wrong.values()
    assert "assets/words.js -> assets/vendor/c.js -> assets/words.js" in said or (
        "assets/vendor/c.js -> assets/words.js -> assets/vendor/c.js" in said
    )


def test_a_build_with_an_unknown_name_ends_with_it_and_publishes_nothing(
    small_project: Path,
) -> None:
    with (small_project / "overrides/assets/say.js").open("a") as script:
        script.write('import "./none.js";')
    edit(small_project / "overrides/page.html", "'/assets/icon.png'", "'/assets/icn.png'")
    done = run(small_project, "macros", "build", **DAY)
    assert done.returncode == 1
    assert "assets/say.js asks for 'assets/none.js', and there is no such file." in done.stderr
    assert "asks for 'assets/icn.png'" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (small_project / "site").exists()


# The release before


def test_pages_of_the_last_release_that_are_still_open_find_all_that_they_ask_for(
    small_project: Path, tmp_path: Path
) -> None:
    unbound(small_project)
    assert run(small_project, "macros", "build", **DAY).returncode == 0
    last = Pages(shutil.copytree(small_project / "site", tmp_path / "last"))
    with (small_project / "overrides/assets/words.js").open("a") as script:
        script.write("export const more = 1;")
    edit(small_project / "data/chapters/play.yml", "title: Play", "title: Play and Rest")
    done = run(small_project, "macros", "build", "--last", str(last.root), **DAY)
    assert done.returncode == 0, done.stderr
    now = Pages(small_project / "site")
    assert now.assets["assets/search.js"] != last.assets["assets/search.js"]
    asked = {url for page in last for url in fetched(page) if f"{SITE_URL}assets/" in url}
    for address in {*last.assets.values(), *(url.removeprefix(SITE_URL) for url in asked)}:
        assert (now.root / address).read_bytes() == (last.root / address).read_bytes()
    assert re.search(r"Kept \d+ files of the last release in assets/\.", done.stdout)
    # Without it, the same site is built, but for these files.
    assert {*now.assets.values()} | {*last.assets.values()} == {
        name for name in contents(now.root) if name.startswith("assets/")
    }


def released(folder: Path, **more: str) -> Path:
    """A site of nothing but assets/, with the list of them."""
    made = assets(folder, **more)
    (folder / LIST).write_text(json.dumps(made.addresses), encoding="utf-8")
    return folder


def test_a_release_keeps_the_files_of_the_one_before_and_no_older_ones(tmp_path: Path) -> None:
    first, second, third = (
        released(tmp_path / str(n), **{WORDS: f"export const a = {n};"}) for n in (1, 2, 3)
    )
    assert keep(of_release(first), second) == 3
    assert keep(of_release(second), third) == 3
    words = [name for name in contents(third) if plain(name) == WORDS]
    assert len(words) == 2
    assert by_plain_names(contents(second)).keys() == by_plain_names(contents(third)).keys()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda root: (root / LIST).unlink(), "does not list the files beside it"),
        (lambda root: (root / LIST).write_text("[]"), "does not list the files beside it"),
        (
            lambda root: (root / LIST).write_text('{"assets/../../a.css": "../a.css"}'),
            "does not list the files beside it",
        ),
        (
            lambda root: next((root / "assets").glob("words.*.js")).write_text("evil()"),
            "is not what its address says",
        ),
        (
            lambda root: next((root / "assets").glob("words.*.js")).unlink(),
            "does not list the files beside it",
        ),
    ],
    ids=["no list", "another list", "a list that leads out", "another file", "no file"],
)
def test_what_is_no_whole_release_is_refused(tmp_path: Path, wrong: object, said: str) -> None:
    root = released(tmp_path / "last")
    wrong(root)  # type: ignore[operator]
    with pytest.raises(AssetError, match=said):
        of_release(root)
