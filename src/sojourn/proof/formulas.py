"""Closed forms of queueing theory, each with who found it and when. Nothing here has been simulated.

Rates are per unit of time, times in the same unit. A *load* is an arrival rate times a mean service: the units that
would be held were there no limit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.stats import poisson

Floats = npt.NDArray[np.float64]


def erlang_b(servers: int, load: float) -> float:
    """Share lost where nobody waits, whatever the law of the service (A. K. Erlang, 1917).

    By the recursion ``B(n) = a B(n-1) / (n + a B(n-1))``, which neither overflows nor cancels.
    """
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """Share that has to wait where everybody does, exponential services (A. K. Erlang, 1917), from Erlang B."""
    blocked = erlang_b(servers, load)
    return blocked / (1.0 - load / servers * (1.0 - blocked))


def wait_in_line(rate: float, service: float, servers: int) -> float:
    """Mean wait before an exponential service in M/M/c: Erlang C over the spare rate (A. K. Erlang, 1917)."""
    return erlang_c(servers, rate * service) * service / (servers - rate * service)


def birth_death(births: Floats, deaths: Floats) -> Floats:
    """Stationary law of a birth-and-death process (W. Feller, 1939): births from 0, 1, ... and deaths from 1, 2, ..."""
    logs = np.concatenate([[0.0], np.cumsum(np.log(births) - np.log(deaths))])
    weights = np.exp(logs - logs.max())
    law: Floats = weights / weights.sum()
    return law


def line_law(rate: float, service: float, servers: int, *, patience: float = math.inf) -> Floats:
    """Law of the number in M/M/c, or in M/M/c+M where who waits leaves after an exponential patience (C. Palm, 1943).

    The law is cut where what is beyond is below 1e-15 of the whole.
    """
    most = servers + 40
    while True:
        n = np.arange(1, most + 1)
        law = birth_death(np.full(most, rate), np.minimum(n, servers) / service + np.maximum(n - servers, 0) / patience)
        if law[-1] < 1e-17:
            return law
        most += most // 2


def loss_law(servers: int, load: float) -> Floats:
    """Law of the number held where nobody waits: a Poisson law, cut (A. K. Erlang, 1917)."""
    return birth_death(np.full(servers, load), np.arange(1.0, servers + 1))


def limited_room(rate: float, service: float, servers: int, room: int) -> tuple[float, float]:
    """Share turned away and mean number inside in M/M/c/K, where at most ``room`` are inside (birth and death)."""
    n = np.arange(1, room + 1)
    law = birth_death(np.full(room, rate), np.minimum(n, servers) / service)
    return float(law[-1]), float(law @ np.arange(room + 1))


def erlang_a(rate: float, service: float, patience: float, servers: int) -> tuple[float, float]:
    """Share that gives up and mean number waiting with exponential patience (C. Palm, 1943; Erlang-A)."""
    law = line_law(rate, service, servers, patience=patience)
    waiting = float(law @ np.maximum(np.arange(len(law)) - servers, 0))
    return waiting / patience / rate, waiting


def single_server(rate: float, service: float, cv2: float) -> float:
    """Mean wait in M/G/1 (F. Pollaczek, 1930; A. Khinchine, 1932); ``cv2``: squared coefficient of variation."""
    load = rate * service
    return load * service * (1.0 + cv2) / (2.0 * (1.0 - load))


def priorities(rates: Sequence[float], service: float) -> list[float]:
    """Mean wait of each class, first served first, where nobody in service is interrupted (A. Cobham, 1954).

    One server, exponential services of the same mean for all.
    """
    left = sum(rates) * service * service
    above = np.concatenate([[0.0], np.cumsum(rates)]) * service
    return [float(left / ((1 - before) * (1 - upto))) for before, upto in pairwise(above)]


def effective_rates(external: Sequence[float], routing: Sequence[Sequence[float]]) -> list[float]:
    """Arrival rate at each node of an open network: the traffic equations (J. R. Jackson, 1957)."""
    moves = np.asarray(routing, dtype=np.float64)
    return [float(rate) for rate in np.linalg.solve(np.eye(len(moves)) - moves.T, np.asarray(external))]


def present_at(rate: float, mean: float, time: float) -> float:
    """Mean number inside at ``time`` from empty with no limit, exponential stays (C. Palm, 1943): M/M/infinity."""
    return -rate * mean * math.expm1(-time / mean)


def seats_left_waiting(per_departure: float, seats: int) -> float:
    """Mean number left behind by a departure with ``seats`` seats where a Poisson number comes between departures.

    The line follows ``X' = max(0, X + A - seats)``, so its mean is the sum over k of ``E[max(0, S_k)] / k`` with
    ``S_k`` the sum of k steps (F. Spitzer, 1956).
    """
    if per_departure >= seats:
        return math.inf
    k = np.arange(1, 200_000, dtype=np.float64)
    return float(np.sum(excess(k * per_departure, k * seats) / k))


def excess(mean: npt.ArrayLike, limit: npt.ArrayLike) -> Floats:
    """``E[max(0, P - limit)]`` of a Poisson number P: by ``E[P; P > n] = mean P(P >= n)``."""
    found: Floats = np.asarray(mean) * poisson.sf(np.asarray(limit) - 1, mean) - limit * poisson.sf(limit, mean)
    return np.maximum(found, 0.0)
