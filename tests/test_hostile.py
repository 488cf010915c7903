"""Content cannot attack the build, the pages or their readers. See tests/hostile/README.md."""

from __future__ import annotations

import re
import shutil
import time
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import pytest
import yaml
from jinja2 import nodes
from lxml import html
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from pages import DAY, EDITION, ROOT, copy_project, run
from sample import small_plan
from small import TODAY, unbound

from macros.commands.check import problems_of
from macros.pages.calls import CALL, macros_are_calls
from macros.pages.content import EXTENSIONS
from macros.pages.harmless import ATTRIBUTES, Harmless
from macros.pages.kept import Kept
from macros.pages.site import MACROS, PLACEHOLDER, Site
from macros.plan.load import load_plan, read_plan
from macros.plan.source import MAX_SIGNS, read_yaml
from macros.plan.today import epoch_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HERE = Path(__file__).parent / "hostile"
SLOWEST = 5.0  # seconds, on a machine that does other work too


def corpus(name: str) -> list[Any]:
    inputs = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    assert len({given["name"] for given in inputs}) == len(inputs), "two inputs have one name"
    return [pytest.param(given, id=given["name"].replace(" ", "-")) for given in inputs]


def filled(text: str, given: dict[str, Any]) -> str:
    """A text with what is too long to be typed."""
    count = given.get("long", 0)
    names = "\n  ".join(f"n{n}: x" for n in range(count)) if "%names%" in text else ""
    return text.replace("%long%", given.get("of", "x") * count).replace("%names%", names)


def problems(root: Path) -> list[str]:
    """What `check` refuses, within the time that an editor would wait."""
    start = time.monotonic()
    found = [str(problem) for problem in problems_of(root, TODAY) if not problem.warning]
    assert time.monotonic() - start < SLOWEST, "this input keeps the check busy"
    return found


def harm(tree: HtmlElement) -> list[str]:
    """Everything in a page that runs, loads, leads astray or changes its look, but for what the site's own shell has."""
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            found.append(f"<!{element.text}>")
            continue
        if element.tag in (
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "base",
            "frame",
            "frameset",
            "applet",
            "math",
            "template",
            "foreignobject",
        ):
            own = element.get("type") == "application/ld+json" or re.fullmatch(
                r"(\.\./)*assets/[a-z]+\.[0-9a-f]{10}\.js", element.get("src") or ""
            )
            found += [] if own else [element.tag]
        if (
            element.tag == "meta"
            and element.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy"
        ):
            moved = re.fullmatch(
                r"0; ?url=[./a-z0-9#-]*", element.get("content", "")
            )  # a page that moved leads on within the site
            found += [] if moved else ["meta"]
        for name, value in element.attrib.items():
            if name.startswith("on") or name in (
                "style",
                "srcdoc",
                "formaction",
                "contenteditable",
                "target",
                "ping",
            ):
                found.append(name)
            if name in ("href", "src", "action", "data", "poster", "xlink:href"):
                bare = re.sub(r"[\x00-\x20]", "", unescape(value))
                if (scheme := re.match(r"([^/?#:]*):", bare)) and scheme[1].lower() not in (
                    "http",
                    "https",
                    "mailto",
                    "tel",
                ):
                    found.append(bare)
                if bare.startswith(("//", "\\")):
                    found.append(bare)
    return found


def shown(markdown: str) -> HtmlElement:
    """A page's Markdown as a build makes it, with nobody having checked it."""
    text = Markdown(extensions=[*EXTENSIONS, Kept(), Harmless()]).convert(markdown)
    return html.document_fromstring(f"<!doctype html><body>{text}</body>")


@pytest.mark.parametrize("given", corpus("pages"))
def test_a_hostile_page_is_refused_at_its_place_or_harmless(
    given: dict[str, Any], plan: Path
) -> None:
    text = filled(given["text"], given)
    (plan / "docs/contact.md").write_text(f"# Contact\n\n{text}\n", encoding="utf-8")
    (plan / "docs/pictures").mkdir(exist_ok=True)
    shutil.copy(ROOT / "overrides/assets/icon.png", plan / "docs/pictures/icon.png")
    found = problems(plan)
    if "refused" in given:
        assert found, "nothing refuses it"
        assert any(said.startswith(f"docs/contact.md:{given['refused']}") for said in found), found
    else:
        assert found == []
    if len(text) < 1500:
        tree = shown(text)
        assert harm(tree) == [], "with nobody checking, it would do harm"
        assert {name for element in tree.iter() for name in element.attrib} <= set(ATTRIBUTES)


