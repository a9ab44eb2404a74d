"""Gates and pools as tables: who queues where, and what is handed out.

A *station* is a gate or a pool. Its queues are numbered by stage, lane (a pool's lanes are its areas) and level; a
*group* is those of one level that a door, or an area, serves.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sojourn.engine.columns import Columns
from sojourn.engine.coming_back import may_come_back
from sojourn.engine.program import NONE, Doors, Pools, Queues
from sojourn.engine.route_tables import RouteTables
from sojourn.engine.state import BATCH
from sojourn.network import By, Door, Gate, Pool, Stage, number_at, whole
from sojourn.network.by import by_kind

Integers = npt.NDArray[np.int64]


class StationTables:
    """Queues of gates and pools, their doors and areas."""

    def __init__(self, routes: RouteTables, columns: Columns) -> None:
        """Lay out every station.

        Raises:
            NetworkError: a schedule is too short or negative, or an area has no capacity.
        """
        self.network, self.ticks, self.maps, self.columns = routes.network, routes.ticks, routes.maps, columns
        self._first: dict[tuple[str, str], int] = {}
        self._map: dict[str, int] = {}
        self._level_map: dict[str, int] = {}
        self._supply: list[Integers] = []
        self._open: list[Integers] = []
        self._capacity: list[Integers] = []
        for gate in self.network.gates:
            self._gate(gate, self._lay_queues(gate, gate.lane_parts))
        columns.add(door_group=columns.length("group_queue"))
        for pool in self.network.pools:
            self._pool(pool, self._lay_queues(pool, () if pool.areas is None else (pool.areas,)))
        columns.add(pool_area=columns.length("area_group"), area_group=columns.length("group_queue"))
        columns.add(group_queue=columns.length("group_queues"))

    def _lay_queues(self, station: Gate | Pool, parts: tuple[str, ...]) -> int:
        """Number the queues of a station; returns how many levels it has."""
        kinds = self.network.kinds
        rows, given = by_kind(station.level, kinds)
        values = [int(level) for level in given]
        levels = sorted({values[row] for row in np.unique(rows)})
        number = np.array([levels.index(v) if v in levels else 0 for v in values], dtype=np.int32)[rows]
        self._level_map[station.name] = self.maps.add(number)
        self._map[station.name] = self.maps.add(kinds.rows(parts) * len(levels) + number)
        lanes = math.prod(len(kinds.levels(part)) for part in parts)
        for place, stage in enumerate(self.network.stages):
            if stage.waits_for == station.name:
                self._first[station.name, stage.name] = self.columns.length("queue_stage")
                for _ in range(lanes * len(levels)):
                    self.columns.add(queue_stage=place)
        return len(levels)

    def _group(self, station: str, lanes: Sequence[int], level: int, levels: int) -> None:
        """One group: the queues of a level in some lanes, in order of queue number."""
        self.columns.add(group_queue=self.columns.length("group_queues"))
        for (name, _), first in self._first.items():
            if name == station:
                for lane in lanes:
                    self.columns.add(group_queues=first + lane * levels + level)

    def _gate(self, gate: Gate, levels: int) -> None:
        batch = 1 if may_come_back(self.network, gate.name) else BATCH
        lanes = gate.lane_levels(self.network.kinds)
        for number, door in enumerate(gate.doors):
            self._door(gate, door)
            self.columns.add(
                door_group=self.columns.length("group_queue"),
                door_number=number,
                door_limit=NONE if door.limit is None else door.limit,
                door_batch=batch,
            )
            accepted = np.flatnonzero(door.serves(lanes)).tolist()
            for level in range(levels):
                self._group(gate.name, accepted, level, levels)

    def _door(self, gate: Gate, door: Door) -> None:
        name = f"the door {door.name!r} of gate {gate.name!r}"
        stock = number_at(door.supply, self.ticks, f"the supply of {name}")
        units = whole(stock)
        if door.refills is not None:
            refilled = np.asarray(door.refills[: self.ticks], dtype=bool)
            units = np.full(self.ticks, NONE, dtype=np.int64)
            units[refilled] = whole(stock[refilled])
        self._supply.append(units)
        self._open.append((number_at(door.open, self.ticks, f"the opening of {name}") > 0).astype(np.int64))

    def _pool(self, pool: Pool, levels: int) -> None:
        areas, first = self._areas(pool), self.columns.length("group_queue")
        self.columns.add(
            pool_map=self.maps.add(self.network.kinds.rows(() if pool.areas is None else (pool.areas,))),
            pool_level_map=self._level_map[pool.name],
            pool_area=self.columns.length("area_group"),
            pool_stride=0 if not pool.spills or pool.areas is None else self.network.kinds.stride(pool.areas),
            pool_batch=1 if may_come_back(self.network, pool.name) else BATCH,
        )
        closes = any(stage.holds == pool.name and stage.put_out is not None for stage in self.network.stages)
        for number, area in enumerate(areas):
            self._capacity.append(self._units(pool, area))
            self.columns.add(area_group=self.columns.length("group_queue"), area_closes=closes)
            for level in range(levels):
                self._group(pool.name, [number], level, levels)
        for level in range(levels):
            for number in range(len(areas)):
                self.columns.add(pool_order=first + number * levels + level)

    def _areas(self, pool: Pool) -> Sequence[str]:
        return ("",) if pool.areas is None else self.network.kinds.levels(pool.areas)

    def _units(self, pool: Pool, area: str) -> Integers:
        schedule = pool.capacity
        if isinstance(schedule, By):
            _, values = schedule.rows(self.network.kinds)
            schedule = values[self._areas(pool).index(area)]
        return np.floor(number_at(schedule, self.ticks, f"the capacity of {pool.name!r}")).astype(np.int64)

    def first_queue(self, stage: Stage) -> int:
        """Number of a stage's first queue; NONE where it waits for nothing."""
        return self._first.get((stage.waits_for or "", stage.name), NONE)

    def queue_map(self, stage: Stage) -> int:
        """Map from kind to queue within the stage."""
        return 0 if stage.waits_for is None else self._map[stage.waits_for]

    def doors(self) -> Doors:
        """The doors' part of the program."""
        return Doors(
            supply=_by_tick(self._supply),
            open=_by_tick(self._open).astype(np.uint8),
            group=self.columns.u32("door_group"),
            number=self.columns.u32("door_number"),
            batch=self.columns.u32("door_batch"),
            limit=self.columns.i64("door_limit"),
        )

    def pools(self) -> Pools:
        """The pools' part of the program."""
        c = self.columns
        in_gates = c.lists["door_group"][-1]
        return Pools(
            map=c.u32("pool_map"),
            level_map=c.u32("pool_level_map"),
            area=c.u32("pool_area"),
            stride=c.i64("pool_stride"),
            batch=c.u32("pool_batch"),
            capacity=_by_tick(self._capacity),
            closes=c.u8("area_closes"),
            group=c.u32("area_group"),
            order=np.array([*range(in_gates), *c.lists.get("pool_order", [])], np.uint32),
        )

    def queues(self) -> Queues:
        """The queues' part of the program."""
        c = self.columns
        return Queues(group=c.u32("group_queue"), queues=c.u32("group_queues"), stage=c.u32("queue_stage"))


def _by_tick(columns: list[Integers]) -> Integers:
    """(ticks, columns), flat."""
    return np.stack(columns, axis=1).ravel() if columns else np.zeros(0, np.int64)
