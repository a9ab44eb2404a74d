"""A sweep that is done: its runs, where they are kept, and the tables made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sojourn.results.bands import Band, band
from sojourn.results.line import Value
from sojourn.results.periods import WHOLE
from sojourn.study.influence import MAIN
from sojourn.study.points.point import Values
from sojourn.study.points.runs import Store
from sojourn.study.points.store import NotKept
from sojourn.study.sweep.asked import Study
from sojourn.study.sweep.planning import Told

if TYPE_CHECKING:
    import polars as pl

MOST_ROWS = 50
"""Points that a notebook shows."""
MOST_LINES = 3
"""Lines that are shown of a system whose main ones are not named."""


@dataclass(frozen=True)
class Row:
    """One run."""

    number: int
    """Of its point in the design, from 0."""
    draw: int | None
    replication: int | None
    seed: int
    """Names the luck."""
    hash: str
    """Under which it is stored."""


@dataclass(frozen=True)
class Sweep:
    """One scenario at many points of a design, each run under draws and by luck."""

    study: Study
    rows: tuple[Row, ...] = field(repr=False)
    """Every run, in the order of the table."""
    lines: Mapping[str, Told] = field(repr=False)
    """Lines of the answer, in order."""
    made: int
    """Runs that were made now; the others were known."""
    mended: int
    """Stored runs that were damaged, and were made again."""
    under: Path
    """The folder that the sweep's own goes into."""
    folder: Path
    """Folder of the sweep: what decides it decides its name."""
    hash: str
    """SHA-256 of its runs and of what is told of them."""
    versions: Mapping[str, str] = field(repr=False)
    store: Store = field(repr=False)

    def values(self, row: Row) -> Values:
        """The lines of a run, from the store.

        Raises:
            NotKept: it is not there any more.
        """
        found = self.store.read(row.hash)
        if found is None:
            raise NotKept(f"the stored run {row.hash[:16]} is gone or damaged; the same command makes it again")
        return found

    @cached_property
    def table(self) -> pl.DataFrame:
        """The results: one row a run, line and period. See :func:`sojourn.study.sweep.tables.results`."""
        from sojourn.study.sweep.tables import results

        return results(self)

    @cached_property
    def design(self) -> pl.DataFrame:
        """The design: one row a point, one column a path."""
        from sojourn.study.sweep.tables import design

        return design(self.study)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The lines that a summary tells: those asked for, or the main ones."""
        if self.study.results is not None:
            return tuple(key for key in dict.fromkeys(self.study.results) if key in self.lines)
        return tuple(key for key in MAIN if key in self.lines) or tuple(self.lines)[:MOST_LINES]

    @cached_property
    def bands(self) -> tuple[dict[str, tuple[float | None, Band | None]], ...]:
        """Of each point, by line: the median over the whole period, and the band where there are several runs."""
        drawn: list[dict[str, list[Value]]] = [{key: [] for key in self.shown} for _ in self.study.points]
        lucky: list[dict[str, list[Value]]] = [{key: [] for key in self.shown} for _ in self.study.points]
        for row in self.rows:
            values = self.values(row)
            into = lucky if row.draw is None else drawn
            for key in self.shown:
                into[row.number][key].append(values.get(key, {}).get(WHOLE))
        out = []
        for number in range(len(self.study.points)):
            told: dict[str, tuple[float | None, Band | None]] = {}
            for key in self.shown:
                runs, by_luck = drawn[number][key], lucky[number][key]
                found = band(runs, by_luck) if runs else band(by_luck)
                several = len(runs or by_luck) > 1
                told[key] = (None if found is None else found.median, found if several else None)
            out.append(told)
        return tuple(out)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The answer as plain data that JSON can hold: of each point its values, and the band of each main line."""
        from sojourn.study.sweep.summary import summary

        return summary(self)

    def __repr__(self) -> str:
        return f"Sweep({self.study.name!r}, {len(self.study.points):,} points, {len(self.rows):,} runs)"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from sojourn.results.as_html import table
        from sojourn.results.rounding import short

        paths = self.design.columns[1:]
        heads = ["point", *paths, *(f"{self.lines[key].label}, {self.lines[key].unit}" for key in self.shown)]
        rows = []
        for number, values in enumerate(self.design.head(MOST_ROWS).to_dicts()):
            told = [(*self.bands[number][key], self.lines[key].unit) for key in self.shown]
            cells = [
                short(middle, unit) if of is None else f"{short(of.low, unit)} to {short(of.high, unit)}"
                for middle, of, unit in told
            ]
            rows.append([str(number), *("–" if values[path] is None else str(values[path]) for path in paths), *cells])
        left = len(self.study.points) - MOST_ROWS
        found = [f"{left:,} points more are in its table"] if left > 0 else []
        return {"text/plain": f"{self!r}", "text/html": table(f"{self!r}", found, heads, rows)}
