"""How long people wait after a final order for what their departure needs, by nationality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sojourn.show.pictures.frame import Frame, Spec, along, framed, key, names, narrow, values
from sojourn.show.pictures.picture import NoPicture, Picture
from sojourn.show.pictures.words import grade_of, made_by

if TYPE_CHECKING:
    from sojourn.results.kept import Kept

STAGES = {"travel_document": "travel document", "landing_rights": "landing rights", "seat": "seat"}
"""Stage to what is waited for in it, in order."""
ASKED = {"travel_document": "a travel document", "landing_rights": "landing rights", "seat": "a seat"}
STYLES = ("stack_1", "stack_3", "stack_2")
MOST, LEAST = 14, 30
"""Nationalities that are drawn: those of whom most people left, and each of whom at least so many did."""
DEPARTED = "exit_removed_home"
"""People who departed: others leave a stage as well, by a limit or a release."""
LINES = ("removed_home", "waiting_seat_last")
NOBODY = ("Other",)
"""Nationalities that are none: drawn, but not spoken of."""


def waits(kept: Kept) -> Picture:
    """Mean days in each stage between a final order and departure, of those who left it in the run.

    Whoever still waits at the end is not counted, so that a wait which never ends looks shorter than it is.

    Raises:
        NoPicture: too few people of any nationality left.
    """
    rows = _rows(kept)
    if not rows:
        raise NoPicture(
            f"fewer than {LEAST} people of any nationality departed in this run, so there is no wait to draw"
        )
    known = [row for row in rows if row["nationality"] not in NOBODY] or rows
    top, least = known[0], known[-1]
    longest = max(STAGES, key=lambda stage: top[stage])
    part = "most of them" if top[longest] > top["days"] / 2 else f"{top[longest]:.0f} of them"
    title = (
        f"People from {top['nationality']} wait {top['days']:.0f} days from order to departure, {part} for "
        f"{ASKED[longest]}"
    )
    title += f"; people from {least['nationality']} {least['days']:.0f}" if len(known) > 1 else ""
    told = "; ".join(
        f"{row['nationality']} {row['days']:.1f} ("
        + ", ".join(f"{words} {row[stage]:.1f}" for stage, words in STAGES.items())
        + ")"
        for row in rows
    )
    alt = f"Bar chart of mean days waited after a final order, by nationality. {told}."
    subtitle = (
        f"Mean days in each stage of those who left it; nationalities with most departures, at least {LEAST}. Whoever "
        "still waits at the end is not counted"
    )
    source = f"{grade_of(kept, LINES)} {made_by(kept)}"

    def drawn(width: int) -> Spec:
        left = 112 if narrow(width) else 130
        frame = Frame(width, left, 40, 22 * len(rows), above=24, below=42)
        order = [row["nationality"] for row in rows]
        y = names("nationality", order, left, scale={"paddingInner": 0.3})
        most = max(row["days"] for row in rows)
        x = along("to", "days", format="~f", scale={"domain": [0, (most or 1) * 1.02], "nice": False}, ticks=6)
        parts: list[dict[str, Any]] = []
        for row in rows:
            base = 0.0
            for stage in STAGES:
                parts.append(
                    {
                        "nationality": row["nationality"],
                        "stage": stage,
                        "from": base,
                        "to": base + row[stage],
                        "days": row[stage],
                    }
                )
                base += row[stage]
        bars = [
            {
                "data": values([part for part in parts if part["stage"] == stage]),
                "mark": {"type": "bar", "style": style},
                "encoding": {"y": y, "x": {**x, "field": "from"}, "x2": {"field": "to"}},
            }
            for stage, style in zip(STAGES, STYLES, strict=True)
        ]
        labels = {
            "data": values(
                [{"nationality": row["nationality"], "to": row["days"], "text": f"{row['days']:.0f}"} for row in rows]
            ),
            "mark": {"type": "text", "style": "label_bold", "align": "left", "baseline": "middle", "dx": 5},
            "encoding": {"y": y, "x": x, "text": {"field": "text", "type": "nominal"}},
        }
        said = key(list(zip(STYLES, STAGES.values(), strict=True)), -left if narrow(width) else 0)
        return framed(frame, [*bars, labels, *said], title=title, subtitle=subtitle, alt=alt, source=source)

    return Picture("waits", title, alt, source, drawn)


def _rows(kept: Kept) -> list[dict[str, Any]]:
    """One a nationality, the longest wait first."""
    import polars as pl

    monthly = kept.table("monthly").with_columns(pl.col("nationality").cast(pl.String))
    columns = []
    for stage in STAGES:
        people, days = pl.col(f"left_{stage}"), pl.col(f"mean_days_{stage}")
        columns.append(((people * days).sum() / people.sum()).fill_nan(0.0).fill_null(0.0).alias(stage))
    found = (
        monthly.group_by("nationality")
        .agg(*columns, pl.col(DEPARTED).sum().alias("left"))
        .filter(pl.col("left") >= LEAST)
        .sort("left", "nationality", descending=[True, False])
        .head(MOST)
        .with_columns(pl.sum_horizontal(*STAGES).alias("days"))
        .sort("days", "nationality", descending=[True, False])
    )
    return list(found.iter_rows(named=True))
