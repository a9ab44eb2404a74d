"""A price of arrests is paid for each that is added, also where the scenario itself has planned more of them."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from plan_toys import DAYS, lever, responses, run, scenario
from sojourn.study.plan.answer import Plan
from sojourn.study.plan.building import Builder
from sojourn.study.plan.levers import Lever

OWN = 50.0
PRICE = 7.0


def priced() -> Lever:
    return replace(lever("arrests", first=10.0, rise=10.0), price=PRICE)


@pytest.mark.parametrize("level", [0.0, 20.0, OWN])
def test_arrests_that_are_added_are_paid_for_one_by_one(level: float) -> None:
    came = responses(10.0)
    came = replace(came, arrivals=replace(came.arrivals, own_added=np.full(DAYS.ticks, OWN)))
    builder = Builder(scenario(), DAYS, came, run(1e6, {"arrest": 100.0}), {"arrests": priced()})
    out = builder.build()
    values = np.zeros(len(out.program.columns))
    values[out.levels["added"]] = level
    paid = sum(one.at(values) for one in out.counts["outside"])
    assert paid == pytest.approx(PRICE * level * DAYS.ticks)


@pytest.mark.parametrize(("period", "days"), [("FY2026", 365), ("all", 730)])
def test_those_of_the_scenario_are_paid_for_as_well(period: str, days: int) -> None:
    model = scenario(f"arrivals.interior_added={OWN:g} per day")
    lines = {"money_all": {period: 1000.0}}
    plan: Any = SimpleNamespace(before=lines, levers={"arrests": priced()}, scenario=model, calendar=DAYS)
    assert Plan.own(plan, "cost", period) == pytest.approx(1000.0 + PRICE * OWN * days)
    plan.levers = {"arrests": replace(priced(), price=0.0)}
    assert Plan.own(plan, "cost", period) == 1000.0
