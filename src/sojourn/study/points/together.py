"""Points that begin alike, made one after the other by one process: who is inside on the first day is found once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sojourn.study.points.point import Point, Values, make

MOST = 4
"""Points that are made in one go: what they give is kept when the last of them is done."""
SHARES = 4
"""At least so many goes for each process, so that none waits long for the last one."""


@dataclass(frozen=True)
class Together:
    """Points that begin alike, or one by itself."""

    points: tuple[Point, ...]

    @property
    def hash(self) -> str:
        """That of the first, which is in no other."""
        return self.points[0].hash

    @property
    def label(self) -> str:
        """The same."""
        return self.hash

    def prepare(self) -> None:
        """See that what they need is compiled."""
        self.points[0].prepare()


def together(points: Sequence[Point], workers: int) -> list[Together]:
    """All points, those that begin alike beside one another; what takes longest first, so that all end together.

    Args:
        points: no two the same.
        workers: processes that will make them.
    """
    most = max(1, min(MOST, len(points) // (SHARES * workers))) if workers > 1 else 1  # one remembers by itself
    alike: dict[str, list[Point]] = {}
    for point in points:
        alike.setdefault(point.beginning, []).append(point)
    out = [Together(tuple(some[at : at + most])) for some in alike.values() for at in range(0, len(some), most)]
    return sorted(out, key=lambda one: -len(one.points))


def make_together(some: Together) -> tuple[Values, ...]:
    """Make the runs of points and give the lines of each; what a process of a pool is asked to do."""
    return tuple(make(point) for point in some.points)
