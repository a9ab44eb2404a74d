"""Brings what a member says of those who leave to the level of the last months that were published.

How many leave is the simulation's word: with book-ins it makes the population. Which way they leave is corrected by how
far the member was from the last published months, and the corrected ways are scaled together to as many as left, so
that reasons add up and nobody leaves twice. All removals hang partly on those from custody and partly on people who
never had a bed, whom nothing here tells: their level and trend are those of the last months. Removals from custody,
beside other ways out, and all removals drift by steps as large as all removals had in the window; small ways out that
have no pace of their own drift by half of theirs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from sojourn.study.custody.prior import WALKS
from sojourn.study.custody.told import Told
from sojourn.study.custody.window import FEW, Window

Floats = npt.NDArray[np.float64]


class Normal(Protocol):
    """What draws from the standard normal distribution."""

    def standard_normal(self, size: int | tuple[int, ...]) -> Floats:
        """So many draws."""


@dataclass(frozen=True)
class Mirrored:
    """Draws for one member of a pair, whose other member has the same with the other sign.

    The middle of an ensemble of pairs has no luck of its own in it.
    """

    rng: np.random.Generator
    sign: float

    def standard_normal(self, size: int | tuple[int, ...]) -> Floats:
        """So many draws."""
        return self.sign * self.rng.standard_normal(size)


WEIGHTS = (0.2, 0.3, 0.5)
"""Of the last months before the start, the last counting most."""
SHARED = 0.5
"""Power with which all removals follow those from custody."""
TREND, DAMPED = 9, 0.7
"""Months over which the trend of all removals is taken, and the share of it that is left a month later (a damped trend,
Gardner and McKenzie 1985)."""
HALF_YEAR = 6
"""Months over which changes are looked at beside those of one month: what goes on rising drifts farther."""
LASTING = 0.5
"""Share of a step from one month to the next that lasts, for small ways out: most of it is the chance of a month."""


def levelled(window: Window, before: Told, after: Mapping[str, Floats], full: int, rng: Normal) -> dict[str, Floats]:
    """Book-outs by reason at the level of the last published months, as many together as before.

    Args:
        window: what was published.
        before: the window as this member tells it.
        after: its book-outs by reason after the origin, (months,).
        full: months of the window that are told in full.
        rng: the luck of the steps of removals.
    """
    moved = {reason: people * np.exp(_offset(window, before, reason, full)) for reason, people in after.items()}
    for reason, people in moved.items():
        if reason not in WALKS:
            of, share = ("removals.all", 1.0) if reason == "removed" else (f"book_outs.{reason}", LASTING)
            moved[reason] = people * np.exp(share * _walk(window, of, full, len(people), rng))
    both = (np.sum(list(each.values()), axis=0) for each in (after, moved))
    everybody, together = both
    return {reason: people * everybody / np.maximum(together, 1e-9) for reason, people in moved.items()}


def all_removals(window: Window, before: Told, removed: Floats, full: int, rng: Normal) -> Floats:
    """All removals after the origin, (months,); NaN where none were published before it.

    Args:
        window: what was published.
        before: the window as this member tells it.
        removed: removals from custody after the origin, levelled, (months,).
        full: months of the window that are told in full.
        rng: the luck of their steps.
    """
    everybody = np.log(window.history.series("removals.all")[:full] + FEW)
    everybody = everybody[~np.isnan(everybody)]
    if not len(everybody):
        return np.full(len(removed), np.nan)
    then = _recent(np.log(before.book_outs["removed"].sum(axis=1)[:full] + FEW))
    then += _offset(window, before, "removed", full)
    walk = _walk(window, "removals.all", full, len(removed), rng)
    trend = 0.0
    if len(everybody) >= TREND + len(WEIGHTS):
        trend = float(everybody[-3:].mean() - everybody[-TREND - 3 : -TREND].mean()) / TREND
    on = trend * np.cumsum(DAMPED ** np.arange(1, len(removed) + 1))
    return np.asarray(np.exp(_recent(everybody) + SHARED * (np.log(removed + FEW) - then) + on + walk))


def _walk(window: Window, series: str, full: int, months: int, rng: Normal) -> Floats:
    """A walk as wide as a series was in the window, from month to month and over half a year, (months,)."""
    people = np.log(window.history.series(series)[:full] + FEW)
    people = people[~np.isnan(people)]
    changes = [(people[by:] - people[:-by]) / math.sqrt(by) for by in (1, HALF_YEAR) if len(people) > 2 * by]
    size = max((float(np.sqrt(np.mean(each**2))) for each in changes), default=0.0)
    return np.asarray(np.cumsum(size * rng.standard_normal(months)))


def _offset(window: Window, before: Told, reason: str, full: int) -> float:
    """Logarithm of what was published over what was told, over the last months; 0 where nothing was published."""
    published = window.history.series(f"book_outs.{reason}")[:full]
    off = np.log((published + FEW) / (before.book_outs[reason].sum(axis=1)[:full] + FEW))
    return _recent(off) if not np.isnan(off[-1]) else 0.0


def _recent(values: Floats) -> float:
    """Weighted mean of the last months that are there."""
    last = values[-len(WEIGHTS) :]
    weights = np.where(np.isnan(last), 0.0, WEIGHTS[-len(last) :])
    return float(np.nansum(weights * np.nan_to_num(last)) / weights.sum())
