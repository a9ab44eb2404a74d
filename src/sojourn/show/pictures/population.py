"""The detained population against beds: day by day of one run, as bands by fiscal year of many."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sojourn.results.rounding import rounded, significant
from sojourn.show.pictures.frame import Frame, Spec, amount, apart, framed, narrow, values
from sojourn.show.pictures.picture import NoPicture, Picture
from sojourn.show.pictures.words import day, grade_of, made_by

if TYPE_CHECKING:
    from sojourn.results.kept import Kept

EVERY = 7
"""Days from one point of the curve to the next; the first, the last and the fullest day are always there."""
LINES = ("held_mean", "held_last", "held_peak", "days_full")


def population(kept: Kept) -> Picture:
    """People held against the beds that there are.

    Of one run: every seventh day, as counted. Of many: the mean of each fiscal year and the number on its last day,
    with the ends between which nine of ten runs lie.
    """
    return _of_many(kept) if kept.many else _of_one(kept)


def _of_one(kept: Kept) -> Picture:
    import polars as pl

    days = kept.table("beds").group_by("date").agg(pl.col("capacity", "held").sum()).sort("date")
    fullest = int(days["held"].arg_max() or 0)
    shown = sorted({*range(0, days.height, EVERY), fullest, days.height - 1})
    rows = [
        {"date": row["date"].isoformat(), "held": row["held"], "beds": row["capacity"]}
        for row in days[shown].iter_rows(named=True)
    ]
    full, whole = int((days["held"] >= days["capacity"]).sum()), days.height
    first, last, top = days.row(0, named=True), days.row(-1, named=True), days.row(fullest, named=True)
    if full:
        when = days.filter(pl.col("held") >= pl.col("capacity"))["date"][0]
        tail = " to the end" if when == days["date"][whole - full] else f", on {full:,} of {whole:,} days"
        title = f"Every bed is taken from {day(when)}{tail}"
    else:
        share = f"{top['held'] / top['capacity']:.0%} of the beds"
        title = f"The beds are never all taken: at the peak {rounded(top['held'])} people are held, {share}"
    alt = (
        f"Line chart of people held. {first['held']:,} are held on {day(first['date'])} in {first['capacity']:,} "
        f"beds, {last['held']:,} on {day(last['date'])} in {last['capacity']:,}; most on {day(top['date'])}, "
        f"{top['held']:,}. "
        f"Every bed is taken on {full:,} of {whole:,} days."
    )
    return _drawn(kept, rows, title, alt, f"People held at midnight, and beds; every {EVERY}th day")


def _of_many(kept: Kept) -> Picture:
    rows: list[dict[str, Any]] = []
    for year in kept.years:
        low, middle, high = kept.band("held_mean", year["key"])
        rows.append(
            {"year": year["key"], "from": year["from"], "to": year["to"], "low": low, "held": middle, "high": high}
        )
    beds = _planned(kept)
    ends = []
    for year in kept.years:
        low, middle, high = kept.band("held_last", year["key"])
        ends.append({"date": year["to"], "low": low, "held": middle, "high": high})
    top = max(rows, key=lambda row: row["held"] or 0)
    holds = kept.summary["band"]["holds"]
    title = f"{_between(top)} people are held on average in {top['year']}, the fullest fiscal year"
    said = "; ".join(f"{row['year']}: {_between(row)}, middle {_said(row['held'])}" for row in rows)
    alt = (
        f"Bands of people held over {kept.made['draws']:,} draws. On average by fiscal year: {said}. "
        f"On the last day {_between(ends[-1])}. Beds as planned: {beds[0]['beds']:,} to {beds[-1]['beds']:,}."
    )
    subtitle = (
        f"Mean of each fiscal year (line: middle; box: {holds:.0%} of runs), number on its last day (point), and beds "
        "as planned (dashes)"
    )
    source = f"{grade_of(kept, LINES)} {made_by(kept)}"

    def drawn(width: int) -> Spec:
        frame = Frame(width, 44, 12, 260)
        most = max([row["beds"] for row in beds] + [row["high"] or 0 for row in [*rows, *ends]])
        y = amount("held", "people held, beds", title_x=-44, scale={"domain": [0, most * 1.08], "nice": False})
        limit = {
            "data": values(beds),
            "mark": {"type": "line", "style": "limit"},
            "encoding": {"x": {"field": "date", "type": "temporal"}, "y": {**y, "field": "beds"}},
        }
        years = {"field": "from", "type": "temporal", "scale": {"type": "utc"}, "axis": _days(width)}
        box = {
            "data": values(rows),
            "mark": {"type": "rect", "style": "band"},
            "encoding": {"x": years, "x2": {"field": "to"}, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        }
        middle = {
            "data": values(rows),
            "mark": {"type": "rule", "style": "main"},
            "encoding": {"x": years, "x2": {"field": "to"}, "y": y},
        }
        at = {"field": "date", "type": "temporal"}
        whisker = {
            "data": values(ends),
            "mark": {"type": "rule", "style": "whisker"},
            "encoding": {"x": at, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        }
        point = {
            "data": values(ends),
            "mark": {"type": "point", "style": "point_ink", "shape": "diamond", "size": 60},
            "encoding": {"x": at, "y": y},
        }
        return framed(
            frame, [box, limit, middle, whisker, point], title=title, subtitle=subtitle, alt=alt, source=source
        )

    return Picture("population", title, alt, source, drawn)


def _drawn(kept: Kept, rows: list[dict[str, Any]], title: str, alt: str, subtitle: str) -> Picture:
    source = f"{grade_of(kept, LINES)} {made_by(kept)}"
    most = max(max(row["held"], row["beds"]) for row in rows)

    def drawn(width: int) -> Spec:
        frame = Frame(width, 44, 74, 260)
        x = {"field": "date", "type": "temporal", "scale": {"type": "utc"}, "axis": _days(width)}
        top = most * 1.08
        y = amount("held", "people, beds", title_x=-44, scale={"domain": [0, top], "nice": False})
        shown = values(rows)
        at = [frame.height * (1 - rows[-1][name] / top) for name in ("held", "beds")]
        places = apart(at, 15) if at[0] != at[1] else [at[0] + 8, at[0] - 8]
        labels = [
            {
                "data": values([{}]),
                "mark": {"type": "text", "style": style, "align": "left", "baseline": "middle", "x": frame.plot + 6,
                         "y": place, "text": text},
                "encoding": {},
            }
            for text, style, place in zip(("people held", "beds"), ("label_main", "label_bold"), places, strict=True)
        ]  # fmt: skip
        return framed(
            frame,
            [
                {"data": shown, "mark": {"type": "line", "style": "main"}, "encoding": {"x": x, "y": y}},
                {
                    "data": shown,
                    "mark": {"type": "line", "style": "limit"},
                    "encoding": {"x": x, "y": {**y, "field": "beds"}},
                },
                *labels,
            ],
            title=title,
            subtitle=subtitle,
            alt=alt,
            source=source,
        )

    return Picture("population", title, alt, source, drawn)


def _days(width: int) -> Spec:
    """The axis of days: months in words where a run is short, else years."""
    return {"title": None, "format": "%b %Y", "grid": False, "tickCount": 4 if narrow(width) else 7, "labelFlush": True}


def _planned(kept: Kept) -> list[dict[str, Any]]:
    """Beds as the scenario plans them, at the start of each month and on the last day."""
    from sojourn.scenario.us import UsScenario
    from sojourn.systems import us_beds
    from sojourn.systems.calendar import Calendar

    scenario = kept.scenario()
    if not isinstance(scenario, UsScenario):
        raise NoPicture("beds are known of the US system alone")
    calendar = Calendar(date.fromisoformat(kept.made["from"]), date.fromisoformat(kept.made["until"]))
    beds = us_beds.in_all(scenario.beds, calendar)
    shown = [tick for tick in range(calendar.ticks) if tick in (0, calendar.ticks - 1) or calendar.day(tick).day == 1]
    return [{"date": calendar.day(tick).isoformat(), "beds": round(float(beds[tick]))} for tick in shown]


def _between(row: dict[str, Any]) -> str:
    low, high = _said(row["low"]), _said(row["high"])
    return low if low == high else f"{low} to {high}"


def _said(value: float | None) -> str:
    return "–" if value is None else f"{significant(value):,.0f}"
