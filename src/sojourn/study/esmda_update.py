"""One assimilation of an ensemble: how the parameters move, given how the predictions missed.

Written in the space of the members. With S the standardised anomalies of the predictions, (members, observations),
and S Sᵀ = V w² Vᵀ, every direction of the ensemble is a column v of V, seen in the observations with a variance of
w² / (members - 1) against a noise of `inflation`. Directions are independent, so nothing has to be
inverted (the subspace inversion of Evensen 2004, exact where the errors are independent).

Localised, the square root is done for each parameter on its own, with the observations that it correlates with beyond
luck and with no others (a local analysis, Hunt, Kostelich and Szunyogh 2007, whose neighbourhood is found from the
correlations themselves as by Luo and Bhakta 2020, "Automatic and adaptive localization for ensemble-based history
matching"). A parameter's own spread then shrinks by what is surely told of it, and not by the luck of a few members.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

ROUNDING = 1e-12
"""Share of the strongest direction's variance below which a direction is rounding."""
LUCK, SURE = 1.0, 2.0
"""Correlations in units of 1 / sqrt(members), what two unrelated things have in a sample: up to the first an
observation counts nothing for a parameter, from the second on all it can."""


class Directions(NamedTuple):
    """Directions in which members differ in what they predict, the best seen first."""

    vectors: Floats
    """(members, directions): orthonormal."""
    strength: Floats
    """(directions,): w, in standard deviations of the observations times sqrt(members - 1)."""
    slopes: Floats
    """(parameters, directions): how far each parameter moves along each direction, luck damped if asked."""
    noise: float
    """Inflation times (members - 1): what the square of `strength` stands against."""


def directions(ensemble: Floats, misses: Floats, inflation: float, localise: bool) -> Directions | None:
    """All directions but those that are rounding, or None if all members predict the same.

    Other software drops those that hold the last part in a hundred or a thousand of the variance. Here the noise
    stands beside every direction, so that nothing is divided by what is near 0, and a direction may be weak beside
    the strongest and yet be seen well: what is kept costs nothing, and the answer for a linear model stays exact.

    Args:
        ensemble: (members, parameters).
        misses: (observed - predicted) / error, (members, observations).
        inflation: of the variance of the observations.
        localise: whether to damp the slopes by `tapered`.
    """
    noise = inflation * (len(ensemble) - 1)
    anomalies = misses.mean(axis=0) - misses
    # The eigenvectors of the smaller of the two products; a singular value decomposition can fail to converge.
    wide = anomalies.shape[0] <= anomalies.shape[1]
    squares, vectors = np.linalg.eigh(anomalies @ anomalies.T if wide else anomalies.T @ anomalies)
    kept = squares > ROUNDING * squares[-1]
    if not kept.any():
        return None
    strength, vectors = np.sqrt(squares[kept]), vectors[:, kept]
    if not wide:
        vectors = anomalies @ vectors / strength
    moves = ensemble - ensemble.mean(axis=0)
    slopes = moves.T @ vectors
    return Directions(vectors, strength, tapered(slopes, moves) if localise else slopes, noise)


def tapered(slopes: Floats, moves: Floats) -> Floats:
    """Slopes damped by how likely they are luck: (parameters, directions).

    Two things that are not related correlate by 1 / sqrt(members) in a sample. Each slope is multiplied by
    r² / (r² + (1 + r²) / members), r being its correlation: the factor that makes the expected square of its error
    least (Furrer and Bengtsson 2007, "Estimation of high-dimensional prior and posterior covariance matrices in
    Kalman filter variants"). It needs no distances, and leaves alone what is surely there.
    """
    spread = (moves**2).sum(axis=0)
    squared = slopes**2 / np.where(spread > 0, spread, 1.0)[:, None]
    damped: Floats = slopes * squared / (squared + (1.0 + squared) / len(moves))
    return damped


def weights(ensemble: Floats, misses: Floats) -> Floats:
    """How much each observation counts for each parameter, from their correlation: (parameters, observations), 0 to 1.

    A smooth step from LUCK to SURE. Shapes of the arguments as in `directions`.
    """
    moves, anomalies = ensemble - ensemble.mean(axis=0), misses - misses.mean(axis=0)
    far, wide = ((each**2).sum(axis=0) for each in (moves, anomalies))
    size = np.sqrt(np.outer(np.where(far > 0, far, 1.0), np.where(wide > 0, wide, 1.0)))
    beyond = np.abs(moves.T @ anomalies) / size * np.sqrt(len(ensemble))
    share = np.clip((beyond - LUCK) / (SURE - LUCK), 0.0, 1.0)
    return np.asarray(share**2 * (3.0 - 2.0 * share))


def local_square_root(ensemble: Floats, misses: Floats, inflation: float) -> Floats:
    """`square_root` for each parameter on its own, each observation's information times its weight for it.

    Args:
        ensemble: (members, parameters).
        misses: (observed - predicted) / error, (members, observations).
        inflation: of the variance of the observations.
    """
    noise = inflation * (len(ensemble) - 1)
    anomalies, miss = misses.mean(axis=0) - misses, misses.mean(axis=0)
    moves = ensemble - ensemble.mean(axis=0)
    out = ensemble.copy()
    for at, share in enumerate(weights(ensemble, misses)):
        if not share.any():
            continue
        here = share > 0.0
        seen = anomalies[:, here] * share[here]
        squares, vectors = np.linalg.eigh(seen @ anomalies[:, here].T)
        squares, slopes = np.maximum(squares, 0.0), moves[:, at] @ vectors
        shrink = 1.0 / np.sqrt(1.0 + squares / noise) - 1.0
        shift = slopes @ (vectors.T @ (seen @ miss[here]) / (squares + noise))
        out[:, at] += shift + vectors @ (shrink * slopes)
    return out


def square_root(ensemble: Floats, misses: Floats, inflation: float, localise: bool) -> Floats:
    """Move the mean by its own miss, and shrink each member's anomaly by as much as was learnt: no luck is added.

    The symmetric square root (Hunt, Kostelich and Szunyogh 2007; in ES-MDA, Emerick 2018, "Deterministic ensemble
    smoother with multiple data assimilation"). Shapes as in `directions`.
    """
    if localise:
        return local_square_root(ensemble, misses, inflation)
    found = directions(ensemble, misses, inflation, False)
    if found is None:
        return ensemble.copy()
    anomalies = misses.mean(axis=0) - misses
    seen = found.vectors.T @ (anomalies @ misses.mean(axis=0))
    shift = found.slopes @ (seen / (found.strength**2 + found.noise))
    shrink = 1.0 / np.sqrt(1.0 + found.strength**2 / found.noise) - 1.0
    out: Floats = ensemble + shift + (found.vectors * shrink) @ found.slopes.T
    return out


def perturbed(ensemble: Floats, misses: Floats, inflation: float, rng: np.random.Generator, localise: bool) -> Floats:
    """Move each member by its miss of its own perturbed observations, whose mean is the observations' own.

    The form of Emerick and Reynolds 2013. Shapes as in `directions`.
    """
    found = directions(ensemble, misses, inflation, localise)
    if found is None:
        return ensemble.copy()
    luck = np.sqrt(inflation) * rng.standard_normal(misses.shape)
    anomalies = misses.mean(axis=0) - misses
    seen = (misses + luck - luck.mean(axis=0)) @ (anomalies.T @ found.vectors)
    out: Floats = ensemble + (seen / (found.strength**2 + found.noise)) @ found.slopes.T
    return out
