"""`new`: begin a chapter, a word, an update or a theme of feedback, by questions or with arguments."""

from __future__ import annotations

import shlex
from functools import partial
from typing import TYPE_CHECKING, Any

from ..plan.load import read_plan
from .begin import KINDS, Kind
from .check import takes_today
from .draft import WrongUseError, carry_out
from .terminal import ask, can_ask, example

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from ..plan.plan import Plan
    from .asking import Answers, Question


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "new",
        help="begin a chapter, a word, an update or a theme of feedback",
        **example("new word young-carer"),
    )
    kinds = command.add_subparsers(dest="kind", required=True)
    for name, kind in KINDS.items():
        told = f"{kind.helps.capitalize()}. On a terminal, what is not given is asked for."
        part = kinds.add_parser(
            name, help=kind.helps, description=told, **example(f"new {name} {kind.example}")
        )
        takes_today(part)
        for question in kind.questions:
            if question.name == "id":
                part.add_argument("id", nargs="?", help=question.asks)
            else:
                part.add_argument(
                    f"--{question.name}",
                    action="append" if question.many else "store",
                    help=_help(question),
                )
        part.set_defaults(run=_runs(name, kind))


def _help(question: Question) -> str:
    text = f"{question.asks}: {' | '.join(question.parts)}" if question.parts else question.asks
    return (
        text
        + ("" if question.needed else " (may be left out)")
        + (" (can be given more than once)" if question.many else "")
    ).replace("%", "%%")


def _runs(name: str, kind: Kind) -> Callable[[Path, argparse.Namespace], int]:
    def run(root: Path, chosen: argparse.Namespace) -> int:
        """Ask for what is missing, and write it. Returns the exit status."""
        answers: Answers = {
            q.name: getattr(chosen, q.name.replace("-", "_")) for q in kind.questions
        }
        plan, _ = read_plan(root, chosen.today)
        asked = (
            plan.whole
            and can_ask()
            and any(q.needed and not answers[q.name] for q in kind.questions)
        )
        if asked:
            _ask(kind, plan, answers)
        status = carry_out(
            root, chosen.today, lambda copy, plan, today: _written(kind, copy, plan, today, answers)
        )
        if status and asked:
            print(f"To mend it without typing all of it again:\n{_as_typed(name, answers)}")
        return status

    return run


def _ask(kind: Kind, plan: Plan, answers: Answers) -> None:
    """Ask for everything that was not given."""
    for question in kind.questions:
        if answers[question.name]:
            continue
        if question.among:
            print(f"  {', '.join(question.among(plan))}")
        if question.many:
            answers[question.name] = _several(question, plan)
        else:
            answers[question.name] = ask(
                question.asks,
                partial(question.wrong, plan),
                needed=question.needed,
            )


def _several(question: Question, plan: Plan) -> list[str]:
    """The answers to a question that can have many, until a person presses Enter."""
    answers: list[str] = []
    while True:
        needed = question.needed and not answers
        text = f"{question.asks}{f', number {len(answers) + 1}' if answers else ''}"
        if not question.parts:
            answer = ask(text, lambda answer: question.wrong(plan, answer), needed=needed)
        elif answer := ask(f"{text}: {question.parts[0]}", _no_bar, needed=needed):
            answer = " | ".join(
                [answer, *(ask(f"  {part}", _no_bar) for part in question.parts[1:])]
            )
        if not answer:
            return answers
        answers.append(answer)


def _no_bar(answer: str) -> str | None:
    return "Write it without the sign |." if "|" in answer else None


def _as_typed(name: str, answers: Answers) -> str:
    """The command with all answers, for a shell."""
    words = ["python", "-m", "macros", "new", name, *([answers["id"]] if answers.get("id") else [])]
    for option, answer in answers.items():
        if option != "id":
            words += [
                word
                for value in (answer if isinstance(answer, list) else [answer])
                if value
                for word in (f"--{option}", value)
            ]
    return shlex.join(words)


def _written(kind: Kind, copy: Path, plan: Plan, today: date, answers: Answers) -> list[str]:
    """Write it into the copy. Returns what has still to be done; raises WrongUseError with everything that is wrong or missing."""
    wrong = []
    for question in kind.questions:
        name = question.name if question.name == "id" else f"--{question.name}"
        given = answers[question.name] or []
        given = given if isinstance(given, list) else [given]
        wrong += [f"{name} is missing: {question.asks}."] if question.needed and not given else []
        wrong += [f"{name}: {said}" for answer in given if (said := question.wrong(plan, answer))]
    if wrong:
        raise WrongUseError("\n".join(wrong))
    return kind.write(copy, plan, today, answers)
