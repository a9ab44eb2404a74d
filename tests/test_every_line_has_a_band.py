"""Many runs answer with every line of one run, and a band in the place of every number."""

from __future__ import annotations

import json

import numpy as np

from an_ensemble import SEED, UNTIL, an_ensemble, document
from sojourn.results.bands import numbers
from sojourn.run import run


def test_no_line_is_without() -> None:
    one, many = run(document(), seed=SEED, until=UNTIL).summary, an_ensemble().summary
    assert list(many["lines"]) == list(one["lines"])
    for key, line in one["lines"].items():
        for period, value in line["values"].items():
            told = many["lines"][key]["values"][period]
            assert (told is None) == (value is None), key
            if told is None:
                continue
            assert told["low"] <= told["median"] <= told["high"], key
            assert told["by_chance"][0] <= told["by_chance"][1]
            assert told["by_rule"][0] <= told["by_rule"][1]
            assert told["chance_share"] is None or 0 <= told["chance_share"] <= 1
            assert told["runs"] == 6


def test_the_first_run_by_luck_is_the_one_run() -> None:
    one, many = run(document(), seed=SEED, until=UNTIL).summary, an_ensemble()
    assert many.central == one
    assert many.by_chance[0] == {key: line["values"] for key, line in one["lines"].items()}


def test_bands_are_of_all_draws() -> None:
    many = an_ensemble()
    removed = numbers(many.values(many.runs, "removed_all", "all")).tolist()
    told = many.summary["lines"]["removed_all"]["values"]["all"]
    assert len(removed) == 6
    assert (told["low"], told["high"]) == (min(removed), max(removed))
    assert len(set(removed)) > 1


def test_the_ends_of_a_unit_cost_do_not_move_with_it() -> None:
    many = an_ensemble()
    days, cost, low, high = (
        numbers(many.values(many.runs, key, "all")) for key in ("person_days", "cost", "cost_low", "cost_high")
    )
    assert np.array_equal(low, days * 152)
    assert np.array_equal(high, days * 165)
    assert np.ptp(cost / days) > 1


def test_the_whole_is_plain_data() -> None:
    many = an_ensemble().summary
    assert json.loads(json.dumps(many, allow_nan=False)) == many
    joint = an_ensemble().joint
    assert joint is not None
    assert {one["key"] for one in many["uncertain"]} == set(an_ensemble().drawn[0]) - joint.aside
