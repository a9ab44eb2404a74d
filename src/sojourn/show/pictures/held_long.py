"""Who is held over 90 and over 180 nights, by fiscal year and class of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sojourn.results.findings import CLASSES
from sojourn.results.rounding import rounded, short
from sojourn.show.pictures.frame import KEYED, UNDER_KEY, Frame, Spec, amount, framed, key, narrow, values
from sojourn.show.pictures.picture import Picture
from sojourn.show.pictures.words import capital, grade_of, holding, made_by

if TYPE_CHECKING:
    from sojourn.results.kept import Kept

NIGHTS = (90, 180)
STYLES = ("stack_1", "stack_2", "stack_3")
NAMES = {"convicted": "convicted", "pending": "charges pending", "other": "neither"}


def held_long(kept: Kept) -> Picture:
    """People held for more than 90 and than 180 nights: stays that ended in a fiscal year, and those going on then.

    Somebody held at the turn of two years may be in both, so years do not add up. One run tells classes of people
    apart; many runs give the whole with a band.
    """
    rows = _totals(kept) if kept.many else _by_class(kept)
    classes = list(dict.fromkeys(row["class"] for row in rows))
    year = _fullest(kept)
    when = year if any(one["key"] == year and one["full_fiscal_year"] for one in kept.years) else f"a part of {year}"
    at = {
        nights: sum(row["people"] for row in rows if row["year"] == year and row["nights"] == nights)
        for nights in NIGHTS
    }
    title = f"{capital(rounded(at[90]))} people are held over 90 nights in {when}, {rounded(at[180])} of them over 180"
    if kept.many:
        low, _, high = kept.band("over_90", year)
        ends = f"{capital(rounded(low or 0))} to {rounded(high or 0).removeprefix('about ')}"
        title = f"{ends} people are held over 90 nights in {when}"
    else:
        without = sum(
            row["people"] for row in rows if row["year"] == year and row["nights"] == 90 and row["class"] != "convicted"
        )
        share = f" ({without / at[90]:.0%} without a conviction)" if at[90] else ""
        title = title.replace(f" in {when}", f" in {when}{share}")
    told = []
    for span in kept.years:
        for nights in NIGHTS:
            here = [row for row in rows if row["year"] == span["key"] and row["nights"] == nights]
            whole = sum(row["people"] for row in here)
            parts = ", ".join(f"{NAMES.get(row['class'], row['class'])} {row['people']:,}" for row in here)
            ends = "".join(f" ({row['low']:,.0f} to {row['high']:,.0f})" for row in here if "low" in row)
            part = "" if span["full_fiscal_year"] else " (part of the year)"
            told.append(f"{span['key']}{part} over {nights} nights {whole:,.0f}{ends or f': {parts}'}")
    alt = f"Bar chart of people held long, by fiscal year. {'; '.join(told)}."
    what = f"lines: {holding(kept)}" if kept.many else "by class: convicted, charges pending, or neither"
    subtitle = f"People held for more than 90 and 180 nights, {what}; years overlap; * part of a fiscal year"
    source = f"{grade_of(kept, ['over_90', 'over_180'])} {made_by(kept)}"

    def drawn(width: int) -> Spec:
        frame = Frame(width, 44, 4, 250, KEYED if len(classes) > 1 else 20, 54)
        return framed(
            frame,
            _layers(frame, kept, rows, classes, narrow(width)),
            title=title,
            subtitle=subtitle,
            alt=alt,
            source=source,
        )

    return Picture("held_long", title, alt, source, drawn)


def _layers(frame: Frame, kept: Kept, rows: list[dict[str, Any]], classes: list[str], small: bool) -> list[Spec]:
    pair = frame.plot / len(kept.years)
    tight, packed = pair < TIGHT, pair < PACKED
    years = [
        (f"'{span['key'][-2:]}" if packed else span["key"]) + ("" if span["full_fiscal_year"] else "*")
        for span in kept.years
    ]
    keyed = len(classes) > 1
    stacked: list[dict[str, Any]] = []
    tops: list[dict[str, Any]] = []
    for span, name in zip(kept.years, years, strict=True):
        for nights in NIGHTS:
            base = 0.0
            for at, people in enumerate(classes):
                here = [r for r in rows if (r["year"], r["nights"], r["class"]) == (span["key"], nights, people)]
                size = sum(row["people"] for row in here)
                ends: dict[str, Any] = {end: one[end] for one in here for end in ("low", "high") if end in one}
                row = {"year": name, "nights": f">{nights}", "class": people, "people": size, **ends}
                stacked.append({**row, "from": base, "to": base + size, "style": STYLES[at % len(STYLES)]})
                base += size
            top = max([base, *(row["high"] for row in stacked[-len(classes) :] if "high" in row)])
            tops.append(
                {"year": name, "nights": f">{nights}", "top": top, "text": _brief(base) if tight else short(base)}
            )
    x = {
        "field": "year",
        "type": "nominal",
        "sort": years,
        "scale": {"domain": years, "paddingInner": 0.18, "paddingOuter": 0.05},
        "axis": {
            "title": None,
            "labelAngle": 0,
            "ticks": False,
            "labelPadding": 6 if packed else 20,
            "domain": True,
            "labelFontSize": 9 if packed else 11,
        },
    }
    offset = {"field": "nights", "type": "nominal", "sort": [">90", ">180"], "scale": {"paddingInner": 0.12}}
    most = max(row["top"] for row in tops)
    y = amount(
        "to",
        "people",
        title_x=-44,
        title_y=UNDER_KEY if keyed else -8,
        scale={"domain": [0, (most or 1) * 1.08], "nice": False},
    )
    bars = [
        {
            "data": values([row for row in stacked if row["style"] == style]),
            "mark": {"type": "bar", "style": style if keyed else "bar"},
            "encoding": {"x": x, "xOffset": offset, "y": {**y, "field": "from"}, "y2": {"field": "to"}},
        }
        for style in dict.fromkeys(row["style"] for row in stacked)
    ]
    whiskers = [
        {
            "data": values([row for row in stacked if "low" in row]),
            "mark": {"type": "rule", "style": "whisker"},
            "encoding": {"x": x, "xOffset": offset, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        }
    ]
    numbers = {
        "data": values(tops),
        "mark": {
            "type": "text",
            "style": "label",
            "baseline": "bottom",
            "dy": -3,
            "fontSize": 9 if small or tight else 11,
        },
        "encoding": {
            "x": x,
            "xOffset": offset,
            "y": {**y, "field": "top"},
            "text": {"field": "text", "type": "nominal"},
        },
    }
    under = {
        "data": values(tops),
        "mark": {
            "type": "text",
            "style": "label_quiet",
            "baseline": "top",
            "y": frame.height + 6,
            "fontSize": 9 if small or tight else 11,
        },
        "encoding": {"x": x, "xOffset": offset, "text": {"field": "nights", "type": "nominal"}},
    }
    told = "fiscal years; of each pair over 90 nights at the left, over 180 at the right" if packed else "nights"
    below = frame.height + (24 if packed else 6)
    nights_at = {"align": "left", "baseline": "top", "x": -44, "y": below, "text": told}
    unit = {
        "data": values([{}]),
        "mark": {"type": "text", "style": "label_quiet", **nights_at},
        "encoding": {},
    }
    said = key([(STYLES[at % len(STYLES)], NAMES.get(name, name)) for at, name in enumerate(classes)]) if keyed else []
    return [*bars, *(whiskers if not keyed else []), *([] if packed else [numbers, under]), unit, *said]


TIGHT, PACKED = 64, 40
"""Pixels for a fiscal year below which numbers are written short, and below which the axis and the words tell them."""


def _brief(people: float) -> str:
    """`194k`, `1.2m`; as it is below ten thousand."""
    if people < 10_000:
        return f"{people:,.0f}"
    return f"{people / 1e3:,.0f}k" if people < 999_500 else f"{people / 1e6:.2g}m"


def _by_class(kept: Kept) -> list[dict[str, Any]]:
    import polars as pl

    stays = kept.table("stays").with_columns(pl.col("fiscal_year", "criminality").cast(pl.String))
    found = []
    for span in kept.years:
        for nights in NIGHTS:
            here = stays.filter((pl.col("fiscal_year") == span["key"]) & (pl.col("nights") > nights))
            for name in CLASSES:
                of = here.filter(pl.col("criminality") == name).select(pl.col("ended", "going_on").sum())
                people = int(sum(of.row(0))) if of.height else 0
                found.append({"year": span["key"], "nights": nights, "class": name, "people": people})
    return found


def _totals(kept: Kept) -> list[dict[str, Any]]:
    found = []
    for span in kept.years:
        for nights in NIGHTS:
            low, middle, high = kept.band(f"over_{nights}", span["key"])
            row = {"year": span["key"], "nights": nights, "class": "all", "people": middle or 0}
            found.append({**row, "low": low, "high": high} if low is not None else row)
    return found


def _fullest(kept: Kept) -> str:
    """The year to speak of: of those that are whole the one with most, else of all."""
    whole = [span["key"] for span in kept.years if span["full_fiscal_year"]] or [span["key"] for span in kept.years]
    return max(map(str, whole), key=lambda year: kept.value("over_90", year) or 0)
