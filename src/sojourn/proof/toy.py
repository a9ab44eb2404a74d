"""A small network with everything in it, its numbers drawn from a seed: what must hold between runs is tried on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sojourn.network import (
    By,
    Clock,
    Door,
    Fixed,
    Gamma,
    Gate,
    Kinds,
    Lognormal,
    Network,
    Opening,
    Pool,
    Source,
    Stage,
    Steps,
)

TICKS = 200
AREAS = ("north", "south")
ORIGINS = ("a", "b", "c")
PLENTY = 1e6


@dataclass(frozen=True)
class Toy:
    """A custody network in small: beds in two areas, a hearing with few judges, seats by origin, a limit of days."""

    seed: int
    contended: bool = True
    """Whether beds, judges and seats are short; else everybody goes their way at once."""
    annex: bool = False
    """Whether there is a stage that nobody enters."""
    newcomers: bool = False
    """Whether people of a new origin come too, from a source of their own."""

    @property
    def origins(self) -> tuple[str, ...]:
        """Levels of the part that can grow."""
        return (*ORIGINS, "new") if self.newcomers else ORIGINS

    @property
    def kinds(self) -> Kinds:
        """Area and origin."""
        return Kinds({"area": AREAS, "origin": self.origins})

    def opening(self) -> Opening:
        """Forty people held since up to sixty ticks, none of them new."""
        rng = np.random.default_rng([self.seed, 2])
        area, origin = rng.integers(2, size=40), rng.integers(3, size=40)
        held = [stage.name for stage in self.network().stages].index("interview")
        return Opening(area * len(self.origins) + origin, np.full(40, held), -rng.integers(1, 60, 40))

    def network(self) -> Network:
        """The network; with the same seed it has the same numbers whatever else is in it."""
        rng = np.random.default_rng([self.seed, 1])
        weights = np.zeros((2, len(self.origins)))
        weights[:, :3] = rng.dirichlet(np.ones(6)).reshape(2, 3)
        rate = Steps([(0, rng.uniform(2, 4)), (80, rng.uniform(3, 8))])
        short = (lambda amount: amount) if self.contended else (lambda amount: PLENTY)
        order, back = rng.uniform(0.3, 0.6), rng.uniform(0.05, 0.3)
        limit = Clock("limit", Fixed(int(rng.integers(40, 90))), "released", since="order")
        document = By("origin", {name: Gamma(2.0, rng.uniform(3, 25)) for name in ORIGINS}, Gamma(2.0, 9.0))
        supply = np.zeros(TICKS)
        supply[:: int(rng.integers(3, 9))] = short(float(rng.integers(4, 12)))
        onward = {"hearing": 0.8, "released": 0.2, **({"annex": 0.0} if self.annex else {})}
        stages = [
            Stage(
                "intake",
                (Clock("patience", Fixed(int(rng.integers(2, 9))), "turned away"),),
                waits_for="beds",
                granted="interview",
            ),
            Stage("interview", (Clock("end", Lognormal(rng.uniform(3, 12), 0.8), onward),), holds="beds"),
            Stage(
                "hearing",
                waits_for="judges",
                granted={"document": order, "interview": back, "released": 1 - order - back},
                holds="beds",
            ),
            Stage("document", (limit, Clock("document", document, "seat")), holds="beds", sets="order"),
            Stage("seat", (limit,), waits_for="seats", granted="removed", holds="beds"),
        ]
        if self.annex:
            stages.insert(2, Stage("annex", (Clock("end", Fixed(3), "released"),)))
        sources = [Source("arrivals", "intake", kinds=weights.ravel(), rate=rate)]
        if self.newcomers:
            only = np.zeros((2, len(self.origins)))
            only[:, -1] = 0.5
            sources.append(Source("newcomers", "intake", kinds=only.ravel(), rate=3.0))
        return Network(
            sources=tuple(sources),
            stages=tuple(stages),
            exits=("turned away", "released", "removed"),
            kinds=self.kinds,
            gates=(
                Gate("judges", (Door("hours", short(rng.uniform(1.5, 4.0))),)),
                Gate("seats", tuple(Door(name, supply, accepts=[name]) for name in self.origins), lanes="origin"),
            ),
            pools=(Pool("beds", short(float(rng.integers(20, 45))), areas="area", spills=self.contended),),
        )
