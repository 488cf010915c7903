"""What is due is told to those who look after it: confirmations, reviews, reports and answers, in lists and in calendars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from pages import edit
from programs import git
from small import TODAY

from macros.__main__ import main
from macros.pages.html import passages_of
from macros.pages.site import Site
from macros.plan.due import agenda, dates
from macros.plan.load import load_plan
from macros.publish.calendars import folded, text_of, write_calendars
from macros.publish.hosts import write_host_files, write_nginx_files

if TYPE_CHECKING:
    from pathlib import Path

WALKING = "data/chapters/walking.yml"


def confirm(root: Path, day: str, role: str = "Chapter lead") -> None:
    """Do as the recipe says: add the line to a chapter."""
    edit(root / WALKING, "status:", f"confirmed: {{date: {day}, role: {role}}}\nstatus:")


def change(root: Path, day: str) -> None:
    """Tell readers that the chapter has changed."""
    with (root / WALKING).open("a", encoding="utf-8") as file:
        file.write(
            f"updates: [{{date: {day}, what: The paths are new., why: They were mended.}}]\n"
        )


# Looked at, still right


def site_of(root: Path, today: date = TODAY, url: str = "https://plan.example.org/") -> Site:
    return Site(load_plan(root, today), root, url)


def told_of_walking(root: Path) -> str:
    """What the chapter's page says below its text, in words."""
    site = site_of(root)
    html = site.render("chapter_closing", site.pages["chapters/walking.md"])
    return " ".join(passages_of(html))


def test_a_page_that_nobody_has_confirmed_says_so(plan: Path) -> None:
    assert "Nobody has confirmed this since it was published here." in told_of_walking(plan)


@pytest.mark.parametrize(
    ("role", "who"), [("Chapter lead", "a chapter lead"), ("Editor", "an editor")]
)
def test_a_page_says_when_and_in_what_role_somebody_found_it_right(
    plan: Path, role: str, who: str
) -> None:
    confirm(plan, "2030-05-20", role)
    said = told_of_walking(plan)
    assert f"Confirmed on 20 May 2030 by {who}: looked at, and still right." in said
    assert "Nobody has confirmed" not in said


def test_what_was_confirmed_before_it_changed_does_not_pass_for_right(plan: Path) -> None:
    confirm(plan, "2030-05-20")
    change(plan, "2030-05-21")
    said = told_of_walking(plan)
    assert "Confirmed on 20 May 2030 by a chapter lead, before the change of 21 May 2030." in said
    assert "still right" not in said


def test_what_changed_on_the_day_or_on_every_page_does_not_count(plan: Path) -> None:
    confirm(plan, "2030-05-20")
    change(plan, "2030-05-20")
    with (plan / "data/updates.yml").open("a", encoding="utf-8") as file:
        file.write("- {date: 2030-05-25, what: It is blue., why: It was red., about: [all]}\n")
    assert "still right" in told_of_walking(plan)


