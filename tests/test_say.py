"""People have their say with the real form, in a real browser, sent to a real receiver: nothing is lost, nothing runs."""

from __future__ import annotations

import json
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from pages import (
    DAY,
    EDITION,
    ROOT,
    build,
    by_day,
    copy_project,
    load,
    nothing,
    project_of,
    run,
    straight,
)
from sample import SMALL
from small import TODAY

from macros.plan.load import read_plan
from macros.plan.today import epoch_of
from macros.proof.checkers.axe import axe
from macros.proof.checkers.sight import contrast, targets
from macros.proof.findings import DARK, LIGHT, LIGHT_NARROW, State, Visit
from macros.proof.pages import Pages
from macros.proof.served import Served, Server, serve

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

PUBLISHER = "The Example Trust"
TOLD = f"publisher: {PUBLISHER}\nfeedback:\n"
NAMED = "  privacy_contact: Write to the trust's data protection officer.\n  kept: The trust keeps your words for two years.\n"

# What people type, and what some try.
LONG = "It took eleven weeks. " * 1000
AWKWARD = {
    "plain words": "There should be more breaks for carers.",
    "quotation marks": "She said \"no\", it's 'fine' & that’s “all”; 50% < 100%",
    "line breaks": "First line\nSecond line\n\n  indented\tand a tab\n",
    "emoji and other scripts": "👵🏽❤️‍🩹 zażółć gęślą jaźń – شكرا – 谢谢 – naïve \N{MATHEMATICAL DOUBLE-STRUCK CAPITAL X}",
    "markup": '</textarea><script>document.title="run"</script><img src=x onerror="document.title=\'run\'"><b>bold</b>',
    "a template": "{{ 7 * 7 }} {% raw %} ${7*7} %7B%7B &lt;p&gt; &amp;amp;",
    "an address": "a=b&c=d+e%20f#g?h;i=javascript:alert(1)",
    "a very long text": LONG,
}
# An e-mail address that every browser takes as one, with all that could go wrong on its way.
ADDRESS = "o'hara&b=c+d%20e#f?g{{7*7}}$`|~@example.org"
PLAN = "Sample Plan, Anytown"


def one_line(words: str) -> str:
    """Words as a field of one line takes them."""
    return " ".join(words.split())


@dataclass
class Receiver:
    """A form service on this machine: what it got, and how it answers."""

    mode: str = "up"
    got: list[dict[str, str]] = field(default_factory=list)
    tries: int = 0
    port: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Where the form is sent to."""
        return f"http://127.0.0.1:{self.port}/send"


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    """A receiver that takes an ordinary POST and leads back to the thank-you page, as form services do."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            state.tries += 1
            if state.mode == "down":
                self.connection.close()
                return
            if state.mode == "silent":
                state.over.wait(60)
                return
            if state.mode == "pageless":
                self.send_response(204)
                self.end_headers()
                return
            if state.mode == "slow":
                time.sleep(1.5)
            if state.mode == "refusing":
                self.answer(500, b"<h1>Out of order</h1>")
                return
            assert self.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
            sent = {
                name: values[0]
                for name, values in parse_qs(
                    body, keep_blank_values=True, strict_parsing=True
                ).items()
            }
            state.got.append(sent)
            if "json" in self.headers.get("Accept", ""):
                self.answer(200, json.dumps({"ok": True}).encode())
            else:
                self.send_response(303)
                self.send_header("Location", sent["_next"])
                self.end_headers()

        def answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    state.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield state
    server.shutdown()
    server.server_close()


Variant = Callable[[str], Served]


@pytest.fixture(scope="module")
def variant(tmp_path_factory: pytest.TempPathFactory, receiver: Receiver) -> Iterator[Variant]:
    """The small plan's site, its pages about the route those of the third edition, with another route for feedback, or with none, built once for each route."""
    routes = {
        "nobody": "",
        "endpoint": f"{TOLD}  endpoint: {receiver.url}\n  thanks_field: _next\n  hidden:\n    - name: access_key\n      value: abc-123\n{NAMED}",
        "fetch": f"{TOLD}  endpoint: {receiver.url}\n  thanks_field: _next\n  answers_scripts: true\n{NAMED}",
        "email": "feedback:\n  email: plan@example.org\n",
        "publisher": f"publisher: {PUBLISHER}\n",
        "post": "feedback:\n  post:\n    - The Example Trust\n    - 1 High Street\n  telephone: 0191 496 0000\n",
    }
    known: dict[str, Served] = {}

    def at(name: str) -> Served:
        if name not in known:
            root = project_of(SMALL, tmp_path_factory.mktemp(name) / "project")
            plan = root / "data/plan.yml"
            plan.write_text(
                re.sub(
                    r"^(?:publisher: .*|(?:feedback|privacy):(?:\n  .*)*)\n",
                    "",
                    plan.read_text(encoding="utf-8"),
                    flags=re.MULTILINE,
                )
                + routes[name],
                encoding="utf-8",
            )
            for page in ("accessibility", "contact", "have-your-say", "other-formats", "privacy"):
                text = (EDITION / f"docs/{page}.md").read_text(encoding="utf-8")
                # What rests on data that the small plan lacks tells nothing of the route.
                text = re.sub(r"\{\{ (?:quote|note|get_help)\(.*\n", "", text)
                (root / f"docs/{page}.md").write_text(text, encoding="utf-8")
            shutil.copy(EDITION / "data/accessibility.yml", root / "data")
            # The site's own address is that of the server, so that the receiver can lead back to it.
            served = stack.enter_context(serve(Pages(root / "site")))
            settings = root / "mkdocs.yml"
            own = f"site_url: {served.url}"
            settings.write_text(
                re.sub(
                    "^site_url: .*", own, settings.read_text(encoding="utf-8"), flags=re.MULTILINE
                ),
                encoding="utf-8",
            )
            done = run(
                root,
                *("mkdocs", "build", "--strict", "--site-dir", str(root / "site")),
                SOURCE_DATE_EPOCH=epoch_of(TODAY),
            )
            assert done.returncode == 0, done.stderr
            known[name] = Served(Pages(root / "site"), served.url)
        return known[name]

    with ExitStack() as stack:
        yield at


