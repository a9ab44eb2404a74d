"""A run within its means: when an account is empty, its capacity falls to what its base money carries.

The run is looked at month by month. A month in which an account would be emptied is run to the end of that day only,
and goes on under a network with less: fewer beds, fewer added arrests, fewer seats, slower proceedings, no places under
agreements. Other money that begins later lifts the ceiling again. Seats and proceedings fall to a share of what they
were, and what is used of them may grow under it: the share is looked at again each month, and lowered where something
was not paid. A day that costs more than its part, in weeks that did not, empties nothing. People inside stay as they
are: a population over its beds runs down as people leave, and what that costs beyond the base stands in the ledger as
unpaid. Beds that the account for standing them up cannot pay for on the day of their order are not ordered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt

from sojourn.engine import Simulation
from sojourn.network import Network, number_at, thinned
from sojourn.policy.ceilings import ADDED, Capacity, Ceilings, under
from sojourn.results.bed_items import ACCOUNT as STAND_UP
from sojourn.results.bed_orders import NotOrdered, carried, too_dear, without
from sojourn.results.cents import PER_CENT
from sojourn.results.counted import Days, Ints
from sojourn.results.drawdown import Emptied, Purse
from sojourn.results.spending import funds, ledger_of, of_the_day
from sojourn.results.staff import frozen, paid_by
from sojourn.scenario.accounts import STAFF_DAYS, STAFF_HIRES
from sojourn.scenario.staff import KINDS
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import bed_pool
from sojourn.systems.us_beds import in_all
from sojourn.systems.us_staff import added_at_most, pace_factor

Floats = npt.NDArray[np.float64]

GOVERNS: Mapping[str, Capacity] = {
    "custody": "beds",
    "arrests": "added",
    "transport": "seats",
    "legal": "proceedings",
    "agreements": "agreements",
}
"""What falls when an account is empty; whoever pays for staff stops hiring as well. The other accounts are told and
stop nothing."""
PAID, HIRED = tuple(STAFF_DAYS.values()), tuple(STAFF_HIRES.values())
"""Units of the paid days of staff, and of their hirings."""
ODD = 0.01
"""Share by which what the base carries has to change to be told."""
LATELY = 28
"""Days whose mean says what a capacity was used for before the money went."""
ENOUGH = 14
"""Days under a share from which it is looked at again."""
SHARED = ("transport", "legal")
"""Accounts whose capacity falls to a share of what is used, which may grow again under it."""


class Means:
    """The accounts of a run as it goes on."""

    def __init__(
        self, scenario: UsScenario, calendar: Calendar, network: Network, capacity: Ints, weight: int = 1
    ) -> None:
        """Lay out the money of a scenario over the days of a run.

        Args:
            scenario: the scenario.
            calendar: its days.
            network: its network, without ceilings.
            capacity: (days,) beds in all.
            weight: how many people each person of the run stands for.
        """
        self.scenario, self.calendar, self.network, self.capacity = scenario, calendar, network, capacity
        self.weight = weight
        self.ceilings = Ceilings(calendar.ticks)
        self.emptied: list[Emptied] = []
        self.not_ordered: list[NotOrdered] = []
        self._purses: dict[str, Purse] = {
            name: Purse(funds(calendar, money.appropriations), calendar.ticks)
            for name, money in scenario.money.accounts.items()
            if money.appropriations
        }
        self._poor_until: dict[str, int] = dict.fromkeys(self._purses, 0)
        self._since: dict[str, int] = {}
        """First tick of the share that an empty account is under."""
        self._unpaid: dict[str, int] = dict.fromkeys(self._purses, 0)
        """Cents that nothing paid since then."""

    def advance(self, simulation: Simulation, stop: int) -> Simulation:
        """Run up to a tick; returns the run that goes on, which is another one after an account was emptied."""
        if not self._purses:
            return simulation.advance(stop)
        while simulation.tick < stop:
            first = simulation.tick
            ahead = simulation.copy().advance(stop)
            spent = self._spent(ahead, slice(first, stop))
            empty = self._first_unpaid(spent, first, stop)
            if (number := self._too_dear(spent, first, stop if empty is None else empty + 1)) is not None:
                self._do_not_order(number)
                simulation = simulation.branch(thinned(self.in_force, self.weight, self.calendar.ticks))
                continue
            if empty is None:
                simulation = ahead
                self._pay(spent, first, stop)
                continue
            simulation.advance(empty + 1)
            for account in self._pay(spent, first, empty + 1):
                self._stop(account, empty, simulation)
            if empty + 1 < self.calendar.ticks:
                simulation = simulation.branch(thinned(self.in_force, self.weight, self.calendar.ticks))
                if (most := self.ceilings.most.get("beds")) is not None:
                    self.capacity = np.minimum(self.capacity, most).astype(np.int64)
        return self._look_again(simulation)

    def _look_again(self, simulation: Simulation) -> Simulation:
        """Lower the shares under which more was spent than the base carries; at the end of a month."""
        tick, lower = simulation.tick, False
        for account, since in self._since.items():
            end = self._poor_until[account]
            if not self._unpaid[account] or tick >= end or tick - since < ENOUGH:
                continue
            window, days = slice(max(tick - LATELY, since), tick), slice(tick, end)
            now = self.ceilings.most[GOVERNS[account]]
            most = self._carried(account, days, window, simulation, share=float(now[window].mean()))
            self._since[account], self._unpaid[account] = tick, 0
            if (most >= now[days]).all():
                continue
            self.ceilings, lower = self.ceilings.lowered(GOVERNS[account], days, most), True
            at = max(number for number, one in enumerate(self.emptied) if one.account == account)
            told, lowered = self.emptied[at], self.ceilings.most[GOVERNS[account]][days]
            before = tuple(one for one in told.later if one[0] < self.calendar.day(tick))
            carried = before[-1][1] if before else told.carried
            self.emptied[at] = replace(told, later=(*before, *self._later(lowered, tick, carried)))
        return simulation.branch(thinned(self.in_force, self.weight, self.calendar.ticks)) if lower else simulation

    def _too_dear(self, spent: Mapping[str, list[int]], first: int, stop: int) -> int | None:
        """The number of a block of beds whose order cannot be paid for before a tick."""
        if STAND_UP not in self._purses or STAND_UP not in spent:
            return None
        owed = spent[STAND_UP][: stop - first]
        return too_dear(self.scenario, self.calendar, self._purses[STAND_UP], owed, first)

    def _do_not_order(self, number: int) -> None:
        """Leave a block out, as if it had never been ordered."""
        self.scenario, refused = without(self.scenario, number)
        self.not_ordered.append(refused)
        beds = in_all(self.scenario.beds, self.calendar)
        most = self.ceilings.most.get("beds", np.full(len(beds), np.inf))
        self.capacity = np.floor(np.minimum(beds, most) + 1e-6).astype(np.int64)
        self.network = replace(self.network, pools=(bed_pool(self.scenario, self.calendar),))

    def _spent(self, simulation: Simulation, ticks: slice) -> dict[str, list[int]]:
        """Cents on each day by account, in the money in which appropriations are."""
        book = of_the_day(ledger_of(self.scenario, self._days(simulation, ticks)))
        return {account: cents.tolist() for account, cents in book.by_account().items()}

    @property
    def in_force(self) -> Network:
        """The whole network, under the ceilings as they are now."""
        return under(self.network, self.ceilings) if self.ceilings.most else self.network

    def _days(self, simulation: Simulation, ticks: slice) -> Days:
        panel = simulation.panel.times(self.weight)
        return Days(panel, self.capacity, ticks, self.calendar, tuple(self.emptied))

    def _first_unpaid(self, spent: Mapping[str, list[int]], first: int, stop: int) -> int | None:
        """The first tick on which an account that is not known to be empty cannot pay."""
        found: list[int] = []
        for account, purse in self._purses.items():
            trial, owed = purse.copy(), spent.get(account, [0] * (stop - first))
            for tick in range(first, stop):
                short = owed[tick - first] > sum(trial.pay(tick, owed[tick - first]))
                if short and tick >= self._poor_until[account]:
                    found.append(tick)
                    break
        return min(found, default=None)

    def _pay(self, spent: Mapping[str, list[int]], first: int, stop: int) -> list[str]:
        """Pay for some days; returns the accounts that are newly empty on the last of them."""
        newly: list[str] = []
        for account, purse in self._purses.items():
            owed, short = spent.get(account, [0] * (stop - first)), False
            for tick in range(first, stop):
                unpaid = owed[tick - first] - sum(purse.pay(tick, owed[tick - first]))
                self._unpaid[account] += unpaid
                short = unpaid > 0
            if short and stop - 1 >= self._poor_until[account]:
                newly.append(account)
        return newly

    def _stop(self, account: str, tick: int, simulation: Simulation) -> None:
        """Lay a ceiling from the day after a tick until other money begins, where something falls to it."""
        again = self._purses[account].next_other(tick)
        end = self.calendar.ticks if again is None else again
        days = slice(tick + 1, end)
        carried: float | None = None
        later: tuple[tuple[date, float], ...] = ()
        if account in GOVERNS and tick + 1 < end:
            most = self._carried(account, days, slice(max(tick + 1 - LATELY, 0), tick + 1), simulation)
            falls = self._falls(account, days, most)
            if not falls[0] and not any(account in paid_by(self.scenario, kind) for kind in KINDS):
                self._poor_until[account] = tick + 1 + self._all_there(tick + 1, falls)
                return
            self.ceilings = self.ceilings.lowered(GOVERNS[account], days, most)
            carried, later = float(most[0]), self._later(most, tick + 1, float(most[0]))
            if account in SHARED:
                self._since[account], self._unpaid[account] = tick + 1, 0
        self._poor_until[account] = end
        until = None if again is None else self.calendar.day(again)
        self.emptied.append(Emptied(account, self.calendar.day(tick), until, carried, later))
        self._stop_hiring(account, tick)

    def _falls(self, account: str, days: slice, most: Floats) -> npt.NDArray[np.bool_]:
        """(days,): whether a ceiling is below what there would be."""
        planned: Floats = np.ones(len(most))
        if account == "custody":
            planned = self.capacity[days].astype(np.float64)
        if account == "arrests":
            rates = [one.rate for one in self.network.sources if one.name == ADDED and one.rate is not None]
            planned = sum((number_at(rate, self.calendar.ticks, ADDED)[days] for rate in rates), np.zeros(len(most)))
        return np.asarray(most < planned)

    def _all_there(self, first: int, falls: npt.NDArray[np.bool_]) -> int:
        """Days from a tick on, to the end of its month at most, on which nothing falls."""
        month = self.calendar.month[first : first + len(falls)]
        other = np.flatnonzero((month != month[0]) | falls)
        return int(other[0]) if len(other) else len(falls)

    def _later(self, most: Floats, first: int, carried: float | None) -> tuple[tuple[date, float], ...]:
        """The days from a first on which what the base carries is another, odd cents apart, and how much it is."""
        found, now = [], float(most[0]) if carried is None else carried
        for tick, then in enumerate(most.tolist(), first):
            if abs(then - now) > ODD * max(now, 1e-9):
                found.append((self.calendar.day(tick), then))
                now = then
        return tuple(found)

    def _stop_hiring(self, account: str, tick: int) -> None:
        """Lower what the staff move whom an empty account pays for: nobody is hired until other money begins."""
        days = slice(tick + 1, self.calendar.ticks)
        for kind in KINDS:
            stopped = frozen(self.scenario, self.calendar, self.emptied, kind)
            if stopped is None or account not in paid_by(self.scenario, kind):
                continue
            if kind == "arrest_officers":
                most = added_at_most(self.scenario, self.calendar, stopped)
                self.ceilings = self.ceilings.lowered("added", days, most[days])
                continue
            left = pace_factor(self.scenario, self.calendar, kind, stopped)
            planned = pace_factor(self.scenario, self.calendar, kind)
            moved: Capacity = "judges" if kind == "judges" else "documents"
            self.ceilings = self.ceilings.lowered(moved, days, (left / planned)[days])

    def _carried(self, account: str, days: slice, lately: slice, simulation: Simulation, share: float = 1.0) -> Floats:
        """What base money of some days carries of the capacity that an account governs.

        Args:
            account: the account.
            days: on which days.
            lately: days that say what the capacity is used for.
            simulation: the run as far as it has come.
            share: the share of it that there was on these days, where it is told as a share.
        """
        purse = self._purses[account]
        base = np.array([purse.base(day) for day in range(days.start, days.stop)], dtype=np.float64)
        book = of_the_day(ledger_of(self.scenario, self._days(simulation, lately)))
        mine = [(item, cost.value / PER_CENT) for item, cost in zip(book.items, book.costs, strict=True)]
        fixed = sum(cents for item, cents in mine if item.account == account and item.unit == "day")
        each = {item.unit: cents for item, cents in mine if item.account == account}
        staff = {
            units: sum(
                float(entries.mean())
                for item, entries in zip(book.items, book.entries, strict=True)
                if item.account == account and item.unit in units
            )
            for units in (PAID, HIRED)
        }
        fixed += staff[PAID]  # whoever is in post is paid, whatever is done
        if account == "custody":  # book-ins and the like go on beside the beds
            fixed += sum(
                float(entries.mean())
                for item, entries in zip(book.items, book.entries, strict=True)
                if item.key.startswith("custody.") and item.unit not in (*PAID, *HIRED, "day", "empty bed-day")
            )
        free = np.maximum(base - fixed, 0.0)
        if account == "custody" and self.scenario.beds.blocks:
            rates = {item.key: cents for item, cents in mine}
            return carried(self.scenario, self.calendar, days, free, each["bed-day"], rates)
        if account == "custody":
            return np.floor(free / each["bed-day"]) if each["bed-day"] > 0 else np.full(len(free), np.inf)
        if account == "arrests" and each.get("arrest", 0) > 0:
            as_it_was = self.calendar.values(self.scenario.arrivals.interior)[days]
            return np.maximum(free / each["arrest"] - as_it_was, 0.0)
        if account == "agreements":
            return (base > 0).astype(np.float64)
        usual = book.by_account()[account].mean() - fixed - staff[HIRED]
        return np.minimum(share * free / usual, 1.0) if usual > 0 else np.ones(len(free))
