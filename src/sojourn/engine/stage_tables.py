"""Stages as tables: the clocks that race in each, where a grant leads, and where those go who are put out."""

from __future__ import annotations

import numpy as np

from sojourn.engine.columns import Columns
from sojourn.engine.luck import salt
from sojourn.engine.pace_tables import PaceTables
from sojourn.engine.program import NONE, Clocks, Stages
from sojourn.engine.route_tables import RouteTables
from sojourn.engine.station_tables import StationTables
from sojourn.engine.tables import DurationTables
from sojourn.network import By, ByDoor, Clock, Stage
from sojourn.network.by import by_kind


class StageTables:
    """Clocks and grants of every stage, in order."""

    def __init__(self, routes: RouteTables, durations: DurationTables, paces: PaceTables, columns: Columns) -> None:
        """Lay out every stage; their routes are added."""
        self.routes, self.durations, self.paces, self.columns = routes, durations, paces, columns
        for stage in routes.network.stages:
            columns.add(
                stage_clock=columns.length("clock_row"),
                stage_sets=stage.sets is not None,
                stage_holds=routes.holds[stage.name],
            )
            for clock in stage.clocks:
                self._clock(stage, clock)
            self._grant(stage)
            self._put_out(stage)
        columns.add(stage_clock=columns.length("clock_row"))

    def _clock(self, stage: Stage, clock: Clock) -> None:
        kinds, columns = self.routes.network.kinds, self.columns
        name = f"clock {stage.name}.{clock.name}"
        rows, laws = by_kind(clock.rings_after, kinds)
        first = columns.length("clock_law")
        numbers = self.durations.numbers(laws)
        columns.extend(clock_law=numbers, clock_fixed=[self.durations.fixed[number] for number in numbers])
        pace_rows, paces = clock.pace.rows(kinds) if isinstance(clock.pace, By) else (rows * 0, [clock.pace])
        pace_first = columns.length("pace_of_row")
        columns.extend(pace_of_row=[NONE if pace is None else self.paces.place[pace] for pace in paces])
        columns.add(
            clock_map=self.routes.maps.add(rows),
            clock_row=first,
            clock_paced=any(pace is not None for pace in paces),
            clock_pace_map=self.routes.maps.add(pace_rows),
            clock_pace_row=pace_first,
            clock_since=clock.since is not None,
            clock_route=self.routes.add(name, stage.name, clock.to),
            clock_salt=salt(name),
        )

    def _grant(self, stage: Stage) -> None:
        first = self.routes.count if stage.granted is not None else NONE
        if isinstance(stage.granted, ByDoor):
            gate = next(gate for gate in self.routes.network.gates if gate.name == stage.waits_for)
            for door in gate.doors:
                self.routes.add(f"grant {stage.name} by {door.name}", stage.name, stage.granted.routes[door.name])
        elif stage.granted is not None:
            self.routes.add(f"grant {stage.name}", stage.name, stage.granted)
        self.columns.add(
            stage_grant=first,
            stage_by_door=isinstance(stage.granted, ByDoor),
            stage_salt=salt(f"grant {stage.name}"),
        )

    def _put_out(self, stage: Stage) -> None:
        route = NONE
        if stage.put_out is not None:
            route = self.routes.add(f"put out {stage.name}", stage.name, stage.put_out)
        self.columns.add(stage_put_out=route, stage_put_out_salt=salt(f"put out {stage.name}"))

    def clocks(self) -> Clocks:
        """The clocks' part of the program."""
        c = self.columns
        return Clocks(
            map=c.u32("clock_map"),
            row=c.u32("clock_row"),
            law=c.u32("clock_law"),
            fixed=c.i32("clock_fixed"),
            paced=c.u8("clock_paced"),
            pace_map=c.u32("clock_pace_map"),
            pace_row=c.u32("clock_pace_row"),
            pace=c.i32("pace_of_row"),
            since=c.u8("clock_since"),
            route=c.u32("clock_route"),
            salt=c.u64("clock_salt"),
            guides=self.durations.guides(),
            durations=self.durations.flat(),
            law_start=np.array(self.durations.starts, dtype=np.uint32),
        )

    def stages(self, stations: StationTables) -> Stages:
        """The stages' part of the program."""
        c = self.columns
        return Stages(
            clock=c.u32("stage_clock"),
            holds=c.i32("stage_holds"),
            queue=np.array([stations.first_queue(stage) for stage in self.routes.network.stages], np.int32),
            queue_map=np.array([stations.queue_map(stage) for stage in self.routes.network.stages], np.uint32),
            sets=c.u8("stage_sets"),
            grant=c.i32("stage_grant"),
            by_door=c.u8("stage_by_door"),
            salt=c.u64("stage_salt"),
            put_out=c.i32("stage_put_out"),
            put_out_salt=c.u64("stage_put_out_salt"),
        )