@pytest.fixture
def fresh_tab(browser: Browser, receiver: Receiver) -> Iterator[Callable[..., Tab]]:
    """A new tab, with scripts or without. Closed afterwards; the receiver is fresh."""
    receiver.mode, receiver.tries = "up", 0
    receiver.got.clear()
    receiver.over.clear()
    opened: list[Tab] = []

    def new(state: State = LIGHT) -> Tab:
        opened.append(state.open(browser))
        return opened[-1]

    yield new
    receiver.over.set()
    for page in opened:
        page.context.close()


SCRIPTS = {"without scripts": State(scripts=False), "with scripts": LIGHT}
WAYS = [("endpoint", "without scripts"), ("endpoint", "with scripts"), ("fetch", "with scripts")]
WAY = pytest.mark.parametrize("way", WAYS, ids=[f"{route} {scripts}" for route, scripts in WAYS])
# All that people type goes each way by night; by day some of it, the rest one way.
TYPED = [
    pytest.param(
        way,
        words,
        id=f"{name} {' '.join(way)}",
        marks=() if way == WAYS[1] or name in ("line breaks", "markup") else pytest.mark.night,
    )
    for way in WAYS
    for name, words in AWKWARD.items()
]


def fill(page: Tab, thoughts: str, email: str = "someone@example.org", telephone: str = "") -> None:
    page.get_by_label("Priority 1.2").check()
    page.get_by_label("What do you think?").fill(thoughts)
    page.get_by_label("A carer").check()
    page.get_by_label("Yes, by e-mail").check()
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_label("Your telephone number").fill(telephone)


def press(page: Tab, *, again: bool) -> None:
    """Press Send; once more where the page can't know whether the same words arrived before, and asks."""
    page.get_by_role("button", name="Send").click()
    if again:
        assert "Did a page thank you?" in page.locator(".say-status").inner_text()
        page.get_by_role("button", name="Send").click()


def thanked(page: Tab, served: Served) -> None:
    page.wait_for_url(served.at("/thank-you/"))
    assert page.locator("h1").inner_text() == "Thank you"
    assert PUBLISHER in page.locator("main").inner_text()


def until(true: Callable[[], bool]) -> None:
    """Wait for what happens outside the browser."""
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def text(words: str) -> str:
    """Line breaks as one sign, as every mailbox shows them."""
    return words.replace("\r\n", "\n")


# Sent


@pytest.mark.browser
@pytest.mark.parametrize(("way", "words"), TYPED)
def test_what_is_typed_arrives_once_and_whole(
    variant: Variant,
    fresh_tab: Callable[..., Tab],
    receiver: Receiver,
    way: tuple[str, str],
    words: str,
) -> None:
    route, scripts = way
    served, page = variant(route), fresh_tab(SCRIPTS[scripts])
    page.goto(served.at("/have-your-say/play/"))
    fill(page, words, ADDRESS, one_line(words))
    page.get_by_role("button", name=f"Send to {PUBLISHER}").click()
    thanked(page, served)
    assert page.title() != "run"
    assert len(receiver.got) == receiver.tries == 1
    sent = {name: text(value) for name, value in receiver.got[0].items()}
    extra = {"access_key": "abc-123"} if route == "endpoint" else {}
    assert sent == {
        "subject": f"{PLAN}: Play",
        "page": served.at("/have-your-say/play/"),
        "about": "Priority 1.2: Keep them open in the evening",
        "thoughts": words,
        "who": "A carer",
        "answer": "Yes, by e-mail",
        "email": ADDRESS,
        "telephone": one_line(words),
        "_next": served.at("/thank-you/"),
        **extra,
    }


