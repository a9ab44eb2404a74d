"""A point of any other system than that of the United States: one run, named by what decides its numbers."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date
from functools import cached_property
from typing import Any

from sojourn.results.plain import PlainRun
from sojourn.run import run
from sojourn.scenario.plain import PlainScenario
from sojourn.study.points.kernels import general
from sojourn.study.points.point import FORMAT, Values, counted_by
from sojourn.systems.registry import system


@dataclasses.dataclass(frozen=True)
class PlainPoint:
    """One run of a system whose network a registry names."""

    system: str
    """Its word."""
    seed: int
    """Names the luck."""
    until: date
    """First day that is not simulated."""
    scenario: str = dataclasses.field(repr=False)
    """The scenario as JSON."""

    @cached_property
    def hash(self) -> str:
        """SHA-256 of all that decides the numbers."""
        given = [self.system, self.seed, self.until.isoformat(), self.scenario, FORMAT, counted_by()]
        return hashlib.sha256(json.dumps(given).encode()).hexdigest()

    @property
    def label(self) -> str:
        """A name that no other point has."""
        return self.hash

    def prepare(self) -> None:
        """See that what the run needs is compiled: the kernel for any network."""
        general()

    def run(self) -> PlainRun:
        """Make the run."""
        model: Any = system(self.system).model().model_validate_json(self.scenario)
        if not isinstance(model, PlainScenario):
            raise TypeError(f"{self.system} has points of its own")
        return run(model, seed=self.seed, until=self.until)


def make_plain(point: PlainPoint) -> Values:
    """Make a point's run and give its lines; what a process of a pool is asked to do."""
    return {key: dict(line["values"]) for key, line in point.run().summary["lines"].items()}
