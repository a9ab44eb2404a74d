"""Runs of points: each made once, kept as soon as it is done, in the order in which they were asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from sojourn.study.draw_pool import cores, made
from sojourn.study.points.point import Point, Values, make

Progress = Callable[[int, int], None]
"""Told the runs that are done and all there are."""


class Store(Protocol):
    """A place where what points gave is kept under their hashes."""

    def read(self, key: str) -> Values | None:
        """What a point gave when it was made before; None where it was not."""
        ...

    def write(self, key: str, values: Values) -> None:
        """Keep what a point gave."""
        ...


def run_points(
    points: Sequence[Point],
    *,
    store: Store | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> tuple[Values, ...]:
    """Make the runs of points, and give the lines of each, in order. A point that stands twice is made once.

    Args:
        points: what to run.
        store: what is in it is not made again, and what is made goes into it at once.
        workers: processes; as many as there are cores where not given. The numbers are the same for any.
        progress: called first with what is known already, and after each run.

    Raises:
        WorkerLost: a process ended before its time.
        KeyboardInterrupt: the user stopped it; what was done is in the store.
    """
    done: dict[str, Values] = {}
    wanted = {point.hash: point for point in points}
    for key in wanted:
        if store is not None and (known := store.read(key)) is not None:
            done[key] = known
    tell = progress or (lambda finished, everything: None)

    def keep(point: Point, values: Values) -> None:
        if store is not None:
            store.write(point.hash, values)
        done[point.hash] = values
        tell(len(done), len(wanted))

    tell(len(done), len(wanted))
    made([point for key, point in wanted.items() if key not in done], workers or cores(), keep, make)
    return tuple(done[point.hash] for point in points)
