"""A run of a network that can be stopped, saved, taken up again, branched, and asked what it has counted."""

from __future__ import annotations

import json
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sojourn.engine.branching import branched, check_alike, structure
from sojourn.engine.closing import put_out
from sojourn.engine.compile import MAX_TICKS, compile_network
from sojourn.engine.counting import Tally
from sojourn.engine.inside import as_opening, opening_records, people_inside
from sojourn.engine.kernels import Run, kernel_of, placer
from sojourn.engine.log import Log, log_of
from sojourn.engine.panel import Panel
from sojourn.engine.saving import copied, loaded, saved
from sojourn.engine.state import CLOSING, FAULT, LACKS, LOG, LOGGED, OPENED, TICK, State, new_state, with_log, with_room
from sojourn.network import Network, NetworkError, Opening
from sojourn.network.errors import shown
from sojourn.network.numbers import whole_number

MAX_SEED = (1 << 63) - 1


class Simulation:
    """One run. State is a value: :meth:`snapshot` takes it, :meth:`resume` takes it up, :meth:`branch` copies it.

    Runs are independent of each other and may be advanced in threads; one run may not be advanced by two at once.
    """

    def __init__(
        self,
        network: Network,
        *,
        ticks: int,
        seed: int = 1,
        opening: Opening | None = None,
        tally: Tally | None = None,
        specialised: bool | None = None,
    ) -> None:
        """Prepare a run.

        Args:
            network: at most 15 sources, 1,022 edges (a route and one of its targets) and 2,047 stages and exits.
            ticks: how many ticks it runs, at most 49,000.
            seed: names the luck: equal seeds give equal numbers.
            opening: people inside before the first tick; nobody where not given.
            tally: what is counted, and by what; moves in all where not given.
            specialised: whether to run on a kernel made for this network's structure: twice as fast, but made once in
                some ten seconds. None: where it has been made before, or the run is large. Numbers are the same
                either way.

        Raises:
            NetworkError: the network cannot be run, or something given is out of range.
        """
        if not isinstance(network, Network):
            raise NetworkError(f"a simulation runs a Network, not {shown(network)}")
        if not isinstance(tally, Tally | None):
            raise NetworkError(f"what is counted is said by a Tally, not {shown(tally)}")
        if not isinstance(specialised, bool | np.bool_ | None):
            raise NetworkError(
                f"a kernel of a network's own is made or not: True, False or None, not {shown(specialised)}"
            )
        self.network, self.ticks = network, whole_number(ticks, "the ticks of a run", 0, MAX_TICKS)
        self.seed = whole_number(seed, "the seed", 0, MAX_SEED)
        self._opening, self._tally, self._specialised = opening, tally or Tally(), specialised
        self._program, self.edges = compile_network(network, self.ticks, self.seed, opening, self._tally)
        try:
            self._state: State = new_state(self._program)
        except MemoryError:
            raise NetworkError(
                f"what this run counts does not fit in memory: {self.ticks:,} ticks, {self._program.edges:,} edges, "
                f"{self._program.cells:,} cells and {self._program.groups:,} groups; count by fewer parts of the kind"
            ) from None

    @property
    def tick(self) -> int:
        """The next tick to run; equal to ``ticks`` when the run is complete."""
        return int(self._state.lists.register[TICK])

    def advance(self, until: int | None = None) -> Simulation:
        """Run up to, and not including, the tick ``until``; to the horizon where none is given. Returns itself.

        Raises:
            NetworkError: people go in circles, or through more than 64 stages in a row, within one tick; or ``until``
                is no tick.
        """
        stop = self.ticks if until is None else min(whole_number(until, "the tick to run up to"), self.ticks)
        if self.tick >= stop:
            return self
        if self.tick == 0:
            self._open()
        while self.tick < stop:
            self._run(self._program, self._state, stop)
            if fault := int(self._state.lists.register[FAULT]):
                name = self.network.stages[fault - 1].name
                raise NetworkError(
                    f"people go in circles through stage {name!r} within one tick, or through more than 64 stages in "
                    "a row; some clock must run"
                )
            lack = int(self._state.lists.register[LACKS])
            if lack == CLOSING:
                self._state = put_out(self._program, self._state)
            elif lack:
                self._state = with_log(self._state) if lack == LOG else with_room(self._state)
        return self

    @cached_property
    def _run(self) -> Run:
        """The kernel that runs this network."""
        return kernel_of(self._program, self._specialised)

    def copy(self) -> Simulation:
        """Another run that stands where this one does; either goes on without the other."""
        other = Simulation.__new__(Simulation)
        other.__dict__.update(self.__dict__)
        other._state = copied(self._state)
        return other

    def branch(self, network: Network, at: int | None = None) -> Simulation:
        """Another run that goes on under another network from the tick ``at``, or from now; this one stays as it is.

        The other network must have the same structure (kinds, places, clocks, routes' targets, queues); its
        schedules, supplies, capacities, paces, laws and shares may differ. Until ``at`` the present network is
        followed. Everybody inside then races their clocks anew under the other network, from the tick on which they
        entered and with the luck they had; a ring that would have been before ``at`` comes on ``at``. Where nothing
        differs, nothing changes.

        Raises:
            NetworkError: the other network has another structure, or ``at`` is past.
        """
        if at is not None:
            at = whole_number(at, "the tick of a branch", self.tick, self.ticks)
        other = Simulation(
            network,
            ticks=self.ticks,
            seed=self.seed,
            opening=self._opening,
            tally=self._tally,
            specialised=self._specialised,
        )
        here = self.copy()
        if at is not None:
            here.advance(at)
        if here.edges != other.edges:
            raise NetworkError(
                "a branch needs a network of the same structure; the places or routes of this one differ"
            )
        check_alike(here.network, network)
        if here.tick > 0:
            other._state = branched(here._program, here._state, other._program)
        return other

    def _open(self) -> None:
        """Let the opening population take its places, if it has not."""
        p = self._program
        first, second = opening_records(p)
        if self._state.lists.register[OPENED] == 0:
            taken = np.flatnonzero(p.stage.holds[p.opening.stage] >= 0)
            pool = p.stage.holds[p.opening.stage[taken]]
            area = p.pool.area[pool] + p.maps[p.opening.kind[taken] * p.width + p.pool.map[pool]]
            np.add.at(self._state.units.held, area, 1)
        while self._state.lists.register[OPENED] < len(first):
            placer()(p, self._state, first, second)
            if self._state.lists.register[OPENED] < len(first):
                self._state = with_room(self._state)

    @property
    def panel(self) -> Panel:
        """What has been counted so far. Its arrays are those that go on being counted in: copy what is to be kept."""
        s, p = self._state.tallies, self._program
        opening = np.zeros((p.stages, p.cells), dtype=np.int64)
        np.add.at(opening, (p.opening.stage, p.maps[p.opening.kind * p.width + p.cell_map]), 1)
        moves = s.moves.reshape(-1, p.edges, p.groups, 2)
        return Panel(
            edges=self.edges,
            flow=s.flow.reshape(p.ticks, p.edges, p.cells),
            period_flow=moves[..., 0],
            period_time=moves[..., 1],
            stay_time=s.stay_time.reshape(-1, p.edges, p.cells),
            stays=s.stays.reshape(p.cells, -1),
            held=s.held_at.reshape(p.ticks, p.areas),
            opening=opening,
            stages=tuple(stage.name for stage in self.network.stages),
            exits=tuple(self.network.exits),
        )

    @property
    def arrivals(self) -> npt.NDArray[np.int64]:
        """(sources, ticks): how many arrive."""
        return self._program.source.arrivals.reshape(self._program.sources, self.ticks)

    def inside(self) -> Opening:
        """Everybody inside at the end of the last tick, as an opening population is given; their order means nothing.

        Ticks are those of this run: subtract the tick at which another run starts. A mark of ``NO_MARK`` stays as it
        is, since it stands for none, and so does such a tick of ``held_since``, of whoever holds nothing.
        """
        if self.tick == 0:
            self._open()
        return as_opening(people_inside(self._program, self._state.lists, self.tick))

    def log(self) -> Log:
        """Every move of those who were watched."""
        return log_of(self._state.tallies.log.reshape(-1, 2)[: self._state.lists.register[LOGGED]])

    def snapshot(self) -> bytes:
        """The state of the run as bytes (a NumPy archive of plain arrays; nothing is pickled)."""
        return saved(self._state, self._program, self._meaning())

    def resume(self, snapshot: bytes) -> Simulation:
        """Take up a snapshot of a run of the same network, seed, horizon, opening population and tally. Returns itself.

        Raises:
            NetworkError: the snapshot is of a run that differs in any of these, or it is damaged.
        """
        self._state = loaded(snapshot, self._program, self._state, self._meaning())
        return self

    def _meaning(self) -> str:
        """The names of what the numbers of a state stand for."""
        return json.dumps([structure(self.network), [(edge.owner, edge.target) for edge in self.edges]])
