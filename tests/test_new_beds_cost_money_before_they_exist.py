"""New beds cost money before they exist: they are paid on the day of the order and come after their lead time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.evidence.registry import figure
from sojourn.network import By, number_at
from sojourn.results.run import Run
from sojourn.run import load_us, run
from sojourn.scenario.bed_blocks import TYPES, BedBlock, usual
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import bed_pool
from sojourn.systems.us_beds import there, uses

UNTIL = date(2025, 3, 15)
SHORT = ("opening.warm_up=180 days", "beds.capacity=41,500 beds")
CALENDAR = Calendar(date(2025, 1, 20), date(2025, 5, 1))
PLAN = load_us("plan-2025", list(SHORT)).model


def block(**said: object) -> BedBlock:
    return BedBlock.model_validate({"type": "soft_sided", "beds": "1,000 beds", "ordered": "2025-02-01", **said})


def made(*blocks: str, accounts: tuple[str, ...] = ()) -> Run:
    return run(load_us("plan-2025", [*SHORT, f"beds.blocks=[{', '.join(blocks)}]", *accounts]), until=UNTIL)


TENTS = (
    "{type: soft_sided, beds: 500, ordered: 2025-02-01, lead: 10 days, build_up: 0 days, until: 2025-03-01, "
    "stand_up: 12.34 USD per bed, bed_day: 200.01 USD per bed-day, empty_day: 100.01 USD per empty bed-day, "
    "guaranteed: 50%}"
)
IDLE = (
    "{type: guantanamo, beds: 30000, ordered: 2025-02-01, lead: 10 days, build_up: 0 days, "
    "stand_up: 1.01 USD per bed, bed_day: 7 USD per bed-day, empty_day: 3.03 USD per empty bed-day, guaranteed: 90%}"
)


@pytest.fixture(scope="module")
def both() -> Run:
    return made(TENTS, IDLE)


def test_standing_up_is_owed_on_the_day_of_the_order_and_no_other(both: Run) -> None:
    spent = both.ledger.by_account()["stand_up"]
    order = both.calendar.tick(date(2025, 2, 1))
    assert spent[order] == 500 * 1234 + 30_000 * 101
    assert spent.sum() == spent[order]
    assert both.capacity[order].sum() == 41_500  # not one bed is there


def test_beds_come_after_their_lead_time_and_close_on_their_day(both: Run) -> None:
    beds = both.capacity.sum(axis=1)
    comes, closes = (both.calendar.tick(day) for day in (date(2025, 2, 11), date(2025, 3, 1)))
    assert set(beds[:comes].tolist()) == {41_500}
    assert set(beds[comes:closes].tolist()) == {41_500 + 500 + 30_000}
    assert set(beds[closes:].tolist()) == {41_500 + 30_000}


def test_the_ledger_is_what_a_pencil_gives_to_the_cent(both: Run) -> None:
    """People are laid on the beds of the base, then on the tents, then on the rest; guaranteed beds are paid empty."""
    held = both.series["held"].sum(axis=1).tolist()
    comes, closes = (both.calendar.tick(day) for day in (date(2025, 2, 11), date(2025, 3, 1)))
    cents = {"bed_day": 0, "bed_day.soft_sided": 0, "guaranteed.soft_sided": 0}
    cents |= {"bed_day.guantanamo": 0, "guaranteed.guantanamo": 0}
    for tick, people in enumerate(held):
        tents = 500 if comes <= tick < closes else 0
        idle = 30_000 if tick >= comes else 0
        in_tents = min(max(people - 41_500, 0), tents)
        elsewhere = min(max(people - 41_500 - tents, 0), idle)
        cents["bed_day"] += (people - in_tents - elsewhere) * 165_00
        cents["bed_day.soft_sided"] += in_tents * 200_01
        cents["guaranteed.soft_sided"] += max(tents // 2 - in_tents, 0) * 100_01
        cents["bed_day.guantanamo"] += elsewhere * 7_00
        cents["guaranteed.guantanamo"] += max(idle * 9 // 10 - elsewhere, 0) * 3_03
    found = dict(zip([item.key for item in both.ledger.items], both.ledger.entries.sum(axis=1).tolist(), strict=True))
    assert {key: found[key] for key in cents} == cents
    assert cents["guaranteed.guantanamo"] > 0
    assert cents["bed_day.soft_sided"] > 0
    assert sum(found.values()) == both.ledger.total() == sum(int(d.sum()) for d in both.ledger.by_account().values())


def test_the_summary_says_what_is_in_use_empty_and_paid_for_though_empty(both: Run) -> None:
    lines = both.summary["lines"]
    whole = {key: line["values"]["all"] for key, line in lines.items()}
    beds = both.capacity.sum(axis=1) - 41_500
    for what, of in (("used", 0), ("empty", 1)):
        told = whole[f"beds_soft_sided_{what}"] + whole[f"beds_guantanamo_{what}"]
        over = np.maximum(both.series["held"].sum(axis=1) - 41_500, 0)
        assert told == (np.minimum(over, beds).sum() if of == 0 else np.maximum(beds - over, 0).sum())
    assert 0 < whole["beds_guantanamo_paid_empty"] < whole["beds_guantanamo_empty"]
    assert whole["beds_stand_up"] == whole["money_stand_up"] == (500 * 1234 + 30_000 * 101) / 100
    assert whole["cost"] == pytest.approx(whole["money_custody"])
    assert any("before they are there" in sentence for sentence in both.summary["findings"])


def test_a_scenario_without_blocks_says_nothing_of_them() -> None:
    plain = run(load_us("plan-2025", list(SHORT)), until=UNTIL)
    off = made("{type: soft_sided, beds: 0, ordered: 2025-02-01}")
    assert (plain.panel.flow == off.panel.flow).all()
    assert [item.key for item in plain.ledger.items if "soft" in item.key or item.account == "stand_up"] == []
    assert int(plain.ledger.entries[0].sum()) == int(plain.series["held"].sum()) * 165_00
    assert plain.ledger.total() == off.ledger.total()
    assert not [key for key in plain.summary["lines"] if key.startswith("beds_")]


def test_beds_that_come_too_late_are_told() -> None:
    late = made("{type: contract_facility, beds: 700, ordered: 2025-03-01}")
    assert set(late.capacity.sum(axis=1).tolist()) == {41_500}
    assert late.ledger.by_account()["stand_up"].sum() == 700 * 15_000_00
    assert any("700 beds (contract facility)" in one and "none comes" in one for one in late.summary["findings"])


def test_an_order_before_the_run_was_paid_before_it() -> None:
    early = made("{type: soft_sided, beds: 600, ordered: 2024-12-01, lead: 30 days, build_up: 20 days}")
    assert early.ledger.by_account()["stand_up"].sum() == 0
    assert early.capacity[0].sum() == 41_500 + 600


MONEY = "money.accounts.stand_up.appropriations=[{{amount: {} USD, from: {}, lapses: 2029-09-30}}]"


def test_what_the_account_cannot_pay_for_is_not_ordered() -> None:
    first = "{type: soft_sided, beds: 1000, ordered: 2025-02-01, lead: 5 days, build_up: 0 days}"  # 15 million
    second = "{type: military_base, beds: 1000, ordered: 2025-02-10, lead: 5 days, build_up: 0 days}"  # 20 million
    third = "{type: county_jail, beds: 1000, ordered: 2025-02-20, lead: 5 days, build_up: 0 days}"  # 1 million
    poor = made(first, second, third, accounts=(MONEY.format("17 million", "2025-01-20"),))
    assert [(one.type, one.beds, one.on) for one in poor.not_ordered] == [("military_base", 1000, date(2025, 2, 10))]
    assert poor.capacity[-1].sum() == 41_500 + 2000
    assert poor.ledger.by_account()["stand_up"].sum() == 16_000_000_00
    assert not poor.emptied
    assert any("cannot pay on 10 February 2025" in one for one in poor.summary["findings"])
    same = made(first, third)
    assert (poor.panel.flow == same.panel.flow).all()


def test_money_that_comes_later_pays_for_later_orders() -> None:
    first = "{type: soft_sided, beds: 1000, ordered: 2025-02-01, lead: 5 days, build_up: 0 days}"
    second = "{type: soft_sided, beds: 800, ordered: 2025-03-01, lead: 5 days, build_up: 0 days}"
    later = made(first, second, accounts=(MONEY.format("14 million", "2025-02-15"),))
    assert [one.beds for one in later.not_ordered] == [1000]
    assert later.capacity[-1].sum() == 41_500 + 800


def test_custody_that_is_empty_owes_guaranteed_minimums_first() -> None:
    base = "{amount: 2.4 billion USD, from: 2024-10-01, lapses: 2025-09-30, base: true}"
    accounts = (f"money.accounts.custody.appropriations=[{base}]",)
    idle = IDLE.replace("7 USD per bed-day", "250 USD per bed-day").replace("3.03 USD", "10 USD")
    poor = made(idle, accounts=accounts)
    (empty,) = poor.emptied
    days = poor.calendar.ticks - poor.calendar.tick(empty.on) - 1
    sure = 27_000 * 10_00 if empty.on >= date(2025, 2, 10) else 0
    assert days > 0
    assert poor.capacity[-1].sum() == (240_000_000_000 // 365 - 27_000 * 10_00) // 165_00
    assert empty.carried == (240_000_000_000 // 365 - sure) // 165_00


@settings(max_examples=40)
@given(beds=st.integers(0, 10**6), lead=st.integers(0, 200), build=st.integers(0, 200), stays=st.integers(1, 200))
def test_no_bed_is_there_too_early_and_none_is_lost(beds: int, lead: int, build: int, stays: int) -> None:
    until = date.fromordinal(date(2025, 2, 1).toordinal() + lead + stays)
    one = block(beds=beds, lead=f"{lead} days", build_up=f"{build} days", until=until.isoformat())
    found = there(one, CALENDAR)
    order, gone = CALENDAR.tick(date(2025, 2, 1)), CALENDAR.tick(until)
    assert not found[: order + lead].any()
    assert not found[max(gone, 0) :].any()
    assert (np.diff(found[:gone]) >= 0).all()
    assert set(found[order + lead + build : gone].tolist()) <= {beds}


@settings(max_examples=30)
@given(
    held=st.lists(st.integers(0, 60_000), min_size=CALENDAR.ticks, max_size=CALENDAR.ticks),
    share=st.integers(0, 100),
)
def test_everybody_held_is_in_one_bed(held: list[int], share: int) -> None:
    supply = PLAN.beds.model_copy(update={"blocks": (block(guaranteed=f"{share}%"), block(type="county_jail"))})
    base, found = uses(supply, CALENDAR, np.array(held))
    assert (base + sum(use.used for use in found) == held).all()
    for use, sure in zip(found, (share / 100, 0.0), strict=True):
        assert (use.used <= use.there).all()
        assert (use.used + use.paid_empty >= np.floor(use.there * sure)).all()
        assert (use.used + use.paid_empty <= use.there).all()


def test_beds_of_blocks_are_spread_over_areas_whole() -> None:
    model = load_us("plan-2025", [*SHORT, f"beds.blocks=[{TENTS}]"]).model
    pool = bed_pool(model, CALENDAR)
    assert isinstance(pool.capacity, By)
    each = np.stack([number_at(one, CALENDAR.ticks, "beds") for one in pool.capacity.values.values()], axis=1)
    assert (each == np.floor(each)).all()
    assert each.sum(axis=1).max() == 42_000


@pytest.mark.parametrize("type_", TYPES)
def test_three_keys_make_a_block_and_the_rest_is_the_evidence_of_its_type(type_: str) -> None:
    one = block(type=type_)
    assert one.lead.value == figure(f"new_bed.{type_}.lead_time").number
    assert float(one.stand_up.value.money.amount) == figure(f"new_bed.{type_}.stand_up").number
    assert one.guaranteed.value == pytest.approx(figure(f"new_bed.{type_}.guaranteed").number)
    for what in ("lead", "build_up", "stand_up", "bed_day", "empty_day", "guaranteed"):
        row = figure(usual(one.type, what)["source"])
        assert (row.grade, row.low is not None, row.high is not None) == ("C", True, True)
        assert getattr(one, what).source == row.key


def test_a_run_with_blocks_reads_back_from_its_folder(both: Run, tmp_path: Path) -> None:
    from sojourn.results.store import scenario_text

    file = tmp_path / "again.yaml"
    file.write_text(scenario_text(both), encoding="utf-8")
    assert load_us(file).model.beds.blocks == both.scenario.beds.blocks
