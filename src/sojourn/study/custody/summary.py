"""What a fit did to each series, and what the data told of each parameter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sojourn.study.custody.fit import Fit
from sojourn.study.custody.window import FEW
from sojourn.study.esmda import UNINFORMED


@dataclass(frozen=True)
class SeriesFit:
    """One series over the months of a window."""

    series: str
    n: int
    """Observations."""
    before: float
    """Mean of |ensemble mean / published - 1| beforehand."""
    after: float
    """The same afterwards."""
    cover: float
    """Share of observations inside the 90 % band afterwards, the error of an observation included."""


@dataclass(frozen=True)
class ParameterFit:
    """One parameter: its number beforehand and afterwards, as 5, 50 and 95 % points."""

    name: str
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    left: float
    """Standard deviation afterwards over that beforehand: 1 where the data said nothing."""
    informed: bool
    """Whether the data told something of it: less spread is left than luck leaves to what acts on nothing."""
    source: str
    grade: str


def by_series(found: Fit) -> tuple[SeriesFit, ...]:
    """The fit of each series; monthly observations of whole series only."""
    if found.posterior is None or found.target is None:
        return ()
    aim, rng = found.target, np.random.default_rng(1)
    places: dict[str, list[int]] = {}
    for at, (series, month, part) in enumerate(aim.where):
        if month >= 0 and part < 0:
            places.setdefault(series, []).append(at)
    out = []
    for series, here in places.items():
        chosen = np.array(here)
        real = np.exp(aim.value[chosen]) - FEW
        before, after = (
            np.abs((np.exp(np.nanmedian(each[:, chosen], axis=0)) - FEW) / np.maximum(real, 1.0) - 1.0).mean()
            for each in (found.posterior.prior_predicted, found.posterior.predicted)
        )
        noisy = np.repeat(found.posterior.predicted[:, chosen], 20, axis=0)
        noisy = noisy + aim.error[chosen] * rng.standard_normal(noisy.shape)
        low, high = np.quantile(noisy, (0.05, 0.95), axis=0)
        inside = (low <= aim.value[chosen]) & (aim.value[chosen] <= high)
        out.append(SeriesFit(series, len(here), float(before), float(after), float(inside.mean())))
    return tuple(out)


def by_parameter(found: Fit) -> tuple[ParameterFit, ...]:
    """What the data told of each parameter."""
    out = []
    for at, p in enumerate(found.parameters):
        low, middle, high = np.quantile(found.ensemble[:, at], (0.05, 0.5, 0.95)).tolist()
        reach, left = 1.645 * p.spread, float(found.ensemble[:, at].std(ddof=1) / p.spread)
        out.append(
            ParameterFit(
                p.name,
                (p.natural(p.centre - reach), p.natural(p.centre), p.natural(p.centre + reach)),
                (p.natural(low), p.natural(middle), p.natural(high)),
                left,
                left <= min(UNINFORMED, found.luck),
                p.source,
                p.grade,
            )
        )
    return tuple(out)


def plain(found: Fit) -> Mapping[str, object]:
    """The same for JSON."""
    rows = by_parameter(found)
    return {
        "origin": found.window.origin,
        "window": [found.window.months[0], found.window.months[-1]],
        "members": len(found.ensemble),
        "steps": found.settings.steps,
        "seed": found.settings.seed,
        "spread_left_by_luck": found.luck,
        "misfit": [] if found.posterior is None else list(found.posterior.misfit),
        "series": [
            {"series": s.series, "n": s.n, "error_before": s.before, "error_after": s.after, "cover_90": s.cover}
            for s in by_series(found)
        ],
        "parameters": [
            {
                "name": r.name,
                "before": list(r.before),
                "after": list(r.after),
                "spread_left": r.left,
                "informed": r.informed,
                "source": r.source,
                "grade": r.grade,
            }
            for r in rows
        ],
    }
