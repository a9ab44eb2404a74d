"""The ledger: what each day cost, by account, as counts times rates.

An *item* is a kind of spending: so much for each of something that was counted each day. An entry is an item on a day,
in whole cents; everything else is a sum of entries, so that rows and columns add up to the cent. Counts and rates are
kept apart: another rate, or dollars of another year, needs no new run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from sojourn.evidence.prices import check_year, restated
from sojourn.results.cents import MICRO, Cents, spent

Ints = npt.NDArray[np.int64]
End = Literal["low", "value", "high"]


@dataclass(frozen=True)
class UnitCost:
    """Money for each of something, in millionths of a unit of money of its year."""

    low: int | None
    value: int
    high: int | None
    year: int
    """Year of the money."""
    source: str | None = None
    """Key of the evidence."""
    grade: str | None = None

    def at(self, end: End) -> int:
        """The rate, or its low or high end; the rate itself where it has none."""
        found = {"low": self.low, "value": self.value, "high": self.high}[end]
        return self.value if found is None else found

    def restated(self, year: int) -> UnitCost:
        """The same in money of another year, by consumer prices."""
        factor = restated(self.year, year)
        low, value, high = (None if one is None else round(one * factor) for one in (self.low, self.value, self.high))
        return replace(self, low=low, value=value or 0, high=high, year=year)


@dataclass(frozen=True, eq=False)
class Item:
    """A kind of spending."""

    key: str
    """Its name, unlike all others of a ledger."""
    account: str
    unit: str
    """What is counted: `bed-day`."""
    cost: UnitCost
    counts: Ints = field(repr=False)
    """(days,): how many on each day."""


@dataclass(frozen=True, eq=False)
class Ledger:
    """Items of a run over its days, in money of one year."""

    items: tuple[Item, ...]
    """What was counted, and what each costs in the money of its own year."""
    currency: str
    year: int
    """Year of the money in which everything is told."""

    def __post_init__(self) -> None:
        """Check that the items go together.

        Raises:
            ValueError: two items have the same name, or counts of different days.
        """
        if len({item.key for item in self.items}) != len(self.items):
            raise ValueError("two items of a ledger have the same name")
        if len({item.counts.shape for item in self.items}) > 1:
            raise ValueError("the items of a ledger are of different days")

    @cached_property
    def costs(self) -> tuple[UnitCost, ...]:
        """What each item costs in money of the ledger's year.

        Raises:
            NoPrices: there is no price index for a year.
        """
        return tuple(item.cost.restated(self.year) for item in self.items)

    @cached_property
    def entries(self) -> Cents:
        """(items, days): cents, at the rates themselves."""
        return self.at("value")

    def at(self, end: End) -> Cents:
        """(items, days): cents, at the rates or at their low or high ends."""
        rows = [spent(item.counts, cost.at(end)) for item, cost in zip(self.items, self.costs, strict=True)]
        return np.stack(rows) if rows else np.zeros((0, 0), np.int64)

    @property
    def accounts(self) -> tuple[str, ...]:
        """Names of the accounts that spend, in order."""
        return tuple(dict.fromkeys(item.account for item in self.items))

    def by_account(self, end: End = "value") -> dict[str, Cents]:
        """Account to cents on each day."""
        found, names = self.at(end), [item.account for item in self.items]
        return {name: found[[n == name for n in names]].sum(axis=0) for name in self.accounts}

    def total(self, days: slice = slice(None), end: End = "value") -> int:
        """Cents over some days, all accounts together."""
        return int(self.at(end)[:, days].sum())

    def repriced(self, costs: Mapping[str, UnitCost]) -> Ledger:
        """The same counts at other costs, by name of the item.

        Raises:
            KeyError: no item has such a name.
        """
        if unknown := set(costs) - {item.key for item in self.items}:
            raise KeyError(f"the ledger has no item {sorted(unknown)[0]!r}")
        return replace(self, items=tuple(replace(item, cost=costs.get(item.key, item.cost)) for item in self.items))

    def in_dollars_of(self, year: int) -> Ledger:
        """The same in money of another year.

        Raises:
            NoPrices: there is no price index for it.
        """
        check_year(year)
        return replace(self, year=year)

    def rows(self, spans: Sequence[tuple[str, slice]]) -> list[dict[str, object]]:
        """One row an item and span: what was counted, the rate, and the cents at the rate and at its ends.

        An end that is not known is None, and the cents at it are those at the rate.
        """
        ends: tuple[End, ...] = ("low", "value", "high")
        found = {end: self.at(end) for end in ends}
        return [
            {
                "account": item.account,
                "item": item.key,
                "period": name,
                "unit": item.unit,
                "count": int(item.counts[days].sum()),
                "rate": self.costs[at].value / MICRO,
                "rate_low": _whole(self.costs[at].low),
                "rate_high": _whole(self.costs[at].high),
                **{f"cents_{end}": int(found[end][at, days].sum()) for end in ends},
                "currency": self.currency,
                "dollars_of": self.year,
                "source": item.cost.source,
                "grade": item.cost.grade,
            }
            for name, days in spans
            for at, item in enumerate(self.items)
        ]


def _whole(micros: int | None) -> float | None:
    return None if micros is None else micros / MICRO
