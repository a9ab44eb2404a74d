"""A ledger of five fiscal years fits on 80 columns with every number whole, and says until when money was spent."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import numpy as np
from rich.console import Console

from sojourn.results.drawdown import Fund, drawn_down
from sojourn.results.ledger import Item, Ledger, UnitCost
from sojourn.results.paid import what_paid
from sojourn.show.ledger import fiscal_spans, show

FIRST = date(2025, 1, 20)
DAYS = [FIRST + timedelta(days=day) for day in range(1461)]
MANY = np.full(len(DAYS), 44_000)
BOOK = Ledger(
    (
        Item("bed_day", "custody", "bed-day", UnitCost(None, 165_000_000, None, 2024, grade="B"), MANY),
        Item("guaranteed.soft_sided", "custody", "empty bed-day, soft-sided", UnitCost(None, 61, None, 2024), MANY),
        Item("legal.person_day.proceedings", "legal", "person-day", UnitCost(None, 10**6, None, 2024), MANY),
        Item("legal.person_day.final_order", "legal", "person-day", UnitCost(None, 10**6, None, 2024), MANY),
        Item(
            "alternatives.monitored_day", "alternatives", "monitored day", UnitCost(1, 5, 9, 2024, grade="yours"), MANY
        ),
    ),
    "USD",
    2024,
)


def shown(width: int) -> str:
    spent = BOOK.by_account()["custody"]
    cents = int(spent[:100].sum())
    paid = drawn_down(spent, (Fund("the act", cents, 0, 9999, False), Fund("more", 10**15, 0, 9999, False)))
    screen = StringIO()
    console = Console(file=screen, width=width, highlight=False, markup=False, color_system=None)
    show(BOOK, fiscal_spans(DAYS), console, what_paid({"custody": paid}, FIRST))
    return screen.getvalue()


def test_no_number_is_cut_at_80_columns() -> None:
    text = shown(80)
    assert "…" not in text
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 80
    assert " ".join(shown(100).split()).count("bn") == " ".join(text.split()).count("bn") > 5


def test_a_fiscal_year_in_part_has_its_star() -> None:
    text = shown(100)
    assert "FY2025*" in text
    assert "FY2029*" in text
    assert "FY2026*" not in text
    assert "* Part of a fiscal year." in " ".join(text.split())


def test_stages_of_the_same_account_are_told_apart() -> None:
    text = shown(100)
    assert "person-day, proceedings" in text
    assert "person-day, final order" in text


def test_money_that_is_spent_says_by_when() -> None:
    text = " ".join(shown(100).split())
    assert f"all spent by {FIRST + timedelta(days=99)}" in text
    assert text.count("all spent by") == 1
