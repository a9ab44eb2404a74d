"""What moves a result most: a bar a number, from the result at its low end to that at its high end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sojourn.results.rounding import rounded, short
from sojourn.show.pictures.frame import Frame, Spec, along, framed, key, names, narrow, values
from sojourn.show.pictures.picture import NoPicture, Picture
from sojourn.show.pictures.words import wide

MOST = 15
"""Numbers that are drawn: those that move the result furthest."""
LOW, HIGH = "at its low end", "at its high end"


def tornado(rows: Sequence[Mapping[str, Any]], label: str, unit: str, source: str = "") -> Picture:
    """What a result is at the two ends of what is known of each number, all others central.

    Args:
        rows: one a number, with `parameter`, `low_result`, `high_result` and `central`.
        label: what the result is called.
        unit: its unit.
        source: where the numbers are from, said below.

    Raises:
        NoPicture: there are no rows.
    """
    if not rows:
        raise NoPicture("no number was moved, so there is no bar to draw")
    found = sorted(
        ({**row, "swing": abs(row["high_result"] - row["low_result"])} for row in rows), key=lambda row: -row["swing"]
    )[:MOST]
    top, central = found[0], float(found[0]["central"])
    title = (
        f"{label} is moved most by {top['parameter']}: {_plain(top['low_result'], unit)} to "
        f"{_plain(top['high_result'], unit)}"
    )
    told = "; ".join(
        f"{row['parameter']} {_plain(row['low_result'], unit)} to {_plain(row['high_result'], unit)}" for row in found
    )
    alt = f"Tornado chart of {label.lower()} in {unit}, {rounded(central, unit)} at the central values. {told}."
    subtitle = f"{label}, {unit}, with one number at a time at the ends of what is known of it, all others central"
    source = source or "Sojourn. A model, not a forecast."

    def drawn(width: int) -> Spec:
        order = [row["parameter"] for row in found]
        left = min(int(max(wide(name, 11) for name in order)) + 10, 150 if narrow(width) else 280)
        frame = Frame(width, left, 10, 24 * len(found), above=24, below=42)
        y = names("parameter", order, left, scale={"domain": order, "paddingInner": 0.35})
        results = [row[end] for row in found for end in ("low_result", "high_result")] + [central]
        room = (max(results) - min(results)) * 0.12 or 1.0
        scale = {"domain": [min(results) - room, max(results) + room], "nice": False, "zero": False}
        x = along("to", unit, scale=scale, ticks=4 if narrow(width) else 6)
        bars, texts = [], []
        for end, field in ((LOW, "low_result"), (HIGH, "high_result")):
            for row in found:
                bars.append({"parameter": row["parameter"], "from": central, "to": row[field], "end": end})
                side = "right" if row[field] < central else "left"
                texts.append(
                    {"parameter": row["parameter"], "to": row[field], "side": side, "text": short(row[field], unit)}
                )
        styles = {LOW: "stack_3", HIGH: "stack_1"}
        layers: list[Spec] = [
            {
                "data": values([bar for bar in bars if bar["end"] == end]),
                "mark": {"type": "bar", "style": style},
                "encoding": {"y": y, "x": {**x, "field": "from"}, "x2": {"field": "to"}},
            }
            for end, style in styles.items()
        ]
        layers.append(
            {
                "data": values([{"to": central}]),
                "mark": {"type": "rule", "style": "limit"},
                "encoding": {"x": x},
            }
        )
        if not narrow(width):
            layers += [
                {
                    "data": values([text for text in texts if text["side"] == side]),
                    "mark": {
                        "type": "text",
                        "style": "label",
                        "align": side,
                        "baseline": "middle",
                        "dx": 5 if side == "left" else -5,
                    },
                    "encoding": {"y": y, "x": x, "text": {"field": "text", "type": "nominal"}},
                }
                for side in ("left", "right")
                if any(text["side"] == side for text in texts)
            ]
        said = key([(style, end) for end, style in styles.items()], -left if narrow(width) else 0)
        return framed(frame, [*layers, *said], title=title, subtitle=subtitle, alt=alt, source=source)

    return Picture("tornado", title, alt, source, drawn)


def _plain(value: float, unit: str) -> str:
    return rounded(value, unit).removeprefix("about ")
