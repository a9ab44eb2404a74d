"""Who is inside when a run starts: people of a member's own past, as many as were counted."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.network import Opening
from sojourn.study.custody.numbers import system_order
from sojourn.systems.custody import CELLS, KINDS

LOWEST = -(1 << 14)
"""The earliest tick that a record holds."""


def sampled(inside: Opening, wanted: npt.NDArray[np.float64], shift: int, rng: np.random.Generator) -> Opening:
    """People of a past run, as many in each agency and class as are wanted.

    Args:
        inside: everybody inside at the end of that run.
        wanted: people to simulate, (agencies, classes).
        shift: tick of that run at which the other starts.
        rng: picks who.

    Raises:
        TypeError: the people carry no marks, so they are not of a run.
    """
    if inside.mark is None or inside.held_since is None:
        raise TypeError("a run's own people always carry their marks")
    cell = KINDS.rows(CELLS)[inside.kind]
    chosen = [np.zeros(0, np.int64)]
    for number, count in enumerate(np.rint(system_order(wanted).reshape(-1)).astype(int).tolist()):
        here = np.flatnonzero(cell == number)
        if len(here):
            times, rest = divmod(count, len(here))
            chosen.append(np.concatenate([np.repeat(here, times), rng.choice(here, rest, replace=False)]))
    rows = np.sort(np.concatenate(chosen))
    return Opening(
        inside.kind[rows],
        inside.stage[rows],
        inside.entered[rows] - shift,
        np.maximum(inside.held_since[rows] - shift, LOWEST),
        np.maximum(inside.mark[rows] - shift, LOWEST),
    )
