"""The moves of everybody who was watched, person by person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.engine import Simulation
from sojourn.engine.luck import TICK_BIAS
from sojourn.engine.routes import Edge

I64 = npt.NDArray[np.int64]

BOOKED_INTO = "intake"
"""Place that an arrival who is booked in reaches first."""
_TICK = 24
"""Bits of a person's name that are the index within the tick's arrivals."""


@dataclass(frozen=True)
class Histories:
    """People one after another, each with all their moves in order."""

    edges: tuple[Edge, ...]
    person: I64
    """(people,): biased tick of arrival, source and index, packed: the order in which people arrive."""
    first: I64
    """(people + 1,): first move of each person."""
    tick: I64
    """(moves,)"""
    edge: I64
    """(moves,)"""
    kind: I64
    """(moves,): the kind at that move; a person who is moved to another area changes it."""

    def __len__(self) -> int:
        return len(self.person)

    @property
    def arrived(self) -> I64:
        """(people,): tick of arrival."""
        return self.tick[self.first[:-1]]

    def who(self, row: int) -> tuple[str, int]:
        """Source of a person, and their number among that tick's arrivals from it, from 1."""
        owner = self.edges[int(self.edge[self.first[row]])].owner
        return owner.removeprefix("source "), int(self.person[row] & ((1 << _TICK) - 1)) + 1

    def chosen(self, rows: npt.NDArray[np.bool_]) -> Histories:
        """Some of the people, in the same order."""
        keep = np.repeat(rows, np.diff(self.first))
        first = np.concatenate([[0], np.cumsum(np.diff(self.first)[rows])]).astype(np.int64)
        return Histories(self.edges, self.person[rows], first, self.tick[keep], self.edge[keep], self.kind[keep])


def booked_in(run: Simulation, since: int, until: int) -> Histories:
    """The watched people who were booked in on a tick from ``since`` up to, not including, ``until``.

    Those inside before the start, those arrested and not booked in, and those removed straight from border
    custody are not among them. The order is that of arrival: by tick, then source as declared, then index.
    """
    log = run.log()
    # The tick comes first, so people stand in the order of arrival; a stable sort keeps their moves in time.
    person = ((log.arrived + TICK_BIAS) << (_TICK + 4)) | (log.source << _TICK) | log.index
    order = np.argsort(person, kind="stable")
    person, tick, edge, kind = (column[order] for column in (person, log.tick, log.edge, log.kind))
    start = np.flatnonzero(np.diff(person, prepend=-1))
    first = np.append(start, len(person)).astype(np.int64)
    everybody = Histories(run.edges, person[start], first, tick, edge, kind)
    arrivals = np.array([edge.stage is None and edge.target == BOOKED_INTO for edge in run.edges], dtype=bool)
    at = everybody.arrived
    return everybody.chosen(arrivals[everybody.edge[start]] & (at >= since) & (at < until))
