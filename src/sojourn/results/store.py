"""The folder of a run: everything needed to read the answer, check it, cite it and make it again.

It is written beside its place under another name and renamed when it is whole, so that whatever stops the writing
leaves nothing half-done behind.
"""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sojourn.results.identity import evidence_hash, folder_name, run_hash
from sojourn.results.plain_readme import plain_readme
from sojourn.results.readme import readme
from sojourn.scenario.plain import PlainScenario

if TYPE_CHECKING:
    import polars as pl

    from sojourn.results.plain import PlainRun
    from sojourn.results.run import Run

FOLDER = Path("runs")
"""Where folders of runs go when nobody says otherwise."""


MONEY = {
    **dict.fromkeys(("account", "item", "unit", "currency", "source", "grade", "count"), ""),
    **dict.fromkeys(("rate", "rate_low", "rate_high"), "money for each unit, of rate_year"),
    **dict.fromkeys(("rate_year", "dollars_of"), "year"),
    "cents": "cents, of dollars_of",
}
"""Units of the columns of the ledger; what a count is of stands in its row."""

LONGEST_SHOWN = 200
"""Characters of a folder's name that are told."""


class NotWritten(Exception):
    """A run could not be written; the message is one sentence."""


def save(run: Run | PlainRun, under: Path = FOLDER, command: str | None = None) -> Path:
    """Write a run to a folder of its own, and say which. The same inputs give the same folder, written anew.

    Args:
        run: the run.
        under: the folder that holds the run's folder; made if it is not there.
        command: the command line that repeats the run, to be kept in `run.json`.

    Raises:
        NotWritten: the folder cannot be written; nothing is left of the attempt.
    """
    place = under / folder_name(run)
    part = under / f".{place.name}.{os.getpid()}.part"
    old = under / f".{place.name}.{os.getpid()}.old"
    try:
        under.mkdir(parents=True, exist_ok=True)
        part.mkdir()
        for name, write in _files(run, command).items():
            write(part / name)
        if place.exists():
            place.rename(old)
        part.rename(place)
    except (OSError, ValueError) as trouble:  # a ValueError is a name that no file can have
        why = ((trouble.strerror if isinstance(trouble, OSError) else str(trouble)) or "no reason given").lower()
        shown = str(place) if len(str(place)) <= LONGEST_SHOWN else f"{str(place)[:LONGEST_SHOWN]}..."
        raise NotWritten(f"the run could not be written to {shown!r}: {why}; --out names another folder") from trouble
    finally:
        with suppress(OSError, ValueError):
            shutil.rmtree(part, ignore_errors=True)
            if old.exists() and not place.exists():
                old.rename(place)
            shutil.rmtree(old, ignore_errors=True)
    return place


def name_of(scenario: Path) -> str:
    """Name of a scenario from its file; one that was kept with a run has the name that it had then."""
    try:
        made = json.loads((scenario.parent / "run.json").read_text(encoding="utf-8"))
        name = made["scenario"] if scenario.name == "scenario.yaml" else None
    except (OSError, ValueError, LookupError, TypeError):
        name = None
    return name if isinstance(name, str) and name else scenario.stem


def scenario_text(run: Run | PlainRun) -> str:
    """The resolved scenario as YAML that reads back as the same scenario."""
    return as_yaml(run.data)


def as_yaml(data: Any) -> str:
    """Plain data as YAML."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.width = 120
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # the library annotates it as None
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def about(run: Run | PlainRun, command: str | None = None) -> dict[str, Any]:
    """What `run.json` holds: versions, seed, days, hashes, and how to make the run again."""
    return {
        "scenario": run.name,
        "seed": run.seed,
        "from": run.calendar.start.isoformat(),
        "until": run.calendar.until.isoformat(),
        "hash": run_hash(run),
        "evidence_hash": evidence_hash(),
        "versions": run.versions,
        "command": command,
        "again": f"sojourn run scenario.yaml --seed {run.seed} --until {run.calendar.until}",
    }


def _files(run: Run | PlainRun, command: str | None) -> dict[str, Callable[[Path], object]]:
    """Each file of the folder and how to write it; `run.json` comes last."""
    made = about(run, command)
    tables = {f"{name}.parquet": partial(_write_table, table=table, made=made) for name, table in run.tables.items()}
    return {
        "scenario.yaml": lambda path: path.write_text(scenario_text(run), encoding="utf-8"),
        **tables,
        "summary.json": lambda path: _write_json(path, run.summary),
        "README.txt": lambda path: path.write_text(_readme(run, made["again"], made["hash"]), encoding="utf-8"),
        "run.json": lambda path: _write_json(path, made),
    }


def _readme(run: Run | PlainRun, again: str, digest: str) -> str:
    if isinstance(run.scenario, PlainScenario):
        return plain_readme(run, again, digest)
    return readme(run, again, digest)


def _write_table(path: Path, table: pl.DataFrame, made: dict[str, Any]) -> None:
    """A table whose file says what counted it, in which run, and the unit of each column.

    It is made in memory: a writer of tables that runs out of room on the disk need not say so as an OSError.
    """
    units = json.dumps({column: unit_of(column) for column in table.columns})
    metadata = {"sojourn": made["versions"]["sojourn"], "run": made["hash"], "units": units}
    whole = io.BytesIO()
    table.write_parquet(whole, compression="zstd", metadata=metadata)
    path.write_bytes(whole.getvalue())


def unit_of(column: str) -> str:
    """Unit of a column of the tables: empty for a label."""
    if column in MONEY:
        return MONEY[column]
    if column in ("agency", "criminality", "nationality", "area", "place", "group"):
        return ""
    if column in ("date", "month"):
        return "day"
    if column in ("fiscal_year", "nights"):
        return column.replace("_", " ")
    return "beds" if column == "capacity" else "days" if column.startswith("mean_days") else "people"


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")
