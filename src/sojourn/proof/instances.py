"""Fresh instances: parameters drawn from a seed over every family with a formula, for checks nobody has seen before."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sojourn.network import Duration, Exponential, Gamma, Lognormal, Triangular
from sojourn.proof import days, lines
from sojourn.proof.case import Case
from sojourn.proof.laws import Constant, Gammally, Law, Lognormally, Memoryless

Rng = np.random.Generator


def instances(seed: int, count: int) -> list[Case]:
    """``count`` cases, ``random-1`` and on: every family in turn, from a random first, so that many cover all."""
    order = np.random.default_rng([seed, 0]).permutation(len(FAMILIES))
    return [
        FAMILIES[order[i % len(order)]](f"random-{i + 1}", np.random.default_rng([seed, i + 1])) for i in range(count)
    ]


def _line(name: str, rng: Rng) -> Case:
    servers, mean = int(rng.integers(1, 7)), _log(rng, 0.5, 20.0)
    return lines.line(name, servers * rng.uniform(0.4, 0.8) / mean, mean, servers)


def _loss(name: str, rng: Rng) -> Case:
    servers = int(rng.integers(2, 31))
    law, word = _law(rng)
    return lines.erlang_loss(name, servers, servers * rng.uniform(0.5, 1.2), law, word)


def _room(name: str, rng: Rng) -> Case:
    servers, mean = int(rng.integers(1, 5)), _log(rng, 0.5, 20.0)
    places = servers + int(rng.integers(1, 9))
    return lines.room(name, servers * rng.uniform(0.5, 1.2) / mean, mean, servers, places)


def _impatient(name: str, rng: Rng) -> Case:
    servers, mean = int(rng.integers(1, 11)), _log(rng, 0.5, 20.0)
    return lines.impatient(name, servers * rng.uniform(0.6, 1.4) / mean, mean, mean * _log(rng, 0.5, 4.0), servers)


def _one_server(name: str, rng: Rng) -> Case:
    law, word = _law(rng)
    return lines.one_server(name, rng.uniform(0.3, 0.7), law, word.replace("stay", "service"))


def _priorities(name: str, rng: Rng) -> Case:
    shares = rng.dirichlet(np.full(int(rng.integers(2, 4)), 4.0))
    return lines.priorities(name, (rng.uniform(0.4, 0.75) * shares).tolist())


def _jackson(name: str, rng: Rng) -> Case:
    """Two to four nodes; whoever is served leaves with a chance of at least a third, or goes to any node, back too."""
    nodes = int(rng.integers(2, 5))
    routing = rng.uniform(0.2, 0.65, nodes)[:, None] * rng.dirichlet(np.ones(nodes), nodes)
    external = rng.uniform(0.1, 0.5, nodes)
    servers = rng.integers(1, 5, nodes)
    rates = np.linalg.solve(np.eye(nodes) - routing.T, external)
    means = rng.uniform(0.3, 0.75, nodes) * servers / rates
    title = f"Jackson network: {nodes} nodes, servers {', '.join(str(count) for count in servers)}"
    return lines.jackson(name, title, external.tolist(), means.tolist(), servers.tolist(), routing.tolist())


def _loss_beds(name: str, rng: Rng) -> Case:
    leave, beds = _log(rng, 0.02, 0.3), int(rng.integers(5, 61))
    return days.loss_beds(name, beds * leave * rng.uniform(0.6, 1.2), leave, beds)


def _waiting_beds(name: str, rng: Rng) -> Case:
    leave, beds = _log(rng, 0.05, 0.5), int(rng.integers(2, 21))
    return days.waiting_beds(name, beds * leave * rng.uniform(0.5, 0.85), leave, beds)


def _filling_up(name: str, rng: Rng) -> Case:
    mean = _log(rng, 5.0, 60.0)
    several = tuple(sorted(int(day) for day in rng.choice(np.arange(2, 150), 2, replace=False)))
    return days.filling_up(name, _log(rng, 1.0, 100.0), mean, several)


def _any_stay(name: str, rng: Rng) -> Case:
    mean = _log(rng, 2.0, 60.0)
    choices: list[tuple[Duration, str]] = [
        (Exponential(mean), f"exponential, mean {mean:.4g}"),
        (Lognormal(mean, 0.9), f"lognormal, median {mean:.4g}"),
        (Gamma(0.7, mean), f"gamma, mean {mean:.4g}"),
        (Triangular(0.0, mean, 2.5 * mean), f"triangular, mode {mean:.4g}"),
    ]
    stay, word = choices[rng.integers(len(choices))]
    several = tuple(sorted(int(day) for day in rng.choice(np.arange(1, 200), 2, replace=False)))
    return days.any_stay(name, _log(rng, 1.0, 100.0), stay, word, several)


def _seasons(name: str, rng: Rng) -> Case:
    return days.seasons(name, _log(rng, 5.0, 200.0), rng.uniform(0.1, 0.9), _log(rng, 5.0, 90.0))


def _run_down(name: str, rng: Rng) -> Case:
    median = _log(rng, 5.0, 60.0)
    several = tuple(sorted({max(1, round(median * share)) for share in (0.3, 1.5)}))
    return days.run_down(name, int(rng.integers(1000, 8000)), median, rng.uniform(0.4, 1.5), several)


def _seats_known(name: str, rng: Rng) -> Case:
    every, arrivals = int(rng.integers(2, 15)), int(rng.integers(1, 30))
    seats = max(1, round(every * arrivals * rng.uniform(0.7, 1.3)))
    return days.seats_known(name, arrivals, seats, every)


def _seats_by_chance(name: str, rng: Rng) -> Case:
    every, seats = int(rng.integers(2, 15)), int(rng.integers(2, 40))
    return days.seats_by_chance(name, seats / every * rng.uniform(0.6, 0.9), seats, every)


FAMILIES: tuple[Callable[[str, Rng], Case], ...] = (
    _line,
    _loss,
    _room,
    _impatient,
    _one_server,
    _priorities,
    _jackson,
    _loss_beds,
    _waiting_beds,
    _filling_up,
    _any_stay,
    _seasons,
    _run_down,
    _seats_known,
    _seats_by_chance,
)


def _law(rng: Rng) -> tuple[Law, str]:
    sigma, shape = rng.uniform(0.4, 0.9), rng.uniform(2.0, 6.0)
    choices: list[tuple[Law, str]] = [
        (Memoryless(1.0), "exponential stay"),
        (Constant(1.0), "constant stay"),
        (Lognormally(1.0, sigma), f"lognormal stay, sigma {sigma:.3g}"),
        (Gammally(1.0, shape), f"gamma stay, shape {shape:.3g}"),
    ]
    return choices[rng.integers(len(choices))]


def _log(rng: Rng, low: float, high: float) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))
