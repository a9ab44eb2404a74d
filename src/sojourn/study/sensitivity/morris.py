"""Screening: which of many factors move a result at all, from few evaluations.

M. D. Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33 (1991) 161-174; the
mean of absolute effects is of F. Campolongo, J. Cariboni and A. Saltelli, "An effective screening design for
sensitivity analysis of large models", Environmental Modelling & Software 22 (2007) 1509-1518. Arrays in, arrays out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

LEVELS = 4
"""Levels of each factor, evenly from 0 to 1; even, so that each is as likely as any other."""
FALSE = 0.1
"""Chance that noise alone has any factor told from noise."""


@dataclass(frozen=True)
class Screening:
    """Of each factor what its elementary effects say; all (factors,)."""

    mu: Floats
    """Mean effect of going from 0 to 1: its sign is the direction."""
    mu_star: Floats
    """Mean absolute effect: how much the factor moves the result, whatever the direction."""
    sigma: Floats
    """Standard deviation of the effects: 0 where the result is linear in the factor and it goes with no other."""


def step(levels: int = LEVELS) -> float:
    """How far a factor moves, from 0 to 1."""
    return levels / (2 * (levels - 1))


def trajectories(factors: int, count: int, seed: int, levels: int = LEVELS) -> Floats:
    """Paths through the unit cube on which one factor after the other moves once: (count, factors + 1, factors).

    The order of the factors, where each begins and which way it goes are at random; over the paths, each of the moves
    that there are is made by each factor as often as any other, or once more.

    Args:
        factors: how many.
        count: paths.
        seed: names the design.
        levels: of each factor, even.
    """
    rng = np.random.default_rng([seed, factors, count, levels])
    ends = np.arange(levels // 2) / (levels - 1)
    moves = np.array([*((low, low + step(levels)) for low in ends), *((low + step(levels), low) for low in ends)])
    repeats = -(-count // len(moves))
    chosen = np.stack([np.tile(rng.permutation(len(moves)), repeats)[:count] for _ in range(factors)], axis=1)
    paths = np.repeat(moves[chosen, 0][:, None, :], factors + 1, axis=1)
    for path, choice in zip(paths, chosen, strict=True):
        for at, factor in enumerate(rng.permutation(factors)):
            path[at + 1 :, factor] = moves[choice[factor], 1]
    return paths


def effects(paths: Floats, values: Floats) -> Floats:
    """Elementary effects, (count, factors): what the result changes by, over how far the factor moved.

    Args:
        paths: (count, factors + 1, factors), each point one move of one factor after the one before.
        values: of the result at each point, (count, factors + 1).
    """
    moved = np.diff(paths, axis=1)
    which = np.abs(moved).argmax(axis=2)
    found = np.diff(values, axis=1) / np.take_along_axis(moved, which[..., None], axis=2)[..., 0]
    out = np.empty_like(found)
    np.put_along_axis(out, which, found, axis=1)
    return out


def screen(found: Floats) -> Screening:
    """Elementary effects, (count, factors), as mean, mean absolute value and standard deviation."""
    spread = found.std(axis=0, ddof=1) if len(found) > 1 else np.zeros(found.shape[1])
    return Screening(found.mean(axis=0), np.abs(found).mean(axis=0), spread)


def told_from(found: Floats, noise: Floats, false: float = FALSE) -> Bools:
    """Which factors move the result by more than noise does.

    A factor that does nothing but shuffle the noise has effects like those of the noise: the ratio of the two mean
    squares is then F distributed. The limit is set so that with chance ``false`` any of such factors passes it.

    Args:
        found: elementary effects, (count, factors).
        noise: effects of the noise alone, on the same scale, any shape.
        false: chance of a false alarm, for all factors together.
    """
    from scipy.stats import f

    size, floor = (found**2).mean(axis=0), float((noise**2).mean()) if noise.size else 0.0
    if floor == 0:
        return np.asarray(size > 0)
    limit = float(f.isf(false / found.shape[1], len(found), noise.size))
    return np.asarray(size > limit * floor)
