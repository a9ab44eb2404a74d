"""What it is worth to know a factor before saying whether a threshold is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.study.sensitivity import evppi
from sojourn.study.sensitivity.asked import Threshold
from sojourn.study.sensitivity.factors import Factor
from sojourn.study.sensitivity.ranks import Ranked, Rows
from sojourn.study.sensitivity.sobol import SURE, Estimate

Floats = npt.NDArray[np.float64]

RESAMPLES = 400


@dataclass(frozen=True)
class Known:
    """What knowing one factor is worth."""

    factor: Factor
    fewer: Estimate
    """Wrong answers that it saves, as a share of all (EVPPI)."""
    told: bool
    """Whether that is more than noise gives."""
    by_variance: bool
    """Whether it follows from the share of the variance, as if the result were normal: of a factor without order."""


@dataclass(frozen=True)
class Knowing:
    """A threshold, and what knowing is worth."""

    threshold: Threshold
    chance: Estimate
    """That it is met."""
    wrong: Estimate
    """Chance of a wrong answer of who says yes or no now: what it is worth to know everything, luck too (EVPI)."""
    known: tuple[Known, ...]
    """The factor that is worth most first."""
    noise: float
    """EVPPI that numbers which decide nothing stay below."""

    @property
    def answer(self) -> bool:
        """What is more likely."""
        return self.chance.value >= 0.5

    @property
    def next(self) -> Factor | None:
        """What to measure next; None where nothing stands out of the noise."""
        return next((one.factor for one in self.known if one.told and one.factor.measurable), None)


def knowing(
    asked: Threshold, design: Rows, values: Floats, ranking: Sequence[Ranked], told: frozenset[str], seed: int
) -> Knowing:
    """What knowing is worth.

    Args:
        asked: the threshold.
        design: the runs of the indices.
        values: of the result, run by run.
        ranking: shares of its variance.
        told: keys of the factors that are told from luck.
        seed: names the resamples.
    """
    meets = np.asarray([asked.met(float(one)) for one in values]).reshape(design.places.shape[:2])
    ordered = [at for at in range(len(design.keys)) if np.isfinite(design.scores[0, 0, at])]
    scores = design.scores[..., ordered]
    found = dict(zip((design.keys[at] for at in ordered), evppi.evppis(meets, scores, seed=seed), strict=True))
    noise = evppi.noise(meets, scores, seed=seed) if ordered else 0.0
    chance = _chance(meets, seed)
    known = []
    for one in ranking:
        key = one.factor.key
        if key in found:
            worth = found[key]
            known.append(Known(one.factor, worth, key in told and worth.value > noise, False))
        elif one.factor.measurable:
            worth = _by_variance(chance.value, one.alone)
            known.append(Known(one.factor, worth, key in told and one.sure and worth.value > noise, True))
    known.sort(key=lambda one: (-one.fewer.value, one.factor.key))
    return Knowing(asked, chance, _wrong(chance), tuple(known), noise)


def _chance(meets: npt.NDArray[np.bool_], seed: int) -> Estimate:
    """The chance that the threshold is met, from all runs, with an interval from resampled rows.

    Where all runs say the same, so many that are independent (A and B) leave this much room.
    """
    rows = meets.shape[1]
    value = float(meets.mean())
    if value in (0.0, 1.0):
        room = 1.0 - ((1.0 - SURE) / 2) ** (1.0 / (2 * rows))
        return Estimate(value, max(0.0, value - room), min(1.0, value + room), room)
    rng = np.random.default_rng([seed, rows, 3])
    again = meets.mean(axis=0)[rng.integers(0, rows, (RESAMPLES, rows))].mean(axis=1)
    low, high = np.quantile(again, ((1 - SURE) / 2, (1 + SURE) / 2))
    return Estimate(value, min(float(low), value), max(float(high), value), float(again.std(ddof=1)))


def _wrong(chance: Estimate) -> Estimate:
    ends = [evppi.misjudged(one) for one in (chance.low, chance.value, chance.high)]
    top = 0.5 if chance.low <= 0.5 <= chance.high else max(ends)
    return Estimate(ends[1], min(ends), top, chance.error)


def _by_variance(chance: float, alone: Estimate) -> Estimate:
    value, low, high = (evppi.if_normal(chance, one) for one in (alone.value, alone.low, alone.high))
    return Estimate(value, low, high, (high - low) / 2)
