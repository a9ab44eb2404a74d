"""What goes around every drawing: title, subtitle, source, and room for them that does not depend on a renderer."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from typing import Any

from sojourn.show.pictures.render import SCHEMA
from sojourn.show.pictures.theme import SMALL, TEXT, TITLE
from sojourn.show.pictures.words import BOLD, REGULAR, wide, wrap

Spec = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]

WIDE, NARROW = 720, 400
"""Widths in pixels: a page's, and a phone's."""
EDGE = 12
"""Room at each edge."""
FOOT = SMALL - 1
GAP = 10
"""Room between the words above and what is under them."""


@dataclass(frozen=True)
class Frame:
    """A drawing's place in the picture, in pixels."""

    width: int
    """Of the whole picture."""
    left: int
    """Room left of the plot, for labels of its axis."""
    right: int
    """Room right of it."""
    height: int
    """Of the plot."""
    above: int = 20
    """Room over the plot for the title of its upright axis, and for a key."""
    below: int = 40
    """Room between the plot and the words below, for the axis that lies there."""

    @property
    def plot(self) -> int:
        """Width of the plot."""
        return self.width - self.left - self.right - 2 * EDGE


def narrow(width: int) -> bool:
    """Whether a picture is too narrow for labels at their full length."""
    return width < 560


def framed(
    frame: Frame, layers: Sequence[Spec], *, title: str, subtitle: str, alt: str, source: str, **more: Any
) -> Spec:
    """A whole specification: the layers in the plot, the words around it, and room for all of it.

    Args:
        frame: where the plot is.
        layers: Vega-Lite layers.
        title: the finding.
        subtitle: what is drawn, with its unit.
        alt: what somebody hears who does not see it.
        source: where the numbers are from, and their grade.
        more: other parts of the specification.
    """
    room = frame.width - 2 * EDGE
    head, sub = wrap(title, room, TITLE, BOLD), wrap(subtitle, room, TEXT)
    foot = wrap(source, room, FOOT)
    above = len(head) * (TITLE + 4) + len(sub) * (TEXT + 4) + 2 + GAP + frame.above
    below = frame.below + len(foot) * (FOOT + 3)
    words = {
        "data": {"values": [{}]},
        "mark": {
            "type": "text",
            "style": "foot",
            "align": "left",
            "baseline": "top",
            "lineHeight": FOOT + 3,
            "x": -frame.left,
            "y": frame.height + frame.below,
            "text": foot,
            "tooltip": None,
        },
        "encoding": {},
    }
    return {
        "$schema": SCHEMA,
        "description": alt,
        "usermeta": {"source": source},
        "title": {"text": head, "subtitle": sub, "dx": -frame.left, "offset": GAP},
        "width": frame.plot,
        "height": frame.height,
        "autosize": {"type": "none"},
        "padding": {
            "left": EDGE + frame.left,
            "right": EDGE + frame.right,
            "top": EDGE + above,
            "bottom": EDGE + below,
        },
        **more,
        "layer": [*layers, words],
    }


def values(rows: Rows) -> Spec:
    """Data that stand in the specification itself."""
    return {"values": [dict(row) for row in rows]}


def amount(field: str, title: str, **more: Any) -> Spec:
    """The encoding of a number on an upright axis: its title lies above the axis, and is read first."""
    axis = {
        "title": title,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "end",
        "titleBaseline": "bottom",
        "titleX": more.pop("title_x", 0),
        "titleY": more.pop("title_y", -8),
        "format": more.pop("format", "~s"),
        "labelExpr": WORDS,
        "tickCount": 5,
        "domain": False,
        "ticks": False,
        **more.pop("axis", {}),
    }
    return {"field": field, "type": "quantitative", "axis": axis, **more}


def along(field: str, title: str, **more: Any) -> Spec:
    """The encoding of a number on an axis that lies below."""
    axis = {
        "title": title,
        "titleAnchor": "start",
        "titleAlign": "left",
        "format": more.pop("format", "~s"),
        "labelExpr": WORDS,
        "tickCount": more.pop("ticks", 6),
        "domain": False,
        "ticks": False,
        **more.pop("axis", {}),
    }
    return {"field": field, "type": "quantitative", "axis": axis, **more}


