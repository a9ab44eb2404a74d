"""A run as its folder holds it. A run in memory gives the same, so whatever shows a run never has to make it again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sojourn.results.store import about

if TYPE_CHECKING:
    import polars as pl

    from sojourn.results.plain import PlainRun
    from sojourn.results.run import Run
    from sojourn.scenario import Document
    from sojourn.scenario.plain import PlainScenario
    from sojourn.scenario.us import UsScenario

ONE, MANY = "run.json", "study.json"
"""The file that says what made a folder: one run, or many with draws."""
COMPARED = "compare.json"
"""A file that the folder of a comparison has, and no other."""
SUMMARIES = {ONE: "summary.json", MANY: "bands.json"}


class NotKept(Exception):
    """A folder holds no run that can be read; the message is one sentence."""


@dataclass(frozen=True)
class Kept:
    """What is kept of a run, or of many runs of one scenario."""

    made: Mapping[str, Any]
    """What `run.json` holds: scenario, seed, days, hashes, versions and how to make it again."""
    summary: Mapping[str, Any] = field(repr=False)
    """The answer as plain data; of many runs each number is a band."""
    tables: Mapping[str, Callable[[], pl.DataFrame]] = field(repr=False)
    """Name to what reads it."""
    scenario: Callable[[], UsScenario | PlainScenario] = field(repr=False)
    """The scenario, read when it is asked for."""

    @property
    def many(self) -> bool:
        """Whether it is of many runs."""
        return "draws" in self.made

    @property
    def us(self) -> bool:
        """Whether it is of the US system, whose tables and lines have the names that pictures look for."""
        return "counting" in self.summary

    def table(self, name: str) -> pl.DataFrame:
        """A table by name.

        Raises:
            NotKept: there is none of this name.
        """
        if name not in self.tables:
            raise NotKept(
                f"no table {name!r} was kept with {self.made['scenario']}; there are {', '.join(self.tables)}"
            )
        return self.tables[name]()

    def value(self, line: str, period: str = "all") -> float | None:
        """A number of a line, the middle one of many runs; None where there is none."""
        return self.band(line, period)[1]

    def band(self, line: str, period: str = "all") -> tuple[float | None, float | None, float | None]:
        """Low end, middle and high end of a line; one run has no ends."""
        if line not in self.summary["lines"]:
            raise NotKept(f"{self.made['scenario']} was kept without the line {line!r}; another version kept it")
        found = self.summary["lines"][line]["values"].get(period)
        if isinstance(found, Mapping):
            return found["low"], found["median"], found["high"]
        return None, found, None

    @property
    def years(self) -> list[Mapping[str, Any]]:
        """The fiscal years of the run, in order: `key`, `from`, `to`, `days`, `full_fiscal_year`."""
        return [one for one in self.summary["periods"] if one["key"] != "all"]


def kept(run: Run | PlainRun) -> Kept:
    """A run in memory, as its folder would hold it."""
    return Kept(about(run), run.summary, _tables(run), lambda: run.scenario)


def kept_in(folder: Path) -> Kept:
    """What a folder holds.

    Raises:
        NotKept: it holds no run, or one that cannot be read.
    """
    if (folder / COMPARED).is_file():
        raise NotKept(f"{folder} holds a comparison and no run; `sojourn pictures` draws it where it was explained")
    said = next((name for name in (ONE, MANY) if (folder / name).is_file()), None)
    if said is None:
        raise NotKept(f"{folder} holds no run: there is no {ONE} in it")
    try:
        made = json.loads((folder / said).read_text(encoding="utf-8"))
        summary = json.loads((folder / SUMMARIES[said]).read_text(encoding="utf-8"))
        _look_over(made, summary)
    except OSError as trouble:
        why = (trouble.strerror or str(trouble)).lower()
        raise NotKept(f"{folder} holds a run that cannot be read: {trouble.filename}: {why}") from None
    except (ValueError, LookupError, TypeError) as trouble:
        raise NotKept(
            f"{folder} holds a run that cannot be read; {said} or {SUMMARIES[said]} is damaged: {trouble}"
        ) from None
    tables = {path.stem: partial(_read, path) for path in sorted(folder.glob("*.parquet"))}
    return Kept(made, summary, tables, lambda: read_scenario(folder).model)


def _look_over(made: Any, summary: Any) -> None:
    """See that a run and its answer have the parts that whatever shows them leans on.

    Raises:
        LookupError, TypeError: one is not there, or is something else.
    """
    for name in ("scenario", "hash", "seed", "from", "until", "versions"):
        made[name]
    for name in ("title", "from", "to", "findings"):
        summary[name]
    for line in summary["lines"].values():
        line["label"], line["unit"], line["group"], line["values"].items()
    for period in summary["periods"]:
        period["key"]


def read_scenario(folder: Path) -> Document[Any]:
    """The scenario that was kept with a run, with the places of its values in `scenario.yaml`.

    Raises:
        ScenarioError: it cannot be read.
    """
    from sojourn.scenario import read
    from sojourn.scenario.shipped import shipped
    from sojourn.systems.registry import choice

    return read(folder / "scenario.yaml", choice(), shipped=shipped())


def _tables(run: Run | PlainRun) -> dict[str, Callable[[], pl.DataFrame]]:
    return {name: partial(_same, table) for name, table in run.tables.items()}


def _same(table: pl.DataFrame) -> pl.DataFrame:
    return table


def _read(path: Path) -> pl.DataFrame:
    import polars as pl

    try:
        return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as trouble:
        raise NotKept(f"{path} cannot be read: {str(trouble).splitlines()[0]}") from None
