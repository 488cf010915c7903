"""What a page says of itself above its text, between two lines of three hyphens: read here before MkDocs reads it.

MkDocs passes over what is no YAML, takes some names for settings of its own, and so do its macros. So each page's is
checked like data, and nothing but these few names may stand there (decision 034).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from ..plan.entry import Entry
from ..plan.load import read_entry
from ..plan.problems import Problem
from ..plan.references import Owns
from ..plan.source import parsed
from ..plan.values import Number, Text, one_of
from .languages import Code, Language, language_of

_LINE = re.compile(r"---[ \t]*")
# What stands there in its place: word processors make a dash or a line of hyphens.
_NEARLY = re.compile(r"[ \t]*([—―–]|[-—―–*]{2,})[ \t]*")
# Another sign has slipped in.
_SLIPPED = re.compile(r"---.*|.---")
_WORD = "A word processor makes a dash of them: type them here."
_TITLE = "a page's title is not written here: it is the line below that begins with '# '. Write it there."
MORE = "More pages"
# The headings that a page of docs/ may stand under, in the words that readers see (menu.py).
Group = Literal[
    "The plan",
    "Boards",
    "About the plan",
    "Reading and taking part",
    "This site",
    "More pages",
]


class FrontMatter(Entry):
    """What an editor says of a page beside its text. Its title is its main heading."""

    description: Text | None = None
    """What search engines show below the title, in a sentence or two. Without it, that is the page's first paragraph."""
    group: Annotated[Group, one_of()] | None = None
    """The heading of the site map under which it stands. Without it, that of its folder's own page, or else More pages."""
    order: Number | None = None
    """Its place there: smaller numbers come first, and pages without one follow by their titles."""
    lang: Code | None = None
    """The code of the page's language, if that is not English: pl for Polish."""
    direction: Annotated[Literal["ltr", "rtl"], one_of()] | None = None
    """Which way it is written, if not in the usual way of its language: rtl from right to left, ltr from left to right."""
    keywords: Owns = ()
    """What people would look for in the search, one a line: words that are not in the title."""
    schema_type: (
        Annotated[Literal["AboutPage", "CollectionPage", "ContactPage", "FAQPage"], one_of()] | None
    ) = None
    """What machines are told that the page is, if it is more than a page (https://schema.org/WebPage)."""

    @property
    def language(self) -> Language | None:
        """The page's language, if it is another than the site's."""
        return language_of(self.lang, self.direction) if self.lang else None


NONE = FrontMatter()


@dataclass(frozen=True)
class Written:
    """The text of a page, with empty lines in place of its front matter, so that every line keeps its number.

    There is no text where the file can't be used.
    """

    text: str | None
    front: FrontMatter = NONE
    problems: tuple[Problem, ...] = ()


def written(text: str, shown: str) -> Written:
    """Part a page's front matter from its text, and say what is wrong with it. `shown` is the file, for messages."""
    lines = text.split("\n")
    if not (_ends(lines[0]) or _SLIPPED.fullmatch(lines[0])):
        return Written(text)
    end = next((n for n, line in enumerate(lines[1:], 1) if _ends(line)), None)
    body = "\n".join([*[""] * ((end or 0) + 1), *lines[(end or 0) + 1 :]])
    for n in (0, end or 0):
        if not _LINE.fullmatch(lines[n]):
            said = f"'{lines[n].strip()}' stands here. What a page says of itself stands between two lines of three hyphens, '---', and the first is line 1. {_WORD}"
            return Written(body, problems=(Problem(shown, n + 1, 1, said),))
    if end is None:
        said = "this line begins the front matter, what the page says of itself, and nothing ends it. Add a line --- after it, or take this one away."
        return Written("\n".join(["", *lines[1:]]), problems=(Problem(shown, 1, 1, said),))
    if dots := [n for n, line in enumerate(lines[1:end], 2) if re.fullmatch(r"\.\.\.[ \t]*", line)]:
        said = "MkDocs would end the front matter here. Take this line away, or put the text in quotation marks."
        return Written(body, problems=(Problem(shown, dots[0], 1, said),))
    source, problems = parsed("\n".join(["", *lines[1:end]]), shown)
    if source is None:
        return Written(body, problems=tuple(problems))
    problems = []
    if isinstance(source.data, dict) and source.data.pop("title", None) is not None:
        problems = [source.problem(("title",), _TITLE, "take this line away", of_key=True)]
    front, more = read_entry(FrontMatter, source)
    return Written(body, front or NONE, (*problems, *more))


def _ends(line: str) -> bool:
    """Whether a line ends the front matter, or is meant to."""
    return bool(_LINE.fullmatch(line) or _NEARLY.fullmatch(line))
