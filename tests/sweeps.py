"""Small studies that several tests look at: of the UK scheme, whose runs take a few hundredths of a second."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sojourn.study.sweep.answer import Sweep
from sojourn.study.sweep.sweeping import sweep

CHEAP = "scenario: uk-rwanda-2022\nuntil: 2022-09-01\n"
"""The beginning of a study."""
GRID = f"""{CHEAP}
grid:
  forced.taken_off: [50 %, 95 %]
  forced.representations: [7 days, 14 days, 28 days]
"""


def study(folder: Path, text: str, name: str = "study.yaml") -> Path:
    """A study file."""
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def swept(folder: Path, text: str = GRID, **how: Any) -> Sweep:
    """A study that is done, in one process where nothing else is said."""
    return sweep(study(folder, text), **{"workers": 1, "under": folder / "runs", **how})
