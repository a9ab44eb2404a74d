"""Which change brought about how much of a difference, with queues in play.

Changes do not simply add up: beds that are full make the next change do nothing, or more. So runs are made with some of
the changes and not others, all on the same people with the same luck, and each change gets its Shapley value: the mean,
over all orders in which the changes could be made, of what it adds (:mod:`sojourn.study.compare.shapley`). The values
add up to the whole difference exactly, in each world by itself. At the central values they are exact for up to
6 changes, and from drawn orders beyond (:mod:`sojourn.study.compare.planning`); some draws of what is not known are
treated likewise, and their spread is the error that matters to a reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from sojourn.results.bands import numbers
from sojourn.results.line import Line
from sojourn.run import CannotRun
from sojourn.scenario.errors import nearest
from sojourn.scenario.us import UsScenario
from sojourn.study.compare import shapley
from sojourn.study.compare.attribution import Attribution, Column, World
from sojourn.study.compare.changes import Change, changes
from sojourn.study.compare.findings import KEYS
from sojourn.study.compare.planning import plan
from sojourn.study.compare.remembered import run_all
from sojourn.study.compare.runnable import Mixtures, merged
from sojourn.study.compare.sides import Sides
from sojourn.study.compare.told import told
from sojourn.study.points.drawing import Drawing, drawing
from sojourn.study.points.point import Point, Values
from sojourn.study.points.runs import Progress

if TYPE_CHECKING:
    from sojourn.study.compare.compare import Comparison

RUNS = 160
"""Runs that an explanation is meant to take, where nobody says how many."""
FEWEST, MOST = 10, 100_000
Planned = Callable[[int, int], None]
"""Told the changes there are, and the runs that are to be made."""
TOGETHER = 3
"""The largest changes of which it is seen what each two do together, where not every set is run."""


def explain(
    study: Comparison,
    *,
    of: Sequence[str] = KEYS,
    runs: int = RUNS,
    planned: Planned | None = None,
    progress: Progress | None = None,
) -> Attribution:
    """Share out the difference between two compared scenarios over what was changed.

    Args:
        study: a comparison of two scenarios that start on the same day.
        of: the lines that are told first; each line of the answer is shared out. `LINE:PERIOD` for one fiscal year.
        runs: meant to be made, at least 10; never fewer than the exact values of 6 changes, or 4 pairs of orders, take.
        planned: told how many changes there are and how many runs are to be made, before they are.
        progress: called after each run.

    Raises:
        CannotRun: there are more than two scenarios, other days, an unknown line, or too few runs.
        Stopped: it was interrupted; a KeyboardInterrupt with a sentence.
    """
    can_be(study.sides)
    in_range(runs)
    first = asked(study, of)
    base, other = study.sides.all
    seed, until, specialised = study.sides.seed, study.sides.until, study.specialised

    def ready(model: UsScenario) -> Drawing:
        return drawing(model, seed=seed, until=until, specialised=specialised)

    mixtures = Mixtures(base.model, other.model, ready)
    found = merged(
        changes(base.model, other.model),
        lambda many: plan(many, runs, study.draws, seed).sets(many),
        lambda some: mixtures.of(some) is not None,
    )
    players = len(found)
    course = plan(players, runs, study.draws, seed)
    columns = _columns(study)
    worlds: list[tuple[int | None, tuple[int, ...]]] = [(None, course.central(players))]
    worlds += [(number, course.drawn(players, number)) for number in range(course.draws)]
    points = [_point(mixtures, found, number, mask) for number, masks in worlds for mask in masks]
    if planned is not None:
        planned(players, len({one.hash for one in points if study.store.read(one.hash) is None}))
    done = iter(run_all(points, study.store, study.workers, progress))
    worth = [{mask: vector(study, columns, next(done)) for mask in masks} for _, masks in worlds]
    central = worth[0]
    shares, error = _shares(course.exact, players, course.orders, central, len(columns))
    drawn = []
    for number, one in enumerate(worth[1:]):
        pair = () if course.draws_exact else (course.draw_orders[number],)
        drawn.append(World(_shares(course.draws_exact, players, pair, one, len(columns))[0], one[0], _all(one)))
    several = _largest(shares, columns, first, players) if not course.exact else range(players)
    pairs = [mask for mask in (1 << a | 1 << b for a, b in combinations(several, 2)) if mask not in central]
    more = [mask for mask in pairs if mixtures.of(_some(found, mask)) is not None]
    extra = run_all([_point(mixtures, found, None, mask) for mask in more], study.store, study.workers, progress)
    central |= {mask: vector(study, columns, one) for mask, one in zip(more, extra, strict=True)}
    return Attribution(
        base=base,
        other=other,
        changes=found,
        told=tuple(told(one, base, other) for one in found),
        columns=columns,
        lines=study.lines,
        first=first,
        central=World(shares, central[0], _all(central)),
        error=None if course.exact else error,
        alone=np.array([central[1 << one] - central[0] for one in range(players)]).reshape(players, len(columns)),
        together={
            (a, b): central[1 << a | 1 << b] - central[1 << a] - central[1 << b] + central[0]
            for a, b in combinations(range(players), 2)
            if (1 << a | 1 << b) in central
        },
        drawn=tuple(drawn),
        exact=course.exact,
        draws_exact=course.draws_exact,
        pairs=len(course.orders),
        runs=len({one.hash for one in points}) + len(more),
    )


def can_be(sides: Sides) -> None:
    """See that what differs between scenarios can be shared out.

    Raises:
        CannotRun: it cannot: there are more than two, or they have other people.
    """
    if len(sides.others) != 1:
        raise CannotRun(f"an explanation is of two scenarios, not of {len(sides.all)}; ask for one of them at a time")
    if not sides.same_people:
        raise CannotRun(
            "scenarios that start on different days have other people, so that their difference cannot be shared out "
            "over their changes; give both the same period.start"
        )


def in_range(runs: int) -> None:
    """See that so many runs can be asked for.

    Raises:
        CannotRun: they cannot.
    """
    if isinstance(runs, bool) or not isinstance(runs, int) or not FEWEST <= runs <= MOST:
        raise CannotRun(f"{runs} is no number of runs that can be had; whole numbers from {FEWEST} to {MOST:,} are")


def asked(study: Comparison, of: Sequence[str]) -> tuple[Column, ...]:
    """The lines that are told first, with their periods.

    Raises:
        CannotRun: there is no such line, or no such period.
    """
    return named(of, study.sides, study.lines)


def named(of: Sequence[str], sides: Sides, lines: Mapping[str, Line]) -> tuple[Column, ...]:
    """Lines and periods by what a user wrote, `LINE` or `LINE:PERIOD`.

    Raises:
        CannotRun: there is no such line, or no such period.
    """
    periods, out = [one.key for one in sides.spans], []
    for one in of:
        key, _, period = one.partition(":")
        period = period or sides.whole
        if key not in lines:
            if tuple(of) == KEYS:
                continue
            near = nearest(key, lines)
            hint = f"did you mean {near!r}?" if near else f"for example {', '.join(KEYS)}"
            raise CannotRun(f"there is no line {key!r} in the answer; {hint}")
        if period not in periods:
            raise CannotRun(f"there is no period {period!r} in the comparison; there are {', '.join(periods)}")
        out.append((key, period))
    return tuple(dict.fromkeys(out))


def vector(study: Comparison, columns: Sequence[Column], run: Values) -> shapley.Floats:
    """(columns,): the numbers of one run; one that it does not have is not a number."""
    found = [study.value(run, (key,), period) for key, period in columns]
    return np.array([np.nan if one is None else float(numbers([one])[0]) for one in found])


def _columns(study: Comparison) -> tuple[Column, ...]:
    return tuple((key, one.key) for key in study.lines for one in study.sides.spans)


def _some(found: Sequence[Change], mask: int) -> tuple[Change, ...]:
    return tuple(one for at, one in enumerate(found) if mask >> at & 1)


def _point(mixtures: Mixtures, found: Sequence[Change], number: int | None, mask: int) -> Point:
    ready = mixtures.of(_some(found, mask))
    if ready is None:
        raise TypeError("sets of changes that cannot be run were put together before")
    return ready.central() if number is None else ready.draw(number)


def _shares(
    exact: bool,
    players: int,
    pairs: Sequence[tuple[shapley.Order, shapley.Order]],
    worth: dict[int, shapley.Floats],
    columns: int,
) -> tuple[shapley.Floats, shapley.Floats]:
    """(players, columns) twice: what each change brought about, and the error of drawn orders."""
    if players == 0:
        return np.zeros((0, columns)), np.zeros((0, columns))
    if exact:
        found = shapley.exact(np.array([worth[mask] for mask in range(1 << players)]))
        return found, np.zeros_like(found)
    return shapley.sampled(pairs, worth)


def _all(worth: dict[int, shapley.Floats]) -> shapley.Floats:
    return worth[max(worth)]


def _largest(shares: shapley.Floats, columns: Sequence[Column], first: Sequence[Column], players: int) -> list[int]:
    """The changes that bring about most of the first line that is told."""
    at = columns.index(first[0])
    order = sorted(range(players), key=lambda one: -abs(shares[one, at]))
    return sorted(order[:TOGETHER])