@pytest.mark.browser
@WAY
def test_an_endpoint_that_is_down_or_refuses_loses_nothing(
    variant: Variant, fresh_tab: Callable[..., Tab], receiver: Receiver, way: tuple[str, str]
) -> None:
    route, scripts = way
    served, page = variant(route), fresh_tab(SCRIPTS[scripts])
    page.goto(served.at("/have-your-say/play/"))
    words = AWKWARD["line breaks"] + AWKWARD["markup"]
    for mode in ("down", "refusing"):
        receiver.mode = mode
        if mode == "down":
            fill(page, words)
        press(page, again=mode == "refusing" and (route, scripts) == ("endpoint", "with scripts"))
        if route == "fetch":
            failed = page.locator("#say-failed")
            failed.wait_for()
            assert "can’t tell whether your words arrived" in failed.inner_text()
            assert page.evaluate("document.activeElement.id") == "say-failed"
        else:
            page.wait_for_timeout(500)
            page.go_back()
            page.get_by_label("What do you think?").wait_for()
        assert text(page.get_by_label("What do you think?").input_value()) == words, mode
        assert page.get_by_label("Priority 1.2").is_checked()
        assert page.get_by_label("Your e-mail address").input_value() == "someone@example.org"
    assert receiver.got == []
    receiver.mode = "up"
    press(page, again=(route, scripts) == ("endpoint", "with scripts"))
    thanked(page, served)
    assert [text(sent["thoughts"]) for sent in receiver.got] == [words]


@pytest.mark.browser
@pytest.mark.parametrize("route", ["endpoint", "fetch"])
def test_a_slow_endpoint_and_an_impatient_finger_send_once(
    variant: Variant, fresh_tab: Callable[..., Tab], receiver: Receiver, route: str
) -> None:
    served, page = variant(route), fresh_tab()
    receiver.mode = "slow"
    page.goto(served.at("/have-your-say/"))
    page.get_by_label("What do you think?").fill("Once is enough.")
    page.evaluate(
        "() => { const b = document.querySelector('.say-form .button'); b.click(); b.click(); setTimeout(() => b.click(), 300); setTimeout(() => b.click(), 900); }"
    )
    thanked(page, served)
    assert receiver.tries == len(receiver.got) == 1


ENOUGH = 10_000  # milliseconds until a post without an answer may be tried again
SILENT = 30_000  # and until a silent endpoint counts as failed


@pytest.mark.browser
@pytest.mark.parametrize(
    "mode", ["pageless", "silent"], ids=["the answer brings no page", "the reader presses Stop"]
)
def test_send_works_again_after_a_post_that_brought_no_page_and_asks_first(
    variant: Variant, fresh_tab: Callable[..., Tab], receiver: Receiver, mode: str
) -> None:
    served, page = variant("endpoint"), fresh_tab()
    receiver.mode = mode
    page.clock.install()
    page.goto(served.at("/have-your-say/play/"))
    fill(page, "Is anyone there?")
    page.evaluate(
        "addEventListener('keydown', (event) => event.key === 'Escape' && stop())"
    )  # as a browser with a window does
    send, told = page.get_by_role("button", name="Send"), page.locator(".say-status")
    send.click(no_wait_after=True)
    until(lambda: receiver.tries == 1)
    if mode == "silent":
        page.keyboard.press("Escape")
    send.click(no_wait_after=True)
    assert told.inner_text() == "Sending …", "an impatient finger sends nothing"
    page.clock.run_for(ENOUGH)
    assert (
        told.inner_text()
        == "No answer has come yet. Your words are still here, and the button works again."
    )
    receiver.mode = "up"
    send.click()
    assert "Did a page thank you?" in told.inner_text()
    assert receiver.tries == 1
    send.click()
    thanked(page, served)
    assert [sent["thoughts"] for sent in receiver.got] == ["Is anyone there?"]


@pytest.mark.browser
def test_an_endpoint_that_never_answers_counts_as_failed_after_half_a_minute(
    variant: Variant, fresh_tab: Callable[..., Tab], receiver: Receiver
) -> None:
    served, page = variant("fetch"), fresh_tab()
    receiver.mode = "silent"
    page.clock.install()
    page.goto(served.at("/have-your-say/play/"))
    fill(page, "Is anyone there?")
    page.get_by_role("button", name="Send").click()
    until(lambda: receiver.tries == 1)
    page.clock.run_for(SILENT - 1000)
    page.get_by_role("button", name="Send").click()
    assert page.locator("#say-failed").is_hidden()
    assert receiver.tries == 1
    page.clock.run_for(1000)
    page.locator("#say-failed").wait_for()
    assert page.get_by_label("What do you think?").input_value() == "Is anyone there?"
    receiver.mode = "up"
    page.get_by_role("button", name="Send").click()
    thanked(page, served)
    assert [sent["thoughts"] for sent in receiver.got] == ["Is anyone there?"]


@pytest.mark.browser
def test_without_scripts_a_slow_endpoint_is_waited_for(
    variant: Variant, fresh_tab: Callable[..., Tab], receiver: Receiver
) -> None:
    served, page = variant("endpoint"), fresh_tab(SCRIPTS["without scripts"])
    receiver.mode = "slow"
    page.goto(served.at("/have-your-say/play/"))
    fill(page, AWKWARD["emoji and other scripts"])
    page.get_by_role("button", name="Send").click()
    thanked(page, served)
    assert [sent["thoughts"] for sent in receiver.got] == [AWKWARD["emoji and other scripts"]]


