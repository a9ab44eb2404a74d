"""The same scenario twice gives differences of exactly nothing, in every line, period, draw and luck."""

from __future__ import annotations

from pathlib import Path

import pytest

from compared import BEDS, SHORT, UNTIL, compared, comparison, plan
from sojourn.run import load_us, run
from sojourn.study.compare.compare import Comparison

ONE = """
extends: plan-2025
opening: {warm_up: 180 days}
beds: {capacity: "50,000 beds", patience: 2 days}
releases: {paroled: 0.5, bonded: 1.5}
"""
OTHER = """
extends: plan-2025
releases: {bonded: 150%, paroled: 50%}
beds: {patience: 48 hours, capacity: 50000 beds}
opening: {warm_up: 180 days}
title: Written in another order
"""


def whole(study: Comparison) -> list[tuple[str, str]]:
    """The lines and periods in which any run differs."""
    (side,) = study.others
    found = ((key, one.key, study.difference(side, key, one.key)) for key in study.lines for one in study.sides.spans)
    return [(key, period) for key, period, one in found if one is not None and not (one.nothing and one.band.always)]


@pytest.mark.parametrize("seed", [1, 2025])
def test_a_scenario_against_itself(seed: int) -> None:
    study = compared(plan(), plan(), seed=seed)
    assert len(study.lines) > 40
    assert whole(study) == []
    assert "do not differ in any main line" in study.summary["compared"][0]["findings"][0]


def test_the_order_and_the_units_in_which_a_file_is_written_change_nothing(tmp_path: Path) -> None:
    for name, text in (("one.yaml", ONE), ("other.yaml", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    one, other = (load_us(tmp_path / name) for name in ("one.yaml", "other.yaml"))
    study = compared(one, other)
    assert whole(study) == []
    assert study.explain(runs=10).changes == ()


def test_a_change_would_be_seen() -> None:
    assert ("booked_in", "all") in whole(comparison(BEDS))
    assert comparison(BEDS).base.label == f"plan-2025 with {SHORT}"


def test_the_base_is_the_scenarios_own_run() -> None:
    study = comparison(BEDS)
    alone = run(plan(), until=UNTIL).summary["lines"]
    told = study.by_chance[0][0]
    assert {key: told[key]["all"] for key in told} == {key: alone[key]["values"]["all"] for key in told}
