"""Which sets of changes are run, in which worlds, for about so many runs."""

from __future__ import annotations

from dataclasses import dataclass

from sojourn.study.compare import shapley

EXACT = 6
"""Changes of which every set is run at the central values; of more, orders are drawn."""
PAIRS = 4
"""The fewest pairs of orders that are drawn."""
EXACT_DRAWS = 4
"""Draws of which every set is run, if there is room for so many; if not, each draw has one pair of orders."""


@dataclass(frozen=True)
class Plan:
    """Which sets of changes are run, in which worlds."""

    exact: bool
    orders: tuple[tuple[shapley.Order, shapley.Order], ...]
    """Pairs of orders at the central values; none where every set is run."""
    draws_exact: bool
    draw_orders: tuple[tuple[shapley.Order, shapley.Order], ...]
    """A pair of orders for each draw, where not every set is run."""
    draws: int

    def central(self, players: int) -> tuple[int, ...]:
        """The sets that are run at the central values."""
        if self.exact:
            return tuple(range(1 << players))
        passed = {mask for pair in self.orders for order in pair for mask in shapley.on_the_way(order)}
        return tuple(sorted(passed | {1 << one for one in range(players)}))

    def drawn(self, players: int, number: int) -> tuple[int, ...]:
        """The sets that are run in a draw."""
        if self.draws_exact:
            return tuple(range(1 << players))
        return tuple(sorted({mask for order in self.draw_orders[number] for mask in shapley.on_the_way(order)}))

    def sets(self, players: int) -> tuple[int, ...]:
        """Every set that is run in any world."""
        drawn = (mask for number in range(self.draws) for mask in self.drawn(players, number))
        return tuple(sorted({*self.central(players), *drawn}))


def plan(players: int, runs: int, draws: int, seed: int) -> Plan:
    """What to run, for about so many runs.

    Args:
        players: changes.
        runs: meant to be made.
        draws: the most draws that are looked at.
        seed: names the orders that are drawn.
    """
    sets, pair = 1 << players, 2 * max(players - 1, 1)
    exact = players <= EXACT
    many = 0 if exact else max(PAIRS, runs // 2 // pair)
    left = max(0, runs - (sets if exact else many * pair + players))
    whole = min(draws, left // sets)
    draws_exact = players <= 2 or whole >= min(EXACT_DRAWS, draws)
    number = whole if draws_exact else min(draws, left // (pair + 2))
    number = number if number >= 2 else 0
    every = shapley.orders(players, many + (0 if draws_exact else number), seed)
    return Plan(exact, every[:many], draws_exact, every[many:], number)
