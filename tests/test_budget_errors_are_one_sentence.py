"""Whatever is typed as an amount or as removals a year is read, or refused in one sentence before anything is run."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import sojourn
from sojourn.run import CannotRun
from sojourn.study.budget_ask import amount_of, removals_of


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--amount", "86 billion"), "give the currency"),
        (("--amount", "86"), "give the currency"),
        (("--amount", "-86 billion USD"), "lies between 0 and"),
        (("--amount", "0 USD"), "buys nothing"),
        (("--amount", "86 billion GBP"), "is in GBP; the accounts are in USD"),
        (("--amount", "86 billion dollars"), "does not say which dollars"),
        (("--amount", ""), "an amount of money expected"),
        (("--removals", "1000000"), "does not say in what time; write it as 1,000,000/year"),
        (("--removals", "1000000/month"), "does not say in what time"),
        (("--removals", "0/year"), "whole numbers from 1"),
        (("--removals", "-3/year"), "whole numbers from 1"),
        (("--removals", "0.5/year"), "whole numbers from 1"),
        (("--removals", "many/year"), "a number a year expected"),
        (("--draws", "-1"), "whole numbers from 0 to 1,000"),
        (("--until", "2025-03-01"), "takes up to 210 days"),
        (("--until", "2025-12-01", "--removals", "300,000/year"), "no fiscal year is wholly in a run"),
        (("children-2025",), "is asked of scenarios of 'us' only"),
    ],
)
def test_bad_input_gets_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    with patch("sojourn.study.budget_runs.Simulation", side_effect=AssertionError("a run was made")):
        told = sojourn("budget", *arguments)
    assert (told.code, told.out) == (2, "")
    assert says in told.err
    assert len(told.err.splitlines()) == 1


def test_a_sum_that_buys_nothing_says_what_the_next_costs() -> None:
    changes = ("--set", "opening.warm_up=180 days", "--draws", "0", "--until", "2025-09-15")
    told = sojourn("budget", "--amount", "3 USD", *changes)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("error: the amount: 3 USD buys not one removal more than the base has")
    assert len(told.err.splitlines()) == 1


@given(st.text() | st.from_regex(r"[-+]?[0-9,.]{1,9}( ?(k|bn|billion|m))? ?(USD|GBP|\$|usd)?", fullmatch=True))
def test_any_text_is_an_amount_or_one_line(text: str) -> None:
    try:
        money = amount_of(text)
    except CannotRun as trouble:
        assert len(str(trouble).splitlines()) == 1  # noqa: PT017
        assert len(str(trouble)) < 500  # noqa: PT017
    else:
        assert money.currency == "USD"
        assert money.amount > 0


@given(st.text() | st.from_regex(r"[-+]?[0-9,.]{1,9}( ?(k|million))? ?(/| per | a )(year|month)", fullmatch=True))
def test_any_text_is_removals_or_one_line(text: str) -> None:
    try:
        number = removals_of(text)
    except CannotRun as trouble:
        assert len(str(trouble).splitlines()) == 1  # noqa: PT017
    else:
        assert number >= 1


@pytest.mark.parametrize("text", ["1000000/year", "1,000,000 / year", "1 million per year", "1M removals a year"])
def test_removals_are_read_in_their_forms(text: str) -> None:
    assert removals_of(text) == 1_000_000
