"""Values that say where they come from, and values that change on dates.

    bed_day: 165 USD per bed-day                                        a bare value: nobody vouches for it
    bed_day: {value: 165 USD per bed-day, source: detention.adult_bed_day.FY2025}
    capacity:
      - {from: 2025-01-20, value: 41,500 beds, source: detention.funded_beds.FY2025}
      - {from: 2025-01-20, reached: 2026-01-20, value: 100,000 beds, source: plan.beds_goal}

A source is a key of the evidence. A step holds from its day on; with `reached` the value runs there in a straight line.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Generic, TypeVar

import pydantic
from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from sojourn.scenario.errors import AtPath
from sojourn.scenario.quantities import Date

T = TypeVar("T")


class Section(BaseModel):
    """A part of a scenario: keys that are not known are errors."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, populate_by_name=True, allow_inf_nan=False
    )


class Sourced(Section, Generic[T]):
    """A value and the key of the evidence it stands on."""

    value: T
    """The value, with its unit."""
    source: str | None = None
    """Key of the evidence; see `sojourn evidence`."""

    @pydantic.model_validator(mode="before")
    @classmethod
    def _bare(cls, data: Any) -> Any:
        return data if isinstance(data, dict | cls) else {"value": data}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Editors accept the bare value as well."""
        full = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [full["properties"]["value"], full]}


class Step(Section, Generic[T]):
    """A value from a day on."""

    since: Date | None = Field(default=None, alias="from")
    """First day of the value; the start of the period where not given."""
    reached: Date | None = None
    """Day on which the value is reached in a straight line from the one before; at once where not given."""
    value: T
    """The value, with its unit."""
    source: str | None = None
    """Key of the evidence; see `sojourn evidence`."""


class Dated(Section, Generic[T]):
    """A value that may change on dates: one value, or a list of steps."""

    steps: tuple[Step[T], ...]
    """In order of their days."""

    @pydantic.model_validator(mode="before")
    @classmethod
    def _bare(cls, data: Any) -> Any:
        if isinstance(data, cls) or (isinstance(data, dict) and "steps" in data):
            return data
        if isinstance(data, list):
            return {"steps": data}
        return {"steps": [data if isinstance(data, dict) else {"value": data}]}

    @pydantic.model_validator(mode="after")
    def _ordered(self) -> Dated[T]:
        last: date | None = None
        for number, step in enumerate(self.steps):
            path = f"{number}.from"
            if number and step.since is None:
                raise AtPath(str(number), "every step after the first needs a day: `from`")
            if last is not None and step.since is not None and step.since < last:
                raise AtPath(path, f"{step.since} is before {last}, where the step before ends; put the steps in order")
            if step.reached is not None and step.since is not None and step.reached <= step.since:
                raise AtPath(f"{number}.reached", f"{step.reached} is not after the first day {step.since}")
            last = step.reached or step.since
        if not self.steps:
            raise AtPath("", "a list of steps needs at least one")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Editors accept the bare value and the list of steps."""
        full = handler.resolve_ref_schema(handler(core))
        steps = full["properties"]["steps"]
        step = handler.resolve_ref_schema(dict(steps["items"]))
        return {"anyOf": [step["properties"]["value"], steps["items"], steps]}

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the evidence of all steps."""
        return tuple(step.source for step in self.steps if step.source is not None)
