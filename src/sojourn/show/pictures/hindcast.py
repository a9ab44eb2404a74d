"""A hindcast with what happened: the middle and the bands of a forecast, and the published figures as points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.show.pictures.frame import KEYED, UNDER_KEY, Frame, Spec, amount, framed, key, narrow, values
from sojourn.show.pictures.picture import NoPicture, Picture
from sojourn.study.forecasts.forecast import BANDS, QUANTILES

if TYPE_CHECKING:
    from sojourn.study.forecasts.forecast import Forecast

BEFORE = 12
"""Months before the forecast that are drawn of what happened."""
SERIES = "population.total"
NAMES = {
    "population": "people held, mean of the month",
    "book_outs": "people booked out in the month",
    "removals": "people removed in the month",
    "alos": "mean stay of those who left, days",
}
"""Part of a series' name before the dot to what it counts, with its unit."""
MOST_SAID = 3
"""Assumptions that are said under the picture."""


def hindcast(told: Forecast, actual: Mapping[str, Mapping[str, float]] | None = None, series: str = SERIES) -> Picture:
    """One series of a forecast by month, with its 50 % and 90 % bands and what happened.

    Args:
        told: the forecast, as `sojourn hindcast` gives it.
        actual: what happened, series to month to value (`history.published().actual()`, or `read_actual(...).values`).
        series: the name of the series.

    Raises:
        NoPicture: the forecast has no such series.
    """
    if series not in told.series:
        raise NoPicture(f"the forecast has no series {series!r}; it has {', '.join(told.series)}")
    table = told.series[series]
    rows: list[dict[str, Any]] = [
        {"month": f"{month}-01", **{name: round(float(table[at, i]), 3) for i, name in enumerate(QUANTILES)}}
        for at, month in enumerate(told.months)
        if table[at, 0] == table[at, 0]
    ]
    happened = sorted((actual or {}).get(series, {}).items())
    known: list[dict[str, Any]] = [{"month": f"{month}-01", "value": value} for month, value in happened]
    first, last = rows[0]["month"], rows[-1]["month"]
    known = [one for one in known if one["month"] <= last]
    known = [one for one in known if one["month"] < first][-BEFORE:] + [one for one in known if one["month"] >= first]
    unit = NAMES.get(series.partition(".")[0], series)
    title = _finding(rows, known, unit)
    beside = {one["month"]: one["value"] for one in known}
    said = [
        f"{row['month'][:7]} {row['p50']:,.0f} ({row['p5']:,.0f} to {row['p95']:,.0f})"
        + (f", happened {beside[row['month']]:,.0f}" if row["month"] in beside else "")
        for row in rows
    ]
    alt = f"Line chart of {unit} ({series}): middle of the hindcast and its 90% band by month. {'; '.join(said)}."
    subtitle = f"{unit[0].upper()}{unit[1:]} ({series}); bands hold the middle 50% and 90%"
    source = (
        "Hindcast: Sojourn, from what was published before its first month, with the book-ins it was given; grade C "
        "(fitted). Happened: published figures, grade A."
        + "".join(f" Assumed: {one.rstrip('.')}." for one in told.assumed[:MOST_SAID])
    )

    def drawn(width: int) -> Spec:
        frame = Frame(width, 50, 8, 260, KEYED, 26)
        highest = max([row["p95"] for row in rows] + [one["value"] for one in known])
        x = {
            "field": "month",
            "type": "temporal",
            "scale": {"type": "utc"},
            "axis": {"title": None, "format": "%b %Y", "grid": False, "tickCount": 4 if narrow(width) else 8},
        }
        scale = {"domain": [0, highest * 1.08], "nice": False}
        y = amount("p50", unit, title_x=-50, title_y=UNDER_KEY, scale=scale)
        data = values(rows)
        bands = [
            {
                "data": data,
                "mark": {"type": "area", "style": "band"},
                "encoding": {"x": x, "y": {**y, "field": QUANTILES[low]}, "y2": {"field": QUANTILES[high]}},
            }
            for share, (low, high) in BANDS.items()
            if share in (50, 90)
        ]
        middle = {"data": data, "mark": {"type": "line", "style": "main"}, "encoding": {"x": x, "y": y}}
        points = {
            "data": values(known),
            "mark": {"type": "point", "style": "point_ink", "shape": "diamond", "size": 70},
            "encoding": {"x": x, "y": {**y, "field": "value"}},
        }
        entries = [("main", "hindcast, middle"), ("band", "bands")]
        layers = [*reversed(bands), middle, *([points] if known else [])]
        said = key(entries)
        if known:
            at = 230 if not narrow(width) else 222
            mark = {"type": "point", "style": "point_ink", "shape": "diamond", "size": 70, "x": at, "y": -11}
            text = {"type": "text", "style": "label", "align": "left", "baseline": "middle", "x": at + 10, "y": -11}
            said += [
                {"data": values([{}]), "mark": mark, "encoding": {}},
                {"data": values([{}]), "mark": {**text, "text": "happened"}, "encoding": {}},
            ]
        return framed(frame, [*layers, *said], title=title, subtitle=subtitle, alt=alt, source=source)

    return Picture("hindcast", title, alt, source, drawn)


def _finding(rows: list[dict[str, Any]], known: list[dict[str, Any]], unit: str) -> str:
    beside = {one["month"]: one["value"] for one in known}
    both = [(row, beside[row["month"]]) for row in rows if row["month"] in beside]
    if not both:
        last = rows[-1]
        what = unit.partition(",")[0]
        return f"{last['p5']:,.0f} to {last['p95']:,.0f} {what} are told for {last['month'][:7]}, in nine of ten cases"
    inside = sum(row["p5"] <= value <= row["p95"] for row, value in both)
    off = sum(abs(row["p50"] - value) / abs(value) for row, value in both if value) / len(both)
    share = f"in {inside} of {len(both)} months"
    return f"What happened lies in the 90% band {share}; the middle is off by {off:.0%} on average"
