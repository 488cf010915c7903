"""`addresses`: record what is published, and look up where the addresses that others link to lead."""

from __future__ import annotations

import difflib
import html
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote, urlsplit

from ..pages.addresses import FILE, Standing
from ..pages.share import pictures
from ..pages.shell import unused
from ..pages.site import INDEX, Site
from ..pages.templates import OVERRIDES
from ..pages.texts import Texts
from ..plan.base import as_typed
from ..plan.hidden import seen
from ..plan.load import load_plan
from ..plan.today import build_date
from ..publish.assets import FOLDER, LIST, plain
from .check import problems_of, site_url
from .terminal import day, example
from .whole import NotWrittenError, write

if TYPE_CHECKING:
    from collections.abc import Iterator

LEADS, MOVED, THERE, BROKEN, ELSEWHERE = (
    "leads there",
    "moved",
    "there, but not promised",
    "broken",
    "not ours",
)
# A whole address, wherever it stands in a text, a table or a page.
_WHOLE = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
_END = ".,:;!?)]}*_|’”"


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "addresses",
        help="record what is published, or check what others link to",
        **example("addresses record", "addresses check links.txt"),
    )
    verbs = command.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser(
        "record",
        help=f"after a publication: add the new addresses and anchors to {FILE}",
        **example("addresses record", "addresses record --published 2027-01-10"),
    )
    verb.add_argument(
        "--published",
        type=day,
        metavar="DAY",
        help="the day on which the site was published; the first such day is written down, and from then on the promise holds",
    )
    verb.set_defaults(run=lambda root, chosen: record(root, chosen.published))
    verb = verbs.add_parser(
        "check",
        help="say where the addresses in a file lead: which still do, have moved, or are broken",
        **example("addresses check links.txt"),
    )
    verb.add_argument(
        "file",
        type=Path,
        help="a list, a table (.csv) or a page (.html) that holds addresses of this site",
    )
    verb.set_defaults(run=lambda root, chosen: look_up(root, chosen.file))


# Recording


def record(root: Path, published: date | None = None) -> int:
    """Add to data/addresses.yml what stands on the site and is not in it yet, at its end. Returns the exit status.

    Nothing else in the file changes, but at the first publication, of which `published` is the day: that is written down,
    and what came to nothing before it is forgotten. With a mistake anywhere nothing is recorded: it may hide what stands there.
    """
    problems = [problem for problem in problems_of(root, build_date()) if not problem.warning]
    if problems:
        print(*problems, sep="\n")
        print("Nothing was recorded. Mend this first.", file=sys.stderr)
        return 1
    site = _site(root)
    stands = Texts(site).standing
    known = site.plan.addresses.published
    first = None if stands.binding else published
    kept = [(address, to) for address, to in known if not first or _keeps(stands, address, to)]
    lost = [address for address, to in known if (address, to) not in kept]
    new = [address for address in stands.addresses() if address not in dict(kept)]
    later = {}
    if published and not first:
        pages = {page.address for page in site.listed} & {*new}
        later = {page: published for page in pages if site.plan.addresses.came(page) == date.max}
    before = (root / FILE).read_bytes().decode("utf-8")
    after = recorded(
        begun(before, first, lost) if first else came(before, later),
        [
            f"{address}: {site.short[address]}" if address in site.short else address
            for address in new
        ],
    )
    if not _only_recorded(before, after, len(kept), len(new)):
        print(
            f"{FILE} can't be added to as it is. Let 'published:' be the last part, each address on a line of its own behind a dash.",
            file=sys.stderr,
        )
        return 1
    try:
        write(root, {FILE: after.encode()}, {FILE: before.encode()})
    except NotWrittenError as error:
        print(error, "Nothing was recorded.", sep="\n", file=sys.stderr)
        return 1
    count = sum("#" not in address for address in new)
    print(
        f"Recorded {len(new)} in {FILE}: {count} addresses and {len(new) - count} anchors. There were {len(known)}."
    )
    if first:
        print(
            f"The site was first published on {first}: from now on these addresses are a promise. {len(lost)} came to nothing before, and are forgotten."
        )
    return 0


def _keeps(stands: Standing, address: str, led_to: str | None) -> bool:
    """Whether an address still leads where it did."""
    end = stands.end(address)
    return bool(end) and (not led_to or stands.end(led_to) in (end, None))


