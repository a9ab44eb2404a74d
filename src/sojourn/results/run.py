"""A run: what was simulated, what it counted, and the answers that follow from it."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sojourn import __version__
from sojourn.engine import Panel
from sojourn.network import Kinds
from sojourn.results.bed_orders import NotOrdered
from sojourn.results.drawdown import Emptied
from sojourn.results.lengths import Lengths
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar

if TYPE_CHECKING:
    import polars as pl

    from sojourn.results.ledger import Ledger
    from sojourn.results.series import Series

COUNTED_WITH = ("numpy", "numba", "scipy", "polars", "pydantic")


def versions() -> dict[str, str]:
    """Versions of Sojourn, of Python and of the libraries that count."""
    found = {"sojourn": __version__, "python": platform.python_version()}
    for name in COUNTED_WITH:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


@dataclass(frozen=True)
class Run:
    """One simulated run of a scenario. One run has luck in it: another seed gives other numbers."""

    name: str
    """Name of the scenario: a shipped name, or that of its file."""
    scenario: UsScenario
    data: Mapping[str, Any] = field(repr=False)
    """The scenario as plain values, resolved: written to a file it reads back as the same scenario."""
    calendar: Calendar
    seed: int
    panel: Panel = field(repr=False)
    kinds: Kinds = field(repr=False)
    stages: tuple[str, ...]
    """Names of the stages."""
    custody: tuple[str, ...]
    """Names of the stages in which a bed is held."""
    exits: tuple[str, ...]
    """Names of the exits."""
    capacity: npt.NDArray[np.int64] = field(repr=False)
    """(days, areas): beds."""
    lengths: Lengths = field(repr=False)
    at_end: npt.NDArray[np.int64] = field(repr=False)
    """(stages, nationalities): people inside after the last day."""
    emptied: tuple[Emptied, ...] = ()
    """Accounts that could not pay, in order of their days."""
    not_ordered: tuple[NotOrdered, ...] = ()
    """Blocks of beds that there was no money for; they stand in `scenario` without a bed."""
    weight: int = 1
    """How many people each simulated person stands for."""

    @cached_property
    def versions(self) -> dict[str, str]:
        """Versions of what counted."""
        return versions()

    @cached_property
    def series(self) -> Series:
        """Counts by day and cell, by name."""
        from sojourn.results.series import series

        return series(self)

    @cached_property
    def ledger(self) -> Ledger:
        """What each day cost, by account."""
        from sojourn.results.spending import ledger

        return ledger(self)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The answer as plain data that JSON can hold."""
        from sojourn.results.summary import summary

        return summary(self)

    @cached_property
    def daily(self) -> pl.DataFrame:
        """One row a day, agency and criminality; one column a series."""
        from sojourn.results.daily import daily

        return daily(self)

    @cached_property
    def monthly(self) -> pl.DataFrame:
        """One row a month and nationality: flows, and mean waits in the stages left."""
        from sojourn.results.monthly import monthly

        return monthly(self)

    @cached_property
    def beds(self) -> pl.DataFrame:
        """One row a day and area: beds and people held."""
        from sojourn.results.held import beds

        return beds(self)

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """The tables that are kept with a run, by name."""
        from sojourn.results.ledger_table import ledger_table
        from sojourn.results.stays import stays

        book = ledger_table(self.ledger, self.calendar.days)
        return {
            "daily": self.daily,
            "monthly": self.monthly,
            "beds": self.beds,
            "stays": stays(self),
            "ledger": book,
        }

    def __repr__(self) -> str:
        days = f"{self.calendar.start} to {self.calendar.day(self.calendar.ticks - 1)}"
        return f"Run({self.name!r}, {days}, seed={self.seed})"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from sojourn.results.as_html import bundle

        return bundle(self, self.summary)
