"""People who wait for a place under an agreement that gives none are told beside those for whom there is none."""

from __future__ import annotations

from datetime import date

from sojourn.results.run import Run
from sojourn.run import load_us, run

DEAL = (
    "third_country.agreements=[{country: Mexico, iso3: MEX, accepts: {nationalities: [Venezuela, Cuba, Nicaragua]}, "
    "statuses: [{on: 2025-01-20, status: in_force}]}]"
)
POOR = (
    "money.accounts.agreements={costs: [{value: 4000 USD per third-country removal, dollars: 2024}], "
    "appropriations: [{amount: 100000 USD, from: 2025-01-20, lapses: 2025-09-30}]}"
)


def made(*more: str) -> tuple[Run, int, str]:
    """A run, how many wait for a place on its last day, and what is said of agreements."""
    one = run(load_us("plan-2025", ["opening.warm_up=200 days", DEAL, *more]), until=date(2025, 3, 1))
    (told,) = [text for text in one.summary["findings"] if text.startswith("An agreement is in force")]
    return one, int(one.series["in_departure: Mexico"][-1].sum()), told


def test_those_who_have_notice_under_an_agreement_without_money_are_counted() -> None:
    one, waiting, told = made(POOR)
    assert [empty.account for empty in one.emptied] == ["agreements"]
    assert 10 < waiting < 100  # told as they are
    assert f"; {waiting} people with notice of a third country wait for a place." in told


def test_nobody_is_given_notice_while_there_is_no_money_for_a_place() -> None:
    one, _, _ = made(POOR)
    given = one.panel.taken(target="notice: Mexico").reshape(len(one.calendar.days), -1).sum(axis=1)
    empty = one.calendar.tick(one.emptied[0].on)
    assert given[: empty + 1].sum() > 100
    assert given[empty + 1 :].sum() == 0
    rich, _, _ = made()
    assert rich.panel.taken(target="notice: Mexico").sum() > given.sum()


def test_nothing_is_said_where_everybody_has_a_place() -> None:
    _, waiting, told = made()
    assert waiting == 0
    assert "with notice" not in told
