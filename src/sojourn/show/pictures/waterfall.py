"""The difference between two scenarios, shared out over what differs between them: a bar a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sojourn.results.rounding import rounded, short
from sojourn.show.pictures.frame import Frame, Spec, along, framed, names, narrow, values
from sojourn.show.pictures.picture import NoPicture, Picture
from sojourn.show.pictures.words import wide

MOST = 12
"""Changes that have a bar each; the smallest of more are taken together."""
REST = "all other changes"


def waterfall(told: Mapping[str, Any], source: str = "") -> Picture:
    """How the changes between two scenarios add up to the difference in one line of the answer.

    Args:
        told: `label` and `unit` of the line, `period`, `start` and `end` (each with `label` and `value`), and `rows` in
            the order of drawing, each with `change` and `value`, and `low` and `high` where draws tell them: what
            `Attribution.waterfall` gives. `holds` says what the lines from low to high hold, where it is not that.
        source: where the numbers are from, said below.

    Raises:
        NoPicture: nothing differs, so there is no bar to draw.
    """
    start, end, unit = told["start"], told["end"], told["unit"]
    rows = _rows(told)
    if not rows:
        raise NoPicture("nothing differs between the two scenarios, so there is no bar to draw")
    whole = end["value"] - start["value"]
    top = max(rows, key=lambda row: abs(row["value"]))
    period = "" if told["period"] == "all" else f", {told['period']}"
    part = f"the largest part, {_signed(top['value'], unit)}," if len(rows) > 1 else "all of it"
    title = f"{told['label']}{period}: {_signed(whole, unit)}; {part} comes from {top['change']}"
    said = "; ".join(f"{row['change']} {_signed(row['value'], unit)}{_ends(row, unit)}" for row in rows)
    alt = (
        f"Waterfall of {told['label'].lower()}{period} in {unit}: {start['label']} {rounded(start['value'], unit)}; "
        f"{said}; {end['label']} {rounded(end['value'], unit)}."
    )
    subtitle = (
        f"{told['label']}{period}, {unit}: what each change brings about, from {start['label']} to {end['label']}"
    )
    banded = any(row["low"] is not None for row in rows)
    subtitle += f"; lines: {told.get('holds', 'nine of ten draws')}" if banded else ""
    source = source or f"Sojourn, {start['label']} and {end['label']}. A model, not a forecast."

    def drawn(width: int) -> Spec:
        return _drawn(width, rows, start, end, unit, title=title, subtitle=subtitle, alt=alt, source=source)

    return Picture("waterfall", title, alt, source, drawn)


def _rows(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The changes with a value, each from where the last one ended; the smallest of many together."""
    rows = [
        {"change": one["change"], "value": float(one["value"]), "low": one.get("low"), "high": one.get("high")}
        for one in told["rows"]
        if one["value"]
    ]
    if len(rows) > MOST:
        large = sorted(rows, key=lambda row: -abs(row["value"]))[: MOST - 1]
        rest = sum(row["value"] for row in rows if row not in large)
        rows = [row for row in rows if row in large] + [{"change": REST, "value": rest, "low": None, "high": None}]
    at = float(told["start"]["value"])
    seen: dict[str, int] = {}
    for row in rows:
        row["from"], row["to"] = at, at + row["value"]
        at += row["value"]
        seen[row["change"]] = seen.get(row["change"], 0) + 1
        row["bar"] = row["change"] if seen[row["change"]] == 1 else f"{row['change']} ({seen[row['change']]})"
    return rows


def _drawn(
    width: int, rows: list[dict[str, Any]], start: Mapping[str, Any], end: Mapping[str, Any], unit: str, **words: str
) -> Spec:
    labels = [f"{start['label']}\u00a0", *(row["bar"] for row in rows), f"{end['label']}\u00a0\u00a0"]
    left = min(int(max(wide(name, 11) for name in labels)) + 10, 130 if narrow(width) else 260)
    frame = Frame(width, left, 74, 30 * len(labels), above=4, below=42)
    ends = [start["value"], end["value"]]
    low = min([*ends, *(row["to"] for row in rows), *(row["from"] + (row["low"] or 0) for row in rows)])
    high = max([*ends, *(row["to"] for row in rows), *(row["from"] + (row["high"] or 0) for row in rows)])
    # The axis may begin above nothing: its bars are differences, and so the two ends are points and no bars.
    room = (high - low) * 0.08
    bottom = 0.0 if low >= 0 and low < 0.5 * high else low - room
    scale = {"domain": [bottom, high + room], "nice": False, "zero": False}
    y = names("bar", labels, left, scale={"domain": labels, "paddingInner": 0.35})
    x = along("to", unit, scale=scale, ticks=4 if narrow(width) else 6)
    totals = [
        {"bar": name, "from": bottom, "to": one["value"], "text": short(one["value"], unit)}
        for name, one in ((labels[0], start), (labels[-1], end))
    ]
    parts = [
        {**row, "text": _signed(row["value"], unit, brief=True), "edge": max(row["from"], row["to"])} for row in rows
    ]
    for row in parts:
        if row["high"] is not None:
            row["edge"] = max(row["edge"], row["from"] + row["high"])
    layers: list[Spec] = []
    for style, data in (
        ("bar", [row for row in parts if row["value"] > 0]),
        ("bar_other_part", [row for row in parts if row["value"] < 0]),
    ):
        if data:
            layers.append(
                {
                    "data": values(data),
                    "mark": {"type": "bar", "style": style},
                    "encoding": {"y": y, "x": {**x, "field": "from"}, "x2": {"field": "to"}},
                }
            )
    layers.append(
        {
            "data": values(totals),
            "mark": {"type": "point", "style": "point_ink", "shape": "diamond", "size": 90},
            "encoding": {"y": y, "x": x},
        }
    )
    banded = [
        {"bar": row["bar"], "a": row["from"] + row["low"], "b": row["from"] + row["high"]}
        for row in parts
        if row["low"] is not None
    ]
    if banded:
        layers.append(
            {
                "data": values(banded),
                "mark": {"type": "rule", "style": "whisker"},
                "encoding": {"y": y, "x": {**x, "field": "a"}, "x2": {"field": "b"}},
            }
        )
    joints = [
        {"bar": labels[i], "next": labels[i + 1], "at": [start["value"], *(row["to"] for row in rows)][i]}
        for i in range(len(rows) + 1)
    ]
    step = 30.0
    layers += [
        {
            "data": values([{"at": one["at"]}]),
            "mark": {"type": "rule", "style": "leader", "y": step * (i + 0.9), "y2": step * (i + 1.15)},
            "encoding": {"x": {**x, "field": "at"}},
        }
        for i, one in enumerate(joints)
    ]
    for data, edge in ((totals, "to"), (parts, "edge")):
        layers.append(
            {
                "data": values(data),
                "mark": {"type": "text", "style": "label_bold", "align": "left", "baseline": "middle", "dx": 6},
                "encoding": {"y": y, "x": {**x, "field": edge}, "text": {"field": "text", "type": "nominal"}},
            }
        )
    return framed(frame, layers, **words)


def _signed(value: float, unit: str, *, brief: bool = False) -> str:
    """`+12,300`, `−1.2 billion USD`."""
    said = short(abs(value), unit) if brief else rounded(abs(value), unit).removeprefix("about ")
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{said}"


def _ends(row: Mapping[str, Any], unit: str) -> str:
    return "" if row["low"] is None else f" ({_signed(row['low'], unit)} to {_signed(row['high'], unit)})"
