"""How far a sum of money goes: what a plan does with it, and what it buys where the model says that capacity is short.

The base is the scenario without its additions: no added arrests, and the beds of its first day. What a run costs beyond
what the base costs on the same days, by its ledger, is drawn from the amount. Appropriations of the scenario limit
nothing here. All runs have the same people inside on the first day and the same luck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path as File

from sojourn.results.periods import fiscal_years
from sojourn.run import CannotRun, calendar_of, check, load, name_of_scenario, seed_of, us_only
from sojourn.scenario import Document
from sojourn.scenario.money import Money
from sojourn.scenario.us import UsScenario
from sojourn.study.budget_answer import Budget, DrawnBands, Spread, Until, until_empty
from sojourn.study.budget_ask import amount_of, bed_type_of, removals_of
from sojourn.study.budget_draws import bands
from sojourn.study.budget_levels import BED_TYPE, Leads, usual_leads
from sojourn.study.budget_path import ENDS, Path, Point
from sojourn.study.budget_runs import Runs
from sojourn.study.budget_search import search
from sojourn.study.draw_pool import cores
from sojourn.systems.calendar import Calendar

DEFAULT_AMOUNT = "86 billion USD"
DRAWS, MOST_DRAWS = 4, 1000
ROUNDING = 1e-9
"""What a point between two may miss of what was asked for."""

Progress = Callable[[int, int], None]
"""Told the runs that are done, and about how many are needed."""


def budget(
    scenario: Document[UsScenario] | UsScenario | str | File = "plan-2025",
    *,
    amount: str | None = None,
    removals: str | None = None,
    until: date | None = None,
    draws: int = DRAWS,
    seed: int | None = None,
    workers: int | None = None,
    leads: Leads | None = None,
    bed_type: str = BED_TYPE,
    progress: Progress | None = None,
) -> Budget:
    """Find how far an amount goes, or what so many removals a year take.

    Args:
        scenario: what `load` gave, or a name or path to load.
        amount: such as `86 billion USD`, which it also is where neither is given.
        removals: such as `1,000,000/year`: in the best full fiscal year.
        until: first day that is not simulated.
        draws: draws of what is not known, for bands; 0 for none.
        seed: names the luck; the scenario's own where not given.
        workers: processes for the draws; as many as there are cores where not given.
        leads: lead times; :func:`sojourn.study.budget_levels.usual_leads` where not given.
        bed_type: type of the beds that are bought, such as `soft_sided`.
        progress: told as runs are done.

    Raises:
        CannotRun: what is asked for cannot be read, or cannot be had in these days.
        ScenarioError, NetworkError: as `run`.
    """
    if amount is None and removals is None:
        amount = DEFAULT_AMOUNT
    money = None if amount is None else amount_of(amount)
    target = None if removals is None else removals_of(removals)
    type_ = bed_type_of(bed_type)
    _in_range("draws", draws, 0, MOST_DRAWS)
    _in_range("workers", workers, 1, 1024)
    document = load(scenario) if isinstance(scenario, str | File) else scenario
    us_only(document)
    model: UsScenario = document.model if isinstance(document, Document) else document
    seed, calendar = seed_of(model, seed), calendar_of(model, until)
    leads = usual_leads(type_) if leads is None else leads
    _time_enough(calendar, leads, target)
    check(model)

    tell = _Told(progress, 30 if target is None else 60)
    tell(0)
    runs = Runs(model, calendar, seed, leads, bed_type=type_, specialised=None)
    at_once = workers or cores()
    cents = None if money is None else int(money.amount * 100)
    path, few = search(runs, cents, target, tell, threads=at_once)
    stands: tuple[Until, ...] = ()
    spread = reverse = None
    if money is not None and cents is not None:
        stands = tuple(until_empty(runs.own, runs.base, calendar, cents, end) for end in ENDS)
        spread = _spread(path, path.bought_with(cents), lambda point: point.cost / cents)
        if spread.more < 1:
            raise CannotRun(_nothing(money, spread))
    if target is not None:
        reverse = _spread(path, path.reaching(target), lambda point: point.best_year / target)
    asked = spread or reverse
    found: DrawnBands | None = None
    if draws and asked is not None:
        done = runs.made + few
        levels, until_day = asked.point.levels, calendar.until
        found = bands(
            model,
            until_day,
            seed,
            draws,
            at_once,
            levels,
            leads,
            type_,
            cents,
            lambda n: tell(done + n),
        )
    return Budget(
        name=name_of_scenario(document),
        scenario=model,
        calendar=calendar,
        seed=seed,
        leads=leads,
        bed_type=type_,
        amount=money,
        target=target,
        path=path,
        as_it_stands=stands,
        spread=spread,
        reverse=reverse,
        bands=found,
        runs=runs.made + few,
        runs_of_all=runs.made,
    )


class _Told:
    """Tells runs that are done out of those that are needed, as far as is known."""

    def __init__(self, progress: Progress | None, about: int) -> None:
        self.progress, self.about = progress, about

    def __call__(self, done: int) -> None:
        self.about = max(self.about, done + 3)
        if self.progress is not None:
            self.progress(done, self.about)


def _spread(path: Path, found: Sequence[Point], share: Callable[[Point], float]) -> Spread:
    """What is bought, from the point that is asked for and the two about it; `share` is how much of it a point has."""
    point, before, after = found
    return Spread(point, before, after, share(point) > 1.0 - ROUNDING, path.steps[0])


def _nothing(money: Money, spread: Spread) -> str:
    first = f"; the next costs about {spread.next / 100:,.0f} USD" if spread.next is not None else ""
    return f"the amount: {money} buys not one removal more than the base has{first}"


def _time_enough(calendar: Calendar, leads: Leads, target: int | None) -> None:
    slowest = max(leads.arrests, leads.beds, leads.seats)
    if calendar.ticks <= slowest:
        raise CannotRun(
            f"a run from {calendar.start} to {calendar.until} is too short: what is bought on the first day takes up "
            f"to {slowest} days to begin; give a later --until"
        )
    if target is not None and not any(span.full_year for span in fiscal_years(calendar)):
        raise CannotRun(
            f"no fiscal year is wholly in a run from {calendar.start} to {calendar.until}, so none can reach so many "
            "removals"
        )


def _in_range(what: str, number: int | None, least: int, most: int) -> None:
    if number is None:
        return
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise CannotRun(f"{number} is no number of {what} that can be had; whole numbers from {least} to {most:,} are")
