"""The folder of a comparison: the differences and what each change brought about, as JSON and as tables."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sojourn.results.identity import SHOWN, evidence_hash
from sojourn.results.store import NotWritten, as_yaml
from sojourn.study import whole_files
from sojourn.study.points.drawing import DRAW, LUCK
from sojourn.study.points.point import as_json

if TYPE_CHECKING:
    import polars as pl

    from sojourn.study.compare.attribution import Attribution
    from sojourn.study.compare.compare import Comparison

NAME = 60
"""Characters of the scenarios' names in the name of the folder."""
TEXT = """\
{names}
Compared with Sojourn {version}: the same people, draws and luck on all sides; until {until}, seed {seed}.

It is a model, not a forecast. Every person in it is synthetic, drawn from published totals. What is attributed to a
change is its part in the model's difference, not a cause in the world.

Files
  compare.json          the answer: of every line and period the base, the other scenario and the difference, as bands;
                        under "explained" what each change brought about, where that was asked for
  differences.parquet   the differences as a table: scenario, line, period, unit, base_median, median, low, high, runs,
                        above (runs in which the scenario is larger than the base), below, times_narrower
  runs.parquet          every run: scenario, kind ("draw" or "luck"), number, line, period, value
  attribution.parquet   line, period, change, value, low and high over the draws, error of drawn orders, alone
  scenario-A.yaml ...   the scenarios, resolved
  study.json            versions, seed, hashes, and the command

To make it again, here:  {again}
"""


def save(
    study: Comparison, explained: Attribution | None = None, under: Path = Path("runs"), command: str | None = None
) -> Path:
    """Write a comparison to a folder of its own, and say which. Each file is whole or not there.

    Args:
        study: the comparison.
        explained: what each change brought about.
        under: folder that gets the folder; made if it is not there.
        command: the command line that repeats it.

    Raises:
        NotWritten: the folder cannot be written.
    """
    made = about(study, command)
    folder = under / str(made["folder"])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in _files(study, explained, made).items():
            whole_files.write(folder / name, content)
    except (OSError, ValueError) as trouble:  # a ValueError is a name that no file can have
        why = ((trouble.strerror if isinstance(trouble, OSError) else str(trouble)) or "no reason given").lower()
        raise NotWritten(
            f"the comparison could not be written to {str(folder)[:200]!r}: {why}; --out names another folder"
        ) from trouble
    return folder


def about(study: Comparison, command: str | None = None) -> dict[str, Any]:
    """What `study.json` holds."""
    found = study.sides
    texts = [as_json(one.model) for one in found.all]
    inputs = [*texts, found.until.isoformat(), found.seed, study.draws, evidence_hash(), study.versions["sojourn"]]
    digest = hashlib.sha256(json.dumps(inputs).encode()).hexdigest()
    names = re.sub(r"[^A-Za-z0-9._-]+", "-", "-".join(dict.fromkeys(one.name for one in found.all))).strip("-.")
    files = [f"scenario-{one.letter}.yaml" for one in found.all]
    return {
        "folder": f"compare-{names[:NAME] or 'scenarios'}-{digest[:SHOWN]}-seed{found.seed}",
        "scenarios": {one.letter: one.label for one in found.all},
        "seed": found.seed,
        "until": found.until.isoformat(),
        "draws": study.draws,
        "replications": len(study.by_chance[0]),
        "hash": digest,
        "evidence_hash": evidence_hash(),
        "versions": study.versions,
        "command": command,
        "again": f"sojourn compare {' '.join(files)} --seed {found.seed} --until {found.until} --draws {study.draws}",
    }


def differences_table(study: Comparison) -> pl.DataFrame:
    """One row a scenario, line and period; days (`unit` is `date`) are counted from 1 January of the year 1."""
    import polars as pl

    rows = []
    for side in study.others:
        for key, line in study.lines.items():
            for span in study.sides.spans:
                found = study.difference(side, key, span.key)
                if found is None:
                    continue
                ends = {name: getattr(found.band, name) for name in ("median", "low", "high")}
                counts = {"runs": found.runs, "above": found.above, "below": found.below}
                rows.append(
                    {"scenario": side.letter, "line": key, "period": span.key, "unit": line.unit,
                     "base_median": found.base.median, **ends, **counts, "times_narrower": found.narrower}
                )  # fmt: skip
    return pl.DataFrame(rows, infer_schema_length=None)


def runs_table(study: Comparison) -> pl.DataFrame:
    """One row a scenario, run, line and period."""
    import polars as pl

    rows = [
        (side.letter, kind, number, line, span.key, whole_files.number(run[line][span.key]))
        for kind, each in ((DRAW, study.drawn), (LUCK, study.by_chance))
        for side, runs in zip(study.sides.all, each, strict=True)
        for number, run in enumerate(runs)
        for line in run
        for span in study.sides.spans
    ]
    names = {"scenario": pl.String, "kind": pl.String, "number": pl.Int32, "line": pl.String, "period": pl.String}
    return pl.DataFrame(rows, schema={**names, "value": pl.Float64}, orient="row")


def answer(study: Comparison, explained: Attribution | None = None) -> dict[str, Any]:
    """What `--json` prints and `compare.json` holds."""
    return {**study.summary, **({} if explained is None else {"explained": explained.summary})}


def _files(study: Comparison, explained: Attribution | None, made: dict[str, Any]) -> dict[str, bytes]:
    text = TEXT.format(
        names="\n".join(f"{one.letter}  {one.label}" for one in study.sides.all),
        version=study.versions["sojourn"],
        until=study.sides.until,
        seed=study.sides.seed,
        again=made["again"],
    )
    out = {f"scenario-{one.letter}.yaml": as_yaml(one.data).encode() for one in study.sides.all}
    out["differences.parquet"] = whole_files.parquet(differences_table(study), made)
    out["runs.parquet"] = whole_files.parquet(runs_table(study), made)
    if explained is not None:
        out["attribution.parquet"] = whole_files.parquet(explained.table, made)
    out["compare.json"] = whole_files.as_json(answer(study, explained))
    out["README.txt"] = text.encode()
    out["study.json"] = whole_files.as_json(made)
    return out
