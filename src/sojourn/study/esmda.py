"""Finds the parameters that fit observations: an ensemble smoother with multiple data assimilation (ES-MDA).

A Bayesian fit for a simulator that is dear to run and has no derivatives: an ensemble of parameter sets drawn from
the prior is run, and moved towards the observations along the covariances between parameters and predictions that
the ensemble itself shows; and again, a few times, each time with the variance of the observations inflated, so that
the steps are small where the model bends and together count every observation once (Emerick and Reynolds 2013,
"Ensemble smoother with multiple data assimilation", Computers & Geosciences 55, 3-15). For a linear model with
Gaussian errors the outcome is the exact posterior; else an approximation, whose fit `Posterior.misfit` tells.

    members = draw(150, 40, seed=1)                       # standard normal: (members, parameters)
    found = assimilate(Problem(members, observed, error, simulate), store=Path("fit.npz"))
    informed(members, found.ensemble)                     # which parameters the data told something of

Parameters live in an unconstrained space, roughly Gaussian: logarithms of rates, logits of shares.
`esmda_update` holds the step, `esmda_store` what lets a run that was stopped go on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sojourn.study.esmda_store import Kept, hash_of, read, write
from sojourn.study.esmda_update import Floats, perturbed, square_root

FEWEST_RUNNING = 0.5
"""Share of the members that must have run; a step on fewer says more about what fails than about the fit."""
UNINFORMED = 0.9
"""Ratio of posterior to prior standard deviation above which the data did not inform a parameter."""


class CannotAssimilate(ValueError):
    """What was given, or what the model gave back, cannot be worked with; the message is one sentence."""


@dataclass(frozen=True)
class Problem:
    """A prior, what was observed, and the model between them."""

    prior: Floats
    """(members, parameters), in the unconstrained space; from `draw` for the least luck."""
    observed: Floats
    """(observations,)"""
    error: Floats
    """(observations,): standard deviations, independent; what the model cannot say and its own luck included."""
    simulate: Callable[[Floats, int], Floats]
    """From (members, parameters) and the number of the step, from 0, to (members, observations).

    A row with a NaN or an infinity is a member that failed. Equal arguments must give equal answers for a resumed
    run to equal an undisturbed one. A model with luck does best to draw it anew for each row and step: luck that all
    rows share, or that stays with a row, is taken for an effect of the parameters. What `localise` lets pass of it is
    little.
    """


@dataclass(frozen=True)
class Posterior:
    """An ensemble that fits, as equally likely sets of parameters."""

    ensemble: Floats
    """(members, parameters); row i began as row i of the prior, unless it failed."""
    predicted: Floats
    """(members, observations), under the ensemble, row by row; no NaN."""
    prior_predicted: Floats
    """(members, observations), under the prior; NaN rows for members that failed."""
    misfit: tuple[float, ...]
    """Mean of squared (predicted - observed) / error over members and observations, before each step and after the
    last: steps + 1 numbers. Near 1 the fit is as close as the errors say; far above it the model cannot follow the
    observations, or more steps are needed; below 1 the errors are larger than the observations show."""


def draw(members: int, parameters: int, seed: int) -> Floats:
    """A standard normal prior ensemble, (members, parameters), with as little luck in it as can be.

    The sample mean is exactly 0 and every sample variance 1; with more members than parameters + 1 every sample
    correlation is exactly 0 too (second-order exact sampling, Pham 2001), so that the first step sees no
    correlation between parameters that the prior does not hold. Each row is still normal to within 1 / members.

    Raises:
        CannotAssimilate: with fewer than 3 members, or no parameter.
    """
    if members < 3 or parameters < 1:
        raise CannotAssimilate(f"{members} members of {parameters} parameters: at least 3 and 1 are needed")
    drawn = np.random.default_rng(seed).standard_normal((members, parameters))
    drawn -= drawn.mean(axis=0)
    if members > parameters + 1:
        left, _, right = np.linalg.svd(drawn, full_matrices=False)
        drawn = left @ right * np.sqrt(members - 1)
    exact: Floats = drawn / drawn.std(axis=0, ddof=1)
    return exact


def equal_steps(steps: int) -> tuple[float, ...]:
    """Inflations of the observations' variance that are all alike: `steps`, `steps` times."""
    return (float(steps),) * steps


