"""A network: stages, gates, pools and exits put together, and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sojourn.network.checks import check
from sojourn.network.errors import NetworkError, shown, suggest
from sojourn.network.gate import Gate
from sojourn.network.kinds import Kinds
from sojourn.network.pool import Pool
from sojourn.network.schedule import Schedule
from sojourn.network.source import Source
from sojourn.network.stage import ByDoor, Route, Stage


@dataclass(frozen=True)
class Network:
    """A system of stages through which people walk. It is a description: it holds no state and no time of its own."""

    sources: tuple[Source, ...]
    stages: tuple[Stage, ...]
    exits: tuple[str, ...]
    kinds: Kinds = field(default_factory=Kinds.single)
    gates: tuple[Gate, ...] = ()
    pools: tuple[Pool, ...] = ()
    paces: Mapping[str, Schedule] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that every name leads somewhere and everybody can leave.

        Raises:
            NetworkError: with the names of the stages involved.
        """
        check(self)

    @property
    def places(self) -> tuple[str, ...]:
        """Names a route may lead to, in order: stages, then exits."""
        return (*(stage.name for stage in self.stages), *self.exits)

    def stage(self, name: str) -> Stage:
        """The stage of that name.

        Raises:
            NetworkError: there is none.
        """
        for stage in self.stages:
            if isinstance(name, str) and stage.name == name:
                return stage
        raise NetworkError(f"there is no stage {shown(name)}{suggest(name, [s.name for s in self.stages])}")

    def routes(self) -> Iterator[tuple[str, Route]]:
        """Every route of the network with the name of what owns it, in the order of the edges.

        Sources, then stage by stage clocks, grants and the putting out.
        """
        for source in self.sources:
            yield f"source {source.name}", source.to
        for stage in self.stages:
            for clock in stage.clocks:
                yield f"clock {stage.name}.{clock.name}", clock.to
            if isinstance(stage.granted, ByDoor):
                for door, route in stage.granted.routes.items():
                    yield f"grant {stage.name} by {door}", route
            elif stage.granted is not None:
                yield f"grant {stage.name}", stage.granted
            if stage.put_out is not None:
                yield f"put out {stage.name}", stage.put_out
