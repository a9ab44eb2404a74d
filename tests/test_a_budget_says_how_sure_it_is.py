"""A budget has bands over drawn unit costs, says where its number comes from with grades, and gives no advice."""

from __future__ import annotations

import json
import re
from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from budget_paths import AT_ONCE, SHORT
from sojourn.evidence.registry import figure
from sojourn.run import load_us
from sojourn.show.budget import show
from sojourn.study.budget import budget
from sojourn.study.budget_answer import Budget
from sojourn.study.budget_ask import amount_of
from sojourn.study.budget_origins import origins
from sojourn.study.budget_summary import summary

UNTIL = date(2025, 4, 1)


@pytest.fixture(scope="module")
def found() -> Budget:
    plan = load_us("plan-2025", [SHORT]).model
    return budget(plan, amount="200 million USD", until=UNTIL, draws=2, leads=AT_ONCE, workers=1)


def test_the_bands_are_of_draws_that_differ(found: Budget) -> None:
    bands = found.bands
    assert bands is not None
    for one in (bands.cost, bands.each, bands.asked, bands.removed):
        assert one is not None
        assert one.low < one.median < one.high


def test_unit_costs_are_drawn_between_their_ends(found: Budget) -> None:
    """A cost per removal moves more than luck alone would move it: the cost of an arrest spans a factor."""
    bands, row = found.bands, figure("cost.arrest")
    assert bands is not None
    assert bands.asked is not None
    assert row.low is not None
    assert bands.asked.high / bands.asked.low > 1.1
    assert bands.asked.low > 0.5 * row.low / row.number * found.as_it_stands[1].asked


def test_any_number_of_workers_and_draws_gives_the_same(found: Budget) -> None:
    plan = load_us("plan-2025", [SHORT]).model
    again = budget(plan, amount="200 million USD", until=UNTIL, draws=0, leads=AT_ONCE)
    assert (again.spread, again.as_it_stands, again.bands) == (found.spread, found.as_it_stands, None)


def test_both_origins_and_the_law_stand_with_their_grades() -> None:
    said = origins(amount_of("86 billion USD"))
    keys = ("plan.money", "budget.ice_laken_riley_3yr_usd", "budget.obbba_ice_detention_usd")
    for key in keys:
        assert sum(f"{key}, grade {figure(key).grade}" in one for one in said) == 1
    assert all(one.count(". ") == 0 and one.endswith(".") for one in said)
    assert "87 % of the amount" in said[2]  # (45 + 29.9) / 86


def test_it_is_one_document_or_one_screen(found: Budget) -> None:
    told = json.loads(json.dumps(summary(found), allow_nan=False))
    assert told["spread"]["cost"] == pytest.approx(200e6)
    assert [one["unit_costs"] for one in told["as_it_stands"]] == ["low", "value", "high"]
    assert told["spread"]["cost"] == pytest.approx(sum(told["spread"]["cost_by_account"].values()))
    screen = StringIO()
    show(found, Console(file=screen, width=100, highlight=False, markup=False, color_system=None))
    text = screen.getvalue()
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 100
    assert "…" not in text
    assert not re.search(r"\b(should|must|best buy|recommend\w*|worth)\b", text)
