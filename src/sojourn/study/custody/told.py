"""Some days of custody told once with one set of numbers: population, book-outs, stays, and who is inside then."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.engine import Panel, Simulation, Tally
from sojourn.network import Opening
from sojourn.study.forecasts.series import AGENCIES, CLASSES
from sojourn.systems.custody import CELLS, HELD, Custody, Days, custody_network

Floats = npt.NDArray[np.float64]

EXITS = {
    "removed": ("removed",),
    "bonded": ("bonded",),
    "recognizance": ("recognizance",),
    "supervision": ("supervision", "supervision_180"),
    "paroled": ("paroled",),
    "terminated": ("terminated",),
    "relief": ("relief",),
    "marshals": ("marshals",),
    "transferred": ("transferred",),
    "other": ("other_release",),
}
"""Published reason of a book-out to the exits that it counts; ``uncounted`` is in none."""


@dataclass(frozen=True, eq=False)
class Told:
    """What happened, in people (already scaled up) and by month."""

    population: Floats
    """Mean over the days that count, (months, agencies, classes)."""
    book_outs: dict[str, Floats]
    """Reason to (months, classes)."""
    stay: Floats
    """Mean days of the stays that ended, (months,)."""
    daily: Floats
    """People inside at the end of each day, (days, agencies)."""
    inside: Opening
    """Everybody inside after the last day, in ticks of this run."""


def tell(
    numbers: Custody,
    days: Days,
    month: npt.NDArray[np.int64],
    *,
    scale: float,
    seed: int,
    opening: Opening | None = None,
    covered: npt.NDArray[np.int64] | None = None,
) -> Told:
    """Run the days once.

    Args:
        numbers: of the system.
        days: book-ins and paces by day.
        month: month of each day, from 0.
        scale: people simulated for each person.
        seed: name of the luck.
        opening: who is inside before the first day; nobody where not given.
        covered: days from the first of each month that its population is a mean of; all where not given.
    """
    ticks = len(month)
    network = custody_network(numbers, days)
    run = Simulation(
        network, ticks=ticks, seed=seed, opening=opening, tally=Tally(CELLS, period=month), specialised=False
    ).advance()
    panel = run.panel
    held = _shaped(np.sum([panel.inside(stage) for stage in HELD], axis=0))
    months = int(month.max()) + 1
    counts = np.ones(ticks, dtype=bool)
    if covered is not None:
        first = np.searchsorted(month, np.arange(months))
        counts = np.arange(ticks) - first[month] < covered[month]
    return Told(
        population=_sums(held * counts[:, None, None], month) / np.bincount(month, counts)[:, None, None] / scale,
        book_outs={
            reason: _sums(_shaped(np.sum([panel.taken(target=name) for name in exits], axis=0)).sum(axis=1), month)
            / scale
            for reason, exits in EXITS.items()
        },
        stay=_stay(panel),
        daily=held.sum(axis=2) / scale,
        inside=run.inside(),
    )


def _shaped(daily: npt.NDArray[np.int64]) -> Floats:
    """(ticks, cells) to (ticks, agencies, classes), ICE first."""
    return daily.reshape(len(daily), len(AGENCIES), len(CLASSES)).astype(np.float64)[:, ::-1]


def _sums(daily: Floats, month: npt.NDArray[np.int64]) -> Floats:
    out = np.zeros((int(month.max()) + 1, *daily.shape[1:]))
    np.add.at(out, month, daily)
    return out


def _stay(panel: Panel) -> Floats:
    """Days that beds were held by those who left in a month, over those who left."""
    leaving = [
        i
        for i, edge in enumerate(panel.edges)
        if edge.stage in (*HELD, "final_order") and edge.target not in panel.stages
    ]
    left = panel.period_flow[:, leaving].sum(axis=(1, 2))
    return np.asarray(panel.stay_time[:, leaving].sum(axis=(1, 2)) / np.maximum(left, 1))
