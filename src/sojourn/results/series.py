"""The counts of a run by day and cell, by name: arrivals, book-ins, exits and stocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from sojourn.results.run import Run

SOURCES = ("interior", "interior_added", "border", "border_direct")
"""Streams of arrivals in the US system."""

Ints = npt.NDArray[np.int64]
Series = dict[str, Ints]
"""Name to (days, cells). `arrived_SOURCE`, `border_booked_in`, `booked_in` and `exit_NAME` count people a day;
`in_STAGE` and `held` count people at midnight."""


def series(run: Run) -> Series:
    """All series of a run."""
    panel = run.panel
    out: Series = {f"arrived_{name}": panel.taken(owner=f"source {name}") for name in SOURCES}
    out["border_booked_in"] = panel.taken(stage="border_seat", target="intake")
    out["booked_in"] = panel.taken(stage="intake", target="proceedings")
    out |= {f"exit_{name}": panel.taken(target=name) for name in run.exits}
    out |= {f"in_{name}": panel.inside(name) for name in run.stages}
    out["held"] = np.asarray(sum(out[f"in_{name}"] for name in run.custody))
    return out
