"""What agreements with third countries cost: sums that fall due on a day, and a sum for each person who goes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sojourn.results.cents import micro
from sojourn.results.counted import Days
from sojourn.results.ledger import Item, UnitCost
from sojourn.results.standing import Standing
from sojourn.scenario.accounts import CURRENCY
from sojourn.scenario.agreements import Agreement
from sojourn.scenario.money import Money, MoneyRate
from sojourn.scenario.us import UsScenario
from sojourn.systems.us_third_country import EXIT, active, names

ACCOUNT = "agreements"


def agreement_items(scenario: UsScenario, days: Days) -> list[Item]:
    """Payments under agreements in dollars; those in another currency stand with the agreements alone."""
    named = dict(zip(map(id, active(scenario)), names(scenario), strict=True))
    found: list[Item] = []
    for number, deal in enumerate(scenario.third_country.agreements, 1):
        found += _items(deal, named.get(id(deal)), f"{deal.country} {number}", days)
    return found


def _items(deal: Agreement, name: str | None, key: str, days: Days) -> Iterator[Item]:
    fixed, each = deal.payment_fixed, deal.payment_per_person
    due = None if fixed is None else fixed.due or deal.signed_on
    if fixed is not None and due is not None and fixed.value.currency == CURRENCY:
        counts = np.zeros(days.calendar.ticks, np.int64)
        if 0 <= days.calendar.tick(due) < days.calendar.ticks:
            counts[days.calendar.tick(due)] = 1
        cost = UnitCost(
            None, micro(fixed.value.amount), None, due.year, fixed.source, _grade(fixed.value, fixed.source)
        )
        yield Item(f"{ACCOUNT}.payment.{key}", ACCOUNT, "payment", cost, counts[days.ticks])
    if each is not None and name is not None and each.value.money.currency == CURRENCY:
        sent = days.moves(f"departure: {name}", EXIT)
        year = (deal.signed_on or days.calendar.start).year
        cost = UnitCost(None, micro(each.value.money.amount), None, year, each.source, _grade(each.value, each.source))
        yield Item(f"{ACCOUNT}.person_sent.{key}", ACCOUNT, "person sent", cost, sent)


def _grade(value: Money | MoneyRate, source: str | None) -> str:
    return Standing("payment", value, source).grade
