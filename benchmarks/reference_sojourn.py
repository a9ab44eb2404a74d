"""The reference network in Sojourn's engine: run it, and say what came out."""

from __future__ import annotations

import numpy as np
from reference import DAYS, Reference
from summary import Summary

from sojourn.engine import Simulation, Tally

EXITS = ("gave_up", "relief", "timed_out", "removed", "third_country")


def prepared(reference: Reference, luck: int | None = None) -> Simulation:
    """A run before its first day; `luck` seeds the draws, where not given the reference's own seed does.

    Moves are counted every day by class, stays by class, and those who leave by nationality in all. The kernel is made
    for the structure of this network, as a study of many runs would have it.
    """
    tally = Tally(cells=("class",), groups=("nation",), outcomes=True)
    seed = reference.seed if luck is None else luck
    return Simulation(reference.network(), ticks=DAYS, seed=seed, tally=tally, specialised=True)


def finished(simulation: Simulation) -> Simulation:
    """Run all days."""
    return simulation.advance()


def run(reference: Reference, luck: int | None = None) -> Summary:
    """One run from nothing to its summary."""
    return summarised(finished(prepared(reference, luck)))


def summarised(simulation: Simulation) -> Summary:
    """The panel's counts in the words of the comparison."""
    panel = simulation.panel

    def taken(**where: str) -> int:
        return int(panel.taken(**where).sum())

    exits = {name: taken(target=name) for name in EXITS}
    arrivals = taken(target="waiting")
    removed = [i for i, edge in enumerate(panel.edges) if edge.target == "removed"]
    held = np.asarray(panel.held).sum(axis=1)
    return Summary(
        arrivals=arrivals,
        admissions=taken(target="court"),
        court_ends=taken(stage="court"),
        document_ends=taken(target="seat"),
        exits=exits,
        inside=arrivals - sum(exits.values()),
        mean_in_bed=float(held.mean()),
        mean_waiting=float(panel.inside("waiting").sum(axis=1).mean()),
        mean_stay=float(panel.stay_time.sum() / panel.stays.sum()),
        removed_by_nation=panel.period_flow[:, removed].sum(axis=(0, 1)).tolist(),
    )
