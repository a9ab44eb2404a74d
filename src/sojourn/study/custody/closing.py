"""The last paces of every member, fitted once more to the last two months from a published count on.

A forecast starts from the published population, so that what matters of a member's past is how fast people leave at its
end. The whole ensemble follows many months at once and the last ones only so closely. Here each member starts from a
count of about two months before the origin, runs to the origin, and its agencies' last paces are moved until it follows
what was published in between, but for the error of a count, which is drawn anew for each member.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from sojourn.study.custody.fit import Fit, in_threads, per_day, told, usual
from sojourn.study.custody.numbers import course, custody, days, member
from sojourn.study.custody.opening import sampled
from sojourn.study.custody.told import tell
from sojourn.study.custody.window import Window
from sojourn.study.forecasts.history import Count
from sojourn.study.forecasts.series import AGENCIES

Floats = npt.NDArray[np.float64]

NEAREST, FARTHEST = 50, 100
"""Days before the origin between which the count lies from which members start."""
ROUNDS = 3
GUESS, LEAST, MOST = -0.4, -1.5, -0.15
"""Change of the logarithm of the population with that of a pace: at first, and the ends of what is believed."""
COUNT_ERROR = 0.012
"""Standard deviation of the level of what was published, as a share."""
REACH = 0.7
"""The most that a pace is moved, as a logarithm."""
SCALE = 1 / 3
"""People simulated for each person."""


def closed(fit: Fit) -> Fit:
    """The fit with its last paces moved; as it is where no count lies at the right distance."""
    start = start_count(fit.window)
    if start is None:
        return fit
    names = [p.name for p in fit.parameters]
    places = [names.index(f"pace.{agency}.{fit.window.blocks - 1}") for agency in AGENCIES]

    def one(at: int) -> Floats:
        return _moves(fit, at, start, places)

    ensemble = fit.ensemble.copy()
    ensemble[:, places] += np.array(list(in_threads(one, range(len(ensemble)))))
    return replace(fit, ensemble=ensemble)


def start_count(window: Window) -> Count | None:
    """The count from which members start: the last that is old enough."""
    ages = [(window.calendar.until - count.day).days for count in window.history.counts]
    there = [c for c, age in zip(window.history.counts, ages, strict=True) if NEAREST <= age <= FARTHEST]
    return there[-1] if there else None


def _moves(fit: Fit, at: int, start: Count, places: list[int]) -> Floats:
    """How far the last paces of one member are moved, (agencies,)."""
    window, rng = fit.window, np.random.default_rng([fit.settings.seed, at, 5])
    first = window.calendar.tick(start.day) + 1
    luck = rng.integers(1 << 40, size=2).tolist()
    before = told(window, fit.parameters, fit.ensemble[at], scale=SCALE, seed=luck[0], until=first)
    opening = sampled(before.inside, start.people * window.bridge * SCALE, first, rng)
    month = window.calendar.month[first:]
    aims = _aims(window, first) + COUNT_ERROR * rng.standard_normal(len(AGENCIES))
    row, moves, before_last = fit.ensemble[at].copy(), np.zeros(len(AGENCIES)), None
    for _ in range(ROUNDS):
        row[places] = fit.ensemble[at][places] + moves
        of = member(fit.parameters, row)
        months = course(of, window.block, per_day(window), usual(window), None)
        here = days(months, month, per_day(window), SCALE)
        after = tell(custody(of), here, month - month[0], scale=SCALE, seed=luck[1], opening=opening)
        held = _held(window, first, after.daily)
        slope = np.full(len(AGENCIES), GUESS)
        if before_last is not None:
            moved = moves - before_last[0]
            far = np.abs(moved) > 0.02
            slope[far] = np.clip((held - before_last[1])[far] / moved[far], LEAST, MOST)
        before_last = moves.copy(), held
        moves = np.clip(moves + (aims - held) / slope, -REACH, REACH)
    return moves


def _aims(window: Window, first: int) -> Floats:
    """Mean logarithm of the published population from a day on, (agencies,): monthly means and counts alike."""
    h, rows = window.history, []
    for at in _whole_months(window, first):
        rows.append(np.log(h.population[at].sum(axis=1)))
    for count in h.counts:
        if window.calendar.tick(count.day) >= first:
            rows.append(np.log((count.people * window.bridge).sum(axis=1)))
    return np.asarray(np.mean(rows, axis=0))


def _held(window: Window, first: int, daily: Floats) -> Floats:
    """The same of what was told, from the people held on each day, (days, agencies)."""
    month, rows = window.calendar.month[first:], []
    for at in _whole_months(window, first):
        covered = np.flatnonzero(month == at)[: int(window.history.days[at])]
        rows.append(np.log(daily[covered].mean(axis=0)))
    for count in window.history.counts:
        if (day := window.calendar.tick(count.day)) >= first:
            rows.append(np.log(daily[day - first]))
    return np.asarray(np.mean(rows, axis=0))


def _whole_months(window: Window, first: int) -> list[int]:
    day = window.calendar.day(first) - timedelta(days=1)
    return [at for at, month in enumerate(window.months) if month > day.isoformat()[:7]]
