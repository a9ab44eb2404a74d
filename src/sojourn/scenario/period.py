"""The days of a scenario, whatever its system."""

from __future__ import annotations

import pydantic

from sojourn.scenario.errors import AtPath
from sojourn.scenario.quantities import Date
from sojourn.scenario.sourced import Section, Sourced

HORIZON_YEARS = 20


class Period(Section):
    """When the simulation starts and ends."""

    start: Sourced[Date]
    """First day that is simulated."""
    until: Date
    """First day that is not."""

    @pydantic.model_validator(mode="after")
    def _forward(self) -> Period:
        if self.until <= self.start.value:
            raise AtPath("until", f"the period ends on {self.until}, which is not after its start {self.start.value}")
        if (self.until - self.start.value).days > HORIZON_YEARS * 366:
            raise AtPath("until", f"the period is longer than {HORIZON_YEARS} years, which is the most")
        return self
