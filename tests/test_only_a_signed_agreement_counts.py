"""Only an agreement that is signed and in force counts; what credit to talks would change has to be asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sojourn
from agreement_runs import daily, deal, ran, tick
from sojourn.policy.agreements import counts, sends
from sojourn.scenario.agreements import RISING, Agreement, Credit, Status, StatusChange
from sojourn.show.assumptions import assumptions

STATUSES: tuple[Status, ...] = get_args(Status)
CREDITS: tuple[Credit, ...] = get_args(Credit)
FIRST = date(2025, 1, 1)
DAYS = np.arange(np.datetime64(FIRST), np.datetime64(FIRST) + 400)

changes = st.lists(st.tuples(st.integers(-30, 420), st.sampled_from(STATUSES)), min_size=1, max_size=6)


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    dated = sorted(draw(changes), key=lambda one: one[0])
    statuses = tuple(StatusChange(on=FIRST + timedelta(days=day), status=status) for day, status in dated)
    forced = [change.on for change in statuses if change.status == "in_force"]
    earliest = max(statuses[0].on, forced[0] if forced else statuses[0].on)
    ends = draw(st.none() | st.integers(0, 200).map(lambda days: earliest + timedelta(days=days)))
    return Agreement(country="Panama", statuses=statuses, ends=ends)


@given(agreements(), st.sampled_from(CREDITS))
def test_an_agreement_counts_on_the_days_of_its_status(deal: Agreement, credit: Credit) -> None:
    least = RISING.index("in_force" if credit == "signed" else credit)
    for day, sent in zip(DAYS, sends(deal, DAYS, credit), strict=True):
        so_far = [change.status for change in deal.statuses if change.on <= day]
        counted = bool(so_far) and so_far[-1] in RISING[least:]
        assert sent == (counted and (deal.ends is None or day <= deal.ends))


@given(agreements())
def test_more_credit_never_takes_a_day_away(deal: Agreement) -> None:
    days = [sends(deal, DAYS, credit).sum() for credit in ("signed", "open", "talks", "floated")]
    assert days == sorted(days)


@pytest.mark.parametrize("status", ["ruled_out", "suspended", "enjoined", "ended"])
@pytest.mark.parametrize("credit", CREDITS)
def test_what_is_refused_or_stopped_never_counts(status: Status, credit: Credit) -> None:
    assert not counts(status, credit)


def test_a_signature_alone_sends_nobody() -> None:
    run = ran((deal(statuses="{on: 2025-02-01, status: signed}"),))
    assert daily(run).sum() == 0
    assert run.summary["third_country"]["agreements"][0]["days_usable"] == 0


@pytest.mark.parametrize(("credit", "sends_somebody"), [("talks", False), ("floated", True)])
def test_credit_counts_from_the_status_that_it_names(credit: str, sends_somebody: bool) -> None:
    run = ran((deal(statuses="{on: 2025-02-01, status: floated}"),), f"third_country.credit={credit}")
    assert (daily(run).sum() > 100) == sends_somebody
    assert daily(run)[: tick(run, "2025-02-01")].sum() == 0


def test_credit_is_told_in_plain_words() -> None:
    run = ran((deal(statuses="{on: 2025-02-01, status: floated}"),), "third_country.credit=floated")
    assert "counted as if in force: Panama (floated)" in assumptions(run.scenario, run.calendar)
    assert any("Counted as if in force" in sentence for sentence in run.summary["findings"])
    plain = ran((deal(),))
    assert plain.summary["third_country"]["counted_as_if_in_force"] == []
    assert not any("Counted as if" in sentence for sentence in plain.summary["findings"])


def test_credit_does_not_reach_before_the_start() -> None:
    floated = "{on: 2024-12-05, status: floated}"
    claimed = ran((deal(statuses=floated),), "third_country.credit=floated", until="2025-03-01")
    real = ran((deal(statuses="{on: 2024-12-05, status: in_force}"),), until="2025-03-01")
    told = [run.panel.opening[run.stages.index("notice: Panama")].sum() for run in (claimed, real)]
    assert told[0] == 0 < told[1]
    assert daily(claimed, "notice: Panama")[0] > 0


def test_the_plan_as_it_ships_sends_nobody() -> None:
    plan = sojourn.load("plan-2025").model
    assert plan.third_country.credit == "signed"
    assert all(not sends(one, np.arange("2025-01-20", "2029-01-20", dtype="datetime64[D]")).any()
               for one in plan.third_country.agreements)  # fmt: skip
