"""What readers see of highlight reports: on the third edition, which has none, and on the sample plan, which has all of it."""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy

import sample
import yaml
from lxml.html import Element, HtmlElement
from pages import chapters_in_data, load, packed, ratio
from sample import BOARD, WORDS

from macros.plan.base import as_typed
from macros.plan.quarters import Quarter
from macros.plan.report import STATUSES
from macros.proof.pages import Page, Pages, heading_faults, link_faults, text

NONE = "No progress report has been published here. It is not known whether one was made."


def reports() -> dict[tuple[str, str], dict]:
    """The sample's reports as they were typed, by quarter and board, oldest first."""
    found = sorted((sample.ROOT / "tests/sample-plan/data/highlight-reports").glob("*/*.yml"))
    return {
        (path.parent.name, path.stem): as_typed(path.read_text(encoding="utf-8")) for path in found
    }


def statuses(until: str = "9") -> dict[tuple[str, str], str]:
    """The last status of every priority in the sample's reports, by chapter and number."""
    return {
        (told["chapter"], entry["number"]): entry["status"]
        for (quarter, _), report in reports().items()
        if quarter <= until
        for told in report["chapters"]
        for entry in told.get("priorities", [])
    }


def chips(element: HtmlElement) -> list[str]:
    """The statuses that an element shows, by their words."""
    return [text(chip) for chip in element.cssselect(".status")]


def section(page: Page, anchor: str) -> HtmlElement:
    """What follows the heading with an id, in an element of its own."""
    return below(page.one(f"#{anchor}"))


def below(heading: HtmlElement) -> HtmlElement:
    """What follows a heading, up to the next of its level, in an element of its own."""
    found = Element("div")
    after = heading.getnext()
    while after is not None and not (after.tag in ("h1", "h2", "h3") and after.tag <= heading.tag):
        found.append(deepcopy(after))
        after = after.getnext()
    return found


# The third edition, which has no report


def test_each_chapter_says_that_no_report_was_published(site: Pages) -> None:
    for id_ in chapters_in_data():
        (told,) = (dt for dt in site[f"/chapters/{id_}/"].all("dt#progress"))
        assert text(told.getparent()) == f"Progress {NONE}"


def test_each_board_and_the_page_on_progress_say_so_too(site: Pages) -> None:
    for id_ in load("boards"):
        assert (
            "No report to this board has been published here. It is not known whether one was made."
            in text(site[f"/boards/{id_}/"].one("main"))
        )
    main = text(site["/progress/"].one("main"))
    assert (
        f"September 2021 to March 2022. {NONE}".replace("here", "here, to any of the boards")
        in main
    )
    assert "none published here" not in main


def test_nothing_is_due_or_missed_after_the_period(site: Pages) -> None:
    for page in site:
        assert not {"Due", "Missed"} & {text(tag) for tag in page.all(".tag")}, page.address


def test_a_page_without_reports_loads_nothing_for_them(site: Pages) -> None:
    for page in site:
        assert not page.all("link[href$='progress.css'], .status, .status-picture"), page.address


# The sample


def test_every_page_of_the_sample_says_that_it_is_one(samples: Pages) -> None:
    for page in samples:
        assert "Sample plan, all of it invented" in text(page.one("body > header")), page.address


def test_the_sample_has_six_quarters_over_all_boards_and_every_status() -> None:
    quarters = Counter(board for _, board in reports())
    assert len(quarters) == 5
    assert min(quarters.values()) >= 6
    assert set(statuses().values()) == set(WORDS)


def test_the_pages_of_the_sample_are_sound(samples: Pages) -> None:
    assert list(link_faults(samples)) == []
    assert [fault for page in samples for fault in heading_faults(page)] == []
    for page in (
        page
        for page in samples
        if page.address.startswith(("/chapters/", "/boards/", "/progress/"))
    ):
        ids = [element.get("id") for element in page.tree.iter() if element.get("id")]
        assert [id_ for id_, times in Counter(ids).items() if times > 1] == [], page.address
        assert not page.all("[style], style"), page.address
        assert "—" not in text(page.one("main")), page.address


def test_a_list_of_chapters_is_described_by_its_first_paragraph_and_no_drawing(
    samples: Pages,
) -> None:
    page = samples["/chapters/"]
    first = next(words for p in page.all("main p:not(nav p)") if (words := text(p)))
    assert page.one("meta[name=description]").get("content") == first


