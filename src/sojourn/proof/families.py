"""The named cases: systems whose answers are in the literature, with its numbers."""

from __future__ import annotations

from collections.abc import Callable

from sojourn.network import Lognormal
from sojourn.proof import days, lines, national
from sojourn.proof.case import Case
from sojourn.proof.laws import Constant, Lognormally, Memoryless

CAFE = ((0.0, 0.3, 0.7), (0.0, 0.0, 1.0), (0.0, 0.0, 0.0))
"""Cold food, hot food, till: three in ten of those with cold food go on to hot food; all go to the till."""

BUILDERS: dict[str, Callable[[str], Case]] = {
    "mm1": lambda name: lines.line(name, 0.9, 1.0, 1, units=200.0),
    "mm3": lambda name: lines.line(name, 0.2, 10.0, 3),
    "erlang-c": lambda name: lines.line(name, 90.0, 1.0, 100, units=20.0),
    "erlang-b": lambda name: lines.erlang_loss(name, 100, 90.0, Memoryless(1.0), "exponential stay", units=10.0),
    "erlang-b-constant": lambda name: lines.erlang_loss(name, 20, 15.0, Constant(1.0), "constant stay"),
    "erlang-b-lognormal": lambda name: lines.erlang_loss(name, 20, 15.0, Lognormally(1.0, 1.0), "lognormal stay"),
    "limited-room": lambda name: lines.room(name, 3.0, 1.0, 3, 10),
    "erlang-a": lambda name: lines.impatient(name, 10.0, 1.0, 2.0, 10),
    "md1": lambda name: lines.one_server(name, 0.8, Constant(1.0), "constant service"),
    "mg1": lambda name: lines.one_server(name, 0.7, Lognormally(1.0, 0.8), "lognormal service"),
    "priorities": lambda name: lines.priorities(name, (0.2, 0.6)),
    "jackson": lambda name: lines.jackson(
        name, "Jackson network: a cafe of three nodes", (0.3, 0.2, 0.0), (1.0, 2.5, 2.0), (1, 2, 2), CAFE
    ),
    "national-erlang-c": lambda name: national.waiting(name, 60_000, 59_500.0),
    "national-erlang-b": lambda name: national.lost(name, 60_000, 59_500.0),
    "loss-beds": lambda name: days.loss_beds(name, 1.0, 1 / 30, 35),
    "waiting-beds": lambda name: days.waiting_beds(name, 1.0, 0.1, 12),
    "filling-up": lambda name: days.filling_up(name, 100.0, 30.0, (30, 60, 90)),
    "any-stay": lambda name: days.any_stay(name, 100.0, Lognormal(20.0, 1.0), "lognormal stay", (10, 60, 200)),
    "seasons": lambda name: days.seasons(name, 100.0, 0.3, 30.0),
    "run-down": lambda name: days.run_down(name, 5000, 30.0, 1.0, (10, 50, 150)),
    "seats-known": lambda name: days.seats_known(name, 12, 80, 7),
    "seats-by-chance": lambda name: days.seats_by_chance(name, 1.0, 8, 7),
}
"""Every named case by its name."""

ONLY_LONG = ("national-erlang-b",)
"""What only a long check runs, unless it is asked for by name: it takes as long as all others."""


def named(name: str) -> Case:
    """The case of that name.

    Raises:
        KeyError: there is none.
    """
    return BUILDERS[name](name)
