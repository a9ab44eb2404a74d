"""What goes with the tables: how to cite them, what to be careful of, and who may use them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sojourn.results.kept import Kept
from sojourn.show.export.itself import of_itself
from sojourn.show.export.sheets import Exported
from sojourn.show.pictures.words import holding

GRADES = {
    "A": "official",
    "B": "press, research centres, and official figures seen only in a copy",
    "C": "assumed or fitted",
    "plan": "the plan's own number: no evidence",
    "yours": "set by the author of the scenario, or not what its source says",
}
LICENCE = (
    "Sojourn is under the Apache Licence 2.0. What is made with it is yours to use. Published figures that are quoted "
    "are those of the publishers named under sources."
)
CAVEATS = (
    "It is a model, not a forecast.",
    "Every person in it is synthetic, drawn from published totals; no row is about anybody.",
    "Numbers of grade C lean on assumed or fitted figures, which are named beside them.",
)
ONE = "One run has luck in it: another seed gives other numbers."
MANY = "Bands say how sure the answer is if the rules of the model hold: low to high is {holds}."


def citation(kept: Kept) -> str:
    """How to cite a run."""
    made = kept.made
    many = f", {made['draws']:,} draws" if kept.many else ""
    return (
        f'Sojourn {made["versions"]["sojourn"]}, scenario "{made["scenario"]}", {made["from"]} to '
        f"{kept.summary['to']}, seed {made['seed']}{many}, run {made['hash']}."
    )


def caveats(kept: Kept) -> tuple[str, ...]:
    """What to be careful of."""
    return (*CAVEATS, MANY.format(holds=holding(kept)) if kept.many else ONE)


def readme(found: Exported, files: Mapping[str, str]) -> str:
    """The text that goes with plain tables.

    Args:
        found: the run.
        files: name of a table to that of its file.
    """
    kept = found.kept
    listed = "\n".join(f"- `{files[sheet.name]}`: {sheet.what}." for sheet in found.sheets)
    grades = "\n".join(f"- {grade}: {what}" for grade, what in GRADES.items())
    again = kept.made.get("again", "")
    return f"""\
# {kept.summary["title"]}

{of_itself(kept)}

## Files

{listed}
- `metadata.json`: of each table its columns with their units, and of the run its seed, versions and hashes.

Dates are as 2025-01-31, numbers have a point and no thousands mark, and an empty cell means that there is no number. In
CSV a text that begins with = + - or @ has an apostrophe before it, so that no spreadsheet works it out.
Columns: `arrived_X` people who came from X, `booked_in` people who got a bed, `exit_X` people who left by X, `in_X`
people in stage X at midnight, `left_X` people who left stage X, `mean_days_X` mean days they had spent in it, `held`
people in a bed at midnight.

## What to be careful of

{chr(10).join(f"- {one}" for one in caveats(kept))}

## Grades

{grades}

## How to cite it

{citation(kept)}

To make it again, with the `scenario.yaml` of the run's folder: `{again}`

## Licence

{LICENCE}
"""


def metadata(found: Exported, files: Mapping[str, tuple[str, bytes]]) -> dict[str, Any]:
    """The same for programs.

    Args:
        found: the run.
        files: name of a table to that of its file, and its bytes.
    """
    return {
        "title": found.kept.summary["title"],
        "citation": citation(found.kept),
        "licence": LICENCE,
        "caveats": list(caveats(found.kept)),
        "grades": GRADES,
        "run": dict(found.kept.made),
        "tables": {
            sheet.name: {
                "file": files[sheet.name][0],
                "sha256": hashlib.sha256(files[sheet.name][1]).hexdigest(),
                "what": sheet.what,
                "rows": sheet.frame.height,
                "columns": [
                    {"name": name, "type": str(kind), "unit": sheet.units.get(name, "")}
                    for name, kind in sheet.frame.schema.items()
                ],
            }
            for sheet in found.sheets
        },
    }
