"""Shapley values: the share of each of several players in what all of them bring about together, whatever the order.

The share of a player is the mean, over all orders in which the players could come, of what each adds when it comes
(L. S. Shapley, "A value for n-person games", 1953). It is the one way of sharing that adds up to the whole, gives
players that add the same the same, gives nothing to one that never adds anything, and adds over games. A set of players
is a bit mask: player i is in it where bit i is set.

For few players all sets are known and the value is exact. For more, some orders are drawn, each with its reverse, and
the mean over these pairs has a standard error (J. Castro, D. Gómez and J. Tejada, "Polynomial calculation of the
Shapley value based on sampling", 2009; the reverse as an antithetic order: R. Mitchell, J. Cooper, E. Frank and
G. Holmes, "Sampling permutations for Shapley value estimation", 2022). Each order adds up to the whole, so the mean
does too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import factorial

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Order = tuple[int, ...]


def exact(worth: Floats) -> Floats:
    """The Shapley value of each player.

    Args:
        worth: (2**players, ...): of each set of players, by its mask, what it brings about.

    Returns:
        (players, ...)
    """
    players = _players(worth)
    masks = np.arange(len(worth))
    many = np.array([mask.bit_count() for mask in range(len(worth))])
    weight = np.array([factorial(s) * factorial(players - s - 1) / factorial(players) for s in range(players)])
    out = []
    for player in range(players):
        without = masks[(masks >> player) & 1 == 0]
        added = worth[without | 1 << player] - worth[without]
        out.append(np.tensordot(weight[many[without]], added, axes=1))
    return np.array(out)


def orders(players: int, pairs: int, seed: int) -> tuple[tuple[Order, Order], ...]:
    """Orders of players, each with its reverse."""
    rng = np.random.default_rng([seed, players])
    drawn = (tuple(int(one) for one in rng.permutation(players)) for _ in range(pairs))
    return tuple((order, order[::-1]) for order in drawn)


def on_the_way(order: Order) -> tuple[int, ...]:
    """The masks that an order passes: from nobody to all."""
    out = [0]
    for player in order:
        out.append(out[-1] | 1 << player)
    return tuple(out)


def added(order: Order, worth: Mapping[int, Floats]) -> Floats:
    """(players, ...): what each player adds as it comes in an order."""
    out: list[Floats] = [np.zeros(0)] * len(order)
    for player, (before, after) in zip(order, pairwise(on_the_way(order)), strict=True):
        out[player] = worth[after] - worth[before]
    return np.array(out)


def sampled(drawn: Sequence[tuple[Order, Order]], worth: Mapping[int, Floats]) -> tuple[Floats, Floats]:
    """Mean over pairs of orders of what each player adds, and its standard error.

    Args:
        drawn: pairs of orders.
        worth: of each mask that they pass, what it brings about.

    Returns:
        two of (players, ...); the error is not a number where there is only one pair.
    """
    each = np.array([(added(one, worth) + added(other, worth)) / 2 for one, other in drawn])
    if len(each) < 2:
        return each.mean(axis=0), np.full(each.shape[1:], np.nan)
    return each.mean(axis=0), each.std(axis=0, ddof=1) / np.sqrt(len(each))


def _players(worth: Floats) -> int:
    players = len(worth).bit_length() - 1
    if len(worth) != 1 << players:
        raise ValueError(f"every set of players has a worth, so there are 1, 2, 4, 8 and so on, not {len(worth)}")
    return players
