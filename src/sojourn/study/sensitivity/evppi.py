"""What knowing is worth: how much rarer a wrong answer to "does it reach the threshold?" becomes.

Who has to say yes or no now says what is more likely, and is wrong with chance min(p, 1 - p). Who first learns a number
says what is more likely given that number. The difference is the expected value of partial perfect information
(EVPPI), with a loss of 1 for a wrong answer and 0 for a right one; that of knowing everything is the expected value of
perfect information (EVPI). The chance given a number is found by regression on the runs there are (M. Strong,
J. E. Oakley and A. Brennan, "Estimating multiparameter partial expected value of perfect information from a
probabilistic sensitivity analysis sample", Medical Decision Making 34 (2014) 311-326): here a logistic one on the
number's normal score and its square. Arrays in, arrays out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.study.sensitivity.sobol import SURE, Estimate

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

STEPS = 25
"""Most steps of Newton's method."""
PRIOR = 0.01
"""Weight of a standard normal prior on the slopes, which keeps them finite where a number decides everything."""
RESAMPLES = 200
SHUFFLES = 200
"""Times that numbers are shuffled among runs, to see what noise alone gives."""
NOISE = 0.95
"""Share of the shuffles that an EVPPI has to be above to be told from noise."""
DRAWN = 400
"""Points at which the chance of a normal result is averaged."""


def misjudged(chance: float) -> float:
    """Chance of a wrong answer of who says what is more likely."""
    return min(chance, 1.0 - chance)


def evppi(meets: Bools, score: Floats) -> float:
    """EVPPI of one number.

    Args:
        meets: whether the threshold is met, one a run.
        score: the number as a normal score, in the same order.
    """
    if meets.all() or not meets.any() or np.ptp(score) == 0:
        return 0.0
    chance = _chances(meets, score)
    return max(0.0, misjudged(float(chance.mean())) - float(np.minimum(chance, 1.0 - chance).mean()))


def evppis(meets: Bools, scores: Floats, *, seed: int = 0, resamples: int = RESAMPLES) -> tuple[Estimate, ...]:
    """EVPPI of each number, with intervals from resampled rows.

    Args:
        meets: (k, n): whether the threshold is met, in k runs that stand in the same row of the design.
        scores: (k, n, numbers), normal scores.
        seed: names the resamples.
        resamples: how many.
    """
    rng = np.random.default_rng([seed, meets.shape[1], 1])
    rows = [rng.integers(0, meets.shape[1], meets.shape[1]) for _ in range(resamples)]
    out = []
    for at in range(scores.shape[2]):
        value = evppi(meets.ravel(), scores[:, :, at].ravel())
        again = np.array([evppi(meets[:, one].ravel(), scores[:, one, at].ravel()) for one in rows])
        low, high = np.quantile(again, ((1 - SURE) / 2, (1 + SURE) / 2))
        out.append(Estimate(value, min(float(low), value), max(float(high), value), float(again.std(ddof=1))))
    return tuple(out)


def noise(meets: Bools, scores: Floats, *, seed: int = 0, shuffles: int = SHUFFLES) -> float:
    """The EVPPI that the largest of so many numbers that decide nothing stays below in nineteen of twenty cases.

    Each number is shuffled among the rows, of which each keeps the pattern of its runs.

    Args:
        meets: (k, n), as in :func:`evppis`.
        scores: (k, n, numbers).
        seed: names the shuffles.
        shuffles: how many.
    """
    rng = np.random.default_rng([seed, meets.shape[1], 2])
    largest = []
    for _ in range(shuffles):
        orders = [rng.permutation(meets.shape[1]) for _ in range(scores.shape[2])]
        largest.append(
            max((evppi(meets.ravel(), scores[:, one, at].ravel()) for at, one in enumerate(orders)), default=0.0)
        )
    return float(np.quantile(largest, NOISE)) if largest else 0.0


def if_normal(chance: float, share: float) -> float:
    """EVPPI of a factor that has this share of the variance of a result that is normal, alone and with no other.

    With p = Phi(t), the chance given the factor is Phi((t + sqrt(share) u) / sqrt(1 - share)), u standard normal.
    """
    from scipy.stats import norm

    if not 0 < chance < 1 or share <= 0:
        return 0.0
    if share >= 1:
        return misjudged(chance)
    u = norm.ppf((np.arange(DRAWN) + 0.5) / DRAWN)
    given = norm.cdf((norm.ppf(chance) + np.sqrt(share) * u) / np.sqrt(1.0 - share))
    return max(0.0, misjudged(chance) - float(np.minimum(given, 1.0 - given).mean()))


def _chances(meets: Bools, score: Floats) -> Floats:
    """Chance that the threshold is met, given the number: logistic regression on it and its square, by Newton's method.

    The mean of the chances is the share of the runs that meet it.
    """
    design = np.stack([np.ones_like(score), score, (score**2 - 1) / np.sqrt(2)], axis=1)
    wanted, prior = meets.astype(np.float64), np.array([0.0, PRIOR, PRIOR])
    slopes = np.zeros(3)
    slopes[0] = np.log(wanted.mean() / (1 - wanted.mean()))
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(design @ slopes, -30, 30)))
        weight = chance * (1.0 - chance)
        gradient = design.T @ (wanted - chance) - prior * slopes
        curvature = (design * weight[:, None]).T @ design + np.diag(prior + 1e-9)
        change = np.linalg.solve(curvature, gradient)
        slopes += change
        if np.abs(change).max() < 1e-6:
            break
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(design @ slopes, -30, 30))))
