"""A run of any network, counted plainly: who came, who was in each stage, and who left by which exit.

    arrivals + opening population = exits + inside

is checked for every run. Tables have a row a day or a month; lines have a value by fiscal year and over the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sojourn.engine import Panel
from sojourn.network import Kinds
from sojourn.results.periods import Span, spans
from sojourn.results.plain_findings import findings
from sojourn.results.plain_words import in_words
from sojourn.results.rounding import rounded
from sojourn.results.run import versions
from sojourn.results.standing import ASSUMED, YOURS, standings
from sojourn.scenario.plain import PlainScenario
from sojourn.systems.calendar import Calendar

if TYPE_CHECKING:
    import polars as pl

FORMAT = 1
"""Version of the summary's shape."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class PlainRun:
    """One simulated run of a scenario of any system. One run has luck in it: another seed gives other numbers."""

    name: str
    """Name of the scenario: a shipped name, or that of its file."""
    scenario: PlainScenario
    data: Mapping[str, Any] = field(repr=False)
    """The scenario as plain values, resolved."""
    calendar: Calendar
    seed: int
    panel: Panel = field(repr=False)
    kinds: Kinds = field(repr=False)
    sources: tuple[str, ...]
    stages: tuple[str, ...]
    exits: tuple[str, ...]
    holds: Mapping[str, tuple[str, ...]]
    """Stages in which a unit of each pool is held."""
    at_end: Mapping[str, int] = field(repr=False)
    """People found in each stage after the last day, counted one by one."""
    cells: tuple[str, ...] = ()
    """Parts of the kind that the daily counts tell apart."""

    @cached_property
    def versions(self) -> dict[str, str]:
        """Versions of what counted."""
        return versions()

    @cached_property
    def series(self) -> dict[str, Ints]:
        """Name to (days, cells): `arrived_SOURCE` and `exit_NAME` a day; `in_STAGE` and `held_POOL` at its end."""
        panel = self.panel
        out = {f"arrived_{name}": panel.taken(owner=f"source {name}") for name in self.sources}
        out |= {f"in_{name}": panel.inside(name) for name in self.stages}
        for pool, stages in self.holds.items():
            out[f"held_{pool}"] = np.asarray(sum(out[f"in_{name}"] for name in stages), dtype=np.int64)
        return out | {f"exit_{name}": panel.taken(target=name) for name in self.exits}

    @cached_property
    def identity(self) -> dict[str, Any]:
        """Opening population, arrivals, exits and people found inside at the end; whether they add up.

        It also holds that the moves counted lead to the people found, stage by stage, with nobody missing on any day.
        """
        came = sum(int(self.series[f"arrived_{name}"].sum()) for name in self.sources)
        left = sum(int(self.series[f"exit_{name}"].sum()) for name in self.exits)
        inside = sum(self.at_end.values())
        stages = all(int(self.series[f"in_{name}"][-1].sum()) == self.at_end[name] for name in self.stages)
        opening = int(self.panel.opening.sum())
        least = min(int(self.series[f"in_{name}"].min()) for name in self.stages)
        holds = opening + came == left + inside and stages and least >= 0
        return {"opening": opening, "arrived": came, "left": left, "inside": inside, "holds": holds}

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The answer as plain data that JSON can hold."""
        over, stand = spans(self.calendar), standings(self.scenario)
        told = {
            "format": FORMAT,
            "system": self.scenario.system,
            "scenario": self.name,
            "title": self.scenario.title,
            "about": self.scenario.about,
            "from": self.calendar.start.isoformat(),
            "to": self.calendar.day(self.calendar.ticks - 1).isoformat(),
            "seed": self.seed,
            "runs": 1,
            "periods": [_period(one) for one in over],
            "lines": self._lines(over),
            "identity": self.identity,
            "assumed": sorted({one.source for one in stand if one.grade == ASSUMED and one.source is not None}),
            "yours": sorted({one.path for one in stand if one.grade == YOURS}),
        }
        return {**told, "findings": findings(told)}

    def _lines(self, over: tuple[Span, ...]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for name, counts in self.series.items():
            what, _, which = name.partition("_")
            by_day = counts.sum(axis=1)
            for key, label, values in _measures(name, what, in_words(which), by_day, over):
                text = {span: rounded(value) for span, value in values.items()}
                group = "Came" if what == "arrived" else "Left" if what == "exit" else "Inside"
                out[key] = {"group": group, "label": label, "unit": "people", "values": values, "text": text}
        return out

    @cached_property
    def daily(self) -> pl.DataFrame:
        """One row a day (and cell); one column a series; people."""
        import polars as pl

        levels = [self.kinds.levels(part) for part in self.cells]
        shape = [len(names) for names in levels]
        cells = int(np.prod(shape, dtype=np.int64))
        at = np.unravel_index(np.tile(np.arange(cells), self.calendar.ticks), shape) if shape else ()
        labels = {
            part: pl.Series(np.array(names)[rows], dtype=pl.Categorical)
            for part, names, rows in zip(self.cells, levels, at, strict=True)
        }
        counts = {name: values.ravel().astype(np.int32) for name, values in self.series.items()}
        return pl.DataFrame({"date": np.repeat(self.calendar.days, cells), **labels, **counts})

    @cached_property
    def monthly(self) -> pl.DataFrame:
        """One row a month and place: people who entered and left a stage or exit, who are in it, and their mean days.

        Columns `month`, `place`, `entered`, `left`, `inside` (at the month's end), `mean_days` of those who left.
        """
        import polars as pl

        panel, month = self.panel, self.calendar.month
        days = self.calendar.days
        first = np.flatnonzero(np.diff(month, prepend=-1))
        ends = np.append(first[1:], len(days)) - 1
        frames = []
        for place in (*self.stages, *self.exits):
            entered, left = panel.taken(target=place).sum(axis=1), panel.taken(stage=place).sum(axis=1)
            inside = np.cumsum(entered - left)
            if place in self.stages:
                inside = panel.inside(place).sum(axis=1)
            columns = {
                "month": days[first],
                "place": [place] * len(first),
                "entered": np.add.reduceat(entered, first),
                "left": np.add.reduceat(left, first),
                "inside": inside[ends],
                "mean_days": self._mean_days(place),
            }
            frames.append(pl.DataFrame(columns, nan_to_null=True))
        return pl.concat(frames).sort("month", maintain_order=True)

    def _mean_days(self, place: str) -> npt.NDArray[np.float64]:
        edges = [number for number, edge in enumerate(self.panel.edges) if edge.stage == place]
        months = int(self.calendar.month[-1]) + 1
        people = self.panel.period_flow[:months, edges].sum(axis=(1, 2))
        days = self.panel.period_time[:months, edges].sum(axis=(1, 2))
        return np.where(people > 0, days / np.maximum(people, 1), np.nan)

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """The tables that are kept with a run, by name."""
        return {"daily": self.daily, "monthly": self.monthly}

    def __repr__(self) -> str:
        days = f"{self.calendar.start} to {self.calendar.day(self.calendar.ticks - 1)}"
        return f"PlainRun({self.name!r}, {days}, seed={self.seed})"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from sojourn.results.as_html import bundle

        return bundle(self, self.summary)


def _measures(
    name: str, what: str, which: str, by_day: Ints, over: tuple[Span, ...]
) -> list[tuple[str, str, dict[str, int]]]:
    """Lines of a series: its sum if it is a flow, else its last day and its peak."""
    if what in ("arrived", "exit"):
        return [(name, which, {span.key: int(by_day[span.ticks].sum()) for span in over})]
    last = {span.key: int(by_day[span.ticks][-1]) for span in over}
    peak = {span.key: int(by_day[span.ticks].max()) for span in over}
    label = f"{which} held" if what == "held" else which
    return [(f"{name}_last", f"{label}, last day", last), (f"{name}_peak", f"{label}, at the peak", peak)]


def _period(one: Span) -> dict[str, Any]:
    return {
        "key": one.key,
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "days": one.days,
        "full_fiscal_year": one.full_year,
    }
