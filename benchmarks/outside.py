"""Programs in other languages: what they are given, and what they say back.

All read the same small text file, a line for each parameter: its name, how many numbers it has, the numbers. All write
one line of JSON for each run: seconds to prepare and to run, peak memory in MB, and the fields of `summary.Summary`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from counts import beds
from reference import CLASS_SHARE, COURT_MEAN, RELIEF, SIGMA, Reference


def write(reference: Reference, luck: int, path: Path) -> None:
    """The parameters as a text file."""
    path.write_text(f"luck 1 {luck}\n{_parameters(reference)}", encoding="utf-8")


@cache
def _parameters(reference: Reference) -> str:
    """A line for each parameter but the luck; matrices row by row, day by day."""
    numbers = {
        "regions": reference.regions,
        "quota": reference.quota,
        "counts": reference.counts(),
        "channel": reference.channel(),
        "beds": beds(reference),
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
    flat = {name: np.asarray(value).ravel().tolist() for name, value in numbers.items()}
    return "".join(f"{name} {len(values)} {' '.join(map(repr, values))}\n" for name, values in flat.items())
