"""Those there at the start and those who came are those who left and those who are there, for any list."""

from __future__ import annotations

import numpy as np
import pytest

from children_runs import a_run, scenario
from sojourn.evidence import table
from sojourn.systems.children import listed

SHORT = "period.until=2025-09-01"


@pytest.mark.parametrize("work", ["none", "missed_hearing", "either"])
def test_on_every_day(work: str) -> None:
    told = a_run(SHORT, f"lists.work={work}")
    came = sum(told.series[f"arrived_{name}"] for name in told.sources).cumsum(axis=0)
    left = sum(told.series[f"exit_{name}"] for name in told.exits).cumsum(axis=0)
    inside = sum(told.series[f"in_{name}"] for name in told.stages)
    opening = told.panel.opening.sum(axis=0)
    assert np.array_equal(opening + came, left + inside)
    assert told.identity["holds"]
    assert sum(told.at_end.values()) == inside[-1].sum()
    assert min(int(told.series[f"in_{name}"].min()) for name in told.stages) >= 0


def test_the_first_day_is_as_reported() -> None:
    last = table("children_daily")[-1]
    there = {"in_care": last.whole("in_care"), "border_custody": last.whole("in_border_custody")}
    told = a_run(SHORT, "lists.work=either")
    opening = dict(zip(told.stages, told.panel.opening.sum(axis=1).tolist(), strict=True))
    assert {name: opening[name] for name in there} == there
    assert opening["attempt_1"] == sum(listed(scenario("lists.work=either")).values()) == 323_000
    assert sum(opening.values()) == told.identity["opening"]


def test_the_share_of_bad_addresses_is_that_of_the_scenario() -> None:
    told = a_run(SHORT, "lists.work=missed_hearing", "contact.attempts_each=1 attempts", "contact.reaches=100%")
    kept = told.series["exit_unreachable"][:, 1:].sum()
    assert kept == pytest.approx(0.0691 * 32_000, abs=1)
