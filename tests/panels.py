"""What two runs have in common: their arrays and the people inside, compared number by number."""

from __future__ import annotations

import numpy as np

from random_networks import Case
from sojourn.engine import Simulation, Tally
from sojourn.network import Network

ARRAYS = ("flow", "period_flow", "period_time", "stay_time", "stays", "held")
People = list[tuple[int, int, int, int, int]]


def simulation(case: Case, seed: int) -> Simulation:
    """The fast engine on a random network, before its first tick."""
    tally = Tally(cells=case.cells, groups=case.groups, period=case.period)
    return Simulation(case.network, ticks=case.ticks, seed=seed, opening=case.opening, tally=tally)


def arrays_of(panel: object, network: Network) -> dict[str, np.ndarray]:
    found = {name: np.asarray(getattr(panel, name)) for name in ARRAYS}
    return found | {"held": by_pool(found["held"], network)}


def by_pool(held: np.ndarray, network: Network) -> np.ndarray:
    """Units held as (ticks, pools, areas) from one column for each area of each pool in turn."""
    widths = [len(network.kinds.levels(pool.areas)) if pool.areas else 1 for pool in network.pools]
    if held.ndim == 3 or not widths:
        return held
    out = np.zeros((len(held), len(widths), max(widths)), dtype=held.dtype)
    for p, width in enumerate(widths):
        first = sum(widths[:p])
        out[:, p, :width] = held[:, first : first + width]
    return out


def edges_of(panel) -> list[tuple[str, str]]:
    return [(edge.owner, edge.target) for edge in panel.edges]


def people_of(sim: Simulation, case: Case) -> People:
    """(stage, entered, kind, held since, mark) of everybody inside, sorted; held since 0 where nothing is held."""
    inside = sim.inside()
    columns = [
        np.asarray(c).tolist() for c in (inside.stage, inside.entered, inside.kind, inside.held_since, inside.mark)
    ]
    holds = [stage.holds is not None for stage in case.network.stages]
    return sorted((s, e, k, h if holds[s] else 0, m) for s, e, k, h, m in zip(*columns, strict=True))


def difference(name: str, ours: np.ndarray, theirs: np.ndarray) -> str | None:
    """The first place where two arrays differ, as a sentence; none where they are the same."""
    if ours.size == theirs.size == 0:
        return None
    if ours.shape != theirs.shape:
        return f"{name} has the shape {ours.shape}, not {theirs.shape}"
    wrong = np.argwhere(ours != theirs)
    if len(wrong) == 0:
        return None
    first = tuple(int(i) for i in wrong[0])
    return f"{name}{list(first)} is {ours[first]}, not {theirs[first]}, the first of {len(wrong)} that differ"


def differences(ours: dict[str, np.ndarray], theirs: dict[str, np.ndarray]) -> list[str]:
    found = [difference(name, ours[name], theirs[name]) for name in ours]
    return [sentence for sentence in found if sentence is not None]
