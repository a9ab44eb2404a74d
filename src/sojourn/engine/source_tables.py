"""Sources as tables: how many arrive, of which kinds, and where they go first."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.engine.columns import Columns
from sojourn.engine.luck import poisson_counts, salt, shifted_key
from sojourn.engine.program import Sources
from sojourn.engine.route_tables import RouteTables
from sojourn.engine.tables import FULL, below, guide, threshold
from sojourn.network import NetworkError, Source, number_at

MAX_SOURCES = 15
MAX_PER_TICK = (1 << 24) - 2
Floats = npt.NDArray[np.float64]


class SourceTables:
    """The sources of a network for one seed."""

    def __init__(self, seed: int, routes: RouteTables, columns: Columns) -> None:
        """Lay out every source.

        Raises:
            NetworkError: a source has no counts, too many, or shares of kinds that do not add to one.
        """
        self.seed, self.ticks, self.columns = seed, routes.ticks, columns
        self._kinds = routes.network.kinds.size
        self._below: list[npt.NDArray[np.uint32]] = [np.zeros(0, np.uint32)]
        self._guides: list[npt.NDArray[np.uint32]] = [np.zeros(0, np.uint32)]
        self._guide_end = 0
        counts, mixes = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        sources = routes.network.sources
        self.names = [source.name for source in sources]
        if len(sources) > MAX_SOURCES:
            raise NetworkError(f"{len(sources)} sources are too many; {MAX_SOURCES} is the most")
        for source in sources:
            columns.add(source_route=routes.add(f"source {source.name}", None, source.to))
            counts.append(self._count(source))
            mixes.append(self._mix(source))
        self.edges = len(routes.edges)
        self.counts, self.mixes = np.concatenate(counts), np.concatenate(mixes)

    def _count(self, source: Source) -> npt.NDArray[np.int64]:
        name = f"source {source.name!r}"
        if source.counts is not None:
            count = number_at(source.counts, self.ticks, f"the arrivals of {name}").astype(np.int64)
        elif source.rate is not None:
            rate = number_at(source.rate, self.ticks, f"the rate of {name}")
            count = poisson_counts(self.seed, source.name, rate)
        else:
            raise NetworkError(f"{name} needs a rate or counts")
        if count.max(initial=0) > MAX_PER_TICK:
            raise NetworkError(f"{name} has more than {MAX_PER_TICK:,} arrivals on one tick")
        return count

    def _mix(self, source: Source) -> npt.NDArray[np.int64]:
        """Row of the kind tables at each tick; the rows are added."""
        name, first = f"source {source.name!r}", self.columns.length("kind_start")
        shares = np.atleast_2d(np.ones(1) if source.kinds is None else np.asarray(source.kinds, dtype=np.float64))
        if shares.shape[1] != self._kinds:
            raise NetworkError(f"{name} has shares for {shares.shape[1]:,} kinds; the network has {self._kinds:,}")
        for row in shares:
            self._shares(name, row)
        mix = np.zeros(self.ticks, np.int64) if source.mix is None else np.asarray(source.mix[: self.ticks])
        if len(mix) < self.ticks or mix.min(initial=0) < 0 or mix.max(initial=0) >= len(shares):
            raise NetworkError(f"{name} needs a row of its {len(shares)} mixes of kinds for each of {self.ticks} ticks")
        return mix.astype(np.int64) + first

    def _shares(self, name: str, row: Floats) -> None:
        if np.any(row < 0) or abs(row.sum() - 1.0) > 1e-6:
            raise NetworkError(
                f"{name} has shares of kinds that add to {row.sum():.6g}; they must be zero or more and add to 1"
            )
        line = threshold(np.cumsum(row))
        line[np.flatnonzero(row)[-1] :] = FULL
        bits = min(15, max(4, int(np.ceil(np.log2(len(row)))) + 2))
        self.columns.add(
            kind_start=(len(self._below) - 1) * self._kinds, kind_guide_start=self._guide_end, kind_guide_bits=bits
        )
        self._below.append(below(line))
        self._guides.append(guide(line, bits))
        self._guide_end += 1 << bits

    def table(self) -> Sources:
        """The sources' part of the program."""
        u32 = self.columns.u32
        return Sources(
            key=np.array(
                [shifted_key(self.seed, name, i) for i, name in enumerate((*self.names, "opening"))], np.uint64
            ),
            route=u32("source_route"),
            arrivals=self.counts,
            mix=self.mixes.astype(np.uint32),
            below=np.concatenate(self._below),
            start=u32("kind_start"),
            guide=np.concatenate(self._guides),
            guide_start=u32("kind_guide_start"),
            guide_bits=u32("kind_guide_bits"),
            kind_salt=np.uint64(salt("kind")),
            arrival_salt=np.uint64(salt("arrival")),
            edges=self.edges,
        )
