"""What came after the plan, and what readers can do now: of which chapters, and how much of it."""

from __future__ import annotations

import re

from ..after import DO_NOW, MOST_NOW, MOST_WORDS, bears_on
from ..problems import OneOf
from ..update import ALL
from . import Loaded, Problems, rule


@rule
def what_came_after_is_of_chapters(loaded: Loaded) -> Problems:
    """What there is now, and what readers can do, bears on chapters that are there."""
    for part in ("after", "doing"):
        for entry, source, way in loaded.each(part):
            for place, chapter in enumerate(entry.chapters):
                if loaded.chapter_ids and chapter not in (ALL, *loaded.chapter_ids):
                    allowed = OneOf((ALL, *loaded.chapter_ids), chapter)
                    yield source.problem(
                        (*way, "chapters", place), f"the chapter is '{chapter}'.", allowed
                    )


@rule
def what_there_is_has_come(loaded: Loaded) -> Problems:
    """What there is now is so since a day that has come."""
    for entry, source, way in loaded.each("after"):
        if entry.since and entry.since.start > loaded.today:
            message = f"{entry.since.shown} is still to come. Write under 'now:' what is planned, and 'since:' once it has come."
            yield source.problem((*way, "since"), message)


@rule
def numbers_stand_with_their_help(loaded: Loaded) -> Problems:
    """A number to call stands in help.yml alone, so that a check of it there is a check of it everywhere."""
    numbers: dict[str, str] = {}
    for help_ in loaded.entries["help"].values():
        if help_.number:  # the first of those with one number, such as the emergency services
            numbers.setdefault(help_.number, help_.id)
    for line, source, way in loaded.each("doing"):
        for number, id_ in numbers.items():
            if re.search(rf"(?<!\d){number}(?!\d)", line.do):
                message = f"'{number}' is the number of '{id_}'. Take it away, and write 'help: {id_}': the number comes with it."
                yield source.problem((*way, "do"), message)


@rule
def chapters_say_what_to_do_now(loaded: Loaded) -> Problems:
    """(warning) Each chapter has a few lines of what a reader can do now, and no more than are read."""
    chapters = loaded.entries["chapters"].values() if loaded.whole else ()
    least, most = DO_NOW
    for chapter in chapters:
        if chapter.status == "retired":
            continue
        lines = [line for line, *_ in loaded.each("doing") if bears_on(line, chapter.id)]
        rows = [
            row for row, *_ in loaded.each("after") if not row.of_plan and bears_on(row, chapter.id)
        ]
        texts = (*(line.do for line in lines), *(row.now or row.sought or "" for row in rows))
        words = sum(len(text.split()) for text in texts)
        found = []
        if "do-now" in loaded.sources and not least <= len(lines) <= most:
            number = len(lines) or "no"
            told = "line in data/do-now.yml says" if number == 1 else "lines in data/do-now.yml say"
            found.append(
                f"{number} {told} what a reader of '{chapter.id}' can do now. Let it be {least} to {most}."
            )
        if len(rows) > MOST_NOW:
            found.append(
                f"{len(rows)} entries in data/after.yml are of '{chapter.id}'. Keep the {MOST_NOW} that a reader needs: without 'chapters:' an entry stands on the page What came after alone."
            )
        if words > MOST_WORDS:
            found.append(
                f"{words} words in data/do-now.yml and data/after.yml stand in one box on '{chapter.id}'. At most {MOST_WORDS} are read: put what is for fewer under 'more:'."
            )
        for message in found:
            yield loaded.sources[f"chapters/{chapter.id}"].problem((), message, warning=True)
