"""What a process of the server is asked to do, as plain values that can be sent to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class RunTask:
    """Simulate, telling each month; then the answer."""

    id: str
    name: str
    scenario: str = field(repr=False)
    """The scenario as JSON."""
    data: dict[str, Any] = field(repr=False)
    """The same as plain values, as it was written."""
    seed: int
    until: date
    weight: int


@dataclass(frozen=True)
class FileTask:
    """Make a file of a run; the run is made again where it is not kept."""

    run: RunTask
    file: str
    """`scenario.yaml`, `data.csv`, `data.zip`, `picture`..."""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def chosen(self) -> dict[str, str]:
        """The options by name."""
        return dict(self.options)


@dataclass(frozen=True)
class TraceTask:
    """Follow one synthetic person."""

    scenario: str = field(repr=False)
    seed: int
    nationality: str
    criminality: str | None = None
    agency: str | None = None
    case: str | None = None
    arrested: date | None = None


Task = RunTask | FileTask | TraceTask
Message = tuple[str, Any]
"""What kind it is (`ready`, `progress`, `done`, `failed`, `stopped`), and what it says."""
