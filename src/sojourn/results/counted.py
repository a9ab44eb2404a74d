"""What a cost can be for each of, counted day by day from what a run of the US system counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from sojourn.engine import Panel
from sojourn.results.counting import REMOVALS
from sojourn.results.drawdown import Emptied
from sojourn.systems.calendar import Calendar

Ints = npt.NDArray[np.int64]

RELEASES = ("bonded", "recognizance", "paroled", "supervision", "supervision_180", "relief", "terminated")
"""Exits to liberty inside the country that somebody decides on."""
FROM_CUSTODY = ("removed_home", "removed_third_country")
ARRESTS = ("interior", "interior_added")
"""Sources of people arrested inside the country."""


@dataclass(frozen=True, eq=False)
class Days:
    """Some days of a run."""

    panel: Panel
    capacity: Ints
    """(days of the run,): beds in all."""
    ticks: slice
    calendar: Calendar
    """The days of the whole run."""
    emptied: Sequence[Emptied] = ()
    """Accounts that could not pay, so far."""

    @property
    def held(self) -> Ints:
        """(days,): people in a bed at midnight."""
        found: Ints = self.panel.held[self.ticks].sum(axis=1, dtype=np.int64)
        return found

    def exits(self, *names: str) -> Ints:
        """(days,): people who left in one of some ways."""
        return self._sum([self.panel.taken(target=name, ticks=self.ticks) for name in names])

    def arrivals(self, *names: str) -> Ints:
        """(days,): people who came by some sources."""
        return self._sum([self.panel.taken(owner=f"source {name}", ticks=self.ticks) for name in names])

    def moves(self, stage: str, *targets: str) -> Ints:
        """(days,): people who went from a stage to one of some places."""
        return self._sum([self.panel.taken(stage=stage, target=name, ticks=self.ticks) for name in targets])

    def inside(self, stage: str) -> Ints:
        """(days,): people in a stage at midnight, and in each `stage: COUNTRY`; none in one that the run has not."""
        mine = [name for name in self.panel.stages if name == stage or name.startswith(f"{stage}: ")]
        parts = [self.panel.inside(name)[self.ticks].sum(axis=1) for name in mine]
        return sum(parts, np.zeros_like(self.held))

    @staticmethod
    def _sum(parts: list[Ints]) -> Ints:
        total: Ints = np.sum(parts, axis=(0, 2))
        return total


COUNTED: Mapping[str, Callable[[Days], Ints]] = MappingProxyType(
    {
        "bed-day": lambda days: days.held,
        "empty bed-day": lambda days: np.maximum(days.capacity[days.ticks] - days.held, 0),
        "arrest": lambda days: days.arrivals(*ARRESTS),
        "book-in": lambda days: days.moves("intake", "proceedings"),
        "decision": lambda days: days.moves("proceedings", "final_order", "relief"),
        "removal": lambda days: days.exits(*REMOVALS),
        "removal from custody": lambda days: days.exits(*FROM_CUSTODY),
        "removal from the border": lambda days: days.exits("removed_border"),
        "third-country removal": lambda days: days.exits("removed_third_country"),
        "release": lambda days: days.exits(*RELEASES),
        "day": lambda days: np.ones_like(days.held),
    }
)
"""Unit to its count on each day. A person-day is counted in a stage: `Days.inside`."""
