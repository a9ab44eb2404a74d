"""The pictures of a comparison that was kept and explained: a waterfall for each line that was asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sojourn import __version__
from sojourn.results.bands import SURE, held
from sojourn.show.pictures.picture import NoPicture, Picture
from sojourn.show.pictures.waterfall import waterfall

FILE = "compare.json"
"""What a folder of a comparison holds, and no other."""
FIRST = "waterfall"
"""Name of the picture of the first line; those of the others have the line behind it."""


def of_comparison(folder: Path) -> dict[str, Picture]:
    """A picture a line that was explained, by name; a line that does not differ has none.

    Raises:
        NoPicture: the comparison was not explained, cannot be read, or nothing differs.
    """
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        explained, source = told["explained"], _source(told)
    except (OSError, ValueError, LookupError, TypeError) as trouble:
        raise NoPicture(f"{folder} holds a comparison that cannot be read: {trouble}") from None
    if explained is None:
        raise NoPicture(f"the comparison in {folder} was not explained: `sojourn compare --explain` shares it out")
    found: dict[str, Picture] = {}
    for number, line in enumerate(explained["lines"]):
        period = "" if line["period"] == "all" else f"_{line['period']}"
        line = {**line, "holds": span(explained["draws"])}
        try:
            found[FIRST if number == 0 else f"{FIRST}_{line['line']}{period}"] = waterfall(line, source)
        except NoPicture:
            continue
    if not found:
        raise NoPicture("nothing differs between the two scenarios, so there is no bar to draw")
    return found


def span(draws: int) -> str:
    """What lies between the ends of a bar: nine of ten draws, or all of few."""
    return "nine of ten draws" if held(draws) >= SURE - 1e-9 else f"lowest to highest of {draws:,} draws"


def _source(told: dict[str, Any]) -> str:
    explained = told["explained"] or {}
    ends = f"{explained.get('base', '')} and {explained.get('other', '')}"
    return (
        f"Grade C (assumed or fitted). Sojourn {__version__}, {ends}, by {explained.get('runs', 0):,} runs of the same "
        f"people, seed {told['seed']}. A model, not a forecast."
    )
