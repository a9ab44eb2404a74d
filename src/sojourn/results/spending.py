"""The ledger of a run: what its scenario pays for, and how many of each were counted on each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sojourn.evidence.prices import last_year
from sojourn.evidence.registry import figures
from sojourn.results import beside
from sojourn.results.agreement_items import agreement_items
from sojourn.results.backing import backs
from sojourn.results.bed_items import bed_items, empty_base
from sojourn.results.cents import MICRO, micro
from sojourn.results.counted import COUNTED, Days
from sojourn.results.drawdown import Drawdown, Fund, drawn_down
from sojourn.results.ledger import Item, Ledger, UnitCost
from sojourn.results.standing import YOURS
from sojourn.scenario.accounts import CURRENCY, Appropriation, Cost, Priced
from sojourn.scenario.quantities import MoneyRate
from sojourn.scenario.us import UsScenario

if TYPE_CHECKING:
    from sojourn.results.run import Run
    from sojourn.systems.calendar import Calendar

Ints = npt.NDArray[np.int64]


def ledger(run: Run) -> Ledger:
    """The ledger of a run, in dollars of the scenario's year.

    Raises:
        NoPrices: there is no price index for a year.
    """
    return ledger_of(run.scenario, Days(run.panel, run.capacity.sum(axis=1), slice(None), run.calendar, run.emptied))


def ledger_of(scenario: UsScenario, days: Days) -> Ledger:
    """The ledger of some days of a run."""
    base, blocks, stood_up = bed_items(scenario, days, priced)
    items = [Item("bed_day", "custody", "bed-day", bed_day(scenario), base), *blocks]
    for account, money in scenario.money.accounts.items():
        for cost in money.costs:
            counts = _counts(scenario, days, cost)
            items.append(Item(_name(account, cost), account, cost.value.per, unit_cost(cost), counts))
    items += [*agreement_items(scenario, days), *stood_up]
    return Ledger(tuple(items), CURRENCY, scenario.money.dollars)


def bed_day(scenario: UsScenario) -> UnitCost:
    """What a bed costs for a day, in dollars of its own year."""
    return priced(scenario.costs.bed_day)


def priced(rate: Priced[MoneyRate]) -> UnitCost:
    """A rate of beds, with the ends of its evidence where it is what that says."""
    return _cost(rate.value, rate.source, rate.year)


def unit_cost(cost: Cost) -> UnitCost:
    """A cost of the scenario, with the ends that it gives or those of its evidence."""
    return _cost(cost.value, cost.source, cost.year, cost.low, cost.high)


def _cost(
    value: MoneyRate, source: str | None, year: int, low: MoneyRate | None = None, high: MoneyRate | None = None
) -> UnitCost:
    figure = figures().get(source or "")
    known = figure is not None and backs(figure, value)
    ends = [None if end is None else micro(end.money.amount) for end in (low, high)]
    if figure is not None and known:
        published = (None if end is None else round(end * MICRO) for end in (figure.low, figure.high))
        ends = [mine if mine is not None else theirs for mine, theirs in zip(ends, published, strict=True)]
    grade = figure.grade if figure is not None and known else YOURS
    return UnitCost(ends[0], micro(value.money.amount), ends[1], year, source, grade)


def funds(run_calendar: Calendar, appropriations: tuple[Appropriation, ...]) -> tuple[Fund, ...]:
    """Appropriations on the days of a run."""
    return tuple(
        Fund(
            one.source or f"appropriation {number}",
            int(one.value.amount * 100),
            run_calendar.tick(one.since),
            run_calendar.tick(one.lapses),
            one.base,
        )
        for number, one in enumerate(appropriations, 1)
    )


def of_the_day(book: Ledger) -> Ledger:
    """A ledger in the money in which appropriations are: that of the last year that has an index."""
    return book.in_dollars_of(last_year())


def drawdowns(run: Run, of: Ledger) -> dict[str, Drawdown]:
    """What paid for each account that has appropriations, in money of the day."""
    spent = of_the_day(of).by_account()
    nothing = np.zeros(run.calendar.ticks, np.int64)
    return {
        account: drawn_down(spent.get(account, nothing), funds(run.calendar, money.appropriations))
        for account, money in run.scenario.money.accounts.items()
        if money.appropriations
    }


def paths_of(scenario: UsScenario) -> dict[str, str]:
    """Item of the ledger to the path of its cost in the scenario, of the costs of accounts."""
    accounts = scenario.money.accounts.items()
    return {
        _name(account, cost): f"money.accounts.{account}.costs.{at}"
        for account, money in accounts
        for at, cost in enumerate(money.costs)
    }


def _name(account: str, cost: Cost) -> str:
    words = cost.value.per.replace(" ", "_").replace("-", "_")
    return f"{account}.{words}" + (f".{cost.stage}" if cost.stage else "")


def _counts(scenario: UsScenario, days: Days, cost: Cost) -> Ints:
    if cost.value.per in beside.COUNTED:
        return beside.COUNTED[cost.value.per](scenario, days)
    if cost.value.per == "empty bed-day" and scenario.beds.blocks:
        return empty_base(scenario, days)
    return COUNTED[cost.value.per](days) if cost.stage is None else days.inside(cost.stage)
