"""What changing the reference network a little costs, and what common random numbers save."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from measure import measured, three
from scipy.stats import f as fisher
from variants import VARIANTS

BEDS = 1.03


def luck(people: float, runs: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Variance of the effect of 3 % more beds with luck of its own, over that with the same luck."""
    say(f"common random numbers, {runs} times three runs of {people:,.0f} people")
    rows = np.array(measured("effect", people, runs, BEDS))
    # The ratio of two variances of so many runs each is right within these factors, 19 times in 20.
    within = float(fisher.ppf(0.975, runs - 1, runs - 1))
    out = []
    for column, name in enumerate(("removed", "mean in bed")):
        common, own = rows[:, column], rows[:, column + 2]
        ratio = float(own.var(ddof=1) / common.var(ddof=1))
        out.append(
            {
                "of": name,
                "effect": float(common.mean()),
                "deviation_common": float(common.std(ddof=1)),
                "deviation_own": float(own.std(ddof=1)),
                "ratio": {"min": ratio / within, "median": ratio, "max": ratio * within},
            }
        )
    return {"people": people, "runs": runs, "beds": BEDS, "effects": out}


def rare(people: float, pairs: int, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """Seconds with something that few people meet, over seconds without it."""
    out = []
    for name in VARIANTS:
        say(f"rarely met: {name}, {people:,.0f} people, {pairs} pairs")
        found = measured("rarely", name, people, pairs)["pairs"]
        out.append(
            {
                "variant": name,
                "people": people,
                "without": three([1e9 * pair["without"] / people for pair in found]),
                "with": three([1e9 * pair["with"] / people for pair in found]),
                "ratio": three([pair["with"] / pair["without"] for pair in found]),
            }
        )
    return out
