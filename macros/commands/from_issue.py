"""`from-issue`: turn a form that was filled in on GitHub into the change of the files, checked, on a branch of its own."""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..plan.base import Base, BaseError
from ..plan.git import GitError, ask
from ..plan.load import read_plan
from ..plan.problems import Problem, near
from ..plan.source import read_text, suspects
from .check import takes_today
from .draft import RefusedError, carry_out, line_of, put_in_place, said
from .grant import GRANTS, MissedError, ended
from .terminal import example, shown
from .wishes import WISHES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import date

    from ..plan.plan import Plan
    from .wishes import Field, Wish

# What GitHub writes for a field that was left empty, and for a choice; and the most that a form's answers may hold.
NOTHING, UNCHOSEN, MOST = "_No response_", "None", 20_000
NAMED = 5  # files that are listed
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|(?<![\w./-])\+?0\d[\d ]{8,}")
_BULLET = re.compile(r"[-*+•] +(?=\S)")
_INNER = "there are no bullets within bullets. Take the blanks in front of this one away, or write it into the one above."
_HTML = re.compile(r"</?[A-Za-z!][^>]{0,40}>?")
_MARKS = str.maketrans("‘’“”", "''\"\"")
# What stands in a line of a file before a value, or around it.
_LINE = re.compile(r"^(- )?([a-z_]+: )?(>-?$)?[\"']?|[\"']$")
WHO = """\
Git does not know who you are, and every change bears a name. Tell it, with the address that GitHub knows you by:
    git config --global user.name "Your Name"
    git config --global user.email you@example.org"""

Answered = dict[
    str, list[tuple[int, str]]
]  # the lines of each answer that hold something, by its label


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "from-issue",
        help="turn a form that was filled in on GitHub into the change, on a branch of its own",
        **example(
            "from-issue issue.md --number 12",
            "from-issue - --number 12 < issue.md",
        ),
    )
    command.add_argument(
        "file", help="the issue's text, as GitHub shows it to be edited; - reads it"
    )
    command.add_argument("--number", type=int, help="the issue's number, for the branch's name")
    takes_today(command)
    command.set_defaults(run=run)


def run(root: Path, chosen: argparse.Namespace) -> int:
    """Read the form, and commit the change to a new branch. Returns the exit status: nothing is changed unless it is 0."""
    name = "issue" if chosen.file == "-" else chosen.file
    plan, _ = read_plan(root, chosen.today)
    wish, given, problems = _read(chosen.file, name, plan)
    for problem in problems:
        print(shown(problem, sys.stdout))
    if problems or wish is None:
        print("Nothing was changed. Mend it in the issue, or ask there.", file=sys.stderr)
        return 1
    kind = next(key for key, one in WISHES.items() if one is wish)
    branch = f"issue-{chosen.number}" if chosen.number else f"issue-{kind}-{chosen.today}"
    try:
        before = _ready(root, branch)
    except (RefusedError, BaseError, GitError) as error:
        print(error, "Nothing was changed.", sep="\n", file=sys.stderr)
        return 1
    answers = {q.name: _value(q, given.get(q.label, [])) for q in wish.questions}
    answers["why"] = ended(answers.get("why", ""))

    def change(copy: Path, plan: Plan, today: date) -> list[str]:
        try:
            todo = GRANTS[kind](copy, plan, today, answers)
        except MissedError as error:
            field = next(q for q in wish.questions if q.name == error.field)
            line = next(iter(given.get(field.label, [])), (1, ""))[0]
            raise RefusedError(str(Problem(name, line, 1, f"{field.label} {error}"))) from None
        except ValueError:  # a text that YAML can't hold
            raise RefusedError(
                f"{name}: an answer holds signs that no file can. Type it again."
            ) from None
        return [
            *todo,
            f"It is on the branch {branch}. Look at it: git show",
            f"Then: git push --set-upstream origin {branch}",
        ]

    message = wish.title + (f"\n\nAs issue {chosen.number} asks." if chosen.number else "")
    commit = Branch(branch, message, before).commit
    return carry_out(root, chosen.today, change, commit, partial(_placed, name, given))


# Reading


