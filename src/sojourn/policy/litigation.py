"""What courts have stopped, day by day: pure arithmetic on the cases of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from sojourn.scenario.litigation import Litigation

Days = npt.NDArray[np.datetime64]
Flags = npt.NDArray[np.bool_]


def stopped(litigation: Iterable[Litigation], channel: str | Sequence[str], days: Days) -> Flags:
    """Whether a channel is stopped on each day: by any case on it, from the day of an act that stops it.

    A case stops a channel until an act of its own opens it again. What a case has ended stays shut.

    Args:
        litigation: the cases of a scenario.
        channel: one channel, or several of which any stops.
        days: (n,) days, in order.

    Returns:
        (n,) true where it is stopped.
    """
    channels = (channel,) if isinstance(channel, str) else tuple(channel)
    out = np.zeros(len(days), dtype=bool)
    for case in litigation:
        if case.channel in channels:
            out |= stopped_by(case, days)
    return out


def stopped_by(case: Litigation, days: Days) -> Flags:
    """Whether one case stops its channel on each day; see `stopped`."""
    out = np.zeros(len(days), dtype=bool)
    for act in case.acts:
        if act.does != "none":
            out[days >= np.datetime64(act.on)] = act.does != "reopens"
    return out
