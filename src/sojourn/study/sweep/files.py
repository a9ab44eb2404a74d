"""The folder of a sweep: the results and the design as tables, and what they were made from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.results.store import NotWritten, as_yaml
from sojourn.study import whole_files
from sojourn.study.sweep.summary import about, summary

if TYPE_CHECKING:
    from sojourn.study.sweep.answer import Sweep

TEXT = """\
{name}: {points} points, {runs} runs of a simulation with Sojourn {version}.

It is a model, not a forecast. Every person in it is synthetic, drawn from published totals.

Files
  results.parquet     every run: point (of the design, from 0), draw (of what is not known; empty at the central
                      values), replication (at the central values, by luck alone; empty for draws), seed (of the luck),
                      a column for each path that varies, line, period ("all" is the whole), unit, value; days (unit
                      "date") are counted from 1 January of the year 1
  design.parquet      the points: point, a column for each path
  summary.json        of each point the median and the band of the main lines
  study.yaml          the study; scenario.yaml the scenario that it varies, resolved
  study.json          versions, hashes, units of the columns, and the command

Units of the columns: {units}

To open the table
  DuckDB   select * from 'results.parquet' where line = 'removed_all' and period = 'all'
  pandas   pandas.read_parquet("results.parquet")
  R        arrow::read_parquet("results.parquet")
  Excel    Data, Get Data, From File, From Parquet

To make it again:  sojourn sweep study.yaml
"""


def save(sweep: Sweep, command: str | None = None) -> Path:
    """Write a sweep to its folder, and say which. Each file is whole or not there.

    Args:
        sweep: one that is done.
        command: the command line that repeats it, to be kept in `study.json`.

    Raises:
        NotWritten: the folder cannot be written.
    """
    try:
        sweep.folder.mkdir(parents=True, exist_ok=True)
        for name, content in _files(sweep, command).items():
            whole_files.write(sweep.folder / name, content())
    except OSError as trouble:
        why = (trouble.strerror or str(trouble) or "no reason given").lower()
        raise NotWritten(
            f"the sweep could not be written to {str(sweep.folder)[:200]!r}: {why}; its runs are kept, and the same "
            "command goes on from there; --out names another folder"
        ) from trouble
    return sweep.folder


def _files(sweep: Sweep, command: str | None) -> dict[str, Callable[[], bytes]]:
    told = about(sweep)
    units = "; ".join(f"{path}: {unit or 'a number'}" for path, unit in told["units"].items()) or "none varies"
    text = TEXT.format(
        name=sweep.study.name,
        points=f"{len(sweep.study.points):,}",
        runs=f"{len(sweep.rows):,}",
        version=sweep.versions["sojourn"],
        units=units,
    )
    return {
        "scenario.yaml": lambda: as_yaml(sweep.study.base.root.plain()).encode(),
        "study.yaml": lambda: as_yaml({**sweep.study.data, "scenario": "scenario.yaml"}).encode(),
        "design.parquet": lambda: whole_files.parquet(sweep.design, told, units=json.dumps(told["units"])),
        "results.parquet": lambda: whole_files.parquet(sweep.table, told, units=json.dumps(told["units"])),
        "summary.json": lambda: whole_files.as_json(summary(sweep)),
        "README.txt": lambda: text.encode(),
        "study.json": lambda: whole_files.as_json({**told, "command": command, "again": "sojourn sweep study.yaml"}),
    }