@pytest.mark.browser
@pytest.mark.parametrize("route", ["endpoint", "fetch"])
def test_after_back_the_words_are_there_and_are_not_sent_again_by_mistake(
    variant: Variant, fresh_tab: Callable[..., Tab], receiver: Receiver, route: str
) -> None:
    served, page = variant(route), fresh_tab()
    page.goto(served.at("/have-your-say/play/"))
    fill(page, "I came back.")
    page.get_by_role("button", name="Send").click()
    thanked(page, served)
    page.go_back()
    page.get_by_label("What do you think?").wait_for()
    assert page.get_by_label("What do you think?").input_value() == "I came back."
    page.get_by_role("button", name="Send").click()
    assert "Did a page thank you?" in page.locator(".say-status").inner_text()
    page.wait_for_timeout(500)
    assert receiver.tries == 1
    page.get_by_label("What do you think?").fill("And I have more to say.")
    page.get_by_role("button", name="Send").click()
    thanked(page, served)
    assert [sent["thoughts"] for sent in receiver.got] == [
        "I came back.",
        "And I have more to say.",
    ]


@pytest.mark.browser
@pytest.mark.parametrize("route", ["endpoint", "fetch"])
@pytest.mark.parametrize("mode", ["up", "refusing"])
def test_the_browsers_history_keeps_no_words(
    variant: Variant, fresh_tab: Callable[..., Tab], receiver: Receiver, route: str, mode: str
) -> None:
    served, page = variant(route), fresh_tab()
    receiver.mode = mode
    page.goto(served.at("/have-your-say/play/"))
    fill(page, "Between you and me", "someone@example.org", "0191 496 0000")
    page.get_by_role("button", name="Send").click()
    if (route, mode) == ("fetch", "refusing"):
        page.locator("#say-failed").wait_for()
    else:
        page.wait_for_url(lambda url: url != served.at("/have-your-say/play/"))
        page.go_back()
    assert page.get_by_label("What do you think?").input_value() == "Between you and me"
    assert page.evaluate("JSON.stringify(history.state)") in ("null", '{"sent":true}')
    page.get_by_label("What do you think?").fill("Between us")
    assert page.evaluate("history.state") is None, "what was changed was not sent"


@pytest.mark.browser
@pytest.mark.parametrize("scripts", SCRIPTS)
def test_an_empty_form_is_not_sent_and_says_why(
    variant: Variant, fresh_tab: Callable[..., Tab], receiver: Receiver, scripts: str
) -> None:
    served, page = variant("endpoint"), fresh_tab(SCRIPTS[scripts])
    page.goto(served.at("/have-your-say/play/"))
    page.get_by_role("button", name="Send").click()
    page.wait_for_timeout(300)
    assert page.url == served.at("/have-your-say/play/")
    assert receiver.tries == 0
    assert page.evaluate("document.activeElement.id") == "thoughts"
    if scripts == "with scripts":
        assert (
            page.locator("#thoughts-wrong").inner_text()
            == "Write what you think first. The box is empty."
        )
        assert (
            page.get_by_label("What do you think?").get_attribute("aria-describedby")
            == "thoughts-wrong thoughts-hint"
        )
        assert page.get_by_label("What do you think?").get_attribute("aria-invalid") == "true"
        page.get_by_label("What do you think?").fill("Now I do.")
        assert page.get_by_label("What do you think?").get_attribute("aria-invalid") == "false"
        assert page.locator("#thoughts-wrong").is_hidden()


# What is answered, what stands in the two boxes, the box that is wrong, and what is said of it.
WRONG = {
    "an e-mail address that is none": (
        "Yes, by e-mail",
        "someone@",
        "",
        "email",
        "This is not a whole e-mail address.",
    ),
    "an e-mail address that is none, and not needed": (
        "No",
        "someone",
        "",
        "email",
        "This is not a whole e-mail address.",
    ),
    "no e-mail address": (
        "Yes, by e-mail",
        " ",
        "0191 496 0000",
        "email",
        "Write your e-mail address here, or choose another answer.",
    ),
    "no telephone number": (
        "Yes, by telephone",
        "someone@example.org",
        "",
        "telephone",
        "Write your telephone number here, or choose another answer.",
    ),
}


@pytest.mark.browser
@pytest.mark.parametrize("route", by_day(("endpoint", "fetch", "email"), "fetch"))
@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_an_answer_that_can_not_reach_anyone_is_told_beside_its_box(
    variant: Variant,
    fresh_tab: Callable[..., Tab],
    receiver: Receiver,
    route: str,
    case: tuple[str, str, str, str, str],
) -> None:
    answer, email, telephone, wrong, why = case
    served, page = variant(route), fresh_tab()
    page.goto(served.at("/have-your-say/play/"))
    fill(page, "Hello", email, telephone)
    page.get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Write the e-mail" if route == "email" else "Send").click()
    assert page.locator(f"#{wrong}-wrong").inner_text().startswith(why)
    assert page.locator(".wrong:visible").count() == 1
    assert page.evaluate("document.activeElement.id") == wrong
    assert page.locator("[aria-invalid=true]").get_attribute("id") == wrong
    assert (
        page.locator(f"#{wrong}").get_attribute("aria-describedby") == f"{wrong}-wrong {wrong}-hint"
    )
    page.locator(f"#{wrong}").fill("someone@example.org" if wrong == "email" else "0191 496 0000")
    assert (
        page.locator(".wrong:visible").count() == page.locator("[aria-invalid=true]").count() == 0
    )
    assert page.locator(f"#{wrong}").get_attribute("aria-describedby") == f"{wrong}-hint"
    assert receiver.tries == 0
    assert page.locator(".own-copy").is_hidden()


