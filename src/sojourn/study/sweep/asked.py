"""What a study file asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sojourn.scenario.paths import Parts
from sojourn.scenario.variants import Variants
from sojourn.scenario.written import Written
from sojourn.study.sweep.designs import Spread
from sojourn.study.sweep.ranges import Range

MOST_POINTS = 10_000
"""Points of a design."""
MOST_RUNS = 100_000
"""Runs of a study: its points times its draws and replications."""

Point = Mapping[Parts, Written]
"""Values by path, each with the place where it was written."""


@dataclass(frozen=True)
class Study:
    """A study file that has been read: a scenario, a design over some of its paths, and how often each point is run."""

    name: str
    """Of the file, without its ending."""
    file: str
    """As it was named."""
    scenario: str
    """Name of a shipped scenario, or path of a file, as written."""
    base: Variants = field(repr=False)
    fixed: Point = field(repr=False)
    """What is set for all points."""
    kind: str
    """`grid`, `list`, `latin_hypercube`, `sobol`, or `one` where there is no design."""
    paths: tuple[Parts, ...]
    """What varies, in the order of the file."""
    points: tuple[Point, ...] = field(repr=False)
    """The design."""
    draws: int
    replications: int
    seed: int | None
    """Names the design, the draws and the luck; the scenario's own where not given."""
    until: date | None
    results: tuple[str, ...] | None
    """Lines to be kept in the table; all where not given."""
    places: Mapping[str, Written] = field(repr=False)
    """Where each key of the file stands."""

    @property
    def data(self) -> dict[str, Any]:
        """The file as plain values."""
        return {key: value.plain() for key, value in self.places.items()}

    @property
    def runs(self) -> int:
        """Runs in all."""
        return len(self.points) * (self.draws + self.replications)


@dataclass(frozen=True)
class Spreading:
    """A design that is drawn: how many points, over which ranges."""

    kind: Spread
    points: int
    ranges: Mapping[Parts, Range]
