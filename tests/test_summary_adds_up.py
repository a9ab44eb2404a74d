"""The summary adds up: nobody is lost, years make the whole, and money is person-days times the rate to the cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from a_run import a_run
from sojourn.results.counting import OFFICIAL, best
from sojourn.results.lines import lines
from sojourn.results.periods import fiscal_years
from sojourn.results.series import SOURCES
from sojourn.study.replay import leaving_a_bed
from sojourn.systems.calendar import Calendar
from sojourn.warm_up import opening

YEARS = ("FY2025", "FY2026")


def values(key: str) -> dict[str, Any]:
    found: dict[str, Any] = a_run().summary["lines"][key]["values"]
    return found


def test_everybody_is_inside_or_out_every_day() -> None:
    series, panel = a_run().series, a_run().panel
    came = sum(series[f"arrived_{name}"] for name in SOURCES).cumsum(axis=0)
    left = sum(series[f"exit_{name}"] for name in a_run().exits).cumsum(axis=0)
    inside = sum(series[f"in_{name}"] for name in a_run().stages)
    np.testing.assert_array_equal(came + panel.opening.sum(axis=0), left + inside)


def test_every_exit_and_every_arrival_has_a_line() -> None:
    told = a_run().summary["lines"]
    out = sum(values(key)["all"] for key in told if key.startswith(("exit_", "removed_")) and key != "removed_all")
    came = sum(values(key)["all"] for key in ("arrested_interior", "arrived_border", "arrived_border_direct"))
    assert came + a_run().panel.opening.sum() == out + a_run().at_end.sum()


def test_those_brought_in_for_a_bed_are_booked_in_released_or_still_waiting() -> None:
    run = a_run()
    came = sum(run.panel.taken(owner=f"source {name}", target="intake").sum() for name in SOURCES)
    came += values("border_booked_in")["all"] + run.panel.opening[run.stages.index("intake")].sum()
    waiting = run.at_end[run.stages.index("intake")].sum()
    assert came == values("booked_in")["all"] + values("exit_released_no_bed")["all"] + waiting


def test_those_held_at_the_border_to_be_removed_are_removed_brought_in_or_still_there() -> None:
    run = a_run()
    there = [run.stages.index(name) for name in ("border_custody", "border_seat")]
    came = values("arrived_border_direct")["all"] + run.panel.opening[there].sum()
    assert came == values("removed_border")["all"] + values("border_booked_in")["all"] + run.at_end[there].sum()


def test_deaths_are_whole_people_with_the_range_of_the_evidence() -> None:
    low, middle, high = (values(f"deaths_{key}")["all"] for key in ("low", "expected", "high"))
    assert all(isinstance(one, int) for one in (low, middle, high))
    assert low <= middle <= high
    years = values("person_days")["all"] / 365.25
    assert (low, middle, high) == tuple(round(years * rate) for rate in (0.00019, 0.000252, 0.000623))


def test_fiscal_years_add_up_to_the_whole() -> None:
    adding = [line.key for line in lines(a_run()) if line.adds]
    assert len(adding) > 20
    for key in adding:
        assert sum(values(key)[year] for year in YEARS) == pytest.approx(values(key)["all"], abs=0.02)


def test_removals_in_all_are_the_three_kinds() -> None:
    for period in (*YEARS, "all"):
        kinds = [values(f"removed_{kind}")[period] for kind in ("home", "border", "third_country")]
        assert values("removed_all")[period] == sum(kinds)


def test_person_days_are_the_sum_of_the_midnight_counts() -> None:
    assert values("person_days")["all"] == a_run().panel.held.sum() == a_run().daily["held"].sum()
    assert values("held_last")["all"] == a_run().panel.held[-1].sum()
    assert values("held_peak")["all"] == a_run().panel.held.sum(axis=1).max()
    at = (date.fromisoformat(values("held_peak_on")["all"]) - a_run().calendar.start).days
    assert a_run().panel.held[at].sum() == values("held_peak")["all"]


def test_cost_is_person_days_times_the_rate_to_the_cent() -> None:
    rate = a_run().scenario.costs.bed_day.value.money.amount
    for period in (*YEARS, "all"):
        exact = Decimal(values("person_days")[period]) * rate
        assert Decimal(str(values("cost")[period])) == exact
        assert values("cost_low")[period] <= values("cost")[period] <= values("cost_high")[period]


def test_lengths_of_stay_count_everybody_who_held_a_bed() -> None:
    lengths = a_run().lengths
    series, custody = a_run().series, a_run().custody
    entered = series["booked_in"].sum() + sum(
        a_run().panel.opening[a_run().stages.index(name)].sum() for name in custody
    )
    assert lengths.ended.sum() + lengths.going_on[-1].sum() == entered
    assert lengths.going_on[-1].sum() == values("held_last")["all"]
    assert values("over_180")["all"] < values("over_90")["all"] < entered


def test_nights_of_all_stays_less_those_before_the_first_day_are_the_person_days() -> None:
    run = a_run()
    inside = opening(run.scenario, run.seed)
    in_custody = np.isin(inside.stage, [run.stages.index(name) for name in run.custody])
    assert inside.held_since is not None
    before = -inside.held_since[in_custody].sum()
    going_on = run.lengths.going_on[-1].sum(axis=0)
    assert going_on[-1] == 0, "a stay too long for its bin"
    nights = run.panel.stay_time.sum() + going_on @ np.arange(len(going_on))
    assert nights - before == values("person_days")["all"]


def test_who_leaves_a_bed_for_good_is_a_stay_that_ended() -> None:
    panel = a_run().panel
    assert panel.period_flow[:, leaving_a_bed(panel)].sum() == panel.stays.sum() > 0


def test_shares_are_shares_of_what_they_say() -> None:
    daily = a_run().daily
    others = daily.filter(daily["criminality"].cast(str) != "convicted")
    assert values("share_without_conviction")["all"] == pytest.approx(others["held"].sum() / daily["held"].sum())
    booked = others["booked_in"].sum() / daily["booked_in"].sum()
    assert values("share_without_conviction_booked")["all"] == pytest.approx(booked)


def test_part_of_a_fiscal_year_gets_no_score() -> None:
    assert set(values("share_of_best").values()) == {None}
    assert (best(OFFICIAL).removals, best(OFFICIAL).year) == (409_849, 2012)
    whole = fiscal_years(Calendar(date(2025, 9, 30), date(2026, 10, 2)))
    assert [(span.key, span.full_year, span.days) for span in whole] == [
        ("FY2025", False, 1),
        ("FY2026", True, 365),
        ("FY2027", False, 1),
    ]


def test_a_shorter_run_is_the_beginning_of_a_longer_one() -> None:
    from a_run import CHANGES
    from sojourn.run import load, run

    part = run(load("plan-2025", CHANGES), seed=7, until=date(2025, 4, 1))
    days = part.calendar.ticks
    np.testing.assert_array_equal(part.panel.held, a_run().panel.held[:days])
    assert part.summary["lines"]["removed_all"]["values"]["all"] < values("removed_all")["all"]
