"""Runs of points: each made once, kept as soon as it is done, in the order in which they were asked for.

They are made by processes on this machine, or by a cluster that is there already; the numbers are the same for any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from sojourn.study.draw_pool import FEWEST, cores, made_of
from sojourn.study.handing_out import hand_out
from sojourn.study.points.point import Point, Values
from sojourn.study.points.together import Together, make_together, together

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


class Hashed(Protocol):
    """A run named by what decides its numbers."""

    @property
    def hash(self) -> str:
        """SHA-256 of all that decides the numbers."""
        ...

    @property
    def label(self) -> str:
        """A name that no other has."""
        ...


Run = TypeVar("Run", bound=Hashed)


def run_points(
    points: Sequence[Point],
    *,
    store: Store | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> tuple[Values, ...]:
    """Make the runs of points, and give the lines of each, in order. A point that stands twice is made once.

    Args:
        points: what to run.
        store: what is in it is not made again, and what is made goes into it at once.
        workers: processes; as many as there are cores where not given. The numbers are the same for any.
        scheduler: address of a Dask scheduler whose workers make the runs, in place of processes here.
        progress: called first with what is known already, and after each run.

    Raises:
        WorkerLost: processes ended before their time.
        NoScheduler: the cluster cannot be used, or went away.
        NotKept: the store takes no more.
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

    def keep_all(some: Together, values: tuple[Values, ...]) -> None:
        for point, found in zip(some.points, values, strict=True):
            keep(point, found)

    tell(len(done), len(wanted))
    todo = [point for key, point in wanted.items() if key not in done]
    some = together(todo, workers or cores())
    hand(some, len(some), keep_all, make_together, workers, scheduler)
    return tuple(done[point.hash] for point in points)


def fill(
    points: Iterable[Run],
    of: int,
    *,
    make: Callable[[Run], Values],
    store: Store,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> int:
    """See that a store has every point, making what it has not; for more points than fit in memory at once.

    Args:
        points: what to run, made one by one as they are wanted.
        of: how many there are.
        make: makes one, in another process too.
        store: where they are looked for, and kept.
        workers: as in :func:`run_points`.
        scheduler: the same.
        progress: called after each point, known or made.

    Returns:
        How many were made.

    Raises:
        WorkerLost, NoScheduler, NotKept, KeyboardInterrupt: as :func:`run_points`.
    """
    tell = progress or (lambda finished, everything: None)
    seen, known, made = set[str](), 0, 0

    def unknown() -> Iterator[Run]:
        nonlocal known
        for point in points:
            if point.hash in seen or store.read(point.hash) is not None:
                known += 1
                tell(known + made, of)
            else:
                seen.add(point.hash)
                yield point

    def keep(point: Run, values: Values) -> None:
        nonlocal made
        store.write(point.hash, values)
        made += 1
        tell(known + made, of)

    hand(unknown(), of, keep, make, workers, scheduler)
    return made


def hand(
    jobs: Iterable[Run],
    of: int,
    keep: Callable[[Run, Any], None],
    make: Callable[[Any], Any],
    workers: int | None = None,
    scheduler: str | None = None,
) -> None:
    """Hand jobs to a cluster where one is named, else to processes here, if they are worth their start."""
    if scheduler is None:
        made_of(jobs, of, min(workers or cores(), of) if of >= FEWEST else 1, keep, make)
        return
    from sojourn.study.points.cluster import cluster

    with cluster(scheduler) as hands:
        hand_out(jobs, hands, keep, make)
