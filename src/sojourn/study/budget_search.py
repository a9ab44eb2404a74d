"""The search for what a sum buys: a path walked with one person for ten, and its ends run with everybody.

What binds, and in which order, a tenth of the people tells nearly as well as all (:mod:`sojourn.network.thinned`). So
over long periods the path is walked with a tenth, and then everything an answer is read from is run again with
everybody: the base, the ends of the rounds about what is asked, and the steps of staff that are told. Short periods
have too few people in them for that and are walked with everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sojourn.study.budget_free import beyond
from sojourn.study.budget_levels import Capacity, Levels
from sojourn.study.budget_path import Path, Point, enlarged, point_of, walk
from sojourn.study.budget_runs import Outcome, Runs
from sojourn.study.budget_staff import Tried, shown

LONG = 730
"""Days from which on a path is walked with fewer people."""
WEIGHT = 10
"""How many people each person stands for while it is."""
MARGIN = 0.01
"""How far beyond what is asked a path with fewer people goes, so that with everybody it still gets there."""


def search(
    runs: Runs,
    cents: float | None,
    target: float | None,
    told: Callable[[int], None],
    *,
    weight: int | None = None,
    threads: int = 1,
) -> tuple[Path, int]:
    """Walk until an amount is spent and so many removals a year are reached, and run with everybody what tells it.

    Args:
        runs: makes the runs of everybody.
        cents: the amount; None where none is asked about.
        target: removals in the best whole fiscal year; None where they are not asked for.
        told: called with the number of runs that are done.
        weight: how many people each person stands for on the way; by the length of the period where not given.
        threads: runs of everybody at a time.

    Returns:
        The path, and how many runs were made with fewer people.
    """
    if weight is None:
        weight = WEIGHT if runs.calendar.ticks >= LONG else 1
    further = 1.0 if weight == 1 else 1.0 + MARGIN

    def enough(point: Point) -> bool:
        rich = cents is None or point.cost >= cents * further
        return rich and (target is None or point.best_year >= target * further)

    if weight == 1:
        return walk(runs, enough, told), 0
    few = runs.thinner(weight)
    path = walk(few, enough, told)
    with ThreadPoolExecutor(threads) as pool:

        def each(levels: Sequence[Levels]) -> list[Outcome]:
            found = []
            for outcome in pool.map(runs.at, levels):
                found.append(outcome)
                told(few.made + runs.made)
            return found

        return _looked_at(runs, path, cents, target, each), few.made


Each = Callable[[Sequence[Levels]], list[Outcome]]
"""Runs at some levels, in their order."""


def _looked_at(runs: Runs, path: Path, cents: float | None, target: float | None, each: Each) -> Path:
    """The path with everybody at the base, at the points about what is asked, and in the staff that are told."""
    _ = runs.inside, runs.base  # all others are laid beside it
    while few := [at for at in _asked(path, cents, target) if path.steps[at].weight > 1]:
        steps = list(path.steps)
        for at, outcome in zip(few, each([steps[at].levels for at in few]), strict=True):
            steps[at] = replace(point_of(runs, outcome, steps[at].bought), binds=steps[at].binds)
        path = replace(path, steps=tuple(steps))
    return replace(path, tried=_tried(runs, path, each))


def _asked(path: Path, cents: float | None, target: float | None) -> list[int]:
    """Numbers of the points that an answer is read from."""
    points = [path.steps[0]]
    if cents is not None:
        points += path.bought_with(cents)[1:]
    if target is not None:
        points += path.reaching(target)[1:]
    return sorted({path.steps.index(point) for point in points})


def _tried(runs: Runs, path: Path, each: Each) -> tuple[Tried, ...]:
    """The steps of staff, those that are told run with everybody."""
    told = shown(path.tried)
    wanted: dict[tuple[int, Capacity | None], Levels] = {}
    for one in told:
        for what in (None, one.what, *(("beds",) if one.beds is not None else ())):
            before = path.steps[one.step].levels
            wanted[one.step, what] = before if what is None else enlarged(before, what, runs.base, runs)
    found = dict(zip(wanted, each(list(wanted.values())), strict=True))

    def again(one: Tried) -> Tried:
        before = found[one.step, None]
        removals, cents = beyond(found[one.step, one.what], before)
        beds = None if one.beds is None else beyond(found[one.step, "beds"], before)
        return replace(one, removals=removals, cents=cents, beds=beds, weight=1)

    return tuple(again(one) if one in told else one for one in path.tried)
