"""A claim names commands that exist and run, and the same seed gives the same numbers again."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
import typer.main

from claim_numbers import NUMBERS, judged, known
from command_line import sojourn
from sojourn.cli.app import app
from sojourn.run import load
from sojourn.study.claims.answer import PLAN, Claims, claims
from sojourn.study.claims.claim import FINDINGS, Claim
from sojourn.study.claims.registry import CLAIMS
from sojourn.study.claims.studies import STUDIES, Asked

PLACES = {"scenario": PLAN, "draws": "6", "seed": "2025", "year": "2026-01-20", "month": "2025-02-19"}
each = pytest.mark.parametrize("one", CLAIMS, ids=lambda one: one.name)


def commands(one: Claim) -> list[list[str]]:
    """The commands of a claim as words."""
    found = judged(one.name, known())
    return [shlex.split(text) for text in Claims((found,), {}, PLACES, 6).commands(found)]


QUICK = sorted({tuple(words[1:]) for one in CLAIMS for words in commands(one) if words[2].startswith(("uk-", "coop"))})


@each
def test_every_command_is_one_that_the_program_knows(one: Claim) -> None:
    tree = typer.main.get_command(app)
    for program, verb, *arguments in commands(one):
        assert program == "sojourn"
        assert verb in tree.commands  # type: ignore[attr-defined]
        tree.commands[verb].make_context(verb, list(arguments))  # type: ignore[attr-defined]


@each
def test_from_evidence_alone_it_is_told_at_once(one: Claim) -> None:
    told = sojourn("claims", one.name, "--evidence-only")
    assert told.code == 0, told.err
    assert one.title in told.out
    (data,) = json.loads(sojourn("claims", one.name, "--evidence-only", "--json").out)["claims"]
    assert data["finding"] in (*FINDINGS, None)
    assert data["evidence"]
    assert data["said"]["in_our_words"]


def test_all_of_them_are_in_the_table() -> None:
    told = sojourn("claims", "--evidence-only")
    assert [line.split()[0] for line in told.out.splitlines()[2:] if line[:1].strip()][: len(CLAIMS)] == [
        one.name for one in CLAIMS
    ]


@pytest.mark.parametrize("words", QUICK, ids=" ".join)
def test_a_quick_command_runs(words: tuple[str, ...], tmp_path: Path) -> None:
    told = sojourn(*words, "--json", "--out", str(tmp_path))
    assert told.code == 0, told.err
    assert "lines" in json.loads(told.out)


def test_the_replay_of_a_command_is_the_number_of_the_claim(tmp_path: Path) -> None:
    numbers = claims("rwanda", "effort-2019", workers=1).numbers
    told = sojourn("run", "uk-rwanda-2022", "--seed", "1", "--json", "--out", str(tmp_path))
    line = json.loads(told.out)["lines"]["exit_relocated"]
    assert numbers["rwanda.removed"].low <= line["values"]["all"] <= numbers["rwanda.removed"].high
    assert numbers["rwanda.removed_without_measure"].low > numbers["rwanda.removed"].high
    assert numbers["cooperative.sent"].low > numbers["cooperative.sent_if_stopped"].high


def test_draws_give_the_numbers_that_claims_ask_for_and_the_same_again() -> None:
    document = load(PLAN, ["period.until=2025-03-20", "opening.warm_up=180 days"])
    asked = Asked(document, 2, 7, 1, lambda done, of: None)
    first = STUDIES["draws"](asked)
    assert first == STUDIES["draws"](asked)
    # Two months hold no whole fiscal year: what is told of one is not there, and is not made up.
    whole_years = {name for name in NUMBERS if name.startswith(("removals.best", "money.custody.year", "stay.little"))}
    wanted = {shown.number for one in CLAIMS if "draws" in one.needs for shown in one.shown if "." in shown.number}
    others = ("chance", "moved", "cooperative", "rwanda", "children", "wait.refusing")
    assert {name for name in wanted - whole_years if not name.startswith(others)} <= set(first)
    assert not whole_years & set(first)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["thirty-day"], "did you mean 'thirty-days'"),
        (["--draws", "1"], "2 to 1,000 are"),
        (["--draws", "3", "--quick"], "give one"),
        (["--evidence-only", "--draws", "3"], "makes no run"),
        (["signed", "--scenario", "children-2025"], "another system|system"),
        (["signed", "--scenario", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(arguments: list[str], why: str) -> None:
    told = sojourn("claims", *arguments)
    assert told.code != 0
    assert any(one in told.err for one in why.split("|"))
    assert "Traceback" not in told.err
