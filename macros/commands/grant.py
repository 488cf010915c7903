"""What a wish of an issue becomes: the change of the files, in a copy, as the recipe for it says."""

from __future__ import annotations

import posixpath
import re
import textwrap
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..pages.site import PLACEHOLDER, Site
from ..plan.base import as_typed
from ..plan.edits import Edited
from ..plan.hidden import seen
from ..plan.source import texts_in
from ..plan.values import id_of
from . import begin
from .begin import add_update, update_of
from .check import site_url
from .draft import RefusedError, keep_addresses
from .wishes import chapter_of, measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from ..plan.plan import Plan
    from .asking import Answers

# What is told of a sentence is the field that holds it, in the site's own words.
_OWN = ("summary", "intro", "plain", "note")
_WIDTH = 100
# What would begin a list, a heading, a table or a quotation, if a line began with it.
_BEGINS = re.compile(r"\s*([-+*>#|=~`:]|\d+[.)])")
_MARKS = re.compile(r"[<>{}\[\]`*_|#\\]")
_QUOTES = {"'": "['‘’]", "‘": "['‘’]", "’": "['‘’]", '"': '["“”]', "“": '["“”]', "”": '["“”]'}
# Where a sentence ends, with what may stand around it.
_END = re.compile(r"[.!?…]['\"’”)]*$")
_VALUE = re.compile(r"(.+?)\s*:\s*(\S+)")


_SO_ALREADY = "this is so already. Nothing would change."


class MissedError(RefusedError):
    """An answer does not fit what is there: `field` names the one that has to be mended."""

    def __init__(self, field: str, message: str) -> None:
        """Say which answer, and what to do."""
        super().__init__(message)
        self.field = field


def sentence(copy: Path, plan: Plan, today: date, given: Answers) -> list[str]:
    """Another sentence on a page: in its file, or in the field of data/ that it shows."""
    for name in ("old", "new"):
        if mark := _MARKS.search(given[name]):
            raise MissedError(
                name,
                f"'{mark[0]}' stands here. A form takes plain sentences; links and marks are put in by hand.",
            )
    if _END.search(given["old"]) and not _END.search(given["new"]):
        raise MissedError("new", "ends without a full stop, and the old sentence has one. Add it.")
    if given["old"].split() == given["new"].split():
        raise MissedError("new", _SO_ALREADY)
    site = Site(plan, copy, site_url(copy)[0])
    address = _address(site, given["page"])
    page = site.every[address]
    found = [*_on_the_page(copy, page.file), *_in_the_data(copy, given["old"])]
    places = [place for place in found if len(_places(place[1], given["old"])) > 0]
    if len(places) != 1 or len(_places(places[0][1], given["old"])) != 1:
        if not places and _is_of_the_plan(copy, given["old"]):
            raise MissedError("old", "these are the plan's own words, and are never changed.")
        what = "stands more than once" if places else "does not stand"
        raise MissedError(
            "old",
            f"this {what} in docs/{page.file}, or in the plain words of data/. Copy it to the letter, as a whole. With a link or bold words in it, change the file by hand.",
        )
    file, text, way = places[0]
    if way is None:
        _reword(copy / file, text, given)
    else:
        start, stop = _places(text, given["old"])[0]
        Edited(copy / file, file).write(
            way, {str(way[-1]): text[:start] + given["new"] + text[stop:]}
        )
    if given["why"]:
        what = "A sentence of the page was reworded."
        id_ = page.of.id if page.of and page.kind == "chapter" else None
        add_update(copy, id_, update_of(today, what, given["why"]), None if id_ else [address])
    return []


def _address(site: Site, typed: str) -> str:
    """The address from the site's root of the page that was meant. Raises MissedError."""
    path = urlsplit(typed).path or "/"
    path = posixpath.join(path.removesuffix("index.html"), "")
    fitting = [one for one in site.every if one != "/" and f"/{path.lstrip('/')}".endswith(one)]
    root = "/" if site.url == PLACEHOLDER else urlsplit(site.url).path
    address = max(fitting, key=len, default="/" if path in ("/", root) else "")
    if not address or not site.every[address].file:
        raise MissedError(
            "page", f"no page stands at '{typed}'. Copy the address from the browser."
        )
    return address


Place = tuple[str, str, "tuple[str | int | None, ...] | None"]


def _on_the_page(copy: Path, file: str) -> Iterator[Place]:
    path = copy / "docs" / file
    if path.is_file():
        yield f"docs/{file}", path.read_bytes().decode("utf-8"), None


def _in_the_data(copy: Path, old: str) -> Iterator[Place]:
    first = old.split(maxsplit=1)[0]
    for path in seen(copy / "data", "*.yml"):
        shown = path.relative_to(copy).as_posix()
        if path.parent.name == "papers" or "highlight-reports" in shown:
            continue
        if first.strip("'\"‘’“”") not in path.read_text(encoding="utf-8"):
            continue
        for way, text in texts_in(Edited(path, shown).data):
            if way[-1] in _OWN:
                yield shown, text, way


def _is_of_the_plan(copy: Path, old: str) -> bool:
    """Whether a sentence stands in a paper, or where data/ quotes one."""
    return any(
        _places(text, old.strip(" '\"‘’“”"))
        for path in seen(copy / "data", "*.yml")
        for way, text in texts_in(as_typed(path.read_text(encoding="utf-8")))
        if "words" in way or path.parent.name == "papers"
    )


def ended(text: str) -> str:
    """A text with a full stop at its end, if it has none."""
    return text if not text or _END.search(text) else f"{text}."


def _places(text: str, sought: str) -> list[tuple[int, int]]:
    """Where a sentence stands in a text, however its lines are broken and its quotation marks are drawn."""
    words = (
        "".join(_QUOTES.get(sign, re.escape(sign)) for sign in word) for word in sought.split()
    )
    pattern = r"\s+".join(words)
    return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]


