"""How the site's own words are written, and what no text may claim or hold: the same for data/ and for pages. The rules stand in rules/style.py."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .sentences import Sentence, without_addresses
from .source import texts_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .problems import Problem
    from .source import Source
    from .statement import Accessibility

LONGEST = 25  # words in a sentence
LONGEST_SUMMARY = 60  # words in what lists say of a chapter, group or board
_BEGINNING = 6  # words of a long sentence in a message

# What no sentence of the site's own says, and why.
_ADVICE = (
    (
        re.compile(r"\b(?:[Ww]e|us|[Oo]urs?|[Oo]urselves)\b(?!\.[a-z])"),
        "stands here, and this site speaks for nobody. Say who it is, such as 'the partners', or put what somebody said in quotation marks.",
    ),
    (
        re.compile(r"\bclick(?:ing)? (?:here|below)\b", re.IGNORECASE),
        "means nothing to those who use no mouse. Let the words of the link say where it leads.",
    ),
    (
        re.compile(r"\b(?:FAQs?|frequently asked questions)\b", re.IGNORECASE),
        "does not say what the questions are about. Name that instead.",
    ),
)
_CLAIM = re.compile(
    r"\b(?:fully|wholly|completely|100%|AA)[ -](?:compliant|accessible|conformant)\b",
    re.IGNORECASE,
)
_OF_THE_SITE = re.compile(r"\b(?:web)?(?:site|pages?)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|nothing|nor|neither|no|never)\b|n[’']t\b", re.IGNORECASE)

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(
    r"(?<![\w.,/=-])\(?(?:\+44(?: ?\(0\))?|0)(?:[ ()-]{0,2}\d){9,10}(?!\d)"
    # A short one is known by what is said before it.
    r"|\b(?:call|dial|phone|ring|telephone|text)(?: (?:[\w’']+ ){0,4}(?:on|to))? (?P<short>\d{3} \d{3}|\d{3}|\d{5})"
    r"(?![\d%]|,\d| \d| (?:people|times|words)\b)"
    r"|\b116 ?\d{3}\b",
    re.IGNORECASE,
)

Held = frozenset[str]


def advice_on(sentence: Sentence) -> Iterator[Problem]:
    """Warnings of how a sentence is written, at its place."""
    if sentence.length > LONGEST:
        begins = " ".join(sentence.text.split()[:_BEGINNING])
        message = f"the sentence that begins '{begins}' has {sentence.length} words. At most {LONGEST} are easy to read. Make two of it."
        yield sentence.problem(message, warning=True)
    for words, message in _ADVICE:
        if match := words.search(sentence.said):
            yield sentence.problem(f"'{match[0]}' {message}", warning=True)


def too_much_claimed(sentence: Sentence, statement: Accessibility | None) -> Iterator[Problem]:
    """A claim that the site is accessible throughout, unless people tested it and the `statement` lists nothing that is wrong."""
    tested = statement and any(test.by == "people" for test in statement.tests)
    if tested and statement and not statement.problems and not statement.untested:
        return
    match = _CLAIM.search(sentence.said)
    if match and _OF_THE_SITE.search(sentence.said) and not _DENIED.search(sentence.said):
        message = f"'{match[0]}' claims more than data/accessibility.yml bears out. Say what was found, or take the sentence away."
        yield sentence.problem(message)


def ways_to_people(text: str, held: Held) -> Iterator[tuple[int, str]]:
    """Telephone numbers and e-mail addresses in a text that are not `held`, each with where it begins and what to do."""
    text = without_addresses(text)
    for match in EMAIL.finditer(text):
        if match[0].lower() not in held:
            message = f"the e-mail address '{match[0]}' is not in data/plan.yml, so nobody looks after it. Put it under 'feedback:' there if readers may write to it, and lead to contact.md; else take it away."
            yield match.start(), message
    for match in _NUMBER.finditer(text):
        group = "short" if match["short"] else 0
        if digits_of(match[group]) not in held:
            message = f"the telephone number '{match[group].strip()}' is neither in data/help.yml nor in data/plan.yml, so nobody looks after it. Mend it, or put it there and lead to the page that shows it; else take it away."
            yield match.start(group), message


def numbers_in(text: str) -> list[str]:
    """The telephone numbers in a text."""
    return [match["short"] or match[0] for match in _NUMBER.finditer(text)]


def digits_of(number: str) -> str:
    """A telephone number as it is dialled here."""
    digits = re.sub(r"\D", "", number)
    return re.sub("^440?", "0", digits) if "+" in number else digits


def dialled(number: str) -> str:
    """A telephone number as a link dials it from anywhere: with the code of the country, unless it is a short one such as 999."""
    if number.startswith("+") and not number.startswith("+44"):
        return "+" + re.sub(r"\D", "", number)
    return re.sub("^0", "+44", digits_of(number))


def held_in(lines: Source | None, plan: Source | None) -> Held | None:
    """The ways to people that help.yml and plan.yml hold: None if one of them can't be read, so that nobody knows."""
    if lines is None or plan is None or not isinstance(lines.data, dict):
        return None
    held = {
        digits_of(line["number"])
        for line in lines.data.values()
        if isinstance(line, dict) and isinstance(line.get("number"), str)
    }
    for _, text in texts_in(plan.data):
        held |= {match[0].lower() for match in EMAIL.finditer(text)}
        held |= {digits_of(match[0]) for match in re.finditer(r"\+?\d[\d ()-]+\d", text)}
    return frozenset(held)


def may_need_advice(text: str) -> bool:
    """Whether a text holds anything that advice is given on: a quick look, for most hold nothing."""
    return len(text.split()) > LONGEST or any(words.search(text) for words, _ in _ADVICE)


def may_claim(text: str) -> bool:
    """Whether a text holds words of a claim: the same."""
    return bool(_CLAIM.search(text))
