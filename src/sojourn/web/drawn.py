"""One run with a draw of what is not known, as numbers in a row, and the bands of many such rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sojourn.web import limits
from sojourn.web.tasks import CENTRAL

if TYPE_CHECKING:
    from sojourn.study.points.drawing import Drawing

Floats = npt.NDArray[np.float64]
Column = tuple[str, str]
"""A line and a period."""
EVERY = 7
"""Days from one day that is told of the people held to the next."""


@dataclass(frozen=True, eq=False)
class Row:
    """What one run says."""

    columns: tuple[Column, ...]
    days: tuple[tuple[str, str], ...]
    """Of each column the first and the last day of its period."""
    units: tuple[str, ...]
    """Of each column; a `date` is told by its number."""
    values: Floats = field(repr=False)
    """(columns,): not a number where the run has none."""
    held: Floats = field(repr=False)
    """(some days,): people held on every seventh day."""


def row(ready: Drawing, number: int, seen: Callable[[Any], None]) -> Row:
    """Run a draw, each person standing for ten.

    Args:
        ready: the scenario.
        number: of the draw, or :data:`CENTRAL`.
        seen: called month by month; what it raises ends the run.
    """
    from sojourn.results.bands import numbers
    from sojourn.results.lines import lines
    from sojourn.results.periods import spans
    from sojourn.run import calendar_of, simulate
    from sojourn.scenario.us import UsScenario
    from sojourn.study.points.point import measured

    point = ready.central() if number == CENTRAL else ready.draw(number)
    point = replace(point, weight=max(limits.WEIGHTS))
    scenario, past = (UsScenario.model_validate_json(text) for text in (point.scenario, point.past))
    run = simulate(
        scenario,
        calendar_of(scenario, point.until),
        point.seed,
        past=past,
        custody=point.custody,
        specialised=point.specialised,
        weight=point.weight,
        seen=seen,
    )
    days = {one.key: (one.first.isoformat(), one.last.isoformat()) for one in spans(run.calendar)}
    found, units = measured(point, run), {line.key: line.unit for line in lines(run)}
    columns = tuple((key, period) for key, values in found.items() for period in values)
    each = [numbers([found[key][period]]) for key, period in columns]
    return Row(
        columns,
        tuple(days[period] for _, period in columns),
        tuple(units[key] for key, _ in columns),
        np.array([one[0] if len(one) else np.nan for one in each]),
        run.series["held"].sum(axis=1)[::EVERY].astype(np.float64),
    )


def bands(rows: Sequence[Row]) -> dict[str, Any]:
    """The low end, the median and the high end of each line and period, and of the people held."""
    first, values = rows[0], np.array([one.values for one in rows])
    return {"lines": _lines(first.columns, first.units, values), "held": _held(rows)}


def central(row: Row) -> dict[str, dict[str, float]]:
    """The numbers of the scenario itself by a tenth of the people, line by line and period by period.

    A tenth of the people does not wait quite as everybody does, so the numbers of the draws are a little off. By how
    much is seen here: what everybody gives less what stands here is to be added to the ends of a band.
    """
    out: dict[str, dict[str, float]] = {}
    for (key, period), unit, value in zip(row.columns, row.units, row.values.tolist(), strict=True):
        if unit != "date" and value == value:
            out.setdefault(key, {})[period] = float(f"{value:.6g}")
    return out


def differences(rows: Sequence[Row], base: Sequence[Row]) -> dict[str, Any]:
    """The same of the differences between twins, draw by draw, in the periods that both have with the same days."""
    one, other = rows[0], base[0]
    there = {column: at for at, column in enumerate(other.columns)}
    same = [
        at
        for at, column in enumerate(one.columns)
        if column in there and other.days[there[column]] == one.days[at] and one.units[at] != "date"
    ]
    twin = [there[one.columns[at]] for at in same]
    values = np.array([mine.values[same] - its.values[twin] for mine, its in zip(rows, base, strict=True)])
    return {"lines": _lines([one.columns[at] for at in same], [one.units[at] for at in same], values)}


def ends(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Low end, median and high end over the first axis, as :func:`sojourn.results.bands.band` has them."""
    from sojourn.results.bands import HIGH, LOW

    low, high = np.quantile(values, (LOW, HIGH), axis=0, method="weibull")
    return low, np.median(values, axis=0), high


def _lines(columns: Sequence[Column], units: Sequence[str], values: Floats) -> dict[str, dict[str, list[float | str]]]:
    """Line, then period, to its three numbers; a line that no run has is left out."""
    from sojourn.results.bands import as_value

    three = np.stack(ends(values))
    for at in np.flatnonzero(np.isnan(values).any(axis=0)).tolist():  # lines that only some of the runs have
        some = values[~np.isnan(values[:, at]), at]
        three[:, at] = np.nan if len(some) == 0 else [float(one) for one in ends(some)]
    out: dict[str, dict[str, list[float | str]]] = {}
    for at, (key, period) in enumerate(columns):
        if not np.isnan(three[0, at]):
            numbers = (float(f"{one:.5g}") if units[at] != "date" else one for one in three[:, at].tolist())
            out.setdefault(key, {})[period] = [as_value(one, units[at]) for one in numbers]
    return out


def _held(rows: Sequence[Row]) -> dict[str, Any]:
    low, middle, high = ends(np.array([one.held for one in rows]))
    told = {"low": low, "median": middle, "high": high}
    return {"every": EVERY, **{name: np.rint(values).astype(int).tolist() for name, values in told.items()}}
