"""What `new` begins: a chapter, a word, an update or a theme of feedback; what is asked for each, and what is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..plan.chapter import Chapter
from ..plan.edits import Edited, listed, written
from ..plan.entry import told_of
from ..plan.feedback import Feedback
from ..plan.problems import allowed
from ..plan.references import Origin, Own
from ..plan.values import NOT_YET, Date, Id, Number, id_of, is_address
from .asking import Answers, Question
from .draft import WrongUseError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from pydantic import BaseModel

    from ..plan.plan import Plan

PARTS = (
    "a short plain heading",
    "what was planned, in plain words",
    "the plan's own words, to the letter",
    "the ids of the paper and of the paragraph that they stand in, such as 2021-report 15",
)
_INLINE = ("leads", "also")


@dataclass(frozen=True)
class Kind:
    """Something that can be begun: what is asked for it, and what is written for the answers."""

    helps: str
    example: str
    questions: tuple[Question, ...]
    write: Callable[[Path, Plan, date, Answers], list[str]]


def schema_of(kind: str) -> str:
    """The first line of a file in a folder of data/, by which editors' programs help while typing."""
    return f"# yaml-language-server: $schema=../schemas/{kind}.schema.json"


def left_out(model: type[BaseModel], *names: str) -> list[str]:
    """Comments on fields that may follow, in the words of the model."""
    return [
        "# These may follow, as in the other files:",
        *(f"#   {name}: {' '.join(told_of(model)[name].split())}" for name in names),
    ]


