"""Writes what the shipped scenario of 2024 stands on, from the posterior that ships.

    python -m sojourn.study.custody.us_tables

makes the tables `custody_2024` and `paces_2024`, the figures `fitted.*`, their provenance in `tables.csv`, and the
values of `us-2024` that are those figures, in the source tree; each is replaced where it differs. It is the one command
to give after `sojourn calibrate --out src/sojourn/study/custody/data`.
"""

from __future__ import annotations

import csv
import io
import json
import logging
import math
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np

from sojourn.study.custody.for_us import FIGURES, PACES, TABLE, ForUs, central, members, posterior
from sojourn.study.custody.kept import PROVENANCE
from sojourn.study.custody_names import columns, month_columns

log = logging.getLogger(__name__)

DIGITS = 4
"""Significant digits of a number in a table."""
SAID = {
    "fitted.document_scale": (
        "factor",
        (
            "factor on the document days in nationalities at which people are held as long after a final order as in "
            "the fit, whose days to a document and to departure are the same for everybody. Worked out from the fit."
        ),
    ),
    "fitted.order_spread": ("standard deviation of the logarithm", "of the days to an order, short and long cases."),
    "fitted.refusal_scale": (
        "factor",
        (
            "factor on the refusals in nationalities at which as large a share of final orders ends under an order of "
            "supervision as in the fit. Worked out from the fit."
        ),
    ),
    "fitted.review": ("days", "mean days until somebody who cannot be removed is released after a custody review."),
}
"""Unit and note of each figure."""
REVIEWS = ("assumed.review_first_released", "assumed.review_second_released")
"""Shares that are assumed so that they do as the fitted rate does."""
BETWEEN = 90.0
"""Days from the first review to the limit after an order."""


def tables() -> dict[str, str]:
    """Name of each table to its text, from the central member."""
    found = central(posterior())
    return {TABLE: _text(_cells(found)), PACES: _text(_months(found))}


def figure_rows() -> dict[str, str]:
    """Key of each figure to its line in the register: the central member, and ends that hold nine of ten members."""
    middle, every = central(posterior()), members(posterior())
    out = {}
    for key in FIGURES:
        low, high = np.quantile([one.figures[key] for one in every], (0.05, 0.95)).tolist()
        ends = sorted((low, middle.figures[key], high))
        unit, note = SAID[key]
        row = [key, short(middle.figures[key]), short(ends[0]), short(ends[2]), unit, "2024-12-31", "Sojourn"]
        source = f"Fitted by sojourn.study.custody, {provenance()}"
        out[key] = _line([*row, source, "C", f"Fitted: {note} Low and high hold nine of ten members."])
    return out


def provenance() -> str:
    """The posterior by the hash of all that went into it."""
    text = files(__package__).joinpath("data", PROVENANCE).read_text(encoding="utf-8")
    return f"posterior {json.loads(text)['inputs'][:12]}"


def short(value: float) -> str:
    """A number with the digits that a table has."""
    return f"{value:.{DIGITS}g}" if abs(value) >= 1e-4 else f"{value:.{DIGITS - 1}e}"


def _cells(found: ForUs) -> list[dict[str, str]]:
    return [
        {"agency": agency, "criminality": crime, **{name: short(value) for name, value in columns(cell).items()}}
        for (agency, crime), cell in found.custody.cells.items()
    ]


def _months(found: ForUs) -> list[dict[str, str]]:
    return [
        {
            "agency": agency,
            "from": month.since.isoformat(),
            **{name: short(value) for name, value in month_columns(month).items()},
        }
        for agency, months in found.custody.months.items()
        for month in months
    ]


def _text(rows: list[dict[str, str]]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def _line(cells: list[str]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerow(cells)
    return file.getvalue()


def changed(root: Path) -> Iterator[tuple[Path, str]]:
    """Files of a source tree and what should be in them, where something else is.

    Args:
        root: the folder of the package.
    """
    data = root / "evidence" / "data"
    wanted = {data / f"{name}.csv": text for name, text in tables().items()}
    wanted[data / "figures.csv"] = _with_figures((data / "figures.csv").read_text(encoding="utf-8"))
    register = (data / "tables.csv").read_text(encoding="utf-8")
    wanted[data / "tables.csv"] = re.sub(r"posterior [0-9a-f]{12}", provenance(), register)
    scenario = root / "scenario" / "shipped" / "us-2024.yaml"
    wanted[scenario] = _with_values(scenario.read_text(encoding="utf-8"))
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path, text


def released() -> str:
    """Share released at a custody review that leaves as many person-days, on average, as the fitted rate would.

    With a mean of m days a rate leaves m (1 - exp(-90 / m)) of the 90 days from the first review to the limit.
    """
    mean = central(posterior()).figures["fitted.review"]
    return f"{1 - mean / BETWEEN * (1 - math.exp(-BETWEEN / mean)):.2f}"


def _with_figures(text: str) -> str:
    """The register with its rows of `fitted.*` and the shares of REVIEWS as they should be, in the order of keys."""
    for key in REVIEWS:
        text = re.sub(rf"^{re.escape(key)},[\d.]+,", f"{key},{released()},", text, flags=re.MULTILINE)
    head, *lines = text.splitlines(keepends=True)
    others = [line for line in lines if not line.startswith("fitted.")]
    return head + "".join(sorted([*others, *figure_rows().values()], key=lambda line: line.split(",", 1)[0]))


def _with_values(text: str) -> str:
    """The scenario with its values of `fitted.*` as they should be."""
    middle = central(posterior()).figures
    for key in FIGURES:
        text = re.sub(
            rf"\{{value: [\d.e-]+( days)?, source: {re.escape(key)}\}}",
            lambda m, key=key: f"{{value: {short(middle[key])}{m[1] or ''}, source: {key}}}",  # type: ignore[misc]
            text,
        )
    for key in REVIEWS:
        share = f"{100 * float(released()):g}%"
        text = re.sub(rf"\{{value: [\d.]+%, source: {re.escape(key)}\}}", f"{{value: {share}, source: {key}}}", text)
    return text


def main() -> None:
    """Write them."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    root = Path(str(files("sojourn")))
    for path, text in list(changed(root)):
        path.write_text(text, encoding="utf-8")
        log.info("written: %s", path.relative_to(root))


if __name__ == "__main__":
    main()
