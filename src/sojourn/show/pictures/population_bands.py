"""The detained population of many runs: the middle and the band through time, against the beds that are planned."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sojourn.results.bands import band
from sojourn.results.rounding import rounded, significant
from sojourn.show.pictures.frame import Frame, Spec, amount, days, framed, key, values
from sojourn.show.pictures.picture import NoPicture, Picture
from sojourn.show.pictures.words import day, grade_of, holding, made_by
from sojourn.study.points.drawing import DRAW
from sojourn.study.through_time import HELD

if TYPE_CHECKING:
    from sojourn.results.kept import Kept

LINES = ("held_mean", "held_last", "held_peak", "days_full")
FEW = 14
"""Days that are drawn as points too, where there are no more."""


def of_many(kept: Kept) -> Picture:
    """People held on some days of the run, with the ends between which most runs lie, and beds as planned.

    Raises:
        NoPicture: the runs were kept without the number held on each day.
    """
    rows = _through_time(kept)
    beds = _planned(kept, [date.fromisoformat(row["date"]) for row in rows])
    title = _finding(kept, rows)
    step = max(1, len(rows) // 12)
    told = [*rows[:-1:step], rows[-1]]
    said = "; ".join(f"{day(row['date'])} {_between(row)}, middle {_said(row['held'])}" for row in told)
    alt = (
        f"Bands of people held over {kept.made['draws']:,} draws, by day. {said}. "
        f"Beds as planned: {beds[0]['beds']:,} to {beds[-1]['beds']:,}."
    )
    span = " to ".join(dict.fromkeys(day(row["date"]) for row in (rows[0], rows[-1])))
    subtitle = f"People held at midnight, {span}; band: {holding(kept)}; beds as planned"
    source = f"{grade_of(kept, LINES)} {made_by(kept)}"
    first, last = (date.fromisoformat(rows[at]["date"]) for at in (0, -1))

    def drawn(width: int) -> Spec:
        frame = Frame(width, 44, 12, 260, above=40)
        most = max([row["beds"] for row in beds] + [row["high"] for row in rows] + [1])
        scale = {"domain": [0, most * 1.08], "nice": False}
        y = amount("held", "people held, beds", title_x=-44, title_y=-27, scale=scale)
        x = days("date", first, last, width)
        data = values(rows)
        ends = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
        layers: list[Spec] = [
            {"data": data, "mark": {"type": "area", "style": "band"}, "encoding": ends},
            {"data": data, "mark": {"type": "line", "style": "main"}, "encoding": {"x": x, "y": y}},
            {
                "data": values(beds),
                "mark": {"type": "line", "style": "limit"},
                "encoding": {"x": x, "y": {**y, "field": "beds"}},
            },
        ]
        if len(rows) <= FEW:
            layers.append({"data": data, "mark": {"type": "rule", "style": "whisker"}, "encoding": ends})
            layers += [
                {
                    "data": values(points),
                    "mark": {"type": "point", "style": style, "shape": shape, "size": 60},
                    "encoding": {"x": x, "y": {**y, "field": field}},
                }
                for points, style, shape, field in (
                    (beds, "point_ink", "diamond", "beds"),
                    (rows, "point_main", "circle", "held"),
                )
            ]
        entries = [("main", "people held, middle"), ("band", "band"), ("limit", "beds")]
        return framed(frame, [*layers, *key(entries)], title=title, subtitle=subtitle, alt=alt, source=source)

    return Picture("population", title, alt, source, drawn)


def _through_time(kept: Kept) -> list[dict[str, Any]]:
    """One row a day: the middle and the ends over the draws."""
    import polars as pl

    found = kept.table("runs").filter((pl.col("line") == HELD) & (pl.col("kind") == DRAW))
    if found.height == 0:
        raise NoPicture("these runs were kept without the number held on each day; run them again to draw it")
    rows = []
    for name, group in found.sort("period", "number").group_by("period", maintain_order=True):
        over = band(group["value"].to_list())
        if over is not None:
            rows.append({"date": str(name[0]), "low": over.low, "held": over.median, "high": over.high})
    return rows


def _finding(kept: Kept, rows: list[dict[str, Any]]) -> str:
    """In how many draws the beds fill, and how many are held at the peak."""
    import polars as pl

    runs = kept.table("runs").filter((pl.col("kind") == DRAW) & (pl.col("period") == "all"))
    full, many = int((runs.filter(pl.col("line") == "days_full")["value"] > 0).sum()), kept.made["draws"]
    low, _, high = kept.band("held_peak")
    ends = rounded(low or 0) if low == high else f"{rounded(low or 0)} to {rounded(high or 0).removeprefix('about ')}"
    of = f"all {many:,}" if full == many else f"{full:,} of {many:,}"
    when = f"In {of} draws every bed is taken on some day" if full else "In no draw is every bed taken"
    return f"{when}; at the peak {ends} people are held"


def _planned(kept: Kept, shown: list[date]) -> list[dict[str, Any]]:
    """Beds as the scenario plans them, on some days."""
    from sojourn.scenario.us import UsScenario
    from sojourn.systems import us_beds
    from sojourn.systems.calendar import Calendar

    scenario = kept.scenario()
    if not isinstance(scenario, UsScenario):
        raise NoPicture("beds are known of the US system alone")
    calendar = Calendar(date.fromisoformat(kept.made["from"]), date.fromisoformat(kept.made["until"]))
    beds = us_beds.in_all(scenario.beds, calendar)
    return [{"date": one.isoformat(), "beds": round(float(beds[calendar.tick(one)]))} for one in shown]


def _between(row: dict[str, Any]) -> str:
    low, high = _said(row["low"]), _said(row["high"])
    return low if low == high else f"{low} to {high}"


def _said(value: float) -> str:
    return f"{significant(value):,.0f}"
