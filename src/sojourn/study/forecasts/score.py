"""How good a forecast was: errors of its median, the continuous ranked probability score, and the cover of its bands.

- MAE: mean of |median - actual|. MAPE: mean of |median / actual - 1| over the months whose actual is not zero.
- Bias: mean of median - actual; below zero when the forecast was too low.
- CRPS from the seven quantiles: twice the integral of the pinball loss over the levels (Laio and Tamea 2007; Gneiting
  and Ranjan 2011), each quantile standing for the levels nearer to it than to the next,

      2 sum_k w_k (1{y <= q_k} - p_k) (q_k - y),   w = 0.075 0.1 0.2 0.25 0.2 0.1 0.075

  which is an approximation: for a normal forecast that is right it comes out 2 % low on average, since nothing is
  known beyond p5 and p95. It is exact for a point, where it is the absolute error. `crps_of_ensemble` is exact.
- Cover: share of months whose actual lies in the band, ends included. A point has no bands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.study.forecasts.forecast import BANDS, LEVELS, QUANTILES, Forecast
from sojourn.study.forecasts.months import between

Floats = npt.NDArray[np.float64]
Values = Mapping[str, Mapping[str, float]]
"""Series to month to what happened."""


def _weights() -> Floats:
    """The stretch of levels that each quantile stands for."""
    middles = (np.array(LEVELS[1:]) + np.array(LEVELS[:-1])) / 2
    return np.diff(np.concatenate([[0.0], middles, [1.0]]))


WEIGHTS = _weights()


@dataclass(frozen=True, eq=False)
class Pair:
    """One month of one series: what was forecast and what happened."""

    series: str
    month: str
    horizon: int
    """Months from the start; 1 is the first."""
    quantiles: Floats
    """(7,)."""
    actual: float
    start: str
    """First month of the forecast."""


@dataclass(frozen=True)
class Score:
    """How good some months of a forecast were; None where it has no meaning."""

    n: int
    """Months that were scored."""
    mean: float
    """Mean of what happened."""
    mae: float
    mape: float | None
    """As a share; None if nothing but zeros happened."""
    bias: float
    crps: float
    cover: Mapping[int, float] | None
    """Band in per cent to the share of months inside it; None for points."""


def crps_of_quantiles(quantiles: npt.ArrayLike, actual: npt.ArrayLike) -> Floats:
    """The continuous ranked probability score by the seven quantiles, in the unit of the series.

    Args:
        quantiles: (..., 7), at `LEVELS`.
        actual: (...).
    """
    q, y = np.asarray(quantiles, dtype=np.float64), np.asarray(actual, dtype=np.float64)[..., None]
    pinball = ((y <= q) - np.array(LEVELS)) * (q - y)
    return np.asarray(2.0 * (WEIGHTS * pinball).sum(axis=-1))


def crps_of_ensemble(members: npt.ArrayLike, actual: float) -> float:
    """The continuous ranked probability score of an ensemble's own distribution, exactly: E|X - y| - E|X - X'| / 2.

    Args:
        members: (members,).
        actual: what happened.
    """
    x = np.sort(np.asarray(members, dtype=np.float64))
    n = len(x)
    spread = float(((2 * np.arange(1, n + 1) - n - 1) * x).sum()) / n**2
    return float(np.abs(x - actual).mean()) - spread


def pairs(forecast: Forecast, actual: Values, start: str | None = None) -> list[Pair]:
    """Every month and series that was forecast and is known.

    Args:
        forecast: the forecast.
        actual: what happened.
        start: the month that horizon 1 is; by default the first of the forecast.
    """
    begin = start or (forecast.months[0] if forecast.months else "")
    return [
        Pair(name, month, between(begin, month) + 1, table[at], actual[name][month], begin)
        for name, table in forecast.series.items()
        for at, month in enumerate(forecast.months)
        if month in actual.get(name, {}) and not np.isnan(table[at]).any()
    ]


def score(found: Sequence[Pair]) -> Score:
    """The score of some pairs together.

    Raises:
        ValueError: there are none.
    """
    if not found:
        raise ValueError("there is nothing to score")
    q = np.array([one.quantiles for one in found])
    y = np.array([one.actual for one in found])
    error = q[:, QUANTILES.index("p50")] - y
    some = y != 0.0
    point = bool((q[:, 0] == q[:, -1]).all())
    inside = {band: float(((q[:, a] <= y) & (y <= q[:, b])).mean()) for band, (a, b) in BANDS.items()}
    return Score(
        n=len(found),
        mean=float(y.mean()),
        mae=float(np.abs(error).mean()),
        mape=float(np.abs(error[some] / y[some]).mean()) if some.any() else None,
        bias=float(error.mean()),
        crps=float(crps_of_quantiles(q, y).mean()),
        cover=None if point else inside,
    )


def by_series(found: Iterable[Pair]) -> dict[str, Score]:
    """A score for each series, in the order in which they come."""
    return {str(key): score(group) for key, group in _grouped(found, lambda one: one.series).items()}


def by_horizon(found: Iterable[Pair], series: str) -> dict[int, Score]:
    """A score for each horizon of one series."""
    groups = _grouped((one for one in found if one.series == series), lambda one: one.horizon)
    return {int(key): score(groups[key]) for key in sorted(groups, key=int)}


def _grouped(found: Iterable[Pair], key: Callable[[Pair], str | int]) -> dict[str | int, list[Pair]]:
    groups: dict[str | int, list[Pair]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return groups
