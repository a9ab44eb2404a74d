"""Nobody is hired for another policy of release, and nothing is built: all of it can be had from the first day on."""

from __future__ import annotations

import numpy as np
import pytest

from plan_toys import DAYS
from sojourn.run import load_us
from sojourn.study.plan.levers import Control, Lever, control, first_ticks, levers_of, steps_of, with_limits

QUARTERS, MONTHS = steps_of(DAYS), steps_of(DAYS, 1)


def releases(**limits: str) -> Lever:
    usual = levers_of(load_us("plan-2025", ["period.start=2025-10-01"]).model, DAYS, ("releases",))
    given = {name: {"releases": text} for name, text in limits.items()}
    none: dict[str, dict[str, str]] = {"lead": {}, "rise": {}, "fix": {}, "price": {}}
    lead, rise, fix, price = (none | given).values()
    return with_limits(usual, lead, rise, fix, price)["releases"]  # type: ignore[arg-type]


def laid(one: Lever, steps: np.ndarray) -> Control:
    return control("releases", one, np.ones(DAYS.ticks), DAYS, steps)


@pytest.mark.parametrize("steps", [QUARTERS, MONTHS], ids=["quarters", "months"])
def test_a_pace_can_be_the_fastest_from_the_first_day_on(steps: np.ndarray) -> None:
    one = releases()
    found = laid(one, steps)
    assert np.all(found.high >= one.rise)  # the most, of which its own pace is a part
    assert np.all(found.rise >= one.rise - 1.0)  # from its own to the most, and back, on any step


def test_a_pace_that_is_fixed_is_that_from_the_first_day_on() -> None:
    found = laid(releases(fix="2.5"), QUARTERS)
    assert found.low.tolist() == found.high.tolist() == [2.5] * len(found.high)


def test_a_lead_that_is_given_is_waited_for() -> None:
    found, begins = laid(releases(lead="100 days"), QUARTERS), first_ticks(DAYS, QUARTERS)
    assert np.all((found.high > 1.0) == (begins >= 100))


def test_a_rise_that_is_given_is_kept_to() -> None:
    found, begins = laid(releases(rise="0.1 per month"), QUARTERS), first_ticks(DAYS, QUARTERS)
    assert found.high == pytest.approx(1.0 + 0.1 * begins / (365.25 / 12))
