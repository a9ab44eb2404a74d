"""The command `sojourn check`: any seed, the same on any number of threads, one sentence for what it cannot do.

``python tests/test_check_takes_any_seed_and_says_what_it_cannot.py`` writes the shown output anew.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import sojourn
from sojourn.proof.checking import CannotCheck, asked, check
from sojourn.proof.families import BUILDERS
from sojourn.proof.metamorphic import NAMES

PAGE = Path(__file__).parent.parent / "docs" / "checks.md"


@pytest.mark.parametrize("seed", [0, 2**63 - 1])
def test_the_ends_of_the_seeds(seed: int) -> None:
    told = sojourn("check", "--only", "run-down", "--only", "seats-known", "--seed", str(seed), "--json")
    found = json.loads(told.out)
    assert (told.code, found["passed"], found["seed"]) == (0, True, seed)
    assert [line["case"] for line in found["theory"]] == ["run-down"] * 3 + ["seats-known"]
    assert found["theory"][-1]["z"] is None


def test_threads_change_nothing_and_seeds_do() -> None:
    one, many, other = (
        [asdict(line) for line in check(seed, only=["waiting-beds"], threads=threads).verdicts]
        for seed, threads in ((1, 1), (1, 4), (2, 2))
    )
    assert one == many
    assert one[0]["simulated"] != other[0]["simulated"]
    assert one[0]["expected"] == other[0]["expected"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--seed", "-1"), "a seed of -1 is out of range"),
        (("--seed", str(2**63)), "is out of range"),
        (("--random", "-2"), "-2 fresh instances cannot be drawn; 0 to 10,000 are allowed"),
        (("--only", "mm4"), "did you mean 'mm"),
        (("--only", "random"), "--random 20 draws twenty"),
    ],
)
def test_wrong_use_gets_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    told = sojourn("check", *arguments)
    assert told.code == 2
    assert says in told.err
    assert told.err.count("\n") == 1


@given(st.text(), st.integers(), st.integers(max_value=3))
def test_whatever_is_asked_for_gets_cases_or_a_sentence(name: str, seed: int, random: int) -> None:
    told = ""
    try:
        cases, between = asked(seed, random, [name])
        told = "asked" if cases or between else ""
    except CannotCheck as trouble:
        told = str(trouble).partition("\n")[0]
    assert told


def test_groups_and_fresh_instances() -> None:
    assert [case.name for case in asked(1, 0, [], long=True)[0]] == list(BUILDERS)
    assert "national-erlang-b" not in [case.name for case in asked(1, 0, [])[0]]
    assert asked(1, 0, [])[1] == list(NAMES)
    assert asked(1, 0, ["metamorphic"])[0] == []
    cases, between = asked(1, 3, ["random"])
    assert ([case.name for case in cases], between) == (["random-1", "random-2", "random-3"], [])


SHOWN = re.compile(r"(<!-- output of: sojourn (?P<command>[^\n]+) -->\n```text\n)(?P<output>.*?)```", re.DOTALL)


def test_the_page_shows_real_output_and_names_every_case() -> None:
    text = PAGE.read_text("utf-8")
    found = SHOWN.search(text)
    assert found is not None
    printed = sojourn(*found["command"].split()).out
    assert [line.rstrip() for line in printed.splitlines()] == [line.rstrip() for line in found["output"].splitlines()]
    assert [name for name in (*BUILDERS, *NAMES) if f"`{name}`" not in text] == []


def test_help_has_an_example() -> None:
    told = sojourn("check", "--help")
    assert told.code == 0
    assert "For example: sojourn check" in told.out


def write_anew() -> None:
    """Put the real output into the page, and that of a whole check at its end."""
    text = SHOWN.sub(lambda found: f"{found[1]}{sojourn(*found['command'].split()).out}```", PAGE.read_text("utf-8"))
    head, title, _ = text.partition("## A whole check\n")
    PAGE.write_text(f"{head}{title}\n```text\n{sojourn('check').out}```\n", "utf-8")


if __name__ == "__main__":
    write_anew()
