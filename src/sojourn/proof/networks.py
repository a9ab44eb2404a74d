"""The networks that are checked, from the five public ideas only.

Many independent *copies* of a small system run side by side in one network: a part of the kind says which copy a person
is in, and every pool has its own units and queue in each. Rates are expected arrivals a tick in one copy.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sojourn.network import By, Clock, Door, Duration, Fixed, Gate, Kinds, Network, Pool, Source, Stage

COPY = "copy"
CLASS = "class"


def waiting_line(
    rate: float, stay: Duration, servers: int, copies: int = 1, patience: Duration | None = None
) -> Network:
    """One line before ``servers`` units: M/G/c, with patience M/G/c+G."""
    gives_up = () if patience is None else (Clock("patience", patience, "lost"),)
    return Network(
        kinds=_copies(copies),
        sources=(_arrivals("waiting", rate, copies),),
        stages=(
            Stage("waiting", gives_up, waits_for="units", granted="held"),
            Stage("held", (Clock("end", stay, "served"),), holds="units"),
        ),
        exits=("served", "lost"),
        pools=(Pool("units", float(servers), areas=COPY),),
    )


def loss(rate: float, stay: Duration, servers: int, copies: int = 1) -> Network:
    """Whoever finds no unit on the tick of arrival is lost, one tick later: the Erlang loss system."""
    return waiting_line(rate, stay, servers, copies, Fixed(1))


def limited_room(rate: float, stay: Duration, servers: int, room: int, copies: int = 1) -> Network:
    """At most ``room`` inside: places to wait in are a pool of their own, and who finds none is turned away."""
    return Network(
        kinds=_copies(copies),
        sources=(_arrivals("door", rate, copies),),
        stages=(
            Stage("door", (Clock("turned away", Fixed(1), "lost"),), waits_for="places", granted="waiting"),
            Stage("waiting", waits_for="units", granted="held", holds="places"),
            Stage("held", (Clock("end", stay, "served"),), holds="units"),
        ),
        exits=("served", "lost"),
        pools=(Pool("places", float(room - servers), areas=COPY), Pool("units", float(servers), areas=COPY)),
    )


def priority_line(rates: Sequence[float], stay: Duration, copies: int = 1) -> Network:
    """One server; the first class goes before the second, and so on, but nobody in service is interrupted."""
    classes = tuple(f"class {i + 1}" for i in range(len(rates)))
    shares = np.repeat(np.asarray(rates) / sum(rates) / copies, copies)
    return Network(
        kinds=Kinds({CLASS: classes, **_copies(copies).parts}),
        sources=(Source("arrivals", "waiting", kinds=shares, rate=sum(rates) * copies),),
        stages=(
            Stage("waiting", waits_for="units", granted="held"),
            Stage("held", (Clock("end", stay, "served"),), holds="units"),
        ),
        exits=("served",),
        pools=(Pool("units", 1.0, areas=COPY, level=By(CLASS, {name: i for i, name in enumerate(classes)})),),
    )


def open_network(
    external: Sequence[float],
    stays: Sequence[Duration],
    servers: Sequence[int],
    routing: Sequence[Sequence[float]],
    copies: int = 1,
) -> Network:
    """Nodes with a line each; who is served moves on by ``routing``, or leaves: a Jackson network."""
    nodes = range(len(stays))
    stages: list[Stage] = []
    for i in nodes:
        onward = {f"line {j}": float(routing[i][j]) for j in nodes if routing[i][j] > 0}
        onward["left"] = 1.0 - sum(onward.values())
        stages.append(Stage(f"line {i}", waits_for=f"node {i}", granted=f"served {i}"))
        stages.append(Stage(f"served {i}", (Clock("end", stays[i], onward),), holds=f"node {i}"))
    return Network(
        kinds=_copies(copies),
        sources=tuple(_arrivals(f"line {i}", external[i], copies) for i in nodes if external[i] > 0),
        stages=tuple(stages),
        exits=("left",),
        pools=tuple(Pool(f"node {i}", float(servers[i]), areas=COPY) for i in nodes),
    )


def unlimited(rates: float | npt.NDArray[np.float64], stay: Duration, copies: int = 1) -> Network:
    """Nobody waits for anything: M_t/G/infinity."""
    return Network(
        kinds=_copies(copies),
        sources=(Source("arrivals", "inside", kinds=_even(copies), rate=rates * copies),),
        stages=(Stage("inside", (Clock("end", stay, "left"),)),),
        exits=("left",),
    )


def departures(
    ticks: int, seats: int, every: int, *, rate: float | None = None, counts: npt.NDArray[np.int64] | None = None
) -> Network:
    """Seats on ticks 0, ``every``, ...; first come, first served; what is not taken is lost."""
    supply = np.zeros(ticks)
    supply[::every] = seats
    return Network(
        sources=(Source("arrivals", "waiting", rate=rate, counts=counts),),
        stages=(Stage("waiting", waits_for="departures", granted="gone"),),
        exits=("gone",),
        gates=(Gate("departures", (Door("seats", supply),)),),
    )


def _copies(copies: int) -> Kinds:
    return Kinds({COPY: tuple(f"copy {i}" for i in range(copies))})


def _even(copies: int) -> npt.NDArray[np.float64]:
    return np.full(copies, 1.0 / copies)


def _arrivals(to: str, rate: float, copies: int) -> Source:
    return Source(f"arrivals at {to}", to, kinds=_even(copies), rate=rate * copies)
