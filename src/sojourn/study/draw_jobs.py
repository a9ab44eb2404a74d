"""One run of a study: what it is given, what it gives back. Both are plain, so that they can go to another process."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from sojourn.results.identity import evidence_hash
from sojourn.results.line import Value
from sojourn.results.lines import lines
from sojourn.results.periods import spans
from sojourn.results.run import versions
from sojourn.run import calendar_of, simulate
from sojourn.scenario.us import UsScenario
from sojourn.systems.us_custody import Custody

FORMAT = 1
"""Version of what a run gives back."""
DRAW, LUCK = "draw", "luck"
"""Kinds of runs: with drawn values and luck of their own; at the central values with luck of their own. Any other kind
is the key of an alternative, at the central values with the luck of a run of the second kind."""
ENDS = ("deaths_low", "deaths_high", "cost_low", "cost_high")
"""Lines that stand on the ends of a unit cost or rate, whatever was drawn of it."""

Values = dict[str, dict[str, Value]]
"""Line, then period, to the number."""


@dataclasses.dataclass(frozen=True)
class Job:
    """One run."""

    kind: str
    number: int
    seed: int
    until: date
    scenario: str = dataclasses.field(repr=False)
    """The scenario as JSON."""
    central: str = dataclasses.field(repr=False)
    """The scenario at its central values as JSON."""
    past: str = dataclasses.field(repr=False)
    """The system before the start as JSON."""
    custody: Custody | None = dataclasses.field(default=None, repr=False)
    """The numbers of custody, where joint draws move them."""
    drawn: Mapping[str, float] = dataclasses.field(default_factory=dict, repr=False)
    """What was drawn, by name."""
    name: str = "scenario"
    """What the scenario is called."""
    specialised: bool | None = None

    @property
    def label(self) -> str:
        """A name that no other run of the study has."""
        return f"{self.kind}-{self.number:05d}"

    @property
    def hash(self) -> str:
        """SHA-256 of all that decides what the run gives: the job, the evidence, the versions and the code."""
        given = dataclasses.asdict(self)
        del given["specialised"]  # numbers are the same on any kernel
        inputs = {**given, "until": self.until.isoformat(), "custody": repr(self.custody), "format": FORMAT}
        text = json.dumps([inputs, evidence_hash(), versions(), code_hash()], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclasses.dataclass(frozen=True)
class Done:
    """What a run gave."""

    values: Values
    summary: Mapping[str, Any] | None = None
    """All of its answer, from the run that is the scenario itself (the first of those by luck alone)."""


def do(job: Job) -> Done:
    """Make a run."""
    scenario, central, past = (UsScenario.model_validate_json(text) for text in (job.scenario, job.central, job.past))
    calendar = calendar_of(scenario, job.until)
    run = simulate(
        scenario, calendar, job.seed, name=job.name, past=past, custody=job.custody, specialised=job.specialised
    )
    ends = dataclasses.replace(run, scenario=central)
    over = spans(calendar)
    values: Values = {
        line.key: {span.key: line.measure(ends if line.key in ENDS else run, span) for span in over}
        for line in lines(run)
    }
    return Done(values, run.summary if (job.kind, job.number) == (LUCK, 0) else None)


def as_json(scenario: UsScenario) -> str:
    """A scenario as text that reads back as the same."""
    return json.dumps(scenario.model_dump(mode="json", by_alias=True), sort_keys=True)


@cache
def code_hash() -> str:
    """SHA-256 of the package's modules, so that what another version gave is not taken for what this one gives."""
    out = hashlib.sha256()
    for folder in sorted(("engine", "network", "results", "scenario", "systems")):
        for entry in sorted(files("sojourn").joinpath(folder).iterdir(), key=lambda one: one.name):
            if entry.name.endswith(".py"):
                out.update(entry.name.encode() + b"\0" + entry.read_bytes())
    for name in ("run.py", "warm_up.py"):
        out.update(files("sojourn").joinpath(name).read_bytes())
    return out.hexdigest()