def test_titles_and_descriptions_of_reports_are_unique(samples: Pages) -> None:
    found = [page for page in samples if re.fullmatch(r"/boards/[^/]+/\d{4}-q\d/", page.address)]
    assert len(found) == len(reports())
    for what in ("head > title", "h1"):
        assert len({text(page.one(what)) for page in found}) == len(found)
    assert len({page.one("meta[name=description]").get("content") for page in found}) == len(found)


# Chapters


def test_a_chapter_shows_the_last_status_of_each_priority_and_how_it_got_there(
    samples: Pages,
) -> None:
    told = Counter()
    for (quarter, _), report in reversed(reports().items()):
        for chapter in report["chapters"]:
            for entry in chapter.get("priorities", []):
                way = samples[f"/chapters/{chapter['chapter']}/"].one(
                    f"section:has(> [id=way-{entry['number']}])"
                )
                place = told[chapter["chapter"], entry["number"]]
                assert chips(way)[place] == WORDS[entry["status"]], (quarter, chapter["chapter"])
                assert " ".join(entry["progress"].split()) in text(way)
                told[chapter["chapter"], entry["number"]] += 1
    for (chapter, number), steps in told.items():
        assert (
            len(chips(samples[f"/chapters/{chapter}/"].one(f"section:has(> [id=way-{number}])")))
            == steps
        )


def test_a_chapter_says_as_of_when_in_words(samples: Pages) -> None:
    way = samples["/chapters/walking/"].one("section:has(> [id=way-1])")
    assert "on 31 December 2031" in text(way)
    assert "October to December 2031" in text(
        samples["/chapters/walking/"].all("section:has(> [id=progress]) > p")[0]
    )


def test_a_chapter_with_nothing_to_tell_says_why(samples: Pages) -> None:
    assert (
        "It had nothing to tell of this chapter: The chapter is on hold, as the sample plan says."
        in text(samples["/chapters/gardens-of-memory/"].one("section:has(> [id=progress])"))
    )


def test_a_chapter_shows_its_risks_and_the_changes_that_were_asked_for(samples: Pages) -> None:
    for report in last_reports().values():
        for chapter in report["chapters"]:
            progress = text(
                samples[f"/chapters/{chapter['chapter']}/"].one("section:has(> [id=progress])")
            )
            for risk in chapter.get("risks", []):
                assert risk["what"] in progress
                assert risk["action"] in progress
                assert risk["held_by"] in progress
                assert f"{risk['likelihood']} likelihood, {risk['impact']} impact" in progress
    for report in reports().values():
        for chapter in report["chapters"]:
            progress = text(
                samples[f"/chapters/{chapter['chapter']}/"].one("section:has(> [id=progress])")
            )
            for request in chapter.get("requests", []):
                assert f"{request['what']} {request['why']}" in progress
                assert {
                    "agreed": "Agreed by the board on",
                    "refused": "Refused by the board on",
                    "waiting": "Wait",
                }[request.get("decision", "waiting")] in progress


def told_in_chapter(page: Page, quarter: Quarter, what: str) -> str:
    """What a chapter's page says of a request in the report for a quarter."""
    (heading,) = [h for h in page.all("h3") if text(h) == "Changes that were asked for"]
    (item,) = [
        text(li)
        for li in below(heading).cssselect("li")
        if what in text(li) and f"In the report for {quarter.name}" in text(li)
    ]
    return item


def test_on_a_chapter_a_request_waits_only_if_no_later_report_may_hold_its_decision(
    samples: Pages,
) -> None:
    seen = Counter()
    last = {
        told["chapter"]: quarter
        for (quarter, _), report in reports().items()
        for told in report["chapters"]
    }
    for (quarter, _), report in reports().items():
        for chapter in report["chapters"]:
            for request in chapter.get("requests", []):
                if request.get("decision", "waiting") == "waiting":
                    said = told_in_chapter(
                        samples[f"/chapters/{chapter['chapter']}/"],
                        Quarter.read(quarter),
                        request["what"],
                    )
                    waits = quarter == last[chapter["chapter"]]
                    assert ("Waits for the board" in said) == waits, chapter["chapter"]
                    assert ("Waited for the board when this was reported." in said) == (
                        not waits
                    ), chapter["chapter"]
                    seen[waits] += 1
    assert set(+seen) == {True, False}, "the sample has both"


