"""A derived figure is what its arithmetic gives, worked out again here from the tables and other figures."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sojourn.evidence import Row, figure, figures, table


def total(name: str, column: str, first: str, last: str, **wanted: str) -> int:
    rows = [row for row in table(name) if first <= row.text("month") <= last]
    return sum(row.whole(column) for row in rows if all(row[k] == v for k, v in wanted.items()))


def detained(day: str) -> int:
    return sum(row.whole("people") for row in table("detained_snapshots") if row["as_of"] == day)


def adp(month: str) -> float:
    rows = table("population_monthly")
    found = [r for r in rows if (r["month"], r["agency"], r["criminality"]) == (month, "all", "all")]
    return found[0].number("adp")


def value(key: str) -> float:
    return figure(key).number


def fiscal(name: str, column: str, year: int, **wanted: str) -> int:
    return total(name, column, f"{year - 1}-10", f"{year}-09", **wanted)


def test_the_plan_implies_its_book_ins() -> None:
    assert value("plan.book_ins_per_day") == pytest.approx(
        value("plan.beds_goal") / value("plan.bed_stay_days"), abs=0.005
    )
    assert figure("plan.book_ins_per_day").grade == "C"


def test_the_share_of_interior_arrests_that_take_a_bed() -> None:
    booked = value("throughput.book_ins_interior.FY2024")
    assert value("flow.interior_booked_share.FY2024") == pytest.approx(
        booked / value("throughput.arrests_ero.FY2024"), abs=5e-5
    )


def test_removals_that_never_left_an_ice_bed() -> None:
    outside = value("throughput.ice_removals.FY2024") - value("throughput.book_outs_for_removal.FY2024")
    assert value("flow.removals_outside_book_out.FY2024") == outside == 118502
    assert value("flow.removals_outside_book_out_per_day.FY2024") == pytest.approx(outside / 366, abs=0.05)


def test_the_residual_exit() -> None:
    ins = total("book_ins_monthly", "book_ins", "2023-10", "2024-12")
    outs = total("book_outs_monthly", "book_outs", "2023-10", "2024-12")
    left = ins - outs - (detained("2024-12-28") - detained("2023-09-30"))
    month, share = figure("flow.residual_per_month"), figure("flow.residual_share")
    assert month.number == pytest.approx(left / 15, abs=0.05)
    assert share.number == pytest.approx(left / ins, abs=5e-5)
    by_adp = ins - outs - (adp("2024-12") - adp("2023-10"))
    assert month.high == pytest.approx(by_adp / 15, abs=0.05)
    assert share.high == pytest.approx(by_adp / ins, abs=5e-5)


@pytest.mark.parametrize("agency", ["border", "interior"])
def test_book_ins_a_day(agency: str) -> None:
    year = value(f"throughput.book_ins_{agency}.FY2024")
    assert value(f"flow.book_ins_{agency}_per_day.FY2024") == pytest.approx(year / 366, abs=0.05)
    quarter = total("book_ins_monthly", "book_ins", "2024-10", "2024-12", agency=agency)
    assert value(f"flow.book_ins_{agency}_per_day.2024Q4") == pytest.approx(quarter / 92, abs=0.05)


def test_deaths_per_person_year() -> None:
    years = range(2018, 2025)
    deaths = {y: value(f"deaths.in_custody.FY{y}") for y in years}
    people = {y: value(f"detention.adp.FY{y}") for y in years}
    calm = [y for y in years if y != 2020]
    rate = figure("deaths.per_person_year")
    assert rate.number == pytest.approx(sum(deaths.values()) / sum(people.values()), abs=5e-7)
    assert rate.low == pytest.approx(sum(deaths[y] for y in calm) / sum(people[y] for y in calm), abs=5e-7)
    assert rate.high == pytest.approx(deaths[2020] / people[2020], abs=5e-7)


def test_the_last_count_before_the_start() -> None:
    assert value("detention.population.2024-12-28") == detained("2024-12-28")


def test_seats() -> None:
    people = value("flight.capacity_people_per_month") * 12 / 365
    assert value("flight.seats_per_day") == pytest.approx(people, abs=0.05)
    loads = people / value("flight.max_passengers")
    assert value("flight.aircraft_loads_per_day") == pytest.approx(loads, abs=0.005)
    passengers = fiscal("charters_monthly", "passengers", 2018)
    assert value("flight.charter_passengers.FY2018") == passengers
    legs = fiscal("charters_monthly", "legs", 2018)
    assert value("flight.passengers_per_leg.FY2018") == pytest.approx(passengers / legs, abs=0.005)


def best(rows: tuple[Row, ...]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        rule = row.text("rule")
        found[rule] = max(found.get(rule, (0, 0)), (row.whole("removals"), row.whole("fy")))
    return found


def test_the_best_year_under_each_counting_rule() -> None:
    years = best(table("removals_by_fiscal_year"))
    assert {f"best_year.{rule}" for rule in years} == {k for k in figures() if k.startswith("best_year.")}
    for rule, (removals, fy) in years.items():
        each = figure(f"best_year.{rule}")
        assert (each.number, each.as_of) == (removals, f"FY{fy}")


def test_announced_costs_per_bed() -> None:
    plan = value("plan.reengineering_money") / value("plan.reengineering_beds")
    assert value("plan.reengineering_money_per_bed") == pytest.approx(plan, abs=0.5)
    fort = value("plan.fort_bliss_money") / (value("plan.fort_bliss_beds") * 805)
    assert value("plan.fort_bliss_bed_day") == pytest.approx(fort, abs=0.5)


def test_shares_of_book_outs_are_those_of_the_table() -> None:
    outs = fiscal("book_outs_monthly", "book_outs", 2024)
    assert outs == value("throughput.final_book_outs.FY2024")
    removed = fiscal("book_outs_monthly", "book_outs", 2024, reason="removed")
    assert removed == value("throughput.book_outs_for_removal.FY2024")
    assert value("throughput.book_out_share.release_to_remove.FY2024") == pytest.approx(removed / outs, abs=5e-5)


def test_every_quotient_in_a_note_gives_its_figure() -> None:
    checked = 0
    for each in figures().values():
        found = re.match(r"Derived: ([0-9][0-9,.]*) (/|-) ([0-9][0-9,.]*[0-9])(?=[.;]? |\.$|$)", each.note)
        if found:
            left, right = (float(found[n].replace(",", "")) for n in (1, 3))
            got = left / right if found[2] == "/" else left - right
            assert each.number == pytest.approx(got, rel=0.001, abs=6e-7), each.key
            checked += 1
    assert checked > 20


def test_what_beds_cost_by_type() -> None:
    tents = value("detention.tornillo_money") / (value("detention.tornillo_beds") * 153)
    prices = {row.whole("year"): float(row.text("index")) for row in table("price_index")}
    assert figure("new_bed.soft_sided.bed_day").low == pytest.approx(tents, abs=0.005)
    assert value("new_bed.soft_sided.empty_day") == pytest.approx(tents * prices[2024] / prices[2019], abs=0.05)
    assert value("new_bed.soft_sided.lead_time") == (date(2019, 8, 4) - date(2019, 7, 3)).days
    far, days = figure("new_bed.guantanamo.bed_day"), (date(2029, 7, 1) - date(2024, 8, 1)).days
    for held, found in ((120, far.number), (400, far.low), (20, far.high)):
        assert found == pytest.approx(value("detention.guantanamo_migrant_money") / (held * days), abs=0.05)
    empty = value("detention.guaranteed_unused_money.2020-05") / (value("detention.guaranteed_unused.2020-05") * 31)
    contract = figure("new_bed.contract_facility.empty_day")
    assert contract.low == pytest.approx(empty, abs=0.005)
    assert contract.number == value("detention.fy2021_guaranteed_min_avg_rate")
    per_day = value("detention.conroe_money") / value("detention.conroe_beds") / 365
    assert figure("new_bed.contract_facility.bed_day").low == pytest.approx(per_day, abs=0.005)
    built = value("detention.conroe_building_money") / value("detention.conroe_beds")
    assert figure("new_bed.contract_facility.stand_up").high == built
    assert value("new_bed.contract_facility.guaranteed") == pytest.approx(12_842 / 16_233, abs=0.0005)
