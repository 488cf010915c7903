"""The line of data/ or docs/ that a finding comes from: where an editor mends it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..pages.site import Site
    from .findings import Finding

LEAST = 3  # words, for fewer stand in many places
WORD = re.compile(r"\w+(?:['’]\w+)*")
# What stands in a text's file and not on its page: where a link leads, and the sign that folds lines.
UNSEEN = re.compile(r"\]\([^)\n]*\)|\{:?[^}\n]*\}")


@dataclass(frozen=True)
class Text:
    """The words of a file, each between blanks, and the line of each."""

    words: str
    lines: tuple[int, ...]

    @classmethod
    def of(cls, file: Path) -> Text:
        """Read a file."""
        text = file.read_text(encoding="utf-8", errors="replace")
        text = UNSEEN.sub(lambda found: " " * len(found[0]), text)
        words, lines = [], []
        for number, line in enumerate(text.splitlines(), 1):
            for word in WORD.findall(line):
                words.append(word.lower())
                lines.append(number)
        return cls(f" {' '.join(words)} ", tuple(lines))

    def find(self, words: str) -> list[int]:
        """The lines in which these words, one after the other, begin."""
        lines, at = [], -1
        while (at := self.words.find(words, at + 1)) >= 0:
            lines.append(self.lines[self.words.count(" ", 0, at)])
        return lines


class Places:
    """Where what stands on a site's pages comes from."""

    def __init__(self, site: Site) -> None:
        """Look up the files that a site is made from."""
        self.site, self.root = site, site.docs.parent
        root = self.root
        self._text = cache(Text.of)
        found = [*(root / "docs").rglob("*.md"), *(root / "data").rglob("*.yml")]
        # What a paper says is mended nowhere.
        names = (path.relative_to(root).as_posix() for path in found)
        self.all = sorted(name for name in names if not name.startswith("data/papers/"))

    def files(self, address: str) -> list[str]:
        """The files that a page is made from: its Markdown file, and the data that it belongs to."""
        address = re.sub(r"[?#].*", "", address)
        if address not in self.site.every:
            return []
        page = self.site.page_at(address)
        files = [page.source]
        if page.of and page.of.chapter:
            files.insert(0, page.of.data)
        return [file for file in dict.fromkeys(files) if (self.root / file).is_file()]

    def of(self, finding: Finding) -> tuple[str, int] | None:
        """The file and line of a finding: of the words that it quotes, or else its page's file; None if there is none."""
        own = self.files(finding.page)
        return self.of_words(finding) or ((own[-1], 1) if own else None)

    def of_words(self, finding: Finding) -> tuple[str, int] | None:
        """The file and line of the words that a finding quotes, if they stand once on its page's files, or else anywhere."""
        if words := quoted(finding.element):
            for files in (self.files(finding.page), self.all):
                if len(lines := self._lines(files, words)) == 1:
                    return lines[0]
        return None

    def _lines(self, files: Iterable[str], words: str) -> list[tuple[str, int]]:
        return [(file, line) for file in files for line in self._text(self.root / file).find(words)]


def quoted(element: str) -> str:
    """The words of the page in what a finding says of an element, between blanks; "" if there are too few to look for."""
    match = re.search(r"(?:>|^|: ) *\"(.+)\"", element) or re.search(r"<\w[^>]*>([^<]+)", element)
    words = (
        [word.lower() for word in WORD.findall(re.sub("<[^>]*>", " ", match[1]))] if match else []
    )
    # The last one may be cut.
    return f" {' '.join(words[:-1])} " if len(words) > LEAST else ""