def test_a_chapter_with_reports_leads_to_what_each_status_means(samples: Pages) -> None:
    for page in samples.chapters:
        links = [
            link
            for link in page.all("section:has(> [id=progress]) a")
            if text(link) == "What each status means"
        ]
        assert [page.target(link) for link in links] == [samples.at("/progress/#key")] * bool(
            page.all(".status")
        ), page.address


def last_reports() -> dict[tuple[str, str], dict]:
    """The last report to each board."""
    last = {board: quarter for quarter, board in reports()}
    return {
        (quarter, board): report
        for (quarter, board), report in reports().items()
        if last[board] == quarter
    }


def test_due_and_missed_reports_never_stand_on_a_page_that_names_a_person(samples: Pages) -> None:
    names = [
        person["name"]
        for person in yaml.safe_load(
            (sample.ROOT / "tests/sample-plan/data/people.yml").read_text(encoding="utf-8")
        ).values()
    ]
    shown = {
        page.address: text(page.one("main"))
        for page in samples
        if {"Due", "Missed"} & {text(tag) for tag in page.all(".tag")}
    }
    assert list(shown) == ["/progress/"], (
        "the sample has reports that are due, and boards that have had none for a quarter"
    )
    assert [
        (address, name) for address, main in shown.items() for name in names if name in main
    ] == []


def test_the_real_page_on_progress_names_nobody(site: Pages) -> None:
    main = text(site["/progress/"].one("main"))
    assert [person["name"] for person in load("people").values() if person["name"] in main] == []


def test_progress_says_which_reports_are_due_and_which_were_missed(samples: Pages) -> None:
    boards = {
        text(item.cssselect("a")[0]): text(item)
        for item in section(samples["/progress/"], "boards").cssselect("li")
    }
    due = "Due The report for October to December 2031 has not been published here yet."
    assert [name for name, said in boards.items() if due in said] == [
        "Sample Learning and Mind Board",
        "Sample Home and Neighbours Board",
    ]
    assert [
        name
        for name, said in boards.items()
        if "Missed No report was published here for January to March 2030." in said
    ] == [name for name in boards if name != "Sample County Executive"]
    assert not {"Due", "Missed"} & set(boards["Sample County Executive"].split()), (
        "only Partnership Boards were to have reports"
    )


# Boards


def test_a_board_shows_its_latest_report_and_the_way_to_all_others(samples: Pages) -> None:
    for (quarter, board), report in last_reports().items():
        page = samples[f"/boards/{board}/"]
        told = section(page, "reports")
        assert report["reported_by"] in text(told)
        quarters = [other for other, of in reports() if of == board]
        links = page.links(page.one("section:has(> [id=all-reports])"))
        assert links == [
            samples.at(f"/boards/{board}/{other.lower()}/") for other in reversed(quarters)
        ]
        assert quarter.lower() in links[0]


def test_a_report_says_what_moved_what_is_at_risk_and_what_is_asked(samples: Pages) -> None:
    for (quarter, board), report in reports().items():
        page = samples[f"/boards/{board}/{quarter.lower()}/"]
        before = statuses(previous(quarter))
        moved = [
            (before[told["chapter"], entry["number"]], entry["status"])
            for told in report["chapters"]
            for entry in told.get("priorities", [])
            if before.get((told["chapter"], entry["number"]), entry["status"]) != entry["status"]
        ]
        shown = chips(section(page, "moved"))
        assert shown == [WORDS[status] for pair in moved for status in pair], page.address
        in_danger = [
            entry["status"]
            for told in report["chapters"]
            for entry in told.get("priorities", [])
            if entry["status"] in ("off-track", "at-risk")
        ]
        danger = list(chips(section(page, "at-risk")))
        assert sorted(danger, reverse=True) == danger
        assert Counter(danger) == Counter(WORDS[status] for status in in_danger)
        latest = (quarter, board) in last_reports()
        asked, decided = (
            text(section(page, "asked")),
            text(section(page, "decided")) if page.all("#decided") else "",
        )
        requests = [request for told in report["chapters"] for request in told.get("requests", [])]
        waiting = [
            request for request in requests if request.get("decision", "waiting") == "waiting"
        ]
        for request in requests:
            assert f"{request['what']} {request['why']}" in (
                asked if request in waiting else decided
            ), page.address
        assert " by the board on " not in asked, "what was decided is asked no more"
        assert asked.count(
            "Waits for the board" if latest else "Waited for the board when this was reported."
        ) == len(waiting)
        assert (
            waiting
            or f"Nothing: no request {'waits' if latest else 'waited'} for a decision." in asked
        )
        assert bool(decided) == (len(requests) > len(waiting))


