"""The same question asked of many: how all who came in a window fared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from sojourn.trace.histories import Histories
from sojourn.trace.setting import Setting
from sojourn.trace.survival import Survival, kaplan_meier
from sojourn.trace.words import REMOVED

Ints = npt.NDArray[np.int64]

POINTS = {"p10": 0.10, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p90": 0.90}
"""Quantiles that are shown."""
MOMENTS = (30, 90, 180)
"""Days after which the share still inside is shown."""
INSIDE = "inside"
"""Outcome of those who have not left at the end."""


@dataclass(frozen=True)
class StageTime:
    """Time that those removed spent in one stage."""

    stage: str
    mean_days: float
    share: float
    """Of all their days from arrest to departure."""


@dataclass(frozen=True)
class Many:
    """All who were booked in in a window, pooled over runs."""

    people: int
    first: date
    last: date
    """First and last day of the window."""
    followed_until: date
    """First day that is not simulated any more."""
    seeds: tuple[int, ...]
    outcomes: dict[str, int]
    """People by outcome, most first; ``inside`` for those who have not left."""
    to_departure: dict[str, int]
    """Quantiles of the days from arrest to departure of those removed; empty where nobody was."""
    held: dict[str, int]
    """The same for their days in a bed."""
    stages: tuple[StageTime, ...]
    """Where their time went, in the order of the pathway."""
    to_leaving: dict[str, int | None]
    """Quantiles of everybody's days until leaving in any way (Kaplan-Meier); None where too few left."""
    inside_after: dict[int, float | None]
    """Estimated share still inside after so many days (Kaplan-Meier); None beyond the longest time of anybody."""

    @property
    def censored(self) -> int:
        """People still inside at the end, whose time until leaving is known only to be longer."""
        return self.outcomes.get(INSIDE, 0)

    @property
    def removed(self) -> int:
        """People who were removed."""
        return sum(self.outcomes.get(name, 0) for name in REMOVED)

    @property
    def shares(self) -> dict[str, float]:
        """Share of all people by outcome."""
        return {name: count / self.people for name, count in self.outcomes.items()}


def many(
    setting: Setting, runs: Sequence[Histories], seeds: Sequence[int], window: tuple[int, int], until: int
) -> Many:
    """Pool the people, at least one, of several runs that have all reached the tick ``until``."""
    exits = setting.network.exits
    stages = [stage.name for stage in setting.network.stages]
    holding = np.array([stage.holds is not None for stage in setting.network.stages])
    parts = [_times(histories, exits, stages, until) for histories in runs]
    end, days, by_stage = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    names = np.array([*exits, INSIDE])
    counts = np.bincount(end, minlength=len(names))
    order = [i for i in np.argsort(-counts, kind="stable") if counts[i]]
    removed = np.isin(names[end], REMOVED)
    gone = removed.any()
    total = max(int(days[removed].sum()), 1)
    curve: Survival = kaplan_meier(days, end < len(exits))
    return Many(
        people=len(days),
        first=setting.calendar.day(window[0]),
        last=setting.calendar.day(window[1] - 1),
        followed_until=setting.calendar.day(until),
        seeds=tuple(seeds),
        outcomes={str(names[i]): int(counts[i]) for i in order},
        to_departure=_quantiles(days[removed]) if gone else {},
        held=_quantiles(by_stage[removed][:, holding].sum(axis=1)) if gone else {},
        stages=tuple(
            StageTime(name, float(spent.mean()), float(spent.sum() / total))
            for name, spent in zip(stages, by_stage[removed].T, strict=True)
            if gone and spent.any()
        ),
        to_leaving={name: curve.quantile(share) for name, share in POINTS.items()},
        inside_after={day: curve.known_after(day) for day in MOMENTS},
    )


def _times(histories: Histories, exits: Sequence[str], stages: Sequence[str], until: int) -> tuple[Ints, Ints, Ints]:
    """Outcome, days to it (or the last day known to be inside), and days by stage, for each person."""
    exit_of = {name: number for number, name in enumerate(exits)}
    outcome = np.array([exit_of.get(edge.target, len(exits)) for edge in histories.edges], dtype=np.int64)
    left = np.array([-1 if e.stage is None else stages.index(e.stage) for e in histories.edges], dtype=np.int64)
    first, last = histories.first[:-1], histories.first[1:] - 1
    end = outcome[histories.edge[last]]
    days = np.where(end < len(exits), histories.tick[last], until - 1) - histories.tick[first]
    spent = np.diff(histories.tick, prepend=0)
    person = np.repeat(np.arange(len(histories)), np.diff(histories.first))
    by_stage = np.zeros((len(histories), len(stages)), dtype=np.int64)
    moved = left[histories.edge] >= 0
    np.add.at(by_stage, (person[moved], left[histories.edge][moved]), spent[moved])
    return end, days, by_stage


def _quantiles(days: Ints) -> dict[str, int]:
    """The least number of days within which the share has left: a day somebody left on, not one between."""
    found = np.quantile(days, list(POINTS.values()), method="inverted_cdf")
    return {name: int(value) for name, value in zip(POINTS, found, strict=True)}
