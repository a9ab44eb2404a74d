"""An account pays in money of the day: dollars of another year, in which the ledger is told, move nobody."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from sojourn.results.run import Run
from sojourn.results.spending import drawdowns
from sojourn.run import load, run

UNTIL = date(2025, 4, 1)
ARRESTS = "{amount: 600 million USD, from: 2025-01-20, lapses: 2025-03-10, base: true}"
POOR = (
    "opening.warm_up=180 days",
    "money.accounts.custody.appropriations.0.amount=2.4 billion USD",
    f"money.accounts.arrests.appropriations=[{ARRESTS}]",
)


@cache
def made(dollars: int) -> Run:
    return run(load("appropriations-2025", [*POOR, f"money.dollars={dollars}"]), until=UNTIL)


@pytest.mark.parametrize("dollars", [2008, 2018])
def test_the_year_of_the_dollars_moves_nobody(dollars: int) -> None:
    assert made(2024).emptied
    assert made(dollars).emptied == made(2024).emptied
    assert (made(dollars).panel.flow == made(2024).panel.flow).all()


JAIL = (
    "{type: county_jail, beds: 5000, ordered: 2025-03-01, lead: 10 days, build_up: 0 days,"
    " stand_up: {value: 9700 USD per bed%s}}"
)
STANDING_UP = "[{amount: 50 million USD, from: 2025-01-01, lapses: 2026-01-01}]"


@cache
def ordering(dollars: int, year: str = "") -> Run:
    """A run that orders beds for 48.5 million dollars of a year, with 50 million to stand beds up."""
    changes = [
        "opening.warm_up=180 days",
        "beds.capacity=41,500 beds",
        f"beds.blocks=[{JAIL % year}]",
        f"money.accounts.stand_up.appropriations={STANDING_UP}",
        f"money.dollars={dollars}",
    ]
    return run(load("plan-2025", changes), until=date(2025, 3, 25))


@pytest.mark.parametrize("dollars", [2008, 2018])
def test_what_names_no_year_is_not_dated_by_the_year_in_which_the_ledger_is_told(dollars: int) -> None:
    assert ordering(dollars).not_ordered == ordering(2024).not_ordered == ()
    assert (ordering(dollars).panel.flow == ordering(2024).panel.flow).all()


def test_a_bed_that_is_paid_in_dollars_of_another_year_is_dearer_today() -> None:
    # 48.5 million dollars of 2018 are 60.6 million of 2024, by the index.
    of_2018 = ordering(2024, ", dollars: 2018")
    assert [one.beds for one in of_2018.not_ordered] == [5000]
    assert ordering(2018, ", dollars: 2018").not_ordered == of_2018.not_ordered
    assert of_2018.series["booked_in"].sum() < ordering(2024).series["booked_in"].sum()


def test_what_paid_is_told_in_money_of_the_day() -> None:
    now, then = (drawdowns(one, one.ledger) for one in (made(2024), made(2018)))
    for account in now:
        assert (now[account].paid == then[account].paid).all()
        assert (now[account].unpaid == then[account].unpaid).all()
    spent = [one.summary["lines"]["money_custody"]["values"]["all"] for one in (made(2018), made(2024))]
    assert spent[0] / spent[1] == pytest.approx(251.107 / 313.689, abs=1e-4)  # the index of 2018 over that of 2024


def test_dollars_of_two_years_are_told_where_they_stand_together() -> None:
    told = [one for one in made(2018).summary["findings"] if "dollars of 2018" in one]
    assert len(told) == 1
    assert not [one for one in made(2024).summary["findings"] if "dollars of" in one]


def test_a_base_that_lapses_is_told_with_what_is_left_then() -> None:
    (arrests,) = (one for one in made(2024).emptied if one.account == "arrests")
    assert arrests.carried
    assert arrests.later == ((date(2025, 3, 11), 0.0),)
    told = [one for one in made(2024).summary["findings"] if "'Arrests' is empty" in one]
    assert len(told) == 1
    assert f"fall to {arrests.carried:,.0f} a day, then 0 a day from 11 March 2025" in told[0]
    added = made(2024).series["arrived_interior_added"].sum(axis=1)
    assert added[made(2024).calendar.tick(date(2025, 3, 11)) :].sum() == 0
