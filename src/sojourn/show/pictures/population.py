"""The detained population against beds: day by day of one run, and as bands through time of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sojourn.results.rounding import rounded
from sojourn.show.pictures.frame import Frame, Spec, amount, apart, days, framed, values
from sojourn.show.pictures.picture import Picture
from sojourn.show.pictures.words import day, grade_of, made_by, wide

if TYPE_CHECKING:
    import polars as pl

    from sojourn.results.kept import Kept

EVERY, DAILY = 7, 120
"""Days from one point of the curve to the next, and days of a run up to which each is drawn; the first, the last and
the fullest day are always there."""
FEW = 14
"""Points up to which they are drawn as such: a line through one is nothing to see."""
LINES = ("held_mean", "held_last", "held_peak", "days_full")
SPELLS = 12
"""Spells of full beds that are shaded; of more, none is."""
FULL = "every bed taken"


def population(kept: Kept) -> Picture:
    """People held against the beds that there are.

    Of one run: day by day, as counted. Of many: the middle and the band through time.
    """
    if kept.many:
        from sojourn.show.pictures.population_bands import of_many

        return of_many(kept)
    return _of_one(kept)


def _of_one(kept: Kept) -> Picture:
    import polars as pl

    table = kept.table("beds").group_by("date").agg(pl.col("capacity", "held").sum()).sort("date")
    fullest, whole = int(table["held"].arg_max() or 0), table.height
    every = 1 if whole <= DAILY else EVERY
    shown = sorted({*range(0, whole, every), fullest, whole - 1})
    rows = [
        {"date": row["date"].isoformat(), "held": row["held"], "beds": row["capacity"]}
        for row in table[shown].iter_rows(named=True)
    ]
    first, last, top = table.row(0, named=True), table.row(-1, named=True), table.row(fullest, named=True)
    full = int((table["held"] >= table["capacity"]).sum())
    over = int((table["held"] > table["capacity"]).sum())
    if whole == 1:
        alt = f"Chart of people held. {first['held']:,} are held on {day(first['date'])} in {first['capacity']:,} beds."
    else:
        alt = (
            f"Line chart of people held. {first['held']:,} are held on {day(first['date'])} in {first['capacity']:,} "
            f"beds, {last['held']:,} on {day(last['date'])} in {last['capacity']:,}; most on {day(top['date'])}, "
            f"{top['held']:,}. Every bed is taken on {full:,} of {whole:,} days."
        )
        alt += f" On {over:,} of them more people are held than there are beds." if over else ""
    span = day(first["date"]) if whole == 1 else f"{day(first['date'])} to {day(last['date'])}"
    subtitle = f"People held at midnight, and beds, {span}{f'; every {every}th day' if every > 1 else ''}"
    words = {
        "title": finding(table),
        "alt": alt,
        "subtitle": subtitle,
        "source": f"{grade_of(kept, LINES)} {made_by(kept)}",
    }
    spells = _spells(table)

    def drawn(width: int) -> Spec:
        return _drawn(width, rows, spells, words)

    return Picture("population", words["title"], alt, words["source"], drawn)


def finding(table: pl.DataFrame) -> str:
    """What a run's beds come to in a sentence.

    Args:
        table: one row a day: `date`, `capacity`, `held`.
    """
    import polars as pl

    whole = table.height
    fulls = table.filter(pl.col("held") >= pl.col("capacity"))["date"]
    overs = table.filter(pl.col("held") > pl.col("capacity"))["date"]
    first, last = table.row(0, named=True), table.row(-1, named=True)
    most = table.row(int(table["held"].arg_max() or 0), named=True)
    if not table["capacity"].sum():
        after = "" if whole == 1 else f", {rounded(last['held'])} on the last"
        held = f"{rounded(first['held'])} people are held on the first day all the same{after}"
        return f"There is no bed: {held}" if most["held"] else "There is no bed, and nobody is held"
    if len(overs):
        spell = "throughout" if len(overs) == whole else f"on {len(overs):,} of {whole:,} days"
        top = f"at the peak, on {day(most['date'])}, {rounded(most['held'])} are, in {most['capacity']:,} beds"
        return f"More people are held than there are beds {spell}; {top}"
    if len(fulls):
        tail = "to the end" if fulls[0] == table["date"][whole - len(fulls)] else f"on {len(fulls):,} of {whole:,} days"
        return f"Every bed is taken from {day(fulls[0])}{' ' if tail == 'to the end' else ', '}{tail}"
    if not most["held"]:
        return "Nobody is held, and the beds stay empty"
    share = f"{most['held'] / most['capacity']:.0%} of the beds"
    return f"The beds are never all taken: at the peak {rounded(most['held'])} people are held, {share}"


def _spells(table: pl.DataFrame) -> list[dict[str, str]]:
    """Spells on which every bed is taken, each with its first and last day; none where they are too many to see."""
    import polars as pl

    if not table["capacity"].sum():
        return []
    full = table.with_columns(
        pl.int_range(pl.len()).alias("at"), (pl.col("held") >= pl.col("capacity")).alias("full")
    ).filter("full")
    spells = (
        full.with_columns((pl.col("at") - pl.int_range(pl.len())).alias("spell"))
        .group_by("spell", maintain_order=True)
        .agg(pl.col("date").min().alias("from"), pl.col("date").max().alias("to"))
    )
    if spells.height > SPELLS:
        return []
    return [{"from": row["from"].isoformat(), "to": row["to"].isoformat()} for row in spells.iter_rows(named=True)]


def _drawn(
    width: int, rows: Sequence[Mapping[str, Any]], spells: Sequence[Mapping[str, str]], words: Mapping[str, str]
) -> Spec:
    frame = Frame(width, 44, 74, 260)
    first, last = (date.fromisoformat(rows[at]["date"]) for at in (0, -1))
    x = days("date", first, last, width)
    top = max(1, *(max(row["held"], row["beds"]) for row in rows)) * 1.08
    y = amount("held", "people, beds", title_x=-44, scale={"domain": [0, top], "nice": False})
    shown = values(rows)
    layers: list[Spec] = []
    if spells and last > first:
        layers.append(
            {
                "data": values(spells),
                "mark": {"type": "rect", "style": "shade", "y": 0, "y2": frame.height},
                "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}},
            }
        )
        widest = max(spells, key=lambda one: date.fromisoformat(one["to"]) - date.fromisoformat(one["from"]))
        begins, ends = (date.fromisoformat(widest[end]) for end in ("from", "to"))
        per = frame.plot / (last - first).days
        if (ends - begins).days * per > wide(FULL, 11) + 12:
            at = (begins - first).days * per + 6
            layers.append(text(FULL, "label_quiet", at, frame.height - 10))
    layers += [
        {"data": shown, "mark": {"type": "line", "style": "main"}, "encoding": {"x": x, "y": y}},
        {"data": shown, "mark": {"type": "line", "style": "limit"}, "encoding": {"x": x, "y": {**y, "field": "beds"}}},
    ]
    if len(rows) <= FEW:
        layers += [
            {
                "data": shown,
                "mark": {"type": "point", "style": style, "shape": shape, "size": 60},
                "encoding": {"x": x, "y": {**y, "field": field}},
            }
            for style, shape, field in (("point_ink", "diamond", "beds"), ("point_main", "circle", "held"))
        ]
    at_end = [frame.height * (1 - rows[-1][name] / top) for name in ("held", "beds")]
    places = apart(at_end, 15, 0, frame.height) if at_end[0] != at_end[1] else [at_end[0] + 8, at_end[0] - 8]
    for told, style, place in zip(("people held", "beds"), ("label_main", "label_bold"), places, strict=True):
        layers.append(text(told, style, frame.plot + 6, place))
    return framed(frame, layers, **words)


def text(told: str, style: str, x: float, y: float) -> Spec:
    """A label at a place in pixels."""
    mark = {"type": "text", "style": style, "align": "left", "baseline": "middle", "x": x, "y": y, "text": told}
    return {"data": values([{}]), "mark": mark, "encoding": {}}