def test_a_confirmation_is_a_change_that_is_told_and_asks_for_no_update(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(plan, "init", "--quiet")
    git(plan, "add", "data", "docs", "mkdocs.yml")
    git(plan, "commit", "--quiet", "-m", "First")
    confirm(plan, "2030-05-20")

    def said(*arguments: str) -> str:
        assert main(["--root", str(plan), *arguments, "--today", str(TODAY)]) == 0
        return capsys.readouterr().out

    assert "no update tells readers" not in said("check", "--base", "HEAD")
    assert "Walking: the confirmation is added" in said("changes", "--base", "HEAD")
    assert "confirmation" not in said("changes", "--base", "HEAD", "--draft")


# What is due


Due = Callable[..., str]


@pytest.fixture
def due(plan: Path, capsys: pytest.CaptureFixture[str]) -> Due:
    """What the command prints of the small plan; `status` is how it is to end."""

    def run(*options: str, today: date = TODAY, status: int = 0) -> str:
        command = ["--root", str(plan), "due", "--today", str(today), *options]
        assert main(command) == status
        return "".join(capsys.readouterr())

    return run


def test_the_list_says_what_has_passed_what_is_near_and_what_waits(plan: Path, due: Due) -> None:
    edit(plan / "data/accessibility.yml", "review: 2036-01-02", "review: 2030-05-31")
    assert due() == (
        "As of 1 June 2030.\n\n"
        "Passed\n"
        "  Check again: The accessibility statement\n"
        "    31 May 2030, yesterday, data/accessibility.yml\n\n"
        "In the next 30 days\n"
        "  Highlight report: Family Board, April to June 2030\n"
        "    1 July 2030, in 30 days, data/highlight-reports/2030-Q2/family-board.yml\n\n"
        "Waiting for an answer\n"
        "  Answer: Broken steps\n"
        "    since 3 February 2030, 118 days ago, data/feedback/broken-steps.yml\n"
        "  Answer: A shorter plan\n"
        "    since 20 May 2030, 12 days ago, data/feedback/short-version.yml\n"
        "\n"
        "Chapters: no day is set (`confirmed_for:` in data/plan.yml).\n"
    )


def test_what_is_due_today_has_not_passed_and_the_days_ahead_can_be_chosen(
    plan: Path, due: Due
) -> None:
    edit(plan / "data/accessibility.yml", "review: 2036-01-02", "review: 2030-06-01")
    assert "In the next 30 days\n  Check again: The accessibility statement\n" in due()
    assert "Passed\n  Nothing." in due()
    edit(plan / "data/accessibility.yml", "review: 2030-06-01", "review: 2030-07-02")
    assert "The accessibility statement" not in due()
    assert "The accessibility statement" in due("--days", "31")
    for wrong in ("-1", "soon", "10000"):
        with pytest.raises(SystemExit) as ended:
            due(f"--days={wrong}")
        assert ended.value.code == 2


def test_a_report_that_was_missed_stays_in_the_list_while_the_priorities_are_in_force(
    plan: Path,
) -> None:
    def reports(today: date) -> list[str]:
        found = agenda(load_plan(plan, today))
        return [d.title for d in (*found.passed, *found.soon) if d.task.name == "Highlight report"]

    assert reports(date(2030, 10, 1)) == [
        "Family Board, April to June 2030",
        "Family Board, July to September 2030",
    ]
    assert reports(date(2031, 3, 31))
    assert reports(date(2031, 4, 1)) == []


def confirmations(root: Path) -> dict[str, date]:
    """When each chapter is due to be confirmed."""
    every = dates(load_plan(root, TODAY))
    return {d.title: d.day for d in every if d.task.name == "Confirm or change"}


def test_a_chapter_is_due_so_many_months_after_somebody_looked_or_it_was_published(
    plan: Path,
) -> None:
    assert confirmations(plan) == {}, "while nobody has said for how long it is good"
    edit(plan / "data/plan.yml", "feedback:", "confirmed_for: 9\nfeedback:")
    confirm(plan, "2030-05-31")
    found = confirmations(plan)
    assert (found["Walking"], found["Play"]) == (date(2031, 2, 28), date(2030, 10, 2))
    retired = "status: retired\nreason: {plain: It ended., date: 2030-05-01}"
    edit(plan / WALKING, "status: current", retired)
    assert "Walking" not in confirmations(plan)


def test_while_the_plan_has_a_problem_not_all_is_known_and_nothing_is_listed(
    plan: Path, due: Due
) -> None:
    edit(plan / WALKING, "board: town-board", "board: city-board")
    said = due(status=1)
    assert "data/chapters/walking.yml:5:8: the board is 'city-board'." in said
    assert said.endswith("Mend this first: make check.\n")


def test_the_list_for_an_issue_says_what_a_tick_does_and_no_text_of_the_plan_is_more_than_text(
    plan: Path, due: Due, tmp_path: Path
) -> None:
    edit(plan / "data/feedback/short-version.yml", "A shorter plan", "'@ada (see) #12'")
    file = tmp_path / "due.md"
    assert due("--format", "markdown", "--to", str(file)) == ""
    said = file.read_text(encoding="utf-8")
    assert "- [ ] Answer: &#64;ada (see) &#35;12 (since" in said
    assert "A tick here changes nothing." in said
    assert "can't be written" in due("--to", str(file / "due.md"), status=1)


def test_each_person_to_remind_gets_one_text_that_somebody_else_sends(plan: Path, due: Due) -> None:
    edit(plan / "data/plan.yml", "feedback:", "confirmed_for: 4\nfeedback:")
    edit(plan / "data/accessibility.yml", "review: 2036-01-02", "review: 2030-05-31")
    said = due("--reminders")
    head, *texts = said.split("-" * 60 + "\n")
    assert head.startswith("Nothing was sent.")
    by = {text.split("\n")[0].removeprefix("For: "): text for text in texts}
    assert sorted(by) == [
        "Ada Brown, chapter lead",
        "Editors",
        "Whoever reports, for the report to the Family Board",
        "Zoë OBrien, chapter lead",
    ]
    ada = by["Ada Brown, chapter lead"]
    assert "- Confirm or change: Play, was due on 2 May 2030." in ada
    assert "- Confirm or change: Walking, was due on 2 May 2030." in ada
    assert "- Answer: Broken steps, which people have said since 3 February 2030." in ada
    assert "- Answer: A shorter plan" in by["Editors"], "it is about no chapter"
    assert "The accessibility statement, was due on 31 May 2030." in by["Editors"]
    assert "@" not in said
    assert "mailto" not in said
    assert "plan.example" not in said, "a placeholder is no address to send"


def test_a_lead_whose_name_is_not_public_is_reminded_without_it(plan: Path, due: Due) -> None:
    edit(plan / "data/plan.yml", "feedback:", "public_of_leads: nothing\nfeedback:")
    said = due("--reminders")
    assert "Brown" not in said
    assert said.count("For: someone whose name is not published here, chapter lead\n") == 2


def test_where_nothing_is_due_nobody_is_reminded(plan: Path, due: Due) -> None:
    for theme in (plan / "data/feedback").iterdir():
        theme.unlink()
    assert due("--reminders", "--days", "1") == "Nobody has to be reminded of anything.\n"


# The page


def test_a_page_for_those_who_look_after_the_plan_lists_the_same_and_names_nobody(
    plan: Path,
) -> None:
    edit(plan / "data/plan.yml", "feedback:", "confirmed_for: 4\nfeedback:")
    site = site_of(plan)
    page = site.every["/due/"]
    said = passages_of(site.render("due", page))
    passed, soon = said.index("Passed"), said.index("In the next 30 days")
    assert "It says how things stood on 1 June 2030, when these pages were made." in said
    assert "Confirm or change: Play" in said[passed:soon]
    assert "Highlight report: Family Board, April to June 2030" in said[soon:]
    assert "Broken steps, since 3 February 2030" in said
    assert not any(person.name in " ".join(said) for person in site.plan.people.values())
    assert page not in site.listed, "no resident looks for it"


def test_a_board_leads_to_its_calendar(plan: Path) -> None:
    site = site_of(plan)
    html = site.render("board", site.pages["boards/family-board.md"])
    assert "Dates of this board as a calendar" in " ".join(passages_of(html))
    assert 'boards/family-board/dates.ics" type="text/calendar"' in " ".join(html.split())
    assert {"/due/dates.ics", "/boards/family-board/dates.ics"} <= site.files


# Calendars


@pytest.fixture
def written(plan: Path, tmp_path: Path) -> Callable[..., bytes]:
    """A calendar of the small plan, as it is published on a day."""
    edit(plan / "data/plan.yml", "feedback:", "confirmed_for: 9\nfeedback:")

    def write(name: str = "due", today: date = TODAY, **site: str) -> bytes:
        for folder in ("due", "boards/family-board", "boards/town-board"):
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        write_calendars(site_of(plan, today, **site), tmp_path)
        return (tmp_path / name / "dates.ics").read_bytes()

    return write


def events(calendar: bytes) -> dict[str, tuple[str, date, int]]:
    """What a calendar program reads: for each id the title, the day, and the version."""
    read = Calendar.from_ical(calendar)
    read.validate()
    assert read.errors == []
    found = {}
    for event in read.events:
        assert event.errors == []
        assert all(name in event for name in event.required)
        found[event.uid] = (str(event["SUMMARY"]), event.start, int(event["SEQUENCE"]))
    assert len(found) == len(read.events), "no two dates have one id"
    return found


@pytest.mark.parametrize("name", ["due", "boards/family-board", "boards/town-board"])
def test_every_calendar_is_valid_and_holds_a_date(written: Callable[..., bytes], name: str) -> None:
    calendar = written(name)
    assert events(calendar)
    lines = calendar.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_a_board_has_its_own_dates_and_editors_have_all(written: Callable[..., bytes]) -> None:
    family, town, every = (
        {title for title, *_ in events(written(name)).values()}
        for name in ("boards/family-board", "boards/town-board", "due")
    )
    assert "Highlight report: Family Board, April to June 2030" in family
    assert "Confirm or change: Play" in family
    assert "Confirm or change: Walking" in town - family
    assert family & town == {"Check again: The plan’s facts"}
    assert family | town < every


def test_a_calendar_is_the_same_on_every_day_and_names_nobody(
    plan: Path, written: Callable[..., bytes]
) -> None:
    calendar = written()
    assert calendar == written(today=date(2031, 12, 24))
    people = load_plan(plan, TODAY).people.values()
    assert not any(person.name.encode() in calendar for person in people)


def test_a_date_that_moves_is_the_same_date_in_a_newer_version(
    plan: Path, written: Callable[..., bytes]
) -> None:
    before = events(written())
    confirm(plan, "2030-05-20")
    after = events(written(url="https://elsewhere.example.org/"))
    assert {*before} == {*after}, "nothing is new, at whatever address the site stands"
    ((title, day, version), (same, later, newer)) = next(
        (before[uid], after[uid]) for uid in before if before[uid] != after[uid]
    )
    assert title == same == "Confirm or change: Walking"
    assert (day, later) == (date(2030, 10, 2), date(2031, 2, 20))
    assert newer > version


def test_a_report_that_came_late_is_asked_for_and_none_from_before_the_site_was_there(
    plan: Path, written: Callable[..., bytes]
) -> None:
    def asked() -> list[str]:
        titles = (title for title, *_ in events(written("boards/family-board")).values())
        return [title for title in titles if title.startswith("Highlight report")]

    assert len(asked()) == 3
    edit(plan / "data/updates.yml", "date: 2030-01-02", "date: 2030-05-01")
    assert len(asked()) == 3
    edit(plan / "data/updates.yml", "date: 2030-05-01", "date: 2030-08-01")
    assert len(asked()) == 2


def test_a_day_at_the_end_or_the_beginning_of_time_breaks_no_calendar(
    plan: Path, written: Callable[..., bytes]
) -> None:
    edit(plan / "data/plan.yml", "confirmed_for: 9", "confirmed_for: 9999")
    edit(plan / "data/plan.yml", "review: 2035-01-02", "review: 1900-01-02")
    edit(plan / "data/plan.yml", "priorities_to: 2031-03", "priorities_to: 2099-12")
    edit(plan / "data/updates.yml", "date: 2030-01-02", "date: 2099-01-31")
    found = {title: day for title, day, _ in events(written()).values()}
    assert found["Check again: The plan’s facts"] == date(1900, 1, 2)
    assert found["Confirm or change: Play"].year == 2099 + 9999 // 12
    assert found["Highlight report: Family Board, July to September 2099"] == date(2099, 10, 1)


def test_signs_that_mean_more_in_a_calendar_are_read_as_they_were_typed() -> None:
    text = "Zoë’s plan, “one; two” \\n and C:\\new, " + "ä" * 100
    head = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"
    line = folded(f"SUMMARY:{text_of(text)}").encode()
    read = Calendar.from_ical(head + line + b"END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert str(read.events[0]["SUMMARY"]) == text
    assert all(len(part) <= 75 for part in line.split(b"\r\n"))


def test_hosts_are_told_what_a_calendar_is(plan: Path, tmp_path: Path) -> None:
    write_host_files(site_of(plan), tmp_path)
    write_nginx_files(site_of(plan), tmp_path / "nginx")
    assert "AddType text/calendar .ics\n" in (tmp_path / ".htaccess").read_text("utf-8")
    assert "  text/calendar ics;\n" in (tmp_path / "nginx/server.conf").read_text("utf-8")
