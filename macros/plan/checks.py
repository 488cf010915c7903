"""Rules that hold across files. Each is a generator, named by the truth that it holds.

    chapter_numbers_run          every chapter has a number of its own, and none is left out
    stage_numbers_run            the same for the groups
    ids_differ                   no chapter and no group has the id of another, or of the plan
    titles_differ                no two chapters have one title
    reasons_are_not_ahead        nothing is on hold, retired or without a lead since a day that is still to come
    related_chapters_exist       a related chapter, and its priority, is there
    ids_are_names                a lead's id is the lead's name
    terms_are_told_apart         no word is explained twice
    figures_are_results          no figure is of a time to come
    aims_are_of_the_triple_aim   the part of the Triple Aim that a measure belongs to is there
    ties_are_to_what_is_there    what ties a chapter to a theme is there (in themes.py)
    the_first_update_is_of_all   the site's own beginning is told, and no update is older
    everything_is_used           (warning) a person, board or stage that no chapter names
    reviews_are_not_overdue      (warning) a review date that has passed
    help_was_checked             (warning) a way to help that was checked on a day that is still to come
    feedback_is_about_the_plan   what people said is about chapters that are there, is past, and names no one
    feedback_leads_somewhere     (warning) nobody has been named whom readers can write to
    thanks_are_given             (warning) nothing leads readers back from the form service to the thank-you page
    updates_are_not_ahead        (warning) an update of a day that is still to come

On the papers that words and facts are from, in papers.py:

    words_are_the_papers             every quotation stands in the paragraph that it names, letter by letter
    texts_quote_the_papers           so does every quotation inside a text
    papers_name_no_way_to_a_person   no paper holds an e-mail address or a telephone number
    papers_are_told_apart            no two papers have one short name
    facts_name_their_places          what plan.yml names as the source of facts is there
    facts_are_held                   (warning) a kind of facts whose place plan.yml does not name
    title_and_owner_are_the_papers   the plan's title and owner
    chapters_are_the_papers          chapters' numbers, names and groups
    leads_are_the_papers             chapters' leads
    boards_are_the_papers            boards' names and chapters
    priorities_are_the_papers        chapters' priorities, each whole
    lists_are_the_papers             objectives, ambitions, aims, pillars, components: all of them, in order
    numbers_are_the_papers           figures and aims
    dates_are_the_papers             days and years of events
    names_are_the_papers             other names of groups and chapters, and addresses that the papers give

On what the site's own words say and how, in style.py:

    own_words_are_plain       (warning) a sentence is short, and speaks neither as "we" nor of clicking
    claims_are_borne_out      nothing calls the site accessible that was not found to be so
    ways_to_people_are_held   a telephone number or an e-mail address stands where somebody looks after it

On highlight reports, in reports.py:

    boards_report_on_their_chapters      a report tells of its board's chapters
    reported_priorities_exist            a priority in a report is one of the chapter's
    nothing_is_left_out                  a report tells of all chapters of its board, and of all their priorities
    quarters_do_not_overlap              no day is told of twice to a board
    reports_are_not_of_the_future        a report tells of what was
    complete_priorities_stay_complete    unless there is a reason
    changed_priorities_were_agreed       a priority is changed only if its board agreed
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from . import papers, reports, style
from .problems import Problem, allowed
from .themes import ties_are_to_what_is_there
from .update import ALL
from .values import NOT_YET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from .loaded import Loaded
    from .source import Source, Way
    from .update import Update


def chapter_numbers_run(loaded: Loaded) -> Iterator[Problem]:
    """Numbers run 1, 2, 3 without a gap and are never used twice: a retired chapter keeps its own."""
    chapters = loaded.entries["chapters"]
    addresses = loaded.entries["addresses"]
    published = dict(addresses.published if addresses else ())
    # A number that was published belongs to the chapter that it was published for.
    owners = [
        id_ for id_, c in chapters.items() if published.get(f"/{c.number}/") == f"/chapters/{id_}/"
    ]
    first: dict[int, str] = {}
    for id_ in dict.fromkeys((*owners, *chapters)):
        chapter = chapters[id_]
        if chapter.number in first:
            found = f"number {chapter.number} belongs to data/chapters/{first[chapter.number]}.yml already. Use {max(c.number for c in chapters.values()) + 1}, the next one that is free."
            yield loaded.sources[f"chapters/{id_}"].problem(("number",), found)
        else:
            first[chapter.number] = id_
    if not loaded.whole or len(first) < len(chapters):
        return
    numbers = set(range(1, len(chapters) + 1))
    if not (missing := numbers - set(first)):
        return
    gap = min(missing)
    led_to = published.get(f"/{gap}/")
    if led_to or max(numbers & set(first), default=0) > gap:  # a chapter was there
        was = f", which was published at '{led_to}'" if led_to else ""
        mend = f"{was}. Numbers are on paper, so give no chapter another one. Put the files of chapter {gap} back, and if its work has ended, retire it: 'status: retired', with a reason."
    else:
        mend = f". Use {gap}, or put the missing chapter back (a retired chapter keeps its file and its number)."
    for number in sorted(set(first) - numbers):
        found = f"number {number} leaves a gap: no chapter has number {gap}{mend}"
        yield loaded.sources[f"chapters/{first[number]}"].problem(("number",), found)


def stage_numbers_run(loaded: Loaded) -> Iterator[Problem]:
    """The groups are numbered 1, 2, 3 in the order in which they stand."""
    for place, (id_, stage) in enumerate(loaded.entries["stages"].items(), 1):
        if stage.number != place and loaded.whole:
            yield loaded.sources["stages"].problem(
                (id_, "number"),
                f"number {stage.number} stands where {place} belongs. Number the groups in their order.",
            )


def ids_differ(loaded: Loaded) -> Iterator[Problem]:
    """Addresses such as /partners/carers/ name a chapter, a group or the plan by its id alone."""
    groups = loaded.entries["stages"]
    if "plan" in groups:
        yield loaded.sources["stages"].problem(
            ("plan",), "'plan' means the whole plan. Give the group another id.", of_key=True
        )
    for id_ in loaded.entries["chapters"]:
        if id_ == "plan" or id_ in groups:
            found = f"'{id_}' {'means the whole plan' if id_ == 'plan' else 'is the id of a group'}. Give this file and its page another name, and let them agree."
            yield Problem(f"data/chapters/{id_}.yml", 1, 1, found)


def related_chapters_exist(loaded: Loaded) -> Iterator[Problem]:
    """A related chapter is another chapter, and has the priority that is named."""
    chapters = loaded.entries["chapters"]
    for id_, chapter in chapters.items():
        for place, related in enumerate(chapter.related):
            source, way = loaded.sources[f"chapters/{id_}"], ("related", place)
            if related.chapter == id_:
                yield source.problem(
                    (*way, "chapter"), "a chapter is not related to itself. Name another one."
                )
            else:
                yield from loaded.not_there(source, way, related, "the related chapter")


def _plain(name: str) -> str:
    return re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", name))


def id_of(name: str) -> str:
    """A name in small letters, with hyphens and without accents."""
    return re.sub(r"[^a-z0-9]+", "-", _plain(name).lower()).strip("-")


def ids_are_names(loaded: Loaded) -> Iterator[Problem]:
    """A lead's id is the name in small letters, so that editors can guess it."""
    for id_, person in loaded.entries["people"].items():
        plain, slug = _plain(person.name), id_of(person.name)
        if id_ != slug and not re.search(
            r"[^\W\d_a-zA-Z]", plain
        ):  # a letter such as ø has no fixed plain form
            yield loaded.sources["people"].problem(
                (id_,), f"the id of {person.name} is '{id_}'. Use '{slug}'.", of_key=True
            )