def _read(file: str, name: str, plan: Plan) -> tuple[Wish | None, Answered, list[Problem]]:
    """The form that was filled in, its answers, and all that is wrong with them."""
    text, problems = _text(file, name)
    if text is None or problems:
        return None, {}, problems
    if len(text) > MOST:
        said = f"this text has {len(text):,} signs. A form takes {MOST:,} at most."
        return None, {}, [Problem(name, 1, 1, said)]
    lines = text.split("\n")
    heads = {n: line[4:].strip() for n, line in enumerate(lines, 1) if line.startswith("### ")}
    wish = max(WISHES.values(), key=lambda one: len({*one.labels} & {*heads.values()}))
    if not {*wish.labels} & {*heads.values()}:
        said = "none of the forms was filled in here. Save the issue's text as GitHub shows it to be edited, with its lines that begin with ###."
        return None, {}, [Problem(name, 1, 1, said)]
    given = _answers(lines, heads)
    problems = [Problem(name, line, 1, said) for line, said in _strange(wish, heads, given)]
    places = {head: n for n, head in heads.items()}
    for question in wish.questions:
        if question.among and _joined(given.get(question.label, [])) == UNCHOSEN:
            del given[question.label]
        found = _wrong(question, plan, given.get(question.label, []), places.get(question.label, 1))
        problems += [Problem(name, line, 1, said) for line, said in found]
        inner = _inner_bullets(lines, given.get(question.label, []))
        problems += [Problem(name, line, 1, _INNER) for line in inner]
    return wish, given, sorted(set(problems))


def _answers(lines: list[str], heads: dict[int, str]) -> Answered:
    """The lines below each question, and as "" those before the first."""
    given: Answered = {}
    label = ""
    for n, line in enumerate(lines, 1):
        label = heads.get(n, label)
        if n not in heads and line.strip() not in ("", NOTHING):
            given.setdefault(label, []).append((n, line.strip()))
    return given


def _strange(wish: Wish, heads: dict[int, str], given: Answered) -> Iterator[tuple[int, str]]:
    """What the form would not have made, each with its line."""
    if "" in given:
        yield given[""][0][0], "this stands before the form's first question. Take it away."
    seen: set[str] = set()
    for n, label in heads.items():
        if label not in wish.labels:
            hint = near(wish.labels, label)
            yield n, f"the form '{wish.title}' does not ask '{label}'. Leave ### away.{hint}"
        elif label in seen:
            yield n, f"'{label}' stands here a second time. Keep one."
        seen.add(label)


def _text(file: str, name: str) -> tuple[str | None, list[Problem]]:
    if file != "-":
        return read_text(Path(file), name)
    with tempfile.NamedTemporaryFile() as kept:
        kept.write(sys.stdin.buffer.read(10 * MOST))
        kept.flush()
        return read_text(Path(kept.name), name)


def _wrong(
    question: Field, plan: Plan, lines: list[tuple[int, str]], head: int
) -> Iterator[tuple[int, str]]:
    """What is wrong with the answer to a question, each with its line."""
    if not lines and question.needed:
        yield head, f"there is no answer to '{question.label}'. {question.asks}"
    for line, text in lines:
        yield from ((line, said) for said in suspects(text))
        if html := _HTML.search(text):
            yield line, f"'{html[0]}' is HTML. Write plain words."
        if contact := _CONTACT.search(text):
            yield (
                line,
                f"'{contact[0]}' looks like a person's address or number, and the site shows none. Take it away.",
            )
        bullet = _BULLET.match(text)
        if bullet and not (question.many or question.passage):
            yield line, f"'{text[0]}' begins a bullet, and no list stands here. Write sentences."
        if bullet and _BULLET.match(text, bullet.end()):
            yield line, "there are no bullets within bullets. Take one away."
    parts: list[tuple[int, Any]] = (
        lines if question.many else [(lines[0][0], _value(question, lines))] if lines else []
    )
    for line, part in parts:
        if said := question.wrong(plan, part):
            yield line, said


def _inner_bullets(typed: list[str], lines: list[tuple[int, str]]) -> Iterator[int]:
    """The bullets of an answer that stand further in than the first of them: the site has one level."""
    bullets = [line for line, text in lines if _BULLET.match(text)]
    margins = [len(typed[line - 1]) - len(typed[line - 1].lstrip()) for line in bullets]
    yield from (line for line, margin in zip(bullets, margins, strict=True) if margin > margins[0])