def geometric_steps(steps: int, ratio: float = 2.0) -> tuple[float, ...]:
    """Inflations that fall by `ratio` from step to step, small steps first; 1 / inflation adds to 1."""
    shape = ratio ** -np.arange(steps, dtype=float)
    return tuple(float(each) for each in shape * np.sum(1.0 / shape))


def assimilate(
    problem: Problem,
    *,
    steps: int = 4,
    seed: int = 1,
    store: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    inflation: Sequence[float] | None = None,
    localise: bool = True,
    perturb: bool = False,
) -> Posterior:
    """Fit: run the members `steps` + 1 times, moving them after each but the last.

    A member that failed takes no part in its step, and afterwards becomes a copy of another, picked by `seed`, with
    a jitter that keeps the spread (`revived`). One that fails in the last run becomes a plain copy of another, for
    there is no run left to tell what a jittered one predicts.

    Args:
        problem: what to fit.
        steps: how many assimilations; more for a model that bends more.
        seed: of the jitter, and of the perturbations; equal seeds give equal answers.
        store: a file that is written after each step, at once or not at all. A run that was stopped and is started
            again with the same problem goes on after its last finished step, to the same result.
        progress: told how many of the `steps` + 1 runs of the ensemble are done, and out of how many.
        inflation: factors on the variance of the observations by step, `equal_steps` if None.
        localise: count for each parameter only observations that it correlates with beyond luck
            (`esmda_update.local_square_root`); with `perturb`, damp correlations by how likely they are luck.
        perturb: the first form of the method, which gives every member its own perturbed observations. It adds
            noise that makes a small ensemble too sure of itself, so the default is the square-root form.

    Raises:
        CannotAssimilate: for shapes, errors or inflations that do not fit, and if too few members run.
        StoreRefused: if `store` is damaged, is something else, or belongs to another problem.
    """
    check(problem)
    factors = _factors(steps, inflation)
    if seed < 0:
        raise CannotAssimilate(f"seed {seed}; it must be 0 or above")
    name = hash_of(problem.prior, problem.observed, problem.error, repr((factors, seed, localise, perturb)))
    shape = (*problem.prior.shape, len(problem.observed))
    kept = read(store, name, *shape) if store is not None and store.exists() else None
    if kept is None:
        kept = Kept(problem.prior.copy(), (), np.empty((0, 0)), np.empty((0, 0)))
        if store is not None:
            write(store, name, kept)  # before the first run, so that a folder that cannot be written costs nothing
    while len(kept.misfit) <= steps:
        kept = _next(problem, kept, factors, seed, localise, perturb)
        if store is not None:
            write(store, name, kept)
        if progress is not None:
            progress(len(kept.misfit), steps + 1)
    return Posterior(kept.ensemble, kept.predicted, kept.prior_predicted, kept.misfit)


