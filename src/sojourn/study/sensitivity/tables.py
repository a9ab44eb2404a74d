"""The folder of a sensitivity study: the answer, its tables, and every run it stands on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.results.identity import evidence_hash, folder_name, run_hash
from sojourn.results.store import NotWritten, as_yaml
from sojourn.study import whole_files
from sojourn.study.sensitivity.answer import Sensitivity
from sojourn.study.sensitivity.summary import summary, tornado

if TYPE_CHECKING:
    import polars as pl

TEXT = """\
{title}
Which of what is not known decides {results} ({period}): {runs} runs of a simulation with Sojourn {version}; {first} to
{last}; seed {seed}. It is a model, not a forecast. Intervals hold nine of ten.

Files
  sensitivity.json   the answer, with its sentences
  screening.parquet  result, factor, mu (mean change from the low to the high end), mu_star (mean absolute change),
                     sigma (standard deviation of the change), told_from_luck, moves_it; factor "luck" is luck alone
  ranking.parquet    result, factor, share of the variance alone and with others, each with low, high, standard error
  tornado.parquet    result, parameter, its low and high value, the result at each (all else central), central
  knowing.parquet    threshold, factor, wrong answers saved by knowing it first (EVPPI), with low, high
  runs.parquet       every run of the screening and of the indices: stage, run, factor, where (share of the factor's law
                     below the value; of a group or luck the number of a draw), and results.parquet its results
  scenario.yaml      the scenario, resolved
  study.json         versions, seed, hashes, and the command

To make it again:  {again}
"""


def save(study: Sensitivity, under: Path, command: str) -> Path:
    """Write a study into a folder of its own, and say which. Each file is whole or not there.

    Args:
        study: the study.
        under: folder that gets the folder.
        command: the command line that repeats it.

    Raises:
        NotWritten: the folder cannot be written.
    """
    folder = under / f"{folder_name(study)}-sensitivity"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in _files(study, command).items():
            part = folder / f".{name}.part"
            part.write_bytes(content())
            part.replace(folder / name)
    except (OSError, ValueError) as trouble:  # a ValueError is a name that no file can have
        why = ((trouble.strerror if isinstance(trouble, OSError) else str(trouble)) or "no reason given").lower()
        raise NotWritten(
            f"the study could not be written to {str(folder)[:200]!r}: {why}; --out names another folder"
        ) from trouble
    return folder


def screening_table(study: Sensitivity) -> pl.DataFrame:
    """One row a result and factor, and one for luck."""
    import polars as pl

    rows: list[tuple[str, str, float | None, float, float | None, bool | None, bool]] = []
    for one in study.results:
        for each in one.screening:
            rows.append((one.line.key, each.factor.key, each.mu, each.mu_star, each.sigma, each.told, not each.still))
        rows.append((one.line.key, "luck", None, one.floor, None, None, one.floor > 0))
    text, numbers = (
        dict.fromkeys(("result", "factor"), pl.String),
        dict.fromkeys(("mu", "mu_star", "sigma"), pl.Float64),
    )
    schema = {**text, **numbers, "told_from_luck": pl.Boolean, "moves_it": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def ranking_table(study: Sensitivity) -> pl.DataFrame:
    """One row a result and factor."""
    import polars as pl

    rows = [
        {
            "result": one.line.key,
            "factor": each.factor.key,
            "grade": each.factor.grade,
            "source": each.factor.source,
            **{
                f"{name}{'' if part == 'value' else f'_{part}'}": getattr(of, part)
                for name, of in (("alone", each.alone), ("with_others", each.together), ("narrower", each.narrower))
                for part in ("value", "low", "high", "error")
            },
        }
        for one in study.results
        for each in one.ranking
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def knowing_table(study: Sensitivity) -> pl.DataFrame:
    """One row a threshold and factor."""
    import polars as pl

    rows = [
        (one.threshold.text, one.chance.value, one.wrong.value, each.factor.key, each.fewer.value, each.fewer.low,
         each.fewer.high, each.told)
        for one in study.knowing
        for each in one.known
    ]  # fmt: skip
    numbers = dict.fromkeys(("evppi", "evppi_low", "evppi_high"), pl.Float64)
    schema = {"threshold": pl.String, "chance": pl.Float64, "evpi": pl.Float64, "factor": pl.String, **numbers}
    return pl.DataFrame(rows, schema={**schema, "told_from_noise": pl.Boolean}, orient="row")


def runs_table(study: Sensitivity) -> pl.DataFrame:
    """One row a run and factor: where it was."""
    import polars as pl

    rows = [
        (stage, number, key, float(value))
        for stage, places in (("screening", study.walk.places()), ("indices", study.rows.wheres()))
        for number, where in enumerate(places)
        for key, value in where.items()
    ]
    schema = {"stage": pl.String, "run": pl.Int32, "factor": pl.String, "where": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def results_table(study: Sensitivity) -> pl.DataFrame:
    """One row a run and result: what it gave; a day is its number."""
    import polars as pl

    rows = [
        (stage, number, name, value)
        for name, both in study.numbers.items()
        for stage, values in zip(("screening", "indices"), both, strict=True)
        for number, value in enumerate(values.tolist())
    ]
    schema = {"stage": pl.String, "run": pl.Int32, "result": pl.String, "value": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _files(study: Sensitivity, command: str) -> dict[str, Callable[[], bytes]]:
    days = study.calendar
    made = {
        "scenario": study.name,
        "seed": study.seed,
        "from": days.start.isoformat(),
        "until": days.until.isoformat(),
        "results": [one.line.key for one in study.results],
        "period": study.period,
        "runs": study.runs,
        "hash": run_hash(study),
        "evidence_hash": evidence_hash(),
        "versions": study.versions,
        "again": command,
    }
    text = TEXT.format(
        title=study.scenario.title,
        results=", ".join(one.line.key for one in study.results),
        period=study.period,
        runs=study.runs,
        version=study.versions["sojourn"],
        first=days.start,
        last=days.day(days.ticks - 1),
        seed=study.seed,
        again=command,
    )
    return {
        "scenario.yaml": lambda: as_yaml(study.data).encode(),
        "screening.parquet": lambda: whole_files.parquet(screening_table(study), made),
        "ranking.parquet": lambda: whole_files.parquet(ranking_table(study), made),
        "tornado.parquet": lambda: whole_files.parquet(tornado(study), made),
        "knowing.parquet": lambda: whole_files.parquet(knowing_table(study), made),
        "runs.parquet": lambda: whole_files.parquet(runs_table(study), made),
        "results.parquet": lambda: whole_files.parquet(results_table(study), made),
        "sensitivity.json": lambda: whole_files.as_json(summary(study)),
        "README.txt": text.encode,
        "study.json": lambda: whole_files.as_json(made),
    }
