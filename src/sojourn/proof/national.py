"""Cases the size of a country: 60,000 beds and a load of 59,500 stays, in continuous time.

Full houses are rare and last, so a plain run would need thousands of mean stays. Instead copies start in their
stationary law, leaning towards the limit, with weights that make up for it (`openings.leaning`), and what happens after
the first tenth of a stay is counted: a right engine keeps the law, a wrong one leaves it.

One tick is enough here. Solving the chain of that tick gives a share that is 0.01 % too small (who waits) and 0.6 % too
small (who is lost): far below the standard errors.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sojourn.engine import Simulation, Tally
from sojourn.network import Network
from sojourn.proof import formulas
from sojourn.proof.case import Case, Measured, seeds_of
from sojourn.proof.laws import Memoryless
from sojourn.proof.lines import ran
from sojourn.proof.networks import COPY, loss, waiting_line
from sojourn.proof.openings import Floats, in_line, leaning

STAYS, SKIPPED = 0.3, 0.1
"""Mean stays for which a copy runs, and for which it is not counted."""
COPIES = 16
"""Copies that run side by side, a million people; a replication is the mean of several such runs."""


def waiting(name: str, servers: int, load: float, *, runs: int = 2) -> Case:
    """Erlang C: the share that waits, at 200 ticks a mean stay."""
    tick = 0.005
    network = waiting_line(load * tick, Memoryless(1.0).duration(tick), servers, COPIES)
    start = formulas.line_law(load, 1.0, servers)

    def full(run: Simulation) -> Floats:
        found: Floats = (run.panel.held[_first(tick) :] == servers).mean(axis=0)
        return found

    replicate = _leaning(network, start, 1.0, servers, tick, runs, "share that waits", full)
    expected = {"share that waits": formulas.erlang_c(servers, load)}
    return Case(name, f"Erlang C: {servers:,} beds, load {load:,.6g}", expected, replicate)


def lost(name: str, servers: int, load: float, *, runs: int = 4) -> Case:
    """Erlang B: the share lost, at two arrivals a tick (a tick hides losses that are made good within it)."""
    tick = 2.0 / load
    network = loss(load * tick, Memoryless(1.0).duration(tick), servers, COPIES)
    start = formulas.loss_law(servers, load)

    def refused(run: Simulation) -> Floats:
        found: Floats = run.panel.inside("waiting")[_first(tick) :].mean(axis=0) / (load * tick)
        return found

    replicate = _leaning(network, start, 1.6, servers, tick, runs, "share lost", refused)
    expected = {"share lost": formulas.erlang_b(servers, load)}
    return Case(name, f"Erlang B: {servers:,} beds, load {load:,.6g}", expected, replicate)


def _leaning(
    network: Network,
    start: Floats,
    lean: float,
    servers: int,
    tick: float,
    runs: int,
    quantity: str,
    measure: Callable[[Simulation], Floats],
) -> Callable[[int], Measured]:
    """A replication that measures each copy and weighs it; ``lean`` in standard deviations of the number inside."""
    number = np.arange(len(start))
    deviation = float(np.sqrt(start @ (number - start @ number) ** 2))

    def one(seed: int) -> float:
        rng = np.random.default_rng([seed, 1])
        numbers, weights = leaning(start, lean / deviation, COPIES, rng)
        inside = in_line(numbers, Memoryless(1.0), servers, tick, rng)
        run = ran(network, STAYS / tick, seed, inside, Tally(cells=(COPY,)))
        return float((weights * measure(run)).mean())

    return lambda seed: {quantity: float(np.mean([one(part) for part in seeds_of(quantity, seed, runs)]))}


def _first(tick: float) -> int:
    return round(SKIPPED / tick)
