"""Whether two engines that run the same model with draws of their own say the same, up to chance.

Both are given the same seeds of the reference, hence the same arrivals and the same channel, and run each of them
one or more times, each time with luck of its own (luck that serves again under another seed makes errors that add
up). For one statistic let `d_s` be the difference of the engines' means at seed `s`, from `n_s` and `m_s` runs. All
runs share one variance `v`, estimated within seed and engine on `f` degrees of freedom. If the engines agree,

    z = sum(d_s) / sqrt(v * sum(1 / n_s + 1 / m_s))

follows Student's law with `f` degrees of freedom. Differences add up over the seeds, so more seeds see finer faults.
What is tolerated is `|z| <= 4.5`: with 52 statistics and 100 degrees of freedom, engines that agree fail about once in
1,000 comparisons, and a shift of 5 standard errors in one statistic is seen in two of three.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import fmean

from summary import Summary

TOLERANCE = 4.5
LEAST_FREEDOM = 30
"""Degrees of freedom below which the variance is too uncertain for the tolerance to mean what it says."""

Runs = Mapping[int, Sequence[Summary]]
"""Runs by seed of the reference."""


@dataclass(frozen=True)
class Difference:
    """One statistic in two engines."""

    name: str
    ours: float
    """Mean over seeds of the mean over runs."""
    theirs: float
    z: float
    """Their difference in standard errors."""


@dataclass(frozen=True)
class Agreement:
    """Two engines side by side."""

    differences: tuple[Difference, ...]
    tolerance: float = TOLERANCE

    @property
    def beyond(self) -> tuple[Difference, ...]:
        """Statistics that differ by more than chance allows."""
        return tuple(d for d in self.differences if not abs(d.z) <= self.tolerance)

    @property
    def largest(self) -> Difference:
        """The statistic that differs most."""
        return max(self.differences, key=lambda d: abs(d.z))

    @property
    def spread(self) -> float:
        """Root mean square of z: about 1 where engines agree."""
        return sqrt(fmean(d.z**2 for d in self.differences))

    def sentence(self) -> str:
        """The verdict in words."""
        count = len(self.differences)
        if not self.beyond:
            worst = self.largest
            largest = f"the largest |z| is {abs(worst.z):.1f} ({worst.name})"
            return f"agree: {count} statistics, {largest}, root mean square {self.spread:.2f}"
        shown = "; ".join(f"{d.name} {d.ours:.5g} and {d.theirs:.5g}, z = {d.z:.1f}" for d in self.beyond[:5])
        return f"differ in {len(self.beyond)} of {count} statistics: {shown}"


def compare(ours: Runs, theirs: Runs, tolerance: float = TOLERANCE) -> Agreement:
    """Compare every statistic.

    Raises:
        ValueError: the seeds differ, or there are too few runs to know how much chance does.
    """
    if set(ours) != set(theirs):
        raise ValueError(f"the engines ran different seeds: {sorted(ours)} and {sorted(theirs)}")
    freedom = sum(len(runs) - 1 for engine in (ours, theirs) for runs in engine.values())
    if freedom < LEAST_FREEDOM:
        raise ValueError(f"too few runs: {freedom} degrees of freedom, {LEAST_FREEDOM} are needed")
    names = next(iter(ours.values()))[0].statistics()
    a = {seed: [run.statistics() for run in runs] for seed, runs in ours.items()}
    b = {seed: [run.statistics() for run in runs] for seed, runs in theirs.items()}
    return Agreement(tuple(_difference(name, a, b, freedom) for name in names), tolerance)


def _difference(
    name: str,
    ours: Mapping[int, Sequence[Mapping[str, float]]],
    theirs: Mapping[int, Sequence[Mapping[str, float]]],
    freedom: int,
) -> Difference:
    difference = within = units = 0.0
    for seed in ours:
        a, b = ([run[name] for run in engine[seed]] for engine in (ours, theirs))
        difference += fmean(a) - fmean(b)
        within += sum((x - fmean(side)) ** 2 for side in (a, b) for x in side)
        units += 1 / len(a) + 1 / len(b)
    error = sqrt(within / freedom * units)
    z = difference / error if error > 0 else (0.0 if difference == 0 else inf)
    means = (fmean(fmean(run[name] for run in runs) for runs in engine.values()) for engine in (ours, theirs))
    return Difference(name, *means, z)
