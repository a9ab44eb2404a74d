"""What the scenarios of all systems but the US one begin with: a title, days, and the name of their luck."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydantic
from pydantic import BaseModel, Field

from sojourn.scenario.errors import AtPath
from sojourn.scenario.paths import join
from sojourn.scenario.period import Period
from sojourn.scenario.sourced import Dated, Section
from sojourn.scenario.title import Title

Parts = tuple[str, ...]


class PlainScenario(Section):
    """The start of a model: a system adds `system: Literal["its word"]` and its own sections."""

    title: Title
    """What the scenario is called."""
    about: str = ""
    """What it assumes, in words."""
    system: str
    """The system that is simulated."""
    period: Period
    seed: int = Field(default=1, ge=0, le=2**63 - 1)
    """Names the luck of the run: the same seed gives the same people the same luck."""

    @pydantic.model_validator(mode="after")
    def _dates_inside(self) -> PlainScenario:
        first, last = self.period.start.value, self.period.until
        for path, dated in dated_values(self):
            opening = dated.steps[0]
            if opening.since is not None and opening.since > first:
                raise AtPath(
                    join((*path, "0", "from")),
                    f"nothing is said of the days before {opening.since}; put a step without `from` before this one",
                )
            if opening.reached is not None:
                raise AtPath(join((*path, "0", "reached")), "a straight line needs a step before it to start from")
            for number, step in enumerate(dated.steps):
                if step.since is not None and step.since >= last:
                    message = f"{step.since} is outside the period, which ends on {last}"
                    raise AtPath(join((*path, str(number), "from")), message)
        return self


def dated_values(value: object, path: Parts = ()) -> Iterator[tuple[Parts, Dated[Any]]]:
    """Every dated value of a scenario with its path."""
    if isinstance(value, Dated):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from dated_values(getattr(value, name), (*path, name))
    elif isinstance(value, tuple | list):
        for number, one in enumerate(value):
            yield from dated_values(one, (*path, str(number)))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from dated_values(one, (*path, str(key)))
