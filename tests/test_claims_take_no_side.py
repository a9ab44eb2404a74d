"""The words of claims, findings and their page are plain: none of a list of loaded words, and nobody is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claim_numbers import judged, known
from sojourn.study.claims.known import Known
from sojourn.study.claims.registry import CLAIMS, NOT_SCORED

LOADED = (
    *("absurd", "alarming", "baseless", "bogus", "brutal", "catastrophic", "chaotic", "cruel", "debunked", "dishonest"),
    *(
        "disastrous",
        "draconian",
        "exaggerated",
        "extreme",
        "fake",
        "false",
        "harsh",
        "heartless",
        "historic",
        "horrific",
    ),
    *(
        "illegal",
        "illegals",
        "alien",
        "aliens",
        "invasion",
        "lie",
        "lied",
        "lies",
        "ludicrous",
        "massive",
        "misleading",
    ),
    *("outrageous", "radical", "reckless", "ridiculous", "shameful", "shocking", "so-called", "staggering", "tough"),
    *(
        "unprecedented",
        "untrue",
        "wrongly",
        "crackdown",
        "flood",
        "hordes",
        "tragic",
        "of course",
        "clearly",
        "obviously",
    ),
    *("merely", "admits", "admitted", "insists", "refuses to say", "boasts", "brags", "falsely"),
)
WORD = re.compile(r"(?<![\w-])(" + "|".join(re.escape(one) for one in LOADED) + r")(?![\w-])", re.IGNORECASE)
PAGE = Path(__file__).parent.parent / "docs" / "claims.md"


def texts() -> list[tuple[str, str]]:
    found = [("not scored", f"{what} {why}") for what, why in NOT_SCORED]
    for one in CLAIMS:
        said = one.said
        own = [one.title, said.words, said.where, said.versions, one.unknown, *(shown.label for shown in one.shown)]
        for by in (known(), Known()):
            own += [text for reading in judged(one.name, by).readings for text in (reading.name, reading.why)]
        found.append((one.name, "\n".join(own)))
    return found


@pytest.mark.parametrize(("name", "text"), texts(), ids=lambda one: one[:20])
def test_no_loaded_word_is_used(name: str, text: str) -> None:
    assert WORD.findall(text) == []


def test_the_page_uses_none_either() -> None:
    assert WORD.findall(PAGE.read_text("utf-8")) == []


def test_the_same_words_stand_for_every_finding() -> None:
    allowed = {"supported", "not supported", "depends on", "cannot be known"}
    assert {reading.finding for one in CLAIMS for reading in judged(one.name, known()).readings} <= allowed


def test_nobody_is_named() -> None:
    names = re.compile(r"\b(Homan|Trump|Starmer|Biden|Obama|Noem)\b")
    # What the evidence calls a case stays: it is the name of a public record.
    cases = re.compile(r"[\w. ]+ v\. [\w. ]+")
    for name, text in texts():
        assert names.findall(cases.sub("", text)) == [], name


def test_a_loaded_word_would_be_seen() -> None:
    assert WORD.findall("A massive, so-called crackdown.") == ["massive", "so-called", "crackdown"]
