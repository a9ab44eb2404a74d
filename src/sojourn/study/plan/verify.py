"""Proposals run in the simulator, and corrected by what comes out, until the targets are met as surely as is asked.

The programme knows means; targets are to be met with a probability. So each target is corrected by what the simulator
gave beyond the fluid for the last proposal: at the central values first, then, over draws of what is not known, by the
point of those differences that leaves as many draws on the right side as are asked for. Draw i is the same world for
every proposal.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt

from sojourn.results.line import Value
from sojourn.results.periods import WHOLE
from sojourn.run import calendar_of
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.applied import Proposal, applied
from sojourn.study.plan.found import Found, Key
from sojourn.study.plan.search import Search
from sojourn.study.plan.targets import Target
from sojourn.study.points.drawing import Drawing, drawing
from sojourn.study.points.point import MONTHS, Point, Values
from sojourn.study.points.runs import run_points

Floats = npt.NDArray[np.float64]
CENTRAL_ROUNDS = 3
"""Proposals at the central values, at most."""
DRAW_ROUNDS = 3
"""Proposals that are run under all draws, at most."""
CLOSE = 0.004
"""A correction that moves a target by less than this share is not worth another round."""
ROOM = 0.015
"""Beds beyond those held in the first proposals, as a share: people come by chance."""
MUCH_ROOM = 0.30
"""The same in the first proposal under draws, which shows how many beds the draws take."""
THIN = 5
"""How many people each stands for in the runs that only show how far a proposal is to be corrected."""
Stage = Literal["central", "draws"]


@dataclass(frozen=True, eq=False)
class Trial:
    """A proposal and what came of it."""

    stage: Stage
    found: Found = field(repr=False)
    values: tuple[Mapping[Key, float], ...]
    """Of each run, what it gave for each target and span."""
    lines: tuple[Values, ...] = field(repr=False)
    """All lines of each run."""
    met: int
    """Runs in which all targets were met."""

    @property
    def runs(self) -> int:
        """How many there were."""
        return len(self.values)

    @property
    def share(self) -> float:
        """Share of the runs in which all targets were met."""
        return self.met / self.runs if self.runs else 0.0


class Simulator:
    """Runs proposals of one scenario."""

    def __init__(
        self,
        scenario: UsScenario,
        targets: Sequence[Target],
        *,
        seed: int,
        until: date,
        workers: int | None,
        told: Callable[[int], None],
        specialised: bool | None = None,
        nights: Sequence[int] = (),
    ) -> None:
        """Take what all runs have in common.

        Args:
            scenario: the scenario whose levels are replaced.
            targets: what is measured.
            seed: names the draws and the luck.
            until: first day that is not simulated.
            workers: processes for draws.
            told: called with the number of runs that were made so far.
            specialised: as in `Simulation`.
            nights: lengths of stay beyond which people are counted, beside those that every run counts.
        """
        self.nights = tuple(nights)
        self.scenario, self.targets, self.seed, self.workers, self.told = scenario, tuple(targets), seed, workers, told
        self.until, self.specialised, self.made = until, specialised, 0

    def scenario_of(self, proposal: Proposal) -> UsScenario:
        """The scenario with the levels of a proposal."""
        return applied(self.scenario, proposal)

    def run(self, found: Found, draws: int | Sequence[int], weight: int = 1) -> Trial:
        """Run a proposal at the central values (0 draws), or under draws; each person stands for ``weight``."""
        return self.run_all([found], draws, weight)[0]

    def run_all(self, several: Sequence[Found], draws: int | Sequence[int], weight: int = 1) -> list[Trial]:
        """Run several proposals, all under the same draws, in one go."""
        numbers = list(range(draws)) if isinstance(draws, int) else list(draws)
        ends = {"all": self.until}
        for target in self.targets:
            if target.when.kind == "by" and target.when.day is not None:
                ends[target.when.day.isoformat()] = target.when.day + timedelta(days=1)
        points: list[Point] = []
        for found in several:
            scenario = self.scenario_of(found.proposal)
            for until in ends.values():
                made = self.drawing_of(scenario, until)
                some = [made.draw(number) for number in numbers] if numbers else [made.central()]
                points += [replace(one, weight=weight, nights=self.nights, months=True) for one in some]
        before = self.made
        results = iter(
            run_points(
                points, workers=self.workers if numbers else 1, progress=lambda done, _: self.told(before + done)
            )
        )
        self.made += len(points)
        out = []
        for found in several:
            by_end = {name: [next(results) for _ in range(max(len(numbers), 1))] for name in ends}
            every = [{name: by_end[name][at] for name in ends} for at in range(max(len(numbers), 1))]
            values = tuple(self._measured(one, found) for one in every)
            met = sum(all(self.targets[key[0]].met(value) for key, value in one.items()) for one in values)
            lines = tuple(one["all"] for one in every)
            out.append(Trial("draws" if numbers else "central", found, values, lines, met))
        return out

    def drawing_of(self, scenario: UsScenario, until: date) -> Drawing:
        """The scenario, ready to give its points."""
        return drawing(scenario, seed=self.seed, until=until, specialised=self.specialised)

    def _measured(self, run: Mapping[str, Values], found: Found) -> dict[Key, float]:
        calendar = calendar_of(self.scenario, self.until)
        out: dict[Key, float] = {}
        for number, target in enumerate(self.targets):
            for span in target.spans(calendar):
                lines = run[str(target.when.day)] if target.when.kind == "by" else run["all"]
                value = number_of(lines, target.result.key, WHOLE if span.key == "by" else span.key)
                beside = outside(found, span.ticks) if target.result.key == "cost" else 0.0
                out[number, span.key] = value + beside
        return out


def number_of(lines: Values, key: str, period: str) -> float:
    """A line of a run over a period; the cost is that of all accounts, or of custody where there are none."""
    if key == "cost":
        key = "money_all" if "money_all" in lines else "cost"
    found: Value = lines[key][period]
    return float(found) if isinstance(found, int | float) else 0.0


def outside(found: Found, days: slice) -> float:
    """USD of the levers over some days that no ledger counts."""
    calendar = found.proposal.calendar
    first = np.concatenate([[0], np.flatnonzero(np.diff(calendar.month)) + 1])
    last = np.append(first[1:], calendar.ticks)
    inside = np.clip(np.minimum(last, days.stop) - np.maximum(first, days.start), 0, None)
    return float((found.outside * inside / (last - first)).sum())


def corrected(trial: Trial, search: Search, sure: float) -> dict[Key, float]:
    """What the simulator gave beyond the fluid: of one run the difference; of draws the point that leaves enough right.

    Of n draws n - s (n + 1), rounded down, may lie on the wrong side, so that one more draw lies on the right side with
    probability s. Where beds keep a peak, or are there for everybody, there is nothing to correct.
    """
    out: dict[Key, float] = {}
    for key in search.spans:
        if key in search.capped or key in search.housed:
            out[key] = 0.0
            continue
        differences = sorted(one[key] - trial.found.values[key] for one in trial.values)
        if not search.targets[key[0]].least:
            differences = differences[::-1]
        wrong = max(0, math.floor(trial.runs - sure * (trial.runs + 1) + 1e-9)) if trial.runs > 1 else 0
        out[key] = differences[min(wrong, trial.runs - 1)]
    return out


def room(trial: Trial, search: Search, sure: float) -> Floats:
    """(months,): beds beyond those that the fluid holds, so that as many draws as asked find a bed for everybody.

    A month's beds are for the most people held on any of its days. Of n draws as many may be short of beds as in
    `corrected`; they are those that are furthest beyond the fluid in any month.
    """
    calendar, held = search.fluid.calendar, trial.found.held
    names = [f"{calendar.day(int(first)):%Y-%m}" for first in search.fluid.months.first]
    peaks = np.array([[number_of(one, MONTHS, name) for name in names] for one in trial.lines])
    allowed = max(0, math.floor(trial.runs - sure * (trial.runs + 1) + 1e-9)) if trial.runs > 1 else 0
    beyond = (peaks / np.maximum(held, 1.0)).max(axis=1)
    kept = np.argsort(beyond, kind="stable")[: trial.runs - min(allowed, trial.runs - 1)]
    found: Floats = np.maximum(peaks[kept].max(axis=0) - held, ROOM * held)
    return found


def interval(met: int, runs: int, level: float = 0.9) -> tuple[float, float]:
    """Jeffreys interval of a probability: L. Brown, T. Cai, A. DasGupta (Statist. Sci. 16, 2001)."""
    from scipy.special import betaincinv

    half = (1.0 - level) / 2
    low = 0.0 if met == 0 else float(betaincinv(met + 0.5, runs - met + 0.5, half))
    high = 1.0 if met == runs else float(betaincinv(met + 0.5, runs - met + 0.5, 1.0 - half))
    return low, high