def test_in_the_sample_no_report_holds_what_came_after_it() -> None:
    """What a board agreed to change had been agreed when it was reported; what it decided else, when it received the report."""
    for key, report in reports().items():
        for told in report["chapters"]:
            changed = [
                entry["number"]
                for entry in told.get("priorities", [])
                if entry["status"] == "changed"
            ]
            for request in told.get("requests", []):
                if "decided" in request:
                    until = (
                        report["date"]
                        if request["priority"] in changed
                        else report.get("received", report["date"])
                    )
                    assert request["decided"] <= until, (key, told["chapter"])


def test_a_report_ends_with_what_its_statuses_mean(samples: Pages) -> None:
    """On a board's page and on the report's own, so that whoever prints them has it too."""
    for quarter, board in reports():
        addresses = [
            f"/boards/{board}/{quarter.lower()}/",
            *([f"/boards/{board}/"] if (quarter, board) in last_reports() else []),
        ]
        for page in (samples[address] for address in addresses):
            body = [
                chip
                for chip in page.all("main .status")
                if not any(
                    above.tag == "dl" and "key" in above.get("class", "")
                    for above in chip.iterancestors()
                )
            ]
            key = page.one("#key").getnext()
            explained = chips(key)
            assert text(page.one("#key")) == "What each status means"
            assert sorted(explained) == sorted({text(chip) for chip in body}), page.address
            assert [text(dd) for dd in key.cssselect("dd")] == [
                status.means for status in STATUSES.values() if status.word in explained
            ]


def previous(quarter: str) -> str:
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year - (number == 1)}-Q{(number - 2) % 4 + 1}"


def test_a_report_tells_of_every_priority_with_its_sentence(samples: Pages) -> None:
    for (quarter, board), report in reports().items():
        page = samples[f"/boards/{board}/{quarter.lower()}/"]
        for told in report["chapters"]:
            shown = page.one(f"section:has(> [id=told-{told['chapter']}])")
            assert chips(shown) == [WORDS[entry["status"]] for entry in told.get("priorities", [])]
            for entry in told.get("priorities", []):
                assert " ".join(entry["progress"].split()) in text(shown)
            assert told.get("nothing", "") in text(shown)


def test_a_report_says_whether_the_board_has_received_it(samples: Pages) -> None:
    for (quarter, board), report in reports().items():
        facts = text(samples[f"/boards/{board}/{quarter.lower()}/"].one("dl.data:not(.key)"))
        assert ("Not yet" in facts) == ("received" not in report)


def test_reports_follow_one_another(samples: Pages) -> None:
    page = samples[f"/boards/{BOARD}/2031-q1/"]
    assert page.target(page.one("a[rel=prev]")) == samples.at(f"/boards/{BOARD}/2030-q4/")
    assert page.target(page.one("a[rel=next]")) == samples.at(f"/boards/{BOARD}/2031-q2/")


# The whole plan


def test_progress_counts_every_priority_once_by_board_group_and_status(samples: Pages) -> None:
    page = samples["/progress/"]
    every = Counter(statuses().values())
    for anchor in ("by-board", "by-group"):
        table = page.one(f"#{anchor}").getnext()
        assert table.tag == "table"
        assert table.cssselect("caption")
        counted: Counter[str] = Counter()
        for row in table.cssselect("tbody tr"):
            words = text(row.cssselect("td")[0])
            counts = {
                word: int(number)
                for number, word in re.findall(
                    r"(\d+) ((?:not|on|off|at)[ a-z]+|changed|complete)", words
                )
            }
            counted.update(counts)
            assert int(re.match(r"\d+", words)[0]) == sum(counts.values())
            assert len(row.cssselect(".status-picture svg")) == sum(counts.values()), (
                "the picture shows as many as the words say"
            )
        assert counted == {WORDS[status].lower(): number for status, number in every.items()}
    shown = {
        text(part.cssselect(".status")[0]): len(part.cssselect("li"))
        for part in page.all("section:has(> [id^=all-])")
    }
    assert shown == {WORDS[status]: number for status, number in every.items()}