@pytest.mark.parametrize("given", corpus("data"))
def test_hostile_data_is_refused_at_its_place_or_harmless(
    given: dict[str, Any], plan: Path
) -> None:
    if "refused" not in given:
        unbound(plan)
    file = plan / given["file"]
    text = file.read_text(encoding="utf-8")
    assert text.count(given["old"]) == 1
    file.write_text(text.replace(given["old"], filled(given["new"], given)), encoding="utf-8")
    found = problems(plan)
    if "refused" in given:
        assert found, "nothing refuses it"
        place, _, message = given["refused"].rpartition(": ")
        assert any(
            said.startswith(f"{given['file']}:{place}") and message in said for said in found
        ), found
        assert all(len(said) < 2000 for said in found)
        return
    assert found == []
    site = Site(load_plan(plan, TODAY), plan, "https://plan.anytown.gov.uk/")
    for macro in ("chapter_opening", "chapter_priorities", "chapter_closing"):
        assert (
            harm(
                html.fragment_fromstring(
                    site.render(macro, site.pages["chapters/play.md"]), create_parent=True
                )
            )
            == []
        )
    for macro, page, *arguments in (
        ("get_help", "have-your-say.md", "emergency"),
        ("all_help", "have-your-say.md"),
        ("home", "index.md"),
        ("all_chapters", "chapters.md"),
        ("all_leads", "leads.md"),
    ):
        assert (
            harm(
                html.fragment_fromstring(
                    site.render(macro, site.pages[page], tuple(arguments)), create_parent=True
                )
            )
            == []
        )


@pytest.mark.parametrize("given", corpus("files"))
def test_a_hostile_file_is_refused(given: dict[str, Any], plan: Path) -> None:
    file = plan / given["file"]
    file.parent.mkdir(parents=True, exist_ok=True)
    if "link" in given:
        file.symlink_to(given["link"])
    else:
        file.write_text(given["text"], encoding="utf-8")
    found = problems(plan)
    assert any(said.startswith(given["refused"]) for said in found), found
    assert not any("\n" in said for said in found)


def test_there_are_a_hundred_and_more_hostile_inputs() -> None:
    assert sum(len(corpus(name)) for name in ("pages", "data", "files")) >= 100


# Every field


HOSTILE = "\"'></p></title></script><script>alert(1)</script><img src=x onerror=alert(1)>"