def _joined(lines: list[tuple[int, str]]) -> str:
    return " ".join(text for _, text in lines)


def _straight(text: str) -> str:
    """A text with the quotation marks of a keyboard, as files have them: the pages draw those of print."""
    return text.translate(_MARKS)


def _value(question: Field, lines: list[tuple[int, str]]) -> Any:
    texts = [_straight(text) for _, text in lines]
    if question.passage:
        return _passage([(number, _straight(text)) for number, text in lines])
    return texts if question.many else " ".join(texts)


def _passage(lines: list[tuple[int, str]]) -> str | list[Any]:
    """Paragraphs, which empty lines part, and lists of bullets, as files have them; one paragraph is a text."""
    held: list[Any] = []
    before = 0
    for number, text in lines:
        within = held and number == before + 1
        if bullet := _BULLET.match(text):
            if not held or isinstance(held[-1], str):
                held.append([])
            held[-1].append(text[bullet.end() :])
        elif within and isinstance(held[-1], list):
            held[-1][-1] += f" {text}"
        elif within:
            held[-1] += f" {text}"
        else:
            held.append(text)
        before = number
    return held[0] if len(held) == 1 and isinstance(held[0], str) else held or ""


def _placed(name: str, given: Answered, copy: Path, root: Path, problem: Problem) -> str:
    """A problem of the changed files, at the line of the issue that it comes from, if that can be told."""
    line = _LINE.sub("", line_of(copy, problem))
    for label, lines in given.items():
        for number, text in lines:
            if line and (line in _straight(text) or _straight(text) in line):
                return str(Problem(name, number, 1, f"{label} {problem.message}"))
    return said(copy, root, problem)


# Git


def _ready(root: Path, branch: str) -> str:
    """The branch, or else the commit, that is checked out. Raises RefusedError where a new branch can't be made of it."""
    base = Base.at(root, "HEAD")
    if left := base.uncommitted():
        named = ", ".join(left[:NAMED]) + (" ..." if len(left) > NAMED else "")
        raise RefusedError(
            f"These files are not committed: {named}. Commit them, or put them aside, so that the change of the issue stands alone:\n    git stash --include-untracked"
        )
    if _is_branch(root, branch):
        raise RefusedError(
            f"The branch '{branch}' is there already. Was this issue done before? Look, or delete it:\n    git log -1 {branch}\n    git branch -D {branch}"
        )
    if ask(root, "var", "GIT_COMMITTER_IDENT") is None:
        raise RefusedError(WHO)
    now = ask(root, "symbolic-ref", "--quiet", "--short", "HEAD") or ask(root, "rev-parse", "HEAD")
    return (now or b"").decode().strip()


@dataclass(frozen=True)
class Branch:
    """A new branch with one commit. `back` is what is checked out before, a branch or a commit."""

    name: str
    message: str
    back: str

    def commit(self, root: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        """Put the files in their places, and commit them; or leave all as it was. Raises RefusedError."""
        differ = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
        if not differ:
            raise RefusedError("What the issue asks for stands there already.")
        if ask(root, "switch", "--quiet", "--create", self.name) is None:
            raise RefusedError(
                f"Git could not make the branch '{self.name}'. Is another program of Git at work here?"
            )
        try:
            put_in_place(root, before, after)
            for step in (("add", "--", *differ), ("commit", "--quiet", "--message", self.message)):
                if ask(root, *step) is None:
                    raise RefusedError(
                        f"Git did not take the change: git {step[0]} failed, perhaps for a hook or a signature. Try it with a change of your own."
                    )
        except BaseException:
            ask(root, "reset", "--quiet", "--hard", "HEAD")
            ask(root, "clean", "--quiet", "--force", "--", *differ)
            ask(root, "switch", "--quiet", *self._detached(root), self.back)
            ask(root, "branch", "--quiet", "-D", self.name)
            raise

    def _detached(self, root: Path) -> tuple[str, ...]:
        return () if _is_branch(root, self.back) else ("--detach",)


def _is_branch(root: Path, name: str) -> bool:
    return ask(root, "rev-parse", "--verify", "--quiet", f"refs/heads/{name}") is not None
