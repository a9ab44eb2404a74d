"""What appropriations paid of each account over a run, as plain data: the same on the screen and in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypedDict

from sojourn.evidence.prices import last_year
from sojourn.results.drawdown import Drawdown


class Source(TypedDict):
    """Money of one name, which may be several appropriations."""

    name: str
    paid_cents: int
    spent_by: str | None
    """Day on which the last of it was spent; None where some was left, and of base money."""


class Paid(TypedDict):
    """What paid for one account, in cents of money of the day."""

    account: str
    dollars_of: int
    """Year whose dollars money of the day is."""
    sources: list[Source]
    lapsed_cents: int
    """What was not spent in time."""
    left_cents: int
    """What was left after the last day of the run."""
    unpaid_cents: int
    """What nothing paid."""


def what_paid(downs: Mapping[str, Drawdown], first: date) -> list[Paid]:
    """What paid for each account that has appropriations.

    Args:
        downs: account to what its funds paid (:func:`sojourn.results.spending.drawdowns`).
        first: the first day of the run.
    """
    return [_paid(account, down, first) for account, down in downs.items()]


def _paid(account: str, down: Drawdown, first: date) -> Paid:
    sources: dict[str, Source] = {}
    for fund, paid in zip(down.funds, down.paid, strict=True):
        cents = int(paid.sum())
        one = sources.setdefault(fund.name, {"name": fund.name, "paid_cents": 0, "spent_by": None})
        one["paid_cents"] += cents
        if not fund.base and 0 < fund.cents == cents:
            one["spent_by"] = (first + timedelta(days=int(paid.nonzero()[0][-1]))).isoformat()
    return {
        "account": account,
        "dollars_of": last_year(),
        "sources": list(sources.values()),
        "lapsed_cents": int(down.lapsed.sum()),
        "left_cents": int(down.left.sum()),
        "unpaid_cents": int(down.unpaid.sum()),
    }
