"""Where a range of costs is shown it is said which unit costs have no end on a side: they are counted as they are."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from sojourn.cli.app import app
from sojourn.results.ends import told_ends
from sojourn.results.ledger import Item, Ledger, UnitCost
from sojourn.run import load_us, run

ONE = np.ones(3, np.int64)


def book(*costs: tuple[str, int | None, int | None]) -> Ledger:
    items = (Item(unit, "legal", unit, UnitCost(low, 100, high, 2024), ONE) for unit, low, high in costs)
    return Ledger(tuple(items), "USD", 2024)


def test_an_end_that_is_the_value_or_is_missing_is_told_with_its_side() -> None:
    told = told_ends(book(("arrest", 50, 100), ("decision", None, None), ("removal", 50, 200)))
    assert told == "Costs with no high end: arrest, decision; no low end: decision."


def test_blocks_of_one_type_are_told_apart_and_without_a_comma() -> None:
    known, bare = UnitCost(50, 100, 200, 2024), UnitCost(None, 100, None, 2024)
    tents, jail = "bed-day, soft-sided", "bed stood up, county jail"
    keys = (("bed_day.soft_sided.1", tents, known), ("bed_day.soft_sided.2", tents, bare))
    items = [Item(key, "custody", unit, cost, ONE) for key, unit, cost in keys]
    items.append(Item("stand_up.county_jail", "stand_up", jail, UnitCost(None, 100, 200, 2024), ONE))
    told = told_ends(Ledger(tuple(items), "USD", 2024))
    assert told == (
        "Costs with no high end: bed-day (soft-sided 2); "
        "no low end: bed-day (soft-sided 2), bed stood up (county jail)."
    )


def test_nothing_is_told_where_both_ends_are_known() -> None:
    assert told_ends(book(("removal", 50, 200))) == ""


def test_what_nothing_was_spent_on_is_left_out() -> None:
    none = Ledger((Item("arrest", "arrests", "arrest", UnitCost(None, 100, None, 2024), 0 * ONE),), "USD", 2024)
    assert told_ends(none) == ""


def test_a_run_says_it_where_it_shows_a_range() -> None:
    made = run(load_us("plan-2025", ["opening.warm_up=180 days"]), until=date(2025, 2, 1))
    assert "money_all_high" in made.summary["lines"]
    assert told_ends(made.ledger) in made.summary["findings"]


@pytest.mark.parametrize("again", [False, True])
def test_the_ledger_says_it_of_a_scenario_and_of_a_folder(tmp_path: Path, again: bool) -> None:
    call = ["plan-2025", "--until", "2025-02-01", "--set", "opening.warm_up=180 days"]
    if again:
        CliRunner().invoke(app, ["run", *call, "--out", str(tmp_path)])
        call = [str(next(tmp_path.iterdir()))]
    shown = " ".join(CliRunner().invoke(app, ["ledger", *call]).output.split())
    assert "Costs with no high end: bed-day, arrest, removal from custody, decision" in shown
    rows = json.loads(CliRunner().invoke(app, ["ledger", *call, "--json"]).output)["rows"]
    (decision, *_) = [row for row in rows if row["item"] == "legal.decision"]
    assert decision["rate_high"] is None
    assert decision["cents_high"] == decision["cents_value"]
