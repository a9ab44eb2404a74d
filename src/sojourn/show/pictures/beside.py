"""Labels beside symbols: each at the nearest place where it touches no symbol, no other label, no line and no edge."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sojourn.show.pictures.theme import SMALL
from sojourn.show.pictures.words import wide

LETTER = 0.5
"""Mean width of a letter as a share of its size."""
ROUND = 7.0
"""Half the width of a symbol, in pixels."""
FAR = (0, 14, 28, 42, 60, 80, 110, 140)
"""How far from its symbol a label may stand, in pixels, and in which directions, the best first."""
AROUND = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def beside(
    points: Sequence[Point], texts: Sequence[str], width: float, height: float, hidden: Sequence[Box] = ()
) -> list[Box]:
    """Where each label stands: left, top, right and bottom in pixels; none on what is hidden.

    A line from a symbol to a label that is not right beside it crosses no symbol and no label where that can be had.
    """
    symbols = [(x - ROUND, y - ROUND, x + ROUND, y + ROUND) for x, y in points]
    taken: list[Box] = list(hidden)
    lines: list[Box] = []
    for at, ((x, y), text) in enumerate(zip(points, texts, strict=True)):
        long, tall = wide(text, SMALL, LETTER), SMALL + 3.0
        tries = [_box(x, y, dx, dy, far, long, tall) for far in FAR for dx, dy in AROUND]
        inside = [b for b in tries if b[0] >= 0 and b[2] <= width and b[1] >= 0 and b[3] <= height] or tries
        others = [*(box for number, box in enumerate(symbols) if number != at), *taken, *lines]
        free = [b for b in inside if not any(_touch(b, other) for other in (symbols[at], *others))]
        clear = [b for b in free if not _crosses((x, y), b, others)]
        best = [*clear, *free, *inside][0]
        taken.append(best)
        lines += [(a - 1, b - 1, a + 1, b + 1) for a, b in _line((x, y), best)]
    return taken[len(hidden) :]


def nearest(point: Point, box: Box) -> Point:
    """The point of a box that is nearest to another point."""
    return min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])


def _box(x: float, y: float, dx: int, dy: int, far: float, long: float, tall: float) -> Box:
    left = x + (9 + far if dx > 0 else -9 - far - long if dx < 0 else -long / 2)
    top = y - tall / 2 + dy * ((tall if dx else tall / 2 + 8) + far)
    return left, top, left + long, top + tall


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _crosses(point: Point, box: Box, others: Sequence[Box]) -> bool:
    """Whether the line from a symbol to its label runs through something else."""
    return any(b[0] < x < b[2] and b[1] < y < b[3] for x, y in _line(point, box) for b in others)


def _line(point: Point, box: Box) -> list[Point]:
    """Points three pixels apart from a symbol to its label."""
    end = nearest(point, box)
    steps = max(1, int(math.dist(point, end) / 3))
    return [
        (point[0] + (end[0] - point[0]) * i / steps, point[1] + (end[1] - point[1]) * i / steps)
        for i in range(steps + 1)
    ]
