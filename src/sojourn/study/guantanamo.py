"""The surge at a naval base told in numbers: who waits for what and how long, and the day the last person is through.

`excursion` is one run, one seed of luck; `excursions` are several, with bands. The terms are the same in every run,
so a band over seeds is luck alone: who falls ill and for how long, who is a security risk, who is screened a second
time and after how long, and how long each service takes. What the terms do is seen by changing one of them and
running the same seeds, since each person then keeps their luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sojourn.engine import Panel, Simulation
from sojourn.network import NetworkError
from sojourn.systems.guantanamo import EXITS, QUEUES, Terms, Ticks, guantanamo, published

SCREENING = ("screening_line", "second_screening_line")


@dataclass(frozen=True)
class Excursion:
    """What one run came to."""

    seed: int
    out: dict[str, int]
    """People by exit."""
    sick: int
    """People who recovered before they went anywhere."""
    second_screenings: int
    screening_line: npt.NDArray[np.int64]
    """(days,): people in line for an officer at the end of each day."""
    waits: dict[str, float]
    """Mean hours in each line, of those who stood in it; keys as in ``systems.guantanamo.QUEUES``."""
    last: float
    """Days from the landing until the last person is through: 12.4 is on the thirteenth day."""


class Band(NamedTuple):
    """A number over several seeds: a tenth of runs lie below ``low``, half below ``middle``, a tenth above ``high``."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Excursions:
    """Several runs of the same terms, and the band of each number."""

    runs: tuple[Excursion, ...]

    @property
    def last(self) -> Band:
        """Days until the last person is through."""
        return _band([run.last for run in self.runs])

    @property
    def waits(self) -> dict[str, Band]:
        """Mean hours in each line."""
        return {queue: _band([run.waits[queue] for run in self.runs]) for queue in self.runs[0].waits}

    @property
    def screening_line(self) -> list[Band]:
        """People in line for an officer at the end of each day, the first day first."""
        return [_band(day) for day in np.stack([run.screening_line for run in self.runs], axis=1)]

    @property
    def second_screenings(self) -> Band:
        """People who were screened a second time."""
        return _band([run.second_screenings for run in self.runs])


def excursion(
    terms: Terms | None = None, *, seed: int = 1, minutes: int = 60, days: int = 30, held: bool = False
) -> Excursion:
    """One run. Arguments as for `systems.guantanamo.guantanamo`; the terms as published where none are given.

    Raises:
        NetworkError: the terms or the tick cannot be run, or somebody is still inside after the last day.
    """
    network = guantanamo(terms or published(), minutes=minutes, days=days, held=held)
    ticks = Ticks(minutes, days)
    run = Simulation(network, ticks=ticks.in_all, seed=seed, specialised=False).advance()
    if inside := len(run.inside().kind):
        raise NetworkError(f"{inside:,} people are still inside after {days} days; give the run more days")
    panel = run.panel
    leaving = np.flatnonzero(sum(panel.taken(target=name) for name in EXITS))
    line = sum(panel.inside(stage)[:, 0] for stage in SCREENING)
    return Excursion(
        seed=seed,
        out={name: int(panel.taken(target=name).sum()) for name in EXITS},
        sick=int(panel.taken(target="recovery").sum()),
        second_screenings=int(panel.taken(target="second_screening").sum()),
        screening_line=np.asarray(line).reshape(days, -1)[:, -1],
        waits={queue: _mean_wait(panel, queue) / ticks.an_hour for queue in QUEUES},
        last=int(leaving.max(initial=0)) / (24 * ticks.an_hour),
    )


def excursions(
    terms: Terms | None = None,
    *,
    seeds: Sequence[int] = tuple(range(1, 21)),
    minutes: int = 60,
    days: int = 30,
    held: bool = False,
) -> Excursions:
    """One run a seed, with the band of each number.

    Raises:
        NetworkError: no seed is given, or as for `excursion`.
    """
    if not seeds:
        raise NetworkError("bands need at least one seed")
    return Excursions(tuple(excursion(terms, seed=seed, minutes=minutes, days=days, held=held) for seed in seeds))


def _mean_wait(panel: Panel, stage: str) -> float:
    """Mean ticks in a stage of those who have left it; none where nobody has."""
    edges = [number for number, edge in enumerate(panel.edges) if edge.stage == stage]
    people = int(panel.period_flow[:, edges].sum())
    return float(panel.period_time[:, edges].sum()) / people if people else 0.0


def _band(values: Sequence[float] | npt.NDArray[np.int64]) -> Band:
    low, middle, high = np.quantile(np.asarray(values, dtype=np.float64), (0.1, 0.5, 0.9)).tolist()
    return Band(low, middle, high)