WORDS = "datum.value === 0 ? '0' : replace(replace(datum.label, 'G', ' bn'), 'M', ' mn')"
"""Billions and millions on an axis as they are written elsewhere; nothing is nothing in any unit."""


def days(field: str, first: date, last: date, width: int) -> Spec:
    """The encoding of days that lie along a drawing: days of a month where the span is short, else months."""
    span = (last - first).days
    axis: Spec = {"title": None, "grid": False, "format": "%b %Y" if span > SHORT else "%-d %b", "labelFlush": True}
    axis["tickCount"] = {"interval": "day", "step": 1} if span < 7 else 4 if narrow(width) else 7
    scale: Spec = {"type": "utc"}
    if span == 0:
        scale["domain"] = [_at(first - timedelta(days=1)), _at(last + timedelta(days=1))]
        axis["values"] = [_at(first)]
    return {"field": field, "type": "temporal", "scale": scale, "axis": axis}


SHORT = 150
"""Days up to which an axis names days and not months."""


def _at(day: date) -> Spec:
    """A day as Vega-Lite writes one."""
    return {"year": day.year, "month": day.month, "date": day.day, "utc": True}


def names(field: str, order: Sequence[str], left: int, **more: Any) -> Spec:
    """The encoding of names beside their bars, in an order; those too long for the room go on a second line."""
    broken = {name: wrap(name, left - 8, SMALL, REGULAR) for name in order}
    said = json.dumps({name: _two(lines) for name, lines in broken.items() if len(lines) > 1}, ensure_ascii=False)
    axis: Spec = {"title": None, "domain": False, "ticks": False, "labelPadding": 6, "labelLimit": left - 6}
    axis |= {"labelExpr": f"{said}[datum.label] || datum.label", "labelLineHeight": SMALL + 1} if said != "{}" else {}
    return {"field": field, "type": "nominal", "sort": list(order), "axis": {**axis, **more.pop("axis", {})}, **more}


def _two(lines: list[str]) -> list[str]:
    """The first two lines; three dots where there are more."""
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]}…"]


KEYED = 40
"""Room above a plot that has a key there."""
UNDER_KEY = -27
"""Where the title of the upright axis stands then."""


LINES = {"main": ("node_main", ((0, 13),)), "limit": ("node", ((0, 5), (8, 13)))}
"""Parts that are lines, drawn in a key as strokes: what fills them, and from where to where."""


def key(entries: Sequence[tuple[str, str]], left: float = 0) -> list[Spec]:
    """What the kinds of marks mean, in a row over the plot: the part each plays, and its words."""
    out: list[Spec] = []
    x = float(left)
    for style, text in entries:
        fill, strokes = LINES.get(style, (style, ((1, 12),)))
        half = 1.25 if style in LINES else 5
        for begin, end in strokes:
            box = {"type": "rect", "style": fill, "x": x + begin, "x2": x + end, "y": -11 - half, "y2": -11 + half}
            out.append({"data": values([{}]), "mark": box, "encoding": {}})
        said = {"type": "text", "style": "label", "align": "left", "baseline": "middle", "x": x + 17, "y": -11}
        out.append({"data": values([{}]), "mark": {**said, "text": text}, "encoding": {}})
        x += 17 + wide(text, SMALL) + 16
    return out


def apart(at: Sequence[float], least: float, low: float = -math.inf, high: float = math.inf) -> list[float]:
    """The nearest places to those asked for, in the same order, each at least so far from the next.

    Least squares, by pooling neighbours that violate the order (isotonic regression): those that touch move together.
    None lies below ``low`` or above ``high``; where there is no room for all, they stand as far apart as there is.
    """
    if len(at) > 1 and (len(at) - 1) * least > high - low:
        least = max(0.0, high - low) / (len(at) - 1)
    order = sorted(range(len(at)), key=lambda i: at[i])
    pools: list[list[float]] = []
    for number, i in enumerate(order):
        pools.append([at[i] - number * least])
        while len(pools) > 1 and fmean(pools[-2]) > fmean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    top = high - (len(at) - 1) * least
    places = [min(max(fmean(pool), low), max(top, low)) for pool in pools for _ in pool]
    out = [0.0] * len(at)
    for number, i in enumerate(order):
        out[i] = places[number] + number * least
    return out
