"""What one more of a lever is worth is what a little more of it changes, for each one added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from plan_toys import lever, search
from sojourn.results.bands import Band
from sojourn.show.plan import _change
from sojourn.study.plan.found import Found
from sojourn.study.plan.targets import goal_of
from sojourn.study.plan.verify import Trial
from sojourn.study.plan.worth import worths

LEVERS = {"arrests": lever("arrests", first=50.0, rise=1e4), "beds": lever("beds", first=1e6, rise=0.0)}
GOAL = goal_of("removals", most=True)


class Stub:
    """A simulator in which an arrest a day more is seven removals, and beds never bind."""

    def run_all(self, several: Sequence[Found], draws: Sequence[int]) -> list[Trial]:
        return [trial(found, list(draws)) for found in several]


def trial(found: Found, draws: Sequence[int]) -> Trial:
    begins = [(day - found.proposal.begins[0]).days for day in found.proposal.begins]
    days = np.diff([*begins, 730])
    added = float((found.proposal.levels["added"] * days).sum() / days[found.proposal.levels["added"] > 0].sum())
    lines: Any = tuple({"removed_all": {"all": 1000.0 * number + 7 * added}} for number in draws)
    return Trial("draws", found, tuple({} for _ in draws), lines, len(draws))


def test_a_lever_that_binds_has_its_worth_and_one_that_does_not_has_none() -> None:
    found = search(50.0, LEVERS, targets=("removals >= 36,500 per fiscal year",), beds=1e5).find({})
    several = worths(Stub(), trial(found, range(3)), LEVERS, ["removed_all"], 3, GOAL)  # type: ignore[arg-type]
    told = {one.lever: one for one in several}
    arrests, beds = told["arrests"].changes["removed_all"], told["beds"].changes["removed_all"]
    assert arrests is not None
    assert beds is not None
    assert (arrests.low, arrests.median, arrests.high) == pytest.approx((7, 7, 7))
    assert told["arrests"].binds("removed_all")
    assert beds.low == beds.high == 0
    assert not told["beds"].binds("removed_all")


def test_the_last_step_is_no_short_one_and_steps_are_quarters_of_the_fiscal_year() -> None:
    from datetime import date

    from sojourn.study.plan.levers import first_ticks, steps_of
    from sojourn.systems.calendar import Calendar

    days = Calendar(date(2025, 1, 20), date(2029, 1, 20))
    begins = [days.day(int(tick)) for tick in first_ticks(days, steps_of(days))]
    assert begins[0] == date(2025, 1, 20)
    assert {(day.month, day.day) for day in begins[1:]} == {(1, 1), (4, 1), (7, 1), (10, 1)}
    assert begins[-1] == date(2028, 10, 1)


def test_agreements_and_choices_of_policy_are_not_had_by_the_one() -> None:
    found = search(50.0, LEVERS, targets=("removals >= 36,500 per fiscal year",), beds=1e5).find({})
    levels = {**found.proposal.levels, "seats: far": np.ones_like(found.proposal.levels["added"])}
    found = replace(found, proposal=replace(found.proposal, levels=levels))
    more = {name: lever("arrests", first=1.0, rise=1.0) for name in ("agreements", "releases", "cuts")}
    several = worths(Stub(), trial(found, range(3)), {**LEVERS, **more}, ["removed_all"], 3, GOAL)  # type: ignore[arg-type, dict-item]
    assert {one.lever for one in several} == set(LEVERS)


@pytest.mark.parametrize("value", [98_000.0, -783_000.0, 9_000.0, 12_000.0, 2e6, 4.5e7, 3e9, -5.0, 0.4])
def test_thousands_and_millions_are_what_they_say(value: float) -> None:
    low, high = sorted((value / 2, value))
    said = _change(Band(value, low, high, None))
    words = {"": 1.0, " k": 1e3, " mn": 1e6, " bn": 1e9}
    first, word = said.split(" ")[0], said.rpartition(")")[2]
    assert float(first.replace("\u2212", "-").replace(",", "")) * words[word] == pytest.approx(value, rel=0.05)
