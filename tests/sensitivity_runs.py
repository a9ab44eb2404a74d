"""Sensitivity of a made-up result of the plan: what decides it is known, and no run takes time."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pytest

from sojourn.run import load_us
from sojourn.study.points import together
from sojourn.study.points.point import Point, Values
from sojourn.study.sensitivity.answer import Sensitivity, sensitivity

SHORT = "opening.warm_up=180 days"
UNTIL = date(2025, 1, 24)
FLIGHTS, PATIENCE, COMMERCIAL = (
    "assumed.flights_central_america",
    "assumed.bed_patience",
    "assumed.commercial_per_day",
)
BASE = 100_000
STRONG, WEAK = 20_000.0, 5_000.0
"""What the result changes by for a standard deviation of the flights, and of the patience."""
REACH = 1.6448536269514722


@dataclass
class Made:
    """What is made in the place of runs."""

    luck: float = 200.0
    """Standard deviation of what luck adds."""
    strong: float = STRONG
    weak: float = WEAK
    stop_after: int | None = None
    made: list[Point] = field(default_factory=list)

    def make(self, point: Point) -> Values:
        """Lines of a made-up run."""
        if self.stop_after is not None and len(self.made) >= self.stop_after:
            raise KeyboardInterrupt
        self.made.append(point)
        scenario = json.loads(point.scenario)
        value = BASE + self.luck * np.random.default_rng(point.seed).normal()
        value += self.strong * deviations(number(scenario["departures"]["charter"][0]["flights"]) * 7, 15, 20, 25)
        value += self.weak * deviations(number(scenario["beds"]["patience"]), 1, 3, 7)
        told: Values = {"removed_all": {"all": value, "FY2025": value}}
        told["share_without_conviction"] = {"all": 0.5, "FY2025": 0.5}
        told["held_peak_on"] = {"all": "2025-01-21", "FY2025": "2025-01-21"}
        return told


def deviations(value: float, low: float, middle: float, high: float) -> float:
    """A value as a normal score of its law, which is laid out on the logarithm, each side by itself."""
    if value == middle:
        return 0.0
    end = low if value < middle else high
    return math.copysign(REACH, value - middle) * math.log(value / middle) / math.log(end / middle)


def number(found: Any) -> float:
    """A number of a scenario as JSON, dated or not."""
    value = found["steps"][0]["value"] if "steps" in found else found["value"]
    return float(value if isinstance(value, int | float) else str(value).split()[0])


def study(
    patch: pytest.MonkeyPatch, made: Made, *, among: Sequence[str] = (FLIGHTS, PATIENCE, COMMERCIAL), **more: Any
) -> Sensitivity:
    """The study of the made-up result."""
    patch.setattr(together, "make", made.make)
    options = {"until": UNTIL, "workers": 1, "runs": 150, "of": ("removed_all",), **more}
    return sensitivity(load_us("plan-2025", [SHORT]), among=among, **options)
