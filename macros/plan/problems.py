"""What is wrong with a file, said so that an editor can mend it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_SIGNS = 1200
MOST_NAMES = 20  # for a message is to be read


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it stands, and a message that says what was found, what is allowed, how to mend it.

    `path` is relative to the project's root; `line` and `column` count from 1, as editors show them.
    A warning does not stop the build.
    """

    path: str
    line: int
    column: int
    message: str
    warning: bool = False

    def __post_init__(self) -> None:
        """Cut a message that nobody would read to its end."""
        if len(self.message) > MOST_SIGNS:  # what was found is quoted, and can be of any length
            object.__setattr__(
                self,
                "message",
                f"{self.message[: MOST_SIGNS // 2]} [...] {self.message[-MOST_SIGNS // 2 :]}",
            )

    def __str__(self) -> str:
        """The problem on one line, as editors' programs find it."""
        return f"{self.path}:{self.line}:{self.column}: {'warning: ' if self.warning else ''}{self.message}"

    def annotation(self) -> str:
        """The same as a GitHub Actions command, so that it stands on the changed line of a pull request.

        Escapes follow GitHub's workflow commands: percent and line ends, and in properties comma and colon too.
        """
        text = self.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        path = self.path
        for sign, escaped in (
            ("%", "%25"),
            (",", "%2C"),
            (":", "%3A"),
            ("\r", "%0D"),
            ("\n", "%0A"),
        ):
            path = path.replace(sign, escaped)
        kind = "warning" if self.warning else "error"
        return f"::{kind} file={path},line={self.line},col={self.column}::{text}"


class PlanError(Exception):
    """The plan can't be published: `problems` holds every reason, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Sort the problems; the message is all of them, a line each."""
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


def allowed(names: Iterable[str], found: str) -> str:
    """'Use one of: a, b, c. Did you mean 'b'?', the second sentence only where `found` is nearly right.

    A long list is cut.
    """
    names = list(names)
    if not names:
        return "There is nothing to choose from yet."
    more = len(names) - MOST_NAMES
    listed = ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
    near = difflib.get_close_matches(found, names, n=1)
    return f"Use one of: {listed}." + (f" Did you mean '{near[0]}'?" if near else "")
