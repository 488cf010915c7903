"""Each file of assets/ stands at an address that says what is in it, so that a browser may keep it for good.

Templates, style sheets and scripts ask for a file by its plain name, `assets/plan.css`. When all else is written, the file
gets its address, `assets/plan.0123456789.css`, and so does whatever asks for it. What asks for others is named after them,
for its own content then depends on theirs. assets.json lists both names: the next release publishes these files again, for
pages that somebody still has open.
"""

from __future__ import annotations

import json
import posixpath
import re
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from ..pages.shell import unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ..pages.site import Site

FOLDER, LIST = "assets/", "assets.json"
_DIGITS = 10
_HASH = re.compile(rf"(\bassets/[\w./-]*?|\./[\w./-]*?)\.[0-9a-f]{{{_DIGITS}}}(?=\.[a-z]+\b)")
# How files name others: all in a style sheet but addresses elsewhere, in a script and a manifest what begins with "./".
_IN_QUOTES = re.compile(r"([\"'])(\.{1,2}/[\w./-]+\.\w+)(?=\1)")
_ASKS = {
    ".css": re.compile(r"(url\(\s*[\"']?)(?![a-z]+:|//|#)([^\"')\s]+)"),
    ".js": _IN_QUOTES,
    ".webmanifest": _IN_QUOTES,
}
# An attribute of a page that may name a file of assets/.
_VALUE = re.compile(r"(?<==\")[^\"\s]*assets/[^\"\s]+(?=\")")


class AssetError(Exception):
    """Files of assets/ can't be published; the message says which, and how to mend that."""


def plain(text: str) -> str:
    """A text with the plain name of each file of assets/ that it names by its address."""
    return _HASH.sub(r"\1", text)


def addressed(name: str, content: bytes) -> str:
    """The address of a file from the site's root, by its plain name and what is in it."""
    stem, ending = posixpath.splitext(name)
    return f"{stem}.{sha256(content).hexdigest()[:_DIGITS]}{ending}"


class Assets:
    """The files of assets/ in a built site. `wrong` tells of each that is asked for and is not there."""

    def __init__(self, built: Path, left: Iterable[str] = ()) -> None:
        """Give each of them its address. Those that are `left` out, a script may name: it never asks for them."""
        self.built = built
        self._left = frozenset(left)
        self.addresses: dict[str, str] = {}
        self.wrong: dict[str, str] = {}
        files = [path for path in (built / FOLDER).rglob("*") if path.is_file()]
        self._names = {path.relative_to(built).as_posix() for path in files}
        for name in sorted(self._names):
            self._publish(name, ())

    def address(self, name: str, asking: str) -> str:
        """Where the file of a plain name is published; the name itself where there is none, which is noted."""
        if name not in self._names and name not in self._left:
            said = f"{asking} asks for '{name}', and there is no such file. Write overrides/{name}, or mend the name."
            self.wrong.setdefault(name, said)
        return self.addresses.get(name, name)

    def _publish(self, name: str, above: tuple[str, ...]) -> None:
        """Name a file after its content, once those are named that it asks for. `above` ask for it."""
        if name in above:
            way = " -> ".join([*above[above.index(name) :], name])
            said = f"these files ask for each other, so that none can be named first: {way}. Move what both need to a file of its own."
            self.wrong.setdefault(name, said)
        if name in self.addresses or name in above:
            return
        file = self.built / name
        content = file.read_bytes()
        if asks := _ASKS.get(file.suffix):
            folder = posixpath.dirname(name)

            def named(match: re.Match[str]) -> str:
                other = posixpath.normpath(posixpath.join(folder, match[2]))
                if other in self._names:
                    self._publish(other, (*above, name))
                there = posixpath.relpath(self.address(other, name), folder)
                return match[1] + (there if there.startswith(".") else f"./{there}")

            content = asks.sub(named, content.decode()).encode()
        self.addresses[name] = addressed(name, content)
        file.unlink()
        (self.built / self.addresses[name]).write_bytes(content)

    def put_into(self, page: str, address: str, url: str) -> str:
        """The HTML of the page at an address, with the files that it asks for where they are. `url` is the site's."""

        def put(match: re.Match[str]) -> str:
            start, value = match.start(), match[0]
            if page.rfind("<", 0, start) < page.rfind(">", 0, start):  # within a text
                return value
            path = urljoin(f"{url}{address[1:]}", value).removeprefix(url)
            if not path.startswith(FOLDER):
                return value
            return value.removesuffix(path) + self.address(path, f"the page {address}")

        return _VALUE.sub(put, page)


def publish_assets(site: Site, built: Path) -> None:
    """Give the files of assets/ in the built site their addresses, and name them so on every page. All else is written.

    Raises AssetError if a file or a page asks for one that is not there.
    """
    assets = Assets(built, (name[1:] for name in unused(site)))
    for path in built.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        address = "/" + path.relative_to(built).as_posix().removesuffix("index.html")
        where = posixpath.dirname(address).rstrip("/") + "/"
        path.write_text(assets.put_into(page, where, site.url), encoding="utf-8")
    if assets.wrong:
        raise AssetError("\n".join(assets.wrong.values()))
    listed = json.dumps(dict(sorted(assets.addresses.items())), indent=0)
    (built / LIST).write_text(listed + "\n", encoding="utf-8")


def of_release(folder: Path) -> dict[str, bytes]:
    """The files of assets/ in a site that was built before, by their addresses: its own, and none that it kept of others.

    Raises AssetError if they can't be known, or are not what their addresses say.
    """
    again = f"Take the whole site that was published last, as `build` has made it: {folder}"
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        files = {address: _read(folder, name, address) for name, address in listed.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        raise AssetError(f"{folder / LIST} does not list the files beside it. {again}") from None
    if wrong := sorted(
        address for address, (name, data) in files.items() if addressed(name, data) != address
    ):
        raise AssetError(
            f"{', '.join(wrong[:3])} in {folder} is not what its address says. {again}"
        )
    return {address: data for address, (_, data) in files.items()}


def _read(folder: Path, name: str, address: str) -> tuple[str, bytes]:
    """A file of a list. Raises ValueError if the list names one beyond assets/."""
    if not name.startswith(FOLDER) or posixpath.normpath(name) != name:
        raise ValueError(name)
    return name, (folder / address).read_bytes()


def keep(files: Mapping[str, bytes], built: Path) -> int:
    """Publish files of the release before in the built site too, where it has none of that address. Returns how many."""
    left = {address: data for address, data in files.items() if not (built / address).exists()}
    for address, data in left.items():
        (built / address).parent.mkdir(parents=True, exist_ok=True)
        (built / address).write_bytes(data)
    return len(left)
