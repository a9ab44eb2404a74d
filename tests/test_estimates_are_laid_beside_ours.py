"""A study is laid beside our figures on the same people, and what is not of our scope is not compared."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import polars as pl
import pytest

from a_run import a_run
from sojourn.evidence import table
from sojourn.evidence.prices import index, restated
from sojourn.evidence.registry import figure
from sojourn.results.periods import WHOLE
from sojourn.study.estimates.again import again
from sojourn.study.estimates.beside import THEIRS, WHY_NOT, Compared, compared, total
from sojourn.study.estimates.costs import UnitCost, unit_costs
from sojourn.study.estimates.measured import Measured, NothingRemoved, measured
from sojourn.study.estimates.published import study

LIKE_THEIRS = Measured("toy", 1, date(2023, 10, 1), date(2024, 9, 29), 1000, 1000, 1000, 30_000, 720, 1000)
"""One arrest, one case, thirty days and 0.72 seats for each removal."""
TWICE = Measured("toy", 1, date(2023, 10, 1), date(2024, 9, 29), 1000, 2000, 1000, 30_000, 720, 1000)
"""The same with two arrests for each removal."""


def costs(arrest: Fraction, bed_day: Fraction, legal: Fraction, seat: Fraction) -> dict[str, UnitCost]:
    each = {"arrest": arrest, "bed_day": bed_day, "legal": legal, "seat": seat}
    return {name: UnitCost(value / 2, value, 2 * value, "toy", "C") for name, value in each.items()}


def of_2008() -> dict[str, UnitCost]:
    """The unit costs of the Center for American Progress in today's dollars."""
    now = restated(2008, 2024)
    return costs(18310 * now, Fraction(3355, 30) * now, 817 * now, 1000 * now)


def both(key: str, run: Measured, unit: dict[str, UnitCost]) -> Compared:
    found = compared(study(key), run, unit)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "dollars"),
    [
        ("american-progress-2010", "200465280000"),
        ("action-forum-2015", "103900000000"),
        ("immigration-council-2024", "87700000000"),
        ("immigration-council-2024-once", "315300000000"),
        ("penn-wharton-2025", "731400000000"),
        ("ice-memo-2025", "3200000000"),
        ("detention-money-2025", "45000000000"),
    ],
)
def test_the_formula_gives_the_studys_own_total(key: str, dollars: str) -> None:
    found = both(key, LIKE_THEIRS, unit_costs())
    assert found.total == int(dollars) * 100
    assert total(found.theirs) == int(dollars)


@pytest.mark.parametrize("key", THEIRS)
def test_parts_add_up_to_the_difference_and_the_band_holds_our_total(key: str) -> None:
    found = both(key, LIKE_THEIRS, unit_costs())
    assert found.total_ours == found.total + sum(found.parts.values())
    assert found.total_ours == round(100 * total(found.ours))
    assert found.band[0] <= found.total_ours <= found.band[1]
    assert found.theirs["people"] == found.ours["people"]
    assert found.parts["people"] == 0


def test_with_the_studys_own_inputs_only_prices_differ() -> None:
    found = both("american-progress-2010", LIKE_THEIRS, of_2008())
    assert {name for name, cents in found.parts.items() if cents} == {"prices"}
    # CPI-U: 313.689 in 2024 over 215.303 in 2008
    assert found.difference == round(Fraction(200_465_280_000_00) * (Fraction("313.689") / Fraction("215.303") - 1))


def test_a_second_arrest_for_each_removal_costs_one_arrest_more() -> None:
    """By the mean over both orders of arrests and prices: 8.64 million × 18,310 × (1 + prices) / 2."""
    found = both("american-progress-2010", TWICE, of_2008())
    prices = Fraction("313.689") / Fraction("215.303")
    assert abs(found.parts["arrests"] - 100 * 8_640_000 * 18_310 * (1 + prices) / 2) < 1


def test_beds_of_the_memorandum_at_the_official_rate() -> None:
    """60,000 beds × 365 days × 165 dollars are 3,613.5 million, 413.5 million more than the memorandum's."""
    found = both("ice-memo-2025", LIKE_THEIRS, unit_costs())
    assert found.total_ours == 3_613_500_000_00
    assert found.parts["bed_day"] == found.difference == 413_500_000_00


def test_unit_costs_stand_on_the_evidence() -> None:
    found = unit_costs()
    assert found["bed_day"].value == 165
    assert (found["bed_day"].low, found["bed_day"].high) == (Fraction(152), Fraction(165))
    assert found["arrest"].value == 18_310 * Fraction("313.689") / Fraction("215.303")
    assert max(index()) == 2024
    for cost in found.values():
        assert 0 < cost.low <= cost.value <= cost.high


@pytest.mark.parametrize("key", WHY_NOT)
def test_what_is_not_of_our_scope_is_not_compared_and_says_so(key: str) -> None:
    assert compared(study(key), LIKE_THEIRS, unit_costs()) is None
    assert "compared" in WHY_NOT[key]
    assert again(study(key)).headline.line is not None


def test_what_is_measured_is_what_the_daily_table_counts() -> None:
    run = a_run()
    found = measured(run)
    daily = run.daily.filter(pl.col("agency") == "interior")

    def summed(*columns: str) -> int:
        return int(sum(daily[column].sum() for column in columns))

    assert found.removals == summed("exit_removed_home", "exit_removed_third_country")
    assert found.arrests == summed("arrived_interior", "arrived_interior_added")
    assert (found.book_ins, found.bed_days) == (summed("booked_in"), summed("held"))
    assert found.days == (date(2025, 10, 31) - date(2025, 1, 20)).days + 1
    assert found.seats_of == run.summary["lines"]["removed_home"]["values"][WHOLE]
    by_land = {row.text("nationality") for row in table("nationalities") if row.text("mode") == "land"}
    assert "Mexico" in by_land
    people = zip(run.monthly["nationality"].to_list(), run.monthly["exit_removed_home"].to_list(), strict=True)
    assert found.seats == sum(removed for nation, removed in people if nation not in by_land)


def test_a_run_that_removes_nobody_cannot_be_measured() -> None:
    from sojourn.run import load, run

    seats = [f"departures.{door}=0 per day" for door in ("land", "commercial")]
    seats += [f"departures.charter.{route}.flights=0 per week" for route in range(4)]
    no_seats = load("us-2024", [*seats, "opening.warm_up=180 days"])
    with pytest.raises(NothingRemoved, match="nobody arrested inside the country is removed"):
        measured(run(no_seats, until=date(2023, 10, 3)))


@pytest.mark.parametrize(("name", "row"), [("arrest", "cost.arrest"), ("seat", "cost.transport_per_removal")])
def test_a_unit_cost_has_the_grade_with_which_a_run_counts_it(name: str, row: str) -> None:
    """The ledger of a run lays the same money on each of them, and says that this is assumed."""
    ours, year = unit_costs()[name], {"arrest": 2008, "seat": 2016}[name]
    assert ours.value == Fraction(str(figure(row).number)) * restated(year, 2024)
    assert ours.grade == figure(row).grade == "C"
