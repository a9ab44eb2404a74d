"""The next removal costs what two runs with the same luck differ by in money, over what they differ by in removals."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import SHORT, sojourn
from sojourn.evidence.registry import figure
from sojourn.network import By, Network, number_at
from sojourn.results.cents import MICRO
from sojourn.results.counting import REMOVALS
from sojourn.results.ledger import UnitCost
from sojourn.run import CannotRun, calendar_of, load_us, simulate
from sojourn.scenario.us import UsScenario
from sojourn.study import marginal as study
from sojourn.study.budget_levels import without_limits
from sojourn.study.marginal import Marginal, marginal, rates_of
from sojourn.study.marginal_runs import ENLARGED, Counted, Drawn, Enlarged, Job, enlarged, make
from sojourn.study.points.drawing import drawing
from sojourn.study.uncertain import Doubt
from sojourn.systems.us import us_network

SMALL = ("opening.warm_up=200 days",)
UNTIL = date(2025, 3, 20)


def scenario(*changes: str) -> UsScenario:
    return load_us("plan-2025", [*SMALL, *changes]).model


def test_it_is_the_difference_of_two_runs_made_by_themselves() -> None:
    model = scenario()
    found = marginal(load_us("plan-2025", SMALL), draws=1, rates=1, more=0.1, until=UNTIL, workers=1)
    point = drawing(model, until=UNTIL).draw(0)
    drawn, past = (UsScenario.model_validate_json(text) for text in (point.scenario, point.past))
    days = calendar_of(drawn, UNTIL)

    def alone(of: UsScenario) -> tuple[float, int]:
        run = simulate(without_limits(of), days, point.seed, past=past, custody=point.custody, specialised=False)
        return run.ledger.total() / 100, sum(int(run.series[f"exit_{name}"].sum()) for name in REMOVALS)

    cost, removed = alone(drawn)
    each = found.each["removal"]
    assert each is not None
    assert each.median == pytest.approx(cost / removed, rel=1e-6)
    more, gained = alone(enlarged(drawn, "all", 0.1))
    one = found.more["all"].cost
    assert one is not None
    assert one.median == pytest.approx((more - cost) / (gained - removed), rel=1e-4)


def test_one_capacity_is_enlarged_and_the_others_stay() -> None:
    model = scenario()
    plain = capacities(us_network(model, calendar_of(model, UNTIL)))
    for what in ENLARGED:
        changed = capacities(us_network(enlarged(model, what, 0.5), calendar_of(model, UNTIL)))
        for name, amount in plain.items():
            factor = 1.5 if what in (name, "all") else 1.0
            assert changed[name] == pytest.approx(factor * amount, rel=2e-3), (what, name)


def capacities(network: Network) -> dict[str, float]:
    ticks = (UNTIL - date(2025, 1, 20)).days
    (pool,) = network.pools
    assert isinstance(pool.capacity, By)
    beds = sum(float(number_at(one, ticks, "beds").sum()) for one in pool.capacity.values.values())
    (added,) = [one for one in network.sources if one.name == "interior_added"]
    assert added.rate is not None
    (gate,) = [one for one in network.gates if one.name == "departures"]
    seats = sum(float(number_at(door.supply, ticks, door.name).sum()) for door in gate.doors)
    return {"beds": beds, "arrests": float(number_at(added.rate, ticks, "added").sum()), "seats": seats}


def test_bands_and_draws_in_vain_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two draws: beds remove 10 and 20 more for 5,000 and 6,000 dollars; arrests 4 more, and then 4 fewer."""
    costs = {
        "bed_day": UnitCost(None, 100 * MICRO, None, 2024),
        "legal.decision": UnitCost(None, 500 * MICRO, None, 2024),
    }
    accounts = {"bed_day": "custody", "legal.decision": "legal"}
    plain = Counted({"bed_day": 1000, "legal.decision": 40}, 100, 1000, 50)

    def more(arrests: int, beds: int, days: int) -> dict[Enlarged, Counted]:
        def run(gained: int, bed_days: int) -> Counted:
            return Counted({"bed_day": 1000 + bed_days, "legal.decision": 40}, 100 + gained, 1000 + bed_days, 50)

        return {"arrests": run(arrests, 2), "beds": run(beds, days), "seats": run(0, 9), "all": run(beds, days)}

    given = iter([Drawn(plain, more(4, 10, 50), costs, accounts), Drawn(plain, more(-4, 20, 60), costs, accounts)])

    def made(jobs: list[Job], workers: int, keep: Callable[[Job, Drawn], None], make: Any) -> None:
        for job in jobs:
            keep(job, next(given))

    monkeypatch.setattr(study, "made", made)
    found = marginal(scenario(), draws=2, rates=1, until=UNTIL)
    medians = {what: one.median if one else None for what, one in found.each.items()}
    assert medians == {"removal": 1200.0, "bed_day": 100.0, "release": 2400.0}
    beds, arrests, seats = (found.more[what] for what in ("beds", "arrests", "seats"))
    assert (beds.cost.low, beds.cost.high, beds.in_vain) == (300.0, 500.0, 0) if beds.cost else False
    assert (arrests.cost.median, arrests.in_vain) == (50.0, 1) if arrests.cost else False
    assert (seats.cost, seats.in_vain) == (None, 2)
    assert found.cheapest == "beds"


