"""Parts of a map: the whole, and, where symbols crowd, a window in which those that do are drawn larger."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sojourn.show.pictures.beside import Box, Point, beside, nearest
from sojourn.show.pictures.frame import Spec, values
from sojourn.show.pictures.places import Place, fit, point

NEAR = 26.0
"""Pixels between two symbols from which on they do not crowd each other."""
CROWD = 3
"""Symbols that crowd each other from which on they get a window."""
WINDOW = (210.0, 150.0)
"""Width and height of a window in a corner, in pixels."""
ROOM = 560.0
"""Width of a map from which on a window has room in its corner; below, it stands under the map."""
BELOW, BIG = 8.0, 0.75
"""Pixels between a map and a window below it, and the least height of that, as a share of the map's."""
SPAN, MARGIN = (9.0, 6.0), 2.4
"""Degrees that a window shows at least, and around the outermost country in it."""
AROUND = 11.0
"""Half the room around a symbol, in pixels, that the mark of a crowd takes."""


@dataclass(frozen=True)
class Panel:
    """A part of a map: its box in pixels, and the projection that fills it."""

    box: Box
    scale: float
    shift: tuple[float, float]

    def points(self, places: Sequence[Place]) -> list[Point]:
        """Where places lie in the drawing."""
        return [point(one, self.scale, self.shift) for one in places]

    def projection(self) -> Spec:
        """As Vega-Lite writes it; nothing is drawn outside the box."""
        left, top, right, bottom = self.box
        extent = [[left, top], [right, bottom]]
        return {
            "type": "naturalEarth1",
            "scale": self.scale,
            "translate": list(self.shift),
            "clipExtent": extent,
        }


def crowd(points: Sequence[Point]) -> list[int]:
    """Which symbols crowd each other: the largest group of which each is near another; empty where none is large."""
    group = list(range(len(points)))
    for i, a in enumerate(points):
        for j, b in enumerate(points[:i]):
            if math.dist(a, b) < NEAR and group[i] != group[j]:
                old, new = group[i], group[j]
                group = [new if one == old else one for one in group]
    found = [[i for i, one in enumerate(group) if one == number] for number in sorted(set(group))]
    most = max(found, key=len, default=[])
    return most if CROWD <= len(most) < len(points) else []


def window(
    places: Sequence[Place], points: Sequence[Point], others: Sequence[Point], width: float, height: float
) -> Panel:
    """A window that shows some places larger: in a corner of the map where it hides no symbol, or else below the map.

    Args:
        places: what it shows.
        points: where they lie on the whole map.
        others: the other symbols of the map.
        width: of the map, in pixels.
        height: of the map.
    """
    wide, tall = WINDOW
    corners = [(x, y) for y in (height - tall, 0.0) for x in (0.0, width - wide)]
    middle = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    free = [corner for corner in corners if width >= ROOM and not _hides(corner, [*points, *others])]
    if free:
        left, top = min(free, key=lambda one: math.dist(middle, (one[0] + wide / 2, one[1] + tall / 2)))
    else:
        left, top, wide, tall = 0.0, height + BELOW, width, max(tall, BIG * height)
    scale, (x, y) = fit(wide, tall, places, SPAN, MARGIN)
    return Panel((left, top, left + wide, top + tall), scale, (round(x + left, 2), round(y + top, 2)))


def _hides(corner: tuple[float, float], points: Sequence[Point]) -> bool:
    """Whether a window in a corner would lie on a symbol."""
    (left, top), (wide, tall) = corner, WINDOW
    return any(left - AROUND < x < left + wide + AROUND and top - AROUND < y < top + tall + AROUND for x, y in points)


def land(panel: Panel, named: Sequence[str]) -> list[Spec]:
    """The countries of a panel, those that are named darker."""
    where = panel.projection()
    return [
        {"mark": {"type": "geoshape", "style": "land"}, "projection": where},
        {
            "transform": [{"filter": {"field": "properties.name", "oneOf": list(named)}}],
            "mark": {"type": "geoshape", "style": "land_named"},
            "projection": where,
        },
    ]


def opened(panel: Panel, points: Sequence[Point], size: tuple[float, float]) -> list[Spec]:
    """The ground and the edge of a window, the place on the map that it shows, and a line between the two."""
    shown = around(points)
    to = nearest(((shown[0] + shown[2]) / 2, (shown[1] + shown[3]) / 2), panel.box)
    start = nearest(to, shown)
    return [
        _box(shown, "outline"),
        line(start, to, size),
        _box(panel.box, "window"),
    ]


def around(points: Sequence[Point]) -> Box:
    """The box of some symbols."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) - AROUND, min(ys) - AROUND, max(xs) + AROUND, max(ys) + AROUND


def labels(
    points: Sequence[Point], texts: Sequence[str], panel: Panel, size: tuple[float, float], taken: Sequence[Box] = ()
) -> list[Spec]:
    """A label beside each symbol, with a line to it where it stands apart."""
    left, top, right, bottom = panel.box
    inside = [(x - left, y - top) for x, y in points]
    hidden = [(a - left, b - top, c - left, d - top) for a, b, c, d in taken]
    layers: list[Spec] = []
    for at, found, text in zip(points, beside(inside, texts, right - left, bottom - top, hidden), texts, strict=True):
        box = (found[0] + left, found[1] + top, found[2] + left, found[3] + top)
        near = nearest(at, box)
        if math.dist(near, at) > 10:
            layers.append(line(at, near, size))
        mark = {"type": "text", "style": "label", "align": "left", "baseline": "middle", "text": text}
        place = {"x": box[0], "y": (box[1] + box[3]) / 2}
        layers.append({"data": values([{}]), "mark": {**mark, **place}, "encoding": {}})
    return layers


def line(start: Point, end: Point, size: tuple[float, float]) -> Spec:
    """A thin line from one point to another."""
    across, down = axes(size)
    return {
        "data": values([{"x": start[0], "y": start[1], "x2": end[0], "y2": end[1]}]),
        "mark": {"type": "rule", "style": "leader"},
        "encoding": {
            "x": {"field": "x", **across},
            "y": {"field": "y", **down},
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
        },
    }


def axes(size: tuple[float, float]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Pixels of a drawing as its scales, so that what is laid out stands where it is put."""
    across = {"type": "quantitative", "scale": {"domain": [0, size[0]], "nice": False, "zero": False}, "axis": None}
    down = {**across, "scale": {"domain": [0, size[1]], "nice": False, "zero": False, "reverse": True}}
    return across, down


def _box(box: Box, style: str) -> Spec:
    mark = {"type": "rect", "style": style, "x": box[0], "y": box[1], "x2": box[2], "y2": box[3]}
    return {"data": values([{}]), "mark": mark, "encoding": {}}
