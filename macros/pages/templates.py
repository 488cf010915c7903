"""The one environment of all templates in overrides/: what they show is escaped, and a name that means nothing is refused."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

from ..plan import style
from ..plan.cache import MACHINE, load, save, sources

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket

# Templates, style sheets, scripts and icons: they are the machine's own, whatever plan it publishes.
OVERRIDES = MACHINE / "overrides"
# Material's icons, or those that are copied here, which the site needs no Material for (decision 001).
_FOUND = find_spec("material")
MATERIAL = Path(_FOUND.origin).parent / "templates" if _FOUND and _FOUND.origin else None
ICONS = [OVERRIDES / ".icons", *([MATERIAL / ".icons"] if MATERIAL else [])]
_IMPORT = re.compile(r"@import url\(\"([^\"]+)\"\);\n")

# What a template puts in or takes macros from, and the ids that it writes.
_PART = re.compile(r"\"(partials/[\w-]+\.html)\"")
_ID = re.compile(r"\bid=\"([^\"]+)\"")


class Compiled(jinja2.BytecodeCache):
    """The templates that were compiled: each text once, however often a plan is read, in whatever folder and process."""

    def __init__(self) -> None:
        """Begin with those that are kept."""
        self._hangs_on = (jinja2.__version__, sources(Path(__file__), Path(style.__file__)))
        self._kept: dict[str, tuple[str, CodeType]] = load("templates", *self._hangs_on)
        self._known = {(name, text): code for name, (text, code) in self._kept.items()}
        self._new: dict[str, tuple[str, CodeType]] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What a template is known by, beside its text: not its file, so that a plan and its copies share it."""
        del filename
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja the code of a template, if it is known."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Know the code that Jinja has made."""
        if bucket.code:
            self._known[bucket.key, bucket.checksum] = bucket.code
            self._new[bucket.key] = bucket.checksum, bucket.code

    def save(self) -> None:
        """Keep what is new for other processes, in the place of what has another text now."""
        if self._new:
            save("templates", self._kept | self._new, *self._hangs_on)


COMPILED = Compiled()


def environment(**names: Any) -> jinja2.Environment:
    """The environment of all templates, in which these names are known to each of them."""
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.FileSystemLoader(OVERRIDES),
                jinja2.PrefixLoader({".icons": jinja2.FileSystemLoader(ICONS)}),
            ]
        ),
        bytecode_cache=COMPILED,
        auto_reload=False,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= names
    made.filters["day"] = day
    made.filters["dialled"] = style.dialled
    made.tests["address"] = lambda text: text.startswith(("http://", "https://"))
    return made


@cache
def ids_written_by(template: str) -> re.Pattern[str]:
    """What ids look like that a template writes, or one that it puts in. Those that stand in data alone are not among them."""
    names, ids = [template], set()
    for name in names:
        text = (OVERRIDES / name).read_text(encoding="utf-8")
        names += [part for part in _PART.findall(text) if part not in names]
        ids |= set(_ID.findall(text))
    patterns = (
        "".join(
            (r"\d+" if "loop.index" in part else r"[\w-]+") if n % 2 else re.escape(part)
            for n, part in enumerate(re.split(r"(\{\{.*?\}\})", id_))
        )
        for id_ in sorted(ids)
        if re.sub(r"\{\{.*?\}\}", "", id_)
    )
    return re.compile("|".join(patterns))


def style_sheet(path: Path) -> str:
    """The text of a style sheet, with the parts that it imports in their place: readers' browsers ask for one file."""
    text = path.read_text(encoding="utf-8")
    return _IMPORT.sub(lambda part: style_sheet(path.parent / part[1]), text)


def day(date: Any) -> str:
    """A date as readers see it: 21 November 2026."""
    return f"{date:%-d %B %Y}"
