"""Three plain forecasts that a simulator has to beat, from the history before the first month and the arrivals.

All are points: their quantiles are equal. N is the average daily population of an agency, lambda its book-ins a day,
T the days of a month; "the last year" is the last twelve months before the first month of the forecast.

- **persistence**: the last published month again; flows by the day.
- **littles_law**: N = tau x lambda for each agency, with tau = N / lambda of the last year (Little 1961). As many
  leave as arrive, and the mean stay is N / lambda over both agencies.
- **stock_and_flow**: dN/dt = lambda - N / tau for each agency with the same tau, from the published population of
  the start. Within a month lambda is constant, so from N0 at its beginning

      N(t) = lambda tau + (N0 - lambda tau) exp(-t / tau)
      mean over the month = lambda tau + (N0 - lambda tau) tau / T (1 - exp(-T / tau))
      left in the month = N0 + lambda T - N(T)

  exactly. The mean stay of those who leave is tau, weighted by who leaves.

Book-outs by reason are shares of all who left: people booked out for the reason over the months of the last year that
published it, divided by those who left in the same months (book-ins less the change in the month's mean population).
The shares add to a little less than one, because some book-outs are not counted. Removals in all are a share in the
same way, which may be above one. Classes keep their share of their agency's population in the last published month.
What the last year did not publish is not forecast.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from sojourn.study.forecasts.arrivals import Arrivals
from sojourn.study.forecasts.forecast import Forecast, from_points
from sojourn.study.forecasts.history import History
from sojourn.study.forecasts.months import days_in, first_day, later
from sojourn.study.forecasts.series import AGENCIES, BOOK_OUTS, CLASSES, REASONS, SERIES

Floats = npt.NDArray[np.float64]
Forecaster = Callable[[History, Arrivals], Forecast]
"""Takes what was published before the first month, and the arrivals of the months ahead."""

YEAR = 12
"""Months that rates are taken from."""
NEAR = timedelta(days=16)
"""How old a count of a single day may be to stand for the population of the start."""


class NotEnoughHistory(ValueError):
    """Fewer than twelve months lie before the forecast; the message is one sentence."""


def persistence(history: History, arrivals: Arrivals) -> Forecast:
    """The last published month again; the arrivals give only the months."""
    return repeat(history, arrivals.months)


def repeat(history: History, months: Sequence[str]) -> Forecast:
    """Persistence for some months, without arrivals."""
    days = np.array([days_in(month) for month in months], dtype=np.float64)
    last = days_in(history.months[-1])
    points = {}
    for name in SERIES:
        value = float(history.series(name)[-1])
        if value == value:
            points[name] = value * days / last if _is_flow(name) else np.full(len(months), value)
    return from_points(months, points)


def littles_law(history: History, arrivals: Arrivals) -> Forecast:
    """Little's law by agency: the population that the arrivals of the month would keep up.

    Raises:
        NotEnoughHistory: fewer than twelve months lie before the forecast.
    """
    held = mean_stay(history) * arrivals.per_day
    stay = held.sum(axis=1) / np.maximum(arrivals.per_day.sum(axis=1), 1e-9)
    return _told(history, arrivals.months, held, arrivals.book_ins.sum(axis=1), stay)


def stock_and_flow(history: History, arrivals: Arrivals) -> Forecast:
    """Exponential stock and flow by agency: the population of the start runs out, and the arrivals fill it.

    Raises:
        NotEnoughHistory: fewer than twelve months lie before the forecast.
    """
    tau = mean_stay(history)
    inside = opening(history)
    held, out = np.zeros_like(arrivals.book_ins), np.zeros_like(arrivals.book_ins)
    for at, month in enumerate(arrivals.months):
        days = days_in(month)
        level = arrivals.per_day[at] * tau
        after = level + (inside - level) * np.exp(-days / tau)
        held[at] = level + (inside - level) * tau / days * -np.expm1(-days / tau)
        out[at] = inside + arrivals.book_ins[at] - after
        inside = after
    everybody = out.sum(axis=1)
    stay = (out * tau).sum(axis=1) / np.maximum(everybody, 1e-9)
    return _told(history, arrivals.months, held, everybody, stay)


BASELINES: Mapping[str, Forecaster] = {
    "persistence": persistence,
    "littles_law": littles_law,
    "stock_and_flow": stock_and_flow,
}


def mean_stay(history: History) -> Floats:
    """Mean stay by agency in days, tau: average daily population over book-ins a day, over the last twelve months.

    Raises:
        NotEnoughHistory: fewer than twelve months are there.
    """
    if len(history.months) < YEAR:
        raise NotEnoughHistory(f"{YEAR} months before the forecast are needed, and there are {len(history.months)}")
    days = history.days[-YEAR:]
    nights = (history.population.sum(axis=2)[-YEAR:] * days[:, None]).sum(axis=0)
    return np.asarray(nights / history.book_ins[-YEAR:].sum(axis=0))


def opening(history: History) -> Floats:
    """People in custody by agency at the start: the last count of a day if near, else the last month's average."""
    start = first_day(later(history.months[-1]))
    if history.counts and start - history.counts[-1].day <= NEAR:
        return np.asarray(history.counts[-1].people.sum(axis=1), dtype=np.float64)
    return np.asarray(history.population[-1].sum(axis=1))


@dataclass(frozen=True)
class Shares:
    """What part of all who leave goes each way, over the last year."""

    reasons: Mapping[str, float]
    all_removals: float
    """Removals in all for each one who leaves custody; NaN where not published."""


def shares(history: History) -> Shares:
    """Shares of those who left, by reason, over the months of the last year that published it."""
    population = history.population.sum(axis=(1, 2))
    change = np.diff(population, prepend=population[0])
    left = (history.book_ins.sum(axis=1) * history.full - change)[-YEAR:]
    of = {name: history.series(f"book_outs.{name}")[-YEAR:] for name in (*REASONS, "total")}
    return Shares(
        {name: _share(one, left) for name, one in of.items()}, _share(history.series("removals.all")[-YEAR:], left)
    )


def _share(part: Floats, whole: Floats) -> float:
    there = ~np.isnan(part)
    return float(part[there].sum() / whole[there].sum()) if there.any() else float("nan")


def _told(history: History, months: Sequence[str], held: Floats, left: Floats, stay: Floats) -> Forecast:
    """All series from the population by agency, those who leave, and their mean stay."""
    points = {"population.total": held.sum(axis=1), **{f"population.{a}": held[:, i] for i, a in enumerate(AGENCIES)}}
    last = history.population[-1]
    of_class = held @ (last / last.sum(axis=1, keepdims=True))
    points |= {f"population.{name}": of_class[:, i] for i, name in enumerate(CLASSES)}
    found = shares(history)
    points |= {f"book_outs.{name}": left * share for name, share in found.reasons.items()}
    points |= {"removals.custody": left * found.reasons["removed"], "removals.all": left * found.all_removals}
    points["alos.total"] = stay
    return from_points(months, {name: points[name] for name in SERIES if not np.isnan(points[name]).any()})


def _is_flow(name: str) -> bool:
    return name in BOOK_OUTS or name.startswith("removals.")
