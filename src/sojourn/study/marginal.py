"""What the next removal costs, with bands: a little more of each capacity, run in pairs under draws.

Of each draw there are runs with the same people and the same luck: the scenario, and the same with a share more of the
added arrests, of the beds, of the seats out of the country, and of all three. What a run costs more over what it
removes more is the cost of the next removal. Unit costs move nobody, so many draws of them are laid on each run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sojourn.results.bands import Band, band
from sojourn.results.cents import MICRO
from sojourn.results.ledger import UnitCost
from sojourn.results.spending import bed_day, paths_of, unit_cost
from sojourn.results.standing import YOURS
from sojourn.run import CannotRun, load_us, name_of_scenario, us_only
from sojourn.scenario import Document
from sojourn.scenario.us import UsScenario
from sojourn.study.draw_pool import cores, made
from sojourn.study.draws import uniforms
from sojourn.study.marginal_runs import ENLARGED, Counted, Drawn, Enlarged, Job, make
from sojourn.study.points.drawing import drawing
from sojourn.study.uncertain import Doubt

DRAWS, MOST_DRAWS = 10, 1000
RATES = 20
"""Draws of the unit costs that are laid on each run, the run's own among them."""
MORE = 0.02
"""Share by which a capacity is enlarged."""
LEAST_MORE, MOST_MORE = 0.001, 1.0
EACH = ("removal", "bed_day", "release")
"""What spending is told for each of, beside the next removal."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Next:
    """What a little more of a capacity does."""

    gained: Band | None
    """Removals more, over all draws of the system."""
    cost: Band | None
    """Dollars for each, over the draws in which there are any."""
    in_vain: int
    """Draws in which it removes nobody more."""


@dataclass(frozen=True)
class Marginal:
    """What a removal costs, what the next one costs, and how sure that is."""

    name: str
    scenario: UsScenario = field(repr=False)
    until: date
    seed: int
    draws: int
    rates: int
    """Draws of the unit costs on each."""
    share: float
    """By how much a capacity was enlarged."""
    dollars: int
    """Year of the money."""
    each: Mapping[str, Band | None]
    """Dollars for each removal, bed and day, and person released, of those in `EACH`."""
    more: Mapping[Enlarged, Next]
    """By what is enlarged."""

    @property
    def cheapest(self) -> Enlarged | None:
        """The capacity by which the next removal costs least in the middle; None where more of none removes anybody."""
        usual = {what: one.cost.median for what, one in self.more.items() if one.cost and one.in_vain * 2 < self.draws}
        alone = {what: cost for what, cost in usual.items() if what != "all"}
        return min(alone, key=lambda what: alone[what], default=None)

    @property
    def grades(self) -> dict[str, str]:
        """Source of each unit cost, or `costs.bed_day` and the like where it has none, to its grade."""
        costs = {"costs.bed_day": bed_day(self.scenario)}
        for account, money in self.scenario.money.accounts.items():
            costs |= {f"money.accounts.{account}.costs.{at}": unit_cost(one) for at, one in enumerate(money.costs)}
        return {cost.source or path: cost.grade or YOURS for path, cost in costs.items()}

    @property
    def summary(self) -> dict[str, Any]:
        """The answer as plain data that JSON can hold."""
        return {
            "scenario": self.name,
            "until": self.until.isoformat(),
            "seed": self.seed,
            "draws": self.draws,
            "draws_of_rates": self.rates,
            "enlarged_by": self.share,
            "currency": "USD",
            "dollars_of": self.dollars,
            "each": {what: _band(one) for what, one in self.each.items()},
            "next_removal": {
                what: {"removals_more": _band(one.gained), "cost": _band(one.cost), "draws_in_vain": one.in_vain}
                for what, one in self.more.items()
            },
            "cheapest": self.cheapest,
            "grades": self.grades,
        }


def marginal(
    scenario: Document[UsScenario] | UsScenario | str | Path = "plan-2025",
    *,
    draws: int = DRAWS,
    rates: int = RATES,
    more: float = MORE,
    seed: int | None = None,
    until: date | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Marginal:
    """Find what a removal costs and what the next one costs, under draws of what is not known.

    Args:
        scenario: what `load` gave, or a name or path to load; its appropriations limit nothing here.
        draws: draws of the system; each is five runs.
        rates: draws of the unit costs that are laid on each.
        more: share by which a capacity is enlarged.
        seed: names the draws and the luck; the scenario's own where not given.
        until: first day that is not simulated.
        workers: processes; as many as there are cores where not given. The numbers are the same for any.
        progress: told the draws that are done and all.

    Raises:
        CannotRun: what is asked for is out of range.
        ScenarioError, NetworkError: as `run`.
    """
    _in_range(draws, 1, MOST_DRAWS, "draws")
    _in_range(rates, 1, 10_000, "draws of the unit costs")
    if not LEAST_MORE <= more <= MOST_MORE:
        raise CannotRun(f"a capacity cannot be enlarged by {more:g}; from 0.1 % to 100 % are allowed")
    document = load_us(scenario) if isinstance(scenario, str | Path) else scenario
    us_only(document)
    model: UsScenario = document.model if isinstance(document, Document) else document
    ready = drawing(model, seed=seed, until=until, specialised=False)
    jobs = [Job(ready.draw(number), more) for number in range(draws)]
    done: dict[str, Drawn] = {}
    tell = progress or (lambda finished, everything: None)
    tell(0, draws)

    def keep(job: Job, given: Drawn) -> None:
        done[job.label] = given
        tell(len(done), draws)

    made(jobs, workers or cores(), keep, make)
    found = [done[job.label] for job in jobs]
    paths = paths_of(model)
    priced = [
        _priced(one, ready.doubts, paths, ready.seed, number + again * draws, model.money.dollars, own=again == 0)
        for again in range(rates)
        for number, one in enumerate(found)
    ]
    return Marginal(
        name=name_of_scenario(document),
        scenario=model,
        until=ready.until,
        seed=ready.seed,
        draws=draws,
        rates=rates,
        share=more,
        dollars=model.money.dollars,
        each={what: band([one.each[what] for one in priced]) for what in EACH},
        more={what: _next(what, found, priced) for what in ENLARGED},
    )


@dataclass(frozen=True)
class _Priced:
    """One draw at one draw of the unit costs, in dollars."""

    each: Mapping[str, float | None]
    next: Mapping[Enlarged, float | None]


def _priced(
    one: Drawn, doubts: Sequence[Doubt], paths: Mapping[str, str], seed: int, number: int, year: int, *, own: bool
) -> _Priced:
    """Lay a draw of the unit costs on the counts of a draw; its ``own`` are those that were drawn with it."""
    costs = one.costs if own else rates_of(one.costs, doubts, seed, number, paths)
    dollars = {key: cost.restated(year).value / MICRO for key, cost in costs.items()}

    def spent(run: Counted, account: str | None = None) -> float:
        wanted = (key for key in run.items if account is None or one.accounts[key] == account)
        return sum(run.items[key] * dollars.get(key, 0.0) for key in wanted)

    plain = spent(one.plain)
    counts = {"removal": one.plain.removals, "bed_day": one.plain.bed_days, "release": one.plain.releases}
    each = {
        what: (spent(one.plain, "custody") if what == "bed_day" else plain) / of if of else None
        for what, of in counts.items()
    }
    following: dict[Enlarged, float | None] = {}
    for what in ENLARGED:
        gained = one.more[what].removals - one.plain.removals
        following[what] = (spent(one.more[what]) - plain) / gained if gained > 0 else None
    return _Priced(each, following)


def rates_of(
    costs: Mapping[str, UnitCost],
    doubts: Sequence[Doubt],
    seed: int,
    number: int,
    paths: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, UnitCost]:
    """Unit costs under another draw: those that are in doubt, by their path or by their row; the others stay.

    Args:
        costs: item of the ledger to its unit cost.
        doubts: the numbers in doubt.
        seed: names the draws.
        number: of the draw.
        paths: item of the ledger to the path of its cost in the scenario, by which one with ends of its own is known.
    """
    known = {one.key: one for one in doubts}
    keys = {
        name: next((key for key in (paths.get(name), cost.source) if key in known), None)
        for name, cost in costs.items()
    }
    shares = uniforms(seed, tuple(sorted({key for key in keys.values() if key is not None})), number)
    return {
        name: cost
        if (key := keys[name]) is None
        else UnitCost(None, round(known[key].at(shares[key]) * MICRO), None, cost.year, cost.source)
        for name, cost in costs.items()
    }


def _next(what: Enlarged, found: Sequence[Drawn], priced: Sequence[_Priced]) -> Next:
    gained = [one.more[what].removals - one.plain.removals for one in found]
    costs = [one.next[what] for one in priced]
    return Next(band(gained), band(costs), sum(one <= 0 for one in gained))


def _band(found: Band | None) -> dict[str, float] | None:
    return None if found is None else {"median": found.median, "low": found.low, "high": found.high}


def _in_range(number: int, least: int, most: int, what: str) -> None:
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise CannotRun(f"{number} is no number of {what} that can be had; whole numbers from {least} to {most:,} are")