def begun(text: str, first: date, lost: list[str]) -> str:
    """The text of data/addresses.yml at the first publication: with its day, and without the lost addresses."""
    end = "\r\n" if "\r\n" in text else "\n"
    for address in lost:
        text = re.sub(
            rf"(?m)^ *- {re.escape(address)}(?::[ \t][^\r\n]*)?\r?(?:\n|\Z)", "", text, count=1
        )
    return re.sub(r"(?m)^(?=published:)", f"first_published: {first}{end}", text, count=1)


def came(text: str, days: dict[str, date]) -> str:
    """The text of data/addresses.yml with the days of pages that came after the first publication."""
    if not days:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    lines = "".join(f"  {page}: {days[page]}{end}" for page in sorted(days))
    if re.search(r"(?m)^since:[ \t]*\r?$", text):
        return re.sub(r"(?m)^since:[ \t]*\r?\n", lambda head: head[0] + lines, text, count=1)
    return re.sub(r"(?m)^(?=published:)", lambda _: f"since:{end}{lines}", text, count=1)


def recorded(text: str, lines: list[str]) -> str:
    """The text of data/addresses.yml with these lines at the end of its list, in the file's own style."""
    dashes = re.findall(r"(?m)^( *)- ", text)
    end = "\r\n" if "\r\n" in text else "\n"
    return (
        text
        + (end if lines and not text.endswith("\n") else "")
        + "".join(f"{dashes[-1] if dashes else '  '}- {line}{end}" for line in lines)
    )


def _only_recorded(before: str, after: str, kept: int, added: int) -> bool:
    """Whether a text of YAML says what it said before, of its addresses so many, and then so many more."""
    old, new = as_typed(before), as_typed(after)
    if not isinstance(old, dict) or not isinstance(new, dict) or new["moved"] != old["moved"]:
        return False
    was, now = list(old["published"]), list(new["published"])
    return now[:kept] == [line for line in was if line in now[:kept]] and len(now) == kept + added


# Looking up


