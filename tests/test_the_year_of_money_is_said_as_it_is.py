"""Where money is told in dollars of another year, it is said which lines are in them and which are not."""

from __future__ import annotations

from datetime import date

import pytest

from sojourn.results.run import Run
from sojourn.run import load_us, run

TENTS = "beds.blocks=[{type: soft_sided, beds: 500, ordered: 2025-01-22, lead: 2 days, build_up: 0 days%s}]"
SHORT = ("opening.warm_up=180 days", "money.dollars=2018")
RESTATED = 251.107 / 313.689
"""Consumer prices of 2018 over those of 2024 (BLS, CUUR0000SA0)."""


def made(*changes: str) -> Run:
    return run(load_us("plan-2025", [*SHORT, *changes]), until=date(2025, 1, 30))


def told(one: Run) -> str:
    (found,) = [text for text in one.summary["findings"] if "dollars of 2018" in text]
    return str(found)


def test_without_beds_by_type_the_cost_of_custody_is_not_restated() -> None:
    one = made()
    assert one.summary["lines"]["cost"]["values"]["all"] == 165 * int(one.series["held"].sum())
    assert "a bed and day at its unit cost" in told(one)
    assert one.summary["lines"]["cost"]["note"] == "Person-days times the unit cost."


def test_with_beds_by_type_it_is_restated_and_said_to_be() -> None:
    one = made(TENTS % "", "beds.capacity=60,000 beds")
    held = int(one.series["held"].sum())
    empty = one.summary["lines"]["beds_soft_sided_paid_empty"]["values"]["all"]
    in_2024 = 165 * held + 211.70 * empty  # all are on the 60,000 beds
    assert one.summary["lines"]["beds_soft_sided_used"]["values"]["all"] == 0 < empty
    assert one.summary["lines"]["cost"]["values"]["all"] == pytest.approx(RESTATED * in_2024, rel=1e-6)
    assert told(one) == (
        "Spending by account and the cost of custody are told in dollars of 2018; what appropriations did not pay is "
        "not restated."
    )
    assert one.summary["lines"]["cost"]["note"].startswith("Dollars of 2018.")


@pytest.mark.parametrize(
    "change", [TENTS % ", stand_up: 21000 USD per bed", "costs.bed_day={value: 200 USD per bed-day}"]
)
def test_a_bed_whose_cost_is_of_no_year_is_said_to_be_in_dollars_of_the_last(change: str) -> None:
    one = made(change)
    undated = {"stand_up.soft_sided": 21_000, "bed_day": 200}
    rates = {item.key: cost.value for item, cost in zip(one.ledger.items, one.ledger.costs, strict=True)}
    key = "stand_up.soft_sided" if "blocks" in change else "bed_day"
    assert rates[key] == pytest.approx(RESTATED * undated[key] * 10**6, abs=1)
    assert told(one).endswith(" What a bed costs is taken to be in dollars of 2024 where it names no year.")


@pytest.mark.parametrize(
    "change",
    [
        TENTS % ", stand_up: {value: 21000 USD per bed, dollars: 2018}",
        "costs.bed_day={value: 200 USD per bed-day, dollars: 2018}",
    ],
)
def test_a_bed_whose_cost_names_a_year_is_in_dollars_of_that(change: str) -> None:
    one = made(change)
    rates = {item.key: cost.value for item, cost in zip(one.ledger.items, one.ledger.costs, strict=True)}
    assert rates.get("stand_up.soft_sided", rates["bed_day"]) in (21_000 * 10**6, 200 * 10**6)  # as it is written
    assert "names no year" not in told(one)


def test_a_year_that_is_not_given_stands_nowhere() -> None:
    plain, dated = (
        load_us("plan-2025", ["costs.bed_day={value: 200 USD per bed-day" + year]).model
        for year in ("}", ", dollars: 2018}")
    )
    assert plain.model_dump(mode="json")["costs"]["bed_day"].keys() == {"value", "source"}
    assert dated.model_dump(mode="json")["costs"]["bed_day"]["dollars"] == 2018
    for one in (plain, dated):
        assert type(one).model_validate_json(one.model_dump_json(by_alias=True)) == one
