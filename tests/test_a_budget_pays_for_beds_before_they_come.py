"""The beds that a budget buys are of a type: they come after its lead time, and are paid before and when empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from budget_paths import AT_ONCE, SHORT, UNTIL, runs
from sojourn.evidence.registry import figure
from sojourn.run import CannotRun, load_us
from sojourn.scenario.bed_blocks import TYPES
from sojourn.show.budget import bought
from sojourn.study.budget import budget
from sojourn.study.budget_answer import Spread
from sojourn.study.budget_levels import base_levels, scenario_at, usual_leads, with_template
from sojourn.study.budget_path import point_of
from sojourn.study.budget_runs import Runs
from sojourn.study.budget_summary import summary
from sojourn.study.uncertain import doubts

MORE = 10_000


def test_standing_up_and_empty_beds_are_in_the_cost_of_a_step() -> None:
    made = runs("arrivals.interior=1 per day")  # so few come that beds stand empty
    levels = base_levels(made.scenario)
    more = made.at(replace(levels, beds=levels.beds + MORE))
    point = point_of(made, more, "beds")
    days = made.calendar.ticks
    assert point.stand_up == MORE * 15_000_00
    held = more.held.astype(int)
    sure = int(MORE * 0.791 + 1e-6)
    empty = sum(max(sure - max(int(people) - 41_500, 0), 0) for people in held)
    assert point.paid_empty == pytest.approx(empty * 123_04, abs=days)
    assert point.costs["stand_up"] == point.stand_up
    assert sum(point.costs.values()) == point.cost


@pytest.mark.parametrize("type_", TYPES)
def test_beds_come_after_the_lead_time_of_their_type(type_: str) -> None:
    scenario = with_template(load_us("plan-2025").model, type_)  # type: ignore[arg-type]
    leads = usual_leads(type_)  # type: ignore[arg-type]
    assert leads.beds == figure(f"new_bed.{type_}.lead_time").number
    bought_block = scenario_at(scenario, replace(base_levels(scenario), beds=50_000), leads).beds.blocks[-1]
    assert (bought_block.type, bought_block.beds.value, bought_block.lead.value) == (type_, 8_500, leads.beds)
    assert bought_block.lead.value + bought_block.build_up.value == max(leads.full, leads.beds)
    assert with_template(scenario, type_) == scenario  # type: ignore[arg-type]


def test_another_type_costs_otherwise() -> None:
    model = load_us("plan-2025", [SHORT]).model
    made = [Runs(model, runs().calendar, 2025, AT_ONCE, bed_type=type_) for type_ in ("county_jail", "guantanamo")]
    levels = replace(base_levels(model), beds=41_500.0 + MORE)
    jail, far = (one.at(levels).of("stand_up.") for one in made)
    assert (jail, far) == (MORE * 1_000_00, MORE * 40_000_00)


def test_what_the_beds_cost_is_in_doubt_in_the_draws() -> None:
    scenario = with_template(load_us("plan-2025").model, "soft_sided")
    keys = {one.key for one in doubts(scenario)}
    assert {"new_bed.soft_sided.stand_up", "new_bed.soft_sided.bed_day", "new_bed.soft_sided.empty_day"} <= keys


def test_beds_ordered_before_the_start_are_in_the_base_and_later_ones_are_not() -> None:
    kept = "{type: soft_sided, beds: 100, ordered: 2025-01-01}"
    mine = "{type: soft_sided, beds: 200, ordered: 2025-02-01}"
    model = with_template(load_us("plan-2025", [f"beds.blocks=[{kept}, {mine}]"]).model, "county_jail")
    blocks = scenario_at(model, base_levels(model), AT_ONCE).beds.blocks
    assert [block.beds.value for block in blocks] == [100, 0]


def test_the_answer_says_what_part_of_the_money_it_was() -> None:
    made = runs()
    base = point_of(made, made.base, None)
    levels = replace(base.levels, beds=base.levels.beds + MORE, arrests=1_000.0)
    point = point_of(made, made.at(levels), "beds")
    found = budget("plan-2025", amount="200 million USD", until=UNTIL, draws=0, leads=AT_ONCE)
    told = bought(found, Spread(point, base, point, True, base))
    (sentence,) = [one for one in told if "stands beds up (contract facility)" in one]
    assert f"({100 * point.stand_up / point.cost:.0f} %)" in sentence
    assert summary(found)["bed_type"] == "contract_facility"
    assert summary(found)["spread"]["stand_up"] == found.spread.point.stand_up / 100  # type: ignore[union-attr]
    console = Console(file=StringIO(), width=100)
    console.print(*told)


def test_a_type_that_there_is_not_is_refused_in_a_sentence() -> None:
    with pytest.raises(CannotRun, match="there is none called `softsided`; did you mean `soft_sided`"):
        budget("plan-2025", bed_type="softsided", until=date(2025, 5, 1), draws=0)