def _reword(path: Path, text: str, given: Answers) -> None:
    """Put the new sentence into a page, and break the lines that it stands in anew."""
    start, stop = _places(text, given["old"])[0]
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", stop)
    last = len(text) if last < 0 else last
    if "\n" not in text[first:last]:  # each paragraph stands in a line, however long
        path.write_bytes((text[:start] + given["new"] + text[stop:]).encode())
        return
    line = " ".join((text[first:start] + given["new"] + text[stop:last]).split())
    indent = " " * (len(text[first:start]) - len(text[first:start].lstrip()))
    lines = textwrap.wrap(
        line,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    if any(_BEGINS.match(one) for one in lines[1:]):
        lines = [indent + line]
    end = "\r\n" if "\r\n" in text else "\n"
    path.write_bytes((text[:first] + end.join(lines) + text[last:]).encode())


def lead(copy: Path, plan: Plan, today: date, given: Answers) -> list[str]:
    """Other leads of a chapter, or none at present; those who lead nothing any more are taken away."""
    if bool(given["leads"]) == bool(given["since"]):
        raise MissedError(
            "since" if given["since"] else "leads",
            "give either who leads the chapter now, or the day since which nobody does.",
        )
    chapter = chapter_of(plan, given["chapter"])
    ids = (
        begin.leads(copy, plan, {"lead": given["leads"], "lead-source": given["source"]})
        if given["leads"]
        else []
    )
    shown = f"data/chapters/{chapter.id}.yml"
    file = Edited(copy / shown, shown)
    if ids == [person.id for person in chapter.leads] and (given["since"] or None) == file.data.get(
        "vacant_since"
    ):
        raise MissedError("since" if given["since"] else "leads", _SO_ALREADY)
    file.write(("leads",), {"leads": ids})
    if "vacant_since" in file.data:
        file.take(("vacant_since",))
    if given["since"]:
        file.put("vacant_since", [f"vacant_since: {given['since']}"], after="leads")
    people = Edited(copy / "data/people.yml", "data/people.yml")
    others = {p.id for c in plan.chapters.values() if c is not chapter for p in c.leads}
    for person in chapter.leads:
        # Of somebody whose name is not public, the lines keep the name out of texts and addresses.
        if person.named and person.id not in others and person.id not in ids:
            people.change(*people.span((person.id,)), [])
    what = "The lead of the chapter changed." if ids else "The chapter has no lead at present."
    add_update(copy, chapter.id, update_of(today, what, given["why"]))
    keep_addresses(copy, plan, today)
    return []


def plain_words(copy: Path, plan: Plan, today: date, given: Answers) -> list[str]:
    """Another heading, or other plain words, of a priority."""
    if not (given["heading"] or given["plain"]):
        raise MissedError("plain", "neither a new heading nor new plain words are given.")
    chapter = chapter_of(plan, given["priority"])
    rest = re.split(r"[. ]", given["priority"])[1]
    shown = f"data/chapters/{chapter.id}.yml"
    file = Edited(copy / shown, shown)
    held = file.data["priorities"][int(rest) - 1]
    new = {name: given[name] for name in ("heading", "plain") if given[name]}
    if all(_words(held[name]) == _words(text) for name, text in new.items()):
        raise MissedError(next(reversed(new)), _SO_ALREADY)
    for name, text in new.items():
        file.write(("priorities", int(rest) - 1, name), {name: text})
    what = f"The plain words of priority {rest} were changed."
    add_update(copy, chapter.id, update_of(today, what, given["why"]))
    return [f"Read the new words against those of the plan, in {shown}."]


def _words(value: Any) -> Any:
    """A text, or a passage, however its lines are broken."""
    return [*map(_words, value)] if isinstance(value, list) else " ".join(value.split())


def word(copy: Path, plan: Plan, today: date, given: Answers) -> list[str]:
    """A word explained: as `new word` begins one."""
    id_ = id_of(given["term"])
    if id_ in plan.terms:
        raise MissedError(
            "term", f"'{id_}' is in data/terms.yml already. Change that entry by hand."
        )
    return begin.word(copy, plan, today, {**given, "id": id_})


def figure(copy: Path, plan: Plan, today: date, given: Answers) -> list[str]:
    """Figures of one period for a measure."""
    id_ = next(o.id for o in plan.outcomes.values() if measure(o.indicator) == given["measure"])
    values = [_VALUE.fullmatch(line) for line in given["values"]]
    if None in values:
        raise MissedError(
            "values", "a line here is no area with its figure. Write them as County Durham: 13.8."
        )
    entry: dict[str, Any] = {
        "period": given["period"],
        "source": given["source"],
        "caveat": given["caveat"],
        "values": [{"area": m[1], "value": m[2]} for m in values if m],
    }
    file = Edited(copy / "data/outcomes.yml", "data/outcomes.yml")
    held, todo = file.data[id_], []
    if "unit" not in held:
        if not given["unit"]:
            raise MissedError("unit", "this measure has no unit yet. Choose one.")
        file.write((id_, "area"), {"area": held["area"], "unit": given["unit"]})
    if "figures" in held:
        file.enter((id_, "figures"), entry)
    else:
        file.write((id_, "missing"), {"figures": [entry]})
        todo = ["Choose which charts show the figures, under 'charts:' in data/outcomes.yml."]
    if given["why"]:
        what = f"Figures were added: {held['indicator']}."
        add_update(copy, None, update_of(today, what, given["why"]), ["/outcomes/"])
    return todo


# By the names of the wishes.
GRANTS = {
    "sentence": sentence,
    "lead": lead,
    "plain-words": plain_words,
    "word": word,
    "figure": figure,
}