def look_up(root: Path, file: Path) -> int:
    """Say of each address in a file where it leads. Returns the exit status: 1 if one is broken, or the file can't be read."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        print(
            f"{file} can't be read ({(error.strerror or 'unknown reason').lower()}).",
            file=sys.stderr,
        )
        return 1
    problems = [problem for problem in problems_of(root, build_date()) if not problem.warning]
    if problems:
        print(*problems, sep="\n")
        print(
            "Mend this first: until then it is not known what stands on the site.", file=sys.stderr
        )
        return 1
    stands = Texts(_site(root)).standing
    beside = unpromised(stands.site)
    counts: Counter[str] = Counter()
    text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    kind_of_file = file.suffix.lower()
    for line, address in found_in(
        text,
        stands.site.url,
        table=kind_of_file in (".csv", ".tsv"),
        page=kind_of_file in (".html", ".htm"),
    ):
        kind, said = where(stands, address, beside)
        counts[kind] += 1
        print(f"{file}:{line}: {kind}: {address}{said}")
    said = ", ".join(
        f"{counts[kind]} {words}"
        for kind, words in (
            (LEADS, "lead where they did"),
            (MOVED, "have moved"),
            (THERE, "are there, but not promised"),
            (BROKEN, "are broken"),
            (ELSEWHERE, "are not ours"),
        )
    )
    print(f"{sum(counts.values())} addresses: {said}.", file=sys.stderr)
    if counts[ELSEWHERE] == sum(counts.values()):
        print(
            f"None begins with {stands.site.url}, this site's address. Is that the right one? Else set SITE_URL.",
            file=sys.stderr,
        )
    return 1 if counts[BROKEN] else 0


def found_in(
    text: str, url: str, *, table: bool = False, page: bool = False
) -> Iterator[tuple[int, str]]:
    """Each address in a text, with its line: whole ones anywhere, ours without https: too, and from the root on lines or in cells.

    It reads lists, tables, pages and JSON alike, for an address looks the same in all of them. In a table a comma ends it. In
    a page of someone else's, what begins at the root is theirs.
    """
    parts = urlsplit(url)
    host = re.escape(parts.netloc) + ("" if parts.port else "(?::(?:80|443))?")
    ours = re.compile(
        rf"(?:(?<![\w@./:-])//|(?<![\w@./-])){host}(?:/[^\s\"'<>\\]*)?(?![\w-]|\.\w)", re.IGNORECASE
    )
    root = re.compile("(?!)" if page else r"(?:^|[,;\t])\s*[\"']?(/(?!/)[^\s\"'<>\\,;]*)")
    for number, written in enumerate(text.splitlines(), 1):
        line = html.unescape(written).replace("\\/", "/")  # some programs write JSON so
        places = {
            match.start(): match[0] for match in (*ours.finditer(line), *_WHOLE.finditer(line))
        }
        places |= {match.start(1): match[1] for match in root.finditer(line)}
        for _, address in sorted(places.items()):
            ours_alone = re.split(r"[,;|\t]", address, maxsplit=1)[0] if table else address
            yield number, ours_alone.rstrip(_END)


def unpromised(site: Site) -> set[str]:
    """What the built site holds besides, and may lose at any time: what serves the pages alone, and pages that nobody looks for.

    Files of assets/ by their plain names: they stand at an address that changes with what is in them.
    """
    assets = {
        f"/{path.relative_to(OVERRIDES).as_posix()}"
        for path in seen(OVERRIDES / "assets")
        if path.is_file() and not path.parent.with_suffix(".css").is_file()  # a sheet's part
    }
    assets |= {picture.address for picture in pictures(site).values()}
    return (assets - unused(site)) | site.unlisted | {"/404.html", "/robots.txt", INDEX, f"/{LIST}"}


def where(stands: Standing, address: str, beside: set[str]) -> tuple[str, str]:
    """What becomes of a reader who follows an address: the kind, and words for what is to be known of it.

    `beside` are addresses that are there and were never promised.
    """
    path = path_on_site(address, stands.site.url)
    if path is None:
        return ELSEWHERE, ""
    end = stands.end(path)
    page, _, anchor = path.partition("#")
    if plain(page) in beside and (plain(page) != page or not page.startswith(f"/{FOLDER}")):
        return THERE, ""
    if end is None and (there := stands.end(page)):
        near = difflib.get_close_matches(anchor, stands.lasting.get(there, ()), n=1)
        return (
            BROKEN,
            f" (the page is there, but nothing on it is called '{anchor}'{_perhaps(near)})",
        )
    if end is None:
        return (
            BROKEN,
            f" (nothing stands there{_perhaps(difflib.get_close_matches(page, sorted(stands.pages), n=1))})",
        )
    if page in stands.site.short:
        return LEADS, f" (short for {_whole(stands, end)})"
    return (LEADS, "") if end == path else (MOVED, f" now leads to {_whole(stands, end)}")


def _perhaps(near: list[str]) -> str:
    return f"; perhaps '{near[0]}'" if near else ""


def _whole(stands: Standing, address: str) -> str:
    return stands.site.url + address[1:]


def path_on_site(address: str, url: str) -> str | None:
    """An address from the site's root, such as /words/#carer, without what makes no difference; None if it is another site's."""
    ours = urlsplit(url)
    if address.startswith("/") and not address.startswith("//"):
        address = url + address.removeprefix(ours.path).removeprefix("/")
    try:
        theirs = urlsplit(address if re.match(r"(\w+:)?//", address) else f"//{address}")
        elsewhere = (theirs.hostname, _port(theirs)) != (ours.hostname, _port(ours))
    except ValueError:  # no address at all
        return None
    path = unquote(theirs.path) or "/"
    if path + "/" == ours.path:
        path += "/"
    if elsewhere or not path.startswith(ours.path):
        return None
    path = "/" + path[len(ours.path) :].removesuffix("index.html")
    if not path.endswith("/") and "." not in path.rpartition("/")[2]:
        path += "/"  # hosts add it
    anchor = (
        "" if theirs.fragment.startswith(":~:") else unquote(theirs.fragment).partition(":~:")[0]
    )
    return f"{path}#{anchor}" if anchor else path


def _port(parts: SplitResult) -> int | None:
    """The port of an address, unless it is one that browsers leave out. Raises ValueError if it is none."""
    return None if parts.port in (80, 443) else parts.port


def _site(root: Path) -> Site:
    return Site(load_plan(root), root, site_url(root)[0])
