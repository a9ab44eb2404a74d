"""Who pays: spending of an account laid on its appropriations, day by day, until they are empty.

Base money comes in equal parts on each day of its time (31 USC 1512: an appropriation for a year is apportioned so that
it lasts the year); a part that is not spent stays until the money lapses. What the base does not pay is paid by the
other money, that which lapses first before the rest. What nobody pays is *unpaid*: no official may spend it (31 USC
1341), so the first such day is the day on which the account is empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

import numpy as np

from sojourn.results.cents import Cents


@dataclass(frozen=True)
class Fund:
    """Money that can be spent over some days; ticks may lie before and after those of a run."""

    name: str
    cents: int
    first: int
    """First tick on which it can be spent."""
    last: int
    """Last tick on which it can be spent."""
    base: bool

    def released(self, ticks: int) -> Cents:
        """(ticks,): cents that become available on each day of a run.

        Base money comes in equal parts, the odd cents one a day from the first day on; its days before the run are
        taken to be spent. Other money that starts before the run is there on its first day, in full.
        """
        out = np.zeros(ticks, np.int64)
        begins, ends = max(self.first, 0), min(self.last + 1, ticks)
        if begins >= ends:
            return out
        if not self.base:
            out[begins] = self.cents
            return out
        days = self.last - self.first + 1
        upto = [self.cents * day // days for day in range(begins - self.first, ends - self.first + 1)]
        out[begins:ends] = np.diff(np.array(upto, dtype=np.int64))
        return out


@dataclass(frozen=True, eq=False)
class Drawdown:
    """What each fund paid."""

    funds: tuple[Fund, ...]
    paid: Cents
    """(funds, days): cents."""
    lapsed: Cents
    """(funds,): cents that were not spent in time; 0 for a fund that outlives the run."""
    left: Cents
    """(funds,): cents left after the last day of the run."""
    unpaid: Cents
    """(days,): cents that nothing paid."""

    @property
    def empty_on(self) -> int | None:
        """The first tick on which something was not paid; None where all was."""
        days = np.flatnonzero(self.unpaid)
        return int(days[0]) if len(days) else None


@dataclass(frozen=True)
class Emptied:
    """An account that could not pay."""

    account: str
    on: date
    """First day that was not wholly paid."""
    until: date | None
    """Day on which other money begins; None where none does in the run."""
    carried: float | None
    """What the base carries from the day after: beds, added arrests a day, or the share of the capacity that is left;
    None for an account that stops nothing."""
    later: tuple[tuple[date, float], ...] = ()
    """Days after that on which the base carries another amount, as where it lapses, and what it carries from then."""


class Purse:
    """The funds of an account in the course of a run: paid from day by day."""

    def __init__(self, funds: Sequence[Fund], ticks: int) -> None:
        """Lay the funds out over the days of a run."""
        self.funds = tuple(funds)
        self.released = [fund.released(ticks).tolist() for fund in self.funds]
        """(funds, days): cents that become available on each day."""
        self.balance, self.lapsed = [0] * len(self.funds), [0] * len(self.funds)
        ranked = sorted((not fund.base, fund.last, fund.first, at) for at, fund in enumerate(self.funds))
        self._order = [at for *_, at in ranked]

    def copy(self) -> Purse:
        """Another purse that holds the same; either is paid from without the other."""
        other = copy(self)
        other.balance, other.lapsed = list(self.balance), list(self.lapsed)
        return other

    def pay(self, tick: int, owed: int) -> list[int]:
        """Pay what is owed on a day; days come one after another.

        Returns:
            What each fund paid; what is owed beyond their sum is not paid.
        """
        paid = [0] * len(self.funds)
        for at in self._order:
            self.balance[at] += self.released[at][tick]
            if tick > self.funds[at].last:
                self.lapsed[at] += self.balance[at]
                self.balance[at] = 0
            paid[at] = min(owed, self.balance[at])
            self.balance[at] -= paid[at]
            owed -= paid[at]
        return paid

    def base(self, tick: int) -> int:
        """Cents that the base brings on a day."""
        return sum(day[tick] for fund, day in zip(self.funds, self.released, strict=True) if fund.base)

    def next_other(self, tick: int) -> int | None:
        """The first tick after a day on which money beside the base begins; None where none does in the run."""
        later = [fund.first for fund in self.funds if not fund.base and fund.first > tick]
        return min((first for first in later if first < len(self.released[0])), default=None)


def drawn_down(spending: Cents, funds: Sequence[Fund]) -> Drawdown:
    """Lay spending on funds.

    Args:
        spending: (days,) cents.
        funds: what may be spent, in any order.
    """
    ticks, purse = len(spending), Purse(funds, len(spending))
    paid = np.zeros((len(funds), ticks), np.int64)
    for tick, owed in enumerate(spending.tolist()):
        paid[:, tick] = purse.pay(tick, owed)
    gone = np.array([fund.last == ticks - 1 for fund in funds], dtype=bool)
    balance, lapsed = np.array(purse.balance, np.int64), np.array(purse.lapsed, np.int64)
    lapsed, left = lapsed + np.where(gone, balance, 0), np.where(gone, 0, balance)
    return Drawdown(tuple(funds), paid, lapsed, left, spending - paid.sum(axis=0))
