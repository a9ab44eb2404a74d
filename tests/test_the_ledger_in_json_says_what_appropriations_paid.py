"""`sojourn ledger --json` has what its screen has: rows, what appropriations paid, and what is said of it."""

from __future__ import annotations

import json
from typing import Any

from command_line import sojourn

CUSTODY = "money.accounts.custody.appropriations=[%s]"
BASE = "{amount: 365 million USD, from: 2025-01-20, lapses: 2026-01-19, base: true, source: a law}"
OTHER = "{amount: 20 million USD, from: 2025-01-20, lapses: 2025-09-30}"
LINE = ("plan-2025", "--until", "2025-02-05", "--set", "opening.warm_up=180 days")
PAID = (*LINE, "--set", CUSTODY % f"{BASE}, {OTHER}")
DAYS = 16
A_DAY = 100_000_000
"""Cents of base money that come on a day: 365 million dollars over a year."""


def told(*line: str) -> dict[str, Any]:
    found = json.loads(sojourn("ledger", *line, "--json").out)
    assert set(found) == {"rows", "appropriations", "findings"}
    return found


def test_what_each_paid_what_lapsed_and_what_nobody_paid_adds_up_to_what_was_spent() -> None:
    found = told(*PAID)
    (custody,) = found["appropriations"]
    paid = {one["name"]: one for one in custody["sources"]}
    spent = sum(row["cents_value"] for row in found["rows"] if row["account"] == "custody" and row["period"] == "Whole")
    assert paid["a law"] == {"name": "a law", "paid_cents": DAYS * A_DAY, "spent_by": None}
    other = paid["appropriation 2"]
    assert other["paid_cents"] == 20_000_000 * 100
    assert "2025-01-20" < other["spent_by"] < "2025-02-05"
    assert custody["unpaid_cents"] == spent - DAYS * A_DAY - 20_000_000 * 100 > 0
    assert custody["lapsed_cents"] == custody["left_cents"] == 0
    assert custody["account"] == "custody"
    assert custody["dollars_of"] == 2024
    screen = " ".join(sojourn("ledger", *PAID).out.split())
    assert f"appropriation 2 paid 20 mn, all spent by {other['spent_by']}" in screen
    for sentence in found["findings"]:
        assert " ".join(sentence.split()) in screen


def test_where_no_account_has_any_the_list_is_empty_and_where_it_is_left_out_there_is_none() -> None:
    assert told(*LINE)["appropriations"] == []
    found = told(*PAID, "--dollars", "2018")
    assert found["appropriations"] is None
    assert [one for one in found["findings"] if one.startswith("What appropriations pay is left out")]