def _next(problem: Problem, kept: Kept, factors: Sequence[float], seed: int, localise: bool, perturb: bool) -> Kept:
    """One run of the ensemble and what follows from it."""
    step, ensemble = len(kept.misfit), kept.ensemble
    predicted = np.asarray(problem.simulate(ensemble.copy(), step), dtype=np.float64)
    if predicted.shape != (len(ensemble), len(problem.observed)):
        wanted = (len(ensemble), len(problem.observed))
        raise CannotAssimilate(f"the model gave back an array of {predicted.shape}; {wanted} was asked for")
    ran = np.asarray(np.isfinite(predicted).all(axis=1))
    if ran.sum() < max(3, FEWEST_RUNNING * len(ran)):
        raise CannotAssimilate(f"step {step + 1}: only {ran.sum()} of {len(ran)} members ran; half at least must")
    misses = (problem.observed - predicted[ran]) / problem.error
    misfit = (*kept.misfit, float(np.mean(misses**2)))
    before = kept.prior_predicted if step else np.where(ran[:, None], predicted, np.nan)
    rng = np.random.default_rng((seed, step))
    moved = ensemble.copy()
    if step == len(factors):
        copied = rng.choice(np.flatnonzero(ran), size=int((~ran).sum()))
        moved[~ran], predicted = ensemble[copied], predicted.copy()
        predicted[~ran] = predicted[copied]
        return Kept(moved, misfit, before, predicted)
    if perturb:
        moved[ran] = perturbed(ensemble[ran], misses, factors[step], rng, localise)
    else:
        moved[ran] = square_root(ensemble[ran], misses, factors[step], localise)
    moved[~ran] = revived(moved[ran], int((~ran).sum()), rng)
    return Kept(moved, misfit, before, np.empty((0, 0)))


def revived(alive: Floats, count: int, rng: np.random.Generator) -> Floats:
    """`count` members drawn from those alive, with a jitter: (count, parameters).

    Each is a member shrunk towards the mean and moved by a random combination of the ensemble's anomalies, in
    proportions that keep the ensemble's mean and covariance (Liu and West 2001).
    """
    jitter = 0.3
    mean = alive.mean(axis=0)
    anomalies = alive - mean
    picked = anomalies[rng.choice(len(alive), size=count)]
    moves = rng.standard_normal((count, len(alive))) @ anomalies / np.sqrt(len(alive) - 1)
    out: Floats = mean + np.sqrt(1.0 - jitter**2) * picked + jitter * moves
    return out


def coverage(prior: Floats, posterior: Floats) -> Floats:
    """Posterior over prior standard deviation for each parameter, from two ensembles: (parameters,).

    1 where the data said nothing, 0 where they said everything; NaN where the prior has no spread.
    """
    spread = np.asarray(prior, dtype=np.float64).std(axis=0, ddof=1)
    ratio: Floats = np.asarray(posterior, dtype=np.float64).std(axis=0, ddof=1) / np.where(spread > 0, spread, np.nan)
    return ratio


def informed(prior: Floats, posterior: Floats, limit: float = UNINFORMED) -> npt.NDArray[np.bool_]:
    """Which parameters the data informed: those whose `coverage` is at most `limit`, as (parameters,)."""
    return coverage(prior, posterior) <= limit


def check(problem: Problem) -> None:
    """Refuse shapes and numbers that cannot be worked with, with CannotAssimilate."""
    prior, observed, error = problem.prior, problem.observed, problem.error
    if prior.ndim != 2 or prior.shape[0] < 3 or prior.shape[1] < 1 or not np.isfinite(prior).all():
        raise CannotAssimilate("the prior must be finite numbers, (members, parameters), with at least 3 members")
    if observed.ndim != 1 or not len(observed) or observed.shape != error.shape:
        raise CannotAssimilate(f"observed {observed.shape} and error {error.shape} must be of one length, above 0")
    for name, wrong in (("observed", ~np.isfinite(observed)), ("error", ~(np.isfinite(error) & (error > 0)))):
        if wrong.any():
            number = int(np.flatnonzero(wrong)[0])
            allowed = "finite" if name == "observed" else "finite and above 0"
            raise CannotAssimilate(f"{name}[{number}] is {getattr(problem, name)[number]}; it must be {allowed}")


def _factors(steps: int, inflation: Sequence[float] | None) -> tuple[float, ...]:
    if steps < 1:
        raise CannotAssimilate(f"{steps} steps; at least 1 is needed")
    factors = equal_steps(steps) if inflation is None else tuple(float(each) for each in inflation)
    if len(factors) != steps or min(factors) <= 0 or abs(sum(1.0 / each for each in factors) - 1.0) > 1e-9:
        raise CannotAssimilate(f"inflation must be {steps} factors above 0 whose inverses add to 1")
    return factors