def leaves(data: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(data, dict):
        return [leaf for key, value in data.items() for leaf in leaves(value, (*way, key))]
    if isinstance(data, list):
        return [leaf for n, value in enumerate(data) for leaf in leaves(value, (*way, n))]
    return [way]


def put(data: Any, way: tuple[Any, ...], value: str) -> str:
    for step in way[:-1]:
        data = data[step]
    before, data[way[-1]] = data[way[-1]], value
    return before


def test_a_script_in_every_field_is_text(tmp_path: Path) -> None:
    """Each text of each file gets a script, unless it is refused there; then the whole site is built and looked at."""
    root = small_plan(tmp_path / "plan")
    taken = 0
    for file in sorted((root / "data").rglob("*.yml")):
        source, _ = read_yaml(file, file.name)
        assert source is not None
        for way in leaves(source.data):
            before = put(source.data, way, HOSTILE)
            file.write_text(
                yaml.safe_dump(source.data, allow_unicode=True, sort_keys=False), encoding="utf-8"
            )
            if read_plan(root, TODAY)[0].whole:
                taken += 1
            else:
                put(source.data, way, before)
        file.write_text(
            yaml.safe_dump(source.data, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    assert taken > 100
    site = tmp_path / "site"
    done = run(
        root,
        "mkdocs",
        "build",
        "--strict",
        "--site-dir",
        str(site),
        SOURCE_DATE_EPOCH=epoch_of(TODAY),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pages = list(site.rglob("*.html"))
    assert len(pages) > 15
    for page in pages:
        tree = html.document_fromstring(page.read_text(encoding="utf-8"))
        assert harm(tree) == [], page
        assert not tree.xpath("//img[@src='x']"), page
    assert (
        "<script>alert(1)</script>"
        in html.document_fromstring(
            (site / "chapters/play/index.html").read_text(encoding="utf-8")
        ).text_content()
    )


# Before anything runs


@pytest.mark.parametrize(
    "where", ["docs/contact.md", "data/chapters/play.yml", "docs/index.md settings"]
)
def test_a_build_that_nobody_checked_runs_no_command_of_a_page(where: str, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "plan")
    file = root / where.split(" ", maxsplit=1)[0].replace("play", "carers")
    command = "{{ cycler.__init__.__globals__.os.system('touch " + str(tmp_path / "ran") + "') }}"
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".yml":
        text = text.replace("title: Carers", f'title: "{command}"')
    else:
        text = (
            f'---\ntitle: "{command}"\n---\n{text}'
            if "settings" in where
            else f"{text}\n\n{command}\n"
        )
    file.write_text(text, encoding="utf-8")
    done = run(root, "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site"))
    assert done.returncode != 0
    assert str(file.relative_to(root)) in done.stdout + done.stderr
    assert not (tmp_path / "ran").exists()
    assert not list((tmp_path / "site").rglob("*.html"))


def handed_over(markdown: str) -> list[nodes.Node]:
    """What the macros plugin would run of a page that nobody has checked."""
    kept = Kept(MACROS)
    signs = {name.removeprefix("j2_"): sign for name, sign in kept.marks.items()}
    reader = jinja2.Environment(autoescape=True, keep_trailing_newline=True, **signs)
    parts = [part for output in reader.parse(kept.calls(markdown)).body for part in output.nodes]
    commands = [part for part in parts if not isinstance(part, nodes.TemplateData)]
    rest = CALL.sub(lambda call: "" if call[1] in MACROS else call[0], markdown)
    assert "".join(part.data for part in parts if part not in commands) == rest
    return commands


PAGES = [pytest.param(file.read_text("utf-8"), id=file.stem) for file in EDITION.rglob("*.md")]
INPUTS = [
    pytest.param(filled(given.values[0]["text"], given.values[0]), id=given.id)
    for given in corpus("pages")
]


@pytest.mark.parametrize("markdown", [*INPUTS, *PAGES])
def test_the_macros_plugin_is_handed_plain_calls_of_macros_and_nothing_else(markdown: str) -> None:
    for call in handed_over(markdown):
        assert isinstance(call, nodes.Call)
        assert isinstance(call.node, nodes.Name)
        assert call.node.name in MACROS
        assert all(
            isinstance(text, nodes.Const) and isinstance(text.value, str) for text in call.args
        )
        assert (call.kwargs, call.dyn_args, call.dyn_kwargs) == ([], None, None)


def test_the_macros_plugin_is_handed_the_calls() -> None:
    calls = handed_over(
        "# A {#b}\n\n{{ quote(\"a\", 'b') }}\n\n{{ range(9) }} {% set x %} {{home()}} {## no ##}\n"
    )
    assert [(call.node.name, [text.value for text in call.args]) for call in calls] == [
        ("quote", ["a", "b"]),
        ("home", []),
    ]


def test_a_command_that_no_check_refuses_is_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = small_plan(tmp_path / "plan")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch_of(TODAY))
    monkeypatch.setattr("macros.engine.macros_are_calls", lambda _: ())
    command = "{{ 6 * 7 }} {% set a = 6 * 7 %}{{ a }}"
    (plan / "docs/contact.md").write_text(
        f'---\ntitle: "{command}"\n---\n# {command}\n\n{command}\n', encoding="utf-8"
    )
    build(load_config(str(plan / "mkdocs.yml"), site_dir=str(tmp_path / "site")))
    tree = html.document_fromstring((tmp_path / "site/contact/index.html").read_text("utf-8"))
    assert [
        part.text_content()
        for part in tree.xpath("//main//h1 | //main//h1/following-sibling::p[1]")
    ] == [command] * 2
    assert command in tree.findtext(".//title")


def test_no_page_can_write_a_call_that_another_build_would_run() -> None:
    one, other = Kept(MACROS), Kept(MACROS)
    assert not set(one.marks.values()) & set(other.marks.values())
    assert one.calls(other.calls("{{ home() }}")) == other.calls("{{ home() }}")


def test_the_check_before_a_build_passes_every_page_of_the_plan() -> None:
    assert list(macros_are_calls(Site(load_plan(EDITION, DAY), EDITION, PLACEHOLDER))) == []


def test_the_check_reads_markdown_as_the_build_does() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = settings.split("markdown_extensions:")[1].split("\nvalidation:")[0]
    named = set(re.findall(r"^  - (\w+)", listed, re.MULTILINE))
    assert named | {"toc", "tables", "fenced_code"} == set(EXTENSIONS)


def test_html_is_text_and_attributes_are_dropped_even_if_no_check_sees_them() -> None:
    tree = shown(
        '<b onclick="x">a</b>\n\n## Heading {: onclick="x" .mark style="color:red" }\n\n[a](javascript:x "t") <script>x</script>'
    )
    assert "<script>x</script>" in tree.text_content()
    assert harm(tree) == []
    assert [dict(h2.attrib) for h2 in tree.xpath("//h2")] == [{"id": "heading"}]


def test_a_long_text_may_be_as_long_as_any_of_the_plan() -> None:
    longest = max(
        len(str(text))
        for file in (EDITION / "data").rglob("*.yml")
        for way in [None]
        for text in _texts(file)
    )
    assert longest * 3 < MAX_SIGNS


def _texts(file: Path) -> list[str]:
    source, _ = read_yaml(file, file.name)
    assert source is not None
    found = []
    for way in leaves(source.data):
        data = source.data
        for step in way:
            data = data[step]
        found.append(data)
    return found
