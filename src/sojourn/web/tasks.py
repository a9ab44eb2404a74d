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
    system: str
    scenario: str = field(repr=False)
    """The scenario as JSON."""
    data: dict[str, Any] = field(repr=False)
    """The same as plain values, as it was written."""
    seed: int
    until: date
    weight: int


CENTRAL = -1
"""The number of the run that draws nothing."""


@dataclass(frozen=True)
class DrawTask:
    """One run with a draw of what is not known, of a tenth of the people."""

    scenario: str = field(repr=False)
    seed: int
    """Names the draws and their luck."""
    until: date
    number: int
    """Of the draw, from 0; :data:`CENTRAL` for the values of the scenario itself, with its own luck."""


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
class ShareTask:
    """Share out the difference between two scenarios over what was changed, by runs of a tenth of the people."""

    base: str = field(repr=False)
    other: str = field(repr=False)
    names: tuple[str, str]
    seed: int
    until: date
    line: str


@dataclass(frozen=True)
class HindcastTask:
    """Draw a year that is over, as it was told beforehand and as it was."""

    series: str
    form: str
    """`svg`, `png`, or `json` for the words."""
    theme: str = "light"
    width: int = 720


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


Task = RunTask | DrawTask | FileTask | ShareTask | HindcastTask | TraceTask
Message = tuple[str, Any]
"""What kind it is (`ready`, `waiting`, `progress`, `done`, `failed`, `stopped`), and what it says."""
