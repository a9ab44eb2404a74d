"""What more of one aim costs in another: the best plans, and a line through them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sojourn.results.rounding import rounded, short
from sojourn.show.pictures.frame import Frame, Spec, along, amount, framed, narrow, values
from sojourn.show.pictures.picture import NoPicture, Picture


def frontier(
    rows: Sequence[Mapping[str, Any]], across: tuple[str, str, str], up: tuple[str, str, str], source: str = ""
) -> Picture:
    """Plans of which none is better in both aims, as points with a line through them.

    Args:
        rows: one a plan, with the two columns named in `across` and `up`; `low` and `high` where the second has a band.
        across: column, label and unit of the aim on the level axis.
        up: the same of that on the upright axis.
        source: where the numbers are from, said below.

    Raises:
        NoPicture: there are no rows.
    """
    if not rows:
        raise NoPicture("there is no plan to draw")
    (x_of, x_label, x_unit), (y_of, y_label, y_unit) = across, up
    found = sorted(rows, key=lambda row: row[x_of])
    first, last = found[0], found[-1]
    title = (
        f"From {_plain(first[x_of], x_unit)} to {_plain(last[x_of], x_unit)} in {x_label.lower()}, {y_label.lower()} "
        f"goes from {_plain(first[y_of], y_unit)} to {_plain(last[y_of], y_unit)}"
    )
    told = "; ".join(f"{_plain(row[x_of], x_unit)}: {_plain(row[y_of], y_unit)}" for row in found)
    alt = (
        f"Line chart of {y_label.lower()} ({y_unit}) against {x_label.lower()} ({x_unit}), {len(found)} plans. {told}."
    )
    subtitle = f"{y_label} against {x_label.lower()}: no plan that was found is better in both"
    source = source or "Sojourn. A model, not a forecast."

    def drawn(width: int) -> Spec:
        frame = Frame(width, 56, 40, 280, below=42)
        data = values(
            [
                {
                    "x": row[x_of],
                    "y": row[y_of],
                    "text": short(row[y_of], y_unit),
                    "low": row.get("low"),
                    "high": row.get("high"),
                }
                for row in found
            ]
        )
        x = along("x", f"{x_label}, {x_unit}", scale={"zero": False, "padding": 18}, ticks=4 if narrow(width) else 7)
        y = amount("y", f"{y_label}, {y_unit}", title_x=-56, scale={"zero": False, "padding": 18})
        layers: list[Spec] = []
        if all(row.get("low") is not None for row in found):
            layers.append(
                {
                    "data": data,
                    "mark": {"type": "area", "style": "band"},
                    "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
                }
            )
        layers += [
            {"data": data, "mark": {"type": "line", "style": "main"}, "encoding": {"x": x, "y": y}},
            {
                "data": data,
                "mark": {"type": "point", "style": "point_main", "shape": "circle", "size": 70},
                "encoding": {"x": x, "y": y},
            },
        ]
        ends = [found[0], found[-1]] if len(found) > 1 else [found[0]]
        layers.append(
            {
                "data": values([{"x": row[x_of], "y": row[y_of], "text": short(row[y_of], y_unit)} for row in ends]),
                "mark": {"type": "text", "style": "label_bold", "align": "left", "baseline": "top", "dx": 8, "dy": 5},
                "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}},
            }
        )
        return framed(frame, layers, title=title, subtitle=subtitle, alt=alt, source=source)

    return Picture("frontier", title, alt, source, drawn)


def _plain(value: float, unit: str) -> str:
    return rounded(value, unit).removeprefix("about ")