def test_progress_says_what_changed_since_the_quarter_before(samples: Pages) -> None:
    now, before = statuses(), statuses("2031-Q3")
    moved = [
        WORDS[status]
        for key in ordered(now)
        if before[key] != now[key]
        for status in (before[key], now[key])
    ]
    assert chips(section(samples["/progress/"], "changed")) == moved


def test_progress_dates_what_each_row_tells(samples: Pages) -> None:
    """Read aloud, a table says for which quarter its rows stand, and a row says so where it is for another."""
    told = {
        (chapter["chapter"], entry["number"]): quarter
        for (quarter, _), report in reports().items()
        for chapter in report["chapters"]
        for entry in chapter.get("priorities", [])
    }
    latest = max(told.values())
    of = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (sample.ROOT / "tests/sample-plan/data/chapters").glob("*.yml")
    }
    page = samples["/progress/"]
    for anchor, owner, kind in (("by-board", "board", "boards/"), ("by-group", "stage", "")):
        table = page.one(f"#{anchor}").getnext()
        assert text(table.cssselect("caption")[0]).endswith(
            f" stood in {Quarter.read(latest).name}, unless the row names an earlier quarter"
        )
        notes = []
        for row in table.cssselect("tbody tr"):
            (id_,) = [
                id_
                for id_ in {chapter[owner] for chapter in of.values()}
                if page.target(row.cssselect("a")[0]) == samples.at(f"/{kind}{id_}/")
            ]
            quarters = Counter(
                quarter for (chapter, _), quarter in told.items() if of[chapter][owner] == id_
            )
            every = sum(quarters.values())
            old = [
                (Quarter.read(quarter).name, number)
                for quarter, number in sorted(quarters.items(), reverse=True)
                if quarter < latest
            ]
            expected = [
                f"Last reported for {name}."
                if number == every
                else f"{number} of them {'was' if number == 1 else 'were'} last reported for {name}."
                for name, number in old
            ]
            assert [text(note) for note in row.cssselect("td p")] == expected, id_
            notes += expected
        assert notes, "some boards have not reported for the last quarter"


def ordered(found: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    """Priorities in the order of the plan."""
    numbers = {
        path.stem: int(yaml.safe_load(path.read_text(encoding="utf-8"))["number"])
        for path in (sample.ROOT / "tests/sample-plan/data/chapters").glob("*.yml")
    }
    return sorted(found, key=lambda key: (numbers[key[0]], int(key[1])))


def test_each_status_is_a_word_a_shape_and_a_colour_of_its_own(samples: Pages) -> None:
    shapes, colours, key = {}, {}, samples["/progress/"].one("dl.key")
    css = (samples.root / samples.asset("/assets/progress.css")).read_text(encoding="utf-8")
    for chip in key.cssselect(".status"):
        name = chip.get("class").removeprefix("status status-")
        shapes[name] = "".join(
            part.get("d") or part.get("class") or part.tag for part in chip.cssselect("svg *")
        )
        variables = re.search(
            rf"\.status-{name}\b[^{{]*{{--s:var\((--[\w-]+)\);--b:var\((--[\w-]+)\)}}", css
        )
        colours[name] = tuple(
            re.search(rf"{variable}:(#\w+)", css)[1] for variable in variables.groups()
        )
    assert set(shapes) == {*WORDS, "no-report"}
    assert len(set(shapes.values())) == 8
    assert len({colours[name] for name in WORDS}) == 7, (
        "one that has not been reported looks as if it had not begun, but for its dashes"
    )


def test_text_on_a_status_has_a_contrast_of_seven_to_one() -> None:
    css = (sample.ROOT / "overrides/assets/progress/tokens.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--s-(\w+): (#\w{6});\s+--s-\1-b: (#\w{6});", css)
    assert len(pairs) == 14, "seven in the light and seven in the dark"
    for name, front, back in pairs:
        assert ratio(front, back) >= 7, f"{name}: {front} on {back}"


def test_a_chapter_with_reports_stays_light(samples: Pages) -> None:
    """Seven quarters of seven priorities, all style sheets too, within two first answers of a server."""
    for page in samples.chapters:
        sheets = [
            samples.root / page.target(link).removeprefix(samples.url)
            for link in page.all("link[rel=stylesheet]")
        ]
        assert (
            packed(page.source.encode()) + sum(packed(sheet.read_bytes()) for sheet in sheets)
            < 2 * 14 * 1024
        ), page.address