@pytest.mark.browser
def test_all_that_is_wrong_is_told_at_once_and_another_answer_takes_it_back(
    variant: Variant, fresh_tab: Callable[..., Tab], receiver: Receiver
) -> None:
    served, page = variant("endpoint"), fresh_tab()
    page.goto(served.at("/have-your-say/play/"))
    page.get_by_label("Yes, by e-mail").check()
    page.get_by_role("button", name="Send").click()
    assert page.locator(".wrong:visible").count() == 2
    assert page.evaluate("document.activeElement.id") == "thoughts"
    page.get_by_label("No", exact=True).check()
    page.get_by_label("What do you think?").fill("Now I do.")
    assert page.locator(".wrong:visible").count() == 0
    page.get_by_role("button", name="Send").click()
    thanked(page, served)
    assert [sent["answer"] for sent in receiver.got] == [""]


@pytest.mark.browser
def test_without_scripts_the_browser_refuses_what_is_no_e_mail_address(
    variant: Variant, fresh_tab: Callable[..., Tab], receiver: Receiver
) -> None:
    served, page = variant("endpoint"), fresh_tab(SCRIPTS["without scripts"])
    page.goto(served.at("/have-your-say/play/"))
    fill(page, "Hello", "someone@")
    page.get_by_role("button", name="Send").click()
    page.wait_for_timeout(300)
    assert page.url == served.at("/have-your-say/play/")
    assert receiver.tries == 0
    assert page.evaluate("document.activeElement.id") == "email"


@pytest.mark.browser
@pytest.mark.parametrize("state", [LIGHT, DARK, LIGHT_NARROW], ids=str)
def test_the_form_is_accessible_while_something_is_wrong(
    variant: Variant, fresh_tab: Callable[..., Tab], receiver: Receiver, state: State
) -> None:
    served, page = variant("fetch"), fresh_tab(state)
    receiver.mode = "refusing"
    page.goto(served.at("/have-your-say/play/"))
    visit = Visit(page, "/have-your-say/play/", str(state))
    page.get_by_label("Your e-mail address").fill("someone")
    page.get_by_label("Yes, by telephone").check()
    page.get_by_role("button", name="Send").click()
    assert page.locator(".wrong:visible").count() == 3
    nothing([*axe(visit), *contrast(visit), *targets(visit)])
    fill(page, "Hello")
    page.get_by_role("button", name="Send").click()
    page.locator("#say-failed").wait_for()
    page.get_by_role("button", name="Make a text").click()
    nothing([*axe(visit), *contrast(visit), *targets(visit)])
    page.goto(served.at("/thank-you/"))
    nothing([*axe(visit), *contrast(visit), *targets(visit)])


# Written down


@pytest.mark.browser
@pytest.mark.parametrize("words", by_day(AWKWARD, "line breaks", "markup", "a very long text"))
def test_with_nowhere_to_send_the_page_makes_a_text(
    variant: Variant, fresh_tab: Callable[..., Tab], words: str
) -> None:
    served, page = variant("nobody"), fresh_tab()
    page.goto(served.at("/have-your-say/play/"))
    assert page.get_by_role("button", name="Send").count() == 0
    assert (
        "Nobody has been named yet who takes comments on this plan."
        in page.locator("main").inner_text()
    )
    page.get_by_label("What do you think?").fill(words)
    page.get_by_label("Someone else").check()
    page.get_by_role("button", name="Make a text to copy or print").click()
    made = page.locator("#made").input_value()
    assert page.evaluate("document.activeElement.textContent") == "Your words as a text"
    assert made == "\n".join(
        [
            f"{PLAN}: Play",
            served.at("/have-your-say/play/"),
            "",
            "What is it about?",
            "The chapter Play as a whole",
            "",
            "What do you think?",
            words.strip(),
            "",
            "Who are you in relation to this?",
            "Someone else",
            "",
        ]
    )
    assert page.title() != "run"
    page.get_by_role("button", name="Copy the text").click()
    page.locator(".say-copied:not(:empty)").wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("route", ["nobody", "email"])
@pytest.mark.parametrize("scripts", SCRIPTS)
def test_no_key_sends_what_goes_nowhere(
    variant: Variant, fresh_tab: Callable[..., Tab], scripts: str, route: str
) -> None:
    served, page = variant(route), fresh_tab(SCRIPTS[scripts])
    page.goto(served.at("/have-your-say/play/"))
    page.get_by_label("What do you think?").fill("Private")
    for label in ("A patient", "Priority 1.1"):
        page.get_by_label(label).focus()
        page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert page.url == served.at("/have-your-say/play/")
    assert page.get_by_label("What do you think?").input_value() == "Private"


