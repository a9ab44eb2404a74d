"""A point: one run of a study, as plain values that can go to another process, and the lines that it gives back.

Its `hash` is taken of all that decides its numbers and of nothing else: the scenario, its past, the days, the seed, the
numbers of custody, the evidence, the versions and the code. So the same run, asked for by another study, is known.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, timedelta
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from pydantic import BaseModel

from sojourn.results.identity import evidence_hash
from sojourn.results.line import Value
from sojourn.results.lines import lines
from sojourn.results.lines import over as held_over
from sojourn.results.periods import spans
from sojourn.results.run import Run, versions
from sojourn.run import Seen, calendar_of, simulate
from sojourn.scenario.us import UsScenario
from sojourn.study.points.beginnings import Beginning, key_of
from sojourn.study.points.kernels import general, someone
from sojourn.systems.us_custody import Custody

FORMAT = 1
"""Version of what a point gives back."""
ENDS = ("deaths_low", "deaths_high", "cost_low", "cost_high")
"""Lines that stand on the ends of a unit cost or rate, whatever was drawn of it."""
MONTHS = "held_peak_of_month"
"""Line of the most people held on any day of each month, where a point is asked for it."""
CODE = ("engine", "network", "policy", "results", "scenario", "systems")
"""Folders whose modules decide what a run gives."""
MODULES = ("means.py", "run.py", "run_plain.py", "warm_up.py")
"""Modules beside them that do."""

Values = dict[str, dict[str, Value]]
"""Line, then period (`FY2025`, `all`), to the number."""


@dataclasses.dataclass(frozen=True)
class Point:
    """One run of the US system."""

    seed: int
    """Names the luck."""
    until: date
    """First day that is not simulated."""
    scenario: str = dataclasses.field(repr=False)
    """The scenario as JSON."""
    past: str = dataclasses.field(repr=False)
    """The system before the start as JSON."""
    central: str = dataclasses.field(repr=False)
    """The scenario at its central values as JSON; :data:`ENDS` stand on it."""
    custody: Custody | None = dataclasses.field(default=None, repr=False)
    """The numbers of custody, where joint draws move them."""
    specialised: bool | None = dataclasses.field(default=None, repr=False)
    """As in `Simulation`; the numbers are the same on any kernel, so it has no part in the hash."""
    weight: int = 1
    """How many people each simulated person stands for."""
    nights: tuple[int, ...] = ()
    """Lengths of stay beyond which people are counted as well, as lines `over_N`."""

    months: bool = False
    """Whether the peak of each month is given as well, as a line :data:`MONTHS` by `2025-10`."""

    @cached_property
    def hash(self) -> str:
        """SHA-256 of all that decides the numbers."""
        given = [self.seed, self.until.isoformat(), self.scenario, self.past, self.central, repr(self.custody)]
        given += [self.weight, FORMAT, *([list(self.nights)] if self.nights else ())]
        given += [MONTHS] if self.months else []
        text = json.dumps([*given, counted_by()])
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def beginning(self) -> str:
        """SHA-256 of what decides who is inside on the first day: points that share it begin alike."""
        return key_of(self.past, self.custody, self.seed, self.weight)

    @property
    def label(self) -> str:
        """A name that no other point has."""
        return self.hash

    def run(self, name: str = "scenario", seen: Seen | None = None) -> Run:
        """Make the run; ``seen`` is called month by month, as in :func:`sojourn.run.simulate`."""
        scenario, past = (UsScenario.model_validate_json(text) for text in (self.scenario, self.past))
        days = calendar_of(scenario, self.until)
        before = Beginning(self.beginning, past, self.custody, self.seed, self.weight, self.specialised)
        return simulate(
            scenario,
            days,
            self.seed,
            name=name,
            custody=self.custody,
            specialised=self.specialised,
            weight=self.weight,
            opening=before.opening(),
            seen=seen,
        )

    def brief(self) -> Run:
        """A run of one day with nobody inside but one: it has the lines of the whole, and compiles what that needs."""
        scenario = UsScenario.model_validate_json(self.scenario)
        days = calendar_of(scenario, scenario.period.start.value + timedelta(days=1))
        own = self.specialised
        return simulate(scenario, days, self.seed, custody=self.custody, specialised=own, opening=someone())

    def prepare(self) -> None:
        """See that what the run needs is compiled, before several processes need it."""
        if self.specialised:
            self.brief()
        else:
            general()


def measured(point: Point, run: Run) -> Values:
    """The lines of a point's run, over each fiscal year and the whole."""
    ends = dataclasses.replace(run, scenario=UsScenario.model_validate_json(point.central))
    over = spans(run.calendar)
    found = {
        line.key: {span.key: line.measure(ends if line.key in ENDS else run, span) for span in over}
        for line in lines(run)
    }
    if point.months:
        found[MONTHS] = _peaks(run)
    return found | {f"over_{n}": {span.key: held_over(n)(run, span) for span in over} for n in point.nights}


def _peaks(run: Run) -> dict[str, Value]:
    """Month to the most people held on any day of it."""
    held, month = run.series["held"].sum(axis=1), run.calendar.month
    firsts = np.searchsorted(month, np.arange(int(month[-1]) + 1))
    most = np.maximum.reduceat(held, firsts).tolist()
    return {f"{run.calendar.day(int(at)):%Y-%m}": int(one) for at, one in zip(firsts, most, strict=True)}


def make(point: Point) -> Values:
    """Make a point's run and give its lines; what a process of a pool is asked to do."""
    return measured(point, point.run())


def as_json(scenario: BaseModel) -> str:
    """A scenario as text that reads back as the same."""
    return json.dumps(scenario.model_dump(mode="json", by_alias=True), sort_keys=True)


@cache
def counted_by() -> str:
    """SHA-256 of what counts, whatever is counted: the evidence, the versions and the code."""
    text = json.dumps([evidence_hash(), versions(), code_hash()], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def code_hash() -> str:
    """SHA-256 of the package's modules, so that what another version gave is not taken for what this one gives."""
    out = hashlib.sha256()
    for folder in CODE:
        for entry in sorted(files("sojourn").joinpath(folder).iterdir(), key=lambda one: one.name):
            if entry.name.endswith(".py"):
                out.update(entry.name.encode() + b"\0" + entry.read_bytes())
    for name in MODULES:
        out.update(files("sojourn").joinpath(name).read_bytes())
    return out.hexdigest()
