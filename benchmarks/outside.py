"""Programs in other languages: what they are given, and what they say back.

All read the same small text file, a line for each parameter: its name, how many numbers it has, the numbers. All write
one line of JSON for each run: seconds to prepare and to run, peak memory in MB, and the fields of `summary.Summary`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from reference import CLASS_SHARE, COURT_MEAN, DAYS, RELIEF, SIGMA, Reference


def parameters(reference: Reference, luck: int) -> dict[str, npt.NDArray[np.float64]]:
    """Every number of the reference network, by name; matrices row by row, day by day."""
    beds = np.floor(reference.beds.at(DAYS)[:, None] * reference.region_share + 1e-9)
    numbers = {
        "luck": luck,
        "regions": reference.regions,
        "quota": reference.quota,
        "counts": reference.counts(),
        "channel": reference.channel(),
        "beds": beds,
        "flights": reference.flights(),
        "nation_share": reference.nation_share,
        "class_share": CLASS_SHARE,
        "region_share": reference.region_share,
        "refusal": reference.refusal,
        "relief": RELIEF,
        "court_mean": COURT_MEAN,
        "sigma": SIGMA,
        "document_mean": reference.document_mean,
    }
    return {name: np.asarray(value, dtype=float).ravel() for name, value in numbers.items()}


def write(reference: Reference, luck: int, path: Path) -> None:
    """The parameters as a text file."""
    lines = (
        f"{name} {len(values)} {' '.join(format(x, '.17g') for x in values.tolist())}\n"
        for name, values in parameters(reference, luck).items()
    )
    path.write_text("".join(lines), encoding="utf-8")