@pytest.mark.browser
def test_with_an_e_mail_address_the_form_writes_the_e_mail_and_shows_it(
    variant: Variant, fresh_tab: Callable[..., Tab]
) -> None:
    served, page = variant("email"), fresh_tab()
    page.goto(served.at("/have-your-say/play/"))
    assert page.get_by_role("button", name="Send").count() == 0
    fill(page, AWKWARD["quotation marks"] + "\n" + AWKWARD["emoji and other scripts"])
    page.get_by_role("button", name="Write the e-mail").click()
    made = page.locator("#made").input_value()
    assert AWKWARD["emoji and other scripts"] in made
    assert "Send this to plan@example.org" in page.locator(".own-copy").inner_text()
    parts = urlsplit(page.get_by_role("link", name="Open in my mail program").get_attribute("href"))
    mail = dict(part.split("=", 1) for part in parts.query.split("&"))
    assert parts.scheme == "mailto"
    assert parts.path == "plan@example.org"
    assert unquote(mail["subject"]).startswith(f"{PLAN}: Play: Priority 1.2: ")
    assert made.startswith(f"{PLAN}: Play\n")
    assert unquote(mail["body"]).replace("\r\n", "\n") == made
    page.locator("#made").fill(LONG)
    assert "body=" not in page.get_by_role("link", name="Open in my mail program").get_attribute(
        "href"
    )
    assert "too long for some mail programs" in page.locator(".say-copied").inner_text()


@pytest.mark.browser
def test_without_scripts_the_e_mail_address_is_a_link_with_the_subject(
    variant: Variant, fresh_tab: Callable[..., Tab]
) -> None:
    served, page = variant("email"), fresh_tab(State(scripts=False))
    page.goto(served.at("/have-your-say/play/"))
    for place in (page.locator("#where ~ ul"), page.locator(".by-hand")):
        link = place.get_by_role("link", name="plan@example.org")
        assert (
            unquote(link.get_attribute("href")) == f"mailto:plan@example.org?subject={PLAN}: Play"
        )


def test_a_form_that_can_not_be_sent_ends_with_what_to_do_by_hand(variant: Variant) -> None:
    for pages, words in (
        (variant("nobody").pages, "print this page"),
        (variant("post").pages, "print this page"),
        (variant("email").pages, "write the e-mail yourself: plan@example.org."),
    ):
        for address in ("/have-your-say/", "/have-your-say/play/"):
            last = pages[address].all(".say-form > *")[-1]
            assert last.text_content().startswith("Without scripts, ")
            assert words in last.text_content()
            assert "print this page with your browser’s print command" in last.text_content()
    assert not variant("endpoint").pages["/have-your-say/"].all(".by-hand")


def test_whoever_telephones_is_told_that_the_form_can_be_printed_first(variant: Variant) -> None:
    assert (
        "0191 496 0000. You can fill in the form first and print it"
        in variant("post").pages["/have-your-say/"].one("main").text_content()
    )


def test_every_form_has_a_box_for_each_answer_that_it_offers(variant: Variant) -> None:
    for pages in (variant(name).pages for name in ("endpoint", "email", "post")):
        offered = [
            box.get("data-needs") for box in pages["/have-your-say/play/"].all("input[name=answer]")
        ]
        assert offered == [None, "email", "telephone"]
        for name in offered[1:]:
            assert pages["/have-your-say/play/"].one(f".say-form #{name}").get("name") == name


@pytest.mark.browser
def test_with_post_and_telephone_the_form_is_printed(
    variant: Variant, fresh_tab: Callable[..., Tab]
) -> None:
    served, page = variant("post"), fresh_tab(State(scripts=False))
    page.goto(served.at("/have-your-say/play/"))
    page.emulate_media(media="print")
    main = page.locator("main").inner_text()
    assert "The Example Trust, 1 High Street" in main
    assert "0191 496 0000" in main
    assert page.get_by_label("What do you think?").bounding_box()["height"] > 200
    assert page.get_by_label("Your telephone number").is_visible()
    assert not page.locator("button:visible").count()
    assert (
        page.locator("input[name=about]:default").evaluate(
            "e => getComputedStyle(e).borderTopWidth"
        )
        == "2px"
    ), "a pen can't take a tick back"


@pytest.mark.browser
def test_a_text_that_was_made_is_printed_in_place_of_the_form(
    variant: Variant, fresh_tab: Callable[..., Tab]
) -> None:
    served, page = variant("post"), fresh_tab()
    page.goto(served.at("/have-your-say/play/"))
    page.get_by_label("What do you think?").fill("On paper, please.")
    page.get_by_role("button", name="Make a text").click()
    page.emulate_media(media="print")
    assert page.locator(".paper").is_visible()
    assert not page.locator(".say-form").is_visible()
    assert page.locator(".paper").text_content() == page.locator("#made").input_value()


# From the pages to the form


