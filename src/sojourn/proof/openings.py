"""Who is inside on the first tick, drawn from a stationary law given by formula, with the time they have been there.

A run that starts in its stationary law needs no warm-up: what it should show holds from its first tick on.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.network import Opening
from sojourn.proof.laws import Law

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

OLDEST = 16_000
"""Ticks before the start that an opening may reach back; further back is taken as this."""


def evenly(law: Floats, copies: int, rng: np.random.Generator) -> Ints:
    """One number a copy from a law over 0, 1, ..., each of that law and together spread evenly over it.

    Systematic sampling (W. G. Madow, 1949): quantiles at equal steps from one random start, in random order.
    """
    return rng.permutation(_quantiles(law, copies, rng))


def leaning(law: Floats, lean: float, copies: int, rng: np.random.Generator) -> tuple[Ints, Floats]:
    """Numbers from the law times ``exp(lean * number)``, and the weights that make up for it.

    Importance sampling (H. Kahn, 1950): a mean of weight times value is a mean under the law itself.
    """
    logs = np.where(law > 0, np.log(np.maximum(law, 1e-300)), -np.inf) + lean * np.arange(len(law))
    leant = np.exp(logs - logs.max())
    leant /= leant.sum()
    numbers = _quantiles(leant, copies, rng)
    return numbers, law[numbers] / leant[numbers]


def in_line(
    numbers: Ints,
    law: Law,
    servers: int,
    tick: float,
    rng: np.random.Generator,
    *,
    waiting: int = 0,
    held: int = 1,
) -> Opening:
    """``numbers`` people in each copy of a line: as many as fit hold a unit (stage ``held``), the others wait.

    Those held have an age of the law of the stay. Those who wait came one after the other, at spaces of an exponential
    law with the mean ``service / servers``, seen backwards: the line M/M/c is reversible (P. J. Burke, 1956).
    """
    copies = np.arange(len(numbers))
    served = np.repeat(copies, np.minimum(numbers, servers))
    queued = np.repeat(copies, np.maximum(numbers - servers, 0))
    spaces = np.cumsum(rng.exponential(law.mean / servers, len(queued)))
    first = np.flatnonzero(np.diff(queued, prepend=-1))
    before = np.repeat(np.concatenate([[0.0], spaces])[first], np.diff([*first, len(queued)])) if len(first) else 0.0
    ages = np.concatenate([law.age(len(served), rng), spaces - before])
    return Opening(
        kind=np.concatenate([served, queued]),
        stage=np.repeat([held, waiting], [len(served), len(queued)]),
        entered=-1 - np.minimum(np.floor(ages / tick), OLDEST).astype(np.int64),
    )


def together(*openings: Opening) -> Opening:
    """Several openings as one."""
    return Opening(
        kind=np.concatenate([one.kind for one in openings]),
        stage=np.concatenate([one.stage for one in openings]),
        entered=np.concatenate([one.entered for one in openings]),
    )


def _quantiles(law: Floats, copies: int, rng: np.random.Generator) -> Ints:
    running = np.cumsum(law)
    at = (np.arange(copies) + rng.uniform()) / copies * running[-1]
    found: Ints = np.minimum(np.searchsorted(running, at, side="right"), len(law) - 1).astype(np.int64)
    return found
