"""One run of a study of many: what it is given, what it gives back. Both are plain, so that they can go elsewhere."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sojourn.study.points.drawing import DRAW, LUCK
from sojourn.study.points.point import Point, Values, measured
from sojourn.study.through_time import HELD, held_on
from sojourn.systems.us_custody import Custody


@dataclasses.dataclass(frozen=True)
class Job:
    """One run."""

    kind: str
    """`draw`: with drawn values and luck of its own; `luck`: at the central values with luck of its own. Any other is
    the key of an alternative, at the central values with the luck of a run of the second kind."""
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
    def point(self) -> Point:
        """The run by itself."""
        return Point(self.seed, self.until, self.scenario, self.past, self.central, self.custody, self.specialised)

    def prepare(self) -> None:
        """See that what the run needs is compiled."""
        self.point.prepare()

    @property
    def hash(self) -> str:
        """SHA-256 of all that decides what the run gives."""
        given = [self.point.hash, self.kind, self.number, self.name, dict(self.drawn), HELD]
        text = json.dumps(given, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclasses.dataclass(frozen=True)
class Done:
    """What a run gave."""

    values: Values
    summary: Mapping[str, Any] | None = None
    """All of its answer, from the run that is the scenario itself (the first of those by luck alone)."""


def do(job: Job) -> Done:
    """Make a run."""
    run = job.point.run(job.name)
    values = measured(job.point, run)
    if job.kind == DRAW:
        values[HELD] = held_on(run)
    return Done(values, run.summary if (job.kind, job.number) == (LUCK, 0) else None)