@pytest.mark.browser
def test_a_link_from_a_priority_chooses_it_with_scripts_and_the_chapter_without(
    variant: Variant, fresh_tab: Callable[..., Tab]
) -> None:
    served = variant("email")
    for scripts, label in (
        ("with scripts", "Priority 1.2"),
        ("without scripts", "The chapter Play as a whole"),
    ):
        page = fresh_tab(SCRIPTS[scripts])
        page.goto(served.at("/chapters/play/"))
        page.get_by_role("link", name="Say what you think of 1.2").click()
        page.wait_for_url("**/have-your-say/play/?priority=2")
        assert page.get_by_label(label).is_checked(), scripts


def test_a_form_offers_every_priority_of_its_chapter(site: Pages) -> None:
    for page in site.chapters:
        form = site[f"/have-your-say/{page.address.split('/')[2]}/"]
        headings = [section.cssselect("h3")[0] for section in page.all("section.priority")]
        offered = [
            box.get("data-priority")
            for box in form.all("input[name=about]")
            if box.get("data-priority")
        ]
        assert offered == [str(number) for number in range(1, len(headings) + 1)], page.address


# What follows from the route


def test_the_privacy_page_says_who_gets_the_words_and_how_long_they_are_kept(
    variant: Variant,
) -> None:
    said = variant("endpoint").pages["/privacy/"].one("main").text_content()
    for words in (
        PUBLISHER,
        "127.0.0.1",
        "data controller",
        "The trust keeps your words for two years.",
        "Write to the trust’s data protection officer.",
    ):
        assert words in said
    assert "can’t be sent" in variant("email").pages["/privacy/"].one("main").text_content()


@pytest.mark.parametrize(
    "address", ["/contact/", "/accessibility/", "/other-formats/", "/have-your-say/"]
)
def test_pages_that_said_nobody_is_named_name_the_route_when_there_is_one(
    variant: Variant, address: str
) -> None:
    assert "0191 496 0000" in variant("post").pages[address].one("main").text_content()
    assert "0191" not in variant("nobody").pages[address].one("main").text_content()


# What pages say as long as nobody publishes the site, and as long as nobody takes what readers write.
NO_PUBLISHER = r"[Nn]o publisher|publisher of this (?:web)?site has not been named|[Nn]obody has been named yet who publishes"
NO_ROUTE = r"[Nn]obody (?:is|has been) named (?:yet )?(?:who takes|to (?:ask|respond))|no address, form or phone number for this site|no service yet that takes|form to report a problem can't be sent"
PUBLISHES = r"the publisher(?: for another format)? here|report a problem to the publisher|website is run by"


def saying(pages: Pages, words: str) -> set[str]:
    """The pages that say such words, header and footer too."""
    return {
        page.address
        for page in pages
        if re.search(words, " ".join(straight(page.one("body").text_content()).split()))
    }


def test_as_long_as_there_is_no_publisher_and_no_route_pages_say_so(variant: Variant) -> None:
    site = variant("nobody").pages
    assert {"/accessibility/", "/contact/", "/privacy/", "/have-your-say/"} <= saying(
        site, NO_PUBLISHER
    )
    assert {
        "/accessibility/",
        "/contact/",
        "/privacy/",
        "/other-formats/",
        "/have-your-say/",
    } <= saying(site, NO_ROUTE)
    assert not saying(site, PUBLISHES)


@pytest.mark.parametrize("name", ["endpoint", "fetch", "publisher"])
def test_once_a_publisher_is_named_no_page_says_that_there_is_none(
    variant: Variant, name: str
) -> None:
    pages = variant(name).pages
    assert not saying(pages, NO_PUBLISHER)
    assert len(saying(pages, f"[Pp]ublished by {PUBLISHER}")) == len(pages)


@pytest.mark.parametrize("name", ["endpoint", "fetch"])
def test_once_the_form_can_be_sent_no_page_says_that_it_cannot(variant: Variant, name: str) -> None:
    pages = variant(name).pages
    assert not saying(pages, NO_ROUTE)
    assert saying(pages, "unless you follow a link or press Send") == {"/privacy/"}
    assert {"/accessibility/", "/contact/", "/privacy/"} <= saying(pages, PUBLISHES)
    assert saying(pages, "commitment is missing") == {"/accessibility/"}, (
        "naming a publisher does not make the commitment"
    )


@pytest.mark.parametrize("name", ["email", "post"])
def test_without_a_publisher_no_page_says_that_a_route_leads_to_one(
    variant: Variant, name: str
) -> None:
    pages = variant(name).pages
    assert not saying(pages, PUBLISHES)
    assert not saying(pages, NO_ROUTE.partition("|no service")[0])
    assert saying(pages, "You can ask about this website here:") == {"/contact/", "/privacy/"}
    assert saying(pages, "form to report a problem can't be sent") == {"/accessibility/"}, (
        "there is no form to send yet"
    )
    assert not saying(pages, "press Send")
    assert "/accessibility/" in saying(pages, NO_PUBLISHER)


def test_there_is_no_thank_you_page_where_nothing_can_be_sent(variant: Variant) -> None:
    assert "/thank-you/" not in {page.address for page in variant("nobody").pages}
    assert "/thank-you/" in {page.address for page in variant("endpoint").pages}


