"""From replications to a verdict: expected, simulated, standard error, z, and whether they agree.

Replications are independent, so their mean has a standard error that is known without looking inside a run. With few
replications ``(mean - expected) / error`` follows Student's law (W. S. Gosset, 1908), not the normal one; z is the
point of the normal law with the same tail, so that it can be read like any z whatever the number of replications.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, ndtri_exp
from scipy.stats import t as student

from sojourn.proof.case import Case, Measured

FALSE_ALARMS = 1e-4
"""How often a check of a right engine fails, over all its lines together."""

EXACT = 1e-9
"""Relative difference that is taken for rounding where every replication gives the same number."""


@dataclass(frozen=True)
class Verdict:
    """One line of the check."""

    case: str
    title: str
    quantity: str
    expected: float
    simulated: float
    error: float
    """Standard error of the simulated value."""
    z: float | None
    """None where there is no luck in the answer."""
    passed: bool


def most_z(lines: int, false_alarms: float = FALSE_ALARMS) -> float:
    """How far from zero z may be on any of ``lines`` lines.

    The largest of that many is further out with probability ``false_alarms`` if they are independent, and with less
    if they are not (Z. Sidak, 1967).
    """
    each = -math.expm1(math.log1p(-false_alarms) / lines)
    return float(-ndtri(each / 2))


def z_of(samples: Sequence[float], expected: float) -> tuple[float, float, float | None]:
    """Mean, standard error and z of independent replications; z is None where they are all the same.

    Raises:
        ValueError: fewer than eight replications.
    """
    if len(samples) < LEAST:
        raise ValueError(f"{len(samples)} replications give no standard error to rely on; at least {LEAST} do")
    values = np.asarray(samples, dtype=np.float64)
    mean, error = float(values.mean()), float(values.std(ddof=1)) / math.sqrt(len(values))
    if error <= EXACT * abs(expected):
        return mean, 0.0, None
    t = (mean - expected) / error
    far = max(float(student.logsf(abs(t), len(values) - 1)), -700.0)
    return mean, error, math.copysign(-float(ndtri_exp(far)), t)


LEAST = 8
"""Fewest replications."""


def verdicts(case: Case, measured: Sequence[Measured], most: float) -> list[Verdict]:
    """A verdict for each expected quantity of a case, from its replications."""
    found = []
    for quantity, expected in case.expected.items():
        mean, error, z = z_of([one[quantity] for one in measured], expected)
        fits = abs(mean - expected) <= EXACT * abs(expected) if z is None else abs(z) <= most
        found.append(Verdict(case.name, case.title, quantity, expected, mean, error, z, fits))
    return found


def spread(found: Iterable[Verdict]) -> float | None:
    """Root mean square of z: near 1 where theory, engine and standard errors are all right; none without any z."""
    z = [one.z for one in found if one.z is not None]
    return math.sqrt(sum(x * x for x in z) / len(z)) if z else None
