"""What `make compare` takes for the same, and what not; and that what readers get is what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from compare import differences, outline, parsed, with_new_names
from pages import ROOT, packed

from macros.publish.minify import MINIFIERS, minify, page

if TYPE_CHECKING:
    from pathlib import Path

# A site with new names of classes; the one before has the old ones.
NAMES = {"kb": "knob", "t1": "team-1"}
PAGE = """<!doctype html>
<html lang="en"><head><title>A page</title><link rel="stylesheet" href="a.css"></head>
<body><main class="wide knob"><h1>Walking</h1>
<p>Read <a href="../b/">the <b>second</b> part</a>, or this.</p><ul><li>One</li><li>Two</li></ul>
<textarea>Copy
  this</textarea></main></body></html>
"""
STYLE = """/* A knob. */
.knob{color:red;margin:0 .5rem}
@media (min-width:40rem){.knob,.team-1>a{color:blue}}
"""
SCRIPT = """// What a knob does.
const all = [...document.querySelectorAll(".knob")];
for (const one of all) one.classList.add("team-1"); // in turn
"""


FILES = {"page": PAGE, "style": STYLE, "script": SCRIPT, "feed": "<feed/>\n"}
PATHS = {
    "page": "a/index.html",
    "style": "assets/a.css",
    "script": "assets/a.js",
    "feed": "a/feed.xml",
}


def site(folder: Path, **files: str) -> Path:
    """A small site; what is named has this text instead."""
    for name, text in (FILES | files).items():
        (folder / PATHS[name]).parent.mkdir(parents=True, exist_ok=True)
        (folder / PATHS[name]).write_text(text, encoding="utf-8")
    return folder


def before(folder: Path) -> Path:
    """The same site with the old names of classes."""
    old = {name: text.replace("knob", "kb").replace("team-1", "t1") for name, text in FILES.items()}
    return site(folder, **old)


def told(tmp_path: Path, **now: str) -> list[str]:
    """What is told of a site in which some files are other ones."""
    return list(differences(before(tmp_path / "before"), site(tmp_path / "now", **now), NAMES))


SAME = {
    "new names of classes": {},
    "white space between blocks": {
        "page": PAGE.replace("<ul>", "\n\n  <ul>\n  ").replace("</li>", "\n</li>\n  ")
    },
    "white space within a text, of another kind": {"page": PAGE.replace(", or", ",\n  or")},
    "attributes in another order": {
        "page": PAGE.replace(
            'rel="stylesheet" href="a.css"', 'href="a.css"\n      rel="stylesheet"'
        )
    },
    "a comment": {"page": PAGE.replace("<ul>", "<!-- Two. --><ul>")},
    "a sheet as people write it": {
        "style": "/* A knob. */\n\n.knob {\n  color: red;\n  margin: 0 0.5rem;\n}\n\n@media (min-width: 40rem) {\n  .knob,\n  .team-1 > a {\n    color: blue;\n  }\n}\n"
    },
    "a script without its comments": {
        "script": 'const all=[...document.querySelectorAll(".knob")];for(const one of all)one.classList.add("team-1");'
    },
}
OTHER = {
    "a word": {"page": PAGE.replace("second", "third")},
    "a blank beside a link": {"page": PAGE.replace("Read <a", "Read<a")},
    "a blank at the end of bold words": {"page": PAGE.replace("second</b> ", "second </b>")},
    "white space that can be copied": {"page": PAGE.replace("Copy\n  this", "Copy this")},
    "an element": {"page": PAGE.replace("<li>Two</li>", "")},
    "another element": {"page": PAGE.replace("<b>second</b>", "<i>second</i>")},
    "a place": {"page": PAGE.replace("<li>One</li><li>Two</li>", "<li>Two</li><li>One</li>")},
    "an attribute": {"page": PAGE.replace('href="../b/"', 'href="../c/"')},
    "another attribute": {"page": PAGE.replace("<ul>", "<ul hidden>")},
    "a class that was not renamed": {"page": PAGE.replace("wide", "narrow")},
    "a class that kept its old name on a page": {"page": PAGE.replace("knob", "kb")},
    "a class that kept its old name in a sheet": {"style": STYLE.replace("knob", "kb")},
    "a class that kept its old name in a script": {"script": SCRIPT.replace("team-1", "t1")},
    "a class with a name of its own": {"style": STYLE.replace(".knob", ".link")},
    "a title": {"page": PAGE.replace("A page", "A site")},
    "a doctype": {"page": PAGE.replace("<!doctype html>\n", "")},
    "a rule": {"style": STYLE.replace(",.team-1>a", "")},
    "the order of rules": {
        "style": "@media (min-width:40rem){.knob,.team-1>a{color:blue}}.knob{color:red;margin:0 .5rem}"
    },
    "a declaration": {"style": STYLE.replace("red", "green")},
    "the order of declarations": {
        "style": STYLE.replace("color:red;margin:0 .5rem", "margin:0 .5rem;color:red")
    },
    "a window's width": {"style": STYLE.replace("40rem", "41rem")},
    "a combinator": {"style": STYLE.replace(".team-1>a", ".team-1 a")},
    "a step of a script": {"script": SCRIPT.replace("add", "remove")},
    "a text in a script": {"script": SCRIPT.replace(".knob", ".knob ")},
    "a file of another kind": {"feed": "<feed></feed>\n"},
}


@pytest.mark.parametrize("now", SAME.values(), ids=SAME)
def test_what_no_reader_notices_is_the_same(tmp_path: Path, now: dict[str, str]) -> None:
    assert all(text != FILES[name] for name, text in now.items())
    assert told(tmp_path, **now) == []


@pytest.mark.parametrize("now", OTHER.values(), ids=OTHER)
def test_any_other_change_is_told_with_its_page(tmp_path: Path, now: dict[str, str]) -> None:
    (name,) = now
    assert [line.partition(":")[0] for line in told(tmp_path, **now) if line[0] != " "] == [
        "/" + PATHS[name].removesuffix("index.html")
    ]


def test_a_change_is_told_in_words_before_and_now(tmp_path: Path) -> None:
    assert told(tmp_path, page=PAGE.replace("second", "third")) == [
        "/a/: 2 lines differ",
        "  before: text “second”",
        "  now   : text “third”",
    ]


def test_files_that_came_and_went_are_told(tmp_path: Path) -> None:
    old, new = before(tmp_path / "before"), site(tmp_path / "now")
    (old / "a/old.txt").touch()
    (new / "b").mkdir()
    (new / "b/index.html").touch()
    assert list(differences(old, new, NAMES)) == [
        "/a/old.txt: is no longer there",
        "/b/: is new",
    ]


def test_a_name_that_only_looks_like_a_class_stays() -> None:
    style = '/* .kb */.kb::before{content:".kb";background:url(a.kb)}'
    assert with_new_names("a.css", style, NAMES) == style.replace("*/.kb", "*/.knob")
    script = 'import "./a.kb/b.js"; one.value = "t1"; one.className = "t1"'
    assert with_new_names("a.js", script, NAMES) == script.replace(
        'className = "t1"', 'className = "team-1"'
    )


# What readers get


ASSETS = [
    path for kind in ("css", "js") for path in sorted((ROOT / "overrides/assets").glob(f"*.{kind}"))
]


def test_what_readers_get_is_what_was_written_and_smaller() -> None:
    """The same rules and the same steps, read by Biome; packed, four fifths of the bytes at most."""
    written = {path.name: path.read_text(encoding="utf-8") for path in ASSETS}
    made = {path.name: MINIFIERS[path.suffix](written[path.name]) for path in ASSETS}
    assert parsed(made) == parsed(written)
    weights = {name: (packed(made[name].encode()), packed(written[name].encode())) for name in made}
    assert all(small < big for small, big in weights.values()), weights
    small, big = (sum(column) for column in zip(*weights.values(), strict=True))
    assert small < big * 0.8, weights


def test_a_licence_stays() -> None:
    assert MINIFIERS[".css"]("/*! By A. */\n/* B */\na { b: c }") == "/*! By A. */a{b:c}"
    assert MINIFIERS[".js"]("/*! By A. */\n// B\na();").startswith("/*! By A. */")


def test_a_page_loses_its_indentation_but_no_white_space_that_shows() -> None:
    kept = '<pre>\n    a\n\n  b</pre>\n<textarea rows="2">\n  c\n\n</textarea>\n<p title="d\n  > e">f</p>'
    written = f'<p class="a"\n     id="b">\n    One "<b>two</b>\n\n    three"\n  </p>\n  {kept}\n'
    made = page(written)
    assert made == f'<p class="a" id="b">\nOne "<b>two</b>\nthree"\n</p>\n{kept}'
    assert outline(made.encode(), {}) == outline(written.encode(), {})


def test_what_html_does_not_close_loses_its_slash_and_a_drawing_keeps_its_own() -> None:
    written = '<img alt="a /> b" src="a/"\n />\n<br />\n<hr/>\n<svg>\n<path d="M0 0" />\n</svg>'
    assert page(written) == (
        '<img alt="a /> b" src="a/">\n<br>\n<hr>\n<svg>\n<path d="M0 0" />\n</svg>'
    )


def test_files_of_others_are_published_as_they_came(tmp_path: Path) -> None:
    names = ("assets/vendor/a.js", "leaflets/a.js", "assets/a.txt")
    for name in ("assets/a.js", *names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("// A\na( 1 );\n", encoding="utf-8")
    minify(tmp_path)
    assert (tmp_path / "assets/a.js").read_text(encoding="utf-8") == "a(1);\n"
    for name in names:
        assert (tmp_path / name).read_text(encoding="utf-8") == "// A\na( 1 );\n"
