"""A cost to which its author gives a low or a high end is drawn between them, as evidence with a range is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from an_ensemble import document
from sojourn.results.cents import MICRO
from sojourn.results.ledger import UnitCost
from sojourn.results.spending import paths_of
from sojourn.run import CannotRun, load_us
from sojourn.study.drawn import drawn
from sojourn.study.draws import uniforms
from sojourn.study.marginal import rates_of
from sojourn.study.points.drawing import drawing
from sojourn.study.sensitivity.factors import factors
from sojourn.study.uncertain import Doubt, doubts
from sojourn.warm_up import past

PATH = "money.accounts.legal.costs.0"
ENDS = "low: 500 USD per decision, high: 2000 USD per decision"
MINE = f"{PATH}={{value: 900 USD per decision, dollars: 2024, {ENDS}}}"
MANY = 400


def law(*changes: str) -> Doubt | None:
    return {one.key: one for one in doubts(document(*changes).model)}.get(PATH)


def drawn_values(change: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    model = document(change).model
    before = past(model)
    (found,) = (one for one in doubts(model, before) if one.key == PATH)
    out = [drawn(model, before, (found,), uniforms(3, (PATH,), number)) for number in range(MANY)]
    for one in out:
        cost = one.scenario.money.accounts["legal"].costs[0]
        assert (cost.low, cost.high, cost.dollars, cost.value.per) == (None, None, 2024, "decision")
        assert float(cost.value.money.amount) == pytest.approx(one.values[PATH], abs=1e-4)
    return np.array([one.values[PATH] for one in out])


def test_one_in_twenty_lies_below_the_low_end_and_above_the_high_end() -> None:
    values = drawn_values(MINE)
    close = 4 * np.sqrt(0.05 * 0.95 / MANY)
    assert np.mean(values < 500) == pytest.approx(0.05, abs=close)
    assert np.mean(values > 2000) == pytest.approx(0.05, abs=close)
    assert np.mean(values < 900) == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(MANY))


def test_an_end_that_is_not_given_is_the_value_or_that_of_its_evidence() -> None:
    only_high = law(f"{PATH}={{value: 900 USD per decision, dollars: 2024, high: 2000 USD per decision}}")
    assert only_high is not None
    assert (only_high.low, only_high.value, only_high.high) == (900, 900, 2000)
    said = "{value: 18_310 USD per arrest, source: cost.arrest, high: 30_000 USD per arrest}"
    arrest = f"money.accounts.arrests.costs.0={said}"
    published = {one.key: one for one in doubts(document().model)}["cost.arrest"]
    found = {one.key: one for one in doubts(document(arrest).model)}
    mine = found["money.accounts.arrests.costs.0"]
    assert "cost.arrest" not in found
    assert (mine.low, mine.high) == (published.low, 30_000)


def test_a_cost_without_ends_of_its_own_or_with_none_that_leave_anything_open_is_a_decision() -> None:
    assert law() is None
    assert law(f"{PATH}={{value: 900 USD per decision, dollars: 2024}}") is None
    assert (
        law(f"{PATH}={{value: 9 USD per decision, dollars: 2024, low: 9 USD per decision, high: 9 USD per decision}}")
        is None
    )


def test_draws_of_the_unit_costs_alone_draw_it_too() -> None:
    model = document(MINE).model
    mine = UnitCost(500 * MICRO, 900 * MICRO, 2000 * MICRO, 2024)
    found = doubts(model, past(model))
    paths = paths_of(model)
    assert paths["legal.decision"] == PATH
    rates = [
        rates_of({"legal.decision": mine}, found, 1, number, paths)["legal.decision"].value for number in range(40)
    ]
    assert len(set(rates)) == 40
    assert min(rates) < 900 * MICRO < max(rates)


def test_a_ranking_names_its_author() -> None:
    (factor,) = factors(drawing(document(MINE).model, until=date(2025, 2, 10)), [PATH]).known
    assert (factor.key, factor.grade, factor.source) == (PATH, "yours", "the author of the scenario")
    with pytest.raises(CannotRun):
        factors(drawing(document().model, until=date(2025, 2, 10)), [PATH])


def test_a_draw_that_the_ledger_cannot_hold_is_pulled_in(tmp_path: Path) -> None:
    model = load_us(
        "plan-2025", [f"{PATH}={{value: 400000 USD per decision, dollars: 2024, high: 1 million USD per decision}}"]
    ).model
    before = past(model)
    (found,) = (one for one in doubts(model, before) if one.key == PATH)
    got = drawn(model, before, (found,), {PATH: 0.999})
    assert 400_000 < got.values[PATH] <= 1_000_000
