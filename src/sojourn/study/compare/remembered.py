"""What points gave, remembered for as long as a comparison lives, in front of a store that keeps it for longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sojourn.study.draw_pool import Stopped
from sojourn.study.points.point import Point, Values
from sojourn.study.points.runs import Progress, Store, run_points


@dataclass
class Remembered:
    """A store in memory, and perhaps another one behind it."""

    behind: Store | None = None
    known: dict[str, Values] = field(default_factory=dict, repr=False)

    def read(self, key: str) -> Values | None:
        """What a point gave; None where it was never made."""
        if key not in self.known and self.behind is not None and (found := self.behind.read(key)) is not None:
            self.known[key] = found
        return self.known.get(key)

    def write(self, key: str, values: Values) -> None:
        """Keep what a point gave."""
        self.known[key] = values
        if self.behind is not None:
            self.behind.write(key, values)


def run_all(
    points: Sequence[Point], store: Remembered, workers: int | None, progress: Progress | None
) -> tuple[Values, ...]:
    """Make runs, as `run_points`; one that was interrupted says how far it came."""
    try:
        return run_points(points, store=store, workers=workers, progress=progress)
    except KeyboardInterrupt:
        kept = "nothing is kept" if store.behind is None else "what is done is kept, and the same command goes on"
        raise Stopped(f"stopped with {len(store.known):,} runs made; {kept}") from None