@given(share=st.floats(0.01, 0.99), number=st.integers(0, 1000))
def test_rates_are_drawn_again_from_their_laws_and_others_stay(share: float, number: int) -> None:
    law = Doubt("cost.bed", 120.0, 165.0, 190.0, "USD/bed-day", "B", True, ())
    mine, other = (
        UnitCost(None, 165 * MICRO, None, 2024, "cost.bed"),
        UnitCost(None, 9 * MICRO, None, 2010, "set by you"),
    )
    found = rates_of({"bed_day": mine, "a": other}, (law,), 1, number)
    assert found["a"] == other
    assert found["bed_day"].value > 0
    assert found["bed_day"].year == 2024
    assert rates_of({"bed_day": mine}, (law,), 1, number)["bed_day"] == found["bed_day"]
    assert law.at(share) > 0


def test_many_draws_of_a_rate_keep_its_quantiles() -> None:
    law = Doubt("cost.bed", 120.0, 165.0, 190.0, "USD/bed-day", "B", True, ())
    cost = UnitCost(None, 165 * MICRO, None, 2024, "cost.bed")
    values = np.array([rates_of({"b": cost}, (law,), 7, n)["b"].value / MICRO for n in range(1000)])
    for end, share in ((120.0, 0.05), (165.0, 0.5), (190.0, 0.95)):
        assert float((values <= end).mean()) == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"draws": 0}, "0 is no number of draws"),
        ({"more": 0.0}, "cannot be enlarged"),
        ({"rates": 0}, "unit costs"),
        ({"more": 3.0}, "0.1 % to 100 %"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(CannotRun, match=words):
        marginal(scenario(), **{"draws": 1, **asked})


def test_any_process_counts_the_same() -> None:
    job = Job(drawing(scenario(), until=date(2025, 2, 20), specialised=False).draw(3), 0.02)
    assert make(job) == make(job)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--draws", "0"), "0 is no number of draws"),
        (("--draws", "2", "--more", "300%"), "--more: a share lies between 0% and 100%"),
        (("--draws", "2", "--more", "0%"), "cannot be enlarged by 0"),
        (("--draws", "2", "--dollars", "2018"), "--draws need a scenario, at its own rates"),
        (("--draws", "2", "--rate", "bed_day=9 USD"), "--draws need a scenario, at its own rates"),
    ],
)
def test_the_command_refuses_in_one_sentence(options: tuple[str, ...], sentence: str) -> None:
    told = sojourn("ledger", "plan-2025", *options)
    assert (told.code, told.out) == (2, "")
    assert sentence in told.err


def test_the_command_prints_bands_and_the_cheapest_way() -> None:
    told = json.loads(sojourn("ledger", "plan-2025", *SHORT, "--draws", "1", "--json").out)
    assert set(told["next_removal"]) == {"arrests", "beds", "seats", "all"}
    assert told["each"]["removal"]["low"] <= told["each"]["removal"]["median"] <= told["each"]["removal"]["high"]
    shown = sojourn("ledger", "plan-2025", *SHORT, "--draws", "1").out
    assert "The next removal" in shown
    assert "A bed and day, custody" in shown


def test_every_unit_cost_that_it_leans_on_has_its_grade() -> None:
    model = load_us("plan-2025", ["money.accounts.legal.costs.+={value: 5 USD per day, dollars: 2024}"]).model
    found = Marginal("", model, model.period.until, 1, 1, 1, 0.02, 2024, {}, {})
    assert found.grades["cost.arrest"] == figure("cost.arrest").grade
    assert found.grades["detention.adult_bed_day.FY2025"] == figure("detention.adult_bed_day.FY2025").grade
    assert [source for source, grade in found.grades.items() if grade == "yours"] == ["money.accounts.legal.costs.1"]