def test_check_tells_once_what_only_the_publisher_can_say() -> None:
    done = run(ROOT, "macros", "--root", str(EDITION), "check")
    (told,) = [line for line in done.stdout.splitlines() if "only the publisher can say" in line]
    for name in ("publisher", "feedback", "controller", "host", "basis", "kept", "objections"):
        assert f"'{name}:'" in told


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("", "readers"),
        ("  answers_scripts: true\n", "readers without scripts"),
        ("  thanks_field: _next\n", None),
    ],
)
def test_check_warns_while_nothing_leads_readers_back_from_the_service(
    tmp_path: Path, line: str, who: str | None
) -> None:
    root = copy_project(tmp_path / "project")
    with (root / "data/plan.yml").open("a", encoding="utf-8") as plan:
        plan.write(f"{TOLD}  endpoint: https://forms.example.org/plan\n{line}{NAMED}")
    told = [problem for problem in read_plan(root, DAY)[1] if "form service" in str(problem)]
    assert len(told) == (1 if who else 0)
    for problem in told:
        assert problem.warning
        assert f"is not told where to lead {who} once" in problem.message
        assert "'thanks_field: _next'" in problem.message
        assert problem.path == "data/plan.yml"
        assert (
            (root / problem.path)
            .read_text(encoding="utf-8")
            .splitlines()[problem.line - 1]
            .startswith("  endpoint:")
        )


# You said, they did

# Of both chapters in the sample.
BOARD = f"/boards/{load('chapters/carers')['board']}/"


@pytest.fixture(scope="module")
def with_themes(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The third edition with two themes that people spoke of, and a chapter that is retired, made up for these tests."""
    root = copy_project(tmp_path_factory.mktemp("themes") / "project")
    folder = root / "data/feedback"
    folder.mkdir()
    (folder / "short-breaks.yml").write_text(
        "title: Short breaks\nabout:\n  - chapter: carers\n    priority: 1\n  - chapter: dementia\nheard: 2026-02-03\nlast_heard: 2026-03-04\n"
        "said: Carers said that breaks are too short & <b>too rare</b>.\nanswers:\n  - date: 2026-04-05\n    by: The chapter lead\n"
        "    what: The lead agreed.\n    change: Priority 13.1 asks for more\n    address: https://www.example.org/minutes\n",
        encoding="utf-8",
    )
    retired = root / "data/chapters/stroke.yml"
    old = retired.read_text(encoding="utf-8")
    assert "status: current" in old
    retired.write_text(
        old.replace(
            "status: current",
            "status: retired\nreason:\n  plain: Its work moved to another plan.\n  date: 2026-03-04",
        ),
        encoding="utf-8",
    )
    (folder / "one-page.yml").write_text(
        "title: The plan on one page\nheard: 2026-05-06\nsaid: Some wanted a shorter plan.\n",
        encoding="utf-8",
    )
    return build(root, root / "site")


def test_what_people_said_stands_with_its_answer_where_it_belongs(with_themes: Pages) -> None:
    for address in (
        "/have-your-say/",
        "/have-your-say/carers/",
        "/chapters/carers/",
        "/chapters/dementia/",
        BOARD,
    ):
        theme = [
            item
            for item in with_themes[address].all(".themes > li")
            if item.get("id") == "short-breaks"
        ]
        assert len(theme) == 1, address
        said = theme[0].text_content()
        assert "Carers said that breaks are too short & <b>too rare</b>." in said
        assert "The chapter lead, 5 April 2026: The lead agreed." in said
        assert "What changed: Priority 13.1 asks for more." in said
        assert "Heard on 3 February 2026, and last on 4 March 2026." in said
    boards = {
        page.address
        for page in with_themes
        if page.address.startswith("/boards/") and page.all("#short-breaks")
    }
    assert boards == {BOARD}, "the board of the chapters shows it, and no other does"
    assert not with_themes["/chapters/cancer/"].all(".themes")


def test_the_form_of_a_retired_chapter_says_so_and_no_other_does(with_themes: Pages) -> None:
    told = {
        page.address
        for page in with_themes
        if page.address.startswith("/have-your-say/")
        and "This chapter was retired on 4 March 2026." in page.one("main").text_content()
    }
    assert told == {"/have-your-say/stroke/"}


def test_what_waits_for_an_answer_comes_first_and_says_since_when(with_themes: Pages) -> None:
    items = with_themes["/have-your-say/"].all(".themes > li")
    assert [item.get("id") for item in items] == ["one-page", "short-breaks"]
    assert "Nobody has answered yet. It has waited since 6 May 2026." in items[0].text_content()
    assert (
        "2 themes are told here. 1 waits for an answer."
        in with_themes["/have-your-say/"].one("main").text_content()
    )


def test_with_nothing_said_the_page_says_so(site: Pages) -> None:
    assert (
        "Nothing has been published here yet: neither what people said, nor what was done about it."
        in site["/have-your-say/"].one("main").text_content()
    )
    assert not any(page.all(".themes") for page in site)
