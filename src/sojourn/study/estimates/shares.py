"""Which input moves a total by how much: an exact split of a difference that no order of the inputs changes.

Changing inputs one after the other splits a difference too, but what falls to each depends on the order. The share
here is the mean over all orders (Shapley 1953, "A value for n-person games"): shares add up to the difference, an input
that is the same on both sides gets nothing, and going the other way turns every sign.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import combinations

MOST = 14
"""Inputs that differ; the formula is worked out for every set of them."""

Formula = Callable[[Mapping[str, Fraction]], Fraction]


def shares(formula: Formula, theirs: Mapping[str, Fraction], ours: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """What each input adds to `formula(ours) - formula(theirs)`; exact.

    Raises:
        ValueError: the two have different inputs, or more than `MOST` of them differ.
    """
    if set(theirs) != set(ours):
        raise ValueError("the two sides have different inputs")
    players = sorted(name for name in theirs if theirs[name] != ours[name])
    if len(players) > MOST:
        raise ValueError(f"{len(players)} inputs differ; at most {MOST} can be told apart")
    value = {
        chosen: formula({name: (ours if name in chosen else theirs)[name] for name in theirs})
        for size in range(len(players) + 1)
        for chosen in map(frozenset, combinations(players, size))
    }
    n = len(players)
    weight = [Fraction(math.factorial(k) * math.factorial(n - k - 1), math.factorial(n)) for k in range(n)]
    out = dict.fromkeys(theirs, Fraction(0))
    for name in players:
        for chosen, before in value.items():
            if name not in chosen:
                out[name] += weight[len(chosen)] * (value[chosen | {name}] - before)
    return out


def in_cents(parts: Mapping[str, Fraction]) -> dict[str, int]:
    """Parts in whole cents that add up to their sum in whole cents; the cents left over go to the parts cut most.

    Args:
        parts: amounts in units of money, such as dollars.
    """
    exact = {name: part * 100 for name, part in parts.items()}
    out = {name: math.floor(part) for name, part in exact.items()}
    over = round(sum(exact.values(), Fraction(0))) - sum(out.values())
    for name in sorted(exact, key=lambda one: (out[one] - exact[one], one))[:over]:
        out[name] += 1
    return out
