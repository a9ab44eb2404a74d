"""The folder of a study of many runs: the bands, every run and every draw as tables, and what they were made from.

The single runs lie in `draws/` as soon as each is done; the rest is written when all are.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.results.identity import evidence_hash, run_hash
from sojourn.results.store import NotWritten, as_yaml
from sojourn.study import whole_files
from sojourn.study.points.drawing import DRAW, LUCK

if TYPE_CHECKING:
    import polars as pl

    from sojourn.study.ensemble import Ensemble
    from sojourn.study.points.point import Values

TEXT = """\
{title}
{draws} runs of a simulation with Sojourn {version}, each with its own draw of what is not known; {first} to {last};
seed {seed}.

It is a model, not a forecast. Every person in it is synthetic, drawn from published totals. The bands say how sure the
answer is if the rules of the model hold; other rules are listed under "structure", by themselves.

Files
  bands.json          the answer: every line by fiscal year and over the whole ("all"), each number a band
  bands.parquet       the same as a table: line, period, unit, median, low, high (nine of ten runs lie between), runs,
                      chance_share (share of the variance that is luck), chance_low and chance_high (runs by luck
                      alone), rule_low and rule_high (the scenario's own rules and all the alternatives)
  runs.parquet        every run: kind ("draw", "luck", or an alternative), number, line, period, value; of a draw also
                      the people held at midnight: line "held_on", with a day in the place of the period
  parameters.parquet  every draw: draw, key of the evidence, value in its unit
  scenario.yaml       the scenario, resolved: all values, with their sources
  study.json          versions, seed, hashes, and the command
  draws/              one file a run; the same command again, or one with more draws, goes on from them

To make it again:  {again}
"""


def save(study: Ensemble, command: str | None = None) -> Path:
    """Write a study to its folder, and say which. Each file is whole or not there.

    Args:
        study: one that was made with a folder to go under.
        command: the command line that repeats it, to be kept in `study.json`.

    Raises:
        NotWritten: the folder cannot be written.
    """
    if study.folder is None:
        raise NotWritten("the study has no folder; say under which one it is to be kept when it is made")
    try:
        if study.trouble is not None:
            raise study.trouble
        study.folder.mkdir(parents=True, exist_ok=True)
        for name, content in _files(study, command).items():
            whole_files.write(study.folder / name, content())
    except OSError as trouble:
        why = (trouble.strerror or str(trouble) or "no reason given").lower()
        raise NotWritten(
            f"the study could not be written to {str(study.folder)[:200]!r}: {why}; --out names another folder"
        ) from trouble
    return study.folder


def bands_table(study: Ensemble) -> pl.DataFrame:
    """One row a line and period; days (`unit` is `date`) are counted from 1 January of the year 1."""
    import polars as pl

    rows = []
    for key, line in study.summary["lines"].items():
        for period, told in line["values"].items():
            if told is None:
                continue
            ends = {
                f"{what}_{end}": None if told[name] is None else whole_files.number(told[name][at])
                for what, name in (("chance", "by_chance"), ("rule", "by_rule"))
                for at, end in enumerate(("low", "high"))
            }
            whole = {name: whole_files.number(told[name]) for name in ("median", "low", "high")}
            rest = {"runs": told["runs"], "chance_share": told["chance_share"]}
            rows.append({"line": key, "period": period, "unit": line["unit"], **whole, **rest, **ends})
    return pl.DataFrame(rows, infer_schema_length=None)


def runs_table(study: Ensemble) -> pl.DataFrame:
    """One row a run, line and period."""
    import polars as pl

    kinds: list[tuple[str, tuple[Values, ...]]] = [(DRAW, study.runs), (LUCK, study.by_chance)]
    kinds += [(rule.key, runs) for rule, runs in study.otherwise]
    rows = [
        (kind, number, line, period, whole_files.number(value))
        for kind, runs in kinds
        for number, values in enumerate(runs)
        for line, by_period in values.items()
        for period, value in by_period.items()
    ]
    schema = {"kind": pl.String, "number": pl.Int32, "line": pl.String, "period": pl.String, "value": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def parameters_table(study: Ensemble) -> pl.DataFrame:
    """One row a draw and number."""
    import polars as pl

    rows = [(number, key, value) for number, drawn in enumerate(study.drawn) for key, value in drawn.items()]
    return pl.DataFrame(rows, schema={"draw": pl.Int32, "key": pl.String, "value": pl.Float64}, orient="row")


def _files(study: Ensemble, command: str | None) -> dict[str, Callable[[], bytes]]:
    days = study.calendar
    again = f"sojourn run scenario.yaml --seed {study.seed} --until {days.until} --draws {study.draws}"
    made = {
        "scenario": study.name,
        "seed": study.seed,
        "from": days.start.isoformat(),
        "until": days.until.isoformat(),
        "draws": study.draws,
        "replications": len(study.by_chance),
        "hash": run_hash(study),
        "evidence_hash": evidence_hash(),
        "versions": study.versions,
        "command": command,
        "again": again,
    }
    text = TEXT.format(
        title=study.scenario.title,
        draws=f"{study.draws:,}",
        version=study.versions["sojourn"],
        first=days.start,
        last=days.day(days.ticks - 1),
        seed=study.seed,
        again=again,
    )
    return {
        "scenario.yaml": lambda: as_yaml(study.data).encode(),
        "bands.parquet": lambda: whole_files.parquet(bands_table(study), made),
        "runs.parquet": lambda: whole_files.parquet(runs_table(study), made),
        "parameters.parquet": lambda: whole_files.parquet(parameters_table(study), made),
        "bands.json": lambda: whole_files.as_json(study.summary),
        "README.txt": lambda: text.encode(),
        "study.json": lambda: whole_files.as_json(made),
    }