def _twins(names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The ids whose name another bears already, whatever its case, each with the first that bears it."""
    seen: dict[str, str] = {}
    for id_, name in names.items():
        if (first := seen.setdefault(name.casefold(), id_)) != id_:
            yield id_, first


def terms_are_told_apart(loaded: Loaded) -> Iterator[Problem]:
    """No word is explained twice under two ids."""
    for id_, first in _twins({id_: term.term for id_, term in loaded.entries["terms"].items()}):
        found = f"'{loaded.entries['terms'][id_].term}' is explained under '{first}' already. Keep one entry, or tell the two apart."
        yield loaded.sources["terms"].problem((id_, "term"), found)


def figures_are_results(loaded: Loaded) -> Iterator[Problem]:
    """What is yet to come is an aim or a forecast, so no bar or line is drawn to it."""
    for id_, outcome in loaded.entries["outcomes"].items():
        for place, release in enumerate(outcome.figures):
            if release.period and release.period.end > loaded.today:
                found = f"{release.when} is not over on {loaded.today:%-d %B %Y}, so this is no result. Write an aim under 'aim:', and a figure once its time is over."
                yield loaded.sources["outcomes"].problem((id_, "figures", place, "period"), found)


def aims_are_of_the_triple_aim(loaded: Loaded) -> Iterator[Problem]:
    """A measure belongs to one of the three aims that the plan names."""
    if not (frameworks := loaded.entries["frameworks"]):
        return
    names = [part.words for part in frameworks.triple_aim]
    for id_, outcome in loaded.entries["outcomes"].items():
        if outcome.triple_aim and outcome.triple_aim not in names:
            found = f"the part of the Triple Aim is '{outcome.triple_aim}'. {allowed(names, outcome.triple_aim)}"
            yield loaded.sources["outcomes"].problem((id_, "triple_aim"), found)


def _updates(loaded: Loaded) -> Iterator[tuple[Source, Way, Update]]:
    """Every update, with its file and the way to it: none while an entry is wrong, for its place is not known then."""
    if not loaded.whole:
        return
    listed: list[tuple[str, Way, Iterable[Update]]] = [("updates", (), loaded.entries["updates"])]
    listed += [
        (f"chapters/{id_}", ("updates",), chapter.updates)
        for id_, chapter in loaded.entries["chapters"].items()
    ]
    for name, way, updates in listed:
        for place, update in enumerate(updates):
            yield loaded.sources[name], (*way, place), update


def the_first_update_is_of_all(loaded: Loaded) -> Iterator[Problem]:
    """The first update tells of the site's first publication: it is about every page, and none is older."""
    if not loaded.whole:
        return
    first = next(iter(loaded.entries["updates"]), None)
    if first is None or ALL not in first.about:
        found = f"the first update tells when the site was first published. Let it say 'about: [{ALL}]'."
        yield loaded.sources["updates"].problem((0, "about") if first else (), found)
        return
    for source, way, update in _updates(loaded):
        if update.date < first.date:
            found = f"{update.date} is earlier than the first publication, {first.date} in data/updates.yml. Put the date right, here or there."
            yield source.problem((*way, "date"), found)


def updates_are_not_ahead(loaded: Loaded) -> Iterator[Problem]:
    """What readers are told to have changed has changed."""
    for source, way, update in _updates(loaded):
        if update.date > loaded.today:
            yield source.problem(
                (*way, "date"),
                f"{update.date} is still to come. Put in the day on which this is published.",
                warning=True,
            )


def everything_is_used(loaded: Loaded) -> Iterator[Problem]:
    """A person, board or stage that no chapter names is most likely left over."""
    if not loaded.whole:
        return
    chapters = loaded.entries["chapters"].values()
    used = {
        owner for chapter in chapters for owner in (chapter.stage, chapter.board, *chapter.leads)
    }
    for table, what in (("stages", "group"), ("boards", "board"), ("people", "person")):
        for id_, entry in loaded.entries[table].items():
            if entry not in used:
                found = (
                    f"no chapter names the {what} '{id_}'. Take the entry away if it is left over."
                )
                yield loaded.sources[table].problem((id_,), found, of_key=True, warning=True)


def reviews_are_not_overdue(loaded: Loaded) -> Iterator[Problem]:
    """What is to be looked at again by a date has been looked at."""
    dated: list[tuple[str, Way, Any]] = [
        ("plan", ("review",), loaded.entries["about"]),
        ("accessibility", ("review",), loaded.entries["accessibility"]),
    ]
    dated += [("help", (id_, "review"), entry) for id_, entry in loaded.entries["help"].items()]
    for table, way, entry in dated:
        if entry and entry.review < loaded.today:
            found = f"the review was due on {entry.review:%-d %B %Y}. Check the facts and set a new date."
            yield loaded.sources[table].problem(way, found, warning=True)


def help_was_checked(loaded: Loaded) -> Iterator[Problem]:
    """The day on which a person rang a number has come."""
    for id_, line in loaded.entries["help"].items():
        if line.checked and line.checked > loaded.today:
            found = f"{line.checked} is still to come. Write the day on which a person rang the number or saw the live page, or: {NOT_YET}."
            yield loaded.sources["help"].problem((id_, "checked"), found, warning=True)


def feedback_is_about_the_plan(loaded: Loaded) -> Iterator[Problem]:
    """A theme is about chapters and priorities that are there, nothing in it is still to come, and no lead is named."""
    names = [person.name for person in loaded.entries["people"].values()]
    for id_, theme in loaded.entries["feedback"].items():
        source = loaded.sources[f"feedback/{id_}"]
        for place, subject in enumerate(theme.about):
            yield from loaded.not_there(source, ("about", place), subject, "the chapter")
        dates: list[tuple[Way, date | None]] = [
            (("heard",), theme.heard),
            (("last_heard",), theme.last_heard),
            *((("answers", n, "date"), a.date) for n, a in enumerate(theme.answers)),
        ]
        for way, day in dates:
            if day and day > loaded.today:
                yield source.problem(
                    way, f"{day} is still to come. Write the day on which it was said or answered."
                )
        texts: list[tuple[Way, str | None]] = [(("title",), theme.title), (("said",), theme.said)]
        texts += [
            (("answers", n, field), getattr(a, field))
            for n, a in enumerate(theme.answers)
            for field in ("by", "what", "change")
        ]
        for way, text in texts:
            for name in names:
                if text and name.lower() in text.lower():
                    yield source.problem(
                        way,
                        f"'{name}' is a person's name. Write the role instead, such as 'the chapter lead'.",
                    )


def titles_differ(loaded: Loaded) -> Iterator[Problem]:
    """Readers tell chapters apart by their titles."""
    chapters = loaded.entries["chapters"]
    for id_, first in _twins({id_: chapter.title for id_, chapter in chapters.items()}):
        found = f"'{chapters[id_].title}' is the title of '{first}' already. Tell the two chapters apart."
        yield loaded.sources[f"chapters/{id_}"].problem(("title",), found)


def reasons_are_not_ahead(loaded: Loaded) -> Iterator[Problem]:
    """A chapter is on hold, retired or without a lead since a day that has come."""
    for id_, chapter in loaded.entries["chapters"].items():
        source = loaded.sources[f"chapters/{id_}"]
        if chapter.reason and chapter.reason.date and chapter.reason.date > loaded.today:
            found = (
                f"{chapter.reason.date} is still to come. Write the day on which it was decided."
            )
            yield source.problem(("reason", "date"), found)
        if chapter.vacant_since and chapter.vacant_since > loaded.today:
            found = f"{chapter.vacant_since} is still to come. Write the day on which the lead left, once it has come."
            yield source.problem(("vacant_since",), found)


def feedback_leads_somewhere(loaded: Loaded) -> Iterator[Problem]:
    """Readers are asked for their thoughts, so somebody should get them."""
    about = loaded.entries["about"]
    if about and not about.feedback:
        found = "nobody has been named whom readers can write to, so the forms have no Send. Add 'feedback:' with an endpoint, an e-mail address, a telephone number or a postal address."
        yield loaded.sources["plan"].problem((), found, warning=True)


def thanks_are_given(loaded: Loaded) -> Iterator[Problem]:
    """Who has sent something comes back to this site and is told so: the service is told where that is."""
    about = loaded.entries["about"]
    route = about.feedback if about else None
    if route and route.endpoint and not route.thanks_field:
        who = "readers without scripts" if route.answers_scripts else "readers"
        found = f"the form service is not told where to lead {who} once they have sent something. Add a line 'thanks_field:' with the name that it gives to that field, such as 'thanks_field: _next'. If it has a setting for that instead, put the address of this site's page /thank-you/ there."
        yield loaded.sources["plan"].problem(("feedback", "endpoint"), found, warning=True)


RULES = (
    chapter_numbers_run,
    stage_numbers_run,
    ids_differ,
    titles_differ,
    reasons_are_not_ahead,
    related_chapters_exist,
    ids_are_names,
    terms_are_told_apart,
    figures_are_results,
    aims_are_of_the_triple_aim,
    ties_are_to_what_is_there,
    the_first_update_is_of_all,
    everything_is_used,
    reviews_are_not_overdue,
    help_was_checked,
    feedback_is_about_the_plan,
    feedback_leads_somewhere,
    thanks_are_given,
    updates_are_not_ahead,
    *papers.RULES,
    *style.RULES,
    *reports.RULES,
)
