"""Exact answers for systems that move in whole days: sums and small chains, solved and not simulated.

The order of a day is that of `docs/engine-rules.md`: arrivals, then stays that end, then admissions, then the count.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.stats import binom, poisson

from sojourn.proof.formulas import excess

Floats = npt.NDArray[np.float64]
Survival = Callable[[npt.NDArray[np.int64]], Floats]
"""P(D > k) for whole numbers of days."""


def stationary(step: Floats) -> Floats:
    """Stationary law of a chain with one closed class, from its matrix of transitions (rows add to one)."""
    equations = step.T - np.eye(len(step))
    equations[-1] = 1.0
    law: Floats = np.linalg.solve(equations, np.eye(len(step))[-1])
    return law


def loss_beds(rate: float, leave: float, beds: int) -> tuple[Floats, float, float]:
    """Law of the midnight census, its mean, and the share lost.

    Each occupant leaves with probability ``leave``, then a Poisson number comes, and whoever finds no bed on the day
    is lost: the loss system of Erlang in steps of a day (the chain of a binomial thinning and a Poisson number).
    """
    number = np.arange(beds + 1)
    step = np.zeros((beds + 1, beds + 1))
    lost = np.zeros(beds + 1)
    arrive, more = poisson.pmf(number, rate), poisson.sf(number, rate)
    over = excess(rate, number)
    for now in number:
        for stay, p in enumerate(binom.pmf(np.arange(now + 1), now, 1 - leave)):
            free = beds - stay
            step[now, stay:] += p * arrive[: free + 1]
            step[now, beds] += p * more[free]
            lost[now] += p * over[free]
    law = stationary(step)
    return law, float(law @ number), float(law @ lost) / rate


def waiting_beds(rate: float, leave: float, beds: int) -> tuple[Floats, float]:
    """Law of the number inside at midnight and its mean where whoever finds no bed waits.

    Of those in a bed each leaves with probability ``leave``; then a Poisson number joins. The chain is cut where its
    geometric tail is below 1e-12.
    """
    spare = beds * leave - rate
    tail = 2.0 * spare / (rate + beds * leave * (1 - leave))
    top = beds + 60 + int(40.0 / tail)
    step = np.zeros((top, top))
    arrive = poisson.pmf(np.arange(top), rate)
    for now in range(top):
        held = min(now, beds)
        for gone, p in enumerate(binom.pmf(np.arange(held + 1), held, leave)):
            left = now - gone
            step[now, left:] += p * arrive[: top - left]
        step[now, -1] += 1.0 - step[now].sum()
    law = stationary(step)
    return law, float(law @ np.arange(top))


def census(rates: Floats, survival: Survival) -> Floats:
    """Mean midnight census of each day from empty with no limit: rates folded with survival (C. Palm, 1943).

    ``rates`` are the expected arrivals a day; whoever comes on a day is counted that midnight unless the stay is zero.
    """
    days = np.arange(len(rates), dtype=np.int64)
    found: Floats = np.convolve(rates, survival(days))[: len(rates)]
    return found


def seasonal_census(rate: float, swing: float, year: float, mean: float, day: float) -> float:
    """Mean census with arrivals ``rate (1 + swing sin(2 pi day / year))`` for ever and stays of an exponential law.

    In continuous time the census follows with a lag (S. G. Eick, W. A. Massey, W. Whitt, 1993); in steps of a day the
    same geometric sum is ``rate / (1 - q) + rate swing Im[e^(i w day) / (1 - q e^(-i w))]`` with ``q = e^(-1/mean)``.
    """
    q, w = math.exp(-1.0 / mean), 2.0 * math.pi / year
    wave = cmath.exp(1j * w * day) / (1.0 - q * cmath.exp(-1j * w))
    return rate / (1.0 - q) + rate * swing * wave.imag


def still_inside(elapsed: npt.NDArray[np.int64], day: int, survival: Survival) -> Floats:
    """Chance of each person to be inside at midnight of ``day`` given the days they had been there at the start.

    Whoever entered e days before day 0 and is there on its morning has ``D > e - 1``, and is inside if ``D > day + e``.
    """
    found: Floats = survival(day + elapsed) / survival(elapsed - 1)
    return found


def departures_in_turn(arrivals: npt.NDArray[np.int64], seats: int, every: int) -> float:
    """Mean wait in days of those who have left, with ``seats`` seats on days 0, ``every``, ... and known arrivals.

    First come, first served: the k-th person goes with the first departure, not before arrival, that has a seat
    beyond all who came before (D. V. Lindley, 1952, with groups). Exact, person by person.
    """
    day = np.repeat(np.arange(len(arrivals)), arrivals)
    flight = -(-day // every)
    for k in range(seats, len(day)):
        flight[k] = max(flight[k], flight[k - seats] + 1)
    gone = flight * every < len(arrivals)
    return float((flight[gone] * every - day[gone]).mean())