def _new_file(path: Path, shown: str, lines: list[str]) -> None:
    if path.exists():
        raise WrongUseError(f"{shown} is there already. Choose another id, or change that file.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))


def _pieces(answer: str) -> list[str]:
    return [piece.strip() for piece in answer.split("|")]


def update_of(today: date, what: str, why: str) -> dict[str, str]:
    """An update, as it stands in a file."""
    return {"date": today.isoformat(), "what": what, "why": why}


def chapter(copy: Path, plan: Plan, today: date, given: Answers) -> list[str]:
    """A chapter's two files, and its new leads."""
    if not (given["priority"] or given["on-hold"]):
        raise WrongUseError(
            "Neither --priority nor --on-hold is given: a chapter has priorities, or says why it has none yet."
        )
    id_, todo = given["id"], []
    priorities = [
        {
            "number": str(number),
            "heading": pieces[0],
            "plain": pieces[1],
            "words": pieces[2:-1],
            "source": pieces[-1],
        }
        for number, pieces in enumerate(map(_pieces, given["priority"] or ()), 1)
    ]
    data = {
        "number": str(max((other.number for other in plan.chapters.values()), default=0) + 1),
        "title": given["title"],
        "stage": given["stage"],
        "leads": leads(copy, plan, given),
        "board": given["board"],
        "status": "on-hold" if given["on-hold"] else "current",
        "reason": {"plain": given["on-hold"]} if given["on-hold"] else None,
        "summary": given["summary"],
        "keywords": sorted(given["keyword"] or (), key=str.lower) or None,
        "priorities": priorities,
    }
    lines = [schema_of("chapters"), *written(data, inline=_INLINE)]
    lines += left_out(
        Chapter,
        *(
            name
            for name in ("keywords", "also_called", "related", "notes", "documents")
            if not data.get(name)
        ),
    )
    if given["why"]:
        lines += written({"updates": [update_of(today, "The chapter is new.", given["why"])]})
    else:
        todo.append(
            f"Readers learn of the new chapter by an update: python -m macros new update --chapter {id_}"
        )
    _new_file(copy / "data/chapters" / f"{id_}.yml", f"data/chapters/{id_}.yml", lines)
    text = (
        [
            "## More about it {#in-plain-words}",
            "",
            *(line for passage in given["text"] or () for line in (passage, "")),
        ]
        if given["text"]
        else []
    )
    page = [
        "{{ chapter_opening() }}",
        "",
        "{{ chapter_priorities() }}",
        "",
        *text,
        "{{ chapter_closing() }}",
    ]
    _new_file(copy / "docs/chapters" / f"{id_}.md", f"docs/chapters/{id_}.md", page)
    if not text:
        todo.append(
            f"Tell of it in docs/chapters/{id_}.md, under '## More about it {{#in-plain-words}}' between the last two macros."
        )
    if priorities:
        todo.append(
            f"Read the plan's words in data/chapters/{id_}.yml once more against the paper, and add 'terms:' for words to explain."
        )
    return todo


def leads(copy: Path, plan: Plan, given: Answers) -> list[str]:
    """The ids of the leads; those who are new are added to data/people.yml."""
    ids, new, wrong = [], {}, []
    for lead in given["lead"]:
        id_ = lead if lead in plan.people else id_of(lead)
        if id_ not in plan.people and " " not in lead.strip():
            wrong.append(
                f"--lead: '{lead}' is not in data/people.yml. {allowed(plan.people, lead)} Of a new lead write the name: \"Jo Bell\"."
            )
        elif id_ not in plan.people:
            new[id_] = {
                "name": lead.strip(),
                **({"source": given["lead-source"]} if given["lead-source"] else {}),
            }
        ids.append(id_)
    if wrong:
        raise WrongUseError("\n".join(wrong))
    if new:
        Edited(copy / "data/people.yml", "data/people.yml").append(written(new))
    return ids


def word(copy: Path, plan: Plan, today: date, given: Answers) -> list[str]:
    """A word explained, at the end of data/terms.yml."""
    if given["id"] in plan.terms:
        raise WrongUseError(
            f"'{given['id']}' is in data/terms.yml already. Choose another id, or change that entry."
        )
    data = {
        "term": given["term"],
        "expansion": given["expansion"] or None,
        "also": given["also"] or None,
        "plain": given["plain"],
        "source": given["source"],
    }
    if any(is_address(source) for source in given["source"]):
        data |= {"read": today.isoformat(), "checked": NOT_YET}
    Edited(copy / "data/terms.yml", "data/terms.yml").append(
        written({given["id"]: data}, inline=_INLINE)
    )
    return [
        f"To have it explained under a priority, add '{given['id']}' to that priority's 'terms:'."
    ]


def update(copy: Path, _plan: Plan, today: date, given: Answers) -> list[str]:
    """An update: in the file of its chapter, or in data/updates.yml with the pages that it is about."""
    if bool(given["chapter"]) == bool(given["about"]):
        raise WrongUseError(
            "Give one of --chapter and --about: the chapter that it is about, or the addresses of other pages."
        )
    add_update(
        copy, given["chapter"], update_of(today, given["what"], given["why"]), given["about"]
    )
    return []


def add_update(
    copy: Path, of: str | None, entry: dict[str, Any], about: list[str] | None = None
) -> None:
    """Add an update at the end of a chapter's list, or of that of the whole site."""
    if of:
        file = Edited(copy / "data/chapters" / f"{of}.yml", f"data/chapters/{of}.yml")
        file.add("updates", listed(entry))
    else:
        file = Edited(copy / "data/updates.yml", "data/updates.yml")
        file.append(listed({**entry, "about": about}, inline=("about",)))


def feedback(copy: Path, _plan: Plan, _today: date, given: Answers) -> list[str]:
    """A theme of what people said, in a file of its own."""
    if given["priority"] and not given["chapter"]:
        raise WrongUseError(
            "--priority is given without --chapter: name the chapter that it belongs to."
        )
    subject = {
        "chapter": given["chapter"],
        **({"priority": given["priority"]} if given["priority"] else {}),
    }
    data = {
        "title": given["title"],
        "about": [subject] if given["chapter"] else None,
        "heard": given["heard"],
        "said": given["said"],
    }
    lines = [schema_of("feedback"), *written(data), *left_out(Feedback, "last_heard", "answers")]
    _new_file(
        copy / "data/feedback" / f"{given['id']}.yml", f"data/feedback/{given['id']}.yml", lines
    )
    return ["When there is an answer, add it at the end of the file, under 'answers:'."]


_ID = "the id, in small letters with hyphens: it is the address and never changes"
KINDS = {
    "chapter": Kind(
        "begin a chapter: its two files, and its new leads",
        'hearing --title Hearing --stage living-well --lead "Jo Bell" --board acute-care \\\n'
        '    --summary "For people who find it hard to hear." --keyword "hearing aid" \\\n'
        '    --priority "Offer tests closer to home | The partners planned tests in more places. | Extend community provision. | letter-2027 5"',
        (
            Question("id", _ID, Id),
            Question("title", "the title, as readers see it"),
            Question("stage", "the id of its group", among=lambda plan: plan.stages),
            Question("lead", "a lead: the id, or the name of somebody new", many=True),
            Question(
                "lead-source",
                "where the names of new leads are from, if not from the report of 2021",
                Origin,
                needed=False,
            ),
            Question(
                "board", "the id of the board that considers it", among=lambda plan: plan.boards
            ),
            Question("summary", "the opening of the page, in one or two plain sentences", Own),
            Question("priority", "a priority", many=True, needed=False, parts=PARTS),
            Question("on-hold", "why the chapter is on hold, if it is", Own, needed=False),
            Question("keyword", "what people would look for", Own, many=True, needed=False),
            Question("text", "a passage of the page, in plain words", many=True, needed=False),
            Question(
                "why", "why there is a new chapter, for the readers' update", Own, needed=False
            ),
        ),
        chapter,
    ),
    "word": Kind(
        "explain a word, at the end of data/terms.yml",
        'young-carer --term "Young carer" --plain "A child or young person who looks after someone at home." --source "General knowledge"',
        (
            Question("id", _ID, Id),
            Question("term", "the word, as readers meet it"),
            Question("expansion", "the long form, if this is a short one", needed=False),
            Question("also", "another form of the word in the papers", many=True, needed=False),
            Question("plain", "what it means, in other and plain words", Own),
            Question(
                "source",
                "where the meaning comes from: a paragraph of a paper, or the address of the page that says it",
                Origin,
                many=True,
            ),
        ),
        word,
    ),
    "update": Kind(
        "tell readers of a change, and why it was made",
        '--chapter carers --what "The plain words of priority 2 were made shorter." --why "A reader found them hard to follow."',
        (
            Question(
                "chapter",
                "the id of the chapter that changed, if it was one",
                needed=False,
                among=lambda plan: plan.chapters,
            ),
            Question(
                "about",
                "else the address of a page that changed, such as /leads/, or all",
                many=True,
                needed=False,
            ),
            Question("what", "what changed, in a plain sentence in the past tense", Own),
            Question("why", "why, in a plain sentence", Own),
        ),
        update,
    ),
    "feedback": Kind(
        "sum up what people said on one theme, without names",
        'short-breaks --title "Short breaks" --chapter carers --heard 2026-11-20 --said "Carers said that breaks are too short to rest."',
        (
            Question("id", _ID, Id),
            Question("title", "the theme, in a few words", Own),
            Question(
                "chapter",
                "the id of the chapter that it is about, if it is about one",
                needed=False,
                among=lambda plan: plan.chapters,
            ),
            Question(
                "priority",
                "the number of the priority that it is about, if it is about one",
                Number,
                needed=False,
            ),
            Question("heard", "the day on which it was first said, as 2026-11-21", Date),
            Question("said", "what people said, in summary and without names", Own),
        ),
        feedback,
    ),
}
