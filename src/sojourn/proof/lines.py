"""Cases in continuous time: lines, losses, priorities, networks of lines."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sojourn.engine import Simulation, Tally
from sojourn.network import Network, Opening
from sojourn.proof import formulas
from sojourn.proof.case import Case, Measured, two_ticks
from sojourn.proof.laws import Law, Memoryless
from sojourn.proof.networks import CLASS, limited_room, loss, open_network, priority_line, waiting_line
from sojourn.proof.openings import evenly, in_line, together

COPIES = 100
"""Copies of a small system that run side by side."""


def line(name: str, rate: float, mean: float, servers: int, *, units: float = 60.0, copies: int = COPIES) -> Case:
    """M/M/c. Besides the census, the waits recorded person by person are counted.

    The run lasts ``units`` mean services.
    """
    law = Memoryless(mean)
    wait = formulas.wait_in_line(rate, mean, servers)
    start = formulas.line_law(rate, mean, servers)

    def measure(seed: int, tick: float) -> Measured:
        rng = np.random.default_rng([seed, 1])
        inside = in_line(evenly(start, copies, rng), law, servers, tick, rng)
        run = ran(waiting_line(rate * tick, law.duration(tick), servers, copies), units * mean / tick, seed, inside)
        people = rate * tick * copies * run.ticks
        panel = run.panel
        granted = [i for i, edge in enumerate(panel.edges) if edge.stage == "waiting"]
        both = panel.inside("waiting") + panel.inside("held")
        return {
            "time in system": float(both.sum()) / people * tick,
            "wait, as recorded": float(panel.period_time[:, granted].sum()) / people * tick,
            "share that waits": float((panel.held == servers).mean()),
        }

    expected = {
        "time in system": wait + mean,
        "wait, as recorded": wait,
        "share that waits": formulas.erlang_c(servers, rate * mean),
    }
    title = f"M/M/{servers}: arrivals {rate:.4g}, service {mean:.4g}"
    return Case(name, title, expected, two_ticks(measure, 0.025 * mean))


def erlang_loss(
    name: str, servers: int, load: float, law: Law, word: str, *, units: float = 20.0, copies: int = COPIES
) -> Case:
    """M/G/c/c: the share lost and the units held, the same for every law of the stay with mean 1."""
    start = formulas.loss_law(servers, load)
    blocked = formulas.erlang_b(servers, load)

    def measure(seed: int, tick: float) -> Measured:
        rng = np.random.default_rng([seed, 1])
        inside = in_line(evenly(start, copies, rng), law, servers, tick, rng)
        run = ran(loss(load * tick, law.duration(tick), servers, copies), units / tick, seed, inside)
        # Whoever waits at the end of the tick of arrival is lost on the next.
        lost = float(run.panel.inside("waiting").sum())
        return {
            "share lost": lost / (load * tick * copies * run.ticks),
            "units held": float(run.panel.held.mean()),
        }

    # A whole number of either tick a stay, and at most half an arrival a copy and a coarse tick.
    fine = 0.25 / math.ceil(max(2.0 * load, 60.0))
    expected = {"share lost": blocked, "units held": load * (1 - blocked)}
    return Case(name, f"Erlang B: {servers} servers, load {load:.4g}, {word}", expected, two_ticks(measure, fine))


def room(name: str, rate: float, mean: float, servers: int, places: int) -> Case:
    """M/M/c/K: at most ``places`` inside."""
    share, number = formulas.limited_room(rate, mean, servers, places)
    n = np.arange(1, places + 1)
    start = formulas.birth_death(np.full(places, rate), np.minimum(n, servers) / mean)
    law = Memoryless(mean)

    def measure(seed: int, tick: float) -> Measured:
        rng = np.random.default_rng([seed, 1])
        inside = in_line(evenly(start, COPIES, rng), law, servers, tick, rng, waiting=1, held=2)
        network = limited_room(rate * tick, law.duration(tick), servers, places, COPIES)
        run = ran(network, 40.0 * mean / tick, seed, inside)
        lost, both = run.panel.inside("door"), run.panel.inside("waiting") + run.panel.inside("held")
        return {
            "share turned away": float(lost.sum()) / (rate * tick * COPIES * run.ticks),
            "number inside": float(both.mean()) / COPIES,
        }

    title = f"M/M/{servers}/{places}: arrivals {rate:.4g}, service {mean:.4g}"
    expected = {"share turned away": share, "number inside": number}
    return Case(name, title, expected, two_ticks(measure, 0.05 / max(rate, servers / mean)))


def impatient(name: str, rate: float, mean: float, patience: float, servers: int) -> Case:
    """M/M/c+M (Erlang A): who waits gives up after an exponential patience."""
    share, waiting = formulas.erlang_a(rate, mean, patience, servers)
    start = formulas.line_law(rate, mean, servers, patience=patience)
    law, gives_up = Memoryless(mean), Memoryless(patience)

    def measure(seed: int, tick: float) -> Measured:
        rng = np.random.default_rng([seed, 1])
        inside = in_line(evenly(start, COPIES, rng), law, servers, tick, rng)
        network = waiting_line(rate * tick, law.duration(tick), servers, COPIES, gives_up.duration(tick))
        run = ran(network, 40.0 * mean / tick, seed, inside)
        people = rate * tick * COPIES * run.ticks
        return {
            "share that gives up": float(run.panel.taken(target="lost").sum()) / people,
            "number waiting": float(run.panel.inside("waiting").mean()) / COPIES,
        }

    title = f"Erlang A: arrivals {rate:.4g}, service {mean:.4g}, patience {patience:.4g}, {servers} servers"
    expected = {"share that gives up": share, "number waiting": waiting}
    return Case(name, title, expected, two_ticks(measure, 0.1 / max(rate, servers / mean, 1 / patience)))


def one_server(name: str, rate: float, law: Law, word: str) -> Case:
    """M/G/1: a start that is nearly right, and then a warm-up that is not counted."""
    wait = formulas.single_server(rate, law.mean, law.cv2)
    load = rate * law.mean
    more = 1.0 - load / (rate * wait + load)
    start = np.concatenate([[1.0 - load], load * (1.0 - more) * more ** np.arange(int(40 / (1 - more)))])
    """Geometric with the right mean and the right share idle."""

    def measure(seed: int, tick: float) -> Measured:
        rng = np.random.default_rng([seed, 1])
        inside = in_line(evenly(start, COPIES, rng), law, 1, tick, rng)
        network = waiting_line(rate * tick, law.duration(tick), 1, COPIES)
        run = ran(network, 2 * WARM * law.mean / tick, seed, inside)
        waiting = run.panel.inside("waiting")[run.ticks // 2 :]
        return {"wait": float(waiting.mean()) / COPIES / rate}

    return Case(name, f"M/G/1: load {load:.4g}, {word}", {"wait": wait}, two_ticks(measure, 0.05 * law.mean))


WARM = 200
"""Mean services that pass before M/G/1 and priorities are counted, and for which they are."""


def priorities(name: str, rates: Sequence[float]) -> Case:
    """One server, service 1, classes that go first but do not interrupt: time in system of each class."""
    waits = formulas.priorities(rates, 1.0)
    start = formulas.line_law(sum(rates), 1.0, 1)
    law = Memoryless(1.0)

    def measure(seed: int, tick: float) -> Measured:
        rng = np.random.default_rng([seed, 1])
        inside = in_line(evenly(start, COPIES, rng), law, 1, tick, rng)
        kind = inside.kind + COPIES * rng.choice(len(rates), len(inside.kind), p=np.asarray(rates) / sum(rates))
        network = priority_line(np.multiply(rates, tick).tolist(), law.duration(tick), COPIES)
        opening = Opening(kind, inside.stage, inside.entered)
        run = ran(network, 2 * WARM / tick, seed, opening, Tally(cells=(CLASS,)))
        both = (run.panel.inside("waiting") + run.panel.inside("held"))[run.ticks // 2 :].mean(axis=0) / COPIES
        return {f"time in system, class {i + 1}": float(both[i]) / rate for i, rate in enumerate(rates)}

    title = f"Priorities: arrivals {' and '.join(f'{rate:.4g}' for rate in rates)}, service 1"
    expected = {f"time in system, class {i + 1}": wait + 1.0 for i, wait in enumerate(waits)}
    return Case(name, title, expected, two_ticks(measure, 0.05))


def jackson(
    name: str,
    title: str,
    external: Sequence[float],
    means: Sequence[float],
    servers: Sequence[int],
    routing: Sequence[Sequence[float]],
) -> Case:
    """An open network of exponential lines: the wait at each node and the time in the whole."""
    rates = formulas.effective_rates(external, routing)
    nodes = list(zip(rates, means, servers, strict=True))
    waits = [formulas.wait_in_line(*node) for node in nodes]
    starts = [formulas.line_law(*node) for node in nodes]
    laws = [Memoryless(mean) for mean in means]
    expected = {f"wait at node {i + 1}": wait for i, wait in enumerate(waits)}
    expected["time in system"] = sum(r * (w + m) for (r, m, _), w in zip(nodes, waits, strict=True)) / sum(external)
    unit = max(means)

    def measure(seed: int, tick: float) -> Measured:
        rng = np.random.default_rng([seed, 1])
        inside = together(
            *(
                in_line(evenly(start, COPIES, rng), law, count, tick, rng, waiting=2 * i, held=2 * i + 1)
                for i, (start, law, count) in enumerate(zip(starts, laws, servers, strict=True))
            )
        )
        network = open_network(
            [r * tick for r in external], [law.duration(tick) for law in laws], servers, routing, COPIES
        )
        run = ran(network, 60.0 * unit / tick, seed, inside)
        lines = [float(run.panel.inside(f"line {i}").mean()) / COPIES for i in range(len(nodes))]
        served = [float(run.panel.inside(f"served {i}").mean()) / COPIES for i in range(len(nodes))]
        found = {f"wait at node {i + 1}": number / rates[i] for i, number in enumerate(lines)}
        return {**found, "time in system": (sum(lines) + sum(served)) / sum(external)}

    return Case(name, title, expected, two_ticks(measure, 0.025 * min(means)))


def ran(network: Network, ticks: float, seed: int, opening: Opening | None, tally: Tally | None = None) -> Simulation:
    """A run to its end, on the kernel that serves every network."""
    return Simulation(network, ticks=round(ticks), seed=seed, opening=opening, tally=tally, specialised=False).advance()
