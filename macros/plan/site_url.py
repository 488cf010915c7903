"""The site's address, taken apart: everything in it that would make links, codes or printed addresses lead nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_USUAL = {"http": "80", "https": "443"}
# What the address of a page ends with, if it is that of a file.
_FILE = re.compile(r"[^/]*\.(html?|php|aspx?|jsp|md|xml|pdf)", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_NUMBERS = re.compile(r"\[.*\]?|(.*\.)?(\d+|0x[0-9a-f]*)", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9._~/-]")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_NAMES = {" ": "a blank", "\t": "a tab", '"': "a quotation mark", "'": "a quotation mark"}
_MOST = 5  # signs that are named
# Hosts that are this machine alone: for trying.
_HERE = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class SiteUrl:
    """An address at which the site is to stand, in its parts, whatever was typed."""

    text: str

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        match = re.fullmatch(
            r"([^:/?#]+)://([^/?#]*@)?(\[[^\]/?#]*\]|[^:/?#]*)(:[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?",
            self.text,
            re.DOTALL,
        )
        return tuple(part or "" for part in match.groups()) if match else ("",) * 7

    @property
    def here(self) -> bool:
        """Whether it stands for this machine alone, as one does for trying."""
        return self._parts[2] in _HERE

    @property
    def shown(self) -> str:
        """The address in a message: a name or a password in front of its host is no one's to read."""
        name = self._parts[1]
        return self.text.replace(name, "...@", 1) if name else self.text

    def faults(self) -> Iterator[str]:
        """Everything that is wrong with it: what is there, why that can't be, and what to do."""
        scheme = self._parts[0]
        if scheme.lower() not in _USUAL:
            begins = (
                f"begins with '{scheme}://'"
                if scheme
                else "does not begin with https:// and a host"
            )
            yield f"it {begins}. Write all of it, such as https://www.example.org/plan/."
            return
        found = [*self._of_the_host(), *self._of_the_path(), *self._behind()]
        mended = f" Write {self._mended}" if found and self._mended else ""
        yield from (f"{what}{mended}" for what in found)
        if scheme.lower() == "http" and not self.here:
            yield "it begins with http://, so others can read and change what travels. Turn HTTPS on where the site stands, and write https://; on GitHub, tick 'Enforce HTTPS' under Settings, Pages."

    def _of_the_host(self) -> Iterator[str]:
        scheme, name, host, port, *_ = self._parts
        if scheme != scheme.lower():
            yield f"'{scheme}' has capital letters."
        if name:
            yield "a name or a password stands in front of its host, and every page would show it. Take away all up to the @."
        if port and not re.fullmatch(r":[1-9]\d{0,4}", port):
            yield f"'{port}' is no port, which is a number. Take it away."
        elif port and not self.here:
            yield f"it names the port {port[1:]}, which some networks keep shut. Let the site stand at the usual one, and take '{port}' away."
        yield from () if self.here else self._of_a_name(host)

    def _of_a_name(self, host: str) -> Iterator[str]:
        bare = host.rstrip(".")
        if not bare:
            yield "it has no host, such as www.example.org."
        elif _NUMBERS.fullmatch(bare):
            yield f"its host is '{host}', the number of a machine, which changes. Write the name of the host."
        elif "." not in bare:
            yield f"its host is '{host}', without a dot, which only one network knows. Write its whole name, such as {self._lower or 'plan'}.example.org."
        if host != bare and bare:
            yield "a dot ends its host, and makes it another site to browsers. Take it away."
        if host != host.lower():
            yield f"its host '{host}' has capital letters."
        if not host.isascii():
            yield f"its host '{host}' has letters other than a to z, and one that looks the same can be another site. Write it as it is registered, with xn-- in front."
        elif bare and not _NUMBERS.fullmatch(bare) and (wrong := self._wrong_labels(bare.lower())):
            yield f"the part '{wrong[0]}' of its host can't be. Between dots stand letters, digits and hyphens within."

    @staticmethod
    def _wrong_labels(host: str) -> list[str]:
        return [label for label in host.split(".") if not _LABEL.fullmatch(label)]

    def _of_the_path(self) -> Iterator[str]:
        path = self._parts[4]
        *folders, last = path.split("/")
        if file := next(filter(_FILE.fullmatch, (last, *folders)), None):
            yield f"it names the file '{file}', and pages would be looked for below that. Write the folder alone."
        elif last or not path:
            yield "no slash ends it, so that its last part would be left out of links."
        if "//" in path:
            yield "two slashes stand together in its path. Take one away."
        if any(part in (".", "..") for part in (*folders, last)):
            yield "a part of its path is only dots. Write the way without them."
        rest = _ESCAPED.sub("", path)
        if "%" in rest:
            yield "a % stands in it without the two digits that make it a sign. Take it away."
        if odd := [*dict.fromkeys(_PLAIN.sub("", rest.replace("%", "")))]:
            said = ", ".join(map(_named, odd[:_MOST])) + (" ..." if len(odd) > _MOST else "")
            yield f"{said} can't stand in its path as {'it is' if len(odd) == 1 else 'they are'}. Name its folders with letters, digits and hyphens."

    def _behind(self) -> Iterator[str]:
        *_, query, fragment = self._parts
        if query:
            yield f"'{query}' stands behind it, a question that no page asks. Take it away."
        if fragment:
            yield f"'{fragment}' stands behind it, a place on one page. Take it away."

    @property
    def _lower(self) -> str:
        """The host as it should be written: "" if that can't be known."""
        host = self._parts[2].rstrip(".").lower()
        try:
            host = host if host.isascii() else host.encode("idna").decode()
        except UnicodeError:
            return ""
        return "" if _NUMBERS.fullmatch(host) or self._wrong_labels(host) else host

    @property
    def _mended(self) -> str:
        """All of it as it should be written: "" if only a person can know."""
        host, path = self._lower, self._parts[4]
        folders = [
            part for part in path.split("/") if part not in ("", ".") and not _FILE.fullmatch(part)
        ]
        plain = all(_PLAIN.sub("", _ESCAPED.sub("", part)) == "" for part in folders)
        if self.here:
            host = f"{self._parts[2]}{self._parts[3]}"
        elif "." not in host:
            return ""
        if not plain or ".." in folders:
            return ""
        scheme = self._parts[0].lower() if self.here else "https"
        return f"{scheme}://{host}/{''.join(f'{part}/' for part in folders)}"


def _named(sign: str) -> str:
    shown = sign if sign.isprintable() else f"U+{ord(sign):04X}"
    return f"'{shown}' ({_NAMES[sign]})" if sign in _NAMES else f"'{shown}'"


def in_settings(text: str) -> tuple[str, int]:
    """The address that mkdocs.yml gives where SITE_URL does not, and its line; ("", 1) if it gives none."""
    try:
        settings = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:  # which is told where the navigation is read
        return "", 1
    for key, value in settings.value if isinstance(settings, yaml.MappingNode) else ():
        if key.value == "site_url":
            return _told(value), key.start_mark.line + 1
    return "", 1


def _told(node: yaml.Node) -> str:
    """What stands there itself: behind the names of variables it comes last, `!ENV [SITE_URL, "https://..."]`."""
    if isinstance(node, yaml.SequenceNode) and len(node.value) > 1:
        node = node.value[-1]
    plain = isinstance(node, yaml.ScalarNode) and node.tag != "!ENV"
    return str(node.value) if plain else ""
