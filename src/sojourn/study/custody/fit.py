"""Finds the parameters that agree with what was published in a window, by ES-MDA; the answer is an ensemble."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sojourn.study.custody.numbers import course, custody, days, member
from sojourn.study.custody.prior import Parameter, draw, parameters
from sojourn.study.custody.told import Told, tell
from sojourn.study.custody.window import FEW, Target, Window, target
from sojourn.study.esmda import Posterior, Problem, assimilate, geometric_steps
from sojourn.study.forecasts.series import AGENCIES

Floats = npt.NDArray[np.float64]
PLACEBO = Parameter("placebo", 0.0, 1.0, "plain", "nothing", "C")
Progress = Callable[[int, int], None]


PLACEBOS = 20
"""Parameters that act on nothing, fitted beside the others: what becomes of their spread is luck."""
INFLATION = 2.0
"""Each step of the assimilation counts so many times more than the one before: small steps first, from afar."""


@dataclass(frozen=True)
class Settings:
    """How much work a fit does."""

    members: int = 200
    steps: int = 5
    seed: int = 1
    scale: float = 1 / 6
    """People simulated for each person while fitting."""


@dataclass(frozen=True, eq=False)
class Fit:
    """An ensemble that agrees with a window."""

    window: Window
    parameters: tuple[Parameter, ...]
    ensemble: Floats
    """(members, parameters)."""
    settings: Settings
    posterior: Posterior | None = None
    """What the fit itself was like; None for one that was read from a table."""
    target: Target | None = None
    luck: float = 1.0
    """Spread left, as a share of that beforehand, below which one in twenty parameters comes that act on nothing."""


def usual(seen: Window) -> Floats:
    """Book-ins a day over the window by agency, which paces answer to."""
    return np.asarray(seen.history.book_ins.sum(axis=0) / seen.history.days.sum())


def per_day(seen: Window) -> Floats:
    """Book-ins a day by month and agency."""
    return np.asarray(seen.history.book_ins / seen.history.days[:, None])


def told(
    seen: Window, which: Sequence[Parameter], row: Floats, *, scale: float, seed: int, until: int | None = None
) -> Told:
    """The window told again by one member, up to a day of it where given."""
    of = member(which, row)
    month = seen.calendar.month[:until]
    months = course(of, seen.block, per_day(seen), usual(seen), None)
    return tell(
        custody(of), days(months, month, per_day(seen), scale), month, scale=scale, seed=seed, covered=seen.history.days
    )


def observed(of: Told, where: Target) -> Floats:
    """What the target names, from what was told."""
    total = np.sum(list(of.book_outs.values()), axis=0)
    out = np.empty(len(where.where))
    for at, (series, month, part) in enumerate(where.where):
        head, _, tail = series.partition(".")
        if head == "alos":
            out[at] = of.stay[month]
            continue
        if head == "count":
            out[at] = of.daily[month, AGENCIES.index(tail)]
            continue
        people = of.population[:, AGENCIES.index(tail)] if head == "population" else of.book_outs.get(tail, total)
        chosen = people[month:].sum(axis=0) if month < 0 else people[month]
        out[at] = chosen.sum() if part < 0 else chosen[part]
    return np.log(out + FEW)


def fit(seen: Window, settings: Settings, *, store: Path | None = None, progress: Progress | None = None) -> Fit:
    """Fit the parameters to a window.

    Args:
        seen: the months.
        settings: how much work; the same settings give the same answer.
        store: file of a fit that can be interrupted and taken up again.
        progress: told the runs done and all there are.

    Raises:
        StoreRefused: the store is of another problem or damaged.
    """
    which, aim = parameters(seen), target(seen)
    own = len(which)
    prior = draw((*which, *[PLACEBO] * PLACEBOS), settings.members, settings.seed)
    done = [0]
    everything = settings.members * (settings.steps + 1)

    def simulate(ensemble: Floats, step: int) -> Floats:
        # Luck of its own for each member in each step: chance is in the ensemble, and nothing is fitted to one luck.
        def one(at: int) -> Floats:
            luck = (settings.seed * 100 + step) * 10_000 + at
            answer = observed(told(seen, which, ensemble[at, :own], scale=settings.scale, seed=luck), aim)
            done[0] = max(done[0], step * settings.members) + 1
            if progress is not None:
                progress(done[0], everything)
            return answer

        return np.array(list(in_threads(one, range(len(ensemble)))))

    found = assimilate(
        Problem(prior, aim.value, aim.error, simulate),
        steps=settings.steps,
        seed=settings.seed,
        store=store,
        inflation=geometric_steps(settings.steps, INFLATION),
    )
    luck = float(np.quantile(found.ensemble[:, own:].std(axis=0, ddof=1), 1 / PLACEBOS))
    return Fit(seen, which, found.ensemble[:, :own], settings, found, aim, luck)


def in_threads(one: Callable[[int], Floats], places: Sequence[int]) -> Iterator[Floats]:
    """One call a place, in order, on all cores; the kernel lets go of the interpreter's lock."""
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        yield from pool.map(one, places)
    finally:
        # Whoever stops a fit does not wait for the runs that have not begun.
        pool.shutdown(wait=True, cancel_futures=True)
